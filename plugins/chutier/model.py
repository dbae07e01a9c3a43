"""The domain's values, all frozen: what a file is, what is known of a clip and from whom, scenes, rolls, days."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Date  # noqa: N812 - a field below is called date
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from chutier.fields import FieldValue
from chutier.timecode import TimeRange

ClipId = str
BinPath = tuple[str, ...]


class MediaKind(StrEnum):
    """What a file is."""

    PICTURE = "picture"
    SOUND = "sound"
    STILL = "still"
    SIDECAR = "sidecar"
    UNKNOWN = "unknown"


class Kind(StrEnum):
    """What a thing to be placed in a bin is.

    `picture` and `sound` are recordings as they came; `wild` is a sound that never had a picture; `mos` is a picture
    that was meant to have no sound; `sync` is a picture with its sound, one take of one camera; `group` joins the
    `sync` clips of one take over several cameras; `still` is a photograph.
    """

    PICTURE = "picture"
    SOUND = "sound"
    WILD = "wild"
    MOS = "mos"
    SYNC = "sync"
    GROUP = "group"
    STILL = "still"


class Source(StrEnum):
    """Who says so, for the provenance of an editorial value."""

    HUMAN = "human"
    SCRIPT = "script"
    SLATE = "slate"
    SOUND = "sound"
    CAMERA = "camera"
    FILE = "file"


DEFAULT_PRECEDENCE: tuple[Source, ...] = (
    Source.HUMAN, Source.SCRIPT, Source.SLATE, Source.SOUND, Source.CAMERA, Source.FILE,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One editorial value and its provenance. `origin` is exact: `ixml:SCENE`, `name`, `scripte_J03.csv:14`."""

    field: str
    value: FieldValue
    source: Source
    origin: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioTrack:
    """One audio stream of a file, or one channel of a polyphonic WAV when `name` comes from iXML."""

    index: int
    channels: int = 1
    sample_rate: int | None = None
    codec: str = ""
    layout: str = ""
    name: str = ""
    start: Fraction = Fraction(0)
    """Seconds after the picture's first frame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Two origins inside one file say different things of one field; the first is the one used."""

    field: str
    used: str
    used_origin: str
    other: str
    other_origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaInfo:
    """What one file says of itself. None means that the file does not say; nothing is assumed.

    `time` holds the start timecode and length in frames of its rate; a sound file has one only when its rate is known
    (iXML TIMECODE_RATE). `start_samples` counts from midnight (bext TimeReference). `origins` maps a field's name to
    where its value was read: `tmcd`, `mxf`, `bext`, `ixml`, `stream`, `container`, `sidecar:sony`, `name`.
    An unreadable file is still a MediaInfo, with `error`.
    """

    path: str
    size: int
    mtime_ns: int
    kind: MediaKind
    container: str = ""
    decodable: bool = True
    error: str = ""
    time: TimeRange | None = None
    rate: Fraction | None = None
    frames: int | None = None
    duration: Fraction | None = None
    """Seconds."""
    variable_rate: bool = False
    width: int | None = None
    height: int | None = None
    sample_aspect: Fraction | None = None
    rotation: int = 0
    field_order: str = ""
    pixel_format: str = ""
    codec: str = ""
    profile: str = ""
    colour_range: str = ""
    primaries: str = ""
    transfer: str = ""
    matrix: str = ""
    audio: tuple[AudioTrack, ...] = ()
    samples: int | None = None
    sample_rate: int | None = None
    start_samples: int | None = None
    reel: str = ""
    make: str = ""
    model: str = ""
    serial: str = ""
    created: datetime | None = None
    family: str = ""
    """Camera or recorder family whose grammar the file name follows: `arri`, `red`, `cantar` …"""
    clip_number: str = ""
    file_set: str = ""
    """iXML FAMILY_UID: files of one recording share it."""
    said: tuple[Said, ...] = ()
    """Editorial values found in the file: scene, take, circled, notes …"""
    origins: Mapping[str, str] = field(default_factory=dict)
    disagreements: tuple[Disagreement, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaRef:
    """What an editing program must know of the media behind a clip. `path` is as on disk; `tape` is the reel."""

    path: str
    time: TimeRange | None
    tape: str = ""
    picture: bool = True
    audio_tracks: int = 0
    width: int | None = None
    height: int | None = None
    sample_rate: int | None = None
    start_samples: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clip:
    """One thing to name and place: see Kind. `fields` holds the merged values by canonical field name, only those that
    are known (never empty). `parts` are the clips that a `sync` or `group` joins; picture first. `conflicts` are the
    fields on which sources disagree."""

    id: ClipId
    kind: Kind
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    media: MediaRef | None = None
    parts: tuple[ClipId, ...] = ()
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One scene of the script. `status`: `active`, `added`, `omitted` or `unshot`; `order`: its place in the script."""

    label: str
    ep: str = ""
    order: int = 0
    int_ext: str = ""
    decor: str = ""
    effect: str = ""
    slug: str = ""
    status: str = "active"
    characters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """A card or sound roll as it was read. `day` is the shooting-day number."""

    name: str
    kind: MediaKind
    path: str
    camera: str = ""
    day: int | None = None
    date: Date | None = None
