"""Set reports in the catalogue: once each, corrected ones in place of the old, linked whenever something arrives."""

from pathlib import Path
from typing import Any

import pytest

from chutier.catalog import ingest, notes, papers, provenance, set_value, settle_links
from chutier.catalog.papers import Reading, forget_paper, from_json, to_json
from chutier.model import Source
from chutier.setreports.note import Note

LINES = "Jour;Séq./plan;Prise;Avis;Cartes;Notes\nJ03;12/3;1;;A012C001;\nJ03;12/3;2;x;A012C002;bien\n"


def paper(desk: Any, where: str, text: str = LINES) -> Path:
    path: Path = desk.rushes.root / where
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def pictures(desk: Any) -> None:
    for number in (1, 2):
        desk.rushes.picture(f"J03/A012/A012C00{number}_260514_R1AB.mov", f"10:0{number}:00:00")


def circled(desk: Any) -> dict[str, object]:
    return {str(clip.fields["name"])[:8]: clip.fields.get("circled") for clip in desk.clips("picture")}


def test_papers_and_media_in_any_order(desk: Any) -> None:
    paper(desk, "RAPPORTS/J03/scripte.csv")
    read = desk.read("RAPPORTS")
    assert [(one.notes, one.reading, one.day) for one in read.papers] == [(2, Reading.NEW, 3)]
    assert read.rolls == ()
    assert [line.clips for line in notes(desk.catalog)] == [(), ()]
    pictures(desk)
    desk.read("J03")
    assert circled(desk) == {"A012C001": False, "A012C002": True}
    said = [word for word in provenance(desk.catalog, desk.named("A012C002_260514_R1AB").id) if word.field == "scene"]
    assert [(word.value, word.source, word.origin) for word in said] == [("12", Source.SCRIPT, "scripte.csv:3")]


def test_the_same_paper_twice_counts_once(lite_desk: Any) -> None:
    paper(lite_desk, "RAPPORTS/J03/scripte.csv")
    paper(lite_desk, "RAPPORTS/J03/copie.csv")
    first = lite_desk.read("RAPPORTS")
    assert [one.reading for one in first.papers] == [Reading.NEW, Reading.SAME]
    assert any("is the same paper as" in warning for warning in first.warnings)
    assert [one.reading for one in lite_desk.read("RAPPORTS").papers] == [Reading.SAME, Reading.SAME]
    assert len(papers(lite_desk.catalog)) == 1
    assert len(notes(lite_desk.catalog)) == 2


def test_a_corrected_paper_takes_the_place_of_the_old(lite_desk: Any) -> None:
    pictures(lite_desk)
    paper(lite_desk, "RAPPORTS/J03/scripte.csv")
    lite_desk.read("J03", "RAPPORTS")
    paper(lite_desk, "RAPPORTS/J03/scripte.csv", LINES.replace("1;;", "1;x;").replace("2;x;", "2;;"))
    assert [one.reading for one in lite_desk.read("RAPPORTS").papers] == [Reading.CHANGED]
    assert circled(lite_desk) == {"A012C001": True, "A012C002": False}
    assert len(notes(lite_desk.catalog)) == 2


def test_a_paper_that_moves_is_the_same_paper(lite_desk: Any) -> None:
    path = paper(lite_desk, "RAPPORTS/J03/scripte.csv")
    lite_desk.read("RAPPORTS")
    (lite_desk.rushes.root / "RAPPORTS/J03/Scripte").mkdir()
    path.rename(lite_desk.rushes.root / "RAPPORTS/J03/Scripte/scripte_v1.csv")
    lite_desk.read("RAPPORTS")
    assert [one.name for one in papers(lite_desk.catalog)] == ["scripte_v1.csv"]


def test_a_paper_can_be_forgotten(lite_desk: Any) -> None:
    pictures(lite_desk)
    path = paper(lite_desk, "RAPPORTS/J03/scripte.csv")
    lite_desk.read("J03", "RAPPORTS")
    assert forget_paper(lite_desk.catalog, str(path))
    assert not forget_paper(lite_desk.catalog, str(path))
    assert circled(lite_desk) == {"A012C001": None, "A012C002": None}


def test_yesterdays_paper_among_todays(lite_desk: Any) -> None:
    paper(lite_desk, "RAPPORTS/J04/scripte.csv")
    (warning,) = lite_desk.read("RAPPORTS").warnings
    assert "a paper of day 3" in warning
    assert "day 4" in warning


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("vide.csv", b"", "is empty"),
        ("photo.csv", b"\xff\xd8\xff" + bytes(50), "not CSV but JPEG"),
        ("notes.pdf", b"%PDF-1.4 cut", "PDF"),
        ("notes.xlsx", b"PK\x03\x04" + bytes(30), "workbook"),
        ("truc.csv", b"A;B\n1;2\n", "setreport map"),
    ],
)
def test_a_paper_that_cannot_be_read_stops_nothing(lite_desk: Any, name: str, content: bytes, told: str) -> None:
    pictures(lite_desk)
    paper(lite_desk, "RAPPORTS/J03/scripte.csv")
    (lite_desk.rushes.root / "RAPPORTS/J03" / name).write_bytes(content)
    result = lite_desk.read("J03", "RAPPORTS")
    assert len(result.papers) == 1
    (warning,) = [one for one in result.warnings if name in one]
    assert told in warning


def test_what_lies_on_a_card_may_be_anything(lite_desk: Any) -> None:
    pictures(lite_desk)
    (lite_desk.rushes.root / "J03/A012/LISEZMOI.TXT").write_text("bonjour", encoding="utf-8")
    lite_desk.rushes.infos[str(lite_desk.rushes.root / "J03/A012/LISEZMOI.TXT")] = next(
        iter(lite_desk.rushes.infos.values())
    )
    result = lite_desk.read("J03")
    assert not any("LISEZMOI" in warning for warning in result.warnings)


def test_what_we_made_ourselves_is_no_paper(lite_desk: Any) -> None:
    paper(lite_desk, "avid/20_RUSHES/A012_J03.csv")
    (lite_desk.rushes.root / "avid/.chutier").mkdir()
    paper(lite_desk, "RAPPORTS/J03/scripte.csv", LINES + "J03;12/3;3;;;\n")
    assert [Path(one.path).name for one in lite_desk.read("").papers] == ["scripte.csv"]


@pytest.mark.parametrize(
    "text",
    [
        "Day,Scene,Slate,Camera,Circled,File,Chutier ID\nD03,12,12/3-2 A,A,yes,/x/A012C002.mov,c0ffee\n",
        "Heading\nFIELD_DELIM\tTABS\n\nColumn\nName\tTracks\tStart\tEnd\tChutier ID\n\n"
        "Data\n12-3-02\tV\t1\t2\tc0ffee\n",
    ],
)
def test_what_we_made_is_known_wherever_it_lies(lite_desk: Any, text: str) -> None:
    paper(lite_desk, "RAPPORTS/J03/jour.csv", text)
    result = lite_desk.read("RAPPORTS")
    assert result.papers == ()
    assert "made by Chutier itself" in result.warnings[0]


def test_a_scene_list_and_other_texts_are_no_notes(lite_desk: Any) -> None:
    paper(lite_desk, "RAPPORTS/scenario.csv", "Séquence;I/E;Décor;Statut\n1;INT;GARE;\n2;EXT;PORT;supprimée\n")
    for name in ("LISEZMOI.txt", "sommes.txt"):
        paper(lite_desk, f"RAPPORTS/{name}", "les rushes sont sur le disque 3\n")
    result = lite_desk.read("RAPPORTS")
    assert result.papers == ()
    assert [warning.partition(":")[0] for warning in result.warnings if "text files" in warning] == [
        "2 text files are no reports"
    ]
    given = ingest(lite_desk.catalog, [lite_desk.rushes.root / "RAPPORTS" / "LISEZMOI.txt"], lite_desk.blueprint)
    assert "setreport map" in given.warnings[0]


def test_a_note_comes_back_as_it_was() -> None:
    said = {"scene": "12", "tags": ("PU",), "circled": True, "take": 2}
    note = Note(line=4, written="12/3-2", said=said, cams=("A", "B"), media=("A012C001",), rolls=("A012",),
                sound_roll="S003", start="10:00:00:00", repaired="12-mars", refused="")  # fmt: skip
    assert from_json(to_json(note), 4) == note


def test_links_are_settled_again_only_after_a_change(desk: Any) -> None:
    pictures(desk)
    paper(desk, "RAPPORTS/J03/scripte.csv")
    desk.read("J03", "RAPPORTS")
    assert not settle_links(desk.catalog, desk.blueprint)
    desk.read("J03", "RAPPORTS")
    assert not settle_links(desk.catalog, desk.blueprint)
    set_value(desk.catalog, desk.named("A012C001_260514_R1AB").id, "take", 4)
    assert settle_links(desk.catalog, desk.blueprint)
    assert not settle_links(desk.catalog, desk.blueprint)


@pytest.mark.parametrize(("where", "options", "day"), [("RAPPORTS/J03", {}, 3), ("X", {"day": 4}, 4), ("X", {}, None)])
def test_a_paper_without_a_day_is_of_the_day_it_lies_in(
    lite_desk: Any, where: str, options: dict[str, int], day: int | None
) -> None:
    paper(lite_desk, f"{where}/notes.csv", "Séq./plan;Prise;Avis\n12/3;2;x\n")
    result = lite_desk.read(where.partition("/")[0], **options)
    assert [one.day for one in result.papers] == [day]
    assert [line.day for line in notes(lite_desk.catalog)] == [day]
    assert any("--day" in warning for warning in result.warnings) is (day is None)
