"""Rates and timecodes as logs write them: more freely than we ever would."""

import re
from fractions import Fraction

from chutier.errors import TimecodeError
from chutier.i18n import _
from chutier.timecode import Timecode, can_drop, frames_per_day, nominal, parse_rate

_SUFFIX = re.compile(r"\s*(?:fps|ndf|df|i/s|p)\s*$", re.IGNORECASE)
_TIMECODE = re.compile(r"(?:(\d{1,2})([:;.,]))?(\d{1,2})([:;.,])(\d{1,2})([:;.,])(\d{2,3})")
_SHORT = re.compile(r"\d{0,2}[:;]\d{2}")
_FEET = re.compile(r"-?\d+\s*\+\s*\d+(?:\.\d+)?|[A-Z]{2}\s?\d{6}-\d{4}\+\d{2}")


def log_rate(text: str) -> Fraction:
    """The rate that a log's FPS means: `23.98`, `59,94`, `29.97NDF`, `25 fps`, `24.00`. Raises TimecodeError."""
    return parse_rate(_SUFFIX.sub("", text.strip()))


def is_film_count(text: str) -> bool:
    """Whether `text` counts feet and frames (`   6+03`) or is a keycode."""
    return bool(_FEET.fullmatch(text.strip()))


def log_timecode(text: str, rate: Fraction) -> Timecode | None:
    """The timecode that a log's `text` means; None for feet and frames. Hours may be missing (`10:00:00` lasts ten
    minutes); a semicolon anywhere says drop frame. Raises TimecodeError for a label that does not exist."""
    if len(text) == 11 and text[2] == text[5] == ":" and text.isascii():
        return Timecode.parse(text, rate)
    parts = _TIMECODE.fullmatch(text.strip())
    if parts is None:
        if is_film_count(text):
            return None
        raise TimecodeError(_("{text} is not a timecode").format(text=repr(text)))
    hours, first, minutes, second, seconds, third, frames = parts.groups(default="")
    mark = ";" if ";" in first + second + third else third
    width = 3 if nominal(rate) > 100 else 2
    number = int(frames)
    return Timecode.parse(f"{int(hours or 0):02}:{int(minutes):02}:{int(seconds):02}{mark}{number:0{width}}", rate)


_HOURS = {f"{n:02}": n * 3600 for n in range(24)}
_MINUTES = {f"{n:02}": n * 60 for n in range(60)}
_SECONDS = {f"{n:02}": n for n in range(60)}


class LogClock:
    """Reads many timecodes of one rate as `log_timecode` does, but as plain numbers and faster."""

    __slots__ = ("_days", "_frames", "_known", "can_drop", "per_second", "rate")

    def __init__(self, rate: Fraction) -> None:
        self.rate = rate
        self.can_drop = can_drop(rate)
        self.per_second = nominal(rate)
        self._days = {False: frames_per_day(rate), True: frames_per_day(rate, self.can_drop)}
        self._frames = {f"{n:02}": n for n in range(min(self.per_second, 100))}
        self._known: dict[str, tuple[int, bool] | None] = {}

    def day(self, drop: bool) -> int:
        """Labels from midnight to midnight."""
        return self._days[drop]

    def count(self, text: str) -> tuple[int, bool] | None:
        """The frame after midnight that `text` shows, and whether it drops frames; None for feet and frames.

        Raises TimecodeError for a label that does not exist.
        """
        if text[2::3] == ":::" and len(text) == 11:
            try:
                whole = _HOURS[text[:2]] + _MINUTES[text[3:5]] + _SECONDS[text[6:8]]
                return whole * self.per_second + self._frames[text[9:]], False
            except KeyError:
                pass  # for the error's own words
        if text not in self._known:
            clock = log_timecode(text, self.rate)
            self._known[text] = (clock.frame, clock.drop) if clock else None
        return self._known[text]

    def length(self, text: str) -> tuple[int, bool] | None:
        """The same for a duration, which may also lack its minutes: Media Composer exports `       1:07` for one second
        and seven frames."""
        if len(text) <= 5 and _SHORT.fullmatch(text):
            text = f"00:00:{text.replace(';', ':'):0>5}"
        return self.count(text)
