"""`chutier completion`: the script that teaches a shell the verbs and options."""

import click
from click.shell_completion import get_completion_class

from chutier.cli.options import Given, common
from chutier.cli.output import give_json
from chutier.i18n import _


@click.command(help=_("Print the completion script of SHELL; put it where the shell reads it (docs/install.md)."))
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@common
def command(shell: str, given: Given) -> None:
    """Print the script, as it is or as JSON."""
    from chutier.cli.app import application

    kind = get_completion_class(shell)
    assert kind is not None  # the choice above names only shells that click knows
    script = kind(application, {}, "chutier", "_CHUTIER_COMPLETE").source()
    if given.as_json:
        give_json({"shell": shell, "script": script})
    else:
        click.echo(script)
