"""From a name back to its fields, and the proof that a rule allows it."""

import re
import unicodedata
from collections.abc import Callable, Iterator

from chutier.fields import FieldType, FieldValue
from chutier.i18n import _
from chutier.naming import dates
from chutier.naming.nodes import Literal, Node, Option, Token, tokens_of
from chutier.naming.rendering import CAMERAS_JOINT
from chutier.naming.shapes import (
    DIGITS,
    FREE,
    LOWER,
    UPPER,
    Alt,
    Automaton,
    Chars,
    Many,
    Mark,
    Maybe,
    Seq,
    Shape,
    regex,
    word,
)

_WORDY = Chars(UPPER + LOWER + DIGITS, 1, None)
_LETTERS = Chars(UPPER + LOWER, 1, None)
_INSERTED = Alt((word("bis"), word("ter"), word("quater"), Chars(UPPER, 1, 2)))
_TAG = Seq((Chars(UPPER, 2, None), Chars(DIGITS, 0, None)))
_CAMERA = Seq((Chars(UPPER), Chars(DIGITS, 0, 1)))
_CAMERAS = Alt((
    Chars(UPPER, 1, None),
    Seq((_WORDY, word(CAMERAS_JOINT), Many(_WORDY, CAMERAS_JOINT))),
))  # fmt: skip

_SHAPES: dict[str, Shape] = {
    "kind": Chars(LOWER, 1, None), "ep": _WORDY, "tags": Many(_TAG, " "), "cam": _CAMERA, "cams": _CAMERAS,
    "unit": _WORDY, "roll": _WORDY, "cam_roll": _WORDY, "sound_roll": _WORDY, "code": _WORDY, "stage": _LETTERS,
    "dept": _LETTERS, "initials": _LETTERS, "status": Chars(LOWER + "_", 1, None),
    "ratio": Chars(DIGITS + UPPER + LOWER + ".:", 1, None),
    "language": Chars(UPPER + LOWER + "-", 1, None), "start": Chars(DIGITS + ":;", 1, None),
    "rate": Chars(DIGITS + "./", 1, None),
}  # fmt: skip
"""What the values of a field look like. Fields not here are whole numbers (type int) or free text."""

_KEEPING = {"cam", "cams", "tags"}
"""Fields already in capitals: `|upper` loses nothing of them."""


def _label(width: int, *, suffix: bool) -> Shape:
    """A scene's label: A47, 12bis; its number padded to `width` digits."""
    number: tuple[Shape, ...] = (Chars(UPPER, 0, 2), Chars(DIGITS, max(width, 1), None))
    return Seq((*number, Maybe(_INSERTED)) if suffix else number)


def _setup(width: int, letters: bool) -> Shape:
    if letters:
        return Chars(UPPER, 1, 2)
    return Seq((Chars(DIGITS, max(width, 1), None), Maybe(_INSERTED)))


def _shape(token: Token, letters: bool, touching: bool) -> Shape:
    """The texts that `token` may render to. `letters`: setups are American; `touching`: the setup follows the scene
    with nothing between."""
    name, kind = token.fields[0], token.field.type
    table = _table(token)
    if table:
        words = Alt(tuple(word(text) for text in dict.fromkeys(table.values())))
        return Many(words, " ") if kind is FieldType.NAMES else words
    if any(filter.name == "sortable" for filter in token.filters):
        return Seq((Chars(DIGITS, 3, None), Maybe(Alt((_INSERTED, Seq((word("_"), _label(0, suffix=True))))))))
    if _changed(token):
        return FREE
    if kind is FieldType.DATE:
        parts = dates.parts_of(token.format or dates.ISO)
        return Seq(tuple(Chars(DIGITS, n, n) if (n := dates.DIRECTIVES.get(a)) else word(text) for a, text in parts))
    width = int(token.format or 0)
    if name == "scene":
        return _label(width, suffix=not touching)
    if name == "setup":
        return _setup(width, letters or touching)
    if kind is FieldType.INT:
        return Chars(DIGITS, max(width, 1), None)
    return _SHAPES.get(name, FREE)


def _table(token: Token) -> dict[str, str]:
    tables = [filter.table for filter in token.filters if filter.name == "map"]
    others = [filter for filter in token.filters if filter.name != "map"]
    return dict(tables[0]) if len(tables) == 1 and not others and not token.format else {}


def _changed(token: Token) -> bool:
    """Whether a filter takes something away."""
    return any(not _keeps(token, filter.name) for filter in token.filters)


def _keeps(token: Token, filter: str) -> bool:
    return filter == "upper" and (token.field.name in _KEEPING or token.field.type in (FieldType.INT, FieldType.DATE))


def shape_of(nodes: tuple[Node, ...], *, letters: bool) -> Shape:
    """The shape of all names that `nodes` make; its marks number the tokens in reading order."""
    return _walk(nodes, letters, [0])


def _walk(nodes: tuple[Node, ...], letters: bool, count: list[int]) -> Shape:
    shapes: list[Shape] = []
    for node, after in zip(nodes, (*nodes[1:], None), strict=False):
        if isinstance(node, Literal):
            shapes.append(word(unicodedata.normalize("NFC", node.text)))
        elif isinstance(node, Token):
            first = after.nodes[0] if isinstance(after, Option) else after
            touching = isinstance(first, Token) and first.fields[0] == "setup"
            before = bool(shapes) and isinstance(shapes[-1], Mark) and node.fields[0] == "setup"
            shapes.append(Mark(_shape(node, letters, touching or before), count[0]))
            count[0] += 1
        else:
            touched = bool(shapes) and isinstance(shapes[-1], Mark)
            inner = _walk(node.nodes, letters or touched, count)
            shapes.append(Maybe(inner))
    return Seq(tuple(shapes))


def losses(nodes: tuple[Node, ...], *, letters: bool | None = None) -> tuple[str, ...]:
    """Why names of this rule cannot always be read back; empty when they can. `letters`: whether setups are American,
    None when that is not known."""
    found: dict[str, None] = {}
    tokens = tokens_of(nodes)
    for token in tokens:
        for reason in _token_losses(token):
            found[reason] = None
    for reason in _option_losses(nodes):
        found[reason] = None
    if found:
        return tuple(found)
    for system in _systems(tokens) if letters is None else (letters,):
        pair = Automaton(shape_of(nodes, letters=system)).confusion()
        if pair is not None:
            names = [tokens[label].fields[0] for label in pair if label >= 0]
            if len(names) == 2:
                message = _("‘{a}’ and ‘{b}’ cannot be told apart without a sign between them")
                return (message.format(a=names[0], b=names[1]),)
            return (_("‘{a}’ cannot be told apart from the text beside it").format(a=names[0]),)
    return ()


def _systems(tokens: tuple[Token, ...]) -> tuple[bool, ...]:
    """Setups are numbers (French) or letters (American), never both in one show: each is looked at by itself."""
    return (False, True) if any(token.fields[0] == "setup" for token in tokens) else (False,)


def _token_losses(token: Token) -> list[str]:
    name, found = token.fields[0], []
    if len(token.fields) > 1:
        found.append(_("‘{token}’ does not say which field it comes from").format(token="??".join(token.fields)))
    for filter in token.filters:
        if filter.name == "map":
            values = [text for _key, text in filter.table]
            if len(set(values)) != len(values) or not _table(token) or "" in values:
                found.append(_("|map on ‘{token}’ gives one word for several values").format(token=name))
        elif filter.name != "sortable" and not _keeps(token, filter.name):
            found.append(_("|{filter} on ‘{token}’ takes something away").format(filter=filter.name, token=name))
    if token.field.type is FieldType.NAMES and name not in ("tags", "cams"):
        found.append(_("the names in ‘{token}’ may hold blanks").format(token=name))
    if token.field.type is FieldType.DATE and not dates.complete(dates.parts_of(token.format or dates.ISO)):
        found.append(_("‘{token}’ writes only a part of the date").format(token=name))
    return found


def _option_losses(nodes: tuple[Node, ...]) -> Iterator[str]:
    """A segment with two tokens hides the one when the other is empty."""
    for node in nodes:
        if isinstance(node, Option):
            direct = [one.fields[0] for one in node.nodes if isinstance(one, Token)]
            every = dict.fromkeys(token.fields[0] for token in tokens_of(node.nodes))
            if direct and len(every) > 1:
                yield _("‘{a}’ is left out when ‘{b}’ is empty").format(
                    a=next(name for name in reversed(every) if name != direct[0]), b=direct[0]
                )
            yield from _option_losses(node.nodes)


class Reader:
    """Reads names of one rule back.

    A rule that leaves a choice is not read at all: that would be guessing, and the search through all choices may never
    end.
    """

    def __init__(self, nodes: tuple[Node, ...]) -> None:
        self._tokens = tokens_of(nodes)
        self._decoders = [_decoder(token) for token in self._tokens]
        shapes = [shape_of(nodes, letters=letters) for letters in _systems(self._tokens)]
        self._patterns = [re.compile(regex(shape)) for shape in shapes if Automaton(shape).confusion() is None]

    def read(self, text: str) -> dict[str, FieldValue] | None:
        """See Rule.read."""
        text = unicodedata.normalize("NFC", text)
        for pattern in self._patterns:
            match = pattern.fullmatch(text)
            found = self._fields(match) if match else None
            if found is not None:
                return found
        return None

    def _fields(self, match: re.Match[str]) -> dict[str, FieldValue] | None:
        found: dict[str, FieldValue] = {}
        for index, token in enumerate(self._tokens):
            text = match[f"t{index}"]
            if text is None:
                continue
            value = self._decoders[index](text)
            if value is None or found.setdefault(token.fields[0], value) != value:
                return None
        return found


def _decoder(token: Token) -> Callable[[str], FieldValue | None]:
    """The value that a token's text stands for."""
    name, kind = token.fields[0], token.field.type
    back = {text: key for key, text in _table(token).items()}
    if kind is FieldType.DATE:
        parts = dates.parts_of(token.format or dates.ISO)
        return lambda text: dates.read(parts, text)
    if kind is FieldType.NAMES:
        return lambda text: tuple(back.get(item, item) for item in _split(name, text))
    if kind is FieldType.INT:
        return lambda text: _number(back.get(text, text))
    if any(filter.name == "sortable" for filter in token.filters):
        return lambda text: text.partition("_")[2] or _unpadded(text)
    if token.format:
        return _unpadded
    return lambda text: back.get(text, text)


def _split(field: str, text: str) -> tuple[str, ...]:
    if field != "cams":
        return tuple(text.split(" "))
    return tuple(text.split(CAMERAS_JOINT)) if CAMERAS_JOINT in text else tuple(text)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _unpadded(text: str) -> str:
    """A047 is A47; numbers are never written with zeros before them in a label."""
    return re.sub(r"0*([0-9]+)", lambda number: number[1].lstrip("0") or "0", text, count=1)
