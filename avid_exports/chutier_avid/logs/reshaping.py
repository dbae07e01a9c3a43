"""A log with other titles, more columns, more rows or other cells. Every byte that is not meant stays as it was."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from chutier_avid.ale import Ale, Row, Titles

_LINES = re.compile(r"(\r\n|\r|\n)")


def line_end(ale: Ale) -> str:
    """How lines end in `ale`: as the first one does."""
    found = _LINES.search(ale.prolog)
    return found[0] if found else "\r\n"


def retitled(ale: Ale, names: Sequence[str]) -> Ale:
    """`ale` with its columns called `names`, one for each, in order."""
    return _with_title_line(ale, names, ale.rows)


def widened(ale: Ale, more: Sequence[str]) -> Ale:
    """`ale` with the columns `more` after its last one, empty in every row."""
    if not more:
        return ale
    width = len(ale.columns)
    blank = ("",) * len(more)
    # A row that ends with a tab, or is too long, would have its last cells under the new titles.
    rows = (
        row if len(row.cells) <= width else replace(row, cells=(*row.cells[:width], *blank, *row.cells[width:]))
        for row in ale.rows
    )
    return _with_title_line(ale, (*ale.columns, *more), rows)


def _with_title_line(ale: Ale, names: Sequence[str], rows: Iterable[Row]) -> Ale:
    pieces = _LINES.split(ale.prolog)
    at = _title_line(pieces)
    cells = pieces[at].split("\t")
    old = len(ale.columns)
    for place, name in enumerate(names[:old]):
        if cells[place].strip() != name:
            cells[place] = name
    cells[old:old] = names[old:]
    pieces[at] = "\t".join(cells)
    titles = Titles(tuple(names))
    made = tuple(Row(row.cells, titles, row.line, row.tail) for row in rows)
    return replace(ale, prolog="".join(pieces), titles=titles, rows=made)


def _title_line(pieces: Sequence[str]) -> int:
    """Where in text and line ends alternating the titles are: the first written line after Column."""
    lines = pieces[0::2]
    column = next(n for n, line in enumerate(lines) if line.strip().casefold() == "column")
    return 2 * next(n for n in range(column + 1, len(lines)) if lines[n].strip())


def with_cells(ale: Ale, changes: Mapping[int, Mapping[str, str]]) -> Ale:
    """`ale` in which the rows of `changes` (counted from 0) say what it has under each title. KeyError when a title is
    not there."""
    rows = list(ale.rows)
    for number, said in changes.items():
        places = {ale.titles.index[title]: text for title, text in said.items()}
        row = rows[number]
        cells = [*row.cells, *[""] * (max(places, default=-1) + 1 - len(row.cells))]
        for place, text in places.items():
            cells[place] = text
        rows[number] = replace(row, cells=tuple(cells))
    return replace(ale, rows=tuple(rows))


def lengthened(ale: Ale, more: Sequence[Mapping[str, str]]) -> Ale:
    """`ale` with a row for each of `more` (title to text) after its last one, and before the blank lines at its end.
    Of a letter that a damaged file ends in the middle of, the rest is gone: its half goes too."""
    if not more:
        return ale
    end, width = line_end(ale), len(ale.columns)
    closing = ("",) if ale.rows and len(ale.rows[-1].cells) == width + 1 else ()
    rows = [Row((*(row.get(title, "") for title in ale.columns), *closing), ale.titles, 0, end) for row in more]
    prolog = ale.prolog
    if ale.rows:
        first, blank = _parted(ale.rows[-1].tail)
        rows[-1] = replace(rows[-1], tail=end + blank if first else "")
        rows = [*ale.rows[:-1], replace(ale.rows[-1], tail=first or end), *rows]
    elif not prolog.endswith(("\r", "\n")):
        prolog += end
    return replace(ale, prolog=prolog, rows=tuple(rows), half=("", b""))


def _parted(tail: str) -> tuple[str, str]:
    """The end of a row's own line, and the blank lines after it."""
    found = _LINES.match(tail)
    return (found[0], tail[found.end() :]) if found else ("", tail)
