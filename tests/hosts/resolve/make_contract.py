"""Makes contract.json from the published versions of `fusionscript-stubs`: names, arities, keys and since when.

    pip download --no-deps -d FOLDER/21.0.0 fusionscript-stubs==21.0.0      (each version, unpacked)
    python tests/hosts/resolve/make_contract.py FOLDER

The stubs cannot be imported; they are parsed. Nothing of their texts is taken: those are Blackmagic's. What they lack
or have wrong stands in contract_patch.json, by hand.
"""

import ast
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
Symbols = dict[str, dict[str, Any]]


def symbols_of(text: str) -> Symbols:
    """`Class.Method` to arity, whether it takes any number, and deprecation; typed dicts to their keys; constants."""
    found: Symbols = {}
    for node in ast.parse(text).body:
        if isinstance(node, ast.ClassDef) and _is_typed_dict(node):
            found[node.name] = {"keys": [one.target.id for one in _fields(node)]}
        elif isinstance(node, ast.ClassDef):
            for method in node.body:
                if isinstance(method, ast.FunctionDef) and method.name[0].isupper():
                    _add(found, f"{node.name}.{method.name}", method)
            for one in _fields(node):
                if one.target.id.isupper():
                    found[f"{node.name}.{one.target.id}"] = {"constant": True}
    return found


def _is_typed_dict(node: ast.ClassDef) -> bool:
    return any(isinstance(base, ast.Name) and base.id == "TypedDict" for base in node.bases)


def _fields(node: ast.ClassDef) -> Iterator[Any]:
    return (one for one in node.body if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name))


def _add(found: Symbols, name: str, method: ast.FunctionDef) -> None:
    params = [one.arg for one in method.args.args[1:]]
    required = method.args.args[1 : len(method.args.args) - len(method.args.defaults)]
    # `Optional` without a default is how the stubs spell what may be left out.
    least, most = sum(not _optional(one.annotation) for one in required), len(params)
    known = found.get(name)
    deprecated = any(_called(one) == "deprecated" for one in method.decorator_list)
    if known is None:
        found[name] = {"params": params, "arity": [least, most]}
        known = found[name]
    known["arity"] = [min(known["arity"][0], least), max(known["arity"][1], most)]
    if len(params) > len(known["params"]):
        known["params"] = params
    if method.args.vararg:
        known["any_number"] = True
    if deprecated:
        known["deprecated"] = True


def _optional(annotation: ast.expr | None) -> bool:
    return annotation is not None and ast.unparse(annotation).startswith("Optional")


def _called(node: ast.expr) -> str:
    node = node.func if isinstance(node, ast.Call) else node
    return node.id if isinstance(node, ast.Name) else ""


def merged(versions: Iterable[tuple[str, Symbols]]) -> Symbols:
    """The newest form of each symbol, with the first version that had it."""
    contract: Symbols = {}
    for version, symbols in versions:
        for name, said in symbols.items():
            contract[name] = {**said, "since": contract.get(name, {}).get("since", version)}
    return contract


def written(contract: Symbols) -> str:
    """A symbol a line, sorted."""
    lines = [f"{json.dumps(name)}: {json.dumps(contract[name], sort_keys=True)}" for name in sorted(contract)]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main(folder: Path) -> None:
    """Write contract.json beside this file."""
    found = {path.parent.parent.name: path for path in folder.glob("*/fusionscript-stubs/fusionscript.pyi")}
    order = sorted(found, key=lambda version: [int(part) for part in version.split(".")])
    contract = merged((version, symbols_of(found[version].read_text(encoding="utf-8"))) for version in order)
    (HERE / "contract.json").write_text(written(contract), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
