"""Logs shown, checked and converted: sheets and back without a loss, Resolve's metadata, colour files."""

import csv
import io
import re
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chutier.errors import MissingExtra
from chutier_avid.ale import Ale, read
from chutier_avid.logs.cdl import corrections
from chutier_avid.logs.sheets import cells_of, csv_of, safe, table_of, unsafe, xlsx_of
from command_line import CommandLine

HEADING = "Heading\nFIELD_DELIM\tTABS\nVIDEO_FORMAT\t1080\nAUDIO_FORMAT\t48khz\nFPS\t25\n\n"
TRICKY = ("007", "1-2", "12/3", "1E5", "=1+1", "+33", "-4", "@x", "'=a", "'", "''", "0.50", "TRUE", "2026-05-14", "été")


def log(*rows: str, titles: str = "Name\tTracks\tStart\tEnd\tTape\tScene") -> Ale:
    return read((HEADING + f"Column\n{titles}\n\nData\n" + "".join(f"{row}\n" for row in rows)).encode())


def day(*scenes: str) -> Ale:
    return log(*(f"c{n}\tV\t10:{n:02}:00:00\t10:{n:02}:10:00\tA012\t{scene}" for n, scene in enumerate(scenes)))


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    path = tmp_path / "J03.ale"
    path.write_bytes(day(*TRICKY).to_bytes())
    return path


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_sheet_comes_back_as_the_log_that_it_was(typed: CommandLine, stored: Path, tmp_path: Path, kind: str) -> None:
    sheet = tmp_path / f"J03.{kind}"
    typed("avid", "ale", "convert", stored, "--to", kind, "-o", sheet)
    typed("avid", "ale", "convert", sheet, "--to", "ale", "-o", tmp_path / "back.ale", "--against", "1080@25")
    back = read(tmp_path / "back.ale")
    assert [row["Scene"] for row in back] == list(TRICKY)
    assert (back.columns, cells_of(back)) == (read(stored).columns, cells_of(read(stored)))


def test_a_workbook_remembers_the_heading(typed: CommandLine, stored: Path, tmp_path: Path) -> None:
    typed("avid", "ale", "convert", stored, "--to", "xlsx", "-o", tmp_path / "J03.xlsx")
    typed("avid", "ale", "convert", tmp_path / "J03.xlsx", "--to", "ale", "-o", tmp_path / "back.ale")
    assert (read(tmp_path / "back.ale").head("VIDEO_FORMAT"), read(tmp_path / "back.ale").head("FPS")) == ("1080", "25")


def test_cells_of_a_workbook_are_text_and_no_formulas(stored: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of(read(stored))))
    cells = [cell for row in book["ALE"].iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    assert {cell.number_format for cell in cells} == {"@"}


def test_a_csv_holds_nothing_that_a_spreadsheet_would_calculate(stored: Path) -> None:
    rows = list(csv.reader(io.StringIO(csv_of(read(stored)).decode("utf-8-sig"))))
    assert not [cell for row in rows for cell in row if re.match(r"[=+\-@\t\r]", cell)]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_a_marked_cell_comes_back(text: str) -> None:
    assert unsafe(safe(text)) == text


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp", "Zs"]), max_size=12), max_size=5
    )
)
def test_any_cell_survives_both_sheets(tmp_path_factory: pytest.TempPathFactory, scenes: list[str]) -> None:
    from chutier_avid.ale.writer import clean

    ale = day("first", *(scene.replace("\t", "") for scene in scenes))
    folder = tmp_path_factory.mktemp("sheets")
    (folder / "x.csv").write_bytes(csv_of(ale))
    (folder / "x.xlsx").write_bytes(xlsx_of(ale))
    for name in ("x.csv", "x.xlsx"):
        table, _heading = table_of(folder / name)
        assert [row.cells.get("Scene", "") for row in table.rows] == [clean(row["Scene"]) for row in ale]


def test_a_sheet_needs_to_know_its_project(typed: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    sheet = tmp_path / "J03.csv"
    sheet.write_text("Name;Tracks;Start;End\n12-1;V;10:00:00:00;10:00:10:00\n", encoding="utf-8")
    answer = typed("avid", "ale", "convert", sheet, "--to", "ale", status=11)
    assert "--against" in answer.err
    assert not (tmp_path / "J03.ale").exists()
    typed("avid", "ale", "convert", sheet, "--to", "ale", "--against", "1080@25")
    assert read(tmp_path / "J03.ale").rows[0]["Start"] == "10:00:00:00"
    assert (
        "is there already"
        in typed("avid", "ale", "convert", sheet, "--to", "ale", "--against", "1080@25", status=11).err
    )


@pytest.mark.parametrize("against", ["1080", "4K@25", "1080@26", "@", "1080@"])
def test_a_project_that_does_not_exist(typed: CommandLine, stored: Path, against: str) -> None:
    assert "1080@25" in typed("avid", "ale", "check", stored, "--against", against, status=11).err


def test_a_wrong_sheet_is_refused_by_row_and_column(typed: CommandLine, tmp_path: Path) -> None:
    sheet = tmp_path / "J03.csv"
    sheet.write_text("Name,Tracks,Start,End\n12-1,V,10:00:00:25,10:00:10:00\n", encoding="utf-8")
    answer = typed("avid", "ale", "convert", sheet, "--to", "ale", "--against", "1080@25", status=19)
    assert "E02 row 1, Start" in answer.err
    assert not (tmp_path / "J03.ale").exists()


def test_resolve_gets_its_own_fields(typed: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "J03.ale"
    path.write_bytes(log(
        "12-3-02\tV\t10:00:00:00\t10:00:10:00\tA012\t12\tA012C003_a.mov\tX\t23.976\trien",
        "12-3-03\tV\t10:01:00:00\t10:01:10:00\tA012\t12\tA012C004_a.mov\t\t23.976\t",
        titles="Name\tTracks\tStart\tEnd\tTape\tScene\tSource File\tCircled\tSensor_fps\tFoley",
    ).to_bytes())  # fmt: skip
    answer = typed("avid", "ale", "convert", path, "--to", "resolve")
    assert "Foley" in answer.out
    made = (tmp_path / "J03_resolve.csv").read_text(encoding="utf-8-sig")
    first, second = csv.DictReader(io.StringIO(made))
    assert first == {
        "File Name": "A012C003_a.mov", "Start TC": "10:00:00:00", "End TC": "10:00:10:00", "Reel Number": "A012",
        "Scene": "12", "Good Take": "True", "Camera FPS": "23.976",
    }  # fmt: skip
    assert second["Good Take"] == ""


GRADED = "Name\tTracks\tStart\tEnd\tASC_SOP\tASC_SAT"


@pytest.mark.parametrize("kind", ["ccc", "cdl"])
def test_colour_corrections_come_through_verbatim(typed: CommandLine, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "J03.ale"
    path.write_bytes(log(
        "12-1\tV\t10:00:00:00\t10:00:10:00\t(1.1 0.9 1)(-1.0e-05 0 0)(1 1 1)\t0.90",
        "12-1\tV\t10:01:00:00\t10:01:10:00\t(1 1 1) (0 0 0) (1.0 1.0 1.0)\t",
        "12-2\tV\t10:02:00:00\t10:02:10:00\t\t", titles=GRADED,
    ).to_bytes())  # fmt: skip
    answer = typed("avid", "ale", "convert", path, "--to", kind)
    assert "1 row has no colour correction" in answer.out
    tree = ElementTree.fromstring((tmp_path / f"J03.{kind}").read_bytes())
    ns = {"c": "urn:ASC:CDL:v1.2"}
    found = tree.findall(".//c:ColorCorrection", ns)
    assert [one.get("id") for one in found] == ["12-1", "12-1_2"]
    assert [one.findtext("c:SOPNode/c:Offset", namespaces=ns) for one in found] == ["-1.0e-05 0 0", "0 0 0"]
    assert [one.findtext("c:SatNode/c:Saturation", namespaces=ns) for one in found] == ["0.90", "1"]


def test_a_correction_that_cannot_be_read_is_told_by_row(typed: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "J03.ale"
    path.write_bytes(log(
        "12-1\tV\t10:00:00:00\t10:00:10:00\t(1 1 1)(0 0 0)(1 1 1)\t1",
        "12-2\tV\t10:01:00:00\t10:01:10:00\twarm\t1", titles=GRADED,
    ).to_bytes())  # fmt: skip
    assert "row 2, 12-2: 'warm' is no CDL" in typed("avid", "ale", "convert", path, "--to", "ccc", status=1).out
    path.write_bytes(log("12-2\tV\t10:01:00:00\t10:01:10:00\twarm\t1", titles=GRADED).to_bytes())
    assert "no row has a colour correction" in typed("avid", "ale", "convert", path, "--to", "cdl", status=11).err


@given(st.lists(st.floats(-10, 10), min_size=9, max_size=9), st.floats(0, 4))
def test_any_number_of_a_grade_is_kept_to_the_letter(numbers: list[float], saturation: float) -> None:
    texts = [repr(number) for number in numbers]
    sop = "".join(f"({' '.join(texts[n : n + 3])})" for n in (0, 3, 6))
    (one,), wrong, without = corrections(
        log(f"12-1\tV\t10:00:00:00\t10:00:10:00\t{sop}\t{saturation!r}", titles=GRADED)
    )
    assert (one.slope.split() + one.offset.split() + one.power.split(), wrong, without) == (texts, (), 0)
    assert one.saturation == repr(saturation)


def test_a_log_is_shown_with_what_is_odd(typed: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "J03.ale"
    path.write_bytes((HEADING + "Column\nName\tTracks\tStart\tEnd\tDécor\n\nData\n"
                      "été\tV\t10:00:00:00\t10:00:10:00\tCafé\n").encode("mac_roman"))  # fmt: skip
    answer = typed("avid", "ale", "show", path)
    assert "été" in answer.out
    assert "mac_roman" in answer.out
    assert "more columns (--all): Décor" in answer.out
    assert "Café" in typed("avid", "ale", "show", path, "--columns", "décor,name").out
    (data,) = typed("avid", "ale", "show", path, "--json").data
    assert data["rows"][0][-1] == "Café"
    assert "there is no column Lieu" in typed("avid", "ale", "show", path, "--columns", "Lieu", status=11).err


def test_findings_come_with_line_row_and_column(typed: CommandLine, stored: Path, tmp_path: Path) -> None:
    path = tmp_path / "bad.ale"
    path.write_bytes(log("c\tV\t10:00:00:25\t10:00:10:00\tA012\t1", "d\tV\t1\t2\tA012\t1").to_bytes())
    answer = typed("avid", "ale", "check", path, status=2)
    assert "E02" in answer.out
    assert "line 11, row 1, Start:" in answer.out
    (data,) = typed("avid", "ale", "check", path, "--json", status=2).data
    assert {(one["code"], one["row"], one["line"]) for one in data["findings"]} >= {("E02", 1, 11), ("E02", 2, 12)}
    assert typed("avid", "ale", "check", stored).out.count("nothing wrong found") == 1
    assert "E05" in typed("avid", "ale", "check", stored, "--against", "CUSTOM@25", status=2).out


def test_without_the_package_for_workbooks(typed: CommandLine, stored: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    with pytest.raises(MissingExtra, match="XlsxWriter"):
        xlsx_of(read(stored))
    assert "chutier[xlsx]" in typed("avid", "ale", "convert", stored, "--to", "xlsx", status=18).err


def test_the_verbs_of_logs_are_all_there(typed: CommandLine) -> None:
    out = typed("avid", "ale", "--help").out
    for verb in ("show", "check", "convert", "merge", "rename", "split", "fit"):
        assert verb in out
        assert typed("avid", "ale", verb, "--help").out
