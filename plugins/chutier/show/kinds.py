"""How a key's value may look. The types are data: validation and the JSON Schema are both derived from them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """One value. `kind` is a reader of chutier.show.scalars; `choices` the words allowed for the kind `choice`."""

    kind: str = "text"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOf:
    """A list of `item`; `least` members at least."""

    item: "Type"
    least: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MapOf:
    """A map whose keys are free (or among `names`) and whose values are all `value`."""

    value: "Type"
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key of a Table, with what it says in English and in French."""

    name: str
    type: "Type"
    english: str
    french: str
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A map with these keys and no other."""

    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Either:
    """A list or a map."""

    items: ListOf
    keys: MapOf


@dataclass(frozen=True, slots=True, kw_only=True)
class Free:
    """Anything: what an adapter or a turnover reads for itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ref:
    """A table that holds itself, by its name in chutier.show.schema.TABLES."""

    name: str


Type = Scalar | ListOf | MapOf | Table | Either | Free | Ref
