"""Makes contract.json from the published versions of `fusionscript-stubs`: names, arguments, keys and since when.

    pip download --no-deps -d FOLDER fusionscript-stubs==21.0.0      (each version; wheels as they come)
    python tests/hosts/resolve/make_contract.py FOLDER

The stubs cannot be imported; they are parsed. Nothing of their texts is taken: those are Blackmagic's. What they lack
or have wrong stands in contract_patch.json, by hand.
"""

import ast
import json
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
INSIDE = "fusionscript-stubs/fusionscript.pyi"
Symbols = dict[str, dict[str, Any]]


def symbols_of(text: str) -> Symbols:
    """What a stub declares. Four kinds of symbols, told by their keys:

    `Class.Method`     params (of its longest form), arity [fewest, most], forms (the kinds of arguments, one list an
                       overload; a kind that begins with `*` is for any number), deprecated, any_number
    `Class.CONSTANT`   constant
    a typed dict       keys: name to kind; a key that is a constant is `Resolve.NAME`
    an enumeration     values; a constant is `Resolve.NAME`; `open` where the stub computes more
    """
    found: Symbols = {}
    for node in ast.parse(text).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            if said := _alias(node.value, found):
                found[node.targets[0].id] = said
        elif isinstance(node, ast.ClassDef) and _is_typed_dict(node):
            found[node.name] = {"keys": {one.target.id: _kind(one.annotation) for one in _fields(node)}}
        elif isinstance(node, ast.ClassDef):
            for method in node.body:
                if isinstance(method, ast.FunctionDef) and method.name[0].isupper():
                    _add(found, f"{node.name}.{method.name}", method)
            found.update({f"{node.name}.{name}": {"constant": True} for name in _constants(node)})
    return {name: {key: value for key, value in said.items() if value is not False} for name, said in found.items()}


def _is_typed_dict(node: ast.ClassDef) -> bool:
    return any(isinstance(base, ast.Name) and base.id == "TypedDict" for base in node.bases)


def _fields(node: ast.ClassDef) -> Iterator[Any]:
    return (one for one in node.body if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name))


def _constants(node: ast.ClassDef) -> Iterator[str]:
    """With a value or without."""
    given = [target for one in node.body if isinstance(one, ast.Assign) for target in one.targets]
    names = [one.target for one in _fields(node)] + given
    return (one.id for one in names if isinstance(one, ast.Name) and one.id.isupper())


def _alias(value: ast.expr, known: Symbols) -> dict[str, Any] | None:
    """An enumeration or a typed dict that is written as an assignment."""
    if isinstance(value, ast.Name):
        return known.get(value.id)
    if isinstance(value, ast.BinOp):
        left = _alias(value.left, known)
        return None if left is None else {**left, "open": True}
    if isinstance(value, ast.Subscript) and _called(value.value) == "Literal":
        chosen = value.slice.elts if isinstance(value.slice, ast.Tuple) else [value.slice]
        return {"values": [_spelled(one) for one in chosen]}
    if isinstance(value, ast.Call) and _called(value) == "TypedDict" and isinstance(value.args[1], ast.Dict):
        pairs = zip(value.args[1].keys, value.args[1].values, strict=True)
        return {"keys": {str(_spelled(key)): _kind(kind) for key, kind in pairs if key is not None}}
    return None


def _spelled(node: ast.expr) -> Any:
    return node.value if isinstance(node, ast.Constant) else ast.unparse(node)


def _add(found: Symbols, name: str, method: ast.FunctionDef) -> None:
    arguments = method.args.args[1:]
    params = [one.arg for one in arguments]
    required = arguments[: len(arguments) - len(method.args.defaults)]
    # `Optional` without a default is how the stubs spell what may be left out.
    least, most = sum(not _optional(one.annotation) for one in required), len(params)
    form = [_kind(one.annotation) for one in arguments]
    deprecated = any(_called(one) == "deprecated" for one in method.decorator_list)
    known = found.setdefault(name, {"params": params, "arity": [least, most], "forms": [], "deprecated": deprecated})
    known["arity"] = [min(known["arity"][0], least), max(known["arity"][1], most)]
    if len(params) > len(known["params"]):
        known["params"] = params
    if method.args.vararg:
        known["any_number"] = True
        form.append("*" + _kind(method.args.vararg.annotation))
    if form and form not in known["forms"]:
        known["forms"].append(form)
    # A method is deprecated when all its forms are.
    known["deprecated"] = known["deprecated"] and deprecated


def _kind(annotation: ast.expr | None) -> str:
    """An argument's kind as the stub spells it, without what says that it may be left out."""
    if isinstance(annotation, ast.Subscript) and _called(annotation.value) in ("Optional", "NotRequired", "Annotated"):
        inner = annotation.slice
        return _kind(inner.elts[0] if isinstance(inner, ast.Tuple) else inner)
    return "Any" if annotation is None else ast.unparse(annotation)


def _optional(annotation: ast.expr | None) -> bool:
    return annotation is not None and ast.unparse(annotation).startswith("Optional")


def _called(node: ast.expr) -> str:
    node = node.func if isinstance(node, ast.Call) else node
    return node.id if isinstance(node, ast.Name) else ""


def merged(versions: Iterable[tuple[str, Symbols]]) -> Symbols:
    """The newest form of each symbol, with the first version that had it. Versions come oldest first."""
    contract: Symbols = {}
    for version, symbols in versions:
        for name, said in symbols.items():
            contract[name] = {**said, "since": contract.get(name, {}).get("since", version)}
    return contract


def written(contract: Symbols) -> str:
    """A symbol a line, sorted."""
    lines = [f"{json.dumps(name)}: {json.dumps(contract[name], sort_keys=True)}" for name in sorted(contract)]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def texts_in(folder: Path) -> Mapping[str, str]:
    """The stub of each version whose wheel lies in a folder or in a folder of its own; oldest first."""
    found = {}
    for wheel in folder.rglob("fusionscript_stubs-*.whl"):
        with zipfile.ZipFile(wheel) as packed:
            found[wheel.name.split("-")[1]] = packed.read(INSIDE).decode("utf-8")
    order = sorted(found, key=lambda version: [int(part) for part in version.split(".")])
    return {version: found[version] for version in order}


def main(folder: Path) -> None:
    """Write contract.json beside this file."""
    contract = merged((version, symbols_of(text)) for version, text in texts_in(folder).items())
    (HERE / "contract.json").write_text(written(contract), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
