"""The generated week keeps its promises: what is on disk and on paper, and that nothing is wrong but the faults."""

from collections import Counter
from pathlib import Path

import pytest

from chutier.demo.week import Week, make_week

SEEDS = (1, 7, 20260511)


@pytest.fixture(scope="module", params=SEEDS)
def week(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Week:
    return make_week(tmp_path_factory.mktemp("week") / "la-semaine", request.param)


def files(week: Week) -> list[Path]:
    return [path for source in week.sources for path in sorted(source.rglob("*")) if path.is_file()]


def test_a_week_has_about_the_clips_and_exactly_the_faults(week: Week) -> None:
    movies = [path for path in files(week) if path.suffix == ".mov"]
    assert 873 <= len(movies) <= 927
    codes = Counter(fault.code for fault in week.faults)
    assert len(week.faults) == 40
    assert len(codes) == 20
    assert min(codes.values()) == 2
    assert {fault.day for fault in week.faults} <= set(range(1, 7))
    assert [str(day) for day in week.days] == [f"2026-05-{11 + day}" for day in range(6)]
