"""Scene rolls and string-outs: which clips lie in them, and a marker for each take."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chutier.model import ClipId
from chutier.plan import Placed, Tree

CIRCLED, TAKE = 0, 6
"""Colours of markers: green, blue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A clip of a timeline, what it is called there, and what is said of it."""

    clip: ClipId
    name: str
    circled: bool = False
    note: str = ""


def members_of(clips: Iterable[ClipId], placed: Mapping[ClipId, Placed], tree: Tree) -> Iterator[Member]:
    """The clips in order. A group is no clip that a script could make: its cameras follow one another."""
    for clip in clips:
        one = placed.get(clip) or tree.clips.get(clip)
        if one is not None and one.media is None and one.parts:
            yield from members_of((part for part in one.parts if part != clip), placed, tree)
            continue
        columns = one.columns if one else {}
        yield Member(
            clip=clip, name=one.name if one else "", circled=bool(columns.get("circled")),
            note=columns.get("comments", ""),
        )  # fmt: skip


def markers_of(members: Sequence[Member], starts: Sequence[str]) -> list[dict[str, Any]]:
    """A marker at the start of each take; `starts` in ticks, as the sequence tells them."""
    return [
        {"name": one.name or one.clip, "comment": one.note, "ticks": start, "color": CIRCLED if one.circled else TAKE}
        for one, start in zip(members, starts, strict=False)
    ]
