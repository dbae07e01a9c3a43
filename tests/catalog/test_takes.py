"""Picture and sound that ran together: linked, joined, grouped; and what is told of those that are alone."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from chutier.catalog import link_takes, tables
from chutier.catalog.links import ENOUGH, Run, overlaps, takes
from chutier.model import Kind
from chutier.timecode import Timecode, TimeRange

DAY = Fraction(86400)


def run(name: str, start: int, length: int, **more: Any) -> Run:
    return Run(id=name, start=Fraction(start), length=Fraction(length), clock=DAY, **more)


@pytest.mark.parametrize(
    ("picture", "sound", "overlap", "offset"),
    [
        ((100, 20), (95, 30), 20, -5),
        ((100, 20), (110, 30), 10, 10),
        ((100, 20), (119, 30), 1, 19),
        ((100, 20), (120, 30), None, None),
        ((86390, 20), (86395, 30), 15, 5),
        ((86390, 20), (2, 30), 8, 12),
        ((5, 20), (86390, 30), 15, -15),
        ((100, 1), (100, 1), 1, 0),
    ],
)
def test_overlap_on_the_days_clock(picture: Any, sound: Any, overlap: Any, offset: Any) -> None:
    found = list(overlaps([run("p", *picture)], [run("s", *sound)]))
    assert [(link.overlap, link.offset) for link in found] == ([] if overlap is None else [(overlap, offset)])


seconds = st.integers(0, 24 * 60 * 4 - 1).map(lambda n: Fraction(n * 15) + Fraction(n % 7, 24))
lengths = st.integers(1, 4000).map(lambda n: Fraction(n, 4))


@given(st.lists(st.tuples(seconds, lengths), max_size=12), st.lists(st.tuples(seconds, lengths), max_size=12))
def test_the_sweep_finds_what_comparing_all_with_all_finds(pictures: Any, sounds: Any) -> None:
    ps = [Run(id=f"p{i:02}", start=s, length=n, clock=DAY) for i, (s, n) in enumerate(pictures)]
    ss = [Run(id=f"s{i:02}", start=s, length=n, clock=DAY) for i, (s, n) in enumerate(sounds)]
    wanted = {}
    for p in ps:
        for s in ss:
            shared = max(
                min(p.start + p.length, s.start + t + s.length) - max(p.start, s.start + t) for t in (0, DAY, -DAY)
            )
            if shared > 0 and shared >= min(ENOUGH, min(p.length, s.length) / 2):
                wanted[p.id, s.id] = shared
    assert {(link.picture, link.sound): link.overlap for link in overlaps(ps, ss)} == wanted
    assert takes(ps, ss) == takes(ps[::-1], ss[::-1])


@given(st.integers(0, 24 * 86400 - 1), st.integers(24, 5000), st.integers(0, 24 * 86400 - 1), st.integers(24, 5000))
def test_overlaps_agree_with_the_time_ranges(a: int, a_frames: int, b: int, b_frames: int) -> None:
    one = TimeRange(Timecode(a, Fraction(24)), a_frames)
    other = TimeRange(Timecode(b, Fraction(24)), b_frames)
    found = list(
        overlaps(
            [Run(id="p", start=one.start.seconds, length=one.duration, clock=DAY)],
            [Run(id="s", start=other.start.seconds, length=other.duration, clock=DAY)],
        )
    )
    shared = one.overlap(other)
    assert [link.overlap for link in found] == (
        [shared] if shared >= min(ENOUGH, one.duration / 2, other.duration / 2) and shared else []
    )


def test_the_longest_overlap_of_each_recorder(lite_desk: Any, rushes: Any) -> None:
    rushes.picture("J03/A012/A012C001.mov", "10:00:00:00", 60)
    rushes.sound("J03/S003/S003-01.wav", "09:59:50:00", 20)
    rushes.sound("J03/S003/S003-02.wav", "10:00:12:00", 60, names=("MIX", "HF1"))
    rushes.sound("J03/S101/S101-01.wav", "10:00:05:00", 20, names=("PLANT",))
    lite_desk.read("J03")
    [take] = lite_desk.clips("sync")
    by_id = {clip.id: clip for clip in lite_desk.clips()}
    assert [by_id[part].fields["name"] for part in take.parts] == ["A012C001", "S003-02", "S101-01"]
    assert take.fields["tracks"] == ("MIX", "HF1", "PLANT")
    assert (take.fields["sound_roll"], take.fields["cam_roll"], take.fields["cam"]) == ("S003+S101", "A012", "A")
    assert "no picture" in lite_desk.named("S003-01").fields["issues"]


def test_links_are_exact_and_remade(desk: Any, rushes: Any) -> None:
    rushes.picture("J03/A012/A012C001.mov", "23:59:58:12", rate=Fraction(24))
    rushes.sound("J03/S003/S003-01.wav", "00:00:00:00", late_samples=1)
    desk.read("J03")
    with desk.catalog.reading() as connection:
        [link] = connection.execute(select(tables.links)).all()
    assert Fraction(link.offset) == Fraction(3, 2) + Fraction(1, 48000)
    assert link.method == "tc"
    assert link_takes(desk.catalog) == 0
    assert link_takes(desk.catalog, everything=True) == 1


def test_other_days_at_the_same_hour_are_not_linked(lite_desk: Any, rushes: Any) -> None:
    rushes.picture("J03/A012/A012C001.mov")
    rushes.sound("J04/S004/S004-01.wav")
    lite_desk.read("J03", "J04")
    assert lite_desk.clips("sync") == []
    assert lite_desk.read("J04/S004", day=3).rolls[0].day == 3
    assert len(lite_desk.clips("sync")) == 1
    lite_desk.read("J04/S004", day=5)
    assert lite_desk.clips("sync") == []


def test_two_cameras_of_one_take_are_a_group(desk: Any, rushes: Any) -> None:
    rushes.picture("J03/A012/A012C001.mov", "10:00:00:00", 40)
    rushes.picture("J03/B007/B007C001.mov", "10:00:04:00", 30)
    rushes.picture("J03/B007/B007C002.mov", "10:05:00:00", 30)
    rushes.sound("J03/S003/S003-01.wav", "09:59:55:00", 60, said={"scene": "12bis/3", "take": 2, "circled": True})
    rushes.sound("J03/S003/S003-02.wav", "10:04:55:00", 60, said={"scene": "12bis/3", "take": 3})
    desk.read("J03")
    assert len(desk.clips("sync")) == 3
    [group] = desk.clips("group")
    assert group.fields["cams"] == ("A", "B")
    assert [group.fields[name] for name in ("scene", "setup", "take", "circled")] == ["12bis", "3", 2, True]
    assert group.fields["start"] == "10:00:00:00"
    assert [clip.fields["cam"] for clip in desk.clips("sync") if clip.id in group.parts] == ["A", "B"]
    assert desk.named("A012C001").fields["scene"] == "12bis"
    assert "issues" not in group.fields


def test_order_is_day_roll_start(lite_desk: Any, rushes: Any) -> None:
    rushes.picture("J04/A013/A013C001.mov", "08:00:00:00")
    rushes.picture("J03/B007/B007C001.mov", "07:00:00:00")
    rushes.picture("J03/A012/A012C002.mov", "12:00:00:00")
    rushes.picture("J03/A012/A012C009.mov", "09:00:00:00")
    lite_desk.read("J04", "J03")
    names = [clip.fields["name"] for clip in lite_desk.clips()]
    assert names == ["A012C009", "A012C002", "B007C001", "A013C001"]


ALONE = [
    # what is put, the kind it becomes, its issues
    ("picture", {}, Kind.PICTURE, ("no sound", "no slate")),
    ("picture", {"said": {"tags": ("MOS",)}}, Kind.MOS, ("no slate",)),
    ("picture", {"said": {"scene": "12/3", "take": "2 muet"}}, Kind.MOS, ()),
    ("picture", {"said": {"mos": True, "scene": "12/3", "take": 2}}, Kind.MOS, ()),
    ("picture", {"audio": 0, "said": {"scene": "12/3", "take": 2}}, Kind.MOS, ()),
    ("picture", {"said": {"scene": "la nuit", "take": 2}}, Kind.PICTURE, ("no sound", "slate")),
    ("sound", {}, Kind.SOUND, ("no picture",)),
    ("sound", {"said": {"wild": True}}, Kind.WILD, ()),
    ("sound", {"said": {"scene": "12/3", "take": "2 SS"}}, Kind.WILD, ()),
    ("sound", {"said": {"tags": ("WT",)}}, Kind.WILD, ()),
]


@pytest.mark.parametrize(("what", "more", "kind", "issues"), ALONE)
def test_what_is_alone(lite_desk: Any, rushes: Any, what: str, more: Any, kind: Kind, issues: Any) -> None:
    roll = "A012" if what == "picture" else "S003"
    getattr(rushes, what)(f"J03/{roll}/alone.mov", "15:00:00:00", **more)
    rushes.picture("J03/A012/A012C001.mov")
    rushes.sound("J03/S003/S003-01.wav", said={"scene": "7/1", "take": 1})
    lite_desk.read("J03")
    clip = lite_desk.named("alone")
    assert (clip.kind, clip.fields.get("issues", ())) == (kind, issues)


def test_a_picture_with_its_own_sound_misses_nothing_when_no_recorder_ran(lite_desk: Any, rushes: Any) -> None:
    rushes.picture("J03/A012/A012C001.mov", said={"scene": "1/1", "take": 1})
    lite_desk.read("J03")
    assert "issues" not in lite_desk.named("A012C001").fields


def test_a_movie_in_pieces_is_one_clip(lite_desk: Any, rushes: Any) -> None:
    card = "J03/A001/A001_C001_0925AB.RDC"
    rushes.picture(f"{card}/A001_C001_0925AB_001.R3D", "10:00:00:00", 10, family="red", content=b"1")
    rushes.picture(f"{card}/A001_C001_0925AB_002.R3D", "10:00:10:00", 5, family="red", content=b"22")
    rushes.sound("J03/S003/S003-01.wav", "10:00:12:00", 20)
    lite_desk.read("J03")
    [clip] = lite_desk.clips("picture")
    assert clip.fields["name"] == "A001_C001_0925AB_001"
    assert clip.media.time.frames == 15 * 24
    assert len(lite_desk.clips("sync")) == 1


def test_mono_files_of_one_family_are_one_sound(lite_desk: Any, rushes: Any) -> None:
    for name in ("12A-T01", "x", "y"):
        rushes.sound(f"J03/S003/{name}.wav", names=(name,), file_set="F1")
    rushes.sound("J03/S003/z.wav", "11:00:00:00", file_set="F1")
    lite_desk.read("J03")
    assert [clip.fields["tracks"] for clip in lite_desk.clips("sound")] == [("12A-T01", "x", "y"), ("MIX", "PERCHE")]
    assert lite_desk.clips("sound")[0].media.audio_tracks == 3
