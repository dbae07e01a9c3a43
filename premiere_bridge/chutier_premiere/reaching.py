"""The way into Premiere: our panel where one is open, else Pymiere Link."""

from chutier.errors import UsageError
from chutier.i18n import _
from chutier_premiere.bridge import Host
from chutier_premiere.cep import LINK_URL, Cep
from chutier_premiere.rendezvous import panels, the_panel

WAYS = ("cep", "link")
"""What `transport` may say: our panel, Pymiere Link."""


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
    if transport != "link" and (transport == "cep" or port or panels()):
        return Cep(the_panel(int(port) if port else None).url, look_for_program=False)
    return Cep(f"http://127.0.0.1:{port}" if port else LINK_URL)
