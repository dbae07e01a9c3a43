"""What stops an import (E…) and what will surprise later (W…), each under a stable code of `codes.CODES`.

Column by column rather than row by row, because a log of a series has a hundred thousand cells.
"""

from fractions import Fraction
from typing import Protocol

from chutier_avid.ale.codes import CODES, Code, Finding
from chutier_avid.ale.document import Ale
from chutier_avid.ale.heading_checks import VIDEO_FORMATS, heading_findings
from chutier_avid.ale.tape_checks import NAME_LENGTH, double_findings, is_same_file, name_findings, tape_findings
from chutier_avid.ale.text_checks import grade_findings, unencodable
from chutier_avid.ale.time_checks import time_findings
from chutier_avid.ale.title_checks import title_findings

__all__ = [
    "CODES", "NAME_LENGTH", "VIDEO_FORMATS", "Code", "Finding", "Project", "check", "is_same_file", "unencodable",
]  # fmt: skip


class Project(Protocol):
    """What the checks ask of the project that a log goes to."""

    @property
    def video_format(self) -> str:
        """One of VIDEO_FORMATS."""

    @property
    def rate(self) -> Fraction:
        """The project's frames per second."""

    @property
    def encoding(self) -> str:
        """The Python codec that the log is written with."""


def check(ale: Ale, project: Project | None = None) -> tuple[Finding, ...]:
    """Everything found in `ale`: the heading, the titles, then the rows kind by kind, each from the first row on.
    Against `project` when there is one."""
    gate = (project.video_format, project.rate) if project else None
    return (
        *heading_findings(ale, gate),
        *title_findings(ale),
        *time_findings(ale),
        *double_findings(ale),
        *name_findings(ale),
        *tape_findings(ale),
        *grade_findings(ale),
        *unencodable(ale, project.encoding if project else ale.encoding),
    )
