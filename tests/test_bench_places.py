"""Where a build may be written: never among rushes; and a folder that was thrown away is built anew."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from chutier.catalog import Catalog, ingest
from chutier.errors import PlanError
from chutier.organise import Bench
from chutier.show import Show, create_show
from media.making import bext, chunk, fmt, second, wave

DATE = date(2026, 5, 14)
Shot = tuple[Show, Catalog]


@pytest.fixture
def shot(tmp_path: Path) -> Iterator[Shot]:
    """A show with one sound roll of one file."""
    show = create_show(tmp_path / "show", "X", "court-metrage-fr", answers={})
    roll = tmp_path / "show" / "SON" / "S001"
    roll.mkdir(parents=True)
    about = chunk(b"fmt ", fmt()), chunk(b"bext", bext(start=48000 * 36000))
    wave(roll / "S001T01.wav", *about, second())
    with Catalog.open(show.catalog_url) as catalogue:
        ingest(catalogue, [roll], show.blueprint, day=1, shot_on=DATE, workers=1)
        yield show, catalogue


@pytest.mark.parametrize("out", ["SON/S001", "SON/S001/avid", "SON/S001/a/b", "link", "link/avid"])
def test_nothing_is_built_in_a_card(shot: Shot, out: str) -> None:
    show, catalogue = shot
    (show.root / "link").symlink_to(show.root / "SON" / "S001")
    with Bench.open(show, catalogue, "avid", out=show.root / out) as bench, pytest.raises(PlanError, match="media"):
        bench.perform(bench.plan())
    assert [path.name for path in (show.root / "SON" / "S001").iterdir()] == ["S001T01.wav"]


@pytest.mark.parametrize("out", ["avid", "SON/avid"])
def test_beside_cards_is_no_card(shot: Shot, out: str) -> None:
    show, catalogue = shot
    with Bench.open(show, catalogue, "avid", out=show.root / out) as bench:
        assert bench.perform(bench.plan()).outcome.done


def test_files_in_the_folder_of_the_show_make_no_card_of_it(shot: Shot) -> None:
    show, catalogue = shot
    (show.root / "SON" / "S001" / "S001T01.wav").rename(show.root / "S001T01.wav")
    ingest(catalogue, [show.root], show.blueprint, day=1, shot_on=DATE, workers=1)
    with Bench.open(show, catalogue, "avid") as bench:
        assert bench.perform(bench.plan()).outcome.done


def test_a_folder_that_was_thrown_away_is_built_anew(shot: Shot) -> None:
    show, catalogue = shot
    with Bench.open(show, catalogue, "avid") as bench:
        first = bench.plan()
        bench.perform(first)
        assert not bench.plan().actions
        shutil.rmtree(show.root / "avid")
        assert bench.plan().actions == first.actions
