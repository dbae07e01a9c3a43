"""How the contract is made: from the published stubs, whole, always the same; and what is put right by hand."""

import importlib.util
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from hosts.resolve.constants import CLIP_COLORS, CONSTANTS, MARKER_COLORS
from hosts.resolve.contract import HERE, Contract
from hosts.resolve.make_contract import INSIDE, merged, symbols_of, texts_in, written

MADE = json.loads((HERE / "contract.json").read_text(encoding="utf-8"))
PATCH = json.loads((HERE / "contract_patch.json").read_text(encoding="utf-8"))
SINCE = {
    "MediaPool.AddSubFolder": "18.1.2", "Folder.Export": "18.5.0", "Timeline.AddTrack": "18.5.0",
    "Folder.TranscribeAudio": "18.6.6", "MediaPoolItem.SetThirdPartyMetadata": "19.0",
    "MediaPool.AutoSyncAudio": "19.1", "Resolve.AUDIO_SYNC_MODE": "19.1",
    "MediaPoolItem.LinkFullResolutionMedia": "20.0", "MediaPoolItem.SetName": "20.2",
    "MediaPoolItem.GetTimeline": "21.0.4", "Resolve.IsStudio": "21.1", "MediaStorage.StartCloneMedia": "21.1",
}  # fmt: skip


def installed() -> str:
    """The newest stub, where it is installed."""
    found = importlib.util.find_spec("fusionscript-stubs")
    if found is None or not found.submodule_search_locations:
        pytest.skip("fusionscript-stubs is not installed")
    return (Path(found.submodule_search_locations[0]) / "fusionscript.pyi").read_text(encoding="utf-8")


@pytest.mark.parametrize("symbol", SINCE)
def test_each_symbol_says_since_when(symbol: str) -> None:
    assert Contract.load().since(symbol) == tuple(map(int, SINCE[symbol].split(".")))


def test_the_newest_stubs_are_in_it_word_for_word() -> None:
    for name, said in symbols_of(installed()).items():
        assert {key: value for key, value in MADE[name].items() if key != "since"} == said, name


def test_it_is_the_size_that_it_should_be() -> None:
    """Thirteen classes; more methods and constants than a stub that lost some would have (21.0.0: 370 and 102)."""
    methods = [name for name, said in MADE.items() if "arity" in said]
    assert len(methods) >= 370
    assert len({name.partition(".")[0] for name in methods}) == 13
    assert sum("constant" in said for said in MADE.values()) >= 102


@pytest.mark.parametrize("name", ["contract.json", "contract_patch.json"])
def test_its_files_are_written_one_way(name: str) -> None:
    """Sorted, a symbol a line: a change of one call is a change of one line."""
    text = (HERE / name).read_text(encoding="utf-8")
    assert text == written(json.loads(text))
    assert "\n\n" not in text


def test_nobodys_prose_is_in_it() -> None:
    texts = [one for said in MADE.values() for one in said.get("params", []) if " " in one]
    assert texts == []
    assert {key for said in MADE.values() for key in said} <= {
        "any_number", "arity", "constant", "deprecated", "forms", "keys", "open", "params", "since", "values",
    }  # fmt: skip


@pytest.mark.parametrize("name", PATCH)
def test_each_patch_says_something_new(name: str) -> None:
    """Newer stubs take patches over; what they took over goes."""
    assert any(MADE.get(name, {}).get(key) != value for key, value in PATCH[name].items())
    assert ("since" in PATCH[name]) == (name not in MADE)


def test_windows_are_documented_nowhere() -> None:
    assert not [name for name in Contract.load().symbols() if "UIManager" in name or "Dispatcher" in name]


def test_the_fakes_words_are_the_stubs_words() -> None:
    contract = Contract.load()
    assert set(contract.values("ClipColor")) == CLIP_COLORS
    assert set(contract.values("MarkerColor")) == set(contract.values("FlagColor")) == MARKER_COLORS
    assert len(CLIP_COLORS & MARKER_COLORS) == 5


@pytest.mark.parametrize("constant", CONSTANTS)
def test_the_fakes_constants_are_documented(constant: str) -> None:
    assert Contract.load().since(f"Resolve.{constant}")[:2] == CONSTANTS[constant][0]


OLD = '''
class Info(TypedDict):
    path: NotRequired[str]

class Pool:
    """Prose that is not ours."""
    GREEN: str
    def GetFolders(self) -> dict: ...
    def Add(self, name: str, after: Optional[Folder]) -> bool: ...
'''
NEW = """
Color = Literal['Red', Pool.GREEN]
Flag = Color
Layout = Literal['mono'] + ['more{}'.format(n) for n in range(3)]
Sync = TypedDict('Sync', {Resolve.MODE: int})

class Pool:
    GREEN = 3
    @deprecated("prose")
    def GetFolders(self) -> dict: ...
    @overload
    def Add(self, first: Item, *args: Item) -> bool: ...
    @overload
    @deprecated("prose")
    def Add(self, infos: List[Info], color: Color = 'Red') -> bool: ...
    def Remove(self, name: str | Literal['All']) -> bool: ...
    def hidden(self) -> None: ...
"""
READ: dict[str, dict[str, Any]] = {
    "Color": {"since": "2.0", "values": ["Red", "Pool.GREEN"]},
    "Flag": {"since": "2.0", "values": ["Red", "Pool.GREEN"]},
    "Info": {"keys": {"path": "str"}, "since": "1.0"},
    "Layout": {"open": True, "since": "2.0", "values": ["mono"]},
    "Pool.Add": {
        "any_number": True, "arity": [1, 2], "forms": [["Item", "*Item"], ["List[Info]", "Color"]],
        "params": ["infos", "color"], "since": "1.0",
    },
    "Pool.GREEN": {"constant": True, "since": "1.0"},
    "Pool.GetFolders": {"arity": [0, 0], "deprecated": True, "forms": [], "params": [], "since": "1.0"},
    "Pool.Remove": {"arity": [1, 1], "forms": [["str | Literal['All']"]], "params": ["name"], "since": "2.0"},
    "Sync": {"keys": {"Resolve.MODE": "int"}, "since": "2.0"},
}  # fmt: skip


def test_wheels_are_read_oldest_first_and_never_imported(tmp_path: Path) -> None:
    """10.0 is newer than 2.0; a wheel may lie in a folder of its own; the newest form of a call counts."""
    for version, text in (("10.0", NEW), ("2.0", NEW), ("1.0", OLD)):
        (tmp_path / version).mkdir()
        with zipfile.ZipFile(tmp_path / version / f"fusionscript_stubs-{version}-py3-none-any.whl", "w") as wheel:
            wheel.writestr(INSIDE, text)
    texts = texts_in(tmp_path)
    assert list(texts) == ["1.0", "2.0", "10.0"]
    assert merged((version, symbols_of(text)) for version, text in texts.items()) == READ


def test_what_may_be_left_out_is_not_counted() -> None:
    """The stubs spell it `Optional` without a default."""
    assert symbols_of(OLD)["Pool.Add"]["arity"] == [1, 2]
