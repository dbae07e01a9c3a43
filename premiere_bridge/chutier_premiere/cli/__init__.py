"""`chutier premiere`: the panel in Premiere Pro, and what is asked of it from outside."""

import importlib

import click

from chutier.i18n import _

_VERBS = ("install-panel", "uninstall-panel", "doctor", "undo", "proxies", "export", "template", "xml")


class _PremiereVerbs(click.Group):
    """Its verbs, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_VERBS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _VERBS:
            return None
        command: click.Command = importlib.import_module(f"chutier_premiere.cli.{name.replace('-', '_')}").command
        return command


command = _PremiereVerbs("premiere", help=_("The panel in Premiere Pro, and what is asked of it from outside."))
