"""Undo, and what is ours afterwards."""

from chutier.events import Report
from chutier.live import Entry, Journal, Undone, ours_after
from chutier.organise import Bench
from chutier.plan import Tree, tree_to_json
from chutier_resolve.nle import PROGRAM, ResolveNle
from chutier_resolve.undo import undo


def take_back(bench: Bench, entry: Entry, report: Report, everything: bool) -> Undone:
    """Take a build back in the open project, and remember it so: the next plan proposes it again."""
    nle = bench.nle
    assert isinstance(nle, ResolveNle)
    undone = undo(nle.host, entry, nle.target, report, everything=everything)
    Journal(nle.out, PROGRAM).undone(entry.number)
    seen = nle.observe()
    bench.catalogue.save_applied(bench.key, tree_to_json(_ours(bench.last() or Tree(), seen, entry)))
    return undone


def _ours(last: Tree, seen: Tree, entry: Entry) -> Tree:
    steps = entry.steps
    clips = [one["ref"]["id"] for op, args, _answer in steps if op == "values" for one in args["clips"]]
    clips += [ref["id"] for op, args, _answer in steps if op == "move" for one in args["moves"] for ref in one["clips"]]
    return ours_after(
        last, seen, clips=clips,
        bins={tuple(path) for op, args, _answer in steps if op == "bins" for path in args["paths"]},
        timelines={one["name"] for op, args, _answer in steps if op == "timelines" for one in args["timelines"]},
    )  # fmt: skip
