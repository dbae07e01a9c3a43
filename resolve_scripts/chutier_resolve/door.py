"""How a menu script shows something and asks: Resolve's own windows where the edition has them, else a browser page."""

from collections.abc import Callable, Mapping
from typing import Protocol

from chutier.events import Event
from chutier.i18n import _
from chutier_resolve.bridge import Host
from chutier_resolve.dialogs import Answer, Dialog


class PageLike(Protocol):
    """The browser page: see chutier_resolve.page."""

    def ask(self, dialog: Dialog) -> Answer: ...

    def progress(self, done: int, total: int, text: str) -> None: ...

    def tell(self, summary: Dialog) -> None: ...

    def close(self) -> None: ...


class Door:
    """One conversation with the person at the desk. The page is opened when it is needed, and stays."""

    def __init__(self, host: Host, make_page: Callable[[], PageLike]) -> None:
        self._host, self._make_page = host, make_page
        self._page: PageLike | None = None
        self._windows: bool | None = None

    def ask(self, dialog: Dialog) -> tuple[str, Mapping[str, str]]:
        """The button that was pressed (empty: closed) and what stands in the fields."""
        if self._windows is not False:
            answer = self._host.call("ask", {"dialog": dialog.as_data()}, _quiet)
            self._windows = "error" not in answer
            if self._windows:
                return str(answer.get("answer", "")), dict(answer.get("fields") or {})
        found = self._the_page().ask(dialog)
        return found.button, found.fields

    def tell(self, dialog: Dialog) -> None:
        """The last word: shown until it is closed."""
        if self._windows:
            self._host.call("ask", {"dialog": dialog.as_data()}, _quiet)
        else:
            self._the_page().tell(dialog)

    def report(self, event: Event) -> None:
        """Progress, where it can be seen."""
        if self._page is not None and event.total:
            self._page.progress(event.done, event.total, doing(event.step))

    def close(self) -> None:
        """Let the page go."""
        if self._page is not None:
            self._page.close()

    def _the_page(self) -> PageLike:
        if self._page is None:
            self._page = self._make_page()
        return self._page


def doing(op: str) -> str:
    """What an operation is doing, for a person who waits."""
    known: dict[str, Callable[[], str]] = {
        "look": lambda: _("looking at the project"),
        "bins": lambda: _("making bins"),
        "import": lambda: _("bringing clips in"),
        "move": lambda: _("moving clips"),
        "values": lambda: _("names, columns, colours"),
        "sync": lambda: _("linking sound"),
        "timelines": lambda: _("making timelines"),
        "remove": lambda: _("taking out"),
    }
    return known[op]() if op in known else op


def _quiet(done: int, total: int) -> None:
    """Nobody looks at how far an answer is."""
