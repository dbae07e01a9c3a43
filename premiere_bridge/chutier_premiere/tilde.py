"""Requests as printable ASCII without quote and backslash, so that no program on the way can misread them.

Every UTF-16 unit outside U+0020…U+007E, and the tilde, the apostrophe and the backslash, becomes a tilde and four
hexadecimal digits. JSON's own escapes would do for the first, but the client that carries the text doubles backslashes.
"""

import json
import re
from typing import Any

_AWKWARD = re.compile(r"[^ -~]|[~'\\]")


def tilded(data: Any) -> tuple[str, int]:
    """The data as JSON in tilde encoding, and the number of UTF-16 units of the JSON: what the other side checks.

    >>> tilded({"name": "l'été"})
    ('{"name": "l~0027~00e9t~00e9"}', 17)
    """
    text = json.dumps(data, ensure_ascii=False)
    # Raw line separators end a line in the middle of a literal, for a script that evaluates this.
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return _AWKWARD.sub(_units, text), len(text) + sum(ord(char) > 0xFFFF for char in text)


def _units(match: re.Match[str]) -> str:
    raw = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"~{raw[at]:02x}{raw[at + 1]:02x}" for at in range(0, len(raw), 2))
