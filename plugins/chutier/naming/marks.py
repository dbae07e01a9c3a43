"""Showing where a rule is wrong."""

import unicodedata

from chutier.errors import NamingError


def caret(error: NamingError) -> str:
    """Two lines: the rule, and a ^ under the character at fault. Wide and combining characters keep it in its place."""
    shown = [character if character.isprintable() else " " for character in error.rule]
    before = "".join(shown[: max(error.position, 0)])
    return "".join(shown) + "\n" + " " * sum(map(_columns, before)) + "^"


def _columns(character: str) -> int:
    """Columns of a terminal: none for a combining mark, two for wide letters, else one."""
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
