"""What a slate says, and the rules that a show declares for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

System = Literal["us", "uk", "fr"]
SYSTEMS: tuple[System, ...] = ("us", "uk", "fr")

TAGS: dict[str, str] = {
    "WT": "wild track, wild line: sound that never had a picture (son seul)",
    "RT": "room tone, presence (fond d'air)",
    "PU": "pick-up",
    "SER": "series: several runs in one take",
    "MOS": "picture without sound (muet)",
    "NS": "no slate",
    "TS": "tail slate",
    "FS": "false start",
    "AFS": "after a false start",
    "PL": "plate",
    "CP": "clean plate",
    "REF": "reference: balls, chart",
    "INS": "insert",
}
"""The one vocabulary of tags, in the order in which they are written; what people say otherwise comes down to these."""

WILD = frozenset({"WT", "RT"})
"""Tags of a recording that has no picture, hence no setup of its own: its take stands behind the tag (`12 WT1`)."""

ENGLISH_WORDS: dict[str, str] = {
    "WL": "WT", "WILD": "WT", "WILD TRACK": "WT", "WILD LINE": "WT", "ROOM TONE": "RT", "SERIES": "SER",
    "PICKUP": "PU", "PICK-UP": "PU", "PLATE": "PL", "CLEAN PLATE": "CP", "TAIL SLATE": "TS", "INSERT": "INS",
}  # fmt: skip
"""Other ways of writing a tag under `us` and `uk`."""

FRENCH_WORDS: dict[str, str] = {
    "SS": "WT", "SON SEUL": "WT", "WL": "WT", "FA": "RT", "FOND D'AIR": "RT", "AMB": "RT", "AMBIANCE": "RT",
    "MUET": "MOS", "MUETTE": "MOS", "SERIE": "SER", "INSERT": "INS", "FF": "FS",
}  # fmt: skip
"""Other ways of writing a tag under `fr` (accents are folded before): son seul, fond d'air, muet, faux départ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlateRules:
    """How this show slates.

    `inserted` are the words for added scenes and plans (fr); `prefix_before` says that A47 comes before 47 (the locked
    script's prefix school); `cameras`, when declared, are the only camera letters; `prefixes` gives scene prefixes a
    meaning (`V: vfx_plate`).
    """

    system: System
    inserted: tuple[str, ...] = ("bis", "ter", "quater")
    prefix_before: bool = True
    setup_letters: str = "skip_IO"
    cameras: tuple[str, ...] = ()
    prefixes: Mapping[str, str] = field(default_factory=dict)

    @property
    def letters(self) -> str:
        """The setup letters of the show, as the inside of a character class."""
        skipped = {"skip_IO": "IO", "skip_IOYZ": "IOYZ"}.get(self.setup_letters, "")
        return "".join(chr(code) for code in range(ord("A"), ord("Z") + 1) if chr(code) not in skipped)

    @property
    def words(self) -> dict[str, str]:
        """Every way of writing a tag under this system, with the tag that it means."""
        spoken = FRENCH_WORDS if self.system == "fr" else ENGLISH_WORDS
        return {**{tag: tag for tag in TAGS}, **spoken}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slate:
    """What is on the slate. Empty text and None mean that it does not say.

    `us`: scene `A47`, setup `B`. `fr`: scene (séquence) `12bis`, setup (plan) `3` or `3bis`.
    `uk`: `slate` 412 with `variant` letter, scene only where it is written. `tags` are kept in the order of TAGS, each
    once, whatever the order in which they are given.
    """

    system: System
    ep: str = ""
    scene: str = ""
    setup: str = ""
    slate: int | None = None
    variant: str = ""
    take: int | None = None
    cameras: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        rank = list(TAGS)
        ordered = sorted(dict.fromkeys(self.tags), key=lambda tag: rank.index(tag) if tag in TAGS else len(rank))
        object.__setattr__(self, "tags", tuple(ordered))

    @property
    def wild(self) -> bool:
        """Whether it announces a sound without picture."""
        return not WILD.isdisjoint(self.tags)
