"""What Resolve's menu script starts: `python -m chutier_resolve.menu VERB`, spoken to over its standard streams.

The standard output belongs to the conversation: whatever else is printed goes to the error stream, which the script
shows in Resolve's console.
"""

import sys
from collections.abc import Callable, Sequence
from typing import TextIO

from chutier.errors import ChutierError
from chutier.i18n import current_language, language_of_environment, use_language
from chutier_resolve.bridge import Piped
from chutier_resolve.conducting import Cancelled, Conductor, said_error
from chutier_resolve.door import Door, PageLike
from chutier_resolve.page import Page
from chutier_resolve.remembering import Shows

VERBS: dict[str, Callable[[Conductor], None]] = {
    "build": Conductor.build,
    "check": Conductor.check,
    "sync": Conductor.sync,
    "rolls": Conductor.rolls,
    "turnover": Conductor.turnover,
    "undo": Conductor.undo,
}


def conduct(verb: str, source: TextIO, sink: TextIO, make_page: Callable[[], PageLike], shows: Shows) -> int:
    """One job, from the menu's click to its last word. Exit status 0 when it went as it should."""
    host = Piped(source, sink)
    door = Door(host, make_page)
    try:
        VERBS[verb](Conductor(host, door, shows))
    except Cancelled:
        return 1
    except ChutierError as error:
        print(error, error.hint, sep="\n", file=sys.stderr)  # noqa: T201 - Resolve's console
        door.tell(said_error(error))
        return 2
    finally:
        door.close()
    return 0


def main(argv: Sequence[str]) -> int:
    """The verb is the one argument."""
    if len(argv) != 1 or argv[0] not in VERBS:
        print("chutier_resolve.menu: " + ", ".join(VERBS), file=sys.stderr)  # noqa: T201
        return 2
    use_language(language_of_environment())
    sink, sys.stdout = sys.stdout, sys.stderr
    return conduct(argv[0], sys.stdin, sink, lambda: Page(current_language()), Shows())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
