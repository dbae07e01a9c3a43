"""What Media Composer knows a recording by: its tape, its Start and its End, all three exactly.

The tape of a clip without one is the name of its file, without the extension (avid.md §7.3: relinks want the same
source and identical Start and End).
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from chutier.timecode import Timecode, frames_per_day, nominal, rate_text
from chutier_avid.ale.writer import plain_letters

Key = tuple[str, str, int, int]
"""Source, clock, Start and length in frames: equal for one recording, and for nothing else."""

Spot = tuple[str, int, int]
"""The same without the source."""

_EXTENSION = re.compile(r"\.(?=[0-9]*[A-Za-z])[A-Za-z0-9]{2,4}\s*$")
_SUFFIX = re.compile(r"[_.-](?:a|h|hde)$", re.IGNORECASE)
"""How copies of an ARRI recording are called: `_a` the original, `_h` the HDE copy."""


@dataclass(frozen=True, slots=True)
class Span:
    """Frames from `start` on, on the clock called `clock` (`25`, `29.97 DF`); it may go over midnight.

    start               start + length
      |███████████████████|
    """

    clock: str
    start: Timecode
    length: int

    @property
    def spot(self) -> Spot:
        """What a dictionary finds this span by."""
        return self.clock, self.start.frame, self.length

    @property
    def day(self) -> int:
        """Frames from one midnight to the next."""
        return frames_per_day(self.start.rate, self.start.drop)

    @property
    def labels(self) -> tuple[str, str]:
        """The digits of Start and End, whatever the rate and the counting."""
        return digits(self.start), digits(self.start + self.length)

    @property
    def seconds(self) -> tuple[float, float]:
        """Where the labels of Start and End are on the face of a clock; the second may lie after midnight."""
        begin, end = (_on_face(text, self.start.rate) for text in self.labels)
        return begin, end if end >= begin else end + 86_400


def digits(timecode: Timecode) -> str:
    """`HH:MM:SS:FF` without the mark of drop frame."""
    return str(timecode).replace(";", ":")


def _on_face(label: str, rate: Fraction) -> float:
    hours, minutes, seconds, frames = label.split(":")
    return (int(hours) * 60 + int(minutes)) * 60 + int(seconds) + int(frames) / nominal(rate)


@cache
def clock_name(rate: Fraction, drop: bool) -> str:
    """How people call a clock: `25`, `29.97 DF`, `29.97`."""
    return rate_text(rate) + (" DF" if drop else "")


def span_of(start: Timecode | None, end: Timecode | None) -> Span | None:
    """From Start to End (exclusive); None when one is missing or they count differently. An End before Start is on
    the next day."""
    if start is None or end is None or (start.rate, start.drop) != (end.rate, end.drop):
        return None
    length = end.frame - start.frame
    if length < 0:
        length += frames_per_day(start.rate, start.drop)
    return Span(clock_name(start.rate, start.drop), start, length)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a recording comes from: `tape` to the letter, `file` the last part of a path."""

    tape: str
    file: str

    @property
    def key(self) -> str:
        """What Media Composer compares: the tape, else the file's name without extension; empty when there is none."""
        return self.tape or stem(self.file)

    @property
    def by_file(self) -> bool:
        """Whether there is no tape, and the file stands for it."""
        return not self.tape and bool(self.file)

    @property
    def names(self) -> tuple[str, ...]:
        """All names that it may go by, the key first, in the loosest spelling."""
        return tuple(dict.fromkeys(loose(name) for name in (self.tape, stem(self.file)) if name))


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
