"""The calibration kit: three logs that differ by their bytes alone, and a text that says what to do."""

from fractions import Fraction
from pathlib import Path

import pytest

from chutier.i18n import speaking
from chutier.timecode import RATES
from chutier_avid.ale import AleTarget, check, read
from chutier_avid.ale.writer import ENCODINGS as WRITABLE
from chutier_avid.logs.calibration import ENCODINGS, LETTERS, clip_name, kit
from command_line import CommandLine, tree_of

HD25 = AleTarget(video_format="1080", rate=Fraction(25))
NAMES = {f"calibration_{encoding}.ale" for encoding in ENCODINGS}


@pytest.fixture
def avid(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> CommandLine:
    """Types commands in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return CommandLine(capsys)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_log_of_the_kit_is_clean_and_right_in_its_own_encoding_only(encoding: str) -> None:
    data = kit(HD25).logs[f"calibration_{encoding}.ale"]
    ale = read(data, encoding=encoding)
    (row,) = ale.rows
    assert row["Name"] == clip_name(encoding)
    assert row["Calibration"] == clip_name(encoding)
    assert "Œuvre" in row["Comments"]
    assert check(ale, HD25) == ()
    for other in set(ENCODINGS) - {encoding}:
        assert LETTERS not in data.decode(other, "replace")


def test_what_is_tried_can_be_set() -> None:
    assert set(ENCODINGS) <= set(WRITABLE)


@pytest.mark.parametrize("rate", sorted(RATES.values()))
def test_the_clips_lie_apart_at_every_rate(rate: Fraction) -> None:
    logs = kit(AleTarget(video_format="CUSTOM", rate=rate)).logs.values()
    rows = [(ale.timecode(ale.rows[0], "Start"), ale.timecode(ale.rows[0], "End")) for ale in map(read, logs)]
    assert rows[0][1] == rows[1][0]
    assert rows[1][1] == rows[2][0]


def test_the_command_writes_the_kit_and_says_what_to_do(avid: CommandLine, tmp_path: Path) -> None:
    said = avid("avid", "calibrate", "-o", "kit", "--against", "1080@25").out
    made = tree_of(tmp_path / "kit")
    assert made.keys() > NAMES
    (text,) = made.keys() - NAMES
    words = made[text].decode("utf-8-sig")
    for told in (said, words):
        assert "targets: {avid: {encoding: " in told
        assert all(name in told for name in NAMES)
        assert all(clip_name(encoding) in told for encoding in ENCODINGS)
    assert made["calibration_utf-8.ale"].startswith(b"Heading\r\nFIELD_DELIM\tTABS\r\nVIDEO_FORMAT\t1080\r\n")


def test_it_speaks_the_language_of_the_moment() -> None:
    with speaking("fr"):
        french = kit(HD25)
    with speaking("en"):
        english = kit(HD25)
    assert french.logs == english.logs
    assert english.text_name == "READ ME.txt"
    assert "Delete the three clips" in english.text


def test_nothing_is_written_over(avid: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "calibration"
    folder.mkdir()
    (folder / "calibration_cp1252.ale").write_text("mine")
    answer = avid("avid", "calibrate", "--against", "PAL@25", status=11)
    assert "calibration_cp1252.ale" in answer.err
    assert tree_of(folder) == {"calibration_cp1252.ale": b"mine"}


@pytest.mark.parametrize("words", [[], ["--against", "1080"], ["--against", "HD@25"], ["--against", "1080@26"]])
def test_no_kind_of_project_is_assumed(avid: CommandLine, tmp_path: Path, words: list[str]) -> None:
    avid("avid", "calibrate", *words, status=11)
    assert tree_of(tmp_path) == {}


def test_for_programs(avid: CommandLine, tmp_path: Path) -> None:
    data = avid("avid", "calibrate", "--against", "custom@23,976", "--json").data
    assert data["encodings"] == list(ENCODINGS)
    assert set(data["files"]) == set(tree_of(tmp_path / data["folder"]))
