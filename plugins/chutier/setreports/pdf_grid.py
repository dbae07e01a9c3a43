"""Tables with ruled lines on the page of a PDF."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from chutier.setreports.pdf_page import Line, Page, Rule, Word

_SAME = 2.5
"""Points; rules that are nearer are one."""

_STRIPES = 2
"""More tables of one row on a page are the coloured stripes behind every other row of a table without rules."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table on page number `page`: cells by row and column, `edges` where the columns begin and end, `top` and
    `bottom` where it stands on the page."""

    page: int
    rows: tuple[tuple[str, ...], ...]
    edges: tuple[float, ...]
    top: float
    bottom: float


def ruled_tables(page: Page) -> list[Table]:
    """The tables on `page` whose columns are parted by rules; a frame around one column is none."""
    tables = []
    for top, bottom in _heights(page.standing):
        inside = [rule for rule in page.standing if rule.start >= top - _SAME and rule.end <= bottom + _SAME]
        columns = _gathered(inside)
        rows = _gathered([rule for rule in page.lying if top - _SAME <= rule.at <= bottom + _SAME])
        if len(columns) < 3:
            continue
        rows = _closed(rows, top, bottom)
        grid = _Grid(list(columns), [columns[at] for at in columns], list(rows), [rows[at] for at in rows])
        cells = grid.filled([line for line in page.lines if top < _middle(line) < bottom])
        if cells:
            tables.append(Table(page.number, cells, tuple(columns), top, bottom))
    stripes = [table for table in tables if len(table.rows) == 1]
    return tables if len(stripes) <= _STRIPES else [table for table in tables if len(table.rows) > 1]


def _middle(line: Line) -> float:
    """The height of the letters' middle: a foot may stand on the rule."""
    return line.base - 0.3 * line.height


def _heights(standing: Sequence[Rule]) -> list[tuple[float, float]]:
    """From where to where, down the page, rules stand without a gap."""
    heights: list[tuple[float, float]] = []
    for rule in sorted(standing, key=lambda rule: rule.start):
        if heights and rule.start <= heights[-1][1] + _SAME:
            heights[-1] = (heights[-1][0], max(heights[-1][1], rule.end))
        else:
            heights.append((rule.start, rule.end))
    return heights


def _gathered(rules: Sequence[Rule]) -> dict[float, list[Rule]]:
    """The rules by where they are: those that are one, or parts of one, together."""
    gathered: dict[float, list[Rule]] = {}
    last = -100.0
    for rule in sorted(rules, key=lambda rule: rule.at):
        if rule.at - last > _SAME:
            last = rule.at
        gathered.setdefault(last, []).append(rule)
    return gathered


def _closed(rows: dict[float, list[Rule]], top: float, bottom: float) -> dict[float, list[Rule]]:
    """The rows' rules with the upper and the lower end of the table, where a printer leaves them out."""
    places = sorted(rows)
    if not places or places[0] > top + 2 * _SAME:
        rows = {top: [], **rows}
    if not places or places[-1] < bottom - 2 * _SAME:
        rows = {**rows, bottom: []}
    return rows


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where the rules stand (`xs`) and lie (`ys`), and which they are: a rule may part only some cells."""

    xs: list[float]
    standing: list[list[Rule]]
    ys: list[float]
    lying: list[list[Rule]]

    def filled(self, lines: Sequence[Line]) -> tuple[tuple[str, ...], ...]:
        """The cells' texts. What is merged across stands in the first column only; what is merged downwards stands in
        every row that says anything itself. Rows without a rule between them are told by their lines."""
        bands: list[list[Line]] = [[] for _y in self.ys[1:]]
        for line in lines:
            band = bisect_right(self.ys, _middle(line)) - 1
            if 0 <= band < len(bands):
                bands[band].append(line)
        width = len(self.xs) - 1
        texts: dict[tuple[int, int], list[str]] = {}
        roots: list[list[int]] = []
        unruled: dict[int, list[list[str]]] = {}
        for band, held in enumerate(bands):
            firsts = self._firsts(band, width)
            above = roots[-1] if roots else []
            roots.append([above[c] if above and not self._parted(band, c) else band for c in range(width)])
            cut = [self._cut(line, firsts, width) for line in held]
            if sum(bool(row[0]) for row in cut) > 2 and len(bands) < 4:
                unruled[band] = _unwrapped(cut)
                continue
            for row in cut:
                for column, text in enumerate(row):
                    if text:
                        texts.setdefault((roots[band][column], column), []).append(text)
        rows: list[tuple[str, ...]] = []
        for band, held in enumerate(bands):
            rows += map(tuple, unruled.get(band, ()))
            if held and band not in unruled:
                rows.append(tuple("\n".join(texts.get((roots[band][c], c), ())) for c in range(width)))
        return tuple(rows)

    def _firsts(self, band: int, width: int) -> list[int]:
        """For each column the first one of the cell that it belongs to in this row."""
        middle = (self.ys[band] + self.ys[band + 1]) / 2
        firsts = [0]
        for column in range(1, width):
            ruled = any(rule.start <= middle <= rule.end for rule in self.standing[column])
            firsts.append(column if ruled else firsts[-1])
        return firsts

    def _parted(self, band: int, column: int) -> bool:
        """Whether a rule lies over the cell."""
        middle = (self.xs[column] + self.xs[column + 1]) / 2
        return any(rule.start <= middle <= rule.end for rule in self.lying[band])

    def _cut(self, line: Line, firsts: Sequence[int], width: int) -> list[str]:
        cells: list[list[Word]] = [[] for _column in range(width)]
        for word in line.words:
            column = bisect_right(self.xs, word.middle) - 1
            if 0 <= column < width:
                cells[firsts[column]].append(word)
        return [" ".join(word.text for word in cell) for cell in cells]


def _unwrapped(lines: Sequence[Sequence[str]]) -> list[list[str]]:
    """Lines as rows; one that leaves the first column empty goes on with the cells above it."""
    rows: list[list[str]] = []
    for line in lines:
        if line[0] or not rows:
            rows.append(list(line))
        else:
            rows[-1] = ["\n".join(filter(None, both)) for both in zip(rows[-1], line, strict=True)]
    return rows
