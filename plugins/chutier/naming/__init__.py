"""Naming rules: tokens, optional segments, filters; rendered for a clip, read back, fitted to each program's limits."""

from chutier.naming.fitting import Fitted, fit, fold
from chutier.naming.limits import PROGRAMS, NameLimits, ProgramLimits, limits_for
from chutier.naming.linting import Finding, lint
from chutier.naming.marks import caret
from chutier.naming.nodes import Piece, Rendered
from chutier.naming.rule import Rule

__all__ = [
    "PROGRAMS",
    "Finding",
    "Fitted",
    "NameLimits",
    "Piece",
    "ProgramLimits",
    "Rendered",
    "Rule",
    "caret",
    "fit",
    "fold",
    "limits_for",
    "lint",
]
