"""Every verb, for a person and as one JSON document, on a show that holds the demo day."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from chutier.cli.app import VERBS
from chutier.demo import DemoDay
from command_line import CommandLine, tree_of

READING = {
    "list": ("list",),
    "find": ("find", "12bis", "cerclée"),
    "show": ("show", "12bis/3-2"),
    "names": ("names",),
    "coverage": ("coverage",),
    "check kinds": ("check", "kinds"),
    "setreport list": ("setreport", "list"),
    "setreport show": ("setreport", "show", "notes.csv"),
    "plan": ("plan", "--nle", "avid"),
    "slate": ("slate", "fr", "12bis/3-2", "7/1/3 B"),
    "template list": ("template", "list"),
    "template show": ("template", "show", "long-metrage-fr"),
    "template check": ("template", "check", "chutier.yaml"),
    "template schema": ("template", "schema"),
    "template update": ("template", "update"),
    "completion": ("completion", "bash"),
}
"""Verbs that write nothing to the show."""

WRITING = {"demo", "new", "ingest", "set", "build", "report"}


def test_every_verb_is_in_a_table_here() -> None:
    assert {name.partition(" ")[0] for name in READING} | WRITING == set(VERBS)


@pytest.mark.parametrize("name", READING)
def test_a_verb_that_reads_answers_people_and_programs_and_changes_nothing(
    typed: CommandLine, show: Path, name: str
) -> None:
    Path("notes.csv").write_text("Séq./plan;Prise\n12/3;2\n", encoding="utf-8")
    before = {file: data for file, data in tree_of(show).items() if not file.startswith(".chutier")}
    words = READING[name]
    person = typed(*words)
    assert person.out.strip()
    assert not person.err
    program = typed(*words, "--json")
    assert program.data is not None
    assert not program.err
    assert {file: data for file, data in tree_of(show).items() if not file.startswith(".chutier")} == before


def test_a_new_show(typed: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    made = typed("new", "La Nuit d'été", "--template", "long-metrage-fr", "--json").data
    assert Path(made["show"]).read_text(encoding="utf-8").startswith("# La Nuit d'été")
    assert Path(made["folder"]).name == "la-nuit-d-ete"
    assert typed("template", "check", made["show"]).out
    told = typed("new", "La Nuit d'été", "-t", "serie-fr", status=12)
    assert "la-nuit-d-ete" in told.err
    other = typed("new", "Autre", "-t", "long-metrage-fr", "--into", "x", "--set", "production.code=AUT", "--json").data
    assert other["code"] == "AUT"


def test_reading_the_day_once_and_again(
    typed: CommandLine, demo_day: DemoDay, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    typed("new", "La Nuit", "-t", "long-metrage-fr")
    monkeypatch.chdir(tmp_path / "la-nuit")
    sources = [*demo_day.cards, *demo_day.sound_rolls]
    first = typed("ingest", *sources, "--json")
    assert (first.data["new"], first.data["unreadable"]) == (49, 0)
    assert all(json.loads(line)["step"] for line in first.err.splitlines()), "progress is JSON lines, apart"
    again = typed("ingest", *sources)
    assert "49 unchanged files" in again.out
    assert typed("ingest", *sources, "--json", "--set", "workers=1").data["new"] == 0


def kinds(clips: list[dict[str, Any]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for clip in clips:
        counts[clip["kind"]] = counts.get(clip["kind"], 0) + 1
    return counts


def test_lists_are_chosen_by_kind_and_day(typed: CommandLine, show: Path) -> None:
    assert kinds(typed("list", "--kind", "group", "--kind", "wild", "--json").data) == {"group": 6, "wild": 2}
    assert typed("list", "--day", "4", "--json").data == []
    assert "No clip." in typed("list", "--day", "4").out
    assert "24 picture, 23 synced, 6 group, 1 MOS, 18 sound, 2 wild track" in typed("list").out


FOUND = {
    "12bis cerclée": lambda f: f["scene"] == "12bis" and f["circled"],
    "12BIS CERCLEE": lambda f: f["scene"] == "12bis" and f["circled"],
    "foret ext": lambda f: f["decor"] == "FORÊT",
    "FORÊT": lambda f: "forêt" in unicodedata.normalize("NFC", str(f.values())).lower(),
    "A012C009": lambda f: f["name"].startswith("A012C009"),
}


@pytest.mark.parametrize("words", FOUND)
def test_found_by_words(typed: CommandLine, show: Path, words: str) -> None:
    found = typed("find", *words.split(), "--json").data
    assert found
    assert all(FOUND[words](clip["fields"]) for clip in found)
    assert typed("find", words, "--json").data == found


def test_nothing_found_is_a_no(typed: CommandLine, show: Path) -> None:
    assert typed("find", "xylophone", "--json", status=1).data == []
    assert "No clip." in typed("find", "xylophone", status=1).out


def test_marks_and_disagreements_are_seen_in_the_list(typed: CommandLine, show: Path) -> None:
    lines = typed("list").out.splitlines()
    (conflict,) = (line for line in lines if "A012C005" in line and line.startswith("picture"))
    assert "12/3-3" in conflict
    assert "≠ setup" in conflict
    assert any("A47/1-2 PU" in line for line in lines)
    assert any(line.startswith("wild") and "12 WT 1" in line for line in lines)


def test_all_that_is_known_of_a_clip(typed: CommandLine, show: Path) -> None:
    clip = typed("show", "A012C005_260514_R1AB.mov", "--json").data
    assert clip["conflicts"] == ["setup"]
    said = {(word["field"], word["source"]) for word in clip["said"]}
    assert {("name", "file"), ("roll", "file"), ("start", "file")} <= said
    page = typed("show", clip["id"]).out
    assert "sources disagree on: setup" in page
    assert clip["path"] in page


def test_a_word_of_ones_own_wins(typed: CommandLine, show: Path, demo_day: DemoDay) -> None:
    typed("set", "A013C007_260514_R1AB", "scene=12bis", "take=7", "circled=oui", "comments=[ciel] d'été")
    fields = typed("show", "A013C007_260514_R1AB", "--json").data["fields"]
    assert (fields["scene"], fields["take"], fields["circled"]) == ("12bis", 7, True)
    assert fields["comments"] == "[ciel] d'été"
    page = typed("show", "A013C007_260514_R1AB").out
    assert "[ciel] d'été" in page, "square brackets are not markup"
    assert "a person" in page
    typed("ingest", *demo_day.cards, *demo_day.sound_rolls)
    assert typed("show", "A013C007_260514_R1AB", "--json").data["fields"]["scene"] == "12bis"


def test_a_word_on_a_group_is_said_of_every_camera(typed: CommandLine, show: Path) -> None:
    group = typed("show", "12bis/3-2", "--json").data
    assert group["kind"] == "group"
    assert typed("set", group["id"], "comments=la bonne", "--json").data["set"] == {"comments": "la bonne"}
    for name in ("A012C009_260514_R1AB", "B007C004_260514_R2CD"):
        assert typed("show", name, "--json").data["fields"]["comments"] == "la bonne"


ORDERS = {
    "bis and ter after their scene": (
        ("fr",), ["12ter/1", "47/1", "12quater/1", "12/1", "12bis/1", "9/1"],
        ["9/1", "12/1", "12bis/1", "12ter/1", "12quater/1", "47/1"],
    ),
    "takes as numbers": (("fr",), ["12/3-10", "12/3-2", "12/2-11"], ["12/2-11", "12/3-2", "12/3-10"]),
    "A47 before 47 where the show says so": (
        ("fr", "--added", "prefix"), ["47/1", "46/1", "A47/1"], ["46/1", "A47/1", "47/1"],
    ),
    "setup letters run from Z to AA": (("us",), ["1AA", "1Z", "1B", "1", "1A"], ["1", "1A", "1B", "1Z", "1AA"]),
    "takes of a setup": (("us",), ["12A-10", "12A-9", "12-1"], ["12-1", "12A-9", "12A-10"]),
}  # fmt: skip


@pytest.mark.parametrize("name", ORDERS)
def test_slates_in_the_order_of_the_cutting_room(typed: CommandLine, name: str) -> None:
    options, given, wanted = ORDERS[name]
    assert typed("slate", *options, *given, "--sort").out.splitlines() == wanted
    assert [slate["text"] for slate in typed("slate", *options, *given, "--sort", "--json").data] == wanted


def test_what_a_slate_says(typed: CommandLine) -> None:
    first, second = typed("slate", "fr", "12bis/3-2", "7/1/3 B", "--json").data
    assert first == {
        "text": "12bis/3-2", "episode": "", "scene": "12bis", "setup": "3", "slate": None, "take": 2, "camera": [],
        "tags": [],
    }  # fmt: skip
    assert (second["scene"], second["setup"], second["take"], second["camera"]) == ("7", "1", 3, ["B"])


def test_a_refused_slate_is_told_and_the_others_read(typed: CommandLine) -> None:
    answer = typed("slate", "us", "12A-3", "not a slate", status=1)
    assert "12A-3" in answer.out
    assert answer.err.startswith("not a slate: ")
    good, bad = typed("slate", "us", "12A-3", "not a slate", "--json", status=1).data
    assert good["setup"] == "A"
    assert bad["error"]


def test_a_setting_once_for_every_verb(typed: CommandLine, show: Path) -> None:
    rules = typed("names", "--set", "names.clip={scene}_{take:02}", "--json", status=1).data["rules"]
    assert next(rule["rule"] for rule in rules if rule["name"] == "clip") == "{scene}_{take:02}"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_of_each_shell(typed: CommandLine, shell: str) -> None:
    script = typed("completion", shell).out
    assert f"_CHUTIER_COMPLETE={shell}_complete" in script
    assert typed("completion", shell, "--json").data == {"shell": shell, "script": script.removesuffix("\n")}


def slates(typed: CommandLine) -> dict[str, set[tuple[object, object]]]:
    """By slate as typed in the list: the kinds that carry it, with their take."""
    found: dict[str, set[tuple[object, object]]] = {}
    for clip in typed("list", "--json").data:
        fields = clip["fields"]
        found.setdefault(f"{fields.get('scene')}/{fields.get('setup')}", set()).add((clip["kind"], fields.get("take")))
    return found


def test_a_slate_set_on_a_take_is_set_on_its_sound_too_and_can_be_taken_back(typed: CommandLine, show: Path) -> None:
    before = slates(typed)
    told = typed("set", "12bis/3-2", "take=9").out
    assert told.count("take: 2 → 9") == 3, "two pictures and their sound, each by name"
    after = slates(typed)["12bis/3"]
    assert {kind for kind, take in after if take == 9} == {"picture", "sound", "sync", "group"}
    assert not [kind for kind, take in after if take == 2]
    assert "take: 9 → as the other sources say" in typed("set", "12bis/3-9", "take=").out
    assert slates(typed) == before


@pytest.mark.parametrize(
    ("words", "file"), [("doublon", "A012C003"), ("duplicate", "A012C003"), ("à vérifier sans clap", "A013C007")]
)
def test_what_is_to_be_checked_is_found(typed: CommandLine, show: Path, words: str, file: str) -> None:
    assert file in typed("find", *words.split()).out


def test_a_field_that_does_not_exist_is_said_so(typed: CommandLine, show: Path) -> None:
    assert "there is no field 'foo'" in typed("set", "12bis/3-2", "foo=3", status=11).err
