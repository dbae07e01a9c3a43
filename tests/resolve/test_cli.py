"""`chutier … --nle resolve` and `chutier resolve …` as a person types them, with a Studio that answers from outside."""

import csv
import json
from pathlib import Path
from typing import Any

import opentimelineio as otio
import pytest

from chutier_avid.ale import read
from chutier_resolve.bridge import Direct
from command_line import CommandLine
from hosts.resolve import FakeResolve, VirtualFile
from resolve.show_bench import resolve_of

RESOLVE = ("--nle", "resolve")


@pytest.fixture
def fake(show: Path, monkeypatch: pytest.MonkeyPatch) -> FakeResolve:
    fake = resolve_of(show)

    def outside() -> Direct:
        return Direct(fake.resolve, fake.os, 20)

    monkeypatch.setattr("chutier_resolve.bridge.from_outside", outside)
    monkeypatch.setattr("chutier_resolve.nle.from_outside", outside)
    return fake


def test_plan_and_build(fake: FakeResolve, typed: CommandLine, show: Path) -> None:
    plan = typed("plan", *RESOLVE, "--json").data
    assert fake.meter.mutations == 0
    assert {one["do"] for one in plan["actions"]} == {"MakeBin", "PlaceClip", "LinkSound", "MakeTimeline"}
    told = typed("build", *RESOLVE, "--yes")
    assert "actions done in LA NUIT" in told.out
    assert "All of it, numbered" in told.out
    assert typed("plan", *RESOLVE, "--json").data["actions"] == []
    good = next((show / "resolve").glob("*.csv"))
    rows = list(csv.DictReader(good.read_text(encoding="utf-16").splitlines()))
    assert {row["Good Take"] for row in rows} == {"true"}
    assert all(f"{row['Clip Directory']}/{row['File Name']}" in fake.files for row in rows)


def test_a_plan_kept_for_another_project_is_refused(fake: FakeResolve, typed: CommandLine, tmp_path: Path) -> None:
    kept = tmp_path / "plan.json"
    typed("plan", *RESOLVE, "--save", kept)
    fake.person.open_project("AUTRE FILM")
    answer = typed("build", *RESOLVE, "--from", kept, "--yes", status=17)
    assert "this plan is for resolve:" in answer.err
    assert fake.person.project.pool.items() == []


def test_another_project_does_not_mean_that_somebody_threw_all_away(fake: FakeResolve, typed: CommandLine) -> None:
    typed("build", *RESOLVE, "--yes")
    fake.person.open_project("COPIE")
    fake.person.make_bin(("ESSAIS",))
    built = typed("build", *RESOLVE, "--yes", "--json").data
    assert not built["failed"]
    assert fake.person.project.pool.items()


@pytest.mark.parametrize("setting", ["project=LE FILM", "database=Studio"])
def test_a_show_may_name_its_project(fake: FakeResolve, typed: CommandLine, setting: str) -> None:
    answer = typed("build", *RESOLVE, "--yes", "--set", f"targets.resolve.{setting}", status=19)
    assert setting.partition("=")[2] in answer.err


def test_undo_and_again(fake: FakeResolve, typed: CommandLine) -> None:
    before = fake.state()
    typed("build", *RESOLVE, "--yes")
    assert typed("resolve", "undo", status=1).err
    typed("resolve", "undo", "--everything", "--yes")
    assert fake.state() == before
    assert "nothing was built here" in typed("resolve", "undo", "--yes", status=11).err
    assert not typed("build", *RESOLVE, "--yes", "--json").data["failed"]


def test_undo_leaves_what_a_person_did_since(fake: FakeResolve, typed: CommandLine, show: Path) -> None:
    typed("build", *RESOLVE, "--yes")
    typed("set", "12bis/3-2", "comments=revoir le son")
    typed("build", *RESOLVE, "--yes")
    touched = [one for one in fake.person.project.pool.items() if one.metadata.get("Comments") == "revoir le son"]
    assert touched
    touched[0].metadata["Comments"] = "de la monteuse"
    told = typed("resolve", "undo", "--yes", status=1)
    assert "changed by hand a moment ago" in told.out
    assert touched[0].metadata["Comments"] == "de la monteuse"
    assert fake.person.project.pool.items()


def test_undo_leaves_a_timeline_in_which_somebody_has_worked(fake: FakeResolve, typed: CommandLine) -> None:
    typed("build", *RESOLVE, "--yes")
    project = fake.person.project
    line = max(project.timelines, key=lambda one: len(one.items()))
    assert len(line.items()) > 2
    line.tracks["video"][0].items.pop()
    told = typed("resolve", "undo", "--everything", "--yes", status=1)
    assert f"somebody has worked in the timeline {line.name}" in told.out
    assert [one.name for one in project.timelines] == [line.name]


def test_markers_go_out_and_come_back(fake: FakeResolve, typed: CommandLine, tmp_path: Path) -> None:
    typed("build", *RESOLVE, "--yes")
    project = fake.person.project
    project.timeline = line = project.timelines[0]
    file = tmp_path / "m.csv"
    typed("resolve", "markers", "out", "-o", file)
    assert "is there already" in typed("resolve", "markers", "out", "-o", file, status=11).err
    rows = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines()))
    assert len(rows) == len(line.marks.at)
    before = dict(line.marks.at)
    typed("resolve", "markers", "in", file)
    assert line.marks.at == before
    text = file.read_text(encoding="utf-8-sig").replace(rows[0]["Name"], "VFX 010", 1)
    file.write_text(text + "01:00:01:00,à couper,,Red,1,\r\n", encoding="utf-8-sig")
    typed("resolve", "markers", "in", file)
    typed("resolve", "markers", "in", file)
    names = [one["name"] for one in line.marks.at.values()]
    assert names.count("à couper") == 1
    assert "VFX 010" in names
    assert len(names) == len(rows) + 1
    # And on into Media Composer.
    assert typed("avid", "markers", "show", file, "--json").data["markers"]


@pytest.mark.parametrize(
    ("line", "told"),
    [("99:99:99:99,x,,Red,1,", "m.csv:2"), ("01:00:00:00,x,,Brown,1,", "Brown"), ("00:00:00:00,x,,Red,1,", "before")],
)
def test_a_wrong_list_of_markers_names_its_line(
    fake: FakeResolve, typed: CommandLine, tmp_path: Path, line: str, told: str
) -> None:
    typed("build", *RESOLVE, "--yes")
    file = tmp_path / "m.csv"
    file.write_text(f"Start TC,Name,Comment,Color,Duration,ID\n{line}\n", encoding="utf-8")
    fake.person.project.timeline = fake.person.project.timelines[0]
    before = fake.state()
    answer = typed("resolve", "markers", "in", file, status=15)
    assert told in answer.err
    assert fake.state() == before


def test_a_timeline_goes_out_as_files_that_others_read(fake: FakeResolve, typed: CommandLine, tmp_path: Path) -> None:
    typed("build", *RESOLVE, "--yes")
    name = fake.person.project.timelines[0].name
    told = typed(
        "resolve", "export", name, "--as", "edl,fcp7xml,fcpxml,otio,ale,aaf,drt", "-o", tmp_path, "--json"
    ).data
    assert [one["state"] for one in told] == ["done"] * 7
    clips = len(fake.person.project.timelines[0].items())
    assert len(list(otio.adapters.read_from_file(str(tmp_path / f"{name}.otio")).find_clips())) == clips
    assert len(list(read(tmp_path / f"{name}.ale"))) == clips
    again = typed("resolve", "export", name, "--as", "edl", "-o", tmp_path, status=1)
    assert "is there already" in again.out
    assert "writes no" in typed("resolve", "export", name, "--as", "docx", status=11).err
    fake.person.project.timeline = None
    assert "no timeline is open" in typed("resolve", "export", status=11).err


def test_proxies_of_the_same_name_are_linked(fake: FakeResolve, typed: CommandLine, tmp_path: Path) -> None:
    typed("build", *RESOLVE, "--yes")
    pictures = [path for path, file in fake.files.items() if file.picture][:3]
    for path in pictures:
        proxy = tmp_path / "PROXIES" / f"{Path(path).stem}.mov"
        proxy.parent.mkdir(exist_ok=True)
        proxy.write_bytes(b"proxy")
        fake.files[str(proxy)] = VirtualFile()
    (tmp_path / "PROXIES" / "autre.mov").write_bytes(b"")
    told = typed("resolve", "proxies", tmp_path / "PROXIES", "--json").data
    assert [one["state"] for one in told["links"]] == ["done"] * 3
    assert "3 clips have their proxies" in typed("resolve", "proxies", tmp_path / "PROXIES").out
    (tmp_path / "empty").mkdir()
    assert "no file in" in typed("resolve", "proxies", tmp_path / "empty", status=11).err


def test_when_no_resolve_answers_the_way_is_shown(show: Path, typed: CommandLine) -> None:
    answer = typed("build", *RESOLVE, "--yes", status=20)
    assert "cannot be reached from outside" in answer.err
    assert "chutier resolve install" in answer.err


def test_a_resolve_that_hangs_is_given_up(fake: FakeResolve, show: Path, tmp_path: Path) -> None:
    import threading

    from chutier.errors import NleUnreachable
    from chutier_resolve.asking import ask

    wait = threading.Event()
    answer = fake.answer
    fake.answer = lambda *given: (wait.wait(5), answer(*given))[1]  # type: ignore[method-assign]
    host = Direct(fake.resolve, fake.os, 0.05)
    with pytest.raises(NleUnreachable, match=r"has not answered for 0\.05 seconds"):
        ask(host, "hello")
    wait.set()
    host.close()


def test_what_was_done_is_in_the_journal(fake: FakeResolve, typed: CommandLine, show: Path) -> None:
    typed("build", *RESOLVE, "--yes")
    file = next((show / "resolve" / ".chutier").glob("resolve-0001.jsonl"))
    lines: list[dict[str, Any]] = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert "begin" in lines[0]
    assert [line["op"] for line in lines[1:]] == ["bins", "import", "values", "sync", "timelines"]
    # Its last line torn by a crash: undone as far as it is known, and what is not known keeps what it uses.
    file.write_text(file.read_text(encoding="utf-8")[:-20], encoding="utf-8")
    assert "a timeline uses it" in typed("resolve", "undo", "--everything", "--yes", status=1).out
