"""One marker of a sequence as a value, and where it lies: by timecode, or by frames from the sequence's start."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction

from chutier.errors import NleError, TimecodeError
from chutier.i18n import _, ngettext
from chutier.timecode import Timecode, frames_per_day
from chutier_avid.ale.clock import log_timecode
from chutier_avid.ale.writer import clean
from chutier_avid.markers.palette import FIRST

_LABEL = re.compile(r"\d{1,2}(?:[:;.,]\d{2}){2}[:;.,]\d{2,3}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """`position` is a timecode as it is written (`01:00:10:05`), or frames from the sequence's start; `length` counts
    frames; `color` is one of COLORS. `line` is where it stands in its file, 0 for none."""

    position: str | int
    comment: str = ""
    color: str = FIRST
    user: str = ""
    track: str = "V1"
    length: int = 1
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkerList:
    """The markers of one file in its order; `notes` are what a person should know of it."""

    markers: tuple[Marker, ...]
    notes: tuple[str, ...] = ()
    path: str = ""
    encoding: str = "utf-8"


def position_of(text: str) -> str | int | None:
    """A marker's position as `text` has it; None for what is none."""
    text = text.strip()
    if text.isascii() and text.isdigit() and len(text) < 10:
        return int(text)
    return text if _LABEL.fullmatch(text) else None


def one_line(text: str) -> str:
    """`text` without tabs and line ends, which would part a marker in two; they become blanks."""
    return clean(text.replace("\ufeff", "")).strip()


def as_labels(markers: Iterable[Marker], rate: Fraction, start: Timecode | None = None) -> tuple[Marker, ...]:
    """`markers` placed by timecode, each label one that exists at `rate`. Frames count from `start`.

    Raises NleError, with the line of the first and the number of all, for positions that cannot be said so.
    """

    def placed(marker: Marker) -> Marker:
        if isinstance(marker.position, str):
            return replace(marker, position=str(_timecode(marker.position, rate)))
        begin = _given(start)
        if marker.position >= frames_per_day(begin.rate, begin.drop):
            raise TimecodeError(_("frame {frame} is more than a day after the start").format(frame=marker.position))
        return replace(marker, position=str(begin + marker.position))

    return _each(markers, placed)


def as_frames(markers: Iterable[Marker], rate: Fraction, start: Timecode | None = None) -> tuple[Marker, ...]:
    """`markers` placed by frames from `start`, before midnight or after. Raises NleError likewise."""

    def placed(marker: Marker) -> Marker:
        if isinstance(marker.position, int):
            return marker
        here, begin = _timecode(marker.position, rate), _given(start)
        if here.drop != begin.drop:
            raise TimecodeError(_("{label} and the start count differently: one drops frames").format(label=here))
        day = frames_per_day(rate, here.drop)
        frames = (here.frame - begin.frame) % day
        if frames > day // 2 and here.frame < begin.frame:
            raise TimecodeError(_("{label} lies before the start, {start}").format(label=here, start=begin))
        return replace(marker, position=frames)

    return _each(markers, placed)


def _given(start: Timecode | None) -> Timecode:
    if start is None:
        raise NleError(
            _("frames and timecode meet at the sequence's start"), hint=_("say where it is: --start 01:00:00:00")
        )
    return start


def _timecode(label: str, rate: Fraction) -> Timecode:
    timecode = log_timecode(label, rate)
    if timecode is None:
        raise TimecodeError(_("{text} is not a timecode").format(text=repr(label)))
    return timecode


def _each(markers: Iterable[Marker], work: Callable[[Marker], Marker]) -> tuple[Marker, ...]:
    done: list[Marker] = []
    wrong: list[tuple[int, TimecodeError]] = []
    for number, marker in enumerate(markers, 1):
        try:
            done.append(work(marker))
        except TimecodeError as error:
            wrong.append((marker.line or number, error))
    if wrong:
        line, first = wrong[0]
        told = _("line {line}: {why}").format(line=line, why=first.message)
        if more := len(wrong) - 1:
            rest = ngettext("and {count} more error", "and {count} more errors", more).format(count=more)
            told = f"{told} ({rest})"
        raise NleError(told, hint=_("look at the rate and the start of the sequence: --rate, --start"))
    return tuple(done)
