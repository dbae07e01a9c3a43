"""A log as a sheet and back: CSV for everyone, a workbook whose cells are text.

Every cell is text, so `007`, `1-2`, `1E5` and `=1+1` come back as they were. In a workbook the cells have the format
text and are no formulas; the heading is a second tab. In a CSV a cell that a spreadsheet would calculate gets an
apostrophe, which is taken away on the way back; what a spreadsheet program does to a CSV in between, it does.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from chutier.errors import MissingExtra
from chutier.i18n import _
from chutier_avid.ale import Ale
from chutier_avid.logs.incoming import HEADING_TAB, Incoming, IncomingRow, read_incoming

_WIDEST = 40
_FORMULA = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
"""What a spreadsheet would calculate (OWASP, CSV Injection), with the apostrophes before it."""
_MARKED = re.compile(r"''*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def cells_of(ale: Ale) -> list[list[str]]:
    """Every row, one text a column, doubled columns included."""
    count = len(ale.columns)
    return [[cell.strip() for cell in row.cells[:count]] + [""] * (count - min(len(row.cells), count)) for row in ale]


def safe(text: str) -> str:
    """`text` as a cell of a CSV that stays data."""
    return f"'{text}" if _FORMULA.match(text) else text


def unsafe(text: str) -> str:
    """The way back from `safe`."""
    return text[1:] if _MARKED.match(text) else text


def csv_of(ale: Ale, delimiter: str = ",") -> bytes:
    """The log as CSV: UTF-8 with a byte-order mark, without which Excel takes it for something else; CRLF."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([safe(title) for title in ale.columns])
    writer.writerows([safe(cell) for cell in row] for row in cells_of(ale))
    return "\ufeff".encode() + out.getvalue().encode("utf-8", "backslashreplace")


def xlsx_of(ale: Ale) -> bytes:
    """The log as a workbook of two tabs, the rows and the heading. Raises MissingExtra without XlsxWriter."""
    try:
        import xlsxwriter
    except ImportError as error:
        raise MissingExtra(
            _("writing workbooks takes the package XlsxWriter"), hint=_("install it: pip install 'chutier[xlsx]'")
        ) from error
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "num_format": "@"})
    _sheet(book.add_worksheet("ALE"), ale.columns, cells_of(ale), bold, text)
    _sheet(book.add_worksheet(HEADING_TAB), ("", ""), [list(pair) for pair in ale.heading], bold, text)
    book.close()
    return out.getvalue()


def _sheet(page: Any, titles: Sequence[str], rows: Sequence[Sequence[str]], bold: object, text: object) -> None:
    for place, title in enumerate(titles):
        longest = max((len(row[place]) for row in rows), default=0)
        page.set_column(place, place, min(max(len(title), longest, 6) + 2, _WIDEST), text)
        page.write_string(0, place, title, bold)
    for line, row in enumerate(rows, 1):
        for place, cell in enumerate(row):
            page.write_string(line, place, cell, text)
    page.freeze_panes(1, 1)


def table_of(path: Path) -> tuple[Incoming, Mapping[str, str]]:
    """The table in a CSV or workbook, and the heading where a tab of it holds one. Raises MediaError as
    `read_incoming` does."""
    found = read_incoming(path)
    if path.suffix.casefold() in (".csv", ".tsv", ".txt"):
        titles = tuple(unsafe(title) for title in found.titles)
        rows = tuple(_unsafe_row(row) for row in found.rows)
        found = replace(found, titles=titles, rows=rows)
    return found, _heading(path)


def _unsafe_row(row: IncomingRow) -> IncomingRow:
    return replace(row, cells={unsafe(title): unsafe(text) for title, text in row.cells.items()})


def _heading(path: Path) -> dict[str, str]:
    from chutier.setreports.opening import bytes_of, open_sheets

    if path.suffix.casefold() in (".csv", ".tsv", ".txt", ".ale"):
        return {}
    sheets = [sheet for sheet in open_sheets(path, bytes_of(path)) if sheet.name == HEADING_TAB]
    return {row.texts()[0]: row.texts()[1] for sheet in sheets for row in sheet.rows if len(row.cells) > 1}
