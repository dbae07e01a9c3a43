"""AAF bins: the same as through pyaaf2, read back by two other readers, refused where wrong."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import aaf2
import opentimelineio as otio
import pytest
from aaf2.mobid import MobID
from hypothesis import given, settings

from avid.aaf_content import MADE, bins, clip, sound, synced, whole
from avid.plain_aaf import write_plain
from chutier.errors import NleError
from chutier.timecode import Timecode
from chutier_avid.aaf.checking import check_aaf
from chutier_avid.aaf.content import AafBin, AafSequence, AafTrack, Event
from chutier_avid.aaf.mobs import mob_id, mob_id_text, url_of
from chutier_avid.aaf.reading import read_bin
from chutier_avid.aaf.views import read_views
from chutier_avid.aaf.writing import aaf_bytes
from chutier_avid.bins.lines import bin_of


def written(content: AafBin, folder: Path) -> Path:
    path = folder / "bin.aaf"
    path.write_bytes(aaf_bytes(content, MADE))
    return path


def dumped(value: Any) -> Any:
    """Everything that pyaaf2 reads beneath an object, by property name."""
    found: dict[str, Any] = {"class": value.classdef.class_name}
    for one in value.properties():
        inner = one.value
        if hasattr(inner, "classdef"):
            # A definition is what it is by its identity.
            found[one.name] = str(inner.auid) if hasattr(inner, "auid") else dumped(inner)
        elif isinstance(inner, list) and inner and hasattr(inner[0], "classdef"):
            found[one.name] = [dumped(each) for each in inner]
        else:
            found[one.name] = inner
    return found


def mobs_of(path: Path) -> dict[str, Any]:
    with aaf2.open(str(path), "r") as file:
        return {str(mob.mob_id): dumped(mob) for mob in file.content.mobs}


@pytest.mark.parametrize("content", [whole(), AafBin(project="p", rate=whole().rate)], ids=["clips", "empty"])
def test_the_file_says_what_pyaaf2_would_have_written(tmp_path: Path, content: AafBin) -> None:
    write_plain(content, MADE, tmp_path / "plain.aaf")
    assert mobs_of(written(content, tmp_path)) == mobs_of(tmp_path / "plain.aaf")


@settings(max_examples=8, deadline=None)
@given(content=bins())
def test_any_bin_is_as_through_pyaaf2_and_reads_back(tmp_path_factory: pytest.TempPathFactory, content: AafBin) -> None:
    folder = tmp_path_factory.mktemp("aaf")
    write_plain(content, MADE, folder / "plain.aaf")
    path = written(content, folder)
    assert mobs_of(path) == mobs_of(folder / "plain.aaf")
    items = {item.mob_id: item for item in read_bin(path)}
    for one in content.clips:
        item = items[mob_id_text(mob_id(content.project, "master", one.key))]
        assert (item.name, item.tape, item.rate) == (one.name, one.tape, one.time.rate)
        assert (item.start, item.columns) == (one.time.start, one.columns)
        assert item.end == one.time.start + one.time.frames
        assert bool(item.color) == (one.color is not None)
    assert not [finding for finding in check_aaf(read_views(path)) if finding.code not in ("A07", "A08")]


def test_the_same_content_gives_the_same_bytes() -> None:
    assert aaf_bytes(whole(), MADE) == aaf_bytes(whole(), MADE)


def test_a_clip_keeps_its_identity_whatever_its_name_and_place(tmp_path: Path) -> None:
    renamed = replace(clip(), name="12bis-3-02 A", path="/elsewhere/c1.mov", columns={})
    first = {
        item.mob_id
        for item in read_bin(written(AafBin(project="p", rate=renamed.time.rate, clips=(clip(),)), tmp_path))
    }
    again = {
        item.mob_id
        for item in read_bin(written(AafBin(project="p", rate=renamed.time.rate, clips=(renamed,)), tmp_path))
    }
    other = {
        item.mob_id
        for item in read_bin(written(AafBin(project="q", rate=renamed.time.rate, clips=(clip(),)), tmp_path))
    }
    assert first == again != other
    assert str(MobID(bytes_le=mob_id("p", "master", "c1"))) in first


def test_one_tape_a_reel(tmp_path: Path) -> None:
    content = AafBin(project="p", rate=clip().time.rate, clips=(clip("a"), clip("b"), clip("c", tape="A013")))
    views = read_views(written(content, tmp_path))
    assert sorted(mob.name for mob in views.mobs.values() if mob.role == "tape") == ["A012", "A013"]


def test_a_take_over_midnight_lies_within_its_tape(tmp_path: Path) -> None:
    late = clip(start="23:59:58:00")
    path = written(AafBin(project="p", rate=late.time.rate, clips=(late,)), tmp_path)
    assert check_aaf(read_views(path)) == ()
    assert str(read_bin(path).items[0].start) == "23:59:58:00"


def test_a_sequence_holds_its_timecode_tracks_and_gaps(tmp_path: Path) -> None:
    view = read_views(written(whole(), tmp_path))
    line = next(item for item in bin_of(view) if item.name == "SEQ 12bis")
    assert (str(line.start), str(line.end), line.tracks) == ("01:00:00:00", "01:00:06:00", "VA1")
    mob = view.mobs[line.mob_id]
    assert [(slot.kind, slot.track, slot.length) for slot in mob.slots] == [
        ("timecode", 1, 150), ("picture", 1, 150), ("sound", 1, 150)]  # fmt: skip
    assert [(part.what, part.start, part.length) for part in mob.slots[2].parts] == [
        ("filler", 0, 25), ("source", 50, 100), ("filler", 0, 25)]  # fmt: skip


def test_opentimelineio_reads_the_same_bin(tmp_path: Path) -> None:
    bare = replace(whole(), sequences=())
    found = otio.adapters.read_from_file(str(written(bare, tmp_path)), adapter_name="AAF")
    clips = {one.name: one for one in found.find_clips()}
    assert set(clips) == {"12bis-3-02 été", "12bis-3-02 SON"}
    picture = clips["12bis-3-02 été"]
    assert picture.media_reference.available_range.start_time.to_timecode() == "10:00:00:00"
    assert picture.duration().value == 100
    comments = picture.metadata["AAF"]["UserComments"]
    assert dict(comments) == {"Scene": "12bis", "Décor": "CUISINE D’HÉLÈNE — 日本"}


def test_opentimelineio_reads_the_string_out(tmp_path: Path) -> None:
    line = otio.adapters.read_from_file(str(written(whole(), tmp_path)), adapter_name="AAF")
    assert (line.name, line.global_start_time.to_timecode()) == ("SEQ 12bis", "01:00:00:00")
    picture, heard = line.video_tracks()[0], line.audio_tracks()[0]
    assert [type(one).__name__ for one in picture] == ["Gap", "Clip", "Gap"]
    assert heard[1].source_range.start_time.to_timecode() == "10:00:00:00"


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("/Volumes/RUSHES/J03 été/A012.mov", "file:///Volumes/RUSHES/J03%20%C3%A9t%C3%A9/A012.mov"),
        (r"D:\Avid MediaFiles\MXF\1\x.mxf", "file:///D%3A/Avid%20MediaFiles/MXF/1/x.mxf"),
        (r"\\nas\rushes\é.mov", "file://nas/rushes/%C3%A9.mov"),
    ],
)
def test_locators_are_written_as_media_composer_writes_them(path: str, url: str) -> None:
    assert url_of(path) == url


def _event(**more: Any) -> AafSequence:
    values: dict[str, Any] = {"clip": "c1", "track": ("picture", 1), "at": 0, "start": 0, "length": 100}
    event = Event(**{**values, **more})
    return replace(synced(), tracks=(AafTrack(kind="picture", number=1, events=(event,)),))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (replace(whole(), clips=(clip(), clip())), "two clips have one identity"),
        (replace(whole(), clips=(clip(name=" "), sound())), "a clip without a name"),
        (replace(whole(), clips=(clip(tape=""), sound())), "no tape name"),
        (replace(whole(), clips=(clip(picture=False, audio_tracks=0), sound())), "neither picture nor sound"),
        (replace(whole(), clips=(clip(width=0), sound())), "no raster"),
        (replace(whole(), clips=(clip(),)), "a clip that is not in the file"),
        (replace(whole(), sequences=(_event(start=1),)), "asks for more of 12bis-3-02 été than there is"),
        (replace(whole(), sequences=(_event(length=101),)), "asks for more"),
        (replace(whole(), sequences=(_event(track=("sound", 7)),)), "has no such track"),
        (replace(whole(), sequences=(_event(at=60),)), "longer than it says"),
        (replace(whole(), sequences=(replace(synced(), start=Timecode(0, whole().rate * 2)),)), "another rate"),
        (replace(whole(), clips=(clip(columns={"Comments": "x" * 33_000}), sound())), "a text of 33000 characters"),
        (replace(whole(), clips=(clip(columns={"Comments": "a\udce9"}), sound())), "bytes that nobody can read"),
    ],
)
def test_what_would_be_wrong_is_refused_by_name(content: AafBin, words: str) -> None:
    with pytest.raises(NleError, match=words):
        aaf_bytes(content, MADE)
