"""The header partition of an MXF file: does the file reach as far as it says it does. Source: SMPTE ST 377-1, 7.1."""

import struct
from typing import BinaryIO

_PARTITION_KEY = bytes.fromhex("060e2b34020501010d01020101")
_RUN_IN = 65536


def missing_bytes(file: BinaryIO, size: int) -> int:
    """Bytes between the end of a file of `size` bytes and the footer partition that its header announces; 0 when it is
    all there or announces none."""
    head = file.read(_RUN_IN + 256)
    place = head.find(_PARTITION_KEY)
    if place < 0:
        return 0
    value = place + 16
    if len(head) <= value:
        return 0
    # BER: a length of up to 127 in one byte, or 0x80 + the number of bytes that hold it
    value += 1 + (head[value] & 0x7F if head[value] & 0x80 else 0)
    if len(head) < value + 32:
        return 0
    footer: int = struct.unpack_from(">Q", head, value + 24)[0]
    return max(0, footer - size)
