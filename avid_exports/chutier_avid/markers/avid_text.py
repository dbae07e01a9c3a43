"""Media Composer's marker text: a line a marker, fields parted by tabs.

    user  01:00:10:05  V1  Red  comment  1    Red    eight fields: named colour, and again (MCMarkerMaker 0.1.0)
    user  01:01:07:21  V1  red  comment  1           six fields (Media Composer's export)
    user  5            V1  red  comment  1           six fields, frames from the start (Media Composer's export)

The sixth field is the length in frames, more than 1 for a marker with a span.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

from chutier.errors import MediaError, NleError
from chutier.i18n import _
from chutier_avid.ale.encoding import Decoded
from chutier_avid.markers.marker import Marker, MarkerList, one_line, position_of
from chutier_avid.markers.opening import text_of
from chutier_avid.markers.palette import COLORS, FIRST, color_named, old_color

_LINES = re.compile(r"\r\n|\r|\n")
_TRACK = re.compile(r"(?:V|A|D|TC)[1-9]\d{0,2}", re.ASCII)

MOST_NOTES = 20
"""Lines that are told one by one; a file of something else has thousands."""


class Dialect(StrEnum):
    """How a marker text is written."""

    AVID = "avid"
    """By timecode, eight fields, colours with a capital."""
    FRAMES = "avid-frames"
    """By frames from the start, six fields, colours in lower case."""


def read_text(source: Path | bytes, encoding: str | None = None) -> MarkerList:
    """The markers of a text in either dialect. What can be read is; the rest is in `notes`.

    Raises MediaError for a file that cannot be read or holds no marker.
    """
    return parse_text(text_of(source, encoding), "" if isinstance(source, bytes) else str(source))


def parse_text(decoded: Decoded, path: str = "") -> MarkerList:
    """The same for a text that was read already."""
    markers: list[Marker] = []
    notes: list[str] = []
    for number, line in enumerate(_LINES.split(decoded.text), 1):
        if not line.strip():
            continue
        marker = _marker(line.split("\t"), number, notes)
        if marker is None:
            notes.append(_("line {line} is no marker").format(line=number))
        else:
            markers.append(marker)
    if not markers:
        raise MediaError(
            _("there is no marker in this file"),
            path=path,
            hint=_("export it from the Markers window of Media Composer, as text"),
        )
    if more := max(len(notes) - MOST_NOTES, 0):
        notes[MOST_NOTES:] = [f"… {more}"]
    return MarkerList(
        markers=tuple(markers), notes=(*decoded.notes, *notes), path=path, encoding=decoded.encoding
    )  # fmt: skip


def _marker(fields: list[str], line: int, notes: list[str]) -> Marker | None:
    position = position_of(fields[1]) if len(fields) > 3 else None
    if position is None:
        return None
    rest = fields[4:]
    while rest and not rest[-1].strip():
        rest.pop()
    # From the end, because older exports leave tabs in a comment: length, nothing, colour; or the length alone.
    again, length = "", 1
    if len(rest) > 3 and color_named(rest[-1]) and not rest[-2].strip() and _is_length(rest[-3]):
        again, length, rest = rest[-1], int(rest[-3]), rest[:-3]
    elif len(rest) > 1 and _is_length(rest[-1]):
        length, rest = int(rest[-1]), rest[:-1]
    color = color_named(again) or color_named(fields[3])
    if not color:
        notes.append(_("line {line}: {color} is no colour of a marker; it is read as {other}").format(
            line=line, color=repr(fields[3]), other=FIRST))  # fmt: skip
    return Marker(
        user=one_line(fields[0]), position=position, track=fields[2].strip(), color=color or FIRST,
        comment=one_line("\t".join(rest)), length=max(length, 1), line=line,
    )  # fmt: skip


def _is_length(text: str) -> bool:
    return text.isascii() and text.strip().isdigit() and len(text) < 10


def encode(
    markers: Iterable[Marker], dialect: Dialect = Dialect.AVID, *, encoding: str = "utf-8", before_2024_6: bool = False,
) -> bytes:  # fmt: skip
    """The text of `markers`, which all lie where the dialect has them: see `as_labels` and `as_frames`.

    `before_2024_6` writes the eight colours that older versions know. Raises NleError for a marker that cannot be
    written so, and for a letter that `encoding` lacks.
    """
    lines = ["\t".join(_fields(one, dialect, before_2024_6=before_2024_6)) + "\n" for one in markers]
    text = "".join(lines)
    try:
        return text.encode(encoding)
    except UnicodeEncodeError as error:
        letter = text[error.start]
        raise NleError(
            _("marker {number}: {letter} does not exist in {encoding}").format(
                number=text.count("\n", 0, error.start) + 1,
                letter=ascii(letter) if "\ud800" <= letter <= "\udfff" else letter,
                encoding=encoding,
            ),
            hint=_("write it in another encoding: --write-encoding utf-8"),
        ) from error


def _fields(marker: Marker, dialect: Dialect, *, before_2024_6: bool) -> tuple[str, ...]:
    position = position_of(str(marker.position))
    wanted = int if dialect is Dialect.FRAMES else str
    if not isinstance(position, wanted) or not isinstance(marker.position, wanted):
        raise NleError(
            _("{position} is not where this dialect puts a marker").format(position=repr(marker.position)),
            hint=_("frames and timecodes are two dialects: avid-frames, avid"),
        )
    if marker.color not in COLORS or not _TRACK.fullmatch(marker.track) or marker.length < 1:
        raise NleError(
            _("a marker on track {track}, coloured {color}, {length} frames long").format(
                track=repr(marker.track), color=repr(marker.color), length=marker.length
            ),
            hint=_("tracks are called V1, A1, TC1 …; colours: {colors}").format(colors=", ".join(COLORS)),
        )
    color = old_color(marker.color) if before_2024_6 else marker.color
    user, comment, length = one_line(marker.user), one_line(marker.comment), str(marker.length)
    if dialect is Dialect.FRAMES:
        return user, str(position), marker.track, color.lower(), comment, length
    return user, str(position), marker.track, color, comment, length, "", color
