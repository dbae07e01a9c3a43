"""The plugin: who is let in, what it shows, and that its code keeps Premiere's rules of locks and transactions."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from chutier.errors import NleUnreachable
from chutier.events import silent
from chutier.plan import diff
from chutier.testing.trees import clip, project
from chutier_premiere.bridge import ask
from chutier_premiere.uxp import GUESSES, PROTOCOL, Uxp, is_paired, spelled, the_code
from hosts.premiere import FakePremiere
from premiere.bench import CODE, adapter, footage, free_port, host_of, known

DAY = ("20_RUSHES", "J03")
HELLO = {"hello": {"plugin": "0.1.0", "premiere": "26.3.0", "locale": "fr_FR", "protocol": PROTOCOL}, "token": CODE}


@pytest.fixture(scope="module")
def plugin_process() -> Iterator[FakePremiere]:
    with FakePremiere("uxp") as fake:
        yield fake


@pytest.fixture
def plugin(plugin_process: FakePremiere) -> Iterator[FakePremiere]:
    plugin_process.reset(footage=footage())
    yield plugin_process
    plugin_process.hang_up()


def waiting(port: int, wait: float, found: list[Any]) -> threading.Thread:
    """Chutier waits for a plugin, in another thread; what came of it is put into `found`."""

    def wait_for() -> None:
        try:
            found.append(Uxp(CODE, [port], wait=wait))
        except NleUnreachable as error:
            found.append(error)

    thread = threading.Thread(target=wait_for)
    thread.start()
    return thread


def knock(port: int, first: object, **how: Any) -> dict[str, Any]:
    """What a program that knocks is told."""
    with line_to(port, **how) as line:
        line.send(json.dumps(first))
        return dict(json.loads(line.recv(timeout=5)))


def test_no_plugin_comes() -> None:
    with pytest.raises(NleUnreachable, match="plugin has not come") as told:
        Uxp(CODE, [free_port()], wait=0.2)
    assert "UXP Plugins" in str(told.value.hint)


def test_the_code_is_typed_once(plugin: FakePremiere) -> None:
    port = free_port()
    plugin.dial([port])
    with pytest.raises(NleUnreachable, match="does not know this Chutier's code") as told:
        Uxp(CODE, [port], wait=1)
    assert "48f2-01ac" in str(told.value.hint)
    assert {"kind": "refused", "why": "code"} in plugin.told()
    plugin.pair(CODE)
    host = Uxp(CODE, [port], wait=10)
    assert ask(host, "hello")[0]["projects"][0]["name"] == "NDV.prproj"
    host.close()


def test_codes_cannot_be_guessed() -> None:
    port, found = free_port(), list[Any]()
    thread = waiting(port, 3, found)
    for number in range(GUESSES):
        assert knock(port, {**HELLO, "token": f"{number:08}"}) == {"refused": "code"}
    assert knock(port, HELLO) == {"refused": "no"}
    thread.join()
    assert isinstance(found[0], NleUnreachable)


@pytest.mark.parametrize("origin", ["http://localhost:8080", "https://evil.example", "null", "HTTP://127.0.0.1"])
def test_web_pages_are_refused(origin: str) -> None:
    port, found = free_port(), list[Any]()
    thread = waiting(port, 1.5, found)
    with pytest.raises(InvalidStatus, match="403"):
        knock(port, HELLO, origin=origin)
    thread.join()
    assert isinstance(found[0], NleUnreachable)


@pytest.mark.parametrize("first", [[], "x", {}, {"hello": 1}, {"token": CODE}, {"hello": {}, "token": None}])
def test_who_says_nothing_is_nobody(first: object) -> None:
    port, found = free_port(), list[Any]()
    thread = waiting(port, 1, found)
    assert "refused" in knock(port, first)
    thread.join()
    assert isinstance(found[0], NleUnreachable)


def test_garbage_is_not_worth_a_word(capfd: pytest.CaptureFixture[str]) -> None:
    port, found = free_port(), list[Any]()
    thread = waiting(port, 1.5, found)
    for garbage in (
        b"",
        b"GET / HTTP/1.0\r\n\r\n",
        b"\x16\x03\x01" * 500,
        b"GET / HTTP/1.1\r\nHost: x\r\n" + b"A: b\r\n" * 300,
    ):
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=2) as line:
            line.sendall(garbage)
    for frame in (b"\xff\xfe", "nonsense", "[" * 5000, '{"hello": {"protocol": "1"}, "token": ["48f201ac"]}'):
        with line_to(port) as line_of_plugin:
            line_of_plugin.send(frame)
            assert "refused" in json.loads(line_of_plugin.recv(timeout=5))
    thread.join()
    assert isinstance(found[0], NleUnreachable)
    assert capfd.readouterr().err == ""


def test_a_plugin_of_another_version() -> None:
    port, found = free_port(), list[Any]()
    thread = waiting(port, 1, found)
    said = knock(port, {"hello": {"protocol": "0"}, "token": CODE})
    assert "install it again" in said["refused"]
    thread.join()


def test_a_second_premiere_is_told_so(plugin: FakePremiere) -> None:
    port = free_port()
    plugin.dial([port], CODE)
    host = Uxp(CODE, [port], wait=10)
    assert "another Premiere" in knock(port, HELLO)["refused"]
    assert ask(host, "hello")
    host.close()


def test_the_plugin_goes_away_in_the_middle(plugin: FakePremiere) -> None:
    host = host_of(plugin)
    plugin.hang_up()
    with pytest.raises(NleUnreachable, match="went away in the middle"):
        ask(host, "hello")
    host.close()


def test_a_plugin_that_does_not_answer() -> None:
    port, found = free_port(), list[Any]()
    thread = waiting(port, 5, found)
    with line_to(port) as line:
        line.send(json.dumps(HELLO))
        assert "welcome" in json.loads(line.recv(timeout=5))
        thread.join()
        host = found[0]
        host._patience = 0.3
        with pytest.raises(NleUnreachable, match=r"has not answered for 0\.3 seconds"):
            ask(host, "hello")
        host._patience = 5
        answers = threading.Thread(target=lambda: [line.recv(timeout=5), line.recv(timeout=5), line.send('{"id": 2}')])
        answers.start()
        with pytest.raises(NleUnreachable, match="no answer that makes sense"):
            ask(host, "hello")
        answers.join()
        host.close()
        with pytest.raises(ConnectionClosed):
            line.recv(timeout=5)


@contextmanager
def line_to(port: int, **how: Any) -> Iterator[Any]:
    """A line to whoever waits there, as soon as somebody does."""
    for _attempt in range(50):
        with suppress(ConnectionRefusedError), connect(f"ws://127.0.0.1:{port}", **how) as line:
            yield line
            return
        threading.Event().wait(0.05)
    raise AssertionError("nobody waits there")


def test_it_comes_again_by_itself(plugin: FakePremiere) -> None:
    port = free_port()
    before = len(plugin.told())
    plugin.dial([port], CODE)
    for _turn in range(3):
        host = Uxp(CODE, [port], wait=10)
        assert ask(host, "hello")
        host.close()
    kinds = [one["kind"] for one in plugin.told()[before:]]
    assert kinds.count("connected") == 3
    assert kinds.count("gone") >= 2


def test_the_panel_shows_what_is_planned_and_what_happened(plugin: FakePremiere, tmp_path: Path) -> None:
    plugin.fault("setColorLabel", nothing=True)
    nle = adapter(plugin, tmp_path)
    want = project(clip(1, DAY, color="green"))
    nle.know(known(want.clips.values()))
    outcome = nle.perform(diff(want, nle.observe()).actions, silent)
    nle.close()
    assert len(outcome.failed) == 1
    told = plugin.told()
    assert {"kind": "told", "planned": "2 bins, 1 clip"} in told
    assert {"kind": "asked", "op": "bins", "items": 2} in told
    assert {"kind": "answered", "op": "labels", "ok": True, "items": 1, "failed": 1} in told


def test_what_is_not_in_the_table_is_not_done(plugin: FakePremiere) -> None:
    host = host_of(plugin)
    for op in ("eval", "constructor", "toString", "__proto__", ""):
        answer = host.call(op, {}, "")
        assert answer["err"]["code"] == "unknown-op"
    assert plugin.state()["changes"] == 0
    host.close()


def test_names_of_every_kind_survive(plugin: FakePremiere) -> None:
    names = [
        "101", "1e5", "true", "null", "undefined", "[1]", 'ends in "', 'tri"""ple', "it's", "back\\slash", "A/B",
        "tab\tand\nline", "é 🎬", "e\u0301", "line\u2028end", "~0041", "__proto__", "constructor",
    ]  # fmt: skip
    host = host_of(plugin)
    doc = str(ask(host, "hello")[0]["active"])
    made = ask(host, "bins", {"bins": [{"under": "", "names": [name]} for name in names]}, doc)
    assert {one["state"] for one in made} == {"done"}
    assert [row["name"] for row in ask(host, "tree", {"fields": [], "from": 0, "limit": 99}, doc)] == names
    host.close()


def test_what_premiere_refuses_alone_does_not_take_the_rest_with_it(plugin: FakePremiere) -> None:
    host = host_of(plugin)
    doc = str(ask(host, "hello")[0]["active"])
    plugin.fault("createBin", nth=2, raises="Illegal Parameter type")
    made = ask(host, "bins", {"bins": [{"under": "", "names": [f"BIN {number}"]} for number in range(250)]}, doc)
    states = [one["state"] for one in made]
    assert states.count("done") + states.count("failed") == 250
    assert states.count("failed") <= 1
    assert len(plugin.items()) == states.count("done")
    host.close()


def test_the_code_is_made_once_and_only_its_person_reads_it(tmp_path: Path) -> None:
    folder = tmp_path / "chutier"
    assert not is_paired(folder)
    code = the_code(folder)
    assert the_code(folder) == code
    assert is_paired(folder)
    assert (folder / "uxp-code").stat().st_mode & 0o077 == 0
    assert len(code) == 8
    assert spelled(code).replace("-", "") == code
