"""A clip's metadata as Premiere takes it: a packet of XMP with just the elements that are to be written."""

import re
from collections.abc import Mapping
from xml.etree import ElementTree

META, RDF = "adobe:ns:meta/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PRIVATE = "http://ns.adobe.com/premierePrivateProjectMetaData/1.0/"
PREFIX = "premierePrivateProjectMetaData"

_BEGIN = '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?>'
_END = '<?xpacket end="w"?>'

# XML 1.0 has no way at all to say these.
_UNSAYABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def sayable(text: str) -> str:
    r"""A text as XML hands it back: one kind of line end, and without what XML cannot hold.

    >>> sayable("two\r\nlines\x07")
    'two\nlines'
    """
    return _UNSAYABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def packet(fields: Mapping[str, str]) -> str:
    """The packet that says these fields, whose text `sayable` has seen."""
    for prefix, space in (("x", META), ("rdf", RDF), (PREFIX, PRIVATE)):
        ElementTree.register_namespace(prefix, space)
    root = ElementTree.Element(f"{{{META}}}xmpmeta")
    described = ElementTree.SubElement(ElementTree.SubElement(root, f"{{{RDF}}}RDF"), f"{{{RDF}}}Description")
    described.set(f"{{{RDF}}}about", "")
    for name, text in fields.items():
        ElementTree.SubElement(described, f"{{{PRIVATE}}}{name}").text = text
    return _BEGIN + ElementTree.tostring(root, encoding="unicode") + _END
