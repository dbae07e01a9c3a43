"""The clips that a row comes nearest to, without looking at every clip for every row."""

from collections.abc import Iterable

from chutier_avid.rehearsal.differences import Difference, Kind, cost, of_source, of_time
from chutier_avid.rehearsal.index import ClipIndex, Reel
from chutier_avid.rehearsal.keys import Source, Span

SHOWN = 3
"""Candidates that are told for one row."""

Found = tuple[int, int, tuple[Difference, ...]]
"""Cost, clip, differences."""


def nearest(index: ClipIndex, source: Source, span: Span) -> list[Found]:
    """The clips that a row of this `source` and `span` comes nearest to, cheapest first, `SHOWN` at most but for ties.

    A clip of another kind with exactly its key goes before all; then those on a tape of its name, however spelled;
    then those at exactly its time on another tape.
    """
    kinds: list[Found] = [
        (1, clip, (Difference(Kind.NOT_MASTER, bin=index[clip].kind),))
        for clip in index.others.get((source.key, *span.spot), ())
    ]
    if kinds:
        return kinds[:SHOWN]
    reels = [index.reels[name] for name in source.names if name in index.reels]
    found = _compared(index, source, span, reels)
    if not found or _is_far(found[0]):
        elsewhere = index.by_spot.get(span.spot, ())
        here = {clip for _cost, clip, _differences in found}
        more = [clip for clip in elsewhere[: SHOWN + 1] if clip not in here]
        found += [_told(index, source, span, clip, alone=False) for clip in more]
    if not found:
        found = [_untimed(index, source, clip) for clip in _without_time(index, source)]
    found.sort(key=lambda one: one[:2])
    return found[:SHOWN]


def _is_far(found: Found) -> bool:
    return any(one.kind is Kind.FAR for one in found[2])


def _compared(index: ClipIndex, source: Source, span: Span, reels: list[Reel]) -> list[Found]:
    """The nearest of `reels`: at the same labels, else one frame off, else the neighbours in time."""
    for wanted in (Reel.at_labels, Reel.one_frame_off, Reel.around):
        found: dict[int, Found] = {}
        for reel in reels:
            for clip in wanted(reel, span):
                found.setdefault(clip, _told(index, source, span, clip, alone=len(reel) == 1))
        if found:
            return list(found.values())
    return []


def _told(index: ClipIndex, source: Source, span: Span, clip: int, *, alone: bool) -> Found:
    its_span = index.spans[clip]
    times = of_time(span, its_span, alone=alone) if its_span else ()
    differences = (*of_source(source, index.sources[clip]), *times)
    return cost(differences), clip, differences


def _without_time(index: ClipIndex, source: Source) -> Iterable[int]:
    names = (clip for name in source.names for clip in index.untimed.get(name, ())[:SHOWN])
    return tuple(dict.fromkeys(names))[:SHOWN]


def _untimed(index: ClipIndex, source: Source, clip: int) -> Found:
    differences = (*of_source(source, index.sources[clip]), Difference(Kind.NO_TIMECODE))
    return cost(differences), clip, differences
