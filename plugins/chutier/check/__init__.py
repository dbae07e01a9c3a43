"""Reconciling cards, sound, script and bins: what is missing, doubled, contradictory or odd."""

from chutier.check.accepting import accept, accepted, take_back
from chutier.check.checking import Checked, check
from chutier.check.issue import Accepted, Evidence, Issue, Severity
from chutier.check.kinds import KINDS, IssueKind

__all__ = [
    "KINDS",
    "Accepted",
    "Checked",
    "Evidence",
    "Issue",
    "IssueKind",
    "Severity",
    "accept",
    "accepted",
    "check",
    "take_back",
]
