"""Of which recordings a line of a paper speaks, and what it then says of them.

    scripte_J03.csv:14  12/3-2 ● A012C004  ──names──> picture A012C004 ──ran with──> sound S003T07
                                           ──slate──> sound that says 12/3-2 by itself

A name on the paper counts before a slate, a slate only on its own shooting day. What media says is read without what
papers say of it, so that the answer does not depend on what was read first.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any

from sqlalchemy import delete, select

from chutier.blueprint import Blueprint
from chutier.catalog import tables
from chutier.catalog.load import PAPER_FILE, Link, Recording, recordings
from chutier.catalog.merge import SlateReader, folded_text, merge
from chutier.catalog.papers import KeptNote, notes
from chutier.catalog.recordings import called, stem
from chutier.catalog.slate_keys import Key, is_wild, slate_key, slate_tags
from chutier.catalog.store import Catalog
from chutier.catalog.values import storable, value_to_json
from chutier.fields import FieldValue
from chutier.model import ClipId, MediaKind
from chutier.setreports.note import PaperKind

_OF_THE_TAKE = (
    "ep", "scene", "setup", "slate", "take", "tags", "circled", "status", "shot_size", "description", "comments",
    "wild",
)  # fmt: skip
_OF_THE_PICTURE = ("mos", "lens", "unit", "roles")
_SLATE = ("ep", "scene", "setup", "slate", "take", "tags", "wild", "roles")


@dataclass(slots=True)
class _Index:
    """Recordings by what a paper may call them."""

    by_id: Mapping[ClipId, Recording]
    by_name: dict[str, set[ClipId]] = field(default_factory=dict)
    by_slate: dict[Key, list[ClipId]] = field(default_factory=dict)
    tags: dict[ClipId, frozenset[str]] = field(default_factory=dict)
    sounds_of: dict[ClipId, list[ClipId]] = field(default_factory=dict)
    pictures_of: dict[ClipId, list[ClipId]] = field(default_factory=dict)

    def is_sound(self, clip: ClipId) -> bool:
        return self.by_id[clip].kind is MediaKind.SOUND

    def day(self, clip: ClipId) -> int | None:
        return self.by_id[clip].roll.roll.day

    def camera(self, clip: ClipId) -> str:
        """The camera of a picture, as its card tells it; empty when it does not, and for sounds."""
        return "" if self.is_sound(clip) else self.by_id[clip].roll.roll.camera

    def named(self, name: str, day: int | None) -> list[ClipId]:
        """The recording of that name: whole, or as far as its first marks (`A012C003` of `A012C003_260514_R1AB`)."""
        plain = folded_text(PurePath(name.replace("\\", "/")).name)
        found = self.by_name.get(plain) or self.by_name.get(folded_text(stem(plain)), set())
        if len(found) > 1 and day is not None:
            found = {clip for clip in found if self.day(clip) in (day, None)}
        return sorted(found) if len(found) == 1 else []

    def slated(self, key: Key, tags: frozenset[str], day: int | None) -> list[ClipId]:
        """The recordings of that slate on that day; where some bear the very same marks (PU, SER), only those."""
        found = [
            clip for clip in self.by_slate.get(key, ()) if day is None or self.day(clip) in (day, None)
        ]  # fmt: skip
        alike = [clip for clip in found if self.tags.get(clip, frozenset()) == tags]
        return alike or found


def link_notes(catalog: Catalog, blueprint: Blueprint) -> int:
    """Find anew what every line of every paper speaks of, and let it say so. Gives the number of lines that speak of
    something. Nothing is written when nothing has changed."""
    lines = notes(catalog)
    found, links = recordings(catalog, papers=False, every_link=True)
    index = _index(found, links, blueprint)
    matched = _matched(lines, index)
    if any(tuple(sorted(matched[line.id])) != line.clips for line in lines) or not _all_said(catalog, lines):
        _write(catalog, lines, matched, index)
    return sum(1 for clips in matched.values() if clips)


def _index(found: Iterable[Recording], links: Iterable[Link], blueprint: Blueprint) -> _Index:
    index = _Index(by_id={recording.id: recording for recording in found})
    reader = SlateReader(blueprint.slate)
    for link in sorted(links, key=lambda link: (-link.overlap, link.sound)):
        if link.picture in index.by_id and link.sound in index.by_id:
            index.sounds_of.setdefault(link.picture, []).append(link.sound)
            index.pictures_of.setdefault(link.sound, []).append(link.picture)
    slates: dict[ClipId, Mapping[str, FieldValue]] = {}
    for recording in index.by_id.values():
        for name in {name for path in recording.paths for name in called(path)}:
            index.by_name.setdefault(name, set()).add(recording.id)
        slates[recording.id] = merge(reader.spelt_out(recording.said).said, blueprint.precedence).fields
    for recording in index.by_id.values():
        own = slates[recording.id]
        if slate_key(own) is None:  # a picture is of the take that its sounds say, the one that ran longest first
            sounds = (slates[sound] for sound in index.sounds_of.get(recording.id, ()))
            own = next((said for said in sounds if slate_key(said) and not is_wild(said)), own)
        if key := slate_key(own):
            index.by_slate.setdefault(key, []).append(recording.id)
            index.tags[recording.id] = slate_tags(own)
    return index


def _matched(lines: Sequence[KeptNote], index: _Index) -> dict[str, set[ClipId]]:
    """The recordings of each line, by the line's id."""
    named = {line.id: {c for name in line.note.media for c in index.named(name, line.day)} for line in lines}
    script = [line for line in lines if line.paper.kind is PaperKind.SCRIPT]
    claimed: dict[ClipId, set[Key | None]] = {}
    for line in script:
        for clip in named[line.id]:
            for one in (clip, *index.sounds_of.get(clip, ())):
                claimed.setdefault(one, set()).add(slate_key(line.note.said))
    slated = {line.id: _by_slate(line, index) for line in lines}
    told = {clip for line in script for clip in slated[line.id]}
    found: dict[str, set[ClipId]] = {}
    for line in lines:
        by_slate = slated[line.id]
        if line.paper.kind is PaperKind.SOUND:
            found[line.id] = {clip for clip in named[line.id] or by_slate if index.is_sound(clip)}
        elif line.paper.kind is PaperKind.CAMERA:
            found[line.id] = _pictures(line, named[line.id], by_slate, index)
        else:
            found[line.id] = _of_script(line, named[line.id], by_slate, claimed, told, index)
    return found


def _by_slate(line: KeptNote, index: _Index) -> list[ClipId]:
    key = slate_key(line.note.said) if not line.note.refused else None
    found = index.slated(key, slate_tags(line.note.said), line.day) if key else []
    return [clip for clip in found if not line.note.cams or index.camera(clip) in ("", *line.note.cams)]


def _pictures(line: KeptNote, named: set[ClipId], by_slate: Sequence[ClipId], index: _Index) -> set[ClipId]:
    """What a camera report speaks of: pictures, by slate only those of its own cards."""
    if named or line.note.media:
        return {clip for clip in named if not index.is_sound(clip)}
    rolls = {folded_text(roll) for roll in line.note.rolls}
    return {
        clip for clip in by_slate
        if not index.is_sound(clip) and (not rolls or folded_text(_reel(index.by_id[clip])) in rolls)
    }  # fmt: skip


def _of_script(
    line: KeptNote,
    named: set[ClipId],
    by_slate: Sequence[ClipId],
    claimed: Mapping[ClipId, set[Key | None]],
    told: Collection[ClipId],
    index: _Index,
) -> set[ClipId]:
    """Pictures that the line names, else those of its slate that no other line names; and the sounds of the take.

    A sound that ran with a named picture is of the take unless it ran on through others, or says by itself that it is
    of another take, and something bears it out: then it is another unit's.
    """
    key = slate_key(line.note.said)
    found = set(named)
    own_sound = any(index.is_sound(clip) for clip in by_slate)
    for clip in named:
        for sound in index.sounds_of.get(clip, ()):
            others = any(picture not in named for picture in index.pictures_of[sound])
            strange = sound not in by_slate and sound in index.tags and (sound in told or own_sound or others)
            if claimed[sound] <= {key} and not strange and line.note.said.get("mos") is not True:
                found.add(sound)
    free = [clip for clip in by_slate if claimed.get(clip, set()) <= {key}]
    found.update(free)
    if not any(index.is_sound(clip) for clip in found):  # it ran beside another unit's take, but says what it is
        found.update(clip for clip in by_slate if index.is_sound(clip))
    return found


def _reel(recording: Recording) -> str:
    return recording.lead.reel or recording.roll.roll.name


def _all_said(catalog: Catalog, lines: Sequence[KeptNote]) -> bool:
    """Whether the words of the papers are there, as far as one sees without reading them."""
    with catalog.reading() as connection:
        c = tables.said.c
        there = set(connection.scalars(select(c.file).where(c.file.startswith(PAPER_FILE)).distinct()))
    return there == {f"{PAPER_FILE}{line.paper.id}" for line in lines if line.clips}


def _write(catalog: Catalog, lines: Sequence[KeptNote], matched: Mapping[str, set[ClipId]], index: _Index) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    links = [{"note": line.id, "clip": clip} for line in lines for clip in sorted(matched[line.id])]
    said = [
        row for line in reversed(lines) for clip in sorted(matched[line.id])
        for row in _words(line, clip, index.is_sound(clip), now)
    ]  # fmt: skip
    with catalog.writing() as connection:
        connection.execute(delete(tables.note_clips))
        connection.execute(delete(tables.said).where(tables.said.c.file.startswith(PAPER_FILE)))
        if links:
            connection.execute(tables.note_clips.insert(), links)
        if said:
            connection.execute(tables.said.insert(), said)


def _words(line: KeptNote, clip: ClipId, is_sound: bool, now: str) -> Iterable[dict[str, Any]]:
    """What the line says of one of its recordings."""
    note = line.note
    names = _OF_THE_TAKE if is_sound else (*_OF_THE_TAKE, *_OF_THE_PICTURE)
    said = {name: note.said[name] for name in names if name in note.said and not (note.refused and name in _SLATE)}
    if not is_sound and note.sound_roll:
        said["sound_roll"] = note.sound_roll
    if not is_sound and len(note.cams) == 1:
        said["cam"] = note.cams[0]
    for name, value in said.items():
        yield {
            "clip": clip, "file": f"{PAPER_FILE}{line.paper.id}", "field": name, "value": value_to_json(value),
            "source": line.paper.kind.source.value, "origin": storable(line.origin), "at": now,
        }  # fmt: skip
