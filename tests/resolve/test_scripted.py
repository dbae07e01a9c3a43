"""The free edition from 21.1 on: look, plan, a script in Lua, its report; typed as a person types it."""

from pathlib import Path
from typing import Any

import pytest

from command_line import CommandLine
from hosts.resolve import PROFILES, FakeResolve
from hosts.resolve_lua import LuaHost
from resolve.lua_bench import RUNTIMES
from resolve.show_bench import resolve_of


class FreeEdition:
    """A person who runs what lies in the menu's folder, and the preferences that the scripts leave."""

    def __init__(self, fake: FakeResolve, menu: Path, prefs: Path, runtime: Any) -> None:
        self.fake, self.menu, self.prefs, self.runtime = fake, menu, prefs, runtime

    def run(self, name: str) -> None:
        host = LuaHost(self.runtime, {"resolve": self.fake.resolve})
        host.run((self.menu / f"{name}.lua").read_text(encoding="ascii"))
        self.prefs.write_text(host.prefs.saved, encoding="utf-8")


@pytest.fixture(params=RUNTIMES)
def free(request: pytest.FixtureRequest, show: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FreeEdition:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr("pathlib.Path.home", lambda: tmp_path)
    menu = tmp_path / "menu"
    return FreeEdition(resolve_of(show, **PROFILES["free-21.1"]), menu, tmp_path / "Fusion.prefs", request.param)


def test_the_whole_way(free: FreeEdition, typed: CommandLine, show: Path) -> None:
    to, prefs = ("--to", str(free.menu)), ("--prefs", str(free.prefs))
    typed("resolve", "script", "--look", *to)
    free.run("Chutier look")
    assert free.fake.meter.mutations == 0
    told = typed("resolve", "script", *to, *prefs, "--yes")
    assert "chutier resolve result" in told.out
    assert "+ bin" in told.out
    free.run("Build bins")
    built = typed("resolve", "result", *prefs, "--json").data
    assert not built["failed"]
    assert {one["do"] for one in built["by_hand"]} >= {"LinkSound"}
    pool = free.fake.person.project.pool
    assert [one.name for one in pool.root.folders][:2] == ["00_MONTAGE", "10_SEQUENCES"]
    assert pool.items()
    # The report holds the project as the build left it: nothing is left that a script could do.
    free.fake.meter.reset()
    again = typed("resolve", "script", *to, *prefs, "--yes", "--json", status=0)
    free.run("Build bins")
    assert [call for call in free.fake.meter.calls if "Import" in call or "SetMetadata" in call] == []
    assert again.data["script"].endswith("Build bins.lua")


def test_a_result_before_its_run_is_refused(free: FreeEdition, typed: CommandLine, show: Path) -> None:
    to, prefs = ("--to", str(free.menu)), ("--prefs", str(free.prefs))
    typed("resolve", "script", "--look", *to)
    free.run("Chutier look")
    typed("resolve", "script", *to, *prefs, "--yes")
    answer = typed("resolve", "result", *prefs, status=19)
    assert "is not the one that was written last" in answer.err


def test_a_script_in_another_project_does_nothing(free: FreeEdition, typed: CommandLine, show: Path) -> None:
    to, prefs = ("--to", str(free.menu)), ("--prefs", str(free.prefs))
    typed("resolve", "script", "--look", *to)
    free.run("Chutier look")
    typed("resolve", "script", *to, *prefs, "--yes")
    free.fake.person.open_project("AUTRE FILM")
    free.run("Build bins")
    assert free.fake.person.project.pool.items() == []
    answer = typed("resolve", "result", *prefs, status=19)
    assert "another project was opened" in answer.err


def test_without_a_look_the_way_is_shown(free: FreeEdition, typed: CommandLine, show: Path) -> None:
    answer = typed("resolve", "script", "--to", str(free.menu), "--yes", status=19)
    assert "Fusion.prefs" in answer.err
    answer = typed("resolve", "result", status=19)
    assert "chutier resolve script" in answer.err
