"""What the verbs of all running programs show: a doctor's findings, files put into a program's folders, an undo."""

from collections.abc import Callable, Sequence
from pathlib import Path

from chutier.cli.options import Given, the_catalogue, the_show
from chutier.cli.output import confirm, give_json, progress, say
from chutier.errors import UsageError
from chutier.events import Report
from chutier.i18n import _
from chutier.live import Change, Entry, Finding, Journal, Undone
from chutier.organise import Bench

TakeBack = Callable[[Bench, Entry, Report, bool], Undone]


def tell_findings(findings: Sequence[Finding], given: Given) -> int:
    """Show what a doctor found; 1 when there is something to do."""
    if given.as_json:
        give_json(findings)
    else:
        width = max(len(one.what) for one in findings)
        for one in findings:
            mark, style = {True: ("✓", "green"), False: ("✗", "red"), None: ("·", "")}[one.fine]
            say(f"{mark} {one.what.ljust(width)}  {one.told}", style)
            if one.do:
                say(f"  {' ' * width}  → {one.do}", "dim" if one.fine is None else "")
    return int(any(one.fine is False for one in findings))


def kept(changes: Sequence[Change]) -> bool:
    """Whether something was left alone."""
    return any(one.what == "kept" for one in changes)


def show_changes(changes: Sequence[Change]) -> None:
    """File by file, under their folders."""
    words = {
        "written": ("+", _("written"), "green"),
        "there": ("=", _("there already"), ""),
        "removed": ("-", _("taken away"), ""),
        "gone": ("=", _("somebody had taken it away"), ""),
        "kept": ("!", _("not ours, or changed by somebody: left alone"), "yellow"),
    }
    folder: Path | None = None
    for one in changes:
        if one.path.parent != folder:
            folder = one.path.parent
            say(str(folder), "bold")
        mark, word, style = words[one.what]
        say(f"  {mark} {one.path.name}: {word}", style)


def undo_last(program: str, take_back: TakeBack, given: Given, *, everything: bool, out: Path | None, yes: bool) -> int:
    """Take the last build in `program` back, after asking. 1 when the answer was no, or something stays."""
    show = the_show(given)
    folder = (out if out is not None else show.root / program).resolve()
    with the_catalogue(show) as catalogue, Bench.open(show, catalogue, program, out=out) as bench:
        entry = Journal(folder, program).last()
        if entry is None:
            raise UsageError(
                _("nothing was built here that could be undone"), hint=_("--out names the folder of another build")
            )
        if not yes and not confirm(_("Take build {n} back?").format(n=entry.number)):
            say(_("Nothing was changed."))
            return 1
        with progress(_("undoing"), as_json=given.as_json) as report:
            undone = take_back(bench, entry, report, everything)
    if given.as_json:
        give_json(undone)
    else:
        say(str(undone), "yellow" if undone.left else "green")
    return 1 if undone.left else 0
