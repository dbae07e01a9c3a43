"""The whole day: every shot in parallel, then the paper."""

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from chutier.demo import papers
from chutier.demo.recording import Job, record
from chutier.demo.script import SHOTS, TRAPS
from chutier.errors import UsageError
from chutier.events import Event, Report, silent
from chutier.files import write_whole
from chutier.i18n import _


@dataclass(frozen=True, slots=True, kw_only=True)
class Trap:
    """Something unusual or wrong in the day: what, and where to look."""

    number: int
    what: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoDay:
    """A generated shooting day on disk."""

    folder: Path
    cards: tuple[Path, ...]
    sound_rolls: tuple[Path, ...]
    papers: tuple[Path, ...]
    scene_list: Path
    traps: tuple[Trap, ...]


def make_day(folder: Path, *, seed: int = 3, workers: int | None = None, report: Report = silent) -> DemoDay:
    """Make day 3 of *La Nuit d'été* in `folder`: movies, sound, paper. `seed` changes what is heard, not what is there.

    Raises UsageError when `folder` holds something already.
    """
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(
            _("this folder is not empty"), path=str(folder), hint=_("remove it, or choose another with --into")
        )
    folder.mkdir(parents=True, exist_ok=True)
    jobs = [Job(shot=shot, folder=str(folder), seed=seed, number=n) for n, shot in enumerate(SHOTS, 1)]
    for done, paths in enumerate(_recorded(jobs, workers), 1):
        report(Event(step="record", subject=paths[-1], done=done, total=len(jobs)))
    reports = folder / "RAPPORTS" / "J03"
    written = {
        folder / "scenario.csv": papers.scene_list(),
        reports / "scripte_J03.csv": papers.script_notes(),
        reports / "crif_J03.csv": papers.camera_report(),
    }
    for path, content in written.items():
        write_whole(path, content)
    cards = tuple(sorted((folder / "RUSHES" / "J03").iterdir()))
    return DemoDay(
        folder=folder,
        cards=cards,
        sound_rolls=(folder / "SON" / "J03" / "S003",),
        papers=tuple(path for path in written if path.parent == reports),
        scene_list=folder / "scenario.csv",
        traps=tuple(Trap(number=n, what=what, where=where) for n, (what, where) in enumerate(TRAPS, 1)),
    )


def _recorded(jobs: list[Job], workers: int | None) -> Iterator[list[str]]:
    """The jobs done, in order; by several processes, started afresh so that no library is shared half way."""
    count = workers or min(4, os.cpu_count() or 1)
    if count == 1:
        yield from map(record, jobs)
        return
    pool = ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("spawn"))
    try:
        yield from pool.map(record, jobs)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
