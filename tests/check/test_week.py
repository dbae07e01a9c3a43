"""A week of two units with forty seeded faults: every fault found as what it is, and nothing else in the way."""

import shutil
from collections import Counter

import pytest

from chutier.catalog import Catalog, ingest
from chutier.check import Checked, Issue, check
from chutier.demo.week import Fault, Week, make_week
from chutier.organise import scenes_of
from chutier.show import create_show, load_show

KINDS = 15
"""Kinds of fault that a week has at least."""


@pytest.fixture(scope="module", params=[1, 77, 20260511])
def week(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Week, Checked]:
    folder = tmp_path_factory.mktemp("week")
    made = make_week(folder / "week", request.param)
    begun = create_show(folder / "show", "Semaine", "long-metrage-fr", answers={"production.fps": "24"})
    shutil.copy(made.scene_list, begun.root / "scenario.csv")
    show = load_show(begun.path)
    with Catalog.open(show.catalog_url) as catalogue:
        sources = [*made.sources, *made.papers]
        ingest(catalogue, sources, show.blueprint, scan=made.scan, scenes=scenes_of(show))
        return made, check(show, catalogue)


def told(issue: Issue) -> str:
    return " ".join([issue.subject, issue.what, *(f"{one.where} {one.says}" for one in issue.evidence)])


def found(fault: Fault, checked: Checked) -> list[Issue]:
    return [one for one in checked.issues if one.code == fault.code and any(word in told(one) for word in fault.about)]


def test_the_week_is_what_it_says(week: tuple[Week, Checked]) -> None:
    made, checked = week
    pictures = checked.facts.pictures
    assert len(made.faults) == 40
    assert len({fault.code for fault in made.faults}) >= KINDS
    assert 850 <= len(pictures) <= 950
    assert {clip.fields.get("cam") for clip in pictures} == set("ABCD")
    assert {clip.fields.get("day") for clip in pictures} == set(range(1, 7))
    assert any(one.code == "midnight" for one in checked.issues)


def test_every_fault_is_found_as_bad_as_it_is(week: tuple[Week, Checked]) -> None:
    made, checked = week
    lost = [fault for fault in made.faults if not any(one.severity == fault.severity for one in found(fault, checked))]
    assert lost == []


def test_nothing_else_blocks(week: tuple[Week, Checked]) -> None:
    made, checked = week
    seeded = {issue.key for fault in made.faults for issue in found(fault, checked)}
    more = [(one.code, one.subject) for one in checked.issues if one.key not in seeded and one.severity == "blocking"]
    assert more == []


def test_hardly_anything_else_is_to_be_looked_at(week: tuple[Week, Checked]) -> None:
    made, checked = week
    seeded = {issue.key for fault in made.faults for issue in found(fault, checked)}
    more = Counter(one.code for one in checked.issues if one.key not in seeded and one.severity == "warning")
    assert more.total() <= 1, more
