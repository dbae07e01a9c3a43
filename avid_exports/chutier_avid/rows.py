"""A placed clip as a row of a log, and what a person changed in the row as changes of the clip."""

from collections.abc import Mapping
from dataclasses import replace

from chutier.model import Kind
from chutier.plan.tree import Placed
from chutier_avid.ale.writer import clean, plain_letters
from chutier_avid.columns import COLOR, FROM_MEDIA, IDENTITY, media_cells, title_of

LOGGED = frozenset((Kind.PICTURE, Kind.MOS, Kind.SOUND, Kind.WILD, Kind.STILL))
"""Recordings. What joins recordings (sync, group) does not exist before a person makes it in Media Composer."""


def can_be_logged(placed: Placed) -> bool:
    """Whether a log can make this clip: a recording of known timecode and length."""
    return placed.kind in LOGGED and placed.media is not None and bool(media_cells(placed.kind, placed.media))


def row_of(placed: Placed, locale: str, *, source_path: bool = False, sound_start: str = "") -> dict[str, str]:
    """Title to text. `sound_start` goes to Auxiliary TC1, where AutoSync and the sound department look for it."""
    if placed.media is None:
        return {}
    row = {"Name": placed.name, **media_cells(placed.kind, placed.media, source_path=source_path)}
    if sound_start:
        row["Auxiliary TC1"] = sound_start
    if placed.color:
        row[COLOR] = placed.color.capitalize()
    for field, text in placed.columns.items():
        if field not in FROM_MEDIA and text:
            row.setdefault(title_of(field, locale), text)
    row[IDENTITY] = placed.clip
    return row


def read_back(placed: Placed, cells: Mapping[str, str], locale: str, known: Mapping[str, str]) -> Placed:
    """`placed` with what its row now says, title to text. Only a cell that differs from what we would write counts:
    cleaning a value for the log is no change. `known` maps a title to its field, for cells that we had left empty."""
    columns = dict(placed.columns)
    for field, text in placed.columns.items():
        title = title_of(field, locale)
        if field not in FROM_MEDIA and title in cells and not _same(cells[title], text):
            columns[field] = cells[title]
    for title, text in cells.items():
        field = known.get(title, "")
        if field and field not in placed.columns and field not in FROM_MEDIA and text:
            columns[field] = text
    name, color = cells.get("Name", placed.name), cells.get(COLOR, "")
    same_color = COLOR not in cells or _same(color, placed.color.capitalize())
    return replace(
        placed,
        name=placed.name if _same(name, placed.name) else name,
        columns=columns,
        color=placed.color if same_color else color.lower(),
    )


def _same(cell: str, value: str) -> bool:
    text = clean(value).strip()
    # Bins hold MacRoman: what that lacks is a question mark there, and no change of a person's.
    in_a_bin = text.encode("mac_roman", "replace").decode("mac_roman")
    return clean(cell) in (text, plain_letters(text), in_a_bin)
