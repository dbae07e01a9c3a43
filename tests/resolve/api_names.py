"""Resolve's names in texts of ours: calls, names that are handed to the functions that call, keys, constants."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

HALF = Path(__file__).parents[2] / "resolve_scripts" / "chutier_resolve"
HOST = sorted((HALF / "host").glob("*.py"))
PROBES = sorted([*(HALF / "selftest").glob("*_probes.py"), HALF / "selftest" / "project.py"])
LUA = sorted([*(HALF / "lua").glob("*.lua"), *(HALF / "selftest" / "lua").glob("*.lua")])

CAPITALS = re.compile(r"[A-Z][a-z]+(?:[A-Z]\w*)+|Export")
CONSTANT = re.compile(r"[A-Z]+(?:_[A-Z0-9]+)+")


def names(path: Path) -> set[str]:
    """Every name in a file of ours that has the looks of one of Resolve's."""
    text = path.read_text(encoding="utf-8")
    return in_lua(text) if path.suffix == ".lua" else in_python(text)


def in_python(text: str) -> set[str]:
    """Methods that are called on an object, and texts that could be a method's, a key's or a constant's name."""
    return {name for name in _in_python(ast.parse(text)) if name[0].isupper()}


def _in_python(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _looks(node.value):
            yield node.value


def in_lua(text: str) -> set[str]:
    """The same of Lua: `thing:Name(`, and texts in quotes."""
    quoted = re.findall(r"\"([^\"\n]*)\"|'([^'\n]*)'", text)
    return {*re.findall(r":([A-Z]\w*)\s*\(", text), *(one for pair in quoted for one in pair if _looks(one))}


def _looks(text: str) -> bool:
    return bool(CAPITALS.fullmatch(text) or CONSTANT.fullmatch(text))
