"""What is true of the day, known because we made it: to judge what is read, linked and synced."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from chutier.demo.layout import SOUND_ROLL, Job, clip_name, copies, jobs, movies, sounds
from chutier.demo.script import CLAP_FRAME, SHOTS, TRAP_PAPERS, TRAPS
from chutier.model import Kind
from chutier.timecode import TimeRange


@dataclass(frozen=True, slots=True, kw_only=True)
class Trap:
    """Something unusual or wrong in the day: what, where a person looks, and the files that hold it."""

    number: int
    what: str
    where: str
    files: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TruthClip:
    """One recording of one camera, or one sound without a picture.

        recorder  |------------------------------------|
        camera         |--------------------|
                  ^----^ sound_lead    ^ clap_frame, counted from the picture's start

    `kind` is picture, mos, wild, or sound (its picture is on no card). `slate` is what the crew wrote, empty when
    nobody did. `time` is what the file says of itself; the recorder's clock is `clock_error` frames ahead of the
    camera's, so its own timecode tells `sound_lead - clock_error`. `copies` lie under other cards.
    """

    name: str
    path: Path
    kind: Kind
    slate: str
    scene: str
    setup: str = ""
    take: int | None = None
    mark: str = ""
    camera: str = ""
    roll: str
    time: TimeRange
    circled: bool = False
    sounds: tuple[Path, ...] = ()
    sound_lead: int | None = None
    clock_error: int = 0
    clap_frame: int | None = None
    copies: tuple[Path, ...] = ()


def truth_of_day(folder: Path) -> tuple[TruthClip, ...]:
    """Every recording of the day made in `folder`, in shooting order, camera A first. No seed changes it."""
    return tuple(clip for job in jobs(folder, seed=0) for clip in _clips(job))


def traps_of_day(folder: Path) -> tuple[Trap, ...]:
    """The traps of the day made in `folder`, by number."""
    files: dict[int, list[Path]] = {number: [] for number in range(1, len(TRAPS) + 1)}
    for job in jobs(folder, seed=0):
        for number in job.shot.traps:
            files[number] += [*movies(job).values(), *(copy for _of, copy in copies(job)), *sounds(job)]
    for number, papers in TRAP_PAPERS.items():
        files[number] += [folder / paper for paper in papers]
    return tuple(
        Trap(number=number, what=what, where=where, files=tuple(files[number]))
        for number, (what, where) in enumerate(TRAPS, 1)
    )


def cards_of_day(folder: Path) -> tuple[Path, ...]:
    """The folders of the camera cards."""
    names = {card for shot in SHOTS for card, _number in shot.cards.values()}
    return tuple(folder / "RUSHES" / "J03" / name for name in sorted(names))


def _clips(job: Job) -> Iterator[TruthClip]:
    shot, recorded = job.shot, sounds(job)
    twins = list(copies(job))
    for camera, path in movies(job).items():
        card, number = shot.cards[camera]
        late = shot.late.get(camera, 0) * 24
        yield TruthClip(
            name=clip_name(camera, card, number), path=path, kind=Kind.MOS if shot.mark == "MUET" else Kind.PICTURE,
            slate=shot.written, scene=shot.scene, setup=shot.setup, take=shot.take if shot.scene else None,
            mark=shot.mark, camera=camera, roll=card, time=TimeRange(shot.start(camera), shot.seconds * 24 - late),
            circled=shot.circled, sounds=recorded, sound_lead=shot.lead + late if recorded else None,
            clock_error=shot.off, clap_frame=CLAP_FRAME if shot.slate and not late else None,
            copies=tuple(copy for of, copy in twins if of == path),
        )  # fmt: skip
    if not shot.cards:
        yield TruthClip(
            name=recorded[0].stem, path=recorded[0], kind=Kind.WILD if shot.wild else Kind.SOUND, slate=shot.written,
            scene=shot.scene, setup=shot.setup, take=shot.take, mark=shot.mark, roll=SOUND_ROLL,
            time=TimeRange(shot.start() + (shot.off - shot.lead), shot.heard), circled=shot.circled, sounds=recorded,
            clock_error=shot.off,
        )  # fmt: skip
