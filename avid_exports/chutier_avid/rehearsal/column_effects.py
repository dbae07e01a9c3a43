"""What the columns of a log do to the clips that they merge with."""

from collections import Counter
from collections.abc import Sequence

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
        cells = [(number, _before(content.items[clip], target), _cell(ale, number, position)) for number, clip in pairs]
        effects.append(_counted(ColumnEffect(title=title, target=target, landing=landing, meant=meant), cells))
    return tuple(effects)


def _cell(ale: Ale, number: int, position: int) -> str:
    cells = ale.rows[number].cells
    return cells[position].strip() if position < len(cells) else ""


def _before(item: BinItem, target: str) -> str:
    if target == "Name":
        return item.name.strip()
    text = item.columns.get(target, "")
    return text.strip() if text else (item.color if target == "Color" else "")


def _counted(effect: ColumnEffect, cells: list[tuple[int, str, str]]) -> ColumnEffect:
    new = equal = blank = 0
    changes: Counter[tuple[str, str]] = Counter()
    rows: dict[tuple[str, str], int] = {}
    for number, before, after in cells:
        if before == after:
            equal += bool(after)
        elif not after:
            blank += 1
        elif not before:
            new += 1
        else:
            changes[before, after] += 1
            rows.setdefault((before, after), number + 1)
    commonest = tuple(Overwrite(*pair, count, rows[pair]) for pair, count in changes.most_common(_EXAMPLES))
    return ColumnEffect(
        title=effect.title, target=effect.target, landing=effect.landing, meant=effect.meant,
        new=new, equal=equal, blank=blank, overwritten=changes.total(), overwrites=commonest,
    )  # fmt: skip
