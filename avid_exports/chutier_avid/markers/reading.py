"""Markers out of any file that holds some."""

from fractions import Fraction
from pathlib import Path

from chutier_avid.markers.avid_text import parse_text
from chutier_avid.markers.marker import MarkerList, position_of
from chutier_avid.markers.opening import text_of
from chutier_avid.markers.sheet import is_heading, parse_sheet


def read(path: Path, encoding: str | None = None, rate: Fraction | None = None) -> MarkerList:
    """The markers of `path`, a text of Media Composer in either dialect or a CSV; told apart by what is in it.

    Raises MediaError for what cannot be read and holds none.
    """
    decoded = text_of(path, encoding)
    for line in decoded.text[:20_000].replace("\r", "\n").split("\n"):
        fields = line.split("\t")
        if len(fields) > 3 and position_of(fields[1]) is not None:
            break
        if is_heading(line):
            return parse_sheet(decoded, str(path), rate)
    return parse_text(decoded, str(path))
