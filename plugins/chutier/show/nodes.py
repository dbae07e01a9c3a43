"""What a YAML file holds, with the place of every key and value: text, lists and maps, nothing interpreted.

Values stay the text that was written (`no`, `010`, `12:30:00`, `01`), so that YAML 1.1 never turns a scene into a
number or a camera into a truth; whoever asks for a number reads the text as one.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

_WHOLE = re.compile(r"0|-?[1-9]\d{0,17}")
_EMPTY = ("", "~", "null", "Null", "NULL")


@dataclass(frozen=True, slots=True)
class Place:
    """A file (or `--set`, with line 0) and a line, counted from 1."""

    path: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One value as written; `plain` when it stood without quotes."""

    value: str
    place: Place
    plain: bool = True

    @property
    def empty(self) -> bool:
        """Whether nothing was written (`key:`, `~`, `null`): what is inherited is taken away."""
        return self.plain and self.value in _EMPTY


@dataclass(frozen=True, slots=True, kw_only=True)
class Items:
    """A list."""

    items: tuple["Node", ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """A map; `places` says where each key was written."""

    entries: Mapping[str, "Node"]
    place: Place
    places: Mapping[str, Place] = field(default_factory=dict)

    def get(self, name: str) -> "Node | None":
        """The value of `name`, or None when it is absent or empty."""
        found = self.entries.get(name)
        return None if isinstance(found, Text) and found.empty else found

    def place_of(self, name: str) -> Place:
        """Where key `name` stands; the map itself when it does not."""
        return self.places.get(name, self.place)


Node = Text | Items | Keys


def nothing(place: Place) -> Keys:
    """A map without keys."""
    return Keys(entries={}, place=place)


def map_at(node: Node | None, name: str) -> Keys:
    """The map under `name`, an empty one when there is none or it is something else."""
    found = node.get(name) if isinstance(node, Keys) else None
    return found if isinstance(found, Keys) else nothing(found.place if found else Place("", 0))


def items_at(node: Node | None, name: str) -> tuple[Node, ...]:
    """The members of the list under `name`, none when there is none."""
    found = node.get(name) if isinstance(node, Keys) else None
    return found.items if isinstance(found, Items) else ()


def text_at(node: Node | None, name: str, default: str = "") -> str:
    """The text under `name`."""
    found = node.get(name) if isinstance(node, Keys) else None
    return found.value if isinstance(found, Text) else default


def texts_at(node: Node | None, name: str) -> tuple[str, ...]:
    """The texts of the list under `name`."""
    return tuple(item.value for item in items_at(node, name) if isinstance(item, Text))


def text_entries(node: Keys) -> dict[str, str]:
    """The keys of a map whose values are text."""
    return {name: item.value for name, item in node.entries.items() if isinstance(item, Text) and not item.empty}


def plain(node: Node) -> object:
    """`node` as Python data: whole numbers, truths and nothing where they were written without quotes, else text."""
    if isinstance(node, Keys):
        return {name: plain(value) for name, value in node.entries.items()}
    if isinstance(node, Items):
        return [plain(value) for value in node.items]
    if node.empty:
        return None
    if node.plain and _WHOLE.fullmatch(node.value):
        return int(node.value)
    if node.plain and node.value in ("true", "false"):
        return node.value == "true"
    return node.value


def walk(node: Node, key: str = "") -> Iterator[tuple[str, Text]]:
    """Every text below `node` with its dotted key; members of lists by their number, from 1."""
    if isinstance(node, Text):
        yield key, node
    elif isinstance(node, Items):
        for index, item in enumerate(node.items, 1):
            yield from walk(item, f"{key}[{index}]")
    else:
        for name, item in node.entries.items():
            yield from walk(item, f"{key}.{name}" if key else name)
