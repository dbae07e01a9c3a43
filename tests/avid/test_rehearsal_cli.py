"""`chutier avid rehearse` as an assistant types it, outside any show."""

import json
from pathlib import Path

import pytest

from avid.rehearsal_logs import Cells, bin_of, cells_of, clip, exported, log
from command_line import CommandLine

BIN = bin_of(*(clip(f"12-1-{n}", f"10:0{n}:00:00", f"10:0{n}:20:00") for n in range(5)))


@pytest.fixture
def chutier(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> CommandLine:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHUTIER_LANG", "en")
    Path("BIN.ale").write_bytes(exported(BIN).to_bytes())
    return CommandLine(capsys)


def lab(rows: list[Cells], **more: str) -> None:
    Path("LAB.ale").write_bytes(log(rows, **more).to_bytes())


def rows(**change: str) -> list[Cells]:
    return [cells_of(item) | change for item in BIN]


def test_all_is_well(chutier: CommandLine) -> None:
    lab(rows(Scene="12"))
    answer = chutier("avid", "rehearse", "BIN.ale", "LAB.ale")
    assert "5 of 5 rows merge.\n" in answer.out
    assert "Scene" in answer.out
    assert "12-1-3" not in answer.out
    assert "merges with 12-1-3 (line 4)" in chutier("avid", "rehearse", "BIN.ale", "LAB.ale", "--all").out


def test_a_cause_of_the_whole_log_is_said_once_and_before_the_rows(chutier: CommandLine) -> None:
    lab(rows(Tape="a001"))
    answer = chutier("avid", "rehearse", "BIN.ale", "LAB.ale", status=2)
    head, *told = answer.out.splitlines()
    assert head == "0 of 5 rows merge, 5 would make new clips."
    assert told[0] == "• all 5 rows: the tapes differ from the bin's by case, like a001 for A001"
    assert "--fix" in told[1]
    assert "… and 2 more rows (--all)" in answer.out


def test_an_overwrite_is_worth_a_look(chutier: CommandLine) -> None:
    named = rows()
    named[2]["Name"] = "other"
    lab(named)
    answer = chutier("avid", "rehearse", "BIN.ale", "LAB.ale", status=1)
    assert "12-1-2 → other (1)" in answer.out


def test_a_heading_that_stops_the_import_is_told(chutier: CommandLine) -> None:
    lab(rows(), heading="VIDEO_FORMAT\tCUSTOM\n")
    answer = chutier("avid", "rehearse", "BIN.ale", "LAB.ale", status=1)
    assert "VIDEO_FORMAT CUSTOM, but the project is 1080" in answer.out
    chutier("avid", "rehearse", "BIN.ale", "LAB.ale", "--video-format", "CUSTOM")


def test_in_json(chutier: CommandLine) -> None:
    named = rows()
    named[0]["Tape"] = "a001"
    lab(named)
    data = chutier("avid", "rehearse", "BIN.ale", "LAB.ale", "--json", status=2).data
    assert data["status"] == 2
    assert [row["row"]["verdict"] for row in data["rows"]] == ["new", *["merges"] * 4]
    assert data["rows"][0]["kinds"] == ["case"]
    assert data["causes"][0]["cause"]["rows"] == [1]
    assert data["unspoken"] == []


def test_fix_writes_a_copy_and_lists_what_it_changed(chutier: CommandLine) -> None:
    ends = rows(Tape="a001.mxf")
    for row in ends:
        row["End"] = row["End"].replace("20:00", "19:24")
    lab(ends)
    before = Path("LAB.ale").read_bytes()
    answer = chutier("avid", "rehearse", "BIN.ale", "LAB.ale", "--fix", "-o", "FIXED.ale")
    assert "a001.mxf" in answer.out
    assert "Written: FIXED.ale. There, 5 of 5 rows merge." in answer.out
    assert Path("FIXED.ale").read_bytes() == exported(BIN).to_bytes()
    assert Path("LAB.ale").read_bytes() == before
    chutier("avid", "rehearse", "BIN.ale", "FIXED.ale")


def test_fix_in_json_lists_every_change(chutier: CommandLine) -> None:
    lab(rows(Tape="a001"))
    data = chutier("avid", "rehearse", "BIN.ale", "LAB.ale", "--fix", "-o", "FIXED.ale", "--json").data
    assert data["status"] == 2
    assert data["fixed"]["status"] == 0
    assert [change["after"] for change in data["fixed"]["changes"]] == ["A001"] * 5
    assert data["fixed"]["file"] == "FIXED.ale"


def test_nothing_is_written_where_nothing_can_be_put_right(chutier: CommandLine) -> None:
    lab(rows(Tape="B007"))
    answer = chutier("avid", "rehearse", "BIN.ale", "LAB.ale", "--fix", "-o", "FIXED.ale", status=2)
    assert "FIXED.ale was not written" in answer.out
    assert not Path("FIXED.ale").exists()


def test_a_file_that_is_there_is_never_overwritten(chutier: CommandLine) -> None:
    lab(rows(Tape="a001"))
    Path("FIXED.ale").write_text("mine")
    answer = chutier("avid", "rehearse", "BIN.ale", "LAB.ale", "--fix", "-o", "FIXED.ale", status=11)
    assert "is there already" in answer.err
    assert Path("FIXED.ale").read_text() == "mine"


@pytest.mark.parametrize("words", [["--fix"], ["-o", "x.ale"], ["--shift"], ["--suffix"]])
def test_words_that_go_together(chutier: CommandLine, words: list[str]) -> None:
    lab(rows())
    chutier("avid", "rehearse", "BIN.ale", "LAB.ale", *words, status=11)


def test_a_tape_that_the_logs_encoding_lacks_is_told_before_anything_is_written(chutier: CommandLine) -> None:
    accents = bin_of(clip("a", "10:00:00:00", "10:00:20:00", "Čapek"))
    Path("BIN.ale").write_bytes(exported(accents).to_bytes())
    text = log([cells_of(accents.items[0]) | {"Tape": "Capek", "Name": "été"}]).to_text()
    Path("LAB.ale").write_bytes(text.encode("cp1252"))
    words = ("avid", "rehearse", "BIN.ale", "LAB.ale", "--encoding", "cp1252", "--fix", "-o", "FIXED.ale")
    assert "Č" in chutier(*words, status=19).err
    assert not Path("FIXED.ale").exists()


def test_another_kind_of_file_is_no_bin(chutier: CommandLine) -> None:
    lab(rows())
    Path("BIN.txt").write_text("x")
    assert "BIN.txt is no bin" in chutier("avid", "rehearse", "BIN.txt", "LAB.ale", status=11).err
    assert "not an Avid log" in chutier("avid", "rehearse", "BIN.ale", "BIN.txt", status=15).err


def test_what_it_says_in_json_is_one_document(chutier: CommandLine) -> None:
    lab([])
    data = json.loads(chutier("avid", "rehearse", "BIN.ale", "LAB.ale", "--json").out)
    assert (data["rows"], data["unspoken"]) == ([], [1, 2, 3, 4, 5])
