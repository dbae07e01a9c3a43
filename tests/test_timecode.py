"""Rates and timecode: tables, refusals, and whole days beside OpenTimelineIO and the `timecode` package."""

import csv
from fractions import Fraction
from pathlib import Path

import opentimelineio as otio
import pytest
import timecode as reference
from hypothesis import given
from hypothesis import strategies as st

from chutier.errors import TimecodeError
from chutier.sequences.opentime import from_rational_time, from_time_range, to_rational_time, to_time_range
from chutier.timecode import RATES, Timecode, TimeRange, can_drop, frames_per_day, nominal, parse_rate, rate_text

with (Path(__file__).parent / "cases" / "rates.csv").open(encoding="utf-8", newline="") as file:
    WRITTEN = [(row["written"], row["rate"]) for row in csv.DictReader(file, delimiter=";")]

CLOCKS = [(rate, drop) for rate in RATES.values() for drop in ((False, True) if can_drop(rate) else (False,))]
NAMES = [f"{rate_text(rate)}{'DF' if drop else ''}" for rate, drop in CLOCKS]
R = RATES


@pytest.mark.parametrize(("written", "rate"), [(w, r) for w, r in WRITTEN if r])
def test_a_rate_is_exact_however_it_was_written(written: str, rate: str) -> None:
    assert parse_rate(written) == Fraction(rate)


@pytest.mark.parametrize("written", [w for w, r in WRITTEN if not r])
def test_what_is_no_rate_is_refused(written: str) -> None:
    with pytest.raises(TimecodeError) as caught:
        parse_rate(written)
    assert "23.976" in caught.value.hint


@pytest.mark.parametrize(
    ("value", "rate"),
    [
        (24, 24), (25.0, 25), (23.976023976023978, Fraction(24000, 1001)), (29.97, Fraction(30000, 1001)),
        (23.98, Fraction(24000, 1001)), (Fraction(60000, 1001), Fraction(60000, 1001)), (Fraction(25), 25),
        (Fraction(2997, 100), Fraction(30000, 1001)),
    ],
)  # fmt: skip
def test_numbers_are_rates_too(value: int | float | Fraction, rate: Fraction) -> None:
    assert parse_rate(value) == rate


@pytest.mark.parametrize(
    "value",
    [True, False, 0, -24, 10**6, 10**5000, -(10**5000), float("nan"), float("inf"), -25.0, Fraction(7, 3), "9" * 10**6],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_numbers_that_are_no_rates(value: int | float | Fraction | str) -> None:
    with pytest.raises(TimecodeError) as caught:
        parse_rate(value)
    assert len(str(caught.value)) < 100


@pytest.mark.parametrize("rate", RATES.values(), ids=rate_text)
def test_every_rate_is_read_back_from_its_text(rate: Fraction) -> None:
    assert parse_rate(rate_text(rate)) == rate
    assert parse_rate(str(rate)) == rate
    assert parse_rate(float(rate)) == rate


@pytest.mark.parametrize(
    ("rate", "drop", "day"),
    [
        ("23.976", False, 2_073_600), ("24", False, 2_073_600), ("25", False, 2_160_000), ("29.97", False, 2_592_000),
        ("29.97", True, 2_589_408), ("59.94", True, 5_178_816), ("119.88", True, 10_357_632),
        ("120", False, 10_368_000),
    ],
)  # fmt: skip
def test_labels_in_a_day(rate: str, drop: bool, day: int) -> None:
    assert frames_per_day(R[rate], drop) == day


@pytest.mark.parametrize(
    ("text", "rate", "frame"),
    [
        ("00:00:00:00", "25", 0), ("01:00:00:00", "25", 90_000), ("23:59:59:24", "25", 2_159_999),
        ("00:00:59;29", "29.97", 1799), ("00:01:00;02", "29.97", 1800), ("00:09:59;29", "29.97", 17_981),
        ("00:10:00;00", "29.97", 17_982), ("01:00:00;00", "29.97", 107_892), ("01:00:00:00", "29.97", 108_000),
        ("00:01:00.02", "29.97", 1800), ("00:01:00,02", "29.97", 1800), ("00:01:00:00", "29.97", 1800),
        ("00:00:59;59", "59.94", 3599), ("00:01:00;04", "59.94", 3600), ("00:10:00;00", "59.94", 35_964),
        ("00:00:59;119", "119.88", 7199), ("00:01:00;008", "119.88", 7200), ("00:01:00;08", "119.88", 7200),
        ("23:59:59;29", "29.97", 2_589_407), ("01:00:00:045", "120", 432_045), ("01:00:00:45", "120", 432_045),
        ("01:00:00:045", "119.88", 432_045), ("01:00:00:45", "119.88", 432_045), ("00:00:00:99", "100", 99),
        (" 01:00:00:00 ", "24", 86_400), ("01:00:00.00", "25", 90_000),
    ],
)  # fmt: skip
def test_a_label_is_a_frame(text: str, rate: str, frame: int) -> None:
    assert Timecode.parse(text, R[rate]).frame == frame


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("01:00:00:25", "25"), ("01:00:00:30", "25"), ("24:00:00:00", "25"), ("00:60:00:00", "25"),
        ("00:00:60:00", "25"), ("1:00:00:00", "25"), ("01:00:00", "25"), ("", "25"), ("01:00:00:0", "25"),
        ("-01:00:00:00", "25"), ("01:00:00;00", "25"), ("01:00:00;00", "23.976"), ("01:00:00:005", "25"),
        ("01:00:00:099", "100"), ("01:00:00:100", "100"), ("01:00:00:120", "120"), ("01:00:00:0045", "120"),
        ("00:01:00;00", "29.97"), ("00:01:00;01", "29.97"), ("00:01:00;03", "59.94"), ("00:11:00;01", "29.97"),
        ("00:01:00;007", "119.88"), ("٠١:٠٠:٠٠:٠٠", "25"), ("01:00:00:00\n01", "25"), ("01;00;00;00", "29.97"),
        ("x" * 10_000, "25"),
    ],
)  # fmt: skip
def test_a_label_that_no_clock_shows_is_refused(text: str, rate: str) -> None:
    with pytest.raises(TimecodeError) as caught:
        Timecode.parse(text, R[rate])
    assert len(str(caught.value)) < 120


def test_the_file_may_know_better_than_the_separator() -> None:
    assert Timecode.parse("00:01:00:02", R["29.97"], drop=True).frame == 1800
    assert Timecode.parse("00:01:00;02", R["29.97"], drop=False).frame == 1802
    with pytest.raises(TimecodeError, match="no drop frame at 25"):
        Timecode.parse("00:01:00:00", R["25"], drop=True)
    with pytest.raises(TimecodeError, match=r"no drop frame at 23\.976"):
        Timecode(0, R["23.976"], drop=True)


@pytest.mark.parametrize(("rate", "drop"), CLOCKS, ids=NAMES)
def test_every_minute_of_the_day_is_written_and_read_back(rate: Fraction, drop: bool) -> None:
    day = frames_per_day(rate, drop)
    last = None
    for minute in range(1440):
        first_label = minute % 10 and drop and nominal(rate) // 15
        text = f"{minute // 60:02}:{minute % 60:02}:00{';' if drop else ':'}{first_label or 0:02}"
        start = Timecode.parse(text, rate)
        assert Timecode.parse(str(start), rate) == start
        before = start - 1
        assert isinstance(before, Timecode)
        assert str(before).endswith(f":59{';' if drop else ':'}{nominal(rate) - 1}")
        assert Timecode.parse(str(before), rate).frame == (start.frame - 1) % day
        assert last is None or start > last
        last = start


def moment(clocks: list[tuple[Fraction, bool]]) -> st.SearchStrategy[Timecode]:
    return st.sampled_from(clocks).flatmap(
        lambda clock: st.integers(0, frames_per_day(*clock) - 1).map(lambda frame: Timecode(frame, *clock))
    )


@given(moment(CLOCKS))
def test_any_moment_is_written_and_read_back(tc: Timecode) -> None:
    assert Timecode.parse(str(tc), tc.rate, drop=tc.drop) == tc
    assert Timecode.parse(str(tc), tc.rate) == tc


@given(moment(CLOCKS), st.integers(-(10**9), 10**9))
def test_adding_wraps_at_midnight_and_comes_back(tc: Timecode, frames: int) -> None:
    there = tc + frames
    assert there - frames == tc
    difference = there - tc
    assert isinstance(difference, int)
    assert (difference - frames) % frames_per_day(tc.rate, tc.drop) == 0


# OpenTimelineIO 0.18.1 refuses rates above 60 and those that are no broadcast rate; at 29.97, 47.952 and 59.94 without
# drop it wraps the last 86.4 s of the label day to 00:00:00:00 (sync at 23:58:33).
OTIO_RATES = ("23.976", "24", "25", "29.97", "30", "47.952", "48", "50", "59.94", "60")
OTIO_CLOCKS = [(rate, drop) for rate, drop in CLOCKS if rate_text(rate) in OTIO_RATES]
OTIO_WRAPS_AFTER = 86_400  # seconds of real time


@given(moment(OTIO_CLOCKS))
def test_opentimelineio_shows_the_same_label(tc: Timecode) -> None:
    time = to_rational_time(tc)
    assert from_rational_time(time, tc.rate, tc.drop) == tc
    if tc.rate.denominator == 1 or tc.seconds < OTIO_WRAPS_AFTER - 1:
        assert otio.opentime.to_timecode(time, float(tc.rate), drop_frame=tc.drop) == str(tc)
    if tc.rate.denominator == 1 or tc.drop:
        assert otio.opentime.from_timecode(str(tc), float(tc.rate)).value == tc.frame


@pytest.mark.parametrize(("rate", "drop"), OTIO_CLOCKS)
def test_opentimelineio_agrees_at_every_minute(rate: Fraction, drop: bool) -> None:
    for minute in range(1438):  # the last two minutes: see above
        for tc in (frame_of(minute, rate, drop), frame_of(minute, rate, drop) + -1):
            if tc.seconds < OTIO_WRAPS_AFTER - 120:
                assert otio.opentime.to_timecode(to_rational_time(tc), float(rate), drop_frame=drop) == str(tc)


def frame_of(minute: int, rate: Fraction, drop: bool) -> Timecode:
    first = nominal(rate) // 15 if drop and minute % 10 else 0
    mark = ";" if drop else ":"
    return Timecode.parse(f"{minute // 60:02}:{minute % 60:02}:00{mark}{first:02}", rate)


# `timecode` 1.5.1 counts frames from 1, reads `:` at 29.97 as drop frame unless told otherwise, and carries labels that
# do not exist over into others: only labels that exist are given to it, with the flag. It writes two digits of frames.
REFERENCE_RATES = ("23.976", "24", "25", "29.97", "30", "48", "50", "59.94", "60", "100", "119.88", "120")
REFERENCE_CLOCKS = [(rate, drop) for rate, drop in CLOCKS if rate_text(rate) in REFERENCE_RATES]


@given(moment(REFERENCE_CLOCKS))
def test_the_timecode_package_counts_the_same_frame(tc: Timecode) -> None:
    theirs = reference.Timecode(rate_text(tc.rate), str(tc), force_non_drop_frame=not tc.drop)
    assert theirs.frames - 1 == tc.frame
    back = reference.Timecode(rate_text(tc.rate), frames=tc.frame + 1, force_non_drop_frame=not tc.drop)
    assert Timecode.parse(str(back), tc.rate, drop=tc.drop) == tc


@pytest.mark.parametrize(("rate", "drop"), REFERENCE_CLOCKS)
def test_the_timecode_package_agrees_at_every_minute(rate: Fraction, drop: bool) -> None:
    for minute in range(1440):
        tc = frame_of(minute, rate, drop)
        theirs = reference.Timecode(rate_text(rate), str(tc), force_non_drop_frame=not drop)
        assert theirs.frames - 1 == tc.frame


@pytest.mark.parametrize(("rate", "sample_rate", "hours", "shown"), [
    ("23.976", 48_000, 10, "09:59:24:00"), ("24", 48_000, 10, "10:00:00:00"), ("25", 96_000, 23, "23:00:00:00"),
    ("29.97", 48_000, 1, "00:59:56:12"), ("25", 44_100, 24, "00:00:00:00"),
])  # fmt: skip
def test_samples_count_real_time(rate: str, sample_rate: int, hours: int, shown: str) -> None:
    assert str(Timecode.from_samples(hours * 3600 * sample_rate, sample_rate, R[rate])) == shown


def test_drop_frame_follows_real_time() -> None:
    assert str(Timecode.from_samples(3600 * 48_000, 48_000, R["29.97"], drop=True)) == "01:00:00;00"
    assert str(Timecode.from_samples(12 * 3600 * 48_000, 48_000, R["29.97"], drop=True)) == "12:00:00;01"
    with pytest.raises(TimecodeError):
        Timecode.from_samples(1, 0, R["25"])


def test_timecodes_compare_on_one_clock_only() -> None:
    at_25 = Timecode.parse("01:00:00:00", R["25"])
    assert at_25 < at_25 + 1
    assert at_25 != Timecode.parse("01:00:00:00", R["24"])
    with pytest.raises(TimecodeError, match="cannot be compared"):
        assert at_25 < Timecode.parse("01:00:00:00", R["24"])
    with pytest.raises(TimecodeError, match="cannot be compared"):
        Timecode.parse("01:00:00:00", R["29.97"]) - Timecode.parse("01:00:00;00", R["29.97"])
    for frame in (-1, frames_per_day(R["25"])):
        with pytest.raises(TimecodeError, match="outside the day"):
            Timecode(frame, R["25"])


def span(text: str, rate: str, frames: int) -> TimeRange:
    return TimeRange(Timecode.parse(text, R[rate]), frames)


@pytest.mark.parametrize(
    ("a", "b", "seconds"),
    [
        (("10:00:00:00", "25", 250), ("10:00:05:00", "25", 250), 5),
        (("10:00:00:00", "25", 250), ("10:00:10:00", "25", 250), 0),
        (("10:00:00:00", "25", 0), ("10:00:00:00", "25", 250), 0),
        (("10:00:00:00", "25", 250), ("10:00:02:00", "25", 50), 2),
        (("23:59:55:00", "25", 250), ("00:00:00:00", "25", 250), 5),
        (("00:00:01:00", "25", 250), ("23:59:58:00", "25", 100), 1),
        (("23:59:58:00", "24", 96), ("23:59:59:00", "24", 96), 3),
        (("10:00:00:00", "25", 250), ("10:00:05:00", "50", 500), 5),
        (("23:59:55:00", "25", 250), ("00:00:00:00", "50", 500), 5),
        (("00:00:01:00", "24", 240), ("23:59:58:00", "23.976", 240), Fraction(801, 100) - 1),
        (("23:59:58;00", "29.97", 300), ("00:00:00;00", "29.97", 300), Fraction(240, 30) * Fraction(1001, 1000)),
    ],
)  # fmt: skip
def test_ranges_overlap_whatever_their_rates_and_across_midnight(
    a: tuple[str, str, int], b: tuple[str, str, int], seconds: Fraction
) -> None:
    assert abs(span(*a).overlap(span(*b)) - seconds) <= Fraction(2, 1000)
    assert span(*a).overlap(span(*b)) == span(*b).overlap(span(*a))


def test_a_range_knows_midnight() -> None:
    across = span("23:59:59:00", "25", 26)
    assert across.crosses_midnight
    assert str(across.end) == "00:00:00:01"
    assert not span("23:59:59:00", "25", 25).crosses_midnight
    assert across.duration == Fraction(26, 25)
    with pytest.raises(TimecodeError):
        TimeRange(across.start, -1)


@given(moment(OTIO_CLOCKS), st.integers(0, 10**6))
def test_ranges_go_through_opentimelineio_and_back(start: Timecode, frames: int) -> None:
    ours = TimeRange(start, frames)
    assert from_time_range(to_time_range(ours), start.rate, start.drop) == ours


@pytest.mark.parametrize("rate", ["72", "75", "90", "96", "100", "119.88", "120"])
def test_opentimelineio_is_not_given_what_it_cannot_hold(rate: str) -> None:
    with pytest.raises(TimecodeError, match=f"no timecode at {rate} frames") as caught:
        to_rational_time(Timecode(0, R[rate]))
    assert caught.value.hint
    with pytest.raises(TimecodeError):
        to_time_range(TimeRange(Timecode(0, R[rate]), 1))


@pytest.mark.parametrize(
    ("value", "at", "rate", "frame"),
    [
        (48_000.0, 48_000.0, "25", 25), (100.0, 50.0, "25", 50), (24.0, 23.976, "23.976", 24),
        (24.0, 23.98, "23.976", 24), (2_073_599.0, 23.976, "23.976", 2_073_599),
    ],
)  # fmt: skip
def test_other_clocks_come_in_when_they_fall_on_a_frame(value: float, at: float, rate: str, frame: int) -> None:
    assert from_rational_time(otio.opentime.RationalTime(value, at), R[rate]).frame == frame


@pytest.mark.parametrize(
    ("value", "at"),
    [
        (1.0, 50.0), (0.5, 25.0), (-1.0, 25.0), (1.0, 0.0), (1.0, -25.0), (float("nan"), 25.0), (1e300, 25.0),
        (1e15, 25.0), (1.0, 24.0),
    ],
)  # fmt: skip
def test_what_is_no_frame_of_the_day_is_refused(value: float, at: float) -> None:
    with pytest.raises(TimecodeError):
        from_rational_time(otio.opentime.RationalTime(value, at), R["25"])
