"""Which clips a prepared sequence holds, and the order of clips in bins and sequences."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import lcm

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
    return Order(clips, blueprint, starts).of(clips, fields)


class Order:
    """The orders of a show's clips. Made once for all of them: each key of a clip is worked out once."""

    def __init__(self, clips: Sequence[Clip], blueprint: Blueprint, starts: Starts) -> None:
        self._rules = blueprint.slate
        self._keys: dict[str, dict[ClipId, object]] = {}
        time = _clock(clips, starts)
        shot = sorted(clips, key=lambda clip: (time(clip), clip.id))
        self._time: dict[ClipId, object] = {clip.id: place for place, clip in enumerate(shot)}

    def of(self, clips: Iterable[Clip], fields: Sequence[str]) -> list[Clip]:
        """These of the clips by `slate`, `time`, `name` or fields, then by time."""
        known = [(_key(name, self._rules), self._known(name)) for name in fields]

        def place(clip: Clip) -> tuple[object, ...]:
            keys = []
            for key, done in known:
                if clip.id not in done:
                    done[clip.id] = key(clip)
                keys.append(done[clip.id])
            return (*keys, self._time[clip.id])

        return sorted(clips, key=place)

    def _known(self, name: str) -> dict[ClipId, object]:
        return self._time if name == "time" else self._keys.setdefault(name, {})


def timeline_clips(spec: SequenceSpec, clips: Sequence[Clip], order: Order) -> tuple[ClipId, ...]:
    """What goes into a sequence: takes ready to cut, a group instead of its members; selects only circled ones."""
    chosen = [clip for clip in clips if clip.kind in CUT_FROM]
    grouped = {part for clip in chosen if clip.kind is Kind.GROUP for part in clip.parts}
    chosen = [clip for clip in chosen if clip.id not in grouped]
    if spec.type == "selects":
        chosen = [clip for clip in chosen if clip.fields.get("circled")]
    fields = spec.order or ORDERS.get(spec.type, ("slate",))
    return tuple(clip.id for clip in order.of(chosen, fields))


def _clock(clips: Sequence[Clip], starts: Starts) -> Key:
    """Shooting order. A night's shoot runs over midnight: each day begins after its longest pause.

    00:10  00:40 |      longest pause      | 19:00  22:30  23:58
      +24h                                   first
    """
    # Whole numbers of the smallest step that all starts share: fractions are exact too, and slow to compare.
    steps = lcm(*{start.denominator for start in starts.values()})
    whole = {clip: start.numerator * (steps // start.denominator) for clip, start in starts.items()}
    around = SECONDS_PER_DAY * steps
    days: dict[object, list[int]] = {}
    for clip in clips:
        if clip.id in whole:
            days.setdefault(clip.fields.get("day"), []).append(whole[clip.id])
    begins = {day: _after_longest_pause(sorted(times), around) for day, times in days.items()}

    def key(clip: Clip) -> tuple[object, ...]:
        day = clip.fields.get("day")
        since = (whole[clip.id] - begins[day]) % around if clip.id in whole else -1
        return (day if isinstance(day, int) else 10**6, since, str(clip.fields.get("name", "")))

    return key


def _after_longest_pause(times: Sequence[int], around: int) -> int:
    pauses = [(times[0] + around - times[-1], times[0])]
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
