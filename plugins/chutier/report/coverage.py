"""Coverage: scene by scene, what the script wants and what exists."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from chutier.catalog.merge import folded_text
from chutier.catalog.recordings import length_seconds
from chutier.check import Checked, Issue
from chutier.check.facts import Facts, day_of, take_key
from chutier.i18n import _
from chutier.model import Clip, Kind, Scene
from chutier.report.day import SceneLine
from chutier.slate import scene_key

LACKING = frozenset({"circled-absent", "take-absent", "no-sound", "no-picture", "empty-bin"})
"""Kinds of issue that mean that something of a scene is missing."""


@dataclass(slots=True)
class _Shot:
    """What exists of one scene."""

    clips: list[Clip] = field(default_factory=list)
    wild: set[object] = field(default_factory=set)
    takes: dict[object, list[Clip]] = field(default_factory=lambda: defaultdict(list))


def coverage(checked: Checked, *, today: int | None = None) -> tuple[SceneLine, ...]:
    """One line a scene, in script order; scenes that no list knows come after, marked `unplanned`. `today` marks those
    of one shooting day."""
    facts = checked.facts
    shot = _shot(facts)
    lines = [
        _line(facts, scene, shot.pop(_key(scene.ep, scene.label), _Shot()), checked.issues, today)
        for scene in facts.scenes
    ]
    for key in sorted(shot, key=lambda one: (one[0], scene_key(one[1], facts.blueprint.slate))):
        label = str(shot[key].clips[0].fields.get("scene", ""))
        scene = Scene(label=label, ep=str(shot[key].clips[0].fields.get("ep", "")), status="unplanned")
        lines.append(_line(facts, scene, shot[key], checked.issues, today))
    return tuple(lines)


def _key(ep: str, label: str) -> tuple[str, str]:
    return folded_text(ep), folded_text(label)


def _shot(facts: Facts) -> dict[tuple[str, str], _Shot]:
    known = {_key(scene.ep, scene.label) for scene in facts.scenes}
    found: dict[tuple[str, str], _Shot] = defaultdict(_Shot)
    for clip in facts.recorded:
        scene = str(clip.fields.get("scene", ""))
        if not scene:
            continue
        key = _key(str(clip.fields.get("ep", "")), scene)
        one = found[key if key in known else ("", key[1]) if ("", key[1]) in known else key]
        one.clips.append(clip)
        take = take_key(clip.fields)
        if clip.kind is Kind.WILD:
            one.wild.add(take)
        elif clip.kind in (Kind.PICTURE, Kind.MOS):
            one.takes[(take, clip.fields.get("tags", ())) if take else clip.id].append(clip)
    return found


def _line(facts: Facts, scene: Scene, shot: _Shot, issues: Sequence[Issue], today: int | None) -> SceneLine:
    circled = [takes for takes in shot.takes.values() if any(clip.fields.get("circled") is True for clip in takes)]
    pictures = [clip for takes in shot.takes.values() for clip in takes]
    label = folded_text(scene.label)
    lacking = [one.what for one in issues if one.code in LACKING and one.scene and folded_text(one.scene) == label]
    lacks = tuple([_("no circled take")] * bool(shot.takes and not circled) + lacking)
    days = sorted({day for clip in shot.clips if (day := day_of(clip)) is not None})
    return SceneLine(
        label=scene.label,
        ep=scene.ep,
        title=" ".join(part for part in (scene.int_ext, scene.decor or scene.slug, scene.effect) if part),
        state=_state(scene, bool(shot.takes), lacks),
        setups=len({(clip.fields.get("setup"), clip.fields.get("slate")) for clip in pictures} - {(None, None)}),
        takes=len(shot.takes),
        circled=len(circled),
        cameras=tuple(sorted({str(clip.fields["cam"]) for clip in pictures if "cam" in clip.fields})),
        days=tuple(days),
        useful=sum((max(seconds_of(facts, clip) for clip in takes) for takes in circled), Fraction(0)),
        shot=sum((seconds_of(facts, clip) for clip in pictures), Fraction(0)),
        wild=len(shot.wild),
        lacking=lacks,
        today=today is not None and today in days,
    )  # fmt: skip


def _state(scene: Scene, shot: bool, lacks: Sequence[str]) -> str:
    if scene.status == "omitted" and not shot:
        return "omitted"
    if scene.status in ("unplanned", "omitted"):
        return "unplanned"
    return "absent" if not shot else "partly" if lacks else "done"


def seconds_of(facts: Facts, clip: Clip) -> Fraction:
    """The real length of a recording, in seconds; 0 when the file does not tell."""
    recording = facts.recordings[clip.id]
    if recording.time is not None and not facts.is_sound(clip.id):
        return recording.time.duration
    return length_seconds(recording.lead) or Fraction(0)
