"""A build in DaVinci Resolve on the fake's cost meter, beside the loop that most scripts are: one call a thing.

3,000 pictures in 250 scene bins, each with a name, nine fields and a colour: built from nothing, then again.
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
from chutier_resolve.colors import clip_color
from chutier_resolve.columns import KEYS
from hosts.resolve import FakeResolve
from resolve.bench import adapter, disc, known

CLIPS, SCENES = 3000, 250
FIELDS = ("scene", "setup", "take", "cam", "day", "cam_roll", "shot_size", "description", "comments")


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


def naive(fake: FakeResolve, want: Tree) -> None:
    """What a script does that asks for one thing at a time: a bin, a file, a key, a colour, a name, a move."""
    project = fake.resolve.GetProjectManager().GetCurrentProject()
    pool = project.GetMediaPool()
    root = pool.GetRootFolder()
    folders: dict[tuple[str, ...], Any] = {(): root}
    for path in want.bins:
        folders[path] = pool.AddSubFolder(folders[path[:-1]], path[-1])
    for placed in want.clips.values():
        assert placed.media is not None
        pool.SetCurrentFolder(root)
        item = pool.ImportMedia([placed.media.path])[0]
        pool.MoveClips([item], folders[placed.bins[0]])
        item.SetClipProperty("Clip Name", placed.name)
        for key, text in placed.columns.items():
            item.SetMetadata(KEYS[key], text)
        item.SetClipColor(clip_color(placed.color))


def minimum(want: Tree) -> tuple[int, int]:
    """Calls that change something and that nothing can save: with a name a clip, and with our stamp a clip as well."""
    batches = sum(-(-len([c for c in want.clips.values() if c.bins[0] == path]) // 50) for path in want.bins)
    made = len(want.bins) + 2 * batches
    return made + 3 * len(want.clips), made + 4 * len(want.clips)


def _timed(act: Callable[[], Any]) -> tuple[Any, float]:
    began = time.perf_counter()
    found = act()
    return found, time.perf_counter() - began


def main() -> None:
    """Prints the figures for docs/performance.md."""
    want = wanted()
    files = disc(want.clips.values())
    one = FakeResolve(files=files, rate="24")
    naive(one, want)
    fake = FakeResolve(files=files, rate="24")
    with tempfile.TemporaryDirectory() as folder:
        nle = adapter(fake, Path(folder), patience=120)
        nle.know(known(want.clips.values()))
        plan, planned = _timed(lambda: diff(want, nle.observe()))
        fake.meter.reset()
        _outcome, built = _timed(lambda: nle.perform(plan.actions, silent))
        first = (fake.meter.mutations, fake.meter.reads, fake.meter.seconds)
        ours = remember(want, nle.observe(), None)
        fake.meter.reset()
        seen, looked = _timed(nle.observe)
        reads, mutations = fake.meter.reads, fake.meter.mutations
        again, compared = _timed(lambda: diff(want, seen, ours))
        nle.close()
    least, stamped = minimum(want)
    print(f"{CLIPS} clips in {SCENES} bins, from nothing:")
    print(f"  one call a thing    {one.meter.mutations:7} changes, {one.meter.seconds:6.0f} s in Resolve")
    print(f"  chutier             {first[0]:7} changes, {first[2]:6.0f} s in Resolve ({first[1]} reads)")
    print(f"  necessary           {stamped:7} changes with the clip's id, {least} without")
    fewer, quicker = one.meter.mutations / first[0], one.meter.seconds / first[2]
    print(f"  ratios: {first[0] / stamped:.2f} of the necessary ({first[0] / least:.2f} without the id), "
          f"{fewer:.1f} times fewer, {quicker:.1f} times quicker")  # fmt: skip
    print(f"again: {mutations} changes, {reads / CLIPS:.2f} reads a clip, {len(again.actions)} actions")
    print(f"our own time: plan of an empty project {planned:.2f} s, build {built:.2f} s (the fake's included), "
          f"look {looked:.2f} s (the fake's included), compare {compared:.2f} s")  # fmt: skip


if __name__ == "__main__":
    main()
