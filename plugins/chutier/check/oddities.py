"""What looks wrong and is in order: told once, so that nobody looks for it twice."""

import unicodedata
from collections.abc import Iterator
from fractions import Fraction

from chutier.check.facts import Facts, day_of, issue, short
from chutier.check.issue import Issue
from chutier.i18n import _
from chutier.model import Clip, Kind
from chutier.naming.limits import FORBIDDEN

LATE = Fraction(2)
"""Seconds after the first camera from which a second one is late."""

_TEXTS = ("description", "comments", "decor")
_BY_DESIGN = frozenset({"MOS", "WT", "RT"})
"""Tags that have a kind of issue of their own."""


def oddities(facts: Facts) -> Iterator[Issue]:
    """`mos`, `wild`, `late-camera`, `midnight`, `marks`, `odd-text`."""
    for clip in facts.clips:
        if clip.kind is Kind.MOS:
            what = _("{slate}: shot without sound").format(slate=_name(facts, clip))
            yield _of(facts, "mos", clip, what)
        elif clip.kind is Kind.WILD:
            what = _("{slate}: a sound without a picture").format(slate=_name(facts, clip))
            yield _of(facts, "wild", clip, what)
        elif clip.kind is Kind.GROUP:
            yield from _late(facts, clip)
    for clip in facts.recorded:
        yield from _over_midnight(facts, clip)
        yield from _marks(facts, clip)
        yield from _odd_text(facts, clip)


def _name(facts: Facts, clip: Clip) -> str:
    return facts.label(clip.fields) or str(clip.fields.get("name", clip.id))


def _of(facts: Facts, code: str, clip: Clip, what: str, *seen: tuple[str, str]) -> Issue:
    return issue(code, f"{_name(facts, clip)} · {short(str(clip.fields.get('name', clip.id)))}", what, evidence=seen,
                 day=day_of(clip), clips=[clip.id], scene=str(clip.fields.get("scene", "")))  # fmt: skip


def _late(facts: Facts, group: Clip) -> Iterator[Issue]:
    """Cameras that began well after the first of their group."""
    starts: dict[str, Fraction] = {}
    for take in group.parts:
        clip = facts.by_id[take]
        recording = facts.recordings[clip.parts[0] if clip.parts else clip.id]
        if recording.start is not None:
            starts[str(clip.fields.get("cam", ""))] = recording.start
    if len(starts) < 2:
        return
    first = min(starts.values())
    for camera, start in sorted(starts.items()):
        if LATE <= start - first < 3600:
            what = _("{slate}: camera {camera} begins {n} s after the first; it is one take").format(
                slate=_name(facts, group), camera=camera, n=f"{float(start - first):.0f}"
            )
            yield _of(facts, "late-camera", group, what)


def _over_midnight(facts: Facts, clip: Clip) -> Iterator[Issue]:
    time = facts.recordings[clip.id].time
    if clip.kind in (Kind.PICTURE, Kind.MOS) and time and time.frames and time.end.frame < time.start.frame:
        what = _("{slate}: {clip} crosses midnight, and is of its own shooting day").format(
            slate=_name(facts, clip), clip=short(facts.name(clip.id))
        )
        yield _of(facts, "midnight", clip, what, (facts.name(clip.id), f"{time.start} → {time.end}"))


def _marks(facts: Facts, clip: Clip) -> Iterator[Issue]:
    tags = clip.fields.get("tags", ())
    shown = [tag for tag in tags if tag.upper() not in _BY_DESIGN] if isinstance(tags, tuple) else []
    if shown and clip.kind is Kind.PICTURE:
        yield _of(facts, "marks", clip, _("{slate}: marked {tags}").format(
            slate=_name(facts, clip), tags=", ".join(shown)))  # fmt: skip


def _odd_text(facts: Facts, clip: Clip) -> Iterator[Issue]:
    """Text as it came, before any of it was made fit: accents in pieces (macOS), signs that names cannot hold."""
    if clip.id in facts.pictures_of:
        return  # told with its picture
    seen: dict[tuple[str, str], None] = {}
    odd: dict[str, None] = {}
    for one in (clip.id, *facts.sounds_of.get(clip.id, ())):
        for word in facts.recordings[one].said:
            if word.field in _TEXTS and isinstance(word.value, str) and (found := _oddness(word.value)):
                odd.update(dict.fromkeys(found))
                seen[word.origin, word.value] = None
    if odd:
        what = _("{slate}: a remark with {what}; names are made of it safely").format(
            slate=_name(facts, clip), what=", ".join(odd)
        )
        yield _of(facts, "odd-text", clip, what, *seen)


def _oddness(text: str) -> list[str]:
    """What is odd about a text, as people would say it."""
    pieces = [_("accents in pieces")] if unicodedata.normalize("NFC", text) != text else []
    return pieces + sorted(set(text) & set(FORBIDDEN))
