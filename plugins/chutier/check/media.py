"""The files themselves: unreadable, gone, or unlike the show or their camera's other clips."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator

from chutier.catalog.load import Recording
from chutier.check.facts import Facts, day_of, issue, short
from chutier.check.issue import Issue
from chutier.i18n import _, ngettext
from chutier.model import Clip, MediaKind
from chutier.timecode import rate_text

FEW = 4
"""Clips that a camera or a recorder must have before one of them can be unlike the others."""

MOST = 0.7
"""Part of them that must agree."""


def files(facts: Facts) -> Iterator[Issue]:
    """`unreadable` and `gone`."""
    for clip in facts.recorded:
        recording = facts.recordings[clip.id]
        errors = [(info.path, info.error) for info in recording.files if info.error]
        name = short(facts.name(clip.id))
        if errors:
            what = _("{clip}: the file cannot be read").format(clip=name)
            yield issue("unreadable", name, what, evidence=errors, day=day_of(clip), clips=[clip.id])
        if recording.gone:
            what = _("{clip}: no file of it is left where it was").format(clip=name)
            seen = [(path, "") for path in recording.paths]
            yield issue("gone", name, what, evidence=seen, day=day_of(clip), clips=[clip.id])


def rates(facts: Facts) -> Iterator[Issue]:
    """`rate`: another frame rate than the show's, or one that varies."""
    show = facts.blueprint.production.rate
    for clip in facts.pictures:
        lead, name = facts.recordings[clip.id].lead, short(facts.name(clip.id))
        if lead.error:
            continue
        if lead.variable_rate:
            what = _("{clip}: its frame rate varies (a telephone, a screen recording): convert it").format(clip=name)
            yield issue("rate", name, what, day=day_of(clip), clips=[clip.id])
        elif lead.rate and show and lead.rate != show:
            what = _("{clip} is at {rate}, the show at {show}").format(
                clip=name, rate=rate_text(lead.rate), show=rate_text(show)
            )
            yield issue("rate", name, what, day=day_of(clip), clips=[clip.id],
                        evidence=[(lead.path, rate_text(lead.rate))])  # fmt: skip


def looks(facts: Facts) -> Iterator[Issue]:
    """`raster`, `codec`, `colour`: unlike most clips of the same camera."""
    yield from _odd_ones(facts, "raster", _raster)
    yield from _odd_ones(facts, "codec", _codec)
    yield from _odd_ones(facts, "colour", _colour)


def _raster(recording: Recording) -> str:
    lead = recording.lead
    return f"{lead.width}x{lead.height}" if lead.width and lead.height else ""


def _codec(recording: Recording) -> str:
    return " ".join(filter(None, (recording.lead.codec, recording.lead.profile)))


def _colour(recording: Recording) -> str:
    lead = recording.lead
    return " / ".join(filter(None, (lead.primaries, lead.transfer, lead.matrix, lead.colour_range)))


def _odd_ones(facts: Facts, code: str, of: Callable[[Recording], str]) -> Iterator[Issue]:
    by_camera: dict[Hashable, list[tuple[Clip, str]]] = defaultdict(list)
    for clip in facts.pictures:
        recording = facts.recordings[clip.id]
        if (value := of(recording)) and not recording.lead.error:
            by_camera[clip.fields.get("cam"), recording.lead.make, recording.lead.model].append((clip, value))
    for some in by_camera.values():
        usual, count = Counter(value for _clip, value in some).most_common(1)[0]
        if len(some) < FEW or count < MOST * len(some):
            continue
        for clip, value in some:
            if value != usual:
                yield _odd(facts, code, clip, value, usual)


def _odd(facts: Facts, code: str, clip: Clip, value: str, usual: str) -> Issue:
    name = short(facts.name(clip.id))
    what = _("{clip} is {value}; its camera's other clips are {usual}").format(clip=name, value=value, usual=usual)
    path = facts.recordings[clip.id].lead.path
    return issue(code, name, what, evidence=[(path, value)], day=day_of(clip), clips=[clip.id])


def tracks(facts: Facts) -> Iterator[Issue]:
    """`tracks` and `more-tracks`: sounds that have not as many tracks as most of their roll."""
    by_roll: dict[tuple[int | None, str], list[tuple[Clip, int]]] = defaultdict(list)
    for clip in facts.recorded:
        recording = facts.recordings[clip.id]
        if recording.kind is MediaKind.SOUND and not recording.lead.error:
            count = sum(track.channels for info in recording.files for track in info.audio)
            by_roll[day_of(clip), recording.lead.reel or recording.roll.roll.name].append((clip, count))
    for some in by_roll.values():
        usual, times = Counter(count for _clip, count in some).most_common(1)[0]
        if len(some) < FEW or times < MOST * len(some):
            continue
        for clip, count in some:
            if count != usual:
                yield _tracks(facts, clip, count, usual)


def _tracks(facts: Facts, clip: Clip, count: int, usual: int) -> Issue:
    what = ngettext("{clip} has {n} track; its roll's other files have {usual}",
                    "{clip} has {n} tracks; its roll's other files have {usual}", count)  # fmt: skip
    names = clip.fields.get("tracks", ())
    seen = [(facts.recordings[clip.id].lead.path, ", ".join(names) if isinstance(names, tuple) else "")]
    return issue(
        "tracks" if count < usual else "more-tracks", facts.of_clip(clip.id),
        what.format(clip=facts.of_clip(clip.id), n=count, usual=usual), evidence=seen, day=day_of(clip),
        clips=[clip.id],
    )  # fmt: skip
