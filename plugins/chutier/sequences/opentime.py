"""Timecode to and from OpenTimelineIO, whose times hold a float rate: made at the edge, never computed with."""

from fractions import Fraction

import opentimelineio as otio

from chutier.errors import TimecodeError
from chutier.i18n import _
from chutier.timecode import Timecode, TimeRange, parse_rate, rate_text


def to_rational_time(timecode: Timecode) -> otio.opentime.RationalTime:
    """The same frame count at the same rate, exactly."""
    return otio.opentime.RationalTime(timecode.frame, _float(timecode.rate))


def to_time_range(time: TimeRange) -> otio.opentime.TimeRange:
    """Start and length; the end is exclusive in both."""
    rate = _float(time.rate)
    return otio.opentime.TimeRange(to_rational_time(time.start), otio.opentime.RationalTime(time.frames, rate))


def from_rational_time(time: otio.opentime.RationalTime, *, drop: bool = False) -> Timecode:
    """The timecode of a time that counts from midnight. Raises TimecodeError for a strange rate or part of a frame."""
    rate = parse_rate(Fraction(time.rate).limit_denominator(1001))
    if time.value != int(time.value):
        raise TimecodeError(_("{value} is not a whole number of frames").format(value=time.value))
    return Timecode(int(time.value), rate, drop)


def _float(rate: Fraction) -> float:
    found = float(rate)
    if not otio.opentime.RationalTime.is_smpte_timecode_rate(found):
        raise TimecodeError(
            _("OpenTimelineIO has no timecode at {rate}").format(rate=rate_text(rate)),
            hint=_("use the rate of the project, 60 or less"),
        )
    return found
