"""`chutier names`: every naming rule with what it yields on the show's own clips."""

import click

from chutier.cli.options import Given, common, the_catalogue, the_show
from chutier.cli.output import give_json, say, table
from chutier.i18n import _


@click.command(help=_("Every naming rule with what it yields on this show's clips; collisions and cut names first."))
@click.option("--nle", default="avid", show_default=True, metavar="PROGRAM", help=_("Program whose limits hold."))
@common
def command(nle: str, given: Given) -> int:
    """Exit status 1 when two clips would get one name."""
    from chutier.cli.building import show_problems
    from chutier.cli.naming import samples_of
    from chutier.naming import limits_for
    from chutier.organise import clips_of, scenes_of
    from chutier.plan import want

    show = the_show(given)
    with the_catalogue(show) as catalogue:
        clips = clips_of(show, catalogue)
    limits = limits_for(nle, show.blueprint.targets.get(nle, {}))
    wanted = want(show.blueprint, clips, scenes_of(show), limits)
    samples = samples_of(show.blueprint, clips)
    if given.as_json:
        give_json({"problems": wanted.problems, "rules": samples})
        return 1 if wanted.errors else 0
    show_problems(wanted.problems)
    if wanted.problems:
        say()
    rows = [[s["name"], s["rule"], ", ".join(s["yields"]), s["reads_back"]] for s in samples]
    table([_("rule"), _("as written"), _("on this show's clips"), _("reads back")], rows, styles=["bold", "", "green"])
    return 1 if wanted.errors else 0
