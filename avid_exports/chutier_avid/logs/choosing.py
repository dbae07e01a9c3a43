"""Who wins where two logs say different things of one clip."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from chutier_avid.ale.writer import clean
from chutier_avid.rehearsal.landing import KEYS


class Winner(StrEnum):
    """Whose text a cell gets when both have one. A text always goes before an empty cell."""

    A = "A"
    B = "B"
    LONGER = "longer"
    NEWER = "newer-nonempty"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """`prefer` is for every column but those that say which recording a row is (KEYS): a sheet's time of day must not
    become a clip's Start. `take` is for one column, whichever. `newer` says which file is the newer one."""

    prefer: Winner = Winner.A
    take: Mapping[str, Winner] = field(default_factory=dict)
    newer: Winner = Winner.A

    def winner(self, title: str, a: str, b: str) -> Winner:
        """A or B, for two different texts under `title`."""
        rule = self.take.get(title) or (Winner.A if title in KEYS else self.prefer)
        if rule is Winner.NEWER:
            return self.newer
        if rule is Winner.LONGER:
            return Winner.B if len(b) > len(a) else Winner.A
        return rule

    def is_asked(self, title: str) -> bool:
        """Whether a person chose for `title`, and need not be told of every conflict as of a surprise."""
        return title in self.take or (self.prefer is Winner.B and title not in KEYS)


def same_text(a: str, b: str) -> bool:
    """Whether two cells say the same, however blanks stand and accents are composed."""
    return a == b or clean(a) == clean(b) or unicodedata.normalize("NFC", a).split() == clean(b).split()
