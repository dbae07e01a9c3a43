"""`chutier premiere doctor`: every machine it may meet is a value, so that each system is examined on any."""

import plistlib
import socket
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import chutier_premiere.doctor as doctor
from chutier.i18n import use_language
from chutier.live import Finding
from chutier_premiere.debugmode import Defaults
from chutier_premiere.doctor import examine
from chutier_premiere.install import install_panel
from chutier_premiere.machine import (
    ALIVE,
    LINK_PORT,
    OTHER,
    Machine,
    installed,
    is_premiere,
    plugins_in,
    processes,
    running,
    switched,
    this_machine,
    who_answers,
)
from chutier_premiere.manifest import Manifest
from chutier_premiere.places import CSXS, PANEL, PLUGIN, panel_version
from chutier_premiere.rendezvous import Panel
from command_line import CommandLine
from hosts.adobe_settings import MacDefaults
from premiere.panel_process import PATIENCE

PACKAGES = {"pymiere": "1.4.1", "requests": "2.34.2", "websockets": "17.4"}
OPEN = Panel(
    port=28611, secret="s" * 32, pid=1, premiere="26.3.0", panel=panel_version(), protocol=1, started="2026-11-02"
)


class Case:
    """A Mac on which all is well: Premiere runs, and our panel answers."""

    def __init__(self, root: Path) -> None:
        self.extensions, self.manifest = root / "CEP/extensions", Manifest(root / "record.json")
        install_panel(self.extensions, self.manifest, Defaults(MacDefaults()))
        self.panel = self.extensions / PANEL
        self.well = Machine(
            system="darwin", environ={}, installed=("Adobe Premiere Pro 2026 (26.3.0)",),
            running=("Adobe Premiere Pro 2026",), extensions=self.extensions, debug=dict.fromkeys(CSXS, True),
            panels=(OPEN,), packages=PACKAGES,
        )  # fmt: skip

    def findings(self, **changed: Any) -> list[Finding]:
        return examine(replace(self.well, **changed), self.manifest)

    def found(self, what: str, **changed: Any) -> Finding:
        (finding,) = [one for one in self.findings(**changed) if one.what == what]
        return finding


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setattr(doctor, "plugin_version", lambda: "")
    return Case(tmp_path / "dïsc of a machine")


def test_all_is_well(case: Case) -> None:
    findings = case.findings()
    assert not [one for one in findings if one.fine is False]
    assert [one.what for one in findings] == [
        "Chutier", "Premiere", "panel", "PlayerDebugMode", "connection", "Python packages",
    ]  # fmt: skip
    assert case.found("connection").told == "Premiere 26.3.0 on port 28611"


@pytest.mark.parametrize(
    ("changed", "fine", "told", "do"),
    [
        ({}, True, "running: Adobe Premiere Pro 2026", ""),
        ({"running": ("Adobe Premiere Pro 2026", "Adobe Premiere Pro (Beta)")}, None, "(Beta)", "premiere: port"),
        ({"running": ()}, None, "installed, not running: Adobe Premiere Pro 2026 (26.3.0)", "start it"),
        ({"running": (), "installed": (), "panels": ()}, False, "not found", "install-panel"),
        ({"running": None, "installed": ()}, None, "cannot be told", ""),
        ({"running": (), "installed": (), "panels": (), "extensions": None}, None, "not made for", "premiere xml"),
    ],
)
def test_whether_premiere_runs(case: Case, changed: dict[str, Any], fine: bool | None, told: str, do: str) -> None:
    finding = case.found("Premiere", **changed)
    assert (finding.fine, told in finding.told, do in finding.do) == (fine, True, True), finding


def test_a_panel_that_is_not_installed(case: Case, tmp_path: Path) -> None:
    nowhere = {"extensions": tmp_path / "nowhere", "panels": ()}
    finding = case.found("panel", **nowhere)
    assert (finding.fine, finding.do) == (False, "chutier premiere install-panel")
    assert case.found("panel", link=ALIVE, **nowhere).fine is None
    assert case.found("panel", plugins=("1.0.0",), **nowhere).fine is None


def test_a_panel_that_is_out_of_date_or_changed(case: Case) -> None:
    (case.panel / "turns.js").unlink()
    finding = case.found("panel")
    assert (finding.fine, "out of date: turns.js" in finding.told) == (False, True)
    (case.panel / "turns.js").write_text("// changed")
    finding = case.found("panel")
    assert (finding.fine, "not ours or changed by somebody: turns.js" in finding.told) == (False, True)
    assert "take them away" in finding.do


def test_a_panel_of_an_older_chutier(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    newer = {**doctor.panel_files(), "server.js": b"newer"}
    monkeypatch.setattr(doctor, "panel_files", lambda: newer)
    finding = case.found("panel")
    assert (finding.fine, finding.do) == (False, "chutier premiere install-panel")
    assert "out of date: server.js" in finding.told


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_panel_that_somebody_works_on(case: Case, tmp_path: Path) -> None:
    case.panel.rename(tmp_path / "checkout")
    case.panel.symlink_to(tmp_path / "checkout")
    assert "is a link" in case.found("panel").told


@pytest.mark.parametrize(
    ("changed", "fine", "told"),
    [
        ({}, True, "turned on"),
        ({"panels": (), "debug": {11: True, 12: False}}, False, "off for CSXS 12"),
        # Signed, then: it answers.
        ({"debug": {11: False, 12: False}}, None, "off for CSXS 11, 12"),
    ],
)
def test_the_switch_for_unsigned_panels(case: Case, changed: dict[str, Any], fine: bool | None, told: str) -> None:
    finding = case.found("PlayerDebugMode", **changed)
    assert (finding.fine, finding.told) == (fine, told)
    assert bool(finding.do) == (fine is False)


def test_no_panel_answers(case: Case) -> None:
    finding = case.found("connection", panels=())
    assert (finding.fine, "no panel of ours answers" in finding.told) == (False, True)
    for way_out in ("restart Premiere", "Window > Extensions > Chutier", "docs/premiere.md", "--uxp"):
        assert way_out in finding.do
    assert case.found("connection", panels=(), link=ALIVE).fine is None
    assert case.found("connection", panels=(), running=()).fine is None


def test_a_dialog_is_open(case: Case) -> None:
    finding = case.found("connection", panels=(replace(OPEN, busy=42.3),))
    assert (finding.fine, finding.told) == (False, "Premiere 26.3.0 on port 28611, busy for 42 s")
    assert "dialog" in finding.do
    assert case.found("connection", panels=(replace(OPEN, busy=0.4),)).fine


def test_a_panel_of_another_version(case: Case) -> None:
    for other in (replace(OPEN, panel="0.9.0"), replace(OPEN, protocol=2)):
        finding = case.found("connection", panels=(other,))
        assert (finding.fine, "restart Premiere" in finding.do) == (False, True)


def test_two_premieres_are_two_lines(case: Case) -> None:
    beta = replace(OPEN, premiere="26.5.1", port=28612)
    told = [
        one.told for one in case.findings(panels=(OPEN, replace(OPEN, port=28613), beta)) if one.what == "connection"
    ]
    assert told == ["Premiere 26.3.0 on port 28611", "Premiere 26.5.1 on port 28612"]


def test_the_plugin(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "plugin_version", lambda: "1.2.0")
    finding = case.found("plugin (UXP)")
    assert (finding.fine, "25.6" in finding.do) == (None, True)
    assert case.found("plugin (UXP)", plugins=("1.2.0",)).fine
    finding = case.found("plugin (UXP)", plugins=("1.1.0",))
    assert (finding.fine, finding.do) == (False, "chutier premiere install-panel --uxp")


@pytest.mark.parametrize(("link", "told"), [(ALIVE, "64 KiB"), (OTHER, "our own panel does not need that port")])
def test_port_3000(case: Case, link: str, told: str) -> None:
    finding = case.found("Pymiere Link", link=link)
    assert (finding.fine, told in finding.do) == (None, True)


@pytest.mark.parametrize(
    ("changed", "fine", "told"),
    [
        ({}, True, "pymiere 1.4.1, requests 2.34.2, websockets 17.4"),
        ({"packages": {}}, False, "missing: pymiere, requests, websockets"),
        ({"packages": {**PACKAGES, "pymiere": "1.5"}}, None, "pymiere 1.5"),
        ({"distutils": False}, False, "missing: setuptools"),
    ],
)
def test_the_extra(case: Case, changed: dict[str, Any], fine: bool | None, told: str) -> None:
    finding = case.found("Python packages", **changed)
    assert (finding.fine, finding.told) == (fine, told)
    assert ("pip install 'chutier[premiere]'" in finding.do) == (fine is False)


PROXY = {"HTTP_PROXY": "http://proxy.example:8080"}


@pytest.mark.parametrize(
    ("environ", "told"),
    [
        ({}, False),
        (PROXY, True),
        ({"http_proxy": "x", "NO_PROXY": "example.org, .local"}, True),
        ({"HTTPS_PROXY": "x"}, False),
        ({**PROXY, "NO_PROXY": "localhost,127.0.0.1"}, False),
        ({**PROXY, "no_proxy": "127.0.0.0/8"}, False),
        ({**PROXY, "no_proxy": "*"}, False),
    ],
)
def test_a_proxy(case: Case, environ: dict[str, str], told: bool) -> None:
    found = [one for one in case.findings(environ=environ) if one.what == "proxy"]
    assert bool(found) == told
    assert all(one.fine is None and "NO_PROXY=127.0.0.1" in one.do for one in found)


# What is asked of the computer

MAC = """\
/sbin/launchd
/Applications/Adobe Premiere Pro 2026/Adobe Premiere Pro 2026.app/Contents/MacOS/Adobe Premiere Pro 2026
/Applications/Adobe Premiere Pro (Beta)/Adobe Premiere Pro (Beta).app/Contents/MacOS/Adobe Premiere Pro (Beta)
/Library/Application Support/Adobe/CEP/CEPHtmlEngine/CEPHtmlEngine.app/Contents/MacOS/CEPHtmlEngine
/Applications/Adobe Premiere Rush.app/Contents/MacOS/Adobe Premiere Rush
"""
WINDOWS = """\
"System Idle Process","0","Services","0","8 K"
"Adobe Premiere Pro.exe","4242","Console","1","2,102,112 K"
"Adobe Premiere Elements.exe","4243","Console","1","1 K"
"CEPHtmlEngine.exe","4244","Console","1","1 K"
"""


def test_premieres_among_processes() -> None:
    assert list(processes("darwin", MAC)) == ["Adobe Premiere Pro 2026", "Adobe Premiere Pro (Beta)"]
    assert list(processes("win32", WINDOWS)) == ["Adobe Premiere Pro"]
    assert list(processes("win32", "")) == []
    assert running("linux") == ()


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("Adobe Premiere Pro CC 2019", True), ("Adobe Premiere Pro 2020.app", True), ("Adobe Premiere 2027", True),
        ("adobe premiere pro.exe", True), ("Adobe Premiere Pro Helper", False), ("Adobe Premiere", True),
        ("My Adobe Premiere Pro", False), ("Adobe Media Encoder 2026", False),
    ],
)  # fmt: skip
def test_names_of_premiere(name: str, is_one: bool) -> None:
    assert is_premiere(name) == is_one


def test_premieres_on_the_disc(tmp_path: Path) -> None:
    app = tmp_path / "Applications/Adobe Premiere Pro 2026/Adobe Premiere Pro 2026.app"
    (app / "Contents").mkdir(parents=True)
    assert installed("darwin", {}, tmp_path) == ("Adobe Premiere Pro 2026 (?)",)
    (app / "Contents/Info.plist").write_bytes(plistlib.dumps({"CFBundleShortVersionString": "26.3"}))
    assert installed("darwin", {}, tmp_path) == ("Adobe Premiere Pro 2026 (26.3)",)
    exe = tmp_path / "Programs/Adobe/Adobe Premiere Pro 2026/Adobe Premiere Pro.exe"
    exe.parent.mkdir(parents=True)
    exe.touch()
    assert installed("win32", {"PROGRAMFILES": str(tmp_path / "Programs")}) == ("Adobe Premiere Pro 2026",)
    assert installed("linux", {}, tmp_path) == ()


def test_plugins_on_the_disc(tmp_path: Path) -> None:
    for name, text in {
        f"{PLUGIN}_1.0.0": f'{{"id": "{PLUGIN}", "version": "1.0.0"}}',
        f"{PLUGIN}_x": "{",
        f"{PLUGIN}.other_1.0": '{"id": "another", "version": "3"}',
        "com.another_2": "{}",
    }.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").write_text(text)
    assert plugins_in(tmp_path) == ("1.0.0",)
    assert plugins_in(tmp_path / "nowhere") == plugins_in(None) == ()


def test_switches_as_they_are() -> None:
    on = switched(Defaults(MacDefaults(v11=("1", "string"), v12=("1", "integer"))))
    assert on == {9: False, 10: False, 11: True, 12: False, 13: False}
    assert switched(None) == {}


@pytest.fixture
def answering(request: pytest.FixtureRequest) -> Iterator[int]:
    """A port on which one program answers once."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(PATIENCE)

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(request.param)

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1]
        thread.join(PATIENCE)


@pytest.mark.parametrize(
    ("answering", "who"),
    [
        (b"HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\nPremiere is alive", ALIVE),
        (b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<h1>It works!</h1>", OTHER),
        (b"SSH-2.0-OpenSSH_9.6\r\n", OTHER),
        (b"", OTHER),
    ],
    indirect=["answering"],
)
def test_who_answers_on_a_port(answering: int, who: str) -> None:
    assert who_answers(answering) == who


def test_nobody_answers_on_a_port() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert who_answers(port) == ""


def test_this_machine_can_be_examined(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    found = this_machine()
    assert found.system == sys.platform
    assert found.panels == ()
    assert LINK_PORT == 3000


def test_as_it_is_typed(case: Case, typed: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    machine = replace(case.well, panels=(), debug={12: False})
    monkeypatch.setattr("chutier_premiere.machine.this_machine", lambda: machine)
    monkeypatch.setattr("chutier_premiere.manifest.Manifest", lambda: case.manifest)
    told = typed("premiere", "doctor", status=1)
    assert "✗ PlayerDebugMode" in told.out
    assert "→ " in told.out
    assert "✓ Chutier" in told.out
    assert {"what", "told", "fine", "do"} == set(typed("premiere", "doctor", "--json", status=1).data[0])


def test_the_screen_is_narrow(case: Case) -> None:
    for language in ("en", "fr"):
        use_language(language)
        assert max(len(one.what) for one in case.findings(link=ALIVE, environ=PROXY)) <= 20
