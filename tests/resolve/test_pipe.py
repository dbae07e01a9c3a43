"""The menu's script and its child: real processes, which die, babble, hang and leave others behind."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from chutier_resolve.host import pipe
from chutier_resolve.host.safe import Lost
from hosts.resolve import FakeResolve
from hosts.resolve_ui import Desk, Window

TALK = """\
import json, sys
def ask(number, op, **args):
    print(json.dumps({"call": number, "op": op, "args": args}), flush=True)
    heard = []
    while True:
        line = sys.stdin.readline()
        if not line:
            return heard
        heard.append(json.loads(line))
        if "answer" in heard[-1]:
            return heard
def write(what):
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(what, file)
"""


class Menu:
    """Runs a child's text under `serve`, and reads what the child wrote of its own."""

    def __init__(self, folder: Path) -> None:
        self.asked: list[tuple[str, Any]] = []
        self._wrote = folder / "wrote.json"
        self.child: subprocess.Popen[bytes] | None = None

    def run(self, text: str, performer: pipe.Performer | None = None) -> int:
        self.child = pipe.start([sys.executable, "-P", "-c", TALK + text, str(self._wrote)], "fr")
        return pipe.serve(self.child, performer or self.perform)

    def perform(self, op: str, args: dict[str, Any], progress: Any) -> dict[str, Any]:
        self.asked.append((op, args))
        progress(1, 2)
        return {"name": "Été 🎬", "args": args}

    @property
    def wrote(self) -> Any:
        return json.loads(self._wrote.read_text(encoding="utf-8"))


@pytest.fixture
def menu(tmp_path: Path) -> Menu:
    return Menu(tmp_path)


def test_what_is_asked_is_done_and_answered(menu: Menu) -> None:
    assert menu.run('write([ask(1, "look"), ask(2, "bins", paths=[["Été"]])])') == 0
    assert menu.asked == [("look", {}), ("bins", {"paths": [["Été"]]})]
    assert menu.wrote[1] == [
        {"progress": [1, 2], "call": 2},
        {"answer": 2, "value": {"name": "Été 🎬", "args": {"paths": [["Été"]]}}},
    ]


@pytest.mark.parametrize(
    "line",
    ["Loading the module…".encode(), b"[1, 2]", b'"call"', b'{"call": 1}', b"{", b"", b"\xff\x00", b"[" * 100_000],
)
def test_a_line_that_asks_nothing_is_told_and_ignored(
    menu: Menu, line: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    kind = f"bytes([{line[0]}]) * {len(line)}" if len(set(line)) == 1 else repr(line)
    text = f'out = sys.stdout.buffer; out.write({kind} + b"\\n"); out.flush(); write(ask(7, "look"))'
    assert menu.run(text) == 0
    assert menu.wrote[-1]["answer"] == 7
    assert "not understood" in capsys.readouterr().out


@pytest.mark.parametrize("answer", [{"what": object()}, {"what": {1, 2}}, OSError("the disc"), ZeroDivisionError()])
def test_a_failing_performer_is_an_answer(menu: Menu, answer: Any) -> None:
    def perform(op: str, args: dict[str, Any], progress: Any) -> dict[str, Any]:
        if isinstance(answer, Exception):
            raise answer
        return dict(answer)

    assert menu.run('write(ask(1, "look"))', perform) == 0
    assert menu.wrote[0]["error"]["code"] == "error"
    assert type(answer).__name__ in menu.wrote[0]["error"]["detail"] or isinstance(answer, dict)


def test_words_of_the_child_come_to_the_console(menu: Menu, capsys: pytest.CaptureFixture[str]) -> None:
    assert menu.run('print("il était là", file=sys.stderr); write(ask(1, "look"))') == 0
    assert "il était là" in capsys.readouterr().err


def test_a_console_that_takes_no_accents_stops_nothing(menu: Menu, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows: a console of another encoding; a full pipe of a reader that gave up would hang the child."""

    class Narrow:
        taken = 0

        def write(self, text: str) -> int:
            self.taken += len(text.encode("ascii"))
            return len(text)

        def flush(self) -> None: ...

    console = Narrow()
    monkeypatch.setattr(sys, "stderr", console)
    assert menu.run('print("é" * 400_000 + "\\n" * 1000, file=sys.stderr); write(ask(1, "look"))') == 0
    assert console.taken > 400_000


def test_a_console_that_refuses_everything_stops_nothing(menu: Menu, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken:
        def write(self, text: str) -> int:
            raise RuntimeError("the console is closed")

        def flush(self) -> None: ...

    monkeypatch.setattr(sys, "stderr", Broken())
    monkeypatch.setattr(sys, "stdout", Broken())
    assert menu.run('print("x" * 200_000, file=sys.stderr); print("odd", flush=True); write(ask(1, "look"))') == 0


@pytest.mark.parametrize(("end", "status"), [("sys.exit(3)", 3), ("import os; os.abort()", -6), ("1 / 0", 1)])
def test_a_child_that_dies_ends_the_menu(menu: Menu, end: str, status: int) -> None:
    assert menu.run(f'ask(1, "look"); {end}') == status


def test_a_child_that_never_spoke_is_told(menu: Menu, capsys: pytest.CaptureFixture[str]) -> None:
    assert menu.run('raise SystemExit("No module named chutier_resolve")') == 1
    out, err = capsys.readouterr()
    assert "No module named" in err
    assert "chutier resolve doctor" in out


def test_work_stops_when_nobody_is_there_to_write_it_down(menu: Menu) -> None:
    done = []

    def perform(op: str, args: dict[str, Any], progress: Any) -> dict[str, Any]:
        assert menu.child is not None
        menu.child.wait(10)
        try:
            for one in range(1000):
                done.append(one)
                progress(one, 1000)
        except Lost as lost:
            return {"error": {"code": lost.code}}
        return {}

    text = 'print(json.dumps({"call": 1, "op": "bins", "args": {}}), flush=True); import os; os._exit(9)'
    assert menu.run(text, perform) == 9
    assert len(done) < 3


def test_what_the_child_started_holds_nobody(menu: Menu) -> None:
    """A browser that it opened lives on with the child's output in its hands."""
    text = 'import subprocess; ask(1, "look"); subprocess.Popen([sys.executable, "-c", "import time; time.sleep(20)"])'
    begun = time.monotonic()
    assert menu.run(text + "; import os; os._exit(0)") == 0
    assert time.monotonic() - begun < 8


def test_a_child_that_does_not_leave_is_killed(menu: Menu, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipe, "LEAVING", 0.3)
    assert menu.run('ask(1, "look"); import os, time; os.close(1); time.sleep(60)') == -9


def test_a_loop_that_fails_leaves_no_child(menu: Menu) -> None:
    def perform(op: str, args: dict[str, Any], progress: Any) -> dict[str, Any]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        menu.run('ask(1, "look"); import time; time.sleep(60)', perform)
    assert menu.child is not None
    assert menu.child.poll() is not None


@pytest.mark.parametrize(
    ("given", "language", "told"),
    [
        ({}, "fr", {"CHUTIER_LANG": "fr"}),
        ({"CHUTIER_LANG": "en"}, "fr", {"CHUTIER_LANG": "en"}),
        ({}, "", {}),
        ({"PYTHONHOME": "/opt/resolve", "PYTHONPATH": "x", "PYTHON3HOME": "y", "PYTHONIOENCODING": "latin-1"}, "", {}),
        ({"FUSION_PYTHON3_HOME": "C:\\Python36", "__PYVENV_LAUNCHER__": "/x"}, "", {}),
        ({"PATH": "/bin", "HOME": "/home/léa"}, "", {"PATH": "/bin", "HOME": "/home/léa"}),
    ],
)
def test_the_environment_of_resolves_python_is_not_the_childs(
    given: dict[str, str], language: str, told: dict[str, str]
) -> None:
    assert pipe.environment(given, language) == {**told, "PYTHONUTF8": "1"}


def test_a_broken_pythonhome_does_not_reach_the_child(menu: Menu, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONHOME", "/opt/resolve/nowhere")
    monkeypatch.setenv("PYTHONPATH", "/opt/resolve/nowhere")
    monkeypatch.delenv("CHUTIER_LANG", raising=False)
    assert menu.run('import os; ask(1, "look"); write([sys.flags.utf8_mode, os.environ["CHUTIER_LANG"]])') == 0
    assert menu.wrote == [1, "fr"]


def test_a_script_without_a_handle_says_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(pipe, "acquire", lambda given: None)
    assert pipe.main({}, sys.executable, "build") == 2
    assert "Workspace > Scripts" in capsys.readouterr().out


@pytest.mark.parametrize("interpreter", ["/no/such/python", "", "/etc"])
def test_an_interpreter_that_went_away_is_told(interpreter: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert pipe.main(FakeResolve().globals(), interpreter, "build") == 2
    assert "chutier resolve install" in capsys.readouterr().out


def test_a_sandbox_that_refuses_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Assumed of the App Store's build; a folder, which nobody can start, stands for the refusal."""
    monkeypatch.setattr(sys, "platform", "darwin")
    assert pipe.main(FakeResolve().globals(), "/etc", "build") == 2
    assert "App Store" in capsys.readouterr().out


def test_a_click_in_the_menu_asks_in_resolves_own_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From the menu's globals through the core in its own process to a window, and back."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("CHUTIER_LANG", "en")
    seen: list[str] = []

    def person(window: Window) -> None:
        seen.extend(window.sees())
        window.close()

    desk, fake = Desk(person), FakeResolve()
    before = fake.state()
    pipe.main({**desk.globals(), "resolve": fake.resolve}, sys.executable, "build")
    assert any("Which show?" in line for line in seen)
    assert fake.state() == before


def test_a_job_that_cannot_begin_ends_with_its_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("CHUTIER_LANG", "en")
    monkeypatch.setenv("BROWSER", "/bin/true")
    fake = FakeResolve(project=None)
    assert pipe.main(fake.globals(), sys.executable, "build") == 2
    assert "no project is open" in capsys.readouterr().err
