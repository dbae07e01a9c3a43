"""The self-test's Lua half, for the free edition from 21.1 on: what a menu script finds there. It changes no project.

The 25 questions need Python. What rests on single measurements in the generated Lua scripts, their sandbox and the way
that Resolve's values reach them, is asked here, and left in Fusion's preferences like every report of theirs.
"""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from chutier_resolve.lua.literal import text_literal
from chutier_resolve.lua.report import read_report
from chutier_resolve.lua.script import executor

NAME = "Self-test.lua"

ASSUMED: dict[str, dict[str, Any]] = {
    # Measured on free 21.1.0.17.
    "globals": {
        "io": "nil", "require": "nil", "package": "nil", "ffi": "nil", "debug": "nil", "UIManager": "nil",
        "arg": "nil", "os.execute": "nil", "os.remove": "nil", "os.rename": "nil", "os.time": "function",
        "pcall": "function", "resolve": "userdata",
    },
    "objects": {
        "is a": "userdata", "length": "raises", "pairs": "raises", "method": "function", "no such method": "nil",
        "no such method called": "raises",
    },
    "answers": {
        "list": {"is a": "table", "first": "number", "beside": ["__flags"]}, "nothing": "nil",
        "number": "number",
    },
    "preferences": {"accents": True, "quotes": True, "long": True},
}  # fmt: skip
"""What the generated scripts, and the sandbox in which they are tested, take for granted."""


def script(title: str) -> str:
    """The menu script, self-contained, in ASCII."""
    body = (files(__package__) / "surroundings.lua").read_text(encoding="utf-8")
    return "\n".join(
        (
            "-- Written by: chutier resolve selftest --lua. Taken away by: chutier resolve uninstall",
            "local spellings, folds = {}, {}",
            executor(),
            f"local surroundings = (function()\n{body}end)()",
            f"return surroundings.main({text_literal(title)})\n",
        )
    )


def facts(prefs_text: str) -> dict[str, Any] | None:
    """What the script found, out of `Fusion.prefs`; None when the last report is another script's. Raises NleError when
    there is none at all."""
    operations = read_report(prefs_text).get("operations")
    for one in operations if isinstance(operations, list) else []:
        if isinstance(one, dict) and one.get("op") == "surroundings" and isinstance(one.get("answer"), dict):
            return dict(one["answer"])
    return None


def differences(found: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What is otherwise than assumed: `probe`, `fact`, `said`, `assumed`. What was not asked says nothing."""
    return list(_differences(found, ASSUMED, ""))


def _differences(found: Mapping[str, Any], assumed: Mapping[str, Any], within: str) -> Iterator[dict[str, Any]]:
    for fact, value in assumed.items():
        said = found.get(fact)
        if isinstance(value, dict) and isinstance(said, dict):
            yield from _differences(said, value, f"{within} {fact}".strip())
        elif fact in found and said != value:
            yield {"probe": within, "fact": fact, "said": said, "assumed": value}
