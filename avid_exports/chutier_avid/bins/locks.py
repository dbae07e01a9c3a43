"""The lock beside a bin: `BIN.lck` holds the name of the computer that has the bin open.

UTF-16LE, filled with NULs to 510 bytes (255 characters). Media Composer makes and removes it; whoever finds one of
another computer must leave the bin alone. Ours is made so that of two that try, one gets it.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from chutier.errors import NleError
from chutier.i18n import _

_SIZE = 510


def lock_of(bin_file: Path) -> Path:
    """Where the lock of a bin is."""
    return bin_file.with_suffix(".lck")


def holder_of(bin_file: Path) -> str:
    """The computer that has the bin open, `?` when the lock does not say, empty when there is no lock."""
    try:
        data = lock_of(bin_file).read_bytes()
    except FileNotFoundError:
        return ""
    except OSError:
        return "?"
    text = data[: len(data) // 2 * 2].decode("utf-16-le", "replace")
    return text.partition("\0")[0].strip() or "?"


def this_computer() -> str:
    """The name that we lock with."""
    return socket.gethostname()[:255]


@contextmanager
def holding(bin_file: Path) -> Iterator[None]:
    """Holds the lock of a bin, which need not exist yet. Raises NleError when another has it or it cannot be made."""
    path = lock_of(bin_file)
    mine = this_computer().encode("utf-16-le")[:_SIZE].ljust(_SIZE, b"\0")
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666)
    except FileExistsError as error:
        raise NleError(
            _("the bin is open on {computer}").format(computer=holder_of(bin_file) or "?"),
            path=str(bin_file),
            hint=_("have it closed there; if that computer is off, remove {file}").format(file=path.name),
        ) from error
    except OSError as error:
        raise NleError(
            _("cannot be written: {why}").format(why=error.strerror or error),
            path=str(path),
            hint=_("nothing was changed; make room or ask for the right to write there"),
        ) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(mine)
        yield
    finally:
        with suppress(OSError):  # only ours: it was made a moment ago, and nobody else writes into a lock
            if path.read_bytes() == mine:
                path.unlink()
