"""Everything goes wrong once, at each call: nothing escapes, the journal can be read, and building again finishes."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chutier.errors import NleError
from chutier.events import silent
from chutier.live import Journal
from chutier.plan import LinkSound, Timeline, Tree, diff, remember
from chutier.testing.trees import clip, project
from chutier_resolve.nle import ResolveNle
from hosts.resolve import FakeResolve
from resolve.bench import adapter, resolve

TROUBLES: dict[str, dict[str, Any]] = {
    "answers nothing": {"returns": None},
    "says no": {"returns": False},
    "raises": {"raises": RuntimeError("bridge")},
    "lies": {"lies": True},
    "gives a text": {"returns_string": "Error"},
    "is gone": {"disconnect": True},
    "loses one": {"drops": 1},
}
SCENE = ("10_SEQUENCES", "SEQ 012")


def day() -> Tree:
    """Two pictures, one synced; a wild sound; a scene roll."""
    said = {"circled": "cerclée", "comments": "bien"}
    first = clip(1, SCENE, kind="sync", name="12-3-01", color="green", columns=said)
    sound = clip(3, ("20_RUSHES", "SON"), kind="sound", name="son 1")
    first = replace(first, media=clip(1).media, parts=(first.clip, sound.clip))
    tree = project(first, clip(2, ("20_RUSHES", "IMAGE"), color="cyan"), sound)
    roll = Timeline(bin=SCENE, name="BAB 012", type="kem", clips=(first.clip,))
    return replace(tree, timelines={(SCENE, roll.name): roll})


def build(nle: ResolveNle, want: Tree, last: Tree | None) -> Tree | None:
    """One build as the bench does it: what is ours after it. Raises only what a person is told."""
    plan = diff(want, nle.observe(), last)
    try:
        outcome = nle.perform(plan.actions, silent) if plan.actions else None
    except NleError:
        return last
    if outcome is not None:
        accounted = [*outcome.done, *(one.action for one in outcome.failed), *(one.action for one in outcome.by_hand)]
        assert sorted(map(str, accounted)) == sorted(map(str, plan.actions))
    return remember(want, nle.observe(), last)


def calls_of_a_build(tmp_path: Path) -> int:
    fake = resolve()
    nle = adapter(fake, tmp_path / "count")
    build(nle, day(), None)
    nle.close()
    return fake.faults.calls


def settled(fake: FakeResolve, out: Path, last: Tree | None) -> None:
    """Building again, at most three times, leaves nothing to do and nothing twice."""
    want = day()
    nle = adapter(fake, out)
    try:
        for _attempt in range(3):
            last = build(nle, want, last)
        again = diff(want, nle.observe(), last)
        assert [str(one) for one in again.actions] == []
        seen = nle.observe()
    finally:
        nle.close()
    assert fake.violations == []
    assert seen.doubles == ()
    paths = [item.path for item in fake.projects["FILM"].pool.items() if item.path]
    assert sorted(paths) == sorted(set(paths))
    names = [line.name for line in fake.projects["FILM"].timelines]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("trouble", TROUBLES)
def test_a_fault_at_any_call_is_survived(trouble: str, tmp_path: Path) -> None:
    number = calls_of_a_build(tmp_path)
    assert number > 100
    for place in range(number):
        fake = resolve()
        fake.faults.at_call(place, **TROUBLES[trouble])
        out = tmp_path / f"{place}"
        last: Tree | None = None
        try:
            nle = adapter(fake, out)
        except NleError:
            continue
        try:
            last = build(nle, day(), None)
        except NleError:
            pass
        finally:
            nle.close()
        Journal(out, "resolve").last()
        fake.faults.clear()
        try:
            settled(fake, out, last)
        except AssertionError as error:
            raise AssertionError(f"{trouble} at call {place}, {nle}: {error}") from error


def test_what_is_done_says_so_only_when_it_is_there(tmp_path: Path) -> None:
    fake = resolve()
    fake.faults.on("MediaPoolItem.SetClipColor", lies=True)
    nle = adapter(fake, tmp_path)
    want = day()
    outcome = nle.perform(diff(want, nle.observe()).actions, silent)
    nle.close()
    assert [failure.why for failure in outcome.failed] == ["Resolve did not keep: color"]


def test_a_sound_that_resolve_did_not_link_is_told(tmp_path: Path) -> None:
    fake = resolve()
    fake.faults.on("MediaPool.AutoSyncAudio", lies=True)
    nle = adapter(fake, tmp_path)
    outcome = nle.perform(diff(day(), nle.observe()).actions, silent)
    nle.close()
    failed = {type(one.action): one.why for one in outcome.failed}
    assert failed == {LinkSound: "Resolve found no sound of the same timecode for it"}
