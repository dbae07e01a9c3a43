"""The editing programs that are installed: each adapter declares itself in the entry-point group `chutier.nles`."""

import difflib
from collections.abc import Mapping
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from chutier.blueprint import Blueprint
from chutier.errors import UsageError
from chutier.i18n import _
from chutier.plan import Nle

GROUP = "chutier.nles"


def programs() -> dict[str, EntryPoint]:
    """Name of each program to its entry point, in alphabetical order."""
    return {entry.name: entry for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name)}


def connect(name: str, *, out: Path, blueprint: Blueprint, options: Mapping[str, str]) -> Nle:
    """The adapter `name`, connected. `out` is the folder of programs that we reach through files.

    Raises UsageError for a name that nobody declares.
    """
    known = programs()
    if name not in known:
        close = difflib.get_close_matches(name, known, n=1)
        raise UsageError(
            _("there is no adapter for {name}").format(name=repr(name)),
            hint=_("did you mean {word}?").format(word=close[0])
            if close
            else _("installed: {names}").format(names=", ".join(known) or "-"),
        )
    nle: Nle = known[name].load()(out=out, blueprint=blueprint, options=options)
    return nle
