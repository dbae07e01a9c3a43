"""Compound files (the container of AAF), written whole and in one go.

pyaaf2 spends half of its time in its own container, which inserts each entry into a tree on disk and looks it up again
for each property; here the whole tree is known before the first byte, so every chain is laid out once, in order.
Layout after [MS-CFB] version 4: sectors of 4096 bytes, small streams (< 4096 bytes) in a stream of 64-byte sectors,
the entries of a storage in a balanced red-black tree ordered by length, then by upper-case name.
"""

import struct
from array import array
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from chutier.errors import NleError
from chutier.i18n import _

SECTOR = 4096
SMALL_SECTOR = 64
SMALL = 4096
"""Streams below this size lie in the small sectors."""

_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_AAF_4K = bytes.fromhex("0102010d00020000060e2b3403020101")
"""Class of an AAF container with 4096-byte sectors (AAF Low-Level Container Specification)."""

_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_NONE = 0xFFFFFFFF
_ENTRY = struct.Struct("<64sHBBIII16sIQQIQ")
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_RED, _BLACK = 0, 1
_PER_SECTOR = SECTOR // 4
_TABLES_IN_HEADER = 109


class Storage:
    """A folder of a compound file: its class, and its children by name, storages or the bytes of streams."""

    __slots__ = ("children", "class_id")

    def __init__(self, class_id: bytes = bytes(16)) -> None:
        self.class_id = class_id
        self.children: list[tuple[str, Storage | bytes]] = []

    def add(self, name: str, child: "Storage | bytes") -> None:
        """Add `child`; the caller sees to it that no two have one name."""
        self.children.append((name, child))

    def child(self, name: str) -> "Storage | bytes | None":
        """The child called `name`, None when there is none."""
        return next((child for known, child in self.children if known == name), None)

    def put(self, name: str, child: "Storage | bytes") -> None:
        """Add `child` in the place of one of that name."""
        self.children = [(known, one) for known, one in self.children if known != name]
        self.children.append((name, child))


class _Entries:
    """The directory, the small streams and the large ones, gathered in one walk over the tree."""

    def __init__(self, root: Storage) -> None:
        self.small = bytearray()
        self.small_chains: list[tuple[int, int]] = []
        """First small sector and number of them, for each small stream."""
        self.large: list[bytes] = []
        self._root(root)

    def _root(self, root: Storage) -> None:
        # name, type, color, class, left, right, child are known at once; the starts of streams only at the end.
        self.nodes: list[list[object]] = [["Root Entry", _ROOT, _BLACK, root.class_id, _NONE, _NONE, _NONE, 0, 0]]
        pending = [(0, root)]
        while pending:
            parent, storage = pending.pop()
            first = len(self.nodes)
            ordered = sorted(storage.children, key=_order)
            for name, child in ordered:
                if isinstance(child, Storage):
                    self.nodes.append([name, _STORAGE, _BLACK, child.class_id, _NONE, _NONE, _NONE, 0, 0])
                    if child.children:
                        pending.append((len(self.nodes) - 1, child))
                else:
                    self.nodes.append([name, _STREAM, _BLACK, bytes(16), _NONE, _NONE, _NONE, *self._stream(child)])
            if ordered:
                self.nodes[parent][6] = self._balance(first, len(ordered))

    def _balance(self, first: int, count: int) -> int:
        """Link `count` nodes from `first` on, which are in order, to a balanced tree; the number of its root.

        All levels but the last are full, so red nodes in the last one make it a red-black tree.
        """
        if count == 1:
            return first
        full = (count + 1).bit_length() - 1
        nodes = self.nodes
        middle = count // 2
        pending = [(first, middle, count, 0)]
        while pending:
            low, root, size, depth = pending.pop()
            node = nodes[low + root]
            if depth >= full:
                node[2] = _RED
            left, right = root, size - root - 1
            if left:
                node[4] = low + left // 2
                pending.append((low, left // 2, left, depth + 1))
            if right:
                node[5] = low + root + 1 + right // 2
                pending.append((low + root + 1, right // 2, right, depth + 1))
        return first + middle

    def _stream(self, data: bytes) -> tuple[int, int]:
        """Start and size of a stream; the start of a large one is its number, negative, until sectors are dealt out."""
        size = len(data)
        if not size:
            return _END, 0
        if size >= SMALL:
            self.large.append(data)
            return -len(self.large), size
        start = len(self.small) // SMALL_SECTOR
        self.small += data
        if over := size % SMALL_SECTOR:
            self.small += bytes(SMALL_SECTOR - over)
        self.small_chains.append((start, -(-size // SMALL_SECTOR)))
        return start, size


def _order(child: tuple[str, Storage | bytes]) -> tuple[int, str]:
    return len(child[0]), child[0].upper()


def write_compound(root: Storage, file: BinaryIO) -> None:
    """Write the tree under `root` to `file`. Raises NleError beyond 450 MB, which would need further tables."""
    entries = _Entries(root)
    directory = -(-len(entries.nodes) * _ENTRY.size // SECTOR)
    small_table = _chains(entries.small_chains)
    sizes = [directory, _sectors(len(small_table) * 4), _sectors(len(entries.small))]
    sizes += [_sectors(len(data)) for data in entries.large]
    used = sum(sizes)
    tables = 0
    while tables * _PER_SECTOR < used + tables:
        tables += 1
    if tables > _TABLES_IN_HEADER:
        raise NleError(_("an AAF file cannot grow beyond 450 MB here"), hint=_("write fewer clips into one bin"))
    starts = [tables + sum(sizes[:number]) for number in range(len(sizes))]
    file.write(_header(tables, starts, sizes))
    file.write(_table(tables, sizes))
    file.write(_padded(_directory(entries, starts), _NOBODY))
    file.write(_padded(small_table.tobytes(), b"\xff"))
    file.write(_padded(bytes(entries.small), b"\0"))
    file.writelines(_padded(data, b"\0") for data in entries.large)


def _sectors(size: int) -> int:
    return -(-size // SECTOR)


def _chains(chains: Sequence[tuple[int, int]]) -> "array[int]":
    """A table in which each chain lies in one piece: every sector names the next, the last says that it is."""
    table: array[int] = array("I")
    for start, count in chains:
        table.extend(range(start + 1, start + count))
        table.append(_END)
    return table


def _table(tables: int, sizes: Sequence[int]) -> bytes:
    chains: array[int] = array("I", [_TABLE] * tables)
    for count in filter(None, sizes):
        chains.extend(range(len(chains) + 1, len(chains) + count))
        chains.append(_END)
    chains.extend([_FREE] * (tables * _PER_SECTOR - len(chains)))
    return _little(chains).tobytes()


def _little(table: "array[int]") -> "array[int]":
    import sys

    if sys.byteorder == "big":
        table.byteswap()
    return table


def _header(tables: int, starts: Sequence[int], sizes: Sequence[int]) -> bytes:
    directory, small_table = starts[0], starts[1] if sizes[1] else _END
    numbers = [
        sizes[0], tables, directory, 0, SMALL, small_table, sizes[1], _END, 0,
        *range(tables), *[_FREE] * (_TABLES_IN_HEADER - tables),
    ]  # fmt: skip
    head = _MAGIC + _AAF_4K + struct.pack("<HHHHH6x", 62, 4, 0xFFFE, 12, 6) + struct.pack(f"<{len(numbers)}I", *numbers)
    return head.ljust(SECTOR, b"\0")


_NOBODY = _ENTRY.pack(b"", 0, 0, 0, _NONE, _NONE, _NONE, bytes(16), 0, 0, 0, 0, 0)


def _directory(entries: _Entries, starts: Sequence[int]) -> bytes:
    root = entries.nodes[0]
    root[7], root[8] = (starts[2] if entries.small else _END), len(entries.small)
    return b"".join(_packed(entries.nodes, starts))


def _packed(nodes: list[list[object]], starts: Sequence[int]) -> Iterator[bytes]:
    names: dict[object, tuple[bytes, int]] = {}
    for name, kind, color, class_id, left, right, child, start, size in nodes:
        if name not in names:
            text = f"{name}\0".encode("utf-16-le")
            names[name] = (text, len(text))
        if isinstance(start, int) and start < 0:
            start = starts[2 - start]
        text, length = names[name]
        yield _ENTRY.pack(text, length, kind, color, left, right, child, class_id, 0, 0, 0, start, size)


def _padded(data: bytes, filling: bytes) -> bytes:
    missing = -len(data) % SECTOR
    return data + filling * (missing // len(filling)) if missing else data
