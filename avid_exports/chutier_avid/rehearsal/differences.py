"""By what a row of the log misses a clip of the bin, told exactly."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from chutier_avid.ale.writer import plain_letters
from chutier_avid.rehearsal.keys import Source, Span, extension, loose, stem, suffix, without_suffix


class Kind(StrEnum):
    """One way in which a row and a clip differ. The first five are the spelling of one tape's name."""

    CASE = "case"
    BLANKS = "blanks"
    ACCENTS = "accents"
    EXTENSION = "extension"
    SUFFIX = "suffix"
    SOURCE_FILE = "source file"
    NO_SOURCE = "no source"
    OTHER_TAPE = "other tape"
    START = "start"
    END = "end"
    INCLUSIVE_END = "inclusive end"
    SHIFT = "shift"
    RATE = "rate"
    DROP = "drop frame"
    INSIDE = "inside"
    OVERLAP = "overlap"
    FAR = "far"
    NO_TIMECODE = "no timecode"
    NOT_MASTER = "not a master clip"
    SEVERAL = "several candidates"
    NOTHING = "nothing near"
    UNREADABLE = "unreadable"

    __hash__ = str.__hash__
    """An Enum's own is written in Python, and slows tables of many rows."""


SPELLING = frozenset((Kind.CASE, Kind.BLANKS, Kind.ACCENTS, Kind.EXTENSION, Kind.SUFFIX))

_COSTS = {
    Kind.CASE: 2, Kind.BLANKS: 2, Kind.ACCENTS: 2, Kind.EXTENSION: 2, Kind.SUFFIX: 4, Kind.SOURCE_FILE: 6,
    Kind.NO_SOURCE: 8, Kind.OTHER_TAPE: 12, Kind.START: 2, Kind.END: 2, Kind.INCLUSIVE_END: 1, Kind.SHIFT: 3,
    Kind.RATE: 4, Kind.DROP: 3, Kind.INSIDE: 8, Kind.OVERLAP: 10, Kind.NO_TIMECODE: 14, Kind.FAR: 16,
    Kind.NOT_MASTER: 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference: what the row says, what the bin says, and by how many frames the row is late (+) or early."""

    kind: Kind
    row: str = ""
    bin: str = ""
    frames: int = 0


Miss = tuple[Kind, int]
"""A way in which two spans differ, and by how many frames the row is late (+) or early."""


def cost(source: Iterable[Difference], time: Iterable[Miss]) -> int:
    """How far apart two are that differ so; the nearest clip is the cheapest."""
    price = 0
    for one in source:
        price += _COSTS[one.kind]
    for kind, _frames in time:
        price += _COSTS[kind]
    return price


def of_source(row: Source, clip: Source) -> tuple[Difference, ...]:
    """How the row's tape differs from the clip's; nothing when they are one to Media Composer."""
    if row.key == clip.key:
        return () if row.key else (Difference(Kind.NO_SOURCE),)
    if row.key and clip.key and loose(row.key) == loose(clip.key):
        return tuple(Difference(kind, row.key, clip.key) for kind in _spelling(row.key, clip.key))
    if set(row.names) & set(clip.names):
        return (Difference(Kind.SOURCE_FILE, row.key, clip.key),)
    return (Difference(Kind.OTHER_TAPE if row.key else Kind.NO_SOURCE, row.key, clip.key),)


def _spelling(row: str, clip: str) -> list[Kind]:
    found = []
    if extension(row) != extension(clip):
        found.append(Kind.EXTENSION)
        row, clip = stem(row), stem(clip)
    if suffix(row) != suffix(clip):
        found.append(Kind.SUFFIX)
        row, clip = without_suffix(row), without_suffix(clip)
    for kind, alike in ((Kind.BLANKS, _no_blanks), (Kind.CASE, str.casefold), (Kind.ACCENTS, _no_accents)):
        if row != clip and _matters(kind, row, clip):
            found.append(kind)
            row, clip = alike(row), alike(clip)
    return found or [Kind.ACCENTS]  # letters that look alike, written in different codes


def _matters(kind: Kind, row: str, clip: str) -> bool:
    """Whether the two still differ when everything but `kind` is set aside."""
    if kind is not Kind.BLANKS:
        row, clip = _no_blanks(row), _no_blanks(clip)
    if kind is not Kind.CASE:
        row, clip = row.casefold(), clip.casefold()
    if kind is not Kind.ACCENTS:
        row, clip = _no_accents(row), _no_accents(clip)
    return row != clip


def _no_blanks(name: str) -> str:
    return "".join(name.split())


def _no_accents(name: str) -> str:
    return name if name.isascii() else unicodedata.normalize("NFC", plain_letters(name))


def of_time(row: Span, clip: Span, *, alone: bool) -> tuple[Miss, ...]:
    """How the row's stretch of time differs from the clip's. `alone`: no other clip of the bin is on this tape.

    clip      |███████████|
    row        |███████████|     SHIFT +1       |██████████|      START +1      |█████|   INSIDE
    """
    if row.clock is clip.clock:
        return _on_one_clock(row, clip, alone)
    same_rate = row.clock.rate == clip.clock.rate
    clocks = (Kind.DROP if same_rate else Kind.RATE, 0)
    if row.clock.day == clip.clock.day:  # 23.976 and 24 have the same labels
        return (clocks, *_on_one_clock(row, clip, alone))
    (starts, ends), (clip_starts, clip_ends) = row.seconds, clip.seconds
    if row.labels == clip.labels or (starts == clip_starts and not same_rate):
        return (clocks,)
    if starts < clip_ends and clip_starts < ends:
        if row.length == clip.length:
            return (clocks,)
        return (clocks, (Kind.INSIDE if clip_starts <= starts and ends <= clip_ends else Kind.OVERLAP, 0))
    return (clocks, (Kind.FAR, 0))


def _on_one_clock(row: Span, clip: Span, alone: bool) -> tuple[Miss, ...]:
    start = apart(row, clip.start)
    end = start + row.length - clip.length
    overlap = start < clip.length and start + row.length > 0
    if start == end:
        if not start:
            return ()
        if alone or overlap or abs(start) == 1:
            return ((Kind.SHIFT, start),)
    elif abs(start) <= 1 >= abs(end) or (alone and abs(end - start) == 1):
        return tuple((kind, frames) for kind, frames in ((Kind.START, start), (Kind.END, end)) if frames)
    if start >= 0 >= end and row.length:
        return ((Kind.INSIDE, start),)
    return ((Kind.OVERLAP if overlap else Kind.FAR, start),)


def apart(row: Span, start: int) -> int:
    """Frames from `start` to the row's, the short way round midnight."""
    half = row.clock.day // 2
    return (row.start - start + half) % row.clock.day - half


def in_words(miss: Miss, row: Span, clip: Span) -> Difference:
    """The difference with the labels of both sides."""
    kind, frames = miss
    if kind in {Kind.RATE, Kind.DROP}:
        return Difference(kind, row.clock.name, clip.clock.name)
    if kind in {Kind.INSIDE, Kind.OVERLAP}:
        return Difference(kind, str(row), str(clip), frames)
    if kind in {Kind.END, Kind.INCLUSIVE_END}:
        return Difference(kind, row.clock.text(row.end), clip.clock.text(clip.end), frames)
    return Difference(kind, row.clock.text(row.start), clip.clock.text(clip.start), frames)
