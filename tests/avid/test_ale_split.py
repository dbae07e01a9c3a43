"""A log cut into several: every row is somewhere, once, as it was."""

import unicodedata
from collections import Counter
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avid.ale_verbs import Typed, ale, log
from chutier import files
from chutier.errors import ChutierError, MediaError, UsageError
from chutier_avid.ale import read
from chutier_avid.cli import ale_split
from chutier_avid.logs.splitting import columns_for, split

TITLES = ["Name", "Tracks", "Start", "End", "Tape", "Scene", "Shoot Date"]


def row(name: str, scene: str = "", tape: str = "A012", day: str = "2026-05-14") -> list[str]:
    return [name, "V", "10:00:00:00", "10:00:01:00", tape, scene, day]


def test_each_value_has_a_log_with_the_same_heading() -> None:
    a = ale(TITLES, [row("1", "12"), row("2", "13"), row("3", "12 "), row("4")], end="\r\n", closing="\t")
    parts = split(a, columns_for(a, "scene"), "RUSHES")
    assert [(part.value, part.name) for part in parts] == [
        ("12", "RUSHES_12.ale"), ("13", "RUSHES_13.ale"), ("", "RUSHES_without_Scene.ale")
    ]  # fmt: skip
    assert parts[0].ale.to_bytes() == log(TITLES, [row("1", "12"), row("3", "12 ")], end="\r\n", closing="\t")


COLUMNS = {
    "roll": ("Tape",), "day": ("Shoot Date",), "scene": ("Scene",), "Tape": ("Tape",), "shootdate": ("Shoot Date",),
}  # fmt: skip


@pytest.mark.parametrize("by", COLUMNS)
def test_what_a_word_means(by: str) -> None:
    assert columns_for(ale(TITLES, []), by) == COLUMNS[by]


def test_a_roll_is_the_camera_s_else_the_sound_s_else_the_tape() -> None:
    a = ale(
        ["Name", "Soundroll", "Tape", "Camroll"], [["1", "S1", "T", "A1"], ["2", "S1", "T", ""], ["3", "", "T", ""]]
    )
    assert [part.value for part in split(a, columns_for(a, "roll"), "x")] == ["A1", "S1", "T"]


@pytest.mark.parametrize(
    ("titles", "right"),
    [
        (["Name", "Cam Roll", "Tape"], ("Cam Roll", "Tape")),
        (["Name", "Reel Name", "Tape"], ("Reel Name", "Tape")),
        (["Name", "Camroll"], ("Camroll",)),
    ],
)
def test_rolls_by_other_spellings(titles: list[str], right: tuple[str, ...]) -> None:
    assert columns_for(ale(titles, [titles]), "roll") == right


def test_a_column_that_is_empty_says_nothing() -> None:
    assert columns_for(ale(["Name", "Camroll", "Tape"], [["1", " ", "A012"]]), "roll") == ("Tape",)


@pytest.mark.parametrize("by", ["take", "day"])
def test_a_column_that_is_not_there(by: str) -> None:
    with pytest.raises(UsageError) as caught:
        columns_for(ale(TITLES[:6], []), by)
    assert "Scene" in f"{caught.value.hint}"


NAMES = {
    "12/3": "A_12-3.ale",
    "a\\b:c*d?e\"f<g>h|i": "A_a-b-c-d-e-f-g-h-i.ale",
    " INT.  BAR. ": "A_INT. BAR.ale",
    "..": "A_-.ale",
    "CON": "A_CON.ale",
    "été": "A_été.ale",
    "e\u0301te\u0301": "A_été.ale",
    "x" * 400: "A_" + "x" * 100 + ".ale",
}  # fmt: skip


@pytest.mark.parametrize("value", NAMES)
def test_names_are_safe_on_every_disc(value: str) -> None:
    (part,) = split(ale(TITLES, [row("1", value)]), ["Scene"], "A")
    assert part.name == NAMES[value]


def test_two_values_never_share_a_file() -> None:
    values = ["12/3", "12-3", "12:3", "bis", "BIS", "été", "ÉTÉ", "without_Scene", ""]
    parts = split(ale(TITLES, [row("1", value) for value in values]), ["Scene"], "A")
    assert len({unicodedata.normalize("NFC", part.name).casefold() for part in parts}) == len(values)
    assert [part.name for part in parts][:3] == ["A_12-3.ale", "A_12-3_2.ale", "A_12-3_3.ale"]


def test_half_a_letter_stays_where_the_file_was_cut() -> None:
    data = log(TITLES, [row("1", "12"), row("2", "13", day="été")])
    a = read(data[: data.index("é".encode(), -8) + 1])
    first, second = split(a, ["Scene"], "A")
    assert first.ale.to_bytes() == log(TITLES, [row("1", "12")])
    assert second.ale.to_bytes().endswith(b"\xc3")


_VALUES = st.text(st.sampled_from('aA1é/\\:. "\u0301\x0b'), max_size=4)


@settings(deadline=None)
@given(st.lists(_VALUES, max_size=12), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", "\n", "\n\n\n"]))
def test_all_parts_together_are_the_log(values: list[str], end: str, tail: str) -> None:
    data = log(TITLES, [row(str(n), value) for n, value in enumerate(values)], end=end).rstrip(end.encode())
    a = read(data + tail.replace("\n", end).encode())
    parts = split(a, ["Scene"], "A")
    assert Counter(one for part in parts for one in part.ale) == Counter(a)
    again = [read(part.ale.to_bytes()) for part in parts]
    assert Counter(one.cells for part in again for one in part) == Counter(one.cells for one in a)
    assert all((part.heading, part.columns, part.prolog) == (a.heading, a.columns, a.prolog) for part in again)
    for part in parts:
        assert PureWindowsPath(part.name).name == part.name
        assert len({one["Scene"] for one in part.ale} - {""}) <= 2


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    monkeypatch.chdir(tmp_path)
    Path("A.ale").write_bytes(log(TITLES, [row("1", "12"), row("2", "13"), row("3", "12")]))
    return Typed(ale_split.command, capsys)


def test_what_went_where_is_told(typed: Typed) -> None:
    said = typed("A.ale", "--by", "scene", "-o", "new/out")
    assert "A_12.ale" in said.out
    assert "Written to new/out: 3 rows in 2 logs" in said.out
    assert sorted(path.name for path in Path("new/out").iterdir()) == ["A_12.ale", "A_13.ale"]
    data = typed("A.ale", "--by", "scene", "--json").data
    assert data["files"] == [
        {"file": "A_12.ale", "value": "12", "rows": 2}, {"file": "A_13.ale", "value": "13", "rows": 1}
    ]  # fmt: skip
    assert Path("A_13.ale").exists()


def test_rows_without_a_value_are_worth_a_look(typed: Typed) -> None:
    Path("B.ale").write_bytes(log(TITLES, [row("1", "12"), row("2")]))
    said = typed("B.ale", "--by", "scene", "--preview", status=1)
    assert "1 row has no Scene" in said.out
    assert "B_without_scene.ale" in said.out
    assert not Path("B_12.ale").exists()


def test_a_file_for_each_row_is_hardly_meant(typed: Typed) -> None:
    Path("B.ale").write_bytes(log(TITLES, [row(str(n), tape=f"A00{n}") for n in range(5)]))
    assert "almost a file for each row" in typed("B.ale", "--by", "roll", "--preview").out


def test_nothing_is_overwritten_and_then_nothing_written(typed: Typed) -> None:
    Path("A_13.ale").write_text("mine")
    with pytest.raises(UsageError, match=r"A_13\.ale is there already"):
        typed("A.ale", "--by", "scene")
    assert Path("A_13.ale").read_text() == "mine"
    assert not Path("A_12.ale").exists()


def test_a_full_disc_leaves_nothing(typed: Typed, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, content: bytes) -> None:
        if path.name == "A_13.ale":
            raise ChutierError("cannot be written: no space left on device", path=str(path))
        path.write_bytes(content)

    monkeypatch.setattr(files, "write_whole", full)
    with pytest.raises(ChutierError, match="no space"):
        typed("A.ale", "--by", "scene")
    assert [path.name for path in Path().iterdir()] == ["A.ale"]


def test_a_log_without_rows(typed: Typed) -> None:
    Path("B.ale").write_bytes(log(TITLES, []))
    with pytest.raises(MediaError, match="no row"):
        typed("B.ale", "--by", "scene")
