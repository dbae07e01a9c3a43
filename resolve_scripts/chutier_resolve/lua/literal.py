"""Plain data as Lua source: what a generated script carries of a plan.

Lua 5.1 knows neither Unicode nor JSON, and Resolve's way of reading a script file is not documented, so every text is
written as ASCII with the bytes of its UTF-8 as decimal escapes: quotes, `]]`, line ends and control characters survive.
"""

from collections.abc import Iterator, Mapping, Sequence

EXACT = 2**53
"""Lua 5.1's only number is a double: whole numbers beyond this one are no longer exact."""

WEIGHT = 2000
"""Values in one Lua function. LuaJIT refuses a function of more than 65,536 constants, so that heavier lists are
divided over several functions."""

KEYWORDS = frozenset((
    "and", "break", "do", "else", "elseif", "end", "false", "for", "function", "goto", "if", "in", "local", "nil",
    "not", "or", "repeat", "return", "then", "true", "until", "while",
))  # fmt: skip


def text_literal(text: str) -> str:
    """`text` as a Lua string of ASCII characters. Bytes that are no text (surrogate escapes) come back as bytes."""
    try:
        data = text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        data = text.encode("utf-8", "surrogatepass")
    plain = (chr(byte) if 32 <= byte < 127 and byte not in b'"\\' else f"\\{byte:03d}" for byte in data)
    return '"' + "".join(plain) + '"'


def number_literal(number: int | float) -> str:
    """`number`, exact. Raises ValueError for one that a double cannot hold, or that is none."""
    if isinstance(number, int):
        if abs(number) > EXACT:
            raise ValueError(f"{number} is not exact in Lua")
        return str(number)
    if number != number or number in (float("inf"), float("-inf")):
        raise ValueError(f"{number} has no place in a plan")
    return repr(number)


def literal(value: object) -> str:
    """`value` (JSON data: None, bool, number, str, list, dict with text keys) as a Lua expression.

    None becomes `null` and heavy lists call `joined`: both are names of the executor. Raises TypeError for other data.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number_literal(value)
    if isinstance(value, str):
        return text_literal(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(key)} = {literal(item)}" for key, item in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return _list_literal(value)
    raise TypeError(f"no JSON data: {type(value).__name__}")


def weight(value: object) -> int:
    """How many values `value` holds, itself included."""
    if isinstance(value, Mapping):
        return 1 + sum(1 + weight(item) for item in value.values())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return 1 + sum(weight(item) for item in value)
    return 1


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"keys of JSON data are text: {key!r}")
    named = key.isascii() and key.isidentifier() and key not in KEYWORDS
    return key if named else f"[{text_literal(key)}]"


def _list_literal(items: Sequence[object]) -> str:
    loads = list(_loads(items))
    if len(loads) < 2:
        return "{" + ", ".join(literal(item) for item in items) + "}"
    return "joined({\n" + "".join(f"function() return {_list_literal(load)} end,\n" for load in loads) + "})"


def _loads(items: Sequence[object]) -> Iterator[Sequence[object]]:
    """`items` in runs of at most WEIGHT; an item that is heavier stands alone and is divided further down."""
    start, heavy = 0, 0
    for place, item in enumerate(items):
        load = weight(item)
        if place > start and heavy + load > WEIGHT:
            yield items[start:place]
            start, heavy = place, 0
        heavy += load
    if items:
        yield items[start:]
