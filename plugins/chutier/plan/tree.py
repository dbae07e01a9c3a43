"""A project as it is or should be: bins, placed clips by clip id, timelines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from chutier.model import BinPath, ClipId, MediaRef

TimelineKey = tuple[BinPath, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A clip in the project. The first of `bins` is its home; the others hold copies where the program allows it.

    `columns` are text by canonical field name. `parts` are the clips that a `sync` or `group` joins, picture first.
    """

    clip: ClipId
    kind: str
    name: str
    bins: tuple[BinPath, ...]
    columns: Mapping[str, str] = field(default_factory=dict)
    color: str = ""
    media: MediaRef | None = None
    parts: tuple[ClipId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """A sequence of the editing program: `clips` in order. `type` is dailies, kem, selects or assembly."""

    bin: BinPath
    name: str
    type: str
    clips: tuple[ClipId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """A whole project. `doubles` are bin paths that stand twice in it: nothing can be placed there safely. `searches`
    are the words of search bins that should be; those that are there, a program shows among its `bins`.

    A tuple sorts before its own extensions, so the sorted `bins` name parents first.
    """

    bins: tuple[BinPath, ...] = ()
    clips: Mapping[ClipId, Placed] = field(default_factory=dict)
    timelines: Mapping[TimelineKey, Timeline] = field(default_factory=dict)
    doubles: tuple[BinPath, ...] = ()
    searches: Mapping[BinPath, str] = field(default_factory=dict)


def with_parents(paths: Iterable[BinPath]) -> tuple[BinPath, ...]:
    """The paths and all that they lie in, sorted, without doubles."""
    return tuple(sorted({path[:depth] for path in paths for depth in range(1, len(path) + 1)}))
