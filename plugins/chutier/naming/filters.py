"""The filters of a token, `|upper |lower |ascii |slug |max:n |sortable |map:table`, and how text becomes ASCII."""

import re
import unicodedata
from collections.abc import Callable

from chutier.naming.nodes import Filter
from chutier.slate import sortable

NAMES = ("upper", "lower", "ascii", "slug", "max", "sortable", "map")

_LETTERS = str.maketrans({
    "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ẞ": "SS", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
    "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "TH", "ı": "i", "ħ": "h", "Ħ": "H",
    "’": "'", "‘": "'", "ʼ": "'", "“": "'", "”": "'", "«": "'", "»": "'", "–": "-", "—": "-", "−": "-", "‑": "-",
    "·": "-", "•": "-", "…": "...", "€": "EUR", "£": "GBP", "×": "x", "∕": "-", "⁄": "-",
})  # fmt: skip


def to_ascii(text: str) -> str:
    """`text` in ASCII: accents fall, œ is oe, typographic signs take their typewriter form, the rest becomes `_`."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS)).translate(_LETTERS)
    return "".join(c if c.isascii() else "" if unicodedata.combining(c) else "_" for c in plain)


def clip_text(text: str, length: int) -> str:
    """At most `length` characters of `text`, no letter parted from its accents, no blank or dash left at the end."""
    if len(text) <= length:
        return text
    end = max(length, 0)
    while end > 0 and unicodedata.combining(text[end]):
        end -= 1
    return text[:end].rstrip(" -_·,.;:'’(") or text[:end].strip()


def slug(text: str) -> str:
    """Lower-case ASCII letters and digits, joined by `-`."""
    return re.sub(r"[^a-z0-9]+", "-", to_ascii(text).lower()).strip("-")


def function_of(filter: Filter) -> Callable[[str], str]:
    """What `filter` does to a text."""
    match filter.name:
        case "upper":
            return str.upper
        case "lower":
            return str.lower
        case "ascii":
            return to_ascii
        case "slug":
            return slug
        case "sortable":
            return sortable
        case "max":
            length = filter.number
            return lambda text: clip_text(unicodedata.normalize("NFC", text), length)
        case _:
            table = dict(filter.table)
            return lambda text: table.get(text, text)
