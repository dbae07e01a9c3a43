"""Undo, and what is ours afterwards."""

from chutier.events import Report
from chutier.live import Entry, Journal, Undone, ours_after
from chutier.organise import Bench
from chutier.plan import Tree, tree_to_json
from chutier.plan.tree import TimelineKey
from chutier_resolve.nle import PROGRAM, ResolveNle
from chutier_resolve.undo import undo


def take_back(bench: Bench, entry: Entry, report: Report, everything: bool) -> Undone:
    """Take a build back in the open project, and remember it so: the next plan proposes it again."""
    nle = bench.nle
    assert isinstance(nle, ResolveNle)
    edited = worked_in(nle.observe(), entry) if everything and entry.project == nle.target else {}
    undone = undo(nle.host, entry, nle.target, report, everything=everything, edited=edited)
    Journal(nle.out, PROGRAM).undone(entry.number)
    seen = nle.observe()
    bench.catalogue.save_applied(bench.key, tree_to_json(_ours(bench.last() or Tree(), seen, entry)))
    return undone


def worked_in(seen: Tree, entry: Entry) -> dict[TimelineKey, str]:
    """The timelines of `entry` in which other clips lie by now, or in another order: somebody works in them."""
    edited: dict[TimelineKey, str] = {}
    for op, args, answer in entry.steps:
        if op != "timelines":
            continue
        for one, item in zip(args["timelines"], answer.get("timelines", []), strict=False):
            key = (tuple(one["bin"]), str(one["name"]))
            # A timeline whose bin cannot be told lies in none.
            line = seen.timelines.get(key) or seen.timelines.get(((), key[1]))
            if item["state"] == "done" and line and list(line.clips) != [each["ref"]["id"] for each in one["items"]]:
                edited[key] = key[1]
    return edited


def _ours(last: Tree, seen: Tree, entry: Entry) -> Tree:
    steps = entry.steps
    clips = [one["ref"]["id"] for op, args, _answer in steps if op == "values" for one in args["clips"]]
    clips += [ref["id"] for op, args, _answer in steps if op == "move" for one in args["moves"] for ref in one["clips"]]
    return ours_after(
        last, seen, clips=clips,
        bins={tuple(path) for op, args, _answer in steps if op == "bins" for path in args["paths"]},
        timelines={one["name"] for op, args, _answer in steps if op == "timelines" for one in args["timelines"]},
    )  # fmt: skip
