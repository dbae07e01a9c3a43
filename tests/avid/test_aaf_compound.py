"""The container of AAF files: any tree comes back, through two readers that are not ours."""

import io
from pathlib import Path
from typing import Any

import olefile
import pytest
from aaf2.cfb import CompoundFileBinary, DirEntry
from hypothesis import given, settings
from hypothesis import strategies as st

from chutier_avid.aaf.compound import SMALL, SMALL_SECTOR, Storage, write_compound

_names = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x2FF, blacklist_characters="/\\:!"), min_size=1, max_size=20
)
_sizes = st.sampled_from([0, 1, SMALL_SECTOR - 1, SMALL_SECTOR, SMALL_SECTOR + 1, SMALL - 1, SMALL, SMALL + 1, 9000])
_streams = st.builds(lambda size, fill: bytes([fill]) * size, _sizes, st.integers(0, 255))
_trees = st.recursive(
    st.dictionaries(_names, _streams, max_size=6),
    lambda inner: st.dictionaries(_names, inner | _streams, max_size=12),
    max_leaves=40,
)


def storage(tree: dict[str, object]) -> Storage:
    found = Storage(b"\x07" * 16)
    seen: set[str] = set()
    for name, child in tree.items():
        if name.upper() not in seen:  # two names that differ by case alone are one to every reader
            seen.add(name.upper())
            found.add(name, storage(child) if isinstance(child, dict) else child)  # type: ignore[arg-type]
    return found


def as_dict(one: Storage) -> dict[str, object]:
    return {name: as_dict(child) if isinstance(child, Storage) else child for name, child in one.children}


def through_pyaaf2(entry: DirEntry) -> dict[str, object]:
    return {
        child.name: through_pyaaf2(child) if child.isdir() else bytes(child.open("r").read())
        for child in entry.listdir()
    }


def through_olefile(file: olefile.OleFileIO, entry: Any) -> dict[str, object]:
    found: dict[str, object] = {}
    for child in entry.kids:
        if child.entry_type == olefile.STGTY_STREAM:
            found[child.name] = file._open(child.isectStart, child.size).read() if child.size else b""
        else:
            found[child.name] = through_olefile(file, child)
    return found


@settings(max_examples=60, deadline=None)
@given(tree=_trees)
def test_any_tree_comes_back(tmp_path_factory: pytest.TempPathFactory, tree: dict[str, object]) -> None:
    root = storage(tree)
    path = tmp_path_factory.mktemp("cfb") / "x.aaf"
    with path.open("wb") as file:
        write_compound(root, file)
    with path.open("rb") as file:
        assert through_pyaaf2(CompoundFileBinary(file, "rb").root) == as_dict(root)
    with olefile.OleFileIO(str(path)) as ole:
        assert through_olefile(ole, ole.root) == as_dict(root)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 7, 8, 9, 100, 1000, 5000])
def test_every_child_of_a_large_storage_is_found_by_name(tmp_path: Path, count: int) -> None:
    root = storage({f"Mobs-1901{{{number:x}}}": number.to_bytes(4, "big") for number in range(count)})
    with (tmp_path / "x.aaf").open("wb") as file:
        write_compound(root, file)
    with (tmp_path / "x.aaf").open("rb") as file:
        container = CompoundFileBinary(file, "rb")
        for number in {0, count // 3, count // 2, count - 1}:
            entry = container.find(f"/Mobs-1901{{{number:x}}}")
            assert entry is not None
            assert entry.open("r").read() == number.to_bytes(4, "big")


def test_the_tree_of_a_storage_is_red_and_black(tmp_path: Path) -> None:
    """No red entry has a red child, and every way down passes as many black ones ([MS-CFB] 2.6.4)."""
    for count in range(1, 70):
        root = storage({f"n{number:03}": b"" for number in range(count)})
        file = io.BytesIO()
        write_compound(root, file)
        with olefile.OleFileIO(io.BytesIO(file.getvalue())) as ole:
            entries = {entry.sid: entry for entry in ole.direntries if entry is not None}
            heights: set[int] = set()
            pending = [(ole.root.sid_child, 0, True)]
            while pending:
                sid, blacks, above_is_black = pending.pop()
                if sid == 0xFFFFFFFF:
                    heights.add(blacks)
                    continue
                black = entries[sid].color == 1
                assert black or above_is_black
                pending += [
                    (entries[sid].sid_left, blacks + black, black),
                    (entries[sid].sid_right, blacks + black, black),
                ]
            assert len(heights) == 1
