"""From bytes to text and back without a loss, for a format whose manual says "ASCII" and whose writers say nothing."""

import codecs
import re
from dataclasses import dataclass

from chutier.errors import MediaError
from chutier.i18n import _
from chutier.setreports.text import mac_or_windows

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

_ACCENTED_LINE = re.compile(rb"[^\r\n]*[\x80-\xff][^\r\n]*")

_ENOUGH = 65_536
"""Bytes of accented lines that a guess goes by; a file of a hundred megabytes has no more to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A file as text: `encoding` is a Python codec's name, `mark` the byte-order mark, `half` the bytes of a letter
    that the end of the file cuts, `notes` what was guessed."""

    text: str
    encoding: str
    mark: bytes = b""
    half: bytes = b""
    notes: tuple[str, ...] = ()


def decode(data: bytes, encoding: str | None = None, *, path: str = "") -> Decoded:
    """`data` as text. A byte-order mark decides, else `encoding`, else UTF-8 if it fits, else the likelier of MacRoman
    and Windows-1252 (no ALE says which: the guess is noted). Raises MediaError when the bytes do not fit."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, len(mark), name, path)
    if encoding is not None:
        return _strict(data, 0, _without_mark(encoding, data), path)
    if wide := unmarked_utf16(data):
        return _strict(data, 0, wide, path, _("UTF-16 without a byte-order mark"))
    try:
        return Decoded(text=data.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError as error:
        if _is_cut(data, error):
            return _strict(data, 0, "utf-8", path)
    guess = _guess(data)
    note = _("the file does not say its encoding; read as {encoding}, to be checked on an accented name")
    return Decoded(text=data.decode(guess), encoding=guess, notes=(note.format(encoding=guess),))


def _is_cut(data: bytes, error: UnicodeDecodeError) -> bool:
    """Whether all is UTF-8 but half a letter at the end: letters like it went before, or no text ends with Ã alone."""
    is_end = error.end == len(data) and error.reason == "unexpected end of data"
    half = data[error.start :]
    return is_end and (not data[: error.start].isascii() or len(half) > 1 or half[0] in range(0xC2, 0xC6))


def _without_mark(encoding: str, data: bytes) -> str:
    """The codec of `encoding` that writes no byte-order mark, for a file that has none."""
    try:
        name = codecs.lookup(encoding).name
    except (LookupError, ValueError):
        return encoding
    if name == "utf-16":
        return unmarked_utf16(data) or "utf-16-le"
    return {"utf-8-sig": "utf-8", "utf-32": "utf-32-le"}.get(name, encoding)


def _guess(data: bytes) -> str:
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:  # five bytes mean nothing in Windows-1252, wherever in the file they are
        return "mac_roman"
    sample = bytearray()
    for line in _ACCENTED_LINE.finditer(data):
        sample += line[0][:_ENOUGH] + b"\n"
        if len(sample) >= _ENOUGH:
            break
    return mac_or_windows(bytes(sample))


def _strict(data: bytes, start: int, encoding: str, path: str, *notes: str) -> Decoded:
    """`data` after its mark, which ends at `start`. Half a letter at the very end is kept apart and noted."""
    mark, body = data[:start], data[start:] if start else data
    half = b""
    try:
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError as error:
            if error.end < len(body) or error.reason not in ("unexpected end of data", "truncated data"):
                raise
            text, half = body[: error.start].decode(encoding), body[error.start :]
    except UnicodeDecodeError as error:
        before = body[: error.start]
        raise MediaError(
            _("the text is not {encoding} (byte {position})").format(encoding=encoding, position=start + error.start),
            path=path,
            line=max(before.count(b"\n"), before.count(b"\r")) + 1,
            hint=_("say another encoding, or export the file again"),
        ) from error
    except (LookupError, ValueError) as error:
        raise MediaError(
            _("there is no encoding called {encoding}").format(encoding=encoding),
            path=path,
            hint=_("say utf-8, utf-16, mac_roman or cp1252"),
        ) from error
    if half:
        notes = (*notes, _("the file ends in the middle of a letter: it was cut short, and rows may be lacking"))
    return Decoded(text=text, encoding=encoding, mark=mark, half=half, notes=notes)


def unmarked_utf16(data: bytes) -> str:
    """The byte order of UTF-16 that no mark announces: plain letters have a zero in every second byte. Else empty."""
    head = data[:64]
    head = head[: len(head) // 2 * 2]
    if len(head) < 4 or b"\0" not in head:
        return ""
    if not any(head[0::2]) or not any(head[1::2]):
        return "utf-16-le" if head[0] else "utf-16-be"
    return ""
