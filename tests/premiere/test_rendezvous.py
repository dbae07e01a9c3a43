"""How a client finds the panel: files that panels write in node, read in Python; the stale or foreign is passed by."""

import json
import os
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from chutier.errors import NleError, NleUnreachable
from chutier.i18n import speaking
from chutier_premiere.places import meeting_folder, own_folder
from chutier_premiere.rendezvous import is_alive, panels, the_panel
from premiere.panel_process import PATIENCE, PanelProcess


@pytest.fixture
def meeting(tmp_path: Path) -> Path:
    return tmp_path / "Léa's data" / "chutier" / "premiere"


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_nobody_is_there(meeting: Path) -> None:
    assert panels(meeting) == []
    with pytest.raises(NleUnreachable, match="does not answer") as caught:
        the_panel(folder=meeting)
    assert "Window > Extensions > Chutier" in caught.value.hint
    assert "install-panel" in caught.value.hint


def test_one_panel_is_the_panel(meeting: Path) -> None:
    with PanelProcess(meeting=meeting) as running:
        found = the_panel(folder=meeting)
        assert (found.port, found.secret, found.pid) == (running.port, running.path[1:], running.said["pid"])
        assert (found.premiere, found.panel, found.protocol, found.busy) == ("26.3.0", "1.0.0", 1, 0)
        assert found.url == f"http://127.0.0.1:{running.port}{running.path}"
        assert the_panel(running.port, meeting) == found
        assert files(meeting) == [f"{running.said['pid']}.json"]
    assert files(meeting) == []


def test_a_panel_that_crashed_is_not_found_and_swept_by_the_next(meeting: Path) -> None:
    with PanelProcess(meeting=meeting) as crashed:
        crashed.kill()
        assert files(meeting) == [f"{crashed.said['pid']}.json"]
        assert panels(meeting) == []
        with PanelProcess(meeting=meeting) as running:
            assert files(meeting) == [f"{running.said['pid']}.json"]
            assert [one.port for one in panels(meeting)] == [running.port]


def test_two_premieres_are_named_and_one_can_be_chosen(meeting: Path) -> None:
    with PanelProcess(meeting=meeting) as release, PanelProcess(meeting=meeting, premiere="26.5.1") as beta:
        with pytest.raises(NleError, match="several Premieres are running") as caught:
            the_panel(folder=meeting)
        for one, version in ((release, "26.3.0"), (beta, "26.5.1")):
            assert f"Premiere {version} on port {one.port}" in str(caught.value)
        assert "targets: premiere: port: " in caught.value.hint
        assert the_panel(beta.port, meeting).premiere == "26.5.1"
        with pytest.raises(NleUnreachable, match="no panel answers on port 9") as caught:
            the_panel(9, meeting)
        assert str(release.port) in caught.value.hint


def test_window_and_service_of_one_premiere_are_one(meeting: Path) -> None:
    with PanelProcess(meeting=meeting), PanelProcess(meeting=meeting) as later:
        assert len(panels(meeting)) == 2
        assert the_panel(folder=meeting).port == later.port


def test_a_busy_panel_is_found_and_says_for_how_long(meeting: Path) -> None:
    with PanelProcess(meeting=meeting, patience=50) as running:
        asking = threading.Thread(target=lambda: running.post("hang"))
        asking.start()
        end = time.monotonic() + PATIENCE
        while not the_panel(folder=meeting).busy:
            assert time.monotonic() < end
        running.release("done")
        asking.join(PATIENCE)
        assert the_panel(folder=meeting).busy == 0


def _record(**changed: Any) -> dict[str, Any]:
    said = {"port": 9, "secret": "abc", "pid": os.getpid(), "premiere": "26.3.0", "panel": "1.0.0", "protocol": 1}
    return {**said, "started": "2026-11-02T09:00:00Z", **changed}


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "null", "[]", '"text"', "\udce9", json.dumps(_record(port="x")), json.dumps(_record(port=70_000)),
        json.dumps(_record(port=0)), json.dumps(_record(pid=-1)), json.dumps(_record(secret="../../x?y=1\r\nX: y")),
        json.dumps(_record(secret="")), json.dumps(_record(pid=2**40)), json.dumps({"port": 9}),
    ],
)  # fmt: skip
def test_files_that_say_nothing_sensible_are_passed_by(meeting: Path, text: str) -> None:
    meeting.mkdir(parents=True)
    (meeting / "1.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    (meeting / "2.json").mkdir()
    assert panels(meeting) == []
    assert files(meeting) == ["1.json", "2.json"]


@contextmanager
def stranger(answer: bytes) -> Iterator[int]:
    """Another program that has taken the port since."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(PATIENCE)

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.settimeout(PATIENCE)
                connection.recv(4096)
                connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1]
        thread.join(PATIENCE)


@pytest.mark.parametrize(
    "answer",
    [
        b"", b"SSH-2.0-OpenSSH_9.6\r\n", b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<html>",
        b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n",
        b'HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{"pid": 1, "panel": "1.0.0", "busy": 0, "protocol": 1}',
    ],
)  # fmt: skip
def test_another_program_on_the_port_is_no_panel(meeting: Path, answer: bytes) -> None:
    meeting.mkdir(parents=True)
    with stranger(answer) as port:
        (meeting / f"{os.getpid()}.json").write_text(json.dumps(_record(port=port)))
        assert panels(meeting) == []


def test_a_panel_of_another_protocol_is_told(meeting: Path) -> None:
    meeting.mkdir(parents=True)
    body = json.dumps({"pid": os.getpid(), "panel": "9.0.0", "busy": 0, "protocol": 2}).encode()
    with stranger(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + body) as port:
        (meeting / f"{os.getpid()}.json").write_text(json.dumps(_record(port=port, protocol=2)))
        with pytest.raises(NleError, match=r"another version \(9\.0\.0\)") as caught:
            the_panel(folder=meeting)
    assert "install-panel" in caught.value.hint


def test_a_proxy_of_the_environment_is_gone_past(meeting: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with PanelProcess(meeting=meeting) as running:
        assert the_panel(folder=meeting).port == running.port


def test_processes_live_and_die() -> None:
    assert is_alive(os.getpid())
    assert not is_alive(2**40)
    if sys.platform != "win32":
        assert is_alive(1)


def test_node_and_python_mean_the_same_folder(tmp_path: Path) -> None:
    """`folderOf` of the panel, for each system."""
    import subprocess

    from hosts.node import node
    from premiere.panel_process import PANEL

    cases: list[tuple[str, dict[str, str]]] = [
        ("darwin", {}),
        ("linux", {}),
        ("linux", {"XDG_DATA_HOME": str(tmp_path / "data")}),
        ("win32", {}),
        ("win32", {"APPDATA": str(tmp_path / "roaming")}),
    ]
    code = (
        "const {folderOf} = require(process.argv[1]); const cases = JSON.parse(process.argv[2]);"
        "console.log(JSON.stringify(cases.map((one) => folderOf(one))));"
    )
    given = [{"platform": system, "environ": environ, "home": str(tmp_path)} for system, environ in cases]
    told = subprocess.run(
        [node(), "-e", code, str(PANEL / "rendezvous.js"), json.dumps(given)],
        capture_output=True, text=True, timeout=PATIENCE, check=True,
    )  # fmt: skip
    assert [Path(one) for one in json.loads(told.stdout)] == [
        meeting_folder(system, environ, tmp_path) for system, environ in cases
    ]
    # The secret's folder and the folder of what we remember are two, also where the disc takes `C` and `c` for one.
    assert all(
        meeting_folder(system, environ, tmp_path) != own_folder(system, environ, tmp_path) for system, environ in cases
    )


def test_panels_are_spoken_of_in_french(meeting: Path) -> None:
    with PanelProcess(meeting=meeting), speaking("fr"):
        assert str(the_panel(folder=meeting)).startswith("Premiere 26.3.0")
