"""What script supervisors and mixers write of a take: circled, to keep, no good; and marks around its number."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

_CIRCLED_DIGITS = {chr(0x2460 + n): n + 1 for n in range(20)}
"""① to ⑳."""
_MARKS = "*●✓✔◉⭕☑•@"
_TRUE = frozenset({
    "x", "o", "b", "ct", "oui", "yes", "y", "1", "true", "vrai", "cerclee", "cercle", "circled", "circle", "circ", "c",
    "print", "p", "printed", "bonne", "bon", "good", "ok", "select", "selected", "best", "g", "gt", "tb", "tresbonne",
    "choisie", "cerclees", "goodtake", "circletake", "tirer", "atirer", "pick",
})  # fmt: skip
_STATUS = {
    **dict.fromkeys(("alt", "agarder", "garder", "gardee", "keep", "hold", "reserve", "possible", "ag"), "alt"),
    **dict.fromkeys(("ng", "nogood", "mauvaise", "nc", "nulle", "bad", "notgood", "coupee"), "ng"),
    **dict.fromkeys(("fs", "falsestart", "fauxdepart", "ff", "fd"), "false_start"),
    **dict.fromkeys(("inc", "incomplete", "incomplet", "partielle", "coupe"), "incomplete"),
}
_FALSE = frozenset({"", "no", "non", "n", "0", "false", "faux", "-"})
_TAKE = re.compile(r"\(?\s*(\d{1,3})\s*\)?\s*([^\W\d_][\w \-']*)?")


def verdict_of(text: str, words: Mapping[str, str]) -> tuple[bool, str, str]:
    """Circled or not, the status word (`alt`, `ng` …, empty when there is none), and what of `text` was neither.

    `words` are the show's own, status to what the production calls it.
    """
    if any(mark in text for mark in _MARKS):
        return True, "", ""
    own = {_plain(said): status for status, said in words.items()}
    plain = _plain(text)
    if own.get(plain) == "circled" or plain in _TRUE:
        return True, "", ""
    if plain in _FALSE:
        return False, "", ""
    status = own.get(plain) or _STATUS.get(plain)
    return (False, status, "") if status else (False, "", text)


def take_of(text: str) -> tuple[str, bool]:
    """The take as a slate has it and whether its number was marked: `②`, `(2)`, `2*`, `2 PU`."""
    text = text.strip()
    if text[:1] in _CIRCLED_DIGITS:
        return f"{_CIRCLED_DIGITS[text[0]]}{text[1:]}".strip(), True
    marked = any(mark in text for mark in _MARKS)
    text = "".join(character for character in text if character not in _MARKS).strip()
    match = _TAKE.fullmatch(text)
    if match is None:
        return text, marked
    number = str(int(match[1]))
    return f"{number} {match[2].strip()}" if match[2] else number, marked or text.startswith("(")


def is_true(text: str) -> bool:
    """Whether a cell of a yes-or-no column says yes."""
    return any(mark in text for mark in _MARKS) or _plain(text) in _TRUE


def holds_word(text: str, words: Sequence[str]) -> bool:
    """Whether one of `words` stands in `text`, accents and case apart."""
    return not frozenset(words).isdisjoint(map(_plain, re.split(r"[^\w']+", text)))


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(character for character in apart if character.isalnum())
