"""`chutier avid ale check`: every finding of a log, with row and column."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from chutier.cli.options import Given, common
from chutier.cli.output import give_json, say
from chutier.i18n import _
from chutier_avid.cli.against import target_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chutier_avid.ale import Ale, Finding

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
SHOWN = 12


@click.command(help=_("Say what stops an import of each FILE (E…) and what surprises later (W…)."))
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE…")
@click.option("--against", metavar="FORMAT@RATE", help=_("The project it is for, such as 1080@25; else the show's."))
@click.option("--encoding", help=_("Read it in this encoding: utf-8, mac_roman, cp1252 …"))
@click.option("--all", "everything", is_flag=True, help=_("Every finding, not the first of each kind."))
@common
def command(files: tuple[Path, ...], against: str | None, encoding: str | None, everything: bool, given: Given) -> int:
    """Exit status 2 for errors, 1 for warnings, 0 for a clean log."""
    from chutier_avid.ale import check, read

    target = target_of(against, given)
    logs = [read(file, encoding) for file in files]
    found = [(ale, check(ale, target)) for ale in logs]
    if given.as_json:
        give_json([{"file": ale.path, "notes": list(ale.notes), "findings": [_data(ale, one) for one in findings]}
                   for ale, findings in found])  # fmt: skip
    else:
        for ale, findings in found:
            _show(ale, findings, None if everything else SHOWN)
    every = [one for _ale, findings in found for one in findings]
    return 2 if any(one.is_error for one in every) else int(bool(every))


def _data(ale: "Ale", one: "Finding") -> dict[str, object]:
    line = ale.rows[one.row - 1].line if one.row else 0
    return {"code": one.code, "severity": one.severity, "row": one.row, "line": line, "column": one.column,
            "message": one.message}  # fmt: skip


def _show(ale: "Ale", findings: "Sequence[Finding]", most: int | None) -> None:
    from chutier_avid.ale import CODES

    say(Path(ale.path).name, "bold")
    for note in ale.notes:
        say(f"  ! {note}", "yellow")
    for code in sorted({one.code for one in findings}):
        of_code = [one for one in findings if one.code == code]
        say(f"  {code}  {CODES[code].meaning}  ({len(of_code)})", "red" if of_code[0].is_error else "yellow")
        for one in of_code[:most]:
            where = _("line {line}, row {row}, {column}: ").format(
                line=ale.rows[one.row - 1].line, row=one.row, column=one.column) if one.row else ""  # fmt: skip
            say(f"       {where}{one.message}")
        if most is not None and len(of_code) > most:
            say(f"       … {len(of_code) - most} (--all)", "dim")
        say(f"       → {CODES[code].way_out}", "dim")
    if not findings:
        say("  " + _("nothing wrong found"), "green")
