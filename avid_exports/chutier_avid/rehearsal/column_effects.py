"""What the columns of a log do to the clips that they merge with."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from chutier_avid.ale import Ale
from chutier_avid.bins.content import BinContent, BinItem
from chutier_avid.rehearsal.landing import BinTitles, same_column
from chutier_avid.rehearsal.results import ColumnEffect, Landing, Overwrite

_EXAMPLES = 3

_SILENT = frozenset((Landing.KEY, Landing.IGNORED))


def effects_of(content: BinContent, ale: Ale, pairs: Sequence[tuple[int, int]]) -> tuple[ColumnEffect, ...]:
    """The effect of each column of `ale`, in its order, the first of doubles. `pairs` are a row and the clip that it
    merges with, both counted from 0."""
    titles = BinTitles((*content.view, *(title for item in content for title in item.columns)))
    first: dict[str, str] = {}
    effects = []
    for title, position in ale.titles.index.items():
        if not title:
            continue
        landing, target, meant = titles.landing(title)
        other = first.setdefault(same_column(title), title)
        if other != title:
            landing, meant = Landing.CLASH, other
        if landing in _SILENT:
            effects.append(ColumnEffect(title=title, target=target, landing=landing))
            continue
        effects.append(_counted(content, ale, pairs, ColumnEffect(
            title=title, target=target, landing=landing, meant=meant), position))  # fmt: skip
    return tuple(effects)


def _before(item: BinItem, target: str) -> str:
    if target == "Name":
        return item.name.strip()
    return item.columns.get(target, "").strip() or (item.color if target == "Color" else "")


def _counted(
    content: BinContent, ale: Ale, pairs: Sequence[tuple[int, int]], effect: ColumnEffect, position: int
) -> ColumnEffect:
    """`effect` with what the cells of one column do. Written out plainly: a large log has a million of them."""
    items, rows, target = content.items, ale.rows, effect.target
    from_columns = target not in {"Name", "Color"}
    new = equal = blank = 0
    changes: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], int] = {}
    for number, clip in pairs:
        cells = rows[number].cells
        after = cells[position].strip() if position < len(cells) else ""
        before = items[clip].columns.get(target, "") if from_columns else _before(items[clip], target)
        if after == before or after == before.strip():
            equal += bool(after)
        elif not after:
            blank += 1
        elif not before:
            new += 1
        else:
            changes[before, after] += 1
            first.setdefault((before, after), number + 1)
    commonest = tuple(Overwrite(*pair, count, first[pair]) for pair, count in changes.most_common(_EXAMPLES))
    return replace(effect, new=new, equal=equal, blank=blank, overwritten=changes.total(), overwrites=commonest)
