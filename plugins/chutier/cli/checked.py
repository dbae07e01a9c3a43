"""What a check found, as people read it: what blocks first, each kind with its way out, evidence below."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from chutier.cli.clips import day_text
from chutier.cli.output import say
from chutier.i18n import _, ngettext

if TYPE_CHECKING:
    from chutier.check import Checked, Issue

STYLES = {"blocking": "bold red", "warning": "yellow", "notice": "dim"}
MARKS = {"blocking": "✗", "warning": "!", "notice": "·"}
EVIDENCE = 4
"""Lines of evidence for one issue, unless all are asked for."""


def show_checked(checked: "Checked", *, everything: bool) -> None:
    """The issues, then the counts. Notices and accepted issues are counted, and shown when all is asked for."""
    shown = [one for one in checked.open if everything or one.severity != "notice"]
    for severity, of_one in groupby(shown, key=lambda one: one.severity):
        say(_title(severity.value), STYLES[severity])
        for code, some in groupby(sorted(of_one, key=_kind_order), key=lambda one: one.code):
            _show_kind(code, list(some), everything)
        say()
    if everything:
        _show_accepted([one for one in checked.issues if one.accepted])
    say(summary(checked), "bold")
    hidden = sum(one.severity == "notice" for one in checked.open)
    if hidden and not everything:
        say(_("(what is unusual and in order, and all the evidence: chutier check --all)"), "dim")


def _kind_order(issue: "Issue") -> tuple[int, int]:
    from chutier.check import KINDS

    return list(KINDS).index(issue.code), issue.day or 0


def _title(severity: str) -> str:
    return {
        "blocking": _("The day cannot be handed on:"),
        "warning": _("To be looked at:"),
        "notice": _("Unusual, and in order:"),
    }[severity]


def _show_kind(code: str, issues: Sequence["Issue"], everything: bool) -> None:
    from chutier.check import KINDS

    style = STYLES[issues[0].severity]
    say(f"{MARKS[issues[0].severity]} {KINDS[code].title()}  [{code}]", style)
    for issue in issues:
        day = f"{day_text(issue.day)} " if issue.day is not None else ""
        say(f"    {day}{issue.what}")
        few = issue.evidence if everything else issue.evidence[:EVIDENCE]
        wide = max((len(one.where) for one in few), default=0)
        for one in few:
            say(f"        {one.where:<{min(wide, 60)}}  {one.says}".rstrip(), "dim")
        if len(few) < len(issue.evidence):
            more = len(issue.evidence) - len(few)
            say("        " + ngettext("… and {n} more", "… and {n} more", more).format(n=more), "dim")
    for todo in dict.fromkeys(issue.todo for issue in issues if issue.todo):
        say(f"  → {_meant(todo, issues)}")


def _meant(todo: str, issues: Sequence["Issue"]) -> str:
    """The way out with the clip that it is about, where there is one only: to be copied as it stands."""
    subjects = {issue.subject for issue in issues if issue.clips}
    alone = subjects.pop() if len(subjects) == 1 else ""
    return todo.replace("CLIP", alone) if alone and " " not in alone else todo


def _show_accepted(issues: Sequence["Issue"]) -> None:
    if not issues:
        return
    say(_("Accepted:"), "bold")
    for issue in issues:
        if issue.accepted:
            why = _("{who}: {because}").format(who=issue.accepted.who, because=issue.accepted.because)
            say(f"  [{issue.code}] {issue.what} — {why}", "dim")
    say()


def summary(checked: "Checked") -> str:
    """The counts in one line."""
    counts = {name: sum(one.severity == name for one in checked.open) for name in MARKS}
    accepted = len(checked.issues) - len(checked.open)
    parts = [
        ngettext("{n} blocking", "{n} blocking", counts["blocking"]).format(n=counts["blocking"]),
        ngettext("{n} to be looked at", "{n} to be looked at", counts["warning"]).format(n=counts["warning"]),
        ngettext("{n} unusual and in order", "{n} unusual and in order", counts["notice"]).format(n=counts["notice"]),
    ]
    if accepted:
        parts.append(ngettext("{n} accepted", "{n} accepted", accepted).format(n=accepted))
    if not any(counts.values()) and not accepted:
        return _("Nothing is missing: cards, sound, script and bins agree.")
    return ", ".join(parts)


def checked_data(checked: "Checked") -> dict[str, Any]:
    """For JSON: every issue, and the counts."""
    return {"status": checked.status, "issues": list(_rows(checked.issues))}


def _rows(issues: Iterable["Issue"]) -> Iterable[dict[str, Any]]:
    for one in issues:
        yield {
            "code": one.code, "severity": one.severity.value, "subject": one.subject, "what": one.what,
            "todo": one.todo, "day": one.day, "scene": one.scene, "key": one.key, "clips": one.clips,
            "evidence": [{"where": each.where, "says": each.says} for each in one.evidence], "accepted": one.accepted,
        }  # fmt: skip
