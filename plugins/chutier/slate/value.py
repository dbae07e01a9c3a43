"""What a slate says, and the rules that a show declares for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

System = Literal["us", "uk", "fr"]
SYSTEMS: tuple[System, ...] = ("us", "uk", "fr")

TAGS: dict[str, str] = {
    "PU": "pick-up",
    "SER": "series: several runs in one take",
    "MOS": "picture without sound",
    "WT": "wild track, wild line",
    "RT": "room tone, presence",
    "NS": "no slate",
    "TS": "tail slate",
    "FS": "false start",
    "AFS": "after a false start",
    "PL": "plate",
    "CP": "clean plate",
    "REF": "reference: balls, chart",
    "INS": "insert",
}
"""The tags, in the words of the trade; French and other spellings come down to these (SAID_AS)."""

SAID_AS: dict[str, str] = {
    "MUET": "MOS", "MIT": "MOS", "SS": "WT", "SON SEUL": "WT", "WL": "WT", "AMB": "RT", "FA": "RT",
    "SERIE": "SER", "SÉRIE": "SER", "SERIES": "SER", "INSERT": "INS", "FF": "FS",
}  # fmt: skip
"""Other ways of writing a tag: muet, son seul, wild line, ambiance, fond d'air, faux départ."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Slate:
    """What is on the slate. Empty text and None mean that it does not say.

    `us`: scene `A47`, setup `B`. `fr`: scene (séquence) `12bis`, setup (plan) `3` or `3bis`.
    `uk`: `slate` 412 with `variant` letter, scene only where it is written.
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
