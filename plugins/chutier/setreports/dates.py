"""Dates in papers: the day's own, and those that a spreadsheet made of a slate."""

import re
import unicodedata
from datetime import date

from chutier.setreports.sheet import Cell
from chutier.slate import SlateRules

_MONTHS = (
    ("jan", "janv", "janvier", "january"), ("fev", "fevr", "fevrier", "feb", "february"), ("mar", "mars", "march"),
    ("avr", "avril", "apr", "april"), ("mai", "may"), ("juin", "jun", "june"), ("juil", "juillet", "jul", "july"),
    ("aout", "aou", "aug", "august"), ("sept", "septembre", "sep", "september"), ("oct", "octobre", "october"),
    ("nov", "novembre", "november"), ("dec", "decembre", "december"),
)  # fmt: skip
_FRENCH = frozenset({
    "janv", "janvier", "fev", "fevr", "fevrier", "mars", "avr", "avril", "mai", "juin", "juil", "juillet", "aout",
    "aou", "septembre", "octobre", "novembre", "decembre",
})  # fmt: skip
_MONTH_OF = {word: number for number, words in enumerate(_MONTHS, 1) for word in words}
_DAY_MONTH = re.compile(r"(\d{1,2})[-. /]([^\W\d_]+)\.?(?:[-. /]\d{2,4})?")
_MONTH_DAY = re.compile(r"([^\W\d_]+)\.?[-. /](\d{1,2})")
_FIGURES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?: .*)?")
_ISO = re.compile(r"(\d{4})[-/](\d{2})[-/](\d{2})(?:[T ].*)?")
_DAY = re.compile(r"(?:j|d|jour|day)?[ _.-]*0*(\d{1,3})(?:[ _.-].*)?", re.IGNORECASE)


def slate_again(cell: Cell, rules: SlateRules) -> str | None:
    """The slate that a spreadsheet took for a date: `12-mars`, `12/03/2026` and a date cell of 12 March were `12/3`.
    None when the cell is no date.

    French and British spreadsheets read day before month, American ones month before day; the month's language tells,
    else the slate system: under `us`, `3-Dec` was `12-3`.
    """
    sign = "/" if rules.system == "fr" else "-"
    american = rules.system == "us"
    if isinstance(cell, date):
        return _two(cell.day, cell.month, american, sign)
    text = " ".join(cell.split())
    if match := _DAY_MONTH.fullmatch(text):
        word = _plain(match[2])
        if word in _MONTH_OF:
            return _two(int(match[1]), _MONTH_OF[word], american and word not in _FRENCH, sign)
    if (match := _MONTH_DAY.fullmatch(text)) and _plain(match[1]) in _MONTH_OF:
        return _two(int(match[2]), _MONTH_OF[_plain(match[1])], _plain(match[1]) not in _FRENCH, sign)
    if match := _ISO.fullmatch(text):
        return _two(int(match[3]), int(match[2]), american, sign)
    if match := _FIGURES.fullmatch(text):
        first, second = int(match[1]), int(match[2])
        return f"{first}{sign}{second}"
    return None


def _two(day: int, month: int, american: bool, sign: str) -> str:
    return f"{month}{sign}{day}" if american else f"{day}{sign}{month}"


def _plain(word: str) -> str:
    apart = unicodedata.normalize("NFKD", word).casefold()
    return "".join(character for character in apart if character.isalpha())


def day_number(cell: Cell) -> int | None:
    """The number of a shooting day: `J03`, `Day 3`, `3`."""
    match = None if isinstance(cell, date) else _DAY.fullmatch(cell.strip())
    return int(match[1]) if match and int(match[1]) else None


def date_of(cell: Cell, order: str) -> date | None:
    """A calendar date; `order` (`dmy`, `mdy`) decides where figures leave it open."""
    if isinstance(cell, date):
        return cell
    text = " ".join(cell.split())
    if match := _ISO.fullmatch(text):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := _FIGURES.fullmatch(text.replace(".", "/").replace("-", "/")):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        month, day = (first, second) if order == "mdy" else (second, first)
        return _date(year + 2000 if year < 100 else year, month, day) or _date(year % 100 + 2000, day, month)
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
