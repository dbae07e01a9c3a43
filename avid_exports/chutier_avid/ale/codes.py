"""The register of what the checks can find: E… stops an import or spoils it, W… will surprise later.

docs/ale-codes.md tells each at length; a test holds the two together.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from chutier.i18n import _


def _marked(message: str) -> str:
    """`message`, for translation when it is asked for."""
    return message


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding: its stable `code`, and what it says and advises in the language of the moment."""

    code: str
    _meaning: str
    _way_out: str

    @property
    def severity(self) -> str:
        """`error` or `warning`."""
        return "error" if self.code.startswith("E") else "warning"

    @property
    def meaning(self) -> str:
        """One line for a person."""
        return _(self._meaning)

    @property
    def way_out(self) -> str:
        """What to do about it, in one line."""
        return _(self._way_out)


_ALL = (
    Code("E01", _marked("one of Name, Tracks, Start, End is missing"), _marked("add the column, spelled exactly so")),
    Code("E02", _marked("a timecode that no clock shows"), _marked("correct the cell, or the row's FPS")),
    Code("E03", _marked("End is not after Start"), _marked("correct it; over midnight, give Duration")),
    Code("E04", _marked("Duration is not End − Start"), _marked("correct it, or leave Duration out")),
    Code("E05", _marked("VIDEO_FORMAT is none, or not the project's"), _marked("write the project's: 1080, CUSTOM …")),
    Code("E06", _marked("FPS is no rate, or not the project's"), _marked("write the project's rate in the heading")),
    Code("E07", _marked("two rows are one recording"), _marked("take one of them out, or correct its tape")),
    Code("E08", _marked("two custom titles become one column"), _marked("rename one: chutier avid ale fit")),
    Code("E09", _marked("a letter that the encoding lacks"), _marked("write the log in utf-8, or rename the clip")),
    Code("W01", _marked("a custom title that an import cuts or spoils"), _marked("shorten it: chutier avid ale fit")),
    Code("W02", _marked("more titles than the manual allows"), _marked("leave out columns that nobody reads")),
    Code("W03", _marked("a long Name or Tape"), _marked("shorten it: EDLs cut tapes further")),
    Code("W04", _marked("one tape spelled in two ways"), _marked("choose one spelling")),
    Code("W05", _marked("neither Tape nor Source File"), _marked("fill one of them in, or the clip cannot relink")),
    Code("W06", _marked("drop frame and non-drop frame in one log"), _marked("ask which one the recorder ran")),
    Code("W07", _marked("two recordings of one tape overlap in time"), _marked("ask whether they are two tapes")),
    Code("W08", _marked("a column that Media Composer works out itself"), _marked("leave the column out")),
    Code("W09", _marked("a title almost like one of Avid's"), _marked("spell it so: chutier avid ale rename")),
    Code("W10", _marked("every clip starts at 00:00:00:00"), _marked("relink by Source File, not by tape and time")),
    Code("W11", _marked("ASC_SOP or ASC_SAT that is no CDL"), _marked("ask for the grade again; it is kept as it is")),
)  # fmt: skip

CODES: Mapping[str, Code] = MappingProxyType({code.code: code for code in _ALL})
"""Every code, errors first."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found, under a code of CODES; `row` counts data rows from 1, 0 for the file itself."""

    code: str
    severity: str
    row: int
    column: str
    message: str

    @property
    def is_error(self) -> bool:
        """Whether the log must not be imported like this."""
        return self.severity == "error"

    def __str__(self) -> str:
        where = _("row {row}, {column}: ").format(row=self.row, column=self.column) if self.row else ""
        return f"{self.code} {where}{self.message}"


def found(code: str, row: int, column: str, message: str) -> Finding:
    """The finding of `code`; its severity is the register's."""
    return Finding(code, CODES[code].severity, row, column, message)
