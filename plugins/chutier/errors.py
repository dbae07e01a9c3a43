"""What can go wrong, by who can put it right.

    ChutierError
     ├─ UsageError          the command line: a wrong word, a clip that is not there
     ├─ ShowError           the show file or a template (its author); holds every Mistake of the file
     ├─ NamingError         a naming rule or a placement expression; `position` points at the character
     ├─ SlateError          a slate that its system refuses
     ├─ TimecodeError       a rate or a timecode that does not exist
     ├─ MediaError          a file that cannot be read (the person who holds the card)
     │   └─ ReportError     a scene list or set report that is none (the production office)
     ├─ CatalogError        the catalogue: newer version, locked, unreachable
     ├─ PlanError           a plan that cannot be made or no longer holds
     ├─ MissingExtra        an optional package that is not installed
     └─ NleError            the editing program refused
         └─ NleUnreachable  it is not there at all

Every error is one sentence plus, where there is one, a way out (`hint`). Only `cli/` and menu scripts catch the root.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


class ChutierError(Exception):
    """Root of all errors that a person can act on. `exit_code` is stable and documented in docs/exit-codes.md."""

    exit_code: ClassVar[int] = 10

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        path: str = "",
        line: int | None = None,
        clip: str = "",
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.path = path
        self.line = line
        self.clip = clip

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}: " if self.path and self.line else f"{self.path}: " if self.path else ""
        return f"{where}{self.message}"


class UsageError(ChutierError):
    """The command asks for something that is not there."""

    exit_code = 11


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One mistake in a YAML file: where (`path`, 1-based `line`, dotted `key`), what, and what was perhaps meant.

    `line` is 0 where there is no file (`--set`)."""

    path: str
    line: int
    key: str
    message: str
    suggestion: str = ""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.key}: {self.message}" if self.key else f"{place}: {self.message}"


class ShowError(ChutierError):
    """A show file or template is wrong; `mistakes` lists every mistake, not the first."""

    exit_code = 12

    def __init__(self, message: str, *, mistakes: Sequence[Mistake] = (), hint: str = "", path: str = "") -> None:
        super().__init__(message, hint=hint, path=path)
        self.mistakes = tuple(mistakes)


class NamingError(ChutierError):
    """A naming rule or expression is wrong at `position`, counted in characters from 0, of `rule`."""

    exit_code = 13

    def __init__(self, message: str, *, rule: str = "", position: int = 0, hint: str = "", clip: str = "") -> None:
        super().__init__(message, hint=hint, clip=clip)
        self.rule = rule
        self.position = position


class SlateError(ChutierError):
    """A slate that its declared system refuses."""

    exit_code = 1


class TimecodeError(ChutierError):
    """A rate or timecode that does not exist."""

    exit_code = 14


class MediaError(ChutierError):
    """A media file that cannot be read."""

    exit_code = 15


class ReportError(MediaError):
    """A scene list or set report that cannot be read, or is none."""


class CatalogError(ChutierError):
    """The catalogue cannot be used."""

    exit_code = 16


class PlanError(ChutierError):
    """A plan cannot be made, or the world has moved on since it was."""

    exit_code = 17


class MissingExtra(ChutierError):
    """An optional package is needed; the sentence names the extra to install."""

    exit_code = 18


class NleError(ChutierError):
    """The editing program, or the files that stand for it, refused."""

    exit_code = 19


class NleUnreachable(NleError):
    """The editing program is not there."""

    exit_code = 20
