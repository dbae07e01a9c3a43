"""The connection to DaVinci Resolve: operations go in, answers come out, and nothing waits for ever.

Direct     the scripting module in our own process (Studio, or a test's double)
Piped      the script in Resolve's menu, which serves us over its child's pipes
"""

import json
import queue
import threading
from collections.abc import Callable, Mapping
from typing import Any, Protocol, TextIO

from chutier.errors import NleUnreachable
from chutier.i18n import _
from chutier_resolve.host.acquire import acquire
from chutier_resolve.host.table import Session, perform
from chutier_resolve.words import error_of

Answer = dict[str, Any]
Progress = Callable[[int, int], None]

PATIENCE = 120.0
"""Seconds without a sign of life after which Resolve counts as hung: a window waits there for somebody."""


class Host(Protocol):
    """The half that runs inside Resolve."""

    def call(self, op: str, args: Mapping[str, Any], progress: Progress) -> Answer:
        """Carry out one operation of the table. Raises NleUnreachable when there is no sign of life."""

    def close(self) -> None:
        """Let go. Safe to call twice."""


class Direct:
    """Resolve's own module in our process. All calls come from one thread: its API is not made for two, and a second
    connection in a process is dead from birth (seen on 20 and 21)."""

    def __init__(self, resolve: Any, platform: str | None = None, patience: float = PATIENCE) -> None:
        self._session = Session(resolve, platform) if platform else Session(resolve)
        self._patience = patience
        self._asked: queue.SimpleQueue[tuple[str, Mapping[str, Any]] | None] = queue.SimpleQueue()
        self._told: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._serve, name="resolve", daemon=True)
        self._thread.start()

    def call(self, op: str, args: Mapping[str, Any], progress: Progress) -> Answer:
        self._asked.put((op, args))
        while True:
            try:
                kind, value = self._told.get(timeout=self._patience)
            except queue.Empty:
                raise error_of("silent", f"{self._patience:g}") from None
            if kind == "progress":
                progress(*value)
            else:
                return dict(value)

    def close(self) -> None:
        self._asked.put(None)

    def _serve(self) -> None:
        while (asked := self._asked.get()) is not None:
            op, args = asked
            self._told.put(("answer", perform(self._session, op, dict(args), self._progress)))

    def _progress(self, done: int, total: int) -> None:
        self._told.put(("progress", (done, total)))


class Piped:
    """The menu's script at the other end of a pair of pipes: JSON lines, one call at a time."""

    def __init__(self, source: TextIO, sink: TextIO, patience: float = PATIENCE) -> None:
        self._sink, self._patience, self._number = sink, patience, 0
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        threading.Thread(target=self._read, args=(source,), name="menu", daemon=True).start()

    def call(self, op: str, args: Mapping[str, Any], progress: Progress) -> Answer:
        self._number += 1
        try:
            self._sink.write(json.dumps({"call": self._number, "op": op, "args": args}) + "\n")
            self._sink.flush()
        except (OSError, ValueError) as error:
            raise error_of("gone", "") from error
        while True:
            told = self._next(op)
            if told.get("call") == self._number and "progress" in told:
                progress(*told["progress"])
            elif told.get("answer") == self._number:
                return dict(told["value"]) if "value" in told else {"error": told.get("error") or {"code": "gone"}}

    def close(self) -> None:
        """The menu's script ends when our output does."""

    def _next(self, op: str) -> Answer:
        # A person may look at a plan for as long as they like.
        patience = None if op == "ask" else self._patience
        try:
            line = self._lines.get(timeout=patience)
        except queue.Empty:
            raise error_of("silent", f"{self._patience:g}") from None
        if not line:
            raise error_of("gone", "")
        try:
            told = json.loads(line)
        except ValueError:
            return {}
        return told if isinstance(told, dict) else {}

    def _read(self, source: TextIO) -> None:
        for line in source:
            self._lines.put(line)
        self._lines.put("")


def from_outside() -> Direct:
    """Resolve reached from our own process, which only Studio allows. Raises NleUnreachable with the way out."""
    resolve = acquire({})
    if resolve is None:
        raise NleUnreachable(
            _("DaVinci Resolve cannot be reached from outside"),
            hint=_(
                "Resolve Studio: start it, and set Preferences > System > General > External scripting to Local; the "
                "free edition: run Workspace > Scripts > Chutier > Build bins (chutier resolve install puts it there), "
                "or chutier resolve script on 21.1 and later. chutier resolve doctor says which"
            ),
        )
    return Direct(resolve)
