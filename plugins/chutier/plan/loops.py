"""What a `for_each` runs over, and which clips each turn holds.

A loop narrows: inside `for_each: episode`, its children see only that episode's clips; a scene loop inside it only that
episode's scenes.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from chutier.blueprint import Blueprint
from chutier.fields import FieldValue, canonical
from chutier.model import Clip, Scene
from chutier.naming import fold
from chutier.slate import scene_key

_SEVERAL = {"cam": "cams", "character": "characters"}
"""Fields of which a clip may have several values, in another field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One turn of a loop: the value `it`, the name tokens it brings, its clips, and its scene's status."""

    it: FieldValue | None = None
    tokens: Mapping[str, FieldValue] = field(default_factory=dict)
    clips: Sequence[Clip] = ()
    omitted: bool = False
    over: str = ""
    """The field that the innermost loop narrows its clips by, when every one of them has the value `it`."""

    def it_of(self, clip: Clip) -> FieldValue | None:
        """`it` as this clip spells it: the list's 12bis is the slate's 12BIS."""
        return clip.fields.get("scene") if self.over == "scene" else self.it


def turns(over: str, outer: Turn, blueprint: Blueprint, scenes: Sequence[Scene]) -> Iterator[Turn]:
    """The turns of `for_each: over` inside the turn `outer`, in order."""
    name = {"episode": "ep", "camera": "cam"}.get(over, canonical(over) or over)
    if name == "scene":
        return _scenes(outer, blueprint, scenes)
    held = _grouped(name, outer.clips)
    values = {value: held.get(value, ()) for value in [*_declared(name, blueprint), *held]}
    return (
        Turn(
            it=value,
            tokens={**outer.tokens, name: value, **_with(name, clips)},
            clips=clips,
            over=name if name not in _SEVERAL else "",
        )
        for value, clips in sorted(values.items(), key=lambda item: _order(item[0]))
    )


def _declared(name: str, blueprint: Blueprint) -> Sequence[FieldValue]:
    """Values that the show itself names, whether or not a clip has come."""
    production = blueprint.production
    if name == "ep":
        return production.episodes
    if name in ("reel", "act"):
        return range(1, ((production.reels if name == "reel" else production.acts) or 0) + 1)
    if name == "cam":
        return blueprint.slate.cameras
    listed = production.extra.get(f"{name}s", ())
    return listed if isinstance(listed, tuple) else ()


def _grouped(name: str, clips: Sequence[Clip]) -> dict[FieldValue, list[Clip]]:
    """Clips by their value of a field; a clip with several (cameras, characters) stands under each."""
    groups: dict[FieldValue, list[Clip]] = {}
    several = _SEVERAL.get(name, "")
    for clip in clips:
        value = clip.fields.get(name)
        many = clip.fields.get(several) if several and value is None else None
        for one in many if isinstance(many, tuple) else () if value is None else (value,):
            groups.setdefault(one, []).append(clip)
    return groups


def _with(name: str, clips: Sequence[Clip]) -> dict[str, FieldValue]:
    """Tokens that come along: a day brings its date, a roll its day and camera when all its clips agree."""
    brought: dict[str, FieldValue] = {}
    for other in {"day": ("date", "unit"), "roll": ("day", "date", "cam", "unit")}.get(name, ()):
        values = {clip.fields[other] for clip in clips if other in clip.fields}
        if other == "date" and values:
            brought[other] = min(value for value in values if isinstance(value, date))
        elif len(values) == 1:
            brought[other] = values.pop()
    return brought


def _order(value: FieldValue) -> tuple[int, object, str]:
    if isinstance(value, int):
        return (0, value, "")
    text = str(value)
    return (1, scene_key(text), text.casefold())


def _scenes(outer: Turn, blueprint: Blueprint, scenes: Sequence[Scene]) -> Iterator[Turn]:
    episode = str(outer.tokens.get("ep", ""))
    listed = {fold(scene.label): scene for scene in scenes if not episode or scene.ep in ("", episode)}
    held: dict[str, list[Clip]] = {}
    for clip in outer.clips:
        if label := str(clip.fields.get("scene", "")):
            held.setdefault(fold(label), []).append(clip)
    labels = {key: scene.label for key, scene in listed.items()}
    for key, clips in held.items():
        labels.setdefault(key, str(clips[0].fields["scene"]))
    for key in sorted(labels, key=lambda key: scene_key(labels[key], blueprint.slate)):
        scene = listed.get(key)
        yield Turn(
            it=labels[key],
            tokens={**outer.tokens, **_scene_tokens(labels[key], scene)},
            clips=held.get(key, ()),
            omitted=scene is not None and scene.status == "omitted",
            over="scene",
        )


def _scene_tokens(label: str, scene: Scene | None) -> dict[str, FieldValue]:
    known = {
        "ep": scene.ep, "decor": scene.decor, "slug": scene.slug or scene.decor,
        "int_ext": scene.int_ext, "effect": scene.effect,
    } if scene else {}  # fmt: skip
    return {"scene": label, **{name: value for name, value in known.items() if value}}
