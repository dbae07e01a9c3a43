"""What is wrong is told in a sentence, with the way out and the right exit status; nothing is lost."""

import json
import re
import sqlite3
from pathlib import Path

import pytest

from chutier import errors
from chutier.demo import DemoDay
from command_line import CommandLine, tree_of

ROOT = Path(__file__).parents[1]


def codes() -> dict[str, int]:
    """Every kind of error with its status."""
    kinds = [errors.ChutierError]
    for kind in kinds:
        kinds.extend(kind.__subclasses__())
    return {kind.__name__: kind.exit_code for kind in kinds if kind.__module__ == errors.__name__}


def test_every_status_is_on_the_page() -> None:
    text = (ROOT / "docs" / "exit-codes.md").read_text(encoding="utf-8")
    told = {int(number) for number in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)}
    assert told == {0, 1, 2, 130, 141, *codes().values()}


@pytest.mark.parametrize("name", codes())
def test_every_error_becomes_a_sentence_and_its_status(
    typed: CommandLine, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    def fails(*_args: object) -> None:
        raise getattr(errors, name)("[bold]broken", hint="mend it")

    monkeypatch.setattr("chutier.cli.verbs.slate._rules", fails)
    told = typed("slate", "fr", "1/1", status=codes()[name])
    assert told.out == ""
    assert told.err.splitlines() == ["[bold]broken", "→ mend it"]
    told = typed("slate", "fr", "1/1", "--json", status=codes()[name])
    assert told.out == ""
    assert json.loads(told.err) == {"error": name, "message": "[bold]broken", "hint": "mend it", "mistakes": []}


WRONG = {
    "a verb": (("lst",), 2, "Did you mean list?"),
    "no argument": (("find",), 2, "Missing argument"),
    "an option": (("list", "--jsn"), 2, "--json"),
    "a value": (("list", "--kind", "films"), 2, "picture"),
    "a setting without a value": (("list", "--set", "production.fps"), 2, "name=value"),
    "a setting twice": (("list", "--set", "workers=1", "--set", "workers=2"), 2, "given twice"),
    "workers": (("list", "--set", "workers=many"), 11, "number from 1 to"),
    "a language": (("list", "--set", "language=de"), 11, "known: en, fr"),
    "a setting's name": (("list", "--set", "production.fsp=25"), 12, "did you mean fps?"),
    "a setting's value": (("list", "--set", "production.fps=abc"), 12, "known rates"),
    "a token": (("names", "--set", "names.clip={scen}"), 12, "Did you mean ‘scene’?"),
    "a template": (("new", "X", "-t", "long-metrage-f"), 12, "did you mean long-metrage-fr?"),
    "a template to show": (("template", "show", "feature"), 12, "feature-en"),
    "a program": (("plan", "--nle", "avd"), 11, "did you mean avid?"),
    "a clip": (("show", "nope"), 11, "there is no clip nope"),
    "a field": (("set", "A012C009_260514_R1AB", "sceen=3"), 11, "did you mean scene?"),
    "a field alone": (("set", "A012C009_260514_R1AB", "scene"), 11, "field=value"),
    "a number": (("set", "A012C009_260514_R1AB", "take=x"), 11, "whole number"),
    "a flag": (("set", "A012C009_260514_R1AB", "circled=perhaps"), 11, "yes or no"),
    "a date": (("set", "A012C009_260514_R1AB", "date=14/05"), 11, "2026-05-14"),
    "the file's own word": (("set", "A012C009_260514_R1AB", "take=8", "name=x"), 11, "not a field that one can set"),
    "a setting of slates": (("slate", "fr", "1/1", "--set", "fps=25"), 12, "slate.cameras"),
    "a file to check": (("template", "check", "nowhere.yaml"), 2, "does not exist"),
    "a card": (("ingest", "nowhere"), 2, "does not exist"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_word_is_told_with_the_right_one(typed: CommandLine, show: Path, name: str) -> None:
    words, status, told = WRONG[name]
    before = {file: data for file, data in tree_of(show).items() if not file.startswith(".chutier")}
    answer = typed(*words, status=status)
    assert answer.out == ""
    assert told in answer.err
    assert {file: data for file, data in tree_of(show).items() if not file.startswith(".chutier")} == before


def test_values_are_taken_all_or_none(typed: CommandLine, show: Path) -> None:
    typed("set", "A012C009_260514_R1AB", "take=8", "name=x", status=11)
    assert typed("show", "A012C009_260514_R1AB", "--json").data["fields"]["take"] == 2


@pytest.mark.parametrize("words", [("list",), ("find", "x"), ("show", "x"), ("names",), ("plan", "--nle", "avid")])
def test_outside_of_a_show(
    typed: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = typed(*words, status=11)
    assert "no chutier.yaml in this folder or above" in answer.err
    assert "chutier new" in answer.err


def test_from_a_folder_inside_the_show(typed: CommandLine, show: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (show / "notes").mkdir()
    monkeypatch.chdir(show / "notes")
    assert typed("list", "--json").data


def test_before_the_first_reading(typed: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    typed("new", "X", "-t", "feature-en")
    monkeypatch.chdir(tmp_path / "x")
    assert "chutier ingest" in typed("list", status=11).err
    assert not list((tmp_path / "x" / ".chutier").glob("*sql*")), "a verb that reads makes no catalogue"


FIVE = """\
template: "long-metrage-fr@1"
answers:
  title: "La Nuit"
  code: NDV
production:
  fsp: 25
  fps: abc
names:
  clip: "{scen}"
  group: "{scene"
binz: []
"""


def test_five_mistakes_are_told_at_once(typed: CommandLine, show: Path) -> None:
    (show / "chutier.yaml").write_text(FIVE, encoding="utf-8")
    for words in (("list",), ("template", "check", "chutier.yaml")):
        answer = typed(*words, status=12)
        for line in (6, 7, 9, 10, 11):
            assert f"chutier.yaml:{line}: " in answer.err
    mistakes = json.loads(typed("list", "--json", status=12).err)["mistakes"]
    assert [mistake["line"] for mistake in mistakes] == [6, 7, 9, 10, 11]


def test_a_name_of_two_clips_asks_for_the_id(typed: CommandLine, show: Path) -> None:
    typed("set", "A013C007_260514_R1AB", "scene=12", "setup=1", "take=1")
    answer = typed("show", "12/1-1", status=11)
    assert "may be any of these" in answer.err
    assert "give one of the ids" in answer.err
    for clip in re.findall(r"\b[cgs][0-9a-f]{12}\b", answer.err):
        typed("show", clip)


def catalogue(show: Path) -> Path:
    return show / ".chutier" / "catalogue.sqlite"


def test_a_catalogue_of_a_newer_chutier(typed: CommandLine, show: Path) -> None:
    file = catalogue(show)
    with sqlite3.connect(file) as connection:
        (table,) = connection.execute(
            "SELECT name FROM sqlite_master WHERE type='table' AND sql LIKE '%made_by%'"
        ).fetchone()
        connection.execute(
            f"UPDATE {table} SET version = 999, made_by = '9.0' WHERE version = (SELECT max(version) FROM {table})"
        )
    connection.close()
    before = file.read_bytes()
    answer = typed("list", status=16)
    assert "999" in answer.err
    assert "9.0 or later" in answer.err
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "data", [b"not a database at all, but long enough" * 200, b"SQLite format 3\0" + b"\xff" * 4000]
)
def test_a_catalogue_that_is_none(typed: CommandLine, show: Path, demo_day: DemoDay, data: bytes) -> None:
    file = catalogue(show)
    file.write_bytes(data)
    for words in (("list",), ("ingest", *demo_day.sound_rolls)):
        assert typed(*words, status=16).err.startswith(str(file))
    assert file.read_bytes() == data


@pytest.mark.parametrize("url", ["postgresql://nobody@127.0.0.1:1/none", "mysql://x/y", "postgresql://"])
def test_a_catalogue_that_is_not_there(typed: CommandLine, show: Path, url: str) -> None:
    pytest.importorskip("psycopg")
    assert typed("list", "--set", f"catalogue={url}", status=16).err


def test_a_scene_list_that_is_none(typed: CommandLine, show: Path) -> None:
    (show / "scenario.csv").write_bytes(b"\x00\x01\x02" * 50)
    assert "scenario.csv" in typed("plan", "--nle", "avid", status=15).err


def test_a_file_where_the_project_should_be(typed: CommandLine, show: Path) -> None:
    (show / "avid").write_text("mine")
    assert typed("build", "--nle", "avid", "--yes", status=19).err
    assert (show / "avid").read_text() == "mine"


def test_an_empty_card(typed: CommandLine, show: Path, tmp_path: Path) -> None:
    (tmp_path / "A099").mkdir()
    answer = typed("ingest", tmp_path / "A099")
    assert "there is no media on this card" in answer.err
    assert "No media found." in answer.out


def test_unreadable_files_are_told_and_the_others_read(
    typed: CommandLine, show: Path, tmp_path: Path, demo_day: DemoDay
) -> None:
    card = tmp_path / "A098 [vol]"
    card.mkdir()
    good = next(path for path in sorted(demo_day.cards[0].iterdir()))
    whole = good.read_bytes()
    (card / "A098C001_260514_R1AB.mov").write_bytes(whole)
    (card / "A098C002_260514_R1AB.mov").write_bytes(whole[: len(whole) // 3])
    (card / "A098C003_260514_R1AB.mov").write_bytes(b"")
    answer = typed("ingest", card, status=1)
    assert "3 new files, 2 unreadable files" in answer.out
    assert "A098C002" in answer.err
    assert "A098C003" in answer.err
    assert "A098 [vol]" in answer.out, "square brackets are not markup"
    assert typed("ingest", card, "--json", status=1).data["unreadable"] == 2
    assert any(clip["fields"]["name"] == "A098C001_260514_R1AB" for clip in typed("list", "--json").data)
