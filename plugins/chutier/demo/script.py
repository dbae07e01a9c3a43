"""What happened on day 3 of *La Nuit d'été*: the takes, and the fourteen traps that the day holds."""

from dataclasses import dataclass, field

TITLE = "La Nuit d'été"
CODE = "NDV"
DAY, DATE = 3, "2026-05-14"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One recording of the day: a take over one or two cameras, or a sound on its own.

    `at` is when the first camera rolled (time of day), `seconds` how long. `cards` maps a camera to its card and clip
    number; `late` how many seconds a camera starts after the first; `off` by how many frames the recorder's clock was
    wrong; `tags` what the camera's metadata says; `slate` False: nobody held one.
    """

    scene: str
    setup: str = ""
    take: int = 1
    at: str
    seconds: float = 6.0
    cards: dict[str, tuple[str, int]] = field(default_factory=dict)
    sound: str = "poly"
    circled: bool = False
    mark: str = ""
    size: str = ""
    note: str = ""
    late: dict[str, float] = field(default_factory=dict)
    off: int = 0
    slate: bool = True
    tags: dict[str, str] = field(default_factory=dict)
    clap: str = ""

    @property
    def written(self) -> str:
        """The slate as the crew writes it."""
        body = (
            f"{self.scene}/{self.setup}-{self.take}" if self.setup else f"{self.scene} {self.mark or 'SS'}{self.take}"
        )
        return f"{body} {self.mark}" if self.mark and self.setup else body


def _a(card: str, number: int) -> dict[str, tuple[str, int]]:
    return {"A": (card, number)}


DESCRIPTION_NFD = "He\u0301le\u0300ne s'arre\u0302te / regarde la fore\u0302t"
"""Trap 9: accents in pieces (as macOS hands them over), an apostrophe, a slash."""

SHOTS: tuple[Shot, ...] = (
    Shot(scene="12", setup="1", take=1, at="14:02:10", cards=_a("A012", 1), size="PE", note="faux départ au début"),
    Shot(scene="12", setup="1", take=2, at="14:09:40", cards=_a("A012", 2), size="PE", circled=True),
    Shot(scene="12", setup="2", take=1, at="14:31:05", cards=_a("A012", 3), size="PRT", sound="mono", circled=True),
    Shot(scene="12", setup="3", take=1, at="14:52:30", cards=_a("A012", 4), size="GP", note=DESCRIPTION_NFD),
    # Trap 1: the sound is there and the script notes circle it, but no card holds the picture.
    Shot(scene="12", setup="3", take=2, at="14:58:12", size="GP", circled=True),
    # Trap 3: the clap and the script say 12/3, the camera says 12/4.
    Shot(scene="12", setup="3", take=3, at="15:04:47", cards=_a("A012", 5), size="GP",
         tags={"scene": "12/4", "take": "3"}),
    Shot(scene="12", take=1, at="15:20:00", seconds=8, sound="wild", mark="SS", note="ambiance cuisine, frigo coupé"),
    Shot(scene="12bis", setup="1", take=1, at="16:05:20", cards={"A": ("A012", 6), "B": ("B007", 1)}, size="PE"),
    Shot(scene="12bis", setup="1", take=2, at="16:12:02", cards={"A": ("A012", 7), "B": ("B007", 2)}, size="PE",
         circled=True),
    # Trap 6: camera B is four seconds late; it is one group all the same.
    Shot(scene="12bis", setup="3", take=1, at="16:40:15", seconds=9, cards={"A": ("A012", 8), "B": ("B007", 3)},
         size="PRP", late={"B": 4}),
    Shot(scene="12bis", setup="3", take=2, at="16:47:31", cards={"A": ("A012", 9), "B": ("B007", 4)}, size="PRP",
         circled=True, note="la bonne, avec le rire"),
    Shot(scene="12bis", take=1, at="17:01:00", seconds=8, sound="wild", mark="SS", note="texte d'Hélène seul"),
    # Trap 10: a pick-up, and a series.
    Shot(scene="A47", setup="1", take=1, at="18:30:44", cards=_a("A013", 1), size="PA"),
    Shot(scene="A47", setup="1", take=2, at="18:36:20", cards=_a("A013", 2), size="PA", mark="PU", circled=True),
    Shot(scene="A47", setup="2", take=1, at="18:58:03", seconds=9, cards=_a("A013", 3), size="INS", mark="SER"),
    # Trap 14: the set of scene 7 has forty characters.
    Shot(scene="7", setup="1", take=1, at="20:15:09", cards=_a("A013", 4), size="PG"),
    # Trap 8: the recorder's clock is two frames late.
    Shot(scene="7", setup="1", take=2, at="20:22:51", cards=_a("A013", 5), size="PG", circled=True, off=2),
    # Trap 4: MOS. The camera knows its slate; the recorder did not roll.
    Shot(scene="7", setup="2", take=1, at="20:48:36", cards=_a("A013", 6), size="GP", sound="", mark="MUET",
         tags={"scene": "7/2", "take": "1", "comment": "MOS"}, circled=True),
    # Trap 11: nobody held a slate, nobody wrote it down.
    Shot(scene="", at="21:10:00", cards=_a("A013", 7), sound="", slate=False, note="plan volé, ciel"),
    Shot(scene="128", setup="1", take=1, at="23:41:18", cards={"A": ("A013", 8), "B": ("B007", 5)}, size="PE"),
    # Trap 7: over midnight.
    Shot(scene="128", setup="1", take=2, at="23:59:56", seconds=9, cards={"A": ("A013", 9), "B": ("B007", 6)}, size="PE",
         circled=True),
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
