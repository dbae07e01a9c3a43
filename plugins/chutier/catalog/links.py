"""Picture and sound that ran together are one take.

    camera       |██████ 12/3-2 A ██████|
    recorder  |████████ 12/3-2 ████████████|      offset < 0: the sound ran first
              ^--^

Both clocks show the time of the day, and come round at midnight. All is in exact fractions of seconds.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import BindParameter, bindparam, delete, or_, select, update

from chutier.catalog import tables
from chutier.catalog.load import PARTED, Link
from chutier.catalog.recordings import file_name
from chutier.catalog.store import Catalog
from chutier.model import ClipId, MediaKind

ENOUGH = Fraction(1)
"""Seconds of overlap that make a link; of a shorter recording, half of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """When a recording ran: `start` and `length` in seconds on a clock that comes round after `clock` seconds."""

    id: ClipId
    start: Fraction
    length: Fraction
    clock: Fraction
    day: int | None = None
    on: date | None = None
    recorder: str = ""


def overlaps(pictures: Sequence[Run], sounds: Sequence[Run]) -> Iterator[Link]:
    """Every picture and sound that ran together for long enough, whatever their day, by sorting and sweeping.

    Each picture is laid out three times, a turn of its clock apart, so that midnight parts nothing.
    """
    by_start = sorted(sounds, key=lambda run: (run.start, run.id))
    starts = [run.start for run in by_start]
    longest = max((run.length for run in sounds), default=Fraction(0))
    for picture in pictures:
        best: dict[ClipId, Link] = {}
        for turn in (Fraction(0), picture.clock, -picture.clock):
            start = picture.start + turn
            end = start + picture.length
            for index in range(bisect_left(starts, start - longest), bisect_left(starts, end)):
                sound = by_start[index]
                shared = min(end, sound.start + sound.length) - max(start, sound.start)
                if shared <= 0 or shared < min(ENOUGH, min(picture.length, sound.length) / 2):
                    continue
                if sound.id not in best or shared > best[sound.id].overlap:
                    best[sound.id] = Link(
                        picture=picture.id, sound=sound.id, overlap=shared, offset=sound.start - start, method="tc"
                    )
        yield from best.values()


def same_day(picture: Run, sound: Run, offset: Fraction) -> bool:
    """Whether nothing says that they are of different days. A shooting day decides; else dates, which may differ by one
    where one of the two began before midnight."""
    if picture.day is not None and sound.day is not None:
        return picture.day == sound.day
    if picture.on is None or sound.on is None or picture.on == sound.on:
        return True
    apart = abs(picture.on - sound.on) == timedelta(days=1)
    return apart and abs(sound.start - picture.start - offset) > 1


def takes(pictures: Sequence[Run], sounds: Sequence[Run]) -> list[Link]:
    """The links: for each picture the sound of each recorder that ran with it longest."""
    picture_of = {run.id: run for run in pictures}
    sound_of = {run.id: run for run in sounds}
    best: dict[tuple[ClipId, str], Link] = {}
    for link in overlaps(pictures, sounds):
        sound = sound_of[link.sound]
        if not same_day(picture_of[link.picture], sound, link.offset):
            continue
        key = (link.picture, sound.recorder)
        before = best.get(key)
        if before is None or (-link.overlap, link.sound) < (-before.overlap, before.sound):
            best[key] = link
    return sorted(best.values(), key=lambda link: (link.picture, link.sound))


def link_takes(catalog: Catalog, *, everything: bool = False) -> int:
    """Make the links anew for the days of every roll that an ingest has touched since the last time, or for all.

    Gives the number of links made. Links that another method made are left alone.
    """
    with catalog.reading() as connection:
        c = tables.rolls.c
        touched = list(connection.execute(select(c.id, c.day, c.date).where(c.settled == 0)))
    if not touched and not everything:
        return 0
    pictures, sounds = _runs(catalog)
    if not everything and all(row.day is not None for row in touched):
        days = {row.day for row in touched}
        pictures = [run for run in pictures if run.day is None or run.day in days]
        sounds = [run for run in sounds if run.day is None or run.day in days]
    found = takes(pictures, sounds)
    _write(catalog, {run.id for run in (*pictures, *sounds)}, found, [row.id for row in touched])
    return len(found)


def _write(catalog: Catalog, ran: Collection[ClipId], found: Iterable[Link], settled: Sequence[str]) -> None:
    rows = [
        {
            "picture": link.picture,
            "sound": link.sound,
            "overlap": str(link.overlap),
            "offset": str(link.offset),
            "method": link.method,
        }
        for link in found
    ]
    c = tables.links.c
    with catalog.writing() as connection:
        if ran:
            one: BindParameter[str] = bindparam("one")
            statement = delete(tables.links).where(
                or_(c.picture == one, c.sound == one), or_(c.method == "tc", c.method == PARTED)
            )
            connection.execute(statement, [{"one": clip} for clip in sorted(ran)])
        if rows:
            connection.execute(catalog.insert(tables.links).on_conflict_do_nothing(), rows)
        for roll in settled:
            connection.execute(update(tables.rolls).where(tables.rolls.c.id == roll).values(settled=1))


def _runs(catalog: Catalog) -> tuple[list[Run], list[Run]]:
    """When every picture and every sound ran, from the columns alone. Several pieces of a movie run on."""
    f, r = tables.files.c, tables.rolls.c
    query = (
        select(f.clip, f.kind, f.path, f.start, f.length, f.clock, f.recorder, f.gone, r.day, r.date)
        .join(tables.rolls, r.id == f.roll)
        .where(
            f.clip.is_not(None), or_(f.kind == MediaKind.PICTURE.value, f.kind == MediaKind.SOUND.value), f.error == ""
        )
    )
    files: dict[ClipId, dict[str, Any]] = {}
    with catalog.reading() as connection:
        rows = sorted(connection.execute(query), key=lambda row: (row.clip, row.gone, row.path))
    for row in rows:
        if row.start is not None and row.length is not None:
            files.setdefault(row.clip, {}).setdefault(file_name(row.path), row)
    pictures: list[Run] = []
    sounds: list[Run] = []
    for clip, by_name in sorted(files.items()):
        parts = [by_name[name] for name in sorted(by_name)]
        first = parts[0]
        lengths = [Fraction(part.length) for part in parts]
        is_sound = first.kind == MediaKind.SOUND.value
        run = Run(
            id=clip,
            start=Fraction(first.start),
            length=max(lengths) if is_sound else sum(lengths, Fraction(0)),
            clock=Fraction(first.clock),
            day=first.day,
            on=date.fromisoformat(first.date) if first.date else None,
            recorder=first.recorder,
        )
        (sounds if is_sound else pictures).append(run)
    return pictures, sounds
