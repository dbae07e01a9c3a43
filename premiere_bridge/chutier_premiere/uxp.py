"""Premiere through our plugin, which can only dial out: we wait for it on a port of this computer while we work.

Who may speak to whom. A web page can reach any port of this computer too, but a browser says where it comes from:
whatever has such an origin is refused. The plugin says a code that a person has typed into its panel once, so that no
other program is taken for it. And the plugin does only what stands in its table: nothing that arrives is evaluated.
What this does not keep out is a program of the same person on the same computer, which could do all this by itself.
"""

import contextlib
import hmac
import json
import logging
import os
import queue
import secrets
import threading
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chutier.errors import NleError
from chutier.i18n import _
from chutier_premiere.bridge import Envelope
from chutier_premiere.words import error_from

if TYPE_CHECKING:
    from websockets.http11 import Request, Response
    from websockets.sync.server import Server, ServerConnection

PROTOCOL = "1"
PORTS = (28621, 28622, 28623, 28624)
"""Where the plugin knocks, in `panel_uxp/connection.js` too."""

WAIT = 6.0
"""Seconds in which the plugin, which knocks every second and a half, must have come."""

PATIENCE = 120.0
"""Seconds without an answer after which Premiere counts as hung."""

GUESSES = 5
"""Wrong codes after which nobody is heard any more."""

_MOST = 64 * 2**20


class Uxp:
    """The plugin, once it has come: `wait` says for how many seconds. `code` is what a person typed there; `patience`
    is how many seconds a call may take.

    Raises NleUnreachable when none came, or only such as say another code.
    """

    transport = "uxp"

    def __init__(self, code: str, ports: Sequence[int] = PORTS, wait: float = WAIT, patience: float = PATIENCE) -> None:
        self._code, self._patience = code, patience
        self._answers: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._came = threading.Event()
        self._lock = threading.Lock()
        self._plugin: ServerConnection | None = None
        self._wrong, self._number = 0, 0
        self._asked, self._taken = False, False
        self._server = self._listen(ports)
        threading.Thread(target=self._server.serve_forever, name="plugin", daemon=True).start()
        if not self._came.wait(wait):
            self.close()
            raise error_from("pairing", spelled(code)) if self._asked else error_from("no-plugin", "")

    def call(self, op: str, args: Mapping[str, Any], doc: str = "") -> Envelope:
        if self._plugin is None:
            raise error_from("gone", "")
        self._number += 1
        self._send({"id": self._number, "v": PROTOCOL, "op": op, "doc": doc, "args": args})
        while True:
            try:
                answer = self._answers.get(timeout=self._patience)
            except queue.Empty:
                raise error_from("silent", f"{self._patience:g}") from None
            if answer is None:
                raise error_from("gone", "")
            if answer.get("id") == self._number:
                if not isinstance(answer.get("r"), list) or "ok" not in answer:
                    raise error_from("no-answer", str(answer)[:80])
                return answer

    def tell(self, planned: str) -> None:
        """What is about to be done, for the panel to show."""
        with contextlib.suppress(NleError):
            self._send({"told": {"planned": planned}})

    def close(self) -> None:
        self._plugin = None
        self._server.shutdown()

    def _send(self, message: Mapping[str, Any]) -> None:
        plugin = self._plugin
        if plugin is None:
            raise error_from("gone", "")
        from websockets.exceptions import ConnectionClosed

        try:
            plugin.send(json.dumps(message))
        except ConnectionClosed as error:
            raise error_from("gone", "") from error

    def _listen(self, ports: Sequence[int]) -> "Server":
        try:
            from websockets.sync.server import serve
        except ModuleNotFoundError as error:
            raise NleError(
                _("{package} is not installed, and Premiere is reached through it").format(package="websockets"),
                hint=_("install it: pip install 'chutier[premiere]'"),
            ) from error
        for port in ports:
            with contextlib.suppress(OSError):
                return serve(
                    self._met, "127.0.0.1", port, process_request=_without_origin, max_size=_MOST, logger=_quiet()
                )
        raise error_from("no-port", ", ".join(map(str, ports)))

    def _met(self, connection: "ServerConnection") -> None:
        """One that knocks: let in when it says the code and nobody is in yet. Runs in a thread of its own."""
        from websockets.exceptions import ConnectionClosed

        with contextlib.suppress(ConnectionClosed, TimeoutError):
            first = _read(connection.recv(timeout=10))
            refused = self._refusal(first)
            if refused:
                connection.send(json.dumps({"refused": refused}))
                connection.close()
                return
            self._plugin = connection
            connection.send(json.dumps({"welcome": {"protocol": PROTOCOL}}))
            self._came.set()
            for message in connection:
                self._answers.put(_read(message))
        if connection is self._plugin:
            self._plugin = None
            self._answers.put(None)

    def _refusal(self, first: Mapping[str, Any]) -> str:
        hello = first.get("hello")
        if not isinstance(hello, dict) or self._wrong >= GUESSES:
            return "no"
        if not hmac.compare_digest(str(first.get("token", "")).encode(), self._code.encode()):
            # No code at all is no guess: a person has not told the plugin yet.
            self._wrong += bool(first.get("token"))
            self._asked = True
            return "code"
        if str(hello.get("protocol")) != PROTOCOL:
            return _("the plugin is of another version: install it again (chutier premiere install-panel)")
        with self._lock:
            if self._taken:
                return _("Chutier works with another Premiere already")
            self._taken = True
        return ""


def _quiet() -> logging.Logger:
    """Whoever knocks with garbage is not worth a line on the person's screen."""
    logger = logging.getLogger("chutier.plugin")
    logger.addHandler(logging.NullHandler())
    logger.propagate = False
    return logger


def _without_origin(connection: "ServerConnection", request: "Request") -> "Response | None":
    """Web pages come from somewhere, and say so; a plugin does not, or not from the web."""
    origin = request.headers.get("Origin")
    if origin is not None and (origin == "null" or origin.split(":", 1)[0].lower() in ("http", "https")):
        return connection.respond(HTTPStatus.FORBIDDEN, "no web page may speak here\n")
    return None


def _read(message: str | bytes) -> dict[str, Any]:
    try:
        said = json.loads(message)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def spelled(code: str) -> str:
    """A code as people read it out: `48f2-01ac`."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))


def the_code(folder: Path) -> str:
    """The code of this computer's person, made when it is asked for the first time; only they can read its file."""
    file = folder / "uxp-code"
    with contextlib.suppress(OSError, UnicodeDecodeError):
        if code := file.read_text(encoding="ascii").strip():
            return code
    folder.mkdir(parents=True, exist_ok=True)
    code = secrets.token_hex(4)
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as out:
        out.write(code)
    return code


def is_paired(folder: Path) -> bool:
    """Whether a code was ever made: then a plugin may know it."""
    return (folder / "uxp-code").is_file()
