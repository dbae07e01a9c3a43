"""What a file called .ale that is no log seems to be, by its first bytes. People rename files, transfers mix them."""

from chutier.i18n import _


def _marked(message: str) -> str:
    """`message`, for translation when it is asked for."""
    return message


# (where in the file, the bytes there, what they open); the first that fits.
_OPENINGS = (
    (0, b"\x06\x00Domain", _marked("an Avid bin (.avb)")),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _marked("an AAF, or an old Office document")),
    (0, b"\x06\x0e\x2b\x34", _marked("an MXF")),
    (0, b"\xff\xd8\xff", _marked("a JPEG picture")),
    (0, b"\x89PNG", _marked("a PNG picture")),
    (0, b"%PDF", _marked("a PDF")),
    (0, b"PK\x03\x04", _marked("a ZIP or an Office document (XLSX, DOCX)")),
    (0, b"\x1f\x8b", _marked("a compressed file (gzip)")),
    (0, b"RIFF", _marked("a WAV or AVI")),
    (0, b"RF64", _marked("a WAV or AVI")),
    (8, b"AIFF", _marked("an AIFF")),
    (8, b"AIFC", _marked("an AIFF")),
    (4, b"ftyp", _marked("a QuickTime or MP4 film")),
    (4, b"moov", _marked("a QuickTime or MP4 film")),
    (4, b"wide", _marked("a QuickTime or MP4 film")),
    (4, b"mdat", _marked("a QuickTime or MP4 film")),
    (0, b"SQLite format 3", _marked("a database")),
    (0, b"bplist", _marked("a property list of macOS")),
    (0, b"\x00\x05\x16\x07", _marked("the shadow (._ file) that macOS leaves on other discs")),
    (0, b"{\\rtf", _marked("a formatted text (RTF)")),
    (0, b"<?xml", _marked("an XML document")),
    (0, b"<!DOCTYPE html", _marked("a web page")),
    (0, b"<html", _marked("a web page")),
)

RUN_IN = 65_536
"""Bytes that an MXF may have before its first key (SMPTE ST 377-1)."""

_PARTITION = b"\x06\x0e\x2b\x34\x02\x05\x01\x01\x0d\x01\x02\x01\x01"


def seems(head: bytes) -> str:
    """What opens with `head`, in the language of the moment; empty for what is not known, and for plain text."""
    start = head[:512].removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n").lower()
    is_marked = start[:1] in (b"<", b"{", b"%")
    if not is_marked and b"\0" not in head:  # a word of a log may be spelled like the opening of a film
        return ""
    for at, opening, what in _OPENINGS:
        if head.startswith(opening, at) or (is_marked and start.startswith(opening.lower())):
            return _(what)
    return _("an MXF") if _PARTITION in head[:RUN_IN] else ""
