"""`chutier premiere undo`: take the last build back."""

from pathlib import Path

import click

from chutier.cli.options import Given, common, the_catalogue, the_show
from chutier.cli.output import confirm, give_json, progress, say
from chutier.errors import UsageError
from chutier.i18n import _


@click.command(help=_("Take the last build back: what nobody has changed since returns to what it was."))
@click.option("--everything", is_flag=True, help=_("Also take out the clips, sequences and bins that it brought."))
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help=_("The folder that was built with."))
@click.option("--yes", "-y", is_flag=True, help=_("Do it without asking."))
@common
def command(everything: bool, out: Path | None, yes: bool, given: Given) -> int:
    """Exit status 1 when the answer was no, or something stays."""
    from chutier.live import Journal
    from chutier.organise import Bench
    from chutier_premiere.nle import PremiereNle
    from chutier_premiere.undo import take_back

    show = the_show(given)
    with the_catalogue(show) as catalogue, Bench.open(show, catalogue, "premiere", out=out) as bench:
        assert isinstance(bench.nle, PremiereNle)
        entry = Journal(bench.nle.out, bench.nle.name).last()
        if entry is None:
            raise UsageError(
                _("nothing was built here that could be undone"), hint=_("--out names the folder of another build")
            )
        if not yes and not confirm(_("Take build {n} back?").format(n=entry.number)):
            say(_("Nothing was changed."))
            return 1
        with progress(_("undoing"), as_json=given.as_json) as report:
            undone = take_back(bench, bench.nle, entry, report, everything=everything)
    if given.as_json:
        give_json(undone)
    else:
        say(str(undone), "yellow" if undone.left else "green")
    return 1 if undone.left else 0
