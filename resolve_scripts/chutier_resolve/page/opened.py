"""The page as the core uses it: open, ask, follow, sum up, close."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from chutier.errors import NleError
from chutier.i18n import _, speaking
from chutier_resolve.dialogs import Answer, Dialog
from chutier_resolve.page.board import TICK, Board
from chutier_resolve.page.html import files
from chutier_resolve.page.server import PageServer

Opener = Callable[[str], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Seconds that we wait before no answer is an answer; time in which the machine sleeps does not count.

    `arrival`: until the browser fetches the page. `back`: after the page was closed, for it may only be loaded again.
    `dropped`: after the browser broke off (it was ended, or the machine slept). `silence`: of a tab that the browser
    put to sleep. `answer`: of a person who has the page before them. `last`: until the last view is fetched."""

    arrival: float = 90.0
    back: float = 4.0
    dropped: float = 60.0
    silence: float = 600.0
    answer: float = 8 * 3600.0
    last: float = 5.0


def open_browser(address: str) -> bool:
    """Open the person's browser, as a process that inherits nothing: our standard streams belong to the conversation
    with Resolve's menu, which would wait for the browser's end or read its chatter."""
    program = "import sys, webbrowser; sys.exit(not webbrowser.open(sys.argv[1]))"
    null = subprocess.DEVNULL
    try:
        done = subprocess.run(
            [sys.executable, "-c", program, address],
            stdin=null, stdout=null, stderr=null, timeout=60, check=False, close_fds=True, start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return True  # a browser that stays in the foreground
    except OSError:
        return False
    return done.returncode == 0


class Page:
    """A browser page in the given language ("en" or "fr"). It is opened at the first thing to show, and closed once.

    Every method is called from one thread."""

    def __init__(self, language: str, opener: Opener = open_browser, patience: Patience | None = None) -> None:
        self._language, self._opener, self._patience = language, opener, patience or Patience()
        self._board = Board()
        self._server: PageServer | None = None
        self._opened: bool | None = None
        self._title = ""

    def __enter__(self) -> Self:
        self._serve()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def address(self) -> str:
        """Where the page is; empty while it is closed. The first browser that fetches it is the only one it answers."""
        return self._server.address if self._server else ""

    def ask(self, dialog: Dialog) -> Answer:
        """Show the dialog and wait for its answer: no button when the page was closed, or nobody answered in time.
        Raises NleError when no browser shows the page."""
        self._serve()
        self._title = dialog.title
        with speaking(self._language):
            self._board.ask({"view": "dialog", "dialog": dialog.as_data()})
        return Answer.to(dialog, *self._wait(self._board))

    def progress(self, done: int, total: int, text: str) -> None:
        """How far the work is; a `total` of 0 is one that nobody knows."""
        self._serve()
        self._board.show({"view": "progress", "title": self._title, "done": done, "total": total, "text": text})

    def tell(self, summary: Dialog) -> None:
        """The last word: it stays on the screen after we have gone, and says that the page can be closed."""
        self._serve()
        with speaking(self._language):
            self._board.show({"view": "summary", "dialog": summary.as_data()})

    def close(self) -> None:
        """Let the page go, once it has fetched its last view. Safe to call twice."""
        server, self._server = self._server, None
        if server is None:
            return
        looked_at = self._board.presence in ("here", "silent")
        if looked_at:
            self._board.delivered(self._patience.last)
        self._board.end()
        if looked_at:
            self._board.settled(1)
        server.shutdown()
        server.server_close()
        self._board, self._opened = Board(), None

    def _serve(self) -> None:
        if self._server is None:
            self._server = PageServer(self._board, files(self._language))
            serve = self._server.serve_forever
            threading.Thread(target=serve, args=(TICK,), name="page", daemon=True).start()
            threading.Thread(target=self._open, args=(self._server.address,), name="browser", daemon=True).start()

    def _open(self, address: str) -> None:
        try:
            self._opened = self._opener(address)
        except Exception:  # noqa: BLE001 - an opener is somebody else's program
            self._opened = False

    def _wait(self, board: Board) -> tuple[object, object]:
        patience, before, away, waited = self._patience, "", 0.0, 0.0
        limits = {
            "here": patience.answer, "left": patience.back, "dropped": patience.dropped, "silent": patience.silence,
            "never": patience.arrival,
        }  # fmt: skip
        while True:
            begun, presence = time.monotonic(), board.presence
            answer = board.wait(TICK)
            # Never more than a tick: a machine that slept comes back to find its page as it left it.
            passed = min(time.monotonic() - begun, TICK)
            waited, away = waited + passed, passed + (away if presence == before else 0.0)
            before = presence
            if answer is not None:
                return answer
            if presence == "never" and (self._opened is False or away > limits[presence]):
                raise self._no_browser()
            if waited > patience.answer or away > limits[presence]:
                return board.withdraw() or ("", {})

    def _no_browser(self) -> NleError:
        return NleError(
            _("no browser showed the plan"),
            hint=_(
                "set a default browser for this machine, then run the script again; or build from a terminal: "
                "chutier build --nle resolve (Resolve Studio)"
            ),
        )
