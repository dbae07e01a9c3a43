"""From a show and its clips to the tree that should be."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from chutier.blueprint import BinSpec, Blueprint, Production, SequenceSpec, When
from chutier.demo import make_catalogue_clips
from chutier.events import silent
from chutier.expr import Expr
from chutier.model import Clip, Kind, MediaRef, Scene
from chutier.naming import PROGRAMS, NameLimits, ProgramLimits, Rule
from chutier.plan import Nle, Tree, Wanted, diff, remember, want
from chutier.show import list_templates, template_blueprint
from chutier.slate import SlateRules
from chutier.testing import FakeNle
from chutier.timecode import Timecode, TimeRange
from chutier_avid.nle import connect

GENERIC = PROGRAMS["generic"]


def short(length: int) -> ProgramLimits:
    limits = NameLimits(max_chars=length)
    return ProgramLimits(program="generic", clip=limits, bin=GENERIC.bin, sequence=GENERIC.sequence, column=limits)


def one(number: int, kind: str = "sync", at: str = "", parts: Sequence[str] = (), **fields: Any) -> Clip:
    """A clip `c1` of file F001.mov, recorded `at` a time of day."""
    media = None
    if not parts:
        time = TimeRange(Timecode.parse(at, Fraction(24)), 240) if at else None
        media = MediaRef(path=f"/rushes/F{number:03}.mov", time=time)
    known = {"name": f"F{number:03}", "kind": kind, **fields}
    return Clip(id=f"c{number}", kind=Kind(kind), fields=known, media=media, parts=tuple(parts))


def bin_of(name: str, place: str = "", *children: BinSpec, **more: Any) -> BinSpec:
    return BinSpec(name=Rule.parse(name), place=Expr.parse(place) if place else None, children=children, **more)


def show(*bins: BinSpec, names: dict[str, str] | None = None, **more: Any) -> Blueprint:
    rules = {"clip": "{scene}-{setup}-{take:02}[ {cam}]", **(names or {})}
    given: dict[str, Any] = {
        "production": Production(code="NDV", title="La Nuit d'été"), "slate": SlateRules(system="fr"), **more,
    }  # fmt: skip
    parsed = {name: Rule.parse(text) for name, text in rules.items()}
    return Blueprint(id="t", title="T", locale="fr", names=parsed, bins=bins, **given)


def tree(blueprint: Blueprint, clips: Sequence[Clip] = (), scenes: Sequence[Scene] = (), **more: Any) -> Tree:
    wanted = want(blueprint, clips, scenes, GENERIC, **more)
    assert wanted.errors == ()
    return wanted.tree


def leaves(found: Tree) -> list[str]:
    return ["/".join(path) for path in found.bins]


BY_SCENE = bin_of("SEQ {seq}[ {decor}]", "clip.scene == it", for_each="scene")
RUSHES = bin_of("RUSHES", "kind in [picture, sound, sync, group, mos, wild, still]")


def test_scenes_of_the_list_have_their_bin_before_a_clip_has_come() -> None:
    scenes = [Scene(label="12", decor="CUISINE"), Scene(label="12bis")]
    assert leaves(tree(show(BY_SCENE), [], scenes)) == ["SEQ 12 CUISINE", "SEQ 12bis"]


@pytest.mark.parametrize(("omit", "shot", "there"), [
    ("skip", False, False), ("skip", True, True), ("placeholder", False, True), ("placeholder", True, True),
])  # fmt: skip
def test_an_omitted_scene_is_left_out_unless_it_was_shot_or_is_to_keep_its_place(
    omit: str, shot: bool, there: bool
) -> None:
    clips = [one(1, scene="13", setup="1", take=1)] if shot else []
    found = tree(show(replace(BY_SCENE, omit=omit)), clips, [Scene(label="13", status="omitted")])
    assert leaves(found) == (["SEQ 13"] if there else [])


def test_scenes_come_in_script_order() -> None:
    labels = ["48", "12bis", "A47", "12", "47", "13", "12ter"]
    clips = [one(n, scene=label, setup="1", take=1) for n, label in enumerate(labels)]
    found = tree(show(RUSHES), clips)
    assert [placed.name.split("-")[0] for placed in found.clips.values()] == [
        "12", "12bis", "12ter", "13", "A47", "47", "48",
    ]  # fmt: skip


def test_a_scene_is_found_however_the_slate_spells_it() -> None:
    clips = [one(1, scene="12BIS", setup="1", take=1)]
    found = tree(show(BY_SCENE), clips, [Scene(label="12bis", decor="CUISINE")])
    assert found.clips["c1"].bins == (("SEQ 12bis CUISINE",),)


def test_an_episode_shows_its_own_scenes_and_clips_only() -> None:
    blueprint = show(
        bin_of("EP {ep}", "", replace(BY_SCENE, name=Rule.parse("SEQ {seq}")), for_each="episode"),
        names={"clip": "{ep}-{seq}-{plan}-{prise}"},
        production=Production(code="S", title="S", episodes=("101", "102", "103")),
    )
    clips = [one(1, ep="101", scene="5", setup="1", take=1), one(2, ep="102", scene="5", setup="1", take=1)]
    scenes = [Scene(label="5", ep="101"), Scene(label="6", ep="101"), Scene(label="5", ep="102")]
    found = tree(blueprint, clips, scenes)
    assert leaves(found) == ["EP 101", "EP 101/SEQ 5", "EP 101/SEQ 6", "EP 102", "EP 102/SEQ 5", "EP 103"]
    assert found.clips["c2"].bins == (("EP 102", "SEQ 5"),)


def test_a_day_brings_its_date_and_sorts_as_a_number() -> None:
    blueprint = show(bin_of("J{day}[_{date:%y%m%d}]", "clip.day == it", for_each="day"))
    slated: dict[str, Any] = {"scene": "1", "setup": "1"}
    clips = [
        one(1, day=10, take=1, date=date(2026, 5, 25), **slated),
        one(2, day=2, take=2, date=date(2026, 5, 13), **slated),
        one(3, day=2, take=3, date=date(2026, 5, 12), **slated),
        one(4, day=3, take=4, **slated),
    ]
    found = tree(blueprint, clips)
    assert set(leaves(found)) == {"J2_260512", "J3", "J10_260525"}
    assert found.clips["c2"].bins == (("J2_260512",),)


@pytest.mark.parametrize(("over", "rule", "fields", "bins"), [
    ("camera", "CAM {cam}", [{"cam": "B"}, {"cams": ("A", "C")}], [["CAM B"], ["CAM A", "CAM C"]]),
    ("character", "{character}", [{"character": "ÈVE"}, {"characters": ("ÈVE", "IDA")}], [["ÈVE"], ["IDA", "ÈVE"]]),
    ("roll", "{roll} J{day}", [{"roll": "A001", "day": 1}, {"roll": "A002", "day": 2}], [["A001 J1"], ["A002 J2"]]),
    ("interview", "{interview}", [{"interview": "Mme Roux"}, {}], [["Mme Roux"], []]),
])  # fmt: skip
def test_other_loops(over: str, rule: str, fields: list[dict[str, Any]], bins: list[list[str]]) -> None:
    tests = {"camera": "cam == it or it in cams", "character": "character == it or it in characters"}
    spec = bin_of(rule, tests.get(over, f"{over} == it"), for_each=over)
    clips = [one(n, scene="1", setup="1", take=n, **known) for n, known in enumerate(fields)]
    found = tree(show(spec, slate=SlateRules(system="fr", cameras=())), clips)
    placed = [sorted("/".join(p) for p in found.clips[c.id].bins) if c.id in found.clips else [] for c in clips]
    assert placed == bins


def test_a_show_names_its_cameras_before_they_have_rolled() -> None:
    blueprint = show(
        bin_of("CAM {cam}", "cam == it", for_each="camera"), slate=SlateRules(system="fr", cameras=("B", "A"))
    )
    assert leaves(tree(blueprint)) == ["CAM A", "CAM B"]


def test_each_kind_has_its_rule_and_all_others_that_of_clips() -> None:
    names = {"group": "{seq}-{plan}-{prise:02} [{cams}]GR", "wild": "{seq} SS{prise:02}"}
    slated: dict[str, Any] = {"scene": "12", "setup": "3", "take": 1}
    clips = [
        one(1, "sync", cam="A", **slated), one(2, "group", cams=("A", "B"), **slated), one(3, "wild", **slated),
        one(4, "still", **slated), one(5, "picture"), one(6, "mos", cam="C", **slated),
    ]  # fmt: skip
    found = tree(show(RUSHES, names=names), clips)
    assert {key: placed.name for key, placed in found.clips.items()} == {
        "c1": "12-3-01 A", "c2": "12-3-01 ABGR", "c3": "12 SS01", "c4": "F004", "c5": "F005", "c6": "12-3-01 C",
    }  # fmt: skip


def test_half_a_slate_keeps_the_source_name_and_says_so() -> None:
    wanted = want(show(RUSHES), [one(1, scene="12", take=1)], [], GENERIC)
    assert wanted.tree.clips["c1"].name == "F001"
    assert [(p.code, p.severity, p.clips) for p in wanted.problems] == [("name", "warning", ("c1",))]


def twins(count: int, **more: Any) -> list[Clip]:
    return [one(n, scene="12", setup="3", take=1, at=f"10:00:{n:02}:00", **more) for n in range(1, count + 1)]


def test_two_clips_of_one_name_are_an_error_that_names_their_files() -> None:
    wanted = want(show(RUSHES), twins(2), [], GENERIC)
    (problem,) = wanted.errors
    assert problem.code == "collision"
    assert problem.clips == ("c1", "c2")
    assert "F001.mov, F002.mov" in problem.message
    assert problem.hint


def test_a_picture_and_its_take_may_share_a_name_in_bins_of_their_own() -> None:
    blueprint = show(bin_of("IMAGE", "kind == picture"), bin_of("SYNC", "kind == sync"))
    clips = [one(1, "picture", scene="1", setup="1", take=1), one(2, "sync", scene="1", setup="1", take=1)]
    assert want(blueprint, clips, [], GENERIC).errors == ()
    assert len(want(show(RUSHES), clips, [], GENERIC).errors) == 1


def test_doubles_are_numbered_in_order_whatever_order_they_come_in() -> None:
    clips = twins(12)
    names = [f"12-3-01_{n}" if n > 1 else "12-3-01" for n in range(1, 13)]
    for seed in range(5):
        random.Random(seed).shuffle(clips)
        found = tree(show(RUSHES), clips, number_doubles=True)
        assert [found.clips[f"c{n}"].name for n in range(1, 13)] == names


def test_a_number_never_makes_another_double() -> None:
    named = [one(n, name=name) for n, name in enumerate(["a", "A_2", "a", "a_3", "a_2", "a"], 1)]
    found = tree(show(RUSHES, names={"clip": "{name}"}), named, number_doubles=True)
    assert len({placed.name.casefold() for placed in found.clips.values()}) == 6
    assert found.clips["c2"].name == "A_2"


def test_a_number_holds_for_every_bin_and_the_kind() -> None:
    blueprint = show(RUSHES, bin_of("ALL", "kind in [sync, mos]"), names={"clip": "{name}"})
    kinds = ["sync", "mos", "sync", "mos", "sync"]
    found = tree(blueprint, [one(n, kind, name="x") for n, kind in enumerate(kinds)], number_doubles=True)
    assert sorted(p.name for p in found.clips.values()) == sorted({p.name for p in found.clips.values()})


def test_a_numbered_name_still_fits() -> None:
    clips = [one(n, name="x" * 30) for n in range(12)]
    wanted = want(show(RUSHES, names={"clip": "{name}"}), clips, [], short(20), number_doubles=True)
    names = [placed.name for placed in wanted.tree.clips.values()]
    assert len(set(names)) == 12
    assert max(map(len, names)) == 20
    assert names[-1].endswith("_12")


def test_a_cut_name_is_told_with_its_reason() -> None:
    clips = [one(1, scene="12", setup="3", take=1, description="très longue description")]
    wanted = want(show(RUSHES, names={"clip": "{seq}-{plan} {description}"}), clips, [], short(12))
    (problem,) = wanted.problems
    assert (problem.code, problem.severity, problem.clips) == ("cut", "warning", ("c1",))
    assert "12 characters" in problem.message


def test_what_no_bin_takes_is_told() -> None:
    wanted = want(show(bin_of("SONS", "kind == sound")), [one(2), one(1)], [], GENERIC)
    assert wanted.unplaced == ("c1", "c2")
    assert "F001, F002" in wanted.problems[0].message
    assert wanted.tree.clips == {}


def test_a_bin_or_a_timeline_without_a_name_is_an_error_with_its_line() -> None:
    kem = SequenceSpec(type="kem", name=Rule.parse("{reel}"), line=9)
    for spec in (bin_of("{reel}", line=9), replace(RUSHES, sequences=(kem,))):
        (problem,) = want(show(spec), twins(1), [], GENERIC).errors
        assert "line 9" in problem.message


def test_a_day_whose_date_nothing_tells_has_its_bin_all_the_same() -> None:
    blueprint = show(bin_of("J{day:02}_{date:%y%m%d}", "clip.day == it", for_each="day"))
    wanted = want(blueprint, [one(1, scene="1", setup="1", take=1, day=3)], [], GENERIC)
    assert wanted.tree.clips["c1"].bins == (("J03",),)
    (problem,) = wanted.problems
    assert (problem.severity, "--day 3" in problem.hint) == ("warning", True)


@pytest.mark.parametrize(
    ("sort", "ids"), [("slate", ["c2", "c1", "c3"]), ("time", ["c3", "c1", "c2"]), ("name", ["c1", "c2", "c3"])]
)
def test_a_bin_holds_its_clips_in_the_order_that_the_show_gives_it(sort: str, ids: list[str]) -> None:
    clips = [
        one(1, at="11:00:00:00", scene="12", setup="2", take=1),
        one(2, at="12:00:00:00", scene="12", setup="1", take=1),
        one(3, at="10:00:00:00", scene="12", setup="10", take=1),
    ]
    assert list(tree(show(bin_of("A", "kind == sync", sort=sort)), clips).clips) == ids


def test_two_bins_that_differ_by_case_only_are_an_error() -> None:
    assert want(show(bin_of("Rushes"), bin_of("RUSHES")), [], [], GENERIC).errors


def test_two_timelines_of_one_name_in_one_bin_are_an_error() -> None:
    lines = tuple(SequenceSpec(type=kind, name=Rule.parse("BAB")) for kind in ("kem", "dailies"))
    (problem,) = want(show(replace(RUSHES, sequences=lines)), twins(1), [], GENERIC).errors
    assert "BAB" in problem.message


COLORS = {"issue": "orange", "circled": "green", "alt": "yellow", "sync": "blue"}


@pytest.mark.parametrize(("fields", "color"), [
    ({}, "blue"),
    ({"status": "alt"}, "yellow"),
    ({"status": "alt", "circled": True}, "green"),
    ({"circled": True, "issues": ("no sound",)}, "orange"),
    ({"issues": ("no sound",), "cam": "D"}, "pink"),
])  # fmt: skip
def test_the_gravest_reason_gives_the_colour(fields: dict[str, Any], color: str) -> None:
    drone = When(test=Expr.parse("cam == 'D'"), color="pink")
    blueprint = show(replace(RUSHES, color="grey"), colors=COLORS, when=(drone,))
    assert tree(blueprint, [one(1, scene="1", setup="1", take=1, **fields)]).clips["c1"].color == color


def test_a_bin_colours_what_nothing_else_does() -> None:
    blueprint = show(replace(RUSHES, color="issue"), colors={"issue": "orange"})
    assert tree(blueprint, [one(1, "sound")]).clips["c1"].color == "orange"


def test_a_conditional_rule_names_the_clips_it_holds_for() -> None:
    when = When(test=Expr.parse("cam == 'D'"), names={"clip": Rule.parse("DRONE {scene}-{take}")})
    clips = [one(1, scene="1", setup="1", take=1, cam="D"), one(2, scene="1", setup="1", take=1, cam="A")]
    found = tree(show(RUSHES, when=(when,)), clips)
    assert [placed.name for placed in found.clips.values()] == ["1-1-01 A", "DRONE 1-1"]


def test_columns_are_text_in_the_words_of_the_show() -> None:
    vocab = {"status": {"circled": "cerclée", "alt": "à garder"}}
    clip = one(
        1, scene="1", setup="2", take=3, circled=True, status="alt", characters=("ÈVE", "IDA"), mos=False,
        date=date(2026, 5, 14), lens="50",
    )  # fmt: skip
    columns = tree(show(RUSHES, vocab=vocab), [clip]).clips["c1"].columns
    assert columns == {
        "scene": "1", "setup": "2", "take": "3", "circled": "cerclée", "status": "à garder", "date": "2026-05-14",
        "characters": "ÈVE, IDA", "lens": "50",
    }  # fmt: skip


def test_the_view_of_a_bin_adds_its_columns() -> None:
    blueprint = show(replace(RUSHES, view="v"), views={"v": ("debut", "scene")})
    columns = tree(blueprint, [one(1, scene="1", setup="2", take=3, start="10:00:00:00")]).clips["c1"].columns
    assert columns["start"] == "10:00:00:00"


def with_line(kind: str, *order: str) -> Blueprint:
    return show(replace(RUSHES, sequences=(SequenceSpec(type=kind, name=Rule.parse("T"), order=order),)))


def line(blueprint: Blueprint, clips: Sequence[Clip]) -> list[str]:
    lines = tree(blueprint, clips).timelines
    return list(lines[("RUSHES",), "T"].clips) if lines else []


def test_a_night_goes_on_over_midnight() -> None:
    times = ["00:40:00:00", "19:00:00:00", "23:58:00:00", "00:10:00:00", "22:30:00:00"]
    clips = [one(n, "mos", time, scene="1", setup="1", take=n, day=3) for n, time in enumerate(times)]
    assert line(with_line("dailies"), clips) == ["c1", "c4", "c2", "c3", "c0"]


def test_a_take_stands_where_its_picture_was_shot() -> None:
    slated: dict[str, Any] = {"setup": "1", "take": 1, "day": 1}
    clips = [
        one(1, "picture", "15:00:00:00", scene="1", **slated), one(2, "picture", "09:00:00:00", scene="2", **slated),
        one(3, "sync", parts=("c1",), scene="1", **slated), one(4, "sync", parts=("c2",), scene="2", **slated),
    ]  # fmt: skip
    clips = [replace(c, fields={**c.fields, "cam": "A" if c.parts else "B"}) for c in clips]
    assert line(with_line("dailies"), clips) == ["c4", "c3"]
    assert line(with_line("kem"), clips) == ["c3", "c4"]


def test_a_group_stands_for_its_takes_and_selects_are_circled() -> None:
    slated: dict[str, Any] = {"scene": "1", "setup": "1"}
    clips = [
        one(1, "sync", take=1, cam="A", **slated), one(2, "sync", take=1, cam="B", circled=True, **slated),
        one(3, "group", parts=("c1", "c2"), take=1, cams=("A", "B"), circled=True, **slated),
        one(4, "mos", take=2, **slated), one(5, "sound", take=3, circled=True, **slated),
    ]  # fmt: skip
    assert line(with_line("kem"), clips) == ["c3", "c4"]
    assert line(with_line("selects"), clips) == ["c3"]


def test_an_empty_sequence_is_not_made() -> None:
    assert line(with_line("selects"), twins(1)) == []


def test_with_one_home_a_clip_stays_in_the_first_bin_that_matches() -> None:
    blueprint = show(bin_of("A", "kind == sync"), bin_of("B", "kind == sync"))
    assert tree(blueprint, twins(1)).clips["c1"].bins == (("A",), ("B",))
    assert tree(blueprint, twins(1), one_home=True).clips["c1"].bins == (("A",),)


def test_the_order_of_what_comes_in_does_not_matter() -> None:
    clips, scenes = make_catalogue_clips(300, 20)
    blueprint = template_blueprint("long-metrage-fr")
    first = want(blueprint, clips, scenes, GENERIC)
    random.Random(3).shuffle(clips)
    random.Random(4).shuffle(scenes)
    again = want(blueprint, clips, scenes, GENERIC)
    assert again == first
    assert list(again.tree.clips) == list(first.tree.clips)


TEMPLATES = [info.id for info in list_templates()]
PEOPLE = ("Mme Roux", "Ali Ben", "ÉLISE")
ANSWERS = {"title": "La Nuit d'été", "code": "NDV", "raster": "1920x1080"}


def catalogue(blueprint: Blueprint) -> tuple[list[Clip], list[Scene]]:
    """A shoot in the template's way: its episodes, its people, trouble, a photograph, takes of no day, no episode."""
    clips, scenes = make_catalogue_clips(260, 12, system=blueprint.slate.system, episodes=blueprint.production.episodes)
    taken: dict[str, str] = {}
    told = []
    for clip in clips:
        key = str([clip.fields.get(name) for name in ("ep", "scene", "setup", "slate", "take")])
        who = taken.setdefault(key, PEOPLE[len(taken) % 3])
        more: dict[str, Any] = {"location": "PORT" if who == "ÉLISE" else "FERME", "characters": (who,), "spot": "30s"}
        if who != "ÉLISE":
            more |= {"interview": who, "character": who}
        if len(told) % 50 == 0 and clip.media:
            more["issues"] = ("no sound",)
        fields = {**clip.fields, **more}
        if int(clip.id[1:-1], 16) % 40 == 0:
            del fields["day"]
        if int(clip.id[1:-1], 16) % 40 == 1:
            fields.pop("ep", None)
        told.append(replace(clip, fields=fields))
    still = MediaRef(path="/rushes/P1.jpg", time=None)
    told.append(Clip(id="p1", kind=Kind.STILL, fields={"name": "P1", "kind": "still"}, media=still))
    return told, scenes


def wanting(name: str) -> tuple[Blueprint, Wanted, list[Clip]]:
    episodes = {"episodes": "101, 102"} if template_blueprint(name).production.episodes or "seri" in name else {}
    blueprint = template_blueprint(name, {**ANSWERS, **episodes})
    clips, scenes = catalogue(blueprint)
    return blueprint, want(blueprint, clips, scenes, GENERIC), clips


def marked(bins: Sequence[BinSpec], families: list[str]) -> tuple[BinSpec, ...]:
    """The bins under names that tell the rule each one came from; those that take clips are added to `families`."""
    told = []
    for spec in bins:
        name = f"{spec.line}_{len(families)}"
        if spec.place:
            families.append(name)
        children = marked(spec.children, families)
        told.append(replace(spec, name=Rule.parse(name), children=children, sequences=()))
    return tuple(told)


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_takes_a_whole_shoot(name: str) -> None:
    blueprint, wanted, clips = wanting(name)
    assert wanted.errors == ()
    assert wanted.unplaced == ()
    assert set(wanted.tree.clips) == {clip.id for clip in clips}
    assert {kind for clip in clips if (kind := clip.kind.value)} == {p.kind for p in wanted.tree.clips.values()}
    assert wanted.tree.timelines
    families: list[str] = []
    bins = marked(blueprint.bins, families)
    found = want(replace(blueprint, bins=bins), clips, [], GENERIC).tree
    filled = {path[-1] for placed in found.clips.values() for path in placed.bins}
    assert [family for family in families if family not in filled] == []


def built_twice(nle: Nle, wanted: Tree) -> None:
    first = diff(wanted, nle.observe())
    outcome = nle.perform(first.actions, silent)
    assert outcome.failed == ()
    ours = remember(wanted, nle.observe())
    again = diff(wanted, nle.observe(), ours)
    assert again.actions == ()
    assert again.kept == ()
    assert again.refused == ()


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_is_built_once(name: str) -> None:
    built_twice(FakeNle(), wanting(name)[1].tree)


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_is_built_once_for_avid(name: str, tmp_path: Path) -> None:
    blueprint, _wanted, clips = wanting(name)
    avid = connect(out=tmp_path / "avid", blueprint=blueprint, options={})
    wanted = want(blueprint, clips, catalogue(blueprint)[1], avid.limits)
    assert wanted.errors == ()
    built_twice(avid, wanted.tree)
