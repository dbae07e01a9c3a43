"""PDFs as tables: as spreadsheets, script programs and recorders print them, and files that hold none."""

import io
import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2
import pytest
from fpdf import FPDF
from fpdf.enums import TableBordersLayout
from PIL import Image

from chutier.errors import MissingExtra, ReportError
from chutier.setreports.pdf import read_pdf
from chutier.setreports.sheet import Sheet

TITLES = ("Séq/Plan", "Prise", "Avis", "Clip", "Commentaires")
WIDTHS = (26, 16, 20, 30, 90)
TAKES = [
    (f"{n // 4 + 1}/{n % 4 + 1}", str(n % 3 + 1), ("cerclée", "", "NG")[n % 3], f"A012C{n + 1:03}",
     "bon, un peu flou à la fin" if n % 2 else "")
    for n in range(60)
]  # fmt: skip


def document() -> FPDF:
    pdf = FPDF("L", "mm", "A4")
    pdf.set_auto_page_break(False)
    pdf.set_font("Helvetica", size=9)
    return pdf


def page(pdf: FPDF, *above: str) -> None:
    """A new page with lines of text at its top."""
    pdf.add_page()
    for line in above:
        pdf.cell(0, 5, line, new_x="LMARGIN", new_y="NEXT")
    pdf.ln(4)


def print_rows(pdf: FPDF, rows: Sequence[Sequence[str]], border: int | str = 0, height: float = 6) -> None:
    for row in rows:
        for width, cell in zip(WIDTHS, row, strict=False):
            pdf.cell(width, height, cell, border=border)
        pdf.ln(height)


def foot(pdf: FPDF, number: int) -> None:
    pdf.set_xy(10, 195)
    pdf.cell(60, 5, "imprimé le 12/03/2026")
    pdf.cell(60, 5, f"Page {number} / 3")


def read(tmp_path: Path, pdf: FPDF | bytes) -> list[Sheet]:
    path = tmp_path / "rapport.pdf"
    path.write_bytes(pdf if isinstance(pdf, bytes) else bytes(pdf.output()))
    return read_pdf(path)


def cells(sheet: Sheet) -> list[tuple[str, ...]]:
    return [row.texts() for row in sheet.rows]


@pytest.mark.parametrize("border", [0, 1, "B", "LR", "LTR"], ids=["white", "ruled", "lying", "standing", "no foot"])
@pytest.mark.parametrize("again", [True, False], ids=["headings on each page", "headings once"])
def test_a_table_over_three_pages_is_one(tmp_path: Path, border: int | str, again: bool) -> None:
    pdf = document()
    for number in range(3):
        page(pdf, "LA NUIT D'ÉTÉ - rapport de la scripte", f"Jour 3   feuille {number + 1}")
        rows = TAKES[number * 20 : number * 20 + 20]
        print_rows(pdf, [TITLES, *rows] if again or not number else rows, border)
        foot(pdf, number + 1)
    (sheet,) = read(tmp_path, pdf)
    assert cells(sheet) == [TITLES, *TAKES]
    assert [row.line for row in sheet.rows] == list(range(1, 62))
    assert (sheet.form, sheet.name, sheet.warnings) == ("pdf", "", ())
    assert sheet.head == (("text", "LA NUIT D'ÉTÉ - rapport de la scripte"), ("text", "Jour 3 feuille 1"))


@pytest.mark.parametrize("by_cell", [True, False])
def test_stripes_behind_the_rows_are_no_rules(tmp_path: Path, by_cell: bool) -> None:
    pdf = document()
    page(pdf)
    for number, row in enumerate([TITLES, *TAKES[:12]]):
        pdf.set_fill_color(230)
        left = pdf.get_x()
        for width in WIDTHS if by_cell else [sum(WIDTHS)]:
            if number % 2:
                pdf.rect(left, pdf.get_y(), width, 6, style="F")
            left += width
        print_rows(pdf, [row])
    (sheet,) = read(tmp_path, pdf)
    assert cells(sheet) == [TITLES, *TAKES[:12]]


@pytest.mark.parametrize("border", [0, 1], ids=["white", "ruled"])
@pytest.mark.parametrize("again", [True, False], ids=["headings on each page", "headings once"])
def test_a_row_that_the_end_of_the_page_cuts_in_two_is_one(tmp_path: Path, border: int, again: bool) -> None:
    pdf = document()
    page(pdf)
    print_rows(pdf, [TITLES, *TAKES[:7], ("9/9", "1", "NG", "A012C099", "un commentaire qui")], border)
    page(pdf)
    rest = ("", "", "", "", "ne finit pas")
    print_rows(pdf, [TITLES, rest, *TAKES[8:12]] if again else [rest, *TAKES[8:12]], border)
    (sheet,) = read(tmp_path, pdf)
    cut = ("9/9", "1", "NG", "A012C099", "un commentaire qui ne finit pas")
    assert cells(sheet) == [TITLES, *TAKES[:7], cut, *TAKES[8:12]]


def test_headings_on_two_lines(tmp_path: Path) -> None:
    pdf = document()
    page(pdf, "LA NUIT D'ÉTÉ")
    print_rows(pdf, [("", "", "", "", "Commentaires"), TITLES[:4], ("", "", "", "", "de la scripte")], height=2.2)
    pdf.ln(4)
    print_rows(pdf, TAKES[:9])
    (sheet,) = read(tmp_path, pdf)
    assert cells(sheet) == [(*TITLES[:4], "Commentaires de la scripte"), *TAKES[:9]]
    assert sheet.head == (("text", "LA NUIT D'ÉTÉ"),)


def test_cells_merged_in_a_ruled_table(tmp_path: Path) -> None:
    pdf = document()
    page(pdf)
    with pdf.table(text_align="LEFT", col_widths=WIDTHS, first_row_as_headings=False) as table:
        table.row().cell("LA NUIT D'ÉTÉ", colspan=5)
        table.row(TITLES)
        first = table.row()
        first.cell("12/3", rowspan=3)
        for cell in ("1", "NG", "A012C001", ""):
            first.cell(cell)
        table.row(("2", "", "A012C002", "un long commentaire " * 8 + "fin"))
        table.row(("3", "cerclée", "A012C003", ""))
        table.row(("12/4", "1", "", "A012C004", "bon"))
    (sheet,) = read(tmp_path, pdf)
    assert cells(sheet) == [
        ("LA NUIT D'ÉTÉ", "", "", "", ""), TITLES, ("12/3", "1", "NG", "A012C001", ""),
        ("12/3", "2", "", "A012C002", "un long commentaire " * 8 + "fin"), ("12/3", "3", "cerclée", "A012C003", ""),
        ("12/4", "1", "", "A012C004", "bon"),
    ]  # fmt: skip
    assert "\n" in str(sheet.rows[3].cells[4])


@pytest.mark.parametrize("layout", [TableBordersLayout.NONE, TableBordersLayout.SINGLE_TOP_LINE])
def test_a_comment_on_several_lines_without_rules(tmp_path: Path, layout: TableBordersLayout) -> None:
    pdf = document()
    page(pdf)
    comment = "un long commentaire " * 8 + "fin"
    takes = [*TAKES[:4], ("12/3", "2", "", "A012C099", comment), *TAKES[4:9]]
    with pdf.table(text_align="LEFT", col_widths=WIDTHS, borders_layout=layout, first_row_as_headings=False) as table:
        for row in [TITLES, *takes]:
            table.row(row)
    (sheet,) = read(tmp_path, pdf)
    assert cells(sheet) == [TITLES, *takes]


def test_a_first_column_without_a_heading(tmp_path: Path) -> None:
    pdf = document()
    page(pdf)
    rows = [(str(n), f"12/{n}", "bon" if n % 3 else "") for n in range(1, 15)]
    print_rows(pdf, [("", "Plan", "Avis"), *rows])
    (sheet,) = read(tmp_path, pdf)
    assert cells(sheet) == [("", "Plan", "Avis"), *rows]


def test_columns_of_figures_printed_close_to_the_next(tmp_path: Path) -> None:
    pdf = document()
    page(pdf)
    rows = [(f"A{n:03}", str(n * 37), f"note {n}") for n in range(12)]
    for clip, length, note in [("Clip", "Images", "Note"), *rows]:
        pdf.cell(30, 6, clip)
        pdf.cell(25, 6, length, align="R")
        pdf.cell(40, 6, note, new_x="LMARGIN", new_y="NEXT")
    (sheet,) = read(tmp_path, pdf)
    assert cells(sheet) == [("Clip", "Images", "Note"), *rows]


def test_a_report_of_a_typewriter(tmp_path: Path) -> None:
    pdf = document()
    pdf.set_font("Courier", size=9)
    page(pdf, "SOUND REPORT", "Date: 12/03/2026", "Mixer: H. Noé")
    rows = [
        (f"S003T{n:02}.WAV", f"12-{n}", "ok pour le son" if n % 2 else "", f"10:{n:02}:00:00") for n in range(1, 15)
    ]
    for file, scene, note, start in [("File", "Scene", "Note", "Start"), *rows]:
        pdf.cell(0, 5, f"{file:<14}{scene:<8}{note:<18}{start}", new_x="LMARGIN", new_y="NEXT")
    (sheet,) = read(tmp_path, pdf)
    assert cells(sheet) == [("File", "Scene", "Note", "Start"), *rows]
    assert [line for _text, line in sheet.head] == ["SOUND REPORT", "Date: 12/03/2026", "Mixer: H. Noé"]


def test_a_title_between_the_rows_is_one_cell(tmp_path: Path) -> None:
    pdf = document()
    page(pdf)
    print_rows(pdf, [TITLES, *TAKES[:3]])
    pdf.cell(0, 6, "SÉQUENCE 2 - INT. CUISINE D'HÉLÈNE - JOUR - suite de la veille", new_x="LMARGIN", new_y="NEXT")
    print_rows(pdf, TAKES[3:9])
    (sheet,) = read(tmp_path, pdf)
    assert cells(sheet)[4] == ("SÉQUENCE 2 - INT. CUISINE D'HÉLÈNE - JOUR - suite de la veille", "", "", "", "")
    assert cells(sheet)[5:] == TAKES[3:9]


@pytest.mark.parametrize("border", [0, 1], ids=["white", "ruled"])
def test_different_tables_are_sheets_with_their_page(tmp_path: Path, border: int) -> None:
    pdf = document()
    page(pdf, "IMAGE")
    print_rows(pdf, [TITLES, *TAKES[:5]], border)
    page(pdf, "SON")
    print_rows(pdf, [("Fichier", "Scène", "Piste"), ("T01.wav", "12/3", "mix"), ("T02.wav", "12/4", "mix")], border)
    first, second = read(tmp_path, pdf)
    assert (first.name, second.name) == ("page 1", "page 2")
    assert (first.head, second.head) == ((("text", "IMAGE"),), (("text", "SON"),))
    assert cells(second) == [("Fichier", "Scène", "Piste"), ("T01.wav", "12/3", "mix"), ("T02.wav", "12/4", "mix")]
    assert [row.line for row in second.rows] == [7, 8, 9]


@pytest.mark.parametrize("border", [0, 1], ids=["white", "ruled"])
@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_that_is_turned_for_the_reader(tmp_path: Path, border: int, angle: int) -> None:
    pdf = FPDF("P", "mm", (300, 300))
    pdf.set_auto_page_break(False)
    pdf.set_font("Helvetica", size=9)
    pdf.add_page()
    with pdf.rotation(angle, 150, 150):
        print_rows(pdf, [TITLES, *TAKES[:9]], border)
    turned = pypdfium2.PdfDocument(bytes(pdf.output()))
    turned[0].set_rotation(angle)
    whole = io.BytesIO()
    turned.save(whole)
    turned.close()
    (sheet,) = read(tmp_path, whole.getvalue())
    assert cells(sheet) == [TITLES, *TAKES[:9]]


def picture() -> bytes:
    pdf = document()
    pdf.add_page()
    pdf.image(Image.new("L", (200, 100), 200), 10, 10, 200)
    return bytes(pdf.output())


def prose() -> bytes:
    pdf = document()
    pdf.add_page()
    pdf.multi_cell(150, 5, "Il n'y a pas de tableau dans cette lettre. " * 20)
    return bytes(pdf.output())


def secret() -> bytes:
    pdf = document()
    page(pdf)
    print_rows(pdf, TAKES[:5], 1)
    pdf.set_encryption(owner_password="owner", user_password="user")
    return bytes(pdf.output())


def blank() -> bytes:
    pdf = document()
    pdf.add_page()
    return bytes(pdf.output())


@pytest.mark.parametrize(
    ("content", "says", "way_out"),
    [
        (picture, "is a scan: it holds pictures of pages and no text", "OCR"),
        (blank, "no text", "printed from"),
        (prose, "holds text, and no table", "printed from"),
        (secret, "is protected by a password", "without the password"),
        (lambda: b"%PDF-1.7\nnot a word of it\n%%EOF\n", "is damaged", "print the report again"),
        (lambda: b"", "is damaged", "print the report again"),
    ],
    ids=["scan", "blank", "prose", "password", "damaged", "empty"],
)
def test_what_holds_no_table_is_refused_quietly(
    tmp_path: Path, content: Callable[[], bytes], says: str, way_out: str,
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    caplog.set_level(logging.INFO)
    data = content()
    caplog.clear()
    with pytest.raises(ReportError) as caught:
        read(tmp_path, data)
    assert says in caught.value.message
    assert way_out in caught.value.hint
    assert caught.value.path.endswith("rapport.pdf")
    assert capfd.readouterr() == ("", "")
    assert caplog.text == ""


def test_half_a_file_is_read_or_refused(tmp_path: Path) -> None:
    pdf = document()
    page(pdf)
    print_rows(pdf, TAKES[:5], 1)
    data = bytes(pdf.output())
    for part in range(1, 20):
        try:
            sheets = read(tmp_path, data[: len(data) * part // 20])
        except ReportError:
            continue
        assert sheets


def test_a_report_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="cannot be read"):
        read_pdf(tmp_path / "none.pdf")


def test_without_the_package_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(MissingExtra) as caught:
        read(tmp_path, b"%PDF-1.7\n")
    assert caught.value.hint == "run: pip install 'chutier[pdf]'"
