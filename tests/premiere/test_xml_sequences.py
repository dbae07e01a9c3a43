"""String-outs and groups: in order, in sync, at every rate, as OpenTimelineIO reads them."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chutier.plan import Placed, Timeline, Tree
from chutier.testing.trees import clip, project
from chutier.timecode import RATES, Timecode, TimeRange, frames_per_day, nominal, rate_text
from chutier_premiere.xmeml import Project
from chutier_premiere.xmeml.layout import Laid, Layout, Sync, heard
from chutier_premiere.xmeml.sequences import Look
from premiere.xml_reading import document, events, held, read, timelines

BIN = ("SEQ 12",)
RATED = [
    (RATES["23.976"], False), (RATES["24"], False), (RATES["25"], False), (RATES["29.97"], True),
    (RATES["29.97"], False), (RATES["30"], False), (RATES["50"], False), (RATES["59.94"], True), (RATES["60"], False),
]  # fmt: skip


def at(one: Placed, start: Timecode, frames: int, **more: Any) -> Placed:
    """The clip, recorded then and there."""
    assert one.media is not None
    return replace(one, media=replace(one.media, time=TimeRange(start, frames), **more))


def take(number: int, start: Timecode, frames: int, ahead: int, *, longer: int = 48) -> list[Placed]:
    """A picture and its sound, which began `ahead` frames before it and runs on."""
    sound = at(clip(number + 100, ("SON",), kind="sound"), start + -ahead, frames + longer, audio_tracks=3)
    picture = at(clip(number, BIN, kind="sound", name=f"12-3-{number:02} A"), start, frames)
    assert picture.media is not None
    media = replace(picture.media, picture=True)
    return [replace(picture, kind="sync", media=media, parts=(picture.clip, sound.clip)), sound]


def string_out(*clips: Placed, of: Sequence[Placed], type_: str = "kem") -> Tree:
    line = Timeline(bin=BIN, name="BAB", type=type_, clips=tuple(one.clip for one in of))
    return project(*clips, timelines=[line])


@pytest.mark.parametrize(("rate", "drop"), RATED, ids=lambda value: str(value))
def test_takes_follow_one_another_with_their_sound(rate: Fraction, drop: bool, tmp_path: Path) -> None:
    hour = Timecode.parse("10:00:00:00", rate, drop=drop)
    first, second = take(1, hour, 100, 30), take(2, hour + 1000, 151, 0)
    tree = string_out(*first, *second, of=[first[0], second[0]])
    text = document(tree, rate=rate, look=Look(drop=drop))
    root = read(text)
    file = next(one for one in root.iter("file") if len(one))
    assert file.findtext("timecode/string") == str(hour)
    assert file.findtext("timecode/frame") == str(hour.frame)
    assert file.findtext("timecode/displayformat") == ("DF" if drop else "NDF")
    assert file.findtext("timecode/rate/timebase") == str(nominal(rate))
    assert file.findtext("timecode/rate/ntsc") == ("TRUE" if rate.denominator == 1001 else "FALSE")
    line = timelines(text, tmp_path)["BAB"]
    assert line.global_start_time.value == Timecode.parse("01:00:00:00", rate, drop=drop).frame
    assert line.global_start_time.rate == pytest.approx(float(rate))
    assert line.duration().value == 251
    picture, *sounds = line.tracks
    assert list(events(picture)) == [("12-3-01 A", 0, 0, 100), ("12-3-02 A", 100, 0, 151)]
    assert len(sounds) == 3
    for sound in sounds:
        assert list(events(sound)) == [("12-3-101", 0, 30, 100), ("12-3-102", 100, 0, 151)]


def test_each_take_has_a_marker(tmp_path: Path) -> None:
    hour = Timecode(36000 * 24, Fraction(24))
    one, two = take(1, hour, 100, 0), take(2, hour + 500, 50, 0)
    one[0] = replace(one[0], columns={**one[0].columns, "comments": "la bonne"})
    text = document(string_out(*one, *two, of=[one[0], two[0]]))
    found = held(read(text)).every("sequences")[0].findall("marker")
    told = [[mark.findtext(tag) for tag in ("name", "comment", "in", "out")] for mark in found]
    assert told == [["12-3-01 A", "la bonne", "0", "-1"], ["12-3-02 A", "", "100", "-1"]]
    line = timelines(text, tmp_path)["BAB"]
    marks = line.tracks.markers
    assert [(mark.name, mark.marked_range.start_time.value) for mark in marks] == [("12-3-01 A", 0), ("12-3-02 A", 100)]


@given(st.integers(1, 500), st.integers(-600, 600), st.integers(0, 900))
def test_what_is_heard_is_what_runs_under_the_picture(frames: int, starts: int, length: int) -> None:
    inside = [n for n in range(frames) if 0 <= n - starts < length]  # every frame of the picture, asked one by one
    span = heard(frames, starts, length)
    if not inside:
        assert span is None
    else:
        assert span is not None
        assert (span.late, span.source, span.frames) == (inside[0], inside[0] - starts, len(inside))


def laid_out(clips: Sequence[Placed], **sync: Any) -> Laid:
    laid = Layout(
        {one.clip: one for one in clips}, {one.clip: one.media for one in clips if one.media}, None, Sync(**sync)
    ).end_to_end([clips[0].clip])
    assert laid is not None
    return laid


def first_sound(laid: Laid) -> tuple[int, int, int]:
    return next((one.at, one.end, one.source) for one in laid.pieces if one.channel)


@given(st.sampled_from(RATED), st.integers(0, 10**7), st.integers(-3000, 3000))
def test_sound_lies_where_the_clock_says(clock: tuple[Fraction, bool], start: int, ahead: int) -> None:
    rate, drop = clock
    begun = Timecode(start % frames_per_day(rate, drop), rate, drop)
    assert first_sound(laid_out(take(1, begun, 4000, ahead, longer=4000))) == (
        max(-ahead, 0), min(4000, 8000 - ahead), max(ahead, 0),
    )  # fmt: skip


@pytest.mark.parametrize("rate", ["23.976", "25", "29.97", "59.94"])
def test_a_sound_that_counts_otherwise_lies_where_the_catalogue_linked_it(rate: str) -> None:
    picture, sound = take(1, Timecode.parse("10:00:00:00", RATES[rate], drop=False), 240, 0)
    sound = at(sound, Timecode.parse("09:59:30:00", Fraction(24)), 24 * 60)
    pair = (picture.clip, sound.clip)
    _at, end, source = first_sound(laid_out([picture, sound], linked={pair: Fraction(-2)}))
    assert abs(source / RATES[rate] - 2) <= 1 / RATES[rate] / 2
    assert end == 240
    assert laid_out([picture, sound]).mute == [picture.clip]
    assert laid_out([picture, replace(sound, media=None)], linked={pair: Fraction(-2)}).mute == []


def test_a_sound_lies_by_ear_where_somebody_is_sure() -> None:
    picture, sound = take(1, Timecode(36000 * 25, Fraction(25)), 100, 30)
    pair = (picture.clip, sound.clip)
    laid = laid_out([picture, sound], linked={pair: Fraction(-30, 25)}, heard={pair: Fraction(-24, 25)})
    assert first_sound(laid) == (0, 100, 24)
    assert laid.moved == [(picture.clip, 6)]
    same = laid_out([picture, sound], heard={pair: Fraction(-301, 250)})
    assert (first_sound(same), same.moved) == ((0, 100, 30), [])


def test_a_take_over_midnight() -> None:
    late = Timecode.parse("23:59:59:00", Fraction(25))
    one = take(1, late, 100, 50, longer=60)
    laid = laid_out(one)
    assert [(p.channel, p.at, p.end, p.source) for p in laid.pieces] == [
        (0, 0, 100, 0), (1, 0, 100, 50), (2, 0, 100, 50), (3, 0, 100, 50),
    ]  # fmt: skip


def test_sound_that_begins_late_leaves_a_gap(tmp_path: Path) -> None:
    hour = Timecode(36000 * 25, Fraction(25))
    one = take(1, hour, 100, -20, longer=-60)
    line = timelines(document(string_out(*one, of=one[:1])), tmp_path)["BAB"]
    assert list(events(line.tracks[1])) == [("12-3-101", 20, 0, 40)]


def test_another_rate_is_conformed(tmp_path: Path) -> None:
    half = at(clip(1, BIN, kind="mos"), Timecode(0, Fraction(50)), 101)
    text = document(string_out(half, of=[half]), rate=Fraction(25))
    read(text)
    item = held(read(text)).every("sequences")[0].find("media/video/track/clipitem")
    assert item is not None
    told = {tag: item.findtext(tag) for tag in ("start", "end", "in", "out", "duration", "rate/timebase")}
    assert told == {"start": "0", "end": "50", "in": "0", "out": "101", "duration": "101", "rate/timebase": "50"}


def test_a_silent_take_and_one_with_its_own_sound(tmp_path: Path) -> None:
    mos = at(clip(1, BIN, kind="mos"), Timecode(0, Fraction(24)), 48, audio_tracks=2)
    own = at(clip(2, BIN), Timecode(4800, Fraction(24)), 48, audio_tracks=2)
    line = timelines(document(string_out(mos, own, of=[mos, own])), tmp_path)["BAB"]
    assert [list(events(track)) for track in line.tracks] == [
        [("12-3-01", 0, 0, 48), ("12-3-02", 48, 0, 48)], [("12-3-02", 48, 0, 48)], [("12-3-02", 48, 0, 48)],
    ]  # fmt: skip


def group_of(*takes: Sequence[Placed]) -> Placed:
    return replace(clip(50, BIN, kind="group", name="12-3-01 AB"), parts=tuple(one[0].clip for one in takes))


def test_a_group_is_a_sequence_with_its_cameras_one_above_another(tmp_path: Path) -> None:
    hour = Timecode(36000 * 24, Fraction(24))
    a, b = take(1, hour, 100, 30), take(2, hour + 10, 120, 40)
    b = [replace(b[0], parts=(b[0].clip, a[1].clip))]
    group = group_of(a, b)
    tree = string_out(*a, *b, group, of=[group])
    project_ = Project(tree, {}, title="X")
    text = "".join(project_.pieces())
    root = read(text)
    assert held(root).names("sequences") == {BIN: ["12-3-01 AB", "BAB"]}
    assert project_.told.groups == ["12-3-01 AB"]
    found = timelines(text, tmp_path)
    tracks = [list(events(track)) for track in found["12-3-01 AB"].tracks]
    assert tracks[:2] == [[("12-3-01 A", 0, 0, 100)], [("12-3-02 A", 10, 0, 120)]]
    assert tracks[2:] == [[("12-3-101", 0, 30, 118)]] * 3  # the sound stops where it was stopped
    # In a string-out the cameras follow one another.
    assert list(events(found["BAB"].tracks[0])) == [("12-3-01 A", 0, 0, 100), ("12-3-02 A", 100, 0, 120)]
    assert list(events(found["BAB"].tracks[1])) == [("12-3-101", 0, 30, 100), ("12-3-101", 100, 40, 108)]


def test_what_cannot_be_laid_is_told() -> None:
    hour = Timecode(36000 * 24, Fraction(24))
    a, b = take(1, hour, 100, 30), take(2, Timecode(36000 * 25, Fraction(25)), 100, 0)
    group = group_of(a, b)
    timeless = replace(clip(3, BIN, kind="mos"), media=replace(a[0].media, time=None, path="/x.mov"))
    deaf = replace(a[1], media=replace(a[1].media, time=None))
    tree = string_out(a[0], deaf, *b, group, timeless, of=[a[0], timeless])
    tree = replace(tree, timelines={**tree.timelines, (BIN, "VIDE"): Timeline(bin=BIN, name="VIDE", type="kem")})
    project_ = Project(tree, {}, title="X")
    text = "".join(project_.pieces())
    assert held(read(text)).names("sequences") == {BIN: ["BAB"]}
    told = project_.told
    assert (told.left_out, told.missing, told.mute) == (["12-3-01 AB", "VIDE"], ["12-3-03"], ["12-3-01 A"])


def test_a_sound_that_lies_in_no_bin_is_heard_all_the_same(tmp_path: Path) -> None:
    hour = Timecode(36000 * 24, Fraction(24))
    picture, sound = take(1, hour, 100, 30)
    assert sound.media is not None
    tree = string_out(picture, of=[picture])
    text = document(tree, media={sound.clip: sound.media})
    read(text)
    line = timelines(text, tmp_path)["BAB"]
    assert list(events(line.tracks[1])) == [("A012C101_260514_R1AB.mov", 0, 30, 100)]


@pytest.mark.parametrize(
    ("rate", "start", "drop", "first"),
    [
        ("25", None, False, "01:00:00:00"), ("29.97", None, True, "01:00:00;00"), ("24", "10:00:00:00", False, None),
        ("25", "00:59:52:00", False, "00:00:00:00"), ("119.88", None, False, "01:00:00:000"),
    ],
)  # fmt: skip
def test_where_a_sequence_starts(rate: str, start: str | None, drop: bool, first: str | None) -> None:
    begun = Timecode.parse(start, Fraction(24)) if start else None
    mos = at(clip(1, BIN, kind="mos"), Timecode(0, RATES[rate], drop), 48)
    look = Look(start=begun, drop=drop, raster=(2048, 858))
    line = held(read(document(string_out(mos, of=[mos]), look=look))).every("sequences")[0]
    assert line.findtext("timecode/string") == (first or start)
    form = line.find("media/video/format/samplecharacteristics")
    assert form is not None
    assert (form.findtext("width"), form.findtext("height")) == ("2048", "858")
    assert rate_text(RATES[rate]) == rate


def test_frames_are_as_large_as_the_first_pictures() -> None:
    mos = at(clip(1, BIN, kind="mos"), Timecode(0, Fraction(24)), 48, width=3840, height=2160)
    line = held(read(document(string_out(mos, of=[mos])))).every("sequences")[0]
    assert line.findtext("media/video/format/samplecharacteristics/width") == "3840"


def test_a_group_begins_with_the_camera_that_began(tmp_path: Path) -> None:
    hour = Timecode(36000 * 24, Fraction(24))
    late = replace(at(clip(1, BIN, name="12-3-01 A"), hour + 50, 100), kind="mos")
    early = take(2, hour, 80, 12)
    text = document(project(late, *early, group_of([late], early)))
    read(text)
    line = timelines(text, tmp_path)["12-3-01 AB"]
    tracks = [list(events(track)) for track in line.tracks]
    assert tracks[:2] == [[("12-3-01 A", 50, 0, 100)], [("12-3-02 A", 0, 0, 80)]]
    assert tracks[2:] == [[("12-3-102", 0, 12, 116)]] * 3


def test_a_sound_that_only_the_later_camera_has(tmp_path: Path) -> None:
    hour = Timecode(36000 * 24, Fraction(24))
    early = at(clip(1, BIN, kind="mos", name="12-3-01 A"), hour, 100)
    late = take(2, hour + 50, 80, 12)
    text = document(project(early, *late, group_of([early], late)))
    read(text)
    line = timelines(text, tmp_path)["12-3-01 AB"]
    assert list(events(line.tracks[2])) == [("12-3-102", 38, 0, 92)]


def test_a_camera_without_timecode_spoils_its_group() -> None:
    hour = Timecode(36000 * 24, Fraction(24))
    a, b, c = take(1, hour, 100, 0), take(2, hour, 100, 0), take(3, hour, 100, 0)
    assert c[0].media is not None
    c = [replace(c[0], media=replace(c[0].media, time=None)), c[1]]
    made = Project(project(*a, *b, *c, group_of(a, b, c)), {}, title="X")
    assert "12-3-01 AB" not in "".join(made.pieces())
    assert made.told.left_out == ["12-3-01 AB"]


def test_takes_of_another_rate_follow_one_another_and_keep_their_sound() -> None:
    fifty = Timecode(50 * 3600, Fraction(50))
    one, two = take(1, fifty, 100, -20, longer=0), take(2, fifty + 500, 60, 0)
    root = read(document(string_out(*one, *two, of=[one[0], two[0]]), rate=Fraction(25)))
    (line,) = held(root).every("sequences")
    assert line.findtext("duration") == "80"
    laid = [
        [[item.findtext(tag) for tag in ("start", "end", "in", "out")] for item in track.findall("clipitem")]
        for track in line.iter("track")
    ]
    assert laid[0] == [["0", "50", "0", "100"], ["50", "80", "0", "60"]]
    assert laid[1] == [["10", "50", "0", "80"], ["50", "80", "0", "60"]]


def test_a_picture_and_one_sound_are_linked() -> None:
    own = at(clip(1, BIN), Timecode(0, Fraction(24)), 48, audio_tracks=1)
    mute = at(clip(2, BIN, kind="mos"), Timecode(4800, Fraction(24)), 48)
    (line,) = held(read(document(string_out(own, mute, of=[own, mute])))).every("sequences")
    linked = [len(item.findall("link")) for item in line.iter("clipitem")]
    assert linked == [2, 0, 2]
    groups = [link.findtext("groupindex") for link in line.iter("link")]
    assert groups == [None, "1", None, "1"]


def test_a_sound_of_another_clock_is_measured_in_frames_of_its_picture() -> None:
    picture, sound = take(1, Timecode(0, Fraction(50)), 100, 0)
    sound = at(sound, Timecode(0, Fraction(25)), 60)
    text = document(
        string_out(picture, sound, of=[picture]), sync=Sync(linked={(picture.clip, sound.clip): Fraction(-1, 5)})
    )
    (line,) = held(read(text)).every("sequences")
    item = line.find("media/audio/track/clipitem")
    assert item is not None
    told = {tag: item.findtext(tag) for tag in ("start", "end", "in", "out", "duration", "rate/timebase")}
    assert told == {"start": "0", "end": "100", "in": "10", "out": "110", "duration": "120", "rate/timebase": "50"}
