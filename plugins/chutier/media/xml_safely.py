"""XML out of files that anybody may have written: no document types, no entities, small; small slips are repaired."""

import re
from typing import Any
from xml.etree import ElementTree

from chutier.errors import MediaError
from chutier.i18n import _

LARGEST = 4 * 1024 * 1024
DEEPEST = 200
_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def parse_xml(data: bytes) -> tuple[ElementTree.Element, bool]:
    """The root of the document, tags without their namespaces, and whether it had to be repaired to be read.

    Trailing NULs (recorders write chunks of a fixed size), a false encoding, control characters and bare ampersands are
    repaired. Raises MediaError for a document type (entities can fill the memory), for one that nests too deep, is too
    long, or is not XML.
    """
    if len(data) > LARGEST:
        raise MediaError(_("the XML is too long to be a camera's or a recorder's"))
    text, repaired = _decode(data)
    text = _DECLARATION.sub("", text.lstrip("\ufeff").rstrip("\0 \r\n\t"))
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise MediaError(_("the XML declares a document type, which no recorder does; it was not read"))
    sound = _BARE_AMPERSAND.sub("&amp;", _CONTROL.sub("", text))
    try:
        root = _tree(sound)
    except ElementTree.ParseError as error:
        raise MediaError(_("the XML is broken: {why}").format(why=error)) from error
    return root, repaired or sound != text


def _tree(text: str) -> ElementTree.Element:
    parser: Any = ElementTree.XMLPullParser(("start", "end"))
    depth = 0
    root: ElementTree.Element | None = None
    for position in range(0, len(text), 65536):
        parser.feed(text[position : position + 65536])
        for event, element in parser.read_events():
            root = element if root is None else root
            depth += 1 if event == "start" else -1
            if depth > DEEPEST:
                raise MediaError(_("the XML nests too deep; it was not read"))
            element.tag = element.tag.rpartition("}")[2]
    parser.close()
    if root is None:
        raise ElementTree.ParseError("no element found")
    return root


def _decode(data: bytes) -> tuple[str, bool]:
    """UTF-8 as recorders promise, UTF-16 by its mark, else the Western code page that old ones write."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace"), False
    try:
        return data.decode("utf-8-sig"), False
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), True


def text_of(element: ElementTree.Element | None, tag: str) -> str:
    """The text of the child `tag`, trimmed; empty when there is none."""
    return (element.findtext(tag) or "").strip() if element is not None else ""
