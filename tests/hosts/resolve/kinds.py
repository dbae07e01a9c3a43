"""Whether what a call is given is of the kind that the stubs say: objects, dicts with their keys, text, vocabularies.

Kinds are spelled as the stubs spell them: `str`, `List[MediaPoolItem]`, `FlagColor | Literal['All']`.
"""

import ast
from collections.abc import Callable, Iterable, Mapping
from enum import IntEnum
from functools import cache
from typing import Any

Symbols = Mapping[str, Mapping[str, Any]]
Judged = tuple["Verdict", str]


class Verdict(IntEnum):
    """How far something is from what the documentation asks for."""

    FINE = 0
    WORD = 1
    """The right shape, but no word of the vocabulary: Resolve answers a plain False (19.1.3)."""
    SHAPE = 2
    """Another shape altogether: what comes of it is documented nowhere."""


FINE: Judged = (Verdict.FINE, "")
PLAIN: Mapping[str, tuple[type, ...]] = {"str": (str,), "int": (int, float), "float": (int, float), "bool": (bool,)}
"""Numbers are one kind: Lua has no other."""


def judged(kind: str, value: Any, symbols: Symbols, constant: Callable[[str], Any]) -> Judged:
    """The verdict on a value, and what is wrong with it. `constant` gives the value of a constant by its name."""
    return _Judge(symbols, constant).of(_parsed(kind), value)


@cache
def _parsed(kind: str) -> ast.expr:
    return ast.parse(kind, mode="eval").body


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ast.unparse(node)


class _Judge:
    def __init__(self, symbols: Symbols, constant: Callable[[str], Any]) -> None:
        self.symbols = symbols
        self.constant = constant

    def of(self, kind: ast.expr, value: Any) -> Judged:
        if isinstance(kind, ast.BinOp):
            return min(self.of(kind.left, value), self.of(kind.right, value))
        if isinstance(kind, ast.Subscript):
            return self._subscript(_name(kind.value), kind.slice, value)
        if isinstance(kind, ast.Constant):
            return FINE if value == kind.value else (Verdict.WORD, f"{value!r}, not {kind.value!r}")
        return self._named(_name(kind), value)

    def _named(self, name: str, value: Any) -> Judged:
        if name in ("Any", "dict"):
            return FINE
        if name in PLAIN:
            number_for_truth = isinstance(value, bool) and name != "bool"
            return FINE if isinstance(value, PLAIN[name]) and not number_for_truth else _shape(value, name)
        said = self.symbols.get(name, {})
        if "values" in said:
            return self._word(name, said, value)
        if "keys" in said:
            return self._dict(name, said["keys"], value)
        if "." in name:
            return FINE if value == self.constant(name.partition(".")[2]) else (Verdict.WORD, f"{value!r}, not {name}")
        return FINE if type(value).__name__ == name else _shape(value, name)

    def _subscript(self, name: str, inner: ast.expr, value: Any) -> Judged:
        parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
        if name == "Literal":
            return min(self.of(one, value) for one in parts)
        if name == "List":
            fits = isinstance(value, (list, tuple))
            return self._worst(self.of(parts[0], one) for one in value) if fits else _shape(value, "a list")
        if not isinstance(value, dict):
            return _shape(value, "a dict")
        return self._worst(self.of(part, one) for pair in value.items() for part, one in zip(parts, pair, strict=True))

    def _word(self, name: str, said: Mapping[str, Any], value: Any) -> Judged:
        words = [
            self.constant(one[8:]) if isinstance(one, str) and one.startswith("Resolve.") else one
            for one in said["values"]
        ]
        return FINE if value in words or said.get("open") else (Verdict.WORD, f"{value!r} is no {name}")

    def _dict(self, name: str, keys: Mapping[str, str], value: Any) -> Judged:
        if not isinstance(value, dict):
            return _shape(value, name)
        by_constant = any(key.startswith("Resolve.") for key in keys)
        known = {self.constant(key[8:]) if by_constant else key: kind for key, kind in keys.items()}
        if unknown := [key for key in value if key not in known]:
            return (Verdict.WORD if by_constant else Verdict.SHAPE), f"{name} has no {unknown}"
        return self._worst(self.of(_parsed(known[key]), one) for key, one in value.items())

    @staticmethod
    def _worst(all_: Iterable[Judged]) -> Judged:
        return max(all_, default=FINE)


def _shape(value: Any, wanted: str) -> Judged:
    return Verdict.SHAPE, f"{type(value).__name__}, not {wanted}"
