"""A tree and a plan as lines of text, for a person at two in the morning: what will be, then what would be done."""

from collections.abc import Iterator, Mapping, Sequence

from chutier.i18n import _, ngettext
from chutier.model import BinPath
from chutier.plan.actions import spelled
from chutier.plan.diff import Kept, Plan, Refused
from chutier.plan.tree import Placed, Timeline, Tree


def tree_lines(tree: Tree, *, clips: int = 3) -> Iterator[str]:
    """The bins with their contents: the first `clips` clips of each (-1: all), and how many more there are."""
    inside: dict[BinPath, list[Placed]] = {}
    for placed in tree.clips.values():
        for path in placed.bins:
            inside.setdefault(path, []).append(placed)
    timelines: dict[BinPath, list[Timeline]] = {}
    for timeline in tree.timelines.values():
        timelines.setdefault(timeline.bin, []).append(timeline)
    children: dict[BinPath, list[BinPath]] = {}
    for path in tree.bins:
        children.setdefault(path[:-1], []).append(path)
    yield from _branch((), "", children, inside, timelines, clips)


def _branch(
    path: BinPath,
    margin: str,
    children: Mapping[BinPath, Sequence[BinPath]],
    inside: Mapping[BinPath, Sequence[Placed]],
    timelines: Mapping[BinPath, Sequence[Timeline]],
    clips: int,
) -> Iterator[str]:
    here = inside.get(path, ())
    shown = here if clips < 0 or len(here) <= clips + 1 else here[:clips]
    leaves = [f"♦ {timeline.name} ({len(timeline.clips)})" for timeline in timelines.get(path, ())]
    leaves += [f"· {placed.name}" for placed in shown]
    if len(shown) < len(here):
        more = len(here) - len(shown)
        leaves.append(ngettext("… and {n} more clip", "… and {n} more clips", more).format(n=more))
    bins = children.get(path, ())
    for index, leaf in enumerate(leaves):
        last = index == len(leaves) - 1 and not bins
        yield f"{margin}{'└─' if last else '├─'} {leaf}"
    for index, child in enumerate(bins):
        last = index == len(bins) - 1
        count = len(inside.get(child, ()))
        yield f"{margin}{'└─' if last else '├─'} ▸ {child[-1]}{f'  [{count}]' if count else ''}"
        yield from _branch(child, margin + ("   " if last else "│  "), children, inside, timelines, clips)


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
        "name": _("= kept      {subject}: renamed by hand, would be {mine}"),
        "column": _("= kept      {subject}: {theirs!r} by hand, would be {mine!r}"),
        "colour": _("= kept      {subject}: coloured by hand, would be {mine}"),
        "timeline": _("= kept      timeline {subject}: never rebuilt ({theirs} clips in it, {mine} now)"),
        "surplus": _("= kept      {subject}: no longer asked for, left where it is"),
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
        "PlaceClip": lambda n: ngettext("{n} clip", "{n} clips", n),
        "AddToBin": lambda n: ngettext("{n} copy", "{n} copies", n),
        "MoveClip": lambda n: ngettext("{n} move", "{n} moves", n),
        "Rename": lambda n: ngettext("{n} new name", "{n} new names", n),
        "SetColumns": lambda n: ngettext("{n} clip with new columns", "{n} clips with new columns", n),
        "SetColor": lambda n: ngettext("{n} colour", "{n} colours", n),
        "MakeTimeline": lambda n: ngettext("{n} timeline", "{n} timelines", n),
    }
    counts: dict[str, int] = {}
    for action in plan.actions:
        counts[type(action).__name__] = counts.get(type(action).__name__, 0) + 1
    return ", ".join(words[kind](n).format(n=n) for kind, n in counts.items())
