"""`chutier resolve install`: our entries in Resolve's menu."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chutier.cli.options import Given, common
from chutier.cli.output import give_json, say
from chutier.i18n import _

if TYPE_CHECKING:
    from chutier_resolve.install import Change

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command(help=_("Put Chutier into Resolve's menu Workspace > Scripts. A second time brings it up to date."))
@click.option("--all-users", "everybody", is_flag=True, help=_("For everybody on this computer."))
@click.option(
    "--where",
    type=click.Path(file_okay=False, path_type=Path),
    help=_("Resolve's folder Fusion/Scripts, where it is not found."),
)
@common
def command(everybody: bool, where: Path | None, given: Given) -> int:
    """Exit status 1 when a file of somebody else is in the way."""
    from chutier_resolve.install import Manifest, chosen, here, install
    from chutier_resolve.places import MENU

    menus = [where.absolute() / MENU] if where else chosen(here(), everybody=everybody)
    changes = install(menus, Manifest())
    show_changes(changes, given)
    if not given.as_json:
        say(_("In Resolve: Workspace > Scripts > Chutier. What is not there, chutier resolve doctor explains."))
    return int(any(one.what == "kept" for one in changes))


def show_changes(changes: "Sequence[Change]", given: Given) -> None:
    """File by file, under their folders."""
    if given.as_json:
        give_json([{"path": str(one.path), "what": one.what} for one in changes])
        return
    words = {
        "written": ("+", _("written"), "green"),
        "there": ("=", _("there already"), ""),
        "removed": ("-", _("taken away"), ""),
        "kept": ("!", _("not ours, or changed by somebody: left alone"), "yellow"),
    }
    folder: Path | None = None
    for one in changes:
        if one.path.parent != folder:
            folder = one.path.parent
            say(str(folder), "bold")
        mark, word, style = words[one.what]
        say(f"  {mark} {one.path.name}: {word}", style)
