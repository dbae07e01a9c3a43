"""Column titles that an import leaves alone: plain letters, 14 characters (16 at most), never two alike.

The rule is avid.md's reading of a bin of MC 21.12: an import cuts custom titles at 16 characters and folds their case,
so that two which agree so far become one column. Titles that Media Composer knows are spelled exactly.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from chutier.i18n import _
from chutier_avid.ale import Ale
from chutier_avid.ale.titles import HARD_LENGTH, OWN, SAFE_LENGTH, is_custom, is_derived, is_safe
from chutier_avid.ale.writer import plain_letters
from chutier_avid.logs.reshaping import retitled
from chutier_avid.logs.shortening import shortened
from chutier_avid.logs.title_names import is_exact, near_standard

_SIGNS = str.maketrans({
    "/": "-", "\\": "-", "=": "-", "+": "-", "~": "-", "&": "-", "%": " pct ", "°": " deg ", "'": "", '"': "", "*": "",
})  # fmt: skip
_UNFIT = re.compile(r"[^A-Za-z0-9_#.-]+")


class Why(StrEnum):
    """Why a title changes."""

    STANDARD = "standard"
    LETTERS = "letters"
    LENGTH = "length"
    ALIKE = "alike"

    def text(self) -> str:
        """For a person."""
        return {
            Why.STANDARD: _("the column that Media Composer knows"),
            Why.LETTERS: _("letters that an import spoils"),
            Why.LENGTH: _("too long"),
            Why.ALIKE: _("like another title in its first 16 characters"),
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """One title: `place` counts columns from 1; `why` is empty when `new` is `old`."""

    place: int
    old: str
    new: str
    why: tuple[Why, ...] = ()


def fit(ale: Ale, length: int = SAFE_LENGTH) -> tuple[Ale, tuple[Fitted, ...]]:
    """`ale` with titles that fit, and what became of each. `length` is the longest that a custom title may be: 14 is
    what survives everywhere, 16 what an import keeps. Fitting what fits changes nothing."""
    fitted = fit_titles(ale.columns, length)
    return retitled(ale, [one.new for one in fitted]), fitted


def fit_titles(titles: Sequence[str], length: int = SAFE_LENGTH) -> tuple[Fitted, ...]:
    """The same for titles alone. Those that need no change go before those that do."""
    work = _Fitting(titles, min(length, HARD_LENGTH))
    work.keep_known()
    work.spell_standards()
    work.keep_fitting()
    work.make_fitting()
    return tuple(
        Fitted(place=place, old=title, new=work.new[place - 1], why=work.why.get(place - 1, ()))
        for place, title in enumerate(titles, 1)
    )


def same_on_import(title: str) -> str:
    """Two titles of which this is equal become one column."""
    return title[:HARD_LENGTH].casefold()


class _Fitting:
    """Titles by place; those that are settled are in `new`."""

    def __init__(self, titles: Sequence[str], length: int) -> None:
        self.titles, self.length = titles, length
        self.new: dict[int, str] = {}
        self.why: dict[int, tuple[Why, ...]] = {}
        self.taken: set[str] = set()

    def _open(self) -> Iterator[tuple[int, str]]:
        return ((place, title) for place, title in enumerate(self.titles) if place not in self.new)

    def _is_free(self, title: str) -> bool:
        return same_on_import(title) not in self.taken

    def _settle(self, place: int, title: str, *why: Why) -> None:
        self.new[place] = title
        self.taken.add(same_on_import(title))
        if why:
            self.why[place] = why

    def keep_known(self) -> None:
        for place, title in self._open():
            if (
                is_derived(title)
                or title in OWN
                or ((is_exact(title) or not is_custom(title)) and self._is_free(title))
            ):
                self._settle(place, title)

    def spell_standards(self) -> None:
        for place, title in self._open():
            standard = near_standard(title)
            if standard and self._is_free(standard):
                self._settle(place, standard, Why.STANDARD)

    def keep_fitting(self) -> None:
        for place, title in self._open():
            if len(title) <= self.length and is_safe(title) and title == title.strip() and self._is_free(title):
                self._settle(place, title)

    def make_fitting(self) -> None:
        for place, title in self._open():
            plain = _plain(title) or f"Column {place + 1}"
            short = shortened(plain, self.length)
            why = [Why.LETTERS] if plain != title else []
            if short != plain:
                why.append(Why.LENGTH)
            number = 1
            new = short
            while not self._is_free(new) or not _is_own_name(new):
                number += 1
                suffix = f" {number}"
                new = shortened(plain, self.length - len(suffix)) + suffix
            if number > 1:
                why.append(Why.ALIKE)
            self._settle(place, new, *why)


def _is_own_name(title: str) -> bool:
    """Whether nobody takes `title` for a column that Media Composer knows: a new name must not become one."""
    return not (is_exact(title) or near_standard(title) or is_derived(title) or title in OWN)


def _plain(title: str) -> str:
    """`title` in the letters that an import leaves alone."""
    return " ".join(_UNFIT.sub(" ", plain_letters(title).translate(_SIGNS)).split())
