"""The values that a show file compiles into, and all that planning reads of it: names, bins, columns, colours.

`show` makes them out of YAML, `plan` reads them; neither knows the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from chutier.expr import Expr
from chutier.fields import FieldValue
from chutier.model import DEFAULT_PRECEDENCE, Source
from chutier.naming import Rule
from chutier.slate import SlateRules
from chutier.timecode import Timecode


@dataclass(frozen=True, slots=True, kw_only=True)
class Production:
    """The show itself. `rate` None means that the show file does not say (media then decide, clip by clip)."""

    code: str
    title: str
    rate: Fraction | None = None
    drop: bool = False
    start: Timecode | None = None
    raster: tuple[int, int] | None = None
    season: int | None = None
    episodes: tuple[str, ...] = ()
    reels: int | None = None
    acts: int | None = None
    day_one: date | None = None
    """Date of shooting day 1, when days are counted by calendar; else days are as rolls were declared."""
    extra: Mapping[str, FieldValue] = field(default_factory=dict)
    """Other context tokens: client, agency, product, initials …"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SequenceSpec:
    """A sequence to prepare in a bin: `type` is dailies, kem, selects, assembly; `order` the fields to sort by."""

    type: str
    name: Rule
    order: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BinSpec:
    """One bin, or with `for_each` (episode, scene, day, roll, camera, character, interview, unit, spot) one per value.

    `place` says which clips go there, `sort` is `slate`, `time` or `name`; `omit` what to do for omitted scenes
    (`placeholder` keeps the bin, `skip` leaves it out). With `search` it is a search bin: it holds nothing itself, and
    shows what the program finds by these words.
    """

    name: Rule
    place: Expr | None = None
    for_each: str = ""
    children: tuple["BinSpec", ...] = ()
    sequences: tuple[SequenceSpec, ...] = ()
    view: str = ""
    color: str = ""
    sort: str = "slate"
    omit: str = "skip"
    search: Rule | None = None
    note: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A conditional rule: when `test` holds for a clip, use these name rules and this colour. Later ones win."""

    test: Expr
    names: Mapping[str, Rule] = field(default_factory=dict)
    color: str = ""
    line: int = 0


IGNORED = "ignore"
REPORT_COLUMNS = (
    "slate", "scene", "setup", "take", "ep", "tags", "circled", "day", "date", "unit", "shot_size", "lens", "cams",
    "media", "rolls", "sound_roll", "sound_file", "start", "end", "mos", "wild", "description", "comments", IGNORED,
)  # fmt: skip
"""What a column of a set report can hold. `slate` is a whole slate, with or without its take; `media` names clips or
files; `rolls` camera cards; `ignore` says nothing to us."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """How this show's papers are read beyond what is known by itself: `headings` maps a heading to what its column
    holds, `kinds` a pattern of file names to the kind of paper (script, camera, sound)."""

    headings: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Blueprint:
    """A show, compiled. `names` always holds `clip`; a clip of kind K is named by `names[K]` where there is one
    (`group`, `wild`, `sound` …), else by `clip`; a clip without a slate keeps its source name."""

    id: str
    title: str
    locale: str
    production: Production
    slate: SlateRules
    names: Mapping[str, Rule]
    bins: tuple[BinSpec, ...]
    when: tuple[When, ...] = ()
    colors: Mapping[str, str] = field(default_factory=dict)
    """Status or kind (circled, wild, mos, issue …) to colour name."""
    views: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    vocab: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Tables for `|map:table` and for the words of status, shot sizes, ambiguous abbreviations."""
    track_layout: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    targets: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    turnovers: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    precedence: tuple[Source, ...] = DEFAULT_PRECEDENCE
    reports: Reports = Reports()
