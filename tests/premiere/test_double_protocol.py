"""The double as a panel: how it is reached, and how it goes wrong, with pymiere as PyPI has it on the other side."""

import http.client
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hosts.premiere import FakePremiere
from premiere.pymiere_bench import Desk, Waiting, at_the_desk, body_of, posted

CHUNK = 65_536


@pytest.fixture
def desk(premiere: FakePremiere, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    with at_the_desk(premiere, monkeypatch) as found:
        yield found


@pytest.fixture(scope="module")
def ours() -> Iterator[FakePremiere]:
    with FakePremiere("ours") as fake:
        yield fake


@pytest.fixture
def pgrep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What pymiere takes for the list of programs: the double is none, so one is told."""
    if sys.platform == "win32":
        pytest.skip("pymiere asks TASKLIST there")
    script = tmp_path / "pgrep"
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    return script


def runs(pgrep: Path, *processes: int) -> None:
    lines = "".join(f"echo {one}\n" for one in processes)
    pgrep.write_text(f"#!/bin/sh\n{lines}exit {0 if processes else 1}\n")
    pgrep.chmod(0o755)


# 1: how it is reached


def test_the_ping_and_the_process_are_found(desk: Desk, pgrep: Path) -> None:
    runs(pgrep, 4242)
    desk.core.last_alive_check_time = 0.0
    assert desk.core.check_premiere_is_alive()
    assert desk.run("app.version") == "25.6.0"


def test_the_panel_is_down(desk: Desk, pgrep: Path) -> None:
    runs(pgrep, 4242)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        desk.core.PANEL_URL = f"http://127.0.0.1:{free.getsockname()[1]}"
        desk.core.last_alive_check_time = 0.0
        with pytest.raises(OSError, match="No connection could be established"):
            desk.run("1")


def test_another_server_answers_the_ping(desk: Desk, pgrep: Path) -> None:
    runs(pgrep, 4242)
    desk.fake.ping("<!doctype html>")
    desk.core.last_alive_check_time = 0.0
    with pytest.raises(ValueError, match="got wrong response for ping"):
        desk.run("1")


def test_premiere_does_not_run(desk: Desk, pgrep: Path) -> None:
    runs(pgrep)
    desk.core.last_alive_check_time = 0.0
    with pytest.raises(ValueError, match="Premiere Pro is not running"):
        desk.run("1")


def test_two_premieres_run(desk: Desk, pgrep: Path) -> None:
    runs(pgrep, 4242, 4243)
    desk.core.last_alive_check_time = 0.0
    with pytest.raises(OSError, match="More than one process"):
        desk.run("1")


def test_a_proxy_in_the_environment_hides_it(desk: Desk, pgrep: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Why our transport does not read the environment."""
    runs(pgrep, 4242)
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{closed.getsockname()[1]}")
        desk.core.last_alive_check_time = 0.0
        with pytest.raises(OSError, match="No connection could be established"):
            desk.run("1")


# 2: a window is open


def test_a_window_holds_every_script_and_none_is_lost(desk: Desk) -> None:
    desk.fake.person("dialog", title="Save?")
    first = Waiting(lambda: desk.run("app.project.rootItem.createBin('A'); 'first'"))
    assert first.waits()
    second = Waiting(lambda: desk.run("app.project.rootItem.createBin('B'); 'second'"))
    assert second.waits()
    assert desk.names() == []
    assert desk.fake.state()["dialog"] == "Save?"
    # The panel itself is alive: what a ping says is no sign that Premiere works.
    connection = http.client.HTTPConnection("127.0.0.1", desk.fake.port, timeout=5)
    connection.request("GET", "/")
    assert connection.getresponse().read() == b"Premiere is alive"
    connection.close()
    desk.fake.person("dismiss")
    assert (first.answer(), second.answer()) == ("first", "second")
    assert desk.names() == ["A", "B"]


# 4: what long bodies become


def test_pymiere_link_puts_a_comma_at_each_64_kib(premiere: FakePremiere) -> None:
    assert posted(premiere, body_of(f"'{'a' * 70_000}'.length")) == "70001"
    assert posted(premiere, body_of(f"'{'a' * 140_000}'.length")) == "140002"
    assert posted(premiere, body_of(f"'{'a' * 60_000}'.length")) == "60000"


def test_the_comma_stands_where_the_piece_ends(premiere: FakePremiere) -> None:
    start = len(body_of("'")) - len(b'"}')
    assert posted(premiere, body_of(f"'{'a' * 70_000}'.indexOf(',')")) == str(CHUNK - start)


def test_a_comma_within_an_escape_is_never_answered(desk: Desk) -> None:
    start = len(body_of("'")) - len(b'"}')
    # U+00E9 is six bytes in the JSON of pymiere: the boundary falls within one of them.
    script = f"'{'a' * (CHUNK - start - 3)}é'.length"
    assert posted(desk.fake, body_of(script), patience=0.5) is None
    assert desk.run("1 + 1") == "2"


def test_our_panel_keeps_long_bodies_whole(ours: FakePremiere, monkeypatch: pytest.MonkeyPatch) -> None:
    with at_the_desk(ours, monkeypatch) as desk:
        for count in (65_000, 65_536, 70_000, 140_000):
            assert desk.run(f"'{'é' * count}'.length") == str(count)


# 9: the panel is loaded again


def test_a_panel_that_was_loaded_again_has_forgotten_all(desk: Desk) -> None:
    desk.run("$._chutier = { v: 'abc' }; 'kept'")
    root = desk.root
    assert desk.run("$._chutier.v") == "abc"
    desk.fake.person("reload_panel")
    assert desk.run("typeof $._chutier") == "undefined"
    with pytest.raises(desk.core.ExtendScriptError, match="undefined"):
        assert root.name


# 13: answers that are none


@pytest.mark.parametrize("text", ["", "undefined", "EvalScript error."])
def test_an_answer_that_is_none_is_a_value_to_pymiere(desk: Desk, text: str) -> None:
    desk.fake.answers(text, times=2)
    assert desk.core.eval_script("app.project.name") == text
    assert desk.run("app.project.rootItem.createBin('A')") == text
    assert desk.names() == [], "nothing was run"
    assert desk.run("app.project.name") == "NDV.prproj"


def test_the_work_may_be_done_though_the_answer_is_lost(desk: Desk) -> None:
    desk.fake.answers("", after=True)
    assert desk.run("app.project.rootItem.createBin('A')") == ""
    assert desk.names() == ["A"]


def test_an_answer_may_be_skipped_to(desk: Desk) -> None:
    desk.fake.answers("", skip=1)
    assert [desk.run("1"), desk.run("2"), desk.run("3")] == ["1", "", "3"]


def test_a_script_that_does_not_parse_reads_like_any_text(desk: Desk) -> None:
    """A bin may have that name, too."""
    desk.fake.person("bin", path=["EvalScript error."])
    assert desk.run("var = ;") == "EvalScript error."
    assert desk.run("app.project.rootItem.children[0].name") == "EvalScript error."


# 14: a slow program


def test_a_slow_program_answers_late(desk: Desk) -> None:
    desk.fake.slow(300)
    before = time.monotonic()
    assert desk.run("1") == "1"
    assert time.monotonic() - before >= 0.29


def test_pymiere_has_no_limit_of_time(desk: Desk) -> None:
    desk.fake.answers("", hang=True)
    assert Waiting(lambda: desk.run("1")).waits(0.8)
    assert desk.run("2") == "2"


# how the double itself behaves


def test_it_ends_with_the_one_who_started_it() -> None:
    fake = FakePremiere()
    fake.close()
    assert fake._process.returncode is not None


def test_a_reset_is_a_program_just_started(premiere: FakePremiere) -> None:
    premiere.person("bin", path=["A"])
    premiere.fault("createBin", nothing=True)
    premiere.slow(1000)
    premiere.reset(version="14.5.0", projects=["A", "B"], production="SÉRIE")
    state = premiere.state()
    assert (state["version"], [one["name"] for one in state["projects"]]) == ("14.5.0", ["A.prproj", "B.prproj"])
    assert state["mutations"] == {}
    assert premiere.items() == []


def test_every_change_is_counted_by_name(desk: Desk) -> None:
    desk.run("app.project.rootItem.createBin('A').name = 'B'")
    desk.run("app.project.rootItem.children[0].setColorLabel(3); app.project.name")
    state = desk.fake.state()
    assert state["mutations"] == {"createBin": 1, "setName": 1, "setColorLabel": 1}
    assert (state["posts"], state["changes"]) == (2, 3)
