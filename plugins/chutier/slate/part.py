"""What the three grammars are built of: forms, which are rows of parts, each part a regular expression over plain text.

A form is tried as a whole; the same parts, one after another, tell how far a refused text was understood and what was
expected there. Expressions follow the tested ones of the house's notes on practice, made stricter.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from chutier.slate.value import WILD, SlateRules


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of a slate: its `name` (episode, scene, setup, slate, take, tag, camera) and its expression."""

    name: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Form:
    """One way of writing a slate."""

    parts: tuple[Part, ...]
    _whole: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_whole", re.compile("".join(part.pattern for part in self.parts)))

    def read(self, text: str) -> Mapping[str, str] | None:
        """What the whole `text` says, group by group (empty when not said), or None when the form does not fit."""
        match = self._whole.fullmatch(text)
        return {name: value or "" for name, value in match.groupdict().items()} if match else None

    def reach(self, text: str) -> tuple[int, str]:
        """How many characters make sense, and the name of the part expected there (empty: the end was)."""
        done = 0
        for count, part in enumerate(self.parts, start=1):
            match = re.match("".join(one.pattern for one in self.parts[:count]), text)
            if match is None:
                return done, part.name
            done = match.end()
        return done, ""


def any_of(words: Mapping[str, str] | tuple[str, ...]) -> str:
    """Alternatives of an expression, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


def tag_ahead(rules: SlateRules) -> str:
    """Not in front of a tag: 27APU-4 is setup A, pick-up; 12 CAM A is no setup C."""
    return rf"(?!(?:{any_of(rules.words)}|CAM(?:ERA)?|TAKE|TK|EP|SC)(?![A-Z]))"


def prefix(rules: SlateRules, letters: str) -> str:
    """Letters before a scene number: those that the show declares, then those of added scenes."""
    declared = f"(?:{any_of(tuple(p.upper() for p in rules.prefixes))})?" if rules.prefixes else ""
    return rf"(?P<pre>{declared}(?:{tag_ahead(rules)}{letters})?)"


def inserted(rules: SlateRules) -> str:
    """bis, ter … as alternatives; something that never matches when the show has none."""
    return any_of(tuple(word.upper() for word in rules.inserted)) or r"(?!)"


EPISODE = Part(
    name="episode",
    pattern=(r"(?:(?:EP[ .]?(?=\d)|E(?=\d{1,4}[-_ ]*S)|E?(?=\d{3,4}[-_ ]))(?P<ep>\d{1,4})(?:[-_ ]+|(?=S)))?"),
)
"""An episode where what follows leaves no doubt: three or four digits will do."""

MARKED_EPISODE = Part(
    name="episode",
    pattern=r"(?:(?:EP[ .]?(?=\d)|E(?=\d{1,4}[-_ ]*S))(?P<ep>\d{1,4})(?:[-_ ]+|(?=S)))?",
)
"""An episode where three digits might be the scene: the letters EP are needed."""

_LETTERS = r"(?P<cam>[A-Z](?:[ ]?[,+/&][ ]?[A-Z])*)(?![A-Z])"
CAMERA = Part(
    name="camera",
    pattern=(
        rf"(?:(?:[-_ ]+|(?<=[0-9)]))(?P<open>\()?(?:CAM(?:ERA)?[. ]?)?{_LETTERS}(?:[-_ ]?CAM(?:ERA)?)?(?(open)\)))?"
    ),
)
"""The camera letter, or letters, behind a take: `B`, `(B)`, `CAM B`, `B CAM`, `A,B`, and the 3B of 12A-3B."""

CAMERA_ALONE = Part(
    name="camera",
    pattern=rf"(?:[ ](?P<open>\()?(?:[-_ ]?CAM(?:ERA)?[. ]?)?{_LETTERS}(?:[-_ ]?CAM(?:ERA)?)?(?(open)\)))?",
)
"""The camera letter where no take parts it from the setup: after a space only, `12A B`, `12 CAM B`."""


def tags(rules: SlateRules) -> Part:
    """Tags behind a take: `3PU`, `3-PU`, `3 SER MOS`."""
    return Part(name="tag", pattern=rf"(?P<tags>(?:[-_ ]*(?:{any_of(rules.words)})(?![A-Z]))*)")


def scene_tags(rules: SlateRules) -> Part:
    """Tags between setup and take, `12PU-3`; a wild track is a form of its own."""
    words = {word: tag for word, tag in rules.words.items() if tag not in WILD}
    return Part(name="tag", pattern=rf"(?P<stags>(?:[-_ ]*(?:{any_of(words)})(?![A-Z]))*)")


def wild(rules: SlateRules, before: str = r"[-_/ .,]*") -> tuple[Part, ...]:
    """A wild track or room tone with its number, tags and camera: `WT1`, `SS 1`, `RT`."""
    words = {word: tag for word, tag in rules.words.items() if tag in WILD}
    number = r"(?:[-_ .]*(?:TAKE|TK|T|PRISE|PR|P)?[. ]*(?P<take>\d{1,3}))?"
    return (
        Part(name="wild track", pattern=rf"{before}(?P<wild>{any_of(words)})(?![A-Z]){number}"),
        tags(rules),
        CAMERA,
    )
