"""Tables in text files: CSV with `;`, `,` or tab, TSV, and reports in columns that a recorder writes."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from chutier.errors import ReportError
from chutier.i18n import _
from chutier.setreports.sheet import MOST_ROWS, Row, Sheet
from chutier.setreports.text import Decoded, decode, encoding_warnings

DELIMITERS = ";,\t|"
LARGEST = 64 * 2**20
"""Bytes; a longer file is no paper of a shoot."""

_NOT_TEXT = (
    (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"II*\0", "TIFF"), (b"MM\0*", "TIFF"),
    (b"{\\rtf", "RTF"), (b"\x1f\x8b", "gzip"), (b"RIFF", "WAV"), (b"bplist", "plist"), (b"%PDF", "PDF"),
    (b"PK\x03\x04", "ZIP"), (b"\xd0\xcf\x11\xe0", "Office"),
)  # fmt: skip
_SAMPLE = 2_000  # rows that choose the delimiter


def read_delimited(path: Path, data: bytes) -> Sheet:
    """The one table in the text `data` of the file `path`.

    Raises ReportError, with the line where there is one, when the file is empty, no text, or no table.
    """
    decoded = _decoded(path, data)
    text = decoded.text.removeprefix("\ufeff").rstrip("\x1a")
    delimiter = _delimiter(text)
    rows = tuple(_filled(path, text, delimiter))
    return Sheet(
        form="csv", rows=rows, encoding=decoded.encoding, guessed=decoded.guessed, delimiter=delimiter,
        warnings=encoding_warnings(decoded),
    )  # fmt: skip


def _decoded(path: Path, data: bytes) -> Decoded:
    csv_please = _("save the table as CSV, best in UTF-8")
    for mark, kind in _NOT_TEXT:
        if data.startswith(mark):
            raise ReportError(_("is not CSV but {kind}").format(kind=kind), path=str(path), hint=csv_please)
    if len(data) > LARGEST:
        raise ReportError(_("is too large for a paper of a shoot"), path=str(path), hint=csv_please)
    decoded = decode(data)
    if not decoded.text.strip("\ufeff \t\r\n\x1a"):
        raise ReportError(_("is empty"), path=str(path), hint=_("save it again from the program that made it"))
    if any(character < " " and character not in "\t\r\n\f\v\x1a" for character in decoded.text):
        raise ReportError(_("is no text"), path=str(path), hint=csv_please)
    return decoded


def _delimiter(text: str) -> str:
    """The delimiter that cuts most rows into the same number of cells, more than one."""

    def agreement(delimiter: str) -> int:
        widths = Counter(len(row) for _line, row in zip(range(_SAMPLE), _rows(text, delimiter), strict=False) if row)
        return max(((width - 1) * count for width, count in widths.items()), default=0)

    return max(DELIMITERS, key=agreement)


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:
        return


def _filled(path: Path, text: str, delimiter: str) -> Iterator[Row]:
    """Each row that says something, with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line, count = 1, 0
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                count += 1
                if count > MOST_ROWS:
                    raise too_long(path, count)
                yield Row(line=line, cells=tuple(_unwrapped(cell) for cell in row))
            line = reader.line_num + 1
    except csv.Error as error:
        huge = "field larger" in str(error)  # the csv module has one kind of error for everything
        most = _("a cell of the row that begins here has more than {most} characters").format(
            most=csv.field_size_limit()
        )
        raise ReportError(
            most if huge else _("the row that begins here is no CSV ({why})").format(why=error),
            path=str(path), line=line, hint=_('look for a quotation mark (") that is never closed'),
        ) from error  # fmt: skip


def too_long(path: Path, rows: int) -> ReportError:
    """The error for a table with more than MOST_ROWS filled rows."""
    return ReportError(
        _("has more than {most} rows, which no paper of a shoot has").format(most=MOST_ROWS),
        path=str(path), line=rows, hint=_("export one shooting day, or one unit, at a time"),
    )  # fmt: skip


def _unwrapped(cell: str) -> str:
    """`="12/3"` is how people keep a spreadsheet from making a date of 12/3: the text is meant."""
    text = cell.strip()
    if text.startswith('="') and text.endswith('"') and len(text) > 2:
        return text[2:-1].replace('""', '"')
    return cell
