"""`chutier premiere undo`: take the last build back."""

from pathlib import Path

import click

from chutier.cli.options import Given, common
from chutier.cli.running import undo_last
from chutier.i18n import _


@click.command(help=_("Take the last build back: what nobody has changed since returns to what it was."))
@click.option("--everything", is_flag=True, help=_("Also take out the clips, sequences and bins that it brought."))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help=_("The folder that was built with."))
@click.option("--yes", "-y", is_flag=True, help=_("Do it without asking."))
@common
def command(everything: bool, out: Path | None, yes: bool, given: Given) -> int:
    """Exit status 1 when the answer was no, or something stays."""
    from chutier_premiere.nle import PROGRAM
    from chutier_premiere.undo import take_back

    return undo_last(PROGRAM, take_back, given, everything=everything, out=out, yes=yes)
