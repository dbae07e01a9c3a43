"""A look at a Resolve project, and the tree that it means."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from chutier.live import same_path
from chutier.model import BinPath, ClipId, MediaRef
from chutier.plan import Placed, Timeline, Tree
from chutier_resolve.colors import read_color
from chutier_resolve.columns import key_of, read_columns
from chutier_resolve.host.session import STAMP

Answer = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What was read: the tree, and each clip's own words by clip id (`raw`, as the operation `look` gives them)."""

    tree: Tree
    raw: Mapping[ClipId, Answer] = field(default_factory=dict)
    twins: tuple[str, ...] = ()
    """Files that lie in the pool more than once without a stamp, or whose stamp stands twice."""

    def before(self, clips: Iterable[ClipId]) -> dict[ClipId, dict[str, Any]]:
        """These clips as they are, with the names of the bins that they lie in: what an undo brings back."""
        return {
            clip: {**self.raw[clip], "place": list(self.tree.clips[clip].bins[0]) if self.tree.clips[clip].bins else []}
            for clip in clips
            if clip in self.raw
        }

    def path_of(self, clip: ClipId) -> str:
        """The file of a clip; empty for one that is not there."""
        return str(self.raw[clip]["path"]) if clip in self.raw else ""


def read_look(look: Answer, known: Mapping[str, ClipId], system: str) -> Seen:
    """The tree in an answer of `look`. `known` are the show's clips by path, as `same_path` spells it.

    A clip is known by its stamp, else by its file. What is not the show's is there too, under the program's own words.
    """
    paths = [tuple(unicodedata.normalize("NFC", name) for name in one["path"]) for one in look["bins"]]
    reading = _Reading(look, known, system, paths)
    bins = [path for path in paths if path]
    doubles = {path for path in bins if bins.count(path) > 1} if len(set(bins)) < len(bins) else set()
    tree = Tree(
        bins=tuple(sorted(set(bins))),
        clips=reading.placed(),
        timelines=reading.timelines(),
        doubles=tuple(sorted(doubles)),
    )
    return Seen(tree=tree, raw=reading.raw, twins=tuple(dict.fromkeys(reading.twins)))


class _Reading:
    def __init__(self, look: Answer, known: Mapping[str, ClipId], system: str, paths: list[BinPath]) -> None:
        self.look, self.known, self.system, self.paths = look, known, system, paths
        self.raw: dict[ClipId, Answer] = {}
        self.twins: list[str] = []
        self.ids: list[ClipId] = self._identify(look["clips"])

    def _identify(self, clips: list[Answer]) -> list[ClipId]:
        stamped = [clip["stamp"].get(STAMP, "") for clip in clips]
        taken = {one for one in stamped if one}
        ids = []
        for number, (clip, stamp) in enumerate(zip(clips, stamped, strict=True)):
            path = same_path(clip["path"], self.system)
            found = stamp or self.known.get(path, "")
            if (not stamp and found in taken) or found in self.raw:
                self.twins.append(clip["path"])
                found = ""
            # What is nobody's of ours still has a place in the tree; two of them never share a name there.
            found = found or f"?{number}:{clip['path']}"
            self.raw[found] = clip
            ids.append(found)
        return ids

    def placed(self) -> dict[ClipId, Placed]:
        """The clips by id."""
        by_file: dict[str, list[ClipId]] = {}
        for clip, raw in self.raw.items():
            by_file.setdefault(_file_name(raw["path"]), []).append(clip)
        return {clip: self._placed(clip, raw, by_file) for clip, raw in self.raw.items()}

    def _placed(self, clip: ClipId, raw: Answer, by_file: Mapping[str, list[ClipId]]) -> Placed:
        bin = self.paths[raw["bin"]]
        ours = bool(raw["stamp"].get(STAMP))
        named = ours or clip.startswith("?") or raw["name"] != _file_name(raw["path"])
        return Placed(
            clip=clip, kind="", name=raw["name"] if named else "", bins=(bin,) if bin else (),
            columns=read_columns(raw["metadata"], raw["stamp"]),
            color=read_color(raw["color"], raw["stamp"].get(key_of("color"), "")),
            media=MediaRef(path=raw["path"], time=None) if raw["path"] else None,
            parts=self._parts(clip, raw["synced"], by_file),
        )  # fmt: skip

    def _parts(self, clip: ClipId, synced: str, by_file: Mapping[str, list[ClipId]]) -> tuple[ClipId, ...]:
        """The picture and its sounds. Recorders use one name again on every roll: then the sound that lies nearest to
        what the program says cannot be told from its name, and the stamp says which one we linked."""
        if not synced:
            return ()
        linked = words(self.raw[clip]["stamp"].get(key_of("sound"), ""))
        sounds = []
        for name in words(synced):
            candidates = by_file.get(_file_name(name), [])
            ours = [one for one in candidates if one in linked]
            sounds.append((ours or candidates or [f"?{name}"])[0])
        # In the order in which the take was made, where nothing else is linked.
        ordered = [one for one in linked if one in sounds] + [one for one in sounds if one not in linked]
        return (clip, *ordered)

    def timelines(self) -> dict[tuple[BinPath, str], Timeline]:
        """The timelines by bin and name; one whose bin is not known lies in none."""
        found = {}
        for line in self.look["timelines"]:
            bin = self.paths[line["bin"]] if line["bin"] >= 0 else ()
            clips = tuple(self.ids[place] if place >= 0 else "" for place in line["items"])
            name = unicodedata.normalize("NFC", line["name"])
            found[bin, name] = Timeline(bin=bin, name=name, type="", clips=clips)
        return found


def words(text: str) -> list[str]:
    """A comma-separated list."""
    return [one.strip() for one in text.split(",") if one.strip()]


def _file_name(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]
