"""What goes into the AAF of one bin: master clips and sequences, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from chutier.timecode import Timecode, TimeRange

Rgb = tuple[int, int, int]
"""Red, green, blue, 0 to 65535, as Media Composer keeps clip colours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AafClip:
    """One master clip. `key` stays the same for ever: its MobID follows from it. `time` is source timecode on `tape`;
    `path` the media as this machine sees it. `columns` are texts by the titles of the bin."""

    key: str
    name: str
    tape: str
    time: TimeRange
    path: str
    picture: bool = True
    audio_tracks: int = 0
    width: int = 1920
    height: int = 1080
    sample_rate: int = 48000
    columns: Mapping[str, str] = field(default_factory=dict)
    color: Rgb | None = None

    @property
    def tracks(self) -> tuple[tuple[str, int], ...]:
        """Kind and number of each track: V1, then A1 …"""
        sound = tuple(("sound", number) for number in range(1, self.audio_tracks + 1))
        return (("picture", 1), *sound) if self.picture else sound


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A stretch of a clip's track in a sequence: `at` is its first frame on the track, `start` the frame of the clip
    that it begins with, both counted from 0."""

    clip: str
    track: tuple[str, int]
    at: int
    start: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AafTrack:
    """One track of a sequence, `picture` or `sound`, numbered from 1 in its kind; gaps between events are filler."""

    kind: str
    number: int
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AafSequence:
    """A sequence: `start` is the timecode of its first frame, `length` its frames at `start.rate`."""

    key: str
    name: str
    start: Timecode
    length: int
    tracks: tuple[AafTrack, ...]
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AafBin:
    """All of one AAF. `project` names the project of the clips, and sets their identities apart from other shows'.
    Clips that only a sequence uses belong to `clips` too: an AAF must hold what it refers to."""

    project: str
    rate: Fraction
    clips: tuple[AafClip, ...] = ()
    sequences: tuple[AafSequence, ...] = ()
