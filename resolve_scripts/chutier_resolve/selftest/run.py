"""The self-test from beginning to end: ask, make the project, put the questions, write down the answers, clean up."""

from __future__ import annotations

import io
import json
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TextIO

from chutier_resolve.host.acquire import acquire
from chutier_resolve.host.looking import is_studio
from chutier_resolve.host.safe import Failed, listed, text
from chutier_resolve.selftest import media
from chutier_resolve.selftest.anonymous import Anonymous
from chutier_resolve.selftest.bench import Bench, Gone, Probe, Unavailable
from chutier_resolve.selftest.probes import PROBES
from chutier_resolve.selftest.project import Disposable, Refused
from chutier_resolve.selftest.recorder import Tape, recorded
from chutier_resolve.selftest.surface import constants, listed_names
from chutier_resolve.selftest.wording import CONSENT, HOW, told


def aloud(line: str) -> None:
    """To Resolve's console."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def run(
    resolve: Any, into: str, agreed: bool, say: Callable[[str], Any] = aloud, folder: str = "",
    moment: float | None = None, system: str = sys.platform, around: dict[str, Any] | None = None,
) -> dict[str, Any] | None:  # fmt: skip
    """Put the 25 questions; the report, which is also written into `into` with the recording. None when nothing was
    begun: without consent, or refused.

    The media is made in `folder` and left there, else in a temporary one. `moment` is the time of day."""
    say(CONSENT.format(into=into))
    if not agreed:
        say(HOW)
        return None
    stamp = time.strftime("%Y-%m-%d %H.%M.%S", time.localtime(moment))
    name = "Chutier self-test " + stamp
    own = "" if folder else tempfile.mkdtemp(prefix="chutier-selftest-")
    try:
        project = Disposable(resolve, name)
        report = dict(_head(resolve, project, stamp, system), surroundings=around or {})
        files = media.make(folder or own)
        report["rate"] = project.open()
    except (Refused, Failed, OSError) as error:
        say(f"Not begun, nothing was changed. {error}")
        _tidy(own)
        return None
    work = _Work(resolve, report, files, folder or own, say)
    try:
        work.record(into, stamp.replace(" ", "_"))
    finally:
        report.update(project.close())
        _tidy(own)
    work.finish(into, stamp.replace(" ", "_"))
    return report


def _tidy(folder: str) -> None:
    if folder:
        shutil.rmtree(folder, ignore_errors=True)


def _head(resolve: Any, project: Disposable, stamp: str, system: str) -> dict[str, Any]:
    product = text(resolve.GetProductName())
    return {
        "selftest": 1, "made": stamp, "project": project.name, "product": product,
        "version": [one for one in listed(resolve.GetVersion()) if isinstance(one, (int, float))][:4],
        "studio": is_studio(resolve, product), "database": project.database, "os": system,
        "system": platform.platform(),
        "python": platform.python_version(), "probes": [],
    }  # fmt: skip


class _Work:
    """What happens while the disposable project is open, and what is written afterwards."""

    def __init__(
        self, resolve: Any, report: dict[str, Any], files: dict[str, Any], folder: str, say: Callable[[str], Any]
    ) -> None:
        self._resolve = resolve
        self._report = report
        self._folder = folder
        self._say = say
        self._anonymous = Anonymous({folder: "<media>", str(Path.home()): "<home>"})
        self._files = files

    def record(self, into: str, stamp: str) -> None:
        """All probes, recorded. A folder that cannot be written costs the recording, not the answers."""
        path = Path(into, f"selftest_{stamp}.jsonl")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            stream: TextIO = path.open("x", encoding="utf-8")
        except OSError as error:
            self._say(f"The recording cannot be written: {error}")
            stream = io.StringIO()
        with stream:
            tape = Tape(stream, self._anonymous)
            head = {key: self._report[key] for key in ("product", "version", "studio", "os", "project", "rate", "made")}
            tape.write(dict({"cassette": 1, "files": self._anonymous.all(self._files)}, **head))
            self._put_all(tape)
            self._report.update({"recording": path.name, "calls": tape.calls, "lost lines": tape.lost})

    def _put_all(self, tape: Tape) -> None:
        report = self._report
        handle = recorded(self._resolve, tape)
        bench = Bench(handle, report["project"], self._folder, report["studio"])
        gone = self._look(tape, bench)
        for number, probe in enumerate(PROBES, 1):
            tape.mark(probe.name)
            answer = {"state": "not reached", "why": gone} if gone else _put(probe, bench)
            gone = gone or (answer["why"] if answer["state"] == "gone" else "")
            self._say("{:2d}/{}  {}: {}".format(number, len(PROBES), probe.name, answer["state"]))
            report["probes"].append({"name": probe.name, "asks": probe.asks, **self._anonymous.all(answer)})
        report["names"] = tape.names

    def _look(self, tape: Tape, bench: Bench) -> str:
        """What the build lists of itself; why nothing more can be asked, empty when all is well."""
        tape.mark("surface")
        self._report["constants"] = {}
        try:
            listed_names(bench)
            self._report["constants"] = constants(bench)
        except Gone as error:
            return str(error)
        except Exception as error:  # noqa: BLE001 - whatever the program raises: the probes go on
            self._say(f"surface: {error}")
        return ""

    def finish(self, into: str, stamp: str) -> None:
        """The report, as JSON and as text. Never over a file that is there."""
        body = told(self._report)
        for ending, content in (
            (".json", json.dumps(self._report, ensure_ascii=False, indent=1) + "\n"),
            (".txt", body),
        ):
            path = Path(into, f"selftest_{stamp}{ending}")
            try:
                with path.open("x", encoding="utf-8") as file:
                    file.write(content)
            except OSError as error:
                self._say(f"{path} cannot be written: {error}")
        self._say(body)


def _put(probe: Probe, bench: Bench) -> dict[str, Any]:
    """One question and what came of it: `answered`, `not available` (what only Studio has is not even called),
    `failed` (the probe itself), `gone` (the program, or our project, is no longer there)."""
    if probe.studio and not bench.studio:
        return {"state": "not available", "why": "studio"}
    begun = time.perf_counter()
    answer: dict[str, Any] = {"state": "answered"}
    try:
        answer["facts"] = probe.ask(bench)
    except Unavailable as error:
        answer = {"state": "not available", "why": error.why, "detail": error.detail}
    except Gone as error:
        answer = {"state": "gone", "why": str(error)}
    except Exception as error:  # noqa: BLE001 - whatever the program raises is an answer too
        answer = {"state": "failed", "why": type(error).__name__, "detail": str(error)}
    answer["ms"] = round((time.perf_counter() - begun) * 1000, 1)
    return answer


def main(scope: dict[str, Any], into: str, agreed: bool) -> None:
    """From the menu: `scope` is what the program gave the script."""
    resolve = acquire(scope)
    if resolve is None:
        aloud("No DaVinci Resolve here: choose this script from Workspace > Scripts.")
        return
    run(resolve, into, agreed, around=surroundings(scope))


def surroundings(scope: dict[str, Any]) -> dict[str, Any]:
    """What a menu script finds around it. UIManager is not asked for: on the free edition that opens a window that
    sells the other one, and every later call waits for somebody to close it."""
    return {
        "globals": [name for name in ("resolve", "app", "bmd", "fusion", "fu", "__file__") if name in scope],
        "executable": Path(sys.executable or "").name, "tkinter": find_spec("tkinter") is not None,
        "encoding": sys.getfilesystemencoding(), "arguments": len(sys.argv),
    }  # fmt: skip
