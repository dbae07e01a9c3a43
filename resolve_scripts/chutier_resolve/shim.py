"""The text of the menu's scripts. Each is short and knows nothing: it finds our half and serves the core.

Valid for any Python 3, so that an old one is told in a sentence. `__file__` is not set in a menu script (seen on 21),
so everything that it must know is written into it, as Python's own literals in ASCII whatever the folders are called
(JSON's would break a name beyond the basic plane in two).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from chutier.i18n import _

MARK = "chutier resolve install"
"""What wrote a script, said in its first line to whoever opens it. The manifest, not this, says that a file is ours."""

_WRITTEN = re.compile(rf"\S+ Written by: {MARK} \((\S+)\)")

ENTRIES = ("build", "check", "sync", "rolls", "turnover", "undo")
"""The menu's entries, as `chutier_resolve.menu` knows them."""


def titles() -> Mapping[str, str]:
    """What each entry is called in the menu, in the language of the moment."""
    return {
        "build": _("Build bins"),
        "check": _("Check the day"),
        "sync": _("Sync"),
        "rolls": _("Scene rolls"),
        "turnover": _("Turnover markers out"),
        "undo": _("Undo last build"),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Baked:
    """What a script is told: the folder that holds the package, the interpreter that has it, version and language."""

    package: str
    interpreter: str
    version: str
    language: str


SCRIPT = """\
# Written by: {mark} ({version}). Taken away by: chutier resolve uninstall
import sys, traceback
PACKAGE = {package}
INTERPRETER = {interpreter}
try:
    if sys.version_info < (3, 8):
        print("Chutier needs Python 3.8 or later in Resolve; this is " + sys.version.split()[0])
    else:
        # Last on the path and only for the import: nothing else of that folder belongs into this Python.
        sys.path.append(PACKAGE)
        try:
            from chutier_resolve.host.pipe import main
        finally:
            sys.path.remove(PACKAGE)
        main(globals(), INTERPRETER, {verb}, {language})
except Exception:
    traceback.print_exc()
    print("Chutier stopped. In a terminal, chutier resolve doctor says what is wrong.")
"""

CANARY = """\
-- Written by: {mark} ({version}). Taken away by: chutier resolve uninstall
-- It is here to be seen. Where the menu shows it and none of Chutier's other entries, Resolve found no Python, or is a
-- free edition from 21.1 on, which runs Lua only: chutier resolve doctor says which, and what to do.
print("Chutier {version}: Resolve finds its scripts here.")
"""


def version_of(text: str) -> str:
    """The Chutier that wrote a script; empty for one of somebody else."""
    found = _WRITTEN.match(text)
    return found[1] if found else ""


def script(verb: str, baked: Baked) -> str:
    """The menu script of one entry."""
    return SCRIPT.format(
        mark=MARK, version=baked.version, package=ascii(baked.package), interpreter=ascii(baked.interpreter),
        verb=ascii(verb), language=ascii(baked.language),
    )  # fmt: skip


def canary(version: str) -> str:
    """The script in Lua, which every edition lists."""
    return CANARY.format(mark=MARK, version=version)
