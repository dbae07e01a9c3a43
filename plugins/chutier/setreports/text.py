"""From the bytes of a report to its text. Spreadsheets rarely say in which encoding they save; a guess is reported."""

import codecs
from dataclasses import dataclass

from chutier.i18n import _

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SMALL = frozenset("éèêëàâäùûüîïôöçœæÿñ")
_LARGE = frozenset("ÉÈÊËÀÂÄÙÛÜÎÏÔÖÇŒÆÑ")
_SIGNS = frozenset("«»’‘“”…–—°€•\u00a0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text and the encoding it was in; `guessed` when no byte of the file proves that encoding. `mixed`: some lines are
    UTF-8 and some are not, and each was read for itself."""

    text: str
    encoding: str
    guessed: bool = False
    mixed: bool = False


def encoding_warnings(decoded: Decoded) -> tuple[str, ...]:
    """What a person should know of the encoding that a text was read in; nothing when the file proves it."""
    if decoded.mixed:
        warning = _("some lines are in another encoding than the rest ({encoding}): look at the accents")
    elif decoded.guessed:
        warning = _("the encoding, {encoding}, is a guess")
    else:
        return ()
    return (warning.format(encoding=decoded.encoding),)


def decode(data: bytes) -> Decoded:
    """The text of `data`: a byte order mark wins, then strict UTF-8, else Windows or old Mac, by what reads better.

    Never fails: what is no text at all decodes to nonsense, which the caller refuses by its control characters.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(text=data.decode(encoding, errors="replace"), encoding=encoding)
    for encoding, nulls in (("utf-16-le", data[1:400:2]), ("utf-16-be", data[0:400:2])):
        # Mostly Latin text has a zero in every second byte.
        if len(nulls) > 4 and nulls.count(0) > 0.8 * len(nulls) and len(data) % 2 == 0:
            return Decoded(text=data.decode(encoding, errors="replace"), encoding=encoding, guessed=True)
    try:
        return Decoded(text=data.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError:
        lines = data.splitlines(keepends=True)
        others = [line for line in lines if not _is_utf8(line)]
        encoding = mac_or_windows(b"".join(others))
        if any(not line.isascii() for line in lines if _is_utf8(line)):
            text = "".join(line.decode("utf-8" if _is_utf8(line) else encoding) for line in lines)
            return Decoded(text=text, encoding=f"utf-8 + {encoding}", guessed=True, mixed=True)
    return Decoded(text=data.decode(encoding), encoding=encoding, guessed=True)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def mac_or_windows(data: bytes) -> str:
    """`mac_roman` or `cp1252`, whichever makes better French of bytes that are not UTF-8."""
    try:
        windows = data.decode("cp1252")
    except UnicodeDecodeError:  # 81 8D 8F 90 9D mean nothing in Windows-1252; 8D and 8F are ç and è in MacRoman
        return "mac_roman"
    return "mac_roman" if _french(data.decode("mac_roman")) > _french(windows) else "cp1252"


def _french(text: str) -> int:
    """How much `text` looks like French: é among letters speaks for it, È inside a small word or Ž against."""
    score = 0
    for at, character in enumerate(text):
        if character.isascii():
            continue
        before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
        in_place = not before.islower() and (before.isupper() or after.isalpha())
        if character in _SMALL or (character in _LARGE and in_place):
            score += 3
        elif character in _SIGNS:
            score += 1
        else:
            score -= 3
    return score
