"""YAML text to nodes with lines, from files that may hold anything.

PyYAML scans and composes; nothing is constructed, so no tag ever makes an object. Size, depth and the number of nodes
(aliases expanded) are bounded. Mistakes that leave the rest readable, such as a key written twice, are collected.
"""

import re
from collections.abc import Callable
from pathlib import Path

import yaml

from chutier.errors import Mistake, ShowError
from chutier.i18n import _
from chutier.show.nodes import Items, Keys, Node, Place, Text

MAX_BYTES = 256 * 1024
"""A show file has some kilobytes; the largest of ours 15."""
MAX_DEPTH = 50
MAX_NODES = 50_000

_TAGS = {
    f"tag:yaml.org,2002:{name}"
    for name in ("null", "bool", "int", "float", "timestamp", "str", "seq", "map", "merge", "value")
}


class _TooDeep(yaml.MarkedYAMLError):
    """Lists in lists in lists; told like any other YAML error."""


class _Lines(yaml.SafeLoader):
    """Composes nodes, with their marks, to a bounded depth."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _TooDeep(problem="nested too deep", problem_mark=self.peek_event().start_mark)  # type: ignore[no-untyped-call]
        try:
            node: yaml.Node | None = super().compose_node(parent, index)
        finally:
            self.depth -= 1
        return node


def read_file(path: Path) -> tuple[Keys, list[Mistake]]:
    """The map that the file `path` holds, and its small mistakes. Raises ShowError when nothing can be made of it."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ShowError(
            _("cannot be read: {why}").format(why=error.strerror or error),
            path=str(path),
            hint=_("check the path and that you may read the file"),
        ) from error
    return read_bytes(data, str(path))


def read_bytes(data: bytes, path: str) -> tuple[Keys, list[Mistake]]:
    """As read_file, for the content of a file called `path`."""
    if len(data) > MAX_BYTES:
        raise ShowError(
            _("is too big for a show file: more than {size} KB").format(size=MAX_BYTES // 1024),
            path=path,
            hint=_("is it the right file?"),
        )
    if b"\0" in data or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ShowError(
            _("is not a UTF-8 text file"), path=path, hint=_("save it as plain text, in UTF-8, from a text editor")
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _unreadable(path, line, _("this line is not in UTF-8"), _("save the file in UTF-8")) from error
    return read_text(text, path)


def read_text(text: str, path: str) -> tuple[Keys, list[Mistake]]:
    """As read_file, for text that goes by the name `path`."""
    try:
        loader = _Lines(text)
        try:
            root = loader.get_single_node()
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        raise _syntax(error, path, text) from error
    if root is None:
        raise _unreadable(path, 1, _("the file is empty"), _("start from a template: chutier template show NAME"))
    turner = _Turner(path)
    node = turner.turn(root)
    if not isinstance(node, Keys):
        raise _unreadable(path, node.place.line, _("keys are expected here, as in title: …"), "")
    return node, turner.mistakes


def read_value(text: str, path: str) -> Node:
    """One value given on a command line, in YAML's short form (`[A, B]`, `{name: x}`)."""
    whole, _mistakes = read_text(f"value: {text}\n", path)
    return _moved(whole.entries["value"], Place(path, 0))


def _moved(node: Node, place: Place) -> Node:
    if isinstance(node, Text):
        return Text(value=node.value, plain=node.plain, place=place)
    if isinstance(node, Items):
        return Items(items=tuple(_moved(item, place) for item in node.items), place=place)
    return Keys(entries={name: _moved(item, place) for name, item in node.entries.items()}, place=place)


class _Turner:
    """PyYAML's nodes into ours."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.mistakes: list[Mistake] = []
        self.count = 0
        self.within: set[int] = set()

    def turn(self, node: yaml.Node) -> Node:
        self.count += 1
        place = Place(self.path, node.start_mark.line + 1)
        if self.count > MAX_NODES:
            raise _unreadable(self.path, place.line, _("there is too much in this file, or its aliases (*) unfold"), "")
        if id(node) in self.within:
            raise _unreadable(self.path, place.line, _("an alias (*) that contains itself"), "")
        if node.tag not in _TAGS:
            self._mistake(place, "", _("{tag} is not used in show files").format(tag=node.tag), _("remove the tag"))
        if isinstance(node, yaml.ScalarNode):
            return Text(value=node.value, plain=node.style is None, place=place)
        self.within.add(id(node))
        try:
            if isinstance(node, yaml.SequenceNode):
                return Items(items=tuple(self.turn(item) for item in node.value), place=place)
            return self._keys(node, place)
        finally:
            self.within.discard(id(node))

    def _keys(self, node: yaml.Node, place: Place) -> Keys:
        entries: dict[str, Node] = {}
        places: dict[str, Place] = {}
        for key, value in node.value:
            at = Place(self.path, key.start_mark.line + 1)
            if not isinstance(key, yaml.ScalarNode):
                self._mistake(at, "", _("a key must be a word"), _("put it between quotes"))
                continue
            if key.value in entries:
                self._mistake(
                    at,
                    key.value,
                    _("this key is written twice; the first is at line {line}").format(line=places[key.value].line),
                    _("keep one of the two"),
                )
                continue
            entries[key.value] = self.turn(value)
            places[key.value] = at
        return Keys(entries=entries, places=places, place=place)

    def _mistake(self, place: Place, key: str, message: str, suggestion: str) -> None:
        self.mistakes.append(Mistake(path=place.path, line=place.line, key=key, message=message, suggestion=suggestion))


def _tab() -> tuple[str, str]:
    return _("a tab where YAML wants spaces"), _("indent with spaces")


def _colon() -> tuple[str, str]:
    return _("a ':' that YAML takes for a key"), _("put the whole text between quotes")


def _quote() -> tuple[str, str]:
    return _("a quote or bracket that is never closed"), _("close it")


def _no_colon() -> tuple[str, str]:
    return _("a key without its ':'"), _("write key: value")


def _documents() -> tuple[str, str]:
    return _("a second document (---) in one file"), _("keep one document a file")


def _alias() -> tuple[str, str]:
    return _("an alias (*) without its anchor (&)"), _("put text that starts with * between quotes")


def _special() -> tuple[str, str]:
    return _("a character that YAML keeps for itself"), _("put the whole text between quotes")


def _lost() -> tuple[str, str]:
    return (
        _("YAML loses its way here"),
        _("check the indentation, and put text that starts with { [ or holds ': ' between quotes"),
    )


def _deep() -> tuple[str, str]:
    return _("too many levels inside one another"), ""


_KNOWN: tuple[tuple[str, Callable[[], tuple[str, str]]], ...] = (
    (r"'\\t'", _tab),
    (r"mapping values are not allowed", _colon),
    (r"unexpected end of stream|expected ',' or|expected the node content, but found '<stream end>'", _quote),
    (r"could not find expected ':'", _no_colon),
    (r"but found another document", _documents),
    (r"undefined alias", _alias),
    (r"cannot start any token|expected alphabetic", _special),
    (r"nested too deep", _deep),
    (r"expected <block end>|did not find expected", _lost),
)


def _syntax(error: yaml.YAMLError, path: str, text: str) -> ShowError:
    """PyYAML's complaint in the words of the house; its own words where we have none."""
    problem = str(getattr(error, "problem", "") or "")
    mark = getattr(error, "problem_mark", None)
    context = str(getattr(error, "context", "") or "")
    line = mark.line + 1 if mark else 1
    if isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, error.position) + 1
        return _unreadable(path, line, _("a control character, which text cannot hold"), _("delete it"))
    for pattern, words in _KNOWN:
        if re.search(pattern, f"{context} {problem}"):
            return _unreadable(path, line, *words())
    return _unreadable(path, line, _("this is not YAML: {problem}").format(problem=problem), "")


def _unreadable(path: str, line: int, message: str, suggestion: str) -> ShowError:
    mistake = Mistake(path=path, line=line, key="", message=message, suggestion=suggestion)
    return ShowError(_("cannot be read"), mistakes=[mistake], path=path, hint=suggestion)
