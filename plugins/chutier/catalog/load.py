"""Reading recordings back: files with what they say, joined into the recordings that they are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache

from sqlalchemy import Connection, select

from chutier.catalog import tables
from chutier.catalog.recordings import file_name
from chutier.catalog.store import Catalog
from chutier.catalog.values import info_from_json, value_from_json
from chutier.model import ClipId, MediaInfo, MediaKind, Roll, Said, Source
from chutier.timecode import TimeRange

PARTED = "parted"
"""Method of a link between recordings of two units, which only ran at the same time."""

PAPER_FILE = "paper:"
"""In `said.file`, before the id of a paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RollRow:
    """A roll, and where its day and date come from."""

    id: str
    roll: Roll
    day_origin: str
    date_origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """One press of the button. `files` holds one file of each name, in the order of their names; `paths` every file of
    it that there is, copies too; `said` in the order in which it was said."""

    id: ClipId
    kind: MediaKind
    roll: RollRow
    files: tuple[MediaInfo, ...]
    paths: tuple[str, ...]
    said: tuple[Said, ...]
    start: Fraction | None
    duplicate: bool
    gone: bool

    @property
    def lead(self) -> MediaInfo:
        """The file that the recording is known by."""
        return self.files[0]

    @property
    def time(self) -> TimeRange | None:
        """Start and length; of a movie in several pieces, the length of all of them."""
        time = self.lead.time
        if time is None or self.kind is MediaKind.SOUND or len(self.files) == 1:
            return time
        return TimeRange(time.start, sum(info.time.frames for info in self.files if info.time))


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A sound that belongs to a picture; see `tables.links`."""

    picture: ClipId
    sound: ClipId
    overlap: Fraction
    offset: Fraction
    method: str


@dataclass(frozen=True, slots=True)
class _File:
    info: MediaInfo
    roll: RollRow
    gone: bool
    start: str | None


Loaded = tuple[list[Recording], list[Link]]
"""Every recording, and every link."""


def recordings(catalog: Catalog, *, papers: bool = True, every_link: bool = False) -> Loaded:
    """Every recording, by id, and every link, in one consistent view; without what set reports say unless `papers`,
    without the links between two units unless `every_link`."""
    with catalog.reading() as connection:
        rolls = _rolls(connection)
        said = _said(connection, papers)
        links = _links(connection)
        kinds = {row.id: MediaKind(row.kind) for row in connection.execute(select(tables.clips))}
        files: dict[ClipId, list[_File]] = {}
        c = tables.files.c
        query = select(c.clip, c.roll, c.path, c.size, c.mtime_ns, c.info, c.gone, c.start).where(c.clip.is_not(None))
        for clip, roll, path, size, mtime_ns, document, gone, start in connection.execute(query):
            info = info_from_json(document, path=path, size=size, mtime_ns=mtime_ns)
            files.setdefault(clip, []).append(_File(info, rolls[roll], bool(gone), start))
    found = [_recording(clip, kinds[clip], files[clip], said.get(clip, ())) for clip in sorted(files)]
    return found, [link for link in links if every_link or link.method != PARTED]


def infos_of_roll(catalog: Catalog, roll: str) -> list[MediaInfo]:
    """What the files of one roll that are still there say, with their words, in the order of their paths."""
    c, s = tables.files.c, tables.said.c
    with catalog.reading() as connection:
        words: dict[str, list[Said]] = {}
        query = select(s.file, s.field, s.value, s.source, s.origin, s.at).order_by(s.id)
        for row in connection.execute(query.where(s.file.in_(select(c.key).where(c.roll == roll)))):
            words.setdefault(row.file, []).append(_one_said(row.field, row.value, row.source, row.origin, row.at))
        rows = connection.execute(select(tables.files).where(c.roll == roll, c.gone == 0)).all()
    infos = [
        replace(
            info_from_json(row.info, path=row.path, size=row.size, mtime_ns=row.mtime_ns),
            said=tuple(words.get(row.key, ())),
        )
        for row in rows
    ]
    return sorted(infos, key=lambda info: info.path)


def _rolls(connection: Connection) -> dict[str, RollRow]:
    return {
        row.id: RollRow(
            id=row.id,
            roll=Roll(
                name=row.name,
                kind=MediaKind(row.kind),
                path=row.path,
                camera=row.camera,
                day=row.day,
                date=date.fromisoformat(row.date) if row.date else None,
            ),
            day_origin=row.day_origin,
            date_origin=row.date_origin,
        )
        for row in connection.execute(select(tables.rolls))
    }


def _said(connection: Connection, papers: bool) -> dict[ClipId, list[Said]]:
    c = tables.said.c
    words: dict[ClipId, list[Said]] = {}
    seen: set[tuple[str, str, str, str, str]] = set()
    for clip, file, field, value, source, origin, at in connection.execute(
        select(c.clip, c.file, c.field, c.value, c.source, c.origin, c.at).order_by(c.id)
    ):
        if not papers and file is not None and file.startswith(PAPER_FILE):
            continue
        if file is not None:  # copies and mono files of one take say the same thing once
            if (clip, field, value, source, origin) in seen:
                continue
            seen.add((clip, field, value, source, origin))
        words.setdefault(clip, []).append(_one_said(field, value, source, origin, at))
    return words


@lru_cache(maxsize=1 << 10)
def _moment(at: str) -> datetime:
    return datetime.fromisoformat(at)


def _one_said(field: str, value: str, source: str, origin: str, at: str | None) -> Said:
    when = _moment(at) if at else None
    return Said(field=field, value=value_from_json(value), source=Source(source), origin=origin, at=when)


def _links(connection: Connection) -> list[Link]:
    c = tables.links.c
    return [
        Link(
            picture=row.picture,
            sound=row.sound,
            overlap=Fraction(row.overlap),
            offset=Fraction(row.offset),
            method=row.method,
        )
        for row in connection.execute(select(tables.links).order_by(c.picture, c.sound))
    ]


def _recording(clip: ClipId, kind: MediaKind, files: Sequence[_File], said: Iterable[Said]) -> Recording:
    """Of several copies the one on the roll that its reel names is used, else the first by path; a file that is gone
    only when no copy is left."""
    by_name: dict[str, list[_File]] = {}
    for file in sorted(files, key=_preference):
        by_name.setdefault(file_name(file.info.path), []).append(file)
    used = [by_name[name][0] for name in sorted(by_name)]
    there = [file for file in files if not file.gone]
    return Recording(
        id=clip,
        kind=kind,
        roll=used[0].roll,
        files=tuple(file.info for file in used),
        paths=tuple(sorted(file.info.path for file in there or files)),
        said=tuple(said),
        start=Fraction(used[0].start) if used[0].start else None,
        duplicate=any(sum(not copy.gone for copy in copies) > 1 for copies in by_name.values()),
        gone=not there,
    )


def _preference(file: _File) -> tuple[bool, bool, str]:
    return file.gone, file.info.reel != file.roll.roll.name, file.info.path


def links_by_picture(links: Iterable[Link]) -> Mapping[ClipId, list[Link]]:
    """The links of each picture, the longest overlap first."""
    found: dict[ClipId, list[Link]] = {}
    for link in links:
        found.setdefault(link.picture, []).append(link)
    for of_one in found.values():
        of_one.sort(key=lambda link: (-link.overlap, link.sound))
    return found
