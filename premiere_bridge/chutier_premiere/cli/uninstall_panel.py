"""`chutier premiere uninstall-panel`: take our panel out of Premiere."""

import click

from chutier.cli.options import Given, common
from chutier.cli.output import give_json, say
from chutier.cli.running import kept, show_changes
from chutier.i18n import _
from chutier_premiere.cli.install_panel import as_data


@click.command(help=_("Take Chutier's panel out of Premiere: what it put there, and nothing else."))
@common
def command(given: Given) -> int:
    """Exit status 1 when a file was changed by somebody and stays."""
    from chutier_premiere import install as installing
    from chutier_premiere.manifest import Manifest

    done = installing.uninstall(Manifest(), installing.this_computers_switches(), installing.this_computers_installer())
    if given.as_json:
        give_json(as_data([done]))
        return int(kept(done.changes))
    show_changes(done.changes)
    if done.debug:
        say(_("PlayerDebugMode put back for CSXS {versions}.").format(versions=", ".join(map(str, done.debug))))
    if done.plugin:
        say(_("Adobe's installer has removed the plugin."))
    elif done.why:
        say(_("Adobe's installer did not remove the plugin: {why}").format(why=done.why), "yellow")
        say(_("Remove it in Creative Cloud: Stock and Marketplace > Plugins > Manage plugins."))
    if not (done.changes or done.debug or done.plugin or done.why):
        say(_("You have put nothing of Chutier into Premiere."))
    return int(kept(done.changes))
