"""`chutier avid ale show`: a log as a table."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from chutier.cli.options import Given, common
from chutier.cli.output import give_json, say, table
from chutier.errors import UsageError
from chutier.i18n import _, ngettext

if TYPE_CHECKING:
    from chutier_avid.ale import Ale

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
SHOWN = 40
USEFUL = ("Name", "Tracks", "Start", "End", "Tape", "Source File", "Scene", "Take", "Comments")


@click.command(help=_("Show each FILE as a table: the heading, the rows, what is odd."))
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE…")
@click.option("--columns", metavar="A,B,…", help=_("These columns, in this order."))
@click.option("--all", "everything", is_flag=True, help=_("Every row, and every column that is not empty."))
@click.option("--encoding", help=_("Read it in this encoding: utf-8, mac_roman, cp1252 …"))
@common
def command(files: tuple[Path, ...], columns: str | None, everything: bool, encoding: str | None, given: Given) -> None:
    """Raises MediaError, with the way out, for what is no log."""
    from chutier_avid.ale import read

    logs = [read(file, encoding) for file in files]
    if given.as_json:
        give_json([_data(ale) for ale in logs])
        return
    for ale in logs:
        _show(ale, columns, everything=everything)


def _data(ale: "Ale") -> dict[str, object]:
    return {
        "file": ale.path, "encoding": ale.encoding, "heading": list(ale.heading), "columns": list(ale.columns),
        "notes": list(ale.notes), "rows": [[cell.strip() for cell in row.cells] for row in ale],
    }  # fmt: skip


def _show(ale: "Ale", columns: str | None, *, everything: bool) -> None:
    say(Path(ale.path).name, "bold")
    heading = "  ".join(f"{key} {value}".strip() for key, value in ale.heading)
    rows = ngettext("{n} row", "{n} rows", len(ale)).format(n=len(ale))
    titles = ngettext("{n} column", "{n} columns", len(ale.columns)).format(n=len(ale.columns))
    say(f"{heading}  ·  {rows}, {titles}  ·  {ale.encoding}", "dim")
    chosen = _chosen(ale, columns, everything=everything)
    shown = ale.rows if everything else ale.rows[:SHOWN]
    table(chosen, [[row.get(title) for title in chosen] for row in shown], styles=["bold"])
    if more := len(ale) - len(shown):
        say(ngettext("… and {n} more row (--all)", "… and {n} more rows (--all)", more).format(n=more), "dim")
    hidden = [title for title in dict.fromkeys(ale.columns) if title not in chosen and _is_filled(ale, title)]
    if hidden and not columns:
        say(_("more columns (--all): {titles}").format(titles=", ".join(hidden)), "dim")
    for note in ale.notes:
        say(f"! {note}", "yellow")
    say()


def _chosen(ale: "Ale", columns: str | None, *, everything: bool) -> list[str]:
    if columns:
        wanted = [title.strip() for title in columns.split(",") if title.strip()]
        known = {title.casefold(): title for title in reversed(ale.columns)}
        for title in wanted:
            if title.casefold() not in known:
                raise UsageError(
                    _("there is no column {title}").format(title=title), path=ale.path,
                    hint=_("its columns: {words}").format(words=", ".join(ale.columns)),
                )  # fmt: skip
        return [known[title.casefold()] for title in wanted]
    candidates = list(dict.fromkeys(ale.columns)) if everything else [one for one in USEFUL if one in ale.titles.index]
    return [title for title in candidates if _is_filled(ale, title)]


def _is_filled(ale: "Ale", title: str) -> bool:
    return any(row.get(title) for row in ale)
