"""The order of the cutting room: scenes as in the script, then setups, then takes.

Two schools of added scenes meet in one order: prefixed ones come before their number (A47, 47), suffixed ones after it
(10, 10A, 11). A letter may itself be split: A48 is preceded by AA48, 95A by 95AA.
"""

import re

from chutier.slate.value import Slate, SlateRules

Key = tuple[object, ...]

_LABEL = re.compile(r"([^\W\d_]*)(\d+)(.*)", re.DOTALL)
_WORDS = {"bis": 1, "ter": 2, "quater": 3, "quinquies": 4, "sexies": 5}
_END = 99  # after any letter: AA48 comes before A48


def split_label(label: str) -> tuple[str, int | None, str]:
    """Prefix, number and suffix of a scene label: `A47` → ('A', 47, ''), `12bis` → ('', 12, 'bis'). None: no number."""
    match = _LABEL.fullmatch(label.strip())
    return (match[1].upper(), int(match[2]), match[3].strip()) if match else (label.strip().upper(), None, "")


def _inserted(suffix: str) -> tuple[int, ...]:
    """Rank of what is added after a number: nothing, bis, ter …, or letters where AA comes before A."""
    if not suffix:
        return (0,)
    if suffix.lower() in _WORDS:
        return (1, _WORDS[suffix.lower()])
    return (2, *(ord(letter) - 64 for letter in suffix.upper()[:8]), _END)


def scene_key(label: str, rules: SlateRules | None = None) -> Key:
    """Sorts scene labels in script order. Labels without a number come last, alphabetically."""
    prefix, number, suffix = split_label(label)
    if number is None:
        return (1, 0, (), (), label.casefold())
    letters = tuple(ord(letter) - 64 for letter in prefix)
    before = rules.prefix_before if rules else True
    # The empty prefix comes last when prefixed scenes precede their number, first when they follow it.
    rank = ((*letters, _END * 2) if letters else (_END * 4,)) if before else ((1, *letters) if letters else (0,))
    return (0, number, rank, _inserted(suffix), "")


def _setup_key(setup: str) -> Key:
    """Plan numbers by number then bis and letters; US setup letters by length: Z before AA."""
    match = re.fullmatch(r"(\d+)(.*)", setup)
    if match:
        return (1, int(match[1]), _inserted(match[2]), "")
    return (0 if not setup else 2, len(setup), (0,), setup)


def slate_key(slate: Slate, rules: SlateRules) -> Key:
    """Sorts slates: episode, scene, setup or slate number, take, camera. A slate without a take precedes its takes."""
    number = -1 if slate.slate is None else slate.slate
    take = -1 if slate.take is None else slate.take
    episode = (int(slate.ep), slate.ep) if slate.ep.isdecimal() else (0, slate.ep)
    scene = scene_key(slate.scene, rules) if slate.scene else (-1, 0, (), (), "")
    place = (number, slate.variant, scene) if slate.system == "uk" else (scene, _setup_key(slate.setup))
    return (episode, place, take, slate.cameras, slate.tags)


def sortable(label: str) -> str:
    """A form of a scene label that sorts right in a program that knows only text: `A47` → `046_A47`, `12bis` → `012bis`.

    A prefixed scene takes the number before it, so that it stands between 46 and 47.
    """
    prefix, number, suffix = split_label(label)
    if number is None:
        return label
    return f"{max(number - 1, 0):03}_{prefix}{number}{suffix}" if prefix else f"{number:03}{suffix}"
