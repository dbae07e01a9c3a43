"""A look at the XML of a workbook before it is read: how much is in it, what nobody computed, what is merged.

The package that reads workbooks makes room for every cell up to the last one, and says nothing of formulas without a
result (ECMA-376 part 1, 18.3.1) nor of merged cells in OpenDocument (ODF 1.3 part 3, 19.678).
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

Merge = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a merged region, each as row and column from 0."""

_CHUNK = 2**20
_LONGEST_ROW = 16 * 2**20

BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError)
"""What zipfile raises for archives that are damaged, packed in an unknown manner, or have a password."""

_ROW = re.compile(rb"<(?:\w+:)?(row)[\s>/]")
_ROW_NUMBER = re.compile(rb'^[^>]*\br="(\d{1,7})"')
_CELL = re.compile(rb"<(?:\w+:)?c[\s>]")
_CELL_COLUMN = re.compile(rb'\br="([A-Z]{1,3})\d+"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_RESULT = re.compile(rb"<(?:\w+:)?v>[^<]")
_TEXT_RESULT = re.compile(rb'^[^>]*\bt="(?:str|e|b)"')
_TAB = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_NAME = re.compile(rb'\bname="([^"]*)"')
_TAB_ID = re.compile(rb'\b\w+:id="([^"]*)"')
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")

_ODF_ROW = re.compile(rb"<table:(table|table-row)[\s>/]")
_ODF_CELL = re.compile(rb"<table:(?:covered-)?table-cell\b([^>]*)>")
_ODF_ROWS = re.compile(rb'^[^>]*number-rows-repeated="(\d{1,9})"')
_ODF_COLUMNS = re.compile(rb'number-columns-repeated="(\d{1,9})"')
_ODF_SPAN = re.compile(rb'number-rows-spanned="(\d{1,9})"')


@dataclass(slots=True)
class Look:
    """What the tab `name` holds: filled rows, the numbers of the first and the last, columns, formulas that were never
    computed, regions merged downwards (OpenDocument only)."""

    name: str = ""
    rows: int = 0
    first: int = 0
    last: int = 0
    columns: int = 0
    uncomputed: int = 0
    merges: tuple[Merge, ...] = ()

    @property
    def cells(self) -> int:
        """Those between the first filled row and the last, the empty ones too."""
        return (self.last - self.first + 1) * self.columns

    def fill(self, line: int, rows: int, columns: int) -> None:
        """Count `rows` equal rows that begin at `line` and reach to column number `columns`."""
        self.rows += rows
        self.first = self.first or line
        self.last = line + rows - 1
        self.columns = max(self.columns, columns)


def looks_at(data: bytes, form: str) -> list[Look]:
    """One look for each tab of an `xlsx` or `ods`, in its order. Raises one of BROKEN_ZIP when it is damaged."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if form == "ods":
            return _open_document(archive)
        names = set(archive.namelist())
        return [_excel(archive, name, part if part in names else "") for name, part in _parts(archive, names)]


def _parts(archive: zipfile.ZipFile, names: set[str]) -> list[tuple[str, str]]:
    """Name and XML file of each tab, as xl/workbook.xml orders them (ECMA-376 part 1, 18.2.20)."""
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return []
    targets: dict[bytes, str] = {}
    for relation in _RELATION.findall(archive.read("xl/_rels/workbook.xml.rels")):
        words = dict(re.findall(rb'\b(Id|Target)="([^"]*)"', relation))
        target = words.get(b"Target", b"").decode("utf-8", "replace")
        targets[words.get(b"Id", b"")] = target[1:] if target.startswith("/") else f"xl/{target}"
    tabs = _TAB.findall(archive.read("xl/workbook.xml"))
    ids = [_TAB_ID.search(tab) for tab in tabs]
    return [(_name(tab), targets.get(at[1], "") if at else "") for tab, at in zip(tabs, ids, strict=True)]


def _name(tag: bytes) -> str:
    told = _NAME.search(tag)
    return unescape(told[1].decode("utf-8", "replace")) if told else ""


def _excel(archive: zipfile.ZipFile, name: str, part: str) -> Look:
    look = Look(name=name)
    if not part:
        return look
    number = 0
    for _tag, row in _fragments(archive, part, _ROW):
        told = _ROW_NUMBER.match(row)
        number = int(told[1]) if told else number + 1
        look.uncomputed += _uncomputed(row)
        end = max(row.rfind(b"v>"), row.rfind(b"is>"))
        if end >= 0:
            last_cell = max(row.rfind(b' r="', 0, end), 0)
            look.fill(number, 1, max(map(_column_number, _CELL_COLUMN.findall(row, last_cell, end)), default=1))
    return look


def _uncomputed(row: bytes) -> int:
    """Formulas without a result: a program wrote them that does not compute. An empty text is a result."""
    if not _FORMULA.search(row):
        return 0
    cells = _CELL.split(row)[1:]
    return sum(
        1 for cell in cells if _FORMULA.search(cell) and not _RESULT.search(cell) and not _TEXT_RESULT.match(cell)
    )


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _open_document(archive: zipfile.ZipFile) -> list[Look]:
    looks: list[Look] = []
    number = 1
    for tag, row in _fragments(archive, "content.xml", _ODF_ROW):
        if tag == b"table":
            looks.append(Look(name=_name(row[: row.find(b">")])))
            number = 1
            continue
        told = _ODF_ROWS.match(row)
        repeated = int(told[1]) if told else 1
        end = row.rfind(b"office:value-type")
        if end >= 0 and looks:
            columns = sum(_repeated(cell) for cell in _ODF_CELL.findall(row[: row.find(b">", end) + 1]))
            looks[-1].fill(number, repeated, columns)
            looks[-1].merges += tuple(_merges(row, number - 1))
        number += repeated
    return looks


def _merges(row: bytes, at: int) -> Iterator[Merge]:
    if b"number-rows-spanned" not in row:
        return
    column = 0
    for cell in _ODF_CELL.findall(row):
        span = _ODF_SPAN.search(cell)
        if span and int(span[1]) > 1:
            yield (at, column), (at + int(span[1]) - 1, column)
        column += _repeated(cell)


def _repeated(cell: bytes) -> int:
    told = _ODF_COLUMNS.search(cell)
    return int(told[1]) if told else 1


def _fragments(archive: zipfile.ZipFile, part: str, start: re.Pattern[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """What begins at each `start`, with the tag that it captured, without holding the whole XML."""
    tag, rest = b"", b""
    with archive.open(part) as file:
        while chunk := file.read(_CHUNK):
            first, *more = start.split(rest + chunk)
            for next_tag, fragment in zip(more[::2], more[1::2], strict=True):
                if tag:
                    yield tag, first
                tag, first = next_tag, fragment
            rest = first
            if len(rest) > _LONGEST_ROW:
                raise ValueError("a row without end")
    if tag:
        yield tag, rest
