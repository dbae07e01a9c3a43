"""The atoms of QuickTime and ISO base media files, walked by their headers: is it whole, is it turned, does it vary.

What PyAV does not tell: whether the index is there at all, the rotation of the track, the counting of its timecode and
whether its frames last the same. Sources: ISO/IEC 14496-12; Apple, QuickTime File Format Specification.
"""

import math
import os
import struct
from dataclasses import dataclass
from typing import BinaryIO

_KNOWN_TOP = frozenset(b"ftyp moov mdat free skip wide pnot uuid meta moof mfra styp sidx udta PICT bmdf inst".split())
_MOST_BOXES = 4096
_MOST_DURATIONS = 256
_DEEPEST = 6


@dataclass(slots=True, kw_only=True)
class Boxes:
    """What the atoms say. `rotation` is clockwise degrees for display; `missing` counts bytes that a cut file lacks.

    `timecode_count` is the number of labels that the timecode track counts in a second, None without one.
    """

    recognised: bool = False
    index: bool = False
    fragmented: bool = False
    missing: int = 0
    rotation: int = 0
    variable: bool | None = None
    timecode_count: int | None = None


@dataclass(slots=True)
class _Track:
    handler: bytes = b""
    rotation: int = 0
    variable: bool | None = None
    timecode_count: int | None = None


def read_boxes(file: BinaryIO, size: int) -> Boxes:
    """Walk the top atoms and the tracks of the index; reads some kilobytes whatever the size of the file."""
    boxes = Boxes()
    position = 0
    for _count in range(_MOST_BOXES):
        header = _header(file, position, size)
        if header is None:
            break
        name, start, end = header
        if name not in _KNOWN_TOP and not boxes.recognised:
            break
        boxes.recognised = True
        boxes.fragmented |= name == b"moof"
        boxes.missing = max(boxes.missing, end - size)
        if name == b"moov" and end <= size:
            boxes.index = True
            _read_index(file, start, end, boxes)
        position = end
    return boxes


def _header(file: BinaryIO, position: int, limit: int) -> tuple[bytes, int, int] | None:
    """Name, start of the content, and end of the atom at `position`."""
    if position + 8 > limit:
        return None
    file.seek(position)
    head = file.read(16)
    length, name = struct.unpack_from(">I4s", head)
    content = position + 8
    if length == 1 and len(head) == 16:
        length = struct.unpack_from(">Q", head, 8)[0]
        content += 8
    elif length == 0:
        length = limit - position
    return (name, content, position + length) if length >= content - position else None


def _children(file: BinaryIO, start: int, end: int) -> list[tuple[bytes, int, int]]:
    found: list[tuple[bytes, int, int]] = []
    while len(found) < _MOST_BOXES and (header := _header(file, start, end)):
        found.append((header[0], header[1], min(header[2], end)))
        start = header[2]
    return found


def _read_index(file: BinaryIO, start: int, end: int, boxes: Boxes) -> None:
    picture: _Track | None = None
    for name, first, last in _children(file, start, end):
        if name != b"trak":
            continue
        track = _Track()
        _read_track(file, first, last, track, 0)
        if track.handler == b"vide" and picture is None:
            picture = track
            boxes.rotation, boxes.variable = track.rotation, track.variable
        if track.handler == b"tmcd" and boxes.timecode_count is None:
            boxes.timecode_count = track.timecode_count


def _read_track(file: BinaryIO, start: int, end: int, track: _Track, depth: int) -> None:
    for name, first, last in _children(file, start, end):
        if name in (b"mdia", b"minf", b"stbl") and depth < _DEEPEST:
            _read_track(file, first, last, track, depth + 1)
        elif name == b"tkhd":
            track.rotation = _rotation(_read(file, first, last, 104))
        elif name == b"hdlr" and not track.handler:
            track.handler = _read(file, first, last, 12)[8:12]
        elif name == b"stts":
            track.variable = _variable(_read(file, first, last, 8 + 8 * _MOST_DURATIONS))
        elif name == b"stsd" and track.handler == b"tmcd":
            track.timecode_count = _labels(_read(file, first, last, 64))


def _read(file: BinaryIO, first: int, last: int, most: int) -> bytes:
    file.seek(first, os.SEEK_SET)
    return file.read(max(0, min(last - first, most)))


def _rotation(header: bytes) -> int:
    """Clockwise degrees from the track header's matrix, whose place depends on its version."""
    place = 52 if header[:1] == b"\1" else 40
    if len(header) < place + 8:
        return 0
    a, b = struct.unpack_from(">ii", header, place)
    return round(math.degrees(math.atan2(b, a)) / 90) * 90 % 360


def _labels(entry: bytes) -> int | None:
    """Labels a second by the QuickTime timecode description's time scale and frame duration.

    Not by its "number of frames": where that is half of it, as at 50 and 59.94, libav has already doubled the label.
    """
    if len(entry) < 40 or entry[12:16] != b"tmcd":
        return None
    scale, duration = struct.unpack_from(">II", entry, 32)
    return round(scale / duration) or None if duration else None


def _variable(table: bytes) -> bool | None:
    """Whether samples last differently; the last one may be short, as a stopped recording leaves it."""
    count = min((len(table) - 8) // 8, _MOST_DURATIONS)
    if count < 1:
        return None
    runs = [struct.unpack_from(">II", table, 8 + 8 * index) for index in range(count)]
    if len(runs) > 1 and runs[-1][0] == 1:
        runs.pop()
    return len({duration for samples, duration in runs if samples}) > 1
