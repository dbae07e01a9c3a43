"""Plans kept and performed, builds that ask, elsewhere, again, insisting; a hand's change that stays."""

import json
import re
from pathlib import Path

import pytest

from command_line import CommandLine, tree_of

AVID = ("--nle", "avid")
BY_LOGS = (*AVID, "--set", "targets.avid.carrier=ale")
"""New clips come in logs, which a person can edit with any text editor."""

DOUBLES = ("--set", "names.sync={scene}")
"""A rule that gives all takes of a scene one name."""


def logs(folder: Path) -> dict[str, bytes]:
    return {name: data for name, data in tree_of(folder).items() if name.endswith((".aaf", ".ale"))}


def written(show: Path) -> dict[str, bytes]:
    """All that lies in the show but its catalogue."""
    return {name: data for name, data in tree_of(show).items() if not name.startswith(".chutier")}


def test_a_plan_writes_nothing(typed: CommandLine, show: Path) -> None:
    before = written(show)
    plan = typed("plan", *AVID, "--json").data
    assert {action["do"] for action in plan["actions"]} >= {"MakeBin", "PlaceClip", "AddToBin", "MakeTimeline"}
    assert typed("plan", *AVID, "--all").out.count("  + clip ") == 74
    assert written(show) == before


def test_a_build_asks_and_nobody_is_there(typed: CommandLine, show: Path) -> None:
    before = written(show)
    answer = typed("build", *AVID, status=1)
    assert "add --yes" in answer.err
    assert "Nothing was changed." in answer.out
    assert written(show) == before


@pytest.mark.parametrize(("answer", "status"), [("y\n", 0), ("n\n", 1), ("", 130)])
def test_a_build_asks_a_person(
    typed: CommandLine, show: Path, monkeypatch: pytest.MonkeyPatch, answer: str, status: int
) -> None:
    import io

    keys = io.StringIO(answer)
    monkeypatch.setattr(keys, "isatty", lambda: True)
    monkeypatch.setattr("sys.stdin", keys)
    assert "Build it?" in typed("build", *AVID, status=status).err
    assert bool(logs(show)) == (status == 0)


def test_json_cannot_ask(typed: CommandLine, show: Path) -> None:
    answer = typed("build", *AVID, "--json", status=11)
    assert answer.out == ""
    assert json.loads(answer.err)["hint"].startswith("add --yes")
    assert not logs(show)


def test_a_second_build_does_nothing(typed: CommandLine, show: Path) -> None:
    first = typed("build", *AVID, "--yes", "--json").data
    assert first["failed"] == []
    assert first["lists"] == [str(show / "avid" / "A FAIRE DANS AVID.txt")]
    built = tree_of(show / "avid")
    assert len(logs(show)) == 10
    second = typed("build", *AVID, "--yes", "--json").data
    assert (second["done"], second["failed"]) == ([], [])
    assert "Nothing to do" in typed("build", *AVID).out, "nothing to do needs no answer"
    assert tree_of(show / "avid") == built


def test_elsewhere(typed: CommandLine, show: Path, tmp_path: Path) -> None:
    out = tmp_path / "[usb] été"
    answer = typed("build", *AVID, "--yes", "--out", out)
    assert str(out) in answer.out, "square brackets are not markup"
    assert len(logs(out)) == 10
    assert not (show / "avid").exists()


def test_a_plan_is_kept_and_performed(typed: CommandLine, show: Path, tmp_path: Path) -> None:
    kept = tmp_path / "plan.json"
    assert str(kept) in typed("plan", *AVID, "--save", kept).out
    assert json.loads(kept.read_text(encoding="utf-8"))
    typed("build", *AVID, "--from", kept, "--yes")
    assert len(logs(show)) == 10
    assert typed("plan", *AVID, "--json").data["actions"] == []


def test_a_kept_plan_is_refused_when_the_project_has_changed(typed: CommandLine, show: Path, tmp_path: Path) -> None:
    kept = tmp_path / "plan.json"
    typed("plan", *AVID, "--save", kept)
    typed("build", *AVID, "--yes")
    built = tree_of(show / "avid")
    answer = typed("build", *AVID, "--from", kept, "--yes", status=17)
    assert "has changed" in answer.err
    assert "--save FILE" in answer.err
    assert tree_of(show / "avid") == built


def test_a_kept_plan_is_for_one_folder(typed: CommandLine, show: Path, tmp_path: Path) -> None:
    kept = tmp_path / "plan.json"
    typed("plan", *AVID, "--save", kept)
    typed("build", *AVID, "--from", kept, "--out", tmp_path / "other", "--yes", status=17)
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize("text", ["", "{}", "[1]", "not json", '{"actions": 3}', "\x00"])
def test_a_file_that_is_no_plan(typed: CommandLine, show: Path, tmp_path: Path, text: str) -> None:
    kept = tmp_path / "plan.json"
    kept.write_text(text, encoding="utf-8")
    answer = typed("build", *AVID, "--from", kept, "--yes", status=17)
    assert "Traceback" not in answer.err


def test_bytes_that_are_no_plan(typed: CommandLine, show: Path, tmp_path: Path) -> None:
    kept = tmp_path / "plan.json"
    kept.write_bytes(b"\xff\xfe\x00{")
    typed("build", *AVID, "--from", kept, "--yes", status=17)


def test_one_name_for_two_takes_is_refused_or_numbered(typed: CommandLine, show: Path) -> None:
    answer = typed("build", *AVID, *DOUBLES, "--yes", status=17)
    assert not logs(show)
    assert "✗" in answer.out
    assert typed("names", *DOUBLES, "--json", status=1).data["problems"]
    assert typed("plan", *AVID, *DOUBLES, status=1).out
    plan = typed("plan", *AVID, *DOUBLES, "--number-doubles", "--json").data
    assert any("_2" in action["line"] for action in plan["actions"])
    typed("build", *AVID, *DOUBLES, "--number-doubles", "--yes")
    assert logs(show)


RULE = "names.clip={scene}-{setup}-{take:03}[ {cam}][ {tags}]"


def log_of(show: Path, name: str) -> Path:
    """The first log of the pictures that holds a clip of this name."""
    return next(p for p in sorted(show.rglob("IMAGE/*.ale")) if f"\n{name}\t".encode() in p.read_bytes())


def rename(show: Path, name: str, by_hand: str) -> None:
    """An editor's hand in a log: the Name of one clip, nothing else."""
    path = log_of(show, name)
    path.write_bytes(path.read_bytes().replace(f"\n{name}\t".encode(), f"\n{by_hand}\t".encode(), 1))


def names_in(data: bytes) -> set[str]:
    return {line.partition("\t")[0] for line in data.decode("utf-8").splitlines()}


def test_trap_13_a_name_given_by_hand_stays(typed: CommandLine, show: Path) -> None:
    typed("build", *BY_LOGS, "--yes")
    rename(show, "12bis-3-02 A", "la bonne, avec le rire")
    before = logs(show)
    plan = typed("plan", *BY_LOGS, "--set", RULE, "--json").data
    assert plan["actions"], "the new rule renames the others"
    assert any("la bonne, avec le rire" in json.dumps(kept, ensure_ascii=False) for kept in plan["kept"])
    answer = typed("build", *BY_LOGS, "--set", RULE, "--yes")
    assert "la bonne, avec le rire" in answer.out
    after = logs(show)
    assert {name: after[name] for name in before} == before, "a log that may be imported is not written again"
    news = set[str]().union(*(names_in(data) for name, data in after.items() if name not in before))
    assert "12-1-001 A" in news
    assert not any(name.startswith("12bis-3-002 A") for name in news)
    again = typed("build", *BY_LOGS, "--set", RULE, "--yes", "--json").data
    assert (again["done"], again["failed"]) == ([], [])


def test_insisting_takes_the_shows_word(typed: CommandLine, show: Path) -> None:
    typed("build", *BY_LOGS, "--yes")
    rename(show, "12bis-3-02 A", "la bonne")
    assert typed("plan", *BY_LOGS, "--json").data["actions"] == []
    plan = typed("plan", *BY_LOGS, "--insist", "--json").data
    assert any(re.search("la bonne", action["line"]) for action in plan["actions"])
    before = logs(show)
    typed("build", *BY_LOGS, "--insist", "--yes")
    (news,) = (data for name, data in logs(show).items() if name not in before)
    assert "12bis-3-02 A" in names_in(news)
