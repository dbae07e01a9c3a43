"""OpenTimelineIO at the edge: our exact time into its floating-point time and back, refusing what it cannot hold.

OpenTimelineIO 0.18.1 gives no timecode above 60 frames per second and wraps the last 86.4 s of the label day at
pulled-down rates counted without drop; frame counts stay right, so counts are what crosses here, never labels.
"""

from fractions import Fraction

import opentimelineio as otio

from chutier.errors import TimecodeError
from chutier.i18n import _
from chutier.timecode import Timecode, TimeRange, nominal, rate_text

HIGHEST = 60
"""Frames per second: the highest rate at which OpenTimelineIO knows timecode."""

_LARGEST = 2**53
"""Above this a float no longer holds every whole number."""


def to_rational_time(timecode: Timecode) -> otio.opentime.RationalTime:
    """The frame count and rate of `timecode`; whether its labels drop is not held and has to be given again.

    Raises TimecodeError above 60 frames per second.
    """
    return _rational(timecode.frame, timecode.rate)


def from_rational_time(time: otio.opentime.RationalTime, rate: Fraction, drop: bool = False) -> Timecode:
    """The timecode at `rate` that `time` means, which has to lie on a frame of one day.

    `time` may count at another rate (samples, 24000): it must then fall exactly on a frame. Raises TimecodeError.
    """
    return Timecode(_frames(time, rate), rate, drop)


def to_time_range(span: TimeRange) -> otio.opentime.TimeRange:
    """`span` with its start and its length in frames. Raises TimecodeError above 60 frames per second."""
    return otio.opentime.TimeRange(to_rational_time(span.start), _rational(span.frames, span.rate))


def from_time_range(span: otio.opentime.TimeRange, rate: Fraction, drop: bool = False) -> TimeRange:
    """The range of whole frames at `rate` that `span` means. Raises TimecodeError when it is none."""
    return TimeRange(from_rational_time(span.start_time, rate, drop), _frames(span.duration, rate))


def _rational(frames: int, rate: Fraction) -> otio.opentime.RationalTime:
    if nominal(rate) > HIGHEST:
        raise TimecodeError(
            _("OpenTimelineIO holds no timecode at {rate} frames per second").format(rate=rate_text(rate)),
            hint=_("its highest rate is {highest}; the timeline has to run slower").format(highest=HIGHEST),
        )
    return otio.opentime.RationalTime(frames, float(rate))


def _frames(time: otio.opentime.RationalTime, rate: Fraction) -> int:
    problem = _("{value} at {rate} is no whole frame at {ours}").format(
        value=time.value, rate=time.rate, ours=rate_text(rate)
    )
    if not (abs(time.value) < _LARGEST and 0 < time.rate < _LARGEST):  # NaN and infinities too
        raise TimecodeError(problem)
    # Other writers round 24000/1001 to 23.976 or 23.98: within half a thousandth it is the same clock.
    same_clock = abs(Fraction(time.rate) - rate) < rate / 2000
    frames = Fraction(time.value) * (1 if same_clock else rate / Fraction(time.rate))
    if abs(frames - round(frames)) > Fraction(1, 10**6):
        raise TimecodeError(problem)
    return round(frames)
