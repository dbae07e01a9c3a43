"""Taking a build back, by the journal: what still is as we left it returns to what it was, everything else stays.

Values and places always; what was brought in (clips, timelines) and the bins only when asked for, and then only clips
that no timeline uses and bins that are empty. Files on the discs are never touched.
"""

from collections.abc import Container, Iterable, Mapping
from typing import Any

from chutier.errors import NleError
from chutier.events import Report
from chutier.i18n import _
from chutier.live import Entry, Undone
from chutier.plan.tree import TimelineKey
from chutier_resolve.asking import refuse
from chutier_resolve.asking import told as asked
from chutier_resolve.bridge import Host
from chutier_resolve.performing import FINE, items_of
from chutier_resolve.words import why

Data = dict[str, Any]


def undo_steps(
    entry: Entry, *, everything: bool = False, edited: Container[TimelineKey] = ()
) -> list[tuple[str, Data]]:
    """The operations that take `entry` back, in order. Only what its answers say was done is taken back, and of its
    timelines only those that are not `edited`."""
    found: list[tuple[str, Data]] = []
    brought = {ref["id"] for op, args, answer in entry.steps if op == "import"
               for ref, item in zip(_flat(args["batches"], "files"), items_of(answer), strict=False)
               if item["state"] == "done"}  # fmt: skip
    for op, args, answer in reversed(entry.steps):
        items = list(items_of(answer))
        if op == "values":
            entries = [_back(one, item, entry.before) for one, item in zip(args["clips"], items, strict=False)
                       if item["state"] != "there" and one["ref"]["id"] not in brought]  # fmt: skip
            clips = [one for one in entries if len(one) > 1]
            if clips:
                found.append(("values", {"clips": clips}))
        elif op == "move" and (moves := _moves_back(args, items, entry.before)):
            found.append(("move", {"moves": moves}))
    if everything:
        found.append(("remove", _removals(entry, brought, edited)))
    return found


def _flat(groups: Iterable[Mapping[str, Any]], key: str) -> list[Any]:
    return [one for group in groups for one in group[key]]


def _back(asked: Mapping[str, Any], item: Mapping[str, Any], before: Mapping[str, Any]) -> Data:
    """The entry that undoes an entry: each value that was written goes back, unless a person has changed it since."""
    was = before.get(asked["ref"]["id"], {})
    trouble = {**item.get("kept", {}), **item.get("failed", {})}
    back: Data = {"ref": asked["ref"]}
    for what in ("name", "color"):
        if what in asked and what not in trouble and was and was[what] != asked[what]["to"]:
            back[what] = {"to": was[what], "was": asked[what]["to"]}
    old = was.get("metadata", {})
    metadata = {key: {"to": old.get(key, ""), "was": change["to"]} for key, change in asked.get("metadata", {}).items()
                if key not in trouble and old.get(key, "") != change["to"]}  # fmt: skip
    if metadata:
        back["metadata"] = metadata
    words = asked.get("keywords") or {}
    had = [one.strip() for one in old.get("Keywords", "").split(",")]
    swapped = {"add": [one for one in words.get("remove", []) if one in had],
               "remove": [one for one in words.get("add", []) if one not in had]}  # fmt: skip
    if any(swapped.values()):
        back["keywords"] = swapped
    flags = asked.get("flags") or {}
    flagged = {"add": [one for one in flags.get("remove", []) if one in was.get("flags", [])],
               "remove": [one for one in flags.get("add", []) if one not in was.get("flags", [])]}  # fmt: skip
    if any(flagged.values()):
        back["flags"] = flagged
    stamp = {key: was.get("stamp", {}).get(key, "") for key in asked.get("stamp", {})}
    if stamp and was:
        back["stamp"] = stamp
    return back


def _moves_back(args: Mapping[str, Any], items: list[Mapping[str, Any]], before: Mapping[str, Any]) -> list[Data]:
    by_bin: dict[tuple[str, ...], list[Any]] = {}
    refs = _flat(args["moves"], "clips")
    for ref, item in zip(refs, items, strict=False):
        if item["state"] == "done" and ref["id"] in before:
            by_bin.setdefault(tuple(before[ref["id"]]["place"]), []).append(ref)
    return [{"bin": list(path), "clips": some} for path, some in by_bin.items()]


def _removals(entry: Entry, brought: set[str], edited: Container[TimelineKey]) -> Data:
    clips, timelines, bins = [], [], []
    for op, args, answer in entry.steps:
        items = list(items_of(answer))
        if op == "import":
            clips += [{"id": one["id"], "path": one["path"]} for one in _flat(args["batches"], "files")
                      if one["id"] in brought]  # fmt: skip
        elif op == "timelines":
            timelines += [{"bin": one["bin"], "name": one["name"]}
                          for one, item in zip(args["timelines"], answer.get("timelines", []), strict=False)
                          if item["state"] == "done" and (tuple(one["bin"]), one["name"]) not in edited]  # fmt: skip
        elif op == "bins":
            bins += [path for path, item in zip(args["paths"], items, strict=False) if item["state"] == "done"]
    return {"timelines": timelines, "clips": clips, "bins": sorted(bins, key=len, reverse=True)}


def undo(
    host: Host,
    entry: Entry,
    target: str,
    report: Report,
    *,
    everything: bool = False,
    edited: Mapping[TimelineKey, str] | None = None,
) -> Undone:
    """Take `entry` back in the open project; the timelines `edited` stay. Raises NleError when it was built in another
    one."""
    if entry.project != target:
        raise NleError(
            _("the last build was made in another project"), hint=_("open that project in Resolve, then undo again")
        )
    edited = edited or {}
    done, left = 0, [why("worked-in", name) for name in edited.values()]
    for op, args in undo_steps(entry, everything=everything, edited=edited):
        answer = asked(host, op, args, report)
        for item in items_of(answer):
            if item["state"] in FINE:
                done += item["state"] == "done"
            else:
                told = ", ".join({**item.get("kept", {}), **item.get("failed", {})}) or str(item.get("detail", ""))
                left.append(why(str(item.get("why", "")), told))
        refuse(answer)
    return Undone(done=done, left=tuple(left))
