"""How work tells of its progress: functions take a `Report` and call it; who listens decides how it looks."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One step of a job.

    `step` is a stable word (`probe`, `bin`, `ale` …), `subject` what it is about (a file, a clip, a bin),
    `done` of `total` where the total is known (0 when not), `warning` a sentence for a person, empty when all is well.
    """

    step: str
    subject: str = ""
    done: int = 0
    total: int = 0
    warning: str = ""


Report = Callable[[Event], None]


def silent(event: Event) -> None:
    """The report that nobody listens to."""
