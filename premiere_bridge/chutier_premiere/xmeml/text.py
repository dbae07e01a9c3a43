"""Elements as text. Whatever a name or a note holds, what comes out is XML 1.0 that every parser takes."""

import re
from xml.sax.saxutils import escape, quoteattr

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_NO_CHARACTERS = re.compile("[\ud800-\udfff\ufffe\uffff]")
_CARRIAGE = {"\r": "&#13;"}  # else a parser makes a line end of it


def node(tag: str, *inner: str, **attributes: str) -> str:
    """An element with what it holds; `inner` are elements already, empty ones left out."""
    head = "".join(f" {name}={quoteattr(legal(value))}" for name, value in attributes.items())
    held = "\n".join(one for one in inner if one)
    return f"<{tag}{head}>\n{held}\n</{tag}>" if held else f"<{tag}{head}/>"


def leaf(tag: str, value: object) -> str:
    """An element with a text, which may be anything.

    >>> leaf("name", "R&D <3>"), leaf("ntsc", True)
    ('<name>R&amp;D &lt;3&gt;</name>', '<ntsc>TRUE</ntsc>')
    """
    if isinstance(value, int):
        text = ("FALSE", "TRUE")[value] if isinstance(value, bool) else str(value)
    else:
        text = escape(legal(str(value)), _CARRIAGE)
    return f"<{tag}>{text}</{tag}>"


def legal(text: str) -> str:
    """The text without what XML 1.0 refuses: a control character becomes a space (a sheet's line end in a cell), what
    is no character at all becomes U+FFFD.

    >>> legal("one\\x0btwo"), ascii(legal("\\udce9t"))
    ('one two', "'\\\\ufffdt'")
    """
    return text if text.isprintable() else _NO_CHARACTERS.sub("\ufffd", _CONTROLS.sub(" ", text))
