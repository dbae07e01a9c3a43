"""Which clips a prepared sequence holds, and the order of clips in bins and sequences."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from chutier.blueprint import Blueprint, SequenceSpec
from chutier.fields import canonical
from chutier.model import Clip, ClipId, Kind
from chutier.slate import SlateRules, slate_key, slate_of
from chutier.timecode import SECONDS_PER_DAY

ORDERS = {
    "dailies": ("time",),
    "kem": ("scene", "setup", "take", "cam"),
    "selects": ("slate",),
    "assembly": ("slate",),
}
CUT_FROM = (Kind.GROUP, Kind.SYNC, Kind.MOS)

Key = Callable[[Clip], tuple[object, ...]]


Starts = Mapping[ClipId, Fraction]


def starts_of(clips: Iterable[Clip]) -> dict[ClipId, Fraction]:
    """Seconds since midnight at which each clip starts; a take made of parts starts with its first part."""
    every = {clip.id: clip for clip in clips}
    starts: dict[ClipId, Fraction] = {}
    for clip in every.values():
        first = clip
        while first.media is None and first.parts and first.parts[0] in every and first.parts[0] != first.id:
            first = every[first.parts[0]]
        if first.media and first.media.time:
            starts[clip.id] = first.media.time.start.seconds
    return starts


def in_order(clips: Sequence[Clip], fields: Sequence[str], blueprint: Blueprint, starts: Starts) -> list[Clip]:
    """Clips by `slate`, `time`, `name` or fields; what has no slate comes last; the same order on every run."""
    time = _clock(clips, starts)
    keys = [time if name == "time" else _key(name, blueprint.slate) for name in fields]
    return sorted(clips, key=lambda clip: (*(key(clip) for key in keys), time(clip), clip.id))


def timeline_clips(
    spec: SequenceSpec, clips: Sequence[Clip], blueprint: Blueprint, starts: Starts
) -> tuple[ClipId, ...]:
    """What goes into a sequence: takes ready to cut, a group instead of its members; selects only circled ones."""
    chosen = [clip for clip in clips if clip.kind in CUT_FROM]
    grouped = {part for clip in chosen if clip.kind is Kind.GROUP for part in clip.parts}
    chosen = [clip for clip in chosen if clip.id not in grouped]
    if spec.type == "selects":
        chosen = [clip for clip in chosen if clip.fields.get("circled")]
    order = spec.order or ORDERS.get(spec.type, ("slate",))
    return tuple(clip.id for clip in in_order(chosen, order, blueprint, starts))


def _clock(clips: Sequence[Clip], starts: Starts) -> Key:
    """Shooting order. A night's shoot runs over midnight: each day begins after its longest pause.

    00:10  00:40 |      longest pause      | 19:00  22:30  23:58
      +24h                                   first
    """
    days: dict[object, list[Fraction]] = {}
    for clip in clips:
        if clip.id in starts:
            days.setdefault(clip.fields.get("day"), []).append(starts[clip.id])
    begins = {day: _after_longest_pause(sorted(times)) for day, times in days.items()}

    def key(clip: Clip) -> tuple[object, ...]:
        day = clip.fields.get("day")
        since = (starts[clip.id] - begins[day]) % SECONDS_PER_DAY if clip.id in starts else -1
        return (day if isinstance(day, int) else 10**6, since, str(clip.fields.get("name", "")))

    return key


def _after_longest_pause(times: Sequence[Fraction]) -> Fraction:
    pauses = [(times[0] + SECONDS_PER_DAY - times[-1], times[0])]
    pauses += [(later - earlier, later) for earlier, later in pairwise(times)]
    return max(pauses)[1]


def _key(name: str, rules: SlateRules) -> Key:
    if name == "name":
        return lambda clip: (str(clip.fields.get("name", "")).casefold(),)
    if name == "slate":
        return lambda clip: _slate(clip, rules)
    field = {"camera": "cam"}.get(name, canonical(name) or name)
    if field in ("scene", "setup", "take"):
        return lambda clip: _part(clip, rules, field)
    return lambda clip: (str(clip.fields.get(field, clip.fields.get("cams", ""))),)


def _slate(clip: Clip, rules: SlateRules) -> tuple[object, ...]:
    slate = slate_of(clip.fields, rules)
    return (0, slate_key(slate, rules)) if slate else (1, ())


def _part(clip: Clip, rules: SlateRules, field: str) -> tuple[object, ...]:
    """The order of one field alone, as the slate would order it."""
    kept = {"scene": ("ep", "scene"), "setup": ("setup", "slate"), "take": ("take",)}[field]
    fields = {name: value for name, value in clip.fields.items() if name in kept}
    slate = slate_of({"scene": "0", **fields}, rules)
    return (0, slate_key(slate, rules)) if slate and fields else (1, ())
