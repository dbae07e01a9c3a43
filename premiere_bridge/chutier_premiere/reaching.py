"""The way into Premiere: our plugin or our panel where one answers, else Pymiere Link."""

from chutier.errors import UsageError
from chutier.i18n import _
from chutier_premiere.bridge import Host
from chutier_premiere.cep import LINK_URL, Cep

WAYS = ("cep", "uxp", "link")
"""What `transport` may say: our panel, our plugin, Pymiere Link."""


def reach(transport: str = "", port: str = "") -> Host:
    """A connection. `transport` is one of WAYS; without it, whichever there is. `port` says which of several.

    Raises NleUnreachable when there is none, UsageError for a word that means nothing here.
    """
    if transport and transport not in WAYS:
        raise UsageError(
            _("there is no way {word} into Premiere").format(word=transport),
            hint=_("say one of {words}").format(words=", ".join(WAYS)),
        )
    return Cep(f"http://127.0.0.1:{port}" if port else LINK_URL)
