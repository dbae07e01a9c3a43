"""The reader against real logs, copies of them in other encodings, and everything that is no log."""

import codecs
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chutier.errors import ChutierError, MediaError, TimecodeError
from chutier_avid.ale import Ale, read

SAMPLES = {
    "otio-ale__sample.ale": (4, 129),
    "otio-ale__sample2.ale": (2, 32),
    "otio-ale__sampleUHD.ale": (1, 7),
    "otio-ale__sample_blanks.ale": (1, 37),
    "aleparser__all_headings.ALE": (5, 58),
}
"""Rows and columns, counted by hand; a trailing tab makes no column."""

FRENCH = (
    "Heading\nFIELD_DELIM\tTABS\nVIDEO_FORMAT\t1080\nFPS\t25\n\nColumn\nName\tTracks\tStart\tEnd\tTape\tDecor\n\nData\n"
    "12bis-3-02 – été\tV\t10:00:00:00\t10:00:04:00\tA012\tCUISINE D’HÉLÈNE\n"
    "13-1-01 « forêt »\tVA1A2\t10:01:00:00\t10:01:04:00\tA012\tCŒUR, 3 €\n"
)


def log(*rows: str, titles: str = "Name\tTracks\tStart\tEnd", heading: str = "FIELD_DELIM\tTABS\nFPS\t25\n") -> Ale:
    text = f"Heading\n{heading}\nColumn\n{titles}\n\nData\n" + "".join(f"{row}\n" for row in rows)
    return read(text.encode())


def test_a_log_is_written_as_it_was_read(tmp_path: Path) -> None:
    (tmp_path / "a.ale").write_bytes(FRENCH.encode("mac_roman"))
    read(tmp_path / "a.ale").write(tmp_path / "b" / "b.ale")
    assert (tmp_path / "b" / "b.ale").read_bytes() == FRENCH.encode("mac_roman")


@pytest.mark.parametrize("name", SAMPLES)
def test_a_real_log_is_read_and_comes_back_to_the_byte(samples: Path, name: str) -> None:
    ale = read(samples / "avid" / name)
    assert (len(ale), len(ale.columns)) == SAMPLES[name]
    assert ale.to_bytes() == (samples / "avid" / name).read_bytes()


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("end", ["\r", "\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_line_ends_and_marks_change_no_cell(samples: Path, name: str, end: str, mark: bytes) -> None:
    real = (samples / "avid" / name).read_text()
    data = mark + "\n".join(real.splitlines()).replace("\n", end).encode()
    ale = read(data)
    assert ale.to_bytes() == data
    assert [row.cells for row in ale] == [row.cells for row in read(real.encode())]


def test_a_heading_on_one_line_and_a_ragged_row(samples: Path) -> None:
    ale = read(samples / "avid" / "otio-ale__sample2.ale")
    assert ale.head("FPS") == "23.98"
    assert ale.head("video_format") == "1080"
    short, full = ale.rows
    assert len(short.cells) == 30
    assert short["COMMENTS"] == ""
    assert full["Camroll"] == "XA007"
    assert ale.rate(short) == Fraction(24000, 1001)


def test_feet_and_frames_stay_text_and_short_durations_are_read(samples: Path) -> None:
    ale = read(samples / "avid" / "aleparser__all_headings.ALE")
    first = ale.rows[0]
    assert ale.timecode(first, "KN Mark OUT") is None
    assert str(ale.timecode(first, "Duration")) == "00:10:00:00"
    assert ale.timecode(first, "Mark IN") is not None


@pytest.mark.parametrize(
    ("codec", "mark", "told"),
    [
        ("utf-8", b"", False),
        ("utf-8", codecs.BOM_UTF8, False),
        ("utf-16-le", codecs.BOM_UTF16_LE, False),
        ("utf-16-be", codecs.BOM_UTF16_BE, False),
        ("utf-16-le", b"", True),
        ("utf-16-be", b"", True),
        ("mac_roman", b"", True),
        ("cp1252", b"", True),
    ],
)
def test_one_french_log_in_eight_encodings_gives_equal_cells(codec: str, mark: bytes, told: bool) -> None:
    data = mark + FRENCH.encode(codec)
    ale = read(data)
    assert [row.cells for row in ale] == [row.cells for row in read(FRENCH.encode())]
    assert ale.encoding == codec
    assert ale.to_bytes() == data
    assert bool(ale.notes) == told


def test_a_wrong_guess_can_be_overruled() -> None:
    data = FRENCH.replace("\n", "\r").encode("mac_roman")
    assert read(data, encoding="mac_roman").rows[0]["Decor"] == "CUISINE D’HÉLÈNE"
    with pytest.raises(MediaError, match="no encoding called"):
        read(data, encoding="klingon")
    with pytest.raises(MediaError, match="not ascii") as caught:
        read(FRENCH.encode(), encoding="ascii")
    assert caught.value.line == 10


def test_keywords_in_any_case_and_stray_blanks() -> None:
    head = b"heading\r\nFPS\t25\t\r\nTAPE\r\n\r\n"
    ale = read(head + b"COLUMN\t\r\n\r\nName\tTracks\t\r\n\r\n data \r\n\r\nx\tV\t\r\n\r\n")
    assert ale.heading == (("FPS", "25"), ("TAPE", ""))
    assert ale.columns == ("Name", "Tracks")
    assert ale.rows[0].as_dict() == {"Name": "x", "Tracks": "V"}
    assert ale.rows[0].extra == ()


def test_a_value_left_out_of_a_heading_on_one_line() -> None:
    ale = read(b"Heading\tFIELD_DELIM\tTABS\tTAPE\tFPS\t24\nColumn\nName\nData\n")
    assert ale.heading == (("FIELD_DELIM", "TABS"), ("TAPE", ""), ("FPS", "24"))
    assert ale.rows == ()


def test_doubles_overflow_and_odd_line_marks_are_kept() -> None:
    ale = log("a\tV\x0b\u2028\tx\ty\tz", titles="Name\tTracks\tName")
    row = ale.rows[0]
    assert row["Name"] == "a"
    assert row.all("Name") == ("a", "x")
    assert row.extra == ("y", "z")
    assert row.cells[1] == "V\x0b\u2028"
    assert len(ale.notes) == 2
    with pytest.raises(KeyError):
        row["Tape"]
    assert row.get("Tape") == ""


def test_the_rate_of_a_row_comes_before_the_heading() -> None:
    ale = log("a\t25", "b\t59,94", "c\t29.97NDF", "d\t", "e\tx", titles="Name\tFPS")
    rates = [ale.rate(row) for row in ale.rows[:4]]
    assert rates == [25, Fraction(60000, 1001), Fraction(30000, 1001), 25]
    with pytest.raises(TimecodeError):
        ale.rate(ale.rows[4])
    nothing = log("a", titles="Name", heading="")
    with pytest.raises(TimecodeError, match="neither the row nor the heading"):
        nothing.rate(nothing.rows[0])


@pytest.mark.parametrize(
    ("text", "rate", "shown"),
    [
        ("01:00:00;02", "29.97", "01:00:00;02"),
        ("01;00;00;02", "29.97", "01:00:00;02"),
        ("01:00:00.02", "59.94", "01:00:00;02"),
        ("1:07", "24", None),
        ("10:00:00", "24", "00:10:00:00"),
        ("   6+03", "24", ""),
        ("01:00:00:24", "24", None),
        ("01:00:00;02", "25", None),
        ("01:00:00:100", "119.88", "01:00:00:100"),
    ],
)
def test_timecodes_as_logs_write_them(text: str, rate: str, shown: str | None) -> None:
    ale = log(f"a\t{rate}\t{text}", titles="Name\tFPS\tStart")
    if shown is None:
        with pytest.raises(TimecodeError):
            ale.timecode(ale.rows[0], "Start")
    else:
        assert str(ale.timecode(ale.rows[0], "Start") or "") == shown


def test_a_changed_cell_leaves_every_other_byte() -> None:
    data = FRENCH.replace("\n", "\r\n").encode("mac_roman")
    changed = read(data).with_cell(0, "Tape", "A013")
    assert changed.to_bytes() == data.replace(b"A012", b"A013", 1)
    short = log("a", titles="Name\tTracks\tStart").with_cell(0, "Start", "x")
    assert short.rows[0].cells == ("a", "", "x")


NOT_LOGS = {
    "empty": (b"", "is empty"),
    "blank": (b" \r\n\r\n", "is empty"),
    "binary": (b"Heading\n\x00\x01\x02\xff\xfe\x00\x10" * 9, "binary data"),
    "prose": (b"Dear editor,\nplease find the log attached.\n", "no line says Column"),
    "no data": (b"Heading\nFPS\t25\n\nColumn\nName\tTracks\n", "no line says Data"),
    "no titles": (b"Heading\nFPS\t25\n\nColumn\n\nData\nx\n", "no titles follow Column"),
    "half UTF-16": (codecs.BOM_UTF16_LE + b"H\x00e\x00a", "no line says Column"),
}


@pytest.mark.parametrize("name", NOT_LOGS)
def test_what_is_no_log_is_told_with_file_and_line(tmp_path: Path, name: str) -> None:
    data, message = NOT_LOGS[name]
    file = tmp_path / "x.ale"
    file.write_bytes(data)
    with pytest.raises(MediaError, match=message) as caught:
        read(file)
    assert caught.value.path == str(file)
    assert caught.value.hint
    assert message == "is empty" or caught.value.line


def test_an_absent_file(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="cannot be read"):
        read(tmp_path / "no.ale")


CELLS = st.text(st.characters(exclude_characters="\t\r\n\x00", exclude_categories=["Cs"]), max_size=12)
ENDS = st.sampled_from(["\r", "\n", "\r\n"])


@st.composite
def logs(draw: st.DrawFn) -> str:
    end = draw(ENDS)
    blank = draw(st.sampled_from(["", end, f"\t{end}"]))
    titles = draw(st.lists(CELLS.filter(lambda t: t.strip()), min_size=1, max_size=5))
    rows = draw(st.lists(st.lists(CELLS, min_size=1, max_size=7), max_size=5))
    trailing = draw(st.sampled_from(["", "\t"]))
    lines = ["Heading", "FPS\t25", blank + "Column", "\t".join(titles) + trailing, blank + "Data"]
    return end.join(lines + ["\t".join(row) + trailing for row in rows]) + draw(st.sampled_from(["", end]))


@given(logs(), st.sampled_from(["utf-8", "utf-16-le", "utf-16-be"]))
def test_any_log_comes_back_to_the_byte(text: str, codec: str) -> None:
    mark = {"utf-8": b"", "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}[codec]
    data = mark + text.encode(codec)
    assert read(data).to_bytes() == data


@given(st.binary(max_size=200))
def test_any_bytes_are_a_log_or_refused_with_a_sentence(data: bytes) -> None:
    for source in (data, b"Heading\nFPS\t25\nColumn\nName\tStart\nData\n" + data):
        try:
            ale = read(source)
        except ChutierError:
            continue
        assert ale.to_bytes() == source
