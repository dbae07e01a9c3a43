"""Which file is the proxy of which clip: the one of its name, where there is one only."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from chutier.model import ClipId, MediaRef
from chutier.plan import Tree

SUFFIXES = frozenset((".mov", ".mp4", ".mxf", ".m4v"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProxyLink:
    """A clip, its own file, and the file that is its proxy."""

    clip: ClipId
    original: str
    proxy: str


def links_of(tree: Tree, media: Mapping[ClipId, MediaRef], folder: Path) -> tuple[list[ProxyLink], list[str]]:
    """The links to make, in the order of names, and the names that say too little: several clips or files have them."""
    files: dict[str, list[Path]] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in SUFFIXES and path.is_file():
            files.setdefault(_stem(path.name), []).append(path)
    clips: dict[str, list[tuple[ClipId, str]]] = {}
    for clip, one in media.items():
        if clip in tree.clips and one.picture:
            clips.setdefault(_stem(one.path), []).append((clip, one.path))
    links, doubtful = [], []
    for name in sorted(files.keys() & clips.keys()):
        if len(files[name]) > 1 or len(clips[name]) > 1:
            doubtful.append(name)
            continue
        clip, original = clips[name][0]
        proxy = str(files[name][0].resolve())
        if proxy != original:
            links.append(ProxyLink(clip=clip, original=original, proxy=proxy))
    return links, doubtful


def _stem(path: str) -> str:
    name = path.replace("\\", "/").rsplit("/", 1)[-1]
    return unicodedata.normalize("NFC", name.rpartition(".")[0]).casefold()
