"""What is merged into a log: another log, or a table that somebody typed; titles and texts as they are written."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from chutier.errors import MediaError, TimecodeError
from chutier.i18n import _
from chutier.setreports.sheet import Row
from chutier_avid.ale import Ale, read
from chutier_avid.ale.clock import log_rate
from chutier_avid.ale.writer import clean
from chutier_avid.bins.from_log import tape_of

KEY_TITLES = ("Name", "Tape", "Start", "Source File")
"""The line of a table that has one of these is its line of titles."""

HEADING_TAB = "Heading"
"""The tab of a workbook of ours that holds the heading of the log; the table is the first tab."""

_DATED = re.compile("dat|day|jour", re.IGNORECASE)
"""Titles under which a date is a date."""


@dataclass(frozen=True, slots=True)
class IncomingRow:
    """One row. `line` is where a person finds it in the file; `cells` are title to text; `tape` is the row's or the
    heading's; `rate` is None where nothing says frames per second."""

    line: int
    cells: Mapping[str, str]
    tape: str
    rate: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """The rows to merge, their titles in order, and what a person should know of the file."""

    path: str
    titles: tuple[str, ...]
    rows: tuple[IncomingRow, ...]
    notes: tuple[str, ...] = ()
    fps: str = ""
    """The heading's FPS, for rows that have no other."""


def read_incoming(
    path: Path,
    encoding: str | None = None,
    known: Mapping[str, str] | None = None,
    undo: Callable[[str], str] = str,
) -> Incoming:
    """The log, or the first table in the CSV or workbook, at `path`. `known` says what titles of the file mean
    (`Start TC` is `Start`). `encoding` is for a log that is guessed wrong. `undo` takes away from the cells of a CSV
    what keeps a spreadsheet from calculating them.

    Raises MediaError, with the line where there is one, for what cannot be read or has no titles; MissingExtra when
    reading it takes a package that is not installed.
    """
    from chutier.setreports.opening import bytes_of

    if path.suffix.casefold() == ".ale":
        return of_log(read(path, encoding), known)
    data = bytes_of(path)
    if data.lstrip(b"\xef\xbb\xbf\r\n\t ")[:7].lower() == b"heading":
        return of_log(read(path, encoding), known)
    return _of_table(path, data, known or {}, undo)


def of_log(ale: Ale, known: Mapping[str, str] | None = None) -> Incoming:
    """`ale` as what comes in; of doubled titles the first counts."""
    named = known or {}
    titles = tuple(dict.fromkeys(named.get(title, title) for title in ale.titles.index if title))
    rows = []
    for row in ale:
        try:
            rate = ale.rate(row)
        except TimecodeError:
            rate = None
        cells = {named.get(title, title): text for title, text in row.as_dict().items() if title}
        rows.append(IncomingRow(row.line, cells, tape_of(ale, row), rate))
    return Incoming(path=ale.path, titles=titles, rows=tuple(rows), notes=ale.notes, fps=ale.head("FPS"))


def _of_table(path: Path, data: bytes, known: Mapping[str, str], undo: Callable[[str], str]) -> Incoming:
    from chutier.setreports.opening import open_sheets

    sheets = open_sheets(path, data)
    sheet = sheets[0]
    was = undo if sheet.form == "csv" else str
    table = [(row.line, tuple(was(_text(cell)) for cell in row.cells)) for row in sheet.rows]
    if not table:
        raise MediaError(_("the file is empty"), path=str(path), hint=_("export the table again"))
    at = _title_row([cells for _line, cells in table], known)
    titles = [known.get(title, title) for title in table[at][1]]
    if not any(titles):
        raise MediaError(
            _("no titles"), path=str(path), line=table[at][0], hint=_("the first line of the table says its titles")
        )
    rows = tuple(_row(line, titles, cells) for line, cells in table[at + 1 :])
    notes = [*sheet.warnings, *_dates(sheet.rows[at + 1 :], titles)]
    if len(sheets) > 1 and any(other.name != HEADING_TAB for other in sheets[1:]):
        notes.append(_("the workbook has {count} tabs; {tab}, the first, was read").format(
            count=len(sheets), tab=sheet.name))  # fmt: skip
    return Incoming(path=str(path), titles=tuple(dict.fromkeys(filter(None, titles))), rows=rows, notes=tuple(notes))


def _dates(rows: Sequence[Row], titles: Sequence[str]) -> list[str]:
    """What a spreadsheet may have spoiled: it makes a date of a slate like 1-2, and nothing tells what was typed."""
    notes = []
    for place, title in enumerate(titles):
        lines = [row.line for row in rows if place < len(row.cells) and isinstance(row.cells[place], date)]
        if title and lines and not _DATED.search(title):
            notes.append(_("{title}, line {lines}: a date to the spreadsheet; if a slate was typed, format the column "
                           "as text and type it again").format(title=title, lines=_few(lines)))  # fmt: skip
    return notes


def _few(lines: Sequence[int]) -> str:
    return ", ".join(map(str, lines[:5])) + (" …" if len(lines) > 5 else "")


def _title_row(table: Sequence[Sequence[str]], known: Mapping[str, str]) -> int:
    """The first line with a title that a clip is known by; the first line of all when there is none."""
    wanted = {title.casefold() for title in (*KEY_TITLES, *known)}
    return next((n for n, cells in enumerate(table) if any(cell.casefold() in wanted for cell in cells)), 0)


def _row(line: int, titles: Sequence[str], cells: Sequence[str]) -> IncomingRow:
    said: dict[str, str] = {}
    for title, text in zip(titles, cells, strict=False):
        if title:
            said.setdefault(title, text)
    try:
        rate = log_rate(said["FPS"]) if said.get("FPS") else None
    except TimecodeError:
        rate = None
    return IncomingRow(line, said, said.get("Tape", ""), rate)


def _text(cell: str | date) -> str:
    """A cell as a log can hold it: on one line. A date that a spreadsheet knows is written as ISO 8601 does."""
    return clean(cell if isinstance(cell, str) else cell.isoformat())
