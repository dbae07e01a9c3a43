"""`chutier resolve doctor`: every machine it may meet is a value, so that each system is examined on any."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chutier.i18n import use_language
from chutier.live import Finding
from chutier_resolve.doctor import examine
from chutier_resolve.install import install
from chutier_resolve.machine import CRASHED, Machine, ask_from_outside
from chutier_resolve.manifest import Manifest
from chutier_resolve.places import places
from chutier_resolve.programs_found import Program, last_started, log_folders, program
from chutier_resolve.pythons_found import python_of
from command_line import CommandLine

STUDIO_20 = Program(version=(20, 3, 1, 6), studio=True)
STUDIO_21 = Program(version=(21, 1, 0, 14), studio=True)
FREE_20 = Program(version=(20, 3, 1, 6), studio=False)
FREE_21 = Program(version=(21, 1, 0, 17), studio=False)
UNKNOWN_21 = Program(version=(21, 1, 0))


class Case:
    """A disc of one system under a folder."""

    def __init__(self, root: Path) -> None:
        self.root, self.home, self.manifest = root, root / "Users/léa", Manifest(root / "resolve-install.json")

    def file(self, path: str, text: str = "") -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def link(self, path: str, to: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.symlink_to(self.root / to)

    def machine(self, system: str = "linux", **more: Any) -> Machine:
        environ = {"APPDATA": str(self.root / "roaming"), "PROGRAMDATA": str(self.root / "data")}
        environ |= more.pop("environ", {})
        found = tuple(places(system, environ, self.home, self.root))
        return Machine(system=system, environ=environ, places=found, root=self.root, **more)

    def resolve(self, system: str = "linux") -> None:
        """Resolve was started here once."""
        folder = {
            "linux": self.home / ".local/share/DaVinciResolve",
            "darwin": self.home / "Library/Application Support/Blackmagic Design/DaVinci Resolve",
            "win32": self.root / "roaming/Blackmagic Design/DaVinci Resolve",
        }[system]
        folder.mkdir(parents=True, exist_ok=True)

    def found(self, machine: Machine) -> dict[str, Finding]:
        return {one.what: one for one in examine(machine, self.manifest)}

    def python(self, **more: Any) -> Finding:
        return self.found(self.machine(**more))["Python in Resolve"]


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path / "dïsc of a machine")


PYTHON_ORG = "Library/Frameworks/Python.framework/Versions/3.12"


def _python_org(case: Case) -> None:
    case.file(f"{PYTHON_ORG}/bin/python3")
    case.file(f"{PYTHON_ORG}/lib/libpython3.12.dylib")
    case.link("usr/local/bin/python3", f"{PYTHON_ORG}/bin/python3")


def _homebrew(case: Case) -> None:
    case.file("usr/local/Cellar/python@3.12/3.12.1/bin/python3")
    case.link("usr/local/bin/python3", "usr/local/Cellar/python@3.12/3.12.1/bin/python3")


def _own_prefix(case: Case) -> None:
    case.file("usr/local/bin/python3")
    case.file("usr/local/lib/libpython3.11.dylib")


def _of_launchd(case: Case) -> None:
    case.file("opt/py/bin/python3")
    case.file("opt/py/lib/libpython3.10.dylib")


def _ancient(case: Case) -> None:
    case.file("usr/local/bin/python3")
    case.file("usr/local/lib/libpython3.7.dylib")


def _nothing(case: Case) -> None: ...


@pytest.mark.parametrize(
    ("disc", "home", "shell", "path", "told"),
    [
        (_python_org, "", "", "usr/local/bin/python3", "(3.12)"),
        (_own_prefix, "", "", "usr/local/bin/python3", "(3.11)"),
        (_of_launchd, "opt/py", "", "opt/py/bin/python3", "(3.10)"),
        (_homebrew, "", "", "", "no libpython3 beside it (Homebrew's has not)"),
        (_python_org, "opt/nothing", "", "", "launchd's PYTHON3HOME is"),
        (_nothing, "", "/opt/py", "", "set in the shell, which Resolve never sees"),
        (_nothing, "", "", "", "there is no"),
    ],
)
def test_the_python_of_a_mac(
    case: Case, disc: Callable[[Case], None], home: str, shell: str, path: str, told: str
) -> None:
    """launchd's PYTHON3HOME, else /usr/local, with its library: measured on 19.1.3 to 21.0."""
    disc(case)
    launchd = {"PYTHON3HOME": str(case.root / home)} if home else {}
    machine = case.machine("darwin", launchd=launchd, environ={"PYTHON3HOME": shell} if shell else {})
    found = python_of(machine)
    assert found.path == (str(case.root / path) if path else "")
    assert told in (found.told if path else found.why)
    assert bool(found.do) == (not path)


@pytest.mark.parametrize(
    ("registered", "home", "folder", "told"),
    [
        ([("3.12", "py312")], "", "py312", "(3.12)"),
        ([("3.9", "py39"), ("3.12", "py312")], "", "py312", "(3.12)"),
        ([("3.12-32", "py312")], "", "", "only Pythons of 32 bits"),
        ([("3.13", "uninstalled"), ("3.9", "py39")], "", "py39", "(3.9)"),
        ([], "py39", "py39", "py39"),
        ([("3.12", "py312")], "uninstalled", "", "FUSION_PYTHON3_HOME is"),
        ([], "", "", "the registry lists none"),
    ],
)
def test_the_python_of_windows(
    case: Case, registered: list[tuple[str, str]], home: str, folder: str, told: str
) -> None:
    for name in ("py39", "py312"):
        case.file(f"{name}/python.exe")
    machine = case.machine(
        "win32", registered=tuple((name, str(case.root / where)) for name, where in registered),
        environ={"FUSION_PYTHON3_HOME": str(case.root / home)} if home else {},
    )  # fmt: skip
    found = python_of(machine)
    assert found.path == (str(case.root / folder) if folder else "")
    assert told in (found.told if folder else found.why)


def test_the_python_of_linux(case: Case) -> None:
    assert "usr/bin/python3" in python_of(case.machine()).why
    case.file("usr/bin/python3.11")
    case.link("usr/bin/python3", "usr/bin/python3.11")
    assert python_of(case.machine()).told == f"{case.root}/usr/bin/python3 (3.11)"


def test_a_python_that_is_too_old_is_something_to_do(case: Case) -> None:
    _ancient(case)
    found = case.python(system="darwin", program=STUDIO_20)
    assert (found.fine, "too old" in found.told) == (False, True)


@pytest.mark.parametrize(
    ("installed", "python", "fine", "told", "do"),
    [
        (STUDIO_21, False, True, "its own", ""),
        (FREE_21, True, None, "only Lua", "chutier resolve script"),
        (STUDIO_20, True, True, "usr/bin/python3", ""),
        (FREE_20, True, True, "usr/bin/python3", ""),
        (STUDIO_20, False, False, "shows no .py", "package manager"),
        (UNKNOWN_21, True, None, "usr/bin/python3", "free Resolve from 21.1 on runs only Lua"),
        (None, True, None, "usr/bin/python3", "free Resolve from 21.1 on runs only Lua"),
        (None, False, False, "shows no .py", "free Resolve from 21.1 on runs only Lua"),
    ],
)
def test_what_the_edition_makes_of_it(
    case: Case, installed: Program | None, python: bool, fine: bool | None, told: str, do: str
) -> None:
    """Studio brings its own from 21.1.0.14 on; free 21.1.0.17 lists no Python script."""
    if python:
        case.file("usr/bin/python3")
    found = case.python(program=installed)
    assert found.fine is fine
    assert told in found.told
    assert do in found.do
    assert bool(do) == bool(found.do)


@pytest.mark.parametrize(
    ("answer", "installed", "fine", "told"),
    [
        (STUDIO_20, None, True, "DaVinci Resolve Studio 20.3.1"),
        (None, FREE_21, None, "the free edition never answers"),
        (None, STUDIO_20, None, "no Resolve answers"),
        (None, None, None, "no Resolve answers"),
        (CRASHED, STUDIO_20, None, "ends this Python"),
    ],
)
def test_from_outside(case: Case, answer: Any, installed: Program | None, fine: bool | None, told: str) -> None:
    found = case.found(case.machine(answer=lambda: answer, program=installed))["from outside"]
    assert found.fine is fine
    assert told in found.told


def test_what_runs_is_believed_before_the_disc(case: Case) -> None:
    found = case.found(case.machine(answer=lambda: STUDIO_21, program=FREE_20))
    assert "Studio 21.1" in found["Resolve"].told
    assert "its own" in found["Python in Resolve"].told


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_the_menu_from_empty_to_current(case: Case, system: str) -> None:
    assert case.found(case.machine(system))["Resolve"].fine is False
    case.resolve(system)
    machine = case.machine(system)
    found = case.found(machine)
    assert found["Resolve"].fine is True
    assert (found["menu"].fine, found["menu"].do) == (False, "chutier resolve install")
    menu = machine.places[0].menu
    install([menu], case.manifest)
    assert case.found(machine)["menu"] == Finding(what="menu", told=str(menu))
    (menu / "Sync.py").unlink()
    found = case.found(machine)
    assert "out of date: Sync.py" in found["menu"].told
    (menu / "Sync.py").write_text("mine")
    found = case.found(machine)
    assert "changed by somebody: Sync.py" in found["menu"].told
    assert "rename" in found["menu"].do


def test_an_install_for_everybody_will_do(case: Case) -> None:
    case.resolve()
    (case.root / "opt/resolve").mkdir(parents=True)
    machine = case.machine()
    install([machine.places[1].menu], case.manifest)
    assert case.found(machine)["menu"].told == str(machine.places[1].menu)


def test_a_menu_of_another_account_is_not_called_spoilt(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """An administrator's Chutier put it there, from an interpreter of theirs."""
    case.resolve()
    machine = case.machine()
    with monkeypatch.context() as admin:
        admin.setattr(sys, "executable", "/opt/chutier/bin/python")
        install([machine.places[0].menu], Manifest(case.root / "of the administrator.json"))
    found = case.found(machine)["menu"]
    assert (found.fine, "another Chutier" in found.told) == (None, True)


def test_a_script_elsewhere_is_no_menu(case: Case) -> None:
    case.resolve()
    install([case.root / "elsewhere"], case.manifest)
    assert case.found(case.machine())["menu"].fine is False


def test_an_app_store_build_needs_both_of_its_folders(case: Case) -> None:
    """Two machines of one build (21.0) listed different folders."""
    box = case.home / "Library/Containers/com.blackmagic-design.DaVinciResolveLite"
    box.mkdir(parents=True)
    machine = case.machine("darwin")
    mine = [place.menu for place in machine.places if place.build]
    assert len(mine) == 2
    install(mine[:1], case.manifest)
    told = [one for one in examine(machine, case.manifest) if one.what == "menu"]
    assert [one.fine for one in told] == [True, False]
    assert str(mine[1]) in told[1].told
    install(mine, case.manifest)
    assert all(one.fine for one in examine(machine, case.manifest) if one.what == "menu")


def test_a_menu_in_another_language_is_current_too(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    case.resolve()
    machine = case.machine()
    use_language("fr")
    install([machine.places[0].menu], case.manifest)
    use_language("en")
    assert case.found(machine)["menu"].fine is True


def test_variables_that_lead_nowhere(case: Case) -> None:
    found = case.found(case.machine(environ={"RESOLVE_SCRIPT_LIB": "/nowhere/fusionscript.so"}))["scripting module"]
    assert (found.fine, "RESOLVE_SCRIPT_LIB" in found.told) == (False, True)


def test_the_module_and_the_calls_that_a_version_lacks(case: Case) -> None:
    assert case.found(case.machine())["scripting module"].fine is None
    modules = "opt/resolve/Developer/Scripting/Modules"
    case.file(f"{modules}/DaVinciResolveScript.py")
    types = case.file(f"{modules}/DaVinciResolveScript.pyi", "class TimelineItem:\n    def GetStart(self): ...\n")
    found = case.found(case.machine())
    assert found["scripting module"].told == str(case.root / modules)
    assert (found["its API"].fine, "TimelineItem.GetDuration" in found["its API"].told) == (False, True)
    types.write_text("")
    assert case.found(case.machine())["its API"].fine is True


def start(product: str, version: str) -> str:
    return f"0x7f2d | Main  | INFO  | 2026-02-28 23:53:02,961 | Running {product} v{version} (Linux/Clang x86_64)\n"


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
def test_the_log_says_edition_and_version(case: Case, system: str) -> None:
    environ = {"APPDATA": str(case.root / "roaming")}
    folder = log_folders(system, environ, case.home)[0]
    assert program(system, environ, case.home, case.root) is None
    log = folder / "ResolveDebug.txt"
    log.parent.mkdir(parents=True)
    log.write_text("x\n" + start("DaVinci Resolve", "18.1.4.0009") + start("DaVinci Resolve Studio", "20.3.1.0006"))
    assert program(system, environ, case.home, case.root) == STUDIO_20


def test_the_newest_log_that_tells_of_a_start_counts(tmp_path: Path) -> None:
    for age, (name, text) in enumerate(
        [
            ("rolling.txt", "nothing of it"),
            ("ResolveDebug.txt", start("DaVinci Resolve", "21.1.0.0017")),
            ("older.log", start("DaVinci Resolve Studio", "19.1.3.0007")),
            ("notes.md", start("DaVinci Resolve Studio", "99.0.0.0001")),
        ]
    ):
        file = tmp_path / name
        file.write_text(text)
        os.utime(file, (2_000_000_000 - age, 2_000_000_000 - age))
    (tmp_path / "archive.log").mkdir()
    assert last_started([tmp_path / "nowhere", tmp_path]) == FREE_21


PLIST = """<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0"><dict><key>CFBundleShortVersionString</key><string>{}</string></dict></plist>"""


@pytest.mark.parametrize(
    ("plist", "log", "found"),
    [
        (PLIST.format("20.3.1"), "", Program(version=(20, 3, 1))),
        (PLIST.format("20.3.1"), start("DaVinci Resolve Studio", "20.3.1.0006"), STUDIO_20),
        (PLIST.format("21.1"), start("DaVinci Resolve Studio", "20.3.1.0006"), Program(version=(21, 1))),
        (PLIST.format("beta"), start("DaVinci Resolve Studio", "20.3.1.0006"), STUDIO_20),
        ("no plist", "", None),
    ],
)
def test_the_bundle_of_a_mac_says_the_version(case: Case, plist: str, log: str, found: Program | None) -> None:
    case.file("Applications/DaVinci Resolve/DaVinci Resolve.app/Contents/Info.plist", plist)
    if log:
        file = log_folders("darwin", {}, case.home)[0] / "davinci_resolve.log"
        file.parent.mkdir(parents=True)
        file.write_text(log)
    assert program("darwin", {}, case.home, case.root) == found


@pytest.mark.parametrize(
    ("child", "found"),
    [
        ('print(\'["DaVinci Resolve Studio", [20, 3, 1, 6, ""]]\')', STUDIO_20),
        ("print('a word of the module'); print('null')", None),
        ("import os; os.abort()", CRASHED),
        ("import time; time.sleep(30)", CRASHED),
        ("", CRASHED),
    ],
)
def test_asking_from_outside_harms_nobody(child: str, found: Any) -> None:
    """A second Python on Windows is ended by Blackmagic's module at its import."""
    assert ask_from_outside((sys.executable, "-c", child), patience=2) == found


def test_one_screen_on_this_machine(
    case: Case, typed: CommandLine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    case.resolve()
    case.file("usr/bin/python3")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    machine = case.machine(program=FREE_20)
    monkeypatch.setattr("chutier_resolve.machine.this_machine", lambda: machine)
    told = typed("resolve", "doctor", status=1)
    assert "→ chutier resolve install" in told.out
    assert len(told.out.splitlines()) < 20
    install([machine.places[0].menu], Manifest())
    told = typed("resolve", "doctor")
    assert "✗" not in told.out
    data = typed("resolve", "doctor", "--json").data
    assert {one["what"]: one["fine"] for one in data}["menu"] is True
    monkeypatch.setattr("chutier_resolve.machine.this_machine", lambda: replace(machine, places=(), program=None))
    assert "not found on this computer" in typed("resolve", "doctor", status=1).out
