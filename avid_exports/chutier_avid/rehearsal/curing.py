"""A copy of the log in which the rows that miss by a trifle merge. Nothing is changed that is not told."""

import re
from collections import Counter
from dataclasses import dataclass, replace

from chutier.errors import TimecodeError
from chutier_avid.ale import Ale, Row
from chutier_avid.bins.content import BinContent, BinItem
from chutier_avid.rehearsal.asking import source_of
from chutier_avid.rehearsal.causes import CURABLE
from chutier_avid.rehearsal.differences import Kind
from chutier_avid.rehearsal.keys import Source, Span, span_of, stem
from chutier_avid.rehearsal.rehearsing import rehearse
from chutier_avid.rehearsal.results import Rehearsal, RowVerdict, Verdict

_UNFIT = re.compile(r"[\t\r\n\x00]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One cell that was put right: `row` counts from 1, `line` is the file's."""

    row: int
    line: int
    title: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cured:
    """The log with its `changes`, and its own rehearsal."""

    ale: Ale
    changes: tuple[Change, ...]
    rehearsal: Rehearsal


def cure(
    bin: BinContent,
    ale: Ale,
    rehearsal: Rehearsal,
    *,
    shift: bool = False,
    suffix: bool = False,
    video_format: str = "",
) -> Cured:
    """`ale` with the safe cures: the tape as the bin spells it, without a wrong extension, and an exclusive End.

    Two are made only when asked: `shift` moves rows that are exactly one frame beside, `suffix` takes `_a` and `_h`
    for one recording. A row is left alone when more than one clip comes as near, when the clip is another row's
    already, or when its key would still differ.
    """
    allowed = CURABLE | ({Kind.SHIFT} if shift else set()) | ({Kind.SUFFIX} if suffix else set())
    items = {item.place or number: item for number, item in enumerate(bin.items, 1)}
    taken = Counter(clip.place for row in rehearsal.rows for clip in row.clips)
    wanted = [row for row in rehearsal.of(Verdict.NEW) if _is_curable(row, allowed)]
    taken.update(row.nearest[0].clip.place for row in wanted)
    rows, changes = list(ale.rows), []
    for row in wanted:
        place = row.nearest[0].clip.place
        if taken[place] == 1 and (cured := _cured(ale, rows[row.number - 1], items[place])):
            rows[row.number - 1] = cured
            changes += _changes(row, ale.rows[row.number - 1], cured)
    new = replace(ale, rows=tuple(rows))
    return Cured(ale=new, changes=tuple(changes), rehearsal=rehearse(bin, new, video_format=video_format))


def _is_curable(row: RowVerdict, allowed: frozenset[Kind] | set[Kind]) -> bool:
    frames = max((abs(one.frames) for one in row.differences if one.kind is Kind.SHIFT), default=0)
    return row.tied == 1 and frames <= 1 and {one.kind for one in row.differences} <= allowed


def _cured(ale: Ale, row: Row, item: BinItem) -> Row | None:
    """`row` with the key of `item`; None when it cannot have it."""
    source, target = source_of(ale, row), Source(item.tape, item.source_file)
    before, after = _span(ale, row), span_of(item.start, item.end)
    if before is None or after is None or before.clock is not after.clock:
        return None
    cells = {}
    if source.key != target.key:
        title = "Tape" if source.tape else "Source File"
        written = target.key if source.tape else _renamed(row.get("Source File"), source.file, target.key)
        if title not in row.titles.index or _UNFIT.search(written):
            return None
        cells[title] = written
    if before.start != after.start:
        cells["Start"] = after.clock.text(after.start)
    if before.end != after.end:
        cells |= {"End": after.clock.text(after.end), **_duration(ale, row, before, after)}
    cured = _with(row, cells)
    now = _span(ale, cured)
    return cured if now and (source_of(ale, cured).key, now.spot) == (target.key, after.spot) else None


def _span(ale: Ale, row: Row) -> Span | None:
    try:
        return span_of(ale.timecode(row, "Start"), ale.timecode(row, "End"))
    except TimecodeError:
        return None


def _renamed(path: str, file: str, name: str) -> str:
    """`path` with its last part called `name`, the extension kept."""
    return path[: len(path) - len(file)] + name + file[len(stem(file)) :]


def _duration(ale: Ale, row: Row, before: Span, after: Span) -> dict[str, str]:
    """The Duration that goes with a new length, where the row says its old one."""
    try:
        length = ale.timecode(row, "Duration") if "Duration" in row.titles.index else None
    except TimecodeError:
        return {}
    if length is None or length.frame != before.length or before.length == after.length:
        return {}
    return {"Duration": str(replace(length, frame=after.length))}


def _with(row: Row, cells: dict[str, str]) -> Row:
    places = {row.titles.index[title]: text for title, text in cells.items()}
    padded = [*row.cells, *[""] * (max(places, default=-1) + 1 - len(row.cells))]
    for place, text in places.items():
        padded[place] = text
    return replace(row, cells=tuple(padded))


def _changes(told: RowVerdict, before: Row, after: Row) -> list[Change]:
    pairs = zip((*before.cells, *[""] * (len(after.cells) - len(before.cells))), after.cells, strict=True)
    return [
        Change(row=told.number, line=told.line, title=before.titles.names[place], before=old, after=new)
        for place, (old, new) in enumerate(pairs)
        if old != new
    ]
