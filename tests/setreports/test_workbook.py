"""Workbooks as tables: what people do in spreadsheets, and files that are none."""

import io
import re
import struct
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from chutier.errors import ReportError
from chutier.setreports.sheet import MOST_ROWS, Cell, Sheet
from chutier.setreports.workbook import read_workbook

Rows = list[tuple[int, tuple[Cell, ...]]]


def made(tmp_path: Path, fill: Callable[[Worksheet], Any], name: str = "notes.xlsx") -> Path:
    """A workbook with one tab, `Notes`, as `fill` writes it."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Notes"
    fill(sheet)
    book.save(tmp_path / name)
    return tmp_path / name


def table(*rows: tuple[Any, ...], first: int = 1) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        for line, row in enumerate(rows, first):
            for column, value in enumerate(row, 1):
                sheet.cell(line, column).value = value

    return fill


def rows_of(sheet: Sheet) -> Rows:
    return [(row.line, row.cells) for row in sheet.rows]


@pytest.mark.parametrize(
    ("typed", "cell"),
    [
        (3, "3"), (3.0, "3"), (2.5, "2.5"), (0.1 + 0.2, "0.3"), (-4.0, "-4"), (123456789012, "123456789012"),
        (True, "x"), (False, ""), ("12/3", "12/3"), (" Hélène ", " Hélène "), ("two\nlines", "two\nlines"),
        ("=1+", "=1+"), (clock(9, 5, 3), "9:05:03"), (clock(0, 3, 0), "0:03:00"), (timedelta(hours=25), "25:00:00"),
        (timedelta(minutes=3, seconds=2, milliseconds=400), "0:03:02"),
        (date(2026, 3, 12), date(2026, 3, 12)), (datetime(2026, 3, 12), date(2026, 3, 12)),
        (datetime(2026, 3, 12, 10, 5, 3), "2026-03-12 10:05:03"),
    ],
    ids=repr,
)  # fmt: skip
def test_cells_are_what_a_person_typed(tmp_path: Path, typed: object, cell: Cell) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = "Prise"
        sheet["B1"].value = typed
        if typed == "=1+":
            sheet["B1"].data_type = "s"

    (sheet,) = read_workbook(made(tmp_path, fill))
    assert sheet.rows[0].cells == ("Prise", cell)
    assert (sheet.form, sheet.name, sheet.warnings) == ("xlsx", "Notes", ())


def test_line_ends_in_cells_are_folded_by_texts(tmp_path: Path) -> None:
    (sheet,) = read_workbook(made(tmp_path, table(("Seq", " un\ncommentaire "))))
    assert sheet.rows[0].texts() == ("Seq", "un commentaire")


def test_rows_have_the_number_that_the_spreadsheet_shows(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B4"], sheet["C4"], sheet["C5"], sheet["B9"] = "Séq", "Prise", "  ", 7

    (sheet,) = read_workbook(made(tmp_path, fill))
    assert rows_of(sheet) == [(4, ("Séq", "Prise")), (9, ("7", ""))]


def test_a_scene_merged_over_its_takes_stands_in_each(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        table(("LA NUIT",), ("Séq", "Son", None, "Prise"), ("12/3", "S1", None, 1), (None, None, None, 2), first=2)(
            sheet
        )
        sheet["D6"] = 3
        sheet["A8"] = "13/1"
        for region in ("A2:D2", "B3:C3", "A4:A7", "B4:C5", "A8:A20"):
            sheet.merge_cells(region)

    (sheet,) = read_workbook(made(tmp_path, fill))
    assert rows_of(sheet) == [
        (2, ("LA NUIT", "", "", "")), (3, ("Séq", "Son", "", "Prise")), (4, ("12/3", "S1", "", "1")),
        (5, ("12/3", "S1", "", "2")), (6, ("12/3", "", "", "3")), (8, ("13/1", "", "", "")),
    ]  # fmt: skip


def test_each_visible_tab_is_a_sheet_and_hidden_ones_are_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, state in (("J01", "visible"), ("Empty", "visible"), ("Old", "hidden"), ("Code", "veryHidden")):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        if name != "Empty":
            sheet["A1"] = name
    book.create_chartsheet("Chart")
    book["Sheet"]["A1"] = "first"
    book.save(tmp_path / "notes.xlsx")
    sheets = read_workbook(tmp_path / "notes.xlsx")
    assert [sheet.name for sheet in sheets] == ["Sheet", "J01"]
    assert [len(sheet.warnings) for sheet in sheets] == [1, 0]
    assert "hidden tabs Old, Code were left out" in sheets[0].warnings[0]


def test_formulas_that_nobody_computed_are_told(tmp_path: Path) -> None:
    path = made(tmp_path, table(("Prise", "Durée", "Texte"), (1, "=A2*2", "no =formula"), (2, "=A3*2", None)))
    (sheet,) = read_workbook(path)
    assert rows_of(sheet)[1:] == [(2, ("1", "", "no =formula")), (3, ("2", "", ""))]
    assert sheet.warnings == (
        "tab Notes: 2 formulas were never computed, their cells count as empty: open the file in the spreadsheet "
        "program and save it",
    )


def edited(path: Path, part: str, old: str, new: str) -> Path:
    """The workbook with `old` replaced by `new`, a pattern, in one of its XML parts."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    changed, count = re.subn(old.encode(), lambda _found: new.encode(), parts[part])
    assert count
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**parts, part: changed}.items():
            archive.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        (r'<c r="B1"><f>A1*2</f><v>6</v></c>', "6"), (r'<c r="B1" t="str"><f>A1</f><v></v></c>', ""),
        (r'<c r="B1" t="str"><f>A1</f><v>oui</v></c>', "oui"), (r'<c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', ""),
    ],
)  # fmt: skip
def test_a_computed_formula_is_its_result(tmp_path: Path, cell: str, read: str) -> None:
    path = made(tmp_path, table((3, "=A1*2", "end")))
    (sheet,) = read_workbook(edited(path, "xl/worksheets/sheet1.xml", r'<c r="B1".*?</c>', cell))
    assert (sheet.rows[0].cells, sheet.warnings) == (("3", read, "end"), ())


def test_a_hundred_thousand_rows_are_refused_at_once(tmp_path: Path) -> None:
    cells = "".join(f'<c r="{column}{{n}}" t="inlineStr"><is><t>12/3</t></is></c>' for column in "ABC")
    rows = "".join(f'<row r="{n}">{cells.format(n=n)}</row>' for n in range(2, 100_001))
    path = edited(made(tmp_path, table((1,))), "xl/worksheets/sheet1.xml", "</sheetData>", rows + "</sheetData>")
    began = time.perf_counter()
    with pytest.raises(ReportError, match=f"more than {MOST_ROWS} rows") as caught:
        read_workbook(path)
    assert time.perf_counter() - began < 3
    assert caught.value.line == 100_000
    assert "one shooting day" in caught.value.hint


def test_a_cell_far_away_is_told_before_it_fills_the_memory(tmp_path: Path) -> None:
    path = made(tmp_path, table((1, 2)))
    far = r'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    with pytest.raises(ReportError, match="tab Notes has cells far away") as caught:
        read_workbook(edited(path, "xl/worksheets/sheet1.xml", "</sheetData>", far))
    assert caught.value.line == 1048576


def compound(stream: str, data: bytes) -> bytes:
    """An OLE compound file that holds one stream: how xls files, and encrypted xlsx files, are kept ([MS-CFB])."""
    data = data.ljust(-(-max(len(data), 4096) // 512) * 512, b"\0")
    count, end, free = len(data) // 512, 0xFFFFFFFE, 0xFFFFFFFF
    table = [0xFFFFFFFD, end, *range(3, 2 + count), end]
    header = struct.pack("<8s16sHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6,
                         0, 1, 1, 0, 4096, end, 0, end, 0, 0)  # fmt: skip

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        spelt = name.encode("utf-16-le")
        return struct.pack("<64sHBBIII16sIQQIQ", spelt, len(spelt) + 2, kind, 1, free, free, child, b"", 0, 0, 0, start,
                           size)  # fmt: skip

    folder = entry("Root Entry", 5, 1, end, 0) + entry(stream, 2, free, 2, len(data))
    sectors = struct.pack("<128I", *table, *[free] * (128 - len(table))) + folder.ljust(512, b"\0") + data
    return header + struct.pack("<108I", *[free] * 108) + sectors


def biff(*records: tuple[int, bytes]) -> bytes:
    return b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in records)


def old_excel(*more: tuple[int, bytes]) -> bytes:
    """An Excel 97 workbook: a scene in B3, merged down over the takes 1.0 and 2.5 in C3 and C4 ([MS-XLS])."""
    begin, end = 0x0809, (0x000A, b"")
    text = "12/3".encode("utf-16-le")
    cells = biff(
        (begin, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6)),
        (0x0204, struct.pack("<HHHHB", 2, 1, 0, 4, 1) + text),
        (0x0203, struct.pack("<HHHd", 2, 2, 0, 1.0)),
        (0x0203, struct.pack("<HHHd", 3, 2, 0, 2.5)),
        (0x00E5, struct.pack("<HHHHH", 1, 2, 3, 1, 1)),
        *more,
        end,
    )
    name = b"Notes"

    def book(start: int) -> bytes:
        opening = (begin, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 6))
        return biff(opening, (0x0085, struct.pack("<IBBBB", start, 0, 0, len(name), 0) + name), end)

    return compound("Workbook", book(len(book(0))) + cells)


def test_an_old_workbook_reads_like_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "notes.xls").write_bytes(old_excel())
    (sheet,) = read_workbook(tmp_path / "notes.xls")
    assert (sheet.form, sheet.name) == ("xls", "Notes")
    assert rows_of(sheet) == [(3, ("12/3", "1")), (4, ("12/3", "2.5"))]


NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "style")
)


HIDDEN_STYLE = (
    '<office:automatic-styles><style:style style:name="h" style:family="table">'
    '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
)


def open_document(path: Path, tables: str, manifest: str = "<manifest/>") -> Path:
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {NAMES}>{HIDDEN_STYLE}<office:body><office:spreadsheet>'
            f"{tables}</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def text_cell(*lines: str, more: str = "") -> str:
    inside = "".join(f"<text:p>{line}</text:p>" for line in lines)
    return f'<table:table-cell office:value-type="string" {more}>{inside}</table:table-cell>'


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def blank(rows: int) -> str:
    return row('<table:table-cell table:number-columns-repeated="16384"/>', more=f'table:number-rows-repeated="{rows}"')


OVER_TWO = 'table:number-rows-spanned="2" table:number-columns-spanned="1"'
TWO_BLANKS = '<table:table-cell table:number-columns-repeated="2"/>'
TAKES = "".join((
    '<table:table table:name="Empty">', blank(1048576), '</table:table><table:table table:name="J03">', blank(2),
    row(TWO_BLANKS, text_cell("Séq"), text_cell("Prise"), text_cell("Date")),
    row(TWO_BLANKS, text_cell("12/3", "bis", more=OVER_TWO),
        '<table:table-cell office:value-type="float" office:value="1"/>',
        '<table:table-cell office:value-type="date" office:date-value="2026-03-12"/>'),
    row(TWO_BLANKS, "<table:covered-table-cell/>", text_cell("2")), blank(1048000), "</table:table>",
))  # fmt: skip
HIDDEN = f'<table:table table:name="Vieux" table:style-name="h">{row(text_cell("x"))}</table:table>'


def test_an_open_document_reads_like_a_workbook(tmp_path: Path) -> None:
    (sheet,) = read_workbook(open_document(tmp_path / "notes.ods", TAKES + HIDDEN))
    assert (sheet.form, sheet.name) == ("ods", "J03")
    assert rows_of(sheet) == [
        (3, ("Séq", "Prise", "Date")), (4, ("12/3\nbis", "1", date(2026, 3, 12))), (5, ("12/3\nbis", "2", "")),
    ]  # fmt: skip
    assert sheet.warnings == ("the hidden tab Vieux was left out: show it and save, if it belongs to the paper",)


def test_a_row_repeated_a_million_times_is_refused_at_once(tmp_path: Path) -> None:
    takes = row(text_cell("1") * 60, more='table:number-rows-repeated="1048576"')
    path = open_document(tmp_path / "notes.ods", f'<table:table table:name="J03">{takes}</table:table>')
    with pytest.raises(ReportError, match="more than"):
        read_workbook(path)


def test_a_cell_repeated_over_all_columns_is_told(tmp_path: Path) -> None:
    cell = text_cell("1", more='table:number-columns-repeated="16384"')
    tables = f'<table:table table:name="J03">{row(cell)}{blank(20000)}{row(cell)}</table:table>'
    with pytest.raises(ReportError, match="far away"):
        read_workbook(open_document(tmp_path / "notes.ods", tables))


def zipped(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/"), data)
    return buffer.getvalue()


def encrypted(tmp_path: Path) -> bytes:
    inside = "<manifest:file-entry><manifest:encryption-data></manifest:encryption-data></manifest:file-entry>"
    manifest = f"<manifest:manifest>{inside}</manifest:manifest>"
    return open_document(tmp_path / "secret.ods", TAKES, manifest).read_bytes()


def cut_short(tmp_path: Path) -> bytes:
    data = made(tmp_path, table((1, 2)), "whole.xlsx").read_bytes()
    return data[: len(data) // 2]


def scrambled(tmp_path: Path) -> bytes:
    data = bytearray(made(tmp_path, table(*[("12/3", "take", n) for n in range(200)]), "whole.xlsx").read_bytes())
    at = data.index(b"xl/worksheets/sheet1.xml") + 60
    data[at : at + 400] = bytes(400)
    return bytes(data)


@pytest.mark.parametrize(
    ("content", "says", "way_out"),
    [
        (lambda _folder: compound("EncryptedPackage", b""), "protected by a password", "without the password"),
        (encrypted, "protected by a password", "without the password"),
        (cut_short, "is damaged", "save it as .xlsx"),
        (scrambled, "is damaged", "save it as .xlsx"),
        (lambda _folder: b"PK\x03\x04" + bytes(60), "is damaged", "save it as .xlsx"),
        (lambda _folder: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is damaged", "save it as .xlsx"),
        (lambda _folder: old_excel((0x00E5, b"")), "is damaged", "save it as .xlsx"),
        (lambda _folder: compound("WordDocument", b"text"), "is damaged, or no workbook", "save it as .xlsx"),
        (lambda _folder: zipped(word__document_xml=b"<w/>"), "is a ZIP archive, and no workbook", "take the files out"),
        (lambda _folder: zipped(xl__workbook_xml=b"<w/>"), "is damaged", "save it as .xlsx"),
        (lambda folder: made(folder, lambda _sheet: None).read_bytes(), "is empty", "save it again"),
        (lambda folder: made(folder, table((" ", None))).read_bytes(), "is empty", "save it again"),
        (lambda folder: made(folder, table(("=1", "=2"))).read_bytes(), "holds formulas that no", "open it"),
        (lambda folder: open_document(folder / "h.ods", HIDDEN).read_bytes(), "is hidden: Vieux", "show the tab"),
    ],
    ids=["password", "password of OpenDocument", "cut short", "scrambled", "no zip", "no compound", "empty record",
         "word", "docx", "hollow", "empty", "blank", "formulas", "hidden"],
)  # fmt: skip
def test_what_is_no_workbook_is_refused_with_the_way_out(
    tmp_path: Path, content: Callable[[Path], bytes], says: str, way_out: str
) -> None:
    path = tmp_path / "paper.xlsx"
    path.write_bytes(content(tmp_path))
    with pytest.raises(ReportError) as caught:
        read_workbook(path)
    assert says in caught.value.message
    assert way_out in caught.value.hint
    assert caught.value.path == str(path)


def test_a_workbook_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="cannot be read"):
        read_workbook(tmp_path / "none.xlsx")
