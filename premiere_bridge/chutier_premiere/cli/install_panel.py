"""`chutier premiere install-panel`: our panel in Premiere."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from chutier.cli.options import Given, common
from chutier.cli.output import give_json, say
from chutier.cli.running import kept, show_changes
from chutier.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chutier_premiere.install import Done


@click.command(
    help=_(
        "Put Chutier's panel into Premiere. A second time brings it up to date. Without --uxp it is the panel (CEP)."
    )
)
@click.option("--cep", is_flag=True, help=_("The panel, for every Premiere from 13 (CC 2019) on that loads panels."))
@click.option("--uxp", is_flag=True, help=_("The plugin, for Premiere 25.6 and later."))
@click.option("--both", is_flag=True, help=_("The panel and the plugin."))
@click.option(
    "--where",
    type=click.Path(file_okay=False, path_type=Path),
    help=_("Folder to write to, where it is not Adobe's or your downloads."),
)
@common
def command(cep: bool, uxp: bool, both: bool, where: Path | None, given: Given) -> int:
    """Exit status 1 when a file of somebody else is in the way."""
    from chutier_premiere import install as installing
    from chutier_premiere.manifest import Manifest

    manifest = Manifest()
    done: list[Done] = []
    if cep or both or not uxp:
        folder = installing.extensions(where)
        done.append(installing.install_panel(folder, manifest, installing.this_computers_switches()))
    if uxp or both:
        folder = installing.plugin_folder(where)
        done.append(installing.install_plugin(folder, manifest, installing.this_computers_installer()))
    code = installing.this_computers_code() if uxp or both else ""
    if given.as_json:
        give_json({**as_data(done), "code": code})
    else:
        for one in done:
            _tell(one)
        if code:
            say(
                _("Then show it (Window > UXP Plugins > Chutier) and type this code there, once: {code}").format(
                    code=code
                )
            )
    return int(any(kept(one.changes) for one in done))


def _tell(done: "Done") -> None:
    show_changes(done.changes)
    if kept(done.changes):
        say(_("To have Chutier's in their place, take those away or rename them, and run the command again."))
        return
    if done.changes[0].path.suffix != ".ccx":
        if done.debug:
            say(_("PlayerDebugMode turned on for CSXS {versions}: the panel is not signed.").format(
                versions=", ".join(map(str, done.debug))))  # fmt: skip
        say(_("Restart Premiere. The panel answers by itself; it is shown by Window > Extensions > Chutier."))
    elif done.plugin:
        say(_("Adobe's installer has taken it. Restart Premiere once."))
    else:
        if done.why:
            say(_("Adobe's installer did not take it: {why}").format(why=done.why), "yellow")
        say(_("Double-click {path}, let Creative Cloud install it, and restart Premiere.").format(
            path=done.changes[0].path))  # fmt: skip


def as_data(done: "Sequence[Done]") -> dict[str, object]:
    """What was done, for a program."""
    return {
        "files": [{"path": str(one.path), "what": one.what} for part in done for one in part.changes],
        "debug": [version for part in done for version in part.debug],
        "plugin": any(part.plugin for part in done),
        "why": next((part.why for part in done if part.why), ""),
    }
