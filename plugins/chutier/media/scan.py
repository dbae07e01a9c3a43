"""`scan`: every file of a card, probed in parallel, told in order. Nothing on a card stops it."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import chain, islice

from chutier.events import Event, Report, silent
from chutier.media.pool import Pool
from chutier.media.probe import probe
from chutier.media.walk import walk
from chutier.model import MediaInfo

FEW = 16
"""Under this many files a pool would take longer to start than to work."""

Known = Callable[[str, int, int], bool]


def scan(
    roots: Iterable[str | os.PathLike[str]],
    *,
    known: Known | None = None,
    workers: int | None = None,
    limit: float = 60.0,
    report: Report = silent,
) -> Iterator[MediaInfo]:
    """One MediaInfo per file under `roots`, in order of path, links to folders not followed, system files left out.

    `known(path, size, mtime_ns)` True means unchanged: nothing is yielded, but the event `unchanged` is reported.
    `workers` is the number of processes (the machine's cores, at most 8, when None); `limit` the seconds one file may
    take. Fewer than FEW files are probed here and now, without workers or limit. Closing
    the iterator, or Ctrl-C, ends the workers at once.
    """
    count = _Count(report)
    fresh = _fresh(walk(roots, report), known, count)
    few = list(islice(fresh, FEW))
    workers = workers or min(os.cpu_count() or 1, 8)
    if len(few) < FEW:
        for path in few:
            yield count.told(probe(path))
        return
    with Pool(workers, limit) as pool:
        for info in pool.probe_all(chain(few, fresh)):
            yield count.told(_with_size(info))


class _Count:
    """Files told of so far, fresh and unchanged alike."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.done = 0

    def told(self, info: MediaInfo) -> MediaInfo:
        self.done += 1
        self.report(Event(step="probe", subject=info.path, done=self.done, warning=info.error))
        return info

    def unchanged(self, path: str) -> None:
        self.done += 1
        self.report(Event(step="unchanged", subject=path, done=self.done))


def _fresh(paths: Iterable[str], known: Known | None, count: _Count) -> Iterator[str]:
    for path in paths:
        if known is not None:
            with suppress(OSError, ValueError):
                status = os.stat(path)  # noqa: PTH116 - names are kept as on disk, byte for byte
                if known(path, status.st_size, status.st_mtime_ns):
                    count.unchanged(path)
                    continue
        yield path


def _with_size(info: MediaInfo) -> MediaInfo:
    """A file whose worker died still has a size and a date, so that a second scan knows it again."""
    if info.size or not info.error:
        return info
    with suppress(OSError, ValueError):
        status = os.stat(info.path)  # noqa: PTH116 - names are kept as on disk, byte for byte
        return replace(info, size=status.st_size, mtime_ns=status.st_mtime_ns)
    return info
