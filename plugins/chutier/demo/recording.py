"""One shot onto disk: what the recorder heard, what each camera saw. Runs in a worker of its own."""

import shutil
import zlib
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from chutier.demo.bwf import SoundNotes, write_bwf
from chutier.demo.picture import CLAP_FRAME, RATE, Movie, write_movie
from chutier.demo.script import DATE, DOUBLED, Shot
from chutier.demo.speech import SAMPLE_RATE, Sound, clap, mixed, scratch, speech
from chutier.timecode import Timecode

LEAD, TAIL = 3.0, 1.0
"""Seconds that the recorder runs before and after the cameras."""

DISTANCE = {"A": 2.5, "B": 5.0}
"""Metres from the actors to each camera's microphone."""

SERIALS = {"A": "R1AB", "B": "R2CD"}
CANTAR = "AT1254"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A shot and where it goes. `number` counts the recorder's takes."""

    shot: Shot
    folder: str
    seed: int
    number: int


def clip_name(camera: str, card: str, number: int) -> str:
    """A clip's name as ARRI cameras give it."""
    return f"{card}C{number:03}_{DATE[2:].replace('-', '')}_{SERIALS[camera]}"


def record(job: Job) -> list[str]:
    """Write the files of one shot and tell their paths, each whole or not at all."""
    shot, folder = job.shot, Path(job.folder)
    rng = np.random.default_rng([job.seed, zlib.crc32(shot.written.encode()), job.number])
    start = Timecode.parse(f"{shot.at}:00", RATE)
    sound = _stage(shot, rng)
    made = _sounds(job, folder / "SON" / "J03" / "S003", start, sound, rng) if shot.sound else []
    for camera, (card, number) in shot.cards.items():
        late = shot.late.get(camera, 0.0)
        name = clip_name(camera, card, number)
        path = folder / "RUSHES" / "J03" / card / f"{name}.mov"
        movie = Movie(
            name=name, start=start + int(late * 24), frames=int((shot.seconds - late) * 24), reel=card, camera=camera,
            slate=(shot.clap or shot.written) if shot.slate and not late else None, tint=sum(map(ord, shot.scene)),
            tags=_tags(shot, camera), created=f"{DATE}T{shot.at}Z",
        )  # fmt: skip
        heard = None
        if shot.mark != "MUET":
            from_here = sound[int((LEAD + late) * SAMPLE_RATE) :]
            heard = scratch(from_here, distance=DISTANCE[camera], rng=rng)
        made.append(_whole(path, lambda part, m=movie, h=heard: write_movie(part, m, h)))
        if (card, number) == DOUBLED[:2]:
            again = path.parent.with_name(DOUBLED[2]) / path.name
            made.append(_whole(again, lambda part, source=path: shutil.copyfile(source, part)))
    return made


def _tags(shot: Shot, camera: str) -> dict[str, str]:
    make = {"make": "ARRI", "model": "ALEXA Mini LF"}
    return {f"com.apple.quicktime.{key}": value for key, value in make.items()} | {"camera": camera} | shot.tags


def _stage(shot: Shot, rng: np.random.Generator) -> Sound:
    """What could be heard on the set, from the recorder's start to its stop."""
    talk = speech(LEAD + shot.seconds + TAIL, voices=1 if shot.sound == "wild" else 2, rng=rng)
    if shot.sound == "wild" or not shot.slate:
        return talk
    return mixed(talk, clap(), LEAD + CLAP_FRAME / 24)


def _sounds(job: Job, folder: Path, start: Timecode, sound: Sound, rng: np.random.Generator) -> list[str]:
    shot = job.shot
    samples = int((start.frame / 24 - (0 if shot.sound == "wild" else LEAD) + shot.off / 24) * SAMPLE_RATE)
    samples %= 24 * 3600 * SAMPLE_RATE
    notes = SoundNotes(
        scene=f"{shot.scene}/{shot.setup}" if shot.setup else f"{shot.scene} {shot.mark}".strip(),
        take=f"{shot.take}{f' {shot.mark}' if shot.mark and shot.setup else ''}", tape="S003", note=shot.note,
        circled=shot.circled, wild=shot.sound == "wild", file_set=f"S003-{job.number:03}",
    )  # fmt: skip
    tracks = [sound, 0.8 * sound, 0.7 * np.roll(sound, 48) + 0.002 * rng.standard_normal(sound.size)]
    seconds = samples // SAMPLE_RATE
    clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    if shot.sound != "mono":
        path = folder / f"S003T{job.number:02}.wav"
        return [_whole(path, lambda part: write_bwf(part, tracks, notes, samples, DATE, clock))]
    made = []
    for index, (track, name) in enumerate(zip([*tracks, 0.5 * sound], ("MIX", "PERCHE", "HF1", "HF2"), strict=True), 1):
        one = replace(notes, tracks=(name,), file_set=CANTAR, files=4, index=index)
        path = folder / f"{CANTAR}=={shot.scene} {shot.setup} t{shot.take}==_{index}.wav"
        made.append(_whole(path, lambda part, t=track, n=one: write_bwf(part, [t], n, samples, DATE, clock)))
    return made


def _whole(path: Path, write) -> str:  # type: ignore[no-untyped-def]
    """Write through a scratch file, so that Ctrl-C leaves no half recording."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        write(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return str(path)
