"""What the page is to show, and what a person said to it: shared by the core's thread and those of the server."""

import threading
import time
from collections.abc import Callable, Mapping
from typing import Any, Literal

View = dict[str, Any]

TICK = 0.2
"""Seconds between two looks at whether the browser is still there."""

Presence = Literal["never", "here", "left", "dropped", "silent"]


class Board:
    """The view of now under its number, the browser's presence, and its answer.

    A browser is here while it waits for news. It has left when the page said so, was dropped when its connection broke
    (the browser was ended, the machine slept), and is silent when it does not ask again (a tab that was put to sleep).
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._number, self._view = 0, View({"view": "waiting"})
        self._answer: tuple[object, object] | None = None
        self._waiting: dict[str, int] = {}
        self._gone: set[str] = set()
        self._presence: Presence = "never"
        self._seen = 0
        self._ended, self._told = False, False

    def show(self, view: Mapping[str, Any]) -> int:
        """From now on the page shows this; its number."""
        with self._changed:
            return self._put(view)

    def _put(self, view: Mapping[str, Any]) -> int:
        self._number += 1
        self._view = dict(view)
        self._changed.notify_all()
        return self._number

    def end(self) -> None:
        """There will be no more news: whoever waits is told so."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    @property
    def presence(self) -> Presence:
        """Whether somebody looks at the page."""
        with self._changed:
            return self._presence

    def arrive(self) -> None:
        """The page was fetched: its script will ask for news."""
        with self._changed:
            if self._presence != "here":
                self._presence = "silent"
            self._changed.notify_all()

    def leave(self, visit: str) -> None:
        """The page said goodbye: it was closed, or is being loaded again."""
        with self._changed:
            self._gone.add(visit)
            if not self._living():
                self._presence = "left"
            self._changed.notify_all()

    def _living(self) -> bool:
        return any(number for visit, number in self._waiting.items() if visit not in self._gone)

    def news(self, visit: str, seen: int, hold: float, broken: Callable[[], bool]) -> View | None:
        """Wait at most `hold` seconds for a view other than number `seen`. None when the connection broke meanwhile."""
        until = time.monotonic() + hold
        with self._changed:
            self._waiting[visit] = self._waiting.get(visit, 0) + 1
            self._presence = "here"
            lost = False
            while self._number == seen and not self._ended and visit not in self._gone and time.monotonic() < until:
                self._changed.wait(TICK)
                if lost := broken():
                    break
            self._waiting[visit] -= 1
            if not self._living() and self._presence == "here":
                self._presence = "dropped" if lost else "silent"
            if lost:
                return None
            self._seen, self._told = max(self._seen, self._number), self._ended
            self._changed.notify_all()
            told: View = {"number": self._number, "end": self._ended}
            return told if self._number == seen else {**told, "view": self._view}

    def answer(self, number: int, button: object, fields: object) -> bool:
        """What a person said to view `number`; False when it is not the question of now, or was answered."""
        with self._changed:
            if number != self._number or self._view.get("view") != "dialog" or self._answer is not None:
                return False
            self._answer = (button, fields)
            self._put({"view": "waiting"})
            return True

    def ask(self, view: Mapping[str, Any]) -> int:
        """Show a question and forget what was answered before; its number."""
        with self._changed:
            self._answer = None
            return self._put(view)

    def wants_file(self) -> bool:
        """Whether the question of now has a field for a file: only then does the page look into folders."""
        with self._changed:
            fields = self._view.get("dialog", {}).get("fields", ())
            return self._view["view"] == "dialog" and any(field.get("pick") == "file" for field in fields)

    def wait(self, seconds: float) -> tuple[object, object] | None:
        """Wait at most so long for the answer."""
        with self._changed:
            if self._answer is None:
                self._changed.wait(seconds)
            return self._answer

    def withdraw(self) -> tuple[object, object] | None:
        """Nobody answered in time: an answer that comes later is refused. One that came just now counts."""
        with self._changed:
            if self._answer is None:
                self._put({"view": "waiting"})
            return self._answer

    def delivered(self, seconds: float) -> bool:
        """Whether the browser has fetched the view of now, waiting at most so long for it."""
        with self._changed:
            return self._changed.wait_for(lambda: self._seen >= self._number, seconds)

    def settled(self, seconds: float) -> bool:
        """Whether the page knows that there is an end, waiting at most so long for it."""
        with self._changed:
            return self._changed.wait_for(lambda: self._told, seconds)
