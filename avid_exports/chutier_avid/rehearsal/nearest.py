"""The clips that a row comes nearest to, without looking at every clip for every row."""

from collections.abc import Iterable
from dataclasses import dataclass

from chutier_avid.rehearsal.differences import Difference, Kind, Miss, cost, in_words, of_source, of_time
from chutier_avid.rehearsal.index import ClipIndex, Reel
from chutier_avid.rehearsal.keys import Source, Span

SHOWN = 3
"""Candidates that are told for one row."""

_MUCH_FURTHER = 4
"""A candidate whose cost is so much above the nearest's is not told."""

_DISTANT = frozenset((Kind.OVERLAP, Kind.FAR))


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """A clip and how a row misses it: `cost`, then how many frames apart where that tells which is nearer, then the
    clip's place in the index, so that the order is always the same."""

    cost: int
    frames: int
    clip: int
    source: tuple[Difference, ...]
    time: tuple[Miss, ...]

    @property
    def rank(self) -> tuple[int, int]:
        """Equal for candidates that are equally near."""
        return self.cost, self.frames

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """All differences, the source's first."""
        return (*(one.kind for one in self.source), *(kind for kind, _frames in self.time))

    def differences(self, index: ClipIndex, span: Span) -> tuple[Difference, ...]:
        """The same with what either side says."""
        its = index.spans[self.clip] or span
        return (*self.source, *(in_words(miss, span, its) for miss in self.time))


def nearest(index: ClipIndex, source: Source, span: Span) -> list[Candidate]:
    """The clips that a row of this `source` and `span` comes nearest to, the nearest first, `SHOWN` at most.

    A clip of another kind with exactly its key goes before all; then those on a tape of its name, however spelled;
    then those at exactly its time on another tape.
    """
    others = index.others.get((source.key, *span.spot), ())
    if others:
        return [
            Candidate(0, 0, clip, (Difference(Kind.NOT_MASTER, bin=index[clip].kind),), ()) for clip in others[:SHOWN]
        ]
    reels = [index.reels[name] for name in source.names if name in index.reels]
    found = _compared(index, source, span, reels)
    if all(Kind.FAR in one.kinds for one in found):
        here = {one.clip for one in found}
        elsewhere = index.by_spot.get(span.spot, ())[: SHOWN + 1]
        found += [candidate(index, source, clip, ()) for clip in elsewhere if clip not in here]
    if not found:
        found = [candidate(index, source, clip, ((Kind.NO_TIMECODE, 0),)) for clip in _without_time(index, source)]
    return best(found)


def best(found: list[Candidate]) -> list[Candidate]:
    """The nearest of `found`, and those that come about as near; of those that only overlap, or are on the same tape,
    the nearest alone."""
    if len(found) < 2:
        return found
    found.sort(key=lambda one: (one.cost, one.frames, one.clip))
    first = found[0]
    if first.frames:
        return [one for one in found[:SHOWN] if one.rank == first.rank]
    return [one for one in found[:SHOWN] if one.cost <= first.cost + _MUCH_FURTHER]


def candidate(index: ClipIndex, source: Source, clip: int, time: tuple[Miss, ...]) -> Candidate:
    """The clip as a row of `source` misses it, that differs in `time` so."""
    spelled = of_source(source, index.sources[clip])
    frames = abs(time[-1][1]) if time and time[-1][0] in _DISTANT else 0
    return Candidate(cost(spelled, time), frames, clip, spelled, time)


def _compared(index: ClipIndex, source: Source, span: Span, reels: list[Reel]) -> list[Candidate]:
    """The nearest of `reels`: at the same labels, else one frame off, else the neighbours in time."""
    for wanted in (Reel.at_labels, Reel.one_frame_off, Reel.around):
        found: dict[int, Candidate] = {}
        for reel in reels:
            for clip in wanted(reel, span):
                its = index.spans[clip]
                if its is not None and clip not in found:
                    found[clip] = candidate(index, source, clip, of_time(span, its, alone=len(reel) == 1))
        if found:
            return list(found.values())
    return []


def _without_time(index: ClipIndex, source: Source) -> Iterable[int]:
    names = (clip for name in source.names for clip in index.untimed.get(name, ())[:SHOWN])
    return tuple(dict.fromkeys(names))[:SHOWN]
