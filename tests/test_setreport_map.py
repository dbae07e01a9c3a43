"""A paper that nobody knows: looked at, proposed, remembered in the show file, and every other byte kept."""

from pathlib import Path

import pytest

from chutier.show import load_show
from command_line import CommandLine

STRANGE = (
    "Bloc;Kla;Ok?;Qui;Ce que la scripte en dit\n"
    "12/1;1;;A012C001;trop de bruit dans la rue au début\n"
    "12/1;2;X;A012C002;très bien cette fois, vraiment\n"
    "12/2;1;X;A012C003;la meilleure de toutes, de loin\n"
)


@pytest.fixture
def strange(show: Path) -> Path:
    path = show / "feuille_J03.csv"
    path.write_text(STRANGE, encoding="utf-8")
    return path


def test_unknown_columns_are_proposed_and_nothing_is_written_without_a_yes(
    typed: CommandLine, show: Path, strange: Path
) -> None:
    before = (show / "chutier.yaml").read_bytes()
    found = typed("setreport", "map", strange, "--json").data
    assert found["headings"] == {
        "Bloc": "slate", "Kla": "take", "Ok?": "circled", "Qui": "media", "Ce que la scripte en dit": "comments",
    }  # fmt: skip
    asked = typed("setreport", "map", strange, status=1)
    assert "--yes" in asked.err
    assert (show / "chutier.yaml").read_bytes() == before


def test_what_is_accepted_is_remembered_and_read(typed: CommandLine, show: Path, strange: Path) -> None:
    before = (show / "chutier.yaml").read_text(encoding="utf-8")
    assert "setreport map" in typed("setreport", "show", strange, status=15).err
    typed("setreport", "map", strange, "--yes")
    after = (show / "chutier.yaml").read_text(encoding="utf-8")
    assert after.startswith(before.rstrip())
    paper = typed("setreport", "show", strange, "--json").data
    assert [(note["said"]["scene"], note["said"]["take"], note["said"]["circled"]) for note in paper["notes"]] == [
        ("12", 1, False), ("12", 2, True), ("12", 1, True),
    ]  # fmt: skip
    typed("setreport", "map", strange, "Qui=ignore", "--kind", "camera", "--yes")
    reports = load_show(show).blueprint.reports
    assert reports.headings["Qui"] == "ignore"
    assert reports.headings["Kla"] == "take"
    assert reports.kinds == {"feuille_J*.csv": "camera"}
    assert typed("setreport", "show", strange, "--json").data["kind"] == "camera"


def test_the_remarks_of_a_person_are_never_lost(typed: CommandLine, show: Path, strange: Path) -> None:
    file = show / "chutier.yaml"
    file.write_text(
        file.read_text(encoding="utf-8") + "\nsetreports:\n  # nos titres\n  headings: {X: take}\n", encoding="utf-8"
    )
    before = file.read_bytes()
    assert "would be lost" in typed("setreport", "map", strange, "--yes", status=12).err
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("pair", "told"),
    [("Bloc", "not HEADING=COLUMN"), ("Bloc=truc", "columns: slate scene"), ("Rien=take", "its columns: Bloc, Kla")],
)
def test_a_wrong_pair_says_what_is_right(typed: CommandLine, strange: Path, pair: str, told: str) -> None:
    assert told in typed("setreport", "map", strange, pair, status=11).err.replace(", scene", " scene")


def test_a_known_paper_has_nothing_to_remember(typed: CommandLine, show: Path) -> None:
    (show / "notes.csv").write_text("Séq./plan;Prise\n12/3;2\n", encoding="utf-8")
    assert "can be read as it is" in typed("setreport", "map", "notes.csv").out


@pytest.mark.parametrize("heading", ['Avis "réal"', "a: b", "- liste", "#", "été'", "{x}", "  "])
def test_any_heading_can_be_written(typed: CommandLine, show: Path, heading: str) -> None:
    (show / "notes.csv").write_text(
        f'Séq./plan;Prise;"{heading.replace(chr(34), chr(34) * 2)}"\n12/3;2;x\n', encoding="utf-8"
    )
    if not heading.strip():
        return
    typed("setreport", "map", "notes.csv", "--yes", "--", f"{heading}=circled")
    assert load_show(show).blueprint.reports.headings == {heading: "circled"}
    assert typed("setreport", "show", "notes.csv", "--json").data["notes"][0]["said"]["circled"] is True


def test_a_paper_read_by_mistake_is_forgotten(typed: CommandLine, show: Path) -> None:
    known = {Path(one["path"]).name: one for one in typed("setreport", "list", "--json").data}
    assert (known["scripte_J03.csv"]["lines"], known["scripte_J03.csv"]["linked"]) == (21, 21)
    assert "known:" in typed("setreport", "forget", "rien.csv", status=11).err
    assert "forgotten" in typed("setreport", "forget", "scripte_J03.csv").out
    assert [Path(one["path"]).name for one in typed("setreport", "list", "--json").data] == ["crif_J03.csv"]
    said = typed("show", "12/3-3", "--json").data["said"]
    assert not any("scripte" in one["origin"] for one in said)


def test_what_is_remembered_is_news_for_a_paper_that_was_read(typed: CommandLine, show: Path) -> None:
    (show / "notes.csv").write_text("Séq./plan;Prise;Verdikt\n7/9;2;x\n", encoding="utf-8")
    typed("ingest", "notes.csv", "--day", "3")
    typed("setreport", "map", "notes.csv", "Verdikt=cerclee", "--yes")
    assert [one["reading"] for one in typed("ingest", "notes.csv", "--day", "3", "--json").data["papers"]] == [
        "changed"
    ]
    assert "7/9-2" in [
        one["subject"] for one in typed("check", "--json", status=2).data["issues"] if one["severity"] == "blocking"
    ]
