"""A build that carries clips in AAF files: what is in them, what is left to a person, what the next build sees."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from avid.conftest import BINS, IMAGE, SON, SYNCHRO, blueprint, picture, sound
from chutier.events import silent
from chutier.model import BinPath
from chutier.plan.actions import Action, AddToBin, MakeBin, MakeTimeline, PlaceClip, SetColumns
from chutier.plan.nle import Outcome
from chutier.plan.tree import Placed, Timeline
from chutier.timecode import Timecode
from chutier_avid.aaf.checking import check_aaf
from chutier_avid.aaf.reading import read_bin
from chutier_avid.aaf.views import read_views
from chutier_avid.ale import read
from chutier_avid.bins.content import BinItem
from chutier_avid.bins.lines import bin_of
from chutier_avid.colors import PALETTE, name_of, rgb_of
from chutier_avid.columns import IDENTITY
from chutier_avid.folders import folder_of
from chutier_avid.nle import AvidFiles, connect
from chutier_avid.stringout import CannotString, string_out

Open = Callable[..., AvidFiles]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def avid(out: Path) -> Open:
    return lambda locale="fr", **targets: connect(
        out=out, blueprint=blueprint(locale, **{"carrier": "aaf", **targets}), options={}
    )


def sync(clip: str, name: str, *parts: str, home: BinPath = SYNCHRO, kind: str = "sync") -> Placed:
    return Placed(clip=clip, kind=kind, name=name, bins=(home,), parts=parts, color="green")


A = picture("a", "12bis-3-02 A", color="green")
S = sound("s", "12bis-3-02 SON", frames=300)
SYNCED = sync("x", "12bis-3-02 A", "a", "s")
LINE = Timeline(bin=SYNCHRO, name="NDV_J03", type="dailies", clips=("x",))
DAY: tuple[Action, ...] = (
    *(MakeBin(path=path) for path in BINS), PlaceClip(placed=A), PlaceClip(placed=S),
    PlaceClip(placed=SYNCED), MakeTimeline(timeline=LINE),
)  # fmt: skip


def perform(nle: AvidFiles, actions: tuple[Action, ...]) -> Outcome:
    nle.observe()
    outcome = nle.perform(actions, silent)
    assert outcome.failed == ()
    return outcome


def items(out: Path, path: BinPath, name: str) -> dict[str, BinItem]:
    return {item.name: item for item in read_bin(folder_of(out, path) / name)}


def test_each_bin_has_one_file_with_its_clips(avid: Open, out: Path) -> None:
    perform(avid(), DAY)
    clip = items(out, IMAGE, "IMAGE.aaf")["12bis-3-02 A"]
    assert (clip.tape, clip.tracks, str(clip.start), clip.source_file) == ("A012", "VA1A2", "10:00:00:00", "a.mov")
    assert clip.columns == {
        "Scene": "12bis", "Plan": "3", "Take": "2", "Camroll": "A012", "Jour": "3", "Cerclee": "oui", IDENTITY: "a",
    }  # fmt: skip
    assert name_of(clip.color) == "green"
    assert list(items(out, SON, "SON.aaf")) == ["12bis-3-02 SON"]
    assert not list(out.rglob("*.ale"))


def test_the_string_out_lies_in_sync_by_time_of_day(avid: Open, out: Path) -> None:
    perform(avid(), DAY)
    view = read_views(folder_of(out, SYNCHRO) / "SYNCHRO.aaf")
    assert check_aaf(view) == ()
    line = next(item for item in bin_of(view) if item.name == "NDV_J03")
    assert (str(line.start), line.tracks) == ("01:00:00:00", "VA1A2A3A4")
    tracks = {slot.name: [(part.start, part.length) for part in slot.parts] for slot in view.mobs[line.mob_id].slots}
    # The recorder ran two seconds before the camera.
    assert (tracks["V1"], tracks["A1"]) == ([(0, 100)], [(50, 100)])


def test_what_only_a_person_can_do_is_a_numbered_list(avid: Open, out: Path) -> None:
    outcome = perform(avid("en"), DAY)
    assert [by_hand.action for by_hand in outcome.by_hand] == [PlaceClip(placed=SYNCED)]
    (path,) = outcome.lists
    text = Path(path).read_text(encoding="utf-8")
    for words in (
        "import IMAGE.aaf into it", "1 clip.", "the sequence NDV_J03", "12bis-3-02 A, 12bis-3-02 SON", "relink",
        "AutoSync this clip", "Clip colour green in bin 20_RUSHES ▸ J03_260514 ▸ SYNCHRO",
    ):  # fmt: skip
        assert words in text, words


def test_the_next_day_comes_in_new_files_and_changes_in_a_log(avid: Open, out: Path) -> None:
    perform(avid(), DAY)
    first = {path: path.read_bytes() for path in out.rglob("*.aaf")}
    assert avid().observe() == avid().observe()
    again = picture("b", "12bis-3-03 A", "10:05:00:00")
    perform(
        avid(),
        (
            PlaceClip(placed=again),
            SetColumns(clip="a", name="12bis-3-02 A", path=IMAGE, columns={"comments": "la bonne"}),
        ),
    )
    assert {path: path.read_bytes() for path in first} == first
    assert list(items(out, IMAGE, "IMAGE_b2.aaf")) == ["12bis-3-03 A"]
    (log,) = out.rglob("*.ale")
    assert [row["Comments"] for row in read(log)] == ["la bonne"]
    assert log.name == "A012_J03_b2_merge.ale"
    assert set(avid().observe().clips) == {"a", "s", "x", "b"}


def test_a_copy_is_the_same_clip_in_a_second_bin(avid: Open, out: Path) -> None:
    both = replace(A, bins=(IMAGE, SYNCHRO))
    perform(avid(), (*DAY[:-2], AddToBin(placed=both, path=SYNCHRO)))
    first, second = (items(out, IMAGE, "IMAGE.aaf"), items(out, SYNCHRO, "SYNCHRO.aaf"))
    assert first["12bis-3-02 A"].mob_id == second["12bis-3-02 A"].mob_id
    assert avid().observe().clips["a"].bins == (IMAGE, SYNCHRO)


def test_a_file_that_a_person_threw_away_takes_its_clips_along(avid: Open, out: Path) -> None:
    perform(avid(), DAY)
    (folder_of(out, IMAGE) / "IMAGE.aaf").unlink()
    assert set(avid().observe().clips) == {"s", "x"}


def test_a_file_moved_to_another_bin_moves_its_clips(avid: Open, out: Path) -> None:
    perform(avid(), DAY)
    (folder_of(out, IMAGE) / "IMAGE.aaf").rename(folder_of(out, SON) / "IMAGE.aaf")
    assert avid().observe().clips["a"].bins == (SON,)


def test_accents_and_other_scripts_stay_and_the_tape_is_plain(avid: Open, out: Path) -> None:
    clip = picture("a", "été — 日本 ✂", tape="Été 1", columns={"scene": "Łódź", "comments": "œ “é”\tà"})
    perform(avid(), (*DAY[:5], PlaceClip(placed=clip)))
    found = items(out, IMAGE, "IMAGE.aaf")["été — 日本 ✂"]
    assert (found.tape, found.columns["Scene"], found.columns["Comments"]) == ("Ete 1", "Łódź", "œ “é” à")


@pytest.mark.parametrize(
    ("clips", "why"),
    [
        ((picture("a", "A"), sound("s", "S", rate=Fraction(24)), sync("x", "X", "a", "s")), "otherwise than"),
        ((sound("s", "S"), sync("x", "X", "s")), "X has no picture with timecode"),
        ((sync("x", "X", "a", "s"),), "X has no picture with timecode"),
        ((picture("a", "A"), picture("b", "B", rate=Fraction(24)), sync("x", "X", "a"), sync("y", "Y", "b")),
         "B runs at another rate"),
    ],
)  # fmt: skip
def test_a_string_out_that_cannot_be_cut_says_why(clips: tuple[Placed, ...], why: str) -> None:
    known = {clip.clip: clip for clip in clips}
    line = replace(LINE, clips=tuple(clip.clip for clip in clips if clip.kind == "sync"))
    with pytest.raises(CannotString, match=why):
        string_out(line, known)


def test_such_a_string_out_is_left_to_a_person_with_the_reason(avid: Open, out: Path) -> None:
    outcome = perform(
        avid("en"), (*DAY[:6], PlaceClip(placed=SYNCED), MakeTimeline(timeline=replace(LINE, clips=("x", "gone"))))
    )
    (words,) = (each.instruction for each in outcome.by_hand if isinstance(each.action, MakeTimeline))
    assert "gone has no picture with timecode" in words


@pytest.mark.parametrize(
    ("start", "sound_start", "frames", "at", "begins", "length"),
    [
        ("10:00:00:00", "09:59:58:00", 300, 0, 50, 100),  # the recorder first
        ("10:00:00:00", "10:00:01:00", 300, 25, 0, 75),  # the camera first
        ("10:00:00:00", "09:59:58:00", 100, 0, 50, 50),  # the recorder stopped first
        ("00:00:01:00", "23:59:59:00", 300, 0, 50, 100),  # over midnight
        ("23:59:59:00", "00:00:01:00", 300, 50, 0, 50),
    ],
)
def test_sound_lies_where_its_timecode_says(
    start: str, sound_start: str, frames: int, at: int, begins: int, length: int
) -> None:
    known = {clip.clip: clip for clip in (
        picture("a", "A", start), sound("s", "S", sound_start, frames=frames), SYNCED)}  # fmt: skip
    line, used = string_out(LINE, known)
    (event,) = line.tracks[1].events
    assert (event.at, event.start, event.length, used) == (at, begins, length, ("a", "s"))


def test_sound_that_did_not_run_then_is_left_out() -> None:
    known = {clip.clip: clip for clip in (A, sound("s", "S", "12:00:00:00"), SYNCED)}
    line, _used = string_out(LINE, known)
    assert [track.kind for track in line.tracks] == ["picture"]


def test_a_group_is_cut_from_its_first_camera_with_its_sound() -> None:
    b = picture("b", "12bis-3-02 B", "10:00:00:12")
    parts = (A, b, S, SYNCED, sync("y", "12bis-3-02 B", "b", "s"), sync("g", "GR", "x", "y", kind="group"))
    line, used = string_out(replace(LINE, clips=("g",)), {clip.clip: clip for clip in parts})
    assert used == ("a", "s")
    assert line.start == Timecode.parse("01:00:00:00", Fraction(25))


def test_the_palette_has_every_colour_of_a_show_and_finds_it_again() -> None:
    from chutier.show.scalars import COLORS

    assert set(COLORS) <= set(PALETTE)
    assert "red" not in PALETTE  # it means that media are offline
    for name in PALETTE:
        rgb = rgb_of(name)
        assert rgb is not None
        assert name_of("#" + "".join(f"{level >> 8:02x}" for level in rgb)) == name


def test_the_carrier_must_be_one_that_exists(out: Path) -> None:
    from chutier.errors import NleError

    with pytest.raises(NleError, match="clips cannot be carried by omf"):
        connect(out=out, blueprint=blueprint(carrier="omf"), options={})
