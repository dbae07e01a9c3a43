"""What Media Composer knows a recording by: its tape, its Start and its End, all three exactly.

The tape of a clip without one is the name of its file, without the extension: a relink wants the same source and
identical Start and End, as its users tell.
"""

import re
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache

from chutier.timecode import SECONDS_PER_DAY, Timecode, frames_per_day, nominal, rate_text
from chutier_avid.ale.writer import plain_letters

Key = tuple[str, str, int, int]
"""Source, clock, Start and length in frames: equal for one recording, and for nothing else."""

Spot = tuple[str, int, int]
"""The same without the source."""

Labels = tuple[tuple[int, int], tuple[int, int]]
"""Seconds and frames of Start and of End."""

IMPORTED = "UNC Path"
"""The column that holds the path of an imported file; the clip's own file is then one of Avid's."""

_EXTENSION = re.compile(r"\.(?=[0-9]*[A-Za-z])[A-Za-z0-9]{2,4}\s*$")
_SUFFIX = re.compile(r"[_.-](?:a|h|hde)$", re.IGNORECASE)
"""How copies of an ARRI recording are called: `_a` the original, `_h` the HDE copy."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A rate and a way of counting: `name` is `25`, `29.97`, `29.97 DF`; `day` the frames from midnight to midnight."""

    name: str
    rate: Fraction
    drop: bool
    day: int
    per_second: int

    def text(self, frame: int) -> str:
        """The label of the frame so many after midnight, on this day or the next."""
        if not self.drop and self.per_second <= 100:  # a log asks for thousands: the short way
            total, frames = divmod(frame % self.day, self.per_second)
            return f"{total // 3600:02}:{total // 60 % 60:02}:{total % 60:02}:{frames:02}"
        return str(Timecode(frame % self.day, self.rate, self.drop))

    def label(self, frame: int) -> tuple[int, int]:
        """The seconds and the frames that the same label shows: one pair on every clock that has it."""
        if not self.drop:
            return divmod(frame % self.day, self.per_second)
        hours, minutes, seconds, frames = map(int, self.text(frame).replace(";", ":").split(":"))
        return (hours * 60 + minutes) * 60 + seconds, frames

    def face(self, frame: int) -> float:
        """Where the label is on the face of a clock, in seconds."""
        seconds, frames = self.label(frame)
        return seconds + frames / self.per_second


def clock_of(rate: Fraction, drop: bool) -> Clock:
    """The clock of a rate and a counting: one object for each."""
    return _clock(rate.numerator, rate.denominator, drop)


@cache
def _clock(numerator: int, denominator: int, drop: bool) -> Clock:
    rate = Fraction(numerator, denominator)  # whose own hash is slow
    name = rate_text(rate) + (" DF" if drop else "")
    return Clock(name, rate, drop, frames_per_day(rate, drop), nominal(rate))


@dataclass(frozen=True, slots=True)
class Span:
    """Frames from `start` (counted from midnight) on; it may go over midnight.

    start               end (exclusive)
      |███████████████████|
    """

    clock: Clock
    start: int
    length: int

    @property
    def end(self) -> int:
        """The frame after the last; beyond midnight it goes on counting."""
        return self.start + self.length

    @property
    def spot(self) -> Spot:
        """What a dictionary finds this span by."""
        return self.clock.name, self.start, self.length

    @property
    def labels(self) -> Labels:
        """What Start and End show, whatever the rate and the counting."""
        return self.clock.label(self.start), self.clock.label(self.end)

    @property
    def seconds(self) -> tuple[float, float]:
        """Where Start and End are on the face of a clock; the second may lie after midnight."""
        begin, end = self.clock.face(self.start), self.clock.face(self.end)
        return begin, end if end >= begin else end + SECONDS_PER_DAY

    def __str__(self) -> str:
        return f"{self.clock.text(self.start)} - {self.clock.text(self.end)}"


def span_of(start: Timecode | None, end: Timecode | None) -> Span | None:
    """From Start to End (exclusive); None when one is missing or they count differently. An End before Start is on
    the next day."""
    if start is None or end is None or start.drop != end.drop or start.rate != end.rate:
        return None
    clock = clock_of(start.rate, start.drop)
    length = end.frame - start.frame
    return Span(clock, start.frame, length if length >= 0 else length + clock.day)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a recording comes from: `tape` to the letter, `file` the last part of a path. `key` is what Media Composer
    compares: the tape, else the file's name without extension; empty when there is none. `imported` is the file that
    was imported (the last part of UNC Path): no key, but it tells which clip was meant."""

    tape: str
    file: str
    imported: str = ""
    key: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", self.tape or stem(self.file))

    @property
    def by_file(self) -> bool:
        """Whether there is no tape, and the file stands for it."""
        return not self.tape and bool(self.file)

    @property
    def names(self) -> tuple[str, ...]:
        """All names that it may go by, the key first, in the loosest spelling."""
        if self.tape and not self.file and not self.imported:
            return (loose(self.tape),)
        return tuple(dict.fromkeys(
            loose(name) for name in (self.tape, stem(self.file), stem(self.imported)) if name
        ))  # fmt: skip


@cache
def stem(file: str) -> str:
    """`A001C003.mxf` → `A001C003`."""
    return _EXTENSION.sub("", file)


def extension(name: str) -> str:
    """`A001C003.MXF` → `.mxf`; empty when there is none."""
    found = _EXTENSION.search(name)
    return found[0].strip().casefold() if found else ""


def suffix(name: str) -> str:
    """`A001C003_h` → `_h`; empty when there is none."""
    found = _SUFFIX.search(name)
    return found[0].casefold() if found else ""


def without_suffix(name: str) -> str:
    """`A001C003_h` → `A001C003`."""
    return _SUFFIX.sub("", name)


@cache
def loose(name: str) -> str:
    """`name` without all that people and programs spell differently: case, blanks, accents, extension, `_a`/`_h`."""
    bare = "".join(stem(name.strip()).split())
    if not bare.isascii():
        bare = plain_letters(bare)
    return without_suffix(bare).casefold()
