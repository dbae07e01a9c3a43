"""What is made of several recordings: `sync` (a picture with its sounds) and `group` (one take, several cameras)."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from chutier.catalog.merge import folded, folded_text
from chutier.catalog.recordings import digest
from chutier.fields import FieldValue
from chutier.model import Clip, ClipId, Kind
from chutier.timecode import SECONDS_PER_DAY

_IDENTITY = ("ep", "scene", "setup", "slate", "take", "tags", "day")


def sync_id(parts: Sequence[ClipId]) -> ClipId:
    """The id of the take that joins `parts`, picture first."""
    return "s" + digest(parts[0], *sorted(parts[1:]))


def sync(picture: Clip, sounds: Sequence[Clip]) -> Clip:
    """The take that `picture` and `sounds` (longest overlap first) are. The picture speaks first: what it is, and what
    its sounds say of the take, was merged into it. The rest is as the sounds say, tracks and rolls one after another.
    """
    fields: dict[str, FieldValue] = {}
    for clip in (picture, *sounds):
        for name, value in clip.fields.items():
            if name not in ("issues", "wild", "mos", "tracks"):
                fields.setdefault(name, value)
    fields["kind"] = Kind.SYNC.value
    tracks = tuple(name for sound in sounds for name in _names(sound, "tracks"))
    if tracks:
        fields["tracks"] = tracks
    rolls = dict.fromkeys(str(sound.fields["sound_roll"]) for sound in sounds if "sound_roll" in sound.fields)
    if rolls:
        fields["sound_roll"] = "+".join(rolls)
    _keep_issues(fields, (picture, *sounds))
    parts = (picture.id, *(sound.id for sound in sounds))
    conflicts = {name for clip in (picture, *sounds) for name in clip.conflicts}
    return Clip(id=sync_id(parts), kind=Kind.SYNC, fields=fields, parts=parts, conflicts=tuple(sorted(conflicts)))


def groups(takes: Sequence[Clip], starts: Mapping[ClipId, Fraction | None]) -> list[Clip]:
    """One group for each slate and take of a day that several cameras have filmed, in the order of their cameras."""
    by_take: dict[tuple[object, ...], list[Clip]] = {}
    for take in takes:
        if key := _take_key(take):
            by_take.setdefault(key, []).append(take)
    found = []
    for members in by_take.values():
        members.sort(key=lambda clip: (_camera(clip), starts[clip.id] is None, starts[clip.id] or 0, clip.id))
        cameras = dict.fromkeys(camera for camera in map(_camera, members) if camera)
        if len(cameras) > 1:
            found.append(_group(members, tuple(cameras), starts))
    return found


def _take_key(clip: Clip) -> tuple[object, ...] | None:
    """What two cameras of one take have in common; None while the take is not known. MOS is a camera's own matter."""
    fields = clip.fields
    if "take" not in fields or ("scene" not in fields and "slate" not in fields):
        return None
    key: list[object] = []
    for name in _IDENTITY:
        value = fields.get(name, "")
        if name == "tags" and isinstance(value, tuple):
            value = tuple(tag for tag in value if folded_text(tag) not in ("mos", "muet"))
        key.append(folded(value) or None)
    return tuple(key)


def _group(members: Sequence[Clip], cameras: tuple[str, ...], starts: Mapping[ClipId, Fraction | None]) -> Clip:
    first = _earliest(members, starts)
    fields: dict[str, FieldValue] = {}
    for clip in (first, *members):
        for name, value in clip.fields.items():
            if name not in ("cam", "issues", "mos", "cam_roll"):
                fields.setdefault(name, value)
    fields["kind"] = Kind.GROUP.value
    fields["cams"] = cameras
    _keep_issues(fields, members)
    return Clip(
        id="g" + digest(*sorted(clip.id for clip in members)),
        kind=Kind.GROUP,
        fields=fields,
        parts=tuple(clip.id for clip in members),
        conflicts=tuple(sorted({name for clip in members for name in clip.conflicts})),
    )


def _earliest(members: Sequence[Clip], starts: Mapping[ClipId, Fraction | None]) -> Clip:
    """The camera that rolled first; half a day apart means that midnight lies between."""
    known = [(starts[clip.id], clip) for clip in members]
    times = [(start, clip) for start, clip in known if start is not None]
    if not times:
        return members[0]
    latest = max(start for start, _clip in times)
    return min(
        times, key=lambda pair: pair[0] + SECONDS_PER_DAY if latest - pair[0] > SECONDS_PER_DAY / 2 else pair[0]
    )[1]


def _camera(clip: Clip) -> str:
    return str(clip.fields.get("cam", ""))


def _names(clip: Clip, field: str) -> tuple[str, ...]:
    value = clip.fields.get(field, ())
    return value if isinstance(value, tuple) else ()


def _keep_issues(fields: dict[str, FieldValue], parts: Sequence[Clip]) -> None:
    issues = dict.fromkeys(issue for clip in parts for issue in _names(clip, "issues"))
    if issues:
        fields["issues"] = tuple(issues)
