"""A tree and a plan as lines of text, for a person at two in the morning: what will be, then what would be done."""

from collections.abc import Iterator
from itertools import groupby

from chutier.i18n import _, ngettext
from chutier.model import BinPath
from chutier.plan.actions import spelled
from chutier.plan.diff import Kept, Plan, Refused
from chutier.plan.tree import Tree

RUN = 4
"""So many empty bins in a row are shown; a longer run is told by its first, its number and its last."""


def tree_lines(tree: Tree, *, clips: int = 3) -> Iterator[str]:
    """The bins with their contents: the first `clips` clips of each and how many more there are, long runs of empty
    bins in short. With -1, everything."""
    return _Branches(tree, clips).below((), "")


class _Branches:
    def __init__(self, tree: Tree, clips: int) -> None:
        self.clips = clips
        self.inside: dict[BinPath, list[str]] = {}
        for timeline in tree.timelines.values():
            name = f"♦ {timeline.name} ({len(timeline.clips)})"
            self.inside.setdefault(timeline.bin, []).append(name)
        for path, query in tree.searches.items():
            self.inside.setdefault(path[:-1], []).append(f"⌕ {path[-1]}: {query}")
        self.counts: dict[BinPath, int] = {}
        for placed in tree.clips.values():
            for path in placed.bins:
                self.inside.setdefault(path, []).append(f"· {placed.name}")
                self.counts[path] = self.counts.get(path, 0) + 1
        self.children: dict[BinPath, list[BinPath]] = {}
        for path in (path for path in tree.bins if path not in tree.searches):
            self.children.setdefault(path[:-1], []).append(path)

    def below(self, path: BinPath, margin: str) -> Iterator[str]:
        """Lines of all that lies in `path`."""
        entries: list[tuple[str, BinPath | None]] = [(leaf, None) for leaf in self._leaves(path)]
        entries += self._bins(path)
        for index, (text, bin_path) in enumerate(entries):
            last = index == len(entries) - 1
            yield f"{margin}{'└─' if last else '├─'} {text}"
            if bin_path is not None:
                yield from self.below(bin_path, margin + ("   " if last else "│  "))

    def _leaves(self, path: BinPath) -> list[str]:
        leaves = self.inside.get(path, [])
        timelines = [leaf for leaf in leaves if leaf.startswith(("♦", "⌕"))]
        clips = [leaf for leaf in leaves if not leaf.startswith(("♦", "⌕"))]
        if self.clips < 0 or len(clips) <= self.clips + 1:
            return [*timelines, *clips]
        more = len(clips) - self.clips
        rest = ngettext("… and {n} more clip", "… and {n} more clips", more).format(n=more)
        return [*timelines, *clips[: self.clips], rest]

    def _bins(self, path: BinPath) -> Iterator[tuple[str, BinPath | None]]:
        for empty, group in groupby(self.children.get(path, []), key=self._is_empty):
            run = list(group)
            if not empty or self.clips < 0 or len(run) <= RUN:
                for one in run:
                    count = self.counts.get(one, 0)
                    yield f"▸ {one[-1]}{f'  [{count}]' if count else ''}", one
            else:
                yield f"▸ {run[0][-1]}", None
                more = ngettext("… {n} more empty bin", "… {n} more empty bins", len(run) - 2)
                yield more.format(n=len(run) - 2), None
                yield f"▸ {run[-1][-1]}", None

    def _is_empty(self, path: BinPath) -> bool:
        return path not in self.inside and path not in self.children


def plan_lines(plan: Plan) -> Iterator[str]:
    """Every action, then what is kept as a person made it, what cannot be placed, and what is not ours."""
    yield from map(str, plan.actions)
    yield from map(kept_line, plan.kept)
    yield from map(refused_line, plan.refused)
    for path in plan.stray_bins:
        yield _("? not ours  bin {path}, left alone").format(path=spelled(path))
    for name in plan.stray_clips:
        yield _("? not ours  clip {name}, left alone").format(name=name)


def kept_line(kept: Kept) -> str:
    """What a person changed and we leave, as a line of the plan."""
    sentences = {
        "bin": _("= kept      bin {subject}: removed or renamed by hand, not made again"),
        "clip": _("= kept      {subject}: removed by hand, not placed again"),
        "home": _("= kept      {subject}: stays in {theirs}, where a person put it"),
        "place": _("= kept      {subject}: taken out of {mine} by hand, not put back"),
        "name": _("= kept      {subject}: renamed by hand, would be {mine}"),
        "column": _("= kept      {subject}: {theirs!r} by hand, would be {mine!r}"),
        "colour": _("= kept      {subject}: coloured by hand, would be {mine}"),
        "sound": _("= kept      {subject}: its sound was linked or unlinked by hand"),
        "timeline": _("= kept      timeline {subject}: never rebuilt ({theirs} clips in it, {mine} now)"),
        "gone": _("= kept      timeline {subject}: removed by hand, not made again"),
        "surplus": _("= kept      {subject}: no longer asked for, left where it is"),
        "copy": _("= kept      {subject}: no longer asked for in {theirs}, left there too"),
        "old_bin": _("= kept      bin {subject}: no longer asked for, left where it is"),
    }
    return sentences[kept.what].format(subject=kept.subject, mine=kept.mine or "-", theirs=kept.theirs or "-")


def refused_line(refused: Refused) -> str:
    """A placement that would not be safe, as a line of the plan."""
    if refused.doubled:
        return _("! refused   {clip}: there are two bins {path}; rename one, then plan again").format(
            clip=refused.clip, path=spelled(refused.path)
        )
    return _("! refused   {clip}: its bin {path} was removed by hand").format(
        clip=refused.clip, path=spelled(refused.path)
    )


def summary(plan: Plan) -> str:
    """The plan in one line: how many actions of each kind, kept, refused, not ours."""
    if plan.empty:
        return _("Nothing to do.")
    words = {
        "MakeBin": lambda n: ngettext("{n} bin", "{n} bins", n),
        "MakeSearchBin": lambda n: ngettext("{n} search bin", "{n} search bins", n),
        "PlaceClip": lambda n: ngettext("{n} clip", "{n} clips", n),
        "AddToBin": lambda n: ngettext("{n} copy", "{n} copies", n),
        "MoveClip": lambda n: ngettext("{n} move", "{n} moves", n),
        "Rename": lambda n: ngettext("{n} new name", "{n} new names", n),
        "SetColumns": lambda n: ngettext("{n} clip with new columns", "{n} clips with new columns", n),
        "SetColor": lambda n: ngettext("{n} colour", "{n} colours", n),
        "LinkSound": lambda n: ngettext("{n} sound to link", "{n} sounds to link", n),
        "MakeTimeline": lambda n: ngettext("{n} timeline", "{n} timelines", n),
    }
    counts: dict[str, int] = {}
    for action in plan.actions:
        counts[type(action).__name__] = counts.get(type(action).__name__, 0) + 1
    return ", ".join(words[kind](n).format(n=n) for kind, n in counts.items())
