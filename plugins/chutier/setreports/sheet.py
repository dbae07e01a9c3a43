"""Tables as papers hold them, whatever the file: text with delimiters, a workbook, an ALE, a PDF with text in it."""

from dataclasses import dataclass
from datetime import date

Cell = str | date
"""What one cell holds. Numbers are text as a person typed them (`3`, not `3.0`), times of day and durations too; a date
stays a date, because a spreadsheet may have made it of a slate (`12/3`)."""

MOST_ROWS = 50_000
"""Filled rows; a longer table is no paper of a shoot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One filled row. `line` is where a person finds it: the line of a text file or the row of a sheet, from 1."""

    line: int
    cells: tuple[Cell, ...]

    def texts(self) -> tuple[str, ...]:
        """The cells as text, blanks around and line ends inside taken away."""
        return tuple(" ".join(str(cell).split()) for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table. `form` is csv, xlsx, ale, pdf …; `name` the tab or page; `encoding` that of a text file, `guessed`
    when nothing proves it; `head` what stands beside the table (an ALE's heading, a recorder's overview block)."""

    form: str
    rows: tuple[Row, ...]
    name: str = ""
    encoding: str = ""
    guessed: bool = False
    delimiter: str = ""
    head: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()
