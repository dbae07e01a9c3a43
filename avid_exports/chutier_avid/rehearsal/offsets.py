"""Mistakes that a whole log or a whole roll has: an End that counts the last frame, a clock that runs beside."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from chutier_avid.rehearsal.differences import Difference, Kind, cost, of_source
from chutier_avid.rehearsal.index import ClipIndex, Reel
from chutier_avid.rehearsal.keys import Source, Span
from chutier_avid.rehearsal.nearest import SHOWN, Found

_ASKED = 20
"""Rows of a roll that vote on its offset; all of them must then follow."""

_MOST_OF = 0.6
"""Share of a roll's rows that an offset must explain."""

_HABIT = 9
"""So many Ends one frame early for each exact one are a habit of the writer, not a slip."""

_LOOSE = frozenset((Kind.OVERLAP, Kind.INSIDE, Kind.FAR, Kind.SHIFT, Kind.OTHER_TAPE))


@dataclass(slots=True)
class Miss:
    """A row, counted from 0, that has no clip yet, and what comes near it."""

    row: int
    source: Source
    span: Span
    found: list[Found]

    @property
    def kinds(self) -> set[Kind]:
        """How the nearest clip differs."""
        return {one.kind for one in self.found[0][2]} if self.found else set()


def inclusive_ends(misses: Iterable[Miss], exact: int) -> None:
    """Calls an End that is one frame early inclusive when (almost) all Ends of the log are; `exact` counts the rows
    whose End is right."""
    early = [miss for miss in misses if miss.found and any(map(_is_early, miss.found[0][2]))]
    if len(early) < _HABIT * exact:
        return
    for miss in early:
        miss.found = sorted(
            (price, clip, tuple(replace(d, kind=Kind.INCLUSIVE_END) if _is_early(d) else d for d in differences))
            for price, clip, differences in miss.found
        )


def _is_early(difference: Difference) -> bool:
    return difference.kind is Kind.END and difference.frames == -1


def constant_offsets(index: ClipIndex, misses: Iterable[Miss]) -> None:
    """Finds the rolls whose rows are all the same number of frames beside a clip of their length, however many."""
    rolls: dict[tuple[int, str], tuple[Reel, list[Miss]]] = {}
    for miss in misses:
        reel = index.reel_of(miss.source)
        if reel is not None and (not miss.found or miss.kinds & _LOOSE):
            rolls.setdefault((id(reel), miss.span.clock), (reel, []))[1].append(miss)
    for reel, members in rolls.values():
        if len(members) > 1 and (offset := _offset(reel, members)):
            for miss in members:
                _shifted(index, reel, miss, offset)


def _offset(reel: Reel, misses: list[Miss]) -> int:
    """Frames that the rows are late; 0 when no number explains most of them."""
    votes: Counter[int] = Counter()
    for miss in misses[:_ASKED]:
        half = miss.span.day // 2
        starts = reel.starts.get((miss.span.clock, miss.span.length), ())
        votes.update({(miss.span.start.frame - start + half) % miss.span.day - half for start in starts})
    if not votes:
        return 0
    offset = min(votes, key=lambda one: (-votes[one], abs(one), one))
    followers = sum(bool(_clips_at(reel, miss.span, offset)) for miss in misses)
    return offset if followers > 1 and followers >= _MOST_OF * len(misses) else 0


def _clips_at(reel: Reel, span: Span, offset: int) -> list[int]:
    return reel.by_spot.get((span.clock, (span.start.frame - offset) % span.day, span.length), [])


def _shifted(index: ClipIndex, reel: Reel, miss: Miss, offset: int) -> None:
    found: list[Found] = []
    for clip in _clips_at(reel, miss.span, offset)[:SHOWN]:
        start = str(miss.span.start + -offset)
        differences = (
            *of_source(miss.source, index.sources[clip]),
            Difference(Kind.SHIFT, str(miss.span.start), start, offset),
        )
        found.append((cost(differences), clip, differences))
    if found:
        miss.found = sorted(found, key=lambda one: one[:2])


def by_row(misses: Iterable[Miss]) -> dict[int, list[Found]]:
    """What was found, by row."""
    found: dict[int, list[Found]] = defaultdict(list)
    for miss in misses:
        found[miss.row] = miss.found
    return found
