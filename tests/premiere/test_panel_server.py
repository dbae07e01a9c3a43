"""The panel's server, by real HTTP: what is posted arrives unchanged, in turn, and nobody waits for ever."""

import json
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from premiere.panel_process import PATIENCE, PanelProcess

CHUNK = 65_536
"""Node hands over a body in pieces of this size: where a panel may lose or add something."""


@pytest.fixture(scope="module")
def panel() -> Iterator[PanelProcess]:
    with PanelProcess() as running:
        yield running


@pytest.fixture
def patient() -> Iterator[PanelProcess]:
    """One that refuses others after a fifth of a second."""
    with PanelProcess(patience=200) as running:
        yield running


@pytest.fixture
def endless() -> Iterator[PanelProcess]:
    """One that lets others wait for as long as it takes."""
    with PanelProcess(patience=600_000) as running:
        yield running


def until(condition: Any) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.01)


def test_the_ping_is_word_for_word(panel: PanelProcess) -> None:
    answer = panel.ask("GET")
    assert (answer.status, answer.text) == (200, "Premiere is alive")


def test_a_script_comes_back_as_plain_text(panel: PanelProcess) -> None:
    answer = panel.post("Séquence 12 🎬")
    assert (answer.status, answer.text) == (200, "Séquence 12 🎬")
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    # A connection that is kept may be cut at the moment in which a client uses it again.
    assert answer.headers["connection"] == "close"


def test_status_says_versions_and_process(panel: PanelProcess) -> None:
    status = panel.ask("GET", f"{panel.path}/status").json
    assert {name: status[name] for name in ("panel", "premiere", "pid", "busy", "protocol")} == {
        "panel": "1.0.0", "premiere": "26.3.0", "pid": panel.said["pid"], "busy": 0, "protocol": 1,
    }  # fmt: skip


# Characters of one to four bytes, and those that JSON, HTTP or JavaScript treat specially.
signs = st.one_of(st.sampled_from("a,\"\\é\u2028\u20ac🎬\n\x00~'"), st.characters(exclude_categories=["Cs"]))


@given(before=st.integers(-6, 6), boundary=st.integers(0, 4), tail=st.text(signs, max_size=12), sign=signs)
@example(before=-1, boundary=1, tail="🎬🎬", sign="a")
@example(before=0, boundary=1, tail=",", sign="\\")
@example(before=-3, boundary=2, tail="é", sign="é")
def test_what_is_posted_arrives_unchanged(
    panel: PanelProcess, before: int, boundary: int, tail: str, sign: str
) -> None:
    size = max(0, boundary * CHUNK + before - len('{"to_eval":"'))
    text = sign * (size // max(1, len(json.dumps(sign)) - 2)) + tail
    assert panel.post(text).text == text
    raw = json.dumps({"to_eval": text}, ensure_ascii=False).encode()
    assert panel.ask("POST", body=raw, headers={"Content-Type": "application/json"}).text == text


@pytest.mark.parametrize("cut", [1, 7, CHUNK - 1, CHUNK, CHUNK + 1])
def test_a_body_in_pieces_is_put_together(panel: PanelProcess, cut: int) -> None:
    """Pieces end within a character of several bytes."""
    text = "é🎬" * 40_000
    body = json.dumps({"to_eval": text}, ensure_ascii=False).encode()
    head = (
        f"POST {panel.path} HTTP/1.1\r\nHost: 127.0.0.1:{panel.port}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", panel.port), timeout=PATIENCE) as sender:
        sender.sendall(head.encode())
        for start in range(0, min(len(body), 5 * cut), cut):
            sender.sendall(body[start : start + cut])
            time.sleep(0.005)
        sender.sendall(body[min(len(body), 5 * cut) :])
        received = b""
        while piece := sender.recv(CHUNK):
            received += piece
    assert received.partition(b"\r\n\r\n")[2].decode() == text


def test_a_body_that_breaks_off_is_not_run(panel: PanelProcess) -> None:
    before = len(panel.ran)
    with socket.create_connection(("127.0.0.1", panel.port), timeout=PATIENCE) as sender:
        sender.sendall(
            f"POST {panel.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            'Content-Length: 99\r\n\r\n{"to_eval": "half"}'.encode()
        )
    assert panel.post("next").text == "next"
    assert panel.ran[before:] == ["next"]


def test_a_body_that_does_not_end_is_given_up() -> None:
    with (
        PanelProcess(bodyPatience=100) as panel,
        socket.create_connection(("127.0.0.1", panel.port), timeout=PATIENCE) as sender,
    ):
        sender.sendall(
            f"POST {panel.path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            'Content-Length: 99\r\n\r\n{"to'.encode()
        )
        assert sender.recv(99).startswith(b"HTTP/1.1 408")


@pytest.mark.parametrize("size", [1_000, 1_001, 1_002])
def test_a_body_has_a_limit(size: int) -> None:
    with PanelProcess(limit=1_000) as panel:
        frame = len(b'{"to_eval": ""}')
        answer = panel.post("a" * (size - frame))
        assert answer.status == (200 if size <= 1_000 else 413)
        assert ("1000 bytes" in answer.text) == (size > 1_000)
        assert len(panel.ran) == (1 if size <= 1_000 else 0)


def test_eight_mebibytes_pass(panel: PanelProcess) -> None:
    text = "x" * (8 * 1024 * 1024 - 100)
    assert panel.post(text).body == text.encode()


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "no JSON"),
        (b"{", "no JSON"),
        (b"[]", "to_eval"),
        (b"null", "to_eval"),
        (b'"text"', "to_eval"),
        (b"{}", "to_eval"),
        (b'{"to_eval": 3}', "to_eval"),
        (b'{"to_eval": "\xe9"}', "UTF-8"),
        (b'{"to_eval": "a"}{"to_eval": "b"}', "no JSON"),
    ],
)
def test_what_is_no_script_is_told(panel: PanelProcess, body: bytes, told: str) -> None:
    before = panel.ran
    answer = panel.ask("POST", body=body, headers={"Content-Type": "application/json"})
    assert answer.status == 400
    assert told in answer.text
    assert panel.ran == before


def test_an_engine_that_is_not_there_is_told(panel: PanelProcess) -> None:
    answer = panel.post("throw")
    assert (answer.status, "no engine" in answer.text) == (500, True)
    assert panel.post("next").text == "next"


def test_a_second_word_about_one_script_is_ignored(panel: PanelProcess) -> None:
    assert panel.post("twice").text == "once"
    assert panel.post("next").text == "next"


def test_scripts_take_turns(endless: PanelProcess) -> None:
    with ThreadPoolExecutor(8) as pool:
        texts = [f"script {number}" for number in range(40)]
        assert [answer.text for answer in pool.map(endless.post, texts)] == texts


def test_one_that_waits_is_run_after_the_other(endless: PanelProcess) -> None:
    with ThreadPoolExecutor(2) as pool:
        before = len(endless.ran)
        first = pool.submit(endless.post, "hang first")
        until(lambda: len(endless.ran) == before + 1)
        second = pool.submit(endless.post, "second")
        until(lambda: endless.ask("GET", f"{endless.path}/status").json["waiting"] == 1)
        endless.release("done")
        assert (first.result(PATIENCE).text, second.result(PATIENCE).text) == ("done", "second")


def test_busy_is_told_at_once_and_to_those_who_wait(patient: PanelProcess) -> None:
    """A dialog is open in Premiere: the ping still answers, a script is refused, and none is run behind one's back."""
    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(patient.post, "hang: a dialog is open")
        until(lambda: patient.ran)
        waiting = pool.submit(patient.post, "came early").result(PATIENCE)
        assert (waiting.status, waiting.headers["content-type"]) == (503, "application/json; charset=utf-8")
        assert waiting.text.startswith('{"busy":')
        begun = time.monotonic()
        refused = patient.post("came late")
        assert (refused.status, refused.json["busy"] >= 0.2) == (503, True)
        assert time.monotonic() - begun < 2
        assert patient.ask("GET").text == "Premiere is alive"
        assert patient.ask("GET", f"{patient.path}/status").json["busy"] >= 0.2
        patient.release("dismissed")
        assert first.result(PATIENCE).text == "dismissed"
    assert patient.post("afterwards").text == "afterwards"
    assert patient.ran == ["hang: a dialog is open", "afterwards"]
    status = patient.ask("GET", f"{patient.path}/status").json
    assert (status["busy"], status["last"]["ago"]) == (0, 0)


def test_a_second_word_does_not_end_the_script_of_another(endless: PanelProcess) -> None:
    def waiting() -> int:
        return int(endless.ask("GET", f"{endless.path}/status").json["waiting"])

    with ThreadPoolExecutor(4) as pool:
        first = pool.submit(endless.post, "hang first")
        until(lambda: endless.ran)
        asked = []
        for number, script in enumerate(("twice", "hang on", "last"), 1):
            asked.append(pool.submit(endless.post, script))
            until(lambda number=number: waiting() == number)
        endless.release("done")
        assert (first.result(PATIENCE).text, asked[0].result(PATIENCE).text) == ("done", "once")
        assert endless.ran == ["hang first", "twice", "hang on"]
        endless.release("done")
        assert [one.result(PATIENCE).text for one in asked[1:]] == ["done", "last"]


def test_what_nobody_waits_for_any_more_is_not_run(endless: PanelProcess) -> None:
    """A client that gave up would not expect its script to be carried out minutes later."""
    with ThreadPoolExecutor(1) as pool:
        before = len(endless.ran)
        first = pool.submit(endless.post, "hang on")
        until(lambda: len(endless.ran) == before + 1)
        body = b'{"to_eval": "given up"}'
        with socket.create_connection(("127.0.0.1", endless.port), timeout=PATIENCE) as sender:
            sender.sendall(
                f"POST {endless.path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                f"Content-Length: {len(body)}\r\n\r\n".encode()
                + body
            )
            until(lambda: endless.ask("GET", f"{endless.path}/status").json["waiting"] == 1)
        until(lambda: endless.ask("GET", f"{endless.path}/status").json["waiting"] == 0)
        endless.release("done")
        assert first.result(PATIENCE).text == "done"
    assert endless.post("next").text == "next"
    assert endless.ran[before:] == ["hang on", "next"]


def test_each_port_of_the_list_is_tried_and_then_any() -> None:
    with PanelProcess() as first:
        with PanelProcess(port=[first.port, 0]) as second:
            assert second.port != first.port
            assert second.post("here").text == "here"
        with PanelProcess(port=[first.port]) as third:
            assert "EADDRINUSE" in third.said["error"]


def test_secrets_are_long_and_new_each_time() -> None:
    with PanelProcess() as first, PanelProcess() as second:
        assert len({first.path, second.path}) == 2
        assert len(bytes.fromhex(first.path[1:])) >= 16
    with PanelProcess(secret="short") as refused:
        assert "128 bits" in refused.said["error"]
