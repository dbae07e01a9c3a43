"""One shot onto disk: what the recorder heard, what each camera saw. Runs in a worker of its own."""

import os
import shutil
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import numpy as np

from chutier.demo.bwf import SoundNotes, write_bwf
from chutier.demo.layout import CANTAR, SOUND_ROLL, TRACKS, Job, copies, movies, sounds
from chutier.demo.picture import Movie, write_movie
from chutier.demo.script import CLAP_FRAME, Shot
from chutier.demo.speech import SAMPLE_RATE, Sound, clap, hushed, mixed, scratch, speech
from chutier.errors import ChutierError
from chutier.i18n import _
from chutier.timecode import frames_per_day

SAMPLES = SAMPLE_RATE // 24
"""Samples a frame."""

DISTANCE = {"A": 2.5, "B": 5.0}
"""Metres from the actors to each camera's microphone."""

SUMMER_TIME = timedelta(hours=2)
"""France in May is ahead of UTC, in which QuickTime counts creation times."""


def record(job: Job) -> list[str]:
    """Write the files of one shot and tell their paths, each whole or not at all. A shot that is there stays as it is.

    Raises ChutierError when the disk refuses.
    """
    wanted = [*sounds(job), *movies(job).values(), *(copy for _of, copy in copies(job))]
    if all(path.exists() for path in wanted):
        return [str(path) for path in wanted]
    rng = np.random.default_rng([job.seed, zlib.crc32(job.shot.written.encode()), job.number])
    stage = _stage(job.shot, rng)
    try:
        made = [*_record_sound(job, stage, rng), *_roll_cameras(job, stage, rng)]
    except OSError as error:
        raise ChutierError(
            _("cannot be written: {why}").format(why=error.strerror or error),
            path=job.folder, hint=_("remove it, or choose another with --into"),
        ) from error  # fmt: skip
    return [str(path) for path in made]


def _stage(shot: Shot, rng: np.random.Generator) -> Sound:
    """What could be heard on the set, from the recorder's start to its stop."""
    talk = speech(shot.heard / 24, voices=1 if shot.wild else 2, rng=rng)
    if shot.wild or not shot.slate:
        return talk
    sticks = (shot.lead + CLAP_FRAME) / 24
    return mixed(hushed(talk, sticks), clap(), sticks)


def _roll_cameras(job: Job, stage: Sound, rng: np.random.Generator) -> list[Path]:
    shot, made = job.shot, []
    for camera, path in movies(job).items():
        late = shot.late.get(camera, 0)
        movie = Movie(
            name=path.stem, start=shot.start(camera), frames=(shot.seconds - late) * 24, reel=shot.cards[camera][0],
            camera=camera, slate=shot.written if shot.slate and not late else None, tint=sum(map(ord, shot.scene)),
            tags=_tags(shot, camera),
            created=f"{shot.moment() + timedelta(seconds=late) - SUMMER_TIME:%Y-%m-%dT%H:%M:%SZ}",
        )  # fmt: skip
        heard = None
        if shot.mark != "MUET":
            heard = scratch(stage[(shot.lead + late * 24) * SAMPLES :], distance=DISTANCE[camera], rng=rng)
        made.append(_whole(path, partial(write_movie, movie=movie, sound=heard)))
    made += [_whole(copy, partial(shutil.copyfile, path)) for path, copy in copies(job)]
    return made


def _tags(shot: Shot, camera: str) -> dict[str, str]:
    make = {"make": "ARRI", "model": "ALEXA Mini LF"}
    return {f"com.apple.quicktime.{key}": value for key, value in make.items()} | {"camera": camera} | shot.tags


def _record_sound(job: Job, stage: Sound, rng: np.random.Generator) -> list[Path]:
    """The recorder's files, by its own clock."""
    shot, paths = job.shot, sounds(job)
    start = shot.start()
    samples = (start.frame + shot.off - shot.lead) % frames_per_day(start.rate, start.drop) * SAMPLES
    begun = shot.moment() + timedelta(seconds=(shot.off - shot.lead) / 24)
    tracks = [stage, 0.8 * stage, 0.7 * np.roll(stage, 48) + 0.002 * rng.standard_normal(stage.size), 0.5 * stage]
    if len(paths) == len(TRACKS):
        family = replace(_notes(job), file_set=CANTAR, files=len(TRACKS))
        return [
            _write_sound(path, [track], replace(family, tracks=(name,), index=index), samples, begun)
            for index, (path, track, name) in enumerate(zip(paths, tracks, TRACKS, strict=True), 1)
        ]
    return [_write_sound(path, tracks[:3], _notes(job), samples, begun) for path in paths]


def _write_sound(path: Path, tracks: list[Sound], notes: SoundNotes, samples: int, begun: datetime) -> Path:
    return _whole(path, lambda part: write_bwf(part, tracks, notes, samples, f"{begun:%Y-%m-%d}", f"{begun:%H:%M:%S}"))


def _notes(job: Job) -> SoundNotes:
    """What the mixer typed."""
    shot = job.shot
    return SoundNotes(
        scene=f"{shot.scene}/{shot.setup}" if shot.setup else f"{shot.scene} {shot.mark}".strip(),
        take=f"{shot.take} {shot.mark}" if shot.mark and shot.setup else str(shot.take), tape=SOUND_ROLL,
        note=shot.note, circled=shot.circled, wild=shot.wild, tracks=TRACKS[:3],
        file_set=f"{SOUND_ROLL}-{job.number:03}",
    )  # fmt: skip


def _whole(path: Path, write: Callable[[Path], object]) -> Path:
    """Write through a scratch file, so that Ctrl-C, a full disk or a crash leaves no half recording."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        write(part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return path
