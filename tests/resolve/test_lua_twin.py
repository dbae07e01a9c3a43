"""The table's two halves, each on a Resolve of its own that are alike: the same calls, the same answers, the same
project afterwards, also when calls fail. What one can do and the other cannot is told here, or it is a defect."""

import json
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chutier_resolve.lua import menu_script, read_report, snapshot_script
from hosts.resolve import PROFILES, FakeResolve
from hosts.resolve_lua import LuaHost
from resolve.lua_bench import (
    A1,
    A2,
    BUILD,
    FILES,
    RUNTIMES,
    UNDO,
    Operations,
    Prepare,
    Run,
    by_lua,
    by_python,
    resolve_of,
    told,
    untouched,
)


def assert_alike(
    runtime: ModuleType,
    operations: Operations,
    *,
    profile: str = "studio-20.3",
    prepare: Prepare = untouched,
    fault: tuple[int, Mapping[str, Any]] | None = None,
) -> Run:
    ours = by_python(resolve_of(profile, prepare, fault), operations)
    twin = by_lua(runtime, resolve_of(profile, prepare, fault), operations)
    assert told(twin.answers) == told(ours.answers)
    assert twin.calls == ours.calls
    assert twin.state == ours.state
    return ours


@pytest.mark.parametrize("runtime", RUNTIMES)
@pytest.mark.parametrize("profile", PROFILES)
def test_a_build_twice_and_its_undo(runtime: ModuleType, profile: str) -> None:
    run = assert_alike(runtime, BUILD + BUILD + UNDO, profile=profile)
    assert [answer for answer in run.answers if "error" in answer] == []
    first = run.answers[1]["bins"]
    assert [one["state"] for one in first] == ["done", "done", "there", "done"]


def left_bins_in_pieces(fake: FakeResolve) -> None:
    fake.person.make_bin(("Jour 1", "Fore\u0302t"))
    fake.person.make_bin(("Son", "Été"))


def doubled_a_bin(fake: FakeResolve) -> None:
    fake.person.make_bin(("Jour 1",))
    fake.person.double_bin(("Jour 1",))


def worked_on_clips(fake: FakeResolve) -> None:
    path = "/Volumes/RUSHES/Forêt/A001.mov"
    fake.person.import_file(path, ("Vrac",))
    fake.person.rename(path, "mon nom")
    fake.person.color(path, "Pink")
    fake.person.type(path, "Keywords", "Non, à voir")
    fake.person.type(path, "Scene", "13")


def imported_twice(fake: FakeResolve) -> None:
    for _time in range(2):
        fake.person.import_file("/Volumes/RUSHES/Forêt/A002.mov")


def imported_in_capitals(fake: FakeResolve) -> None:
    shouted = "/VOLUMES/RUSHES/FORÊT/A001.MOV"
    fake.files[shouted] = FILES["/Volumes/RUSHES/Forêt/A001.mov"]
    fake.person.import_file(shouted)


def closed_the_project(fake: FakeResolve) -> None:
    fake.person.close_project()


def left_a_window_open(fake: FakeResolve) -> None:
    fake.person.open_modal()


def locked_the_project(fake: FakeResolve) -> None:
    fake.locked = True


@pytest.mark.parametrize("runtime", RUNTIMES)
@pytest.mark.parametrize(
    "prepare",
    [
        left_bins_in_pieces,
        doubled_a_bin,
        worked_on_clips,
        imported_twice,
        imported_in_capitals,
        closed_the_project,
        left_a_window_open,
        locked_the_project,
    ],
)
def test_a_project_as_people_leave_it(runtime: ModuleType, prepare: Prepare) -> None:
    assert_alike(runtime, BUILD + UNDO, prepare=prepare)


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_clips_that_a_person_brought_in_are_known(runtime: ModuleType) -> None:
    run = assert_alike(runtime, BUILD, prepare=imported_in_capitals)
    assert run.answers[2]["batches"][0][0] == {"state": "there"}


# Texts that people and plans have: accents in both spellings, quotes, commas, spaces of several kinds.
PIECES = [
    "forêt",
    "fore\u0302t",
    "Été",
    " ",
    "\u00a0",
    "\u2009",
    ",",
    '"',
    "\\",
    "]]",
    "\n",
    "\x1c",
    "%d",
    "夜",
    "👏",
    "12",
    "A",
]
words = st.lists(st.sampled_from(PIECES), max_size=4).map("".join)
keys = st.sampled_from(["Scene", "Take", "Keywords", "Comments", "Good Take", "No such key"])
colors = st.sampled_from(["", "Green", "Pink", "Cyan", "no colour"])
changes = st.fixed_dictionaries({"to": words, "was": st.none() | words})
entries = st.fixed_dictionaries(
    {"ref": st.sampled_from([A1, A2, {"id": "", "path": A1["path"]}])},
    optional={
        "name": changes,
        "color": st.fixed_dictionaries({"to": colors, "was": st.none() | colors}),
        "metadata": st.dictionaries(keys, changes, max_size=3).map(lambda found: dict(sorted(found.items()))),
        "keywords": st.fixed_dictionaries({"add": st.lists(words, max_size=3), "remove": st.lists(words, max_size=3)}),
        "flags": st.fixed_dictionaries({"add": st.lists(colors, max_size=2), "remove": st.lists(colors, max_size=2)}),
        "stamp": st.fixed_dictionaries({}, optional={"chutier.id": words, "chutier.name": words}),
    },
)


@pytest.mark.parametrize("runtime", RUNTIMES)
@given(typed=words, asked=st.lists(entries, min_size=1, max_size=3), profile=st.sampled_from(sorted(PROFILES)))
@settings(max_examples=25, deadline=None)
def test_any_values_on_any_clip(runtime: ModuleType, typed: str, asked: list[dict[str, Any]], profile: str) -> None:
    def prepare(fake: FakeResolve) -> None:
        for clip_path in (A1["path"], A2["path"]):
            fake.person.import_file(clip_path)
            fake.person.type(clip_path, "Keywords", typed)
            fake.person.rename(clip_path, typed)

    operations: Operations = [("values", {"clips": asked}), ("look", {})]
    assert_alike(runtime, operations * 2, profile=profile, prepare=prepare)


TROUBLES: dict[str, dict[str, Any]] = {
    "answers nothing": {"returns": None},
    "raises": {"raises": RuntimeError("bridge")},
    "gives a text": {"returns_string": "Error"},
    "loses one": {"drops": 1},
    "is gone": {"disconnect": True},
    "says no": {"returns": False},
    "lies": {"lies": True},
}
CALLS = by_python(resolve_of("studio-20.3", untouched, None), BUILD + UNDO).calls


@pytest.mark.parametrize("runtime", RUNTIMES)
@pytest.mark.parametrize("trouble", TROUBLES)
@given(number=st.integers(0, len(CALLS) - 1))
@settings(max_examples=8, deadline=None)
def test_trouble_at_any_call(runtime: ModuleType, trouble: str, number: int) -> None:
    assert_alike(runtime, BUILD + UNDO, fault=(number, TROUBLES[trouble]))


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_exports(runtime: ModuleType, tmp_path: Path) -> None:
    def exporting(name: str) -> Operations:
        folder = tmp_path / name
        folder.mkdir()
        (folder / "there.edl").write_text("TITLE: mine")
        kinds = ("aaf", "edl", "fcp7xml", "fcpxml", "otio", "ale", "drt")
        files = [{"kind": kind, "path": str(folder / f"Bout à bout.{kind}")} for kind in kinds]
        files.append({"kind": "edl", "path": str(folder / "there.edl")})
        files.append({"kind": "edl", "path": str(folder / "no" / "such.edl")})
        unknown = {"timeline": {"bin": [], "name": "Aucune"}, "files": files}
        return [*BUILD, ("export", {"timeline": {"name": "Bout à bout"}, "files": files * 2}), ("export", unknown)]

    ours = by_python(resolve_of("studio-20.3", untouched, None), exporting("ours"))
    twin = by_lua(runtime, resolve_of("studio-20.3", untouched, None), exporting("twin"))
    told_of = [json.dumps(told(run.answers[-2:])).replace(name, "") for run, name in ((ours, "ours"), (twin, "twin"))]
    assert json.loads(told_of[1]) == json.loads(told_of[0])
    assert [one["state"] for one in ours.answers[-2]["files"]] == ["done"] * 7 + ["failed"] * 11
    assert sorted(path.name for path in (tmp_path / "twin").rglob("*")) == sorted(
        path.name for path in (tmp_path / "ours").rglob("*")
    )


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_an_empty_export_is_none(runtime: ModuleType, tmp_path: Path) -> None:
    """Lua may not ask for a file's size here."""
    fake = resolve_of("free-21.1", untouched, None)
    host = LuaHost(runtime, {"resolve": fake.resolve})
    for op, args in BUILD:
        host.call(op, args)
    target = tmp_path / "a.edl"
    line = fake.projects["FILM"].timelines[0]
    line.Export = lambda path, kind, subtype: Path(path).write_bytes(b"") == 0  # type: ignore[method-assign]
    answer = host.call("export", {"timeline": {"name": line.name}, "files": [{"kind": "edl", "path": str(target)}]})
    assert answer["files"] == [{"state": "failed", "why": "not-written", "detail": str(target)}]


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_a_plan_for_another_project_touches_nothing(runtime: ModuleType) -> None:
    fake = resolve_of("free-21.1", untouched, None)
    before = fake.state()
    host = LuaHost(runtime, {"resolve": fake.resolve})
    host.run(menu_script("t", BUILD, plan_id="p", project_id="another"))
    report = read_report(host.prefs.saved)
    assert report["stopped"] == {"code": "other-project", "detail": "FILM"}
    assert report["operations"] == []
    assert fake.state() == before
    assert fake.meter.mutations == 0


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_the_free_edition_is_observed_by_a_script(runtime: ModuleType) -> None:
    fake = resolve_of("free-21.1", worked_on_clips, None)
    host = LuaHost(runtime, {"resolve": fake.resolve})
    host.run(snapshot_script(markers=True))
    report: Any = read_report(host.prefs.saved)
    hello, look, current = (step["answer"] for step in report["operations"])
    assert report["finished"] is True
    assert (hello["product"], hello["studio"], hello["lua"], hello["os"]) == (
        "DaVinci Resolve",
        False,
        "Lua 5.1",
        "darwin",
    )
    assert look["clips"][0]["name"] == "mon nom"
    assert look["clips"][0]["metadata"]["Keywords"] == "Non, à voir"
    assert current == {}
    assert fake.meter.mutations == 0


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_what_was_done_is_known_after_each_operation(runtime: ModuleType) -> None:
    fake = resolve_of("free-21.1", untouched, None)
    host = LuaHost(runtime, {"resolve": fake.resolve})
    host.run(
        menu_script("t", [("hello", {}), ("bins", {"paths": [["a"]]}), ("nonsense", {}), ("save", {})], plan_id="p")
    )
    report: Any = read_report(host.prefs.saved)
    assert [step["op"] for step in report["operations"]] == ["hello", "bins", "nonsense"]
    assert report["stopped"] == {"code": "unknown", "detail": "nonsense"}
    assert host.prefs.saves == 4
