"""`chutier resolve install`: our entries in Resolve's menu."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from chutier.cli.options import Given, common
from chutier.cli.output import give_json, say
from chutier.cli.running import kept, show_changes
from chutier.errors import UsageError
from chutier.i18n import LANGUAGES, _, current_language, speaking

if TYPE_CHECKING:
    pass


@click.command(help=_("Put Chutier into Resolve's menu Workspace > Scripts. A second time brings it up to date."))
@click.option("--all-users", "everybody", is_flag=True, help=_("For everybody on this computer."))
@click.option(
    "--where",
    type=click.Path(file_okay=False, path_type=Path),
    help=_("Resolve's folder Fusion/Scripts, where it is not found."),
)
@click.option(
    "--lang", "language", type=click.Choice(LANGUAGES), help=_("Language of the menu; yours, unless you say so.")
)
@common
def command(everybody: bool, where: Path | None, language: str | None, given: Given) -> int:
    """Exit status 1 when a file of somebody else is in the way."""
    from chutier_resolve.install import chosen, here, install, menu_below, of_one_person
    from chutier_resolve.manifest import Manifest

    if where and everybody:
        raise UsageError(_("--where names the folder"), hint=_("leave --all-users out"))
    menus = [menu_below(where)] if where else chosen(here(), everybody=everybody)
    with speaking(language or current_language()):
        changes = install(menus, Manifest(), everybody=everybody)
    if given.as_json:
        give_json([{"path": str(one.path), "what": one.what} for one in changes])
    else:
        show_changes(changes)
    if not given.as_json:
        if kept(changes):
            say(_("To have Chutier's in their place, take those away or rename them, and run the command again."))
        if everybody and (mine := of_one_person(Path.home())):
            say(
                _("Others cannot start it: {path} lies in your home. Install Chutier for all.").format(path=mine),
                "yellow",
            )
        say(_("In Resolve: Workspace > Scripts > Chutier. What is not there, chutier resolve doctor explains."))
    return int(kept(changes))
