"""Bytes of unknown origin into text: what sets and offices send is UTF-8, UTF-16, cp1252 or MacRoman."""

import codecs

# The bytes that é è à ê ç ù î ô â ë ï É À Ç œ ’ have in each encoding: French text is full of them.
_MAC = frozenset("éèàêçùîôâëïÉÀÇœ’«»".encode("mac_roman"))
_WINDOWS = frozenset("éèàêçùîôâëïÉÀÇœ’«»".encode("cp1252"))

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def decoded(data: bytes) -> tuple[str, str]:
    """The text and the encoding it was read in: a byte-order mark wins, then strict UTF-8, then the likelier of the two
    single-byte encodings, by French letters. A guess of the last kind should be told."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), encoding.removesuffix("-sig")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        high = [byte for byte in data if byte > 127]
        mac, windows = (sum(byte in letters for byte in high) for letters in (_MAC, _WINDOWS))
        encoding = "mac_roman" if mac > windows else "cp1252"
        return data.decode(encoding, "replace"), encoding
