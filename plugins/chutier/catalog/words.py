"""What is said of a clip, by whom; one clip by what a person calls it; and a person's own word, which stands."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from difflib import get_close_matches

from sqlalchemy import delete, select

from chutier.blueprint import Blueprint
from chutier.catalog import tables
from chutier.catalog.items import OF_THE_TAKE, SLATE_FIELDS, clips
from chutier.catalog.load import Link, links_by_picture, recordings
from chutier.catalog.merge import folded, folded_text
from chutier.catalog.recordings import called, file_name, stem
from chutier.catalog.store import Catalog
from chutier.catalog.takes import sync_id
from chutier.catalog.values import storable, value_to_json
from chutier.errors import SlateError, UsageError
from chutier.fields import CLIP_FIELDS, FIELDS, FieldType, FieldValue, canonical
from chutier.i18n import _
from chutier.model import Clip, ClipId, Kind, Said, Scene, Source
from chutier.slate import fields_of, parse_slate
from chutier.timecode import rate_text

_TRUE = frozenset({"1", "true", "yes", "oui", "on", "x"})
_FALSE = frozenset({"0", "false", "no", "non", "off"})
_FROM_THE_FILE_ONLY = frozenset({"name", "kind", "start", "rate", "issues", "cams"})


def provenance(catalog: Catalog, clip_id: ClipId) -> list[Said]:
    """All that anybody says of a clip, field by field in the order of `fields`, as it was said: raw slates, values that
    lost, a person's earlier words. Of a picture, also what its sounds say of the take; of a `sync` clip, all that is
    said of its picture and of its sounds.

    Raises UsageError when there is no such clip.
    """
    found, links = recordings(catalog)
    by_id = {recording.id: recording for recording in found}
    by_picture = links_by_picture(links)
    parts = [clip_id] if clip_id in by_id else _parts(clip_id, by_picture)
    if not parts:
        raise _no_such(clip_id)
    said: list[Said] = []
    for part in parts:
        recording = by_id[part]
        lead, roll = recording.lead, recording.roll
        if lead.time:
            origin = lead.origins.get("time", lead.origins.get("start", "file"))
            said.append(Said(field="start", value=str(lead.time.start), source=Source.FILE, origin=origin))
        if lead.rate:
            said.append(
                Said(
                    field="rate",
                    value=rate_text(lead.rate),
                    source=Source.FILE,
                    origin=lead.origins.get("rate", "file"),
                )
            )
        name = Said(field="name", value=stem(lead.path), source=Source.FILE, origin="name")
        reel = Said(field="roll", value=lead.reel or roll.roll.name, source=Source.FILE)
        said += [name, _from(reel, lead.origins.get("reel", "file") if lead.reel else "roll")]
        if roll.roll.day is not None:
            said.append(Said(field="day", value=roll.roll.day, source=Source.FILE, origin=f"roll:{roll.day_origin}"))
        if roll.roll.date is not None:
            said.append(Said(field="date", value=roll.roll.date, source=Source.FILE, origin=f"roll:{roll.date_origin}"))
        said += recording.said
    if clip_id in by_id:  # what its sounds say of the take that they share
        for link in by_picture.get(clip_id, ()):
            said += [word for word in by_id[link.sound].said if word.field in OF_THE_TAKE]
    place = {name: index for index, name in enumerate(FIELDS)}
    return sorted(said, key=lambda word: place.get(word.field, len(place)))


def _from(word: Said, origin: str) -> Said:
    return Said(field=word.field, value=word.value, source=word.source, origin=origin, at=word.at)


def _parts(clip_id: ClipId, links: Mapping[ClipId, Sequence[Link]]) -> list[ClipId]:
    """The recordings of a `sync` clip; nothing when there is none of this id."""
    for picture, of_one in links.items():
        parts = [picture, *(link.sound for link in of_one)]
        if sync_id(parts) == clip_id:
            return parts
    return []


def _no_such(text: str) -> UsageError:
    return UsageError(
        _("there is no clip {text}").format(text=text), hint=_("run chutier list, or chutier find with a few words")
    )


def get(catalog: Catalog, blueprint: Blueprint, text: str, scenes: Sequence[Scene] = ()) -> Clip:
    """The clip that a person means by `text`: its id, its source file's name (with or without the ending), or a slate.

    Of a slate, the widest clip is meant: the group of all cameras, else the take with its sound. Raises UsageError when
    nothing, or more than one thing, is meant; the sentence lists them.
    """
    found = clips(catalog, blueprint, scenes)
    by_id = {clip.id: clip for clip in found}
    if text in by_id:
        return by_id[text]
    meant = _by_name(found, text) or _by_slate(found, text, blueprint)
    if len(meant) == 1:
        return meant[0]
    if not meant:
        raise _no_such(text)
    raise UsageError(
        _("{text} may be any of these: {clips}").format(
            text=text, clips=", ".join(f"{clip.id} ({clip.fields['name']}, {clip.kind})" for clip in meant)
        ),
        hint=_("give one of the ids"),
    )


def _by_name(found: Sequence[Clip], text: str) -> list[Clip]:
    """By the whole name of the file, with or without its ending or path; else by what it is called for short."""
    asked = folded_text(text)
    recorded = [(clip, clip.media.path) for clip in found if clip.media is not None]
    whole = [
        clip for clip, path in recorded
        if asked in {folded_text(name) for name in (stem(path), file_name(path), path)}
    ]  # fmt: skip
    return whole or [clip for clip, path in recorded if asked in called(path)]


def _by_slate(found: Sequence[Clip], text: str, blueprint: Blueprint) -> list[Clip]:
    try:
        asked = {
            name: folded(value)
            for name, value in fields_of(parse_slate(text, blueprint.slate), blueprint.slate).items()
            if value != ()
        }
    except SlateError:
        return []
    cameras = asked.pop("cams", None)
    meant = [
        clip for clip in found
        if all(folded(clip.fields.get(name, "")) == asked.get(name, "") for name in SLATE_FIELDS if name != "tags")
        and ("tags" not in asked or folded(clip.fields.get("tags", ())) == asked["tags"])
        and ("cam" not in asked or folded(clip.fields.get("cam", "")) == asked["cam"])
        and (cameras is None or folded(clip.fields.get("cams", ())) == cameras)
    ]  # fmt: skip
    inside = {part for clip in meant if clip.kind in (Kind.SYNC, Kind.GROUP) for part in clip.parts}
    return [clip for clip in meant if clip.id not in inside]


def say(catalog: Catalog, words: Iterable[tuple[ClipId, Said]]) -> None:
    """Keep what somebody says of recordings (script notes, a report), beside all that is already said.

    Raises UsageError, and keeps nothing, when one of the clips is not in the catalogue.
    """
    now = datetime.now(UTC)
    rows = [
        {
            "clip": clip,
            "field": word.field,
            "value": value_to_json(word.value),
            "source": word.source.value,
            "origin": storable(word.origin),
            "at": (word.at or now).isoformat(timespec="seconds"),
        }
        for clip, word in words
    ]
    if not rows:
        return
    with catalog.writing() as connection:
        known = set(connection.scalars(select(tables.clips.c.id)))
        for row in rows:
            if row["clip"] not in known:
                raise _no_such(row["clip"])
        connection.execute(tables.said.insert(), rows)


def set_value(catalog: Catalog, clip_id: ClipId, field: str, value: FieldValue | None, *, origin: str = "") -> None:
    """A person's word on one field, for ever: no later ingest and no report says otherwise. None takes it back.

    Text is understood as the field needs it (`3`, `oui`, `PU SER`, `2026-05-14`). On a `sync` clip it is said of its
    picture, which the take follows. Raises UsageError for an unknown clip or field, or a value that does not fit it.
    """
    name, fit = fitted(field, value)
    target = _recording_of(catalog, clip_id)
    if value is None:
        c = tables.said.c
        with catalog.writing() as connection:
            connection.execute(
                delete(tables.said).where(c.clip == target, c.field == name, c.source == Source.HUMAN.value)
            )
        return
    word = Said(field=name, value=fit, source=Source.HUMAN, origin=origin)
    say(catalog, [(target, word)])


def fitted(field: str, value: FieldValue | None) -> tuple[str, FieldValue]:
    """The field's own name, and `value` as it holds it. Raises UsageError as `set_value` does, and notes nothing."""
    name = canonical(field)
    settable = [one.name for one in CLIP_FIELDS if one.name not in _FROM_THE_FILE_ONLY]
    if name not in settable:
        close = get_close_matches(field, settable, 1)
        raise UsageError(
            _("{field} is not a field that one can set").format(field=field),
            hint=_("did you mean {word}?").format(word=close[0]) if close else "",
        )
    return name, "" if value is None else _fit(name, value)


def _recording_of(catalog: Catalog, clip_id: ClipId) -> ClipId:
    """The recording that a word on this clip is about."""
    if clip_id.startswith("g"):
        raise UsageError(
            _("{clip} joins several cameras").format(clip=clip_id), hint=_("say it of the clip of one camera")
        )
    if not clip_id.startswith("s"):
        return clip_id
    _found, links = recordings(catalog)
    parts = _parts(clip_id, links_by_picture(links))
    if not parts:
        raise _no_such(clip_id)
    return parts[0]


def _fit(name: str, value: FieldValue) -> FieldValue:
    """`value` as the field holds it."""
    kind = FIELDS[name].type
    text = value.strip() if isinstance(value, str) else value
    try:
        if kind is FieldType.INT:
            return value if isinstance(value, int) and not isinstance(value, bool) else int(str(text))
        if kind is FieldType.DATE:
            return value if isinstance(value, date) else date.fromisoformat(str(text))
    except ValueError as error:
        raise _unfit(name, value) from error
    if kind is FieldType.NAMES:
        return tuple(str(text).replace(",", " ").split()) if isinstance(value, str) else _names(name, value)
    if kind is FieldType.FLAG:
        low = str(text).casefold()
        if low not in _TRUE | _FALSE:
            raise _unfit(name, value)
        return low in _TRUE
    return str(text)


def _names(name: str, value: FieldValue) -> tuple[str, ...]:
    if not isinstance(value, tuple):
        raise _unfit(name, value)
    return value


def _unfit(name: str, value: FieldValue) -> UsageError:
    return UsageError(
        _("{value} cannot be the value of {field}").format(value=repr(value), field=name),
        hint=_("numbers as 3, dates as 2026-05-14, yes or no, names with spaces or commas between"),
    )
