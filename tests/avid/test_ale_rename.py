"""Columns under other titles: what Media Composer would not keep apart is refused, what it knows better is proposed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avid.ale_verbs import Typed, ale, log
from chutier.errors import NleError, UsageError
from chutier_avid.ale import read
from chutier_avid.cli.ale_rename import command
from chutier_avid.logs.renaming import proposals, rename

TITLES = ["Name", "Tracks", "Start", "End", "Sound Roll", "Décor", "Lens", "Lens", "Scene"]
ROW = ["n", "V", "10:00:00:00", "10:00:01:00", "S01", "bar", "35", "T2", " 12 "]
A = ale(TITLES, [ROW])


def test_titles_change_and_nothing_else() -> None:
    for end in ("\n", "\r\n", "\r"):
        for closing in ("", "\t"):
            before = read(log(TITLES, [ROW], end=end, closing=closing))
            after = rename(before, [("Sound Roll", "Soundroll"), ("Lens[2]", "Stop")]).ale
            assert after.columns == ("Name", "Tracks", "Start", "End", "Soundroll", "Décor", "Lens", "Stop", "Scene")
            titles = [*after.columns]
            assert after.to_bytes() == log(titles, [ROW], end=end, closing=closing)
            assert after.rows[0]["Stop"] == "T2"


def test_two_may_change_places() -> None:
    after = rename(A, [("Scene", "Name"), ("Name", "Scene")]).ale
    assert (after.rows[0]["Name"], after.rows[0]["Scene"]) == ("12", "n")


REFUSED = {
    "no such column": ([("Scnee", "Take")], UsageError, "Scene"),
    "a doubled one": ([("Lens", "Objectif")], UsageError, "Lens[1]"),
    "no third of it": ([("Lens[3]", "Objectif")], UsageError, "Lens[3]"),
    "twice": ([("Scene", "a"), ("Scene", "b")], UsageError, "renamed twice"),
    "an existing title": ([("Décor", "Scene")], NleError, "become one column"),
    "an existing title but for case": ([("Décor", "SCENE")], NleError, "become one column"),
    "the same in sixteen": (
        [("Décor", "Frame Count Stars"), ("Scene", "Frame Count Star")], NleError, "become one column"
    ),
    "too long": ([("Décor", "Camera serial number")], NleError, "'Camera serial no' fits"),
    "accents": ([("Scene", "Scène")], NleError, "'Scene' fits"),
    "one that is worked out": ([("Décor", "Creation Date")], NleError, "worked out"),
    "one that is needed": ([("Start", "Debut")], NleError, "without a column Start"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_refused(case: str) -> None:
    pairs, error, text = REFUSED[case]
    with pytest.raises(error) as caught:
        rename(A, pairs)
    assert text in f"{caught.value} {caught.value.hint}"


def test_every_reason_is_told_at_once() -> None:
    with pytest.raises(NleError) as caught:
        rename(A, [("Décor", "Scene"), ("Start", "Début")])
    assert all(text in str(caught.value) for text in ("become one", "an import spoils", "without a column Start"))


@pytest.mark.parametrize(
    ("new", "warns"), [("Take", ""), ("Cam Roll", "'Camroll'"), ("Camera serial n", "14 characters"), ("Decor", "")]
)
def test_what_is_nearly_right_is_done_and_told(new: str, warns: str) -> None:
    warnings = rename(A, [("Décor", new)]).warnings
    assert bool(warnings) == bool(warns)
    assert not warns or warns in warnings[0]


def test_near_misses_of_standard_titles_are_proposed() -> None:
    assert [(one.old, one.new) for one in proposals(A)] == [("Sound Roll", "Soundroll")]
    assert not proposals(ale([*TITLES, "Soundroll"], [[*ROW, ""]]))


@given(st.permutations(["T1", "T2", "T3", "T4", "T5"]))
def test_renaming_back_is_the_same_log(titles: list[str]) -> None:
    old = ["Sound Roll", "Décor", "Lens[1]", "Lens[2]", "Scene"]
    there = rename(A, list(zip(old, titles, strict=True))).ale
    names = [*TITLES[:4], "Sound Roll", "Decor", "Lens", "Lens 2", "Scene"]
    back = rename(there, list(zip(titles, names[4:], strict=True))).ale
    assert back.to_bytes() == log(names, [ROW])


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    monkeypatch.chdir(tmp_path)
    Path("A.ale").write_bytes(A.to_bytes())
    return Typed(command, capsys)


def test_from_the_command_line(typed: Typed) -> None:
    said = typed("A.ale", "Décor=Set", "-o", "OUT.ale")
    assert "Written: OUT.ale" in said.out
    assert "'Sound Roll=Soundroll'" in said.out
    assert read(Path("OUT.ale")).columns[5] == "Set"
    data = typed("A.ale", "Décor=Shoot date", "-o", "2.ale", "--json", status=1).data
    assert data["renames"] == [{"place": 6, "old": "Décor", "new": "Shoot date"}]
    assert "Shoot Date" in data["warnings"][0]


def test_titles_alone_are_listed(typed: Typed) -> None:
    said = typed("A.ale", status=1)
    assert "Soundroll" in said.out
    assert typed("A.ale", "--json", status=1).data["titles"] == TITLES


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["X=Y"], "-o FILE"), (["-o", "O.ale"], "OLD=NEW"), (["X", "-o", "O.ale"], "OLD=NEW"),
        (["Scene=S", "-o", "A.ale"], "already"),
    ],
)  # fmt: skip
def test_wrong_words(typed: Typed, words: list[str], text: str) -> None:
    with pytest.raises(UsageError) as caught:
        typed("A.ale", *words)
    assert text in f"{caught.value} {caught.value.hint}"
    assert [path.name for path in Path().iterdir()] == ["A.ale"]
