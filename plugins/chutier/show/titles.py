"""What a title gives: the code of the production and the name of its folder."""

import re
import unicodedata

_SMALL_FRENCH = "le la les un une des du de d l au aux et en a y dans par pour sur sous chez avec sans"
_SMALL_ENGLISH = "the an of and in on at to for with"
_SMALL = frozenset(f"{_SMALL_FRENCH} {_SMALL_ENGLISH}".split())
_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l"})
LONGEST_CODE = 4
LONGEST_SLUG = 60


def _ascii(text: str) -> str:
    return (
        unicodedata.normalize("NFKD", text.replace("’", "'").translate(_LIGATURES)).encode("ascii", "ignore").decode()
    )


def code_of(title: str) -> str:
    """A code of at most four capitals and digits.

    The initials of the words that count (`La Nuit d'été` gives `NDE`: its short word counts, the title being
    short itself); the beginning of the word when there is only one; `FILM` when nothing is left of the title.
    """
    words: list[str] = re.findall(r"[A-Za-z0-9]+", _ascii(title))
    strong = [word for word in words if word.lower() not in _SMALL]
    if len(strong) == 2 and words.index(strong[1]) - words.index(strong[0]) == 2:
        strong = words[words.index(strong[0]) :][:3]
    if not strong:
        strong = words
    if not strong:
        return "FILM"
    if len(strong) == 1:
        return strong[0][:LONGEST_CODE].upper()
    return "".join(word if word.isdigit() else word[0] for word in strong).upper()[:LONGEST_CODE]


def slug_of(title: str) -> str:
    """A name for the show's folder that every system takes: `la-nuit-d-ete`; `film` when nothing is left."""
    words = re.findall(r"[a-z0-9]+", _ascii(title).lower())
    return "-".join(words)[:LONGEST_SLUG].strip("-") or "film"
