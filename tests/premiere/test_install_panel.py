"""`chutier premiere install-panel` and `uninstall-panel`: what they write, what they leave, what they put back."""

import json
import os
import sys
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import chutier_premiere.install as installing
from chutier.errors import NleError
from chutier_premiere.debugmode import Defaults, Registry, Switch, Value, put_back, turn_on
from chutier_premiere.install import ccx, install_panel, install_plugin, panel_files, run_installer, uninstall
from chutier_premiere.manifest import Manifest, manifest_file
from chutier_premiere.places import PANEL, PLUGIN, extensions_folder, panel_version, plugin_installer, plugins_folder
from command_line import CommandLine
from hosts.adobe_settings import MacDefaults, WindowsRegistry

FILES = [
    "CSXS/manifest.xml", "boot.jsx", "index.html", "panel.css", "panel.js", "rendezvous.js", "server.js", "turns.js",
]  # fmt: skip
ON = ("1", "string")


class Mac:
    """A Mac's home in which Premiere was started once."""

    def __init__(self, home: Path, defaults: MacDefaults) -> None:
        self.home, self.defaults = home, defaults
        self.adobe = home / "Library/Application Support/Adobe"
        self.extensions = self.adobe / "CEP/extensions"
        self.panel = self.extensions / PANEL
        self.manifest = home / "Library/Application Support/chutier/premiere-install.json"
        self.adobe.mkdir(parents=True)

    def everything(self) -> dict[str, bytes | None]:
        """All below Adobe's folder: files with their bytes, links with their targets, folders with None."""
        found: dict[str, bytes | None] = {}
        for path in sorted(self.adobe.rglob("*")):
            name = str(path.relative_to(self.adobe))
            if path.is_symlink():
                found[name] = bytes(path.readlink())
            else:
                found[name] = None if path.is_dir() else path.read_bytes()
        return found

    def names(self) -> list[str]:
        return sorted(path.relative_to(self.panel).as_posix() for path in self.panel.rglob("*") if path.is_file())


@pytest.fixture(params=["home", "Léa Müller's 🎬 home"])
def mac(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Mac:
    home = tmp_path / request.param
    defaults = MacDefaults()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.setattr(installing.sys, "platform", "darwin")
    monkeypatch.setattr(installing, "switch", lambda system: Defaults(defaults))
    monkeypatch.setattr(installing, "plugin_installer", lambda system, environ: None)
    return Mac(home, defaults)


def states(data: Any) -> set[str]:
    return {one["what"] for one in data["files"]}


def test_install_once_twice_and_away_again(mac: Mac, typed: CommandLine) -> None:
    before = mac.everything()
    told = typed("premiere", "install-panel")
    assert str(mac.panel) in told.out
    assert "Window > Extensions > Chutier" in told.out
    assert "CSXS 9, 10, 11, 12, 13" in told.out
    assert mac.names() == FILES
    assert set(mac.defaults.kept.values()) == {ON}
    first, written = mac.everything(), mac.manifest.read_bytes()
    second = typed("premiere", "install-panel", "--json").data
    assert (states(second), second["debug"]) == ({"there"}, [])
    assert (mac.everything(), mac.manifest.read_bytes()) == (first, written)
    away = typed("premiere", "uninstall-panel", "--json").data
    assert (states(away), away["debug"]) == ({"removed"}, [10, 11, 12, 13, 9])
    assert mac.everything() == before
    assert mac.defaults.kept == {}
    assert typed("premiere", "uninstall-panel", "--json").data == {"files": [], "debug": [], "plugin": False, "why": ""}
    assert "nothing of Chutier" in typed("premiere", "uninstall-panel").out


def test_what_is_installed_is_what_we_bring(mac: Mac, typed: CommandLine) -> None:
    typed("premiere", "install-panel")
    assert {name: (mac.panel / name).read_bytes() for name in mac.names()} == panel_files()
    if sys.platform != "win32":
        assert all(os.access(mac.panel / name, os.R_OK) for name in mac.names())


def test_panels_of_others_stay(mac: Mac, typed: CommandLine) -> None:
    for name, text in {"com.other.panel/CSXS/manifest.xml": "<x/>", "notes.txt": "hers"}.items():
        path = mac.extensions / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (mac.extensions / "empty").mkdir()
    before = mac.everything()
    typed("premiere", "install-panel")
    assert {name: data for name, data in mac.everything().items() if name in before} == before
    typed("premiere", "uninstall-panel")
    assert mac.everything() == before


def test_what_a_person_changed_stays_and_is_told(mac: Mac, typed: CommandLine) -> None:
    typed("premiere", "install-panel")
    (mac.panel / "panel.css").write_text("body { color: red }")
    (mac.panel / "mine.txt").write_text("mine")
    (mac.panel / "turns.js").unlink()
    told = typed("premiere", "install-panel", status=1)
    assert "panel.css: not ours, or changed by somebody" in told.out
    assert "turns.js: written" in told.out
    assert "run the command again" in told.out
    assert (mac.panel / "panel.css").read_text() == "body { color: red }"
    typed("premiere", "uninstall-panel", status=1)
    assert mac.names() == ["mine.txt", "panel.css"]
    (mac.panel / "panel.css").unlink()
    assert states(typed("premiere", "uninstall-panel", "--json").data) == {"gone"}
    assert mac.names() == ["mine.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_panel_that_somebody_works_on_is_left_alone(mac: Mac, typed: CommandLine, tmp_path: Path) -> None:
    """The folder is a link into a checkout."""
    (tmp_path / "checkout").mkdir()
    mac.extensions.mkdir(parents=True)
    mac.panel.symlink_to(tmp_path / "checkout")
    told = typed("premiere", "install-panel", status=1)
    assert f"{PANEL}: not ours" in told.out
    assert list((tmp_path / "checkout").iterdir()) == []
    assert mac.defaults.kept == {}


def test_an_older_panel_is_brought_up_to_date(mac: Mac, typed: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    older = {**panel_files(), "old.js": b"gone by now", "server.js": b"older"}
    monkeypatch.setattr(installing, "panel_files", lambda: older)
    typed("premiere", "install-panel")
    monkeypatch.undo()
    with monkeypatch.context() as again:
        again.setenv("HOME", str(mac.home))
        again.setattr(installing.sys, "platform", "darwin")
        done = install_panel(mac.extensions, Manifest(mac.manifest), Defaults(mac.defaults))
    what = {change.path.name: change.what for change in done.changes}
    assert (what["server.js"], what["old.js"], what["turns.js"]) == ("written", "removed", "there")
    assert mac.names() == FILES


def test_a_folder_of_ones_own(tmp_path: Path, typed: CommandLine, mac: Mac) -> None:
    (tmp_path / "panels").mkdir()
    typed("premiere", "install-panel", "--where", str(tmp_path / "panels"))
    assert (tmp_path / "panels" / PANEL / "CSXS/manifest.xml").is_file()
    assert not mac.panel.exists()
    assert "there is no folder" in typed("premiere", "install-panel", "--where", str(tmp_path / "x"), status=11).err


def test_a_system_without_premiere(mac: Mac, typed: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installing.sys, "platform", "linux")
    told = typed("premiere", "install-panel", status=19)
    assert "not made for this system" in told.err
    assert "--where" in told.err


@pytest.mark.skipif(sys.platform == "win32" or (hasattr(os, "geteuid") and os.geteuid() == 0), reason="root may write")
def test_a_folder_that_refuses(mac: Mac, typed: CommandLine) -> None:
    mac.adobe.chmod(0o555)
    try:
        assert "cannot be written" in typed("premiere", "install-panel", status=19).err
    finally:
        mac.adobe.chmod(0o755)


def test_a_file_where_a_folder_should_be(mac: Mac, typed: CommandLine) -> None:
    (mac.adobe / "CEP").write_text("in the way")
    assert "CEP" in typed("premiere", "install-panel", status=19).err
    assert (mac.adobe / "CEP").read_text() == "in the way"


def test_a_switch_that_refuses_is_told_and_what_was_copied_can_be_taken_away(mac: Mac, typed: CommandLine) -> None:
    mac.defaults.refusing = True
    told = typed("premiere", "install-panel", status=19)
    assert "PlayerDebugMode cannot be set: Could not write domain" in told.err
    assert mac.names() == FILES
    mac.defaults.refusing = False
    assert states(typed("premiere", "uninstall-panel", "--json").data) == {"removed"}


def test_a_record_that_cannot_be_read_is_none(tmp_path: Path) -> None:
    for text in ("", "[]", '{"files": 3}', '{"files": {}, "folders": [], "debug": {"x": null}, "plugin": ""}'):
        (tmp_path / "record.json").write_text(text)
        record = Manifest(tmp_path / "record.json").read()
        assert (record.files, record.debug) == ({}, {})


# The switch


def _mac(**kept: tuple[str, str]) -> tuple[Switch, Any]:
    defaults = MacDefaults(**kept)
    return Defaults(defaults), defaults


def test_only_what_was_off_is_turned_on_and_put_back_as_it_was() -> None:
    switches, defaults = _mac(v9=("0", "string"), v10=("1", "string"), v11=("1", "integer"), v12=("0", "boolean"))
    before, was = dict(defaults.kept), dict[str, Value | None]()
    assert turn_on(switches, was) == [9, 11, 12, 13]
    assert set(defaults.kept.values()) == {ON}
    assert "10" not in was
    assert turn_on(switches, was) == []
    assert sorted(put_back(switches, was)) == [9, 11, 12, 13]
    assert (defaults.kept, was) == (before, {})


def test_what_a_person_set_since_stays() -> None:
    switches, defaults = _mac()
    was = dict[str, Value | None]()
    turn_on(switches, was)
    defaults.kept["com.adobe.CSXS.11", "PlayerDebugMode"] = ("0", "string")
    assert 11 not in put_back(switches, was)
    assert defaults.kept == {("com.adobe.CSXS.11", "PlayerDebugMode"): ("0", "string")}


def test_the_registry_of_windows() -> None:
    path = "Software\\Adobe\\CSXS.{}".format
    registry = WindowsRegistry(
        {
            path(9): {"Other": ("x", 1)},
            path(10): {"PlayerDebugMode": ("1", 1)},
            path(11): {"PlayerDebugMode": (1, 4)},
            path(12): {"PlayerDebugMode": ("0", 1), "LogLevel": ("6", 1)},
        }
    )
    before = {name: dict(values) for name, values in registry.keys.items()}
    switches, was = Registry(registry), dict[str, Value | None]()
    assert turn_on(switches, was) == [9, 11, 12, 13]
    assert {values["PlayerDebugMode"] for values in registry.keys.values()} == {("1", 1)}
    assert sorted(put_back(switches, was)) == [9, 11, 12, 13]
    assert registry.keys == before
    registry.refusing = True
    with pytest.raises(NleError, match="Access is denied"):
        turn_on(switches, was)


# The plugin

CONTENTS = {"manifest.json": b'{"name": "Chutier"}', "index.js": b"// plugin"}


@pytest.fixture
def plugin(monkeypatch: pytest.MonkeyPatch) -> Mapping[str, bytes]:
    monkeypatch.setattr(installing, "plugin_files", lambda: CONTENTS)
    return CONTENTS


def test_the_plugin_is_one_file_to_be_double_clicked(mac: Mac, typed: CommandLine, plugin: object) -> None:
    (mac.home / "Downloads").mkdir()
    told = typed("premiere", "install-panel", "--uxp")
    file = mac.home / "Downloads/chutier.ccx"
    assert f"Double-click {file}" in told.out
    assert not mac.panel.exists()
    code = typed("premiere", "install-panel", "--uxp", "--json").data["code"]
    assert f"type this code there, once: {code}" in told.out
    with zipfile.ZipFile(file) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == CONTENTS
    assert ccx(dict(CONTENTS)) == file.read_bytes()
    assert states(typed("premiere", "install-panel", "--both", "--json").data) == {"there", "written"}
    typed("premiere", "uninstall-panel")
    assert list((mac.home / "Downloads").iterdir()) == []


def test_adobes_installer_takes_it_and_removes_it(tmp_path: Path, plugin: object) -> None:
    asked: list[tuple[str, str]] = []

    def run(installer: Path, verb: str, what: str) -> str:
        asked.append((verb, what))
        return ""

    manifest, installer = Manifest(tmp_path / "record.json"), tmp_path / "UPIA"
    done = install_plugin(tmp_path, manifest, installer, run)
    assert (done.plugin, done.why) == (True, "")
    gone = uninstall(manifest, None, installer, run)
    assert (gone.plugin, [change.what for change in gone.changes]) == (True, ["removed"])
    assert asked == [("install", str(tmp_path / "chutier.ccx")), ("remove", "Chutier")]
    assert uninstall(manifest, None, installer, run).changes == []


def test_an_installer_that_fails_says_why(tmp_path: Path, plugin: object) -> None:
    manifest = Manifest(tmp_path / "record.json")
    done = install_plugin(tmp_path, manifest, tmp_path / "UPIA", lambda *asked: "Status = -204")
    assert (done.plugin, done.why) == (False, "Status = -204")
    assert manifest.read().plugin == ""


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands for the program")
@pytest.mark.parametrize(
    ("script", "why"),
    [("echo 'Installation Successful'", ""), ("echo 'Failed to install'", "Failed to install"), ("exit 3", "3")],
)
def test_what_adobes_installer_says(tmp_path: Path, script: str, why: str) -> None:
    program = tmp_path / "UPIA"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    assert run_installer(program, "install", "x.ccx") == why
    assert "No such file" in run_installer(tmp_path / "not here", "install", "x.ccx")


# What we bring, and where it goes


def test_the_panels_manifest_says_what_premiere_asks() -> None:
    tree = ElementTree.fromstring(panel_files()["CSXS/manifest.xml"])
    assert tree.get("ExtensionBundleId") == PANEL
    assert [(host.get("Name"), host.get("Version")) for host in tree.iter("Host")] == [("PPRO", "[13.0,99.9]")]
    assert {runtime.get("Name") for runtime in tree.iter("RequiredRuntime")} == {"CSXS"}
    told = {one.get("Id"): one for one in tree.findall("DispatchInfoList/Extension")}
    assert sorted(told) == sorted(one.get("Id") or "" for one in tree.findall("ExtensionList/Extension"))
    kinds = {name: (one.findtext(".//Type"), one.findtext(".//AutoVisible")) for name, one in told.items()}
    assert kinds == {f"{PANEL}.panel": ("Panel", "true"), f"{PANEL}.service": ("Custom", "false")}
    for one in told.values():
        assert {part.text for part in one.iter("Parameter")} == {"--enable-nodejs", "--mixed-context"}
        main = one.findtext(".//MainPath") or ""
        assert main.removeprefix("./") in panel_files()
    versions = {one.get("Version") for one in tree.findall("ExtensionList/Extension")}
    assert versions == {panel_version()} == {tree.get("ExtensionBundleVersion")}


def test_the_plugin_that_we_bring_has_its_id() -> None:
    found = json.loads(installing.plugin_files()["manifest.json"])
    assert (found["id"], found["version"]) == (PLUGIN, installing.plugin_version())
    with zipfile.ZipFile(BytesIO(ccx(installing.plugin_files()))) as archive:
        assert archive.testzip() is None
        assert found["main"] in archive.namelist()


def test_the_page_loads_nothing_from_elsewhere() -> None:
    for name, data in panel_files().items():
        text = data.decode()
        found = {
            word for word in text.replace('"', " ").replace("'", " ").split() if word.startswith(("http:", "https:"))
        }
        assert found <= {"http://www.w3.org/2001/XMLSchema-instance"}, name


@pytest.mark.parametrize("system", ["darwin", "win32", "linux"])
def test_places_of_each_system(system: str, tmp_path: Path) -> None:
    environ = {"APPDATA": str(tmp_path / "roaming"), "COMMONPROGRAMFILES": str(tmp_path / "common")}
    found = extensions_folder(system, environ, tmp_path), plugins_folder(system, environ, tmp_path)
    assert manifest_file(environ, system, tmp_path).name == "premiere-install.json"
    if system == "linux":
        assert found == (None, None)
        assert plugin_installer(system, environ, tmp_path) is None
        return
    home = tmp_path / "Library/Application Support" if system == "darwin" else tmp_path / "roaming"
    assert found == (home / "Adobe/CEP/extensions", home / "Adobe/UXP/Plugins/External")
    assert plugin_installer(system, environ, tmp_path) is None
    below = "Adobe/Adobe Desktop Common/RemoteComponents/UPI/UnifiedPluginInstallerAgent"
    name = "UnifiedPluginInstallerAgent"
    place = (
        tmp_path / "Library/Application Support" / below / f"{name}.app/Contents/MacOS" / name
        if system == "darwin"
        else tmp_path / "common" / below / f"{name}.exe"
    )
    place.parent.mkdir(parents=True)
    place.touch()
    assert plugin_installer(system, environ, tmp_path) == place


def test_the_record_can_be_read_by_a_person(mac: Mac, typed: CommandLine) -> None:
    typed("premiere", "install-panel")
    told = json.loads(mac.manifest.read_text())
    assert sorted(told) == ["debug", "files", "folders", "plugin"]
    assert told["debug"] == {"10": None, "11": None, "12": None, "13": None, "9": None}
