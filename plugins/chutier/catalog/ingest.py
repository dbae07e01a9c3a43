"""From folders to the catalogue: only what is new or changed is read, in batches that each stand on their own.

    folders → rolls → files on disk  ─┬─ same size and time as known: passed over
                                      └─ new or changed: probed → batches of 200 → one transaction each
    then, roll by roll: name, day, date;  then, for the days touched: links between picture and sound;
    then the set reports: read, kept line by line, each line linked to the recordings that it speaks of

Ctrl-C at any moment keeps every batch that was written; the next ingest goes on from there.
"""

import os
import secrets
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, delete, exists, select, update

from chutier.blueprint import Blueprint
from chutier.catalog import tables
from chutier.catalog.cards import Found, files_of, has_media_name, holds_media, rolls_of
from chutier.catalog.hearing import Listen, hear
from chutier.catalog.links import link_takes
from chutier.catalog.load import infos_of_roll
from chutier.catalog.reading_papers import PaperRead, papers_in, read_papers
from chutier.catalog.recordings import is_recording, path_key
from chutier.catalog.rolls import Settled, Told, settle
from chutier.catalog.rows import Batch, Memory
from chutier.catalog.search import indexed, reindex
from chutier.catalog.settling import settle_links
from chutier.catalog.store import Catalog
from chutier.events import Event, Report, silent
from chutier.i18n import _, ngettext
from chutier.model import MediaInfo, MediaKind, Roll, Scene

BATCH = 200
"""Files in one transaction: what a Ctrl-C can cost."""

Scan = Callable[[Sequence[Path], int | None, Report], Iterable[MediaInfo]]
"""Reads files, in any order; an unreadable one is a MediaInfo with `error`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestResult:
    """What an ingest found, counted in media files. `moved` ones were known under a path that is no more."""

    new: int = 0
    changed: int = 0
    moved: int = 0
    unchanged: int = 0
    unreadable: int = 0
    gone: int = 0
    rolls: tuple[Roll, ...] = ()
    papers: tuple[PaperRead, ...] = ()
    warnings: tuple[str, ...] = ()


def ingest(
    catalog: Catalog,
    sources: Sequence[Path],
    blueprint: Blueprint,
    *,
    day: int | None = None,
    shot_on: date | None = None,
    workers: int | None = None,
    report: Report = silent,
    scenes: Sequence[Scene] = (),
    not_papers: Sequence[Path] = (),
    scan: Scan | None = None,
    listen: Listen | None = None,
) -> IngestResult:
    """Read the cards, sound rolls and set reports in `sources` into `catalog`, link picture and sound, and find of
    which takes the reports speak. A source is a folder, or one report.

    `day` and `shot_on` say of which shooting day all of them are; `scenes` are for the search index; `not_papers` are
    files that are no reports (the scene list). `listen` compares sound and guide track of each new link. Media is only
    read. Raises UsageError for a source that is not there, CatalogError when the catalogue cannot be written; one
    unreadable file stops nothing.
    """
    work = _Ingest(catalog, blueprint, Told(day=day, on=shot_on), scan or _scan(), workers, report)
    papers = papers_in(sources)
    absolute = {Path(os.path.normpath(source.absolute())) for source in sources}
    for folder in rolls_of([source for source in sources if not source.is_file() or has_media_name(source.name)]):
        if holds_media(folder) or not papers_in([folder]):
            work.read(str(folder))
    link_takes(catalog)
    work.papers = read_papers(catalog, papers, blueprint, work.warn, report, not_papers, absolute, day)
    settle_links(catalog, blueprint)
    if listen is not None:
        hear(catalog, listen, workers=workers, report=report)
    if not indexed(catalog):
        reindex(catalog, blueprint, scenes)
    return work.result()


def _scan() -> Scan:
    from chutier.media import scan

    return lambda paths, workers, report: scan(paths, workers=workers, report=report)


class _Ingest:
    """One ingest under way."""

    def __init__(
        self, catalog: Catalog, blueprint: Blueprint, told: Told, scan: Scan, workers: int | None, report: Report
    ) -> None:
        self.catalog = catalog
        self.day_one = blueprint.production.day_one
        self.told = told
        self.scan = scan
        self.workers = workers
        self.report = report
        self.memory = Memory.load(catalog)
        self.counts = dict.fromkeys(("new", "changed", "moved", "unchanged", "unreadable", "gone"), 0)
        self.rolls: list[Roll] = []
        self.papers: list[PaperRead] = []
        self.warnings: list[str] = []

    def result(self) -> IngestResult:
        """What was found, all in all."""
        return IngestResult(
            rolls=tuple(self.rolls), papers=tuple(self.papers), warnings=tuple(self.warnings), **self.counts
        )

    def warn(self, sentence: str) -> None:
        """Say it now and in the result."""
        self.warnings.append(sentence)
        self.report(Event(step="ingest", warning=sentence))

    def read(self, folder: str) -> None:
        """One card or sound roll."""
        found, troubles = files_of(Path(folder))
        for trouble in troubles:
            self.warn(trouble)
        roll = self._roll(folder, found)
        todo = [one for one in found if self._is_news(one)]
        moved_from = self._probe(todo, roll)
        if not troubles:
            self._mark_gone(roll, {path_key(one.path) for one in found})
        self._settle(folder, roll, bool(todo), moved_from)
        self._warn_if_empty(folder, found)

    def _is_news(self, one: Found) -> bool:
        known = self.memory.by_key.get(path_key(one.path))
        if known is None or (known.size, known.mtime_ns) != (one.size, one.mtime_ns) or known.gone:
            return True
        if known.clip:
            self.counts["unchanged"] += 1
            self.counts["unreadable"] += known.unreadable
        return False

    def _roll(self, folder: str, found: Sequence[Found]) -> str:
        """The id of the roll in `folder`. A folder with none of the files that it had is another card in that place."""
        place, c = path_key(folder), tables.rolls.c
        with self.catalog.reading() as connection:
            roll = connection.scalar(select(c.id).where(c.place == place))
        if roll is not None:
            had = {known.key for known in self.memory.by_key.values() if known.roll == roll}
            if not had or not found or had & {path_key(one.path) for one in found}:
                return str(roll)
            self._mark_gone(roll, set())
        fresh = secrets.token_hex(8)
        row = {
            "id": fresh, "place": place, "path": folder, "name": Path(folder).name, "kind": MediaKind.PICTURE.value,
            "camera": "", "day": None, "day_origin": "", "date": None, "date_origin": "", "settled": 0,
        }  # fmt: skip
        with self.catalog.writing() as connection:
            if roll is not None:
                connection.execute(update(tables.rolls).where(c.id == roll).values(place=None))
            connection.execute(self.catalog.insert(tables.rolls).values(row).on_conflict_do_nothing())
            return str(connection.scalar(select(c.id).where(c.place == place)))

    def _probe(self, todo: Sequence[Found], roll: str) -> set[str]:
        """Read `todo` and write it batch by batch. Gives the rolls that files came from when they only moved."""
        moved_from: set[str] = set()
        if not todo:
            return moved_from
        with self.catalog.writing() as connection:
            connection.execute(update(tables.rolls).where(tables.rolls.c.id == roll).values(settled=0))
        report = _with_total(self.report, len(todo))
        with closing(in_order(self.scan([Path(one.path) for one in todo], self.workers, report), todo)) as infos:
            for some in _batches(infos, BATCH):
                batch = Batch()
                for info in some:
                    self._take(batch, info, roll)
                batch.write(self.catalog)
                moved_from |= {known.roll for known in batch.moved if known.roll != roll}
        return moved_from

    def _take(self, batch: Batch, info: MediaInfo, roll: str) -> None:
        known_before = self.memory.by_key.get(path_key(info.path))
        moved_before = len(batch.moved)
        known = batch.take(info, roll, self.memory, os.path.lexists)
        if not is_recording(info):
            return
        self.counts["changed" if known_before else "moved" if len(batch.moved) > moved_before else "new"] += 1
        self.counts["unreadable"] += known.unreadable
        if info.error:
            sentence = _("{path}: cannot be read: {why}")  # the scan has reported it already
            self.warnings.append(sentence.format(path=info.path, why=info.error))

    def _mark_gone(self, roll: str, here: set[str]) -> None:
        lost = [
            known for known in list(self.memory.by_key.values())
            if known.roll == roll and not known.gone and known.key not in here
        ]  # fmt: skip
        if not lost:
            return
        c = tables.files.c
        with self.catalog.writing() as connection:
            statement = update(tables.files).where(c.key == bindparam("one_key")).values(gone=1)
            connection.execute(statement, [{"one_key": known.key} for known in lost])
            connection.execute(update(tables.rolls).where(tables.rolls.c.id == roll).values(settled=0))
        for known in lost:
            self.memory.add(replace(known, gone=True))
        self.counts["gone"] += sum(1 for known in lost if known.clip)

    def _settle(self, folder: str, roll: str, touched: bool, moved_from: set[str]) -> None:
        """Decide name, day and date where something is new, and tell of what stays unknown."""
        c = tables.rolls.c
        with self.catalog.reading() as connection:
            now = connection.execute(select(tables.rolls).where(c.id == roll)).one()
            others = select(c.date, c.day).where(c.id != roll, c.date.is_not(None), c.day.is_not(None))
            days = {date.fromisoformat(row.date): row.day for row in connection.execute(others.order_by(c.day.desc()))}
            before = connection.execute(select(tables.rolls).where(c.id.in_(sorted(moved_from)))).all()
        told = _as_told_before(self.told, [now, *before])
        if touched or not now.settled or self.told != Told():
            settled = settle(folder, infos_of_roll(self.catalog, roll), told, days, self.day_one)
            self._write_roll(roll, settled, moved_from)
        else:
            kind = MediaKind(now.kind)
            on = date.fromisoformat(now.date) if now.date else None
            settled = Settled(
                roll=Roll(name=now.name, kind=kind, path=folder, camera=now.camera, day=now.day, date=on),
                day_origin=now.day_origin,
                date_origin=now.date_origin,
            )
        self.rolls.append(settled.roll)
        if settled.roll.day is None and any(k.roll == roll and k.clip for k in self.memory.by_key.values()):
            self.warn(_("{roll}: the shooting day is not known; give it with --day").format(roll=settled.roll.name))

    def _write_roll(self, roll: str, settled: Settled, moved_from: set[str]) -> None:
        c, found = tables.rolls.c, settled.roll
        values: dict[str, Any] = {
            "name": found.name, "path": found.path, "kind": found.kind.value, "camera": found.camera,
            "day": found.day, "day_origin": settled.day_origin, "date": found.date.isoformat() if found.date else None,
            "date_origin": settled.date_origin, "settled": 0,
        }  # fmt: skip
        with self.catalog.writing() as connection:
            connection.execute(update(tables.rolls).where(c.id == roll).values(values))
            for left in sorted(moved_from):
                if not connection.scalar(select(exists().where(tables.files.c.roll == left))):
                    connection.execute(delete(tables.rolls).where(c.id == left))

    def _warn_if_empty(self, folder: str, found: Sequence[Found]) -> None:
        recordings = [k for k in (self.memory.by_key.get(path_key(one.path)) for one in found) if k and k.clip]
        if not recordings:
            self.warn(_("{card}: there is no media on this card").format(card=folder))
        elif not any(known.size for known in recordings):
            sentence = ngettext(
                "{card}: the only file on this card is empty (zero bytes)",
                "{card}: all {n} files on this card are empty (zero bytes)",
                len(recordings),
            )
            self.warn(sentence.format(card=folder, n=len(recordings)))


def _as_told_before(told: Told, rolls: Sequence[Any]) -> Told:
    """What a person once said of a roll holds until they say otherwise, also after its folder has moved."""
    day = next((row.day for row in rolls if row.day_origin == "told"), None)
    on = next((row.date for row in rolls if row.date_origin == "told"), None)
    return Told(
        day=told.day if told.day is not None else day,
        on=told.on or (date.fromisoformat(on) if on else None),
    )


def _with_total(report: Report, total: int) -> Report:
    """`report`, told of how many files there are."""
    return lambda event: report(replace(event, total=total) if event.done else event)


def in_order(infos: Iterable[MediaInfo], wanted: Sequence[Found]) -> Generator[MediaInfo, None, None]:
    """`infos` in the order of `wanted`, whatever order the workers finish in: so that ids do not depend on it.

    Closing it closes `infos`, so that no worker goes on after a Ctrl-C.
    """
    place = {one.path: index for index, one in enumerate(wanted)}
    waiting: dict[int, MediaInfo] = {}
    following = 0
    try:
        for info in infos:
            waiting[place.get(info.path, len(place) + len(waiting))] = info
            while following in waiting:
                yield waiting.pop(following)
                following += 1
        for index in sorted(waiting):
            yield waiting[index]
    finally:
        if isinstance(infos, Generator):
            infos.close()


def _batches(infos: Iterator[MediaInfo], size: int) -> Iterator[list[MediaInfo]]:
    batch: list[MediaInfo] = []
    for info in infos:
        batch.append(info)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
