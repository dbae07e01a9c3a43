"""pymiere as PyPI has it, on a double: nothing of it is changed but where it looks."""

import contextlib
import gc
import http.client
import json
import signal
import threading
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests

from hosts.premiere import FakePremiere

PATIENCE = 15
"""Seconds after which a test fails instead of waiting."""


def _core() -> Any:
    with warnings.catch_warnings():
        # pymiere imports distutils, of which Python 3.11 warns, and setuptools in its way after that.
        warnings.simplefilter("ignore")
        return pytest.importorskip("pymiere.core")


def _let_go_quietly(base: Any) -> None:
    """Its objects post when they are let go, whenever that is; without a panel they raise where nobody can catch it."""
    if getattr(base.__del__, "quiet", False):
        return
    let_go = base.__del__

    def quiet(self: Any) -> None:
        with contextlib.suppress(Exception):
            let_go(self)

    quiet.quiet = True  # type: ignore[attr-defined]
    base.__del__ = quiet


class Desk:
    """Somebody who types pymiere at a double. `objects` is its `pymiere.objects`, `core` its `pymiere.core`."""

    def __init__(self, fake: FakePremiere, core: Any) -> None:
        import pymiere

        self.fake, self.core, self.objects = fake, core, pymiere.objects

    @property
    def root(self) -> Any:
        """The root of the open project, as pymiere's object."""
        return self.objects.app.project.rootItem

    def run(self, script: str) -> str:
        """The answer to a script, as text."""
        answer: str = self.core.eval_script(script, decode_json=False)
        return answer

    def names(self, *path: str) -> list[str]:
        """What lies in a bin, from the double itself."""
        return [one["name"] for one in self.fake.items(*path)]

    def counted(self, work: Callable[[], object]) -> int:
        """How many posts something takes."""
        gc.collect()
        before = self.fake.state()["posts"]
        work()
        gc.collect()
        return int(self.fake.state()["posts"] - before)


@contextlib.contextmanager
def at_the_desk(fake: FakePremiere, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """pymiere looks at this double, and takes Premiere to be there; afterwards it is as it was."""
    core = _core()
    _let_go_quietly(core.PymiereBaseObject)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    for name, value in {
        "PANEL_URL": fake.url, "last_alive_check_time": float("inf"), "requests": requests,
    }.items():  # fmt: skip
        monkeypatch.setattr(core, name, value, raising=False)
    # Which Premiere it is, it asks once for each process of Python.
    monkeypatch.delattr(core, "premiere_pro_version", raising=False)
    with no_longer_than(PATIENCE):
        yield Desk(fake, core)
        gc.collect()
    core.__dict__.pop("premiere_pro_version", None)


@contextlib.contextmanager
def no_longer_than(seconds: int) -> Iterator[None]:
    """pymiere waits for ever; a test does not (where there are no alarms, on Windows, it does)."""
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(*_: object) -> None:
        raise TimeoutError(f"still waiting after {seconds} seconds")

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


class Waiting:
    """Something that may never come back, in a thread of its own."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self._found: list[Any] = []
        self._work = work
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        # What still waits when the double ends loses its connection, and nobody asks for it any more.
        with contextlib.suppress(OSError):
            self._found.append(self._work())

    def waits(self, seconds: float = 0.4) -> bool:
        """Whether it has not come back after this time."""
        self._thread.join(seconds)
        return self._thread.is_alive()

    def answer(self) -> Any:
        """What came back at last."""
        self._thread.join(PATIENCE)
        assert self._found, "it never came back"
        return self._found[0]


def posted(fake: FakePremiere, body: bytes, patience: float = 5) -> str | None:
    """The panel's answer to a body as it stands; None when there is none."""
    connection = http.client.HTTPConnection("127.0.0.1", fake.port, timeout=patience)
    try:
        connection.request("POST", fake.url.split(str(fake.port))[1] or "/", body, {"Content-Type": "application/json"})
        return connection.getresponse().read().decode()
    except TimeoutError:
        return None
    finally:
        connection.close()


def body_of(script: str) -> bytes:
    """A script as pymiere posts it: `requests` writes JSON in ASCII."""
    return json.dumps({"to_eval": script}).encode()
