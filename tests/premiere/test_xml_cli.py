"""`chutier premiere xml` as a person types it, from the demo day's show to the file that Premiere would import."""

import time
import xml.etree.ElementTree as ET
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from chutier.catalog import Catalog, ingest
from chutier.errors import PlanError
from chutier.organise import clips_of
from chutier.plan import Timeline
from chutier.show import create_show, find_show, load_show
from chutier.testing.trees import clip, project
from chutier.timecode import Timecode, TimeRange
from chutier_premiere.preparing import known_of, wanted_of
from chutier_premiere.xmeml import Project, is_ours, write
from command_line import CommandLine
from premiere.xml_reading import events, held, read, timelines
from rushes import Rushes

FILE = "premiere/NDV.xml"


def test_the_whole_show_goes_out_and_comes_back(show: Path, typed: CommandLine, tmp_path: Path) -> None:
    told = typed("premiere", "xml")
    assert "NDV.xml: 177 bins, 45 clips, 12 sequences" in told.out
    assert "Premiere leaves out 166 empty bins" in told.out
    text = (show / FILE).read_text(encoding="utf-8")
    found = held(read(text))
    loaded = load_show(find_show(show))
    with Catalog.open(loaded.catalog_url) as catalogue:
        clips = clips_of(loaded, catalogue)
    tree = wanted_of(loaded, clips).tree
    assert found.bins == list(tree.bins)
    with_file = [one for one in tree.clips.values() if one.media is not None]
    names = {(path, name) for path, some in found.names("clips").items() for name in some}
    assert names == {(one.bins[0], one.name) for one in with_file}
    for one in found.every("clips"):
        (there,) = [placed for placed in with_file if placed.name == one.findtext("name")]
        assert one.findtext("logginginfo/scene", "") == there.columns.get("scene", "")
        assert one.findtext("comments/mastercomment1", "") == there.columns.get("comments", "")
        assert one.findtext("logginginfo/good") == str(bool(there.columns.get("circled"))).upper()
        assert f"jour: {there.columns['day']}" in one.findtext("comments/mastercomment4", "")
    lines = timelines(text, tmp_path)
    roll = lines["NDV_RUSHES_J03_20260514"]
    pictures = list(events(roll.tracks[0]))
    assert pictures[0][0] == "12-1-01 A"
    assert [start for _name, start, _into, _length in pictures] == [
        sum(length for *_rest, length in pictures[:number]) for number in range(len(pictures))
    ]
    sound = {name: into for name, _at, into, _length in events(roll.tracks[1])}
    assert sound["12-1-01 SON"] == 72  # it began three seconds before the picture
    assert "12bis-1-01 ABGR" in lines
    assert len(lines["12bis-1-01 ABGR"].video_tracks()) == 2


def test_it_is_written_again_but_never_over_what_is_not_ours(show: Path, typed: CommandLine) -> None:
    typed("premiere", "xml")
    first = (show / FILE).read_bytes()
    typed("premiere", "xml")
    assert (show / FILE).read_bytes() == first
    (show / FILE).write_bytes(first.replace(b"12-1-01 A", b"12-1-01 Z"))
    changed = (show / FILE).read_bytes()
    answer = typed("premiere", "xml", status=11)
    assert "is there already, and is not as it was written here" in answer.err
    assert "--force" in answer.err
    assert (show / FILE).read_bytes() == changed
    typed("premiere", "xml", "--force")
    assert (show / FILE).read_bytes() == first


def test_where_it_may_go(show: Path, typed: CommandLine, tmp_path: Path) -> None:
    out = tmp_path / "sous" / "Été 1.xml"
    data = typed("premiere", "xml", out, "--json").data
    assert data["path"] == str(out)
    assert data["told"]["clips"] == 45
    assert is_ours(out)
    assert "does not end in .xml" in typed("premiere", "xml", tmp_path / "a.txt", status=11).err
    loaded = load_show(find_show(show))
    with Catalog.open(loaded.catalog_url) as catalogue:
        media = next(one.media for one in clips_of(loaded, catalogue) if one.media is not None)
    card = Path(media.path).parent
    assert "nothing is written there" in typed("premiere", "xml", card / "x.xml", status=17).err
    assert not (card / "x.xml").exists()


def test_what_was_heard_is_believed_over_the_timecode(heard_show: Path, typed: CommandLine, tmp_path: Path) -> None:
    told = typed("premiere", "xml")
    assert "1 take has its sound where it lies by ear, so many frames off its timecode: 7-1-02 A -2" in told.out
    for words, expected in (((), 72), (("--timecode-only",), 70)):  # recorded three seconds before, labelled otherwise
        typed("premiere", "xml", *words)
        line = timelines((heard_show / FILE).read_text(encoding="utf-8"), tmp_path)["NDV_SEQ007_BAB_RUSHES"]
        into = {name: frames for name, _at, frames, _length in events(line.tracks[1])}
        assert into == {"7-1-01 SON": 72, "7-1-02 SON": expected}


def test_recorders_that_say_no_rate_and_write_a_file_for_each_track(tmp_path: Path) -> None:
    rushes = Rushes(tmp_path / "rushes")
    rushes.picture("J03/A012/A012C001.mov", "10:00:02:00", 20, said={"scene": "12", "setup": "3", "take": 1})
    for number in (1, 2):
        rushes.sound(f"J03/S003/T01_{number}.wav", seconds=60, names=("MIX",), file_set="T01", late_samples=1000)
    made = create_show(tmp_path / "show", "La Nuit", "long-metrage-fr", answers={"production.code": "NDV"})
    loaded = load_show(made.path)
    with Catalog.open(loaded.catalog_url) as catalogue:
        ingest(catalogue, [tmp_path / "rushes/J03"], loaded.blueprint, scan=rushes.scan)
    known = known_of(loaded)
    (sound,) = [one.media for one in known.clips if one.media and not one.media.picture]
    assert known.partial == ("T01_1",)
    assert sound.audio_tracks == 1
    assert sound.time == TimeRange(Timecode.parse("10:00:00:00", Fraction(24)), 60 * 24)
    assert set(known.linked.values()) == {Fraction(1000, 48000) - 2}


def test_two_clips_of_one_name_wait(show: Path) -> None:
    loaded = load_show(find_show(show))
    known = known_of(loaded)
    twins = [replace(one, fields={**one.fields, "take": 1}) for one in known.clips]
    with pytest.raises(PlanError, match="would all be called"):
        wanted_of(loaded, twins)
    tree = wanted_of(loaded, twins, number_doubles=True).tree
    assert any(one.name.endswith("_2") for one in tree.clips.values())


def test_before_anything_was_ingested(tmp_path: Path, typed: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    typed("new", "la-nuit", "--template", "long-metrage-fr")
    monkeypatch.chdir(tmp_path / "la-nuit")
    assert "nothing has been ingested" in typed("premiere", "xml", status=11).err


def test_an_untouched_file_is_known_and_another_is_not(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    write(file, Project(project(clip(1)), {}, title="X").pieces())
    ET.parse(file)
    assert is_ours(file)
    file.write_bytes(file.read_bytes() + b"\n")
    assert not is_ours(file)
    file.write_text("<xmeml/>", encoding="utf-8")
    assert not is_ours(file)
    assert not is_ours(tmp_path)
    assert not is_ours(tmp_path / "none.xml")


def test_a_disc_that_fails_leaves_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_text("before", encoding="utf-8")

    def pieces():  # type: ignore[no-untyped-def]
        yield "half"
        raise OSError(28, "No space left on device")

    with pytest.raises(Exception, match="cannot be written"):
        write(file, pieces())
    assert [path.name for path in tmp_path.iterdir()] == ["a.xml"]
    assert file.read_text(encoding="utf-8") == "before"


def test_five_thousand_clips_in_seconds(tmp_path: Path) -> None:
    clips, rolls = [], []
    for number in range(2500):
        bins = ("SEQUENCES", f"SEQ {number // 25:03}")
        picture, sound = clip(number % 1900, bins), clip(number % 1900, ("SON",), kind="sound")
        assert picture.media is not None
        assert sound.media is not None
        picture = replace(
            picture, clip=f"p{number}", name=f"P{number}", kind="sync", parts=(f"p{number}", f"s{number}"),
            media=replace(picture.media, path=f"/r/{number}.mov"),
        )  # fmt: skip
        sound = replace(sound, clip=f"s{number}", media=replace(sound.media, path=f"/s/{number}.wav"))
        clips += [picture, sound]
        rolls.append(picture.clip)
    lines = [
        Timeline(bin=("SEQUENCES", f"SEQ {scene:03}"), name=f"BAB {scene}", type="kem",
                 clips=tuple(rolls[scene * 25 : scene * 25 + 25]))
        for scene in range(100)
    ]  # fmt: skip
    tree = project(*clips, timelines=lines)
    begun = time.process_time()
    write(tmp_path / "a.xml", Project(tree, {}, title="X").pieces())
    assert time.process_time() - begun < 10
    assert is_ours(tmp_path / "a.xml")
    assert len(list(ET.parse(tmp_path / "a.xml").iter("clip"))) == 5000


def test_help_says_that_premiere_need_not_run(typed: CommandLine) -> None:
    assert "Premiere need not run" in typed("premiere", "xml", "--help").out
