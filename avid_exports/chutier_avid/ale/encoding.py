"""From bytes to text and back without a loss, for a format whose manual says "ASCII" and whose writers say nothing."""

import codecs
from dataclasses import dataclass

from chutier.errors import MediaError
from chutier.i18n import _
from chutier.setreports.text import mac_or_windows

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A file as text: `encoding` is a Python codec's name, `mark` the byte-order mark, `notes` what was guessed."""

    text: str
    encoding: str
    mark: bytes = b""
    notes: tuple[str, ...] = ()


def decode(data: bytes, encoding: str | None = None, *, path: str = "") -> Decoded:
    """`data` as text. A byte-order mark decides, else `encoding`, else UTF-8 if it fits, else the likelier of MacRoman
    and Windows-1252 (no ALE says which: the guess is noted). Raises MediaError when the bytes do not fit."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return Decoded(text=_strict(data[len(mark) :], name, path), encoding=name, mark=mark)
    if encoding is not None:
        return Decoded(text=_strict(data, encoding, path), encoding=encoding)
    if wide := _unmarked_utf16(data):
        return Decoded(text=_strict(data, wide, path), encoding=wide, notes=(_("UTF-16 without a byte-order mark"),))
    try:
        return Decoded(text=data.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError:
        guess = mac_or_windows(data)
    note = _("the file does not say its encoding; read as {encoding}, to be checked on an accented name")
    return Decoded(text=data.decode(guess), encoding=guess, notes=(note.format(encoding=guess),))


def _strict(data: bytes, encoding: str, path: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError as error:
        raise MediaError(
            _("there is no encoding called {encoding}").format(encoding=encoding),
            path=path,
            hint=_("say utf-8, utf-16, mac_roman or cp1252"),
        ) from error
    except UnicodeDecodeError as error:
        raise MediaError(
            _("the text is not {encoding} (byte {position})").format(encoding=encoding, position=error.start),
            path=path,
            line=data.count(b"\n", 0, error.start) + 1,
            hint=_("say another encoding, or export the file again"),
        ) from error


def _unmarked_utf16(data: bytes) -> str:
    head = data[:64]
    if len(head) < 4 or b"\0" not in head:
        return ""
    if not any(head[0::2]) or not any(head[1::2]):
        return "utf-16-le" if head[0] else "utf-16-be"
    return ""
