"""A generated shooting week: two units, four cameras, six days with their papers, and the faults seeded in it.

The files are placeholders of a few bytes; `Week.scan` tells what the real ones would have said of themselves.
"""

import os
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date
from pathlib import Path

from chutier.demo import week_media, week_paper
from chutier.demo.week_faults import Fault, seed_faults
from chutier.demo.week_names import Names, sound_roll
from chutier.demo.week_plan import plan_week
from chutier.demo.week_shot import DATES, Rolled, Shot
from chutier.errors import ChutierError, UsageError
from chutier.events import Event, Report
from chutier.files import write_whole
from chutier.i18n import _
from chutier.model import MediaInfo

__all__ = ["Fault", "Week", "make_week"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A shooting week on disk, and what is wrong with it.

    `sources` are the folders of cards and sounds, day by day; `sounds` says for each picture on a card that has one
    which sound ran with it. `infos` is what each file would say, by its path in `folder`.
    """

    folder: Path
    days: tuple[date, ...]
    sources: tuple[Path, ...]
    papers: tuple[Path, ...]
    scene_list: Path
    faults: tuple[Fault, ...]
    sounds: Mapping[Path, Path] = field(default_factory=dict)
    infos: Mapping[str, MediaInfo] = field(default_factory=dict, repr=False)

    def scan(self, paths: Sequence[Path], workers: int | None, report: Report) -> Iterable[MediaInfo]:
        """Read placeholders as if they were the files that they stand for. Raises ChutierError for a path that is no
        file of this week."""
        for done, path in enumerate(paths, 1):
            yield self._read(path)
            report(Event(step="probe", subject=str(path), done=done, total=len(paths)))

    def _read(self, path: Path) -> MediaInfo:
        try:
            status = path.stat()
            info = self.infos[path.relative_to(self.folder).as_posix()]
        except (OSError, KeyError, ValueError) as error:
            raise ChutierError(_("is no file of the generated week"), path=str(path)) from error
        return replace(info, path=str(path), size=status.st_size, mtime_ns=status.st_mtime_ns)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placeholder:
    """A file to write: its path in the week's folder, what it holds, when it was written, what it would say."""

    path: str
    content: bytes
    at: float
    info: MediaInfo


def make_week(folder: Path, seed: int = 1, *, faults: int = 40, clips: int = 900) -> Week:
    """Make a week of about `clips` picture clips with exactly `faults` faults in `folder`; the same for the same seed.

    Raises UsageError when `folder` is not empty, or the week too short for the faults; ChutierError when the disk
    refuses.
    """
    folder = Path(os.path.abspath(folder))  # noqa: PTH100 - as ingest makes its paths, links left as they are
    if folder.is_dir() and any(folder.iterdir()):
        raise UsageError(_("this folder is not empty"), path=str(folder), hint=_("choose another folder"))
    rng = random.Random(seed)
    shots, names, seeded = seed_faults(rng, plan_week(rng, clips + faults // 2), faults)
    shots = tuple(sorted(shots, key=lambda shot: (shot.day, shot.start, shot.number)))
    files = {one.path: one for shot in shots for one in _files(shot, names, rng)}
    _write_placeholders(folder, files.values())
    papers = _write_papers(folder, shots, names)
    return Week(
        folder=folder, days=DATES, faults=seeded, papers=papers, scene_list=folder / "scenario.csv",
        sources=tuple(
            source for kind in ("RUSHES", "SON") for day in range(1, len(DATES) + 1)
            if (source := folder / kind / f"J{day:02}").is_dir()
        ),
        sounds={
            folder / _picture(shot, rolled, names): folder / _sound(shot, names)
            for shot in shots for rolled in shot.rolled if shot.filmed and shot.heard
        },
        infos={path: one.info for path, one in files.items()},
    )  # fmt: skip


def _picture(shot: Shot, rolled: Rolled, names: Names) -> str:
    name = names.file(shot, rolled.card.camera)
    return f"RUSHES/J{shot.day:02}/{names.cards[rolled.card]}/{name}.mov"


def _sound(shot: Shot, names: Names) -> str:
    return f"SON/J{shot.day:02}/{sound_roll(shot.day, shot.unit)}/{names.sounds[shot.number]}.wav"


def _files(shot: Shot, names: Names, rng: random.Random) -> Iterator[_Placeholder]:
    """The files of a shot. What they hold is theirs alone, and so is mostly their size."""
    at = shot.moment(shot.end).replace(tzinfo=UTC).timestamp()
    for rolled in shot.rolled if shot.filmed else ():
        path, content = _picture(shot, rolled, names), _content(rng)
        info = week_media.picture(shot, rolled, names)
        yield _Placeholder(path=path, content=content, at=at, info=info)
        if shot.copied_to is not None:
            copy = f"RUSHES/J{shot.day:02}/{names.cards[shot.copied_to]}/{path.rpartition('/')[2]}"
            yield _Placeholder(path=copy, content=content, at=at, info=info)
    if shot.heard:
        info = week_media.sound(shot, names)
        yield _Placeholder(path=_sound(shot, names), content=_content(rng), at=at, info=info)


def _content(rng: random.Random) -> bytes:
    return rng.randbytes(rng.randint(12, 60))


def _write_placeholders(folder: Path, files: Iterable[_Placeholder]) -> None:
    try:
        for one in files:
            path = folder / one.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(one.content)
            os.utime(path, (one.at, one.at))
    except OSError as error:
        raise ChutierError(
            _("cannot be written: {why}").format(why=error.strerror or error), path=str(folder)
        ) from error


def _write_papers(folder: Path, shots: Sequence[Shot], names: Names) -> tuple[Path, ...]:
    write_whole(folder / "scenario.csv", week_paper.scene_list())
    papers = []
    for day in range(1, len(DATES) + 1):
        of_day = [shot for shot in shots if shot.day == day]
        for path, content in week_paper.papers_of(day, of_day, names):
            write_whole(folder / path, content)
            papers.append(folder / path)
    return tuple(papers)
