"""The bench: a real show with a catalogue, and an editing program that fails in every way."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from catalog.conftest import Rushes
from chutier.catalog import Catalog, ingest
from chutier.errors import NleError, PlanError, UsageError
from chutier.model import Clip, Kind
from chutier.organise import Bench, Built, clips_of, connect, programs, scenes_of
from chutier.plan import ACTIONS, MakeTimeline, Plan, Tree, diff, tree_to_json, want
from chutier.show import Show, create_show
from chutier.testing import FakeNle, Quirks

SCENES = "Séquence;Décor;Statut\n12;CUISINE;\n12bis;SALON;\n"


@pytest.fixture
def show(tmp_path: Path) -> Show:
    answers = {"code": "NDV", "raster": "1920x1080", "fps": "24", "day_one": "2026-05-12"}
    made = create_show(tmp_path / "show", "La Nuit d'été", "long-metrage-fr", answers)
    assert made.scenes_file is not None
    made.scenes_file.parent.mkdir(parents=True, exist_ok=True)
    made.scenes_file.write_text(SCENES, encoding="utf-8")
    return made


@pytest.fixture
def rushes(tmp_path: Path) -> Rushes:
    return Rushes(tmp_path / "rushes")


def shoot(rushes: Rushes, day: int, takes: int) -> list[Path]:
    """A camera card and a sound roll of a day, each take on both."""
    for take in range(1, takes + 1):
        start = f"10:{take:02}:00:00"
        slate = {"scene": "12", "setup": str(day), "take": take}
        rushes.picture(f"J{day:02}/A{day:03}/A{day:03}C{take:03}.mov", start, reel=f"A{day:03}", said={"cam": "A"})
        rushes.sound(f"J{day:02}/S{day:03}/S{day:03}T{take:02}.wav", start, said={**slate, "circled": take == 2})
    return [rushes.root / f"J{day:02}" / f"{roll}{day:03}" for roll in "AS"]


def read_in(show: Show, catalogue: Catalog, rushes: Rushes, day: int, takes: int = 2) -> None:
    ingest(
        catalogue, shoot(rushes, day, takes), show.blueprint, day=day, shot_on=date(2026, 5, 11 + day), scan=rushes.scan
    )


@pytest.fixture
def catalogue(show: Show, rushes: Rushes) -> Iterator[Catalog]:
    with Catalog.open(show.catalog_url) as opened:
        read_in(show, opened, rushes, 3)
        yield opened


class Desk:
    """A show, its catalogue, and a program that may come back after it died."""

    def __init__(self, show: Show, catalogue: Catalog) -> None:
        self.show, self.catalogue = show, catalogue

    def bench(self, nle: FakeNle | None = None, key: str = "fake:/here", **options: Any) -> Bench:
        return Bench(self.show, self.catalogue, nle or FakeNle(), key, **options)

    def build(self, nle: FakeNle) -> tuple[Plan, Built]:
        bench = self.bench(nle)
        plan = bench.plan()
        return plan, bench.perform(plan)


@pytest.fixture
def desk(show: Show, catalogue: Catalog) -> Desk:
    return Desk(show, catalogue)


def test_a_day_is_organised(desk: Desk) -> None:
    nle = FakeNle()
    _plan, built = desk.build(nle)
    assert built.outcome.failed == ()
    assert built.left.empty
    held = {placed.name: placed.bins for placed in nle.tree.clips.values() if placed.kind == "sync"}
    assert list(held) == ["12-3-01 A", "12-3-02 A"]
    assert held["12-3-01 A"] == (("10_SEQUENCES", "SEQ 012 CUISINE"), ("20_RUSHES", "J03_260514", "SYNCHRO"))
    assert ("10_SEQUENCES", "SEQ 012bis SALON") in nle.tree.bins


def test_twice_is_nothing_and_the_next_day_brings_its_own(desk: Desk, rushes: Rushes) -> None:
    nle = FakeNle()
    desk.build(nle)
    plan, built = desk.build(nle)
    assert plan == Plan()
    assert built.outcome.done == ()
    before = set(nle.tree.clips)
    read_in(desk.show, desk.catalogue, rushes, 4)
    plan, built = desk.build(nle)
    assert {type(action).__name__ for action in plan.actions} == {"MakeBin", "PlaceClip", "AddToBin", "MakeTimeline"}
    assert len(set(nle.tree.clips) - before) == 6
    assert desk.build(nle)[0].actions == ()


def test_what_we_wrote_is_remembered_for_each_project(desk: Desk) -> None:
    here, there = FakeNle(), FakeNle()
    bench = desk.bench(here)
    assert bench.last() is None
    bench.perform(bench.plan())
    assert bench.last() is not None
    assert desk.bench(there, "fake:/there").last() is None


def test_a_kept_plan_is_performed_while_the_project_is_as_it_was(desk: Desk) -> None:
    nle = FakeNle()
    bench = desk.bench(nle)
    text = bench.keep(bench.plan())
    later = desk.bench(nle)
    later.perform(later.kept(text))
    assert later.plan().empty


def test_a_kept_plan_is_refused_once_the_project_has_changed(desk: Desk) -> None:
    nle = FakeNle()
    bench = desk.bench(nle)
    text = bench.keep(bench.plan())
    nle.person_makes_bin(("DE LA MONTEUSE",))
    with pytest.raises(PlanError, match="has changed") as caught:
        bench.kept(text)
    assert caught.value.hint


def test_a_kept_plan_is_refused_by_another_project(desk: Desk) -> None:
    bench = desk.bench()
    with pytest.raises(PlanError, match="fake:/here"):
        desk.bench(key="fake:/there").kept(bench.keep(bench.plan()))


def test_what_is_no_plan_is_refused(desk: Desk) -> None:
    with pytest.raises(PlanError):
        desk.bench().kept('{"chutier_plan": 1}')


def test_while_two_clips_would_get_one_name_nothing_is_done(desk: Desk, rushes: Rushes) -> None:
    read_in(desk.show, desk.catalogue, rushes, 3, takes=2)
    twin = {"scene": "12", "setup": "3", "take": 1}
    for roll, at in (("S031", "15:00:00:00"), ("S032", "16:00:00:00")):
        rushes.sound(f"J03/{roll}/{roll}T01.wav", at, said=twin)
        ingest(
            desk.catalogue,
            [rushes.root / "J03" / roll],
            desk.show.blueprint,
            day=3,
            shot_on=date(2026, 5, 14),
            scan=rushes.scan,
        )
    nle = FakeNle()
    bench = desk.bench(nle)
    with pytest.raises(PlanError, match="would all be called") as caught:
        bench.perform(bench.plan())
    assert "--number-doubles" in caught.value.hint
    assert (nle.calls, nle.tree, bench.last()) == (0, Tree(), None)
    numbered = desk.bench(nle, number_doubles=True)
    assert numbered.perform(numbered.plan()).left.empty


def actions_of(desk: Desk) -> int:
    return len(desk.bench().plan().actions)


def converged(desk: Desk, nle: FakeNle) -> None:
    """A healthy program from here on: one build does the rest, and all is as if nothing had happened."""
    nle.quirks = Quirks()
    desk.build(nle)
    bench = desk.bench(nle)
    assert bench.plan() == Plan()
    wanted = bench.wanted.tree
    assert diff(wanted, nle.observe(), None) == Plan()
    assert set(nle.tree.clips) == set(wanted.clips)
    assert {key: set(one.bins) for key, one in nle.tree.clips.items()} == {
        key: set(one.bins) for key, one in wanted.clips.items()
    }
    assert set(nle.tree.timelines) == set(wanted.timelines)


def every_call(desk: Desk) -> range:
    """The number of each call of a first build."""
    return range(actions_of(desk))


def anew(desk: Desk, **quirks: Any) -> FakeNle:
    """A program with its own project, of which we remember nothing."""
    desk.catalogue.save_applied("fake:/here", tree_to_json(Tree()))
    return FakeNle(quirks=Quirks(**quirks))


def test_a_program_that_dies_at_any_call_is_built_on_when_it_is_back(desk: Desk) -> None:
    for number in every_call(desk):
        nle = anew(desk, dies_at=number)
        with pytest.raises(NleError, match="gone"):
            desk.build(nle)
        converged(desk, nle)


def test_a_refusal_at_any_call_is_told_and_made_good_by_the_next_build(desk: Desk) -> None:
    for number in every_call(desk):
        nle = anew(desk, fails_at=frozenset({number}))
        plan, built = desk.build(nle)
        assert built.outcome.failed[0].action == plan.actions[number]
        assert len(built.outcome.done) + len(built.outcome.failed) == len(plan.actions)
        assert not built.left.empty
        converged(desk, nle)


def test_a_yes_that_was_a_no_is_seen_and_made_good(desk: Desk) -> None:
    for number in every_call(desk):
        nle = anew(desk, lies_at=frozenset({number}))
        plan, built = desk.build(nle)
        assert plan.actions[number] in built.left.actions
        converged(desk, nle)


@pytest.mark.parametrize("quirk", ["dies_at", "fails_at", "lies_at"])
def test_a_changed_show_is_followed_through_any_fault(desk: Desk, quirk: str) -> None:
    """Takes corrected and moved to another scene: every kind of change, with a fault at each."""

    def changed() -> Bench:
        bench = desk.bench(nle)
        clips = [other_scene(clip) for clip in bench.clips]
        return Changed(desk, nle, clips)

    number = 0
    while True:
        nle = anew(desk)
        desk.build(nle)
        nle.calls, nle.quirks = 0, Quirks(**{quirk: number if quirk == "dies_at" else frozenset({number})})
        bench = changed()
        plan = bench.plan()
        if number >= len(plan.actions):
            break
        assert {"MoveClip", "Rename", "SetColumns"} <= {type(action).__name__ for action in plan.actions}
        try:
            bench.perform(plan)
        except NleError:
            assert quirk == "dies_at"
        nle.quirks = Quirks()
        bench = changed()
        bench.perform(bench.plan())
        assert changed().plan().actions == ()
        wanted = changed().wanted.tree
        assert {key: one.name for key, one in nle.tree.clips.items()} == {
            k: one.name for k, one in wanted.clips.items()
        }
        assert {key: set(one.bins) for key, one in nle.tree.clips.items()} == {
            key: set(one.bins) for key, one in wanted.clips.items()
        }
        number += 1
    assert number > 5


def other_scene(clip: Clip) -> Clip:
    """The script supervisor's word: it was scene 12bis, and take 2 was no good."""
    fields = {**clip.fields, "scene": "12bis"} if "scene" in clip.fields else dict(clip.fields)
    fields.pop("circled", None)
    return replace(clip, fields=fields)


class Changed(Bench):
    """A bench whose catalogue says something else."""

    def __init__(self, desk: Desk, nle: FakeNle, clips: list[Clip]) -> None:
        super().__init__(desk.show, desk.catalogue, nle, "fake:/here")
        self.clips = clips
        self.wanted = want(desk.show.blueprint, clips, self.scenes, nle.limits)


def test_what_a_program_cannot_do_is_left_to_a_person_each_thing_once(desk: Desk) -> None:
    nle = FakeNle(abilities=frozenset(ACTIONS) - {MakeTimeline})
    plan, built = desk.build(nle)
    timelines = [action for action in plan.actions if isinstance(action, MakeTimeline)]
    assert [one.action for one in built.outcome.by_hand] == timelines
    assert len(built.by_hand) == len(timelines)
    data = built.as_data()
    assert len(data["by_hand"]) + len(data["done"]) == len(plan.actions)
    assert json.loads(json.dumps(data)) == data


def test_a_program_that_cannot_even_be_looked_at_says_why_it_died(desk: Desk) -> None:
    class Gone(FakeNle):
        def observe(self) -> Tree:
            if self.calls:
                raise NleError("nobody answers")
            return self.tree

    with pytest.raises(NleError, match="the program is gone"):
        desk.build(Gone(quirks=Quirks(dies_at=3)))


def test_the_bench_lets_go_of_the_program(show: Show, catalogue: Catalog, monkeypatch: Any, tmp_path: Path) -> None:
    nle = FakeNle()
    monkeypatch.setattr("chutier.organise.work.connect", lambda name, **more: nle)
    out = tmp_path / "out"
    with Bench.open(show, catalogue, "fake", out=out) as bench:
        assert bench.key == "fake"
        assert nle.closed == 0
    assert nle.closed == 1


def test_the_avid_bench_is_a_bench(show: Show, catalogue: Catalog) -> None:
    if "avid" not in programs():
        pytest.skip("the adapters are not installed")
    for expected in (False, True):
        with Bench.open(show, catalogue, "avid") as bench:
            plan = bench.plan()
            assert plan.empty is expected
            assert bench.perform(plan).outcome.failed == ()


def test_a_program_that_nobody_declares_is_refused(show: Show, tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        connect("avidd", out=tmp_path, blueprint=show.blueprint, options={})
    assert caught.value.hint


def test_clips_come_in_shooting_order_and_scenes_in_script_order(
    show: Show, catalogue: Catalog, rushes: Rushes
) -> None:
    read_in(show, catalogue, rushes, 2)
    clips = clips_of(show, catalogue)
    pictures = [str(clip.fields["name"]) for clip in clips if clip.kind is Kind.PICTURE]
    assert pictures == ["A002C001", "A002C002", "A003C001", "A003C002"]
    assert [scene.label for scene in scenes_of(show)] == ["12", "12bis"]


def test_a_show_without_a_scene_list_has_no_scenes_yet(show: Show) -> None:
    assert show.scenes_file is not None
    show.scenes_file.unlink()
    assert scenes_of(show) == ()
