"""Every name of Resolve's API in the halves that run inside it is one that Resolve documents."""

from pathlib import Path

import pytest

from hosts.resolve.contract import Contract
from resolve.api_names import HOST, LUA, PROBES, in_lua, in_python, names

OTHERS: dict[str, frozenset[str]] = {
    # Blackmagic's module, the handle of the handle, and the environment that their README names.
    "acquire.py": frozenset({"DaVinciResolveScript", "GetResolve", "RESOLVE_SCRIPT_API"}),
    # Windows of Resolve's Fusion: documented by nobody but by scripts that use them.
    "dialog.py": frozenset({
        "AddWindow", "Button", "DaVinciResolveScript", "ExitLoop", "GetItems", "HGap", "HGroup", "HasFocus",
        "HeaderHidden", "Hide", "KeyPress", "Label", "LineEdit", "MinimumSize", "NewItem", "OtherFocusReason",
        "PlainText", "ReadOnly", "RecalcLayout", "RequestFile", "Resize", "ReturnPressed", "RunLoop", "SetAttribute",
        "SetFocus", "Show", "TextEdit", "Tree", "UIDispatcher", "UniformRowHeights", "VGroup", "WindowFlags",
        "WindowTitle", "WordWrap",
    }),
    # Python's own, and the environment of the child.
    "pipe.py": frozenset({"CHUTIER_LANG", "CREATE_NO_WINDOW", "FUSION_PYTHON3_HOME", "Popen", "Queue", "Thread"}),
    # Preferences of Fusion: the way out of the sandbox for a report (free 21.1.0.17).
    "run.lua": frozenset({"GetPrefs", "SavePrefs", "SetPrefs"}),
    # Names of systems, and a name that no build has: how it answers is what the self-test asks.
    "surroundings.lua": frozenset({
        "ChutierHasNoSuchMethod", "FuPLATFORM_LINUX", "FuPLATFORM_MAC", "FuPLATFORM_WINDOWS", "GetPrefs", "SetPrefs",
    }),
}  # fmt: skip
"""Names that are not Resolve's, by the file that may use them."""


def documented() -> set[str]:
    """Methods, constants and keys of Resolve, of whatever class: which one, only a run tells."""
    symbols = Contract.load().symbols()
    own = {name.partition(".")[2] for name, said in symbols.items() if "arity" in said or "constant" in said}
    return own | {key for said in symbols.values() for key in said.get("keys", ())}


@pytest.mark.parametrize("file", [*HOST, *LUA, *PROBES], ids=lambda file: f"{file.parent.name}/{file.name}")
def test_our_halves_name_only_what_is_documented(file: Path) -> None:
    assert names(file) - OTHERS.get(file.name, frozenset()) <= documented()


@pytest.mark.parametrize("file", OTHERS)
def test_no_exception_outlives_its_use(file: str) -> None:
    found = next(path for path in [*HOST, *LUA] if path.name == file)
    assert OTHERS[file] <= names(found)


SLIPS = {
    # The first and the fourth stand in published wrappers.
    "called": 'manager.ImportPorject("x")',
    "handed over": 'call(pool, "GetTimelineByName", 1)',
    "second of two": 'self._put_back(pool, "GetCurrentFolder", "SetCurentFolder", folder)',
    "in a table": 'ASKED = (("pool", "DeleteMarkerByColor"),)',
    "a constant": 'constant(resolve, "AUDIO_SYNC_TIME_CODE")',
    "a key": 'info = {"FilePath": path, "StartFrame": 1}',
    "a flat name": "item.Stabilise()",
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_in_python_is_found(slip: str) -> None:
    assert not in_python(SLIPS[slip]) <= documented()


@pytest.mark.parametrize(
    "text", ["item:UpdataMarker(1)", "safe.call(item, 'ClearFlagColor')", 'safe.constant(resolve, "EXPORT_FCPX")']
)
def test_a_slip_in_lua_is_found(text: str) -> None:
    assert not in_lua(text) <= documented()


def test_what_is_right_is_left_alone() -> None:
    assert in_python('call(pool, "AddSubFolder", root, "MASTER Clips"); pool.GetRootFolder()') <= documented()
    assert in_lua('pool:AddSubFolder(root, "Rushes du JOUR")') <= documented()
