"""The values of a day report: what the page, the PDF, the CSV and the ALE are all made from."""

from dataclasses import dataclass
from datetime import date as Date  # noqa: N812 - a field below is called date
from fractions import Fraction
from pathlib import Path

from chutier.check.issue import Issue
from chutier.model import ClipId


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one sees and hears of a clip at a glance. `picture`: a JPEG file; `peaks`: loudness from start to end, 0 to
    100, evenly spread; each None when there is none to show."""

    picture: Path | None = None
    peaks: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipLine:
    """One clip of the day as it is listed. `slate` is as written on paper (`12/3-2 A`), `seconds` its real length."""

    id: ClipId
    kind: str
    name: str
    slate: str
    scene: str = ""
    camera: str = ""
    roll: str = ""
    sound_roll: str = ""
    start: str = ""
    end: str = ""
    rate: str = ""
    seconds: Fraction | None = None
    circled: bool = False
    shot_size: str = ""
    comments: str = ""
    tracks: str = ""
    path: str = ""
    tape: str = ""
    look: Look = Look()
    issues: tuple[str, ...] = ()
    """Codes of the issues that are about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneLine:
    """One scene: what the script wants and what exists. `state` is done, partly, absent, omitted or unplanned; `today`
    tells whether the day has anything of it. `useful` are the seconds of circled takes, of one camera each."""

    label: str
    ep: str = ""
    title: str = ""
    state: str = "absent"
    setups: int = 0
    takes: int = 0
    circled: int = 0
    cameras: tuple[str, ...] = ()
    days: tuple[int, ...] = ()
    useful: Fraction = Fraction(0)
    shot: Fraction = Fraction(0)
    wild: int = 0
    lacking: tuple[str, ...] = ()
    """What is missing of it, in words."""
    today: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RollLine:
    """A card or sound roll of the day. `seconds` is the length of all its recordings."""

    name: str
    kind: str
    camera: str = ""
    clips: int = 0
    seconds: Fraction = Fraction(0)
    size: int = 0
    """Bytes."""
    path: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperLine:
    """A paper of the day: its file name, what it is, how many lines of it were read."""

    name: str
    family: str
    notes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DayReport:
    """A shooting day. `issues` stand in the order in which they are to be read, blocking ones first; `scenes` in script
    order; `clips` in shooting order, takes with their sound joined as one line."""

    production: str
    code: str
    day: int | None
    date: Date | None
    language: str
    made: str
    """When the report was made, as local date and time to the minute."""
    issues: tuple[Issue, ...] = ()
    scenes: tuple[SceneLine, ...] = ()
    clips: tuple[ClipLine, ...] = ()
    rolls: tuple[RollLine, ...] = ()
    papers: tuple[PaperLine, ...] = ()
    useful: Fraction = Fraction(0)
    """Seconds of circled takes, one camera each."""
    shot: Fraction = Fraction(0)
    """Seconds of all takes, every camera."""
