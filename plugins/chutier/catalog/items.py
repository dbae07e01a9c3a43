"""Recordings as the clips that planning names and places, each with its merged fields and its issues."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from chutier.blueprint import Blueprint
from chutier.catalog.load import Link, Loaded, Recording, links_by_picture, recordings
from chutier.catalog.merge import SlateReader, Spelt, folded_text, merge
from chutier.catalog.recordings import stem
from chutier.catalog.rows import PAPER
from chutier.catalog.store import Catalog
from chutier.catalog.takes import groups, sync
from chutier.fields import FieldValue
from chutier.model import Clip, ClipId, Kind, MediaKind, MediaRef, Said, Scene, Source
from chutier.timecode import rate_text

MOS_TAGS = frozenset({"mos", "muet"})
WILD_TAGS = frozenset({"wt", "wl", "ss", "rt"})
SLATE_FIELDS = ("ep", "scene", "setup", "slate", "take", "tags")
_ASKED = frozenset({"scene", "setup", "slate", "take"})
OF_THE_TAKE = frozenset({*SLATE_FIELDS, "circled", "status", "shot_size", "description"})
"""What a sound says of the take that it shares with a picture."""


@dataclass(slots=True)
class _Desk:
    """What making clips needs at hand."""

    blueprint: Blueprint
    reader: SlateReader
    scenes: Mapping[tuple[str, str], Scene]
    by_id: Mapping[ClipId, Recording]
    links: Mapping[ClipId, list[Link]]
    sound_days: frozenset[int | None]
    rolls_with_audio: frozenset[str]
    asks_slate: bool
    _spelt: dict[ClipId, Spelt] = field(default_factory=dict)

    def spelt(self, recording: Recording) -> Spelt:
        """What is said of one recording, slates spelt out. Dates of files are passed over: the roll's was made of them,
        and a take after midnight is still of its shooting day."""
        if recording.id not in self._spelt:
            said = [word for word in recording.said if word.field != "date" or word.source in PAPER]
            self._spelt[recording.id] = self.reader.spelt_out(said)
        return self._spelt[recording.id]

    def words(self, recording: Recording) -> tuple[Said, ...]:
        """The same, without the question of whether all slates could be read."""
        return self.spelt(recording).said


def clips(
    catalog: Catalog, blueprint: Blueprint, scenes: Sequence[Scene] = (), *, loaded: Loaded | None = None
) -> list[Clip]:
    """Everything that planning can name and place, in the order of day, roll and start.

    Every recording (`picture` or `mos`, `sound` or `wild`, `still`), then what is made of them:

        picture A012C003 ─┐
        sound   S003-07  ─┴ sync 12/3-2 A ─┐
        picture B007C002 ─┐                ├ group 12/3-2 A B
        sound   S003-07  ─┴ sync 12/3-2 B ─┘

    `loaded` are the recordings, when they have been read already.

    Issues, in `fields["issues"]`: `unreadable`, `gone` (no file of it is left where it was), `duplicate` (the same
    content lies in two places), `no sound`, `no picture`, `slate` (a slate that the show's system refuses) and
    `no slate` (none is known, and the show names its clips by it).
    """
    desk = _desk(loaded or recordings(catalog), blueprint, scenes)
    synced = _pictures_with_sound(desk)
    with_picture = {sound.id for _picture, sounds in synced for sound in sounds}
    joined = {picture.id: sounds for picture, sounds in synced}
    starts: dict[ClipId, Fraction | None] = {}
    ready: dict[ClipId, Clip] = {}
    for recording in desk.by_id.values():
        clip = _one(desk, recording, joined.get(recording.id, []), recording.id in with_picture)
        ready[clip.id], starts[clip.id] = clip, recording.start
    takes: list[Clip] = [clip for clip in ready.values() if clip.kind is Kind.MOS]
    for picture, sounds in synced:
        take = sync(ready[picture.id], [ready[sound.id] for sound in sounds])
        ready[take.id], starts[take.id] = take, picture.start
        takes.append(take)
    for group in groups(takes, starts):
        ready[group.id], starts[group.id] = group, starts[group.parts[0]]
    return sorted(ready.values(), key=lambda clip: _order(clip, starts[clip.id]))


def _order(clip: Clip, start: Fraction | None) -> tuple[Any, ...]:
    day = clip.fields.get("day")
    return (
        day is None, day or 0, folded_text(str(clip.fields.get("roll", ""))), start is None, start or 0,
        clip.fields.get("name", ""), list(Kind).index(clip.kind), clip.id,
    )  # fmt: skip


def _desk(loaded: Loaded, blueprint: Blueprint, scenes: Iterable[Scene]) -> _Desk:
    found, links = loaded
    known = {recording.id: recording for recording in found}
    tokens = blueprint.names["clip"].tokens
    return _Desk(
        blueprint=blueprint,
        reader=SlateReader(blueprint.slate),
        scenes={(folded_text(scene.ep), folded_text(scene.label)): scene for scene in scenes},
        by_id=known,
        links=links_by_picture(link for link in links if link.picture in known and link.sound in known),
        sound_days=frozenset(r.roll.roll.day for r in found if r.kind is MediaKind.SOUND and not r.lead.error),
        rolls_with_audio=frozenset(r.roll.id for r in found if r.kind is MediaKind.PICTURE and r.lead.audio),
        asks_slate=bool(_ASKED.intersection(tokens)),
    )


def _pictures_with_sound(desk: _Desk) -> list[tuple[Recording, list[Recording]]]:
    """Pictures that have their sound, longest overlap first. One whose slate says MOS has none, whoever else rolled."""
    return [
        (picture, [desk.by_id[link.sound] for link in desk.links[picture.id]])
        for picture in desk.by_id.values()
        if desk.links.get(picture.id) and not _says(desk, picture, "mos", MOS_TAGS)
    ]


def _says(desk: _Desk, recording: Recording, flag: str, tags: frozenset[str]) -> bool:
    words = [word for word in desk.words(recording) if word.field in (flag, "tags")]
    fields = merge(words, desk.blueprint.precedence).fields
    if flag in fields:
        return fields[flag] is True
    own = fields.get("tags", ())
    return isinstance(own, tuple) and any(folded_text(tag) in tags for tag in own)


def _one(desk: _Desk, recording: Recording, sounds: Sequence[Recording], with_picture: bool) -> Clip:
    """One recording as a clip. A picture's take is also what its sounds say of it."""
    said = [*_from_the_file(recording), *desk.words(recording)]
    for sound in sounds:
        said += [word for word in desk.words(sound) if word.field in OF_THE_TAKE]
    merged = merge(said, desk.blueprint.precedence)
    fields = dict(merged.fields)
    kind = _kind(desk, recording, bool(sounds), with_picture)
    _add_what_it_is(fields, recording, kind)
    _add_scene(fields, desk.scenes)
    if rolls := dict.fromkeys(sound.lead.reel for sound in sounds if sound.lead.reel):
        fields.setdefault("sound_roll", "+".join(rolls))
    issues = _issues(desk, recording, kind, fields, sounds, with_picture)
    if issues:
        fields["issues"] = issues
    conflicts = sorted({*merged.conflicts, *(one.field for info in recording.files for one in info.disagreements)})
    return Clip(id=recording.id, kind=kind, fields=fields, media=_media(recording), conflicts=tuple(conflicts))


def _from_the_file(recording: Recording) -> list[Said]:
    """Day, date and camera of the roll, as if the file had said so: only a human says otherwise."""
    roll = recording.roll.roll
    words = [("day", roll.day, recording.roll.day_origin), ("date", roll.date, recording.roll.date_origin)]
    return [
        Said(field=name, value=value, source=Source.FILE, origin=f"roll:{origin}") for name, value, origin in words
        if value is not None
    ]  # fmt: skip


def _kind(desk: _Desk, recording: Recording, has_sound: bool, with_picture: bool) -> Kind:
    if recording.kind is MediaKind.STILL:
        return Kind.STILL
    if recording.kind is MediaKind.SOUND:
        wild = not with_picture and _says(desk, recording, "wild", WILD_TAGS)
        return Kind.WILD if wild else Kind.SOUND
    if _says(desk, recording, "mos", MOS_TAGS):
        return Kind.MOS
    silent = not recording.lead.audio and not recording.lead.error and recording.roll.id in desk.rolls_with_audio
    return Kind.MOS if silent and not has_sound else Kind.PICTURE  # its camera records a guide track, but not here


def _add_what_it_is(fields: dict[str, FieldValue], recording: Recording, kind: Kind) -> None:
    """What is no matter of opinion: the file itself first, people about people's matters only."""
    lead, roll = recording.lead, recording.roll.roll
    fields["name"] = stem(lead.path)
    fields["kind"] = kind.value
    fields["roll"] = lead.reel or roll.name
    if kind in (Kind.SOUND, Kind.WILD):
        fields.setdefault("sound_roll", fields["roll"])
        fields.pop("cam", None)
        fields.pop("cam_roll", None)
        tracks = tuple(track.name for info in recording.files for track in info.audio if track.name)
        if tracks and not any(word.field == "tracks" and word.source in PAPER for word in recording.said):
            fields["tracks"] = tracks
    else:
        fields.setdefault("cam_roll", fields["roll"])
        if roll.camera:
            fields.setdefault("cam", roll.camera)
    if lead.time:
        fields["start"] = str(lead.time.start)
    if lead.rate or lead.time:
        fields["rate"] = rate_text(lead.rate or lead.time.rate)  # type: ignore[union-attr]
    if kind is Kind.MOS:
        fields["mos"] = True
    if kind is Kind.WILD:
        fields["wild"] = True


def _add_scene(fields: dict[str, FieldValue], scenes: Mapping[tuple[str, str], Scene]) -> None:
    """What the script says of the clip's scene, where nobody says it of the clip."""
    label, episode = folded_text(str(fields.get("scene", ""))), folded_text(str(fields.get("ep", "")))
    scene = scenes.get((episode, label)) or scenes.get(("", label))
    if not label or scene is None:
        return
    fields["scene"] = scene.label
    for name in ("decor", "slug", "int_ext", "effect", "characters"):
        if value := getattr(scene, name):
            fields.setdefault(name, value)


def _issues(
    desk: _Desk,
    recording: Recording,
    kind: Kind,
    fields: Mapping[str, FieldValue],
    sounds: Sequence[Recording],
    with_picture: bool,
) -> tuple[str, ...]:
    unreadable = any(info.error for info in recording.files)
    refused = desk.spelt(recording).refused and not any(desk.spelt(sound).read for sound in sounds)
    silent = kind is Kind.PICTURE and not sounds and not unreadable
    slateless = desk.asks_slate and kind in (Kind.PICTURE, Kind.MOS) and not unreadable
    holds = {
        "unreadable": unreadable,
        "gone": recording.gone,
        "duplicate": recording.duplicate,
        "no sound": silent and (_sound_was_rolling(desk, fields.get("day")) or not recording.lead.audio),
        "no picture": kind is Kind.SOUND and not with_picture and not unreadable,
        "slate": refused,
        "no slate": slateless and not _ASKED.intersection(fields),
    }
    return tuple(name for name, so in holds.items() if so)


def _sound_was_rolling(desk: _Desk, day: FieldValue | None) -> bool:
    """Whether there is a sound roll of this day: else a picture with its own sound misses nothing."""
    return any(day is None or of in (day, None) for of in desk.sound_days)


def _media(recording: Recording) -> MediaRef:
    lead = recording.lead
    picture = recording.kind is not MediaKind.SOUND
    files = (lead,) if picture else recording.files
    tracks = sum(track.channels for info in files for track in info.audio)
    return MediaRef(
        path=lead.path,
        time=recording.time,
        tape=lead.reel or stem(lead.path),
        picture=picture,
        audio_tracks=tracks,
        width=lead.width,
        height=lead.height,
        sample_rate=lead.sample_rate,
        start_samples=lead.start_samples,
    )
