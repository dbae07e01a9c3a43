"""The text of the menu script: short, for any Python from 3.8, and without anything that must be installed."""

from __future__ import annotations

NAME = "Self-test.py"

SCRIPT = """\
# Written by: chutier resolve selftest. Taken away by: chutier resolve uninstall
import sys
import traceback

AGREED = {agreed}
INTO = {into}
PACKAGE = {package}

try:
    if sys.version_info < (3, 8):
        print("Chutier's self-test needs Python 3.8 or later in Resolve; this is " + sys.version.split()[0])
    else:
        # Last on the path and only for the import: nothing else of that folder belongs into this Python.
        sys.path.append(PACKAGE)
        try:
            from chutier_resolve.selftest.run import main
        finally:
            sys.path.remove(PACKAGE)
        main(globals(), INTO, AGREED)
except Exception:
    traceback.print_exc()
"""


def script(package: str, into: str, agreed: bool) -> str:
    """The script, with the folder that holds `chutier_resolve`, where to write, and whether the person agreed.

    Paths stand in ASCII: the program may read its scripts in another encoding."""
    return SCRIPT.format(agreed=bool(agreed), into=ascii(into), package=ascii(package))
