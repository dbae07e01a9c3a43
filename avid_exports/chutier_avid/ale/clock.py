"""Rates and timecodes as logs write them: more freely than we ever would."""

import re
from fractions import Fraction

from chutier.errors import TimecodeError
from chutier.i18n import _
from chutier.timecode import Timecode, nominal, parse_rate

_SUFFIX = re.compile(r"\s*(?:fps|ndf|df|i/s|p)\s*$", re.IGNORECASE)
_TIMECODE = re.compile(r"(?:(\d{1,2})([:;.,]))?(\d{1,2})([:;.,])(\d{1,2})([:;.,])(\d{2,3})")
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
