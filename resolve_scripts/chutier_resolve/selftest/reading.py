"""What a recording holds, summed up: which calls, how often, how long."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any


def lines_of(text: str) -> Iterator[dict[str, Any]]:
    """The lines of a recording. The last one may be cut off where the program ended: it is left out."""
    for line in text.splitlines():
        try:
            found = json.loads(line)
        except ValueError:
            continue
        if isinstance(found, dict):
            yield found


def head_of(text: str) -> dict[str, Any] | None:
    """The first line: product, version, system, files; None when this is no recording."""
    first = next(lines_of(text[: text.find("\n") + 1]), None)
    whole = first is not None and first.get("cassette") == 1
    return first if whole and {"product", "version", "os", "project", "files"} <= set(first or {}) else None


def calls_of(text: str) -> list[dict[str, Any]]:
    """By call (`Folder.GetName`): how often, mean and longest time in milliseconds, how often it raised."""
    taken: dict[str, list[float]] = {}
    raised: dict[str, int] = {}
    for line in lines_of(text):
        if "call" in line:
            name = "{}.{}".format(line["on"][0], line["call"])
            taken.setdefault(name, []).append(float(line.get("ms", 0)))
            raised[name] = raised.get(name, 0) + ("raised" in line)
    return [
        {"call": name, "calls": len(ms), "mean": sum(ms) / len(ms), "longest": max(ms), "raised": raised[name]}
        for name, ms in sorted(taken.items(), key=lambda pair: -sum(pair[1]))
    ]
