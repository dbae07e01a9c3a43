"""What the real program was seen to do, in the fake: one test each, and how our half lives with it.

Sources: measurements that scripters published, by version; Blackmagic's README; "assumed" where neither says.
"""

import unicodedata
from pathlib import Path
from typing import Any

import pytest

from chutier_resolve.host.table import Session, perform
from hosts.resolve import FakeResolve, VirtualFile

A, B, SOUND = "/cards/A001.mov", "/cards/B001.mov", "/sound/T001.WAV"
FILES = {
    A: VirtualFile(tape="A001"), B: VirtualFile(tape="B001"), SOUND: VirtualFile(picture=False),
    "/cards/report.txt": VirtualFile(media=False), "/proxies/A001.mov": VirtualFile(),
    "/seq/f_[0001-0100].dpx": VirtualFile(audio=0, frames=100), "/cards/C30.mov": VirtualFile(rate="30", frames=301),
}  # fmt: skip


def resolve(**how: Any) -> FakeResolve:
    return FakeResolve(files=FILES, **how)


def project(fake: FakeResolve) -> Any:
    return fake.resolve.GetProjectManager().GetCurrentProject()


def pool(fake: FakeResolve) -> Any:
    return project(fake).GetMediaPool()


def item(fake: FakeResolve, path: str = A) -> Any:
    return pool(fake).ImportMedia([path])[0]


def line(fake: FakeResolve, name: str = "BAB") -> Any:
    return pool(fake).CreateEmptyTimeline(name)


def ours(fake: FakeResolve, op: str, **args: Any) -> Any:
    return perform(Session(fake.resolve, fake.os), op, args)


def test_a_new_bin_takes_a_name_that_is_there_and_becomes_the_current_one() -> None:
    """P1, measured on free 21.1.0.17."""
    fake = resolve()
    root = pool(fake).GetRootFolder()
    pool(fake).AddSubFolder(root, "SEQ 012")
    twin = pool(fake).AddSubFolder(root, "SEQ 012")
    assert [one.GetName() for one in root.GetSubFolderList()] == ["SEQ 012", "SEQ 012"]
    assert pool(fake).GetCurrentFolder() is twin
    fake = resolve()
    ours(fake, "bins", paths=[["SEQ 012"]])
    ours(fake, "bins", paths=[["SEQ 012"]])
    assert len(fake.person.project.pool.root.folders) == 1
    assert fake.person.project.pool.here.name == "Master"


def test_a_locked_project_makes_no_bin() -> None:
    """P1, seen by others on shared projects."""
    assert pool(resolve(locked=True)).AddSubFolder(pool(resolve()).GetRootFolder(), "x") is None
    assert ours(resolve(locked=True), "bins", paths=[["x"]])["bins"][0]["why"] == "refused"


def test_names_come_back_as_they_were_given_accents_in_pieces() -> None:
    """P2: macOS hands NFD over, Resolve stores what it got."""
    fake = resolve()
    apart = unicodedata.normalize("NFD", "Décor")
    fake.person.make_bin((apart,))
    assert pool(fake).GetRootFolder().GetSubFolderList()[0].GetName() == apart
    assert ours(fake, "bins", paths=[["Décor"]])["bins"] == [{"state": "there"}]


def test_a_slash_is_a_letter_of_a_bins_name() -> None:
    """P3: legal in Resolve; our paths are lists, so nothing splits it."""
    fake = resolve()
    ours(fake, "bins", paths=[["INT/EXT"], ["INT"]])
    assert [one.name for one in fake.person.project.pool.root.folders] == ["INT/EXT", "INT"]


def test_an_empty_list_may_come_as_nothing() -> None:
    """P4, seen on 20."""
    root = pool(resolve()).GetRootFolder()
    assert (root.GetSubFolderList(), root.GetClipList()) == (None, None)
    assert pool(resolve(none_for_empty=False)).GetRootFolder().GetClipList() == []


def test_importing_again_makes_a_second_clip() -> None:
    """P5, 20.3 and 21.1: into the current bin; what is no media is left out in silence."""
    fake = resolve()
    assert len(pool(fake).ImportMedia([A, A])) == 2
    assert pool(fake).ImportMedia(["/cards/report.txt", "/not/there.mov"]) is None
    fake = resolve()
    asked = [{"bin": [], "files": [{"id": "c1", "path": A}, {"id": "c2", "path": "/cards/report.txt"}]}]
    states = [one["state"] for one in ours(fake, "import", batches=asked)["batches"][0]]
    assert states == ["done", "failed"]
    assert ours(fake, "import", batches=asked)["batches"][0][0]["state"] == "there"
    assert len(fake.person.project.pool.items()) == 1


def test_an_import_may_bring_fewer_and_in_another_order() -> None:
    """P6: matched by file, not by place."""
    fake = resolve()
    fake.faults.on("MediaPool.ImportMedia", drops=1)
    asked = [{"bin": [], "files": [{"id": "c1", "path": A}, {"id": "c2", "path": B}]}]
    assert [one["state"] for one in ours(fake, "import", batches=asked)["batches"][0]] == ["done", "failed"]


def test_a_numbered_sequence_is_one_clip() -> None:
    """P7, README."""
    fake = resolve()
    sequence = {"FilePath": "/seq/f_%04d.dpx", "StartIndex": 1, "EndIndex": 100}
    assert pool(fake).ImportMedia([sequence])[0].GetName() == "f_[0001-0100].dpx"
    fake = resolve()
    file = {"id": "c1", "path": "/seq/f_[0001-0100].dpx", "sequence": sequence}
    assert ours(fake, "import", batches=[{"bin": [], "files": [file]}])["batches"] == [[{"state": "done"}]]


def test_a_new_timeline_becomes_the_current_one_and_ours_puts_the_persons_back() -> None:
    """P8, 21."""
    fake = resolve()
    mine = line(fake, "MIEN")
    assert project(fake).GetCurrentTimeline() is mine
    item(fake)
    roll = {"bin": [], "name": "BAB", "start": "02:00:00:00", "rate": "25", "tracks": [], "markers": [],
            "items": [{"ref": {"id": "", "path": A}, "frames": 240, "length": 240, "exact": True}]}  # fmt: skip
    assert ours(fake, "timelines", timelines=[roll])["timelines"][0]["state"] == "done"
    assert project(fake).GetCurrentTimeline() is mine


def test_metadata_is_text_and_an_unknown_key_is_dropped_in_silence() -> None:
    """P9: one bad key may cost the whole dict, or not: both are lived with."""
    for how in ({}, {"all_or_nothing": True}):
        fake = resolve(**how)
        clip = item(fake)
        change = {"Take": {"to": "3", "was": None}, "No Such Key": {"to": "x", "was": None}}
        told = ours(fake, "values", clips=[{"ref": {"id": "", "path": A}, "metadata": change}])["clips"][0]
        assert clip.GetMetadata() == {"Take": "3"}
        assert told["failed"] == {"No Such Key": ""}


def test_good_take_cannot_be_set() -> None:
    """Readable only: 21.1."""
    assert item(resolve()).SetMetadata({"Good Take": "true"}) is False


def test_a_wrong_colour_is_refused_and_nothing_else_is_said() -> None:
    """P10, 19.1.3: three palettes, spelled exactly."""
    clip = item(resolve())
    assert (clip.SetClipColor("green"), clip.SetClipColor("Red"), clip.SetClipColor("Green")) == (False, False, True)
    assert (clip.AddFlag("Orange"), clip.AddFlag("Red")) == (False, True)


@pytest.mark.parametrize(
    ("frame", "name", "duration", "taken"),
    [(0, "a", 1, True), (99999, "a", 1, True), (0, "", 1, False), (0, "a", 0, False), (-1, "a", 1, False)],
)
def test_markers_have_their_rules(frame: int, name: str, duration: int, taken: bool) -> None:
    """P11, 21: False for an empty name, a length below 1, a negative frame; past the end is taken."""
    clip = item(resolve())
    assert clip.AddMarker(frame, "Blue", name, "", duration, "") is taken
    if taken:
        assert clip.AddMarker(frame, "Blue", name, "", duration, "") is False


def test_sync_wants_the_handles_own_constants_and_its_yes_proves_nothing() -> None:
    """P12, 21.0: an unknown key and nothing is linked."""
    fake = resolve()
    clips = [item(fake), item(fake, SOUND)]
    mode, timecode = fake.resolve.AUDIO_SYNC_MODE, fake.resolve.AUDIO_SYNC_TIMECODE
    assert pool(fake).AutoSyncAudio(clips, {"audioSyncMode": timecode}) is False
    assert pool(fake).AutoSyncAudio(clips[:1], {mode: timecode}) is False
    assert pool(fake).AutoSyncAudio(clips, {mode: timecode}) is True
    assert clips[0].GetClipProperty("Synced Audio") == "T001.WAV"
    assert clips[1].GetClipProperty("Synced Audio") == ""


def test_of_two_pictures_one_gets_the_sound() -> None:
    """Which is documented nowhere (assumed: the first): so ours never asks for both in one call, and asks again."""
    fake = resolve()
    for path in (A, B, SOUND):
        item(fake, path)
    pairs = [{"picture": {"id": "", "path": path}, "sounds": [{"id": "", "path": SOUND}]} for path in (A, B)]
    assert ours(fake, "sync", groups=[{"pairs": pairs}])["groups"] == [[{"state": "done"}, {"state": "done"}]]


def test_the_free_edition_opens_a_window_instead_and_ours_does_not_ask() -> None:
    """P12, free 21.0.3: what Studio alone has returns False, and blocks what comes after until somebody closes it."""
    fake = resolve(studio=False)
    clips = [item(fake), item(fake, SOUND)]
    pool(fake).AutoSyncAudio(clips, {fake.resolve.AUDIO_SYNC_MODE: fake.resolve.AUDIO_SYNC_TIMECODE})
    assert fake.modal
    assert fake.resolve.GetProjectManager().SaveProject() is False
    fake.person.dismiss()
    pair = {"picture": {"id": "", "path": A}, "sounds": [{"id": "", "path": SOUND}]}
    assert ours(fake, "sync", groups=[{"pairs": [pair]}])["groups"][0][0]["why"] == "studio"
    assert fake.purchase_windows == 1


def test_a_timeline_from_clips_wants_them_in_the_current_bin_and_a_free_name() -> None:
    """P13, 20.3."""
    fake = resolve()
    clip = item(fake)
    assert pool(fake).CreateTimelineFromClips("x", [{"mediaPoolItem": clip, "startFrame": 0, "endFrame": 10}])
    assert pool(fake).CreateTimelineFromClips("x", [{"mediaPoolItem": clip}]) is None
    pool(fake).SetCurrentFolder(pool(fake).AddSubFolder(pool(fake).GetRootFolder(), "ailleurs"))
    assert pool(fake).CreateTimelineFromClips("y", [{"mediaPoolItem": clip}]) is None


@pytest.mark.parametrize("inclusive", [False, True])
def test_the_end_of_a_range_is_read_back_not_taken_for_granted(inclusive: bool) -> None:
    """P14: half-open on 21.0; other builds take the last frame in."""
    fake = resolve(inclusive_end=inclusive)
    clip = item(fake)
    timeline = line(fake, "a")
    pool(fake).AppendToTimeline([{"mediaPoolItem": clip, "startFrame": 0, "endFrame": 100}])
    assert timeline.GetItemListInTrack("video", 1)[0].GetDuration() == 100 + inclusive
    roll = {"bin": [], "name": "b", "start": "01:00:00:00", "rate": "25", "tracks": [], "markers": [],
            "items": [{"ref": {"id": "", "path": A}, "frames": 240, "length": 240, "exact": True}] * 3}  # fmt: skip
    assert ours(fake, "timelines", timelines=[roll])["timelines"][0]["state"] == "done"
    made = fake.person.project.timelines[-1]
    assert [(one.start - made.begin, one.length) for one in made.items()] == [(0, 240), (240, 240), (480, 240)]


def test_what_would_lie_over_something_is_dropped_in_silence() -> None:
    """P14, 20.3."""
    fake = resolve()
    clip = item(fake)
    timeline = line(fake)
    info = {"mediaPoolItem": clip, "startFrame": 0, "endFrame": 100, "trackIndex": 1, "recordFrame": 90000}
    assert pool(fake).AppendToTimeline([info, info])[1] is None
    assert len(timeline.GetItemListInTrack("video", 1)) == 1


def test_a_half_filled_timeline_is_taken_away() -> None:
    """P14: an append that loses items."""
    fake = resolve()
    item(fake)
    for nth in (1, 2):
        fake.faults.on("MediaPool.AppendToTimeline", nth=nth, drops=1)
    roll = {"bin": [], "name": "b", "start": "01:00:00:00", "rate": "25", "tracks": [], "markers": [],
            "items": [{"ref": {"id": "", "path": A}, "frames": 240, "length": 240, "exact": True}] * 2}  # fmt: skip
    assert ours(fake, "timelines", timelines=[roll])["timelines"][0]["why"] == "not-filled"
    assert fake.person.project.timelines == []


def test_a_clip_of_another_rate_may_come_out_a_frame_short() -> None:
    """P15, 20.3."""
    fake = resolve()
    item(fake, "/cards/C30.mov")
    one = {"ref": {"id": "", "path": "/cards/C30.mov"}, "frames": 301, "length": 251, "exact": False}
    roll = {"bin": [], "name": "b", "start": "01:00:00:00", "rate": "25", "tracks": [], "markers": [], "items": [one]}
    assert ours(fake, "timelines", timelines=[roll])["timelines"][0]["state"] == "done"
    assert fake.person.project.timelines[0].items()[0].length == 250


def test_a_sound_takes_the_projects_rate_and_has_no_frames() -> None:
    """P16, 19.1.3; frames: 21.1."""
    said = item(resolve(rate="24"), SOUND).GetClipProperty()
    assert (said["FPS"], said["Frames"], said["Type"]) == (24.0, "", "Audio")


@pytest.mark.parametrize(("freeze", "kept"), [("on_media", True), ("on_timeline", False), ("never", False)])
def test_the_rate_freezes_once_media_is_there(freeze: str, kept: bool) -> None:
    """P17: sources differ; a switch. It is set as text and read as a number."""
    fake = resolve(freeze_rate=freeze)
    item(fake)
    assert project(fake).SetSetting("timelineFrameRate", "30") is not kept
    assert project(fake).GetSetting("timelineFrameRate") == (25.0 if kept else 30.0)
    assert project(fake).SetSetting("timelinePlaybackFrameRate", "30") is False


def test_a_project_without_a_name_cannot_be_saved_and_a_taken_name_makes_none() -> None:
    """P18, 19.1.3 and 21.0.4."""
    fake = resolve(project="Untitled Project")
    manager = fake.resolve.GetProjectManager()
    assert manager.SaveProject() is False
    assert manager.CreateProject("Untitled Project") is None


def test_only_the_current_timeline_can_be_cut() -> None:
    """P19, 20.3."""
    fake = resolve()
    clip = item(fake)
    first = line(fake, "a")
    pool(fake).AppendToTimeline([{"mediaPoolItem": clip, "startFrame": 0, "endFrame": 10}])
    line(fake, "b")
    assert first.DeleteClips(first.GetItemListInTrack("video", 1)) is False


def test_a_timeline_that_is_imported_brings_its_files_in_again(tmp_path: Path) -> None:
    """P20, 20.3: None for a name that is taken; nothing of ours imports one."""
    fake = resolve()
    clip = item(fake)
    timeline = line(fake, "BAB")
    pool(fake).AppendToTimeline([{"mediaPoolItem": clip, "startFrame": 0, "endFrame": 240}])
    file = tmp_path / "bab.edl"
    timeline.Export(str(file), fake.resolve.EXPORT_EDL, fake.resolve.EXPORT_NONE)
    assert pool(fake).ImportTimelineFromFile(str(file), {"timelineName": "BAB"}) is None
    linked = pool(fake).ImportTimelineFromFile(str(file), {"timelineName": "B", "importSourceClips": False})
    assert linked.GetItemListInTrack("video", 1)[0].GetMediaPoolItem() is clip
    pool(fake).ImportTimelineFromFile(str(file), {"timelineName": "C"})
    assert [one.path for one in fake.person.project.pool.items() if one.path] == [A, A]


def test_formats_keep_what_they_keep(tmp_path: Path) -> None:
    """P22, 19.1.3: an EDL knows one picture track and no names of tracks; only DRT keeps all: ours says which kinds it
    wrote, and never that they are alike."""
    fake = resolve()
    clip = item(fake)
    timeline = line(fake)
    timeline.SetTrackName("video", 1, "PLANS")
    pool(fake).AppendToTimeline([{"mediaPoolItem": clip, "startFrame": 0, "endFrame": 10}])
    files = [{"kind": kind, "path": str(tmp_path / f"a.{kind}")} for kind in ("edl", "ale")]
    ours(fake, "export", timeline={"bin": [], "name": "BAB"}, files=files)
    assert "PLANS" not in (tmp_path / "a.edl").read_text(encoding="utf-8")
    assert "A001" in (tmp_path / "a.ale").read_text(encoding="utf-8")


def test_render_settings_stick(tmp_path: Path) -> None:
    """P24, 20.3: laid over what was set before; a preset begins anew. Ours renders nothing: proxies are linked."""
    fake = resolve()
    line(fake)
    assert project(fake).AddRenderJob() == ""
    project(fake).SetRenderSettings({"TargetDir": str(tmp_path), "CustomName": "x"})
    project(fake).SetRenderSettings({"ExportAlpha": True})
    assert fake.person.project.render["CustomName"] == "x"
    assert project(fake).AddRenderJob()
    assert project(fake).LoadRenderPreset("H.264 Master") is True
    assert "CustomName" not in fake.person.project.render


def test_an_export_wants_the_handles_constants_and_never_lands_on_a_bundle(tmp_path: Path) -> None:
    """P21, 21.0: FCPXML 1.10 is a folder with Info.fcpxml in it."""
    fake = resolve()
    item(fake)
    timeline = line(fake)
    assert timeline.Export(str(tmp_path / "a.aaf"), "AAF") is False
    files = [
        {"kind": kind, "path": str(tmp_path / f"a.{kind}")} for kind in ("aaf", "edl", "fcp7xml", "fcpxml", "otio")
    ]
    for state in ("done", "failed"):
        told = ours(fake, "export", timeline={"bin": [], "name": "BAB"}, files=files)["files"]
        assert {one["state"] for one in told} == {state}
    assert (tmp_path / "a.fcpxml" / "Info.fcpxml").is_file()


def test_a_proxy_that_was_not_linked_is_told() -> None:
    """P23: the answer is not asked, the property is."""
    fake = resolve()
    item(fake)
    links = [{"ref": {"id": "", "path": A}, "proxy": path} for path in ("/not/there.mov", "/proxies/A001.mov")]
    states = [one["state"] for one in ours(fake, "proxies", links=links)["links"]]
    assert states == ["failed", "done"]
    assert ours(fake, "proxies", links=links[1:])["links"] == [{"state": "there"}]
    assert item(fake).ReplaceClip(B) is None


def test_transcribing_may_answer_an_error_text_which_is_true() -> None:
    """P25, 21.1: nothing of ours asks for it; a text where a value is due is no value."""
    assert item(resolve(), "/seq/f_[0001-0100].dpx").TranscribeAudio() == "No audio"
    fake = resolve()
    fake.faults.on("MediaPool.GetRootFolder", returns_string="Error")
    assert "error" in ours(fake, "bins", paths=[["x"]])


def test_a_dropped_reel_name_still_answers_yes() -> None:
    """21.0.0: while the project takes reel names from elsewhere."""
    clip = item(resolve(reel_names_from="source clip"))
    assert clip.SetClipProperty("Reel Name", "A999") is True
    assert clip.GetClipProperty("Reel Name") == "A001"


def test_one_thread_makes_all_the_calls(tmp_path: Path) -> None:
    """P26: the API is not made for two."""
    import threading

    from chutier_resolve.bridge import Direct

    fake = resolve()
    seen: set[int] = set()
    answer = fake.answer
    fake.answer = lambda *given: (seen.add(threading.get_ident()), answer(*given))[1]  # type: ignore[method-assign]
    host = Direct(fake.resolve, fake.os)
    host.call("hello", {}, lambda done, total: None)
    host.call("look", {}, lambda done, total: None)
    host.close()
    assert len(seen) == 1


def test_a_python_script_is_not_run_by_the_free_edition_from_21_1() -> None:
    """Free 21.1.0.17: `.py` is not even listed."""
    with pytest.raises(RuntimeError):
        FakeResolve(version=(21, 1, 0, 17), studio=False).globals()
    assert FakeResolve(version=(21, 0, 4, 5), studio=False).globals()["resolve"]


def test_a_closed_projects_handles_answer_nothing() -> None:
    """Seen on 20: a stale handle is None to everything."""
    fake = resolve()
    clip = item(fake)
    fake.person.close_project()
    assert clip.GetName() is None
    assert ours(fake, "look")["error"]["code"] == "no-project"
