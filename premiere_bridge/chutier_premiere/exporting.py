"""Sequences written by Premiere itself: Final Cut Pro 7 XML, AAF, and OTIO where the plugin is there."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from chutier.errors import UsageError
from chutier.events import Report
from chutier.i18n import _
from chutier_premiere.bridge import ask
from chutier_premiere.nle import PremiereNle

KINDS = {"fcp7xml": ".xml", "aaf": ".aaf", "otio": ".otio"}
"""What Premiere writes; an EDL it does not, to any script."""

_UNFIT = re.compile(r'[/\\:*?"<>|\x00-\x1f]')


def export(
    nle: PremiereNle, name: str, kinds: Sequence[str], out: Path, report: Report
) -> list[tuple[Path, Mapping[str, Any]]]:
    """The files, each with what became of it. `name` is a sequence's; empty means the whole project.

    Raises UsageError for a kind or a sequence that is not there, NleError when Premiere would not.
    """
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown or not kinds:
        raise UsageError(
            _("Premiere writes no {kind}").format(kind=", ".join(unknown) or "-"),
            hint=_("say some of {words}").format(words=", ".join(KINDS)),
        )
    node = _node_of(nle, name, report) if name else ""
    out.mkdir(parents=True, exist_ok=True)
    title = _UNFIT.sub("_", name or nle.where.removesuffix(".prproj"))
    found: list[tuple[Path, Mapping[str, Any]]] = []
    for kind in kinds:
        path = (out / f"{title}{KINDS[kind]}").resolve()
        found.append((path, _write(nle, {"id": name, "node": node}, kind, path)))
    return found


def _write(nle: PremiereNle, ref: Mapping[str, str], kind: str, path: Path) -> Mapping[str, Any]:
    if path.exists():
        return {"state": "failed", "why": "there-already", "detail": path.name}
    item = ask(nle.host, "export", {"items": [{"ref": ref, "as": kind, "path": str(path)}]}, nle.doc)[0]
    # What the call returns differs from version to version; the file says it.
    if item["state"] == "done" and not path.exists():
        return {"state": "failed", "why": "not-written", "detail": path.name}
    return item


def _node_of(nle: PremiereNle, name: str, report: Report) -> str:
    seen = nle.look(report)
    nodes = [node for (_bin, title), node in seen.timelines.items() if title == name]
    if len(nodes) != 1:
        raise UsageError(
            _("{n} sequences are called {name}").format(n=len(nodes), name=name),
            hint=_("there are: {names}").format(names=", ".join(sorted({key[1] for key in seen.timelines})) or "-"),
        )
    return nodes[0]
