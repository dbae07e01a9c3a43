"""What a paper says, line by line: one note is one take, or one recording, as somebody on the set wrote it down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Date  # noqa: N812 - a field below is called date
from enum import StrEnum

from chutier.fields import FieldValue
from chutier.model import Source


class PaperKind(StrEnum):
    """Who wrote a paper."""

    SCRIPT = "script"
    CAMERA = "camera"
    SOUND = "sound"

    @property
    def source(self) -> Source:
        """As whose word its values count."""
        return {"script": Source.SCRIPT, "camera": Source.CAMERA, "sound": Source.SOUND}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One line of a paper.

    `line` is where a person finds it. `written` is the slate as it stands there, with its take; `said` holds what the
    line says by canonical field (ep, scene, setup, slate, take, tags, circled, shot_size, comments, day, date …), the
    slate taken apart under the show's system; `refused` why it could not be. `media` are the clips and files that the
    line names (`A012C005`, `S003T05.wav`), `rolls` the cards, `sound_roll` the sound roll, `cams` the cameras that
    rolled, `start` a timecode as it is written there.
    """

    line: int
    written: str = ""
    said: Mapping[str, FieldValue] = field(default_factory=dict)
    refused: str = ""
    cams: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    rolls: tuple[str, ...] = ()
    sound_roll: str = ""
    start: str = ""
    repaired: str = ""
    """What stood in the cell, when a spreadsheet had made a date of the slate and we have taken it back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper as it was read. `family` is the format that it was known by (`script notes`, `VES CRIF`, `Sound
    Devices` …), `digest` stands for its bytes, `warnings` are for a person, one sentence each."""

    path: str
    kind: PaperKind
    family: str
    digest: str
    notes: tuple[Note, ...]
    day: int | None = None
    date: Date | None = None
    encoding: str = ""
    guessed: bool = False
    warnings: tuple[str, ...] = ()
