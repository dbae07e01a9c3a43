"""What two units shoot in six days: scenes, setups, takes, when, and on which cards. Nothing is wrong with it yet."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from chutier.demo.week_shot import DATES, FPS, MOS, WILD, Card, Rolled, Shot
from chutier.timecode import SECONDS_PER_DAY

MIDNIGHT = SECONDS_PER_DAY * FPS
NIGHT = 4
"""The day on which the main unit shoots past midnight."""

_SCENES, _SHOT_SCENES, _MAIN_SCENES, _MAIN_PART = 118, 60, 46, 0.76
_CAMERAS = {1: {"A": 52, "AB": 42, "B": 6}, 2: {"C": 65, "CD": 18, "D": 17}}
"""Which cameras roll, and how often of a hundred setups."""

_TAKES = {1: (2, 3, 3, 3, 4, 4, 5, 6), 2: (1, 2, 2, 3, 3, 4)}
_SECONDS = {1: (15, 80), 2: (8, 40)}
_SILENT = {1: 0.05, 2: 0.55}
_WILD = {1: 0.15, 2: 0.2}
_SIZES = ("PG", "PE", "PM", "PA", "PRT", "PRP", "GP", "TGP", "INS")
_NOTES = {
    1: ("faux départ au début", "avion", "très bien la fin", "perche dans le champ", "texte juste", "point un peu tard",
        "la bonne, avec le rire", "raccord main gauche"),
    2: ("clouds in the middle", "focus buzz at the end", "best one", "boat in frame", "slow pan", "wind"),
}  # fmt: skip
_HEARD = {1: "ambiance du décor", 2: "atmosphere of the set"}
_CLIPS_ON_A_CARD = 36
_LEAST_GAP = 20 * FPS


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The week as it was shot. `first` is the number of each camera's first card."""

    shots: tuple[Shot, ...]
    first: Mapping[str, int]


@dataclass(slots=True)
class _Setup:
    """A setup while the day is planned."""

    cameras: str
    takes: int
    mos: bool
    scene: str = ""
    setup: str = ""
    mark: str = ""
    wild: bool = False


def scene_labels() -> list[str]:
    """The 120 scenes of the script in their order, 12bis and A47 among them."""
    labels: list[str] = []
    for number in range(1, _SCENES + 1):
        labels += ["A47", "47"] if number == 47 else [str(number)]
        labels += ["12bis"] if number == 12 else []
    return labels


def plan_week(rng: random.Random, clips: int) -> Plan:
    """A week of `clips` picture clips, by what `rng` throws."""
    others = [label for label in scene_labels() if label not in ("12bis", "A47")]
    chosen = ["12bis", "A47", *rng.sample(others, _SHOT_SCENES - 2)]
    shots: list[Shot] = []
    for unit, scenes in ((1, chosen[:_MAIN_SCENES]), (2, chosen[_MAIN_SCENES:])):
        rng.shuffle(scenes)
        wanted = clips * (_MAIN_PART if unit == 1 else 1 - _MAIN_PART)
        shots += _Unit(rng, unit, scenes, len(shots)).week(wanted)
    return Plan(shots=tuple(_on_cards(rng, shots)), first={letter: rng.randint(3, 40) for letter in "ABCD"})


class _Unit:
    """One unit's week; counts takes, plans and wild tracks of its scenes from day to day."""

    def __init__(self, rng: random.Random, unit: int, scenes: Sequence[str], shots: int) -> None:
        self.rng = rng
        self.unit = unit
        self.scenes = scenes
        self.number = shots
        self.takes: dict[str, int] = {}
        self.plans: dict[str, int] = {}
        self.done: list[_Setup] = []

    def week(self, clips: float) -> Iterator[Shot]:
        made = 0
        for day in range(1, len(DATES) + 1):
            scenes = self.scenes[len(self.scenes) * (day - 1) // 6 : len(self.scenes) * day // 6]
            shots = list(self._day(day, scenes, round(clips * day / 6) - made))
            made += sum(len(shot.rolled) for shot in shots)
            yield from self._timed(day, shots)

    def _day(self, day: int, scenes: Sequence[str], clips: int) -> Iterator[Shot]:
        setups = list(self._setups(clips))
        night = day == NIGHT and self.unit == 1
        back = [one for one in self.done if not one.mos]
        if back and setups and not setups[0].mos:  # what a later day shoots again of an earlier one
            again = self.rng.choice(back)
            setups[0].scene, setups[0].setup, setups[0].mark = again.scene, again.setup, "PU"
        for index, one in enumerate(setups):
            if not one.scene:
                one.scene = scenes[index * len(scenes) // len(setups)]
                self.plans[one.scene] = self.plans.get(one.scene, 0) + 1
                one.setup = str(self.plans[one.scene])
                one.mark = MOS if one.mos else "SER" if self.rng.random() < 0.04 else ""
            if night and index > len(setups) // 2:
                one.mos, one.mark = False, one.mark.replace(MOS, "")
            elif self.rng.random() < _WILD[self.unit]:
                one.wild = True
            self.done.append(one)
            yield from self._of_setup(day, one)

    def _setups(self, clips: int) -> Iterator[_Setup]:
        """Setups that make `clips` clips together."""
        while clips > 0:
            often = _CAMERAS[self.unit]
            cameras = self.rng.choices(list(often), list(often.values()))[0]
            takes = self.rng.choice(_TAKES[self.unit])
            takes = max(1, min(takes, clips // len(cameras)))
            clips -= takes * len(cameras)
            yield _Setup(cameras=cameras, takes=takes, mos=self.rng.random() < _SILENT[self.unit])

    def _of_setup(self, day: int, one: _Setup) -> Iterator[Shot]:
        rng, size = self.rng, self.rng.choice(_SIZES)
        for _take in range(one.takes):
            low, high = _SECONDS[self.unit]
            frames = rng.randint(low * FPS, high * FPS)
            cards = [Card(camera=letter, day=day, index=0) for letter in one.cameras]
            late = rng.randint(2, 5) if len(cards) > 1 and rng.random() < 0.2 else 0
            yield self._shot(
                day, one.scene, one.setup, one.mark, frames=frames, size=size, sound=not one.mos,
                rolled=tuple(Rolled(card=card, late=late if index else 0) for index, card in enumerate(cards)),
                circled=rng.random() < 1 / 3, note=rng.choice(_NOTES[self.unit]) if rng.random() < 0.25 else "",
                lead=0 if one.mos else rng.randint(60, 84), tail=0 if one.mos else rng.randint(18, 36),
            )  # fmt: skip
        if one.wild:
            frames = rng.randint(20 * FPS, 60 * FPS)
            yield self._shot(day, one.scene, "", WILD, frames=frames, note=_HEARD[self.unit])

    def _shot(self, day: int, scene: str, setup: str, mark: str, **more: object) -> Shot:
        self.number += 1
        key = f"{scene}/{setup}"
        self.takes[key] = self.takes.get(key, 0) + 1
        return Shot(
            number=self.number, day=day, unit=self.unit, scene=scene, setup=setup, mark=mark, take=self.takes[key],
            **more,  # type: ignore[arg-type]
        )  # fmt: skip

    def _timed(self, day: int, shots: Sequence[Shot]) -> Iterator[Shot]:
        """`shots` one after the other over the day, with more time before a new setup than before another take."""
        rng, night = self.rng, day == NIGHT
        hours = 10.3 if night and self.unit == 1 else 7 if night else 9.5
        now = ((15 if night else 12 if day == NIGHT + 1 else 8) * 3600 + rng.randrange(1500)) * FPS
        weights = [
            (1 if (before.scene, before.setup) == (shot.scene, shot.setup) else 5) * rng.uniform(0.6, 1.4)
            for before, shot in pairwise(shots)
        ]
        free = hours * 3600 * FPS - sum(shot.frames for shot in shots)
        crossed = not (night and self.unit == 1)
        for shot, weight in zip(shots, [0, *weights], strict=False):
            now += max(_LEAST_GAP, round(free * weight / (sum(weights) or 1)))
            if not crossed and now + shot.frames > MIDNIGHT - 60 * FPS:
                now, crossed = MIDNIGHT - shot.frames // 2, True
            yield replace(shot, start=now)
            now += shot.frames


def _on_cards(rng: random.Random, shots: Sequence[Shot]) -> Iterator[Shot]:
    """`shots` with the cards of a camera's day cut into one to three; indices leave room for others between."""
    counts: dict[Card, int] = {}
    for shot in shots:
        for rolled in shot.rolled:
            counts[rolled.card] = counts.get(rolled.card, 0) + 1
    cuts: dict[Card, list[int]] = {}
    for card, count in counts.items():
        pieces = max(1, min(3, round(count / _CLIPS_ON_A_CARD + rng.uniform(-0.4, 0.4))))
        cuts[card] = [count * piece // pieces + rng.randint(-2, 2) for piece in range(1, pieces)]
    seen: dict[Card, int] = {}
    for shot in shots:
        cameras = []
        for rolled in shot.rolled:
            place = seen[rolled.card] = seen.get(rolled.card, 0) + 1
            index = 10 * sum(place > cut for cut in cuts[rolled.card])
            cameras.append(replace(rolled, card=replace(rolled.card, index=index)))
        yield replace(shot, rolled=tuple(cameras))
