"""Resolve's documented API: our copy of it, the fake that is held to it, and every call of ours."""

import ast
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chutier_resolve.drift import CALLS, contract_drift
from hosts.resolve import PROFILES, FakeResolve, VirtualFile
from hosts.resolve.contract import Contract, UndocumentedCall, enforced
from hosts.resolve.make_contract import symbols_of

HALF = Path(__file__).parents[2] / "resolve_scripts" / "chutier_resolve"
PYTHON = sorted((HALF / "host").glob("*.py"))
LUA = sorted((HALF / "lua").glob("*.lua"))
OTHERS = {
    # Windows of Resolve, the program's own things, and Python's.
    "UIManager", "UIDispatcher", "RequestFile", "GetResolve", "SetPrefs", "GetPrefs", "SavePrefs", "Popen",
}  # fmt: skip
SINCE = {
    "MediaPool.AddSubFolder": "18.1.2", "Folder.Export": "18.5.0", "Timeline.AddTrack": "18.5.0",
    "MediaPoolItem.SetThirdPartyMetadata": "19.0", "MediaPool.AutoSyncAudio": "19.1", "MediaPoolItem.SetName": "20.2",
    "Resolve.AUDIO_SYNC_MODE": "19.1", "MediaPoolItem.GetTimeline": "21.0.4", "Resolve.IsStudio": "21.1",
}  # fmt: skip


def methods() -> set[str]:
    return {name.partition(".")[2] for name, said in Contract.load().symbols().items() if "arity" in said}


@pytest.mark.parametrize("symbol", SINCE)
def test_each_symbol_says_since_when(symbol: str) -> None:
    assert Contract.load().since(symbol) == tuple(map(int, SINCE[symbol].split(".")))


def test_the_contract_has_what_the_published_stubs_have() -> None:
    found = importlib.util.find_spec("fusionscript-stubs")
    if found is None or not found.submodule_search_locations:
        pytest.skip("fusionscript-stubs is not installed")
    text = (Path(found.submodule_search_locations[0]) / "fusionscript.pyi").read_text(encoding="utf-8")
    ours = Contract.load().symbols()
    for name, said in symbols_of(text).items():
        assert name in ours
        assert ours[name].get("params") == said.get("params"), name


def capitals(text: str) -> Iterator[str]:
    """The API's names in a file of ours: called on an object, or handed by name to the functions that call."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                yield node.func.attr
            for one in node.args[1:2]:
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    yield one.value


def called(text: str) -> set[str]:
    return {name for name in capitals(text) if re.fullmatch(r"[A-Z][a-z]+([A-Z]\w*)+|Export", name)} - OTHERS


def called_in_lua(text: str) -> set[str]:
    return set(re.findall(r":([A-Z]\w+)\(", text)) - OTHERS


@pytest.mark.parametrize("file", PYTHON, ids=lambda file: file.name)
def test_python_calls_only_what_is_documented(file: Path) -> None:
    if file.name == "dialog.py":
        pytest.skip("windows are not in the documented API")
    assert called(file.read_text(encoding="utf-8")) <= methods()


@pytest.mark.parametrize("file", LUA, ids=lambda file: file.name)
def test_lua_calls_only_what_is_documented(file: Path) -> None:
    assert called_in_lua(file.read_text(encoding="utf-8")) <= methods()


def test_a_slip_would_be_found() -> None:
    assert not called('pool.ImportPorject("x")') <= methods()
    assert not called('call(pool, "GetTimelineByName", 1)') <= methods()
    assert not called_in_lua("pool:UpdataMarker(1)") <= methods()


def test_the_doctor_knows_every_call_of_ours() -> None:
    used = set().union(*(called(file.read_text(encoding="utf-8")) for file in PYTHON if file.name != "dialog.py"))
    listed = {name for names in CALLS.values() for name in names}
    assert used - {"GetSetting", "GetSettings", "IsStudio"} == listed
    assert all(Contract.load().has(f"{owner}.{name}") for owner, names in CALLS.items() for name in names)


def test_the_doctor_tells_what_a_version_lacks() -> None:
    types = "class MediaPool:\n    def ImportMedia(self): ...\nclass Folder:\n    def GetName(self): ...\n"
    missing = contract_drift(types)
    assert "MediaPool.AddSubFolder" in missing
    assert "MediaPool.ImportMedia" not in missing
    assert not any(name.startswith("Timeline.") for name in missing)
    assert contract_drift("not python (") == []


def pool(fake: FakeResolve) -> Any:
    return fake.resolve.GetProjectManager().GetCurrentProject().GetMediaPool()


def test_an_undocumented_call_fails_and_is_remembered() -> None:
    fake = FakeResolve()
    with pytest.raises(UndocumentedCall):
        pool(fake).GetRootFolder().SetClipProperty("Name", "x")
    assert fake.violations == ["Folder.SetClipProperty is not documented for (20, 3, 1, 6)"]


def test_a_documented_call_that_is_not_modelled_says_so() -> None:
    with pytest.raises(NotImplementedError, match=r"MediaPool\.ImportFolderFromFile"):
        pool(FakeResolve()).ImportFolderFromFile("x.drb")


@pytest.mark.parametrize("profile", PROFILES)
def test_what_is_newer_than_the_version_is_not_there(profile: str) -> None:
    fake = FakeResolve(files={"/a.mov": VirtualFile()}, **PROFILES[profile])
    item = pool(fake).ImportMedia(["/a.mov"])[0]
    for name, since in (("SetName", (20, 2)), ("SetThirdPartyMetadata", (19, 0)), ("GetTimeline", (21, 0, 4))):
        there = fake.version >= since
        assert (name in dir(item)) == there
        if not there:
            with pytest.raises(UndocumentedCall):
                getattr(item, name)


def test_a_lenient_fake_answers_none_to_any_name_as_the_bridge_does() -> None:
    fake = FakeResolve(lenient=True)
    assert pool(fake).ImportPorject("x") is None
    assert fake.violations == []


WRONG: dict[str, Any] = {
    "too few": lambda pool: pool.AddSubFolder(pool.GetRootFolder()),
    "too many": lambda pool: pool.GetRootFolder(1),
    "no list": lambda pool: pool.MoveClips(pool.GetRootFolder(), pool.GetRootFolder()),
    "a list of others": lambda pool: pool.DeleteClips([pool.GetRootFolder()]),
    "unknown keys": lambda pool: pool.ImportMedia([{"media": "/a.mov", "startFrame": 1}]),
    "no text": lambda pool: pool.ImportMedia(["/a.mov"])[0].SetMetadata({"Take": 3}),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_wrong_arguments_are_found(wrong: str) -> None:
    fake = FakeResolve(files={"/a.mov": VirtualFile()})
    with pytest.raises(UndocumentedCall):
        WRONG[wrong](pool(fake))
    assert fake.violations


def test_a_fake_cannot_invent_calls() -> None:
    with pytest.raises(AssertionError, match="no call of Resolve"):

        @enforced
        class MediaPool:
            def GetTimelineByName(self, name: str) -> None:
                """Other fakes have it."""
