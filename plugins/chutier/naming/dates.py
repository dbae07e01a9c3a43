"""Dates in names: `{date:%y%m%d}`. Only directives that read the same in every country and on every system."""

import re
from datetime import date

from chutier.errors import NamingError
from chutier.i18n import _

ISO = "%Y-%m-%d"

DIRECTIVES: dict[str, int] = {"Y": 4, "y": 2, "m": 2, "d": 2, "j": 3, "G": 4, "V": 2, "u": 1}
"""Directive to number of digits, all zero padded."""

_WORDS = "aAbBcxXphZ"
_COMPLETE = ({"Y", "m", "d"}, {"y", "m", "d"}, {"Y", "j"}, {"y", "j"}, {"G", "V", "u"})

Part = tuple[str, str]
"""("d", literal text) is never used: ("", text) is a literal, (directive, "") a directive."""


def parts_of(format: str, *, rule: str = "", position: int = 0) -> tuple[Part, ...]:
    """The literals and directives of `format`, which starts at `position` of `rule`. Raises NamingError."""
    parts: list[Part] = []
    at = 0
    while at < len(format):
        if format[at] != "%":
            end = format.find("%", at)
            end = len(format) if end < 0 else end
            parts.append(("", format[at:end]))
            at = end
            continue
        letter = format[at + 1 : at + 2]
        if letter == "%":
            parts.append(("", "%"))
        elif letter in DIRECTIVES and letter:
            parts.append((letter, ""))
        else:
            raise _refused(letter, rule, position + at)
        at += 2
    return tuple(parts)


def _refused(letter: str, rule: str, position: int) -> NamingError:
    known = " ".join("%" + name for name in DIRECTIVES)
    if letter and letter in _WORDS:
        message = _("‘%{letter}’ writes words that change from one computer to the next").format(letter=letter)
    elif letter:
        message = _("‘%{letter}’ is not a date directive").format(letter=letter)
    else:
        message = _("‘%’ at the end of a date format stands for nothing")
    hint = _("Dates take {known}, and %% for a percent sign.").format(known=known)
    return NamingError(message, rule=rule, position=position, hint=hint)


def write(parts: tuple[Part, ...], day: date) -> str:
    """`day` as `parts` say; the same text on every system."""
    year, week, weekday = day.isocalendar()
    values = {
        "Y": day.year, "y": day.year % 100, "m": day.month, "d": day.day, "j": day.timetuple().tm_yday,
        "G": year, "V": week, "u": weekday,
    }  # fmt: skip
    return "".join(text or f"{values[letter]:0{DIRECTIVES[letter]}d}" for letter, text in parts)


def complete(parts: tuple[Part, ...]) -> bool:
    """Whether a whole date can be read back. Years of two digits are read as 2000 to 2099."""
    letters = {letter for letter, _text in parts}
    return any(needed <= letters for needed in _COMPLETE)


def read(parts: tuple[Part, ...], text: str) -> date | None:
    """The date that `write(parts, …)` made `text` of, or None."""
    values: dict[str, int] = {}
    pattern = "".join(f"([0-9]{{{DIRECTIVES[letter]}}})" if letter else re.escape(part) for letter, part in parts)
    match = re.fullmatch(pattern, text)
    if match is None:
        return None
    letters = [letter for letter, _part in parts if letter]
    for letter, digits in zip(letters, match.groups(), strict=True):
        if values.setdefault(letter, int(digits)) != int(digits):
            return None
    try:
        day = _day(values)
    except ValueError:
        return None
    return day if day is not None and write(parts, day) == text else None


def _day(values: dict[str, int]) -> date | None:
    if {"G", "V", "u"} <= values.keys():
        return date.fromisocalendar(values["G"], values["V"], values["u"])
    year = values.get("Y", 2000 + values["y"] if "y" in values else None)
    if year is None:
        return None
    if {"m", "d"} <= values.keys():
        return date(year, values["m"], values["d"])
    if "j" in values:
        return date.fromordinal(date(year, 1, 1).toordinal() + values["j"] - 1)
    return None
