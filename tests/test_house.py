"""The house rules that a machine can keep: sizes, folders, what may be named."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
CODE = [ROOT / "plugins", ROOT / "avid_exports", ROOT / "premiere_bridge", ROOT / "resolve_scripts"]
FILE_LINES = 400
FUNCTION_LINES = 60


def modules() -> list[Path]:
    return sorted(path for folder in CODE for path in folder.rglob("*.py"))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_files_and_functions_stay_small(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= FILE_LINES
    for function in functions(ast.parse(text)):
        assert (function.end_lineno or 0) - function.lineno < FUNCTION_LINES, function.name


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_every_module_and_public_function_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree) or not tree.body, "the module says nothing of itself"
    silent = [
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert not silent


def test_folders_of_the_house_are_not_packages() -> None:
    for folder in ("plugins", "avid_exports", "resolve_scripts", "premiere_bridge"):
        assert not (ROOT / folder / "__init__.py").exists()


def test_no_module_is_called_utils() -> None:
    assert not [path for path in modules() if path.stem in {"utils", "helpers", "misc", "common"}]
