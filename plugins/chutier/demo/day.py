"""The whole day: every shot in parallel, then the paper."""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from chutier import i18n
from chutier.demo import papers
from chutier.demo.layout import SOUND_ROLL, Job, jobs
from chutier.demo.recording import record
from chutier.demo.truth import Trap, TruthClip, cards_of_day, traps_of_day, truth_of_day
from chutier.errors import UsageError
from chutier.events import Event, Report, silent
from chutier.files import write_whole
from chutier.i18n import _

MOST_WORKERS = 4

UNFINISHED = ".unfinished"
"""In the folder of a day that is being made: the seed, so that the same command goes on after Ctrl-C."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoDay:
    """A generated shooting day on disk, and what is true of it."""

    folder: Path
    cards: tuple[Path, ...]
    sound_rolls: tuple[Path, ...]
    papers: tuple[Path, ...]
    scene_list: Path
    truth: tuple[TruthClip, ...]
    traps: tuple[Trap, ...]


def make_day(
    folder: Path, *, seed: int = 3, workers: int | None = None, report: Report = silent, more_to_come: bool = False
) -> DemoDay:
    """Make day 3 of *La Nuit d'été* in `folder`: movies, sound, paper. `seed` changes what is heard, not what is there.

    A day that was stopped half way is gone on with. `more_to_come`: the folder stays marked as unfinished until
    `finish`. Raises UsageError when `folder` holds something else, ChutierError when the disk refuses.
    """
    _take_possession(folder, f"{seed}\n")
    shots = jobs(folder, seed)
    for done, paths in enumerate(_recorded(shots, workers), 1):
        report(Event(step="record", subject=paths[-1], done=done, total=len(shots)))
    reports = folder / "RAPPORTS" / "J03"
    written = {
        folder / "scenario.csv": papers.scene_list(),
        reports / "scripte_J03.csv": papers.script_notes(),
        reports / "crif_J03.csv": papers.camera_report(),
    }
    for path, content in written.items():
        write_whole(path, content)
    if not more_to_come:
        finish(folder)
    return DemoDay(
        folder=folder,
        cards=cards_of_day(folder),
        sound_rolls=(folder / "SON" / "J03" / SOUND_ROLL,),
        papers=tuple(path for path in written if path.parent == reports),
        scene_list=folder / "scenario.csv",
        truth=truth_of_day(folder),
        traps=traps_of_day(folder),
    )


def finish(folder: Path) -> None:
    """Nothing is to come in `folder`: from now on it is like any other."""
    (folder / UNFINISHED).unlink(missing_ok=True)


def _take_possession(folder: Path, mark: str) -> None:
    """A folder that is empty, or ours since we were stopped; or an error that says how to get one."""
    way_out = _("remove it, or choose another with --into")
    marker = folder / UNFINISHED
    try:
        folder.mkdir(parents=True, exist_ok=True)
        ours = marker.read_bytes() == mark.encode() if marker.is_file() else not any(folder.iterdir())
    except OSError as error:
        why = error.strerror or str(error)
        raise UsageError(
            _("the folder cannot be made: {why}").format(why=why), path=str(folder), hint=way_out
        ) from error
    if not ours:
        raise UsageError(_("this folder is not empty"), path=str(folder), hint=way_out)
    write_whole(marker, mark)


def _recorded(shots: list[Job], workers: int | None) -> Iterator[list[str]]:
    """The shots done, in order; by several processes, started afresh so that no library is shared half way."""
    count = workers or min(MOST_WORKERS, os.cpu_count() or 1)
    if count == 1:
        yield from map(record, shots)
        return
    pool = ProcessPoolExecutor(
        count, mp_context=multiprocessing.get_context("spawn"), initializer=_begin, initargs=(i18n.current_language(),)
    )
    try:
        yield from pool.map(record, shots)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin(language: str) -> None:
    """A worker's start. Ctrl-C is for the one who started us: a shot being written is finished, no other begun."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    i18n.use_language(language)
