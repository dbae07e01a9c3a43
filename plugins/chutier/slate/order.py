"""The order of the cutting room: scenes as in the script, then setups, then takes.

Two schools of added scenes meet in one order: prefixed ones come before their number (A47, 47), suffixed ones after it
(10, 10A, 11). A letter may itself be split: A48 is preceded by AA48, 95A by 95AA.
"""

import re

from chutier.slate.value import Slate, SlateRules

Key = tuple[object, ...]

_LABEL = re.compile(r"([^\W\d_]*)([0-9]+)(.*)", re.DOTALL)
_WORDS = ("bis", "ter", "quater", "quinquies", "sexies")
_END = 0x110000  # after any letter: AA48 comes before A48


def split_label(label: str) -> tuple[str, int | None, str]:
    """Prefix, number and suffix of a scene label: `A47` → ('A', 47, ''), `12bis` → ('', 12, 'bis'). None: no number."""
    match = _LABEL.fullmatch(label.strip())
    return (match[1].upper(), int(match[2]), match[3].strip()) if match else (label.strip().upper(), None, "")


def role_prefix(label: str, rules: SlateRules) -> str:
    """The letters before a scene number to which the show gives a meaning, the longest that fit; empty when none."""
    letters = split_label(label)[0]
    declared = (prefix.upper() for prefix in rules.prefixes)
    return max((prefix for prefix in declared if prefix and letters.startswith(prefix)), key=len, default="")


def scene_key(label: str, rules: SlateRules | None = None) -> Key:
    """Sorts scene labels in script order. Labels without a number come last, alphabetically.

    A prefix that the show gives a meaning (V, plate) is no added scene: V12 follows 12, before 12A.
    """
    role = role_prefix(label, rules) if rules else ""
    prefix, number, suffix = split_label(label.strip()[len(role) :])
    if number is None:
        return (1, 0, (), (), role, label.strip().casefold())
    before = rules.prefix_before if rules else True
    words = rules.inserted if rules and rules.inserted else _WORDS
    return (0, number, _prefix(prefix, before), _inserted(suffix, words), role, "")


def _prefix(prefix: str, before: bool) -> tuple[int, ...]:
    """Rank of the letters before a number: AA, A, BA, B, then none; none first where prefixed scenes come after."""
    if not prefix:
        return (1 if before else 0,)
    return (0 if before else 1, *map(ord, prefix), _END)


def _inserted(suffix: str, words: tuple[str, ...]) -> tuple[int, ...]:
    """Rank of what is added after a number: nothing, bis, ter …, or letters where AA comes before A."""
    small = suffix.lower()
    for rank, word in enumerate(words, start=1):
        if small.startswith(word.lower()):
            return (1, rank, *_inserted(suffix[len(word) :].strip(), ()))
    return (2, *map(ord, suffix.upper()), _END) if suffix else (0,)


def _setup_key(setup: str, rules: SlateRules) -> Key:
    """Plan numbers by number then bis and letters; US setup letters by length: Z before AA."""
    match = re.fullmatch(r"([0-9]+)(.*)", setup, re.DOTALL)
    if match:
        return (1, int(match[1]), _inserted(match[2].strip(), rules.inserted or _WORDS), "")
    return (0 if not setup else 2, len(setup), (0,), setup.upper())


def slate_key(slate: Slate, rules: SlateRules) -> Key:
    """Sorts slates: episode, slate number (uk), scene, setup, take, camera, tags.

    Wild tracks follow the pictures of their scene; a slate without a take precedes its takes, one without a scene
    follows all that have one.
    """
    number = -1 if slate.slate is None else slate.slate
    take = -1 if slate.take is None else slate.take
    episode = (int(slate.ep), slate.ep) if slate.ep.isascii() and slate.ep.isdigit() else (-1, slate.ep)
    placed = 0 if slate.scene or slate.slate is not None else 1
    scene = scene_key(slate.scene, rules)
    shot = (_setup_key(slate.setup, rules), slate.variant)
    return (episode, placed, number, scene, slate.wild, shot, take, slate.cameras, slate.tags)


def sortable(label: str) -> str:
    """A form of a scene label that sorts right where only text is sorted: `A47` → `046_A47`, `12bis` → `012bis`.

    A prefixed scene takes the number before it, so that it stands between 46 and 47. Text alone cannot put AA48 before
    A48; where a show has both, sort by `scene_key`.
    """
    prefix, number, suffix = split_label(label)
    if number is None:
        return label
    return f"{max(number - 1, 0):03}_{prefix}{number}{suffix}" if prefix else f"{number:03}{suffix}"
