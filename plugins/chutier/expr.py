"""Conditions over a clip: `kind == sync and clip.scene == it`. A small language without code: no calls, no attributes.

    or    := and ("or" and)*                      and := not ("and" not)*              not := "not" not | test
    test  := value (("==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "not" "in") value)?
    value := "(" or ")" | "[" value, … "]" | 'text' | "text" | 12 | true | false | it | field | clip.field | word

A name that is a field (French or English) is its value for the clip. `it` is the value that a `for_each` stands at.
Other names must be known words (kinds and statuses) and stand for themselves; `wild` and `mos` are both, and are words
inside lists and beside a text field (`kind == wild`), fields elsewhere (`wild`).

A clip that does not have a field answers False to every comparison with it, `!=` included; but a flag that nobody set
is false, and a list that nobody filled is empty. Numbers meet text that is a number (`scene == 12` finds "12"); scenes
and setups are compared in slate order (12 < 12bis < 13). Text is equal only when it is the same, accents composed.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from typing import NoReturn

from chutier.errors import NamingError, SlateError
from chutier.fields import ALIASES, FIELDS, FieldType, FieldValue, canonical
from chutier.i18n import _
from chutier.model import Kind
from chutier.slate import scene_key

Fields = Mapping[str, FieldValue]
Value = FieldValue | None
Evaluate = Callable[[Fields, Value], Value]

STATUSES = ("circled", "alt", "ng", "false_start", "incomplete", "mos", "wild")
WORDS = frozenset((*(kind.value for kind in Kind), *STATUSES))
DEEPEST = 50

_TOKEN = re.compile(
    r"\s*(?:(?P<text>'[^']*'|\"[^\"]*\")|(?P<int>[0-9]+)(?!\w)|(?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)*)"
    r"|(?P<sign>==|!=|<=|>=|[<>()\[\],])|(?P<wrong>\S))"
)
_COMPARED = ("==", "!=", "<", "<=", ">", ">=")
_KEYWORDS = ("and", "or", "not", "in", "true", "false", "it")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    """One part: `kind` is field, it, word, text, int, bool, list or test. Only tests, fields, flags and `it` may stand
    alone as a condition."""

    kind: str
    run: Evaluate
    start: int
    name: str = ""
    key: str = ""
    """For `field == it`: the field."""
    either: "_Node | None" = None
    """The word that a flag may also be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expr:
    """A condition. Made by `Expr.parse`; equal when their texts are."""

    text: str
    names: tuple[str, ...] = field(compare=False)
    """The fields it looks at, canonical, each once, in order."""
    uses_it: bool = field(compare=False)
    keyed_by: tuple[str, "Expr | None"] | None = field(compare=False)
    """When it demands `field == it`: the field, and what else it demands (None: nothing). Lets clips be grouped by that
    field once, instead of testing every clip for every value."""
    _run: Evaluate = field(compare=False, repr=False)

    @classmethod
    def parse(cls, text: str, *, words: Iterable[str] = ()) -> "Expr":
        """`text` as a condition; `words` are further words that stand for themselves.

        Raises NamingError, whose `position` is the character at fault.
        """
        return _Parser(text, WORDS.union(words)).whole()

    def test(self, fields: Fields, it: FieldValue | None = None) -> bool:
        """Whether it holds for a clip's `fields` (canonical names, `kind` among them) at loop value `it`."""
        return bool(self._run(fields, it))


class _Parser:
    def __init__(self, text: str, words: frozenset[str]) -> None:
        self.text = text
        self.words = words
        self.tokens = list(self.scan())
        self.at = 0
        self.depth = 0
        self.names: list[str] = []
        self.uses_it = False

    def error(self, message: str, position: int, hint: str = "") -> NamingError:
        return NamingError(message, rule=self.text, position=position, hint=hint)

    def fail(self, message: str, position: int, hint: str = "") -> NoReturn:
        raise self.error(message, position, hint)

    def scan(self) -> Iterable[_Token]:
        position = 0
        while match := _TOKEN.match(self.text, position):
            kind = match.lastgroup or ""
            start, position = match.start(kind), match.end()
            if kind == "wrong":
                self.refuse(start)
            yield _Token(kind=kind, text=match[kind], start=start, end=position)
        yield _Token(kind="end", text="", start=len(self.text), end=len(self.text))

    def refuse(self, start: int) -> NoReturn:
        character, word = self.text[start], re.match(r"\w*", self.text[start:])
        if character in "'\"":
            self.fail(_("the quote is never closed"), start)
        if character == "=":
            self.fail(_("‘=’ is not a comparison"), start, _("Write ‘==’."))
        if character in "&|":
            self.fail(_("‘{sign}’ is not understood").format(sign=character), start, _("Write ‘and’ or ‘or’."))
        hint = _("Text is written in quotes: '{word}'.").format(word=word[0]) if word and word[0] else ""
        self.fail(_("‘{sign}’ is not understood").format(sign=(word and word[0]) or character), start, hint)

    @property
    def token(self) -> _Token:
        return self.tokens[self.at]

    def accept(self, text: str) -> bool:
        """Whether the next token is this keyword or sign; it is then passed."""
        if self.token.text == text and self.token.kind in ("name", "sign"):
            self.at += 1
            return True
        return False

    def enter(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            start = self.tokens[self.at - 1].start
            self.fail(_("more than {deepest} levels inside one another").format(deepest=DEEPEST), start)

    def whole(self, *, key: bool = True) -> Expr:
        node, conjuncts = self.either()
        if self.token.kind != "end":
            self.fail(_("‘{word}’ is not expected here").format(word=self.token.text), self.token.start)
        return Expr(
            text=self.text,
            names=tuple(dict.fromkeys(self.names)),
            uses_it=self.uses_it,
            keyed_by=self.keyed(conjuncts) if key else None,
            _run=node.run,
        )

    def keyed(self, conjuncts: Sequence[tuple[_Node, str]]) -> tuple[str, Expr | None] | None:
        for index, (node, _text) in enumerate(conjuncts):
            if node.key:
                rest = [text for i, (_node, text) in enumerate(conjuncts) if i != index]
                return node.key, _Parser(" and ".join(rest), self.words).whole(key=False) if rest else None
        return None

    def either(self) -> tuple[_Node, list[tuple[_Node, str]]]:
        """An `or`, and the conjuncts when there is but one alternative."""
        start = self.token.start
        node, conjuncts = self.both()
        nodes = [node]
        while self.accept("or"):
            nodes.append(self.both()[0])
        if len(nodes) == 1:
            return node, conjuncts
        runs = [self.condition(node).run for node in nodes]
        return _Node(kind="test", run=lambda f, it: any(bool(run(f, it)) for run in runs), start=start), []

    def both(self) -> tuple[_Node, list[tuple[_Node, str]]]:
        start = self.token.start
        found: list[tuple[_Node, str]] = []
        while True:
            begin = self.token.start
            node = self.negation()
            found.append((node, self.text[begin : self.tokens[self.at - 1].end]))
            if not self.accept("and"):
                break
        if len(found) == 1:
            # Inside brackets or a comparison it may still be a plain value; whoever asks for a condition checks.
            return (self.condition(node) if self.depth == 0 else node), found
        runs = [self.condition(node).run for node, _text in found]
        return _Node(kind="test", run=lambda f, it: all(bool(run(f, it)) for run in runs), start=start), found

    def negation(self) -> _Node:
        start = self.token.start
        if not self.accept("not"):
            return self.comparison()
        self.enter()
        inner = self.condition(self.negation()).run
        self.depth -= 1
        return _Node(kind="test", run=lambda f, it: not bool(inner(f, it)), start=start)

    def condition(self, node: _Node) -> _Node:
        """`node`, if it can be asked whether it holds."""
        if node.kind in ("word", "text", "int", "list"):
            hint = _("Compare it with a field: kind == {word}.").format(word=node.name) if node.kind == "word" else ""
            self.fail(_("this alone is not a question"), node.start, hint)
        return node

    def comparison(self) -> _Node:
        left = self.value()
        sign = self.token.text if self.token.kind in ("name", "sign") else ""
        place = self.token.start
        if sign in _COMPARED or sign == "in":
            self.at += 1
        elif sign == "not" and self.tokens[self.at + 1].text == "in":
            self.at, sign = self.at + 2, "not in"
        else:
            return left
        right = self.value()
        if self.token.text in (*_COMPARED, "in"):
            self.fail(_("one comparison at a time"), self.token.start, _("Join two of them by ‘and’."))
        if sign in ("in", "not in"):
            return self.membership(left, right, sign, place)
        left, right = self.beside(left, right), self.beside(right, left)
        return _Node(kind="test", run=_comparison(sign, left, right), start=left.start, key=_key(sign, left, right))

    def beside(self, node: _Node, other: _Node) -> _Node:
        """`node`, a word if it may be one, unless it meets true, false or another flag."""
        flag = other.kind == "bool" or (other.kind == "field" and FIELDS[other.name].type is FieldType.FLAG)
        return node if flag else self.word(node)

    def word(self, node: _Node) -> _Node:
        """The word that a flag's name may also be."""
        if node.either is None:
            return node
        self.names.remove(node.name)
        return node.either

    def membership(self, left: _Node, right: _Node, sign: str, place: int) -> _Node:
        listed = right.kind == "field" and FIELDS[right.name].type is FieldType.NAMES
        if not (listed or right.kind in ("list", "it")):
            hint = _("Text is compared whole, by ‘==’.")
            self.fail(_("‘{sign}’ needs a list on its right").format(sign=sign), place, hint)
        left = self.word(left)
        find, within, wanted = left.run, right.run, sign == "in"

        def run(fields: Fields, it: Value) -> Value:
            value, names = find(fields, it), within(fields, it)
            if value is None or names is None:
                return False
            return any(_same(value, name) for name in (names if isinstance(names, tuple) else (names,))) is wanted

        return _Node(kind="test", run=run, start=left.start)

    def value(self) -> _Node:
        token = self.token
        self.at += 1
        if token.kind == "text":
            return _constant("text", unicodedata.normalize("NFC", token.text[1:-1]), token.start)
        if token.kind == "int":
            if len(token.text) > 18:
                self.fail(_("the number is too long"), token.start)
            return _constant("int", int(token.text), token.start)
        if token.text in ("(", "["):
            self.enter()
            node = self.inner() if token.text == "(" else self.listed(token)
            self.depth -= 1
            return node
        if token.kind == "name":
            return self.name(token)
        found = token.text or _("the end")
        raise self.error(_("a value is missing before ‘{found}’").format(found=found), token.start)

    def inner(self) -> _Node:
        opened = self.tokens[self.at - 1].start
        node, conjuncts = self.either()
        if not self.accept(")"):
            self.fail(_("‘(’ is never closed"), opened)
        return node if len(conjuncts) == 1 else replace(node, start=opened)

    def listed(self, opened: _Token) -> _Node:
        runs: list[Evaluate] = []
        while not self.accept("]"):
            runs.append(self.word(self.value()).run)
            if not self.accept(",") and self.token.text != "]":
                self.fail(_("the list is never closed"), opened.start, _("Write [group, sync]."))

        def run(fields: Fields, it: Value) -> Value:
            found: list[str] = []
            for one in runs:
                value = one(fields, it)
                found.extend(value if isinstance(value, tuple) else [] if value is None else [_text(value)])
            return tuple(found)

        return _Node(kind="list", run=run, start=opened.start)

    def name(self, token: _Token) -> _Node:
        if token.text in ("true", "false"):
            return _constant("bool", token.text == "true", token.start)
        if token.text == "it":
            self.uses_it = True
            return _Node(kind="it", run=lambda _fields, it: it, start=token.start)
        word = token.text.removeprefix("clip.")
        known = canonical(word)
        bare = _constant("word", token.text, token.start) if token.text in self.words else None
        if known is not None:
            self.names.append(known)
            return _field(known, token.start, bare)
        if bare is not None:
            return bare
        if token.text in _KEYWORDS:
            self.fail(_("a value is missing before ‘{found}’").format(found=token.text), token.start)
        near = get_close_matches(word.lower(), sorted({*FIELDS, *ALIASES, *self.words}), n=1)
        hint = _("Did you mean ‘{word}’?") if near else _("Text is written in quotes: '{word}'.")
        hint = hint.format(word=near[0] if near else word)
        raise self.error(_("‘{word}’ is no field and no known word").format(word=token.text), token.start, hint)


def _constant(kind: str, value: FieldValue, start: int) -> _Node:
    return _Node(kind=kind, run=lambda _fields, _it: value, start=start, name=value if isinstance(value, str) else "")


def _field(name: str, start: int, word: _Node | None) -> _Node:
    absences: dict[FieldType, Value] = {FieldType.FLAG: False, FieldType.NAMES: ()}
    absent = absences.get(FIELDS[name].type)
    return _Node(kind="field", run=lambda fields, _it: fields.get(name, absent), start=start, name=name, either=word)


def _key(sign: str, left: _Node, right: _Node) -> str:
    if sign == "==" and {left.kind, right.kind} == {"field", "it"}:
        name = left.name or right.name
        return name if FIELDS[name].type not in (FieldType.FLAG, FieldType.NAMES) else ""
    return ""


def _comparison(sign: str, left: _Node, right: _Node) -> Evaluate:
    ordered = bool({"scene", "setup"} & {node.name for node in (left, right) if node.kind == "field"})
    one, other = left.run, right.run
    if sign in ("==", "!="):
        wanted = sign == "=="

        def equal(fields: Fields, it: Value) -> Value:
            a, b = one(fields, it), other(fields, it)
            return a is not None and b is not None and _same(a, b) is wanted

        return equal
    orders = {"<": (-1,), "<=": (-1, 0), ">": (1,), ">=": (0, 1)}[sign]

    def run(fields: Fields, it: Value) -> Value:
        a, b = one(fields, it), other(fields, it)
        return a is not None and b is not None and _order(a, b, ordered) in orders

    return run


def _same(a: FieldValue, b: FieldValue) -> bool:
    if isinstance(a, str) and isinstance(b, str) and a.isascii() and b.isascii():
        return a == b
    if isinstance(a, bool) or isinstance(b, bool):
        return a is b
    if isinstance(a, tuple) or isinstance(b, tuple):
        return a == b
    return _order(a, b, False) == 0


def _order(a: FieldValue, b: FieldValue, slates: bool) -> int | None:
    """-1, 0, 1, or None when the two cannot be compared."""
    if isinstance(a, bool | tuple) or isinstance(b, bool | tuple):
        return None
    if isinstance(a, int) and isinstance(b, int):
        return (a > b) - (a < b)
    if slates:
        try:
            x, y = scene_key(_text(a), None), scene_key(_text(b), None)
        except SlateError:
            return None
        return (x > y) - (x < y)
    if isinstance(a, int) or isinstance(b, int):
        m, n = _number(a), _number(b)
        return None if m is None or n is None else (m > n) - (m < n)
    s, t = _text(a), _text(b)
    return (s > t) - (s < t)


def _number(value: FieldValue) -> int | None:
    if isinstance(value, int):
        return value
    text = _text(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _text(value: FieldValue) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        return str(value)
    return value if value.isascii() else unicodedata.normalize("NFC", value)
