"""The suite of all adapters, with the Lua half of the table at the other end: what the free edition from 21.1 runs."""

from collections.abc import Iterator
from pathlib import Path

import lupa.luajit21
import pytest

from chutier.naming import PROGRAMS
from chutier_resolve.nle import ResolveNle
from hosts.resolve import PROFILES, FakeResolve
from hosts.resolve_lua import LuaHost
from resolve import test_contract
from resolve.bench import SETTINGS, resolve


class TestLua(test_contract.TestResolve):
    """A script cannot be asked in the middle of its run: here it is, so that the suite sees it after every build."""

    @pytest.fixture
    def fake(self) -> FakeResolve:
        return resolve(**PROFILES["free-21.1"])

    @pytest.fixture
    def nle(self, fake: FakeResolve, tmp_path: Path) -> Iterator[ResolveNle]:
        host = LuaHost(lupa.luajit21, {"resolve": fake.resolve})
        yield ResolveNle(host, tmp_path / "resolve", SETTINGS, PROGRAMS["resolve"])
        assert host.missed == []
        assert fake.violations == []
