"""What was handed over to Media Composer so far, as a value and as JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from typing import Any

from chutier.model import BinPath, ClipId, MediaRef
from chutier.plan.tree import Placed, Timeline, Tree
from chutier.timecode import Timecode, TimeRange


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A clip as it stood in the bins of a project: texts by the titles there, colour as `#rrggbb`."""

    name: str
    bins: tuple[BinPath, ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    color: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """After build number `build` (0 before the first).

    `tree` is all that was handed over, by log or by checklist; `logs` are the log files that hold a clip, oldest first,
    none for what was made by hand; `files` the SHA-256 of every log as we wrote it. Paths are relative, with `/`.
    """

    build: int = 0
    tree: Tree = field(default_factory=Tree)
    logs: Mapping[ClipId, tuple[str, ...]] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    shown: Mapping[ClipId, Shown] = field(default_factory=dict)
    """What the bins of the Avid project showed of each clip at the last build: while a value is still the same, what
    was handed over since waits for a person."""
    seen_bins: frozenset[BinPath] = frozenset()
    """Bins that were there at a build: one that is missing later was taken out."""


def to_json(state: State) -> dict[str, Any]:
    """`state` as JSON data."""
    return {
        "bins": [list(path) for path in state.tree.bins],
        "clips": [_placed_json(placed) for placed in state.tree.clips.values()],
        "timelines": [asdict(timeline) for timeline in state.tree.timelines.values()],
        "logs": {clip: list(logs) for clip, logs in state.logs.items()},
        "files": dict(state.files),
        "shown": {clip: asdict(shown) for clip, shown in state.shown.items()},
        "seen_bins": sorted(list(path) for path in state.seen_bins),
    }


def from_json(build: int, data: Mapping[str, Any]) -> State:
    """The state in JSON `data`. Raises KeyError, TypeError, ValueError or ChutierError for what is not one."""
    placed = [_placed(item) for item in data["clips"]]
    lines = [
        Timeline(bin=tuple(item["bin"]), name=item["name"], type=item["type"], clips=tuple(item["clips"]))
        for item in data["timelines"]
    ]
    return State(
        build=build,
        tree=Tree(
            bins=tuple(tuple(path) for path in data["bins"]),
            clips={one.clip: one for one in placed},
            timelines={(line.bin, line.name): line for line in lines},
        ),
        logs={clip: tuple(logs) for clip, logs in data["logs"].items()},
        files=dict(data["files"].items()),
        shown={clip: _shown(item) for clip, item in data.get("shown", {}).items()},
        seen_bins=frozenset(tuple(path) for path in data.get("seen_bins", ())),
    )


def _shown(data: Mapping[str, Any]) -> Shown:
    return Shown(
        name=data["name"], bins=tuple(tuple(path) for path in data["bins"]), columns=dict(data["columns"].items()),
        color=data["color"],
    )  # fmt: skip


def _placed_json(placed: Placed) -> dict[str, Any]:
    return {
        "clip": placed.clip, "kind": str(placed.kind), "name": placed.name,
        "bins": [list(path) for path in placed.bins], "columns": dict(placed.columns), "color": placed.color,
        "parts": list(placed.parts),
        "media": _media_json(placed.media) if placed.media else None,
    }  # fmt: skip


def _placed(data: Mapping[str, Any]) -> Placed:
    return Placed(
        clip=data["clip"], kind=data["kind"], name=data["name"], bins=tuple(tuple(path) for path in data["bins"]),
        columns=dict(data["columns"].items()), color=data["color"], parts=tuple(data["parts"]),
        media=_media(data["media"]) if data["media"] else None,
    )  # fmt: skip


_PLAIN = ("path", "tape", "picture", "audio_tracks", "width", "height", "sample_rate", "start_samples")


def _media_json(media: MediaRef) -> dict[str, Any]:
    time = media.time
    return {
        **{name: getattr(media, name) for name in _PLAIN},
        "time": [time.start.frame, str(time.rate), time.start.drop, time.frames] if time else None,
    }


def _media(data: Mapping[str, Any]) -> MediaRef:
    time = None
    if data["time"] is not None:
        frame, rate, drop, frames = data["time"]
        time = TimeRange(Timecode(frame, Fraction(rate), drop), frames)
    return MediaRef(time=time, **{name: data[name] for name in _PLAIN})
