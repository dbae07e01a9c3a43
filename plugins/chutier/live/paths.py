"""Media paths as programs hand them back."""

import re
import unicodedata

NUMBERED = re.compile(r"(.*)\[(\d+)-(\d+)\](\.\w+)")
"""A catalogue's path of numbered frames, `f_[0001-0100].dpx`: head, first, last, ending."""


def same_path(path: str, system: str) -> str:
    """A media path by which two are one on this `system` (as `sys.platform` says it)."""
    path = unicodedata.normalize("NFC", path.replace("\\", "/"))
    return path.casefold() if system in ("darwin", "win32") else path
