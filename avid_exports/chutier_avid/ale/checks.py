"""What stops an import (E…) and what will surprise later (W…), each under a stable code."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from chutier.errors import TimecodeError
from chutier.i18n import _
from chutier.timecode import Timecode, can_drop, rate_text
from chutier_avid.ale.clock import log_rate, log_timecode
from chutier_avid.ale.document import Ale, Row
from chutier_avid.ale.titles import HARD_LENGTH, MOST_TITLES, REQUIRED, SAFE_LENGTH, is_custom, is_derived

VIDEO_FORMATS = ("NTSC", "PAL", "720", "1080", "CUSTOM")
"""The values that the heading may have: the manual's two, and those of the high-definition versions."""

NAME_LENGTH = 32
"""Characters of Name and Tape in the manual; real bins hold longer names."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: `code` E01…E09 stops, W01…W08 tells; `row` counts data rows from 1, 0 for the file itself."""

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


class Project(Protocol):
    """What the checks ask of the project that a log goes to."""

    @property
    def video_format(self) -> str:
        """One of VIDEO_FORMATS."""

    @property
    def rate(self) -> Fraction:
        """The project's frames per second."""

    @property
    def encoding(self) -> str:
        """The Python codec that the log is written with."""


def _error(code: str, row: int, column: str, message: str) -> Finding:
    return Finding(code, "error", row, column, message)


def _warning(code: str, row: int, column: str, message: str) -> Finding:
    return Finding(code, "warning", row, column, message)


def check(ale: Ale, project: Project | None = None) -> tuple[Finding, ...]:
    """Everything found in `ale`, in the order heading, titles, rows; against `project` when there is one."""
    found = [*_heading(ale, project), *_titles(ale)]
    missing = [title for title in REQUIRED if title not in ale.titles.index]
    if not {"Start", "End"} & set(missing):
        found.extend(_times(ale))
    found.extend(_doubles(ale))
    found.extend(_names(ale))
    found.extend(_tapes(ale))
    found.extend(unencodable(ale, project.encoding if project else ale.encoding))
    return tuple(found)


def _heading(ale: Ale, project: Project | None) -> Iterator[Finding]:
    video = ale.head("VIDEO_FORMAT")
    if video.upper() not in VIDEO_FORMATS:
        formats = ", ".join(VIDEO_FORMATS)
        yield _error("E05", 0, "VIDEO_FORMAT", _("VIDEO_FORMAT {value} is none of {formats}").format(
            value=repr(video), formats=formats))  # fmt: skip
    elif project and video.upper() != project.video_format:
        yield _error("E05", 0, "VIDEO_FORMAT", _("VIDEO_FORMAT {value}, but the project is {project}").format(
            value=video, project=project.video_format))  # fmt: skip
    text = ale.head("FPS")
    try:
        rate = log_rate(text)
    except TimecodeError:
        yield _error("E06", 0, "FPS", _("FPS {value} in the heading is no frame rate").format(value=repr(text)))
        return
    if project and rate != project.rate:
        yield _error("E06", 0, "FPS", _("FPS {value}, but the project runs at {project}").format(
            value=text, project=rate_text(project.rate)))  # fmt: skip


def _titles(ale: Ale) -> Iterator[Finding]:
    for title in REQUIRED:
        if title not in ale.titles.index:
            yield _error("E01", 0, title, _("there is no column {title}").format(title=title))
    seen: dict[str, str] = {}
    for title in ale.columns:
        if is_derived(title):
            yield _warning("W08", 0, title, _("{title} is worked out by Media Composer and cannot be logged").format(
                title=title))  # fmt: skip
        if not is_custom(title):
            continue
        cut = title[:HARD_LENGTH].casefold()
        if cut in seen:
            yield _error("E08", 0, title, _("{a} and {b} become one column: an import keeps 16 characters").format(
                a=repr(seen[cut]), b=repr(title)))  # fmt: skip
        seen.setdefault(cut, title)
        if len(title) > SAFE_LENGTH:
            limit = HARD_LENGTH if len(title) > HARD_LENGTH else SAFE_LENGTH
            yield _warning("W01", 0, title, _("the title {title} is longer than {limit} characters").format(
                title=repr(title), limit=limit))  # fmt: skip
    count = len(ale.columns) + len(ale.heading)
    if count > MOST_TITLES:
        yield _warning("W02", 0, "", _("{count} titles, where the manual allows {most}").format(
            count=count, most=MOST_TITLES))  # fmt: skip


def _times(ale: Ale) -> Iterator[Finding]:
    drops: dict[bool, int] = {}
    for number, row in enumerate(ale.rows, 1):
        try:
            rate = ale.rate(row)
        except TimecodeError as error:
            yield _error("E06", number, "FPS", error.message)
            continue
        clocks: list[Timecode] = []
        for column in ("Start", "End"):
            try:
                clock = log_timecode(row[column], rate)
            except TimecodeError as error:
                yield _error("E02", number, column, error.message)
                continue
            if clock is not None:
                clocks.append(clock)
        if len(clocks) == 2:
            yield from _span(number, row, *clocks)
        if clocks and can_drop(rate):
            drops.setdefault(clocks[0].drop, number)
    if len(drops) == 2:
        yield _warning("W06", max(drops.values()), "Start", _("drop frame and non-drop frame in one log"))


def _span(number: int, row: Row, start: Timecode, end: Timecode) -> Iterator[Finding]:
    if start.drop != end.drop:
        yield _error("E02", number, "End", _("Start and End count differently: one drops frames, the other does not"))
        return
    length = _length(row, start)
    if isinstance(length, Finding):
        yield _error("E04", number, "Duration", length.message)
        return
    over_midnight = length is not None and start + length == end and length > 0
    if end.frame <= start.frame and not over_midnight:
        yield _error("E03", number, "End", _("End {end} is not after Start {start}").format(end=end, start=start))
    elif length is not None and not over_midnight:
        yield _error("E04", number, "Duration", _("Duration {length} is not End − Start").format(
            length=row["Duration"]))  # fmt: skip


def _length(row: Row, start: Timecode) -> int | Finding | None:
    """Frames of the Duration column; a take over midnight is vouched for by it."""
    text = row.get("Duration")
    if not text:
        return None
    try:
        clock = log_timecode(text, start.rate)
    except TimecodeError as error:
        return _error("E04", 0, "Duration", error.message)
    return clock.frame if clock else None


def _doubles(ale: Ale) -> Iterator[Finding]:
    seen: dict[tuple[str, str, str], dict[str, int]] = {}
    for number, row in enumerate(ale.rows, 1):
        file = row.get("Source File")
        key = (row.get("Tape") or file, row.get("Start"), row.get("End"))
        if not key[0]:
            continue
        others = seen.setdefault(key, {})
        other = next((others[one] for one in others if is_same_file(one, file)), 0)
        if other:
            yield _error("E07", number, "Start", _("the same tape, Start and End as row {row}").format(row=other))
        others.setdefault(file, number)


def is_same_file(a: str, b: str) -> bool:
    """Whether two rows of one tape and time can mean one recording: yes, unless both name their file and it differs,
    as the mono files of one sound take do."""
    return not (a and b) or a == b


def _names(ale: Ale) -> Iterator[Finding]:
    for number, row in enumerate(ale.rows, 1):
        for column in ("Name", "Tape"):
            value = row.get(column)
            if len(value) > NAME_LENGTH:
                yield _warning("W03", number, column, _("{value} is longer than 32 characters").format(
                    value=repr(value)))  # fmt: skip


def _tapes(ale: Ale) -> Iterator[Finding]:
    spellings: dict[str, str] = {}
    for number, row in enumerate(ale.rows, 1):
        tape = row.get("Tape")
        if not tape and not row.get("Source File"):
            yield _warning("W05", number, "Tape", _("neither Tape nor Source File: nothing to relink with"))
        same = "".join(tape.casefold().split())
        if tape and spellings.setdefault(same, tape) != tape:
            yield _warning("W04", number, "Tape", _("{a} and {b} will be two tapes").format(
                a=repr(spellings[same]), b=repr(tape)))  # fmt: skip
            spellings[same] = tape


def unencodable(ale: Ale, encoding: str) -> Iterator[Finding]:
    """E09 for each cell and title that `encoding` cannot hold."""
    try:
        ale.to_text().encode(encoding)
        return
    except UnicodeEncodeError:
        pass
    for row_number, cells in [(0, ale.columns), *((n, row.cells) for n, row in enumerate(ale.rows, 1))]:
        for place, cell in enumerate(cells):
            try:
                cell.encode(encoding)
            except UnicodeEncodeError as error:
                column = ale.columns[place] if place < len(ale.columns) else ""
                letter = ascii(cell[error.start]) if "\ud800" <= cell[error.start] <= "\udfff" else cell[error.start]
                yield _error("E09", row_number, column, _("{letter} does not exist in {encoding}").format(
                    letter=letter, encoding=encoding))  # fmt: skip
