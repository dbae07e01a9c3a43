"""What a person answers when a show starts, and what `--set` gives, as layers to lay over a template."""

from collections.abc import Mapping
from dataclasses import replace

from chutier.errors import Mistake
from chutier.i18n import _
from chutier.show.kinds import Either, ListOf, MapOf, Ref, Scalar, Table, Type
from chutier.show.nodes import Items, Keys, Node, Place, Text, nothing
from chutier.show.reading import read_value
from chutier.show.scalars import did_you_mean
from chutier.show.schema import ANSWERS, SHOW, TABLES


def spread(answers: Keys) -> Keys:
    """The `answers:` of a show file as the keys of the template that they fill in; unknown ones are left out."""
    layer = nothing(answers.place)
    for name, node in answers.entries.items():
        if name in ANSWERS and answers.get(name) is not None:
            layer = _set(layer, ANSWERS[name].split("."), node, answers.place_of(name))
    return layer


def full_name(name: str) -> str:
    """`fps` is short for `production.fps`; any other name is itself."""
    return ANSWERS.get(name, name) if name not in {key.name for key in SHOW.keys} else name


def as_layer(settings: Mapping[str, str], source: str = "--set", mistakes: list[Mistake] | None = None) -> Keys:
    """Settings by dotted name as one layer; `source` stands for the file in mistakes. Unknown names are mistakes."""
    place = Place(source, 0)
    layer = nothing(place)
    for name, value in settings.items():
        dotted = full_name(name)
        found = _type_of(dotted.split("."))
        if isinstance(found, str):
            if mistakes is not None:
                wrong = Mistake(path=source, line=0, key=name, message=_("there is no such key"), suggestion=found)
                mistakes.append(wrong)
            continue
        layer = _set(layer, dotted.split("."), _node(value, found, place), place)
    return layer


def _node(value: str, type_: Type, place: Place) -> Node:
    """Text for one value; `A,B` or `[A, B]` for a list of values; YAML's short form for the rest."""
    if isinstance(type_, Scalar):
        return Text(value=value, place=place, plain=value == "")
    if isinstance(type_, ListOf) and isinstance(type_.item, Scalar):
        inside = value.strip().removeprefix("[").removesuffix("]")
        parts = [part.strip().strip("'\"") for part in inside.split(",")]
        return Items(items=tuple(Text(value=p, place=place) for p in parts if p), place=place)
    return read_value(value, place.path)


def _type_of(names: list[str]) -> Type | str:
    """The type of a dotted key; a suggestion when there is none."""
    type_: Type = SHOW
    for name in names:
        if isinstance(type_, Ref):
            type_ = TABLES[type_.name]
        if isinstance(type_, Table):
            found = next((key.type for key in type_.keys if key.name == name), None)
            if found is None:
                return did_you_mean(name, [key.name for key in type_.keys])
            type_ = found
        elif isinstance(type_, MapOf):
            type_ = type_.value
        elif isinstance(type_, Either):
            type_ = type_.keys.value
        elif isinstance(type_, (Scalar, ListOf)):
            return _("there are no keys below {name}").format(name=".".join(names[:-1]))
    return type_


def _set(root: Keys, names: list[str], node: Node, place: Place) -> Keys:
    name, *rest = names
    if rest:
        inner = root.entries.get(name)
        node = _set(inner if isinstance(inner, Keys) else nothing(place), rest, node, place)
    return replace(root, entries={**root.entries, name: node}, places={**root.places, name: place})
