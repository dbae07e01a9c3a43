"""The page's server by itself, spoken to as a browser would, and as a stranger would."""

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chutier_resolve.page.board import Board
from chutier_resolve.page.html import files
from chutier_resolve.page.server import MOST, PageServer


class Client:
    """One browser: it keeps its cookie and tells its origin."""

    def __init__(self, server: PageServer) -> None:
        self.server, self.cookie = server, ""
        self.number = 0

    def send(
        self, method: str, name: str, body: object = None, *, path: str | None = None, **headers: str | None
    ) -> tuple[int, str]:
        """Status and text. A header given as None is left out."""
        told: dict[str, str | None] = {
            "Host": self.server.host, "Origin": f"http://{self.server.host}" if method == "POST" else None,
            "Cookie": self.cookie or None, "Content-Type": "application/json" if method == "POST" else None,
        }  # fmt: skip
        told |= {key.replace("_", "-"): value for key, value in headers.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.server.server_port, timeout=10)
        where = f"/{self.server.token}/{name}" if path is None else path
        data = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        connection.putrequest(method, where, skip_host=True, skip_accept_encoding=True)
        for key, value in told.items():
            if value is not None:
                connection.putheader(key, value)
        if method == "POST" and "Content_Length" not in headers:
            connection.putheader("Content-Length", str(len(data)))
        connection.endheaders(data)
        reply = connection.getresponse()
        if cookie := reply.getheader("Set-Cookie"):
            self.cookie = cookie.partition(";")[0]
        text = reply.read().decode()
        connection.close()
        return reply.status, text

    def post(self, name: str, **given: object) -> tuple[int, Any]:
        status, text = self.send("POST", name, {"visit": "v1", "seen": self.number, **given})
        return status, json.loads(text) if status == 200 else text

    def news(self) -> dict[str, Any]:
        status, told = self.post("news")
        assert status == 200
        self.number = told["number"]
        return dict(told)


@pytest.fixture
def board() -> Board:
    return Board()


@pytest.fixture
def server(board: Board) -> Iterator[PageServer]:
    server = PageServer(board, files("en"), hold=0.3)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server
    board.end()
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture
def client(server: PageServer) -> Client:
    """A browser that has fetched the page."""
    client = Client(server)
    assert client.send("GET", "")[0] == 200
    return client


def test_it_listens_on_this_machine_only_and_under_a_secret_name(server: PageServer) -> None:
    assert server.server_address[0] == "127.0.0.1"
    assert len(server.token) >= 43
    assert server.address == f"http://127.0.0.1:{server.server_port}/{server.token}/"


def test_the_page_and_its_files(client: Client) -> None:
    for name, kind in (("", "<!doctype html>"), ("page.css", "--ground"), ("page.js", '"use strict"')):
        status, text = client.send("GET", name)
        assert (status, kind in text) == (200, True)
    assert client.send("GET", "taken")[0] == 404


def test_the_cookie_stays_with_its_path_and_away_from_scripts(server: PageServer) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request("GET", f"/{server.token}/", headers={"Host": server.host})
    reply = connection.getresponse()
    cookie = reply.getheader("Set-Cookie", "")
    assert all(word in cookie for word in ("HttpOnly", "SameSite=Strict", f"Path=/{server.token}/"))
    policy = reply.getheader("Content-Security-Policy", "")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert reply.getheader("Cache-Control") == "no-store"
    reply.read()
    connection.close()


STRANGERS: dict[str, tuple[int, dict[str, Any]]] = {
    "a name that leads here": (421, {"Host": "evil.example"}),
    "our number by another name": (421, {"Host": "localhost:{port}"}),
    "our name, another port": (421, {"Host": "127.0.0.1:1"}),
    "no host": (421, {"Host": None}),
    "another web page": (403, {"Origin": "http://evil.example"}),
    "a page without an origin": (403, {"Origin": "null"}),
    "another program's page on this machine": (403, {"Origin": "http://127.0.0.1:1"}),
    "our page under TLS": (403, {"Origin": "https://127.0.0.1:{port}"}),
    "a browser that comes from elsewhere": (403, {"Sec-Fetch-Site": "cross-site"}),
    "a page of the same site": (403, {"Sec-Fetch-Site": "same-site"}),
    "no cookie": (403, {"Cookie": None}),
    "a wrong cookie": (403, {"Cookie": "chutier=guessed"}),
    "a cookie with a strange letter": (403, {"Cookie": "chutier=é"}),
    "nobody at all": (403, {"Origin": None}),
    "a form": (415, {"Content-Type": "application/x-www-form-urlencoded"}),
    "a form that claims to be text": (415, {"Content-Type": "text/plain"}),
    "no type": (415, {"Content-Type": None}),
}


@pytest.mark.parametrize("who", STRANGERS)
def test_strangers_are_refused_and_change_nothing(who: str, client: Client, server: PageServer, board: Board) -> None:
    status, headers = STRANGERS[who]
    told = {
        key.replace("-", "_"): value.format(port=server.server_port) if value else value
        for key, value in headers.items()
    }
    client.number = board.ask({"view": "dialog"})
    answer = {"visit": "v1", "seen": client.number, "button": "go"}
    assert client.send("POST", "answer", answer, **told)[0] == status
    assert board.wait(0) is None
    assert client.send("POST", "answer", answer)[0] == 200


@pytest.mark.parametrize("path", ["/", "/page.js", "/answer", "/{token}", "/{half}/", "/x{token}/", "/%2e/"])
def test_another_name_is_not_there(path: str, client: Client, server: PageServer) -> None:
    where = path.format(token=server.token, half=server.token[:20])
    assert client.send("GET", "", path=where)[0] == 404
    assert client.send("POST", "", {"visit": "v", "seen": 0}, path=where)[0] == 404


@pytest.mark.parametrize("name", ["../board.py", "..%2fboard.py", "page.js/", "answers", "%00", "server.py"])
def test_nothing_else_is_given(name: str, client: Client) -> None:
    assert client.send("GET", name)[0] == 404
    assert client.send("POST", name, {})[0] == 404


@pytest.mark.parametrize("name", ["news", "answer", "bye", "look"])
def test_nothing_changes_by_get(name: str, client: Client) -> None:
    assert client.send("GET", name)[0] == 405


@pytest.mark.parametrize("name", ["", "page.js"])
def test_what_is_read_is_not_posted(name: str, client: Client) -> None:
    assert client.send("POST", name, {})[0] == 405


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "HEAD", "TRACE"])
def test_other_methods_are_unknown(method: str, client: Client) -> None:
    assert client.send(method, "")[0] == 501


def test_one_browser_only(client: Client, server: PageServer) -> None:
    other = Client(server)
    status, text = other.send("GET", "")
    assert status == 403
    assert "open in another browser already" in text
    assert other.send("GET", "page.js")[0] == 403
    assert client.send("GET", "")[0] == 200


def test_cookies_of_other_programs_do_no_harm(client: Client) -> None:
    client.cookie = f'_xsrf=2|a; weird={{"a", b}}; x; {client.cookie}; last="unclosed'
    assert client.send("GET", "")[0] == 200


BODIES: dict[str, tuple[int, bytes]] = {
    "no JSON": (400, b"{"),
    "no object": (400, b"[1]"),
    "nothing": (400, b""),
    "no text": (400, b"\xff\xfe"),
    "very deep": (400, b"[" * 60_000),
    "no visit": (400, b'{"seen": 0}'),
    "a visit that is none": (400, b'{"visit": 1, "seen": 0}'),
    "a long visit": (400, json.dumps({"visit": "v" * 65, "seen": 0}).encode()),
    "a number that is none": (400, b'{"visit": "v", "seen": "0"}'),
    "just small enough": (409, json.dumps({"visit": "v", "seen": 9, "x": ""}).encode().ljust(MOST)),
    "too big": (413, b" " * (MOST + 1)),
}


@pytest.mark.parametrize("what", BODIES)
def test_bodies(what: str, client: Client) -> None:
    status, body = BODIES[what]
    if status == 413:  # refused by its announced length, before a byte of it is read
        length = str(len(body))
        assert client.send("POST", "answer", b"", Content_Length=length)[0] == status
    else:
        assert client.send("POST", "answer", body)[0] == status


@pytest.mark.parametrize("length", [None, "-1", "1e3", "", "٣", "9" * 5000])
def test_a_length_that_is_none(length: str | None, client: Client) -> None:
    if length == "٣":
        length = "\xd9\xa3"
    assert client.send("POST", "answer", b"", Content_Length=length)[0] in (411, 413)


def test_no_chunks(client: Client) -> None:
    assert client.send("POST", "answer", b"{}", Transfer_Encoding="chunked")[0] == 411


def test_news_come_when_there_are_some(client: Client, board: Board) -> None:
    assert "view" not in client.news()
    threading.Timer(0.05, board.show, [{"view": "progress", "done": 1}]).start()
    begun = time.monotonic()
    while "view" not in (told := client.news()):
        pass
    assert time.monotonic() - begun < 2
    assert told["view"] == {"view": "progress", "done": 1}
    assert "view" not in client.news()


def test_an_answer_counts_once_and_only_for_the_question_of_now(client: Client, board: Board) -> None:
    first = board.ask({"view": "dialog", "n": 1})
    second = board.ask({"view": "dialog", "n": 2})
    client.number = first
    assert client.post("answer", button="go")[0] == 409
    client.number = second
    assert client.post("answer", button="go", fields={"a": "b"})[0] == 200
    assert client.post("answer", button="cancel")[0] == 409
    assert board.wait(0) == ("go", {"a": "b"})
    assert client.news()["view"] == {"view": "waiting"}


def test_an_answer_that_comes_too_late_is_refused(client: Client, board: Board) -> None:
    client.number = board.ask({"view": "dialog"})
    assert board.withdraw() is None
    assert client.post("answer", button="go")[0] == 409
    client.number = board.show({"view": "progress"})
    assert client.post("answer", button="go")[0] == 409


def test_presence(client: Client, board: Board, server: PageServer) -> None:
    assert _becomes(board, "silent")
    threading.Thread(target=client.news, daemon=True).start()
    assert _becomes(board, "here")
    assert _becomes(board, "silent")
    assert client.post("bye") == (200, {})
    assert _becomes(board, "left")
    assert client.send("GET", "")[0] == 200
    assert _becomes(board, "silent")


def test_a_browser_that_breaks_off_is_noticed(client: Client, board: Board, server: PageServer) -> None:
    server.hold = 20
    board.show({"view": "waiting"})
    body = json.dumps({"visit": "v1", "seen": 1}).encode()
    request = (
        f"POST /{server.token}/news HTTP/1.1\r\nHost: {server.host}\r\nOrigin: http://{server.host}\r\n"
        f"Cookie: {client.cookie}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.server_port)) as connection:
        connection.sendall(request.encode() + body)
        assert _becomes(board, "here")
    assert _becomes(board, "dropped")


def test_two_tabs_of_one_browser(client: Client, board: Board, server: PageServer) -> None:
    server.hold = 20
    board.show({"view": "waiting"})
    for visit in ("one", "two"):
        given = {"visit": visit, "seen": 1}
        threading.Thread(target=client.send, args=("POST", "news", given), daemon=True).start()
    assert _becomes(board, "here")
    time.sleep(0.1)
    assert client.send("POST", "bye", {"visit": "one", "seen": 1})[0] == 200
    assert _becomes(board, "here")
    assert client.send("POST", "bye", {"visit": "two", "seen": 1})[0] == 200
    assert _becomes(board, "left")


def test_the_end_is_told(client: Client, board: Board) -> None:
    board.end()
    assert client.news()["end"] is True
    assert board.settled(0)


def _becomes(board: Board, presence: str) -> bool:
    until = time.monotonic() + 5
    while board.presence != presence and time.monotonic() < until:
        time.sleep(0.01)
    return board.presence == presence


def test_folders_are_shown_to_our_page_while_it_asks_for_a_file(client: Client, board: Board, tmp_path: Path) -> None:
    (tmp_path / "été").mkdir()
    (tmp_path / "show.yaml").write_text("")
    assert client.post("look", path=str(tmp_path))[0] == 409
    board.ask({"view": "dialog", "dialog": {"fields": [{"id": "day"}]}})
    assert client.post("look", path=str(tmp_path))[0] == 409
    board.ask({"view": "dialog", "dialog": {"fields": [{"id": "show", "pick": "file"}]}})
    status, found = client.post("look", path=str(tmp_path))
    assert status == 200
    assert [(one["name"], one["folder"]) for one in found["entries"]] == [("été", True), ("show.yaml", False)]
    assert client.post("look", path=3)[0] == 400
    assert client.post("look")[0] == 400
