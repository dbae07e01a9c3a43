"""The sheet: cells are data, whatever a name begins with, and every spreadsheet takes it."""

import csv
import io
import re
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chutier.report.day import ClipLine, DayReport
from chutier.report.sheets import csv_text, safe_cell

DANGER = "=+-@\t\r\n＝＋－＠"

CELLS = {
    "12/3-2 A": "12/3-2 A",
    "": "",
    "=1+1": "'=1+1",
    "+33 6 12": "'+33 6 12",
    "@SUM(A1)": "'@SUM(A1)",
    "\t=1": "'\t=1",
    "\r=1": "'\r=1",
    "＝1": "'＝1",
    "-12": "-12",
    "-3.5": "-3.5",
    "-3,5": "-3,5",
    "-": "'-",
    "-12+cmd|' /C calc'!A0": "'-12+cmd|' /C calc'!A0",
    "- bruit d'avion": "'- bruit d'avion",
    "-1\n=2": "'-1\n=2",
    "'=1": "''=1",
    "'80s": "'80s",
}  # fmt: skip


@pytest.mark.parametrize("text", CELLS)
def test_a_cell_is_data(text: str) -> None:
    assert safe_cell(text) == CELLS[text]


def undone(cell: str) -> str:
    return re.sub(rf"^'(?='*[{DANGER}])", "", cell)


texts = st.text(alphabet=st.one_of(st.sampled_from("=+-@\t\r\n'\";,012＝"), st.characters(exclude_categories=["Cs"])))


@given(texts)
def test_no_cell_is_a_formula_and_every_cell_can_be_read_back(text: str) -> None:
    cell = safe_cell(text)
    assert not cell.startswith(tuple(DANGER)) or re.fullmatch(r"-\d+([.,]\d+)?", cell)
    assert undone(cell) == text


def read(text: str, delimiter: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter))


@given(st.lists(st.tuples(texts, texts, texts), max_size=5), st.sampled_from([("en", ","), ("fr", ";")]))
def test_a_sheet_reads_back_as_it_was(rows: list[tuple[str, str, str]], language: tuple[str, str]) -> None:
    clips = tuple(
        ClipLine(id=str(n), kind="sync", name="", slate=slate, comments=comments, path=path)
        for n, (slate, comments, path) in enumerate(rows)
    )
    report = DayReport(production="", code="", day=None, date=None, language=language[0], made="", clips=clips)
    found = read(csv_text(report), language[1])
    assert len(found) == 1 + len(rows)
    assert [tuple(undone(row[n]) for n in (2, 11, 13)) for row in found[1:]] == rows


def test_a_sheet_has_a_row_a_clip_and_says_what_it_is(full_day: DayReport) -> None:
    english = replace(full_day, language="en")
    text = csv_text(english)
    assert text.startswith("\ufeffDay,Scene,Slate,Camera,Roll,Sound roll,TC in,TC out,Length,Circled,Shot size,")
    assert text.endswith("\r\n")
    assert text.count("\n") == text.count("\r\n") == 1 + len(full_day.clips)
    rows = read(text, ",")
    assert rows[0][-1] == "Chutier ID"
    assert rows[4][:-1] == [
        "D03", "12", "12/1-2 B", "B", "B012", "S003", "08:09:10:00", "08:09:52:12", "0:00:42", "yes", "",
        "bruit d'avion à la fin, à garder pour le son", "", "/Volumes/RUSHES/J03/B012/A012C003_260925_R1AB.mov",
    ]  # fmt: skip
    assert rows[6][12] == "circled-absent"


def test_lengths_and_names_that_are_no_text(full_day: DayReport) -> None:
    clips = tuple(
        replace(full_day.clips[0], seconds=seconds, path="/card/\udcff.mov") for seconds in (None, Fraction(7325, 2))
    )
    text = csv_text(replace(full_day, clips=clips))
    rows = read(text.encode("utf-8").decode("utf-8"), ";")
    assert [row[8] for row in rows[1:]] == ["", "1:01:02"]
    assert rows[1][13] == "/card/\N{REPLACEMENT CHARACTER}.mov"


def test_a_day_without_clips_is_a_title_row(empty_day: DayReport) -> None:
    assert len(read(csv_text(empty_day), ",")) == 1
