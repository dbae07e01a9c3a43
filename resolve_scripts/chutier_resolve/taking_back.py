"""Undo, and what is ours afterwards."""

from dataclasses import replace

from chutier.events import Report
from chutier.live import Entry, Journal
from chutier.organise import Bench
from chutier.plan import Tree, tree_to_json
from chutier_resolve.nle import PROGRAM, ResolveNle
from chutier_resolve.undo import Undone, undo


def take_back(bench: Bench, nle: ResolveNle, entry: Entry, report: Report, *, everything: bool = False) -> Undone:
    """Take a build back in the open project, and remember it so: the next plan proposes it again."""
    undone = undo(nle.host, entry, nle.target, report, everything=everything)
    Journal(nle.out, PROGRAM).undone(entry.number)
    seen = nle.observe()
    bench.catalogue.save_applied(bench.key, tree_to_json(ours_after(bench.last() or Tree(), seen, entry)))
    return undone


def ours_after(last: Tree, seen: Tree, entry: Entry) -> Tree:
    """What is ours once `entry` was taken back: of what it touched, what now stands there; of what it brought and is
    gone again, nothing; of all else, what was."""
    refs = [one["ref"]["id"] for op, args, _answer in entry.steps if op == "values" for one in args["clips"]]
    refs += [
        ref["id"] for op, args, _answer in entry.steps if op == "move" for one in args["moves"] for ref in one["clips"]
    ]
    lines = {one["name"] for op, args, _answer in entry.steps if op == "timelines" for one in args["timelines"]}
    bins = {tuple(path) for op, args, _answer in entry.steps if op == "bins" for path in args["paths"]}
    clips = dict(last.clips)
    for clip in refs:
        clips.pop(clip, None)
        if clip in seen.clips and clip in last.clips:
            clips[clip] = replace(seen.clips[clip], media=last.clips[clip].media, kind=last.clips[clip].kind)
    return Tree(
        bins=tuple(path for path in last.bins if path in seen.bins or path not in bins),
        clips=clips,
        timelines={key: line for key, line in last.timelines.items() if key in seen.timelines or key[1] not in lines},
    )
