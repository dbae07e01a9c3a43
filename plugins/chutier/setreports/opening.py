"""Opening a paper, whatever it is: what the bytes are decides, not the name's ending."""

from pathlib import Path

from chutier.errors import ReportError
from chutier.i18n import _
from chutier.setreports.delimited import LARGEST, read_delimited
from chutier.setreports.sheet import Sheet

PAPER_ENDINGS = frozenset({".csv", ".tsv", ".txt", ".tab", ".ale", ".xlsx", ".xlsm", ".xls", ".ods", ".pdf"})
"""Endings of files that may be set reports, for looking through folders."""

_NAMED = {".pdf": "PDF", ".xlsx": "Excel", ".xlsm": "Excel", ".xls": "Excel", ".ods": "OpenDocument"}
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def bytes_of(path: Path) -> bytes:
    """The whole file. Raises ReportError when it cannot be read or is larger than any paper."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise ReportError(_("cannot be read: {why}").format(why=error.strerror or error), path=str(path)) from error
    if len(data) > LARGEST:
        raise ReportError(
            _("is too large for a paper of a shoot"), path=str(path), hint=_("export one shooting day at a time")
        )
    return data


def open_sheets(path: Path, data: bytes) -> list[Sheet]:
    """The tables in the paper at `path`, whose bytes are `data`: text, workbook (xlsx, xls, ods), ALE or PDF.

    Raises ReportError when it holds none, MissingExtra when reading it takes a package that is not installed.
    """
    if data.startswith(_WORKBOOKS):
        from chutier.setreports.workbook import read_workbook

        return read_workbook(path)
    if data[:1024].lstrip().startswith(b"%PDF"):
        from chutier.setreports.pdf import read_pdf

        return read_pdf(path)
    if path.suffix.lower() == ".ale" or data[:200].lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(b"heading"):
        from chutier.setreports.log import read_log

        return read_log(path)
    kind = _NAMED.get(path.suffix.lower())
    if kind and data.strip():
        raise ReportError(
            _("is named like a file of {kind}, and is none").format(kind=kind), path=str(path),
            hint=_("it may be damaged or half copied: get it again from where it came"),
        )  # fmt: skip
    return [read_delimited(path, data)]
