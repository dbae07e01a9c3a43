"""The page's server: on this machine only, for one browser, under a name that nobody can guess.

Any program and any web page of this machine can reach a port of 127.0.0.1. So a request is heard only
- under the secret path, which only the browser that we open is given;
- with our own Host, which a foreign name that leads here (DNS rebinding) does not have;
- from our own page: another Origin, or a browser that says that it comes from elsewhere, is refused;
- with the cookie of the first visit: who reads the address later (a list of processes shows it) comes too late.
Nothing changes by GET, and nobody sends us more than 64 KiB.
"""

import hmac
import json
import select
import socket
import socketserver
import sys
import threading
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_urlsafe
from typing import Any

from chutier_resolve.page.board import Board
from chutier_resolve.page.places import listing

MOST = 64 * 1024
"""Bytes of a request's body."""

HOLD = 20.0
"""Seconds that a page waits for news in one request: Safari gives up after 60."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
COOKIE = "chutier"

Files = Mapping[str, tuple[str, str]]
"""What GET gives: by name (the page itself under ""), type and text."""


class PageServer(ThreadingHTTPServer):
    """Serves `files` and speaks for `board`. `address` is what the browser is to open."""

    daemon_threads = True
    block_on_close = False
    # On Windows a reused address can be shared with another program's.
    allow_reuse_address = False

    def __init__(self, board: Board, files: Files, hold: float = HOLD) -> None:
        self.board, self.files, self.hold = board, files, hold
        self.token, self.visitor = token_urlsafe(32), token_urlsafe(32)
        self._lock, self._taken = threading.Lock(), False
        super().__init__(("127.0.0.1", 0), Visit)
        self.host = f"127.0.0.1:{self.server_address[1]}"
        self.address = f"http://{self.host}/{self.token}/"

    def server_bind(self) -> None:
        """Without the search for the machine's name, which takes seconds on some Macs."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def take(self) -> bool:
        """Whether this is the first browser that comes."""
        with self._lock:
            first, self._taken = not self._taken, True
            return first

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is no error of ours; anything else is, and goes to the error stream."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class Refused(Exception):
    """A request that is not heard, with its status."""

    def __init__(self, status: HTTPStatus, text: str = "") -> None:
        super().__init__(status)
        self.status, self.text = status, text or status.phrase


class Visit(BaseHTTPRequestHandler):
    """One request."""

    server: PageServer
    server_version, sys_version = "Chutier", ""
    timeout = 30

    def do_GET(self) -> None:
        """The page and what it is made of."""
        self._answer(self._file)

    def do_POST(self) -> None:
        """Everything that changes something."""
        self._answer(self._act)

    def _answer(self, reply: Callable[[str], None]) -> None:
        try:
            reply(self._allowed())
        except Refused as refused:
            self.close_connection = True
            self._send(refused.status, "text/plain", refused.text)

    def _allowed(self) -> str:
        """What is asked for, below the secret path. Raises Refused."""
        if self.headers.get_all("Host", []) != [self.server.host]:
            raise Refused(HTTPStatus.MISDIRECTED_REQUEST)
        secret, slash, name = self.path.removeprefix("/").partition("/")
        if not _same(secret, self.server.token) or not slash:
            raise Refused(HTTPStatus.NOT_FOUND)
        origin = self.headers.get("Origin")
        if origin is not None and origin != f"http://{self.server.host}":
            raise Refused(HTTPStatus.FORBIDDEN)
        if self.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            raise Refused(HTTPStatus.FORBIDDEN)
        first = self.command == "GET" and name == ""
        if not self._known() and not (first and self.server.take()):
            raise Refused(HTTPStatus.FORBIDDEN, self.server.files["taken"][1] if first else "")
        return name

    def _known(self) -> bool:
        # Not SimpleCookie, which drops everything after a malformed cookie: other programs of 127.0.0.1 set theirs too.
        pairs = (part.strip().partition("=") for part in self.headers.get("Cookie", "").split(";"))
        return any(name == COOKIE and _same(value, self.server.visitor) for name, _equals, value in pairs)

    def _file(self, name: str) -> None:
        if name not in self.server.files or name == "taken":
            raise Refused(HTTPStatus.METHOD_NOT_ALLOWED if name in ACTS else HTTPStatus.NOT_FOUND)
        kind, text = self.server.files[name]
        cookie = ""
        if name == "":
            self.server.board.arrive()
            cookie = f"{COOKIE}={self.server.visitor}; Path=/{self.server.token}/; HttpOnly; SameSite=Strict"
        self._send(HTTPStatus.OK, kind, text, cookie)

    def _act(self, name: str) -> None:
        if self.headers.get("Origin") is None:
            raise Refused(HTTPStatus.FORBIDDEN)
        act = ACTS.get(name)
        if act is None:
            raise Refused(HTTPStatus.METHOD_NOT_ALLOWED if name in self.server.files else HTTPStatus.NOT_FOUND)
        given = self._body()
        told = act(self, given)
        if told is not None:
            self._send(HTTPStatus.OK, "application/json", json.dumps(told))

    def _body(self) -> dict[str, Any]:
        if self.headers.get_content_type() != "application/json":
            raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()) or "Transfer-Encoding" in self.headers:
            raise Refused(HTTPStatus.LENGTH_REQUIRED)
        if len(length) > 9 or int(length) > MOST:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        try:
            given = json.loads(self.rfile.read(int(length)))
        except (ValueError, RecursionError):
            raise Refused(HTTPStatus.BAD_REQUEST) from None
        if not isinstance(given, dict):
            raise Refused(HTTPStatus.BAD_REQUEST)
        return given

    def _news(self, given: dict[str, Any]) -> dict[str, Any] | None:
        return self.server.board.news(*_visit(given), self.server.hold, self._broken)

    def _broken(self) -> bool:
        """Whether the browser has hung up: there is something to read, and it is the end."""
        try:
            ready, _writable, _failed = select.select([self.connection], [], [], 0)
            return bool(ready) and not self.connection.recv(1, socket.MSG_PEEK)
        except (OSError, ValueError):
            return True

    def _say(self, given: dict[str, Any]) -> dict[str, Any]:
        if not self.server.board.answer(_visit(given)[1], given.get("button"), given.get("fields")):
            raise Refused(HTTPStatus.CONFLICT)
        return {}

    def _bye(self, given: dict[str, Any]) -> dict[str, Any]:
        self.server.board.leave(_visit(given)[0])
        return {}

    def _look(self, given: dict[str, Any]) -> dict[str, Any]:
        path = given.get("path")
        if not isinstance(path, str):
            raise Refused(HTTPStatus.BAD_REQUEST)
        if not self.server.board.wants_file():
            raise Refused(HTTPStatus.CONFLICT)
        return listing(path)

    def _send(self, status: HTTPStatus, kind: str, text: str, cookie: str = "") -> None:
        body = text.encode()
        self.send_response(status)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        if cookie:
            self.send_header("Set-Cookie", cookie)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nobody reads a log of this."""


ACTS: dict[str, Callable[[Visit, dict[str, Any]], dict[str, Any] | None]] = {
    "news": Visit._news,
    "answer": Visit._say,
    "bye": Visit._bye,
    "look": Visit._look,
}
"""What POST does, by name."""


def _visit(given: Mapping[str, Any]) -> tuple[str, int]:
    """Which load of the page speaks, and the number of the view that it shows. Raises Refused."""
    visit, number = given.get("visit"), given.get("seen")
    if not isinstance(visit, str) or len(visit) > 64 or not isinstance(number, int):
        raise Refused(HTTPStatus.BAD_REQUEST)
    return visit, number


def _same(given: str, ours: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), ours.encode())
