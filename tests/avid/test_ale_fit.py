"""Titles fitted to an import: short, plain, never two alike, and still saying what they said."""

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from avid.ale_verbs import CUSTOM_TITLES, Typed, ale, log
from chutier.errors import UsageError
from chutier_avid.ale import check, read
from chutier_avid.ale.titles import CUSTOM_BY_NAME, DERIVED, OWN, STANDARD
from chutier_avid.cli.ale_fit import command
from chutier_avid.logs.fitting import Why, fit, fit_titles
from chutier_avid.logs.shortening import shortened

REQUIRED = ["Name", "Tracks", "Start", "End"]

SHORT = {
    "Camera serial number": "Cam serial no",
    "Focus_distance_unit": "Focs_dist_unit",
    "CameraSerialNumber": "CameraSerialNo",
    "Audiotrack12 description": "Audtrck12 desc",
    "Température de couleur": "Temp de coul",
    "Décor / lieu": "Decor - lieu",
    "Scène n° 1": "Scene n deg 1",
    "Sound Roll": "Soundroll",
    "Cam Roll": "Camroll",
    "Sound Timecode": "Sound TC",
    "scene": "Scene",
    "comments": "Comments",
    "COMMENTS": "Comments",
    "Auxiliary Timecode 1": "Auxiliary TC1",
    "場景": "Column 1",
    "Lens": "Lens",
    "Frame Count Start": "Frame Count Start",
    "Pixel Aspect Ratio": "Pixel Aspect Ratio",
    "Audio Bit Depth": "Audio Bit Depth",
    "01234567890123456": "01234567890123",
    "1 2 3 4 5 6 7 8 9": "1 2 3 4 5 6 7",
}


@pytest.mark.parametrize(("old", "new"), SHORT.items())
def test_meaning_is_kept_as_long_as_there_is_room(old: str, new: str) -> None:
    assert fit_titles([old])[0].new == new


ALIKE = {
    "cut to the same": (["Audiotrack description 1", "Audiotrack description 2"], ["Audtrck desc 1", "Audtrck desc 2"]),
    "case": (["Lens", "LENS"], ["Lens", "LENS 2"]),
    "what fits goes first": (["LENS!", "Lens"], ["LENS 2", "Lens"]),
    "doubles": (["Scene", "Scene", "Lens", "Lens", "Lens"], ["Scene", "Scene 2", "Lens", "Lens 2", "Lens 3"]),
    "a standard there already": (["scene", "Scene"], ["scene 2", "Scene"]),
    "two that are nearly standard": (["Sound Roll", "sound roll"], ["Soundroll", "sound roll"]),
    "sixteen characters": (["Red_recorder_frame_rate_a", "Red_recorder_frame_rate_b"], None),
}


@pytest.mark.parametrize("case", ALIKE)
def test_never_two_alike(case: str) -> None:
    titles, right = ALIKE[case]
    new = [one.new for one in fit_titles(titles)]
    assert right is None or new == right
    assert len({title[:16].casefold() for title in new}) == len(new)


def test_the_reason_is_told() -> None:
    found = fit_titles(["Scene", "scène", "Été", "Camera serial number", "Lens", "lens"])
    whys = [(), (Why.LETTERS, Why.ALIKE), (Why.LETTERS,), (Why.LENGTH,), (), (Why.ALIKE,)]
    assert [one.why for one in found] == whys


_TITLES = st.lists(
    CUSTOM_TITLES | st.sampled_from([
        *STANDARD, *CUSTOM_BY_NAME, *DERIVED, *OWN, "scene", "Sound Roll", "Auxiliary Timecode 1", "TC", "TC 2",
        "Column 2", "Auxiliary TC", "Camera serial number", "Camera serial Number", "Lens", "LENS", "é",
    ]),
    max_size=12,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@example(["Source File", "Source Filé", "source file", "SourceFile", "Source_File"])
@example(["TC", "TC", "Auxiliary TC", "Auxiliary TC"])
@given(_TITLES)
def test_what_is_fitted_passes_the_check_and_needs_no_fitting(titles: list[str]) -> None:
    before = ale([*REQUIRED, *titles], [["n", "V", "10:00:00:00", "10:00:01:00", *titles]])
    for length in (14, 16):
        after, told = fit(before, length)
        codes = {one.code for one in check(after)}
        assert "E08" not in codes
        assert length == 16 or "W01" not in codes
        assert [one.old for one in told] == list(before.columns)
        assert fit(after, length)[0].to_bytes() == after.to_bytes()
        assert [row.cells for row in after] == [row.cells for row in before]
        assert fit(before, length)[1] == told


@given(CUSTOM_TITLES, st.integers(3, 20))
def test_a_short_title_keeps_its_first_letter_and_room(title: str, length: int) -> None:
    short = shortened(title, length)
    assert len(short) <= length
    assert short == title.rstrip() or len(title) > length


@pytest.mark.parametrize("name", ["otio-ale__sample.ale", "otio-ale__sample2.ale", "aleparser__all_headings.ALE"])
def test_the_titles_of_media_composer_stay(samples: Path, name: str) -> None:
    before = read(samples / "avid" / name)
    assert {one.old: one.new for one in fit(before)[1] if one.why} in ({}, {"COMMENTS": "Comments"})
    assert not {one.code for one in check(fit(before)[0])} & {"E08", "W01", "W09"}


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Typed:
    monkeypatch.chdir(tmp_path)
    titles = [*REQUIRED, "Camera serial number", "Scène"]
    Path("A.ale").write_bytes(log(titles, [["n", "V", "10:00:00:00", "10:00:01:00", "0071", "12"]], end="\r\n"))
    return Typed(command, capsys)


def test_old_and_new_are_told_and_only_titles_change(typed: Typed) -> None:
    said = typed("A.ale", "-o", "OUT.ale")
    assert "Camera serial number" in said.out
    assert "Cam serial no" in said.out
    assert "too long" in said.out
    old, new = Path("A.ale").read_bytes(), Path("OUT.ale").read_bytes()
    assert new == old.replace(b"Camera serial number", b"Cam serial no").replace("Scène".encode(), b"Scene")
    data = typed("A.ale", "--preview", "--length", "16", "--json").data
    assert data["file"] is None
    assert data["changed"][0] == {
        "place": 5, "old": "Camera serial number", "new": "Camera serial no", "why": ["length"]
    }  # fmt: skip


def test_nothing_is_overwritten(typed: Typed) -> None:
    with pytest.raises(UsageError, match="there already"):
        typed("A.ale", "-o", "A.ale")
    with pytest.raises(UsageError, match="-o FILE"):
        typed("A.ale")
