"""Writing what was read: files, clips and what they say, one batch in one transaction."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, exists, select, update

from chutier.catalog import tables
from chutier.catalog.recordings import (
    clip_id,
    clock_seconds,
    file_name,
    is_recording,
    length_seconds,
    member_of,
    path_key,
    recorder_of,
    start_seconds,
)
from chutier.catalog.store import Catalog
from chutier.catalog.values import info_to_json, storable, value_to_json
from chutier.model import ClipId, MediaInfo, MediaKind, Source

PAPER = frozenset({Source.HUMAN, Source.SCRIPT, Source.SLATE})
"""Sources that are people: what they said of a clip outlives the file that they said it of."""


@dataclass(frozen=True, slots=True)
class Known:
    """A file that the catalogue knows: just enough to see whether it is still the same."""

    key: str
    path: str
    size: int
    mtime_ns: int
    roll: str
    clip: ClipId | None
    member: str
    unreadable: bool
    gone: bool


@dataclass(slots=True)
class Memory:
    """All that the catalogue knows of files, loaded once: an ingest then asks nothing file by file."""

    by_key: dict[str, Known] = field(default_factory=dict)
    by_clip: dict[ClipId, dict[str, Known]] = field(default_factory=dict)
    members: dict[str, ClipId] = field(default_factory=dict)

    @classmethod
    def load(cls, catalog: Catalog) -> "Memory":
        """What `catalog` knows now."""
        c = tables.files.c
        memory = cls()
        query = select(c.key, c.path, c.size, c.mtime_ns, c.roll, c.clip, c.member, c.error != "", c.gone != 0)
        with catalog.reading() as connection:
            for row in connection.execute(query):
                memory.add(Known(*row))
        return memory

    def add(self, known: Known) -> None:
        """Remember `known` in place of what was known under its key."""
        self.forget(known.key)
        self.by_key[known.key] = known
        if known.clip:
            self.by_clip.setdefault(known.clip, {})[known.key] = known
            if known.member:
                self.members.setdefault(known.member, known.clip)

    def forget(self, key: str) -> None:
        """The file of this key is no more, or is about to be remembered anew."""
        old = self.by_key.pop(key, None)
        if old and old.clip:
            self.by_clip[old.clip].pop(key, None)


@dataclass(slots=True)
class Batch:
    """Rows to be written together."""

    files: list[dict[str, Any]] = field(default_factory=list)
    clips: dict[ClipId, str] = field(default_factory=dict)
    said: list[dict[str, Any]] = field(default_factory=list)
    moved: list[Known] = field(default_factory=list)
    replaced: list[tuple[ClipId, ClipId]] = field(default_factory=list)

    def take(self, info: MediaInfo, roll: str, memory: Memory, still_there: Callable[[str], bool]) -> Known:
        """Add one file of `roll`. Finds its recording, and whether it only moved here from somewhere else."""
        key = path_key(info.path)
        before = memory.by_key.get(key)
        member = member_of(info, roll)
        clip: ClipId | None = None
        if is_recording(info):
            clip = memory.members.get(member) if member else None
            clip = clip or clip_id(info)
            kind = MediaKind.PICTURE if info.kind is MediaKind.UNKNOWN else info.kind
            self.clips.setdefault(clip, kind.value)
        known = Known(key, info.path, info.size, info.mtime_ns, roll, clip, member, bool(info.error), False)
        if before and before.clip and clip and before.clip != clip:
            self.replaced.append((before.clip, clip))
        if clip:
            name = file_name(info.path)
            for other in list(memory.by_clip.get(clip, {}).values()):
                if other.key != key and file_name(other.path) == name and not still_there(other.path):
                    self.moved.append(other)
                    memory.forget(other.key)
        memory.add(known)
        self.files.append(_file_row(info, known))
        self.said += _said_rows(info, known)
        return known

    def write(self, catalog: Catalog) -> None:
        """Write everything, or, if anything fails, nothing."""
        if not self.files:
            return
        with catalog.writing() as connection:
            self._write_clips(catalog, connection)
            keys = [row["key"] for row in self.files] + [known.key for known in self.moved]
            _delete_by_key(connection, tables.said.c.file, keys)
            _delete_by_key(connection, tables.files.c.key, [known.key for known in self.moved])
            insert = catalog.insert(tables.files)
            changed = {name: insert.excluded[name] for name in self.files[0] if name != "key"}
            connection.execute(insert.on_conflict_do_update(index_elements=["key"], set_=changed), self.files)
            if self.said:
                connection.execute(tables.said.insert(), self.said)
            _hand_over(connection, self.replaced)

    def _write_clips(self, catalog: Catalog, connection: Connection) -> None:
        if self.clips:
            rows = [{"id": clip, "kind": kind} for clip, kind in sorted(self.clips.items())]
            insert = catalog.insert(tables.clips)
            kind = {"kind": insert.excluded.kind}
            connection.execute(insert.on_conflict_do_update(index_elements=["id"], set_=kind), rows)


def _delete_by_key(connection: Connection, column: Any, keys: Sequence[str]) -> None:
    if keys:
        statement = delete(column.table).where(column == bindparam("one_key"))
        connection.execute(statement, [{"one_key": key} for key in keys])


def _hand_over(connection: Connection, replaced: Iterable[tuple[ClipId, ClipId]]) -> None:
    """A file that was written anew in its place is another recording; what people said of it they said of this one."""
    for old, new in replaced:
        said, files, links = tables.said.c, tables.files.c, tables.links.c
        if connection.scalar(select(exists().where(files.clip == old))):
            continue
        connection.execute(update(tables.said).where(said.clip == old, said.file.is_(None)).values(clip=new))
        connection.execute(delete(tables.links).where((links.picture == old) | (links.sound == old)))
        connection.execute(delete(tables.said).where(said.clip == old))
        connection.execute(delete(tables.note_clips).where(tables.note_clips.c.clip == old))
        heard = tables.heard.c
        connection.execute(delete(tables.heard).where((heard.picture == old) | (heard.sound == old)))
        connection.execute(delete(tables.clips).where(tables.clips.c.id == old))


def _text(value: object | None) -> str | None:
    return None if value is None else str(value)


def _file_row(info: MediaInfo, known: Known) -> dict[str, Any]:
    return {
        "key": known.key,
        "path": info.path,
        "roll": known.roll,
        "clip": known.clip,
        "member": known.member,
        "kind": info.kind.value,
        "size": info.size,
        "mtime_ns": info.mtime_ns,
        "info": info_to_json(info),
        "error": storable(info.error),
        "gone": 0,
        "start": _text(start_seconds(info)),
        "length": _text(length_seconds(info)),
        "clock": _text(clock_seconds(info)),
        "recorder": recorder_of(info, known.roll),
    }


def _said_rows(info: MediaInfo, known: Known) -> list[dict[str, Any]]:
    if not known.clip:
        return []
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return [
        {
            "clip": known.clip,
            "file": known.key,
            "field": word.field,
            "value": value_to_json(word.value),
            "source": word.source.value,
            "origin": storable(word.origin),
            "at": word.at.isoformat() if word.at else now,
        }
        for word in info.said
    ]
