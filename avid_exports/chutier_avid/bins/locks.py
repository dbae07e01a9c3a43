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
        with lock_of(bin_file).open("rb") as file:
            data = file.read(_SIZE)
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
    mine = _take(bin_file)
    try:
        yield
    finally:
        if holder_of(bin_file) == this_computer():
            _release(lock_of(bin_file), mine)


def _take(bin_file: Path) -> os.stat_result:
    """Makes the lock; what tells it from any later one of the same name."""
    path = lock_of(bin_file)
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o666)
    except FileExistsError as error:
        raise NleError(
            _("the bin is open on {computer}").format(computer=holder_of(bin_file) or "?"),
            path=str(bin_file),
            hint=_("have it closed there; if that computer is off, remove {file}").format(file=path.name),
        ) from error
    except OSError as error:
        raise _refused(path, error) from error
    mine = os.fstat(handle)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(this_computer().encode("utf-16-le")[:_SIZE].ljust(_SIZE, b"\0"))
    except OSError as error:  # a full disk makes room for the name of a file, and not for what is in it
        _release(path, mine)
        raise _refused(path, error) from error
    return mine


def _release(path: Path, mine: os.stat_result) -> None:
    """Removes the lock if it is still ours: a person may have removed it, and Media Composer have made its own. A new
    file can get the number of a removed one, which is why the name in it counts too."""
    with suppress(OSError):
        if os.path.samestat(path.lstat(), mine):
            path.unlink()


def _refused(path: Path, error: OSError) -> NleError:
    return NleError(
        _("cannot be written: {why}").format(why=error.strerror or error),
        path=str(path),
        hint=_("nothing was changed; make room or ask for the right to write there"),
    )
