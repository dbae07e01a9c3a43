"""Tables on the pages of a PDF whose columns are parted by nothing but white."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from chutier.setreports.pdf_grid import Table
from chutier.setreports.pdf_page import Line, Page, Word

_APART = 1.4
"""Blanks; words that are further apart stand in two cells, and a white as wide in all lines parts two columns."""

_CLOSE = 1.15
"""Blanks; a white that is no wider parts columns too, as spreadsheets print them between figures and words, where the
headings leave a wide one."""

_BLANK = 0.28
"""Of the letters' height: a blank where no two words show it. A typewriter's is nearly twice that."""

_HEADING_SHARE = 0.65
"""Of the cells of the fullest line: headings have so many, two of three too."""
_CROSSED = 50
"""One line in so many may cross the white between two columns: a text that runs over its cell."""

_PAGE_NUMBER = re.compile(r"(?:page|p\.|feuille)?\s*\d+\s*(?:(?:/|of|sur|de|-)\s*\d+)?\s*(?:-|page)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Group:
    """A table over its pages: the line with its headings, and each page's lines."""

    heading: Line
    pages: list[tuple[Page, list[Line]]]


def aligned_tables(pages: Sequence[Page]) -> list[Table]:
    """The tables on `pages`, one a page; the pages of one table have the same columns."""
    blank = _blank(pages)
    groups: list[_Group] = []
    for page in pages:
        lines = [line for line in page.lines if not is_page_number(line)]
        at = _heading_at(lines, blank)
        if at is None:
            continue
        heading = lines[at]
        same = bool(groups) and _plain(heading) == _plain(groups[-1].heading)
        if groups and not same and any(sign.isdigit() for sign in heading.text):
            at = _continued_at(lines, at, groups[-1])
        else:
            while (
                at
                and _beside_first(lines[at - 1], heading)
                and heading.base - lines[at - 1].base < 1.3 * heading.height
            ):
                at -= 1
            if not same:
                groups.append(_Group(heading, []))
        groups[-1].pages.append((page, lines[at:]))
    return [table for group in groups for table in _tables(group, blank)]


def _beside_first(line: Line, heading: Line) -> bool:
    """Whether a line leaves the first column empty: it belongs to cells that say more than one line holds."""
    return line.words[0].left > heading.words[0].right


def _blank(pages: Sequence[Page]) -> float:
    """The blank between two words of one text, in heights of its letters: what the smallest gaps are."""
    gaps = sorted(
        (word.left - before.right) / line.height
        for page in pages for line in page.lines
        for before, word in zip(line.words, line.words[1:], strict=False)
        if 0 < word.left - before.right < 0.8 * line.height
    )  # fmt: skip
    return gaps[len(gaps) // 20] if len(gaps) > 2 else _BLANK


def on_any_page(line: Line, page: Page) -> set[str]:
    """The text, and what it would be if a figure in it were the page's number: what is printed on every page has one of
    them in common."""
    figures = [found.span() for found in re.finditer(rf"\b0*{page.number}\b", line.text)]
    return {line.text, *(f"{line.text[:start]}#{line.text[end:]}" for start, end in figures)}


def is_page_number(line: Line) -> bool:
    """Whether the line says nothing but which page this is."""
    return bool(_PAGE_NUMBER.fullmatch(line.text.strip(" -–—")))


def _plain(line: Line) -> str:
    """The text, whatever figures are in it."""
    return re.sub(r"\d+", "#", line.text)


def _parts(line: Line, blank: float) -> list[list[Word]]:
    """The words of a line, those that stand near each other together."""
    parts = [[line.words[0]]]
    for before, word in zip(line.words, line.words[1:], strict=False):
        if word.left - before.right > _APART * blank * line.height:
            parts.append([])
        parts[-1].append(word)
    return parts


def _heading_at(lines: Sequence[Line], blank: float) -> int | None:
    """The first line that has nearly as many cells as the one with most: titles above it have fewer."""
    counts = [len(_parts(line, blank)) for line in lines]
    most = max(counts, default=0)
    if most < 2:
        return None
    return next(at for at, count in enumerate(counts) if count >= max(2, _HEADING_SHARE * most))


def _continued_at(lines: Sequence[Line], at: int, group: _Group) -> int:
    """Where a table goes on that does not repeat its headings: below the titles that stood above it before."""
    page, _lines = group.pages[0]
    above = {_plain(line) for line in page.lines if line.base < group.heading.base}
    return next((n for n, line in enumerate(lines[:at]) if _plain(line) not in above), at)


def _without_feet(group: Sequence[tuple[Page, list[Line]]]) -> list[tuple[Page, list[Line]]]:
    """The pages' lines without the last ones that every other page has too."""

    def feet(page: Page, line: Line) -> set[tuple[str, int]]:
        return {(text, round(line.base / 4)) for text in on_any_page(line, page)}

    counts = Counter(foot for page, lines in group for line in lines[-3:] for foot in feet(page, line))
    often = {foot for foot, count in counts.items() if count > 1 and count * 2 >= len(group)}

    def kept(page: Page, lines: list[Line]) -> list[Line]:
        while len(lines) > 1 and not often.isdisjoint(feet(page, lines[-1])):
            lines = lines[:-1]
        return lines

    return [(page, kept(page, lines)) for page, lines in group]


def _tables(group: _Group, blank: float) -> list[Table]:
    pages = _without_feet(group.pages)
    edges = _edges([line for _page, lines in pages for line in lines], group.heading, blank)
    if len(edges) < 3:
        return []
    tables: list[Table] = []
    for page, lines in pages:
        rows = _rows([(line, _row(line, edges, blank)) for line in lines], _plain(group.heading), bool(tables))
        if tables and rows:
            rows = (*_parted(rows[0], tables[0].rows[0]), *rows[1:])
        tables.append(Table(page.number, rows, tuple(edges), lines[0].base - lines[0].height, lines[-1].base))
    return tables


def _parted(row: tuple[str, ...], heading: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The headings that a page repeats, parted from the end of a row that the page before has cut in two."""
    rest = tuple(cell.removeprefix(title).removeprefix("\n") for cell, title in zip(row, heading, strict=True))
    begins = all(cell == title or cell.startswith(f"{title}\n") for cell, title in zip(row, heading, strict=True))
    return (heading, rest) if begins and any(rest) else (row,)


def _edges(lines: Sequence[Line], heading: Line, blank: float) -> list[float]:
    """Where the columns begin and end: in the middle of the whites that no line crosses, or next to none. Titles
    between the rows, which begin in the first column, do not count."""
    several = [line for line in lines if len(_parts(line, blank)) > 1 or _beside_first(line, heading)]
    edges = [min(line.words[0].left for line in lines) - 1]
    changes: Counter[float] = Counter()
    for line in several:
        for word in line.words:
            changes[round(2 * word.left) / 2] += 1
            changes[round(2 * word.right) / 2] -= 1
    most = len(several) // _CROSSED
    crossing, white = 0, edges[0]
    for at in sorted(changes):
        before, crossing = crossing, crossing + changes[at]
        if before > most >= crossing:
            white = at
        elif before <= most < crossing:
            # What is white before the first word parts nothing.
            inside = white > edges[0] + 1
            edges += [(white + at) / 2] * (inside and _parts_columns(white, at, heading, blank * heading.height))
    return [*edges, max(line.words[-1].right for line in lines) + 1]


def _parts_columns(left: float, right: float, heading: Line, blank: float) -> bool:
    if right - left >= _APART * blank:
        return True
    before = max((word.right for word in heading.words if word.middle < left), default=left)
    after = min((word.left for word in heading.words if word.middle > right), default=before)
    return right - left >= _CLOSE * blank and after - before >= _APART * blank


def _row(line: Line, edges: Sequence[float], blank: float) -> list[str]:
    cells: list[list[str]] = [[] for _edge in edges[1:]]
    several = len(_parts(line, blank)) > 1
    for word in line.words:
        # One text over several columns is a title between the rows.
        place = word.middle if several else line.words[0].left + 1
        cells[min(max(bisect_right(edges, place) - 1, 0), len(cells) - 1)].append(word.text)
    return [" ".join(cell) for cell in cells]


_Placed = tuple[Line, list[str]]


def _rows(lines: Sequence[_Placed], heading: str, goes_on_here: bool) -> tuple[tuple[str, ...], ...]:
    """The lines as rows; what a cell says on several lines is joined.

    Such lines stand between those of two rows. They belong to the one above, unless a wider white above them says that
    the row below is printed at the middle or at the foot of its cells. `goes_on_here`: the page before may have cut a
    row in two, whose end then is the first row.
    """
    rows: list[list[_Placed]] = []
    more: list[_Placed] = []
    usual = _usual_gap([line for line, row in lines if not goes_on(row)])
    for placed in lines:
        if goes_on(placed[1]) and _plain(placed[0]) != heading:
            more.append(placed)
            continue
        before, after = _divided(rows[-1][-1] if rows else None, more, placed)
        if not rows and goes_on_here and after and placed[0].base - after[-1][0].base > 0.9 * usual:
            before, after = after, ()
        if rows:
            rows[-1] += before
        elif before:
            rows.append([*before])
        rows.append([*after, placed])
        more = []
    if rows:
        rows[-1] += more
    elif more:
        rows.append(more)
    return tuple(
        tuple("\n".join(filter(None, cell)) for cell in zip(*(row for _line, row in held), strict=True))
        for held in rows
    )


def _usual_gap(lines: Sequence[Line]) -> float:
    """From one row to the next, mostly."""
    gaps = sorted(below.base - above.base for above, below in pairwise(lines))
    return gaps[len(gaps) // 2] if gaps else 0.0


def _divided(
    above: _Placed | None, between: Sequence[_Placed], below: _Placed
) -> tuple[Sequence[_Placed], Sequence[_Placed]]:
    """Which of the lines between two rows go with the upper, and which with the lower: the widest white parts them."""
    if above is None or not between:
        return (), between
    feet = [line.base for line, _row in (above, *between, below)]
    gaps = [after - before for before, after in pairwise(feet)]
    widest = max(range(len(gaps)), key=gaps.__getitem__)
    if gaps[widest] < 1.15 * min(gaps):
        return between, ()
    return between[:widest], between[widest:]


def goes_on(row: Sequence[str]) -> bool:
    """Whether a line goes on with a row: it leaves the first column empty, and has words in one or two others."""
    filled = [at for at, text in enumerate(row) if text]
    return (
        bool(filled)
        and filled[0] > 0
        and len(filled) <= 2
        and all(any(sign.isalpha() for sign in row[at]) for at in filled)
    )
