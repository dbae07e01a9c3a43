"""From a plan's actions to operations: bulk work in bulk, each clip's values in one go, and who answers for what.

MakeBin ─────────────► bins
PlaceClip ─┬─────────► import      a batch a bin
           └───┐
Rename ────────┤
SetColumns ────┼─────► values      one entry a clip
SetColor ──────┘
MoveClip ────────────► move        one call a bin
LinkSound ───────────► sync        what cannot take one another's sound together
MakeTimeline ────────► timelines
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from chutier.live import NUMBERED
from chutier.model import BinPath, ClipId, MediaRef
from chutier.plan import (
    Action,
    LinkSound,
    MakeBin,
    MakeTimeline,
    MoveClip,
    PlaceClip,
    Placed,
    Rename,
    SetColor,
    SetColumns,
)  # fmt: skip
from chutier_resolve.colors import clip_color, is_native
from chutier_resolve.columns import CIRCLED_FLAG, KEYS, WORDS, key_of, words_of
from chutier_resolve.grouping import apart, span_of
from chutier_resolve.host.session import STAMP
from chutier_resolve.lines import Member, frames_of, timeline_data
from chutier_resolve.seen import Seen

Data = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One operation with its arguments. `owners` are, item by item in the order of its answers, the actions that stand
    or fall with the item."""

    op: str
    args: Data
    owners: tuple[tuple[Action, ...], ...]


@dataclass(slots=True)
class _Clip:
    """What one clip should say, from all the actions on it."""

    ref: Data
    actions: list[Action] = field(default_factory=list)
    entry: Data = field(default_factory=dict)
    metadata: Data = field(default_factory=dict)
    add: list[str] = field(default_factory=list)
    remove: list[str] = field(default_factory=list)
    flags: dict[str, list[str]] = field(default_factory=dict)
    stamp: dict[str, str] = field(default_factory=dict)

    def data(self) -> Data:
        entry: Data = {"ref": self.ref, **self.entry}
        if self.metadata:
            entry["metadata"] = self.metadata
        if self.add or self.remove:
            entry["keywords"] = {"add": self.add, "remove": self.remove}
        if self.flags:
            entry["flags"] = self.flags
        if self.stamp:
            entry["stamp"] = self.stamp
        return entry


class Compiling:
    """Steps for actions on a project as `seen`. `media` are the files of the show's clips, `stamps` what every clip
    that we write on is told besides its id, `rate` and `start` those of timelines."""

    def __init__(
        self, seen: Seen, media: Mapping[ClipId, MediaRef], stamps: Mapping[str, str], rate: Fraction | None, start: str
    ) -> None:
        self.seen, self.media, self.stamps, self.rate, self.start = seen, dict(media), stamps, rate, start
        self.clips: dict[ClipId, _Clip] = {}
        self.placed: dict[ClipId, Placed] = {}

    def steps(self, actions: Sequence[Action], by_hand: Sequence[Action] = ()) -> list[Step]:
        """The operations in order; those with nothing to do are left out. `by_hand` are what a person is to do: a group
        that they will make still says of which clips it is."""
        self.placed = {one.placed.clip: one.placed for one in (*actions, *by_hand) if isinstance(one, PlaceClip)}
        self.media.update({clip: one.media for clip, one in self.placed.items() if one.media is not None})
        for action in actions:
            self._write(action)
        found = [self._bins(actions), self._import(actions), self._move(actions), self._values()]
        found += [self._sync(actions), self._timelines(actions)]
        return [step for step in found if step is not None]

    def ref(self, clip: ClipId) -> Data:
        """How the other half finds a clip. Accents composed: so are they compared there."""
        media = self.media.get(clip)
        path = self.seen.path_of(clip) or (media.path if media else "")
        return {"id": clip, "path": unicodedata.normalize("NFC", path)}

    def _bins(self, actions: Iterable[Action]) -> Step | None:
        made = [one for one in actions if isinstance(one, MakeBin)]
        return _step("bins", {"paths": [list(one.path) for one in made]}, [(one,) for one in made])

    def _import(self, actions: Iterable[Action]) -> Step | None:
        by_bin: dict[BinPath, list[PlaceClip]] = {}
        for one in actions:
            if isinstance(one, PlaceClip):
                by_bin.setdefault(one.placed.bins[0], []).append(one)
        batches = [{"bin": list(path), "files": [self._file(one.placed) for one in some]}
                   for path, some in by_bin.items()]  # fmt: skip
        return _step("import", {"batches": batches}, [(one,) for some in by_bin.values() for one in some])

    def _file(self, placed: Placed) -> Data:
        # Imported as the disc spells it; found again however the program hands it back.
        file: Data = {"id": placed.clip, "path": placed.media.path if placed.media else ""}
        sequence = frames_on_disc(file["path"])
        return {**file, "sequence": sequence} if sequence else file

    def _move(self, actions: Iterable[Action]) -> Step | None:
        by_bin: dict[BinPath, list[MoveClip]] = {}
        for one in actions:
            if isinstance(one, MoveClip):
                by_bin.setdefault(one.path, []).append(one)
        moves = [{"bin": list(path), "clips": [self.ref(one.clip) for one in some]} for path, some in by_bin.items()]
        return _step("move", {"moves": moves}, [(one,) for some in by_bin.values() for one in some])

    def _values(self) -> Step | None:
        entries = list(self.clips.values())
        return _step("values", {"clips": [one.data() for one in entries]}, [tuple(one.actions) for one in entries])

    def _sync(self, actions: Iterable[Action]) -> Step | None:
        links = [one for one in actions if isinstance(one, LinkSound)]
        groups = apart(links, lambda clip: span_of(self.media.get(clip)))
        pairs = [{"pairs": [self._pair(one) for one in some]} for some in groups]
        return _step("sync", {"groups": pairs}, [(one,) for some in groups for one in some])

    def _pair(self, link: LinkSound) -> Data:
        return {"picture": self.ref(link.clip), "sounds": [self.ref(part) for part in link.parts[1:]]}

    def _timelines(self, actions: Iterable[Action]) -> Step | None:
        made = [one for one in actions if isinstance(one, MakeTimeline)]
        if self.rate is None:
            return None
        lines = [timeline_data(one.timeline, self._members(one.timeline.clips), self.rate, self.start) for one in made]
        return _step("timelines", {"timelines": lines}, [(one,) for one in made])

    def _members(self, clips: Iterable[ClipId]) -> Iterator[Member]:
        for clip in clips:
            placed = self.placed.get(clip) or self.seen.tree.clips.get(clip)
            media, raw = self.media.get(clip), self.seen.raw.get(clip)
            if media is None and raw is None:
                # A group is no clip here: its cameras follow one another.
                yield from self._members(part for part in (placed.parts if placed else ()) if part != clip)
                continue
            frames, rate = frames_of(media, raw)
            columns = placed.columns if placed else {}
            yield Member(
                clip=clip, ref=self.ref(clip), name=placed.name if placed else "", frames=frames, rate=rate,
                circled=bool(columns.get("circled")), note=columns.get("comments", ""),
            )  # fmt: skip

    def _write(self, action: Action) -> None:
        match action:
            case PlaceClip(placed=placed):
                clip = self._clip(placed.clip, action)
                clip.entry["name"] = {"to": placed.name, "was": None}
                self._columns(clip, placed.columns, None)
                self._color(clip, placed.clip, placed.color, None)
                if len(placed.parts) > 1:
                    clip.stamp[key_of("sound")] = ",".join(placed.parts[1:])
            case Rename(clip=key, old=old, name=name):
                self._clip(key, action).entry["name"] = {"to": name, "was": old or self._now(key, "name")}
            case SetColumns(clip=key, columns=columns, old=old):
                self._columns(self._clip(key, action), columns, old)
            case SetColor(clip=key, old=old, color=color):
                self._color(self._clip(key, action), key, color, old)
            case LinkSound(clip=key, parts=parts):
                self._clip(key, action).stamp[key_of("sound")] = ",".join(parts[1:])

    def _clip(self, key: ClipId, action: Action) -> _Clip:
        clip = self.clips.setdefault(key, _Clip(self.ref(key)))
        clip.actions.append(action)
        clip.stamp.update({STAMP: key, **self.stamps})
        return clip

    def _now(self, key: ClipId, what: str) -> str | None:
        return str(self.seen.raw[key][what]) if key in self.seen.raw else None

    def _columns(self, clip: _Clip, columns: Mapping[str, str], old: Mapping[str, str] | None) -> None:
        for name, text in columns.items():
            before = "" if old is None else old.get(name, "")
            if name in KEYS:
                clip.metadata[KEYS[name]] = {"to": text, "was": None if old is None else before}
            else:
                clip.stamp[key_of(name)] = text
            if name in WORDS:
                clip.add += [word for word in words_of(text) if word not in clip.add]
                clip.remove += [word for word in words_of(before) if word not in words_of(text)]
        if "circled" in columns:
            clip.flags["add" if columns["circled"] else "remove"] = [CIRCLED_FLAG]

    def _color(self, clip: _Clip, key: ClipId, color: str, old: str | None) -> None:
        if not color and old is None:
            return
        clip.entry["color"] = {"to": clip_color(color), "was": None if old is None else clip_color(old)}
        stamped = self.seen.raw[key]["stamp"].get(key_of("color"), "") if key in self.seen.raw else ""
        if stamped or not is_native(color):
            clip.stamp[key_of("color")] = "" if is_native(color) else color


def touched(actions: Iterable[Action]) -> Iterator[ClipId]:
    """The clips of the project that actions change."""
    for action in actions:
        if isinstance(action, (MoveClip, Rename, SetColumns, SetColor, LinkSound)):
            yield action.clip


def _step(op: str, args: Data, owners: Sequence[tuple[Action, ...]]) -> Step | None:
    return Step(op=op, args=args, owners=tuple(owners)) if owners else None


def frames_on_disc(path: str) -> Data | None:
    """The numbered frames behind a path such as `f_[0001-0100].dpx`, as an import asks for them; None for one file.

    >>> frames_on_disc("/a/f_[0001-0100].dpx")
    {'FilePath': '/a/f_%04d.dpx', 'StartIndex': 1, 'EndIndex': 100}
    """
    match = NUMBERED.fullmatch(path)
    if match is None:
        return None
    head, first, last, tail = match.groups()
    return {"FilePath": f"{head}%0{len(first)}d{tail}", "StartIndex": int(first), "EndIndex": int(last)}
