"""The command line: one module a verb, each imported only when it is called."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """The `chutier` command. Ends the process with a stable exit status (docs/exit-codes.md)."""
    from chutier.cli.app import run

    sys.exit(run(list(sys.argv[1:] if arguments is None else arguments)))


__all__ = ["main"]
