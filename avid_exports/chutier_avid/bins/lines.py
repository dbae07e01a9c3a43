"""Mobs as the lines of a bin: kind, tracks, reel, source timecode, columns, colour."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from urllib.parse import unquote, urlsplit

from chutier.errors import TimecodeError
from chutier.timecode import Timecode, nominal
from chutier_avid.bins.content import BinContent, BinItem, ItemKind
from chutier_avid.bins.mobs import Mobs, MobView, Part, SlotView

_DEEPEST = 16
"""Mobs from a clip down to its tape; a longer way is a circle."""


def bin_of(view: Mobs) -> BinContent:
    """The bin that shows these mobs."""
    items = tuple(_item(view.mobs, view.mobs[key], place) for place, key in enumerate(view.shown, 1))
    titles = view.view or tuple(dict.fromkeys(title for item in items for title in item.columns))
    return BinContent(path=view.path, form=view.form, items=items, view=titles, writer=view.writer, notes=view.notes)


def _item(mobs: Mapping[str, MobView], mob: MobView, place: int) -> BinItem:
    kind = _kind_of(mob)
    main = next((slot for slot in mob.slots if slot.kind == "picture"), None)
    main = main or next((slot for slot in mob.slots if slot.kind == "sound"), None)
    source = source_of(mobs, main) if main else Source()
    if kind is ItemKind.SEQUENCE:
        source = _of_sequence(mob, main)
    return BinItem(
        name=mob.name, kind=kind, tracks=_tracks(mob), start=source.start, end=source.end, rate=source.rate,
        tape=source.tape, source_file=source.file, mob_id=mob.id, color=_color(mob.attributes),
        columns=dict(mob.comments), place=place,
    )  # fmt: skip


def _kind_of(mob: MobView) -> ItemKind:
    if mob.role == "master":
        return ItemKind.MASTER
    if mob.usage == "SubClip":
        return ItemKind.SUBCLIP
    if mob.usage in ("LowerLevel", "AdjustedClip", "Template"):
        return ItemKind.OTHER
    if mob.usage == "group":
        return ItemKind.GROUP
    media = [part for slot in mob.slots if slot.kind in ("picture", "sound") for part in slot.parts]
    if media and all(part.what == "choice" for part in media):
        return ItemKind.GROUP
    return ItemKind.SEQUENCE


def _tracks(mob: MobView) -> str:
    """As in a log: `V`, `VA1A2`; the tracks that hold something."""
    found = [slot for slot in mob.slots if slot.kind in ("picture", "sound") and _holds(slot)]
    picture = "V" if any(slot.kind == "picture" for slot in found) else ""
    numbers = sorted({slot.track or 1 for slot in found if slot.kind == "sound"})
    return picture + "".join(f"A{number}" for number in numbers)


def _holds(slot: SlotView) -> bool:
    return any(part.what != "filler" for part in slot.parts)


def _color(attributes: Mapping[str, object]) -> str:
    levels = [attributes.get(f"_COLOR_{letter}") for letter in "RGB"]
    if not all(isinstance(level, int) for level in levels):
        return ""
    return "#" + "".join(f"{min(max(int(str(level)), 0), 65535) >> 8:02x}" for level in levels)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a track comes from: reel, file, and the stretch of source timecode."""

    tape: str = ""
    file: str = ""
    start: Timecode | None = None
    end: Timecode | None = None
    rate: Fraction | None = None


def source_of(mobs: Mapping[str, MobView], slot: SlotView) -> Source:
    """Follows the first stretch of `slot` down to its tape. Source timecode is that of the deepest mob that has one."""
    tape, file = "", ""
    clock: tuple[Clock, Fraction, int] | None = None
    for mob, offset, rate in _way_down(mobs, slot):
        if mob.role == "tape":
            tape = mob.name
        for url in mob.urls:
            file = file or unquote(urlsplit(url).path).rsplit("/", 1)[-1]
        if found := _clock(mob):
            clock = (found, rate, offset)
    start = _timecode(*clock) if clock else None
    if start is None or slot.rate is None:
        return Source(tape=tape, file=file, rate=slot.rate)
    length = int(slot.length * start.rate / slot.rate)  # a track of sound may count samples
    return Source(tape=tape, file=file, start=start, end=start + length, rate=start.rate)


def _way_down(mobs: Mapping[str, MobView], slot: SlotView) -> Iterator[tuple[MobView, int, Fraction]]:
    """Each mob beneath `slot`, with the place in it, in its own frames, where the track starts."""
    offset = 0
    for _depth in range(_DEEPEST):
        part = _first_source(slot.parts)
        if part is None or part.mob not in mobs or slot.rate is None:
            return
        mob = mobs[part.mob]
        below = mob.slot(part.slot)
        if below is None or below.rate is None:
            return
        # A start counts in the frames of the slot that it stands in; sound may count samples.
        offset = int((offset + part.start) * below.rate / slot.rate)
        yield mob, offset, below.rate
        slot = below


def _first_source(parts: tuple[Part, ...]) -> Part | None:
    for part in parts:
        if part.what == "source":
            return part
        if found := _first_source(part.within):
            return found
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """A timecode track: its first label, and the rate at which it counts frames, None where the file has none."""

    part: Part
    rate: Fraction | None


def _clock(mob: MobView) -> Clock | None:
    clocks = [slot for slot in mob.slots if any(part.what == "timecode" for part in slot.parts)]
    if not clocks:
        return None
    first = min(clocks, key=lambda slot: slot.track or 1)
    part = next(part for part in first.parts if part.what == "timecode")
    return Clock(part=part, rate=first.rate)


def _timecode(clock: Clock, rate: Fraction, offset: int) -> Timecode | None:
    """The label `offset` frames of `rate` after the clock's first one."""
    part = clock.part
    if nominal(rate) != part.fps:  # sound counted in samples, or a film whose tape ran at another rate
        own = _rate_of(clock, rate)
        offset, rate = int(offset * own / rate), own
    try:
        return Timecode(part.start + offset, rate, part.drop)
    except TimecodeError:
        return None


def _rate_of(clock: Clock, rate: Fraction) -> Fraction:
    """The exact rate of a clock of which only the labels a second are known: pulled down like the picture that it goes
    with (`rate`), and in any case where it drops frames (a clock of 60 over 23.976, or of 30 that drops over 24, in a
    bin of Media Composer 18.9)."""
    part = clock.part
    if clock.rate is not None and nominal(clock.rate) == part.fps:
        return clock.rate
    pulled_down = part.drop or rate.denominator == 1001
    return Fraction(part.fps * 1000, 1001) if pulled_down else Fraction(part.fps)


def _of_sequence(mob: MobView, main: SlotView | None) -> Source:
    clock = _clock(mob)
    rate = main.rate if main else None
    if clock is None or rate is None:
        return Source(rate=rate)
    start = _timecode(clock, rate, 0)
    length = main.length if main else 0
    return Source(start=start, end=start + length if start is not None else None, rate=rate)
