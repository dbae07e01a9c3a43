"""ALE files as tables: those of real programs, and everything that people and programs do to them."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chutier.errors import ReportError
from chutier.setreports.log import read_log
from chutier.setreports.sheet import MOST_ROWS, Sheet

AVID = (
    "Heading\nFIELD_DELIM\tTABS\nVIDEO_FORMAT\t1080\nFPS\t25\n\nColumn\nName\tTracks\tStart\tEnd\tComments\t\n\n"
    "Data\nA012C001\tV\t10:00:00:00\t10:00:10:00\tHélène, été\t\nA012C002\tV\t10:01:00:00\t10:01:10:00\t\t\n"
)


def read(tmp_path: Path, content: str | bytes, encoding: str = "utf-8") -> Sheet:
    path = tmp_path / "J03.ale"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    (sheet,) = read_log(path)
    return sheet


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "mac_roman", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_log_reads_the_same_in_every_encoding(tmp_path: Path, encoding: str, newline: str) -> None:
    sheet = read(tmp_path, AVID.replace("\n", newline), encoding)
    assert (sheet.form, sheet.encoding, sheet.delimiter) == ("ale", encoding, "\t")
    assert sheet.head == (("FIELD_DELIM", "TABS"), ("VIDEO_FORMAT", "1080"), ("FPS", "25"))
    assert [row.line for row in sheet.rows] == [7, 10, 11]
    assert sheet.rows[0].cells == ("Name", "Tracks", "Start", "End", "Comments")
    assert sheet.rows[1].cells == ("A012C001", "V", "10:00:00:00", "10:00:10:00", "Hélène, été")
    assert sheet.guessed == bool(sheet.warnings) == (encoding in ("cp1252", "mac_roman"))


def test_two_encodings_in_one_file_are_told(tmp_path: Path) -> None:
    text = b"Column\nName\tComments\nData\n" + "1\tété\n".encode() + "2\tdéjà vu\n".encode("cp1252")
    sheet = read(tmp_path, text)
    assert [row.cells[1] for row in sheet.rows] == ["Comments", "été", "déjà vu"]
    assert "another encoding" in sheet.warnings[0]


@pytest.mark.parametrize(
    ("text", "head", "rows"),
    [
        ("heading\nFPS\t25\nCOLUMN\nName\ndata\nA\n", (("FPS", "25"),), [(4, ("Name",)), (6, ("A",))]),
        ("Column\nName\tTake\nData\nA\t1\n", (), [(2, ("Name", "Take")), (4, ("A", "1"))]),
        ("\n\nHeading\n\n\nColumn\n\n\nName\n\n\nData\n\n\nA\n\n\n", (), [(9, ("Name",)), (15, ("A",))]),
        ("Heading\t\t\nColumn\t\nName\t\t\nData \nA\t\t\nData\nB", (), [(3, ("Name",)), (5, ("A",)), (7, ("B",))]),
        ("Column\nName\nA\nB\n", (), [(2, ("Name",)), (3, ("A",)), (4, ("B",))]),
        ("Column\nName\tTake\nData\nA\nB\t1\t\tmore\n", (),
         [(2, ("Name", "Take")), (4, ("A",)), (5, ("B", "1", "", "more"))]),
        ("Heading\nFIELD_DELIM\tTABS\tVIDEO_FORMAT\t1080\tFPS\t23.98\nColumn\nName\nData\n",
         (("FIELD_DELIM", "TABS"), ("VIDEO_FORMAT", "1080"), ("FPS", "23.98")), [(4, ("Name",))]),
        ("Heading\nTAPE\nPROJECT\tLa Nuit\td'été\nFPS\t25\t\t\nColumn\nName\nData\n",
         (("TAPE", ""), ("PROJECT", "La Nuit d'été"), ("FPS", "25")), [(6, ("Name",))]),
        ("Column\nName\tText\nData\nA\tone\u2028two\x0cthree\x85four\n", (),
         [(2, ("Name", "Text")), (4, ("A", "one\u2028two\x0cthree\x85four"))]),
        ("Column\nName\nData\nHeading\nColumn\nA\n\x1a", (), [(2, ("Name",)), (4, ("Heading",)), (5, ("Column",)),
         (6, ("A",))]),
    ],
    ids=["small letters", "no heading", "blank lines", "tabs at the end", "no Data", "ragged", "heading on one line",
         "odd headings", "only line ends end lines", "clips called like sections"],
)  # fmt: skip
def test_logs_as_they_come(
    tmp_path: Path, text: str, head: tuple[tuple[str, str], ...], rows: list[tuple[int, tuple[str, ...]]]
) -> None:
    sheet = read(tmp_path, text)
    assert sheet.head == head
    assert [(row.line, row.cells) for row in sheet.rows] == rows


@pytest.mark.parametrize(
    ("name", "columns", "clips", "rate"),
    [
        ("otio-ale__sample.ale", 129, 4, "24"), ("otio-ale__sample2.ale", 32, 2, "23.98"),
        ("otio-ale__sampleUHD.ale", 7, 1, "23.976"), ("otio-ale__sample_blanks.ale", 37, 1, "25"),
        ("aleparser__all_headings.ALE", 58, 5, "24"),
    ],
)  # fmt: skip
def test_logs_of_real_programs(samples: Path, name: str, columns: int, clips: int, rate: str) -> None:
    (sheet,) = read_log(samples / "avid" / name)
    assert (len(sheet.rows[0].cells), len(sheet.rows) - 1) == (columns, clips)
    assert dict(sheet.head)["FPS"] == rate
    assert "Name" in sheet.rows[0].cells


@pytest.mark.parametrize(
    ("content", "says", "line"),
    [
        (b"", "is empty", None),
        (b"\xef\xbb\xbf\r\n \t", "is empty", None),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is no text", None),
        (b"\n\nScene;Take\n1;2\n", "is no ALE", 3),
        (b"Heading\nFPS\t25\nData\nA\n", "is no ALE", 2),
        (b"Heading\nColumn\n\n", "is no ALE", 1),
        (b"Column\nName\nData\n" + b"A\n" * (MOST_ROWS + 1), "more than 50000 rows", MOST_ROWS + 4),
    ],
    ids=["empty", "blank", "picture", "csv", "no Column", "no titles", "too long"],
)
def test_what_is_no_log_is_refused_with_the_place(tmp_path: Path, content: bytes, says: str, line: int | None) -> None:
    with pytest.raises(ReportError) as caught:
        read(tmp_path, content)
    assert says in caught.value.message
    assert caught.value.path.endswith("J03.ale")
    assert caught.value.line == line
    assert caught.value.hint


def test_a_log_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="cannot be read"):
        read_log(tmp_path / "none.ale")


LINES = st.one_of(
    st.sampled_from(["Heading", "Column", "Data", "", "\t", "FPS\t25"]), st.text("aé\t\x0b\x00", max_size=6)
)


@given(st.lists(LINES, max_size=12), st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_lines_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], newline: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.ale"
    path.write_bytes(newline.join(lines).encode())
    try:
        (sheet,) = read_log(path)
    except ReportError:
        return
    filled = [line for line in lines if line.strip()]
    assert len(sheet.rows) + len(sheet.head) <= len(filled)
    assert all(lines[row.line - 1].rstrip("\t") == "\t".join(map(str, row.cells)).rstrip("\t") for row in sheet.rows)


@given(st.binary(max_size=120))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "bytes.ale"
    path.write_bytes(data)
    with suppress(ReportError):
        assert read_log(path)[0].rows
