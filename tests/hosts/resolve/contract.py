"""Resolve's scripting contract, and the fake held to it: what is not documented for a version cannot be called.

contract.json is made from the published stubs (see make_contract.py); contract_patch.json says by hand what they lack:
arguments that the README calls optional, and what came with 21.0.4 and 21.1.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

HERE = Path(__file__).parent
T = TypeVar("T", bound=type)


class UndocumentedCall(AssertionError):
    """A call that the version does not document, or with arguments that it does not take."""


class Contract:
    """Symbols by `Class.Method`."""

    def __init__(self, symbols: Mapping[str, Mapping[str, Any]]) -> None:
        self._symbols = symbols

    @classmethod
    def load(cls) -> "Contract":
        """The stubs' contract with the patch over it."""
        return _loaded()

    def has(self, symbol: str, version: tuple[int, ...] = (99,)) -> bool:
        """Whether a version documents it."""
        return symbol in self._symbols and self.since(symbol) <= version

    def since(self, symbol: str) -> tuple[int, ...]:
        """The first version with it. Stubs of 18.1.2 are the oldest: what they have is older than we ask."""
        return tuple(int(part) for part in str(self._symbols[symbol]["since"]).split("."))

    def arity(self, symbol: str) -> tuple[int, int]:
        """The fewest and the most arguments."""
        least, most = self._symbols[symbol]["arity"]
        return (least, 99 if self._symbols[symbol].get("any_number") else most)

    def names(self, owner: str, version: tuple[int, ...]) -> list[str]:
        """The methods of a class in a version."""
        mine = [one for one in self._symbols if one.startswith(owner + ".") and "arity" in self._symbols[one]]
        return sorted(one.partition(".")[2] for one in mine if self.has(one, version))

    def keys(self, typed_dict: str) -> frozenset[str]:
        """The keys of a dict with a type of its own."""
        return frozenset(self._symbols[typed_dict]["keys"])

    def symbols(self) -> Mapping[str, Mapping[str, Any]]:
        """Everything."""
        return self._symbols


@cache
def _loaded() -> Contract:
    symbols = json.loads((HERE / "contract.json").read_text(encoding="utf-8"))
    for name, said in json.loads((HERE / "contract_patch.json").read_text(encoding="utf-8")).items():
        symbols[name] = {**symbols.get(name, {}), **said}
    return Contract(symbols)


DICTS = {"MediaPool.ImportMedia": "ImportClipInfo", "MediaPool.AppendToTimeline": "MediaPoolClipInfo"}
"""Calls whose lists hold dicts of a type."""

LISTS = {
    "MediaPool.MoveClips": "MediaPoolItem", "MediaPool.DeleteClips": "MediaPoolItem",
    "MediaPool.AutoSyncAudio": "MediaPoolItem", "MediaPool.DeleteFolders": "Folder", "MediaPool.MoveFolders": "Folder",
    "MediaPool.DeleteTimelines": "Timeline", "Timeline.DeleteClips": "TimelineItem",
}  # fmt: skip
"""Calls whose first argument is a list of these."""

TEXTS = ("MediaPoolItem.SetMetadata", "MediaPoolItem.SetThirdPartyMetadata")


def enforced(cls: T) -> T:
    """A class of the fake whose public methods are all documented, with arguments that fit."""
    contract = Contract.load()
    for name in vars(cls):
        if not name[0].isupper() or name.endswith("Quietly"):
            continue
        symbol = f"{cls.__name__}.{name}"
        assert contract.has(symbol), f"{symbol} is no call of Resolve"
        code = getattr(getattr(cls, name), "__wrapped__", getattr(cls, name)).__code__
        assert contract.arity(symbol)[0] <= code.co_argcount - 1, f"{symbol} takes more arguments"
    return cls


class Surface:
    """What a script can reach of an object: the documented methods of the fake's version, nothing else.

    A call beyond that is noted in the fake's `violations` and raises; the bridge itself would answer None to any name,
    which a fake made `lenient` does too."""

    _fake: Any

    def __getattribute__(self, name: str) -> Any:
        if name[0].isupper() and not name.isupper() and not name.endswith("Quietly"):
            fake = object.__getattribute__(self, "_fake")
            symbol = f"{type(self).__name__}.{name}"
            if not Contract.load().has(symbol, fake.version):
                if fake.lenient:
                    return lambda *given: None
                raise note(fake, f"{symbol} is not documented for {fake.version}")
        return object.__getattribute__(self, name)

    def __getattr__(self, name: str) -> Any:
        if name[0].isupper() and not name.isupper():
            raise NotImplementedError(f"{type(self).__name__}.{name} is documented, and not modelled")
        raise AttributeError(name)

    def __dir__(self) -> list[str]:
        names = Contract.load().names(type(self).__name__, self._fake.version)
        return [name for name in names if hasattr(type(self), name)]


def note(fake: Any, told: str) -> UndocumentedCall:
    """A violation, kept: scripts catch what they call."""
    fake.violations.append(told)
    return UndocumentedCall(told)


def check_arguments(fake: Any, symbol: str, given: tuple[Any, ...]) -> None:
    """Raises UndocumentedCall for a number or kind of arguments that the call does not take."""
    contract = Contract.load()
    least, most = contract.arity(symbol)
    if not least <= len(given) <= most:
        raise note(fake, f"{symbol} takes {least} to {most} arguments, not {len(given)}")
    first = given[0] if given else None
    if symbol in DICTS:
        used = {key for one in first or () if isinstance(one, dict) for key in one}
        if unknown := used - contract.keys(DICTS[symbol]):
            raise note(fake, f"{symbol}: {DICTS[symbol]} has no {sorted(unknown)}")
    if symbol in LISTS and not (isinstance(first, list) and {type(one).__name__ for one in first} <= {LISTS[symbol]}):
        raise note(fake, f"{symbol} wants a list of {LISTS[symbol]}")
    if symbol in TEXTS:
        values = given[0].values() if isinstance(given[0], dict) else given[1:]
        if not all(isinstance(one, str) for one in values):
            raise note(fake, f"{symbol} wants text")
