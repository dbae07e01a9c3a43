"""An Avid Log Exchange as a value: heading, columns, rows, and every byte between them.

Heading        pairs: FIELD_DELIM TABS, VIDEO_FORMAT 1080, FPS 25 …
Column         one line of titles, tab separated
Data           one line a clip
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from pathlib import Path

from chutier.errors import TimecodeError
from chutier.files import write_whole
from chutier.i18n import _
from chutier.timecode import Timecode
from chutier_avid.ale.clock import log_rate, log_timecode


class Titles:
    """The column titles of one ALE, in order, doubles included; `index` finds the first column of a title."""

    __slots__ = ("index", "names")

    def __init__(self, names: tuple[str, ...]) -> None:
        self.names = names
        self.index: dict[str, int] = {}
        for position, name in enumerate(names):
            self.index.setdefault(name, position)


@dataclass(frozen=True, slots=True)
class Row:
    """One clip. `cells` are exactly as in the file, perhaps fewer or more than there are titles; `line` counts from 1;
    `tail` is what follows on disk: the line's end and any blank lines."""

    cells: tuple[str, ...]
    titles: Titles
    line: int = 0
    tail: str = "\n"

    def __getitem__(self, title: str) -> str:
        """The text in the first column called `title`, without the blanks around it; KeyError when there is none."""
        position = self.titles.index[title]
        return self.cells[position].strip() if position < len(self.cells) else ""

    def get(self, title: str, default: str = "") -> str:
        """The same, or `default` when no column is called `title`."""
        return self[title] if title in self.titles.index else default

    def all(self, title: str) -> tuple[str, ...]:
        """The texts in every column called `title`."""
        named = (position for position, name in enumerate(self.titles.names) if name == title)
        return tuple(self.cells[position].strip() if position < len(self.cells) else "" for position in named)

    @property
    def extra(self) -> tuple[str, ...]:
        """Cells beyond the last title; the empty one that a trailing tab makes is not one of them."""
        over = self.cells[len(self.titles.names) :]
        return over[:-1] if over and not over[-1].strip() else over

    def as_dict(self) -> dict[str, str]:
        """Title to text, columns in order, the first of doubles."""
        return {title: self[title] for title in self.titles.index}


@dataclass(frozen=True)
class Ale:
    """One log. `prolog` is the text before the first row, to the letter. `heading` keeps its order and its doubles.

    Nothing is lost: `to_bytes()` of a file that was only read gives the same bytes.
    """

    prolog: str
    heading: tuple[tuple[str, str], ...]
    titles: Titles
    rows: tuple[Row, ...]
    encoding: str = "utf-8"
    mark: bytes = b""
    notes: tuple[str, ...] = ()
    path: str = ""
    half: tuple[str, bytes] = ("", b"")
    """The bytes of a letter that the end of a damaged file cuts, and the encoding that it was read in."""
    clocks: dict[str, Fraction] = field(default_factory=dict, repr=False, compare=False)
    """Rates by their text, parsed once."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The titles in order, doubles included."""
        return self.titles.names

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, title: str) -> list[str]:
        """What each row says in its first column called `title`, without the blanks around it; "" where it is short,
        and everywhere when there is no such column."""
        return [cell.strip() for cell in self.cells(title)]

    def cells(self, title: str) -> list[str]:
        """The same to the letter, blanks included."""
        place = self.titles.index.get(title)
        if place is None:
            return [""] * len(self.rows)
        return [row.cells[place] if place < len(row.cells) else "" for row in self.rows]

    def tapes(self) -> list[str]:
        """The tape of each row: its own, else the heading's, which the manual has for all rows that say none."""
        common = self.head("TAPE")
        return [tape or common for tape in self.column("Tape")] if common else self.column("Tape")

    def head(self, key: str) -> str:
        """The heading's value of `key`, whatever its case; empty when it is not there."""
        return self._heading.get(key.casefold(), "")

    @cached_property
    def _heading(self) -> Mapping[str, str]:
        return {key.casefold(): value for key, value in reversed(self.heading)}

    def rate(self, row: Row) -> Fraction:
        """Frames per second of `row`: its FPS column, else the heading's. Raises TimecodeError when neither says.

        Media Composer mixes rates in a bin: the column carries the truth, the heading is a gate (24p.com).
        """
        text = row.get("FPS") or self.head("FPS")
        if not text:
            raise TimecodeError(_("neither the row nor the heading says FPS"), path=self.path, line=row.line)
        if text not in self.clocks:
            self.clocks[text] = log_rate(text)
        return self.clocks[text]

    def timecode(self, row: Row, title: str) -> Timecode | None:
        """The timecode in column `title`; None when the cell is empty or holds feet and frames.

        Raises TimecodeError for a label that no clock shows.
        """
        text = row.get(title)
        return log_timecode(text, self.rate(row)) if text else None

    def with_cell(self, number: int, title: str, value: str) -> "Ale":
        """A copy in which row `number` (from 0) says `value` under `title`; every other byte stays. KeyError if the
        title is not there."""
        row = self.rows[number]
        position = row.titles.index[title]
        cells = [*row.cells, *[""] * (position + 1 - len(row.cells))]
        cells[position] = value
        rows = (*self.rows[:number], replace(row, cells=tuple(cells)), *self.rows[number + 1 :])
        return replace(self, rows=rows)

    def to_text(self) -> str:
        """The whole file as text, without its byte-order mark."""
        return self.prolog + "".join(["\t".join(row.cells) + row.tail for row in self.rows])

    def to_bytes(self) -> bytes:
        """The whole file in its own encoding. Raises UnicodeEncodeError if a changed cell does not fit it."""
        half_in, half = self.half
        return self.mark + self.to_text().encode(self.encoding) + (half if half_in == self.encoding else b"")

    def write(self, path: Path | str) -> None:
        """Put the file at `path`, whole or not at all: an untouched log gives the bytes that were read. Raises
        UnicodeEncodeError as `to_bytes` does, ChutierError when the disk refuses."""
        write_whole(Path(path), self.to_bytes())
