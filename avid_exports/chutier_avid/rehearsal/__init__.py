"""The merge rehearsal: what an import with *Merge events with known master clips* will do, said before it is done."""

from chutier_avid.rehearsal.curing import Change, Cured, cure
from chutier_avid.rehearsal.differences import Difference, Kind
from chutier_avid.rehearsal.opening import open_bin
from chutier_avid.rehearsal.rehearsing import rehearse
from chutier_avid.rehearsal.results import (
    Cause,
    Clip,
    ColumnEffect,
    Gate,
    Landing,
    Near,
    Overwrite,
    Rehearsal,
    RowVerdict,
    Verdict,
)

__all__ = [
    "Cause", "Change", "Clip", "ColumnEffect", "Cured", "Difference", "Gate", "Kind", "Landing", "Near", "Overwrite",
    "Rehearsal", "RowVerdict", "Verdict", "cure", "open_bin", "rehearse",
]  # fmt: skip
