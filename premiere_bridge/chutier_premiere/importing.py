"""Files brought in, bin by bin, in one call each: what Premiere says of it is not believed, what lies there is.

Before: files that are not there, or of a kind for which Premiere opens a window, never go in: a window stops all.
After: what is new in the bin is matched by path; what is missing may still be on its way, and is waited for.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chutier.live import NUMBERED, same_path
from chutier.model import BinPath
from chutier.plan import PlaceClip
from chutier_premiere.batching import batches
from chutier_premiere.seen import imported_path

Data = dict[str, Any]
Item = Mapping[str, Any]

MEDIA = frozenset((
    ".aac", ".aif", ".aiff", ".ari", ".arx", ".arw", ".avi", ".bmp", ".braw", ".bwf", ".cin", ".cine", ".cr2",
    ".crm", ".dng", ".dpx", ".dv", ".exr", ".gif", ".heic", ".heif", ".hif", ".jpeg", ".jpg", ".m2t", ".m2ts",
    ".m2v", ".m4a", ".m4v", ".mov", ".mp3", ".mp4", ".mpeg", ".mpg", ".mts", ".mxf", ".nev", ".png", ".psd", ".r3d",
    ".rmf", ".rw2", ".tga", ".tif", ".tiff", ".ts", ".wav", ".webp", ".wmv",
))  # fmt: skip
"""File endings of media that Premiere reads (helpx.adobe.com, supported file formats), without those that ask:
projects, XML, EDL, AAF and captions."""


def on_disc(path: str) -> bool:
    """Whether a file is there."""
    return Path(path).exists()


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """How an import is watched: which files `exists`, how many seconds a missing one is waited for, on which system
    (as `same_path` wants it)."""

    system: str
    exists: Callable[[str], bool] = on_disc
    patience: float = 10.0
    pause: float = 0.5
    sleep: Callable[[float], None] = time.sleep


@dataclass(slots=True)
class Importing:
    """Imports into the project. `where` says a bin as the other half finds it, `call` asks it."""

    arrivals: Arrivals
    where: Callable[[BinPath], Data]
    call: Callable[[str, Data], Mapping[str, Any]]

    def run(self, placed: Iterable[PlaceClip]) -> Iterator[list[tuple[PlaceClip, Item]]]:
        """What became of each, batch by batch."""
        by_bin: dict[tuple[BinPath, bool], list[PlaceClip]] = {}
        for one in placed:
            by_bin.setdefault((one.placed.bins[0], _numbered(one)), []).append(one)
        for (path, stills), some in by_bin.items():
            refused = [(one, item) for one in some if (item := self._refusal(_path(one)))]
            if refused:
                yield refused
            gone = {id(one) for one, _item in refused}
            fit = [one for one in some if id(one) not in gone]
            # Numbered frames are one clip a call: Premiere takes all paths of a call for one sequence.
            groups = [[one] for one in fit] if stills else self._groups(fit)
            for group in groups:
                yield self._import(path, group, stills)

    def _groups(self, placed: Sequence[PlaceClip]) -> Iterator[list[PlaceClip]]:
        for some in batches("import", [(_path(one), at) for at, one in enumerate(placed)]):
            yield [placed[at] for _path_, at in some]

    def _refusal(self, path: str) -> Item:
        if Path(path.replace("\\", "/")).suffix.lower() not in MEDIA:
            return {"state": "failed", "why": "not-media", "detail": path}
        if not self.arrivals.exists(path):
            return {"state": "failed", "why": "no-file", "detail": path}
        return {}

    def _import(self, path: BinPath, some: Sequence[PlaceClip], stills: bool) -> list[tuple[PlaceClip, Item]]:
        bin = self.where(path)
        paths = [_path(one) for one in some]
        answer = self.call("import", {"bin": bin, "paths": paths, "stills": stills})["r"][0]
        if answer["state"] != "done":
            return [(one, answer) for one in some]
        came = self._by_path(answer["new"])
        taken = set(answer.get("before", ()))
        waited = 0.0
        while waited < self.arrivals.patience and not all(self._same(one) in came for one in paths):
            self.arrivals.sleep(self.arrivals.pause)
            waited += self.arrivals.pause
            children = [one for one in self.call("children", {"bin": bin})["r"] if one.get("node") not in taken]
            came = {**self._by_path(children), **came}
        return [(one, self._became(came.get(self._same(path)), path)) for one, path in zip(some, paths, strict=True)]

    def _by_path(self, rows: Iterable[Item]) -> dict[str, Item]:
        found: dict[str, Item] = {}
        for row in rows:
            if row.get("path"):
                found.setdefault(self._same(str(row["path"])), row)
        return found

    def _became(self, row: Item | None, path: str) -> Item:
        if row is None:
            return {"state": "failed", "why": "not-imported", "detail": path}
        return {"state": "done", "why": "", "detail": "", "node": row["node"]}

    def _same(self, path: str) -> str:
        return same_path(path, self.arrivals.system)


def _path(one: PlaceClip) -> str:
    return imported_path(one.placed.media.path) if one.placed.media else ""


def _numbered(one: PlaceClip) -> bool:
    return one.placed.media is not None and NUMBERED.fullmatch(one.placed.media.path) is not None
