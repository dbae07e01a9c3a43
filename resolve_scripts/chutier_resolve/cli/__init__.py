"""`chutier resolve`: the menu in DaVinci Resolve, and what is asked of it from outside."""

import importlib

import click

from chutier.i18n import _

_VERBS = ("install", "uninstall", "doctor", "script", "result", "undo", "markers", "export", "proxies", "selftest")


class _ResolveVerbs(click.Group):
    """Its verbs, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_VERBS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _VERBS:
            return None
        command: click.Command = importlib.import_module(f"chutier_resolve.cli.{name}").command
        return command


command = _ResolveVerbs("resolve", help=_("The menu in DaVinci Resolve, and what is asked of it from outside."))
