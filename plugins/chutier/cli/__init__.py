"""The command line: one module a verb, each imported only when it is called."""

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

ENDED_BY_USER = 130


def main(arguments: Sequence[str] | None = None) -> None:
    """The `chutier` command. Ends the process with a stable exit status (docs/exit-codes.md)."""
    try:
        from chutier.cli.app import run

        status = run(list(sys.argv[1:] if arguments is None else arguments))
    except KeyboardInterrupt:
        status = ENDED_BY_USER
    if status == ENDED_BY_USER:
        # Python would wait for its threads, and end by the signal itself when it came while code was compiled.
        for stream in (sys.stdout, sys.stderr):
            with suppress(OSError, ValueError, AttributeError):
                stream.flush()
        os._exit(status)
    sys.exit(status)


__all__ = ["main"]
