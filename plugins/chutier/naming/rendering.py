"""From fields to a name: a rule's nodes become a list of steps once, so that ten thousand clips cost little."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from chutier.fields import FIELDS, FieldType, FieldValue
from chutier.naming import dates, filters
from chutier.naming.nodes import Literal, Node, Option, Piece, Token, tokens_of

Fields = Mapping[str, FieldValue]
Text = Callable[[Fields], str]
Step = Callable[[Fields, list[Piece]], bool]
"""Adds pieces; False when a token that must be there is empty."""

CAMERAS_JOINT = "+"
_DIGITS = re.compile(r"[0-9]+")


def pad(text: str, width: int) -> str:
    """`text` with its first number padded to `width` digits: A47 is A047, 12bis is 012bis."""
    if text.isdigit():
        return text.zfill(width)
    return _DIGITS.sub(lambda number: number.group().zfill(width), text, count=1)


def join(field: str, names: tuple[str, ...]) -> str:
    """Several names as one text: cameras of one letter touch (AB), other cameras take a `+`, all else a blank."""
    if field == "cams":
        return ("" if all(len(name) == 1 for name in names) else CAMERAS_JOINT).join(names)
    return " ".join(names)


def steps_of(nodes: tuple[Node, ...]) -> tuple[Step, ...]:
    """The steps of a rule."""
    return _steps(nodes, 0, [0])


def _steps(nodes: tuple[Node, ...], segment: int, last: list[int]) -> tuple[Step, ...]:
    steps: list[Step] = []
    for node in nodes:
        if isinstance(node, Literal):
            steps.append(_literal(Piece(text=node.text, identity=segment == 0, segment=segment)))
        elif isinstance(node, Token):
            steps.append(_token(node, segment))
        else:
            steps.append(_option(node, segment, last))
    return tuple(steps)


def _literal(piece: Piece) -> Step:
    def step(fields: Fields, out: list[Piece]) -> bool:
        out.append(piece)
        return True

    return step


def _token(token: Token, segment: int) -> Step:
    text_of = _text(token)
    name, identity = token.fields[0], token.identity

    def step(fields: Fields, out: list[Piece]) -> bool:
        text = text_of(fields)
        if not text:
            return False
        out.append(Piece(text=text, token=name, identity=identity, segment=segment))
        return True

    return step


def _option(option: Option, outer: int, last: list[int]) -> Step:
    if any(token.identity for token in tokens_of(option.nodes)):
        segment = outer
    else:
        last[0] += 1
        segment = last[0]
    inner = _steps(option.nodes, segment, last)

    def step(fields: Fields, out: list[Piece]) -> bool:
        mark = len(out)
        for one in inner:
            if not one(fields, out):
                del out[mark:]
                break
        return True

    return step


def _text(token: Token) -> Text:
    """The text of a token for given fields; "" when it has none."""
    choices = [(name, _writer(name, token)) for name in token.fields]
    after = [filters.function_of(f) for f in token.filters if f.name != "map"]
    if len(choices) == 1 and not after:
        name, write = choices[0]

        def simple(fields: Fields) -> str:
            value = fields.get(name)
            return "" if value is None else write(value)

        return simple

    def text(fields: Fields) -> str:
        for name, write in choices:
            value = fields.get(name)
            found = "" if value is None else write(value)
            if found:
                for change in after:
                    found = change(found)
                return found
        return ""

    return text


def _writer(name: str, token: Token) -> Callable[[FieldValue], str]:
    kind = FIELDS[name].type
    maps = [filters.function_of(f) for f in token.filters if f.name == "map"]
    width = int(token.format) if token.format and kind is not FieldType.DATE else 0
    day = dates.parts_of(token.format or dates.ISO) if kind is FieldType.DATE else ()

    def one(text: str) -> str:
        for change in maps:
            text = change(text)
        return pad(text, width) if width else text

    def write(value: FieldValue) -> str:
        if isinstance(value, tuple):
            return join(name, tuple(one(item) for item in value))
        if isinstance(value, date):
            return dates.write(day or dates.parts_of(dates.ISO), value)
        return one(value if isinstance(value, str) else str(value))

    return write
