"""Rates and timecode in exact integers.

A rate is a `Fraction` of frames per second. A timecode is a frame count from midnight, with its rate and whether its
labels drop. Parsing is strict: a label that no clock shows is refused, never carried over into another one.
"""

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import total_ordering

from chutier.errors import TimecodeError
from chutier.i18n import _

HOURS_PER_DAY = 24
SECONDS_PER_DAY = HOURS_PER_DAY * 3600

_WHOLE = (12, 15, 16, 18, 20, 24, 25, 30, 48, 50, 60, 72, 75, 90, 96, 100, 120)
_PULLED_DOWN = {
    "23.976": 24,
    "29.97": 30,
    "47.952": 48,
    "59.94": 60,
    "71.928": 72,
    "89.91": 90,
    "95.904": 96,
    "119.88": 120,
}
_ALSO_WRITTEN = {"23.98": "23.976", "23.97": "23.976", "47.95": "47.952", "95.9": "95.904", "119.880": "119.88"}

RATES: dict[str, Fraction] = {
    **{str(n): Fraction(n) for n in _WHOLE},
    **{text: Fraction(n * 1000, 1001) for text, n in _PULLED_DOWN.items()},
}
"""Every rate that can be written in a show file, by its text."""

_TEXTS = {rate: text for text, rate in RATES.items()}
_DROPPING = frozenset(RATES[text] for text in ("29.97", "59.94", "119.88"))
_FRACTION = re.compile(r"(\d{1,6})\s*/\s*(\d{1,5})", re.ASCII)
_LABEL = re.compile(r"(\d{2}):([0-5]\d):([0-5]\d)([:;.,])(\d{2,3})", re.ASCII)
# 2997/100, as files that know no 1001 have it.
_DECIMALS = {
    **{Fraction(text): RATES[text] for text in _PULLED_DOWN},
    **{Fraction(text): RATES[exact] for text, exact in _ALSO_WRITTEN.items()},
}
_SHOWN = 40  # characters of a wrong value in a message


def parse_rate(value: str | int | float | Fraction) -> Fraction:
    """The rate that `value` means: `23.976`, `23,98`, `24000/1001`, 25, `59.94`. Raises TimecodeError for others.

    A pulled-down rate is always n × 1000/1001, however many digits it was written with.
    """
    if isinstance(value, Fraction) and value in _TEXTS:
        return value
    text = _written(value).strip().replace(",", ".")
    if match := _FRACTION.fullmatch(text):
        numerator, denominator = int(match[1]), int(match[2])
        rate = Fraction(numerator, denominator) if denominator else Fraction(0)
        if rate in _TEXTS:
            return rate
        if rate in _DECIMALS:
            return _DECIMALS[rate]
    else:
        text = re.sub(r"\.0+$", "", text)
        text = text.rstrip("0") if "." in text else text
        text = _ALSO_WRITTEN.get(text, text)
        if text in RATES:
            return RATES[text]
        if rounded := _close_to_pulled_down(text):
            return rounded
    raise TimecodeError(
        _("{value} is not a frame rate").format(value=repr(_written(value))),
        hint=_("known rates: {rates}").format(rates=", ".join(sorted(RATES, key=float))),
    )


def _written(value: object) -> str:
    """`value` as a person would write it; cut where it goes on for ever."""
    try:
        text = str(value)
    except ValueError:  # Python writes no integer of more than 4300 digits
        return "…"
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def _close_to_pulled_down(text: str) -> Fraction | None:
    """A rate written with four or more decimals, as files do (`23.976024`, `59.940059`)."""
    if not re.fullmatch(r"[0-9]{2,3}\.[0-9]{4,}", text):
        return None
    exact = Fraction(text)
    return next((r for r in RATES.values() if r.denominator == 1001 and abs(r - exact) < Fraction(1, 1000)), None)


def rate_text(rate: Fraction) -> str:
    """How people write `rate`: `23.976`, `25`, `59.94`; any other fraction as `n/d`."""
    return _TEXTS.get(rate, str(rate))


def nominal(rate: Fraction) -> int:
    """Labels per second: 24 for 23.976, 30 for 29.97."""
    return -(-rate.numerator // rate.denominator)


def can_drop(rate: Fraction) -> bool:
    """Whether drop-frame counting exists at `rate` (29.97, 59.94, 119.88)."""
    return rate in _DROPPING


def frames_per_day(rate: Fraction, drop: bool = False) -> int:
    """Labels in one day: 24 hours on the clock face, not 24 hours of real time."""
    whole = SECONDS_PER_DAY * nominal(rate)
    return whole - (_dropped_per_minute(rate) * 9 * 6 * HOURS_PER_DAY if drop else 0)


def _width(rate: Fraction) -> int:
    """Digits of the frame number: three above 100 frames per second."""
    return max(2, len(str(nominal(rate) - 1)))


def _no_drop(rate: Fraction) -> TimecodeError:
    return TimecodeError(_("there is no drop frame at {rate}").format(rate=rate_text(rate)))


def _dropped_per_minute(rate: Fraction) -> int:
    return nominal(rate) // 15


@total_ordering
@dataclass(frozen=True, slots=True)
class Timecode:
    """`frame` labels after 00:00:00:00, within one day, at `rate`; `drop` for drop-frame labels.

    `tc + n` and `tc - n` wrap at midnight; `tc - other` is the signed number of frames between two on one day.
    Two timecodes compare only at the same rate and counting.
    """

    frame: int
    rate: Fraction
    drop: bool = False

    def __post_init__(self) -> None:
        if self.drop and not can_drop(self.rate):
            raise _no_drop(self.rate)
        if not 0 <= self.frame < frames_per_day(self.rate, self.drop):
            raise TimecodeError(
                _("frame {frame} is outside the day at {rate}").format(frame=self.frame, rate=rate_text(self.rate))
            )

    @classmethod
    def parse(cls, text: str, rate: Fraction, *, drop: bool | None = None) -> "Timecode":
        """The timecode that `text` shows: `HH:MM:SS:FF`, with `;`, `.` or `,` before the frames for drop frame.

        `drop` overrides what the separator says (a `:` in a file known to be drop frame). Raises TimecodeError for a
        label that does not exist: a frame past the rate, or one of those that drop frame skips.
        """
        match = _LABEL.fullmatch(text.strip())
        if not match:
            raise TimecodeError(
                _("{text} is not a timecode").format(text=repr(_written(text))),
                hint=_("write it HH:MM:SS:FF, or HH:MM:SS;FF for drop frame"),
            )
        hours, minutes, seconds, frames = (int(match[i]) for i in (1, 2, 3, 5))
        if drop is None:
            drop = match[4] != ":" and can_drop(rate)
            if match[4] == ";" and not drop:
                raise TimecodeError(
                    _("{text} is written as drop frame, which does not exist at {rate}").format(
                        text=text, rate=rate_text(rate)
                    )
                )
        if drop and not can_drop(rate):
            raise _no_drop(rate)
        per_second = nominal(rate)
        if hours >= HOURS_PER_DAY or frames >= per_second or len(match[5]) > _width(rate):
            raise TimecodeError(_("{text} does not exist at {rate}").format(text=text, rate=rate_text(rate)))
        count = ((hours * 60 + minutes) * 60 + seconds) * per_second + frames
        if drop:
            skipped = _dropped_per_minute(rate)
            if minutes % 10 and seconds == 0 and frames < skipped:
                raise TimecodeError(_("{text} is one of the labels that drop frame skips").format(text=text))
            passed = hours * 60 + minutes
            count -= skipped * (passed - passed // 10)
        return cls(count, rate, drop)

    @classmethod
    def from_samples(cls, samples: int, sample_rate: int, rate: Fraction, *, drop: bool = False) -> "Timecode":
        """The frame that was showing `samples` after midnight, at the recorder's `sample_rate`.

        Sample counts know real time: at 23.976, ten hours after midnight show 09:59:24:00.
        """
        if sample_rate <= 0:
            raise TimecodeError(_("a sample rate of {n}").format(n=sample_rate))
        frame = samples * rate.numerator // (sample_rate * rate.denominator)
        return cls(frame % frames_per_day(rate, drop), rate, drop)

    @property
    def seconds(self) -> Fraction:
        """Real time from the label 00:00:00:00, in seconds."""
        return self.frame / self.rate

    def __str__(self) -> str:
        count, per_second = self.frame, nominal(self.rate)
        if self.drop:
            skipped = _dropped_per_minute(self.rate)
            per_minute = 60 * per_second - skipped
            tens, rest = divmod(count, 10 * per_minute + skipped)
            count += 9 * skipped * tens
            if rest >= 60 * per_second:
                count += skipped * ((rest - 60 * per_second) // per_minute + 1)
        total, frames = divmod(count, per_second)
        mark = ";" if self.drop else ":"
        return f"{total // 3600:02}:{total // 60 % 60:02}:{total % 60:02}{mark}{frames:0{_width(self.rate)}}"

    def __add__(self, frames: int) -> "Timecode":
        return Timecode((self.frame + frames) % frames_per_day(self.rate, self.drop), self.rate, self.drop)

    def __sub__(self, other: "Timecode | int") -> "Timecode | int":
        if isinstance(other, int):
            return self + -other
        self._same_clock(other)
        return self.frame - other.frame

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Timecode):
            return NotImplemented
        self._same_clock(other)
        return self.frame < other.frame

    def _same_clock(self, other: "Timecode") -> None:
        if (self.rate, self.drop) != (other.rate, other.drop):
            raise TimecodeError(
                _("{a} at {ra} and {b} at {rb} cannot be compared").format(
                    a=self, ra=rate_text(self.rate), b=other, rb=rate_text(other.rate)
                )
            )


@dataclass(frozen=True, slots=True)
class TimeRange:
    """`frames` frames from `start` on. The end is exclusive, and may lie after midnight.

    start                 end
      |███████████████████|
      0                   frames
    """

    start: Timecode
    frames: int

    def __post_init__(self) -> None:
        if self.frames < 0:
            raise TimecodeError(_("a length of {n} frames").format(n=self.frames))

    @property
    def rate(self) -> Fraction:
        """Frames per second of the start's clock."""
        return self.start.rate

    @property
    def end(self) -> Timecode:
        """The label after the last frame, wrapped at midnight."""
        return self.start + self.frames

    @property
    def crosses_midnight(self) -> bool:
        """Whether the last frame's label is a smaller one than the first's."""
        return self.start.frame + max(self.frames - 1, 0) >= frames_per_day(self.rate, self.start.drop)

    @property
    def duration(self) -> Fraction:
        """Real seconds."""
        return self.frames / self.rate

    def overlap(self, other: "TimeRange") -> Fraction:
        """Seconds that both run together on the day's clock, whatever their rates; midnight does not part them."""
        a, b = self.start.seconds, other.start.seconds
        # Either may have begun on the eve of the other; its own clock says how long that day was.
        shifts = (Fraction(0), _day(self.start), -_day(other.start))
        return max(_shared(a, self.duration, b + shift, other.duration) for shift in shifts)


def _day(timecode: Timecode) -> Fraction:
    """Real seconds from one midnight of this clock to the next."""
    return frames_per_day(timecode.rate, timecode.drop) / timecode.rate


def _shared(a: Fraction, a_length: Fraction, b: Fraction, b_length: Fraction) -> Fraction:
    return max(Fraction(0), min(a + a_length, b + b_length) - max(a, b))
