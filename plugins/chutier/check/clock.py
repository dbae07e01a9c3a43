"""Timecode: recordings that overlap, clocks that jump, sound that drifts from picture."""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from chutier.catalog.load import Recording
from chutier.catalog.recordings import clock_seconds, length_seconds
from chutier.check.facts import Facts, day_of, issue, short
from chutier.check.issue import Evidence, Issue
from chutier.i18n import _, ngettext
from chutier.model import ClipId, MediaKind
from chutier.timecode import rate_text

AUDIBLE = Fraction(3, 4)
"""Frames by which a sound may lie off before it is told: a camera's microphone some metres away hears half a frame
late."""


def timecodes(facts: Facts) -> Iterator[Issue]:
    """`tc-overlap` and `tc-jump`, among the clips of one reel in the order of their numbers; sounds, whose names may
    mix several ways of counting, in the order of their starts."""
    by_reel: dict[tuple[MediaKind, str, str], list[Recording]] = defaultdict(list)
    for recording in facts.recordings.values():
        if recording.start is None or recording.lead.error or recording.kind is MediaKind.STILL:
            continue
        reel = recording.lead.reel or recording.roll.roll.name
        by_reel[recording.kind, reel, recording.roll.id].append(recording)
    for (kind, reel, _roll), some in sorted(by_reel.items(), key=lambda item: item[0][1:]):
        if kind is MediaKind.SOUND:
            some.sort(key=lambda one: (one.start or 0, facts.name(one.id)))
        else:
            some.sort(key=lambda one: (one.lead.clip_number, facts.name(one.id)))
        for before, after in pairwise(some):
            found = _compared(facts, reel, before, after)
            if found is not None:
                yield found


def _compared(facts: Facts, reel: str, before: Recording, after: Recording) -> Issue | None:
    """Two recordings of one reel, one after the other. A step of more than half a day back is midnight."""
    length, clock = _length(before), clock_seconds(before.lead)
    if length is None or before.start is None or after.start is None:
        return None
    step = (after.start - before.start) % clock
    back = 2 * step > clock
    if back and before.kind is MediaKind.SOUND:
        return None
    if back and clock - step >= (_length(after) or 0):
        return _told(facts, "tc-jump", reel, before, after)
    if back or length - step > Fraction(1, 1000) + _frame(before):
        return _told(facts, "tc-overlap", reel, before, after)
    return None


def _told(facts: Facts, code: str, reel: str, before: Recording, after: Recording) -> Issue:
    names = [short(facts.name(one.id)) for one in (before, after)]
    what = (
        _("{reel}: {after} begins before {before}")
        if code == "tc-jump"
        else _("{reel}: {after} begins before {before} has ended")
    ).format(reel=reel, before=names[0], after=names[1])
    seen = [Evidence(where=facts.name(one.id), says=_span(one)) for one in (before, after)]
    return issue(code, names[1], what, evidence=seen, day=before.roll.roll.day, clips=[before.id, after.id])


def _length(recording: Recording) -> Fraction | None:
    if recording.kind is MediaKind.SOUND:
        return length_seconds(recording.lead)
    return recording.time.duration if recording.time else length_seconds(recording.lead)


def _frame(recording: Recording) -> Fraction:
    return 1 / recording.time.rate if recording.time else Fraction(0)


def _span(recording: Recording) -> str:
    time = recording.time
    return f"{time.start} → {time.end}" if time else ""


def sound(facts: Facts) -> Iterator[Issue]:
    """`sound-drift`: by ear, where somebody listened; and where recorder and camera count at different rates."""
    off: dict[ClipId, list[Evidence]] = defaultdict(list)
    for link in facts.links:
        picture, one = facts.recordings.get(link.picture), facts.recordings.get(link.sound)
        if picture is None or one is None:
            continue
        where, camera = facts.name(picture.id), str(facts.by_id[picture.id].fields.get("cam", ""))
        rates = picture.lead.rate, one.lead.time.rate if one.lead.time else None
        show = facts.blueprint.production.rate
        if rates[0] and rates[1] and rates[0] != rates[1] and show in (None, rates[0]):  # else the picture is told of
            off[one.id].append(
                Evidence(where=where, says=_("picture at {picture}, sound at {sound}").format(
                    picture=rate_text(rates[0]), sound=rate_text(rates[1])))
            )  # fmt: skip
        heard = facts.heard.get((link.picture, link.sound))
        if heard and heard.sure and heard.error is not None and rates[0] and abs(heard.error * rates[0]) >= AUDIBLE:
            off[one.id].append(Evidence(where=f"{where} {camera}".strip(), says=_by_ear(heard.error, rates[0])))
    for clip, seen in off.items():
        slate = facts.label(facts.by_id[clip].fields)
        what = _("{slate}: {sound} does not lie where its timecode says").format(
            slate=slate or "?", sound=facts.name(clip)
        )
        yield issue("sound-drift", facts.of_clip(clip), what, evidence=seen, day=day_of(facts.by_id[clip]),
                    clips=[clip, *facts.pictures_of.get(clip, ())])  # fmt: skip


def _by_ear(seconds: Fraction, rate: Fraction) -> str:
    """How far the sound must move, in whole frames and milliseconds."""
    frames, thousandths = abs(round(seconds * rate)), abs(round(seconds * 1000))
    sentence = (
        ngettext(
            "by ear, the sound must move {n} frame later ({ms} ms)",
            "by ear, the sound must move {n} frames later ({ms} ms)", frames,
        )
        if seconds > 0
        else ngettext(
            "by ear, the sound must move {n} frame earlier ({ms} ms)",
            "by ear, the sound must move {n} frames earlier ({ms} ms)", frames,
        )
    )  # fmt: skip
    return sentence.format(n=frames, ms=thousandths)
