"""What is in the cells: letters that the encoding lacks, and grades (CDL) that no program reads."""

import re
from collections.abc import Iterator

from chutier.i18n import _
from chutier_avid.ale.codes import Finding, found
from chutier_avid.ale.document import Ale

_NUMBER = r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?"
_TRIPLE = rf"\(\s*({_NUMBER})\s+({_NUMBER})\s+({_NUMBER})\s*\)"
_SOP = re.compile(rf"{_TRIPLE}\s*{_TRIPLE}\s*{_TRIPLE}", re.ASCII)
_SAT = re.compile(_NUMBER, re.ASCII)


def is_sop(text: str) -> bool:
    """Whether `text` is three triples, slope, offset and power, with or without blanks: `(1 1 1)(0 0 -1.0e-05)(1 1 1)`.

    As ASC CDL has it, no slope is negative and no power is nothing or less.
    """
    parts = _SOP.fullmatch(text)
    if parts is None:
        return False
    numbers = [float(part) for part in parts.groups()]
    return min(numbers[:3]) >= 0 and min(numbers[6:]) > 0


def is_sat(text: str) -> bool:
    """Whether `text` is one saturation, nothing or more."""
    return bool(_SAT.fullmatch(text)) and float(text) >= 0


def grade_findings(ale: Ale) -> Iterator[Finding]:
    """W11; the cell itself is never touched."""
    for title, is_right in (("ASC_SOP", is_sop), ("ASC_SAT", is_sat)):
        if title not in ale.titles.index:
            continue
        texts = ale.column(title)
        wrong = {text for text in set(texts) if text and not is_right(text)}
        for number, text in enumerate(texts, 1) if wrong else ():
            if text in wrong:
                yield found("W11", number, title, _("{text} is no {title}; it is kept as it is").format(
                    text=repr(text), title=title))  # fmt: skip


def unencodable(ale: Ale, encoding: str) -> Iterator[Finding]:
    """E09 for each cell and title that `encoding` cannot hold."""
    try:
        ale.to_text().encode(encoding)
        return
    except UnicodeEncodeError:
        pass
    for row_number, cells in [(0, ale.columns), *((n, row.cells) for n, row in enumerate(ale.rows, 1))]:
        for place, cell in enumerate(cells):
            try:
                cell.encode(encoding)
            except UnicodeEncodeError as error:
                column = ale.columns[place] if place < len(ale.columns) else ""
                letter = ascii(cell[error.start]) if "\ud800" <= cell[error.start] <= "\udfff" else cell[error.start]
                yield found("E09", row_number, column, _("{letter} does not exist in {encoding}").format(
                    letter=letter, encoding=encoding))  # fmt: skip
