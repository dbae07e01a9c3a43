"""Which column a title means: to the letter first, then by what people spell differently."""

import re
from collections.abc import Iterable, Sequence

from chutier_avid.ale.titles import STANDARD, standard_meant
from chutier_avid.ale.writer import plain_letters

_BY_NAME = ("DESCRIPT", "Comments")
_TIMECODE = re.compile("time ?code", re.IGNORECASE)


def alike(title: str) -> str:
    """What is left of a title when people agree on it but not on its case, blanks and accents."""
    return "".join(letter for letter in plain_letters(title).casefold() if letter.isalnum() or letter == "#")


def is_exact(title: str) -> bool:
    """Whether `title` is one that Media Composer knows, to the letter."""
    return title in STANDARD or title in _BY_NAME


def near_standard(title: str) -> str:
    """The standard title that `title` nearly is (`Sound Roll`: `Soundroll`, `Scène`: `Scene`, `Sound Timecode`:
    `Sound TC`); '' when it is one, or none is near."""
    plain = _TIMECODE.sub("TC", plain_letters(title))
    return "" if is_exact(title) else plain if is_exact(plain) else standard_meant(plain)


def meant_titles(written: Iterable[str], known: Sequence[str]) -> dict[str, str]:
    """Titles that are `written` in a table to those that they are in a log with the columns `known`: the same one, one
    that differs by case, blanks or accents only, the standard one, or a new one as it is written. Never two to one:
    the first has it, the next keep their own."""
    exact = set(known)
    near: dict[str, str] = {}
    for title in known:
        if letters := alike(title):
            near.setdefault(letters, title)
    listed = list(dict.fromkeys(written))
    found = {title: title for title in listed if title in exact}
    taken = set(found.values())
    for title in listed:
        if title in found:
            continue
        target = near.get(alike(title)) or near_standard(title) or title
        found[title] = title if target in taken else target
        taken.add(found[title])
    return {title: found[title] for title in listed}
