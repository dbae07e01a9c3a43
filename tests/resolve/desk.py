"""The other end of the menu's pipes, and a person before the page, for tests of the jobs of the menu."""

import io
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TextIO

from chutier_resolve.dialogs import Answer, Dialog
from chutier_resolve.host.table import Session, perform
from hosts.resolve import FakeResolve

Reply = str | tuple[str, dict[str, str]] | Callable[[Dialog], str]


@dataclass
class Person:
    """Answers a page's questions in order, and remembers what was shown."""

    replies: list[Reply]
    shown: list[Dialog] = field(default_factory=list)
    last: Dialog | None = None
    progressed: list[tuple[int, int, str]] = field(default_factory=list)
    closed: int = 0

    def ask(self, dialog: Dialog) -> Answer:
        self.shown.append(dialog)
        reply = self.replies.pop(0) if self.replies else ""
        if callable(reply):
            reply = reply(dialog)
        button, fields = reply if isinstance(reply, tuple) else (reply, {})
        return Answer(button=button, fields=fields)

    def progress(self, done: int, total: int, text: str) -> None:
        self.progressed.append((done, total, text))

    def tell(self, summary: Dialog) -> None:
        self.last = summary

    def close(self) -> None:
        self.closed += 1


class Queue(io.TextIOBase):
    """A pipe in memory: what one thread writes another reads by the line."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._there = threading.Condition()
        self._ended = False

    def write(self, text: str) -> int:
        with self._there:
            self._lines.extend(text.splitlines(keepends=True))
            self._there.notify_all()
        return len(text)

    def end(self) -> None:
        with self._there:
            self._ended = True
            self._there.notify_all()

    def __iter__(self) -> Iterator[str]:  # type: ignore[override]
        while True:
            with self._there:
                while not self._lines and not self._ended:
                    self._there.wait(10)
                if not self._lines:
                    return
                line = self._lines.pop(0)
            yield line


@contextmanager
def menu(fake: FakeResolve, windows: Callable[[Any], Any] | None = None) -> Iterator[tuple[TextIO, TextIO]]:
    """The two ends that the core has: to read from, to write to. `windows` answers dialogs as UIManager would."""
    to_core, to_host = Queue(), Queue()
    session = Session(fake.resolve, fake.os)

    def serve() -> None:
        for line in to_host:
            asked = json.loads(line)
            number = asked["call"]

            def progress(done: int, total: int, number: int = number) -> None:
                to_core.write(json.dumps({"progress": [done, total], "call": number}) + "\n")

            if asked["op"] == "ask":
                value = windows(asked["args"]["dialog"]) if windows else {"error": {"code": "no-dialog", "detail": ""}}
            else:
                value = perform(session, asked["op"], asked["args"], progress)
            to_core.write(json.dumps({"answer": number, "value": value}) + "\n")
        to_core.end()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield to_core, to_host  # type: ignore[misc]
    finally:
        to_host.end()
        thread.join(5)
