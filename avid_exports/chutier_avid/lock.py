"""One build at a time in an out folder, whoever runs it: a lock that the system lets go of when its holder dies.

.chutier/lock     empty, and never removed: a second builder might hold the removed one
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chutier.errors import NleError
from chutier.i18n import _


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Holds the lock file `path`, making it and its folder. Raises NleError at once when another holds it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        held = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
    except OSError as error:
        raise NleError(
            _("cannot be written: {why}").format(why=error.strerror or error),
            path=str(path),
            hint=_("nothing was changed; make room or choose another folder, then run the command again"),
        ) from error
    try:
        _take(held, path)
        yield
    finally:
        os.close(held)


def _take(held: int, path: Path) -> None:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(held, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError) as error:
        raise NleError(
            _("another build is under way in this folder"),
            path=str(path.parent.parent),
            hint=_("wait for its end, then run the command again"),
        ) from error
    except OSError:
        # Some network discs have no locks: then as before, one person at a time.
        return
