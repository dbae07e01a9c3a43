"""What a rehearsal says, as frozen values."""

from dataclasses import dataclass
from enum import StrEnum

from chutier_avid.rehearsal.differences import Difference, Kind


class Verdict(StrEnum):
    """What the import will do with a row."""

    MERGES = "merges"
    SEVERAL = "several"
    """Several clips have its key: which one it merges with is not known."""
    NEW = "new"
    """It would make a new clip (or a new subclip)."""
    UNREADABLE = "unreadable"
    """Its Start or End or rate cannot be read."""


class Landing(StrEnum):
    """What becomes of a column of the log."""

    SAME = "same"
    NEW = "new"
    FOLDED = "folded"
    """Lands in a column of the bin that is spelled in another case."""
    CUT = "cut"
    """Loses all after 16 characters."""
    SECOND = "second"
    """Makes a second column beside the one that was meant."""
    CLASH = "clash"
    """Becomes one column with another of the same log."""
    KEY = "key"
    """Says which recording it is; nothing is written."""
    IGNORED = "ignored"
    """Media Composer works it out itself."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A line of the bin, counted from 1, and its name."""

    place: int
    name: str


@dataclass(frozen=True, slots=True)
class Near:
    """A clip that a row misses, and by what."""

    clip: Clip
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowVerdict:
    """One row of the log: `number` counts rows from 1, `line` the lines of the file. `source`, `start` and `end` are
    as the row has them. `clips` are those with exactly its key; `nearest` those that it misses, the nearest first, of
    which the first `tied` are equally near. `by_file`: its file or the clip's stands for a tape. `why` tells what
    cannot be read."""

    number: int
    line: int
    name: str
    source: str
    start: str
    end: str
    verdict: Verdict
    clips: tuple[Clip, ...] = ()
    nearest: tuple[Near, ...] = ()
    tied: int = 0
    by_file: bool = False
    why: str = ""

    @property
    def differences(self) -> tuple[Difference, ...]:
        """Those to the nearest clip."""
        return self.nearest[0].differences if self.nearest else ()

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """Why it does not merge; none when it does."""
        if self.clips:
            return (Kind.SEVERAL,) if len(self.clips) > 1 else ()
        nothing = Kind.UNREADABLE if self.verdict is Verdict.UNREADABLE else Kind.NOTHING
        found = tuple(one.kind for one in self.differences) or (nothing,)
        return (*found, Kind.SEVERAL) if self.tied > 1 else found


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """One reason, for all rows that it holds for. `whole`: it holds for every row that does not merge, and there are
    two at least. `frames` is the offset of START, END and SHIFT; `example` the first row's difference; `reels` the
    tapes of the rows, sorted; `curable` when `cure` can put it right in all of them."""

    kind: Kind
    rows: tuple[int, ...]
    example: Difference
    frames: int = 0
    whole: bool = False
    reels: tuple[str, ...] = ()
    whole_reels: bool = False
    """Every row of these tapes has it."""
    curable: bool = False


@dataclass(frozen=True, slots=True)
class Overwrite:
    """A text of the bin that the log replaces by another, in how many clips, first in which row."""

    bin: str
    log: str
    count: int
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnEffect:
    """What happens to one column of the log in the rows that merge: it lands under `target` in the bin (a forecast for
    columns that are new). `new`, `equal`, `overwritten` and `blank` (a text in the bin, none in the log) count cells.
    `overwrites` are the commonest, at most three. `meant` is a title that was perhaps meant."""

    title: str
    target: str
    landing: Landing
    new: int = 0
    equal: int = 0
    overwritten: int = 0
    blank: int = 0
    overwrites: tuple[Overwrite, ...] = ()
    meant: str = ""

    @property
    def warns(self) -> bool:
        """Whether a person must look at it before the import."""
        return bool(self.overwritten) or self.landing in {Landing.CUT, Landing.SECOND, Landing.CLASH}


@dataclass(frozen=True, slots=True)
class Gate:
    """A heading value at which an import stops or goes wrong: what the log says and what the bin is."""

    title: str
    log: str
    bin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """All that the import of the log `log_path` into the bin `bin_path` will do. `doubles` are groups of rows that
    merge with one clip; `unspoken` the places of master clips that no row speaks of."""

    bin_path: str
    log_path: str
    rows: tuple[RowVerdict, ...]
    causes: tuple[Cause, ...]
    columns: tuple[ColumnEffect, ...]
    gates: tuple[Gate, ...] = ()
    doubles: tuple[tuple[int, ...], ...] = ()
    unspoken: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()

    def of(self, *verdicts: Verdict) -> tuple[RowVerdict, ...]:
        """The rows with one of `verdicts`."""
        return tuple(row for row in self.rows if row.verdict in verdicts)

    @property
    def merges(self) -> tuple[RowVerdict, ...]:
        """Rows with exactly one clip."""
        return self.of(Verdict.MERGES)

    @property
    def would_create(self) -> tuple[RowVerdict, ...]:
        """Rows that would make a new clip, or that nobody can tell of because they cannot be read."""
        return self.of(Verdict.NEW, Verdict.UNREADABLE)

    @property
    def status(self) -> int:
        """2 when a row would make a clip, 1 when a person must look at something, 0 else."""
        if self.would_create:
            return 2
        warns = self.of(Verdict.SEVERAL) or self.gates or self.doubles or any(one.warns for one in self.columns)
        return 1 if warns else 0
