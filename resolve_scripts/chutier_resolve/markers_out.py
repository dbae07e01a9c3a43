"""Markers of a timeline as a list that other rooms read: a CSV with timecodes, and back.

The headings are those that `chutier avid markers convert` reads, so that a list goes on into Media Composer.
"""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chutier.errors import MediaError, TimecodeError
from chutier.i18n import _
from chutier.timecode import Timecode, parse_rate
from chutier_resolve.colors import MARKER_COLORS

HEADINGS = ("Start TC", "Name", "Comment", "Color", "Duration", "ID")
_SAFE = ("=", "+", "-", "@", "\t")


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineMarker:
    """One marker: `frame` from the timeline's first, `duration` in frames; `id` is what it is known again by."""

    frame: int
    name: str
    note: str = ""
    color: str = "Blue"
    duration: int = 1
    id: str = ""


def markers_in(current: Mapping[str, Any]) -> list[TimelineMarker]:
    """The markers in an answer of `current`, in order."""
    found = [
        TimelineMarker(
            frame=int(float(frame)), name=str(one.get("name", "")), note=str(one.get("note", "")),
            color=str(one.get("color", "")), duration=int(float(one.get("duration") or 1)),
            id=str(one.get("customData", "")),
        )
        for frame, one in current.get("markers", {}).items()
    ]  # fmt: skip
    return sorted(found, key=lambda one: one.frame)


def start_of(current: Mapping[str, Any]) -> Timecode:
    """The timecode of the timeline's first frame. Raises MediaError when its rate or start is none that we know."""
    rate, _space, drop = str(current.get("rate", "")).partition(" ")
    try:
        return Timecode.parse(_dropped(str(current.get("start", "")), bool(drop)), parse_rate(rate))
    except TimecodeError as error:
        raise MediaError(
            _("the timeline {name} has a start or rate that cannot be read: {why}").format(
                name=current.get("name", ""), why=error.message
            ),
            hint=_("set its start timecode in Resolve, then try again"),
        ) from error


def _dropped(start: str, drop: bool) -> str:
    return start[:-3] + ";" + start[-2:] if drop and start[-3:-2] == ":" else start


def csv_of(markers: Iterable[TimelineMarker], start: Timecode) -> bytes:
    """The list as CSV, UTF-8 with a byte-order mark so that spreadsheets know."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for one in markers:
        at = Timecode(start.frame + one.frame, start.rate, start.drop)
        cells = (str(at), one.name, one.note, one.color, str(one.duration), one.id)
        writer.writerow([_safe(cell) for cell in cells])
    return "\ufeff".encode() + out.getvalue().encode("utf-8", "backslashreplace")


def _safe(cell: str) -> str:
    """A cell that a spreadsheet would calculate gets an apostrophe."""
    return f"'{cell}" if cell.startswith(_SAFE) else " ".join(cell.splitlines())


def read_csv(file: Path, start: Timecode) -> list[TimelineMarker]:
    """The markers of a CSV with these headings, for a timeline that begins at `start`.

    A marker without an id gets one from its place in the list's file: bringing the list in again changes it, adds none.
    Raises MediaError, with the line, for a timecode or colour that there is not.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise MediaError(_("cannot be read: {why}").format(why=error), path=str(file)) from error
    rows = csv.DictReader(io.StringIO(text))
    if "Start TC" not in (rows.fieldnames or ()):
        raise MediaError(
            _("this is no list of markers: it has no column Start TC"), path=str(file),
            hint=_("its headings are: {words}").format(words=", ".join(HEADINGS)),
        )  # fmt: skip
    return [_marker(row, file, rows.line_num, start) for row in rows if any(row.values())]


def _marker(row: Mapping[str, str | None], file: Path, line: int, start: Timecode) -> TimelineMarker:
    said = {key: (row.get(key) or "").strip().removeprefix("'") for key in HEADINGS}
    try:
        at = Timecode.parse(said["Start TC"], start.rate)
    except TimecodeError as error:
        raise MediaError(error.message, path=str(file), line=line) from error
    color = said["Color"].capitalize() or "Blue"
    if color not in MARKER_COLORS:
        raise MediaError(
            _("Resolve has no marker colour {color}").format(color=said["Color"]), path=str(file), line=line,
            hint=_("say one of {words}").format(words=", ".join(MARKER_COLORS)),
        )  # fmt: skip
    if at.frame < start.frame:
        raise MediaError(_("{at} is before the timeline begins").format(at=at), path=str(file), line=line)
    duration = int(said["Duration"]) if said["Duration"].isdecimal() else 1
    return TimelineMarker(
        frame=at.frame - start.frame, name=said["Name"] or said["Comment"] or str(at), note=said["Comment"],
        color=color, duration=max(duration, 1), id=said["ID"] or f"chutier:{file.stem}:{line}",
    )  # fmt: skip
