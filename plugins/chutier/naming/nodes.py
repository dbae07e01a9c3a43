"""What a naming rule is made of, once read: literals, tokens, segments that may vanish; and the pieces of a name."""

from dataclasses import dataclass, field

from chutier.fields import FIELDS, Field


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One `|filter` of a token. `number` is the n of `max:n`; `table` the pairs of `map:table`, in their order."""

    name: str
    number: int = 0
    table: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Literal:
    """Text that stands for itself."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """`{a??b:format|filter}`: the first of `fields` (canonical names) that has a value.

    `format` is "", a width such as "02", or a date's.
    `at` is its place in the rule, or that of the `@` that brought it.
    """

    fields: tuple[str, ...]
    format: str = ""
    filters: tuple[Filter, ...] = ()
    at: int = field(default=0, compare=False)

    @property
    def field(self) -> Field:
        """The first field, which rules type, identity and reading back."""
        return FIELDS[self.fields[0]]

    @property
    def identity(self) -> bool:
        """Whether the name says by this token which clip it is; such a token is never cut."""
        return any(FIELDS[name].identity for name in self.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """`[ … ]`: vanishes when a token directly inside is empty."""

    nodes: tuple["Node", ...]


Node = Literal | Token | Option


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One part of a rendered name. `token` is the canonical field, "" for a literal.

    `segment` is 0, or the number of the optional segment that may be dropped as a whole because nothing in it is
    identity.
    """

    text: str
    token: str = ""
    identity: bool = True
    segment: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A name as its rule makes it, before any program's limits."""

    text: str
    pieces: tuple[Piece, ...]

    @classmethod
    def plain(cls, text: str, *, identity: bool = True) -> "Rendered":
        """A name that no rule made, such as a camera's file name. With `identity` False it may be cut at its end."""
        return cls(text=text, pieces=(Piece(text=text, identity=identity),))


def tokens_of(nodes: tuple[Node, ...]) -> tuple[Token, ...]:
    """All tokens, in reading order, those of nested segments included."""
    found: list[Token] = []
    for node in nodes:
        if isinstance(node, Token):
            found.append(node)
        elif isinstance(node, Option):
            found.extend(tokens_of(node.nodes))
    return tuple(found)
