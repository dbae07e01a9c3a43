"""Large catalogues of values only, for measuring and for trying templates: no files."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from chutier.fields import FieldValue
from chutier.model import Clip, Kind, MediaRef, Scene
from chutier.timecode import Timecode, TimeRange

RATE = Fraction(24)
PER_DAY = 120
_SETS = ("CUISINE", "SALON", "CAFÉ DU PORT", "FORÊT", "PLAGE", "VOITURE", "HÔPITAL", "RUE", "GARE", "GRENIER")


def make_catalogue_clips(
    n_clips: int, n_scenes: int, *, seed: int = 1, system: str = "fr", episodes: tuple[str, ...] = ()
) -> tuple[list[Clip], list[Scene]]:
    """`n_clips` clips of all kinds over `n_scenes` scenes, slated under `system`; the same for the same arguments."""
    rng = random.Random(seed)
    scenes = [_scene(number, rng, system, episodes) for number in range(1, n_scenes + 1)]
    takes: dict[tuple[str, str, str], int] = {}
    slates: dict[tuple[str, str, str], int] = {}
    clips: list[Clip] = []
    number = 0
    while len(clips) < n_clips:
        number += 1
        clips.extend(_take(number, rng.choice(scenes), rng, system, takes, slates))
    return clips[:n_clips], scenes


def _scene(number: int, rng: random.Random, system: str, episodes: tuple[str, ...]) -> Scene:
    """Added scenes carry a letter before; under fr some are `bis`."""
    inserted = f"{number}bis" if system == "fr" else f"A{number}"
    label = f"A{number}" if number % 47 == 0 else inserted if number % 31 == 0 else str(number)
    decor = rng.choice(_SETS)
    return Scene(
        label=label, ep=episodes[number % len(episodes)] if episodes else "", order=number, decor=decor, slug=decor,
        int_ext=rng.choice(("INT", "EXT")), status="omitted" if number % 83 == 0 else "active",
    )  # fmt: skip


def _take(
    number: int, scene: Scene, rng: random.Random, system: str,
    takes: dict[tuple[str, str, str], int], slates: dict[tuple[str, str, str], int],
) -> Iterator[Clip]:  # fmt: skip
    """One take: its recordings, then what joins them. `takes` and `slates` count on over the whole shoot."""
    setup = rng.choice("ABCDEFGH") if system == "us" else str(rng.randint(1, 9))
    key = (scene.ep, scene.label, setup)
    takes[key] = take = takes.get(key, 0) + 1
    day = number // (PER_DAY // 3) + 1
    fields: dict[str, FieldValue] = {
        "scene": scene.label, "setup": setup, "take": take, "day": day,
        "date": date(2026, 5, 11) + timedelta(days=day), "decor": scene.decor, "circled": number % 4 == 0,
    }  # fmt: skip
    if scene.ep:
        fields["ep"] = scene.ep
    if system == "uk":  # a new slate number for each setup, whatever the scene
        fields["slate"] = slates.setdefault(key, len(slates) + 1)
        del fields["setup"]
    start = (8 * 3600 + number % (PER_DAY // 3) * 300) * 24
    if number % 29 == 0:
        key = (scene.ep, scene.label, "WT")
        takes[key] = take = takes.get(key, 0) + 1
        wild = {name: value for name, value in fields.items() if name not in ("setup", "slate")} | {"take": take}
        yield _recording(f"c{number:011x}0", Kind.WILD, f"S{day:03}T{number:05}", {**wild, "tags": ("WT",)}, start, day)
        return
    cameras = ("A", "B") if number % 5 == 0 else ("A",)
    sound_id = f"c{number:011x}9"
    synced: list[Clip] = []
    for index, camera in enumerate(cameras):
        kind = Kind.MOS if number % 37 == 0 else Kind.PICTURE
        name = f"{camera}{day:03}C{number:05}"
        picture = _recording(f"c{number:011x}{index}", kind, name, {**fields, "cam": camera}, start, day, camera)
        yield picture
        if kind is Kind.PICTURE:
            of_take = {**picture.fields, "kind": "sync", "sound_roll": f"S{day:03}"}
            synced.append(
                Clip(id=f"s{number:011x}{index}", kind=Kind.SYNC, fields=of_take, parts=(picture.id, sound_id))
            )
    if synced:
        yield _recording(sound_id, Kind.SOUND, f"S{day:03}T{number:05}", fields, start - 72, day)
        yield from synced
    if len(synced) > 1:
        of_group = {**fields, "kind": "group", "cams": cameras, "name": f"G{number}"}
        yield Clip(id=f"g{number:012x}", kind=Kind.GROUP, fields=of_group, parts=tuple(one.id for one in synced))


def _recording(
    clip: str, kind: Kind, name: str, fields: dict[str, FieldValue], start: int, day: int, camera: str = ""
) -> Clip:
    roll = f"{camera or 'S'}{day:03}"
    time = TimeRange(Timecode(start, RATE), 480)
    known = {key: value for key, value in fields.items() if value is not False}
    sounds = kind in (Kind.SOUND, Kind.WILD)
    media = MediaRef(
        path=f"/rushes/J{day:02}/{roll}/{name}.{'wav' if sounds else 'mov'}", time=time, tape=roll, picture=not sounds,
        audio_tracks=0 if kind is Kind.MOS else 2, width=None if sounds else 1920, height=None if sounds else 1080,
    )  # fmt: skip
    rolls: dict[str, FieldValue] = {"sound_roll": roll} if sounds else {"cam_roll": roll}
    return Clip(
        id=clip, kind=kind, media=media,
        fields={"name": name, "kind": kind.value, "roll": roll, "start": str(time.start), **rolls, **known},
    )  # fmt: skip
