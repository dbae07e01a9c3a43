"""One recording of the generated week: what happened, and what is left of it on cards, on sound rolls and on paper."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction

from chutier.timecode import Timecode, frames_per_day

RATE = Fraction(24)
FPS = 24
DATES = tuple(date(2026, 5, 11) + timedelta(days=day) for day in range(6))
"""The six shooting days."""

MOS, WILD = "MUET", "SS"
"""Marks on the slate: shot without sound, a sound on its own."""

_NO_FILE = frozenset({"circled-absent", "take-absent", "no-picture", "clip-gap", "take-gap", "card-absent"})
_NO_NUMBER = _NO_FILE - {"clip-gap", "card-absent"}
_NO_SOUND = frozenset({"take-absent", "no-sound", "clip-gap", "take-gap", "no-slate"})
_NO_SCRIPT_ROW = frozenset({"not-in-notes", "no-picture", "clip-gap", "take-gap", "no-slate"})
_NO_CAMERA_ROW = _NO_FILE - {"card-absent"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card of a camera and day; `index` orders those of a day. `called`: it bears the name of that earlier card."""

    camera: str
    day: int
    index: int
    called: "Card | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rolled:
    """A camera that rolled: onto which card, how many seconds after the first."""

    card: Card
    late: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A take over one or two cameras, or a sound on its own.

        recorder  |--lead--|------------------------|-tail-|
        camera A           |-------- frames --------|
        camera B           |--late--|---------------|

    `start` counts frames from the midnight before the shooting day, and goes on past the next. `flaw` is the code of
    the fault that was seeded in it; `camera_says` the plan that the camera has instead of its own; `copied_to` another
    card on which its clip lies as well.
    """

    number: int
    day: int
    unit: int
    scene: str
    setup: str = ""
    take: int
    mark: str = ""
    start: int = 0
    frames: int
    rolled: tuple[Rolled, ...] = ()
    sound: bool = True
    circled: bool = False
    size: str = ""
    note: str = ""
    lead: int = 0
    tail: int = 0
    flaw: str = ""
    camera_says: str = ""
    copied_to: Card | None = None

    @property
    def slate(self) -> str:
        """What stands on the board above the take: `12/3`, `12 SS`."""
        return f"{self.scene}/{self.setup}" if self.setup else f"{self.scene} {self.mark}"

    @property
    def written(self) -> str:
        """The slate with its take, without marks: `12/3-2`, `12 SS1`."""
        return f"{self.slate}-{self.take}" if self.setup else f"{self.slate}{self.take}"

    @property
    def end(self) -> int:
        """The frame after the last one of the pictures."""
        return self.start + self.frames

    @property
    def cameras(self) -> str:
        """The letters of the cameras that rolled."""
        return "".join(rolled.card.camera for rolled in self.rolled)

    @property
    def wild(self) -> bool:
        """Whether it is a sound that never had a picture."""
        return self.mark == WILD

    @property
    def mos(self) -> bool:
        """Whether it was meant to have no sound."""
        return self.mark == MOS

    @property
    def filmed(self) -> bool:
        """Whether its picture lies on a card."""
        return bool(self.rolled) and self.flaw not in _NO_FILE

    @property
    def numbered(self) -> bool:
        """Whether it took a clip number, seen by anybody or not."""
        return bool(self.rolled) and self.flaw not in _NO_NUMBER

    @property
    def heard(self) -> bool:
        """Whether its sound lies on a roll and in the sound report."""
        return self.sound and self.flaw not in _NO_SOUND

    @property
    def noted(self) -> bool:
        """Whether the script notes have a row for it."""
        return self.flaw not in _NO_SCRIPT_ROW

    @property
    def reported(self) -> bool:
        """Whether the camera report has rows for it."""
        return bool(self.rolled) and self.flaw not in _NO_CAMERA_ROW

    def moment(self, frame: int) -> datetime:
        """`frame` on the calendar, in local time."""
        midnight = datetime.combine(DATES[self.day - 1], datetime.min.time())
        return midnight + timedelta(seconds=frame // FPS)


def timecode(frame: int) -> Timecode:
    """What a clock of the time of day shows at `frame`."""
    return Timecode(frame % frames_per_day(RATE), RATE)
