"""One thing that a person should look at: its kind, how bad it is, what shows it, and the way out."""

from dataclasses import dataclass
from enum import StrEnum

from chutier.model import ClipId


class Severity(StrEnum):
    """`blocking`: the day cannot be handed on; `warning`: somebody must look; `notice`: unusual, and in order."""

    BLOCKING = "blocking"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Who says what: `where` is a file, a line of a paper, a clip; `says` what stands there."""

    where: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """Somebody has looked and said that it may stay so."""

    who: str
    because: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """`code` is stable; `subject` names what it is about (a slate, a clip, a card, a line of a paper) and does not
    depend on the language; `what` is one sentence, `todo` the way out. `key` stands for this issue of this subject from
    one check to the next."""

    code: str
    severity: Severity
    subject: str
    what: str
    todo: str = ""
    evidence: tuple[Evidence, ...] = ()
    day: int | None = None
    scene: str = ""
    clips: tuple[ClipId, ...] = ()
    key: str = ""
    accepted: Accepted | None = None
