"""What the doctor compares a Resolve's own types with: the calls of ours, all of them and no other."""

from pathlib import Path

import lupa.luajit21
import pytest

from chutier.events import silent
from chutier.naming import PROGRAMS
from chutier.plan import diff
from chutier_resolve.calls import CALLS, INSTEAD
from chutier_resolve.drift import contract_drift
from chutier_resolve.nle import ResolveNle
from hosts.resolve import PROFILES
from hosts.resolve.contract import Contract
from hosts.resolve_lua import LuaHost
from resolve.api_names import HOST, names
from resolve.bench import SETTINGS, adapter, resolve
from resolve.test_faults import day

OURS = {*CALLS, *INSTEAD, *INSTEAD.values()}


def types(*symbols: str) -> str:
    """A `.pyi` with these."""
    owners = sorted({symbol.partition(".")[0] for symbol in symbols})
    return "\n".join(
        f"class {owner}:\n    pass\n"
        + "".join(f"    def {one.partition('.')[2]}(self): ...\n" for one in symbols if one.startswith(f"{owner}."))
        for owner in owners
    )


def test_the_list_has_what_our_half_names_and_nothing_else() -> None:
    """By name: of which class, the test below tells."""
    methods = {name.partition(".")[2] for name, said in Contract.load().symbols().items() if "arity" in said}
    # `Export` of a bin has the name of a timeline's.
    used = set().union(*(names(file) for file in HOST if file.name != "dialog.py")) & methods
    assert used == {symbol.partition(".")[2] for symbol in OURS}


@pytest.mark.parametrize("half", ["lua", "python"])
@pytest.mark.parametrize("profile", ["free-20.3", "studio-19.1", "studio-21.1", "free-21.1"])
def test_a_build_calls_nothing_that_is_not_listed_or_deprecated(profile: str, half: str, tmp_path: Path) -> None:
    """Nor says a word that Resolve does not know: colours, pages, constants."""
    fake = resolve(**PROFILES[profile])
    if half == "lua":
        host = LuaHost(lupa.luajit21, {"resolve": fake.resolve})
        nle = ResolveNle(host, tmp_path, SETTINGS, PROGRAMS["resolve"])
    else:
        nle = adapter(fake, tmp_path)
    plan = diff(day(), nle.observe(), None)
    nle.perform(plan.actions, silent)
    nle.close()
    assert set(fake.meter.calls) <= OURS
    assert (fake.violations, fake.misspelled, fake.deprecations - set(INSTEAD.values())) == ([], [], set())


@pytest.mark.parametrize("symbol", sorted(OURS))
def test_each_is_documented_since_then(symbol: str) -> None:
    said = Contract.load().since(symbol)
    wanted = CALLS.get(symbol, "21.1" if symbol in INSTEAD else "18.1")
    # The oldest stubs are of 18.1.2: what they have is called 18.1.
    assert said[:2] == tuple(map(int, wanted.split(".")))


def test_nothing_is_missing_from_types_that_have_it_all() -> None:
    assert contract_drift(types(*CALLS, *INSTEAD)) == []
    assert contract_drift(types(*CALLS, *INSTEAD.values())) == []


@pytest.mark.parametrize("symbol", sorted(CALLS))
def test_each_call_is_missed(symbol: str) -> None:
    left = [one for one in [*CALLS, *INSTEAD] if one != symbol]
    assert contract_drift(types(*left)) == [symbol]


CASES = {
    "neither the old nor the new": (types("Project.GetName"), "Project.GetSetting", True),
    "the new one does": (types("Project.GetSettings"), "Project.GetSetting", False),
    "of a class that is not there nothing is known": (types("Folder.GetName"), "Timeline.Export", False),
    "inherited": ("class Named:\n def GetName(self): ...\nclass Folder(Named): ...", "Folder.GetName", False),
    "overloaded": ("class Folder:\n @overload\n def GetName(self): ...", "Folder.GetName", False),
    "circular": ("class Folder(Folder): ...\nclass A(B): ...\nclass B(A): ...", "Folder.GetName", True),
    "not Python": ("class Folder(", "Folder.GetName", False),
    "a zero byte": ("class Folder: ...\0", "Folder.GetName", False),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_counts_as_missing(case: str) -> None:
    text, symbol, missing = CASES[case]
    assert (symbol in contract_drift(text)) == missing
