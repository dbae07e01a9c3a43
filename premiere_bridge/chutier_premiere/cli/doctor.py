"""`chutier premiere doctor`: why Premiere does not answer, and what to do."""

import click

from chutier.cli.options import Given, common
from chutier.cli.running import tell_findings
from chutier.i18n import _


@click.command(help=_("Say in one screen what Premiere is here, whether its panel answers, and why it does not."))
@common
def command(given: Given) -> int:
    """Exit status 1 when there is something to do."""
    from chutier_premiere.doctor import examine
    from chutier_premiere.machine import this_machine
    from chutier_premiere.manifest import Manifest

    return tell_findings(examine(this_machine(), Manifest()), given)
