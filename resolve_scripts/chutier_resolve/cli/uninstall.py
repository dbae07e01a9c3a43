"""`chutier resolve uninstall`: take our entries out of Resolve's menu."""

import click

from chutier.cli.options import Given, common
from chutier.cli.output import give_json, say
from chutier.cli.running import kept, show_changes
from chutier.i18n import _


@click.command(help=_("Take Chutier out of Resolve's menu: what it put there, and nothing else."))
@common
def command(given: Given) -> int:
    """Exit status 1 when a file was changed by somebody and stays."""
    from chutier_resolve.install import uninstall
    from chutier_resolve.manifest import Manifest

    changes = uninstall(Manifest())
    if given.as_json:
        give_json([{"path": str(one.path), "what": one.what} for one in changes])
    else:
        show_changes(changes)
    if not changes and not given.as_json:
        say(_("You have put nothing of Chutier into Resolve's menu."))
    return int(kept(changes))
