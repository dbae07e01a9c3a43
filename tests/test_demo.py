"""The generated day: files that open anywhere and say what they should, and a truth that holds when measured."""

import json
import shutil
import struct
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import av
import numpy as np
import pytest

from chutier.catalog import Catalog
from chutier.demo import DemoDay, TruthClip, make_day
from chutier.demo.glyphs import drawn
from chutier.demo.layout import Job, jobs
from chutier.demo.recording import record
from chutier.errors import ChutierError, UsageError
from chutier.events import Event
from chutier.media import scan
from chutier.model import Clip, Kind
from chutier.organise import clips_of
from chutier.show import load_show

RATE = Fraction(24)
SAMPLES = 2000
"""Samples of 48 kHz in a frame of 24 fps."""


@pytest.fixture
def day(demo_day: DemoDay) -> DemoDay:
    """The day, made once for all tests."""
    return demo_day


def pictures(day: DemoDay) -> list[TruthClip]:
    return [clip for clip in day.truth if clip.camera]


def named(day: DemoDay, start: str) -> TruthClip:
    (clip,) = (clip for clip in day.truth if clip.name.startswith(start))
    return clip


def recorded(day: DemoDay) -> list[Path]:
    return sorted(path for roll in day.sound_rolls for path in roll.iterdir())


def samples_of(path: Path) -> np.ndarray[Any, Any]:
    """First channel of the first sound stream, -1 to 1."""
    with av.open(str(path)) as container:
        parts = []
        for frame in container.decode(audio=0):
            data = frame.to_ndarray()
            one = data[0] if frame.format.is_planar else data.reshape(-1, frame.layout.nb_channels)[:, 0]
            parts.append(one.astype(np.float64) / np.iinfo(data.dtype).max)
    return np.concatenate(parts)


def luma(path: Path, wanted: int) -> np.ndarray[Any, Any]:
    with av.open(str(path)) as container:
        for number, frame in enumerate(container.decode(video=0)):
            if number == wanted:
                return frame.to_ndarray(format="gray")
    raise AssertionError(f"{path} has no frame {wanted}")


def chunks(path: Path) -> Iterator[tuple[bytes, bytes]]:
    """A reader of RIFF of its own: what another program would find."""
    data = path.read_bytes()
    assert (data[:4], data[8:12]) == (b"RIFF", b"WAVE")
    assert struct.unpack("<I", data[4:8])[0] == len(data) - 8
    at = 12
    while at < len(data):
        name, size = struct.unpack("<4sI", data[at : at + 8])
        yield name, data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    assert at == len(data)


def lead(recorder: np.ndarray[Any, Any], scratch: np.ndarray[Any, Any]) -> int:
    """Samples of `recorder` before the scratch begins: where the two resemble each other most."""
    size = 1 << (recorder.size + scratch.size).bit_length()
    product = np.fft.rfft(recorder, size) * np.conj(np.fft.rfft(scratch, size))
    best = int(np.argmax(np.fft.irfft(product, size)))
    return best - size if best > size // 2 else best


def test_the_day_lies_as_a_day_lies_on_the_shuttle_drive(day: DemoDay) -> None:
    assert [card.name for card in day.cards] == ["A012", "A013", "B007"]
    assert all(card == day.folder / "RUSHES" / "J03" / card.name for card in day.cards)
    assert day.sound_rolls == (day.folder / "SON" / "J03" / "S003",)
    assert [paper.name for paper in day.papers] == ["scripte_J03.csv", "crif_J03.csv"]
    assert day.scene_list == day.folder / "scenario.csv"
    assert not [path for path in day.folder.rglob("*") if path.name.endswith(".part")]


def test_the_day_is_small_and_holds_what_the_truth_says(day: DemoDay) -> None:
    on_disk = {path for path in day.folder.rglob("*") if path.suffix in (".mov", ".wav")}
    told = {p for clip in day.truth for p in (clip.path, *clip.copies, *clip.sounds)}
    assert on_disk == told
    assert 24 <= len([path for path in on_disk if path.suffix == ".mov"]) <= 30
    assert sum(path.stat().st_size for path in day.folder.rglob("*") if path.is_file()) < 200e6


@pytest.mark.usefixtures("day")
def test_every_shot_is_reported_in_order(demo_events: list[Event]) -> None:
    total = len(demo_events)
    assert [event.done for event in demo_events] == list(range(1, total + 1))
    assert {(event.step, event.total) for event in demo_events} == {("record", total)}
    assert all(Path(event.subject).is_file() for event in demo_events)


def test_every_movie_shows_its_timecode_reel_length_and_colour(day: DemoDay) -> None:
    for clip in pictures(day):
        with av.open(str(clip.path)) as container:
            video = container.streams.video[0]
            clock = next(stream for stream in container.streams if stream.type == "data")
            assert clock.metadata["timecode"] == str(clip.time.start), clip.name
            assert clock.metadata["reel_name"] == clip.roll
            assert (video.average_rate, video.frames) == (RATE, clip.time.frames)
            assert sum(1 for packet in container.demux(video) if packet.size) == clip.time.frames
            context = video.codec_context
            assert (context.color_primaries, context.color_trc, context.colorspace) == (1, 1, 1)
            assert container.metadata["com.apple.quicktime.make"] == "ARRI"
            assert container.metadata["camera"] == clip.camera
            assert bool(container.streams.audio) == (clip.kind is not Kind.MOS)


def test_a_person_reads_the_running_timecode_and_the_slate(day: DemoDay) -> None:
    clip = named(day, "A012C008")
    for number in (0, 100, clip.time.frames - 1):
        shown = luma(clip.path, number)
        points = drawn(str(clip.time.start + number), 4)
        left = (shown.shape[1] - len(str(clip.time.start)) * 24) // 2
        seen = shown[shown.shape[0] - 48 :, left : left + points.shape[1]][: points.shape[0]] > 170
        assert np.mean(seen == points) > 0.98
    slate = drawn("12bis/3-1", 7)
    seen = luma(clip.path, 10)[150 : 150 + slate.shape[0], 140 : 140 + slate.shape[1]] > 128
    assert np.mean(seen == slate) > 0.98


def test_the_clap_is_seen_on_one_frame(day: DemoDay) -> None:
    clip = named(day, "A012C001")
    assert clip.clap_frame is not None
    board = [float(luma(clip.path, clip.clap_frame + step)[80:140, 130:510].mean()) for step in (-1, 0, 1)]
    assert board[1] > 200 > 60 > max(board[0], board[2])


def test_the_clap_is_the_loudest_frame_of_the_scratch(day: DemoDay) -> None:
    heard = 0
    for clip in pictures(day):
        if clip.clap_frame is None or clip.kind is Kind.MOS:
            continue
        sound = np.abs(samples_of(clip.path)[: clip.time.frames * SAMPLES])
        assert int(np.argmax(sound)) // SAMPLES == clip.clap_frame, clip.name
        heard += 1
    assert heard == 22


def test_frames_differ(day: DemoDay) -> None:
    with av.open(str(named(day, "A013C007").path)) as container:
        frames = [frame.to_ndarray(format="gray").astype(int) for frame in container.decode(video=0)]
    assert all(np.abs(a - b).max() > 40 for a, b in pairwise(frames))


def test_every_recording_says_who_and_when_it_is(day: DemoDay) -> None:
    for clip in day.truth:
        for index, path in enumerate(clip.sounds, 1):
            found = dict(chunks(path))
            channels, rate, bits = struct.unpack("<2xHI6xH", found[b"fmt "][:16])
            assert (rate, bits) == (48000, 24)
            description = found[b"bext"][:256].rstrip(b"\0").decode("latin-1")
            low, high = struct.unpack("<II", found[b"bext"][338:346])
            since_midnight = low | high << 32
            root = ElementTree.fromstring(found[b"iXML"])
            said = {child.tag: child.text or "" for child in root}
            scene = f"{clip.scene}/{clip.setup}" if clip.setup else f"{clip.scene} SS"
            assert (said["SCENE"], said["TAPE"]) == (scene, "S003")
            assert f"sSCENE={scene}\r\n" in description
            assert said["TAKE"].split()[0] == str(clip.take)
            assert (said["CIRCLED"] == "TRUE") is clip.circled
            assert (said["WILD_TRACK"] == "TRUE") is (clip.kind is Kind.WILD)
            assert root.findtext("SPEED/TIMECODE_RATE") == "24/1"
            assert root.findtext("SPEED/TIMECODE_FLAG") == "NDF"
            assert root.findtext("SPEED/TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO") == str(since_midnight & 0xFFFFFFFF)
            assert len(root.findall("TRACK_LIST/TRACK")) == channels == (1 if len(clip.sounds) == 4 else 3)
            assert root.findtext("FILE_SET/FILE_SET_INDEX") == str(index)
            if clip.sound_lead is not None:
                early = clip.sound_lead - clip.clock_error
                assert since_midnight == (clip.time.start.frame - early) % (24 * 86400) * SAMPLES, path.name


def test_mono_files_of_one_recording_follow_the_cantar(day: DemoDay) -> None:
    clip = named(day, "A012C003")
    assert [path.name for path in clip.sounds] == [f"AT1254==12 2 t1==_{n}.wav" for n in (1, 2, 3, 4)]
    families = {ElementTree.fromstring(dict(chunks(p))[b"iXML"]).findtext("FILE_SET/FAMILY_UID") for p in clip.sounds}
    assert len(families) == 1
    names = [ElementTree.fromstring(dict(chunks(p))[b"iXML"]).findtext("TRACK_LIST/TRACK/NAME") for p in clip.sounds]
    assert names == ["MIX", "PERCHE", "HF1", "HF2"]


def test_waveforms_meet_where_the_truth_says(day: DemoDay) -> None:
    """Within a frame; the scratch is what left the actors some milliseconds before."""
    met = 0
    for clip in pictures(day):
        if clip.sound_lead is None:
            continue
        found = lead(samples_of(clip.sounds[0]), samples_of(clip.path))
        assert abs(found - clip.sound_lead * SAMPLES) < SAMPLES, clip.name
        assert found < clip.sound_lead * SAMPLES, "sound takes time to reach the camera"
        met += 1
    assert met == 23


def test_timecode_tells_the_same_but_where_the_clock_was_wrong(day: DemoDay) -> None:
    wrong = {clip.name: clip.clock_error for clip in pictures(day) if clip.clock_error}
    assert wrong == {"A013C005_260514_R1AB": 2}


def test_the_day_goes_on_after_midnight(day: DemoDay) -> None:
    over, after = named(day, "A013C009"), named(day, "A013C010")
    assert over.time.crosses_midnight
    assert named(day, "B007C006").time.crosses_midnight
    begun = {clip.name: dict(chunks(clip.sounds[0]))[b"bext"][320:338] for clip in (over, after)}
    assert begun == {over.name: b"2026-05-1423:59:53", after.name: b"2026-05-1500:21:27"}
    with av.open(str(after.path)) as container:
        created = datetime.fromisoformat(container.metadata["creation_time"].partition(";")[0])
    assert created.isoformat() == "2026-05-14T22:21:30+00:00"  # summer time in France


TRAPS: dict[int, set[str]] = {
    1: {"S003T05.wav", "scripte_J03.csv"},
    2: {"A012C003_260514_R1AB.mov", *(f"AT1254==12 2 t1==_{n}.wav" for n in (1, 2, 3, 4))},
    3: {"A012C005_260514_R1AB.mov", "S003T06.wav", "scripte_J03.csv", "crif_J03.csv"},
    4: {"A013C006_260514_R1AB.mov"},
    5: {"S003T07.wav", "S003T12.wav"},
    6: {"A012C008_260514_R1AB.mov", "B007C003_260514_R2CD.mov", "S003T10.wav"},
    7: {"A013C009_260514_R1AB.mov", "B007C006_260514_R2CD.mov", "S003T21.wav"},
    8: {"A013C005_260514_R1AB.mov", "S003T17.wav"},
    9: {"A012C004_260514_R1AB.mov", "S003T04.wav"},
    10: {"A013C002_260514_R1AB.mov", "A013C003_260514_R1AB.mov", "S003T14.wav", "S003T15.wav"},
    11: {"A013C007_260514_R1AB.mov"},
    12: {"A012C004_260514_R1AB.mov", "S003T04.wav", "scripte_J03.csv"},
    13: {"A012C009_260514_R1AB.mov", "B007C004_260514_R2CD.mov", "S003T11.wav"},
    14: {f"A013C00{n}_260514_R1AB.mov" for n in (4, 5, 6)} | {"S003T16.wav", "S003T17.wav", "scenario.csv"},
}


@pytest.mark.parametrize("number", TRAPS)
def test_each_trap_names_its_files(day: DemoDay, number: int) -> None:
    trap = day.traps[number - 1]
    assert trap.number == number
    assert {path.name for path in trap.files} == TRAPS[number]
    assert all(path.is_file() for path in trap.files)


def script_notes(day: DemoDay) -> list[list[str]]:
    return [line.split(";") for line in day.papers[0].read_bytes().decode("cp1252").split("\r\n") if line]


def test_trap_1_a_circled_take_has_sound_and_no_picture(day: DemoDay) -> None:
    (row,) = (row for row in script_notes(day) if row[2:4] == ["12/3", "2"])
    assert "cerclée" in row
    (clip,) = (clip for clip in day.truth if clip.slate == "12/3-2")
    assert clip.kind is Kind.SOUND
    assert not clip.camera


def test_trap_2_one_clip_under_two_cards(day: DemoDay) -> None:
    clip = named(day, "A012C003")
    (copy,) = clip.copies
    assert copy.parent.name == "A013"
    assert copy.read_bytes() == clip.path.read_bytes()


def test_trap_3_the_camera_contradicts_the_clap(day: DemoDay) -> None:
    clip = named(day, "A012C005")
    assert clip.slate == "12/3-3"
    with av.open(str(clip.path)) as container:
        assert (container.metadata["scene"], container.metadata["take"]) == ("12/4", "3")
    report = day.papers[1].read_text(encoding="utf-8")
    assert any(",12/4,A," in line and ",C005," in line for line in report.splitlines())
    assert [row[3] for row in script_notes(day) if row[2] == "12/3"] == ["2", "3"]


def test_trap_4_a_mos_take_knows_its_slate(day: DemoDay) -> None:
    clip = named(day, "A013C006")
    assert (clip.kind, clip.sounds) == (Kind.MOS, ())
    with av.open(str(clip.path)) as container:
        said = {name: container.metadata[name] for name in ("scene", "take", "comment")}
    assert said == {"scene": "7/2", "take": "1", "comment": "MOS"}
    assert any(row[2] == "7/2" and row[8] == "muet" for row in script_notes(day))


def test_trap_6_camera_b_is_four_seconds_late(day: DemoDay) -> None:
    first, late = named(day, "A012C008"), named(day, "B007C003")
    assert late.time.start == first.time.start + 4 * 24
    assert late.time.end == first.time.end
    assert late.sounds == first.sounds
    assert late.clap_frame is None


def test_trap_9_the_note_is_in_pieces(day: DemoDay) -> None:
    note = ElementTree.fromstring(dict(chunks(named(day, "A012C004").sounds[0]))[b"iXML"]).findtext("NOTE") or ""
    assert note == unicodedata.normalize("NFD", "Hélène s'arrête / regarde la forêt")
    assert note != unicodedata.normalize("NFC", note)


def test_trap_11_a_clip_that_nobody_slated(day: DemoDay) -> None:
    clip = named(day, "A013C007")
    assert (clip.slate, clip.scene, clip.take, clip.sounds, clip.clap_frame) == ("", "", None, (), None)
    with av.open(str(clip.path)) as container:
        assert not {"scene", "take"} & set(container.metadata)


def test_trap_12_a_slate_became_a_date(day: DemoDay) -> None:
    assert [row[3] for row in script_notes(day) if row[2] == "12-mars"] == ["1"]


def test_trap_14_and_the_scene_list(day: DemoDay) -> None:
    rows = [line.split(";") for line in day.scene_list.read_bytes().decode("utf-8").split("\r\n") if line][1:]
    labels = [row[0] for row in rows]
    assert len(labels) == len(set(labels)) == 148
    assert labels[labels.index("12") + 1] == "12bis"
    assert labels[labels.index("47") - 1] == "A47"
    assert [row[0] for row in rows if row[4] == "supprimée"] == ["93"]
    (decor,) = (row[2] for row in rows if row[0] == "7")
    assert len(decor) == 40
    assert {clip.scene for clip in day.truth if clip.scene} <= set(labels)


def shot(day: DemoDay, slate: str) -> Job:
    """The shot as the day made it."""
    return next(job for job in jobs(day.folder, seed=3) if job.shot.written == slate)


def again(job: Job, folder: Path, seed: int) -> dict[str, bytes]:
    made = record(Job(shot=job.shot, folder=str(folder), seed=seed, number=job.number))
    return {str(Path(path).relative_to(folder)): Path(path).read_bytes() for path in made}


def test_one_seed_makes_the_same_bytes_and_another_the_same_day(day: DemoDay, tmp_path: Path) -> None:
    job = shot(day, "12bis/3-1")
    same, other = (again(job, tmp_path / str(seed), seed) for seed in (3, 4))
    assert same == {name: (day.folder / name).read_bytes() for name in same}
    assert sorted(other) == sorted(same)
    assert all(other[name] != same[name] for name in same)


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match="not empty") as caught:
        make_day(tmp_path)
    assert "--into" in caught.value.hint
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "demo").write_text("mine")
    with pytest.raises(UsageError) as caught:
        make_day(tmp_path / "demo")
    assert caught.value.path == str(tmp_path / "demo")
    assert (tmp_path / "demo").read_text() == "mine"


class Interrupted(KeyboardInterrupt):
    """Ctrl-C, but only this one."""


@pytest.mark.parametrize(
    ("fault", "raised"), [(OSError(28, "No space left"), ChutierError), (Interrupted(), Interrupted)]
)
def test_a_full_disk_or_ctrl_c_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException, raised: type[BaseException]
) -> None:
    def fails(part: Path, **_kwargs: object) -> None:
        part.write_bytes(b"half a movie")
        raise fault

    monkeypatch.setattr("chutier.demo.recording.write_movie", fails)
    with pytest.raises(raised) as caught:
        make_day(tmp_path / "demo", workers=1)
    left = [path for path in tmp_path.rglob("*.*") if path.is_file() and path.name != ".unfinished"]
    assert {path.suffix for path in left} == {".wav"}
    assert all(dict(chunks(path))[b"data"] for path in left)
    if isinstance(caught.value, ChutierError):
        assert "No space left" in str(caught.value)
        assert caught.value.hint


def test_a_day_that_was_stopped_is_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "demo"
    begun: list[list[str]] = []

    def stops(job: Job) -> list[str]:
        if len(begun) == 2:
            raise Interrupted
        begun.append(record(job))
        return begun[-1]

    monkeypatch.setattr("chutier.demo.day.record", stops)
    with pytest.raises(Interrupted):
        make_day(folder, workers=1)
    made = {path: path.stat().st_mtime_ns for path in folder.rglob("*.*") if path.suffix in (".mov", ".wav")}
    assert len(made) == 4
    with pytest.raises(UsageError, match="not empty"):
        make_day(folder, workers=1, seed=4)
    # What is there stays; the rest of the day is not what this test is about.
    monkeypatch.setattr(
        "chutier.demo.day.record", lambda job: record(job) if job.number <= 2 else [str(folder / "scenario.csv")]
    )
    make_day(folder, workers=1)
    assert {path: path.stat().st_mtime_ns for path in made} == made
    with pytest.raises(UsageError, match="not empty"):
        make_day(folder, workers=1)


FACTS = {
    "A012C001": ("picture", "12", "1", 1, ()),
    "A012C005": ("picture", "12", "3", 3, ()),
    "A012C003": ("picture", "12", "2", 1, ("duplicate",)),
    "A013C002": ("picture", "A47", "1", 2, ()),
    "A013C006": ("mos", "7", "2", 1, ()),
    "A013C007": ("picture", None, None, None, ("no sound", "no slate")),
    "A013C009": ("picture", "128", "1", 2, ()),
    "S003T05": ("sound", "12", "3", 2, ("no picture",)),
    "S003T07": ("wild", "12", None, 1, ()),
    "S003T12": ("wild", "12bis", None, 1, ()),
}


def test_every_file_is_read_without_a_complaint(day: DemoDay) -> None:
    told = {p for clip in day.truth for p in (clip.path, *clip.copies, *clip.sounds)}
    found = {Path(info.path): info for info in scan([*day.cards, *day.sound_rolls], workers=2)}
    assert set(found) == told
    assert not [info for info in found.values() if info.error]
    for clip in day.truth:
        assert found[clip.path].time == clip.time, clip.name


@pytest.fixture(scope="module")
def known(read_show: Path) -> list[Clip]:
    """The day as the catalogue knows it."""
    show = load_show(read_show / "chutier.yaml")
    with Catalog.open(show.catalog_url) as catalogue:
        return clips_of(show, catalogue)


def test_the_catalogue_tells_the_day(known: list[Clip]) -> None:
    kinds = Counter(clip.kind for clip in known)
    assert kinds == {Kind.PICTURE: 24, Kind.SYNC: 23, Kind.GROUP: 6, Kind.MOS: 1, Kind.SOUND: 18, Kind.WILD: 2}
    for start, facts in FACTS.items():
        (clip,) = (
            c for c in known if str(c.fields["name"]).startswith(start) and c.kind not in (Kind.SYNC, Kind.GROUP)
        )
        fields = clip.fields
        assert (
            clip.kind, fields.get("scene"), fields.get("setup"), fields.get("take"), fields.get("issues", ()),
        ) == facts, start  # fmt: skip


def test_nothing_else_is_a_trouble(known: list[Clip]) -> None:
    troubled = {str(c.fields["name"])[:8] for c in known if c.fields.get("issues")}
    assert troubled == {"A012C003", "A013C007", "S003T05"}
    assert {(str(c.fields["name"])[:8], c.conflicts) for c in known if c.conflicts} == {("A012C005", ("setup",))}


def test_takes_of_two_cameras_are_groups_and_midnight_parts_nothing(known: list[Clip]) -> None:
    by_id = {clip.id: clip for clip in known}
    groups = {
        (str(c.fields["scene"]), str(c.fields["setup"]), c.fields["take"]): c for c in known if c.kind is Kind.GROUP
    }
    assert sorted(groups) == [
        ("128", "1", 1), ("128", "1", 2), ("12bis", "1", 1), ("12bis", "1", 2), ("12bis", "3", 1), ("12bis", "3", 2),
    ]  # fmt: skip
    for group in groups.values():
        assert group.fields["cams"] == ("A", "B")
        assert [by_id[part].kind for part in group.parts] == [Kind.SYNC, Kind.SYNC]
    sounds = {str(by_id[part].fields["name"]) for sync in groups["128", "1", 2].parts for part in by_id[sync].parts}
    assert sounds == {"A013C009_260514_R1AB", "B007C006_260514_R2CD", "S003T21"}


def test_every_take_has_the_sound_that_the_truth_says(day: DemoDay, known: list[Clip]) -> None:
    by_id = {clip.id: clip for clip in known}
    joined = {
        str(by_id[c.parts[0]].fields["name"]): [str(by_id[part].fields["name"]) for part in c.parts[1:]]
        for c in known
        if c.kind is Kind.SYNC
    }
    assert joined == {clip.name: [clip.sounds[0].stem] for clip in pictures(day) if clip.sounds}


@pytest.mark.skipif(shutil.which("ffprobe") is None, reason="needs ffprobe")
def test_another_program_reads_the_same(day: DemoDay) -> None:
    clip = named(day, "A013C005")
    asked = ["ffprobe", "-v", "error", "-show_streams", "-show_format", "-of", "json"]
    movie, sound = (
        json.loads(subprocess.run([*asked, str(path)], capture_output=True, check=True).stdout)
        for path in (clip.path, clip.sounds[0])
    )
    clock = next(stream for stream in movie["streams"] if stream.get("codec_tag_string") == "tmcd")
    assert clock["tags"]["timecode"] == str(clip.time.start)
    tags = sound["format"]["tags"]
    assert int(tags["time_reference"]) == (clip.time.start.frame - 72 + 2) * SAMPLES
    assert (tags["date"], sound["streams"][0]["channels"]) == ("2026-05-14", 3)
