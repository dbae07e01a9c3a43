"""All that a check looks at, gathered once: recordings, clips, links, lines of paper, and who says what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from chutier.blueprint import Blueprint
from chutier.catalog import Catalog
from chutier.catalog.hearing import HeardLink, heard
from chutier.catalog.load import Link, Recording, recordings
from chutier.catalog.merge import SlateReader, folded_text
from chutier.catalog.papers import KeptNote, KeptPaper, notes, papers
from chutier.catalog.recordings import digest, stem
from chutier.catalog.slate_keys import Key, slate_key
from chutier.check.issue import Evidence, Issue, Severity
from chutier.check.kinds import KINDS
from chutier.fields import FieldValue
from chutier.model import Clip, ClipId, Kind, MediaKind, Said, Scene
from chutier.organise import clips_of, scenes_of
from chutier.setreports.note import PaperKind
from chutier.show import Show
from chutier.slate import format_slate, slate_of

RECORDED = frozenset({Kind.PICTURE, Kind.MOS, Kind.SOUND, Kind.WILD, Kind.STILL})
"""Kinds of clip that are one recording."""


@dataclass(frozen=True)
class Facts:
    """The state of a show, read once. Everything else is looked up in it."""

    blueprint: Blueprint
    scenes: tuple[Scene, ...]
    recordings: Mapping[ClipId, Recording]
    links: Sequence[Link]
    clips: Sequence[Clip]
    notes: Sequence[KeptNote]
    papers: Sequence[KeptPaper]
    heard: Mapping[tuple[ClipId, ClipId], HeardLink] = field(default_factory=dict)

    @classmethod
    def gather(cls, show: Show, catalogue: Catalog) -> "Facts":
        """What `catalogue` knows of `show` now."""
        loaded = recordings(catalogue)
        found, links = loaded
        return cls(
            blueprint=show.blueprint,
            scenes=scenes_of(show),
            recordings={recording.id: recording for recording in found},
            links=links,
            clips=clips_of(show, catalogue, loaded=loaded),
            notes=notes(catalogue),
            papers=papers(catalogue),
            heard=heard(catalogue),
        )

    @cached_property
    def by_id(self) -> dict[ClipId, Clip]:
        """Every clip, joined ones too."""
        return {clip.id: clip for clip in self.clips}

    @cached_property
    def recorded(self) -> list[Clip]:
        """Clips that are one recording each."""
        return [clip for clip in self.clips if clip.kind in RECORDED]

    @cached_property
    def pictures(self) -> list[Clip]:
        """Pictures, MOS ones too."""
        return [clip for clip in self.clips if clip.kind in (Kind.PICTURE, Kind.MOS)]

    @cached_property
    def sounds_of(self) -> dict[ClipId, list[ClipId]]:
        """The sounds linked to each picture."""
        found: dict[ClipId, list[ClipId]] = {}
        for link in self.links:
            if link.picture in self.recordings and link.sound in self.recordings:
                found.setdefault(link.picture, []).append(link.sound)
        return found

    @cached_property
    def pictures_of(self) -> dict[ClipId, list[ClipId]]:
        """The pictures linked to each sound."""
        found: dict[ClipId, list[ClipId]] = {}
        for picture, sounds in self.sounds_of.items():
            for sound in sounds:
                found.setdefault(sound, []).append(picture)
        return found

    @cached_property
    def notes_of(self) -> dict[ClipId, list[KeptNote]]:
        """The lines that speak of each recording."""
        found: dict[ClipId, list[KeptNote]] = {}
        for line in self.notes:
            for clip in line.clips:
                found.setdefault(clip, []).append(line)
        return found

    @cached_property
    def script_days(self) -> frozenset[int | None]:
        """Days of which there are script notes."""
        return frozenset(line.day for line in self.notes if line.paper.kind is PaperKind.SCRIPT)

    @cached_property
    def rolls(self) -> frozenset[str]:
        """Every reel and every roll of which something has been read, folded."""
        names = [name for one in self.recordings.values() for name in (one.lead.reel, one.roll.roll.name) if name]
        return frozenset(map(folded_text, names))

    @cached_property
    def _reader(self) -> SlateReader:
        return SlateReader(self.blueprint.slate)

    def words(self, clip: ClipId) -> tuple[Said, ...]:
        """What everybody says of a recording, slates taken apart."""
        said = [word for word in self.recordings[clip].said if word.field != "date"]
        return self._reader.spelt_out(said).said

    def is_sound(self, clip: ClipId) -> bool:
        """Whether a recording is a sound."""
        return self.recordings[clip].kind is MediaKind.SOUND

    def label(self, fields: Mapping[str, FieldValue], *, camera: bool = False) -> str:
        """The slate as it is written on paper, empty when it is not known."""
        plain = {name: value for name, value in fields.items() if camera or name not in ("cam", "cams")}
        slate = slate_of(plain, self.blueprint.slate)
        return format_slate(slate, "paper") if slate else ""

    def note_label(self, line: KeptNote) -> str:
        """The slate of a line of paper."""
        return (self.label(line.note.said) if not line.note.refused else "") or line.note.written

    def name(self, clip: ClipId) -> str:
        """What a person knows a recording by: its file's name without the ending."""
        return stem(self.recordings[clip].lead.path)

    def of_clip(self, clip: ClipId) -> str:
        """Slate and file name."""
        known = self.by_id.get(clip)
        slate = self.label(known.fields) if known else ""
        return f"{slate} · {self.name(clip)}" if slate else self.name(clip)


def day_of(clip: Clip) -> int | None:
    """The shooting day, None when nobody knows it."""
    day = clip.fields.get("day")
    return day if isinstance(day, int) else None


def short(name: str) -> str:
    """`A012C003` of `A012C003_260514_R1AB`."""
    return name.partition("_")[0] if any(sign.isdigit() for sign in name.partition("_")[0]) else name


def take_key(fields: Mapping[str, FieldValue]) -> Key | None:
    """What tells one take from another; None while it is not known."""
    return slate_key(fields)


def issue(
    code: str,
    subject: str,
    what: str,
    *,
    evidence: Iterable[Evidence | tuple[str, str]] = (),
    day: int | None = None,
    scene: str = "",
    clips: Iterable[ClipId] = (),
    severity: Severity | None = None,
    todo: str = "",
    of: Iterable[object] = (),
) -> Issue:
    """An issue of the kind `code`. Its key is made of what does not change from one check to the next: code, subject,
    day, and `of`, what else an acceptance is about: it no longer holds when that changes."""
    kind = KINDS[code]
    return Issue(
        code=code,
        severity=severity or kind.severity,
        subject=subject,
        what=what,
        todo=todo or kind.todo(),
        evidence=tuple(one if isinstance(one, Evidence) else Evidence(where=one[0], says=one[1]) for one in evidence),
        day=day,
        scene=scene,
        clips=tuple(clips),
        key=digest(code, subject, day, *of),
    )
