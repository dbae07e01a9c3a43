"""Reading a naming rule: `"{seq}-{plan}-{prise:02}[ {cam}][ {tags}]"`. Every error points at its character."""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from chutier.errors import NamingError
from chutier.fields import ALIASES, FIELDS, FieldType, canonical
from chutier.i18n import _
from chutier.naming import dates, filters
from chutier.naming.nodes import Filter, Literal, Node, Option, Token, tokens_of

Vocab = Mapping[str, Mapping[str, str]]

DEEPEST = 20
MOST = 1000
_WORD = re.compile(r"[^\W\d]\w*")
_WIDTH = re.compile(r"0[1-9]")


def meant(word: str, known: Iterable[str]) -> str:
    """The question what was perhaps meant, or "". Of words equally near, the one made of the same letters."""
    letters = sorted(word.lower())
    near = difflib.get_close_matches(word.lower(), sorted(known), n=5, cutoff=0.6)
    near.sort(key=lambda one: sorted(one) != letters)
    return _("Did you mean ‘{word}’?").format(word=near[0]) if near else ""


def parse(text: str, rules: Mapping[str, str], vocab: Vocab) -> tuple[Node, ...]:
    """The nodes of `text`; `rules` are the texts that `@name` may mean, `vocab` the tables of `|map:`."""
    return _Parser(text=text, rules=rules, vocab=vocab, chain=(), size=[0]).whole()


@dataclass(slots=True, kw_only=True)
class _Parser:
    text: str
    rules: Mapping[str, str]
    vocab: Vocab
    chain: tuple[str, ...]
    size: list[int]
    at: int = 0
    open: list[int] = field(default_factory=list)

    def fail(self, message: str, position: int, hint: str = "") -> NamingError:
        return NamingError(message, rule=self.text, position=position, hint=hint)

    def whole(self) -> tuple[Node, ...]:
        nodes = self.nodes()
        if self.at < len(self.text):
            raise self.fail(_("‘]’ closes nothing"), self.at, _("Write ‘]]’ for a bracket in the name."))
        return nodes

    def nodes(self) -> tuple[Node, ...]:
        """Nodes up to the end, or up to the `]` of the segment being read."""
        nodes: list[Node] = []
        literal: list[str] = []
        while self.at < len(self.text):
            character = self.text[self.at]
            doubled = self.text.startswith(character * 2, self.at)
            if character in "{}[]@" and doubled and not (character == "]" and len(self.open) > 1):
                literal.append(character)
                self.at += 2
            elif character == "]":
                break
            elif character in "{[}" or (character == "@" and _WORD.match(self.text, self.at + 1)):
                self.flush(nodes, literal)
                self.count()
                nodes.extend(self.special(character))
            else:
                literal.append(character)
                self.at += 1
        self.flush(nodes, literal)
        return _with_master_setup(tuple(nodes))

    def flush(self, nodes: list[Node], literal: list[str]) -> None:
        if literal:
            nodes.append(Literal(text="".join(literal)))
            literal.clear()

    def count(self) -> None:
        """References may multiply: a ceiling keeps a rule from growing without end."""
        self.size[0] += 1
        if self.size[0] > MOST:
            raise self.fail(_("the rule grows beyond {most} parts").format(most=MOST), self.at)

    def special(self, character: str) -> tuple[Node, ...]:
        if character == "{":
            return (self.token(),)
        if character == "[":
            return (self.option(),)
        if character == "@":
            return self.reference()
        raise self.fail(_("a closing brace closes nothing"), self.at, _("Write it twice for a brace in the name."))

    def option(self) -> Option:
        start = self.at
        if len(self.open) >= DEEPEST:
            raise self.fail(_("more than {deepest} segments inside one another").format(deepest=DEEPEST), start)
        self.open.append(start)
        self.at += 1
        nodes = self.nodes()
        if self.at >= len(self.text):
            hint = _("Close it with ‘]’, or write ‘[[’ for a bracket in the name.")
            raise self.fail(_("‘[’ is never closed"), start, hint)
        self.at += 1
        self.open.pop()
        if not tokens_of(nodes):
            hint = _("A segment vanishes when its token is empty; write ‘[[’ for a bracket in the name.")
            raise self.fail(_("the segment holds no token"), start, hint)
        return Option(nodes=nodes)

    def reference(self) -> tuple[Node, ...]:
        start = self.at
        match = _WORD.match(self.text, start + 1)
        name = match.group() if match else ""
        self.at = start + 1 + len(name)
        if name in self.chain:
            chain = " → ".join("@" + link for link in (*self.chain, name))
            raise self.fail(_("the rule refers to itself: {chain}").format(chain=chain), start)
        if name not in self.rules:
            hint = meant(name, self.rules) or _("Write ‘@@’ for an at sign in the name.")
            raise self.fail(_("there is no rule ‘{name}’").format(name=name), start, hint)
        trail = (*self.chain, name)
        inner = _Parser(text=self.rules[name], rules=self.rules, vocab=self.vocab, chain=trail, size=self.size)
        return _moved(inner.whole(), start)

    def token(self) -> Token:
        start = self.at
        end = self.text.find("}", start)
        if end < 0:
            raise self.fail(_("the brace is never closed"), start, _("Write it twice for a brace in the name."))
        head, *tail = self.text[start + 1 : end].split("|")
        names, colon, format = head.partition(":")
        self.at = end + 1
        fields: list[str] = []
        position = start + 1
        for name in names.split("??"):
            fields.append(self.name(name, position))
            position += len(name) + 2
        first = FIELDS[fields[0]]
        if colon:
            self.check_format(format, fields, start + 2 + len(names))
        position = start + 1 + len(head) + 1
        found: list[Filter] = []
        for text in tail:
            found.append(self.filter(text, position, first.type))
            position += len(text) + 1
        return Token(fields=tuple(fields), format=format, filters=tuple(found), at=start)

    def name(self, text: str, position: int) -> str:
        """The canonical field that `text`, at `position`, means."""
        word = text.strip()
        position += len(text) - len(text.lstrip()) if word else 0
        name = canonical(word)
        if not word:
            raise self.fail(_("a token without a name"), position, _("Write a field between the braces: {scene}."))
        if name is None:
            hint = meant(word, (*FIELDS, *ALIASES))
            raise self.fail(_("there is no token ‘{name}’").format(name=word), position, hint)
        if FIELDS[name].type is FieldType.FLAG:
            hint = _('Use it in a condition instead: when: "{name}".').format(name=name)
            raise self.fail(_("‘{name}’ is yes or no, and has no text for a name").format(name=word), position, hint)
        return name

    def check_format(self, format: str, fields: list[str], position: int) -> None:
        kinds = {FIELDS[name].type for name in fields}
        if kinds == {FieldType.DATE}:
            if "%" not in format:
                raise self.fail(_("a date takes a format such as %y%m%d"), position)
            dates.parts_of(format, rule=self.text, position=position)
        elif FieldType.DATE in kinds:
            raise self.fail(_("a date and another field cannot share one format"), position)
        elif FieldType.NAMES in kinds:
            raise self.fail(_("a list of names takes no format"), position)
        elif not _WIDTH.fullmatch(format):
            hint = _("Write the number of digits with a zero before it: 02, 03.")
            raise self.fail(_("‘{format}’ is not a number format").format(format=format), position, hint)

    def filter(self, text: str, position: int, type: FieldType) -> Filter:
        name, colon, argument = text.partition(":")
        word = name.strip()
        if word not in filters.NAMES:
            hint = meant(word, filters.NAMES) or _("Filters are {names}.").format(names=", ".join(filters.NAMES))
            raise self.fail(_("there is no filter ‘{name}’").format(name=word), position, hint)
        argument, place = argument.strip(), position + len(name) + 1
        if word == "max":
            if not (argument.isascii() and argument.isdigit() and int(argument[:6]) > 0 and len(argument) < 6):
                raise self.fail(_("‘max’ takes a number of characters"), place, _("Write max:16."))
            return Filter(name=word, number=int(argument))
        if word == "map":
            if argument not in self.vocab:
                raise self.fail(
                    _("there is no table ‘{name}’ in vocab").format(name=argument), place, meant(argument, self.vocab)
                )
            return Filter(name=word, table=tuple(self.vocab[argument].items()))
        if colon:
            raise self.fail(_("‘{name}’ takes no argument").format(name=word), place)
        return Filter(name=word)


def _moved(nodes: tuple[Node, ...], at: int) -> tuple[Node, ...]:
    """`nodes` of a reference, as if all stood `at` its place."""
    out: list[Node] = []
    for node in nodes:
        if isinstance(node, Token):
            out.append(replace(node, at=at))
        else:
            out.append(Option(nodes=_moved(node.nodes, at)) if isinstance(node, Option) else node)
    return tuple(out)


def _with_master_setup(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """`{scene}{setup}` is how American slates are written, and the master setup has no letter: 12-1, then 12A-1.
    British slates have a letter only when one was added: 412-3, 412A-3."""
    out: list[Node] = []
    for before, node in zip((None, *nodes), nodes, strict=False):
        touching = isinstance(before, Token) and isinstance(node, Token)
        if touching and before.fields[0] in ("scene", "slate") and node.fields == ("setup",):  # type: ignore[union-attr]
            out.append(Option(nodes=(node,)))
        else:
            out.append(node)
    return tuple(out)
