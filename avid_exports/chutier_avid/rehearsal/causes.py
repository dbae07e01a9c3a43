"""From rows to reasons: what is said once instead of five hundred times."""

from collections import defaultdict
from collections.abc import Sequence

from chutier_avid.rehearsal.differences import SPELLING, Difference, Kind
from chutier_avid.rehearsal.results import Cause, RowVerdict, Verdict

CURABLE = (SPELLING - {Kind.SUFFIX}) | {Kind.INCLUSIVE_END}
"""What can be put right in the log without asking: the bin says how it is spelled, or where the End is."""

_OFFSETS = frozenset((Kind.START, Kind.END, Kind.SHIFT))
_CLOCKS = frozenset((Kind.RATE, Kind.DROP))


def causes_of(rows: Sequence[RowVerdict]) -> tuple[Cause, ...]:
    """Each reason why rows do not merge, those of the most rows first. Offsets of different frames and rates of
    different clocks are different reasons."""
    asked = [row for row in rows if row.verdict is not Verdict.MERGES]
    groups: dict[tuple[Kind, int, str, str], list[tuple[RowVerdict, Difference]]] = defaultdict(list)
    for row in asked:
        by_kind = {one.kind: one for one in row.differences}
        for kind in row.kinds:
            one = by_kind.get(kind, Difference(kind, row.source))
            clocks = (one.row, one.bin) if kind in _CLOCKS else ("", "")
            groups[kind, one.frames if kind in _OFFSETS else 0, *clocks].append((row, one))
    totals: dict[str, int] = defaultdict(int)
    for row in rows:
        totals[row.source] += 1
    found = [_cause(key, members, len(asked), totals) for key, members in groups.items()]
    return tuple(sorted(found, key=lambda cause: (-len(cause.rows), cause.rows)))


def _cause(
    key: tuple[Kind, int, str, str], members: list[tuple[RowVerdict, Difference]], missing: int, totals: dict[str, int]
) -> Cause:
    kind, frames = key[:2]
    counts: dict[str, int] = defaultdict(int)
    for row, _difference in members:
        counts[row.source] += 1
    return Cause(
        kind=kind, frames=frames, rows=tuple(row.number for row, _difference in members), example=members[0][1],
        whole=len(members) == missing > 1, reels=tuple(sorted(counts)),
        whole_reels=all(counts[reel] == totals[reel] for reel in counts), curable=kind in CURABLE,
    )  # fmt: skip
