"""Proxies that exist already, linked to their clips."""

from collections.abc import Mapping, Sequence
from typing import Any

from chutier.events import Event, Report
from chutier.live import ProxyLink
from chutier_premiere.batching import batches
from chutier_premiere.bridge import ask
from chutier_premiere.nle import PremiereNle
from chutier_premiere.seen import Seen


def link(nle: PremiereNle, seen: Seen, links: Sequence[ProxyLink], report: Report) -> list[Mapping[str, Any]]:
    """What became of each link. A clip that has a proxy already keeps it. Raises NleError."""
    items = [{"ref": {"id": one.clip, "node": seen.raw[one.clip]["node"]}, "path": one.proxy} for one in links]
    answers: list[Mapping[str, Any]] = []
    for some in batches("proxies", items):
        answers += ask(nle.host, "proxies", {"items": some}, nle.doc)
        report(Event(step="proxies", done=len(answers), total=len(items)))
    return answers
