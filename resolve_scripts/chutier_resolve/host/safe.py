"""Talking to Resolve's objects without trusting them.

A call may answer None, False, 0 or an error text where a value was promised; `hasattr` is true for any name; a handle
goes stale without a word. Everything here turns that into values or into the two exceptions below.
"""

from __future__ import annotations

import unicodedata
from typing import Any, Dict, List, Optional


class Lost(Exception):
    """Nothing more can be done with this connection: `gone`, `no-project`, `other-project`."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


class Failed(Exception):
    """One item could not be done, for a reason with a code."""

    def __init__(self, why: str, detail: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.detail = detail


def has(thing: Any, name: str) -> bool:
    """Whether this build offers a method. `dir` is the only honest witness: any attribute can be read."""
    try:
        return name in dir(thing)
    except Exception:  # noqa: BLE001 - whatever a dead handle raises
        return False


def constant(thing: Any, name: str) -> Any:
    """A constant of the live handle, None where the build has none. A missing one may come back as a callable."""
    try:
        value = getattr(thing, name, None)
    except Exception:  # noqa: BLE001
        return None
    return value if isinstance(value, (int, float, str)) and not isinstance(value, bool) else None


def call(thing: Any, name: str, *given: Any) -> Any:
    """What the method answers. Raises Failed `error` when it raises or cannot be called."""
    if thing is None:
        raise Failed("error", name + ": the object is gone")
    try:
        return getattr(thing, name)(*given)
    except Exception as error:
        raise Failed("error", "{}: {}".format(name, error or type(error).__name__)) from error


def listed(value: Any) -> List[Any]:
    """A list, whatever the build answers: None for an empty one, or a table by number; [None] where nothing came."""
    if isinstance(value, dict):
        value = [value[key] for key in sorted(value)]
    if not isinstance(value, (list, tuple)):
        return []
    return [one for one in value if one is not None]


def steady(thing: Any, name: str, *given: Any) -> Any:
    """What a reading method answers; asked a second time where it answers nothing, as a busy program may."""
    found = call(thing, name, *given)
    return call(thing, name, *given) if found is None or found is False else found


def listed_of(thing: Any, name: str, *given: Any) -> List[Any]:
    """The list that a method answers. An empty one is asked for again: taken on trust it would have us make anew what
    is there already."""
    return listed(call(thing, name, *given)) or listed(call(thing, name, *given))


def mapped(value: Any) -> Dict[Any, Any]:
    """A dict, empty for whatever else came."""
    return value if isinstance(value, dict) else {}


def text(value: Any) -> str:
    """Text as it stands; empty for None and what is no text or number."""
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value) if isinstance(value, (str, int, float)) else ""


def number(value: Any) -> Optional[int]:
    """A whole number; None for whatever else came, True and False among it."""
    return int(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def name_of(thing: Any) -> Optional[str]:
    """What an object says it is called; None when it does not answer (a stale handle, or a bare True)."""
    for _attempt in range(2):
        try:
            found = thing.GetName()
        except Exception:  # noqa: BLE001
            continue
        if isinstance(found, str):
            return found
    return None


def identity(thing: Any) -> str:
    """The program's own id of an object, empty when it does not answer."""
    for _attempt in range(2):
        try:
            found = thing.GetUniqueId()
        except Exception:  # noqa: BLE001
            continue
        if isinstance(found, str) and found:
            return found
    return ""


def composed(name: str) -> str:
    """A name by which two are one: macOS hands accents over in pieces, Resolve stores what it got."""
    return name if name.isascii() else unicodedata.normalize("NFC", name)


def chunks(items: List[Any], size: int) -> List[List[Any]]:
    """The items, at most `size` at a time."""
    return [items[start : start + size] for start in range(0, len(items), size)]
