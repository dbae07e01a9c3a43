"""Whether a Resolve's own types (`DaVinciResolveScript.pyi`, shipped from 21.1 on) have every call that we make."""

import ast
from collections.abc import Mapping

from chutier_resolve.calls import CALLS, INSTEAD


def contract_drift(types: str) -> list[str]:
    """The calls of ours that the text of a `.pyi` does not have, as `Class.Method`, sorted.

    Of two calls that serve one purpose one is enough. Types that cannot be read, or have none of a class, lack nothing
    that we know of."""
    try:
        tree = ast.parse(types)
    except (SyntaxError, ValueError):
        return []
    classes = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    there = {name: _methods(node, classes, frozenset()) for name, node in classes.items()}

    def lacks(symbol: str) -> bool:
        owner, _dot, name = symbol.partition(".")
        return owner in there and name not in there[owner]

    both = {old for new, old in INSTEAD.items() if lacks(new) and lacks(old)}
    return sorted({symbol for symbol in CALLS if lacks(symbol)} | both)


def _methods(node: ast.ClassDef, classes: Mapping[str, ast.ClassDef], seen: frozenset[str]) -> frozenset[str]:
    """The methods of a class, those of its bases in the same text among them. A base that was seen ends a circle."""
    own = {one.name for one in node.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)}
    bases = [classes[one.id] for one in node.bases if isinstance(one, ast.Name) and one.id in classes]
    inherited = [_methods(one, classes, seen | {node.name}) for one in bases if one.name not in seen | {node.name}]
    return frozenset(own).union(*inherited)
