"""Resolve's scripting contract, and the fake held to it: what is not documented for a version cannot be called.

contract.json is made from the published stubs (see make_contract.py); contract_patch.json says by hand what they lack:
arguments that the README calls optional, misspelled keys, and what came with 21.0.4 and 21.1 (by names that the change
log and the types of 21.1 give). Windows (`UIManager`, `bmd`) are documented nowhere, so they are not in it.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from hosts.resolve.kinds import FINE, Judged, Verdict, judged

HERE = Path(__file__).parent
T = TypeVar("T", bound=type)
Version = tuple[int, ...]


class UndocumentedCall(AssertionError):
    """A call that the version does not document, or with arguments that it does not take."""


class Contract:
    """Symbols by `Class.Method`, `Class.CONSTANT`, and the names of typed dicts and enumerations."""

    def __init__(self, symbols: Mapping[str, Mapping[str, Any]]) -> None:
        self._symbols = symbols
        self._since = {symbol: _numbers(said["since"]) for symbol, said in symbols.items()}

    @classmethod
    def load(cls) -> "Contract":
        """The stubs' contract with the patch over it."""
        return _loaded()

    def has(self, symbol: str, version: Version = (99,)) -> bool:
        """Whether a version documents it; (21, 0) and (21, 0, 0, 0) are one."""
        return symbol in self._since and _padded(self._since[symbol]) <= _padded(version)

    def since(self, symbol: str) -> Version:
        """The first version with it. Stubs of 18.1.2 are the oldest: what they have is older than we ask."""
        return self._since[symbol]

    def deprecated(self, symbol: str, version: Version = (99,)) -> bool:
        """Whether a version tells scripts to call something else."""
        said = self._symbols[symbol]
        later = said.get("deprecated_since")
        return bool(said.get("deprecated")) or (later is not None and _padded(_numbers(later)) <= _padded(version))

    def arity(self, symbol: str) -> tuple[int, int]:
        """The fewest and the most arguments."""
        least, most = self._symbols[symbol]["arity"]
        return (least, 99 if self._symbols[symbol].get("any_number") else most)

    def forms(self, symbol: str) -> Sequence[Sequence[str]]:
        """The kinds of arguments, one list an overload; a kind that begins with `*` is for any number."""
        forms: Sequence[Sequence[str]] = self._symbols[symbol]["forms"]
        return forms

    def names(self, owner: str, version: Version) -> list[str]:
        """The methods of a class in a version."""
        mine = [one for one in self._symbols if one.startswith(owner + ".") and "arity" in self._symbols[one]]
        return sorted(one.partition(".")[2] for one in mine if self.has(one, version))

    def keys(self, typed_dict: str) -> frozenset[str]:
        """The keys of a dict with a type of its own."""
        return frozenset(self._symbols[typed_dict]["keys"])

    def values(self, enumeration: str) -> Sequence[Any]:
        """The words of a vocabulary, such as `ClipColor`."""
        words: Sequence[Any] = self._symbols[enumeration]["values"]
        return words

    def symbols(self) -> Mapping[str, Mapping[str, Any]]:
        """Everything."""
        return self._symbols


def _numbers(version: str) -> Version:
    return tuple(int(part) for part in version.split("."))


def _padded(version: Version) -> Version:
    return version + (0,) * (4 - len(version))


@cache
def _loaded() -> Contract:
    symbols = json.loads((HERE / "contract.json").read_text(encoding="utf-8"))
    for name, said in json.loads((HERE / "contract_patch.json").read_text(encoding="utf-8")).items():
        symbols[name] = {**symbols.get(name, {}), **said}
    return Contract(symbols)


def enforced(cls: T) -> T:
    """A class of the fake whose public methods are all documented and take what their documentation lets scripts give.

    An inherited method that this class does not document is left alone: `Surface` hides it. Raises AssertionError."""
    contract = Contract.load()
    for name in filter(_is_call, dir(cls)):
        symbol = f"{cls.__name__}.{name}"
        if not contract.has(symbol):
            assert name not in vars(cls), f"{symbol} is no call of Resolve"
            continue
        method = getattr(cls, name)
        code = getattr(method, "__wrapped__", method)
        taken = code.__code__.co_argcount - 1
        needed = taken - len(code.__defaults__ or ())
        least, most = contract.symbols()[symbol]["arity"]
        assert needed <= least, f"{symbol} can be called with {least} arguments, here with {needed} at least"
        assert taken >= most, f"{symbol} can be called with {most} arguments, here with {taken} at most"
    return cls


def _is_call(name: str) -> bool:
    return name[0].isupper() and not name.isupper() and not name.endswith("Quietly")


class Surface:
    """What a script can reach of an object: the documented methods of the fake's version, nothing else.

    A call beyond that is noted in the fake's `violations` and raises; the bridge itself would answer None to any name,
    which a fake made `lenient` does too. What is documented and not modelled raises NotImplementedError, noted too."""

    _fake: Any

    def __getattribute__(self, name: str) -> Any:
        if _is_call(name):
            fake = object.__getattribute__(self, "_fake")
            symbol = f"{type(self).__name__}.{name}"
            if not Contract.load().has(symbol, fake.version):
                return _nothing(fake, f"{symbol} is not documented for {fake.version}")
        return object.__getattribute__(self, name)

    def __getattr__(self, name: str) -> Any:
        if not name[0].isupper():
            raise AttributeError(name)
        symbol, fake = f"{type(self).__name__}.{name}", self._fake
        if not Contract.load().has(symbol):
            return _nothing(fake, f"{symbol} is documented nowhere")
        if not Contract.load().has(symbol, fake.version):
            # Scripts cannot look for a constant but by asking: `dir` lists none. A missing one is a callable (21).
            return lambda *given: None
        note(fake, f"{symbol} is documented, and not modelled")
        raise NotImplementedError(f"{symbol} is documented, and not modelled")

    def __dir__(self) -> list[str]:
        names = Contract.load().names(type(self).__name__, self._fake.version)
        return [name for name in names if hasattr(type(self), name)]


def _nothing(fake: Any, told: str) -> Callable[..., None]:
    if fake.lenient:
        return lambda *given: None
    raise note(fake, told)


def note(fake: Any, told: str) -> UndocumentedCall:
    """A violation, kept: scripts catch what they call."""
    fake.violations.append(told)
    return UndocumentedCall(told)


def check_arguments(fake: Any, symbol: str, given: tuple[Any, ...]) -> None:
    """Holds a call's arguments to its documentation.

    Raises UndocumentedCall for a number or shape of arguments that it does not take, NotImplementedError for the old
    forms that take any number. A word that its vocabulary lacks (a colour, a page) is only noted, in `misspelled`:
    Resolve answers False to it, and so does the fake. A deprecated call is noted in `deprecations`."""
    contract = Contract.load()
    if contract.deprecated(symbol, fake.version):
        fake.deprecations.add(symbol)
    least, most = contract.arity(symbol)
    if not least <= len(given) <= most:
        raise note(fake, f"{symbol} takes {least} to {most} arguments, not {len(given)}")
    forms = [form for form in contract.forms(symbol) if len(given) <= len(form) or form[-1].startswith("*")]
    judgements = [(_judged(fake, form, given), form) for form in forms]
    if not judgements:
        return
    (verdict, told), form = min(judgements, key=lambda one: one[0][0])
    if verdict is Verdict.SHAPE:
        raise note(fake, f"{symbol}: {told}")
    if verdict is Verdict.WORD:
        fake.misspelled.append(f"{symbol}: {told}")
    if form[-1].startswith("*"):
        raise NotImplementedError(f"{symbol} with any number of arguments is not modelled: give it a list")


def _judged(fake: Any, form: Sequence[str], given: tuple[Any, ...]) -> Judged:
    kinds = [one.lstrip("*") for one in form] + [form[-1].lstrip("*")] * max(0, len(given) - len(form))

    def constant(name: str) -> Any:
        try:
            return fake.constant(name)
        except KeyError:
            return object()

    symbols = Contract.load().symbols()
    return max((judged(kind, one, symbols, constant) for kind, one in zip(kinds, given, strict=False)), default=FINE)
