"""A build in a real project: where bins are made, what is never touched, what it sees of a person's hand."""

from collections.abc import Callable
from pathlib import Path

import pytest

from avid.conftest import BINS, IMAGE, SON, SYNCHRO, blueprint, picture
from avid.test_carried import DAY, LINE, SYNCED, A, S
from chutier.errors import NleError
from chutier.events import Event, silent
from chutier.plan import Tree, diff, remember
from chutier.plan.actions import Action, MakeBin, PlaceClip
from chutier_avid.bins.avb import read_bin
from chutier_avid.folders import folder_of
from chutier_avid.nle import AvidFiles, connect
from command_line import CommandLine
from hosts.media_composer import MediaComposer, write_bin

Open = Callable[..., AvidFiles]


@pytest.fixture
def composer(tmp_path: Path) -> MediaComposer:
    return MediaComposer(tmp_path / "NDV")


@pytest.fixture
def template(tmp_path: Path) -> Path:
    write_bin(tmp_path / "MODELE.avb", [], titles=("Plan",))
    return tmp_path / "MODELE.avb"


@pytest.fixture
def avid(tmp_path: Path, composer: MediaComposer) -> Open:
    return lambda **targets: connect(
        out=tmp_path / "out", options={},
        blueprint=blueprint(**{"carrier": "aaf", "project": str(composer.project), **targets}),
    )  # fmt: skip


def files_of(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_bins_that_hold_bins_are_folders_the_others_are_copied(
    avid: Open, composer: MediaComposer, template: Path
) -> None:
    nle = avid(template_bin=str(template))
    nle.observe()
    assert nle.perform(DAY, silent).failed == ()
    assert files_of(composer.project) == [
        "20_RUSHES/J03_260514/IMAGE.avb", "20_RUSHES/J03_260514/SON.avb", "20_RUSHES/J03_260514/SYNCHRO.avb", "NDV.avp",
    ]  # fmt: skip
    assert read_bin(composer.file_of(IMAGE)).view[-1] == "Plan"
    assert set(avid().observe().bins) == set(BINS)


def test_a_bin_that_holds_bins_and_clips_is_both(avid: Open, composer: MediaComposer, template: Path) -> None:
    nle = avid(template_bin=str(template))
    nle.observe()
    nle.perform((*DAY[:5], PlaceClip(placed=picture("r", "R", home=BINS[0]))), silent)
    assert composer.file_of(BINS[0]).exists()
    assert (composer.project / "20_RUSHES" / "J03_260514").is_dir()


def test_without_a_template_the_list_says_which_bins_to_make(avid: Open, composer: MediaComposer) -> None:
    nle = avid()
    nle.observe()
    outcome = nle.perform(DAY, silent)
    left = [by_hand.action.path for by_hand in outcome.by_hand if isinstance(by_hand.action, MakeBin)]
    assert left == [IMAGE, SON, SYNCHRO]
    text = Path(outcome.lists[0]).read_text(encoding="utf-8")
    assert "IMAGE, SON, SYNCHRO" in text
    assert files_of(composer.project) == ["NDV.avp"]
    assert (composer.project / "20_RUSHES" / "J03_260514").is_dir()
    assert set(avid().observe().bins) == set(BINS), "what waits for a person is not asked for again"


def want() -> Tree:
    return Tree(bins=BINS, clips={clip.clip: clip for clip in (A, S, SYNCED)}, timelines={(LINE.bin, LINE.name): LINE})


def built(avid: Open, composer: MediaComposer, template: Path) -> Tree:
    """A first build, imported by a person as the list says; what is ours after it."""
    nle = avid(template_bin=str(template))
    plan = diff(want(), nle.observe(), None)
    nle.perform(plan.actions, silent)
    out = composer.project.parent / "out"
    for path in (IMAGE, SON, SYNCHRO):
        composer.import_file(folder_of(out, path) / f"{path[-1]}.aaf", path)
    return remember(want(), nle.observe(), None)


def test_a_second_build_is_empty(avid: Open, composer: MediaComposer, template: Path) -> None:
    ours = built(avid, composer, template)
    before = {name: (composer.project / name).read_bytes() for name in files_of(composer.project)}
    plan = diff(want(), avid().observe(), ours)
    assert (plan.actions, plan.kept) == ((), ())
    assert {name: (composer.project / name).read_bytes() for name in files_of(composer.project)} == before


def test_a_hand_made_change_in_a_bin_is_seen_and_kept(avid: Open, composer: MediaComposer, template: Path) -> None:
    ours = built(avid, composer, template)
    path, line = composer.find("12bis-3-02 A")
    line.name, line.columns["Plan"], line.color = "la bonne", "3 bis", "#42d4f4"
    composer.save(path)
    seen = avid().observe().clips["a"]
    assert (seen.name, seen.columns["setup"], seen.color) == ("la bonne", "3 bis", "cyan")
    plan = diff(want(), avid().observe(), ours)
    assert plan.actions == ()
    assert {kept.what for kept in plan.kept} == {"name", "column", "colour"}


def test_a_clip_thrown_out_of_a_bin_is_missed_one_that_was_never_imported_is_not(
    avid: Open, composer: MediaComposer, template: Path
) -> None:
    nle = avid(template_bin=str(template))
    nle.observe()
    nle.perform((*DAY, PlaceClip(placed=picture("b", "12bis-3-03 A", "11:00:00:00"))), silent)
    assert {"a", "b", "s"} <= set(avid().observe().clips), "all of it waits for its import"
    composer.import_file(folder_of(composer.project.parent / "out", IMAGE) / "IMAGE.aaf", IMAGE)
    path, line = composer.find("12bis-3-02 A")
    composer.bins[path].remove(line)
    composer.save(path)
    assert {"b", "s"} <= set(clips := avid().observe().clips)
    assert "a" not in clips


def test_a_bin_that_cannot_be_read_loses_no_clips(avid: Open, composer: MediaComposer, template: Path) -> None:
    ours = built(avid, composer, template)
    composer.file_of(IMAGE).write_bytes(b"DomainXX")
    told: list[Event] = []
    assert diff(want(), avid().observe(), ours).actions == ()
    more = PlaceClip(placed=picture("b", "12bis-3-03 A", "11:00:00:00"))
    nle = avid(template_bin=str(template))
    nle.observe()
    nle.perform((more,), told.append)
    assert any("cannot be read" in event.warning for event in told)


def test_a_bin_open_elsewhere_is_told(avid: Open, composer: MediaComposer, template: Path) -> None:
    built(avid, composer, template)
    composer.file_of(IMAGE).with_suffix(".lck").write_bytes("EDIT-02".encode("utf-16-le").ljust(510, b"\0"))
    told: list[Event] = []
    nle = avid(template_bin=str(template))
    nle.observe()
    nle.perform((PlaceClip(placed=picture("b", "12bis-3-03 A", "11:00:00:00")),), told.append)
    assert any("open on EDIT-02" in event.warning for event in told)


def test_a_locked_or_taken_name_refuses_one_bin_and_not_the_rest(
    avid: Open, composer: MediaComposer, template: Path
) -> None:
    folder = composer.project / "20_RUSHES" / "J03_260514"
    folder.mkdir(parents=True)
    (folder / "SON.lck").write_bytes("EDIT-02".encode("utf-16-le").ljust(510, b"\0"))
    nle = avid(template_bin=str(template))
    have = nle.observe()
    actions: tuple[Action, ...] = tuple(
        action for action in DAY if not (isinstance(action, MakeBin) and action.path in have.bins)
    )
    outcome = nle.perform(actions, silent)
    assert [failure.action for failure in outcome.failed if isinstance(failure.action, MakeBin)] == [MakeBin(path=SON)]
    assert "the bin is open on EDIT-02" in outcome.failed[0].why
    assert composer.file_of(IMAGE).exists()


def test_a_folder_that_is_no_project_is_refused_before_anything_is_written(avid: Open, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    nle = avid(project=str(tmp_path / "elsewhere"))
    with pytest.raises(NleError, match="no Avid project"):
        nle.observe()
    assert not (tmp_path / "out").exists()


def test_a_template_that_holds_clips_is_refused(avid: Open, composer: MediaComposer, template: Path) -> None:
    built(avid, composer, template)
    nle = avid(template_bin=str(composer.file_of(SYNCHRO)))
    nle.observe()
    with pytest.raises(NleError, match="the template bin holds"):
        nle.perform((MakeBin(path=("00_MONTAGE",)),), silent)
    assert not composer.file_of(("00_MONTAGE",)).exists()


def test_from_the_command_line(typed: CommandLine, show: Path, composer: MediaComposer, template: Path) -> None:
    where = ("--nle", "avid", "--set", f"targets.avid.project={composer.project}",
             "--set", f"targets.avid.template_bin={template}")  # fmt: skip
    first = typed("build", *where, "--yes", "--json").data
    assert first["failed"] == []
    made = [name for name in files_of(composer.project) if name.endswith(".avb")]
    assert len(made) > 100
    assert "20_RUSHES/J03_260514/IMAGE.avb" in made
    image = ("20_RUSHES", "J03_260514", "IMAGE")
    composer.import_file(show / "avid" / Path(*image) / "IMAGE.aaf", image)
    assert typed("plan", *where, "--json").data["actions"] == []
    path, line = composer.find("12bis-3-02 A")
    line.name = "la bonne, avec le rire"
    composer.save(path)
    plan = typed("plan", *where, "--json").data
    assert plan["actions"] == []
    assert "la bonne, avec le rire" in str(plan["kept"])


def test_sounds_are_known_again_too(avid: Open, composer: MediaComposer, template: Path) -> None:
    built(avid, composer, template)
    path, line = composer.find("12bis-3-02 SON")
    line.columns["Comments"] = "avion"
    composer.save(path)
    assert avid().observe().clips["s"].columns["comments"] == "avion"
