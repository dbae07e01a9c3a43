"""Tables in workbooks: Excel's xlsx and xls, OpenDocument's ods. One sheet of ours is one visible tab."""

import io
import math
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chutier.errors import ReportError
from chutier.i18n import _, ngettext
from chutier.setreports.delimited import too_long
from chutier.setreports.opening import bytes_of
from chutier.setreports.sheet import MOST_ROWS, Cell, Row, Sheet
from chutier.setreports.workbook_look import BROKEN_ZIP, Look, Merge, looks_at

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_UNPACKED = 512 * 2**20
"""Bytes; a workbook that unpacks to more is no paper of a shoot."""

_MOST_CELLS = 10_000_000
"""Cells between the first filled one and the last: the reader makes room for all of them, the empty ones too."""

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The stream of a compound file in which Excel keeps an xlsx with a password ([MS-OFFCRYPTO] 2.3)."""

_MANIFEST = "META-INF/manifest.xml"
"""Says which parts of an OpenDocument are encrypted (ODF 1.3 part 2, 3.4.3)."""


def read_workbook(path: Path) -> list[Sheet]:
    """The visible tabs of the workbook at `path` that hold anything, each a Sheet; rows carry the number beside them.

    Cells are text as a person typed it (`3`, not `3.0`; `10:05:03`; a ticked box is `x`), dates stay dates. The value
    of cells merged downwards (a scene over its takes) stands in each row that says anything itself; that of cells
    merged across (a title) only in the first. Formulas are what the spreadsheet program last computed.

    Raises ReportError when it is no workbook, has a password, is damaged, or holds more than any paper does.
    """
    data = bytes_of(path)
    form = _form(path, data)
    looks = _looks(path, data, form)
    with _parser(path, data), _opened(data) as book:
        visible, hidden = _tabs(book)
        looks += [Look()] * (len(book.sheet_names) - len(looks))
        found = [_sheet(path, book, at, form, looks[at]) for at in visible]
    sheets = [sheet for sheet in found if sheet.rows]
    if not sheets:
        raise _nothing(path, hidden, sum(look.uncomputed for look in looks))
    if hidden:
        warning = ngettext(
            "the hidden tab {tabs} was left out: show it and save, if it belongs to the paper",
            "the hidden tabs {tabs} were left out: show them and save, if they belong to the paper", len(hidden),
        ).format(tabs=", ".join(hidden))  # fmt: skip
        sheets[0] = replace(sheets[0], warnings=(*sheets[0].warnings, warning))
    return sheets


def _form(path: Path, data: bytes) -> str:
    """xlsx, xls or ods, by what the bytes are. Refuses what unpacks to more than any paper."""
    if not data.startswith(b"PK"):
        return "xls"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {entry.filename for entry in archive.infolist()}
            if sum(entry.file_size for entry in archive.infolist()) > _UNPACKED:
                raise ReportError(
                    _("is too large for a paper of a shoot"), path=str(path),
                    hint=_("export one shooting day at a time"),
                )  # fmt: skip
            if _MANIFEST in names and b"encryption-data" in archive.read(_MANIFEST):
                raise _protected(path)
    except BROKEN_ZIP as error:
        raise _damaged(path) from error
    if "content.xml" in names:
        return "ods"
    if not any(name.startswith("xl/") for name in names):
        raise ReportError(
            _("is a ZIP archive, and no workbook"), path=str(path),
            hint=_("take the files out of the archive, or save the table as .xlsx"),
        )  # fmt: skip
    return "xlsx"


def _looks(path: Path, data: bytes, form: str) -> list[Look]:
    """What is in each tab, before anybody makes room for it."""
    try:
        looks = [] if form == "xls" else looks_at(data, form)
    except BROKEN_ZIP as error:
        raise _damaged(path) from error
    for look in looks:
        if look.rows > MOST_ROWS:
            raise too_long(path, look.last)
        if look.cells > _MOST_CELLS:
            raise ReportError(
                _("tab {tab} has cells far away from its table, the last in row {row}").format(
                    tab=look.name, row=look.last
                ),
                path=str(path), line=look.last, hint=_("delete what stands below and beside the table, and save"),
            )  # fmt: skip
    return looks


def _opened(data: bytes) -> "CalamineWorkbook":
    """The workbook; by its bytes, because the package believes the ending of a name."""
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_filelike(io.BytesIO(data))


@contextmanager
def _parser(path: Path, data: bytes) -> Iterator[None]:
    """What the package that reads workbooks raises, as a ReportError. It is written in Rust, whose panics (damaged xls
    files cause them) are no Exception and cannot be imported."""
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except CalamineError as error:
        if isinstance(error, PasswordError) or _ENCRYPTED in data:
            raise _protected(path) from error
        raise _damaged(path) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise _damaged(path) from error
        raise


def _tabs(book: "CalamineWorkbook") -> tuple[list[int], list[str]]:
    """Places of the tabs that a person sees, and names of those that are hidden."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    tables = [
        (at, tab) for at, tab in enumerate(book.sheets_metadata)
        if tab.typ in (SheetTypeEnum.WorkSheet, SheetTypeEnum.MacroSheet)
    ]  # fmt: skip
    visible = [at for at, tab in tables if tab.visible == SheetVisibleEnum.Visible]
    return visible, [tab.name for _at, tab in tables if tab.visible != SheetVisibleEnum.Visible]


def _sheet(path: Path, book: "CalamineWorkbook", at: int, form: str, look: "Look") -> Sheet:
    """The tab number `at`, without rows when no cell of it holds anything."""
    name, table = book.sheet_names[at], book.get_sheet_by_index(at)
    rows: list[Row] = []
    for row in _rows(table, table.merged_cell_ranges or look.merges):
        if len(rows) == MOST_ROWS:
            raise too_long(path, row.line)
        rows.append(row)
    warnings: tuple[str, ...] = ()
    if look.uncomputed:
        warnings = (ngettext(
            "tab {tab}: {count} formula was never computed, its cell counts as empty: open the file in the spreadsheet "
            "program and save it",
            "tab {tab}: {count} formulas were never computed, their cells count as empty: open the file in the "
            "spreadsheet program and save it", look.uncomputed,
        ).format(tab=name, count=look.uncomputed),)  # fmt: skip
    return Sheet(form=form, rows=tuple(rows), name=name, warnings=warnings)


def _nothing(path: Path, hidden: Sequence[str], uncomputed: int) -> ReportError:
    """The error for a workbook of which nothing can be seen."""
    if uncomputed:
        return ReportError(
            _("holds formulas that no spreadsheet program has computed, and nothing else"), path=str(path),
            hint=_("open it in the spreadsheet program and save it"),
        )  # fmt: skip
    if hidden:
        return ReportError(
            _("every tab that holds anything is hidden: {tabs}").format(tabs=", ".join(hidden)), path=str(path),
            hint=_("show the tab in the spreadsheet program and save"),
        )  # fmt: skip
    return ReportError(_("is empty"), path=str(path), hint=_("save it again from the program that made it"))


def _protected(path: Path) -> ReportError:
    return ReportError(
        _("is protected by a password"), path=str(path), hint=_("save it without the password, or as CSV")
    )


def _damaged(path: Path) -> ReportError:
    return ReportError(
        _("is damaged, or no workbook that can be read"), path=str(path),
        hint=_("open it in the spreadsheet program and save it as .xlsx or CSV"),
    )  # fmt: skip


def _rows(table: "CalamineSheet", regions: Sequence[Merge]) -> Iterator[Row]:
    """The filled rows, with the number that the spreadsheet program shows beside them."""
    first_row, first_column = table.start or (0, 0)
    merges = [((top, left), end) for (top, left), end in regions if end[0] > top]
    beginning = {(top, left): bottom for (top, left), (bottom, _right) in merges}
    columns = sorted({left for (_top, left), _end in merges})
    values: dict[int, tuple[int, Cell]] = {}  # column -> last row of the merged region, its value
    for at, raw in enumerate(table.to_python(skip_empty_area=True), first_row):
        cells = [_cell(value) for value in raw]
        if not any(isinstance(cell, date) or cell.strip() for cell in cells):
            continue
        for column in columns:
            place = column - first_column
            if not 0 <= place < len(cells):
                continue
            if (at, column) in beginning:
                values[column] = (beginning[at, column], cells[place])
            elif column in values and at <= values[column][0]:
                cells[place] = values[column][1]
        yield Row(line=at + 1, cells=tuple(cells))


def _cell(value: Any) -> Cell:
    """What a person typed to get `value`."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, int | float):
        return str(int(value)) if abs(value) < 1e15 and value == int(value) else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value
    if isinstance(value, time):
        value = timedelta(hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond)
    if isinstance(value, timedelta):
        seconds = math.floor(value.total_seconds() + 0.5)
        sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
        return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return str(value)
