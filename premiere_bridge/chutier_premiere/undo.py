"""Taking a build back, by the journal: what still is as we left it returns to what it was, everything else stays.

Values and places always; what was brought in (clips, sequences) and the bins only when asked for, and then only clips
that no sequence uses and bins that are empty. Markers and proxies stay. Files on the discs are never touched.
Premiere's own undo is not used: what it would take back next may be a person's last edit.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chutier.errors import NleError
from chutier.events import Event, Report
from chutier.i18n import _
from chutier.live import Entry, Journal, Undone, ours_after, same_path
from chutier.model import ClipId
from chutier.organise import Bench
from chutier.plan import Tree, tree_to_json
from chutier_premiere.batching import batches
from chutier_premiere.bridge import asked
from chutier_premiere.columns import STAMP
from chutier_premiere.nle import PROGRAM, PremiereNle
from chutier_premiere.packets import packet
from chutier_premiere.performing import FINE, reason_of
from chutier_premiere.seen import Seen
from chutier_premiere.words import why

Data = dict[str, Any]
Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One item of a build's operation and what came of it; `id` is the clip's."""

    op: str
    id: ClipId
    asked: Item
    became: Item


def written_by(entry: Entry) -> Iterator[Written]:
    """What a build changed on clips: names, columns, labels, places."""
    for op, args, answer in entry.steps:
        items = args["items"] if op in ("rename", "columns", "labels") else args["refs"] if op == "move" else ()
        for item, became in zip(items, answer["r"], strict=False):
            if became["state"] in ("done", "failed"):
                ref = item if op == "move" else item["ref"]
                yield Written(op=op, id=ref["id"], asked=item, became=became)


def take_back(bench: Bench, entry: Entry, report: Report, everything: bool) -> Undone:
    """Take a build back in the project in front, and remember it so: the next plan proposes it again.

    Raises NleError when it was built in another one."""
    nle = bench.nle
    assert isinstance(nle, PremiereNle)
    if entry.project != nle.target:
        raise NleError(
            _("the last build was made in another project"), hint=_("open that project in Premiere, then undo again")
        )
    seen = nle.look(report)
    back = _Back(nle, entry, seen, report)
    undone = back.run(everything)
    Journal(nle.out, PROGRAM).undone(entry.number)
    nle.save(report)
    now = nle.observe()
    bench.catalogue.save_applied(bench.key, tree_to_json(_ours(bench.last() or Tree(), now, entry)))
    return undone


class _Back:
    def __init__(self, nle: PremiereNle, entry: Entry, seen: Seen, report: Report) -> None:
        self.nle, self.entry, self.seen, self.report = nle, entry, seen, report
        self.done, self.left = 0, list[str]()

    def run(self, everything: bool) -> Undone:
        brought = {one.id for one in written_by(self.entry) if one.id not in self.entry.before}
        written = [one for one in written_by(self.entry) if one.id not in brought]
        for op, back in (("rename", self._name), ("columns", self._columns), ("labels", self._label)):
            self._send(op, "items", [data for one in written if one.op == op and (data := back(one))])
        self._move([one.id for one in written if one.op == "move"])
        if everything:
            self._remove(brought | self._unstamped())
        return Undone(done=self.done, left=tuple(self.left))

    def _unstamped(self) -> set[ClipId]:
        """What was imported and got no word of ours any more, for the build broke off: known by its file."""
        came = {same_path(str(row["path"]), self.nle.system) for op, _args, answer in self.entry.steps if op == "import"
                for one in answer["r"] for row in one.get("new", ())}  # fmt: skip
        return {
            clip
            for clip, row in self.seen.raw.items()
            if not clip.startswith("?")
            and clip not in self.entry.before
            and not row["columns"].get(STAMP)
            and same_path(row["path"], self.nle.system) in came
        }

    def _ref(self, clip: ClipId) -> Data:
        return {"id": clip, "node": str(self.seen.raw[clip]["node"]) if clip in self.seen.raw else ""}

    def _before(self, clip: ClipId) -> Item:
        before: Item = self.entry.before[clip]
        return before

    def _name(self, one: Written) -> Data:
        return {"ref": self._ref(one.id), "to": self._before(one.id)["name"], "was": one.asked["to"]}

    def _label(self, one: Written) -> Data:
        return {"ref": self._ref(one.id), "to": self._before(one.id)["label"], "was": one.asked["to"]}

    def _columns(self, one: Written) -> Data:
        old = self._before(one.id)["columns"]
        trouble = {**one.became.get("kept", {}), **one.became.get("failed", {})}
        fields = {name: old.get(name, "") for name, text in one.asked["to"].items()
                  if name not in trouble and old.get(name, "") != text}  # fmt: skip
        if not fields:
            return {}
        return {"ref": self._ref(one.id), "xml": packet(fields), "fields": list(fields), "to": fields,
                "was": {name: one.asked["to"][name] for name in fields}}  # fmt: skip

    def _send(self, op: str, key: str, items: Sequence[Data], **more: Any) -> None:
        for some in batches(op, items):
            answer = asked(self.nle.host, op, {key: some, **more}, self.nle.doc)
            self._count(answer["r"])
            self.report(Event(step=op, done=len(some), total=len(items)))

    def _count(self, items: Iterable[Item]) -> None:
        for item in items:
            if item["state"] in FINE:
                self.done += item["state"] == "done"
            else:
                self.left.append(reason_of(item))

    def _move(self, clips: Iterable[ClipId]) -> None:
        by_bin: dict[tuple[str, ...], list[Data]] = {}
        for clip in clips:
            by_bin.setdefault(tuple(self._before(clip)["place"]), []).append(self._ref(clip))
        for path, refs in by_bin.items():
            node = self.seen.bins.get(path, "")
            if path and not node:
                self.left.append(why("no-bin", " / ".join(path)))
                continue
            self._send("move", "refs", refs, bin={"under": node, "names": []})

    def _remove(self, brought: Iterable[ClipId]) -> None:
        """What the build made: sequences first, for they use the clips; then these; then the bins, if empty by then."""
        steps = self.entry.steps
        lines = [(one, item) for op, args, answer in steps if op == "sequences"
                 for one, item in zip(args["items"], answer["r"], strict=False) if item["state"] == "done"]  # fmt: skip
        sequences = [{"id": one["name"], "node": node, "shape": item.get("shape", "")} for one, item in lines
                     if (node := self.seen.timelines.get((tuple(one["bin_path"]), one["name"]), ""))]  # fmt: skip
        clips = [self._ref(clip) for clip in sorted(brought) if clip in self.seen.raw]
        made = [tuple(one["path"]) for op, args, answer in steps if op == "bins"
                for one, item in zip(args["bins"], answer["r"], strict=False) if item["state"] == "done"]  # fmt: skip
        made += [tuple(one["path"]) for op, args, answer in steps if op == "smart_bins"
                 for one, item in zip(args["items"], answer["r"], strict=False) if item["state"] == "done"]  # fmt: skip
        bins = [self.seen.bins[path] for path in sorted(made, key=len, reverse=True) if path in self.seen.bins]
        for key, items in (("sequences", sequences), ("clips", clips), ("bins", bins)):
            for some in batches("remove", items):
                args = {"sequences": [], "clips": [], "bins": [], key: some}
                self._count(asked(self.nle.host, "remove", args, self.nle.doc)["r"])


def _ours(last: Tree, seen: Tree, entry: Entry) -> Tree:
    steps = entry.steps
    return ours_after(
        last, seen, clips=[one.id for one in written_by(entry)],
        bins={tuple(one["path"]) for op, args, _answer in steps if op == "bins" for one in args["bins"]},
        timelines={one["name"] for op, args, _answer in steps if op == "sequences" for one in args["items"]},
    )  # fmt: skip
