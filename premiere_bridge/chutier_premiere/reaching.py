"""The way into Premiere: our panel where one is open, else our plugin where one was paired, else Pymiere Link."""

import os
import sys
from pathlib import Path

from chutier.errors import NleUnreachable, UsageError
from chutier.i18n import _
from chutier_premiere.bridge import Host
from chutier_premiere.cep import LINK_URL, PANEL_LIMIT, Cep
from chutier_premiere.places import own_folder
from chutier_premiere.rendezvous import panels, the_panel
from chutier_premiere.uxp import PORTS, Uxp, is_paired, the_code

WAYS = ("cep", "uxp", "link")
"""What `transport` may say: our panel, our plugin, Pymiere Link."""


def reach(transport: str = "", port: str = "") -> Host:
    """A connection. `transport` is one of WAYS; without it, whichever there is. `port` says which of several.

    Raises NleUnreachable when there is none, NleError when it is not clear which, UsageError for words that mean
    nothing here.
    """
    if transport and transport not in WAYS:
        raise UsageError(
            _("there is no way {word} into Premiere").format(word=transport),
            hint=_("say one of {words}").format(words=", ".join(WAYS)),
        )
    if port and not port.isdecimal():
        raise UsageError(_("{word} is no port").format(word=port), hint=_("a port is a number: 28611"))
    folder = own_folder(sys.platform, os.environ, Path.home())
    ways = (transport,) if transport else _likely(folder, port)
    for way in ways[:-1]:
        try:
            return _reach(way, port, folder)
        except NleUnreachable:
            continue
    return _reach(ways[-1], port, folder)


def _likely(folder: Path, port: str) -> tuple[str, ...]:
    """The ways worth trying, the likeliest first. The last one tells a person what is missing."""
    if port or panels():
        return ("cep",)
    return ("link", "uxp") if is_paired(folder) else ("link",)


def _reach(way: str, port: str, folder: Path) -> Host:
    if way == "cep":
        return Cep(the_panel(int(port) if port else None).url, limit=PANEL_LIMIT, look_for_program=False)
    if way == "uxp":
        return Uxp(the_code(folder), (int(port),) if port else PORTS)
    # pymiere looks for the program with a tool that on other systems only complains.
    host = Cep(f"http://127.0.0.1:{port}" if port else LINK_URL, look_for_program=sys.platform in ("darwin", "win32"))
    host.call("hello", {})
    return host
