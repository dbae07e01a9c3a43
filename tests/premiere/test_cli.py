"""`chutier … --nle premiere` and `chutier premiere …` as a person types them, with a Premiere that answers."""

import json
from pathlib import Path
from typing import Any

import pytest

from chutier.errors import NleUnreachable
from chutier_premiere.importing import Arrivals
from command_line import CommandLine
from hosts.premiere import FakePremiere
from premiere.bench import host_of
from premiere.show_bench import footage_of

PREMIERE = ("--nle", "premiere")


@pytest.fixture
def fake(premiere: FakePremiere, show: Path, monkeypatch: pytest.MonkeyPatch) -> FakePremiere:
    premiere.reset(projects=["LA NUIT"], footage=footage_of(show))
    monkeypatch.setattr("chutier_premiere.nle.reach", lambda transport, port: host_of(premiere))
    quick = Arrivals(system="darwin", patience=0.5, pause=0.05)
    monkeypatch.setattr("chutier_premiere.nle.Arrivals", lambda system: quick)
    return premiere


def clips_in(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = [one for one in items if one["kind"] == "clip"]
    return found + [below for one in items for below in clips_in(one.get("items", []))]


def test_plan_and_build(fake: FakePremiere, typed: CommandLine, show: Path) -> None:
    plan = typed("plan", *PREMIERE, "--json").data
    assert fake.state()["mutations"] == {}
    assert {"MakeBin", "PlaceClip", "MakeTimeline"} <= {one["do"] for one in plan["actions"]}
    told = typed("build", *PREMIERE, "--yes")
    assert "actions done in LA NUIT" in told.out
    todo = next((show / "premiere").glob("*_b1.txt")).read_text(encoding="utf-8")
    assert todo.startswith("À faire dans Premiere Pro, rangement 1")
    assert todo.count("[ ] ") > 10
    assert "Fusionner les éléments" in todo
    assert "All of it, numbered" in told.out
    assert typed("plan", *PREMIERE, "--json").data["actions"] == []
    before = fake.state()["changes"]
    assert typed("build", *PREMIERE, "--yes", "--json").data["left"] == 0
    assert fake.state()["changes"] == before


def test_circled_takes_are_ticked_good(fake: FakePremiere, typed: CommandLine) -> None:
    typed("build", *PREMIERE, "--yes")
    good = [one for one in clips_in(fake.items()) if one.get("fields", {}).get("Column.PropertyBool.Good") == "True"]
    assert good
    assert all(one["fields"]["Column.PropertyText.Scene"] for one in good)


def test_a_show_may_have_search_bins(fake: FakePremiere, typed: CommandLine, show: Path) -> None:
    file = show / "chutier.yaml"
    text = file.read_text(encoding="utf-8")
    assert "\nbins_add:" not in text
    file.write_text(f"{text}\nbins_add:\n  - {{name: RETENUES, search: cerclée}}\n", encoding="utf-8")
    assert "+ search    RETENUES: cerclée" in typed("plan", *PREMIERE).out
    typed("build", *PREMIERE, "--yes")
    found = next(one for one in fake.items() if one["name"] == "RETENUES")
    assert found["kind"] == "smart"
    assert typed("plan", *PREMIERE, "--json").data["actions"] == []
    assert "no search bins there: RETENUES" in typed("plan", "--nle", "avid").out
    typed("premiere", "undo", "--everything", "--yes")
    assert fake.items() == []


def test_a_plan_kept_for_another_project_is_refused(fake: FakePremiere, typed: CommandLine, tmp_path: Path) -> None:
    kept = tmp_path / "plan.json"
    typed("plan", *PREMIERE, "--save", kept)
    fake.person("open_project", name="AUTRE FILM")
    answer = typed("build", *PREMIERE, "--from", kept, "--yes", status=17)
    assert "this plan is for premiere:" in answer.err
    assert fake.items() == []


def test_a_show_may_name_its_project(fake: FakePremiere, typed: CommandLine) -> None:
    answer = typed("build", *PREMIERE, "--yes", "--set", "targets.premiere.project=LE FILM", status=19)
    assert "bring LE FILM to the front" in answer.err
    typed("plan", *PREMIERE, "--set", "targets.premiere.project=LA NUIT.prproj")


def test_undo_and_again(fake: FakePremiere, typed: CommandLine) -> None:
    before = fake.items()
    typed("build", *PREMIERE, "--yes")
    assert typed("premiere", "undo", status=1).err
    typed("premiere", "undo", "--everything", "--yes")
    assert fake.items() == before
    assert "nothing was built here" in typed("premiere", "undo", "--yes", status=11).err
    assert not typed("build", *PREMIERE, "--yes", "--json").data["failed"]


def test_all_of_it_through_the_plugin(
    show: Path, typed: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    quick = Arrivals(system="darwin", patience=0.5, pause=0.05)
    monkeypatch.setattr("chutier_premiere.nle.Arrivals", lambda system: quick)
    with FakePremiere("uxp", projects=["LA NUIT"], footage=footage_of(show)) as fake:
        monkeypatch.setattr("chutier_premiere.nle.reach", lambda transport, port: host_of(fake))
        typed("build", *PREMIERE, "--yes")
        assert typed("plan", *PREMIERE, "--json").data["actions"] == []
        name = sequences_in(fake.items())[0]["name"]
        told = typed("premiere", "export", name, "--as", "fcp7xml,otio,aaf", "-o", tmp_path, "--json").data
        assert [one["state"] for one in told] == ["done"] * 3
        assert typed("premiere", "export", "-o", tmp_path, "--json", status=1).data[0]["why"] == "version"
        typed("premiere", "undo", "--everything", "--yes")
        assert fake.items() == []


def test_undo_works_when_the_project_was_opened_again(fake: FakePremiere, typed: CommandLine) -> None:
    typed("build", *PREMIERE, "--yes")
    fake.person("reopen_project")
    typed("premiere", "undo", "--everything", "--yes")
    assert fake.items() == []


def test_undo_leaves_what_a_person_did_since(fake: FakePremiere, typed: CommandLine) -> None:
    typed("build", *PREMIERE, "--yes")
    one = clips_in(fake.items())[0]
    stamp = one["fields"]["chutierId"]
    fake.person("rename", id=stamp, name="LA BONNE")
    fake.person("sequence", name="MON BOUT À BOUT", bin=["MONTEUSE"])
    told = typed("premiere", "undo", "--yes")
    assert "as they were" in told.out
    names = [clip["name"] for clip in clips_in(fake.items())]
    assert "LA BONNE" in names
    assert fake.items("MONTEUSE")[0]["name"] == "MON BOUT À BOUT"


def test_undo_of_a_build_that_broke_off_after_its_imports(
    fake: FakePremiere, typed: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(performing: object, actions: object) -> None:
        raise NleUnreachable("gone")

    monkeypatch.setattr("chutier_premiere.performing.Performing._log", gone)
    typed("build", *PREMIERE, "--yes", status=20)
    assert clips_in(fake.items())
    typed("premiere", "undo", "--everything", "--yes")
    assert fake.items() == []


@pytest.mark.parametrize("panel", ["link", "uxp"])
def test_undo_leaves_a_sequence_in_which_somebody_has_worked(
    show: Path, typed: CommandLine, monkeypatch: pytest.MonkeyPatch, panel: str
) -> None:
    quick = Arrivals(system="darwin", patience=0.5, pause=0.05)
    monkeypatch.setattr("chutier_premiere.nle.Arrivals", lambda system: quick)
    with FakePremiere(panel, projects=["LA NUIT"], footage=footage_of(show)) as fake:
        monkeypatch.setattr("chutier_premiere.nle.reach", lambda transport, port: host_of(fake))
        typed("build", *PREMIERE, "--yes")
        home, line = next((path, one) for path, one in placed_in(fake.items()) if len(one.get("clips", [])) > 2)
        rushes = {one["name"]: [*path, one["name"]] for path, one in placed_in(fake.items())}
        fake.person("edit", at=[*home, line["name"]], clips=[rushes[name] for name in line["clips"][:2]])
        told = typed("premiere", "undo", "--everything", "--yes", status=1).out
        assert f"somebody has worked in the sequence {line['name']}" in told
        assert "a sequence uses it" in told
        left = [one for _path, one in placed_in(fake.items())]
        assert {one["name"] for one in left if one["kind"] == "sequence"} == {line["name"]}
        assert {one["name"] for one in left if one["kind"] == "clip"} == set(line["clips"][:2])


def placed_in(items: list[dict[str, Any]], path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], dict[str, Any]]]:
    found = [(path, one) for one in items if one["kind"] != "bin"]
    return found + [below for one in items for below in placed_in(one.get("items", []), (*path, one["name"]))]


def test_a_sequence_goes_out_as_files(fake: FakePremiere, typed: CommandLine, tmp_path: Path) -> None:
    typed("build", *PREMIERE, "--yes")
    name = sequences_in(fake.items())[0]["name"]
    told = typed("premiere", "export", name, "--as", "fcp7xml,aaf,otio", "-o", tmp_path, "--json", status=1).data
    assert [one["state"] for one in told] == ["done", "done", "failed"]
    assert (tmp_path / f"{name}.xml").read_text().startswith("<?xml")
    assert "is there already" in typed("premiere", "export", name, "-o", tmp_path, status=1).out
    assert "writes no" in typed("premiere", "export", name, "--as", "edl", "-o", tmp_path, status=11).err
    assert "0 sequences are called" in typed("premiere", "export", "X", "-o", tmp_path, status=11).err
    typed("premiere", "export", "-o", tmp_path)
    assert (tmp_path / "LA NUIT.xml").exists()


def sequences_in(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = [one for one in items if one["kind"] == "sequence"]
    return found + [below for one in items for below in sequences_in(one.get("items", []))]


def test_string_outs_hold_their_takes_in_order_with_markers(fake: FakePremiere, typed: CommandLine) -> None:
    typed("build", *PREMIERE, "--yes")
    lines = sequences_in(fake.items())
    assert lines
    for line in lines:
        assert [marker["name"] for marker in line["markers"]] == line["clips"]
        ticks = [int(marker["ticks"]) for marker in line["markers"]]
        assert ticks == sorted(ticks)
        assert ticks[0] == 0


def test_proxies_of_the_same_name_are_linked(
    fake: FakePremiere, typed: CommandLine, show: Path, tmp_path: Path
) -> None:
    typed("build", *PREMIERE, "--yes")
    pictures = [one["path"] for one in clips_in(fake.items()) if not one["path"].endswith(".wav")][:3]
    folder = tmp_path / "PROXIES"
    folder.mkdir()
    own = footage_of(show)
    for path in pictures:
        proxy = folder / f"{Path(path).stem}.mov"
        proxy.write_bytes(b"proxy")
        fake.footage({str(proxy.resolve()): {"audio": own[path]["audio"]}})
    (folder / "autre.mov").write_bytes(b"")
    told = typed("premiere", "proxies", folder, "--json").data
    assert [one["state"] for one in told["links"]] == ["done"] * 3
    assert "3 clips have their proxies" in typed("premiere", "proxies", folder).out
    (tmp_path / "empty").mkdir()
    assert "no file in" in typed("premiere", "proxies", tmp_path / "empty", status=11).err


def test_what_was_done_is_in_the_journal(fake: FakePremiere, typed: CommandLine, show: Path) -> None:
    typed("build", *PREMIERE, "--yes")
    file = next((show / "premiere" / ".chutier").glob("premiere-0001.jsonl"))
    lines: list[dict[str, Any]] = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    assert "begin" in lines[0]
    ops = list(dict.fromkeys(line["op"] for line in lines[1:]))
    assert ops == ["bins", "import", "schema", "rename", "columns", "labels", "sequences", "markers"]
