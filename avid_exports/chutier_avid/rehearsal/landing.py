"""Under which title of the bin a column of a log arrives.

Custom titles are cut at 16 characters and folded: the first letter stays, the others become small; the cut is marked
with the character 7 (a bin of Media Composer 21.12 with 708 custom columns, 218 of them cut). No manual says so: new
titles are forecasts.
"""

from collections.abc import Iterable

from chutier_avid.ale.titles import CUSTOM_BY_NAME, HARD_LENGTH, OWN, STANDARD, is_custom, is_derived
from chutier_avid.rehearsal.results import Landing

CUT_MARK = "\x07"
"""What Media Composer puts behind a title that it cut; it draws an interpunct."""

KEYS = frozenset(("Start", "End", "Duration", "Tape", "Tracks", "FPS", "Source File"))
"""Columns that say which recording a row is, and of what; a merge leaves them as they are."""


class BinTitles:
    """The titles of a bin, found as an import finds them."""

    def __init__(self, titles: Iterable[str]) -> None:
        self.titles = tuple(dict.fromkeys(titles))
        self._exact = frozenset(self.titles)
        customs = [title for title in self.titles if is_custom(title)]
        # A title made by hand may be longer than an import can say: it is not one that a log can reach.
        self._reached = {_folded(title): title for title in reversed(customs) if len(_bare(title)) <= HARD_LENGTH}
        self._alike = {_letters(title): title for title in reversed(customs)}

    def landing(self, title: str) -> tuple[Landing, str, str]:
        """What becomes of `title`, the title under which it arrives, and one that was perhaps meant, or ''."""
        if is_derived(title) or title in OWN:
            return Landing.IGNORED, title, ""
        if title in KEYS:
            return Landing.KEY, title, ""
        if not is_custom(title) or (title in self._exact and len(title) <= HARD_LENGTH):
            return Landing.SAME, title, ""
        reached = self._reached.get(_folded(title), "")
        if len(title) > HARD_LENGTH:
            target = reached or _forecast(title)
            return (Landing.SECOND, target, title) if title in self._exact else (Landing.CUT, target, "")
        if reached:
            return Landing.FOLDED, reached, ""
        meant = _STANDARDS.get(_letters(title), "") or self._alike.get(_letters(title), "")
        return Landing.SECOND if meant else Landing.NEW, _forecast(title), meant


def same_column(title: str) -> str:
    """Two custom titles of one log with equal results become one column."""
    return _folded(title) if is_custom(title) else title


def _bare(title: str) -> str:
    return title.rstrip(CUT_MARK)


def _folded(title: str) -> str:
    return _bare(title)[:HARD_LENGTH].casefold()


def _forecast(title: str) -> str:
    if title in CUSTOM_BY_NAME:
        return title
    cut = title[:1] + title[1:HARD_LENGTH].lower()
    return cut + CUT_MARK if len(title) > HARD_LENGTH else cut


def _letters(title: str) -> str:
    """What is left when people agree on a title but not on its blanks and its case."""
    return "".join(letter for letter in _bare(title).casefold() if letter.isalnum() or letter == "#")


_STANDARDS = {_letters(title): title for title in STANDARD}
