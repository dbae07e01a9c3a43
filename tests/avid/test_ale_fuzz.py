"""Whatever bytes come, a log is read without a loss or refused with one sentence; and it is refused soon."""

import codecs
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chutier.errors import MediaError
from chutier_avid.ale import Ale, check, decode, read
from chutier_avid.ale.reader import BEGINNING

LOG = (
    "Heading\r\nFIELD_DELIM\tTABS\r\nVIDEO_FORMAT\t1080\r\nFPS\t25\r\n\r\nColumn\r\nName\tTracks\tStart\tEnd\tDecor\r\n"
    "\r\nData\r\n12-3-01 é\tV\t10:00:00:00\t10:00:04:00\tCUISINE D’HÉLÈNE\r\n13-1-02\tV\t10:01:00:00\t10:01:04:00\tCŒUR"
)
HEAD = LOG[: LOG.index("12-3-01")].encode()
CODECS = ["utf-8", "utf-16-le", "utf-16-be", "mac_roman", "cp1252"]


def read_or_refuse(data: bytes, encoding: str | None = None) -> Ale | None:
    """The log, which must come back to the byte and can be checked; None when it is refused with a way out."""
    try:
        ale = read(data, encoding)
    except MediaError as error:
        refused = error
    else:
        assert ale.to_bytes() == data
        check(ale)
        return ale
    assert refused.hint
    assert refused.message
    return None


@contextmanager
def bounded(seconds: float, bytes_: int) -> Iterator[None]:
    """Neither more time nor more memory than so much."""
    tracemalloc.start()
    start = time.perf_counter()
    yield
    took = time.perf_counter() - start
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert took < seconds
    assert peak < bytes_


# --- any bytes


@given(st.binary(max_size=300), st.sampled_from([None, *CODECS, "utf-16", "utf-32", "shift_jis", "klingon", "x\0y"]))
@example(b"\xff\xfe\x00\x00", None)
@example(b"\x00H\x00e", "utf-16")
@example(b"", "undefined")
def test_any_bytes_are_a_log_or_refused(data: bytes, encoding: str | None) -> None:
    read_or_refuse(data, encoding)
    read_or_refuse(HEAD + data, encoding)


@given(st.integers(0, len(LOG) * 2), st.sampled_from(CODECS), st.booleans())
def test_a_log_cut_anywhere_is_read_as_far_as_it_goes_or_refused(at: int, codec: str, marked: bool) -> None:
    mark = {"utf-8": codecs.BOM_UTF8, "utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}.get(codec)
    data = ((mark or b"") if marked else b"") + LOG.encode(codec)
    read_or_refuse(data[:at])


@given(st.data())
def test_a_log_with_bytes_knocked_over(data: st.DataObject) -> None:
    log = bytearray(LOG.encode(data.draw(st.sampled_from(CODECS))))
    for place in data.draw(st.lists(st.integers(0, len(log) - 1), max_size=5)):
        log[place] = data.draw(st.integers(0, 255))
    read_or_refuse(bytes(log))


TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60)


@given(TEXT, TEXT, TEXT, st.sampled_from(["\r", "\n", "\r\n"]), st.sampled_from(["utf-8", "utf-16-le", "utf-16-be"]))
def test_any_text_with_the_three_words_comes_back(head: str, titles: str, rows: str, end: str, codec: str) -> None:
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}.get(codec, b"")
    text = end.join(["Heading", head, "Column", "Name\t" + titles, "Data", rows])
    ale = read(mark + text.encode(codec))
    assert ale.to_text() == text
    assert ale.to_bytes() == mark + text.encode(codec)


@given(st.lists(st.sampled_from(["a\tb", "", "\t", "é", "\x0b\u2028\x85"]), max_size=6), st.data())
def test_mixed_line_ends_come_back(rows: list[str], data: st.DataObject) -> None:
    ends = st.sampled_from(["\r", "\n", "\r\n", "\n\r", "\r\r\n"])
    lines = ["Heading", "FPS\t25", "Column", "Name\tTracks", "Data", *rows]
    text = "".join(line + data.draw(ends) for line in lines)
    ale = read(text.encode())
    assert ale.to_text() == text
    assert len(ale) == sum(not row.isspace() and bool(row) for row in rows)


# --- damage that is known


def test_half_a_letter_at_the_end_is_kept_and_told() -> None:
    data = (LOG[:-4] + "CŒUR é").encode()[:-1]
    ale = read(data)
    assert ale.encoding == "utf-8"
    assert ale.rows[0]["Decor"] == "CUISINE D’HÉLÈNE"
    assert ale.rows[1]["Decor"] == "CŒUR"
    assert ["cut short" in note for note in ale.notes] == [True]
    assert ale.to_bytes() == data


@pytest.mark.parametrize("name", ["plain", "marked"])
def test_utf_16_with_an_odd_byte_at_the_end(name: str) -> None:
    data = (codecs.BOM_UTF16_LE if name == "marked" else b"") + LOG.encode("utf-16-le")[:-1]
    ale = read(data)
    assert ale.rows[1]["Decor"] == "CŒU"
    assert any("cut short" in note for note in ale.notes)
    assert ale.to_bytes() == data


def test_an_accent_at_the_very_end_is_no_damage() -> None:
    data = (LOG[:-4] + "forêt, café").encode("cp1252")
    assert read(data).rows[1]["Decor"] == "forêt, café"


def test_a_last_row_that_lacks_cells_is_told() -> None:
    ale = read(LOG[: LOG.rindex("\t10:01:04")].encode())
    assert ["line 11" in note and "cut short" in note for note in ale.notes] == [True]
    assert not read(LOG.encode()).notes


def test_the_empty_rest_of_a_block_is_no_cell() -> None:
    data = (LOG + "\r\n").encode() + bytes(4096)
    ale = read(data)
    assert ale.rows[1]["Decor"] == "CŒUR"
    assert ale.to_bytes() == data


def test_a_zero_inside_is_refused_by_its_line() -> None:
    with pytest.raises(MediaError, match="binary data") as caught:
        read(LOG.replace("13-1", "13\0-1").encode())
    assert caught.value.line == 11


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig", "utf-32"])
def test_a_codec_that_writes_marks_writes_none_where_there_was_none(codec: str) -> None:
    plain = {"utf-16": "utf-16-be", "utf-8-sig": "utf-8", "utf-32": "utf-32-le"}[codec]
    data = LOG.encode(plain)
    ale = read(data, encoding=codec)
    assert ale.encoding == plain
    assert ale.to_bytes() == data


# --- what is no log at all

OTHERS = {
    "aaf": (bytes.fromhex("d0cf11e0a1b11ae1e1010201") + bytes(500), "an AAF"),
    "avb": (b"\x06\x00DomainDJBO\x07\x00AObjDoc\x04" + bytes(99), "an Avid bin"),
    "mxf": (bytes.fromhex("060e2b34020501010d010201") + bytes(99), "an MXF"),
    "mxf with a run-in": (b"x" * 40 + bytes.fromhex("060e2b34020501010d01020101020400") + bytes(99), "an MXF"),
    "jpeg": (bytes.fromhex("ffd8ffe000104a464946") + bytes(99), "a JPEG"),
    "mov": (b"\0\0\0\x14ftypqt  " + bytes(99), "a QuickTime"),
    "wav": (b"RIFF\x24\0\0\0WAVEfmt " + bytes(99), "a WAV"),
    "aiff": (b"FORM\0\0\0\x24AIFFCOMM" + bytes(99), "an AIFF"),
    "xlsx": (b"PK\x03\x04\x14\0\x06\0" + bytes(99), "an Office document"),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF"),
    "rtf": (b"{\\rtf1\\ansi Heading\\par Column}", "a formatted text"),
    "fcpxml": (b'\xef\xbb\xbf\n<?xml version="1.0"?>\n<fcpxml/>', "an XML"),
    "html": (b"<!doctype HTML>\n<p>Sign in", "a web page"),
    "shadow": (bytes.fromhex("00051607000200004d6163204f532058") + bytes(99), "._ file"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_renamed_file_is_called_what_it_is(tmp_path: Path, name: str) -> None:
    data, what = OTHERS[name]
    file = tmp_path / f"{name}.ale"
    file.write_bytes(data)
    with pytest.raises(MediaError, match="it seems to be") as caught:
        read(file)
    assert what in str(caught.value)
    assert caught.value.path == str(file)


@pytest.mark.parametrize("suffix", [".aaf", ".avb"])
def test_real_files_that_are_no_logs(samples: Path, suffix: str) -> None:
    found = sorted((samples / "avid").glob(f"*{suffix}"))
    assert found
    for file in found:
        with pytest.raises(MediaError, match=r"it seems to be an (AAF|Avid bin)"):
            read(file)


@pytest.mark.parametrize("word", ["Footwide", "Headmoov", "RIFF"])
def test_a_word_like_the_opening_of_a_film_is_a_word(word: str) -> None:
    assert len(read(f"{word}\n{LOG}".encode())) == 2


LARGE = 200 * 1024 * 1024


@pytest.mark.parametrize("name", ["binary", "one line", "prose", "nothing"])
def test_a_large_file_that_is_no_log_is_refused_at_once(tmp_path: Path, name: str) -> None:
    file = tmp_path / "large.ale"
    block = {"binary": b"\x01\x02\0", "one line": b"abcdefg ", "prose": b"abcdefg\n", "nothing": b"\0"}[name]
    with file.open("wb") as out:
        out.write(block * (BEGINNING // len(block) + 1))
        out.truncate(LARGE)
    with bounded(1.0, 16 * BEGINNING), pytest.raises(MediaError) as caught:
        read(file)
    assert caught.value.hint


def test_a_large_log_is_not_refused() -> None:
    row = "12-3-01\tV\t10:00:00:00\t10:00:04:00\tCUISINE\r\n".encode("utf-16-le")
    data = codecs.BOM_UTF16_LE + HEAD.decode().encode("utf-16-le") + row * (BEGINNING // len(row) + 9)
    assert len(data) > BEGINNING
    assert read(data).to_bytes() == data


def test_the_guess_of_a_large_log_takes_no_longer_for_its_size() -> None:
    rows = "12-3-01 été\tV\t10:00:00:00\t10:00:04:00\tFORÊT\r\n".encode("mac_roman") * 100_000
    start = time.perf_counter()
    assert decode(HEAD + rows).encoding == "mac_roman"
    assert time.perf_counter() - start < 2


def test_cells_of_a_large_log_are_kept_once(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = read(LOG.encode())
    monkeypatch.setattr("chutier_avid.ale.reader.SHARED_FROM", 1)
    shared = read(LOG.encode())
    assert shared == replace(plain, titles=shared.titles, rows=shared.rows)
    assert [row.cells for row in shared] == [row.cells for row in plain]
    assert shared.rows[0].cells[1] is shared.rows[1].cells[1]
    assert shared.to_bytes() == LOG.encode()


N = 100_000
CLIP = "x\tV\t10:00:00:00\t10:00:04:00\tA1"
TALL = HEAD.decode().replace("Decor", "Tape")
SHAPES = {
    "blank lines after a row": f"{LOG}{chr(10) * N}",
    "blank lines between": LOG.replace("13-1-02", "\n" * N + "13-1-02"),
    "titles that are one": LOG.replace("Decor", "Decor" + "\tDecor" * N),
    "titles": LOG.replace("Decor", "\t".join(f"D{n}" for n in range(N // 10))),
    "a heading on one line": LOG.replace("FPS\t25", "FPS\t25" + "\tx" * N),
    "cells": LOG + "\tx" * N,
    "lines of titles": LOG.replace("Name\t", "x\r\n" * N + "Name\t"),
    "one take in many files": TALL.replace("Tape", "Tape\tSource File")
    + "".join(f"{CLIP}\t{n}.wav\r\n" for n in range(N // 10)),
    "one clip many times": TALL + f"{CLIP}\r\n" * (N // 10),
    "tapes in two spellings": TALL
    + "".join(f"{CLIP.replace('A1', f'{letter}{n}')}\r\n" for letter in "Aa" for n in range(N // 10)),
    "times that are none": TALL + "".join(f"x\tV\t{n}\tlater\tA1\r\n" for n in range(N // 10)),
}


@pytest.mark.parametrize("name", SHAPES)
def test_no_shape_of_a_log_takes_for_ever(name: str) -> None:
    """Each of these would take minutes if anything were done again for each line or cell before it."""
    data = SHAPES[name].encode()
    start = time.perf_counter()
    ale = read(data)
    check(ale)
    assert ale.to_bytes() == data
    assert time.perf_counter() - start < 5
