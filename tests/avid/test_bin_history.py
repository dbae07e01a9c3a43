"""The log beside a bin: who opened it and when, in English, without a year."""

import locale
import os
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chutier_avid.bins.history import Opened, history_of

SAVED = datetime(2026, 5, 20, 12)


def line(time: str, computer: str, user: str) -> str:
    return f"{time:21}{'Computer: ' + computer:26}{'User: ' + user:21}"


def logged(folder: Path, data: bytes, saved: datetime = SAVED) -> tuple[Opened, ...]:
    (folder / "IMAGE.log").write_bytes(data)
    os.utime(folder / "IMAGE.log", (saved.timestamp(), saved.timestamp()))
    return history_of(folder / "IMAGE.avb")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (line("Fri May 15 09:31:02", "EDIT-02", "Lea"), ((2026, 5, 15), "EDIT-02", "Lea")),
        (line("Sat Nov  1 23:59:59", "MONTAGE 3", "Léa B."), ((2025, 11, 1), "MONTAGE 3", "Léa B.")),
        (line("Sun Nov  1 23:59:59", "MONTAGE 3", "Léa B."), ((2020, 11, 1), "MONTAGE 3", "Léa B.")),
        (line("Thu May 21 01:00:00", "A", "B"), ((2026, 5, 21), "A", "B")),
        (line("Fri May 22 01:00:00", "A", "B"), ((2020, 5, 22), "A", "B")),
        (line("Thu Feb 29 10:00:00", "A", "B"), ((2024, 2, 29), "A", "B")),
        (line("Wed Feb 29 10:00:00", "A", "B"), ((2012, 2, 29), "A", "B")),
        (line("Fri May 15 09:31:02", "ABCDEFGHIJKLMNO", "ABCDEFGHIJKLMNO"),
         ((2026, 5, 15), "ABCDEFGHIJKLMNO", "ABCDEFGHIJKLMNO")),
        (line("Fri May 15 09:31:02", "", ""), ((2026, 5, 15), "", "")),
        ("ven. mai 15 09:31:02 Computer: A              User: B            ", None),
        (line("ven May 15 09:31:02", "A", "B"), None),
        (line("Fri Feb 30 09:31:02", "A", "B"), None),
        (line("Fri May 15 25:31:02", "A", "B"), None),
        ("", None),
    ],
)  # fmt: skip
def test_who_opened_a_bin_and_when(
    tmp_path: Path, text: str, expected: tuple[tuple[int, int, int], str, str] | None
) -> None:
    found = logged(tmp_path, f"{text}\r\n".encode())
    told = [((one.time.year, one.time.month, one.time.day), one.computer, one.user) for one in found]
    assert told == ([expected] if expected else [])


def test_the_year_turns_within_a_log(tmp_path: Path) -> None:
    lines = [line(time, "EDIT-02", "Lea") for time in ("Wed Dec 31 23:50:00", "Thu Jan  1 00:10:00")]
    found = logged(tmp_path, "\n".join(lines).encode(), datetime(2026, 1, 2))
    assert [str(one.time) for one in found] == ["2025-12-31 23:50:00", "2026-01-01 00:10:00"]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "mac_roman"])
def test_the_last_ten_lines_however_they_end(tmp_path: Path, end: str, encoding: str) -> None:
    lines = [line(f"Fri May 15 09:31:{second:02}", "ÉDIT", f"Léa {second}") for second in range(14)]
    found = logged(tmp_path, end.join(lines).encode(encoding))
    assert [one.user for one in found] == [f"Léa {second}" for second in range(4, 14)]


def test_the_language_of_the_process_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locale, "getlocale", lambda *_category: ("fr_FR", "UTF-8"))
    monkeypatch.setattr("time.strptime", lambda *_words: pytest.fail("read with the locale's names"))
    assert logged(tmp_path, line("Wed Dec 31 23:50:00", "A", "B").encode())


@given(data=st.binary(max_size=300))
def test_a_file_that_is_no_log_of_a_bin_tells_nothing(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    assert logged(tmp_path_factory.mktemp("log"), data) == ()


def test_another_programs_log_is_not_taken_in(tmp_path: Path) -> None:
    assert logged(tmp_path, (line("Fri May 15 09:31:02", "A", "B") + "\n").encode() * 2000) == ()
    assert history_of(tmp_path / "none.avb") == ()
    (tmp_path / "folder.log").mkdir()
    assert history_of(tmp_path / "folder.avb") == ()
