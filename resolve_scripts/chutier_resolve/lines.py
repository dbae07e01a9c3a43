"""Scene rolls and string-outs as the operation `timelines` wants them: clips end to end, a marker for each take."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from chutier.errors import TimecodeError
from chutier.model import ClipId, MediaRef
from chutier.plan import Timeline
from chutier.timecode import parse_rate

Data = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A clip of a timeline: how it is found, what it is called, its frames and rate (None: not known)."""

    clip: ClipId
    ref: Data
    name: str
    frames: int
    rate: Fraction | None
    circled: bool = False
    note: str = ""


def timeline_data(line: Timeline, members: Iterable[Member], rate: Fraction, start: str) -> Data:
    """One timeline at `rate`, which begins at timecode `start`. A take's marker has its clip's id."""
    items, markers = [], []
    for number, one in enumerate(members):
        exact = one.rate is None or one.rate == rate
        length = one.frames if exact or one.rate is None else ceil(one.frames * rate / one.rate)
        items.append({"ref": one.ref, "frames": one.frames, "length": length, "exact": exact})
        markers.append({
            "item": number, "color": "Green" if one.circled else "Blue", "name": one.name or one.clip, "note": one.note,
            "id": f"chutier:{one.clip}",
        })  # fmt: skip
    return {
        "bin": list(line.bin), "name": line.name, "start": start, "rate": rate_text(rate), "tracks": [],
        "items": items, "markers": markers,
    }  # fmt: skip


def rate_text(rate: Fraction) -> str:
    """A rate as DaVinci Resolve spells it: `25`, `23.976`, `29.97`, `59.94`.

    >>> rate_text(Fraction(24000, 1001)), rate_text(Fraction(25)), rate_text(Fraction(30000, 1001))
    ('23.976', '25', '29.97')
    """
    if rate.denominator == 1:
        return str(rate.numerator)
    return f"{float(rate):.3f}".rstrip("0")


def frames_of(media: MediaRef | None, raw: Mapping[str, Any] | None) -> tuple[int, Fraction | None]:
    """How long a clip is, in frames of its rate: as its file says, else as the program does; 0 when nobody knows."""
    if media is not None and media.time is not None:
        return media.time.frames, media.time.rate
    if raw is None or not str(raw.get("frames", "")).isdecimal():
        return 0, None
    return int(raw["frames"]), _rate(str(raw.get("fps", "")))


def _rate(text: str) -> Fraction | None:
    try:
        return parse_rate(text)
    except TimecodeError:
        return None
