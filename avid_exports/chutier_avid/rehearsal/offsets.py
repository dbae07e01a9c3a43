"""Mistakes that a whole log or a whole roll has: an End that counts the last frame, a clock that runs beside."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from chutier_avid.rehearsal.differences import Kind, apart
from chutier_avid.rehearsal.index import ClipIndex, Reel
from chutier_avid.rehearsal.keys import Source, Span
from chutier_avid.rehearsal.nearest import SHOWN, Candidate, best, candidate, nearest

_ASKED = 20
"""Rows of a roll that vote on its offset; all of them must then follow."""

_TRIED = 3
"""Offsets with the most votes that are tried on all rows."""

_MOST_OF = 0.6
"""Share of a roll's rows that an offset must explain."""

_HABIT = 9
"""So many Ends one frame early for each exact one are a habit of the writer, not a slip."""

_LOOSE = frozenset((Kind.OVERLAP, Kind.FAR, Kind.SHIFT, Kind.OTHER_TAPE))
"""What an offset of the whole roll explains better."""

_EARLY = (Kind.END, -1)
_INCLUSIVE = (Kind.INCLUSIVE_END, -1)


@dataclass(slots=True)
class Missing:
    """A row, counted from 0, that has no clip yet, and what comes near it, the nearest first."""

    row: int
    source: Source
    span: Span
    found: list[Candidate]

    def has(self, kinds: frozenset[Kind]) -> bool:
        """Whether nothing is near, or only by one of `kinds`."""
        return not self.found or not kinds.isdisjoint(self.found[0].kinds)


def inclusive_ends(index: ClipIndex, missing: Sequence[Missing], exact: int) -> bool:
    """Whether the log counts the last frame as the End: then (almost) all Ends are one frame early, and the rows that
    miss otherwise are looked at anew with their real length. `exact` counts the rows that merge."""
    early = [one for one in missing if one.found and _EARLY in one.found[0].time]
    right = exact + sum(bool(one.found) and not one.found[0].time for one in missing)
    if not early or len(early) < _HABIT * right:
        return False
    for one in missing:
        if one.found and _EARLY in one.found[0].time:
            one.found = [_called_inclusive(found) for found in one.found]
        elif one.found and one.found[0].time:
            longer = nearest(index, one.source, _longer(one.span))
            one.found = [_with_inclusive(found) for found in longer]
    return True


def _longer(span: Span) -> Span:
    return replace(span, length=span.length + 1)


def _called_inclusive(found: Candidate) -> Candidate:
    return replace(found, time=tuple(_INCLUSIVE if miss == _EARLY else miss for miss in found.time))


def _with_inclusive(found: Candidate) -> Candidate:
    if {Kind.FAR, Kind.OVERLAP, Kind.INSIDE, Kind.NO_TIMECODE} & set(found.kinds):
        return found
    return replace(found, time=(*found.time, _INCLUSIVE))


def constant_offsets(index: ClipIndex, missing: Sequence[Missing], *, inclusive: bool) -> None:
    """Finds the rolls whose rows are all the same number of frames beside a clip of their length, however many; in a
    log whose Ends are `inclusive`, and where no number is found, of the length with one frame more."""
    rolls: dict[tuple[int, str], tuple[Reel, list[Missing]]] = {}
    for one in missing:
        reel = index.reel_of(one.source)
        if reel is not None and one.has(_LOOSE | {Kind.INSIDE}):
            rolls.setdefault((id(reel), one.span.clock.name), (reel, []))[1].append(one)
    for reel, members in rolls.values():
        # Rows that all lie inside clips are subclips to be, whatever lengths they have.
        beside = any(one.has(_LOOSE) for one in members)
        if beside and len(members) > 1 and (found := _offset(reel, members, (1,) if inclusive else (0, 1))):
            for one in members:
                one.found = _shifted(index, reel, one, *found) or one.found


def _offset(reel: Reel, members: list[Missing], longer: tuple[int, ...]) -> tuple[int, int] | None:
    """By how many frames the rows are late, and how many their length lacks: what explains most of them, the smallest
    of several; None when nothing explains most."""
    choices = []
    for more in longer:
        votes: Counter[int] = Counter()
        for one in members[:_ASKED]:
            starts = reel.starts.get((one.span.clock.name, one.span.length + more), ())
            votes.update({apart(one.span, start) for start in starts})
        for offset in sorted(votes, key=lambda one: (-votes[one], abs(one), one))[:_TRIED]:
            followers = sum(bool(_clips_at(reel, one.span, offset, more)) for one in members)
            if offset and followers > 1 and followers >= _MOST_OF * len(members):
                choices.append((-followers, more, abs(offset), offset))
    return (min(choices)[3], min(choices)[1]) if choices else None


def _clips_at(reel: Reel, span: Span, offset: int, more: int) -> list[int]:
    return reel.by_spot.get((span.clock.name, (span.start - offset) % span.clock.day, span.length + more), [])


def _shifted(index: ClipIndex, reel: Reel, one: Missing, offset: int, more: int) -> list[Candidate]:
    time = ((Kind.SHIFT, offset), _INCLUSIVE) if more else ((Kind.SHIFT, offset),)
    return best([candidate(index, one.source, clip, time) for clip in _clips_at(reel, one.span, offset, more)[:SHOWN]])
