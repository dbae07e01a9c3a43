"""Clips as Media Composer and AAF keep them: mobs with tracks that refer to one another, as plain values.

A master clip or a sequence refers to files, files to tapes; `lines` tells them as the lines of a bin.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

DAMAGE = (
    struct.error, ValueError, KeyError, IndexError, TypeError, AttributeError, AssertionError, EOFError, OSError,
    RecursionError, NotImplementedError, OverflowError, MemoryError,
)  # fmt: skip
"""What pyaaf2 and pyavb raise over files that are cut or damaged; they check nothing before they use it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A stretch of a track. `what` is source, filler, timecode, transition, effect, choice or other. A source names the
    `mob` and `slot` that it takes from `start` on; a timecode has `start`, `fps` and `drop`. `within` are the parts
    that an effect or a choice is made of."""

    what: str
    length: int = 0
    mob: str = ""
    slot: int = 0
    start: int = 0
    fps: int = 0
    drop: bool = False
    within: tuple["Part", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotView:
    """One track of a mob. `number` is its SlotID, `track` the physical track number; `stated` is the length that its
    sequence says of itself, None where it has none."""

    number: int
    kind: str
    track: int | None = None
    name: str = ""
    rate: Fraction | None = None
    parts: tuple[Part, ...] = ()
    stated: int | None = None

    @property
    def length(self) -> int:
        """Frames of all parts; a transition overlaps its neighbours."""
        return sum(-part.length if part.what == "transition" else part.length for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class MobView:
    """One mob. `role` is master, composition, tape, file or import; `usage` what a composition says of its use."""

    id: str
    role: str
    name: str
    usage: str = ""
    slots: tuple[SlotView, ...] = ()
    comments: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, object] = field(default_factory=dict)
    urls: tuple[str, ...] = ()

    def slot(self, number: int) -> SlotView | None:
        """The track of that SlotID."""
        return next((slot for slot in self.slots if slot.number == number), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mobs:
    """All mobs of an AAF or a bin by id, in the order of the file. `form` is aaf or avb; `writer` the program.

    `shown` are the ids that the bin shows as lines; the other mobs stay behind them. `view` are the titles of its
    columns, `doubles` ids that occur twice; `notes` tell what could not be read."""

    path: str
    form: str
    writer: str
    mobs: Mapping[str, MobView]
    shown: tuple[str, ...] = ()
    view: tuple[str, ...] = ()
    doubles: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
