"""Markers as CSV, for a spreadsheet and back; and as other programs and people write such lists."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

from chutier.errors import MediaError, TimecodeError
from chutier.i18n import _
from chutier_avid.ale.clock import log_timecode
from chutier_avid.ale.encoding import Decoded
from chutier_avid.logs.sheets import safe, unsafe
from chutier_avid.markers.avid_text import MOST_NOTES
from chutier_avid.markers.marker import Marker, MarkerList, one_line, position_of
from chutier_avid.markers.opening import text_of
from chutier_avid.markers.palette import FIRST, color_named

HEADINGS = ("Start TC", "Comment", "Color", "User", "Track", "Length")
"""What is written; `Frame` stands for `Start TC` where markers lie by frames."""

_MEANS: dict[str, tuple[str, ...]] = {
    "position": ("start tc", "start", "timecode", "tc", "position", "frame", "in", "début", "debut", "tc début"),
    "name": ("name", "marker name", "marker", "nom", "titre", "title"),
    "comment": ("comment", "comments", "note", "notes", "description", "text", "commentaire", "remarque", "remarques"),
    "color": ("color", "colour", "couleur"),
    "user": ("user", "author", "utilisateur", "auteur"),
    "track": ("track", "piste"),
    "length": ("length", "duration", "frames", "durée", "duree", "longueur"),
}
_PARTS = ",;\t"
_MEANING = {word: field for field, words in _MEANS.items() for word in words}


def csv_of(markers: Iterable[Marker]) -> bytes:
    """The list as CSV: UTF-8 with a byte-order mark, so that spreadsheets know; a cell that one would calculate gets an
    apostrophe, which is taken away on the way back."""
    rows = list(markers)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    by_frame = bool(rows) and all(isinstance(marker.position, int) for marker in rows)
    writer.writerow(["Frame" if by_frame else HEADINGS[0], *HEADINGS[1:]])
    for one in rows:
        cells = (str(one.position), one.comment, one.color, one.user, one.track, str(one.length))
        writer.writerow([safe(one_line(cell)) for cell in cells])
    return "\ufeff".encode() + out.getvalue().encode("utf-8", "backslashreplace")


def read_sheet(source: Path | bytes, encoding: str | None = None, rate: Fraction | None = None) -> MarkerList:
    """The markers of a CSV, parted by commas, semicolons or tabs, with a line of headings in English or French.

    `rate` reads lengths that are timecodes. Raises MediaError for a file that cannot be read or has no such line.
    """
    return parse_sheet(text_of(source, encoding), "" if isinstance(source, bytes) else str(source), rate)


def parse_sheet(decoded: Decoded, path: str = "", rate: Fraction | None = None) -> MarkerList:
    """The same for a text that was read already."""
    lines = _records(decoded.text, path)
    heading = next((number for number, (_line, cells) in enumerate(lines) if "position" in _fields(cells)), None)
    if heading is None:
        raise MediaError(
            _("there is no marker in this file, nor a line of headings with one called Start TC"),
            path=path,
            hint=_("headings of a list: {words}").format(words=", ".join(HEADINGS)),
        )
    places = _fields(lines[heading][1])
    markers: list[Marker] = []
    notes: list[str] = []
    for line, cells in lines[heading + 1 :]:
        texts = {field: one_line(unsafe(cells[at].strip())) for field, at in places.items() if at < len(cells)}
        if any(texts.values()):
            _add(texts, line, rate, markers, notes)
    if not markers:
        raise MediaError(
            _("there is no marker in this file"),
            path=path,
            hint=_("its headings are there, but no line has a timecode"),
        )
    if more := max(len(notes) - MOST_NOTES, 0):
        notes[MOST_NOTES:] = [f"… {more}"]
    return MarkerList(
        markers=tuple(markers), notes=(*decoded.notes, *notes), path=path, encoding=decoded.encoding
    )  # fmt: skip


def is_heading(line: str) -> bool:
    """Whether `line` has the headings of a list of markers."""
    return any("position" in _fields(line.replace('"', "").split(sign)) for sign in _PARTS)


def _records(text: str, path: str) -> list[tuple[int, list[str]]]:
    """Each record with the line that it ends on."""
    first = text[:10_000].lstrip("\r\n").split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_PARTS, key=first.count))
    try:
        return [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        raise MediaError(
            _("cannot be read: {why}").format(why=error),
            path=path,
            line=reader.line_num,
            hint=_("save it from the spreadsheet again, as CSV"),
        ) from error


def _fields(cells: Sequence[str]) -> dict[str, int]:
    fields: dict[str, int] = {}
    for place, cell in enumerate(cells):
        field = _MEANING.get(unsafe(cell.strip()).casefold())
        if field:
            fields.setdefault(field, place)
    return fields


def _add(
    texts: Mapping[str, str], line: int, rate: Fraction | None, markers: list[Marker], notes: list[str]
) -> None:  # fmt: skip
    position = position_of(texts.get("position", ""))
    if position is None:
        notes.append(_("line {line} is no marker").format(line=line))
        return
    written = texts.get("color", "")
    color = color_named(written)
    if written and not color:
        notes.append(_("line {line}: {color} is no colour of a marker; it is read as {other}").format(
            line=line, color=repr(written), other=FIRST))  # fmt: skip
    length = _length(texts.get("length", ""), rate)
    if length is None:
        notes.append(_("line {line}: {text} is no length in frames; the marker is one frame long").format(
            line=line, text=repr(texts["length"])))  # fmt: skip
    said = dict.fromkeys(text for text in (texts.get("name", ""), texts.get("comment", "")) if text)
    markers.append(Marker(
        position=position, comment=": ".join(said), color=color or FIRST, user=texts.get("user", ""),
        track=texts.get("track", "") or "V1", length=length or 1, line=line,
    ))  # fmt: skip


def _length(text: str, rate: Fraction | None) -> int | None:
    """Frames; 1 where nothing is said, None for what cannot be read."""
    frames = position_of(text) if text else 1
    if isinstance(frames, str):
        try:
            timecode = log_timecode(frames, rate) if rate else None
        except TimecodeError:
            return None
        return max(timecode.frame, 1) if timecode else None
    return frames if frames is None else max(frames, 1)
