"""The frame of a bin file, checked before pyavb reads it: pyavb makes room for whatever a damaged count asks for.

    byte order, "Domain", OBJD, "AObjDoc", 4, date of the last save, number of chunks, number of the bin's own chunk,
    "IIII" or "MMMM", date, ATob, ATve, writer (30 bytes), 16 bytes; then the chunks: four letters, size, content

Seen in bins of Media Composer 18.9 and 18.12; the numbers are those of pyavb's reader. The bin's own chunk (ABIN, in
Media Composer First BINF) is the last one, so a bin that is cut has lost its list of lines.
"""

import struct
from dataclasses import dataclass

from chutier.errors import MediaError
from chutier.i18n import _

_ORDERS = {b"\x06\x00": "<", b"\x00\x06": ">"}
MAGIC = b"Domain"
"""What every file of this family begins with, after its byte order."""

_DOCUMENT = 4
"""Version of the document that holds the chunks."""

_BIN_CHUNKS = (b"ABIN", b"BINF")
_BIN_VERSIONS = (0x0E, 0x0F)
"""A bin of up to 65,535 lines, and one of more."""

_UID = 14
"""Where a bin's identity begins in its chunk: after letters, size, a mark, the version and the view."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """`order` is struct's sign for the byte order; `writer` the program; `uid_at` the place of the bin's identity, of
    eight bytes, in the file."""

    order: str
    writer: str
    uid_at: int


def frame_of(data: bytes, path: str) -> Frame:
    """The frame of the bin `data` out of the file `path`.

    Raises MediaError for what is no bin, is not complete, or is of a version that pyavb does not know."""
    order = _ORDERS.get(data[:2])
    if order is None or data[2:8] != MAGIC:
        raise damaged(path, _("its first bytes"))
    try:
        return _frame(data, path, order)
    except (struct.error, IndexError) as error:
        raise _cut(path) from error


def _frame(data: bytes, path: str, order: str) -> Frame:
    at = _text_end(data, 12, order)
    version, at = data[at], _text_end(data, at + 1, order)
    if version != _DOCUMENT:
        raise _newer(path, "")
    count, root = struct.unpack_from(f"{order}II", data, at)
    at += 28  # the two numbers, IIII, date, four bytes, ATob, ATve
    writer = data[at + 2 : at + 32].decode("mac_roman").rstrip("\0 ")
    starts, end = _walk(data, at + 48, count, order, path)
    if not 0 < root <= len(starts):
        raise damaged(path, _("it does not say where its list of clips is"))
    start = starts[root - 1]
    letters = data[start : start + 4] if order == ">" else data[start : start + 4][::-1]
    if letters not in _BIN_CHUNKS:
        raise MediaError(
            _("a file of Avid's, but not a bin"),
            path=path,
            hint=_("a bin is a file .avb in the folder of an Avid project"),
        )
    if data[start + 9] not in _BIN_VERSIONS:
        raise _newer(path, writer)
    if start + _UID + 8 > end:
        raise _cut(path)
    return Frame(order=order, writer=writer, uid_at=start + _UID)


def _text_end(data: bytes, at: int, order: str) -> int:
    (size,) = struct.unpack_from(f"{order}H", data, at)
    return at + 2 + int(size)


def _walk(data: bytes, at: int, count: int, order: str, path: str) -> tuple[list[int], int]:
    """Where each of `count` chunks starts, and where the last one ends. A size that is damaged leads past the end."""
    if count > len(data) // 8:  # a chunk has eight bytes at least
        raise _cut(path)
    read_size = struct.Struct(f"{order}I").unpack_from
    starts = []
    for _number in range(count):
        starts.append(at)
        at += 8 + read_size(data, at + 4)[0]
    if at > len(data):
        raise _cut(path)
    return starts, at


def _cut(path: str) -> MediaError:
    return MediaError(
        _("the bin is not complete, or damaged: it ends too early"),
        path=path,
        hint=_("copy it again, or take its last version from the Avid Attic"),
    )


def _newer(path: str, writer: str) -> MediaError:
    said = _("the bin is of a newer version than can be read")
    return MediaError(
        f"{said} ({writer})" if writer else said,
        path=path,
        hint=_("open it in Media Composer and export its log (ALE), or look for a newer Chutier"),
    )


def damaged(path: str, why: str) -> MediaError:
    """The error for a bin whose content contradicts itself; `why` says where."""
    return MediaError(
        _("the bin is damaged, or of a version that cannot be read ({why})").format(why=why),
        path=path,
        hint=_("take its last version from the Avid Attic, or open it in Media Composer and export its log (ALE)"),
    )
