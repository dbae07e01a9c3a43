"""`chutier resolve uninstall`: take our entries out of Resolve's menu."""

import click

from chutier.cli.options import Given, common
from chutier.cli.output import say
from chutier.i18n import _
from chutier_resolve.cli.install import kept, show_changes


@click.command(help=_("Take Chutier out of Resolve's menu: what it put there, and nothing else."))
@common
def command(given: Given) -> int:
    """Exit status 1 when a file was changed by somebody and stays."""
    from chutier_resolve.install import uninstall
    from chutier_resolve.manifest import Manifest

    changes = uninstall(Manifest())
    show_changes(changes, given)
    if not changes and not given.as_json:
        say(_("You have put nothing of Chutier into Resolve's menu."))
    return int(kept(changes))
