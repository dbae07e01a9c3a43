"""`chutier avid ale`: the verbs that an assistant needs for logs every week, each in a module of its own."""

import importlib

import click

from chutier.i18n import _

_VERBS = ("show", "check", "convert", "merge", "rename", "split", "fit")


class _LogVerbs(click.Group):
    """Its verbs, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_VERBS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _VERBS:
            return None
        found: click.Command = importlib.import_module(f"chutier_avid.cli.ale_{name}").command
        return found


command = _LogVerbs("ale", help=_("Look into logs (ALE), check, convert, merge and split them."))
