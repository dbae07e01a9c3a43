"""`chutier plan`: the tree as it will be, and what would be done. Writes nothing to the project."""

from pathlib import Path

import click

from chutier.cli.options import Given, common, program_options, the_catalogue, the_show
from chutier.cli.output import give_json, say
from chutier.i18n import _


@click.command(help=_("Show the bins as they will be, and what would be done. Nothing is written."))
@program_options
@click.option("--all", "everything", is_flag=True, help=_("Every clip and every action, however many."))
@click.option("--save", type=click.Path(dir_okay=False, path_type=Path), help=_("Keep the plan in a file, for build."))
@common
def command(
    nle: str, out: Path | None, insist: bool, number_doubles: bool, everything: bool, save: Path | None, given: Given
) -> int:
    """Exit status 1 when two clips would get one name: nothing could be built."""
    from chutier.cli.building import plan_data, show_plan
    from chutier.files import write_whole
    from chutier.organise import Bench

    show = the_show(given)
    with (
        the_catalogue(show) as catalogue,
        Bench.open(show, catalogue, nle, out=out, number_doubles=number_doubles) as bench,
    ):
        plan = bench.plan(insist=insist)
        if save:
            write_whole(save, bench.keep(plan))
        if given.as_json:
            give_json(plan_data(bench, plan))
        else:
            show_plan(bench, plan, everything=everything)
            if save:
                say(
                    _("Kept: {file}. Perform it with chutier build --nle {program} --from {file}.").format(
                        file=save, program=nle
                    ),
                    "green",
                )
        return 1 if bench.wanted.errors else 0
