"""What a Lua script leaves in Resolve's preferences, and what is read there."""

import json
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chutier.errors import NleError
from chutier_resolve.lua import read_report, snapshot_script
from hosts.resolve import FakeResolve
from hosts.resolve_lua import LuaHost, Preferences
from resolve.lua_bench import RUNTIMES, plain, texts


def prefs_with(**values: object) -> str:
    prefs = Preferences()
    for name, value in values.items():
        prefs.SetPrefs(f"Global.Chutier.{name}", value)
    prefs.SavePrefs()
    return prefs.saved


REPORT = {"plan": "p", "operations": [{"op": "bins", "answer": {"bins": [{"detail": 'a "b" \\ \n }'}]}}]}
TEXT = json.dumps(REPORT)


@pytest.mark.parametrize(
    "prefs",
    [
        prefs_with(pieces=1, report1=TEXT),
        prefs_with(pieces="2", report1=TEXT[:30], report2=TEXT[30:], report3="stale"),
        prefs_with(pieces=2.0, report1=TEXT[:30], report2=TEXT[30:]),
        prefs_with(report=TEXT),
        prefs_with(pieces=1, report1=TEXT).replace("\n", "\r\n"),
        'Chutier = { report = { "' + TEXT[:12].replace('"', '\\"') + '", ' + json.dumps(TEXT[12:]) + " } }",
        '{ ["Global"] = { ["Chutier"] = { ["report"] = ' + json.dumps(TEXT) + " } } }",
    ],
    ids=["one", "pieces", "float", "text", "crlf", "list", "bracketed"],
)
def test_a_report_is_read_however_it_was_written(prefs: str) -> None:
    assert read_report(prefs) == REPORT


@pytest.mark.parametrize(
    ("prefs", "said"),
    [
        ("", "no report"),
        ("Global = { Other = 1 }", "no report"),
        ('Note = "Chutier = { report = 1 }"', "no report"),
        (prefs_with(pieces=2, report1=TEXT[:30]), "not whole"),
        (prefs_with(report=TEXT)[:120], "no report"),
        (prefs_with(report="[1]"), "none of Chutier's"),
    ],
)
def test_what_is_no_report_is_said_in_a_sentence(prefs: str, said: str) -> None:
    with pytest.raises(NleError, match=said):
        read_report(prefs)


@given(report=st.dictionaries(texts, plain, max_size=4))
@settings(max_examples=40, deadline=None)
def test_a_report_survives_the_preferences(report: dict[str, object]) -> None:
    said = json.dumps(report)
    assert read_report(prefs_with(pieces=2, report1=said[:7], report2=said[7:])) == report


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_a_long_report_comes_in_pieces_and_a_short_one_leaves_none_of_it(runtime: ModuleType) -> None:
    fake = FakeResolve()
    for number in range(250):
        fake.person.make_bin((f"{number} " + "forêt 夜" * 100,))
    host = LuaHost(runtime, {"resolve": fake.resolve})
    host.run(snapshot_script())
    pieces: Any = host.prefs.values["Global.Chutier.pieces"]
    assert pieces > 1
    report: Any = read_report(host.prefs.saved)
    assert len(report["operations"][1]["answer"]["bins"]) == 251
    for number in range(250):
        fake.person.remove_bin((f"{number} " + "forêt 夜" * 100,))
    host.run(snapshot_script())
    assert host.prefs.values["Global.Chutier.pieces"] == 1
    assert host.prefs.values["Global.Chutier.report2"] == ""
    report = read_report(host.prefs.saved)
    assert len(report["operations"][1]["answer"]["bins"]) == 1


class Busy(Preferences):
    """The program writes the same file just then."""

    def SavePrefs(self) -> None:  # noqa: N802 - the program's name
        self.saves += 1
        if self.saves % 3:
            raise RuntimeError("busy")
        super().SavePrefs()


class Closed(Preferences):
    """Preferences that take nothing."""

    def SetPrefs(self, key: str, value: object) -> None:  # noqa: N802 - the program's name
        raise RuntimeError("closed")


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_preferences_that_are_busy_are_asked_again(runtime: ModuleType) -> None:
    prefs = Busy()
    things = dict.fromkeys(("fusion", "fu", "app"), prefs)
    LuaHost(runtime, {"resolve": FakeResolve().resolve, **things}).run(snapshot_script())
    assert read_report(prefs.saved)["finished"] is True


@pytest.mark.parametrize("runtime", RUNTIMES)
def test_preferences_that_take_nothing_do_not_stop_the_script(runtime: ModuleType) -> None:
    fake, prefs = FakeResolve(), Closed()
    host = LuaHost(runtime, {"resolve": fake.resolve, "fusion": prefs, "fu": prefs, "app": prefs})
    host.run(snapshot_script())
    assert prefs.values == {}
    assert host.printed == ["Chutier: look", "Chutier: done", "chutier resolve result"]
