"""`chutier build`: show the plan, ask, make it so."""

from pathlib import Path

import click

from chutier.cli.options import Given, common, program_options, the_catalogue, the_show
from chutier.cli.output import confirm, give_json, progress, say
from chutier.errors import UsageError
from chutier.i18n import _


@click.command(help=_("Show the plan, ask, and make it so. A second time does nothing."))
@program_options
@click.option("--yes", "-y", is_flag=True, help=_("Do it without asking."))
@click.option(
    "--from",
    "kept",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=_("Perform a plan kept before."),
)
@common
def command(
    nle: str, out: Path | None, insist: bool, number_doubles: bool, yes: bool, kept: Path | None, given: Given
) -> int:
    """Exit status 1 when something failed, or when the answer was no."""
    from chutier.cli.building import show_built, show_plan
    from chutier.organise import Bench

    if given.as_json and not yes:
        raise UsageError(_("--json cannot ask"), hint=_("add --yes, or look first: chutier plan --json"))
    show = the_show(given)
    with (
        the_catalogue(show) as catalogue,
        Bench.open(show, catalogue, nle, out=out, number_doubles=number_doubles) as bench,
    ):
        plan = bench.kept(kept.read_text(encoding="utf-8", errors="replace")) if kept else bench.plan(insist=insist)
        if not given.as_json:
            # Where nothing is to be done, nobody need read the whole project again.
            show_plan(bench, plan, tree=not plan.empty)
        if plan.actions and not yes and not confirm(_("Build it?")):
            say(_("Nothing was changed."))
            return 1
        with progress(_("building"), as_json=given.as_json) as report:
            built = bench.perform(plan, report)
    if given.as_json:
        give_json(built.as_data())
    else:
        show_built(built, bench.nle.where)
    return 1 if built.outcome.failed else 0
