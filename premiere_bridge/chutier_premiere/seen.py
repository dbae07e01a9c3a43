"""A look at a Premiere project, and the tree that it means."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from chutier.live import NUMBERED, same_path
from chutier.model import BinPath, ClipId, MediaRef
from chutier.plan import Placed, Timeline, Tree
from chutier_premiere.columns import COLOR, SOUND, STAMP, read
from chutier_premiere.labels import read_label

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was read: the tree, each clip's row by clip id, and the node of each bin and timeline."""

    tree: Tree
    raw: Mapping[ClipId, Row] = field(default_factory=dict)
    bins: Mapping[BinPath, str] = field(default_factory=dict)
    timelines: Mapping[tuple[BinPath, str], str] = field(default_factory=dict)
    twins: tuple[str, ...] = ()
    """Files that lie in the project more than once without a stamp, or whose stamp stands twice."""

    def before(self, clips: Iterable[ClipId]) -> dict[ClipId, dict[str, Any]]:
        """These clips as they are, with the names of the bins that they lie in: what an undo brings back."""
        return {
            clip: {**self.raw[clip], "place": list(self.tree.clips[clip].bins[0]) if self.tree.clips[clip].bins else []}
            for clip in clips
            if clip in self.raw
        }


def imported_path(path: str) -> str:
    """The file by which Premiere knows what a catalogue's path means: the first of numbered frames.

    >>> imported_path("/a/f_[0001-0100].dpx"), imported_path("/a/b.mov")
    ('/a/f_0001.dpx', '/a/b.mov')
    """
    match = NUMBERED.fullmatch(path)
    return f"{match[1]}{match[2]}{match[4]}" if match else path


def read_rows(rows: Sequence[Row], known: Mapping[str, ClipId], system: str) -> Seen:
    """The tree in the rows of the project. `known` are the show's clips by path, as `same_path` spells it."""
    paths: list[BinPath] = []
    for row in rows:
        above = paths[row["parent"]] if row["parent"] >= 0 else ()
        paths.append((*above, unicodedata.normalize("NFC", row["name"])))
    bins = [path for row, path in zip(rows, paths, strict=True) if row["kind"] in ("bin", "smart")]
    nodes = {path: row["node"] for row, path in zip(rows, paths, strict=True) if row["kind"] in ("bin", "smart")}
    doubles = {path for path in bins if bins.count(path) > 1} if len(nodes) < len(bins) else set()
    raw, ids, twins = _identified(rows, known, system)
    homes = {row["node"]: path[:-1] for row, path in zip(rows, paths, strict=True)}
    lines = [row for row in rows if row["kind"] == "sequence"]
    names = {row["node"]: (homes[row["node"]], unicodedata.normalize("NFC", row["name"])) for row in lines}
    tree = Tree(
        bins=tuple(sorted(nodes)),
        clips={clip: _placed(clip, row, homes[row["node"]]) for clip, row in raw.items()},
        timelines={
            key: Timeline(bin=key[0], name=key[1], type="", clips=tuple(ids.get(node, "") for node in row["clips"]))
            for row, key in ((row, names[row["node"]]) for row in lines)
        },
        doubles=tuple(sorted(doubles)),
    )
    return Seen(tree=tree, raw=raw, bins=nodes, timelines={key: node for node, key in names.items()}, twins=twins)


def _identified(
    rows: Sequence[Row], known: Mapping[str, ClipId], system: str
) -> tuple[dict[ClipId, Row], dict[str, ClipId], tuple[str, ...]]:
    """Rows of clips by clip id, the id of each node, and the files that are there twice. A clip is known by its stamp,
    else by its file; what is not the show's is there too, under an id that no catalogue gives."""
    clips = [row for row in rows if row["kind"] in ("clip", "other")]
    taken = {stamp for row in clips if (stamp := row["columns"].get(STAMP, ""))}
    raw: dict[ClipId, Row] = {}
    ids: dict[str, ClipId] = {}
    twins: dict[str, None] = {}
    for number, row in enumerate(clips):
        stamp = row["columns"].get(STAMP, "")
        found = stamp or known.get(same_path(row["path"], system), "") if row["path"] else stamp
        if found and ((not stamp and found in taken) or found in raw):
            twins[row["path"]] = None
            found = ""
        found = found or f"?{number}:{row['path'] or row['name']}"
        raw[found], ids[row["node"]] = row, found
    return raw, ids, tuple(twins)


def _placed(clip: ClipId, row: Row, home: BinPath) -> Placed:
    fields = row["columns"]
    ours = bool(fields.get(STAMP))
    named = ours or clip.startswith("?") or row["name"] != file_name(row["path"])
    return Placed(
        clip=clip, kind="", name=unicodedata.normalize("NFC", row["name"]) if named else "",
        bins=(home,) if home else (), columns=read(fields), color=read_label(row["label"], fields.get(COLOR, "")),
        media=MediaRef(path=row["path"], time=None) if row["path"] else None,
        parts=(clip, *fields[SOUND].split(",")) if fields.get(SOUND) else (),
    )  # fmt: skip


def file_name(path: str) -> str:
    """The last name of a path of any system."""
    return path.replace("\\", "/").rsplit("/", 1)[-1]
