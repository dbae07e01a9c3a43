"""`looks`: what one sees and hears of every clip at a glance, made once and kept.

In the folder, for each key: KEY.jpg, and KEY.json with the peaks and with what the sources were when it was made. Files
are read by workers apart from us (pool.py), picture and sound as questions of their own, so that a file that crashes
the reader costs its own thumbnail and nothing else.
"""

import json
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal

from chutier import i18n
from chutier.errors import MediaError
from chutier.events import Event, Report, silent
from chutier.files import write_whole
from chutier.i18n import _
from chutier.media.peaks import peaks_of
from chutier.media.pool import Crew
from chutier.media.thumbnail import thumbnail

Sight = tuple[Path | None, tuple[int, ...] | None]
"""A JPEG file and PEAKS figures from 0 to 100; each None when there is none."""

_LAYOUT = 1
"""Of the JSON file; raised when its meaning or the way thumbnails are made changes."""
_KEY = re.compile(r"[A-Za-z0-9_.=+@-]{1,120}")


@dataclass(frozen=True, slots=True, kw_only=True)
class LookJob:
    """A clip to look at: its movie, its sound (the same file, or the recorder's), the second that is worth seeing."""

    key: str
    picture: str | None
    sound: str | None
    at: Fraction | None = None


@dataclass(frozen=True, slots=True)
class _Question:
    """One file to read; `stamp` is its size and date."""

    kind: Literal["picture", "sound"]
    path: str
    at: Fraction | None
    stamp: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Answer:
    """A JPEG or peaks; `warning` when the file would not; `final` when asking again would bring the same."""

    jpeg: bytes | None = None
    peaks: tuple[int, ...] | None = None
    warning: str = ""
    final: bool = True


@dataclass(slots=True)
class _Open:
    """A job for which something is still to be asked."""

    job: LookJob
    kept: dict[str, Any]
    questions: list[_Question] = field(default_factory=list)


def looks(
    jobs: Sequence[LookJob],
    folder: Path,
    *,
    workers: int | None = None,
    limit: float = 60.0,
    report: Report = silent,
) -> dict[str, Sight]:
    """Picture and peaks for every key, made where `folder` has none, or made of other files than those of now.

    A file that cannot be read, or has no picture or no sound, gives None there and never an error. `workers` is the
    number of processes (the machine's cores, at most 8, when None), `limit` the seconds that one file may take. The
    event `look` tells of every job. Raises ChutierError when `folder` cannot be written, ValueError when a key cannot
    be a file's name.
    """
    for job in jobs:
        if not _KEY.fullmatch(job.key) or job.key.startswith("."):
            raise ValueError(f"cannot be a file's name: {job.key!r}")
    todo = [_opened_job(job, folder) for job in jobs]
    questions = [question for one in todo for question in one.questions]
    size = min(workers or min(os.cpu_count() or 1, 8), len(questions))
    found: dict[str, Sight] = {}
    with Crew[_Question, _Answer](size, limit, serve, _lost) as crew:
        answers = crew.ask_all(questions)
        for done, one in enumerate(todo, 1):
            warning = _keep(one, folder, answers) if one.questions else ""
            found[one.job.key] = _sight(one, folder)
            subject = one.job.picture or one.job.sound or one.job.key
            report(Event(step="look", subject=subject, done=done, total=len(todo), warning=warning))
    return found


def serve(pipe: "Connection[_Answer | None, _Question | None]", language: str) -> None:
    """A worker's life: look at what comes down the pipe until it closes or None comes."""
    i18n.use_language(language)
    while (question := pipe.recv()) is not None:
        pipe.send(_look(question))


def _look(question: _Question) -> _Answer:
    try:
        if question.kind == "picture":
            return _Answer(jpeg=thumbnail(question.path, question.at))
        return _Answer(peaks=peaks_of(question.path))
    except MediaError as error:
        return _Answer(warning=error.message)
    except Exception:  # noqa: BLE001 - whatever a damaged file makes libav say, it is this file's and no other's
        return _Answer(warning=_("the file cannot be understood: it is damaged or is not what its name says"))


def _lost(question: _Question, why: str) -> _Answer:
    """The reader died or hung: perhaps the disk was slow, so another time may fare better."""
    return _Answer(warning=why, final=False)


def _opened_job(job: LookJob, folder: Path) -> _Open:
    """The job with what is kept of it, and what is to be asked because it is not kept or no longer holds."""
    kept = _kept(folder / f"{job.key}.json")
    one = _Open(job, kept)
    wanted: tuple[tuple[Literal["picture", "sound"], str | None, Fraction | None], ...] = (
        ("picture", job.picture, job.at),
        ("sound", job.sound, None),
    )
    for kind, path, at in wanted:
        if path is None or (kind in kept and not _whole(kept[kind], kind, folder / f"{job.key}.jpg")):
            kept.pop(kind, None)
        if path is None or (stamp := _stamp(path)) is None:
            # A disk that is not there now does not take back what was seen of it.
            continue
        question = _Question(kind, path, at, stamp)
        if kept.get(kind, {}).get("of") != _of(question):
            kept.pop(kind, None)
            one.questions.append(question)
    return one


def _kept(path: Path) -> dict[str, Any]:
    """What the JSON file says, by `picture` and `sound`; nothing when there is none, or it is damaged or older."""
    with suppress(OSError, ValueError):
        record = json.loads(path.read_bytes())
        if isinstance(record, dict) and record.get("layout") == _LAYOUT:
            return {k: v for k, v in record.items() if k in ("picture", "sound") and isinstance(v, dict)}
    return {}


def _whole(kept: dict[str, Any], kind: str, picture: Path) -> bool:
    """Whether what the record promises is really there."""
    if kind == "picture":
        return not kept.get("made") or picture.is_file()
    peaks = kept.get("peaks")
    return peaks is None or (isinstance(peaks, list) and all(type(peak) is int for peak in peaks))


def _stamp(path: str) -> tuple[int, int] | None:
    with suppress(OSError, ValueError):
        status = os.stat(path)  # noqa: PTH116 - names are kept as on disk, byte for byte
        # A pipe or a device would be read for ever.
        return (status.st_size, status.st_mtime_ns) if os.path.isfile(path) else None  # noqa: PTH113
    return None


def _of(question: _Question) -> list[Any]:
    """What a look was made of: another size, date or second, and it is made anew. A disk may be mounted elsewhere."""
    return [*question.stamp, *([str(question.at)] if question.at is not None else [])]


def _keep(one: _Open, folder: Path, answers: Iterator[_Answer]) -> str:
    """Take the answers to the job's questions and write them, whole; the first warning among them, or nothing."""
    warnings = []
    picture = folder / f"{one.job.key}.jpg"
    for question in one.questions:
        answer = next(answers)
        warnings += [answer.warning] if answer.warning else []
        if answer.jpeg is not None:
            write_whole(picture, answer.jpeg)
        if answer.final:
            of = _of(question)
            made = {"made": answer.jpeg is not None} if question.kind == "picture" else {"peaks": answer.peaks}
            one.kept[question.kind] = {"of": of, **made}
    record = json.dumps({"layout": _LAYOUT, **one.kept}, separators=(",", ":"))
    write_whole(folder / f"{one.job.key}.json", record)
    if not one.kept.get("picture", {}).get("made"):
        with suppress(OSError):
            picture.unlink(missing_ok=True)
    return warnings[0] if warnings else ""


def _sight(one: _Open, folder: Path) -> Sight:
    picture = folder / f"{one.job.key}.jpg" if one.kept.get("picture", {}).get("made") else None
    peaks = one.kept.get("sound", {}).get("peaks")
    return picture, tuple(peaks) if peaks is not None else None
