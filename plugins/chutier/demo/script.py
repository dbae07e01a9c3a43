"""What happened on day 3 of *La Nuit d'été*: the takes, and the fourteen traps that the day holds."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction

from chutier.timecode import Timecode

TITLE = "La Nuit d'été"
CODE = "NDV"
DAY, DATE = 3, "2026-05-14"
RATE = Fraction(24)

CLAP_FRAME = 24
"""The frame of a picture on which the sticks meet, one second in."""

LEAD, TAIL = 72, 24
"""Frames that the recorder runs before and after the cameras."""

_SHOOTING_DAY_BEGINS = 6
"""Hour before which a time of day belongs to the morning after DATE."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One recording of the day: a take over one or two cameras, or a sound on its own.

    `at` is when the first camera rolled (time of day; a wild track: when the recorder did), `seconds` how long.
    `cards` maps a camera to its card and clip number; `late` how many seconds a camera starts after the first; `off` by
    how many frames the recorder's clock was ahead; `tags` what the camera's metadata says; `slate` False: nobody held
    one; `traps` the numbers of the traps that lie in it.
    """

    scene: str
    setup: str = ""
    take: int = 1
    at: str
    seconds: int = 6
    cards: dict[str, tuple[str, int]] = field(default_factory=dict)
    sound: str = "poly"
    circled: bool = False
    mark: str = ""
    size: str = ""
    note: str = ""
    late: dict[str, int] = field(default_factory=dict)
    off: int = 0
    slate: bool = True
    tags: dict[str, str] = field(default_factory=dict)
    traps: tuple[int, ...] = ()

    @property
    def written(self) -> str:
        """The slate as the crew writes it."""
        body = (
            f"{self.scene}/{self.setup}-{self.take}" if self.setup else f"{self.scene} {self.mark or 'SS'}{self.take}"
        )
        if not self.scene:
            return ""
        return f"{body} {self.mark}" if self.mark and self.setup else body

    @property
    def wild(self) -> bool:
        """Whether it is a sound that never had a picture."""
        return self.sound == "wild"

    @property
    def lead(self) -> int:
        """Frames that the recorder ran before the first camera."""
        return 0 if self.wild else LEAD

    @property
    def heard(self) -> int:
        """Length of the recording, in frames."""
        return self.seconds * 24 + (0 if self.wild else LEAD + TAIL)

    def start(self, camera: str = "") -> Timecode:
        """When `camera`, or the first of them, rolled."""
        return Timecode.parse(f"{self.at}:00", RATE) + self.late.get(camera, 0) * 24

    def moment(self) -> datetime:
        """The same on the calendar, in local time: the shooting day goes on after midnight."""
        begun = datetime.fromisoformat(f"{DATE}T{self.at}")
        return begun + timedelta(days=1) if begun.hour < _SHOOTING_DAY_BEGINS else begun


def _a(card: str, number: int) -> dict[str, tuple[str, int]]:
    return {"A": (card, number)}


DESCRIPTION_NFD = "He\u0301le\u0300ne s'arre\u0302te / regarde la fore\u0302t"
"""Trap 9: accents in pieces (as macOS hands them over), an apostrophe, a slash."""

SHOTS: tuple[Shot, ...] = (
    Shot(scene="12", setup="1", take=1, at="14:02:10", cards=_a("A012", 1), size="PE", note="faux départ au début"),
    Shot(scene="12", setup="1", take=2, at="14:09:40", cards=_a("A012", 2), size="PE", circled=True),
    Shot(scene="12", setup="2", take=1, at="14:31:05", cards=_a("A012", 3), size="PRT", sound="mono", circled=True,
         traps=(2,)),
    Shot(scene="12", setup="3", take=1, at="14:52:30", cards=_a("A012", 4), size="GP", note=DESCRIPTION_NFD,
         traps=(9, 12)),
    # Trap 1: the sound is there and the script notes circle it, but no card holds the picture.
    Shot(scene="12", setup="3", take=2, at="14:58:12", size="GP", circled=True, traps=(1,)),
    # Trap 3: the clap and the script say 12/3, the camera says 12/4.
    Shot(scene="12", setup="3", take=3, at="15:04:47", cards=_a("A012", 5), size="GP",
         tags={"scene": "12/4", "take": "3"}, traps=(3,)),
    Shot(scene="12", take=1, at="15:20:00", seconds=8, sound="wild", mark="SS", note="ambiance cuisine, frigo coupé",
         traps=(5,)),
    Shot(scene="12bis", setup="1", take=1, at="16:05:20", cards={"A": ("A012", 6), "B": ("B007", 1)}, size="PE"),
    Shot(scene="12bis", setup="1", take=2, at="16:12:02", cards={"A": ("A012", 7), "B": ("B007", 2)}, size="PE",
         circled=True),
    # Trap 6: camera B is four seconds late; it is one group all the same.
    Shot(scene="12bis", setup="3", take=1, at="16:40:15", seconds=9, cards={"A": ("A012", 8), "B": ("B007", 3)},
         size="PRP", late={"B": 4}, traps=(6,)),
    Shot(scene="12bis", setup="3", take=2, at="16:47:31", cards={"A": ("A012", 9), "B": ("B007", 4)}, size="PRP",
         circled=True, note="la bonne, avec le rire", traps=(13,)),
    Shot(scene="12bis", take=1, at="17:01:00", seconds=8, sound="wild", mark="SS", note="texte d'Hélène seul",
         traps=(5,)),
    # Trap 10: a pick-up, and a series.
    Shot(scene="A47", setup="1", take=1, at="18:30:44", cards=_a("A013", 1), size="PA"),
    Shot(scene="A47", setup="1", take=2, at="18:36:20", cards=_a("A013", 2), size="PA", mark="PU", circled=True,
         traps=(10,)),
    Shot(scene="A47", setup="2", take=1, at="18:58:03", seconds=9, cards=_a("A013", 3), size="INS", mark="SER",
         traps=(10,)),
    # Trap 14: the set of scene 7 has forty characters.
    Shot(scene="7", setup="1", take=1, at="20:15:09", cards=_a("A013", 4), size="PG", traps=(14,)),
    # Trap 8: the recorder's clock is two frames ahead.
    Shot(scene="7", setup="1", take=2, at="20:22:51", cards=_a("A013", 5), size="PG", circled=True, off=2,
         traps=(8, 14)),
    # Trap 4: MOS. The camera knows its slate; the recorder did not roll.
    Shot(scene="7", setup="2", take=1, at="20:48:36", cards=_a("A013", 6), size="GP", sound="", mark="MUET",
         tags={"scene": "7/2", "take": "1", "comment": "MOS"}, circled=True, traps=(4, 14)),
    # Trap 11: nobody held a slate, nobody wrote it down.
    Shot(scene="", at="21:10:00", cards=_a("A013", 7), sound="", slate=False, note="plan volé, ciel", traps=(11,)),
    Shot(scene="128", setup="1", take=1, at="23:41:18", cards={"A": ("A013", 8), "B": ("B007", 5)}, size="PE"),
    # Trap 7: over midnight.
    Shot(scene="128", setup="1", take=2, at="23:59:56", seconds=9, cards={"A": ("A013", 9), "B": ("B007", 6)},
         size="PE", circled=True, traps=(7,)),
    Shot(scene="128", setup="2", take=1, at="00:21:30", cards=_a("A013", 10), size="PRT"),
)  # fmt: skip
"""In shooting order, as the recorder counted them."""

DOUBLED = ("A012", 3, "A013")
"""Trap 2: clip 3 of card A012 lies under A013 as well."""

TRAPS: tuple[tuple[str, str], ...] = (
    ("12/3-2 is circled in the script notes and on no card", "scripte_J03.csv"),
    ("one clip lies under two cards", "A012C003"),
    ("the clap and the script say 12/3, the camera 12/4", "A012C005"),
    ("a MOS take: no sound is missing", "A013C006"),
    ("two wild tracks: no picture is missing", "12 SS1, 12bis SS1"),
    ("camera B starts four seconds late: still one group", "12bis/3-1"),
    ("a take crosses midnight", "128/1-2"),
    ("the recorder's clock is two frames off", "7/1-2"),
    ("a description with accents in pieces, an apostrophe and a slash", "12/3-1"),
    ("a pick-up and a series", "A47/1-2 PU, A47/2-1 SER"),
    ("a clip without a slate", "A013C007"),
    ("a spreadsheet made the date 12-mars of 12/3", "scripte_J03.csv"),
    ("an editor renames a clip by hand: rename it and build again", "12bis/3-2"),
    ("a set of forty characters", "7"),
)
"""What is wrong or unusual, and where; the numbers start at 1."""

TRAP_PAPERS: dict[int, tuple[str, ...]] = {
    1: ("RAPPORTS/J03/scripte_J03.csv",), 3: ("RAPPORTS/J03/scripte_J03.csv", "RAPPORTS/J03/crif_J03.csv"),
    12: ("RAPPORTS/J03/scripte_J03.csv",), 14: ("scenario.csv",),
}  # fmt: skip
"""Papers of the day that a trap lies in, by its number."""
