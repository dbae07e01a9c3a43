"""What came of taking a build back, and what is ours after it."""

from collections.abc import Iterable, Set
from dataclasses import dataclass, replace

from chutier.i18n import ngettext
from chutier.model import BinPath, ClipId
from chutier.plan import Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Undone:
    """How many things were brought back, and what was left as it is, a sentence each."""

    done: int = 0
    left: tuple[str, ...] = ()

    def __str__(self) -> str:
        line = ngettext("{n} thing is as it was.", "{n} things are as they were.", self.done).format(n=self.done)
        if not self.left:
            return line
        stays = ngettext("{n} stays: {why}", "{n} stay: {why}", len(self.left))
        return f"{line} " + stays.format(n=len(self.left), why="; ".join(dict.fromkeys(self.left)))


def ours_after(last: Tree, seen: Tree, *, clips: Iterable[ClipId], bins: Set[BinPath], timelines: Set[str]) -> Tree:
    """What is ours once a build was taken back: of the `clips` that it touched, what now stands there; of the `bins`
    and `timelines` that it made and that are gone again, nothing; of all else, what was."""
    ours = dict(last.clips)
    for clip in set(clips):
        before = ours.pop(clip, None)
        if before is not None and clip in seen.clips:
            ours[clip] = replace(seen.clips[clip], media=before.media, kind=before.kind)
    return Tree(
        bins=tuple(path for path in last.bins if path in seen.bins or path not in bins),
        clips=ours,
        timelines={
            key: line for key, line in last.timelines.items() if key in seen.timelines or key[1] not in timelines
        },
    )
