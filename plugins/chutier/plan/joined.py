"""Programs in which a synced take is no clip of its own, but its picture with sound linked to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from chutier.i18n import _
from chutier.model import Clip, ClipId, Kind
from chutier.plan.names import Problem
from chutier.plan.tree import Placed, Timeline, Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The tree that should be, and what a person should know of it: collisions, cut names, clips with no bin."""

    tree: Tree
    problems: tuple[Problem, ...] = ()
    unplaced: tuple[ClipId, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Those problems with which nothing may be built."""
        return tuple(problem for problem in self.problems if problem.severity == "error")


def on_pictures(wanted: Wanted, clips: Sequence[Clip]) -> Wanted:
    """The same, each synced take told of its picture: its name, bins, columns and colour, with the picture's file.

        picture  IMAGE    12-3-01 A        picture  SEQ 012  12-3-01   sound: T001
        sound    SON      T001        →    sound    SON      T001
        sync     SEQ 012  12-3-01

    A picture can be one take only: a second one that shares it is left out, and told.
    """
    every = {clip.id: clip for clip in clips}
    placed = dict(wanted.tree.clips)
    stands_for: dict[ClipId, ClipId] = {}
    problems: list[Problem] = []
    for take in [one for one in placed.values() if one.kind == Kind.SYNC and one.media is None and one.parts]:
        picture = take.parts[0]
        media = every[picture].media if picture in every else None
        if media is None:
            continue
        del placed[take.clip]
        if picture in stands_for.values():
            problems.append(_shared(take, placed[picture]))
            continue
        placed[picture] = replace(take, clip=picture, media=media)
        stands_for[take.clip] = picture
    tree = replace(wanted.tree, clips=_meaning(placed, stands_for), timelines={
        key: _of_pictures(line, stands_for) for key, line in wanted.tree.timelines.items()
    })  # fmt: skip
    return replace(wanted, tree=tree, problems=(*wanted.problems, *problems))


def _shared(take: Placed, first: Placed) -> Problem:
    message = _("{take} and {first} are one picture: only {first} is made").format(take=take.name, first=first.name)
    return Problem(code="shared", severity="warning", message=message, clips=(take.clip, first.clip))


def _meaning(placed: Mapping[ClipId, Placed], stands_for: Mapping[ClipId, ClipId]) -> dict[ClipId, Placed]:
    """What groups join is now called by the picture."""
    return {
        clip: replace(one, parts=tuple(stands_for.get(part, part) for part in one.parts)) if one.media is None else one
        for clip, one in placed.items()
    }


def _of_pictures(line: Timeline, stands_for: Mapping[ClipId, ClipId]) -> Timeline:
    there = dict.fromkeys(stands_for.get(clip, clip) for clip in line.clips)
    return replace(line, clips=tuple(there))
