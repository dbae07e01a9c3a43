"""What listening tells of the links: whether a sound really lies where its timecode puts it. Each is heard once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from sqlalchemy import and_, exists, select

from chutier.catalog import tables
from chutier.catalog.load import PARTED, Recording, recordings
from chutier.catalog.store import Catalog
from chutier.events import Report
from chutier.model import ClipId

BATCH = 50


class Measured(Protocol):
    """What listening found: seconds by which the sound must move later, and whether that is certain."""

    @property
    def error(self) -> Fraction: ...
    @property
    def sure(self) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ToHear:
    """One picture file and one sound file, with the seconds from the picture's first frame to the sound's start."""

    link: tuple[ClipId, ClipId]
    picture: str
    sounds: tuple[str, ...]
    offset: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardLink:
    """What is known of one link by ear. `error` None: nobody can tell (no guide track, silence)."""

    offset: Fraction
    error: Fraction | None
    sure: bool


Listen = Callable[[Sequence[ToHear], int | None, Report], Iterable[tuple[ToHear, Measured | None]]]
"""Listens to links, in any order."""


def to_hear(catalog: Catalog) -> list[ToHear]:
    """The links that nobody has listened to since they lie where they lie, of pictures with sound of their own."""
    waiting = _waiting(catalog)
    if not waiting:
        return []
    found, links = recordings(catalog, papers=False)
    by_id = {recording.id: recording for recording in found}
    return [
        ToHear(link=(link.picture, link.sound), picture=picture.lead.path, sounds=_files(sound), offset=link.offset)
        for link in links
        if (link.picture, link.sound) in waiting
        if (picture := by_id.get(link.picture)) and (sound := by_id.get(link.sound)) and _can_be_heard(picture, sound)
    ]


def _waiting(catalog: Catalog) -> set[tuple[ClipId, ClipId]]:
    """Links that are not heard, or were heard where they no longer lie; asked of the two tables alone."""
    link, ear = tables.links.c, tables.heard.c
    same = and_(ear.picture == link.picture, ear.sound == link.sound, ear.offset == link.offset)
    query = select(link.picture, link.sound).where(link.method != PARTED, ~exists().where(same))
    with catalog.reading() as connection:
        return {(row.picture, row.sound) for row in connection.execute(query)}


def _files(sound: Recording) -> tuple[str, ...]:
    return tuple(info.path for info in sound.files)


def _can_be_heard(picture: Recording, sound: Recording) -> bool:
    return bool(picture.lead.audio) and not (picture.gone or sound.gone or picture.lead.error or sound.lead.error)


def hear(catalog: Catalog, listen: Listen, *, workers: int | None = None, report: Report) -> int:
    """Listen to what nobody has listened to, and remember what was found. Gives the number of links heard.

    Ctrl-C keeps what was heard so far.
    """
    todo = to_hear(catalog)
    batch: list[tuple[ToHear, Measured | None]] = []
    try:
        for one in listen(todo, workers, report) if todo else ():
            batch.append(one)
            if len(batch) == BATCH:
                _write(catalog, batch)
                batch = []
    finally:
        _write(catalog, batch)
    return len(todo)


def _write(catalog: Catalog, batch: Sequence[tuple[ToHear, Measured | None]]) -> None:
    rows = [
        {
            "picture": one.link[0], "sound": one.link[1], "offset": str(one.offset),
            "error": str(found.error) if found else None, "sure": int(bool(found and found.sure)),
        }
        for one, found in batch
    ]  # fmt: skip
    if not rows:
        return
    insert = catalog.insert(tables.heard)
    changed = {name: insert.excluded[name] for name in ("offset", "error", "sure")}
    with catalog.writing(counts=False) as connection:
        connection.execute(insert.on_conflict_do_update(index_elements=["picture", "sound"], set_=changed), rows)


def heard(catalog: Catalog) -> dict[tuple[ClipId, ClipId], HeardLink]:
    """What is known by ear, by picture and sound."""
    c = tables.heard.c
    with catalog.reading() as connection:
        rows = connection.execute(select(c.picture, c.sound, c.offset, c.error, c.sure)).all()
    return {
        (row.picture, row.sound): HeardLink(
            offset=Fraction(row.offset), error=Fraction(row.error) if row.error else None, sure=bool(row.sure)
        )
        for row in rows
    }
