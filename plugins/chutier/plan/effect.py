"""What actions do to a tree, and what we may call ours afterwards."""

from collections.abc import Iterable
from dataclasses import replace

from chutier.model import ClipId
from chutier.plan.actions import (
    Action,
    AddToBin,
    LinkSound,
    MakeBin,
    MakeSearchBin,
    MakeTimeline,
    MoveClip,
    PlaceClip,
    Rename,
    SetColor,
    SetColumns,
)  # fmt: skip
from chutier.plan.diff import composed, same
from chutier.plan.tree import Placed, Tree, with_parents


def apply_actions(tree: Tree, actions: Iterable[Action]) -> Tree:
    """The tree after `actions`, as if every one of them worked."""
    bins = set(tree.bins)
    clips = dict(tree.clips)
    timelines = dict(tree.timelines)
    searches = dict(tree.searches)
    for action in actions:
        match action:
            case MakeBin(path=path):
                bins.add(path)
            case MakeSearchBin(path=path, query=query):
                bins.add(path)
                searches[path] = query
            case PlaceClip(placed=placed):
                linked = () if placed.media else placed.parts
                clips[placed.clip] = replace(placed, bins=placed.bins[:1], parts=linked)
            case MakeTimeline(timeline=timeline):
                timelines[timeline.bin, timeline.name] = timeline
            case AddToBin(placed=placed):
                if placed.clip in clips:
                    clips[placed.clip] = _changed(clips[placed.clip], action)
            case MoveClip() | Rename() | SetColumns() | SetColor() | LinkSound():
                if action.clip in clips:
                    clips[action.clip] = _changed(clips[action.clip], action)
    return Tree(bins=tuple(sorted(bins)), clips=clips, timelines=timelines, doubles=tree.doubles, searches=searches)


def _changed(placed: Placed, action: Action) -> Placed:
    match action:
        case AddToBin(path=path):
            return placed if path in placed.bins else replace(placed, bins=(*placed.bins, path))
        case MoveClip(source=(), path=path):
            return replace(placed, bins=(path,))
        case MoveClip(source=source, path=path):
            moved = (path if composed(b) == composed(source) else b for b in placed.bins)
            return replace(placed, bins=tuple(dict.fromkeys(moved)))
        case Rename(name=name):
            return replace(placed, name=name)
        case SetColumns(columns=columns):
            merged = {**placed.columns, **columns}
            return replace(placed, columns={key: value for key, value in merged.items() if value})
        case SetColor(color=color):
            return replace(placed, color=color)
        case LinkSound(parts=parts):
            return replace(placed, parts=parts)
    return placed


def remember(want: Tree, seen: Tree, last: Tree | None = None) -> Tree:
    """What is ours after a build: every wanted value that is now `seen` in the project; of the rest, what was ours.

    A value that a person changed keeps what we wrote before, so that it goes on being seen as theirs.
    """
    before = last or Tree()
    there = {composed(path) for path in seen.bins}
    clips: dict[ClipId, Placed] = dict(before.clips)
    for clip, placed in want.clips.items():
        found = seen.clips.get(clip)
        if found is not None:
            clips[clip] = _ours(placed, found, before.clips.get(clip))
    timelines = dict(before.timelines)
    made = {composed((*path, name)) for path, name in seen.timelines}
    timelines.update({key: t for key, t in want.timelines.items() if composed((*key[0], key[1])) in made})
    # A bin that is neither wanted nor there is forgotten: should the show want it again, it is made again.
    ours = [path for path in before.bins if composed(path) in there or path in want.bins]
    bins = with_parents([*ours, *(path for path in want.bins if composed(path) in there)])
    known = {**before.searches, **want.searches}
    # As with bins: one that is neither wanted nor there is forgotten.
    searches = {path: query for path, query in known.items()
                if composed(path) in there or (path in before.searches and path in want.searches)}  # fmt: skip
    return Tree(bins=bins, clips=clips, timelines=timelines, searches=searches)


def _ours(placed: Placed, found: Placed, before: Placed | None) -> Placed:
    old = before.columns if before else {}
    columns = dict(old)
    for key in dict.fromkeys([*placed.columns, *old]):
        mine = placed.columns.get(key, "")
        if same(mine, found.columns.get(key, "")):
            columns[key] = mine
    now = {composed(path) for path in found.bins}
    past = before.bins if before else ()
    # Where we put it and it still is, or where we put it, want it and a person took it away.
    bins = dict.fromkeys(path for path in placed.bins if composed(path) in now)
    bins |= dict.fromkeys(path for path in past if composed(path) in now or path in placed.bins)
    return replace(
        placed,
        name=placed.name if same(placed.name, found.name) else (before.name if before else ""),
        columns={key: value for key, value in columns.items() if value},
        color=placed.color if placed.color == found.color else (before.color if before else ""),
        parts=placed.parts if placed.parts == found.parts else (before.parts if before else ()),
        bins=tuple(bins) or past,
    )
