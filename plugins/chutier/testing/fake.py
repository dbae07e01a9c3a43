"""An editing program in memory, as permissive and as treacherous as the real ones."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from chutier.errors import NleError
from chutier.events import Event, Report
from chutier.i18n import _
from chutier.model import BinPath, ClipId, MediaRef
from chutier.naming import PROGRAMS, ProgramLimits
from chutier.plan import (
    ACTIONS,
    Action,
    AddToBin,
    ByHand,
    Failure,
    MakeBin,
    MakeSearchBin,
    MakeTimeline,
    MoveClip,
    Outcome,
    PlaceClip,
    Placed,
    Tree,
    apply_actions,
    spelled,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Quirks:
    """What real programs do to people who trust them.

    `decomposes`: names come back with their accents in pieces (macOS). `fails_at`: the numbers of the calls, from 0,
    that the program refuses. `lies_at`: calls that it answers with a yes and does not do. `dies_at`: the call at which
    it is gone.
    """

    decomposes: bool = False
    fails_at: frozenset[int] = frozenset()
    lies_at: frozenset[int] = frozenset()
    dies_at: int | None = None


@dataclass(slots=True)
class FakeNle:
    """Bins may stand twice under one name; ids are the program's, names are not trusted. `calls` counts what it was
    asked to change."""

    name: str = "fake"
    abilities: frozenset[type[Action]] = frozenset(ACTIONS)
    limits: ProgramLimits = PROGRAMS["generic"]
    one_home: bool = False
    sync_on_picture: bool = False
    target: str = "fake"
    where: str = "the fake"
    quirks: Quirks = Quirks()
    tree: Tree = field(default_factory=Tree)
    extra_bins: list[BinPath] = field(default_factory=list)
    calls: int = 0
    closed: int = 0

    def know(self, media: Mapping[ClipId, MediaRef]) -> None:
        """Clips are known by their ids here."""

    def observe(self) -> Tree:
        """The project now, with bins that stand twice told apart as doubles."""
        paths = [*self.tree.bins, *self.extra_bins]
        doubles = {path for path in paths if paths.count(path) > 1}
        seen = replace(self.tree, bins=tuple(sorted(set(paths))), doubles=tuple(sorted(doubles)))
        return _decomposed(seen) if self.quirks.decomposes else seen

    def perform(self, actions: Sequence[Action], report: Report) -> Outcome:
        """One call an action. A refusal stops nothing else; only death does."""
        done: list[Action] = []
        failed: list[Failure] = []
        by_hand: list[ByHand] = []
        for number, action in enumerate(actions, 1):
            if type(action) not in self.abilities:
                by_hand.append(ByHand(action=action, instruction=str(action)))
                continue
            call, self.calls = self.calls, self.calls + 1
            if call == self.quirks.dies_at:
                raise NleError(_("the program is gone"), hint=_("start it again and build again"))
            why = self._why_not(action, call)
            if why:
                failed.append(Failure(action=action, why=why))
            else:
                if call not in self.quirks.lies_at:
                    self._do(action)
                done.append(action)
            report(Event(step="perform", subject=str(action), done=number, total=len(actions)))
        return Outcome(done=tuple(done), failed=tuple(failed), by_hand=tuple(by_hand))

    def _do(self, action: Action) -> None:
        if isinstance(action, MakeBin) and action.path in self.tree.bins:
            # Asked twice, a real program makes two bins of one name and says nothing.
            self.extra_bins.append(action.path)
        else:
            self.tree = apply_actions(self.tree, [action])

    def _why_not(self, action: Action, call: int) -> str:
        if call in self.quirks.fails_at:
            return _("the program said no")
        path = _needed_bin(action)
        if path and path not in self.tree.bins:
            return _("there is no bin {path}").format(path=spelled(path))
        match action:
            case AddToBin(placed=placed) if self.one_home and placed.clip in self.tree.clips:
                return _("{clip} can lie in one bin only").format(clip=placed.name)
            case MakeTimeline(timeline=timeline):
                missing = [clip for clip in timeline.clips if clip not in self.tree.clips]
                return _("{clip} is not in the project").format(clip=missing[0]) if missing else ""
        return ""

    def close(self) -> None:
        """Counts how often it was called."""
        self.closed += 1

    def person_renames(self, clip: ClipId, name: str) -> None:
        """An editor gives a clip another name."""
        self._set(replace(self.tree.clips[clip], name=name))

    def person_moves(self, clip: ClipId, path: BinPath) -> None:
        """An editor drags a clip from all its bins into another."""
        self.person_makes_bin(path)
        self._set(replace(self.tree.clips[clip], bins=(path,)))

    def person_colors(self, clip: ClipId, color: str) -> None:
        """An editor gives a clip a colour."""
        self._set(replace(self.tree.clips[clip], color=color))

    def person_types(self, clip: ClipId, column: str, text: str) -> None:
        """An editor types into a column."""
        placed = self.tree.clips[clip]
        self._set(replace(placed, columns={**placed.columns, column: text}))

    def person_removes(self, clip: ClipId) -> None:
        """An editor deletes a clip."""
        self.tree = replace(self.tree, clips={k: v for k, v in self.tree.clips.items() if k != clip})

    def person_adds(self, placed: Placed) -> None:
        """An editor imports something of their own."""
        for path in placed.bins:
            self.person_makes_bin(path)
        self._set(placed)

    def person_makes_bin(self, path: BinPath) -> None:
        """An editor makes a bin, with those that it lies in; one that is there stays the only one."""
        if path in self.tree.bins:
            return
        parents = {path[:depth] for depth in range(1, len(path) + 1)}
        self.tree = replace(self.tree, bins=tuple(sorted({*self.tree.bins, *parents})))

    def person_doubles_bin(self, path: BinPath) -> None:
        """An editor makes a second bin of a name."""
        self.extra_bins.append(path)

    def person_removes_bin(self, path: BinPath) -> None:
        """An editor deletes a bin with all that lies in it; a clip that lies elsewhere too stays there."""

        def inside(one: BinPath) -> bool:
            return one[: len(path)] == path

        left = {
            clip: replace(placed, bins=tuple(one for one in placed.bins if not inside(one)))
            for clip, placed in self.tree.clips.items()
        }
        self.tree = replace(
            self.tree,
            bins=tuple(one for one in self.tree.bins if not inside(one)),
            clips={clip: placed for clip, placed in left.items() if placed.bins},
            timelines={key: line for key, line in self.tree.timelines.items() if not inside(line.bin)},
        )

    def person_removes_timeline(self, path: BinPath, name: str) -> None:
        """An editor deletes a sequence."""
        left = {key: line for key, line in self.tree.timelines.items() if key != (path, name)}
        self.tree = replace(self.tree, timelines=left)

    def _set(self, placed: Placed) -> None:
        self.tree = replace(self.tree, clips={**self.tree.clips, placed.clip: placed})


def _needed_bin(action: Action) -> BinPath:
    """The bin that must be there for the action, () where there is none to miss."""
    match action:
        case MakeBin(path=path) | MakeSearchBin(path=path):
            return path[:-1]
        case PlaceClip(placed=placed):
            return placed.bins[0]
        case AddToBin(path=path) | MoveClip(path=path):
            return path
        case MakeTimeline(timeline=timeline):
            return timeline.bin
    return ()


def _decomposed(tree: Tree) -> Tree:
    def apart(text: str) -> str:
        return unicodedata.normalize("NFD", text)

    def path(bins: BinPath) -> BinPath:
        return tuple(map(apart, bins))

    return Tree(
        bins=tuple(map(path, tree.bins)),
        clips={
            clip: replace(placed, name=apart(placed.name), bins=tuple(map(path, placed.bins)))
            for clip, placed in tree.clips.items()
        },
        timelines={
            (path(t.bin), apart(t.name)): replace(t, bin=path(t.bin), name=apart(t.name))
            for t in tree.timelines.values()
        },
        doubles=tuple(map(path, tree.doubles)),
    )
