"""One builder at a time, and never a byte outside the out folder."""

import json
from pathlib import Path

import pytest

from avid.conftest import BINS, IMAGE, blueprint
from avid.test_nle import DAY, OpenAvid, files, perform
from chutier.errors import NleError
from chutier_avid.lock import locked
from chutier_avid.nle import connect
from chutier_avid.receipts import digest


def test_a_second_builder_is_told_to_wait(open_avid: OpenAvid, tmp_path: Path) -> None:
    avid = open_avid()
    with locked(tmp_path / "out" / ".chutier" / "lock"), pytest.raises(NleError, match="under way"):
        perform(avid, DAY)
    assert perform(avid, DAY).done


def test_a_build_that_came_between_is_not_doubled(tmp_path: Path) -> None:
    out = tmp_path / "out"
    first, second = (connect(out=out, blueprint=blueprint(), options={}) for _ in range(2))
    first.observe()
    second.observe()
    perform(first, DAY)
    before = files(out)
    with pytest.raises(NleError, match="another build"):
        perform(second, DAY)
    assert files(out) == before


@pytest.mark.parametrize("depth", [1, 2, 3])
@pytest.mark.parametrize("built", [False, True])
def test_links_in_the_place_of_bins_are_never_written_through(
    open_avid: OpenAvid, tmp_path: Path, depth: int, built: bool
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    place = (tmp_path / "out").joinpath(*IMAGE[:depth])
    if built:
        perform(open_avid(), DAY)
        place.rename(tmp_path / "moved")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(outside)
    avid = open_avid()
    assert IMAGE not in avid.observe().bins
    outcome = perform(avid, DAY)
    assert not list(outside.iterdir())
    assert any("link" in failure.why for failure in outcome.failed)


def test_a_link_back_to_the_out_folder_is_no_bin(open_avid: OpenAvid, tmp_path: Path) -> None:
    perform(open_avid(), DAY)
    (tmp_path / "out" / "loop").symlink_to(tmp_path / "out")
    assert set(open_avid().observe().bins) == set(BINS)


def test_receipts_do_not_follow_a_link(open_avid: OpenAvid, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / ".chutier").symlink_to(outside)
    with pytest.raises(NleError, match="link"):
        perform(open_avid(), DAY)
    assert not list(outside.iterdir())


@pytest.mark.parametrize("absolute", [False, True])
def test_an_edited_note_removes_nothing_outside(open_avid: OpenAvid, tmp_path: Path, absolute: bool) -> None:
    precious = tmp_path / "precious.mov"
    precious.write_bytes(b"rushes")
    name = str(precious) if absolute else f"../{precious.name}"
    note = tmp_path / "out" / ".chutier" / "under-way.json"
    note.parent.mkdir(parents=True)
    note.write_text(json.dumps({"build": 1, "files": {name: [digest(b"rushes")]}}))
    perform(open_avid(), DAY)
    assert precious.read_bytes() == b"rushes"


@pytest.mark.parametrize("name", ["receipt-0001.json", "under-way.json"])
def test_a_record_nested_beyond_measure_is_damaged(open_avid: OpenAvid, tmp_path: Path, name: str) -> None:
    record = tmp_path / "out" / ".chutier" / name
    record.parent.mkdir(parents=True)
    record.write_text("[" * 100_000)
    with pytest.raises(NleError, match="damaged"):
        open_avid().observe()
