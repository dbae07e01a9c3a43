"""`chutier resolve doctor`: why the menu is as it is, and what to do."""

import click

from chutier.cli.options import Given, common
from chutier.cli.output import give_json, say
from chutier.i18n import _


@click.command(help=_("Say in one screen what Resolve is here, whether its menu has Chutier, and why it has not."))
@common
def command(given: Given) -> int:
    """Exit status 1 when there is something to do."""
    from chutier_resolve.doctor import examine
    from chutier_resolve.machine import this_machine
    from chutier_resolve.manifest import Manifest

    findings = examine(this_machine(), Manifest())
    if given.as_json:
        give_json(findings)
    else:
        width = max(len(one.what) for one in findings)
        for one in findings:
            mark, style = {True: ("✓", "green"), False: ("✗", "red"), None: ("·", "")}[one.fine]
            say(f"{mark} {one.what.ljust(width)}  {one.told}", style)
            if one.do:
                say(f"  {' ' * width}  → {one.do}", "dim" if one.fine is None else "")
    return int(any(one.fine is False for one in findings))
