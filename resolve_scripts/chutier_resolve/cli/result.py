"""`chutier resolve result`: what the Lua script did in free Resolve, and remember it."""

from pathlib import Path

import click

from chutier.cli.options import Given, common, the_catalogue, the_show
from chutier.cli.output import give_json, progress
from chutier.i18n import _
from chutier_resolve.cli.script import OUT, PREFS, the_report


@click.command(help=_("Read what the script did in Resolve (chutier resolve script), and remember it."))
@PREFS
@OUT
@common
def command(prefs: Path | None, out: Path | None, given: Given) -> int:
    """Exit status 1 when something failed."""
    from chutier.cli.building import show_built
    from chutier.organise import Bench
    from chutier.plan import plan_from_json
    from chutier_resolve.nle import ResolveNle, limits, settings_of
    from chutier_resolve.scripted import Pending, after

    show = the_show(given)
    out = (out or show.root / "resolve").resolve()
    pending = Pending.load(out)
    host = after(pending, the_report(prefs))
    nle = ResolveNle(host, out, settings_of(show.blueprint, show=str(show.path)), limits(show.blueprint))
    with the_catalogue(show) as catalogue:
        bench = Bench(show, catalogue, nle, nle.target, folder=out)
        nle.observe()
        with progress(_("reading"), as_json=given.as_json) as report:
            built = bench.perform(plan_from_json(pending.plan).plan, report)
    if given.as_json:
        give_json(built.as_data())
    else:
        show_built(built, nle.where)
    return 1 if built.outcome.failed else 0
