"""The shapes that text may take: one description gives both the regular expression that reads a name and the automaton
that proves a rule can be read in one way only."""

import re
from dataclasses import dataclass

DIGITS = "0123456789"
UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LOWER = UPPER.lower()
ANY = "any"
NONBLANK = "nonblank"


@dataclass(frozen=True, slots=True)
class Chars:
    """From `low` to `high` (None: no end) characters out of `chars`, or ANY, or NONBLANK."""

    chars: str
    low: int = 1
    high: int | None = 1

    def has(self, character: str) -> bool:
        """Whether `character` is one of them."""
        if self.chars == ANY:
            return True
        return not character.isspace() if self.chars == NONBLANK else character in self.chars


@dataclass(frozen=True, slots=True)
class Seq:
    """One shape after the other."""

    items: tuple["Shape", ...]


@dataclass(frozen=True, slots=True)
class Alt:
    """One of several shapes."""

    items: tuple["Shape", ...]


@dataclass(frozen=True, slots=True)
class Maybe:
    """A shape that may be absent."""

    item: "Shape"


@dataclass(frozen=True, slots=True)
class Many:
    """A shape once or more, with `joint` between."""

    item: "Shape"
    joint: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape that is token number `label` of its rule."""

    item: "Shape"
    label: int


Shape = Chars | Seq | Alt | Maybe | Many | Mark


def word(text: str) -> Seq:
    """Exactly `text`."""
    return Seq(tuple(Chars(character) for character in text))


FREE = Seq((Chars(NONBLANK), Maybe(Seq((Chars(ANY, 0, None), Chars(NONBLANK))))))
"""Any text without blanks at its ends."""


def regex(shape: Shape) -> str:
    """`shape` as a regular expression; each Mark is a group named t0, t1 …"""
    match shape:
        case Chars(chars, low, high):
            known = {ANY: "(?s:.)", NONBLANK: r"\S"}
            one = known.get(chars) or (re.escape(chars) if len(chars) == 1 else f"[{re.escape(chars)}]")
            if (low, high) == (1, 1):
                return one
            return f"{one}{{{low},{'' if high is None else high}}}"
        case Seq(items):
            return "".join(map(regex, items))
        case Alt(items):
            return "(?:" + "|".join(map(regex, items)) + ")"
        case Maybe(item):
            return f"(?:{regex(item)})?"
        case Many(item, joint):
            return f"{regex(item)}(?:{re.escape(joint)}{regex(item)})*"
        case Mark(item, label):
            return f"(?P<t{label}>{regex(item)})"


class Automaton:
    """The states of a shape. State 0 is the end; every other state reads one character of `chars` for token `label`."""

    def __init__(self, shape: Shape) -> None:
        self.reads: list[Chars] = [Chars("")]
        self.labels: list[int] = [-1]
        self.follows: list[set[int]] = [set()]
        self.starts = frozenset(self._build(shape, frozenset({0}), -1))

    def _state(self, chars: Chars, label: int, follow: frozenset[int]) -> int:
        self.reads.append(chars)
        self.labels.append(label)
        self.follows.append(set(follow))
        return len(self.reads) - 1

    def _build(self, shape: Shape, follow: frozenset[int], label: int) -> frozenset[int]:
        """Add the states of `shape`, built from its end; the answer is the states that may read its first character."""
        match shape:
            case Chars():
                return self._chars(shape, follow, label)
            case Seq(items):
                for item in reversed(items):
                    follow = self._build(item, follow, label)
                return follow
            case Alt(items):
                return frozenset().union(*(self._build(item, follow, label) for item in items))
            case Maybe(item):
                return follow | self._build(item, follow, label)
            case Many(item, joint):
                again = self._state(Chars(joint[0] if joint else ""), label, frozenset()) if joint else None
                first = self._build(item, follow | {again} if again else follow, label)
                if again:
                    rest = self._build(word(joint[1:]), first, label)
                    self.follows[again].update(rest)
                return first
            case Mark(item, number):
                return self._build(item, follow, number)

    def _chars(self, chars: Chars, follow: frozenset[int], label: int) -> frozenset[int]:
        entry = follow
        if chars.high is None:
            loop = self._state(chars, label, follow)
            self.follows[loop].add(loop)
            entry = follow | {loop} if chars.low == 0 else frozenset({loop})
        else:
            for _count in range(chars.high - chars.low):
                entry = follow | {self._state(chars, label, entry)}
        for _count in range(chars.low - (1 if chars.high is None and chars.low else 0)):
            entry = frozenset({self._state(chars, label, entry)})
        return entry

    def alphabet(self) -> list[str]:
        """One character for each set of states that can read it."""
        characters = set(" \ue000" + UPPER + DIGITS)
        for chars in self.reads:
            if chars.chars not in (ANY, NONBLANK):
                characters.update(chars.chars)
        kinds: dict[tuple[bool, ...], str] = {}
        for character in sorted(characters):
            kinds.setdefault(tuple(chars.has(character) for chars in self.reads), character)
        return list(kinds.values())

    def confusion(self) -> tuple[int, int] | None:
        """Two tokens that one and the same text may be shared between in two ways, or None.

        Two readers walk the automaton over the same text; they part when one character goes to two tokens. If they both
        arrive after that, the text has two readings. (The squared automaton: see Weber and Seidl, 1991.)
        """
        alphabet = self.alphabet()
        able = [[index for index, c in enumerate(alphabet) if chars.chars and chars.has(c)] for chars in self.reads]
        todo = [(a, b, (-1, -1)) for a in self.starts for b in self.starts if a and b]
        seen: set[tuple[int, int, bool]] = set()
        while todo:
            a, b, parted = todo.pop()
            if not set(able[a]).intersection(able[b]):
                continue
            if parted == (-1, -1) and self.labels[a] != self.labels[b]:
                parted = (self.labels[a], self.labels[b])
            key = (a, b, parted != (-1, -1))
            if key in seen:
                continue
            seen.add(key)
            for x in self.follows[a]:
                for y in self.follows[b]:
                    if x == y == 0 and parted != (-1, -1):
                        return parted
                    if x and y:
                        todo.append((x, y, parted))
        return None
