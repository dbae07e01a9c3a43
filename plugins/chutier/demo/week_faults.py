"""Faults for the generated week: what goes wrong on a shoot, each thing on a take of its own, none near another."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from chutier.demo.week_names import Names, names_of
from chutier.demo.week_paper import spreadsheet_date
from chutier.demo.week_plan import MIDNIGHT, Plan
from chutier.demo.week_shot import FPS, Card, Shot
from chutier.errors import UsageError
from chutier.i18n import _

SEVERITIES = {
    "reel-twice": "blocking", "card-absent": "blocking", "circled-absent": "blocking", "unreadable": "blocking",
    "tc-overlap": "warning", "conflict": "warning", "no-slate": "warning", "clip-gap": "warning",
    "no-picture": "warning", "duplicate": "warning", "take-gap": "warning", "excel-date": "notice",
    "take-absent": "warning", "not-in-notes": "warning", "no-sound": "warning", "rate": "warning",
    "raster": "warning", "codec": "warning", "tracks": "warning", "sound-drift": "warning",
}  # fmt: skip
"""How bad each fault is, by its code; those that need most room first, because they are seeded first."""

_AROUND = 2
"""Clips on either side of a fault that no other touches."""

_ON_ABSENT_CARD = range(3, 7)
_MOST_CARDS = 3
"""Of a camera on a day, when it can be."""

_MOST_CARD_FAULTS = 2
"""Of each kind in a week: there are no more cards to spare."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong. `about` are words to find it by: the slate with its take (`12/3-2`), the clip
    (`A012C003`), the card (`A012`), the sound (`S003T007`), any of them."""

    code: str
    severity: str
    day: int
    about: tuple[str, ...]


def seed_faults(rng: random.Random, plan: Plan, count: int) -> tuple[tuple[Shot, ...], Names, tuple[Fault, ...]]:
    """The week of `plan` with `count` faults in it, and what everything is then called.

    Raises UsageError when the week is too short for them.
    """
    hand = _Hand(rng, plan.shots)
    for code, often in _allotted(rng, count).items():
        for _n in range(often):
            hand.seed(code)
    shots = tuple(hand.shots.values())
    names = names_of(shots, plan.first)
    faults = (
        Fault(code=code, severity=SEVERITIES[code], day=shots_of[0].day, about=tuple(_about(code, shots_of, names)))
        for code, shots_of in ((code, [hand.shots[n] for n in numbers]) for code, numbers in hand.seeded)
    )
    return shots, names, tuple(sorted(faults, key=lambda fault: (fault.day, fault.code, fault.about)))


def _allotted(rng: random.Random, count: int) -> dict[str, int]:
    """How often each kind of fault is seeded: all alike, but few whole cards."""
    often = dict.fromkeys(SEVERITIES, 0)
    while count > 0:
        open_to = [code for code in SEVERITIES if code not in _CARD_FAULTS or often[code] < _MOST_CARD_FAULTS]
        for code in open_to if count >= len(open_to) else rng.sample(open_to, count):
            often[code] += 1
            count -= 1
    return often


def _about(code: str, shots: Sequence[Shot], names: Names) -> Iterator[str]:
    shot = shots[0]
    if code in _CARD_FAULTS:
        cards = [rolled.card for rolled in shot.rolled if code == "card-absent" or rolled.card.called]
        yield names.cards[cards[0]]
        return
    if code not in ("clip-gap", "no-slate"):
        yield shot.written
    yield from names.of_shot(shot)
    if code in ("no-picture", "tracks", "sound-drift"):
        yield names.sounds[shot.number]
    if code == "excel-date":
        yield spreadsheet_date(shot)


class _Hand:
    """What seeds the faults. `touched` are the shots that no other fault may come near."""

    def __init__(self, rng: random.Random, shots: Iterable[Shot]) -> None:
        self.rng = rng
        self.shots = {shot.number: shot for shot in shots}
        self.touched: set[int] = set()
        self.seeded: list[tuple[str, list[int]]] = []
        self.by_setup: dict[tuple[str, str], list[int]] = {}
        for shot in sorted(self.shots.values(), key=lambda one: one.take):
            self.by_setup.setdefault((shot.scene, shot.setup), []).append(shot.number)
        self.deal()

    def deal(self) -> None:
        """Put the shots on their cards."""
        self.by_card: dict[Card, list[int]] = {}
        for shot in sorted(self.shots.values(), key=lambda one: (one.day, one.start)):
            for rolled in shot.rolled:
                self.by_card.setdefault(rolled.card, []).append(shot.number)

    def seed(self, code: str) -> None:
        """One fault of this code, somewhere."""
        done = _CARD_FAULTS[code](self) if code in _CARD_FAULTS else self._seed_take(code)
        if not done:
            raise UsageError(
                _("this week is too short for so many faults: no room for {code}").format(code=code),
                hint=_("ask for fewer faults, or for more clips"),
            )

    def _seed_take(self, code: str) -> bool:
        fits = _FITS[code]
        found = [shot for shot in self.shots.values() if self.is_free(shot) and not shot.wild and fits(self, shot)]
        if not found:
            return False
        shot = replace(self.rng.choice(found), flaw=code)
        if code in _MORE:
            shot = _MORE[code](self, shot)
        self.shots[shot.number] = shot
        self.touch([shot.number])
        self.seeded.append((code, [shot.number]))
        return True

    def is_free(self, shot: Shot) -> bool:
        """Whether no fault is near; the take over midnight stays as it is."""
        return shot.number not in self.touched and not shot.start <= MIDNIGHT < shot.end

    def touch(self, numbers: Iterable[int]) -> None:
        """Keep these shots, and those beside them in their setups and on their cards, from other faults."""
        for number in numbers:
            shot = self.shots[number]
            rows = [(self.setup_of(shot), 1), *((self.by_card[rolled.card], _AROUND) for rolled in shot.rolled)]
            for row, around in rows:
                at = row.index(number)
                self.touched.update(row[max(0, at - around) : at + around + 1])

    def setup_of(self, shot: Shot) -> list[int]:
        """The takes of its setup, over the whole week."""
        return self.by_setup[shot.scene, shot.setup]

    def is_last(self, shot: Shot) -> bool:
        """Whether it is the last of several takes of its setup."""
        takes = self.setup_of(shot)
        return len(takes) > 1 and takes[-1] == shot.number

    def inside(self, shot: Shot) -> bool:
        """Whether other clips lie before and after it on its card."""
        numbers = self.by_card[shot.rolled[0].card]
        return shot.number not in (numbers[0], numbers[-1])

    def cards_of(self, own: Card) -> list[Card]:
        """The cards of its camera on its day, itself too."""
        return [card for card in self.by_card if (card.camera, card.day) == (own.camera, own.day)]

    def beside(self, shot: Shot) -> list[Card]:
        """Other cards of its day where no fault concerns the whole card: of its camera, else of its unit."""
        own = shot.rolled[0].card
        whole = [card for card, numbers in self.by_card.items() if not self.touched.issuperset(numbers)]
        of_day = [card for card in whole if card.day == own.day and card != own]
        same_unit = [card for card in of_day if (card.camera in "AB") is (own.camera in "AB")]
        return [card for card in of_day if card.camera == own.camera] or same_unit

    def other_plans(self, shot: Shot) -> list[str]:
        """Plans of its scene, no fault near, of which a take of its number exists."""
        return [
            setup for (scene, setup), takes in self.by_setup.items()
            if scene == shot.scene and setup not in ("", shot.setup) and len(takes) >= shot.take
            and not self.touched.intersection(takes)
        ]  # fmt: skip

    def alone(self, shot: Shot) -> bool:
        """Whether no recorder of the other unit ran meanwhile."""
        return not any(
            other.day == shot.day and other.unit != shot.unit and other.sound
            and other.start - other.lead < shot.end + FPS and shot.start - FPS < other.end + other.tail
            for other in self.shots.values()
        )  # fmt: skip

    def before(self, shot: Shot) -> Shot | None:
        """What its unit shot right before, when it lies on the same card."""
        numbers = self.by_card[shot.rolled[0].card]
        at = numbers.index(shot.number)
        return self.shots[numbers[at - 1]] if at and numbers[at - 1] == shot.number - 1 else None


def _single(shot: Shot) -> bool:
    return len(shot.rolled) == 1


def _plain(shot: Shot) -> bool:
    """One camera, not circled."""
    return _single(shot) and not shot.circled


def _is_date(shot: Shot) -> bool:
    return shot.unit == 1 and shot.scene.isdecimal() and int(shot.scene) <= 28 and int(shot.setup) <= 12


_FITS: dict[str, Callable[[_Hand, Shot], bool]] = {
    "circled-absent": lambda h, s: _single(s) and s.circled and s.sound,
    "take-absent": lambda h, s: _plain(s) and s.sound and len(h.setup_of(s)) > 1,
    "not-in-notes": lambda h, s: not s.circled and s.sound,
    "no-sound": lambda h, s: s.unit == 1 and not s.circled and s.sound,
    "no-picture": lambda h, s: not s.circled and s.sound and h.is_last(s),
    "duplicate": lambda h, s: _single(s) and bool(h.beside(s)),
    "conflict": lambda h, s: _single(s) and s.sound and not s.mark and bool(h.other_plans(s)),
    "clip-gap": lambda h, s: _plain(s) and h.is_last(s) and h.inside(s),
    "take-gap": lambda h, s: not s.circled and s.take > 1 and not h.is_last(s),
    "tc-overlap": lambda h, s: _plain(s) and s.mos and h.before(s) is not None,
    "rate": lambda h, s: _plain(s),
    "raster": lambda h, s: _plain(s),
    "codec": lambda h, s: _plain(s),
    "tracks": lambda h, s: s.sound,
    "sound-drift": lambda h, s: s.sound,
    "no-slate": lambda h, s: _plain(s) and s.sound and h.is_last(s) and h.alone(s),
    "unreadable": lambda h, s: _plain(s),
    "excel-date": lambda h, s: _is_date(s),
}
"""Which take may have the fault."""


def _copied(hand: _Hand, shot: Shot) -> Shot:
    return replace(shot, copied_to=hand.rng.choice(hand.beside(shot)))


def _contradicted(hand: _Hand, shot: Shot) -> Shot:
    plan = hand.rng.choice(hand.other_plans(shot))
    hand.touched.update(hand.by_setup[shot.scene, plan])
    return replace(shot, camera_says=f"{shot.scene}/{plan}")


def _overlapping(hand: _Hand, shot: Shot) -> Shot:
    before = hand.before(shot)
    end = before.end if before else shot.start
    return replace(shot, start=end - hand.rng.randint(2 * FPS, 5 * FPS))


_MORE: dict[str, Callable[[_Hand, Shot], Shot]] = {
    "duplicate": _copied, "conflict": _contradicted, "tc-overlap": _overlapping,
}  # fmt: skip


def _card_absent(hand: _Hand) -> bool:
    """The first or the last takes of a card went onto a card of their own, which never arrived."""
    counts = list(_ON_ABSENT_CARD)
    hand.rng.shuffle(counts)
    for most, count in product((_MOST_CARDS, 2 * _MOST_CARDS), counts):
        found = [
            (card, part, side) for card, numbers in hand.by_card.items()
            if len(numbers) > 2 * count and len(hand.cards_of(card)) < most
            for part, side in ((numbers[:count], -1), (numbers[-count:], 1))
            if all(_single(s) and s.sound and hand.is_free(s) for s in (hand.shots[number] for number in part))
        ]  # fmt: skip
        if found:
            card, numbers, side = hand.rng.choice(found)
            hand.touch(numbers)
            own = replace(card, index=card.index + side)
            for number in numbers:
                shot = hand.shots[number]
                hand.shots[number] = replace(shot, rolled=(replace(shot.rolled[0], card=own),), flaw="card-absent")
            hand.deal()
            hand.seeded.append(("card-absent", numbers))
            return True
    return False


def _reel_twice(hand: _Hand) -> bool:
    """A card of the second unit bears the name of one of its earlier cards."""
    free = [
        card for card, numbers in hand.by_card.items()
        if card.camera in "CD" and len(numbers) > 2 and all(hand.is_free(hand.shots[n]) for n in numbers)
    ]  # fmt: skip
    found = [(a, b) for a in free for b in free if a.camera == b.camera and a.day < b.day]
    if not found:
        return False
    earlier, later = hand.rng.choice(found)
    hand.touch([*hand.by_card[earlier], *hand.by_card[later]])
    numbers = hand.by_card[later]
    for number in numbers:
        shot = hand.shots[number]
        rolled = tuple(
            replace(one, card=replace(later, called=earlier)) if one.card == later else one for one in shot.rolled
        )
        hand.shots[number] = replace(shot, rolled=rolled)
    hand.deal()
    hand.seeded.append(("reel-twice", numbers))
    return True


_CARD_FAULTS: dict[str, Callable[[_Hand], bool]] = {"card-absent": _card_absent, "reel-twice": _reel_twice}
"""Faults of whole cards."""
