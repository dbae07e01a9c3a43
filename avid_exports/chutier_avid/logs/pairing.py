"""Which row of one log is which row of another: exactly, or not at all.

A            B
row 1  ────  row 3     tape, Start and End are the same
row 2  ─┐
row 3  ─┴─?  row 1     two rows could be meant: told, and left alone
row 4                  only in A
"""

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from chutier.errors import TimecodeError
from chutier_avid.ale.clock import log_timecode
from chutier_avid.columns import file_name
from chutier_avid.rehearsal.keys import stem


class How(StrEnum):
    """What two rows have in common."""

    SPAN = "span"
    """Tape (or file, where there is no tape), Start and End."""

    FILE = "file"
    """File, Start and End, where one of the two has no tape."""

    START = "start"
    """Tape and Start; the Ends differ, or one is missing."""

    NAME = "name"


@dataclass(frozen=True, slots=True)
class Key:
    """What a row is known by. `number` counts rows from 1; times are labels; `file` has no extension."""

    number: int
    name: str
    tape: str
    file: str
    start: str
    end: str

    @property
    def source(self) -> str:
        """The tape, else the file."""
        return self.tape or self.file


@dataclass(frozen=True, slots=True)
class Pair:
    """Row `a` of A is row `b` of B, both counted from 1."""

    a: int
    b: int
    how: How


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Rows of which each could be several of the others."""

    a: tuple[int, ...]
    b: tuple[int, ...]
    how: How


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """The pairs, in the order of A, and all other rows."""

    pairs: tuple[Pair, ...]
    ambiguous: tuple[Ambiguous, ...]
    only_a: tuple[int, ...]
    only_b: tuple[int, ...]


def key_of(number: int, cells: Mapping[str, str], tape: str, rate: Fraction | None) -> Key:
    """The key of a row that says `cells` (title to text); `tape` is its own, or that of its log."""
    name, source, file = (_composed(text) for text in (cells.get("Name", ""), tape, cells.get("Source File", "")))
    start, end = (label(cells.get(title, ""), rate) for title in ("Start", "End"))
    return Key(number, " ".join(name.split()), source.strip(), stem(file_name(file)), start, end)


def _composed(text: str) -> str:
    """A Mac writes accents apart; they are the same accents."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def label(text: str, rate: Fraction | None) -> str:
    """A timecode in its one spelling (`1:00:00:00` is `01:00:00:00`); any other text as it is."""
    try:
        clock = log_timecode(text, rate) if text and rate else None
    except TimecodeError:
        clock = None
    return str(clock) if clock else text.strip()


_Group = Callable[[Key], tuple[str, ...]]

_GROUPS: dict[How, _Group] = {
    How.SPAN: lambda key: (key.source, key.start, key.end),
    How.FILE: lambda key: (key.file, key.start, key.end),
    How.START: lambda key: (key.source, key.start),
    How.NAME: lambda key: (key.name,),
}
"""What is the same in both rows, for each way of pairing; a row that lacks one of them is not paired that way."""

BY_TIME = (How.SPAN, How.FILE, How.START)


def pair(a: Sequence[Key], b: Sequence[Key], ways: Sequence[How] = BY_TIME) -> Pairing:
    """The pairs of `a` and `b`, each way of `ways` tried on what the one before left over."""
    free = _Free(a, b)
    for how in ways:
        free.pair(how)
    return Pairing(
        pairs=tuple(sorted(free.pairs, key=lambda one: one.a)),
        ambiguous=tuple(free.ambiguous),
        only_a=tuple(key.number for key in a if key.number in free.a),
        only_b=tuple(key.number for key in b if key.number in free.b),
    )


class _Free:
    """The rows that no way has paired so far."""

    def __init__(self, a: Sequence[Key], b: Sequence[Key]) -> None:
        self.every_a, self.every_b = a, b
        self.a = {key.number for key in a}
        self.b = {key.number for key in b}
        self.pairs: list[Pair] = []
        self.ambiguous: list[Ambiguous] = []

    def pair(self, how: How) -> None:
        group = _GROUPS[how]
        in_a, in_b = _grouped(self.every_a, group), _grouped(self.every_b, group)
        for key, rows in in_a.items():
            others = in_b.get(key, [])
            left = [one for one in rows if one.number in self.a], [one for one in others if one.number in self.b]
            if how is How.FILE:
                left = _without_tape(*left)
            if not left[0] or not left[1]:
                continue
            # One Start on a tape tells a clip only when nothing else on the tape starts there, paired already or not.
            alone = len(rows) == len(others) == 1 if how is How.START else len(left[0]) == len(left[1]) == 1
            if alone:
                self._found(left[0][0], left[1][0], how)
            else:
                self._told_apart(*left, how)

    def _found(self, a: Key, b: Key, how: How) -> None:
        self.pairs.append(Pair(a.number, b.number, how))
        self.a.discard(a.number)
        self.b.discard(b.number)

    def _told_apart(self, rows: Sequence[Key], others: Sequence[Key], how: How) -> None:
        """Several rows of one tape and time, as the mono files of one sound take are: their files may tell."""
        if how is How.SPAN:
            files, other_files = _grouped(rows, lambda key: (key.file,)), _grouped(others, lambda key: (key.file,))
            for file, of_file in files.items():
                if len(of_file) == len(other_files.get(file, ())) == 1:
                    self._found(of_file[0], other_files[file][0], how)
        left_a = tuple(key.number for key in rows if key.number in self.a)
        left_b = tuple(key.number for key in others if key.number in self.b)
        if left_a and left_b:
            self.ambiguous.append(Ambiguous(left_a, left_b, how))
            self.a.difference_update(left_a)
            self.b.difference_update(left_b)


def _grouped(keys: Iterable[Key], group: _Group) -> dict[tuple[str, ...], list[Key]]:
    groups: dict[tuple[str, ...], list[Key]] = defaultdict(list)
    for key in keys:
        if all(found := group(key)):
            groups[found].append(key)
    return groups


def _without_tape(rows: list[Key], others: list[Key]) -> tuple[list[Key], list[Key]]:
    """The rows that the other side's tapes do not contradict."""
    tapeless = any(not key.tape for key in rows), any(not key.tape for key in others)
    return (
        [key for key in rows if tapeless[1] or not key.tape],
        [key for key in others if tapeless[0] or not key.tape],
    )
