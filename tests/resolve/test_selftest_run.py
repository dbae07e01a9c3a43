"""The self-test from end to end: in a project of its own, on every profile of the fake, leaving nothing behind."""

import ast
import json
import sys
from pathlib import Path
from typing import Any

import pytest
import vermin

from chutier_resolve import selftest
from chutier_resolve.selftest import media
from chutier_resolve.selftest.assumed import ASSUMED, differences
from chutier_resolve.selftest.probes import PROBES
from chutier_resolve.selftest.project import SENTENCES
from chutier_resolve.selftest.run import main, run, surroundings
from hosts.resolve import PROFILES, FakeResolve
from resolve.selftest_bench import Bench, facts

STUDIO_ONLY = {"sync-one", "sync-many"}


@pytest.fixture(params=sorted(PROFILES))
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Bench:
    return Bench(tmp_path, **PROFILES[request.param])


@pytest.fixture
def studio(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def at_work(bench: Bench) -> None:
    """A person in the middle of a day: bins, clips, a colour, a bin and a page of their own open."""
    person = bench.fake.person
    person.make_bin(("Rushes", "Jour 4"))
    movie = str(bench.media / media.MOVIE)
    person.import_file(movie, ("Rushes",))
    person.color(movie, "Lime")
    pool = person.project.pool
    pool.here = person.find_bin(("Rushes", "Jour 4"))
    bench.fake.page = "color"


def test_every_question_is_put_on_every_profile(bench: Bench) -> None:
    at_work(bench)
    before = bench.fake.state()
    report = bench.report()
    states = {one["name"]: (one["state"], one.get("why"), one.get("detail")) for one in report["probes"]}
    assert len(states) == len(PROBES) == 25
    assert {state for state, _why, _detail in states.values()} <= {"answered", "not available"}, states
    assert (report["returned"], report["deleted"], report["lost lines"]) == (True, True, 0)
    assert bench.fake.state() == before
    told = {one["fact"]: (one["said"], one["assumed"]) for one in differences(report)}
    assert told == ({"type": ("Montage", "Timeline")} if bench.fake.locale == "fr" else {})


def test_what_only_studio_has_is_not_called_on_free(bench: Bench) -> None:
    report = bench.report()
    unavailable = {one["name"]: one["why"] for one in report["probes"] if one["state"] == "not available"}
    called = [name for name in bench.fake.meter.calls if name.endswith("AutoSyncAudio")]
    assert bool(called) is report["studio"]
    if not report["studio"]:
        assert {name: unavailable.get(name) for name in STUDIO_ONLY} == dict.fromkeys(STUDIO_ONLY, "studio")


def test_what_the_build_lists_of_itself_is_told(bench: Bench) -> None:
    report = bench.report()
    kinds = {"Resolve", "ProjectManager", "Project", "MediaPool", "Folder", "MediaPoolItem", "Timeline", "TimelineItem"}
    assert kinds <= set(report["names"])
    assert "AddSubFolder" in report["names"]["MediaPool"]
    assert set(report["constants"].values()) <= {"number", "text", "object"}
    assert (report["constants"]["AUDIO_SYNC_MODE"] == "object") is (report["version"] < [19, 1])
    assert not [line for line in bench.said if line.startswith("surface")]


def test_the_files_say_it_all(studio: Bench) -> None:
    report = studio.report()
    written = {path.suffix: path.read_text(encoding="utf-8") for path in studio.into.iterdir()}
    assert set(written) == {".json", ".jsonl", ".txt"}
    assert json.loads(written[".json"]) == report
    for probe in PROBES:
        assert f"{probe.name}  {probe.asks}" in written[".txt"]
    assert "DaVinci Resolve Studio 20.3.1.6 (Studio)" in written[".txt"]
    assert "Your project is open again" in studio.said[-1]


def test_nothing_of_the_person_is_in_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "ana.martin"
    monkeypatch.setattr(Path, "home", lambda: home)
    studio = Bench(home, project="LE SECRET")
    studio.report()
    for path in studio.into.iterdir():
        text = path.read_text(encoding="utf-8")
        assert not [word for word in ("ana.martin", "SECRET", str(tmp_path)) if word in text], path


def test_answers_are_not_written_over(studio: Bench) -> None:
    studio.report()
    before = {path: path.read_bytes() for path in studio.into.iterdir()}
    again = studio.report()
    assert again["returned"]
    assert again["deleted"]
    assert {path: path.read_bytes() for path in studio.into.iterdir()} == before


def test_without_consent_nothing_is_asked(studio: Bench) -> None:
    assert studio.run(agreed=False) is None
    assert studio.fake.meter.calls == []
    assert "--agree" in studio.said[-1]
    assert not studio.into.exists()


def untitled(bench: Bench) -> None:
    bench.fake.person.make_bin(("Rushes",))


REFUSALS = {
    "gone": ({}, lambda bench: bench.fake.faults.at_call(0, disconnect=True)),
    "shared": ({"database": {"DbType": "PostgreSQL", "DbName": "suite", "IpAddress": "10.0.0.4"}}, None),
    "unsaved": ({"project": "Untitled Project"}, untitled),
    "elsewhere": (
        {},
        lambda bench: bench.fake.faults.on("ProjectManager.GetProjectListInCurrentFolder", returns=["OTHER"]),
    ),
    "blocked": ({}, lambda bench: bench.fake.faults.on("ProjectManager.CreateProject", returns=None)),
}


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_it_does_not_begin_when_it_cannot_come_back(tmp_path: Path, code: str) -> None:
    profile, happens = REFUSALS[code]
    bench = Bench(tmp_path, **profile)
    if happens is not None:
        happens(bench)
    before = bench.fake.state()
    assert bench.run() is None
    assert SENTENCES[code] in bench.said[-1]
    bench.fake.faults.clear()
    assert bench.fake.state() == before
    assert not bench.into.exists()


@pytest.mark.parametrize("project", [None, "Untitled Project"])
def test_nothing_open_is_nothing_to_return_to(tmp_path: Path, project: str | None) -> None:
    bench = Bench(tmp_path, project=project)
    report = bench.report()
    assert (report["returned"], report["deleted"]) == (True, True)
    assert [name for name in bench.fake.projects if name.startswith("Chutier")] == []


@pytest.mark.parametrize("call", range(40, 700, 60))
@pytest.mark.parametrize("fault", [{"disconnect": True}, {"raises": RuntimeError("lost")}, {"returns": None}])
def test_trouble_at_any_call_is_an_answer(tmp_path: Path, call: int, fault: dict[str, Any]) -> None:
    bench = Bench(tmp_path)
    bench.fake.faults.at_call(call, **fault)
    report = bench.run()
    assert report is not None
    assert len(report["probes"]) == 25
    if "disconnect" in fault:
        assert {one["state"] for one in report["probes"]} & {"gone", "failed"}
        assert report["deleted"] is False
        assert "PLEASE" in bench.said[-1]
    else:
        assert (report["returned"], report["deleted"]) == (True, True)


def test_a_project_opened_meanwhile_is_not_touched(studio: Bench) -> None:
    fake = studio.fake

    def say(line: str) -> None:
        if line.lstrip().startswith("5/25"):
            fake.person.open_project("FILM")

    before = fake.state()
    report = run(fake.resolve, str(studio.into), True, say, str(studio.media), 0.0)
    assert report is not None
    states = [one["state"] for one in report["probes"]]
    assert states[4] != "not reached"
    assert states[5:] == ["gone"] + ["not reached"] * 19
    assert (report["returned"], report["deleted"]) == (True, True)
    assert fake.state() == before


def test_a_folder_that_cannot_be_written_costs_the_files_only(studio: Bench, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    report = studio.run(into=tmp_path / "file" / "answers")
    assert report is not None
    assert (report["returned"], report["deleted"]) == (True, True)
    assert any("cannot be written" in line for line in studio.said)


def test_the_menu_finds_the_program(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    fake = FakeResolve()
    main({"bmd": object()}, str(tmp_path), True)
    main({"resolve": fake.resolve}, str(tmp_path / "answers"), False)
    assert "No DaVinci Resolve here" in capsys.readouterr().out
    assert surroundings({"resolve": 1, "mine": 2})["globals"] == ["resolve"]


def test_what_is_assumed_is_asked(studio: Bench) -> None:
    report = studio.report()
    for probe, assumed in ASSUMED.items():
        if "file" in facts(report, probe) and not facts(report, probe)["file"]:
            continue
        assert assumed.keys() <= facts(report, probe).keys(), probe


SOURCES = sorted(Path(selftest.__file__).parent.glob("*.py"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_it_needs_only_an_old_python(source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    tree = ast.parse(text, feature_version=(3, 8))
    _python2, python3 = vermin.visit(text).minimum_versions()
    assert python3 is None or python3 <= (3, 8)
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            top = name.split(".")[0]
            inside = name.startswith(("chutier_resolve.selftest", "chutier_resolve.host"))
            assert inside or top in sys.stdlib_module_names, name
