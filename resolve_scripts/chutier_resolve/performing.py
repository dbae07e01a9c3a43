"""Steps carried out one after the other, and what became of each action."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from chutier.errors import NleError
from chutier.events import Report
from chutier.i18n import _
from chutier.plan import Action, Failure, LinkSound, Outcome, Rename, SetColor, SetColumns
from chutier_resolve.asking import told
from chutier_resolve.bridge import Host
from chutier_resolve.compiling import Step
from chutier_resolve.host.session import STAMP
from chutier_resolve.words import error_of, why

Item = Mapping[str, Any]
Keep = Callable[[Step, Mapping[str, Any]], None]

FINE = ("done", "there")


def perform_steps(
    host: Host, steps: Sequence[Step], actions: Sequence[Action], report: Report, keep: Keep
) -> tuple[Outcome, NleError | None]:
    """What became of every action, and the error that ended the work early, if one did. Each answer is given to `keep`
    as soon as it is there."""
    failed: dict[int, str] = {}
    accounted: set[int] = set()
    error: NleError | None = None
    for step in steps:
        if error is not None:
            break
        answer = _call(host, step, report)
        keep(step, answer)
        _collate(step, answer, failed, accounted)
        if "error" in answer:
            error = error_of(answer["error"].get("code", "error"), str(answer["error"].get("detail", "")))
    undone = error.message if error else _("Resolve was not asked")
    for step in steps:
        for owner in (one for owners in step.owners for one in owners):
            if id(owner) not in accounted:
                failed.setdefault(id(owner), undone)
    return _outcome(actions, failed), error


def _call(host: Host, step: Step, report: Report) -> Mapping[str, Any]:
    try:
        return told(host, step.op, step.args, report)
    except NleError as error:
        return {"error": {"code": "gone", "detail": error.message}}


def _collate(step: Step, answer: Mapping[str, Any], failed: dict[int, str], accounted: set[int]) -> None:
    for owners, item in zip(step.owners, items_of(answer), strict=False):
        for owner in owners:
            accounted.add(id(owner))
            reason = _reason(owner, item)
            if reason:
                failed.setdefault(id(owner), reason)


def items_of(answer: Mapping[str, Any]) -> Iterator[Item]:
    """The items of an answer, one after the other, whatever they are grouped by."""
    for value in answer.values():
        if isinstance(value, list):
            for one in value:
                yield from one if isinstance(one, list) else [one]


def _reason(owner: Action, item: Item) -> str:
    """Why this action failed; empty when the item's trouble is none of it. An entry holds all that a clip should say:
    that its name was not taken does not make its colour fail."""
    if item["state"] in FINE:
        return ""
    trouble = {**item.get("kept", {}), **item.get("failed", {})}
    if not trouble:
        return why(item.get("why", ""), str(item.get("detail", "")))
    mine = {what: now for what, now in trouble.items() if _concerns(owner, what)}
    if not mine:
        return ""
    by_hand = all(what in item.get("kept", {}) for what in mine)
    told = ", ".join(f"{what} ({now})" if now else what for what, now in sorted(mine.items()))
    return why("by-hand" if by_hand else "not-taken", told)


def _concerns(owner: Action, what: str) -> bool:
    if isinstance(owner, Rename):
        return what == "name"
    if isinstance(owner, SetColor):
        return what in ("color", "chutier.color")
    if isinstance(owner, SetColumns):
        return what not in ("name", "color", "chutier.color", "chutier.sound")
    if isinstance(owner, LinkSound):
        return what in ("chutier.sound", STAMP)
    return True


def _outcome(actions: Sequence[Action], failed: Mapping[int, str]) -> Outcome:
    return Outcome(
        done=tuple(one for one in actions if id(one) not in failed),
        failed=tuple(Failure(action=one, why=failed[id(one)]) for one in actions if id(one) in failed),
    )
