"""Two logs made one: who is whose partner, who wins, and what stays to the byte."""

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avid.ale_verbs import TEXTS, Typed, ale, log, of_dicts
from chutier.errors import MediaError, NleError, UsageError
from chutier_avid.ale import Ale, read
from chutier_avid.cli.ale_merge import command
from chutier_avid.logs.choosing import Choice, Winner
from chutier_avid.logs.incoming import of_log
from chutier_avid.logs.merging import Merged, merge
from chutier_avid.logs.pairing import How
from chutier_avid.logs.sheets import csv_of, xlsx_of
from command_line import CommandLine

TITLES = ["Name", "Tracks", "Start", "End", "Tape", "Scene", "Comments"]


def rows(*numbers: int, **change: str) -> list[list[str]]:
    base = {"Tracks": "V", "Tape": "A012"} | change
    made = []
    for n in numbers:
        row = {"Name": f"12-{n}", "Start": f"10:0{n}:00:00", "End": f"10:0{n}:20:00", "Scene": "12"} | base
        made.append([row.get(title, "") for title in TITLES])
    return made


A = ale(TITLES, rows(1, 2, 3))


def merged(a: Ale, b: Ale, choice: Choice | None = None, **more: object) -> Merged:
    return merge(a, of_log(b), choice, **more)  # type: ignore[arg-type]


def pairs(found: Merged) -> list[tuple[int, int, How]]:
    return [(one.a, one.b, one.how) for one in found.pairing.pairs]


def test_rows_pair_by_tape_start_and_end_whatever_their_order() -> None:
    found = merged(A, ale(TITLES, rows(3, 1, Comments="fine")))
    assert pairs(found) == [(1, 2, How.SPAN), (3, 1, How.SPAN)]
    assert found.pairing.only_a == (2,)
    assert [row["Comments"] for row in found.ale] == ["fine", "", "fine"]


def test_start_alone_pairs_when_nothing_else_starts_there_and_is_told() -> None:
    found = merged(A, ale(TITLES, rows(1, End="10:01:19:24", Comments="short")))
    assert pairs(found) == [(1, 1, How.START)]
    assert found.ale.rows[0]["End"] == "10:01:20:00"
    assert [(one.column, one.a, one.b, one.winner) for one in found.conflicts] == [
        ("End", "10:01:20:00", "10:01:19:24", Winner.A)
    ]


def test_two_that_start_together_are_never_guessed() -> None:
    both = ale(TITLES, [*rows(1), *rows(1, End="10:01:30:00")])
    found = merged(both, ale(TITLES, rows(1, End="10:01:40:00")))
    assert not found.pairing.pairs
    assert [(one.a, one.b) for one in found.pairing.ambiguous] == [((1, 2), (1,))]
    assert found.ale.to_bytes() == both.to_bytes()


def test_mono_files_of_one_take_are_told_apart_by_their_names() -> None:
    titles = [*TITLES, "Source File"]
    mine = ale(titles, [[*rows(1)[0], "T01_1.wav"], [*rows(1)[0], "T01_2.wav"]])
    theirs = ale(titles, [[*rows(1, Comments="boom")[0], "x/T01_2.WAV"], [*rows(1, Comments="lav")[0], "T01_1.wav"]])
    assert [row["Comments"] for row in merged(mine, theirs).ale] == ["lav", "boom"]


def test_a_file_stands_for_the_tape_where_one_of_the_two_has_none() -> None:
    titles = ["Name", "Tracks", "Start", "End", "Source File", "Scene"]
    lab = ale(titles, [["x", "V", "10:01:00:00", "10:01:20:00", "A012C001.mxf", "12A"]])
    camera = ale([*TITLES, "Source File"], [[*rows(1)[0], "A012C001.mov"]])
    assert pairs(merged(lab, lab)) == [(1, 1, How.SPAN)]
    assert pairs(merged(camera, lab)) == [(1, 1, How.FILE)]
    assert merged(lab, camera).ale.rows[0]["Tape"] == "A012"


@pytest.mark.parametrize(
    ("change", "why"), [({"Tape": "a012"}, "case"), ({"Start": "10:01:00:01"}, "one frame"), ({"Tape": ""}, "no tape")]
)
def test_near_is_not_the_same(change: dict[str, str], why: str) -> None:
    found = merged(A, ale(TITLES, rows(1, **change)))
    assert (len(found.pairing.pairs), found.pairing.only_b) == (0, (1,)), why


def test_a_timecode_has_more_than_one_spelling() -> None:
    found = merged(
        A, ale(TITLES, rows(1, Start="1:00:00", End="10.01.20.00", Comments="x") + rows(2, Start=" 10:02:00:00 "))
    )
    assert pairs(found) == [(2, 2, How.SPAN)]
    sheet = ale(TITLES, rows(1, Start="10.01.00.00", End="10:01:20.00"))
    found = merged(A, sheet, Choice(prefer=Winner.B))
    assert pairs(found) == [(1, 1, How.SPAN)]
    assert found.ale.to_bytes() == A.to_bytes()


def test_script_notes_pair_by_name() -> None:
    notes = ale(["Name", "Comments"], [["12-2", "bonne"], ["12-9", "?"]])
    found = merged(A, notes, by_name=True)
    assert pairs(found) == [(2, 1, How.NAME)]
    assert found.pairing.only_b == (2,)
    assert found.ale.rows[1]["Comments"] == "bonne"


WINNERS = {
    "A by default": (Choice(), "AA", "B", "AA"),
    "B": (Choice(prefer=Winner.B), "AA", "B", "B"),
    "B says nothing": (Choice(prefer=Winner.B), "AA", "", "AA"),
    "A says nothing": (Choice(), "", "B", "B"),
    "longer": (Choice(take={"Comments": Winner.LONGER}), "AA", "BBB", "BBB"),
    "longer, A": (Choice(take={"Comments": Winner.LONGER}), "AAA", "BBB", "AAA"),
    "newer": (Choice(take={"Comments": Winner.NEWER}, newer=Winner.B), "AA", "B", "B"),
    "newer, A": (Choice(take={"Comments": Winner.NEWER}, newer=Winner.A), "AA", "B", "AA"),
    "newer but empty": (Choice(take={"Comments": Winner.NEWER}, newer=Winner.B), "AA", "", "AA"),
    "column before all": (Choice(prefer=Winner.B, take={"Comments": Winner.A}), "AA", "B", "AA"),
}


@pytest.mark.parametrize("case", WINNERS)
def test_who_wins(case: str) -> None:
    choice, mine, theirs, right = WINNERS[case]
    found = merged(ale(TITLES, rows(1, Comments=mine)), ale(TITLES, rows(1, Comments=theirs)), choice)
    assert found.ale.rows[0]["Comments"] == right
    conflict = bool(mine and theirs)
    assert len(found.conflicts) == conflict
    count = next(one for one in found.columns if one.title == "Comments")
    assert (count.new, count.blank) == (int(not mine), int(not theirs))
    assert (count.overwritten, count.kept) == (int(conflict and right == theirs), int(conflict and right == mine))


def test_what_identifies_a_clip_stays_unless_its_column_is_taken() -> None:
    theirs = ale(TITLES, rows(1, End="10:01:19:24"))
    assert merged(A, theirs, Choice(prefer=Winner.B)).ale.rows[0]["End"] == "10:01:20:00"
    assert merged(A, theirs, Choice(take={"End": Winner.B})).ale.rows[0]["End"] == "10:01:19:24"


@pytest.mark.parametrize("closing", ["", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_untouched_cells_stay_to_the_byte(end: str, closing: str) -> None:
    padded = rows(1, 2, Scene="  12 ", Name=" é")
    mine = read(
        log(TITLES, padded, end=end, closing=closing).decode().replace("é", "\x8e").encode("latin-1"), "mac_roman"
    )
    found = merged(mine, ale([*TITLES, "Lens"], [[*rows(2, Comments="x")[0], "35mm"]]))
    padded[1][-1] = "x"
    widened = [[*padded[0], *([""] if closing else [])], [*padded[1], "35mm"]]
    right = log([*TITLES, "Lens"], widened, end=end, closing=closing).decode().replace("é", "\x8e").encode("latin-1")
    assert found.ale.to_bytes() == right


def test_a_title_that_differs_by_case_and_blanks_is_the_same_column() -> None:
    sheet = ale(
        ["name", "tape", "START", "end", "Sound Roll", "scene"],
        [["x", "A012", "10:01:00:00", "10:01:20:00", "S1", "12"]],
    )
    found = merged(A, sheet)
    assert found.ale.columns == (*TITLES, "Soundroll")
    assert {one.title: one.written for one in found.columns if one.written}["Soundroll"] == "Sound Roll"


def test_columns_that_media_composer_works_out_do_not_come_in() -> None:
    found = merged(A, ale([*TITLES, "Creation Date", "Lens"], [[*rows(1)[0], "today", "35"]]))
    assert found.ale.columns == (*TITLES, "Lens")
    assert found.left_out == ("Creation Date",)


def test_rows_without_a_partner_are_added_when_asked() -> None:
    theirs = ale(TITLES, [*rows(2), *rows(7), *rows(8, Name=""), *rows(7, Scene="13")])
    assert len(merged(A, theirs).ale) == 3
    found = merged(A, theirs, add=True)
    assert [row["Name"] for row in found.ale] == ["12-1", "12-2", "12-3", "12-7"]
    assert found.added == (2,)
    assert [(one.row, one.why) for one in found.not_added] == [
        (3, "no Name"), (4, "another row has its tape, Start and End")
    ]  # fmt: skip


@pytest.mark.parametrize("tail", ["", "\n", "\n\n\n"])
def test_added_rows_stand_before_the_blank_lines(tail: str) -> None:
    data = log(TITLES, rows(1)).rstrip(b"\n") + tail.encode()
    found = merged(read(data), ale(TITLES, rows(2)), add=True)
    assert found.ale.to_bytes() == log(TITLES, rows(1, 2)).rstrip(b"\n") + tail.encode()


def test_rows_are_added_after_a_damaged_end() -> None:
    data = log(TITLES, rows(1, Comments="caf\u00e9"))
    found = merged(read(data[: data.rindex(b"\xc3") + 1]), ale(TITLES, rows(2)), add=True)
    assert found.ale.to_bytes() == log(TITLES, [*rows(1, Comments="caf"), *rows(2)]).rstrip(b"\n")


def test_added_rows_keep_their_own_rate_and_tape() -> None:
    lab = read(log(TITLES, rows(7, Tape="")).replace(b"FPS\t25", b"TAPE\tA099\nFPS\t24"))
    found = merged(A, lab, add=True)
    assert (found.ale.rows[3]["FPS"], found.ale.rows[3]["Tape"]) == ("24", "A099")


def test_only_some_columns() -> None:
    theirs = ale(TITLES, rows(1, Scene="13", Comments="x"))
    found = merged(A, theirs, Choice(prefer=Winner.B), only=["Comments"])
    assert (found.ale.rows[0]["Scene"], found.ale.rows[0]["Comments"]) == ("12", "x")


def test_rows_of_b_that_say_the_same_twice_count_once() -> None:
    found = merged(A, ale(TITLES, rows(1, 1, Comments="x")))
    assert (len(found.pairing.pairs), found.repeats) == (1, (2,))


def test_accents_that_a_mac_writes_apart_are_the_same() -> None:
    mine, theirs = ale(TITLES, rows(1, Name="e\u0301te\u0301")), ale(["Name", "Comments"], [["été", "x"]])
    assert merged(mine, theirs, by_name=True).ale.rows[0]["Comments"] == "x"


SAMPLES = ["sample.ale", "sample2.ale", "sampleUHD.ale", "sample_blanks.ale"]


@pytest.mark.parametrize("name", SAMPLES)
def test_a_real_log_has_nothing_to_learn_from_itself(samples: Path, name: str) -> None:
    real = read(samples / "avid" / f"otio-ale__{name}")
    assert merged(real, real, Choice(prefer=Winner.B), add=True).ale.to_bytes() == real.to_bytes()
    assert merged(real, real, by_name=True).ale.to_bytes() == real.to_bytes()


# Few values, so that rows meet; times that also start together, tapes that are missing.
_ROWS = st.lists(
    st.fixed_dictionaries({
        "Name": st.sampled_from(["n1", "n2", "n3"]), "Tracks": st.just("V"),
        "Start": st.sampled_from(["10:00:00:00", "10:01:00:00", "10:02:00:00", ""]),
        "End": st.sampled_from(["10:03:00:00", "10:04:00:00", ""]),
        "Tape": st.sampled_from(["A", "B", "f1", ""]), "Source File": st.sampled_from(["f1.mov", "f2.mov", ""]),
        "Scene": TEXTS, "Comments": TEXTS,
    }),
    max_size=6,
)  # fmt: skip
_ALL = ["Name", "Tracks", "Start", "End", "Tape", "Source File", "Scene", "Comments"]
_WINNERS = st.sampled_from(list(Winner))
_CHOICES = st.builds(
    Choice, prefer=st.sampled_from([Winner.A, Winner.B]), newer=st.sampled_from([Winner.A, Winner.B]),
    take=st.dictionaries(st.sampled_from(["Name", "End", "Source File", "Scene"]), _WINNERS, max_size=2),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(_ROWS, _ROWS, _CHOICES, st.booleans(), st.booleans())
def test_merging_twice_is_merging_once(
    mine: list[dict[str, str]], theirs: list[dict[str, str]], choice: Choice, add: bool, by_name: bool
) -> None:
    a, b = of_dicts(mine, _ALL[:6]), of_dicts(theirs, _ALL)
    once = merged(a, b, choice, add=add, by_name=by_name)
    twice = merged(once.ale, b, choice, add=add, by_name=by_name)
    assert twice.ale.to_bytes() == once.ale.to_bytes()


@settings(max_examples=200, deadline=None)
@given(_ROWS, _ROWS, st.booleans(), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "\t"]))
def test_nothing_that_a_says_is_lost_by_default(
    mine: list[dict[str, str]], theirs: list[dict[str, str]], by_name: bool, end: str, closing: str
) -> None:
    a = of_dicts(mine, _ALL, end=end, closing=closing)
    found = merged(a, of_dicts(theirs, _ALL), by_name=by_name, add=True)
    for row, now in zip(a, found.ale, strict=False):
        assert all(now[title] == text for title, text in row.as_dict().items() if text)
    said = {*found.pairing.only_b, *(one.b for one in found.pairing.pairs), *found.repeats}
    assert said | {n for one in found.pairing.ambiguous for n in one.b} == set(range(1, len(theirs) + 1))


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    monkeypatch.chdir(tmp_path)
    Path("A.ale").write_bytes(A.to_bytes())
    return Typed(command, capsys)


def test_a_spreadsheet_keeps_its_zeros_and_dashes(typed: Typed) -> None:
    Path("NOTES.csv").write_text(
        "Notes du jour 3;;\nName;Scene;Comments\n12-1;1-2;007\n12-2;012;été\n", encoding="utf-8"
    )
    said = typed("A.ale", "NOTES.csv", "--by", "name", "--prefer", "B", "-o", "OUT.ale")
    assert [(row["Scene"], row["Comments"]) for row in read(Path("OUT.ale"))] == [
        ("1-2", "007"),
        ("012", "été"),
        ("12", ""),
    ]
    assert "12-1" in said.out
    assert "Written: OUT.ale" in said.out


def test_what_convert_makes_can_be_merged_back(typed: Typed) -> None:
    tricky = ale(TITLES, [[*row[:-1], text] for row, text in zip(rows(1, 2, 3), ["-1", "'=1", "007"], strict=True)])
    Path("B.csv").write_bytes(csv_of(tricky))
    typed("A.ale", "B.csv", "-o", "OUT.ale")
    assert Path("OUT.ale").read_bytes() == tricky.to_bytes()
    Path("B.xlsx").write_bytes(xlsx_of(tricky))
    typed("A.ale", "B.xlsx", "-o", "OUT2.ale")
    assert Path("OUT2.ale").read_bytes() == tricky.to_bytes()


def test_a_workbook_with_other_titles(typed: Typed) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["Clap", "Remarques"], ["12-1", "007"], ["12-3", "1-2"]):
        book.active.append(row)
    book.save("NOTES.xlsx")
    typed("A.ale", "NOTES.xlsx", "--by", "name", "--as", "Clap=Name", "--as", "Remarques=Comments", "-o", "OUT.ale")
    assert [row["Comments"] for row in read(Path("OUT.ale"))] == ["007", "", "1-2"]


def test_a_preview_writes_nothing(typed: Typed) -> None:
    Path("B.ale").write_bytes(log(TITLES, rows(1, 7, Scene="13")))
    said = typed("A.ale", "B.ale", "--preview", status=1)
    assert "only in B, line 12: 12-7 A012 10:07:00:00 10:07:20:00" in said.out
    assert "Nothing was written: a preview." in said.out
    assert sorted(path.name for path in Path().iterdir()) == ["A.ale", "B.ale"]
    data = typed("A.ale", "B.ale", "--preview", "--json", status=1).data
    assert data["conflicts"][0] == {
        "row": 1, "line": 11, "name": "12-1", "column": "Scene", "a": "12", "b": "13", "winner": "A", "asked": False
    }  # fmt: skip
    assert data["only_b"] == [2]


def test_ambiguous_rows_stop_it_unless_skipped(typed: Typed) -> None:
    Path("B.ale").write_bytes(log(TITLES, [*rows(1, Scene="x"), *rows(1, Scene="y"), *rows(2, Comments="z")]))
    said = typed("A.ale", "B.ale", "-o", "OUT.ale", status=2)
    assert "ambiguous: rows 1 of A, 12-1: lines 11, 12 of B" in said.out
    assert not Path("OUT.ale").exists()
    typed("A.ale", "B.ale", "-o", "OUT.ale", "--skip-ambiguous", status=1)
    assert [row["Comments"] for row in read(Path("OUT.ale"))] == ["", "z", ""]


def test_pairs_by_start_alone_are_told(typed: Typed) -> None:
    Path("B.csv").write_text("tape;start;scene\nA012;10:02:00:00;12\nA099;10:02:00:00;12\n")
    said = typed("A.ale", "B.csv", "--preview", status=1)
    assert "look at their Ends: rows 2 of A" in said.out
    assert "only in B, line 3: A099 10:02:00:00" in said.out


def test_as_a_person_types_it(
    capsys: pytest.CaptureFixture[str], typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CHUTIER_LANG", "en")
    Path("B.ale").write_bytes(log(TITLES, rows(1, Comments="x")))
    chutier = CommandLine(capsys)
    chutier("avid", "ale", "merge", "A.ale", "B.ale", "-o", "M.ale")
    chutier("avid", "ale", "rename", "M.ale", "Comments=Remarks", "-o", "R.ale")
    chutier("avid", "ale", "fit", "R.ale", "-o", "F.ale")
    chutier("avid", "ale", "split", "F.ale", "--by", "roll", "-o", "out")
    assert read(Path("out/F_A012.ale")).rows[0]["Remarks"] == "x"
    assert "there already" in chutier("avid", "ale", "merge", "A.ale", "B.ale", "-o", "M.ale", status=11).err


def test_newer_is_the_file_that_was_saved_later(typed: Typed) -> None:
    Path("B.ale").write_bytes(log(TITLES, rows(1, Scene="13")))
    os.utime("A.ale", (1, 1))
    typed("A.ale", "B.ale", "--take", "Scene=newer-nonempty", "-o", "1.ale")
    os.utime("B.ale", (0, 0))
    typed("A.ale", "B.ale", "--take", "Scene=newer-nonempty", "-o", "2.ale")
    assert [read(Path(name)).rows[0]["Scene"] for name in ("1.ale", "2.ale")] == ["13", "12"]


def test_a_slate_that_a_spreadsheet_took_for_a_date_is_told(typed: Typed) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (["Name", "Scene", "Shoot Date"], ["12-1", date(2026, 2, 1), date(2026, 5, 14)]):
        book.active.append(row)
    book.create_sheet("SOUND").append(["Name"])
    book.save("NOTES.xlsx")
    notes = typed("A.ale", "NOTES.xlsx", "--by", "name", "--preview", "--json", status=1).data["notes"]
    assert "Scene, line 2: a date to the spreadsheet" in notes[0]
    assert "Sheet, the first, was read" in notes[1]
    assert len(notes) == 2


def test_a_log_by_another_name_is_a_log(typed: Typed) -> None:
    Path("B.txt").write_bytes(log(TITLES, rows(1, Comments="x")))
    typed("A.ale", "B.txt", "-o", "OUT.ale")
    assert read(Path("OUT.ale")).rows[0]["Comments"] == "x"


REFUSED = {
    "nothing to pair by": (["A.ale", "NAMES.csv", "--preview"], UsageError, "B has no column Start"),
    "no name to pair by": (["A.ale", "TIMES.csv", "--by", "name", "--preview"], UsageError, "--as TITLE=Name"),
    "no output": (["A.ale", "B.ale"], UsageError, "-o FILE"),
    "there already": (["A.ale", "B.ale", "-o", "A.ale"], UsageError, "there already"),
    "no such column": (["A.ale", "B.ale", "--preview", "--take", "Scne=B"], UsageError, "Scne"),
    "no such winner": (["A.ale", "B.ale", "--preview", "--take", "Scene=C"], UsageError, "'C'"),
    "no such encoding": (["A.ale", "B.ale", "-o", "O.ale", "--write-encoding", "klingon"], UsageError, "klingon"),
    "no letter": (["A.ale", "B.ale", "-o", "O.ale", "--write-encoding", "ascii"], NleError, "row 1, Comments"),
    "no log": (["BAD.ale", "B.ale", "--preview"], MediaError, "not an Avid log"),
    "no table": (["A.ale", "EMPTY.csv", "--preview"], MediaError, "empty"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused(typed: Typed, case: str) -> None:
    words, error, text = REFUSED[case]
    Path("B.ale").write_bytes(log(TITLES, rows(1, Comments="é")))
    Path("BAD.ale").write_bytes(b"\x89PNG\r\n\x1a\n")
    Path("NAMES.csv").write_text("Name;Scene\n12-1;12\n")
    Path("TIMES.csv").write_text("Start;Scene\n10:00:00:00;12\n")
    Path("EMPTY.csv").write_bytes(b"\n\n")
    before = sorted(Path().iterdir())
    with pytest.raises(error) as caught:
        typed(*words)
    assert text in f"{caught.value} {caught.value.hint}"
    assert sorted(Path().iterdir()) == before
