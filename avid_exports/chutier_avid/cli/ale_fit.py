"""`chutier avid ale fit`: column titles that an import neither cuts nor mixes up."""

from pathlib import Path

import click

from chutier.cli.options import Given, common
from chutier.cli.output import give_json, say, table
from chutier.errors import UsageError
from chutier.i18n import _, ngettext

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command(help=_("Fit the column titles of the log A to Media Composer's limits, as a new log."))
@click.argument("a", type=FILE)
@click.option("--out", "-o", type=click.Path(dir_okay=False, path_type=Path), help=_("The log to write."))
@click.option("--preview", is_flag=True, help=_("Say what would be done, and write nothing."))
@click.option("--length", type=click.Choice(["14", "16"]), default="14", show_default=True,
              help=_("The longest title: 14 is safe, 16 is where an import cuts."))  # fmt: skip
@click.option("--encoding", help=_("Read A in this encoding: utf-8, mac_roman, cp1252 …"))
@click.option("--write-encoding", help=_("Write in this encoding, not in A's."))
@common
def command(
    a: Path, out: Path | None, preview: bool, length: str, encoding: str | None, write_encoding: str | None,
    given: Given,
) -> int:  # fmt: skip
    """Exit status 0, also when there is nothing to do: then nothing is written but what was asked for."""
    from chutier_avid.ale import read
    from chutier_avid.logs.fitting import fit
    from chutier_avid.logs.handing_over import hand_over, in_encoding, refuse_existing

    if out is None and not preview:
        raise UsageError(_("say which log to write: -o FILE"), hint=_("or only look: --preview"))
    if out is not None:
        refuse_existing(out)
    fitted, titles = fit(read(a, encoding), int(length))
    changed = [one for one in titles if one.why]
    written = None if preview else out
    if written is not None:
        hand_over(in_encoding(fitted, write_encoding), written)
    if given.as_json:
        give_json({"file": str(written) if written else None, "changed": changed, "notes": fitted.notes})
        return 0
    if changed:
        rows = [[str(one.place), one.old, one.new, ", ".join(why.text() for why in one.why)] for one in changed]
        titles_of_table = [_("column"), _("old title"), _("new title"), _("why")]
        table(titles_of_table, rows, styles=["dim", "red", "green", "yellow"])
    for note in fitted.notes:
        say(f"! {note}", "yellow")
    kept = len(titles) - len(changed)
    say(ngettext("{n} title fits as it is.", "{n} titles fit as they are.", kept).format(n=kept), "dim")
    if written is not None:
        say(_("Written: {file}").format(file=written), "green")
    else:
        say(_("Nothing was written: a preview."))
    return 0
