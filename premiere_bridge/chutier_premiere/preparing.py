"""What a show wants in Premiere, found without Premiere: for the files that prepare a project."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

from chutier.catalog import Catalog
from chutier.catalog.hearing import heard
from chutier.catalog.load import Recording, recordings
from chutier.check.clock import AUDIBLE
from chutier.errors import PlanError, UsageError
from chutier.i18n import _
from chutier.model import Clip, ClipId, MediaKind
from chutier.naming import NameLimits, fit, limits_for
from chutier.organise import clips_of, scenes_of
from chutier.plan import Wanted, want
from chutier.show import Show
from chutier.timecode import Timecode, TimeRange

PROGRAM = "premiere"


def wanted_of(show: Show, clips: list[Clip], *, number_doubles: bool = False) -> Wanted:
    """The tree that should be in Premiere, where a clip lies in one bin and a synced take is its picture.

    Raises PlanError while two clips would get one name.
    """
    limits = limits_for(PROGRAM, show.blueprint.targets.get(PROGRAM, {}))
    wanted = want(
        show.blueprint, clips, scenes_of(show), limits, one_home=True, sync_on_picture=True,
        number_doubles=number_doubles,
    )  # fmt: skip
    for problem in wanted.errors:
        raise PlanError(problem.message, hint=problem.hint)
    return wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The show's clips; `partial` are the names of sound recordings of which only the first of several files is told.
    `linked` says by how many seconds a sound begins after its picture, `heard` the same where by ear it does so
    elsewhere."""

    clips: list[Clip] = field(default_factory=list)
    partial: tuple[str, ...] = ()
    linked: Mapping[tuple[ClipId, ClipId], Fraction] = field(default_factory=dict)
    heard: Mapping[tuple[ClipId, ClipId], Fraction] = field(default_factory=dict)


def known_of(show: Show) -> Known:
    """What the catalogue knows; nothing before anything was ingested."""
    if not show.has_catalogue:
        return Known()
    with Catalog.open(show.catalog_url) as catalogue:
        found, links = recordings(catalogue)
        clips = clips_of(show, catalogue, loaded=(found, links))
        by_ear = heard(catalogue)
    sounds = {one.id: one for one in found if one.kind is MediaKind.SOUND}
    rates = {one.id: one.time.rate for one in found if one.time is not None}
    linked = {(link.picture, link.sound): link.offset for link in links}
    return Known(
        clips=[_as_one_file(clip, sounds[clip.id], show) if clip.id in sounds else clip for clip in clips],
        partial=tuple(
            str(clip.fields.get("name", clip.id))
            for clip in clips
            if clip.id in sounds and len(sounds[clip.id].files) > 1
        ),
        linked=linked,
        heard={
            pair: offset + ear.error
            for pair, offset in linked.items()
            if (ear := by_ear.get(pair)) and ear.sure and ear.error is not None and ear.offset == offset
            if abs(ear.error * rates.get(pair[0], 0)) >= AUDIBLE
        },
    )


def _as_one_file(clip: Clip, sound: Recording, show: Show) -> Clip:
    """A sound as Premiere has it: one file, with its own tracks. One that says no rate counts frames as the show."""
    if clip.media is None:
        return clip
    media, lead, production = clip.media, sound.lead, show.blueprint.production
    if len(sound.files) > 1:
        media = replace(media, audio_tracks=sum(track.channels for track in lead.audio))
    rate, since = production.rate, lead.start_samples
    if media.time is None and rate is not None and since is not None and lead.sample_rate and lead.samples:
        start = Timecode.from_samples(since, lead.sample_rate, rate, drop=production.drop)
        media = replace(media, time=TimeRange(start, int(lead.samples * rate / lead.sample_rate)))
    return replace(clip, media=media)


def place_for(show: Show, given: Path | None, ending: str) -> Path:
    """Where a file goes: where it was asked for, else `premiere/CODE` in the show's folder. `ending` is `.xml`.

    Raises UsageError for a name that ends otherwise: Premiere goes by the ending.
    """
    if given is None:
        production = show.blueprint.production
        name = fit(production.code or production.title or "show", NameLimits(max_bytes=200, file=True)).text
        return show.root / PROGRAM / f"{name}{ending}"
    if given.suffix.lower() != ending:
        raise UsageError(
            _("{file} does not end in {ending}, by which Premiere knows it").format(file=given, ending=ending),
            hint=_("call it {file}; nothing was written").format(file=given.with_name(given.name + ending)),
        )
    return given


def refuse_place(path: Path, show: Show, clips: list[Clip]) -> None:
    """Raises PlanError when `path` lies in a folder that holds media: cards are only read."""
    media = {Path(clip.media.path).parent for clip in clips if clip.media and clip.media.path}
    cards = {card.resolve() for card in media} - {show.root.resolve(), *show.root.resolve().parents}
    for card in sorted(cards & set(path.resolve().parents)):
        raise PlanError(
            _("{out} is in {card}, which holds media, and nothing is written there").format(out=path, card=card),
            hint=_("choose another folder"),
        )
