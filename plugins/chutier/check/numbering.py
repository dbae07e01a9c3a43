"""Numbers that are left out: clips of a card, takes of a setup, setups of a scene."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from chutier.catalog.load import Recording
from chutier.catalog.merge import folded_text
from chutier.check.facts import Facts, issue, short
from chutier.check.issue import Issue
from chutier.check.takes import Absent
from chutier.fields import FieldValue
from chutier.i18n import _
from chutier.model import MediaKind

_CLIP = re.compile(r"([A-Z]{1,2}_?\d{3,4}_?)([CS])(\d{3,4})")

_MOSTLY = 2
"""A card with fewer clips than this times its gaps is not numbered in sequence."""


def clip_numbers(facts: Facts, missing: Sequence[Absent]) -> Iterator[Issue]:
    """`clip-gap`: numbers missing between the clips of one reel; those that papers tell of are told of there."""
    by_reel: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    days: dict[tuple[str, str], int | None] = {}
    for recording in facts.recordings.values():
        roll, letter, number = _numbered(facts, recording)
        if number is not None:
            by_reel[roll, letter][number] = recording.id
            days[roll, letter] = recording.roll.roll.day
    told = {folded_text(name) for one in missing for name in one.names}
    for (roll, letter), numbers in sorted(by_reel.items()):
        gaps = _gaps(list(numbers), _first(facts, numbers))
        gaps = [n for n in gaps if not any(t.startswith(folded_text(f"{roll}{letter}{n:03}")) for t in told)]
        if not gaps or len(numbers) < _MOSTLY * len(gaps):
            continue
        names = ", ".join(f"{roll}{letter}{number:03}" for number in gaps)
        what = _("{roll}: {clips} is missing between the others").format(roll=roll, clips=names)
        near = [n for gap in gaps for n in (gap - 1, gap + 1) if n in numbers]
        seen = [(facts.name(numbers[number]), "") for number in dict.fromkeys(near)]
        yield issue("clip-gap", names, what, evidence=seen, day=days[roll, letter])


def _numbered(facts: Facts, recording: Recording) -> tuple[str, str, int | None]:
    """Reel, letter and number of a clip; of one that cannot be read, as its name has them. None: it has no number."""
    lead = recording.lead
    if recording.kind is not MediaKind.PICTURE:
        return "", "", None
    if digits := "".join(filter(str.isdigit, lead.clip_number)):
        return lead.reel or recording.roll.roll.name, lead.clip_number.rstrip("0123456789"), int(digits)
    match = _CLIP.fullmatch(short(facts.name(recording.id))) if lead.error else None
    return (match[1], match[2], int(match[3])) if match else ("", "", None)


def _first(facts: Facts, numbers: Mapping[int, str]) -> int:
    """Where the numbers of a card begin: at 1 where its camera counts each card anew."""
    families = {facts.recordings[clip].lead.family for clip in numbers.values()}
    return 1 if families & {"arri", "red", "sony_cine"} else min(numbers)


def _gaps(numbers: Sequence[int], first: int) -> list[int]:
    there = set(numbers)
    return [number for number in range(min(first, *there), max(there)) if number not in there]


def take_numbers(facts: Facts) -> Iterator[Issue]:
    """`take-gap`: take numbers of a setup that neither media nor paper knows; `setup-gap`: plans of a scene."""
    takes: dict[tuple[str, ...], set[int]] = defaultdict(set)
    where: dict[tuple[str, ...], list[tuple[int | None, Mapping[str, FieldValue]]]] = defaultdict(list)
    sources = [(clip.fields.get("day"), clip.fields) for clip in facts.recorded]
    sources += [(line.day, line.note.said) for line in facts.notes if not (line.note.refused or line.clips)]
    for day, said in sources:
        take = said.get("take")
        if not isinstance(take, int) or ("scene" not in said and "slate" not in said):
            continue
        key = tuple(
            folded_text(str(said.get(name, ""))) for name in ("ep", "slate" if "slate" in said else "scene", "setup")
        )
        key += ("wild" if said.get("wild") is True else "",)
        takes[key].add(take)
        where[key].append((day if isinstance(day, int) else None, said))
    for key, numbers in sorted(takes.items()):
        missing = _gaps(list(numbers), 1)
        if not missing or len(missing) > len(numbers):
            continue
        day, said = max(where[key], key=lambda one: one[0] or 0)
        slate = facts.label(
            {name: value for name, value in said.items() if name not in ("take", "cam", "cams", "tags")}
        )
        gone = ", ".join(facts.label({**said, "take": number}) for number in missing)
        what = _("{slate}: takes {there}; nothing is known of {missing}").format(
            slate=slate, there=", ".join(map(str, sorted(numbers))), missing=gone
        )
        yield issue("take-gap", gone, what, day=day, scene=str(said.get("scene", "")))
    yield from _setups(facts, takes)


def _setups(facts: Facts, takes: Mapping[tuple[str, ...], set[int]]) -> Iterator[Issue]:
    """Plans are left out for good reasons every day: worth a look, no more. Letters (us) are not counted."""
    if facts.blueprint.slate.system != "fr":
        return
    by_scene: dict[tuple[str, str], set[int]] = defaultdict(set)
    for ep, scene, setup, _wild in takes:
        if setup.isdecimal():
            by_scene[ep, scene].add(int(setup))
    for (ep, scene), setups in sorted(by_scene.items()):
        missing = _gaps(list(setups), 1)
        if missing and len(missing) <= len(setups):
            names = ", ".join(f"{ep + '-' if ep else ''}{scene}/{number}" for number in missing)
            what = _("{scene}: nothing of {missing}").format(scene=scene, missing=names)
            yield issue("setup-gap", names, what, scene=scene)
