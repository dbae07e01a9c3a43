"""The self-test's Lua half: the sandbox of our tests is what the scripts take for granted, and what is not is told."""

from pathlib import Path
from types import ModuleType
from typing import Any

import lupa.lua51
import lupa.luajit21
import pytest

from chutier_resolve.selftest.lua import ASSUMED, NAME, differences, facts, script
from command_line import CommandLine
from hosts.resolve import PROFILES, FakeResolve
from hosts.resolve_lua import LuaHost

VERB = ("resolve", "selftest")


@pytest.fixture(params=[pytest.param(lupa.lua51, id="lua51"), pytest.param(lupa.luajit21, id="luajit")])
def host(request: pytest.FixtureRequest) -> LuaHost:
    return LuaHost(request.param, {"resolve": FakeResolve(**PROFILES["free-21.1"]).resolve})


def found(host: LuaHost, text: str = "") -> dict[str, Any]:
    host.run(text or script("Self-test"))
    said = facts(host.prefs.saved)
    assert said is not None
    return said


def test_the_sandbox_is_what_is_assumed(host: LuaHost) -> None:
    said = found(host)
    assert differences(said) == []
    assert said.keys() >= ASSUMED.keys()
    assert (said["product"], said["version"], said["platform"]) == ("DaVinci Resolve", "21.1.0.17", "darwin")
    assert host.missed == []


def test_it_changes_nothing() -> None:
    fake = FakeResolve(**PROFILES["free-21.1"])
    before = fake.state()
    found(LuaHost(lupa.lua51, {"resolve": fake.resolve}))
    assert fake.state() == before
    assert fake.meter.mutations == 0
    assert fake.modal is False


@pytest.mark.parametrize(
    ("happens", "probe", "fact", "said"),
    [
        ("io = {}", "globals", "io", "table"),
        ("os.execute = function() end", "globals", "os.execute", "function"),
        ("resolve = { GetVersion = function() return { 21, 1 } end }", "objects", "is a", "table"),
        ("resolve = { GetVersion = function() return { 21, 1 } end }", "objects", "length", "number"),
    ],
)  # fmt: skip
def test_what_is_otherwise_is_told(host: LuaHost, happens: str, probe: str, fact: str, said: object) -> None:
    told = differences(found(host, f"{happens}\n{script('Self-test')}"))
    assert (probe, fact, said) in {(one["probe"], one["fact"], one["said"]) for one in told}


def test_preferences_that_lose_a_text_are_told(host: LuaHost, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(host.prefs, "GetPrefs", lambda key: "?")
    assert [one["fact"] for one in differences(found(host))] == ["accents", "quotes", "long"]


@pytest.mark.parametrize("runtime", [lupa.lua51, lupa.luajit21], ids=["lua51", "luajit"])
def test_without_a_project_or_a_program_it_still_reports(runtime: ModuleType) -> None:
    alone = LuaHost(runtime, {"resolve": FakeResolve(**PROFILES["free-21.1"], project=None).resolve})
    assert "nothing" not in found(alone)["answers"]
    nobody = found(LuaHost(runtime, {}))
    assert nobody["globals"]["resolve"] == "nil"
    assert nobody["answers"] == {"raises": True}


def test_it_is_written_and_read(typed: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    assert "changes nothing" in typed(*VERB, "--lua", "--to", tmp_path).out
    text = (tmp_path / NAME).read_text(encoding="utf-8")
    assert text.isascii()
    host = LuaHost(lupa.lua51, {"resolve": FakeResolve(**PROFILES["free-21.1"]).resolve})
    host.run(text)
    prefs = tmp_path / "Fusion.prefs"
    prefs.write_text(host.prefs.saved, encoding="utf-8")
    assert "DaVinci Resolve 21.1.0.17, Lua 5.1" in typed(*VERB, "--read", prefs, "--all").out
    assert typed(*VERB, "--read", prefs, "--json").data["otherwise"] == []
    prefs.write_text(host.prefs.saved.replace('io\\":\\"nil', 'io\\":\\"table'), encoding="utf-8")
    said = typed(*VERB, "--read", prefs, status=1).out
    assert "globals, io: Resolve says table, Chutier takes nil for granted" in said


def test_the_report_of_another_script_is_said_to_be_one(typed: CommandLine, tmp_path: Path) -> None:
    prefs = tmp_path / "Fusion.prefs"
    prefs.write_text('Global = { Chutier = { report = "{\\"operations\\": [1, {\\"op\\": \\"look\\"}]}" } }')
    assert "another script" in typed(*VERB, "--read", prefs, status=15).err
    prefs.write_text("Global = { }")
    assert "no report" in typed(*VERB, "--read", prefs, status=19).err
