"""What a show wants in Premiere, found without Premiere: for the files that prepare a project."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from chutier.catalog import Catalog
from chutier.catalog.load import recordings
from chutier.errors import PlanError, UsageError
from chutier.i18n import _
from chutier.model import Clip, MediaKind
from chutier.naming import NameLimits, fit, limits_for
from chutier.organise import clips_of, scenes_of
from chutier.plan import Wanted, want
from chutier.show import Show

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
    """The show's clips, and the names of sound recordings of which only the first of several files is told."""

    clips: list[Clip] = field(default_factory=list)
    partial: tuple[str, ...] = ()


def known_of(show: Show) -> Known:
    """The show's clips; none before anything was ingested. A sound of several files counts the first one's tracks: a
    clip of Premiere is one file."""
    if not show.has_catalogue:
        return Known()
    with Catalog.open(show.catalog_url) as catalogue:
        loaded = recordings(catalogue)
        clips = clips_of(show, catalogue, loaded=loaded)
    first = {
        one.id: sum(track.channels for track in one.lead.audio)
        for one in loaded[0]
        if one.kind is MediaKind.SOUND and len(one.files) > 1
    }
    told = [
        replace(clip, media=replace(clip.media, audio_tracks=first[clip.id]))
        if clip.media is not None and clip.id in first
        else clip
        for clip in clips
    ]
    return Known(clips=told, partial=tuple(str(one.fields.get("name", one.id)) for one in clips if one.id in first))


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
