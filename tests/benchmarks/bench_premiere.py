"""Premiere through our batches, beside pymiere's objects, in one run against the double.

The double takes no time of its own to do a thing: what is left is what the way costs, in posts and in seconds.
"""

import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from chutier.events import silent
from chutier.plan import Placed, Tree, diff, remember
from chutier.testing.trees import clip, project
from chutier_premiere.bridge import ask
from hosts.premiere import FakePremiere
from premiere.bench import adapter, host_of, known

BINS, ITEMS, CLIPS, SCENES = 500, 10_000, 5000, 250
FIELDS = ("scene", "setup", "take", "description", "comments", "cam_roll")


def paths() -> list[tuple[str, ...]]:
    """500 bins, three deep."""
    found: dict[tuple[str, ...], None] = {}
    number = 0
    while len(found) < BINS:
        path = (f"{number // 60:02}_ÉPISODE", f"{number // 6:03}_SEQ", f"{number:04}_PLAN")
        found.update(dict.fromkeys(path[:depth] for depth in (1, 2, 3)))
        number += 1
    return sorted(list(found)[:BINS])


def measured(fake: FakePremiere, work: Callable[[], Any]) -> tuple[float, int]:
    """Seconds and posts."""
    before, begun = fake.state()["posts"], time.perf_counter()
    work()
    return time.perf_counter() - begun, int(fake.state()["posts"]) - int(before)


def by_objects(fake: FakePremiere) -> None:
    """What pymiere's own documentation shows: an object for each thing."""
    import pymiere

    made: dict[tuple[str, ...], Any] = {(): pymiere.objects.app.project.rootItem}
    for path in paths():
        made[path] = made[path[:-1]].createBin(path[-1])


def bins(fake: FakePremiere) -> None:
    """500 nested bins."""
    host = host_of(fake)
    doc = str(ask(host, "hello")[0]["active"])
    items = [{"under": "", "names": list(path)} for path in paths()]
    seconds, posts = measured(fake, lambda: ask(host, "bins", {"bins": items}, doc))
    made = fake.items()
    fake.reset()
    slow, many = measured(fake, lambda: by_objects(fake))
    assert len(fake.items()) == len(made)
    print(f"{BINS} nested bins: {seconds:.3f} s in {posts} posts; pymiere's objects {slow:.3f} s in {many} posts")
    print(f"  ratio {slow / seconds:.0f} × in time, {many / posts:.0f} × in posts")


def tree(fake: FakePremiere, out: Path) -> None:
    """A large project read."""
    fake.reset()
    fake.person("fill", count=ITEMS - ITEMS // 40, each=39)
    nle = adapter(fake, out)
    seconds, posts = measured(fake, nle.observe)
    print(f"tree of {ITEMS} items, with their columns: {seconds:.2f} s in {posts} posts")


def wanted() -> Tree:
    """The show."""
    return project(*(_clip(number) for number in range(CLIPS)))


def _clip(number: int) -> Placed:
    scene = number % SCENES
    made = clip(
        number % 2000, ("10_SEQUENCES", f"SEQ {scene:03}"), name=f"{scene}-{number // SCENES}-01", color="green",
        columns={field: f"{field} {number}" for field in FIELDS},
    )  # fmt: skip
    assert made.media is not None
    media = replace(made.media, path=f"/rushes/{number // 2000}/{number:04}.mov")
    return replace(made, clip=f"c{number:012x}", media=media)


def build(fake: FakePremiere, out: Path) -> None:
    """A show built, and built again."""
    want = wanted()
    fake.reset(footage={one.media.path: {"audio": 2} for one in want.clips.values() if one.media})
    nle = adapter(fake, out)
    nle.know(known(want.clips.values()))

    def once() -> Tree:
        plan = diff(want, nle.observe(), last)
        outcome = nle.perform(plan.actions, silent) if plan.actions else None
        assert outcome is None or not outcome.failed, outcome.failed[:3]
        return remember(want, nle.observe(), last)

    last: Tree | None = None
    done: list[Tree] = []
    seconds, posts = measured(fake, lambda: done.append(once()))
    changes = fake.state()["changes"]
    print(f"{CLIPS} clips in {SCENES} bins: {seconds:.1f} s in {posts} posts, {changes} changing calls")
    last = done[0]
    seconds, posts = measured(fake, once)
    print(f"  again: {seconds:.1f} s in {posts} posts, {fake.state()['changes'] - changes} changing calls")
    nle.close()


def main() -> None:
    """All of it, on one double."""
    import pymiere.core

    with FakePremiere() as fake, tempfile.TemporaryDirectory() as scratch:
        pymiere.core.PANEL_URL = fake.url
        pymiere.core.last_alive_check_time = float("inf")
        bins(fake)
        tree(fake, Path(scratch) / "tree")
        build(fake, Path(scratch) / "build")


if __name__ == "__main__":
    main()
