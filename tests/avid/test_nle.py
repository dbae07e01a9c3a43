"""The out folder: what a build writes, what is seen of it afterwards, and what a person may do to it in between."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from avid.conftest import BINS, IMAGE, SON, SYNCHRO, blueprint, picture, sound
from chutier.errors import NleError
from chutier.events import Event, silent
from chutier.model import BinPath
from chutier.plan.actions import (
    Action,
    AddToBin,
    MakeBin,
    MakeTimeline,
    MoveClip,
    PlaceClip,
    Rename,
    SetColor,
    SetColumns,
)
from chutier.plan.nle import Outcome
from chutier.plan.tree import Placed, Timeline, Tree
from chutier_avid.ale import check, read
from chutier_avid.nle import AvidFiles, connect

OpenAvid = Callable[..., AvidFiles]

GOLDEN = (
    "Heading\r\nFIELD_DELIM\tTABS\r\nVIDEO_FORMAT\t1080\r\nAUDIO_FORMAT\t48khz\r\nFPS\t25\r\n\r\n"
    "Column\r\nName\tTracks\tStart\tEnd\tTape\tDuration\tFPS\tAuxiliary TC1\tScene\tTake\tCamroll\tColor\tSource File\t"
    "Plan\tJour\tCerclee\tChutier ID\r\n\r\n"
    "Data\r\n"
    "12bis-3-02\tVA1A2\t10:00:00:00\t10:00:04:00\tA012\t00:00:04:00\t25\t09:59:58:00\t12bis\t2\tA012\tGreen\tc1.mov\t"
    "3\t3\toui\tc1\r\n"
    "12bis-3-03 – é\tV\t10:01:00:00\t10:01:04:00\tA012\t00:00:04:00\t25\t\t12bis\t2\tA012\t\tc2.mov\t3\t3\toui\tc2\r\n"
)

C1 = picture("c1", "12bis-3-02", color="green")
C2 = picture("c2", "12bis-3-03 – é", "10:01:00:00", kind="mos")
S1 = sound("s1", "12bis-3-02 S")
SYNC = Placed(clip="y1", kind="sync", name="12bis-3-02 B", bins=(SYNCHRO,), parts=("c1", "s1"))
LINE = Timeline(bin=SYNCHRO, name="NDV_RUSHES_J03", type="dailies", clips=("y1", "c2"))

DAY: tuple[Action, ...] = (
    *(MakeBin(path=path) for path in BINS),
    *(PlaceClip(placed=placed) for placed in (C1, C2, S1, SYNC)),
    MakeTimeline(timeline=LINE),
)


def perform(avid: AvidFiles, actions: Sequence[Action]) -> Outcome:
    outcome = avid.perform(actions, silent)
    avid.close()
    return outcome


def files(out: Path) -> dict[str, bytes]:
    return {str(p.relative_to(out)): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


def folder(out: Path, path: BinPath) -> Path:
    return out.joinpath(*path)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def built(open_avid: OpenAvid, out: Path) -> Path:
    perform(open_avid(), DAY)
    return out


def test_nothing_there_is_an_empty_project_and_seeing_it_makes_nothing(open_avid: OpenAvid, out: Path) -> None:
    assert open_avid().observe() == Tree()
    assert open_avid().perform((), silent) == Outcome()
    assert not out.exists()


def test_a_day_to_the_letter(built: Path) -> None:
    log = folder(built, IMAGE) / "A012_J03.ale"
    assert log.read_bytes().decode() == GOLDEN
    assert not [f for f in check(read(log)) if f.is_error]
    assert read(folder(built, SON) / "S003_J03.ale").rows[0]["Tracks"] == "A1A2A3A4"
    assert [name for name in files(built) if name.endswith(".ale")] == [
        "20_RUSHES/J03_260514/IMAGE/A012_J03.ale",
        "20_RUSHES/J03_260514/SON/S003_J03.ale",
    ]


def test_what_a_build_did_is_seen_and_is_what_was_wanted(open_avid: OpenAvid, built: Path) -> None:
    tree = open_avid().observe()
    assert tree.bins == tuple(sorted(BINS))
    assert tree.clips == {placed.clip: placed for placed in (C1, C2, S1, SYNC)}
    assert tree.timelines == {(SYNCHRO, LINE.name): LINE}
    assert tree.doubles == ()


def test_every_action_is_in_exactly_one_place(open_avid: OpenAvid) -> None:
    outcome = perform(open_avid(), DAY)
    assert outcome.done == DAY[:8]
    assert [todo.action for todo in outcome.by_hand] == list(DAY[8:])
    assert outcome.failed == ()
    assert "AutoSync 12bis-3-02 + 12bis-3-02 S" in outcome.by_hand[0].instruction
    assert outcome.by_hand[0].bin == SYNCHRO


def test_the_checklist_is_numbered_and_names_every_clip(open_avid: OpenAvid, out: Path) -> None:
    perform(open_avid("en"), DAY)
    text = (out / "TO DO IN AVID.txt").read_text(encoding="utf-8")
    assert text.startswith("To do in Avid Media Composer: La Nuit d'été, build 1\n====")
    for expected in (
        "  1. [ ] Copy the folders",
        "J03_260514 ▸ IMAGE with Shot Log: Maintain events as logged (2 clips).",
        "AutoSync this clip by timecode",
        "         12bis-3-02 + 12bis-3-02 S → 12bis-3-02 B",
        "Clip colour green in bin 20_RUSHES ▸ J03_260514 ▸ IMAGE, if it is not there yet: 12bis-3-02",
        "Make the sequence NDV_RUSHES_J03 in bin 20_RUSHES ▸ J03_260514 ▸ SYNCHRO of these 2 clips",
    ):
        assert expected in text


def test_a_receipt_tells_what_was_made(built: Path) -> None:
    receipt = json.loads((built / ".chutier/receipt-0001.json").read_text())
    assert set(receipt["made"]) == set(files(built)) - {".chutier/receipt-0001.json", ".chutier/lock"}
    assert receipt["by_hand"]
    assert not (built / ".chutier/under-way.json").exists()


def test_a_second_build_writes_only_what_is_new_or_changed(open_avid: OpenAvid, built: Path) -> None:
    before = files(built)
    c3 = picture("c3", "13-1-01", "10:02:00:00")
    outcome = perform(
        open_avid(),
        [
            PlaceClip(placed=c3),
            SetColumns(clip="c1", name=C1.name, path=IMAGE, columns={"comments": "avion"}),
            Rename(clip="c2", old=C2.name, name="12bis-3-04", path=IMAGE),
        ],
    )
    assert [type(action) for action in outcome.done] == [PlaceClip, SetColumns]
    assert [type(todo.action) for todo in outcome.by_hand] == [Rename]
    after = files(built)
    assert {name: after[name] for name in before} == before
    image = folder(built, IMAGE)
    assert [row["Name"] for row in read(image / "A012_J03_b2.ale")] == ["13-1-01"]
    merged = read(image / "A012_J03_b2_merge.ale")
    assert [(row["Name"], row["Comments"]) for row in merged] == [("12bis-3-02", "avion"), ("12bis-3-04", "")]
    tree = open_avid().observe()
    assert tree.clips["c1"].columns["comments"] == "avion"
    assert tree.clips["c2"].name == "12bis-3-04"
    assert tree.clips["c3"] == c3
    text = next(path for path in built.glob("*_b2.txt")).read_text()
    assert "A012_J03_b2_merge.ale" in text
    assert "12bis-3-03 – é → 12bis-3-04" in text


def test_what_a_log_cannot_do_is_left_to_a_person_and_counts_as_done(open_avid: OpenAvid, built: Path) -> None:
    still = Placed(clip="p1", kind="still", name="REPERAGE", bins=(IMAGE,))
    actions: list[Action] = [
        AddToBin(placed=SYNC, path=IMAGE),
        MoveClip(clip="s1", name=S1.name, source=SON, path=SYNCHRO),
        SetColor(clip="y1", name=SYNC.name, path=SYNCHRO, old="", color="violet"),
        SetColumns(clip="y1", name=SYNC.name, path=SYNCHRO, columns={"comments": "x"}),
        SetColumns(clip="c1", name=C1.name, path=IMAGE, columns={"circled": ""}),
        Rename(clip="y1", old=SYNC.name, name="neuf", path=SYNCHRO),
        PlaceClip(placed=still),
    ]
    outcome = perform(open_avid(), actions)
    assert [todo.action for todo in outcome.by_hand] == actions
    tree = open_avid().observe()
    assert tree.clips["y1"] == replace(
        SYNC, name="neuf", bins=(SYNCHRO, IMAGE), color="violet", columns={"comments": "x"}
    )
    assert tree.clips["s1"].bins == (SYNCHRO,)
    assert "circled" not in tree.clips["c1"].columns
    assert tree.clips["p1"] == still


def test_a_group_of_cameras_is_left_to_a_person(open_avid: OpenAvid, built: Path) -> None:
    group = Placed(clip="g1", kind="group", name="12bis-3-02 [AB]GR", bins=(SYNCHRO,), parts=("y1", "gone"))
    outcome = perform(open_avid(), [PlaceClip(placed=group)])
    assert outcome.by_hand[0].instruction.startswith("group 12bis-3-02 B + gone by timecode")


class TestPerson:
    """What a person does to the files between two builds is seen as such."""

    def test_a_name_edited_in_a_log(self, open_avid: OpenAvid, built: Path) -> None:
        log = folder(built, IMAGE) / "A012_J03.ale"
        log.write_bytes(log.read_bytes().replace(b"12bis-3-02\tVA1A2", b"LA BONNE\tVA1A2"))
        tree = open_avid().observe()
        assert tree.clips["c1"] == replace(C1, name="LA BONNE")
        assert tree.clips["c2"] == C2
        perform(open_avid(), [SetColumns(clip="c1", name="LA BONNE", path=IMAGE, columns={"take": "5"})])
        assert open_avid().observe().clips["c1"].name == "LA BONNE"
        assert read(folder(built, IMAGE) / "A012_J03_b2_merge.ale").rows[0]["Name"] == "LA BONNE"

    def test_cells_edited_filled_and_emptied(self, open_avid: OpenAvid, built: Path) -> None:
        log = folder(built, IMAGE) / "A012_J03.ale"
        ale = read(log).with_cell(0, "Plan", "4").with_cell(0, "Cerclee", "").with_cell(0, "Color", "Blue")
        log.write_bytes(ale.to_bytes())
        seen = open_avid().observe().clips["c1"]
        assert (seen.columns["setup"], seen.columns["circled"], seen.color) == ("4", "", "blue")

    def test_a_log_saved_by_a_program_in_another_encoding(self, open_avid: OpenAvid, built: Path) -> None:
        log = folder(built, IMAGE) / "A012_J03.ale"
        log.write_bytes(log.read_bytes().decode().replace("\r\n", "\n").encode("utf-16"))
        assert open_avid().observe().clips["c2"] == C2

    def test_a_log_in_our_own_encoding_is_not_guessed(self, open_avid: OpenAvid, out: Path) -> None:
        perform(open_avid(encoding="mac_roman"), [*DAY[:5], PlaceClip(placed=replace(C2, name="ÿÙ"))])
        log = folder(out, IMAGE) / "A012_J03.ale"
        log.write_bytes(log.read_bytes() + b"\r\n")
        assert open_avid(encoding="mac_roman").observe().clips["c2"].name == "ÿÙ"

    def test_a_deleted_row_and_a_deleted_log(self, open_avid: OpenAvid, built: Path) -> None:
        log = folder(built, IMAGE) / "A012_J03.ale"
        kept = [line for line in log.read_bytes().split(b"\r\n") if not line.endswith(b"\tc1")]
        log.write_bytes(b"\r\n".join(kept))
        assert set(open_avid().observe().clips) == {"c2", "s1", "y1"}
        content = log.read_bytes()
        log.unlink()
        assert set(open_avid().observe().clips) == {"s1", "y1"}
        perform(open_avid(), [MakeBin(path=("NEUF",))])
        log.write_bytes(content)
        assert set(open_avid().observe().clips) == {"c2", "s1", "y1"}

    def test_a_log_moved_to_another_bin_and_a_renamed_bin(self, open_avid: OpenAvid, built: Path) -> None:
        (folder(built, IMAGE) / "A012_J03.ale").rename(folder(built, SON) / "ici.ale")
        assert open_avid().observe().clips["c1"] == replace(C1, bins=(SON,))
        folder(built, SON).rename(built / "AUDIO")
        tree = open_avid().observe()
        assert tree.clips["s1"] == replace(S1, bins=(("AUDIO",),))
        assert ("AUDIO",) in tree.bins
        assert SON not in tree.bins

    def test_a_deleted_bin_takes_what_was_made_in_it(self, open_avid: OpenAvid, built: Path) -> None:
        folder(built, SYNCHRO).rmdir()
        tree = open_avid().observe()
        assert "y1" not in tree.clips
        assert tree.timelines == {}

    def test_bins_and_files_of_their_own_are_left(self, open_avid: OpenAvid, built: Path) -> None:
        own = built / "MES ESSAIS"
        own.mkdir()
        (own / "notes.ale").write_bytes(b"no log at all")
        (own / "lab.ale").write_bytes(b"Heading\nFPS\t25\nColumn\nName\nData\nx\n")
        (built / ".hidden").mkdir()
        tree = open_avid().observe()
        assert set(tree.bins) == {*BINS, ("MES ESSAIS",)}
        assert set(tree.clips) == {"c1", "c2", "s1", "y1"}

    def test_a_file_in_the_way_is_not_written_over(self, open_avid: OpenAvid, out: Path) -> None:
        folder(out, IMAGE).mkdir(parents=True)
        (folder(out, IMAGE) / "A012_D03.ale").write_bytes(b"mine")
        (out / "TO DO IN AVID.txt").write_bytes(b"mine")
        perform(open_avid("en"), DAY)
        assert (folder(out, IMAGE) / "A012_D03.ale").read_bytes() == b"mine"
        assert (out / "TO DO IN AVID.txt").read_bytes() == b"mine"
        assert len(read(folder(out, IMAGE) / "A012_D03-2.ale")) == 2
        assert open_avid("en").observe().clips["c1"] == C1

    def test_our_log_damaged_by_hand_is_named(self, open_avid: OpenAvid, built: Path) -> None:
        (folder(built, IMAGE) / "A012_J03.ale").write_bytes(b"oops")
        with pytest.raises(NleError, match="can no longer be read") as caught:
            open_avid().observe()
        assert caught.value.path.endswith("A012_J03.ale")
        assert caught.value.hint


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"schema": 1}', b'{"schema": 2}', b'{"schema": 1, "state": 3}'])
def test_a_damaged_receipt_is_named_with_the_way_out(open_avid: OpenAvid, built: Path, damage: bytes) -> None:
    receipt = built / ".chutier/receipt-0001.json"
    receipt.write_bytes(damage)
    with pytest.raises(NleError, match="receipt") as caught:
        open_avid().observe()
    assert caught.value.path == str(receipt)
    assert caught.value.hint


def test_one_refusal_leaves_the_rest(open_avid: OpenAvid, out: Path) -> None:
    bad = [
        MakeBin(path=("ABSENT", "IMAGE")),
        MakeBin(path=("x" * 300,)),
        MakeBin(path=("",)),
        PlaceClip(placed=picture("b1", "b1", home=("ABSENT",))),
        PlaceClip(placed=picture("b2", "b2", path="/cards/\udce9.mov")),
        PlaceClip(placed=picture("b3", "twice", path="/copy/c1.mov")),
        PlaceClip(placed=Placed(clip="b4", kind="picture", name="b4", bins=())),
        Rename(clip="nobody", old="a", name="b", path=IMAGE),
        AddToBin(placed=C1, path=("ABSENT",)),
    ]
    outcome = perform(open_avid(), [*DAY, *bad])
    assert [failure.action for failure in outcome.failed] == bad
    whys = [failure.why for failure in outcome.failed]
    assert whys[4].startswith("E09 Source File")
    assert whys[5].startswith("E07")
    assert all(whys)
    assert set(open_avid().observe().clips) == {"c1", "c2", "s1", "y1"}


def test_nothing_is_kept_of_a_build_in_which_all_failed(open_avid: OpenAvid, out: Path) -> None:
    perform(open_avid(), [Rename(clip="nobody", old="a", name="b", path=IMAGE)])
    assert not out.exists()


def test_mixed_rates_and_rolls_without_a_name(open_avid: OpenAvid, out: Path) -> None:
    fast = picture("f1", "ralenti", rate=Fraction(50), frames=200)
    bare = picture("n1", "sans", "11:00:00:00", tape="", columns={})
    odd = picture("o1", "autre", "12:00:00:00", columns={"roll": "B/007?", "day": "J4"})
    perform(open_avid("en"), [*DAY[:5], *(PlaceClip(placed=placed) for placed in (C1, fast, bare, odd))])
    logs = {path.name: read(path).head("FPS") for path in folder(out, IMAGE).glob("*.ale")}
    assert logs == {"A012_D03.ale": "25", "A012_D03_50.ale": "50", "NO ROLL.ale": "25", "B%2F007%3F_J4.ale": "25"}


def test_a_take_over_midnight_is_logged_and_told(open_avid: OpenAvid, out: Path) -> None:
    late = picture("m1", "minuit", "23:59:58:00")
    outcome = perform(open_avid("en"), [*DAY[:5], PlaceClip(placed=late)])
    assert outcome.failed == ()
    row = read(folder(out, IMAGE) / "A012_D03.ale").rows[0]
    assert (row["End"], row["Duration"]) == ("00:00:02:00", "00:00:04:00")
    assert "run over midnight: minuit" in (out / "TO DO IN AVID.txt").read_text()


def test_warnings_are_reported_and_stop_nothing(open_avid: OpenAvid) -> None:
    events: list[Event] = []
    avid = open_avid()
    avid.perform([*DAY[:5], PlaceClip(placed=picture("c1", "x" * 40))], events.append)
    assert any(event.warning.startswith("W03 row 1, Name") for event in events)


NAMES = (
    "a/b", "a\\b", 'LENS 50"', "l'été", "🎬", "e\u0301te\u0301", "CON", "con.x", "nul_", "fin.", "fin ", "100%", "%2F",
    ".x", "a:b*?<>|",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_bin_of_any_name_is_one_folder_and_comes_back(open_avid: OpenAvid, out: Path, name: str) -> None:
    path = ("RUSHES", name)
    actions = [MakeBin(path=path[:1]), MakeBin(path=path), PlaceClip(placed=picture("c1", "x", home=path))]
    assert len(perform(open_avid(), actions).done) == 3
    assert len([p for p in (out / "RUSHES").iterdir() if p.is_dir()]) == 1
    made = next(p.name for p in (out / "RUSHES").iterdir())
    assert not set(made) & set('/\\:*?"<>|')
    assert made[-1] not in ". "
    tree = open_avid().observe()
    assert tree.bins == (path[:1], path)
    assert tree.clips["c1"].bins == (path,)
    perform(open_avid(), [MakeBin(path=path)])
    assert len([p for p in (out / "RUSHES").iterdir() if p.is_dir()]) == 1


def test_two_folders_for_one_bin_are_told_and_not_used(open_avid: OpenAvid, out: Path) -> None:
    for name in ("été", "e\u0301te\u0301"):
        (out / name).mkdir(parents=True)
    if len(list(out.iterdir())) < 2:
        pytest.skip("this disc takes both spellings for one")
    assert open_avid().observe().doubles == (("été",),)
    outcome = perform(open_avid(), [PlaceClip(placed=picture("c1", "x", home=("été",)))])
    assert "two bins" in outcome.failed[0].why


@pytest.mark.parametrize(
    ("raster", "targets", "format"),
    [((1280, 720), {}, "720"), ((4096, 2304), {}, "CUSTOM"), ((720, 576), {}, "PAL"), ((720, 486), {}, "NTSC"),
     (None, {"video_format": "1080"}, "1080")],
)  # fmt: skip
def test_the_video_format_is_the_projects(
    out: Path, raster: tuple[int, int] | None, targets: dict[str, object], format: str
) -> None:
    show = blueprint(**targets)
    show = replace(show, production=replace(show.production, raster=raster))
    perform(connect(out=out, blueprint=show, options={}), DAY)
    assert read(folder(out, IMAGE) / "A012_J03.ale").head("VIDEO_FORMAT") == format


def test_an_unknown_project_refuses_logs_before_anything_is_handed_over(out: Path) -> None:
    show = replace(blueprint(), production=replace(blueprint().production, raster=None))
    avid = connect(out=out, blueprint=show, options={})
    with pytest.raises(NleError, match="what kind of Avid project") as caught:
        perform(avid, DAY)
    assert "video_format" in caught.value.hint
    assert files(out) == {}
    assert avid.observe().clips == {}


@pytest.mark.parametrize("options", [{"video_format": "4K"}, {"encoding": "latin9"}])
def test_settings_that_avid_does_not_know(out: Path, options: dict[str, str]) -> None:
    with pytest.raises(NleError) as caught:
        connect(out=out, blueprint=blueprint(), options=options)
    assert "say one of" in caught.value.hint


def test_options_reach_the_log(open_avid: OpenAvid, out: Path) -> None:
    perform(open_avid(avid_tabs="true", source_path="yes", encoding="cp1252"), DAY)
    data = (folder(out, IMAGE) / "A012_J03.ale").read_bytes()
    assert b"\tc1\t\r\n" in data
    assert "12bis-3-03 – é".encode("cp1252") in data
    assert b"/cards/A012/c1.mov" in data
