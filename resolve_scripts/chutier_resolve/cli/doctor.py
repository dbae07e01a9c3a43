"""`chutier resolve doctor`: why the menu is as it is, and what to do."""

import click

from chutier.cli.options import Given, common
from chutier.cli.running import tell_findings
from chutier.i18n import _


@click.command(help=_("Say in one screen what Resolve is here, whether its menu has Chutier, and why it has not."))
@common
def command(given: Given) -> int:
    """Exit status 1 when there is something to do."""
    from chutier_resolve.doctor import examine
    from chutier_resolve.machine import this_machine
    from chutier_resolve.manifest import Manifest

    return tell_findings(examine(this_machine(), Manifest()), given)
