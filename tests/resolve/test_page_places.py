"""Folders shown to a person who chooses a file."""

import os
from pathlib import Path

import pytest

from chutier_resolve.page.places import MOST, listing


def test_folders_first_hidden_ones_never(tmp_path: Path) -> None:
    for name in ("zoé", "Alpha", ".cache"):
        (tmp_path / name).mkdir()
    for name in ("b.yaml", "A.yaml", ".hidden"):
        (tmp_path / name).write_text("")
    found = listing(str(tmp_path))
    assert [entry["name"] for entry in found["entries"]] == ["Alpha", "zoé", "A.yaml", "b.yaml"]
    assert [entry["folder"] for entry in found["entries"]] == [True, True, False, False]
    assert found["entries"][0]["path"] == str(tmp_path / "Alpha")
    assert (found["folder"], found["up"], found["more"]) == (str(tmp_path), str(tmp_path.parent), 0)


def test_of_a_file_its_folder_and_of_nothing_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "show.yaml").write_text("")
    for text in (tmp_path / "show.yaml", tmp_path / "not" / "there" / "show.yaml"):
        assert listing(str(text))["folder"] == str(tmp_path)


@pytest.mark.parametrize("text", ["", "  ", "show.yaml", "../x", "\0", "~nobody-of-this-name/x", "x" * 5000])
def test_what_is_no_place_is_home(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert listing(text)["folder"] == str(tmp_path)


def test_a_tilde_is_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / "films").mkdir()
    assert listing("~/films")["folder"] == str(tmp_path / "films")


def test_a_full_folder_is_cut(tmp_path: Path) -> None:
    for number in range(MOST + 3):
        (tmp_path / f"{number:04}.yaml").write_text("")
    found = listing(str(tmp_path))
    assert (len(found["entries"]), found["more"]) == (MOST, 3)


@pytest.mark.skipif(os.name != "posix", reason="the root of a drive differs")
def test_nothing_is_above_the_root() -> None:
    assert listing("/")["up"] == ""


def test_a_folder_that_cannot_be_read_is_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: object) -> None:
        raise PermissionError(path)

    monkeypatch.setattr("chutier_resolve.page.places.os.scandir", refuse)
    assert listing(str(tmp_path))["entries"] == []
