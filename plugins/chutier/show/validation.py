"""Every mistake of a show file or template, at once: where it is, what it is, what was perhaps meant."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from chutier.errors import Mistake, NamingError
from chutier.expr import Expr
from chutier.i18n import _
from chutier.naming import Rule, caret
from chutier.show import scalars
from chutier.show.kinds import Either, ListOf, MapOf, Ref, Scalar, Table, Type
from chutier.show.nodes import Items, Keys, Node, Place, Text, map_at, text_at, text_entries, texts_at
from chutier.show.scalars import Wrong
from chutier.show.schema import TABLES


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What rules and colours of one file may refer to."""

    names: Mapping[str, str] = field(default_factory=dict)
    vocab: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    colors: tuple[str, ...] = ()

    @property
    def statuses(self) -> tuple[str, ...]:
        """The show's own words of status, which expressions know besides the common ones."""
        return tuple(self.vocab.get("status", {}))


def words_of(root: Keys) -> Words:
    """The names, tables of words and colour keys of a file, as far as they can be read."""
    return Words(
        names=text_entries(map_at(root, "names")),
        vocab=vocab_of(root),
        colors=tuple(map_at(root, "colors").entries),
    )


def vocab_of(root: Keys) -> dict[str, dict[str, str]]:
    """The tables of words; a list is a table in which each word stands for itself."""
    tables: dict[str, dict[str, str]] = {}
    vocab = map_at(root, "vocab")
    for name, node in vocab.entries.items():
        if isinstance(node, Keys):
            tables[name] = text_entries(node)
        elif isinstance(node, Items):
            tables[name] = {word: word for word in texts_at(vocab, name)}
    return tables


def mistake(place: Place, key: str, message: str, suggestion: str = "") -> Mistake:
    """A Mistake at `place`."""
    return Mistake(path=place.path, line=place.line, key=key, message=message, suggestion=suggestion)


def mistakes_in(node: Node, type_: Type, words: Words, key: str = "") -> Iterator[Mistake]:
    """The mistakes of `node`, which should be of `type_`; `key` is its dotted name."""
    match type_:
        case Ref():
            yield from mistakes_in(node, TABLES[type_.name], words, key)
        case Either():
            yield from mistakes_in(node, type_.keys if isinstance(node, Keys) else type_.items, words, key)
        case Table():
            yield from _table(node, type_, words, key)
        case MapOf():
            yield from _map(node, type_, words, key)
        case ListOf():
            yield from _list(node, type_, words, key)
        case Scalar():
            yield from _scalar(node, type_, words, key)


def member(key: str, index: int, item: Node) -> str:
    """The key of one member of a list: by its name when it has one, else by its number, from 1."""
    return f"{key}[{text_at(item, 'name') or index}]"


def _dotted(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name


def _table(node: Node, table: Table, words: Words, key: str) -> Iterator[Mistake]:
    if not isinstance(node, Keys):
        yield mistake(node.place, key, _("keys are expected here"), _written(table))
        return
    known = {k.name: k for k in table.keys}
    for name, value in node.entries.items():
        if name not in known:
            yield mistake(
                node.place_of(name), _dotted(key, name), _("there is no such key"), scalars.did_you_mean(name, known)
            )
        elif not (isinstance(value, Text) and value.empty):
            yield from mistakes_in(value, known[name].type, words, _dotted(key, name))
    for name, k in known.items():
        if k.required and node.get(name) is None:
            yield mistake(node.place, _dotted(key, name), _("this key is missing"), k.english)


def _written(table: Table) -> str:
    return _("write key: value, with one of {keys}").format(keys=", ".join(k.name for k in table.keys[:12]))


def _map(node: Node, type_: MapOf, words: Words, key: str) -> Iterator[Mistake]:
    if not isinstance(node, Keys):
        yield mistake(node.place, key, _("keys are expected here"), _("write name: value, one a line"))
        return
    for name, value in node.entries.items():
        if type_.names and name not in type_.names:
            suggestion = scalars.did_you_mean(name, type_.names)
            yield mistake(node.place_of(name), _dotted(key, name), _("there is no such key"), suggestion)
        elif not (isinstance(value, Text) and value.empty):
            yield from mistakes_in(value, type_.value, words, _dotted(key, name))


def _list(node: Node, type_: ListOf, words: Words, key: str) -> Iterator[Mistake]:
    if not isinstance(node, Items):
        yield mistake(node.place, key, _("a list is expected here"), _("write [A, B], or one a line after a dash"))
        return
    for index, item in enumerate(node.items, 1):
        yield from mistakes_in(item, type_.item, words, member(key, index, item))


def _scalar(node: Node, type_: Scalar, words: Words, key: str) -> Iterator[Mistake]:
    if not isinstance(node, Text):
        suggestion = _("put a text that starts with { or [ between quotes") if type_.kind in ("rule", "expr") else ""
        yield mistake(node.place, key, _("one value is expected here, not a list or keys"), suggestion)
        return
    try:
        _read(node.value, type_, words)
    except Wrong as error:
        yield mistake(node.place, key, error.message, error.suggestion)
    except NamingError as error:
        # A mistake inside the @rule that this one refers to is told where that rule stands.
        if error.rule in ("", node.value) or error.rule not in words.names.values():
            yield mistake(node.place, key, _with_caret(error), error.hint)


def _read(text: str, type_: Scalar, words: Words) -> None:
    if type_.kind == "rule":
        scalars.words(text)
        Rule.parse(text, words.names, words.vocab)
    elif type_.kind == "expr":
        Expr.parse(text, words=words.statuses)
    elif type_.kind == "choice":
        if text not in type_.choices:
            raise Wrong(
                _("{text} is not known here").format(text=repr(text)), scalars.did_you_mean(text, type_.choices)
            )
    elif type_.kind == "bin_color":
        if text not in words.colors:
            scalars.color(text)
    else:
        scalars.READERS[type_.kind](text)


def _with_caret(error: NamingError) -> str:
    if not error.rule:
        return error.message
    return "\n".join([error.message, *("    " + line for line in caret(error).splitlines())])
