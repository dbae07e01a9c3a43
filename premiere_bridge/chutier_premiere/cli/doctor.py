"""`chutier premiere doctor`: why Premiere does not answer, and what to do."""

import click

from chutier.cli.options import Given, common
from chutier.cli.output import give_json, say
from chutier.i18n import _


@click.command(help=_("Say in one screen what Premiere is here, whether its panel answers, and why it does not."))
@common
def command(given: Given) -> int:
    """Exit status 1 when there is something to do."""
    from chutier_premiere.doctor import examine
    from chutier_premiere.machine import this_machine
    from chutier_premiere.manifest import Manifest

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
