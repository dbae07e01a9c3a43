"""One naming rule: parsed once, rendered for each clip, read back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from chutier.errors import NamingError
from chutier.fields import FieldValue
from chutier.i18n import _
from chutier.naming import parsing, reading
from chutier.naming.nodes import Literal, Node, Option, Piece, Rendered, Token, tokens_of
from chutier.naming.rendering import Step, steps_of


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A naming rule such as `"{seq}-{plan}-{prise:02}[ {cam}][ {tags}]"`. Made by `Rule.parse`.

    Two rules are equal when they say the same, whatever references they were written with.
    """

    text: str = field(compare=False)
    nodes: tuple[Node, ...]
    tokens: tuple[str, ...] = field(compare=False)
    """The fields it names, canonical, in order, each once; those after `??` included."""

    @classmethod
    def parse(
        cls, text: str, rules: Mapping[str, str] | None = None, vocab: Mapping[str, Mapping[str, str]] | None = None
    ) -> "Rule":
        """`text` as a rule; `rules` are the texts of `@name` references, `vocab` the tables of `|map:name`.

        Raises NamingError, whose `position` is the character at fault in its `rule`.
        """
        nodes = parsing.parse(text, rules or {}, vocab or {})
        tokens = dict.fromkeys(name for token in tokens_of(nodes) for name in token.fields)
        return cls(text=text, nodes=nodes, tokens=tuple(tokens))

    def render(self, fields: Mapping[str, FieldValue], *, clip: str = "") -> Rendered:
        """The name for `fields` (canonical names). A token outside brackets that has no value raises NamingError,
        which names it and `clip`."""
        pieces: list[Piece] = []
        for index, step in enumerate(self._steps):
            if not step(fields, pieces):
                raise self._empty(index, clip)
        return Rendered(text="".join([piece.text for piece in pieces]), pieces=tuple(pieces))

    def read(self, text: str) -> dict[str, FieldValue] | None:
        """The fields that gave `text`, or None when this rule cannot have made it or leaves a choice.

        All that the fields were only when `lossless`: what a filter took away stays away.
        """
        return self._reader.read(text)

    @property
    def lossless(self) -> bool:
        """Whether every name it makes reads back to the fields it was made of."""
        return not self.losses

    @cached_property
    def losses(self) -> tuple[str, ...]:
        """Why a name cannot always be read back, whatever the slate system; empty when it can."""
        return reading.losses(self.nodes)

    def losses_with(self, *, letters: bool) -> tuple[str, ...]:
        """Why a name cannot always be read back when setups are letters (American) or numbers (French)."""
        return reading.losses(self.nodes, letters=letters)

    @cached_property
    def required(self) -> tuple[Token, ...]:
        """The tokens that must have a value."""
        return tuple(node for node in self.nodes if isinstance(node, Token))

    @cached_property
    def loose(self) -> "Rule":
        """The same rule, in which whatever is not identity may be missing, together with the blank or sign before it.

        For a bin whose description is not known yet: `SEQ {seq:03} {decor}` is then `SEQ 012`.
        """
        nodes: list[Node] = []
        for node in self.nodes:
            if isinstance(node, Token) and not node.identity:
                before = nodes.pop() if len(nodes) > 1 and _is_sign(nodes[-1]) else None
                nodes.append(Option(nodes=(before, node) if before is not None else (node,)))
            else:
                nodes.append(node)
        return Rule(text=self.text, nodes=tuple(nodes), tokens=self.tokens)

    @cached_property
    def _steps(self) -> tuple[Step, ...]:
        return steps_of(self.nodes)

    @cached_property
    def _reader(self) -> reading.Reader:
        return reading.Reader(self.nodes)

    def _empty(self, index: int, clip: str) -> NamingError:
        node = self.nodes[index]
        name, at = ("??".join(node.fields), node.at) if isinstance(node, Token) else ("", 0)
        message = _("‘{token}’ is not known").format(token=name)
        if clip:
            message = _("‘{token}’ is not known for clip {clip}").format(token=name, clip=clip)
        hint = _("Write it in brackets if it may be missing: [{{{token}}}].").format(token=name)
        return NamingError(message, rule=self.text, position=at, hint=hint, clip=clip)


def _is_sign(node: Node) -> bool:
    """Whether it is a literal that only separates."""
    return isinstance(node, Literal) and not any(character.isalnum() for character in node.text)
