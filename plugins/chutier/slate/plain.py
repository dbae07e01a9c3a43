"""The characters of a slate: which ones count as which, and which ones are refused by name.

Word processors and phones write dashes, slashes, spaces and full-width digits that look like the plain ones; these are
taken for them. Any other sign outside ASCII is refused rather than guessed.
"""

import unicodedata

from chutier.errors import SlateError
from chutier.i18n import _

_DASHES = dict.fromkeys("‐‑‒–—―−﹘﹣", "-")
_SLASHES = dict.fromkeys("⁄∕⧸", "/")
_SPACES = dict.fromkeys("\t\u00a0\u2002\u2003\u2007\u2009\u202f\u3000", " ")
_ACCENTS = dict(zip("ÉÈÊéèê", "EEEeee", strict=True))
_FULL_WIDTH = {chr(code + 0xFEE0): chr(code) for code in range(0x21, 0x7F)}
LIKE = {**_FULL_WIDTH, **_DASHES, **_SLASHES, **_SPACES, **_ACCENTS, "’": "'"}
"""Characters taken for a plain one: dashes, slashes, spaces, full-width forms, the accented E of séquence."""


def plain(text: str) -> tuple[str, tuple[int, ...]]:
    """`text` in capitals, look-alikes made plain, outer and doubled spaces gone; and where each character stood.

    Positions count characters of the composed (NFC) text from 0; one more position, past the end, closes the tuple.
    Raises SlateError, naming the character, for a sign that no slate holds.
    """
    composed = unicodedata.normalize("NFC", text)
    kept, at = "", []
    for position, character in enumerate(composed):
        same = LIKE.get(character, character)
        if not " " <= same <= "~":
            raise SlateError(
                _("{text}: character {at}, {name}, is none of a slate").format(
                    text=repr(text), at=position + 1, name=_name(character)
                ),
                hint=_("slates hold letters, digits, spaces and - _ / . , + & ( )"),
            )
        if same == " " and (not kept or kept.endswith(" ")):
            continue
        kept += same.upper()
        at.append(position)
    end = at[len(kept.rstrip()) - 1] + 1 if kept.strip() else 0
    return kept.rstrip(), (*at[: len(kept.rstrip())], end)


def _name(character: str) -> str:
    named = unicodedata.name(character, f"U+{ord(character):04X}")
    return f"{character} ({named})" if character.isprintable() else named
