"""Workers that read files apart from us: one that dies or hangs costs one file, and we know which.

The standard process pool breaks as a whole when one worker dies and cannot stop one that hangs; hence our own, one pipe
per worker, at most a few files waiting each, so that memory does not grow with the number of files.
"""

import multiprocessing
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, Self, TypeVar

from chutier import i18n
from chutier.errors import MediaError
from chutier.i18n import _
from chutier.media.probe import probe, unreadable
from chutier.model import MediaInfo

_WAITING_PER_WORKER = 16
_TRIES = 2

Asked = TypeVar("Asked")
"""What a worker is asked: a path, or a value that holds one. Never None."""
Told = TypeVar("Told")
"""What it answers. Never None."""


def serve(pipe: "Connection[MediaInfo | None, str | None]", language: str) -> None:
    """A worker's life: probe what comes down the pipe until it closes or None comes."""
    i18n.use_language(language)
    while (path := pipe.recv()) is not None:
        pipe.send(probe(path))


Work = Callable[["Connection[Any, Any]", str], None]
"""What a worker process runs: its end of the pipe, and the language of its messages."""


def _begin(pipe: "Connection[Any, Any]", work: Work, language: str) -> None:
    """Say that the process stands, then work. Ctrl-C is for the one who started us, who ends us."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(EOFError, OSError):
        pipe.send(None)
        work(pipe, language)


@dataclass(slots=True)
class _Job(Generic[Asked, Told]):
    asked: Asked
    tries: int = 0
    done: Told | None = None


@dataclass(slots=True)
class _Worker(Generic[Asked, Told]):
    process: BaseProcess
    pipe: "Connection[Asked, Told | None]"
    job: _Job[Asked, Told] | None = None
    since: float = 0.0
    stands: bool = False

    def start(self, job: _Job[Asked, Told]) -> None:
        self.job, self.since = job, time.monotonic()
        job.tries += 1
        with suppress(OSError):
            # A worker that died meanwhile shows at its pipe's end, where the file is given to another.
            self.pipe.send(job.asked)

    def stop(self) -> None:
        with suppress(OSError):
            self.pipe.close()
        self.process.kill()
        self.process.join()


class Crew(Generic[Asked, Told]):
    """`workers` processes that each live by `work`; `limit` is the longest that one question may take, in seconds.

    `lost(asked, why)` is the answer to a question whose worker died or hung, with a sentence for a person.
    """

    def __init__(self, workers: int, limit: float, work: Work, lost: Callable[[Asked, str], Told]) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._limit = limit
        self._size = workers
        self._work = work
        self._lost = lost
        self._workers: list[_Worker[Asked, Told]] = []
        self._stillborn = 0

    def __enter__(self) -> Self:
        self._workers = [self._hire() for _index in range(self._size)]
        return self

    def __exit__(self, *error: object) -> None:
        for worker in self._workers:
            worker.stop()
        self._workers = []

    def ask_all(self, questions: Iterable[Asked]) -> Iterator[Told]:
        """One answer per question, in the order given."""
        coming = iter(questions)
        queue: deque[_Job[Asked, Told]] = deque()
        todo: deque[_Job[Asked, Told]] = deque()
        exhausted = False
        while True:
            while not exhausted and len(queue) < self._size * _WAITING_PER_WORKER:
                if (asked := next(coming, None)) is None:
                    exhausted = True
                    break
                job: _Job[Asked, Told] = _Job(asked)
                queue.append(job)
                todo.append(job)
            if not queue:
                return
            self._give(todo)
            while queue and (done := queue[0].done) is not None:
                queue.popleft()
                yield done
            if queue:
                self._collect(todo)

    def _hire(self) -> _Worker[Asked, Told]:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=_begin, args=(theirs, self._work, i18n.current_language()), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _give(self, todo: deque[_Job[Asked, Told]]) -> None:
        for worker in self._workers:
            if worker.job is None and todo:
                worker.start(todo.popleft())

    def _collect(self, todo: deque[_Job[Asked, Told]]) -> None:
        """Wait for an answer, a death or the time limit, whichever is first."""
        busy = [worker for worker in self._workers if worker.job is not None]
        if not busy:
            return
        first = min(worker.since for worker in busy)
        ready = wait([worker.pipe for worker in busy], max(0.0, first + self._limit - time.monotonic()))
        for worker in busy:
            if worker.pipe in ready:
                self._answer(worker, todo)
            elif time.monotonic() - worker.since >= self._limit:
                self._fail(worker, _("the file took too long to read; it was left"))

    def _answer(self, worker: _Worker[Asked, Told], todo: deque[_Job[Asked, Told]]) -> None:
        job = worker.job
        try:
            info = worker.pipe.recv()
        except (EOFError, OSError):
            if not worker.stands:
                self._mourn(job)
            if job is not None and job.tries < _TRIES:
                todo.appendleft(job)
                self._replace(worker)
            else:
                self._fail(worker, _("the file makes the reader crash; it is damaged"))
            return
        if info is None:
            worker.stands, worker.since = True, time.monotonic()
        elif job is not None:
            job.done, worker.job = info, None

    def _mourn(self, job: _Job[Asked, Told] | None) -> None:
        """A process that died before it stood is not the file's fault; when many do, nothing can be read."""
        self._stillborn += 1
        if self._stillborn > self._size * _TRIES:
            raise MediaError(
                _("the processes that read media do not start"),
                hint=_("call this from a program whose main module can be imported, or look at what they print"),
            )
        if job is not None:
            job.tries -= 1

    def _fail(self, worker: _Worker[Asked, Told], why: str) -> None:
        if worker.job is not None:
            worker.job.done = self._lost(worker.job.asked, why)
        self._replace(worker)

    def _replace(self, worker: _Worker[Asked, Told]) -> None:
        worker.stop()
        self._workers[self._workers.index(worker)] = self._hire()


class Pool(Crew[str, MediaInfo]):
    """A crew that probes files: asked a path, it tells a MediaInfo."""

    def __init__(self, workers: int, limit: float, work: Work = serve) -> None:
        super().__init__(workers, limit, work, unreadable)

    def probe_all(self, paths: Iterable[str]) -> Iterator[MediaInfo]:
        """One MediaInfo per path, in the order given."""
        return self.ask_all(paths)
