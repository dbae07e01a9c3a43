"""What a person brings back: reports and recordings, read with suspicion."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any


def lines_of(text: str) -> Iterator[dict[str, Any]]:
    """The lines of a recording. The last one may be cut off where the program ended: it is left out."""
    for line in text.splitlines():
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict):
            yield found


def head_of(text: str) -> dict[str, Any] | None:
    """The first line: product, version, system, files; None when this is no recording."""
    first = next(lines_of(text[: text.find("\n") + 1]), {})
    return first if first.get("cassette") == 1 and _fits(first, HEAD) else None


def report_of(text: str) -> dict[str, Any] | None:
    """A report as `run` writes it; None when it is something else."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or found.get("selftest") != 1 or not _fits(found, REPORT):
        return None
    whole = all(isinstance(one, dict) and _fits(dict({"facts": {}}, **one), PROBE) for one in found["probes"])
    return found if whole else None


DAY = 86_400_000
"""Milliseconds: no call takes longer."""

HEAD: dict[str, type] = {"product": str, "version": list, "studio": bool, "os": str, "project": str, "files": dict}
REPORT: dict[str, type] = {
    "product": str, "version": list, "studio": bool, "system": str, "python": str, "probes": list,
}  # fmt: skip
PROBE: dict[str, type] = {"name": str, "asks": str, "state": str, "facts": dict}


def _fits(found: dict[str, Any], form: dict[str, type]) -> bool:
    return all(isinstance(found.get(key), sort) for key, sort in form.items()) and all(
        isinstance(one, (int, float)) for one in found.get("version", [])
    )


def calls_of(text: str) -> list[dict[str, Any]]:
    """By call (`Folder.GetName`): how often, mean and longest time in milliseconds, how often it raised."""
    taken: dict[str, list[float]] = {}
    raised: dict[str, int] = {}
    for line in lines_of(text):
        on, ms = line.get("on"), line.get("ms")
        if "call" in line and isinstance(on, list) and on:
            name = f"{on[0]}.{line['call']}"
            taken.setdefault(name, []).append(float(ms) if isinstance(ms, (int, float)) and 0 <= ms < DAY else 0.0)
            raised[name] = raised.get(name, 0) + ("raised" in line)
    return [
        {"call": name, "calls": len(ms), "mean": sum(ms) / len(ms), "longest": max(ms), "raised": raised[name]}
        for name, ms in sorted(taken.items(), key=lambda pair: -sum(pair[1]))
    ]
