"""A bin from the log that Media Composer exported of it: the way in when the bin itself is out of reach."""

import re
from pathlib import Path

from chutier.errors import TimecodeError
from chutier.i18n import _
from chutier.timecode import Timecode
from chutier_avid.ale import Ale, Row, read
from chutier_avid.bins.content import BinContent, BinItem
from chutier_avid.columns import COLOR, file_name

ITEM_TITLES = frozenset(("Name", "Tracks", "Start", "End", "Tape", "Source File"))
"""Columns that are fields of a BinItem; all others are in its `columns`."""

_HEX = re.compile(r"#[0-9a-fA-F]{6}")


def read_bin(path: Path, encoding: str | None = None) -> BinContent:
    """The bin whose exported log is the file `path`. Raises MediaError as the ALE reader does."""
    return content_of(read(path, encoding))


def content_of(ale: Ale) -> BinContent:
    """The bin that `ale` was exported of. A log does not tell master clips from subclips and sequences: every row is
    taken for a master clip. Cells without a text are in no `columns`; rows without a readable Start or End stay, and
    are told in `notes`."""
    notes = list(ale.notes)
    items = tuple(_item(ale, row, place, notes) for place, row in enumerate(ale.rows, 1))
    return BinContent(
        path=ale.path, form="ale", items=items, view=tuple(dict.fromkeys(ale.columns)), notes=tuple(notes)
    )


def tape_of(ale: Ale, row: Row) -> str:
    """The tape of `row` to the letter, blanks around it included, because Media Composer compares exactly; else the
    heading's TAPE, which holds for every row without one of its own."""
    position = row.titles.index.get("Tape")
    cell = row.cells[position] if position is not None and position < len(row.cells) else ""
    return cell if cell and not cell.isspace() else ale.head("TAPE")


def _item(ale: Ale, row: Row, place: int, notes: list[str]) -> BinItem:
    cells = {title: text for title, text in row.as_dict().items() if text and title not in ITEM_TITLES}
    color = cells.get(COLOR, "")
    start, end = _clock(ale, row, "Start", place, notes), _clock(ale, row, "End", place, notes)
    return BinItem(
        name=row.get("Name"), tracks=row.get("Tracks"), start=start, end=end, rate=start.rate if start else None,
        tape=tape_of(ale, row), source_file=file_name(row.get("Source File")),
        color=color.lower() if _HEX.fullmatch(color) else "", columns=cells, place=place,
    )  # fmt: skip


def _clock(ale: Ale, row: Row, title: str, place: int, notes: list[str]) -> Timecode | None:
    try:
        return ale.timecode(row, title)
    except TimecodeError as error:
        notes.append(_("row {row}, {column}: {why}").format(row=place, column=title, why=error.message))
        return None
