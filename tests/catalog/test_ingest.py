"""Ingest: incremental, interruptible, and it loses nothing."""

import os
import shutil
import sys
import threading
import wave
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event as listening

from chutier.catalog import Catalog, find, get, ingest, set_value
from chutier.errors import CatalogError, UsageError
from chutier.events import Event


def test_a_second_ingest_reads_only_what_is_new_or_changed(desk: Any, rushes: Any) -> None:
    first = rushes.picture("J03/A012/A012C001.mov")
    rushes.picture("J03/A012/A012C002.mov", "10:05:00:00")
    result = desk.read("J03/A012")
    assert (result.new, result.unchanged, len(rushes.probed)) == (2, 0, 2)
    result = desk.read("J03/A012")
    assert (result.new, result.changed, result.unchanged, rushes.probed) == (0, 0, 2, [])
    rushes.picture("J03/A012/A012C003.mov", "10:07:00:00")
    os.utime(first, ns=(1, 1))
    result = desk.read("J03/A012")
    assert (result.new, result.changed, result.unchanged, len(rushes.probed)) == (1, 1, 1, 2)
    assert len(desk.clips()) == 3


def test_one_clip_for_the_same_content_on_two_cards(desk: Any, rushes: Any) -> None:
    rushes.picture("J03/A013/A013C001.mov", "11:00:00:00", reel="A013")
    rushes.picture("J03/A013/A013C002.mov", "11:01:00:00", reel="A013")
    for card in ("A012", "A013"):
        rushes.picture(f"J03/{card}/A012C001.mov", reel="A012")
    desk.read("J03")
    clip = desk.named("A012C001")
    assert "duplicate" in clip.fields["issues"]
    assert clip.fields["roll"] == "A012"
    assert clip.media.path.endswith("A012/A012C001.mov")
    assert len(desk.clips()) == 3


def test_ids_do_not_depend_on_place_or_order(desk: Any, rushes: Any, tmp_path: Path) -> None:
    rushes.picture("J03/A012/A012C001.mov")
    for track in "1234":
        rushes.sound(
            f"J03/S003/AT1254==12 3 t2==_{track}.wav", names=(f"T{track}",), file_set="", said={"scene": "12/3"}
        )
    desk.read("J03")
    ids = {clip.id for clip in desk.clips()}
    before = desk.named("AT1254==12 3 t2==_1")
    assert before.fields["tracks"] == ("T1", "T2", "T3", "T4")
    with Catalog.open(tmp_path / "other.db") as other:
        desk.catalog = other
        desk.read("J03/S003")
        desk.read("J03/A012")
        assert {clip.id for clip in desk.clips()} == ids


def test_a_folder_that_moved_keeps_its_clips_and_what_people_said(desk: Any, rushes: Any) -> None:
    rushes.picture("J03/A012/A012C001.mov")
    desk.read("J03/A012", day=7)
    clip = desk.named("A012C001")
    set_value(desk.catalog, clip.id, "description", "la forêt")
    for path in list(rushes.infos):
        rushes.infos[path.replace("J03", "MASTER")] = rushes.infos[path]
    (rushes.root / "J03").rename(rushes.root / "MASTER")
    result = desk.read("MASTER/A012")
    assert (result.new, result.moved, result.gone) == (0, 1, 0)
    [moved] = desk.clips()
    assert moved.id == clip.id
    assert (moved.fields["description"], moved.fields["day"]) == ("la forêt", 7)
    assert "MASTER" in moved.media.path
    assert "duplicate" not in moved.fields["issues"]


def test_another_card_on_the_same_mount_point_is_another_roll(desk: Any, rushes: Any) -> None:
    rushes.picture("mount/A012C001.mov", reel="A012")
    desk.read("mount", day=3)
    shutil.rmtree(rushes.root / "mount")
    rushes.picture("mount/A013C001.mov", reel="A013")
    result = desk.read("mount", day=4)
    assert (result.new, result.gone) == (1, 1)
    old, new = desk.named("A012C001"), desk.named("A013C001")
    assert (old.fields["roll"], old.fields["day"], new.fields["roll"], new.fields["day"]) == ("A012", 3, "A013", 4)
    assert "gone" in old.fields["issues"]


def test_a_file_that_comes_back_is_not_gone(desk: Any, rushes: Any) -> None:
    path = rushes.picture("J03/A012/A012C001.mov")
    rushes.picture("J03/A012/A012C002.mov", "10:05:00:00")
    desk.read("J03/A012")
    path.rename(rushes.root / "elsewhere")
    assert desk.read("J03/A012").gone == 1
    (rushes.root / "elsewhere").rename(path)
    assert desk.read("J03/A012").gone == 0
    assert "gone" not in desk.named("A012C001").fields.get("issues", ())


def test_unreadable_files_are_kept_and_told(desk: Any, rushes: Any) -> None:
    rushes.broken("J03/A012/A012C001.mov")
    rushes.picture("J03/A012/A012C002.mov")
    result = desk.read("J03/A012")
    assert (result.new, result.unreadable) == (2, 1)
    assert any("A012C001.mov" in warning for warning in result.warnings)
    assert desk.named("A012C001").fields["issues"] == ("unreadable",)
    assert desk.read("J03/A012").unreadable == 1


def test_a_file_finished_later_keeps_what_people_said(desk: Any, rushes: Any) -> None:
    rushes.broken("J03/A012/A012C001.mov")
    desk.read("J03/A012")
    set_value(desk.catalog, desk.named("A012C001").id, "comments", "still copying")
    rushes.picture("J03/A012/A012C001.mov", content=b"whole now")
    assert desk.read("J03/A012").changed == 1
    [clip] = desk.clips()
    assert clip.fields["comments"] == "still copying"
    assert "unreadable" not in clip.fields.get("issues", ())


def test_empty_cards_are_named(desk: Any, rushes: Any) -> None:
    rushes.broken("J03/A012/A012C001.mov", b"")
    (rushes.root / "J03/A013").mkdir()
    result = desk.read("J03/A012", "J03/A013")
    assert [w for w in result.warnings if "A012:" in w and "zero bytes" in w]
    assert [w for w in result.warnings if "A013:" in w and "no media" in w]


ROLLS = [
    # folders given, files, the rolls that they are
    (["J03"], ["J03/A012/a.mov", "J03/B007/b.mov", "J03/S003/c.wav"], ["A012", "B007", "S003"]),
    (["J03"], ["J03/IMAGE/A012/a.mov", "J03/SON/S003/c.wav"], ["A012", "S003"]),
    (["card"], ["card/DCIM/100GOPRO/GX010001.MP4", "card/MISC/x.mov"], ["card"]),
    (["card"], ["card/XDROOT/Clip/C0001.MXF"], ["card"]),
    (["S003"], ["S003/12A/12A-T01.wav", "S003/12bis/12bis-T01.wav"], ["S003"]),
    (["A001_0925AB.RDM"], ["A001_0925AB.RDM/A001_C001_0925AB.RDC/A001_C001_0925AB_001.R3D"], ["A001_0925AB.RDM"]),
    (["J03/A012", "J03"], ["J03/A012/a.mov", "J03/B007/b.mov"], ["A012", "B007"]),
]


@pytest.mark.parametrize(("given", "files", "rolls"), ROLLS)
def test_which_folders_are_rolls(
    lite_desk: Any, rushes: Any, given: list[str], files: list[str], rolls: list[str]
) -> None:
    for index, file in enumerate(files):
        (rushes.sound if file.endswith("wav") else rushes.picture)(file, f"10:{index:02}:00:00")
    assert [roll.name for roll in lite_desk.read(*given).rolls] == rolls


def test_a_source_must_be_a_folder(lite_desk: Any, rushes: Any) -> None:
    rushes.picture("A012/a.mov")
    with pytest.raises(UsageError, match="not a folder"):
        lite_desk.read("A012/a.mov")


DAYS = [
    # folder, arguments, file name, day one, then day and date
    ("J03/A012", {}, "A012C001.mov", None, 3, None),
    ("D03/A012", {}, "A012C001_260514_R1AB.mov", None, 3, date(2026, 5, 14)),
    ("Jour 3/A012", {"day": 12}, "A012C001.mov", None, 12, None),
    ("Day_03/D003", {}, "D003C001.mov", None, 3, None),
    ("x/A012", {}, "A012C001_260514_R1AB.mov", date(2026, 5, 12), 3, date(2026, 5, 14)),
    ("x/A012", {"shot_on": date(2026, 5, 13)}, "A012C001_260514_R1AB.mov", date(2026, 5, 12), 2, date(2026, 5, 13)),
    ("x/D003", {}, "D003C001.mov", date(2026, 5, 12), None, None),
]


@pytest.mark.parametrize(("folder", "options", "name", "day_one", "day", "on"), DAYS)
def test_day_and_date_of_a_roll(
    lite_desk: Any, rushes: Any, show_of: Any, folder: str, options: Any, name: str, day_one: Any, day: Any, on: Any
) -> None:
    lite_desk.blueprint = show_of(day_one=day_one)
    rushes.picture(f"{folder}/{name}")
    result = lite_desk.read(folder, **options)
    assert (result.rolls[0].day, result.rolls[0].date) == (day, on)
    assert bool([w for w in result.warnings if "--day" in w]) == (day is None)


def test_a_day_once_known_for_a_date_holds_for_other_rolls(lite_desk: Any, rushes: Any) -> None:
    rushes.picture("J03/A012/A012C001_260514_R1AB.mov")
    rushes.picture("other/B007/B007C001_260514_R1AC.mov")
    lite_desk.read("J03/A012")
    roll = lite_desk.read("other/B007").rolls[0]
    assert (roll.day, roll.camera) == (3, "B")
    assert lite_desk.read("other/B007").rolls[0] == roll


def test_ctrl_c_keeps_the_batches_that_were_written(desk: Any, rushes: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["chutier.catalog.ingest"], "BATCH", 3)
    for n in range(1, 11):
        rushes.picture(f"J03/A012/A012C{n:03}.mov", f"10:{n:02}:00:00")
    rushes.sound("J03/S003/S003-01.wav", "10:01:00:00")
    whole = rushes.scan

    def cut_short(paths: Any, workers: Any, report: Any) -> Any:
        for number, info in enumerate(sorted(whole(paths, workers, report), key=lambda i: i.path)):
            if number == 7:
                raise KeyboardInterrupt
            yield info

    with pytest.raises(KeyboardInterrupt):
        ingest(desk.catalog, [rushes.root / "J03"], desk.blueprint, scan=cut_short)
    assert len(desk.clips("picture")) == 6
    result = desk.read("J03")
    assert (result.new, result.unchanged) == (5, 6)
    assert len(desk.clips("picture")) == 10
    assert len(desk.clips("sync")) == 1
    assert result.rolls[0].day == 3


def test_ctrl_c_before_linking_is_made_good(desk: Any, rushes: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    rushes.picture("J03/A012/A012C001.mov")
    rushes.sound("J03/S003/S003-01.wav")

    def interrupted(catalog: Catalog) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(sys.modules["chutier.catalog.ingest"], "link_takes", interrupted)
        with pytest.raises(KeyboardInterrupt):
            desk.read("J03")
    assert desk.clips("sync") == []
    desk.read("J03")
    assert len(desk.clips("sync")) == 1


def test_disk_full_keeps_what_was_written(lite_desk: Any, rushes: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["chutier.catalog.ingest"], "BATCH", 20)
    for n in range(300):
        rushes.picture(f"J03/A012/A012C{n:03}.mov", f"10:{n // 60:02}:{n % 60:02}:00")
    catalog = lite_desk.catalog

    def small(connection: Any, *_more: Any) -> None:
        connection.execute("PRAGMA max_page_count = 50")

    catalog.engine.dispose()
    listening.listen(catalog.engine, "connect", small)
    with pytest.raises(CatalogError, match="disk is full") as caught:
        lite_desk.read("J03/A012")
    assert caught.value.hint
    listening.remove(catalog.engine, "connect", small)
    catalog.engine.dispose()
    kept = len(lite_desk.clips())
    assert 0 < kept < 300
    assert kept % 20 == 0
    assert lite_desk.read("J03/A012").unchanged == kept
    assert len(lite_desk.clips()) == 300


def test_two_ingests_at_once(url: str, rushes: Any, blueprint: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["chutier.catalog.ingest"], "BATCH", 5)
    for n in range(40):
        rushes.picture(f"J03/A012/A012C{n:03}.mov", f"10:{n:02}:00:00")
    failures: list[BaseException] = []

    def one() -> None:
        try:
            with Catalog.open(url) as mine:
                ingest(mine, [rushes.root / "J03/A012"], blueprint, scan=rushes.scan)
        except BaseException as error:  # noqa: BLE001 (told by the main thread)
            failures.append(error)

    threads = [threading.Thread(target=one) for _n in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    with Catalog.open(url) as after:
        from chutier.catalog import clips

        found = clips(after, blueprint)
        assert len(found) == 40
        assert {clip.fields["day"] for clip in found} == {3}


NAMES = {
    "NFC": "forêt",
    "NFD": "fore\u0302t",
    "surrogate": "caf\udce9 noir",
    "newline": "deux\nlignes",
    "emoji": "plan 🎬 large",
    "quote": "L'Œil \" d'Hélène; DROP TABLE",
    "long": "é" * 125 + "x",
    "percent": "100%_sûr",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES.keys())
def test_any_name_is_kept_and_found(desk: Any, rushes: Any, name: str) -> None:
    try:
        path = rushes.picture(f"J03/A012/{name}.mov")
    except (OSError, UnicodeError):
        pytest.skip("this disk refuses the name")
    rushes.picture("J03/A012/other.mov", "11:00:00:00")
    desk.read("J03/A012")
    clip = get(desk.catalog, desk.blueprint, path.name)
    assert clip.media.path == str(path)
    assert find(desk.catalog, path.stem) == [clip.id]
    assert desk.read("J03/A012").unchanged == 2


def test_values_that_no_database_likes_are_kept(desk: Any, rushes: Any) -> None:
    said = {"comments": "nul \0 and stray \udce9", "description": "🎬 d'Hélène"}
    rushes.picture("J03/A012/A012C001.mov", said=said, reel="A\0012\udce9", model="m\0")
    rushes.put("J03/A012/x.mov", replace(next(iter(rushes.infos.values())), error="bad \0 \udce9", said=()))
    desk.read("J03")
    fields = desk.named("A012C001").fields
    assert {name: fields[name] for name in said} == said
    assert fields["roll"] == "A\0012\udce9"
    assert desk.named("x").fields["issues"][0] == "unreadable"


def test_real_files_are_probed_by_the_media_room(lite: Catalog, blueprint: Any, tmp_path: Path) -> None:
    folder = tmp_path / "J03" / "S003"
    folder.mkdir(parents=True)
    with wave.open(str(folder / "forêt.wav"), "wb") as sound:
        sound.setparams((1, 2, 48000, 0, "NONE", ""))
        sound.writeframes(b"\0\0" * 4800)
    (folder / "cut.wav").write_bytes(b"RIFF")
    (folder / "notes.txt").write_text("rien")
    result = ingest(lite, [tmp_path / "J03"], blueprint)
    assert (result.new, result.unreadable, result.rolls[0].name, result.rolls[0].kind) == (2, 1, "S003", "sound")
    assert get(lite, blueprint, "forêt.wav").media.sample_rate == 48000  # type: ignore[union-attr]
    again = ingest(lite, [tmp_path / "J03"], blueprint)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)


def test_progress_is_told_with_its_total(lite_desk: Any, rushes: Any) -> None:
    for n in range(3):
        rushes.picture(f"J03/A012/A012C00{n}.mov", f"1{n}:00:00:00")
    events: list[Event] = []
    plain = rushes.scan

    def telling(paths: Any, workers: Any, report: Any) -> Any:
        for done, info in enumerate(plain(paths, workers, report), 1):
            report(Event(step="probe", subject=info.path, done=done))
            yield info

    rushes.scan = telling
    lite_desk.read("J03/A012", report=events.append)
    assert [(event.done, event.total) for event in events] == [(1, 3), (2, 3), (3, 3)]
