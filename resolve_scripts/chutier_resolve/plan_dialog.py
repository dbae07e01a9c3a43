"""A plan as a dialog: bins as a tree, what comes into each, and what a person should know before they say yes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from chutier.i18n import _, ngettext
from chutier.model import BinPath
from chutier.plan import (
    Action,
    AddToBin,
    LinkSound,
    MakeBin,
    MakeTimeline,
    MoveClip,
    PlaceClip,
    Plan,
    Problem,
    Rename,
    SetColor,
    SetColumns,
    kept_line,
    refused_line,
    spelled,
    summary,
)  # fmt: skip
from chutier_resolve.dialogs import Branch, Button, Dialog

NOTES = 200
"""More notes than anybody reads; the rest is told by its number."""


@dataclass(slots=True)
class _Bin:
    mark: str = ""
    leaves: list[Branch] = field(default_factory=list)
    children: dict[str, "_Bin"] = field(default_factory=dict)

    def branches(self) -> tuple[Branch, ...]:
        below = [Branch(text=name, mark=one.mark, children=one.branches()) for name, one in self.children.items()]
        return (*below, *self.leaves)


def plan_dialog(title: str, lead: str, plan: Plan, problems: Sequence[Problem], go: str) -> Dialog:
    """The plan, with a button `go` that performs it and one that does not. Without actions, only the way out."""
    buttons = [Button(id="close", label=_("Close"))]
    if plan.actions and not any(problem.severity == "error" for problem in problems):
        buttons = [Button(id="cancel", label=_("Cancel")), Button(id="go", label=go, main=True)]
    return Dialog(
        title=title,
        lead=f"{lead}\n{summary(plan)}",
        tree=tree_of(plan.actions),
        notes=tuple(_cut([*map(_problem, problems), *map(refused_line, plan.refused), *map(kept_line, plan.kept),
                          *_strays(plan)])),
        buttons=tuple(buttons),
    )  # fmt: skip


def tree_of(actions: Iterable[Action]) -> tuple[Branch, ...]:
    """Bins, and in each what is done there."""
    root = _Bin()
    for action in actions:
        path, mark, text = _line(action)
        here = root
        for name in path:
            here = here.children.setdefault(name, _Bin())
        if isinstance(action, MakeBin):
            here.mark = "+"
        else:
            here.leaves.append(Branch(text=text, mark=mark))
    return root.branches()


def _line(action: Action) -> tuple[BinPath, str, str]:
    match action:
        case MakeBin(path=path):
            return path, "+", path[-1]
        case PlaceClip(placed=placed):
            return placed.bins[0], "+", placed.name
        case AddToBin(placed=placed, path=path):
            return path, "+", placed.name
        case MoveClip(name=name, source=source, path=path):
            return path, ">", _("{name} from {source}").format(name=name, source=spelled(source) or _("no bin"))
        case Rename(old=old, name=name, path=path):
            return path, "~", f"{old} → {name}" if old else name
        case SetColumns(name=name, path=path, columns=columns):
            return path, "~", f"{name}: " + ", ".join(f"{key} {value}" for key, value in columns.items())
        case SetColor(name=name, path=path, color=color):
            return path, "~", _("{name}: colour {color}").format(name=name, color=color or "-")
        case LinkSound(name=name, path=path, sounds=sounds):
            return path, "~", _("{name}: sound {sounds}").format(name=name, sounds=" + ".join(sounds))
        case MakeTimeline(timeline=timeline):
            number = len(timeline.clips)
            told = ngettext("{name} (timeline, {n} clip)", "{name} (timeline, {n} clips)", number)
            return timeline.bin, "+", told.format(name=timeline.name, n=number)
    return (), "", str(action)


def _problem(problem: Problem) -> str:
    return f"{'✗' if problem.severity == 'error' else '!'} {problem.message}" + (
        f" → {problem.hint}" if problem.hint else ""
    )


def _strays(plan: Plan) -> list[str]:
    bins, clips = len(plan.stray_bins), len(plan.stray_clips)
    told = []
    if bins:
        line = ngettext("? {n} bin is not ours, left alone", "? {n} bins are not ours, left alone", bins)
        told.append(line.format(n=bins))
    if clips:
        line = ngettext("? {n} clip is not ours, left alone", "? {n} clips are not ours, left alone", clips)
        told.append(line.format(n=clips))
    return told


def _cut(notes: list[str]) -> list[str]:
    if len(notes) <= NOTES:
        return notes
    more = len(notes) - NOTES
    return [*notes[:NOTES], ngettext("… and {n} more", "… and {n} more", more).format(n=more)]
