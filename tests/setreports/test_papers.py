"""Set reports as notes: every kind of paper, every way of spelling a heading, and what is no paper at all."""

import calendar
import csv
import io
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chutier.blueprint import REPORT_COLUMNS, Blueprint, Reports
from chutier.errors import ReportError
from chutier.setreports.dates import slate_again
from chutier.setreports.note import Note, Paper, PaperKind
from chutier.setreports.note_headings import MEANINGS
from chutier.setreports.papers import read_paper
from chutier.show import create_show
from chutier.slate import SlateRules

FRENCH = "Jour;Date;Séq./plan;Prise;Avis;Valeur;Caméras;Cartes;Bobine son;Durée;Notes\r\n"


@pytest.fixture(scope="module")
def blueprint(tmp_path_factory: pytest.TempPathFactory) -> Blueprint:
    return create_show(tmp_path_factory.mktemp("show") / "nuit", "La Nuit", "long-metrage-fr").blueprint


@pytest.fixture(scope="module")
def american(blueprint: Blueprint) -> Blueprint:
    return replace(blueprint, slate=SlateRules(system="us"), vocab={})


def read(folder: Path, content: bytes | str, blueprint: Blueprint, name: str = "notes.csv") -> Paper:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_paper(path, blueprint)


def said(note: Note, *names: str) -> tuple[Any, ...]:
    return tuple(note.said.get(name) for name in names)


SCRIPTS: dict[str, tuple[str, list[tuple[Any, ...]]]] = {
    "as the demo's": (
        FRENCH + "J03;14/05/2026;12/3;2;cerclée;GP;AB;A012C004 B007C001;S003;0:06;la bonne\r\n",
        [("12", "3", 2, True, 3, "GP", "la bonne")],
    ),
    "scene, setup and take apart, tabs": (
        "Scène\tPlan\tPrise\tCerclée\n12bis\t3\t2\tx\n12bis\t3\t3\t\n",
        [("12bis", "3", 2, True, None, None, None), ("12bis", "3", 3, False, None, None, None)],
    ),
    "slate with its take in one column": (
        "Clap;Avis;Remarques\n12bis/3-2;B;rire\nA47/1-1 PU;NG;\n",
        [("12bis", "3", 2, True, None, None, "rire"), ("A47", "1", 1, False, None, None, None)],
    ),
    "titles and the day above the headings": (
        "LA NUIT D'ÉTÉ;;\nJour : 3;;\n;;\nSéq./plan;Prise;Notes\n7/1;1;\n",
        [("7", "1", 1, None, 3, None, None)],
    ),
    "two rows of headings": (
        "Séq.;N°;Avis;Bobine\n/plan;prise;réal;son\n12/3;1;ok;S003\n",
        [("12", "3", 1, True, None, None, None)],
    ),
    "the headings again in the middle": (
        "Séq./plan;Prise;Avis\n7/1;1;\nSéq./plan;Prise;Avis\n7/1;2;oui\n",
        [("7", "1", 1, False, None, None, None), ("7", "1", 2, True, None, None, None)],
    ),
    "the slate once, its takes below": (
        "Séq./plan;Prise;Avis\n7/1;1;\n;2;x\n;3;\n",
        [("7", "1", n, n == 2, None, None, None) for n in (1, 2, 3)],
    ),
    "cells with line ends": (
        'Séq./plan;Prise;Notes\n12/3;1;"un\ndeux"\n',
        [("12", "3", 1, None, None, None, "un deux")],
    ),
    "circled numbers": (
        "Séq./plan;Prise\n12/3;①\n12/3;2*\n12/3;(3)\n12/3;4\n",
        [("12", "3", n, n < 4 or None, None, None, None) for n in (1, 2, 3, 4)],
    ),
    "kept from spreadsheets by an equals sign": (
        'Séq./plan;Prise\n"=""12/3""";1\n',
        [("12", "3", 1, None, None, None, None)],
    ),
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_script_notes(tmp_path: Path, blueprint: Blueprint, name: str) -> None:
    content, wanted = SCRIPTS[name]
    paper = read(tmp_path, content, blueprint)
    assert paper.kind is PaperKind.SCRIPT
    names = ("scene", "setup", "take", "circled", "day", "shot_size", "comments")
    assert [said(note, *names) for note in paper.notes] == wanted


def test_what_a_line_names(tmp_path: Path, blueprint: Blueprint) -> None:
    line = FRENCH + "J03;2026-05-14;12/3;2;;GP;AB;A012C004 B007C001;S003;0:06;\r\n"
    (note,) = read(tmp_path, line, blueprint).notes
    assert (note.cams, note.media, note.rolls, note.sound_roll) == (("A", "B"), ("A012C004", "B007C001"), (), "S003")
    (bare,) = read(tmp_path, line.replace("A012C004 B007C001", "A012"), blueprint).notes
    assert (bare.media, bare.rolls) == ((), ("A012",))
    (mute,) = read(tmp_path, line.replace("S003", "muet"), blueprint).notes
    assert (mute.sound_roll, mute.said["mos"]) == ("", True)
    assert note.said["date"] == date(2026, 5, 14)


US_LINES: dict[str, tuple[str, tuple[Any, ...]]] = {
    "scene holds the setup": ("Scene,Take,Circled\n12A,3,Y\n", ("12", "A", 3, True)),
    "scene and setup apart": ("Scene,Setup,Take,Print\n12,A,3,\n", ("12", "A", 3, False)),
    "slate in one": ("Slate,Good Take\n12A-3,x\n", ("12", "A", 3, True)),
    "a date where 12-3 was": ("Slate,Take\n3-Dec,2\n", ("12", None, 3, None)),
}


@pytest.mark.parametrize("name", US_LINES)
def test_american_notes(tmp_path: Path, american: Blueprint, name: str) -> None:
    content, wanted = US_LINES[name]
    (note,) = read(tmp_path, content, american).notes
    if name.startswith("a date"):
        assert note.repaired == "3-Dec"
        return
    assert said(note, "scene", "setup", "take", "circled") == wanted


DATES = {
    "12-mars": "12/3", "12 mars": "12/3", "12-mars-26": "12/3", "12/03/2026": "12/3", "2026-03-12": "12/3",
    "1-janv.": "1/1", "7-août": "7/8", "31-Dec": "31/12",
}  # fmt: skip


@pytest.mark.parametrize("cell", DATES)
def test_dates_that_a_spreadsheet_made(tmp_path: Path, blueprint: Blueprint, cell: str) -> None:
    paper = read(tmp_path, f"Séq./plan;Prise\n{cell};1\n", blueprint)
    (note,) = paper.notes
    assert f"{note.said['scene']}/{note.said['setup']}" == DATES[cell]
    assert note.repaired == cell
    assert any(cell in warning and "line 2" in warning for warning in paper.warnings)


@given(st.integers(1, 31), st.integers(1, 12))
def test_every_slate_that_can_become_a_date_is_taken_back(blueprint: Blueprint, scene: int, setup: int) -> None:
    days = calendar.monthrange(2026, setup)[1]
    assert slate_again(date(2026, setup, min(scene, days)), blueprint.slate) == f"{min(scene, days)}/{setup}"


REPORTS: dict[str, tuple[str, PaperKind, str, tuple[Any, ...]]] = {
    "VES CRIF": (
        "Job,CRIF Version,Slate,Camera Letter,Scene Number,Shoot Day,Shoot Timestamp,tkTake,tkCard,tkClip,tkCircled\n"
        "NDV,1.0,12/4,A,12,3,2026/05/14 15:04:47,3,A012,C005,Y\n",
        PaperKind.CAMERA, "VES CRIF", ("12", "4", 3, True, ("A012C005",)),
    ),
    "Sound Devices": (
        '"SOUND REPORT"\n"Project:","NDV"\n"Date:","05/14/26"\n"Sound Mixer:","P. Son"\n"Roll:","S003"\n\n'
        "File Name,Scene,Take,Length,Start TC,Circled,Notes\nS003T05.wav,12/3,2,00:00:10,14:58:09:00,,avion\n",
        PaperKind.SOUND, "Sound Devices", ("12", "3", 2, False, ("S003T05.wav",)),
    ),
    "Zaxcom": (
        "Roll,Segment,Scene,Take,Start TC,Length,Notes,Circled\n003,0012,12/3,2,14:58:09:00,10,,1\n",
        PaperKind.SOUND, "Zaxcom", ("12", "3", 2, True, ("0012",)),
    ),
    "Zoom": (
        "ZOOM F8n Pro,,,\nFile Name,Scene,Take,Note\n12_3-T002.WAV,12/3,2,\n",
        PaperKind.SOUND, "Zoom", ("12", "3", 2, None, ("12_3-T002.WAV",)),
    ),
    "Cantar": (
        "Filetag\tSeq/Scene\tTake\tTC Start\tTC End\tDuration\tTracks used\n"
        "AT1254\t12/3\t2\t14:58:09:00\t14:58:19:00\t10\t1-4\n",
        PaperKind.SOUND, "Cantar", ("12", "3", 2, None, ("AT1254",)),
    ),
    "Silverstack": (
        "Name,Clip UID,Reel Name,Camera,Scene,Shot,Take,Codec,Resolution,FPS\n"
        "A012C005_260514_R1AB,77,A012,A,12,3,2,ProRes,1920x1080,24\n",
        PaperKind.CAMERA, "Silverstack", ("12", "3", 2, None, ("A012C005_260514_R1AB",)),
    ),
    "ShotPut Pro": (
        "File Name,Size,Checksum Type,Checksum,Source,Destination\n"
        "A012C005_260514_R1AB.mov,1210848,XXH64,ab12,/A012,/S\n",
        PaperKind.CAMERA, "copy report", (None, None, None, None, ("A012C005_260514_R1AB.mov",)),
    ),
    "Hedge": (
        "Filename;Size;Hash\nA012C005_260514_R1AB.mov;1210848;9f\n",
        PaperKind.CAMERA, "copy report", (None, None, None, None, ("A012C005_260514_R1AB.mov",)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REPORTS)
def test_reports_of_cameras_recorders_and_copies(tmp_path: Path, blueprint: Blueprint, name: str) -> None:
    content, kind, family, wanted = REPORTS[name]
    paper = read(tmp_path, content, blueprint)
    assert (paper.kind, paper.family) == (kind, family)
    (note,) = paper.notes
    assert (*said(note, "scene", "setup", "take", "circled"), note.media) == wanted


def test_the_overview_of_a_sound_report_dates_its_lines(tmp_path: Path, blueprint: Blueprint) -> None:
    paper = read(tmp_path, REPORTS["Sound Devices"][0], blueprint)
    assert paper.date == date(2026, 5, 14)


ALE = (
    "Heading\r\nFIELD_DELIM\tTABS\r\nVIDEO_FORMAT\t1080\r\nFPS\t24\r\n\r\nColumn\r\n{columns}\r\n\r\nData\r\n{row}\r\n"
)


@pytest.mark.parametrize(
    ("columns", "row", "kind"),
    [
        ("Name\tTracks\tStart\tEnd\tScene\tTake\tCircled\tComments", "12/3-2\tV\t1\t2\t12/3\t2\tX\tbien", "script"),
        ("Name\tTracks\tStart\tEnd\tTape\tScene\tTake\tASC_SOP", "A012C005\tV\t1\t2\tA012\t12/3\t2\t(1 1 1)", "camera"),
        ("Name\tTracks\tStart\tEnd\tFiletag\tScene\tTake", "AT1254\tA1\t1\t2\tAT1254\t12/3\t2", "sound"),
    ],
)
def test_logs(tmp_path: Path, blueprint: Blueprint, columns: str, row: str, kind: str) -> None:
    paper = read(tmp_path, ALE.format(columns=columns, row=row), blueprint, "notes.ale")
    (note,) = paper.notes
    assert paper.kind == kind
    assert said(note, "scene", "setup", "take") == ("12", "3", 2)


ENCODINGS = {
    "utf-8": "utf-8",
    "utf-8-sig": "utf-8-sig",
    "cp1252": "cp1252",
    "mac_roman": "mac_roman",
    "utf-16": "utf-16",
}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings_are_told_when_they_are_guessed(tmp_path: Path, blueprint: Blueprint, encoding: str) -> None:
    text = "Séq./plan;Prise;Notes\n12/3;1;Hélène s'arrête à la forêt, très près\n"
    paper = read(tmp_path, text.encode(encoding), blueprint)
    assert paper.notes[0].said["comments"] == "Hélène s'arrête à la forêt, très près"
    assert paper.encoding == ENCODINGS[encoding]
    assert paper.guessed is (encoding in ("cp1252", "mac_roman"))
    assert any("guess" in warning for warning in paper.warnings) is paper.guessed


def test_two_encodings_in_one_file(tmp_path: Path, blueprint: Blueprint) -> None:
    lines = ["Séq./plan;Prise;Notes\n".encode(), "12/3;1;forêt\n".encode(), "12/3;2;été\n".encode("cp1252")]
    paper = read(tmp_path, b"".join(lines), blueprint)
    assert [note.said["comments"] for note in paper.notes] == ["forêt", "été"]
    assert any("another encoding" in warning for warning in paper.warnings)


def test_a_slate_of_another_system_is_kept_as_it_stands(tmp_path: Path, blueprint: Blueprint) -> None:
    (note,) = read(tmp_path, "Séq./plan;Prise\nsalut;2\n", blueprint).notes
    assert note.refused
    assert note.said["scene"] == "salut"


def test_a_formula_is_told(tmp_path: Path, blueprint: Blueprint) -> None:
    paper = read(tmp_path, "Séq./plan;Prise\n=A1&B1;2\n", blueprint)
    assert any("formula" in warning and "line 2" in warning for warning in paper.warnings)


NOT_PAPERS: dict[str, tuple[bytes, str, str]] = {
    "empty": (b"", "is empty", "save it again"),
    "blank": (b"\r\n \t\r\n", "is empty", "save it again"),
    "a picture named csv": (b"\x89PNG\r\n\x1a\n" + bytes(200), "not CSV but PNG", "save the table as CSV"),
    "a JPEG named csv": (b"\xff\xd8\xff\xe0" + bytes(200), "not CSV but JPEG", "save the table as CSV"),
    "bytes": (bytes(range(32)) * 8, "is no text", "save the table as CSV"),
    "unknown columns": (b"Truc;Machin\na;b\n", "the headings are: Truc, Machin", "chutier setreport map"),
    "headings only": (FRENCH.encode(), "no line that speaks of a take", "chutier setreport map"),
    "an open quotation mark": (b'Scene;Take\n12;"1\n13;2\n', "is no CSV", "quotation mark"),
    "an endless cell": (b"Scene;Take\n12;" + b"x" * 200_000 + b"\n", "more than 131072 characters", "quotation mark"),
    "too many rows": (b"Scene;Take\n" + b"12/3;1\n" * 50_001, "more than 50000 rows", "one shooting day"),
}


@pytest.mark.parametrize("name", NOT_PAPERS)
def test_what_is_no_paper_says_so_and_what_to_do(tmp_path: Path, blueprint: Blueprint, name: str) -> None:
    content, says, way_out = NOT_PAPERS[name]
    with pytest.raises(ReportError) as caught:
        read(tmp_path, content, blueprint)
    assert says in str(caught.value)
    assert "notes.csv" in str(caught.value)
    assert way_out in caught.value.hint


def test_a_header_map_reads_what_nobody_knows(tmp_path: Path, blueprint: Blueprint) -> None:
    content = "Bloc;Kla;Ok?\n12/3;2;x\n"
    with pytest.raises(ReportError):
        read(tmp_path, content, blueprint)
    knowing = replace(
        blueprint,
        reports=Reports(headings={"BLOC": "slate", "kla": "take", "Ok?": "circled"}, kinds={"NOTES*": "camera"}),
    )
    paper = read(tmp_path, content, knowing)
    assert paper.kind is PaperKind.CAMERA
    assert said(paper.notes[0], "scene", "setup", "take", "circled") == ("12", "3", 2, True)


def test_a_map_can_silence_a_column(tmp_path: Path, blueprint: Blueprint) -> None:
    deaf = replace(blueprint, reports=Reports(headings={"Avis": "ignore"}))
    (note,) = read(tmp_path, "Séq./plan;Prise;Avis\n12/3;2;x\n", deaf).notes
    assert "circled" not in note.said


def test_what_columns_can_hold_is_what_shows_may_say() -> None:
    assert {*MEANINGS, "ignore"} == set(REPORT_COLUMNS)
    spelt = [word for words in MEANINGS.values() for word in words]
    assert all(word == word.lower() and word.isalnum() for word in spelt)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, blueprint: Blueprint, data: bytes
) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    with suppress(ReportError):
        assert read(folder, b"Scene;Take;Notes\n" + data, blueprint).notes


@given(
    st.lists(
        st.tuples(st.integers(1, 200), st.integers(1, 30), st.integers(1, 40), st.booleans(), st.text(max_size=20)),
        min_size=1, max_size=12,
    )
)  # fmt: skip
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, blueprint: Blueprint, lines: list[tuple[int, int, int, bool, str]]
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["Séq./plan", "Prise", "Avis", "Notes"])
    for scene, setup, take, circled, text in lines:
        clean = "".join(c for c in text if c.isprintable() and c not in "=;")
        writer.writerow([f"{scene}/{setup}", take, "x" if circled else "", clean])
    paper = read(tmp_path_factory.mktemp("back"), out.getvalue(), blueprint)
    assert [said(note, "scene", "setup", "take", "circled") for note in paper.notes] == [
        (str(scene), str(setup), take, circled) for scene, setup, take, circled, _text in lines
    ]
