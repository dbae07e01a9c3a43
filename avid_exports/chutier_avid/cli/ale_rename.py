"""`chutier avid ale rename`: columns of a log under other titles."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from chutier.cli.options import Given, common
from chutier.cli.output import give_json, say, table
from chutier.errors import UsageError
from chutier.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chutier_avid.ale import Ale
    from chutier_avid.logs.renaming import Rename

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(help=_("Give columns of the log A other titles, as a new log. Without OLD=NEW: list the titles."))
@click.argument("a", type=FILE)
@click.argument("pairs", nargs=-1, metavar="[OLD=NEW…]")
@click.option("--out", "-o", type=click.Path(dir_okay=False, path_type=Path), help=_("The log to write."))
@click.option("--encoding", help=_("Read A in this encoding: utf-8, mac_roman, cp1252 …"))
@click.option("--write-encoding", help=_("Write in this encoding, not in A's."))
@common
def command(
    a: Path, pairs: tuple[str, ...], out: Path | None, encoding: str | None, write_encoding: str | None, given: Given
) -> int:
    """Exit status: 1 when a title is nearly one that Media Composer knows, or longer than some versions keep."""
    from chutier_avid.ale import read
    from chutier_avid.logs.handing_over import hand_over, in_encoding, refuse_existing
    from chutier_avid.logs.renaming import proposals, rename

    if bool(pairs) != (out is not None):
        raise UsageError(
            _("OLD=NEW and -o FILE go together"),
            hint=_("say which log to write: -o FILE") if pairs else _("say what to rename: OLD=NEW"),
        )
    if out is None:
        return _list(read(a, encoding), given)
    refuse_existing(out)
    renamed = rename(read(a, encoding), [_pair(word) for word in pairs])
    hand_over(in_encoding(renamed.ale, write_encoding), out)
    left = proposals(renamed.ale)
    if given.as_json:
        give_json({
            "file": str(out), "renames": renamed.renames, "warnings": renamed.warnings, "proposals": left,
            "notes": renamed.ale.notes,
        })  # fmt: skip
    else:
        rows = [[str(one.place), one.old, one.new] for one in renamed.renames]
        table([_("column"), _("old title"), _("new title")], rows, styles=["dim", "red", "green"])
        for warning in (*renamed.ale.notes, *renamed.warnings):
            say(f"! {warning}", "yellow")
        _propose(left)
        say(_("Written: {file}").format(file=out), "green")
    return int(bool(renamed.warnings))


def _pair(word: str) -> tuple[str, str]:
    old, sign, new = word.rpartition("=")
    if not sign or not old.strip() or not new.strip():
        raise UsageError(
            _("{text} is not OLD=NEW").format(text=repr(word)), hint=_("for example: 'Sound Roll=Soundroll'")
        )
    return old.strip(), new.strip()


def _list(ale: "Ale", given: Given) -> int:
    """The titles, and those that should be others."""
    from chutier_avid.logs.renaming import proposals

    found = proposals(ale)
    if given.as_json:
        give_json({"titles": ale.columns, "proposals": found, "notes": ale.notes})
        return int(bool(found))
    meant = {one.place: one.new for one in found}
    filled = [sum(place < len(row.cells) and bool(row.cells[place].strip()) for row in ale)
              for place in range(len(ale.columns))]  # fmt: skip
    rows = [
        [str(place), title, str(filled[place - 1]), meant.get(place, "")] for place, title in enumerate(ale.columns, 1)
    ]
    table([_("column"), _("title"), _("rows"), _("perhaps")], rows, styles=["dim", "bold", "dim", "yellow"])
    for note in ale.notes:
        say(f"! {note}", "yellow")
    _propose(found)
    return int(bool(found))


def _propose(found: "Sequence[Rename]") -> None:
    if found:
        words = " ".join(f"'{one.old}={one.new}'" for one in found)
        say(_("Titles that are nearly Media Composer's own: {words}").format(words=words), "yellow")
