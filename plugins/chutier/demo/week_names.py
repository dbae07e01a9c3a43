"""What the cards, clips, sound rolls and sounds of the generated week are called, counted as cameras count."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chutier.demo.week_shot import DATES, Card, Shot

SERIALS = {"A": "R1AB", "B": "R2CD", "C": "R3EF", "D": "R4GH"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """`cards`: `A012`; `clips`, by shot number and camera: `A012C003`; `sounds`, by shot number: `S003T007`."""

    cards: Mapping[Card, str]
    clips: Mapping[tuple[int, str], str]
    sounds: Mapping[int, str]

    def of_shot(self, shot: Shot) -> tuple[str, ...]:
        """Its clips, camera by camera."""
        return tuple(self.clips[shot.number, letter] for letter in shot.cameras if (shot.number, letter) in self.clips)

    def file(self, shot: Shot, camera: str) -> str:
        """A clip's whole name, as ARRI cameras give it."""
        return f"{self.clips[shot.number, camera]}_{DATES[shot.day - 1]:%y%m%d}_{SERIALS[camera]}"


def sound_roll(day: int, unit: int) -> str:
    """Each unit has a roll a day: `S003`, `S103`."""
    return f"S{(unit - 1) * 100 + day:03}"


def names_of(shots: Iterable[Shot], first: Mapping[str, int]) -> Names:
    """Name everything in `shots`, in the order of shooting; `first` is each camera's first card of the week."""
    in_order = sorted(shots, key=lambda shot: (shot.day, shot.start, shot.number))
    cards: dict[Card, str] = {}
    counts = dict(first)
    for card in sorted({r.card for shot in in_order for r in shot.rolled}, key=lambda c: (c.camera, c.day, c.index)):
        if card.called is not None:
            cards[card] = cards[card.called]
            continue
        cards[card] = f"{card.camera}{counts[card.camera]:03}"
        counts[card.camera] += 1
    clips: dict[tuple[int, str], str] = {}
    sounds: dict[int, str] = {}
    on_card: dict[Card, int] = {}
    on_roll: dict[str, int] = {}
    for shot in in_order:
        for rolled in shot.rolled if shot.numbered else ():
            number = on_card[rolled.card] = on_card.get(rolled.card, 0) + 1
            clips[shot.number, rolled.card.camera] = f"{cards[rolled.card]}C{number:03}"
        if shot.heard:
            roll = sound_roll(shot.day, shot.unit)
            number = on_roll[roll] = on_roll.get(roll, 0) + 1
            sounds[shot.number] = f"{roll}T{number:03}"
    return Names(cards=cards, clips=clips, sounds=sounds)
