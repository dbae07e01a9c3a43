"""What a card or sound roll is called, whose it is, and of which day: from what its files and its path say."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePath
from typing import TypeVar

from chutier.catalog.cards import day_of_path
from chutier.catalog.recordings import is_recording, stem
from chutier.model import MediaInfo, MediaKind, Roll

T = TypeVar("T", str, date)

_CAMERA = re.compile(r"(?P<camera>[A-Z])[A-Z]?_?\d{2,4}(?!\d)\S*", re.IGNORECASE)
_SIX_OR_EIGHT = re.compile(r"(?<!\d)(?:20)?(\d{2})(\d{2})(\d{2})(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the person who ingests says of the rolls; None leaves it to the files."""

    day: int | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A roll with its origins: `told`, `file`, `name`, `path`, `date` or `calendar`; empty where nothing says."""

    roll: Roll
    day_origin: str = ""
    date_origin: str = ""


def settle(
    folder: str,
    infos: Sequence[MediaInfo],
    told: Told,
    days_by_date: Mapping[date, int],
    day_one: date | None,
) -> Settled:
    """The roll in `folder`, whose recordings are `infos`. What nobody says stays None.

    `days_by_date`: shooting days already known by their date. `day_one`: the date of day 1, when days are counted.
    """
    recordings = [info for info in infos if is_recording(info)]
    sounds = sum(info.kind is MediaKind.SOUND for info in recordings)
    kind = MediaKind.SOUND if sounds * 2 > len(recordings) else MediaKind.PICTURE
    name = _name(recordings) or PurePath(folder).name or folder
    shot_on, date_origin = _date(recordings, told)
    day, day_origin = _day(folder, shot_on, told, days_by_date, day_one)
    camera = _camera(name, recordings) if kind is MediaKind.PICTURE else ""
    roll = Roll(name=name, kind=kind, path=folder, camera=camera, day=day, date=shot_on)
    return Settled(roll=roll, day_origin=day_origin, date_origin=date_origin)


def _name(recordings: Sequence[MediaInfo]) -> str:
    """The reel that more than half of the recordings carry."""
    reel, count = _most_said([info.reel for info in recordings if info.reel])
    return reel if reel and count * 2 > len(recordings) else ""


def _most_said(values: Sequence[T]) -> tuple[T | None, int]:
    counts = Counter(values)
    if not counts:
        return None, 0
    most = max(counts.values())
    return min((value for value, count in counts.items() if count == most), key=str), most


def _camera(name: str, recordings: Sequence[MediaInfo]) -> str:
    """The camera letter that the names of the clips say, else the roll's first letter."""
    letters = [str(s.value) for info in recordings for s in info.said if s.field == "cam" and s.value]
    letter, _count = _most_said(letters)
    if letter:
        return letter
    match = _CAMERA.fullmatch(name)
    return match["camera"].upper() if match else ""


def _date(recordings: Sequence[MediaInfo], told: Told) -> tuple[date | None, str]:
    """As told, else what most files carry inside, else what most names say."""
    if told.on:
        return told.on, "told"
    inside: list[date] = []
    names: list[date] = []
    for info in recordings:
        said = [(s.value, s.origin) for s in info.said if s.field == "date" and isinstance(s.value, date)]
        inside += [value for value, origin in said if origin != "name"][:1] or (
            [info.created.date()] if info.created else []
        )
        names += [value for value, origin in said if origin == "name"][:1] or _date_in(stem(info.path))
    for values, origin in ((inside, "file"), (names, "name")):
        value, _count = _most_said(
            [v for v in values if v.year >= 1990]
        )  # a clock that was never set says 1904 or 1970
        if value is not None:
            return value, origin
    return None, ""


def _date_in(name: str) -> list[date]:
    """YYMMDD or YYYYMMDD standing alone in a clip's name, when it is a date at all."""
    for match in _SIX_OR_EIGHT.finditer(name):
        try:
            return [date(2000 + int(match[1]), int(match[2]), int(match[3]))]
        except ValueError:
            continue
    return []


def _day(
    folder: str, shot_on: date | None, told: Told, days_by_date: Mapping[date, int], day_one: date | None
) -> tuple[int | None, str]:
    if told.day is not None:
        return told.day, "told"
    by_path = day_of_path(folder)
    if by_path is not None:
        return by_path, "path"
    if shot_on is not None and shot_on in days_by_date:
        return days_by_date[shot_on], "date"
    if shot_on is not None and day_one is not None and shot_on >= day_one:
        return (shot_on - day_one) // timedelta(days=1) + 1, "calendar"
    return None, ""
