"""`chutier avid`: logs, AAF files, bins and markers of Media Composer, with or without a show."""

import importlib

import click

from chutier.i18n import _

_VERBS = ("ale", "rehearse", "aaf", "bins", "markers", "calibrate")


class _AvidVerbs(click.Group):
    """Its verbs, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_VERBS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _VERBS:
            return None
        command: click.Command = importlib.import_module(f"chutier_avid.cli.{name}").command
        return command


command = _AvidVerbs("avid", help=_("Logs, AAF files, bins and markers of Avid Media Composer."))
