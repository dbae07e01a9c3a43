"""Set reports in the catalogue: kept line by line, whatever media there is or will be."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from datetime import date as Date  # noqa: N812 - a field below is called date
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, delete, select

from chutier.catalog import tables
from chutier.catalog.load import PAPER_FILE
from chutier.catalog.recordings import digest, file_name, path_key
from chutier.catalog.store import Catalog
from chutier.catalog.values import storable, value_of, value_to_json
from chutier.model import ClipId
from chutier.setreports.note import Note, Paper, PaperKind


class Reading(StrEnum):
    """What reading a paper brought: it is new, the same as before (or as another one), or a newer form of itself."""

    NEW = "new"
    SAME = "same"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPaper:
    """A paper that the catalogue knows."""

    id: str
    path: str
    kind: PaperKind
    family: str
    day: int | None
    date: Date | None
    warnings: tuple[str, ...]
    digest: str

    @property
    def name(self) -> str:
        """The file's name."""
        return file_name(self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptNote:
    """A line of a paper, and the recordings that it speaks of."""

    id: str
    paper: KeptPaper
    note: Note
    clips: tuple[ClipId, ...] = ()

    @property
    def origin(self) -> str:
        """Where a person finds it: `scripte_J03.csv:14`."""
        return f"{self.paper.name}:{self.note.line}"

    @property
    def day(self) -> int | None:
        """The shooting day of the line, else of its paper."""
        day = self.note.said.get("day", self.paper.day)
        return day if isinstance(day, int) else None


def known_digest(catalog: Catalog, content: str) -> str | None:
    """The path under which a paper of these bytes was read, None when it never was."""
    with catalog.reading() as connection:
        path = connection.scalar(select(tables.papers.c.path).where(tables.papers.c.digest == content))
    return None if path is None else str(path)


def keep_paper(catalog: Catalog, paper: Paper) -> Reading:
    """Keep `paper` in place of what was read from its path. The same bytes from another path are the same paper."""
    key = path_key(paper.path)
    c = tables.papers.c
    with catalog.reading() as connection:
        alike = connection.execute(select(c.id, c.path).where(c.digest == paper.digest)).all()
        before = connection.execute(select(c.digest, c.day).where(c.id == key)).first()
    later_day = before is not None and before.day != paper.day
    if not later_day and any(row.id == key or os.path.lexists(row.path) for row in alike):
        return Reading.SAME
    gone = [row.id for row in alike if row.id != key]  # the file has moved
    with catalog.writing() as connection:
        for old in (key, *gone):
            _forget(connection, old)
        connection.execute(tables.papers.insert(), [_row(key, paper)])
        rows = [
            {
                "id": digest(key, rank, length=24),
                "paper": key,
                "rank": rank,
                "line": note.line,
                "content": to_json(note),
            }
            for rank, note in enumerate(paper.notes)
        ]
        connection.execute(tables.notes.insert(), rows)
    return Reading.NEW if before is None and not gone else Reading.CHANGED


def forget_paper(catalog: Catalog, path: str) -> bool:
    """Forget the paper read from `path` and all that it said. False when there is none."""
    key = path_key(path)
    with catalog.writing() as connection:
        there = connection.scalar(select(tables.papers.c.id).where(tables.papers.c.id == key)) is not None
        _forget(connection, key)
    return there


def _forget(connection: Connection, key: str) -> None:
    n = tables.notes.c
    of_paper = select(n.id).where(n.paper == key)
    connection.execute(delete(tables.note_clips).where(tables.note_clips.c.note.in_(of_paper)))
    connection.execute(delete(tables.notes).where(n.paper == key))
    connection.execute(delete(tables.said).where(tables.said.c.file == f"{PAPER_FILE}{key}"))
    connection.execute(delete(tables.papers).where(tables.papers.c.id == key))


def _row(key: str, paper: Paper) -> dict[str, Any]:
    return {
        "id": key, "path": paper.path, "kind": paper.kind.value, "family": paper.family, "digest": paper.digest,
        "day": paper.day, "date": paper.date.isoformat() if paper.date else None, "encoding": paper.encoding,
        "warnings": json.dumps(paper.warnings), "read_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }  # fmt: skip


def papers(catalog: Catalog) -> list[KeptPaper]:
    """Every paper, by day and name."""
    with catalog.reading() as connection:
        rows = connection.execute(select(tables.papers)).all()
    found = [
        KeptPaper(
            id=row.id, path=row.path, kind=PaperKind(row.kind), family=row.family, day=row.day,
            date=Date.fromisoformat(row.date) if row.date else None, warnings=tuple(json.loads(row.warnings)),
            digest=row.digest,
        )
        for row in rows
    ]  # fmt: skip
    return sorted(found, key=lambda paper: (paper.day is None, paper.day or 0, paper.name, paper.path))


def notes(catalog: Catalog) -> list[KeptNote]:
    """Every line of every paper, paper by paper, with the recordings that it speaks of."""
    known = papers(catalog)
    by_id = {paper.id: paper for paper in known}
    with catalog.reading() as connection:
        n, link = tables.notes.c, tables.note_clips.c
        clips: dict[str, list[ClipId]] = {}
        for note, clip in connection.execute(select(link.note, link.clip).order_by(link.note, link.clip)):
            clips.setdefault(note, []).append(clip)
        rows = connection.execute(select(n.id, n.paper, n.line, n.content).order_by(n.paper, n.rank)).all()
    place = {paper.id: index for index, paper in enumerate(known)}
    found = [
        KeptNote(id=note, paper=by_id[paper], note=from_json(content, line), clips=tuple(clips.get(note, ())))
        for note, paper, line, content in rows
        if paper in by_id
    ]
    return sorted(found, key=lambda one: place[one.paper.id])


_TUPLES = ("cams", "media", "rolls")
_TEXTS = ("written", "refused", "sound_roll", "start", "repaired")


def to_json(note: Note) -> str:
    """A note as JSON, without its line; what is empty is left out."""
    document: dict[str, Any] = {name: storable(text) for name in _TEXTS if (text := getattr(note, name))}
    document |= {name: [storable(one) for one in many] for name in _TUPLES if (many := getattr(note, name))}
    if note.said:
        document["said"] = {name: json.loads(value_to_json(value)) for name, value in note.said.items()}
    return json.dumps(document)


def from_json(text: str, line: int) -> Note:
    """The note that `to_json` was given."""
    document: Mapping[str, Any] = json.loads(text)
    said = {name: value_of(value) for name, value in document.get("said", {}).items()}
    texts: dict[str, Any] = {name: document.get(name, "") for name in _TEXTS}
    many: dict[str, Any] = {name: tuple(document.get(name, ())) for name in _TUPLES}
    return Note(line=line, said=said, **texts, **many)
