"""What an editing program must offer to be organised: one protocol for live programs and for files."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from chutier.events import Report
from chutier.model import BinPath, ClipId, MediaRef
from chutier.naming import ProgramLimits
from chutier.plan.actions import Action
from chutier.plan.tree import Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An action that the program refused, and why."""

    action: Action
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """An action that only a person can do, and what to do, in the words of the program's menus."""

    action: Action
    instruction: str
    bin: BinPath = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of the actions: every one is in exactly one of the three. `lists` are files that tell a person what
    is left to do, where the program's adapter writes such."""

    done: tuple[Action, ...] = ()
    failed: tuple[Failure, ...] = ()
    by_hand: tuple[ByHand, ...] = ()
    lists: tuple[str, ...] = ()


class Nle(Protocol):
    """An editing program, or the files that stand for it.

    `abilities` are the kinds of action that perform() carries out for this program and version; the rest come back as
    `by_hand`. `one_home` says that a clip can lie in one bin only; `sync_on_picture`, that a synced take is the picture
    itself with sound linked to it, and no clip of its own. `target` names the project that it speaks to: what we wrote
    there is remembered under that name; `where` is what a person calls it, a folder or a project.
    """

    name: str
    abilities: frozenset[type[Action]]
    limits: ProgramLimits
    one_home: bool
    sync_on_picture: bool
    target: str
    where: str

    def know(self, media: Mapping[ClipId, MediaRef]) -> None:
        """The files of the show's clips: what a person brought in is known again by its path."""

    def observe(self) -> Tree:
        """The project as it is now. Changes nothing."""

    def perform(self, actions: Sequence[Action], report: Report) -> Outcome:
        """Carry out what can be; one refusal does not stop the rest."""

    def close(self) -> None:
        """Let go of the program. Safe to call twice."""
