"""Where each recording of the day lies, and what its file is called."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from chutier.demo.script import DATE, DOUBLED, SHOTS, Shot

SERIALS = {"A": "R1AB", "B": "R2CD"}
CANTAR = "AT1254"
"""The Cantar's file tag; it gives none twice."""

TRACKS = ("MIX", "PERCHE", "HF1", "HF2")
SOUND_ROLL = "S003"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A shot and where it goes. `number` counts the recorder's takes."""

    shot: Shot
    folder: str
    seed: int
    number: int


def jobs(folder: Path, seed: int) -> list[Job]:
    """The whole day, in shooting order."""
    return [Job(shot=shot, folder=str(folder), seed=seed, number=n) for n, shot in enumerate(SHOTS, 1)]


def clip_name(camera: str, card: str, number: int) -> str:
    """A clip's name as ARRI cameras give it."""
    return f"{card}C{number:03}_{DATE[2:].replace('-', '')}_{SERIALS[camera]}"


def movies(job: Job) -> dict[str, Path]:
    """The movie of each camera that rolled."""
    rushes = Path(job.folder, "RUSHES", "J03")
    return {
        camera: rushes / card / f"{clip_name(camera, card, number)}.mov"
        for camera, (card, number) in job.shot.cards.items()
    }


def copies(job: Job) -> Iterator[tuple[Path, Path]]:
    """Movies that lie under a second card as well (trap 2): (movie, copy)."""
    card, number, other = DOUBLED
    for camera, path in movies(job).items():
        if job.shot.cards[camera] == (card, number):
            yield path, path.parent.with_name(other) / path.name


def sounds(job: Job) -> tuple[Path, ...]:
    """The recorder's files: one polyphonic file, one mono file a track, or none."""
    shot, folder = job.shot, Path(job.folder, "SON", "J03", SOUND_ROLL)
    if not shot.sound:
        return ()
    if shot.sound != "mono":
        return (folder / f"{SOUND_ROLL}T{job.number:02}.wav",)
    name = f"{CANTAR}=={shot.scene} {shot.setup} t{shot.take}=="
    return tuple(folder / f"{name}_{index}.wav" for index in range(1, len(TRACKS) + 1))
