"""Small trees to test with."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from chutier.model import BinPath, MediaRef
from chutier.plan import Placed, Timeline, Tree, with_parents
from chutier.timecode import Timecode, TimeRange

RATE = Fraction(24)


def clip(
    number: int,
    *bins: BinPath,
    name: str = "",
    kind: str = "picture",
    color: str = "",
    columns: Mapping[str, str] | None = None,
    parts: Sequence[str] = (),
) -> Placed:
    """A clip of ten seconds; `number` makes its id, its file and its timecode."""
    start = Timecode(10 * 3600 * 24 + number * 480, RATE)
    recorded = kind not in ("sync", "group")
    media = MediaRef(
        path=f"/rushes/A012/A012C{number:03}_260514_R1AB.mov", time=TimeRange(start, 240), tape="A012R1AB",
        picture=kind not in ("sound", "wild"), audio_tracks=0 if kind == "mos" else 2, width=1920, height=1080,
    )  # fmt: skip
    return Placed(
        clip=f"c{number:012x}", kind=kind, name=name or f"12-3-{number:02}", bins=tuple(bins) or (("RUSHES",),),
        columns={"scene": "12", "take": str(number), **(columns or {})}, color=color,
        media=media if recorded else None, parts=tuple(parts),
    )  # fmt: skip


def project(*clips: Placed, bins: Sequence[BinPath] = (), timelines: Sequence[Timeline] = ()) -> Tree:
    """A tree of these clips, with the bins that they need and more."""
    paths = [*bins, *(path for one in clips for path in one.bins), *(timeline.bin for timeline in timelines)]
    return Tree(
        bins=with_parents(paths),
        clips={one.clip: one for one in clips},
        timelines={(timeline.bin, timeline.name): timeline for timeline in timelines},
    )
