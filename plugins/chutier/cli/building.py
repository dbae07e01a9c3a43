"""Plans and builds as people see them: the tree, the actions, the problems, and what is left to a person."""

from collections.abc import Sequence
from typing import Any

from chutier.cli.output import say
from chutier.i18n import _, ngettext
from chutier.organise import Bench, Built
from chutier.plan import Plan, Problem, kept_line, plan_lines, refused_line, summary, tree_lines

STYLES = {"+": "green", ">": "cyan", "~": "yellow", "=": "magenta", "!": "bold red", "?": "dim"}
MANY = 60
FIRST = 4


def show_problems(problems: Sequence[Problem]) -> None:
    """Errors first; what was merely fitted to the program last."""
    order = {"collision": 0, "bin": 1, "name": 2, "unplaced": 3, "cut": 4, "fitted": 5}
    for problem in sorted(problems, key=lambda one: (one.severity != "error", order.get(one.code, 9))):
        error = problem.severity == "error"
        say(f"{'✗' if error else '!'} {problem.message}", "bold red" if error else "yellow")
        if problem.hint:
            say(f"  → {problem.hint}")


def show_plan(bench: Bench, plan: Plan, *, everything: bool = False, tree: bool = True) -> None:
    """The `tree` as it will be, and the actions; long plans are shortened unless `everything` is asked for."""
    if tree:
        say(_("The project as it will be:"), "bold")
        for line in tree_lines(bench.wanted.tree, clips=-1 if everything else 3):
            say("  " + line)
        say()
    lines = list(plan_lines(plan))
    if tree:
        told = summary(plan) if plan.empty else _("What is to be done: {summary}").format(summary=summary(plan))
        say(told, "bold")
    shown = lines if everything or len(lines) <= MANY else _shortened(plan)
    for line in shown:
        say("  " + line, STYLES.get(line[:1], ""))
    if len(shown) < len(lines):
        say("  " + _("(the whole plan: chutier plan --nle {program} --all)").format(program=bench.nle.name), "dim")
    if shown:
        say()
    show_problems(bench.wanted.problems)


def _shortened(plan: Plan) -> list[str]:
    """The first actions of each kind, and everything that a person must know."""
    lines: list[str] = []
    counts: dict[str, int] = {}
    for action in plan.actions:
        kind = type(action).__name__
        counts[kind] = counts.get(kind, 0) + 1
        if counts[kind] <= 8:
            lines.append(str(action))
        elif counts[kind] == 9:
            more = sum(type(other).__name__ == kind for other in plan.actions) - 8
            lines.append(ngettext("            … and {n} more", "            … and {n} more", more).format(n=more))
    return [*lines, *map(kept_line, plan.kept), *map(refused_line, plan.refused)]


def show_built(built: Built, where: str) -> None:
    """What was done `where`, what failed and why, and the numbered list for a person."""
    outcome = built.outcome
    if not outcome.done and not outcome.failed and not outcome.by_hand:
        if built.left.actions:
            say(_("This plan has nothing to do, but the show has changed since: make a new one."), "yellow")
        else:
            say(_("Nothing to do: the project is as the show wants it."), "green")
        return
    if outcome.done:
        done = ngettext("{n} action done in {out}", "{n} actions done in {out}", len(outcome.done))
        say(done.format(n=len(outcome.done), out=where), "bold green")
    for failure in outcome.failed:
        say(f"✗ {failure.action}: {failure.why}", "bold red")
    if built.by_hand:
        say()
        _show_by_hand(built)
    for path in built.outcome.lists:
        numbered = path.endswith(".txt")
        say((_("All of it, numbered: {path}") if numbered else _("Written for you: {path}")).format(path=path), "bold")


def _show_by_hand(built: Built) -> None:
    """The first things, and where the whole list is; the whole of it when no file holds it."""
    say(_("Left to a person:"), "bold")
    listed = any(path.endswith(".txt") for path in built.outcome.lists)
    shown = built.by_hand[:FIRST] if listed else built.by_hand
    for one in shown:
        say(f"  · {one.instruction}")
    if len(shown) < len(built.by_hand):
        say("  …")


def plan_data(bench: Bench, plan: Plan) -> dict[str, Any]:
    """The plan for JSON."""
    return {
        "target": bench.key,
        "actions": [{"do": type(action).__name__, "line": str(action), "action": action} for action in plan.actions],
        "kept": plan.kept,
        "refused": plan.refused,
        "stray_bins": plan.stray_bins,
        "stray_clips": plan.stray_clips,
        "problems": bench.wanted.problems,
        "bins": bench.wanted.tree.bins,
    }
