"""The clips of a bin, found by key, by tape however spelled, and by time; built once for all rows."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TypeVar

from chutier_avid.bins.content import BinContent, BinItem, ItemKind
from chutier_avid.columns import file_name
from chutier_avid.rehearsal.keys import IMPORTED, Key, Labels, Source, Span, Spot, loose, span_of

K = TypeVar("K")
V = TypeVar("V")

_MOST = 4
"""Clips of one time that are looked at: one more than are told."""


class Reel:
    """The clips of a bin that share a name, in its loosest spelling. Numbers are places in `ClipIndex.clips`."""

    def __init__(self, spans: dict[int, Span]) -> None:
        self._spans = spans

    def __len__(self) -> int:
        return len(self._spans)

    @cached_property
    def by_spot(self) -> dict[Spot, list[int]]:
        """Clips by clock, Start and length."""
        return _listed((span.spot, clip) for clip, span in self._spans.items())

    @cached_property
    def by_labels(self) -> dict[Labels, list[int]]:
        """Clips by the digits of Start and End: one number at 24 and at 25, with and without drop frame."""
        return _listed((span.labels, clip) for clip, span in self._spans.items())

    @cached_property
    def starts(self) -> dict[tuple[str, int], list[int]]:
        """Start frames by clock and length: what a constant offset is found with."""
        return _listed(((span.clock.name, span.length), span.start) for span in self._spans.values())

    def at_labels(self, span: Span) -> Iterator[int]:
        """Clips whose Start and End show the digits of `span`'s, a few at most."""
        yield from self.by_labels.get(span.labels, ())[:_MOST]

    def one_frame_off(self, span: Span) -> Iterator[int]:
        """Clips whose Start or End or both are one frame away from `span`'s."""
        clock, start, length = span.spot
        for first in (-1, 0, 1):
            begin = (start + first) % span.clock.day
            for last in (-1, 0, 1):
                if first or last:
                    yield from self.by_spot.get((clock, begin, length - first + last), ())

    def around(self, span: Span) -> Iterator[int]:
        """The last clip that begins before `span`, the first that begins with it or after, and of those that begin
        before it the one that reaches furthest; round midnight, the day goes on."""
        order, furthest = self._in_time
        place = bisect_left(order, (*span.seconds, -1))
        yield order[place - 1][2]
        yield order[place % len(order)][2]
        if place:
            yield furthest[place - 1]

    @cached_property
    def _in_time(self) -> tuple[list[tuple[float, float, int]], list[int]]:
        order = sorted((*span.seconds, clip) for clip, span in self._spans.items())
        furthest, latest = [], (-1.0, -1)
        for _begin, end, clip in order:
            latest = max(latest, (end, clip))
            furthest.append(latest[1])
        return order, furthest


class ClipIndex:
    """All of a bin. Only master clips can be merged with; `others` are the items that have a key and are none."""

    def __init__(self, content: BinContent) -> None:
        self.clips = content.items
        self.sources = [
            Source(item.tape, item.source_file, file_name(item.columns.get(IMPORTED, ""))) for item in content.items
        ]
        self.spans = [span_of(item.start, item.end) for item in content.items]
        self.masters = [clip for clip, item in enumerate(content.items) if item.kind is ItemKind.MASTER]
        self.by_key: dict[Key, list[int]] = defaultdict(list)
        self.others: dict[Key, list[int]] = defaultdict(list)
        for clip, (item, source, span) in enumerate(zip(self.clips, self.sources, self.spans, strict=True)):
            if span is not None and source.key:
                found = self.by_key if item.kind is ItemKind.MASTER else self.others
                found[source.key, *span.spot].append(clip)

    def __getitem__(self, clip: int) -> BinItem:
        return self.clips[clip]

    @cached_property
    def reels(self) -> dict[str, Reel]:
        """Clips by each name that they may go by."""
        found: dict[str, dict[int, Span]] = defaultdict(dict)
        for clip in self.masters:
            span = self.spans[clip]
            if span is not None:
                for name in self.sources[clip].names:
                    found[name][clip] = span
        return {name: Reel(spans) for name, spans in found.items()}

    @cached_property
    def untimed(self) -> dict[str, list[int]]:
        """Clips whose Start or End nothing tells, by name."""
        return _listed(
            (name, clip) for clip in self.masters if self.spans[clip] is None for name in self.sources[clip].names
        )

    @cached_property
    def by_spot(self) -> dict[Spot, list[int]]:
        """Clips by time alone, whatever their tape."""
        return _listed((span.spot, clip) for clip in self.masters if (span := self.spans[clip]) is not None)

    def reel_of(self, source: Source) -> Reel | None:
        """The reel that `source` names, however it spells it."""
        return self.reels.get(loose(source.key)) if source.key else None


def _listed(pairs: Iterable[tuple[K, V]]) -> dict[K, list[V]]:
    found: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)
