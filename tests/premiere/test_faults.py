"""Everything goes wrong once, at each call and at each answer: nothing escapes, building again finishes."""

from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chutier.errors import NleError
from chutier.events import silent
from chutier.live import Journal
from chutier.plan import Timeline, Tree, diff, remember
from chutier.testing.trees import clip, project
from chutier_premiere.nle import PremiereNle
from hosts.premiere import FakePremiere
from premiere.bench import adapter, footage, known

SCENE = ("10_SEQUENCES", "SEQ 012")
BROKEN = "EvalScript error."

AT_CALLS: dict[str, dict[str, Any]] = {"does nothing": {"nothing": True}, "raises": {"raises": "Unknown"}}
AT_ANSWERS: dict[str, dict[str, Any]] = {
    "nothing is said": {"text": ""},
    "the script breaks": {"text": BROKEN},
    "done, but not said": {"text": "undefined", "after": True},
    "the panel is loaded again": {"text": BROKEN, "reload": True},
    "a dialog is open": {"text": '{"busy": 12}'},
}


def day() -> Tree:
    """Two pictures, one circled, and a sound; a scene roll."""
    said = {"circled": "cerclée", "comments": "bien"}
    first = clip(1, SCENE, name="12-3-01", color="green", columns=said)
    sound = clip(3, ("20_RUSHES", "SON"), kind="sound", name="son 1")
    tree = project(first, clip(2, ("20_RUSHES", "IMAGE"), color="cyan"), sound)
    roll = Timeline(bin=SCENE, name="BAB 012", type="kem", clips=(first.clip,))
    return replace(tree, timelines={(SCENE, roll.name): roll})


def build(nle: PremiereNle, want: Tree, last: Tree | None) -> Tree | None:
    """One build as the bench does it: what is ours after it. Raises only what a person is told."""
    plan = diff(want, nle.observe(), last)
    outcome = nle.perform(plan.actions, silent) if plan.actions else None
    if outcome is not None:
        accounted = [*outcome.done, *(one.action for one in outcome.failed), *(one.action for one in outcome.by_hand)]
        assert sorted(map(str, accounted)) == sorted(map(str, plan.actions))
    return remember(want, nle.observe(), last)


def survived(fake: FakePremiere, out: Path, go_wrong: Callable[[], None]) -> None:
    """A build in which something goes wrong, and those after it, which finish the work."""
    want, last = day(), None
    with closing(adapter(fake, out)) as nle:
        # As the bench tells it: what came in and got no stamp any more is known by its file.
        nle.know(known(want.clips.values()))
        go_wrong()
        with suppress(NleError):
            last = build(nle, want, None)
        fake.clear()
        Journal(out, "premiere").last()
        for _attempt in range(2):
            last = build(nle, want, last)
        have = nle.observe()
    assert [str(one) for one in diff(want, have, last).actions] == []
    assert have.doubles == ()
    paths = [placed.media.path for placed in have.clips.values() if placed.media]
    assert sorted(paths) == sorted(set(paths))


def counted(fake: FakePremiere, out: Path, what: str) -> int:
    """How many changing calls, or posts, one build takes."""
    before = fake.state()[what]
    with closing(adapter(fake, out)) as nle:
        build(nle, day(), None)
    after = fake.state()[what]
    fake.reset(footage=footage())
    return int(after) - int(before)


@pytest.fixture(scope="module", params=["link", "uxp"])
def either_process(request: pytest.FixtureRequest) -> Iterator[FakePremiere]:
    with FakePremiere(request.param) as fake:
        yield fake


@pytest.fixture
def either(either_process: FakePremiere) -> FakePremiere:
    """A Premiere just started, behind a panel or with our plugin in it."""
    either_process.reset(footage=footage())
    return either_process


@pytest.mark.parametrize("trouble", AT_CALLS)
def test_a_fault_at_any_call_is_survived(either: FakePremiere, tmp_path: Path, trouble: str) -> None:
    premiere = either
    number = counted(premiere, tmp_path / "count", "changes")
    assert number > 15
    for place in range(1, number + 1):
        premiere.reset(footage=footage())
        try:
            survived(premiere, tmp_path / f"{place}", lambda at=place: premiere.fault(at=at, **AT_CALLS[trouble]))
        except AssertionError as error:
            raise AssertionError(f"{trouble} at call {place}: {error}") from error


@pytest.mark.parametrize("trouble", AT_ANSWERS)
def test_an_answer_lost_anywhere_is_survived(premiere: FakePremiere, tmp_path: Path, trouble: str) -> None:
    number = counted(premiere, tmp_path / "count", "posts")
    assert number > 10
    for place in range(number):
        premiere.reset(footage=footage())
        try:
            survived(premiere, tmp_path / f"{place}", lambda at=place: premiere.answers(skip=at, **AT_ANSWERS[trouble]))
        except AssertionError as error:
            raise AssertionError(f"{trouble} at answer {place}: {error}") from error
