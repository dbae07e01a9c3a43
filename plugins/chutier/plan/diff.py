"""Three-way comparison: what should be, what is, and what we wrote last. A person's change is kept, never overwritten.

    want == have                 nothing to do
    have == last                 ours, untouched: bring it to what is wanted
    otherwise                    a person changed it: kept, and told

Nothing is ever deleted. What we never made and do not want is a stray: told, and left alone.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from chutier.model import BinPath, ClipId
from chutier.plan.actions import (
    ACTIONS,
    Action,
    AddToBin,
    LinkSound,
    MakeBin,
    MakeSearchBin,
    MakeTimeline,
    MoveClip,
    PlaceClip,
    Rename,
    SetColor,
    SetColumns,
    spelled,
)  # fmt: skip
from chutier.plan.tree import Placed, Timeline, Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Something left as it is. `what`:

    - a person's: bin, clip, home, place, name, column, colour, sound (linked otherwise), gone (a timeline), timeline
      (there, with other clips);
    - ours, and no longer asked for: surplus (a clip), copy (one of a clip), old_bin.

    `subject` is the name that people know it by; `mine` what the show wants, `theirs` what is there.
    """

    what: str
    subject: str
    mine: str = ""
    theirs: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A wanted placement that would not be safe: the bin `path` stands twice (or, `doubled` false, a person removed
    it). `clip` is the name of what should go there, a clip, a bin or a timeline."""

    path: BinPath
    clip: str
    doubled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What would be done (in the order of doing), what is kept, what cannot be placed, and what is not ours."""

    actions: tuple[Action, ...] = ()
    kept: tuple[Kept, ...] = ()
    refused: tuple[Refused, ...] = ()
    stray_bins: tuple[BinPath, ...] = ()
    stray_clips: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to do."""
        return not self.actions


def diff(want: Tree, have: Tree, last: Tree | None = None, *, insist: bool = False) -> Plan:
    """The plan that brings `have` to `want`. With `insist`, the show's word is taken over a person's changes."""
    return _Comparison(want, have, last or Tree(), insist).plan()


def same(a: str, b: str) -> bool:
    """Whether two names are one: macOS hands accents back in pieces."""
    return a == b or unicodedata.normalize("NFC", a) == unicodedata.normalize("NFC", b)


def composed(path: BinPath) -> BinPath:
    """A path by which two are one, however a program hands accents back."""
    if all(map(str.isascii, path)):
        return path
    return tuple(unicodedata.normalize("NFC", name) for name in path)


@dataclass(slots=True)
class _Comparison:
    want: Tree
    have: Tree
    last: Tree
    insist: bool
    actions: list[Action] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    blocked: set[BinPath] = field(default_factory=set)
    doubled: set[BinPath] = field(default_factory=set)
    present: set[BinPath] = field(default_factory=set)

    def plan(self) -> Plan:
        self.present = {composed(path) for path in self.have.bins}
        self.doubled = {composed(path) for path in self.have.doubles}
        self._bins()
        self._searches()
        for clip, placed in self.want.clips.items():
            there, before = self.have.clips.get(clip), self.last.clips.get(clip)
            if there is None:
                self._absent(placed, before)
            else:
                self._homes(placed, there, before)
                self._name(placed, there, before)
                self._columns(placed, there, before)
                self._color(placed, there, before)
                self._sound(placed, there, before)
        self._surplus()
        self._timelines()
        order = {kind: index for index, kind in enumerate(ACTIONS)}

        def place(action: Action) -> tuple[int, int]:
            # What a take is made of comes before the take: an instruction can then name it.
            return (order[type(action)], self._depth(action.placed) if isinstance(action, PlaceClip) else 0)

        return Plan(
            actions=tuple(sorted(self.actions, key=place)),
            kept=tuple(self.kept),
            refused=tuple(self.refused),
            stray_bins=self._stray_bins(),
            stray_clips=tuple(
                self.have.clips[clip].name
                for clip in sorted(self.have.clips)
                if clip not in self.want.clips and clip not in self.last.clips
            ),
        )

    def _depth(self, placed: Placed) -> int:
        parts = [self.want.clips[part] for part in placed.parts if part in self.want.clips and part != placed.clip]
        return 1 + max(map(self._depth, parts), default=0) if placed.parts else 0

    def _bins(self) -> None:
        for path in self.want.bins:
            if path in self.present:
                continue
            if path[:-1] in self.blocked:
                self.blocked.add(path)
            elif path[:-1] in self.doubled:
                self.doubled.add(path)
                self.refused.append(Refused(path=self._twice(path), clip=path[-1], doubled=True))
            elif path in self.last.bins and not self.insist:
                self.blocked.add(path)
                self.kept.append(Kept(what="bin", subject=spelled(path)))
            else:
                self.actions.append(MakeBin(path=path))

    def _searches(self) -> None:
        for path, query in self.want.searches.items():
            parent = path[:-1]
            if path in self.present:
                continue
            if parent in self.doubled:
                self.refused.append(Refused(path=self._twice(parent), clip=path[-1], doubled=True))
            elif parent in self.blocked:
                self.refused.append(Refused(path=parent, clip=path[-1], doubled=False))
            elif path in self.last.searches and not self.insist:
                self.kept.append(Kept(what="bin", subject=spelled(path)))
            else:
                self.actions.append(MakeSearchBin(path=path, query=query))

    def _twice(self, path: BinPath) -> BinPath:
        """The bin on the way to `path` that really stands twice."""
        twice = {composed(one) for one in self.have.doubles}
        return next(path[:depth] for depth in range(len(path), 0, -1) if path[:depth] in twice)

    def _usable(self, placed: Placed) -> Iterator[BinPath]:
        for path in placed.bins:
            if path in self.doubled:
                self.refused.append(Refused(path=self._twice(path), clip=placed.name, doubled=True))
            elif path in self.blocked:
                self.refused.append(Refused(path=path, clip=placed.name, doubled=False))
            else:
                yield path

    def _absent(self, placed: Placed, before: Placed | None) -> None:
        if before is not None and not self.insist:
            # What went with its bin is told once, by the bin.
            if not self.blocked.issuperset(placed.bins):
                self.kept.append(Kept(what="clip", subject=placed.name))
            return
        homes = tuple(self._usable(placed))
        if homes:
            ours = _with_bins(placed, homes)
            self.actions.append(PlaceClip(placed=ours))
            self.actions.extend(AddToBin(placed=ours, path=path) for path in homes[1:])
            self._link(ours)

    def _homes(self, placed: Placed, there: Placed, before: Placed | None) -> None:
        now = {composed(path) for path in there.bins}
        ours = {composed(path) for path in before.bins} if before else set()
        missing = [path for path in placed.bins if path not in now]
        left = [path for path in sorted(now & ours) if path not in placed.bins]
        if missing and now and not now & {*ours, *placed.bins}:
            # Now nowhere that we put it or would put it: a person chose its place.
            if not self.insist:
                self.kept.append(self._home(placed, there))
                return
            left = sorted(now)[:1]
        removed = [path for path in missing if path in ours and not self.insist]
        for path in removed:
            if path not in self.blocked:
                self.kept.append(Kept(what="place", subject=there.name, mine=spelled(path)))
        missing = [path for path in missing if path not in removed]
        for path in self._usable(_with_bins(placed, tuple(missing))):
            if left or not now:
                source = left.pop(0) if left else ()
                self.actions.append(
                    MoveClip(clip=placed.clip, name=there.name or placed.name, source=source, path=path)
                )
            else:
                self.actions.append(AddToBin(placed=placed, path=path))
        for path in left:
            self.kept.append(Kept(what="copy", subject=placed.name, theirs=spelled(path)))

    def _home(self, placed: Placed, there: Placed) -> Kept:
        mine, theirs = (", ".join(spelled(path) for path in bins) for bins in (placed.bins, there.bins))
        return Kept(what="home", subject=there.name, mine=mine, theirs=theirs)

    def _may_write(self, there: str, before: str | None) -> bool:
        """Ours and untouched, or empty where nobody ever wrote."""
        return self.insist or (same(there, before) if before is not None else not there)

    def _name(self, placed: Placed, there: Placed, before: Placed | None) -> None:
        if same(placed.name, there.name):
            return
        if self._may_write(there.name, before.name if before else None):
            path = (there.bins or placed.bins)[0]
            self.actions.append(Rename(clip=placed.clip, old=there.name, name=placed.name, path=path))
        else:
            self.kept.append(Kept(what="name", subject=there.name, mine=placed.name, theirs=there.name))

    def _columns(self, placed: Placed, there: Placed, before: Placed | None) -> None:
        old = before.columns if before else {}
        changes: dict[str, str] = {}
        for key in _keys(placed.columns, old):
            mine, theirs = placed.columns.get(key, ""), there.columns.get(key, "")
            if same(mine, theirs):
                continue
            if self._may_write(theirs, old.get(key, "") if before else None):
                changes[key] = mine
            else:
                self.kept.append(Kept(what="column", subject=f"{there.name}: {key}", mine=mine, theirs=theirs))
        if changes:
            path = (there.bins or placed.bins)[0]
            was = {key: there.columns[key] for key in changes if key in there.columns}
            self.actions.append(
                SetColumns(clip=placed.clip, name=there.name or placed.name, path=path, columns=changes, old=was)
            )

    def _color(self, placed: Placed, there: Placed, before: Placed | None) -> None:
        if placed.color == there.color:
            return
        if self._may_write(there.color, before.color if before else None):
            path = (there.bins or placed.bins)[0]
            self.actions.append(
                SetColor(
                    clip=placed.clip, name=there.name or placed.name, path=path, old=there.color, color=placed.color
                )
            )
        else:
            self.kept.append(Kept(what="colour", subject=there.name, mine=placed.color, theirs=there.color))

    def _sound(self, placed: Placed, there: Placed, before: Placed | None) -> None:
        """A picture that is its own synced clip: its sound is linked once, and what a person did about it stays."""
        if placed.media is None or placed.parts == there.parts or not (placed.parts or there.parts):
            return
        if not there.parts and placed.parts and (self.insist or not (before and before.parts)):
            self._link(_with_bins(placed, there.bins or placed.bins))
        elif there.parts or placed.parts:
            self.kept.append(Kept(what="sound", subject=there.name))

    def _link(self, placed: Placed) -> None:
        if placed.media is None or not placed.parts:
            return
        sounds = tuple(self.want.clips[part].name for part in placed.parts[1:] if part in self.want.clips)
        path = placed.bins[0] if placed.bins else ()
        self.actions.append(LinkSound(clip=placed.clip, name=placed.name, path=path, parts=placed.parts, sounds=sounds))

    def _surplus(self) -> None:
        old = {path for path in self.last.bins if path in self.present}.difference(self.want.bins)
        for path in sorted(old):
            if path[:-1] not in old:
                self.kept.append(Kept(what="old_bin", subject=spelled(path)))
        for clip in sorted(self.last.clips):
            if clip in self.have.clips and clip not in self.want.clips:
                self.kept.append(Kept(what="surplus", subject=self.have.clips[clip].name))

    def _timelines(self) -> None:
        there = {
            (composed(path), unicodedata.normalize("NFC", name)): t for (path, name), t in self.have.timelines.items()
        }
        coming = {action.placed.clip for action in self.actions if isinstance(action, PlaceClip)}
        for key, timeline in self.want.timelines.items():
            if key in there:
                if there[key].clips not in (timeline.clips, self._apart(timeline.clips)):
                    # An editor works in sequences: one that exists is never rebuilt.
                    self.kept.append(self._timeline(timeline, len(there[key].clips)))
            elif key in self.last.timelines and not self.insist:
                if timeline.bin not in self.blocked:
                    self.kept.append(Kept(what="gone", subject=timeline.name))
            elif timeline.bin in self.blocked:
                self.refused.append(Refused(path=timeline.bin, clip=timeline.name, doubled=False))
            elif timeline.bin in self.doubled:
                self.refused.append(Refused(path=self._twice(timeline.bin), clip=timeline.name, doubled=True))
            elif clips := tuple(clip for clip in timeline.clips if clip in self.have.clips or clip in coming):
                self.actions.append(MakeTimeline(timeline=replace(timeline, clips=clips)))

    def _apart(self, clips: Iterable[ClipId]) -> tuple[ClipId, ...]:
        """The same clips where a program could not join them: for a group, its cameras one after another."""
        found: list[ClipId] = []
        for clip in clips:
            placed = self.want.clips.get(clip)
            parts = [part for part in placed.parts if part != clip] if placed and placed.media is None else []
            found += self._apart(parts) if parts else [clip]
        return tuple(found)

    def _timeline(self, timeline: Timeline, there: int) -> Kept:
        return Kept(what="timeline", subject=timeline.name, mine=str(len(timeline.clips)), theirs=str(there))

    def _stray_bins(self) -> tuple[BinPath, ...]:
        known = {*self.want.bins, *self.last.bins, *self.want.searches, *self.last.searches}
        return tuple(sorted(path for path in self.have.bins if composed(path) not in known))


def _with_bins(placed: Placed, bins: tuple[BinPath, ...]) -> Placed:
    return placed if bins == placed.bins else replace(placed, bins=bins)


def _keys(a: Mapping[ClipId, str], b: Mapping[ClipId, str]) -> list[str]:
    return list(dict.fromkeys([*a, *b]))
