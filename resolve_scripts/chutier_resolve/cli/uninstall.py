"""`chutier resolve uninstall`: take our entries out of Resolve's menu."""

import click

from chutier.cli.options import Given, common
from chutier.cli.output import say
from chutier.i18n import _
from chutier_resolve.cli.install import show_changes


@click.command(help=_("Take Chutier out of Resolve's menu: what it put there, and nothing else."))
@common
def command(given: Given) -> int:
    """Exit status 1 when a file was changed by somebody and stays."""
    from chutier_resolve.install import Manifest, uninstall

    changes = uninstall(Manifest())
    if not changes and not given.as_json:
        say(_("Nothing of Chutier is in Resolve's menu."))
        return 0
    show_changes(changes, given)
    return int(any(one.what == "kept" for one in changes))
