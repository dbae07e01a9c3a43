"""Actions carried out in batches, in the order in which each can stand on those before it.

MakeBin ──────────► bins
MakeSearchBin ────► smart_bins
PlaceClip ────────► import        one call a bin
MoveClip ─────────► move          one call a bin
PlaceClip, Rename ► rename
… SetColumns ─────► columns       what nobody has changed meanwhile
… SetColor ───────► labels
MakeTimeline ─────► sequences, and a marker for each take

What an import gave its items is known only once it is done: each phase is made up when its turn comes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from chutier.errors import NleError
from chutier.events import Event, Report
from chutier.i18n import _
from chutier.model import BinPath, ClipId
from chutier.plan import (
    Action,
    Failure,
    MakeBin,
    MakeSearchBin,
    MakeTimeline,
    MoveClip,
    Outcome,
    PlaceClip,
    Placed,
    Rename,
    SetColor,
    SetColumns,
)  # fmt: skip
from chutier_premiere.batching import batches
from chutier_premiere.bridge import Host, asked
from chutier_premiere.columns import properties
from chutier_premiere.importing import Arrivals, Importing
from chutier_premiere.lines import markers_of, members_of
from chutier_premiere.logging import Entry, entries
from chutier_premiere.seen import Seen
from chutier_premiere.words import why

Data = dict[str, Any]
Item = Mapping[str, Any]
Keep = Callable[[str, Mapping[str, Any], Mapping[str, Any]], None]

FINE = ("done", "there")


@dataclass(slots=True, kw_only=True)
class Performing:
    """One build in the project `doc`, as it was `seen`. Every answer is given to `keep` as soon as it is there."""

    host: Host
    doc: str
    seen: Seen
    arrivals: Arrivals
    report: Report
    keep: Keep
    failed: dict[int, str] = field(default_factory=dict)
    nodes: dict[ClipId, str] = field(default_factory=dict)
    bins: dict[BinPath, str] = field(default_factory=dict)
    accounted: set[int] = field(default_factory=set)
    placed: dict[ClipId, Placed] = field(default_factory=dict)

    def run(self, actions: Sequence[Action], by_hand: Iterable[Action] = ()) -> tuple[Outcome, NleError | None]:
        """What became of every action, and the error that ended the work early, if one did. `by_hand` are what a person
        is to do: a group that they will make still says of which clips it is."""
        self.placed = {one.placed.clip: one.placed for one in (*actions, *by_hand) if isinstance(one, PlaceClip)}
        self.nodes = {clip: str(row["node"]) for clip, row in self.seen.raw.items()}
        self.bins = dict(self.seen.bins)
        error: NleError | None = None
        try:
            for phase in (self._bins, self._searches, self._import, self._move, self._log, self._timelines):
                phase(actions)
        except NleError as raised:
            error = raised
        for action in actions:
            if id(action) not in self.accounted:
                self.failed.setdefault(id(action), error.message if error else _("Premiere was not asked"))
        return self._outcome(actions), error

    def _outcome(self, actions: Sequence[Action]) -> Outcome:
        return Outcome(
            done=tuple(one for one in actions if id(one) not in self.failed),
            failed=tuple(
                Failure(action=one, why=self.failed[id(one)]) for one in actions if id(one) in self.failed
            ),
        )  # fmt: skip

    def where(self, path: BinPath) -> Data:
        """A bin as the other half finds it: from the nearest one whose node is known, as we spell the rest."""
        for depth in range(len(path), 0, -1):
            if path[:depth] in self.bins:
                return {"under": self.bins[path[:depth]], "names": list(path[depth:])}
        return {"under": "", "names": list(path)}

    def ref(self, clip: ClipId) -> Data:
        """A clip as the other half finds it."""
        return {"id": clip, "node": self.nodes.get(clip, "")}

    def call(self, op: str, args: Data) -> Mapping[str, Any]:
        """One call; its answer is kept. Raises NleError."""
        answer = asked(self.host, op, args, self.doc)
        self.keep(op, args, {"r": answer["r"]})
        return answer

    def note(self, owner: Action, item: Item) -> bool:
        """What one answer means for the action behind it; whether it is fine."""
        self.accounted.add(id(owner))
        reason = reason_of(item)
        if reason:
            self.failed.setdefault(id(owner), reason)
        return not reason

    def _bins(self, actions: Sequence[Action]) -> None:
        made = [one for one in actions if isinstance(one, MakeBin)]
        # Parents first, and each batch stands on the nodes of the one before: they make no name longer than this.
        longest = [{**_made({"under": "", "names": list(one.path)}, one), "at": at} for at, one in enumerate(made)]
        for some in batches("bins", longest):
            owners = [made[one["at"]] for one in some]
            answer = self.call("bins", {"bins": [_made(self.where(one.path[:-1]), one) for one in owners]})
            for owner, item in zip(owners, answer["r"], strict=True):
                if self.note(owner, item):
                    self.bins[owner.path] = str(item["node"])
            self._tell("bins", len(owners), len(made))

    def _searches(self, actions: Iterable[Action]) -> None:
        made = [one for one in actions if isinstance(one, MakeSearchBin)]
        items = [{"bin": self.where(one.path[:-1]), "name": one.path[-1], "query": one.query, "path": list(one.path)}
                 for one in made]  # fmt: skip
        for some in batches("smart_bins", list(zip(items, range(len(made)), strict=True))):
            answer = self.call("smart_bins", {"items": [data for data, _at in some]})
            for (_data, at), item in zip(some, answer["r"], strict=True):
                self.note(made[at], item)

    def _import(self, actions: Sequence[Action]) -> None:
        placed = [one for one in actions if isinstance(one, PlaceClip)]
        importing = Importing(self.arrivals, self.where, self.call)
        for done, some in enumerate(importing.run(placed), 1):
            for owner, item in some:
                if self.note(owner, item):
                    self.nodes[owner.placed.clip] = str(item["node"])
            self._tell("import", done, 0)

    def _move(self, actions: Iterable[Action]) -> None:
        by_bin: dict[BinPath, list[MoveClip]] = {}
        for one in actions:
            if isinstance(one, MoveClip):
                by_bin.setdefault(one.path, []).append(one)
        for path, moves in by_bin.items():
            for some in batches("move", [(self.ref(one.clip), at) for at, one in enumerate(moves)]):
                answer = self.call("move", {"bin": self.where(path), "refs": [ref for ref, _at in some]})
                for (_ref, at), item in zip(some, answer["r"], strict=True):
                    self.note(moves[at], item)

    def _log(self, actions: Sequence[Action]) -> None:
        """Names, columns and labels of what is in the project by now."""
        # A clip that did not come in has nothing to be written on.
        kinds = (PlaceClip, Rename, SetColumns, SetColor)
        there = [one for one in actions if isinstance(one, kinds) and id(one) not in self.failed]
        found = list(entries(there, self.seen, self.ref))
        fields = {field for one in found if one.op == "columns" for field in one.data["fields"]}
        for some in batches("schema", properties(fields)):
            self.call("schema", {"properties": some})
        for op in ("rename", "columns", "labels"):
            self._write(op, [one for one in found if one.op == op])

    def _write(self, op: str, found: Sequence[Entry]) -> None:
        done = 0
        for some in batches(op, [(one.data, at) for at, one in enumerate(found)]):
            answer = self.call(op, {"items": [data for data, _at in some]})
            for (_data, at), item in zip(some, answer["r"], strict=True):
                for owner in found[at].owners:
                    self.note(owner, item)
            done += len(some)
            self._tell(op, done, len(found))

    def _timelines(self, actions: Iterable[Action]) -> None:
        lines = [one for one in actions if isinstance(one, MakeTimeline)]
        found = {id(one): list(members_of(one.timeline.clips, self.placed, self.seen.tree)) for one in lines}
        items = [(self._line(one, [member.clip for member in found[id(one)]]), at) for at, one in enumerate(lines)]
        for some in batches("sequences", items):
            answer = self.call("sequences", {"items": [data for data, _at in some]})
            for (_data, at), item in zip(some, answer["r"], strict=True):
                if self.note(lines[at], item) and item["state"] == "done":
                    self._mark(lines[at], str(item["node"]), markers_of(found[id(lines[at])], item.get("starts") or ()))
            self._tell("timelines", len(some), len(lines))

    def _line(self, action: MakeTimeline, clips: Iterable[ClipId]) -> Data:
        line = action.timeline
        refs = [self.ref(clip) for clip in clips]
        return {
            "bin": self.where(line.bin), "bin_path": list(line.bin), "name": line.name, "refs": refs, "preset": "",
        }  # fmt: skip

    def _mark(self, action: MakeTimeline, node: str, markers: Sequence[Data]) -> None:
        ref = {"id": action.timeline.name, "node": node}
        for some in batches("markers", markers):
            for item in self.call("markers", {"items": [{"ref": ref, "markers": some}]})["r"]:
                self.note(action, item)

    def _tell(self, step: str, done: int, total: int) -> None:
        self.report(Event(step=step, done=done, total=total))


def _made(parent: Data, action: MakeBin) -> Data:
    names = [*parent["names"], action.path[-1]] if parent["under"] else list(action.path)
    return {"under": parent["under"], "names": names, "path": list(action.path)}


def reason_of(item: Item) -> str:
    """Why an answer is a failure; empty when it is none."""
    if item["state"] in FINE:
        return _changed(item.get("kept") or {})
    if item["state"] == "kept":
        return _changed(item["kept"]) if item.get("kept") else why(str(item["why"]), str(item["detail"]))
    trouble = item.get("failed") or {}
    told = ", ".join(_spelled(trouble)) if trouble else str(item.get("detail", ""))
    return why(str(item.get("why", "")), told)


def _changed(kept: Mapping[str, str]) -> str:
    return why("by-hand", ", ".join(_spelled(kept))) if kept else ""


def _spelled(values: Mapping[str, str]) -> Iterator[str]:
    for name, now in sorted(values.items()):
        short = name.rpartition(".")[2]
        yield f"{short} ({now})" if now else short
