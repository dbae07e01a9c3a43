"""The menu's script at work: it starts the core as a child and does what the core asks of Resolve.

Lines of JSON in UTF-8: {"call": n, "op": …, "args": …} comes in; {"progress": [done, total], "call": n} and
{"answer": n, "value": …} or {"answer": n, "error": {"code", "detail"}} go back. When the child ends, so do we.
"""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from contextlib import suppress
from typing import Any, Callable, Dict, Iterator, List, Optional

from chutier_resolve.host.acquire import acquire
from chutier_resolve.host.dialog import ask
from chutier_resolve.host.looking import is_studio
from chutier_resolve.host.safe import Failed, Lost, call, listed, text
from chutier_resolve.host.table import Session, perform

Performer = Callable[[str, Dict[str, Any], Callable[[int, int], None]], Dict[str, Any]]

FOREIGN = ("FUSION_PYTHON3_HOME", "__PYVENV_LAUNCHER__")
"""What is said to Resolve's own Python beside all that begins with PYTHON, and would break another."""

TICK = 0.2
"""Seconds between two looks whether the child is still there."""

LEAVING = 10.0
"""Seconds that a child may take to leave once its input has ended."""


def main(given: Dict[str, Any], interpreter: str, verb: str, language: str = "") -> int:
    """Run one entry of the menu. `given` are the globals of the menu script. The child's exit status; 2 when there was
    no child, or no Resolve."""
    resolve = acquire(given)
    if resolve is None:
        _print("Chutier: Resolve gave this script no handle. Run it from Workspace > Scripts.")
        return 2
    session = Session(resolve)

    def performer(op: str, args: Dict[str, Any], progress: Callable[[int, int], None]) -> Dict[str, Any]:
        if op == "ask":
            return asked(given, resolve, args)
        return perform(session, op, args, progress)

    try:
        # -P: Resolve's working folder is no place to import from.
        child = start([interpreter, "-P", "-m", "chutier_resolve.menu", verb], language)
    except (OSError, ValueError) as error:
        _print("Chutier: {} cannot be started ({}). Run again: chutier resolve install".format(interpreter, error))
        if isinstance(error, PermissionError) and sys.platform == "darwin":
            # The App Store's build runs in a sandbox; whether it lets scripts start programs was never measured.
            _print("Resolve from the App Store may forbid it; Blackmagic's own build does not.")
        return 2
    return serve(child, performer)


def asked(given: Dict[str, Any], resolve: Any, args: Dict[str, Any]) -> Dict[str, Any]:
    """The answer to a dialog; the error `no-dialog` where this edition has no windows for scripts."""
    try:
        studio = is_studio(resolve, text(call(resolve, "GetProductName")))
        version = listed(call(resolve, "GetVersion"))
    except Failed:
        return {"error": {"code": "no-dialog", "detail": ""}}
    found = ask(given, studio, version, args["dialog"])
    return {"error": {"code": "no-dialog", "detail": ""}} if found is None else found


def environment(given: Dict[str, str], language: str) -> Dict[str, str]:
    """The environment of the child: none of what Resolve tells its own Python, and UTF-8 whatever the console."""
    environ = {key: value for key, value in given.items() if not key.startswith("PYTHON") and key not in FOREIGN}
    environ["PYTHONUTF8"] = "1"
    if language and "CHUTIER_LANG" not in environ:
        environ["CHUTIER_LANG"] = language
    return environ


def start(command: List[str], language: str) -> "subprocess.Popen[bytes]":
    """The core as a child, without a window on Windows. Raises OSError when there is no such interpreter."""
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env=environment(dict(os.environ), language), creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )  # fmt: skip


def serve(child: "subprocess.Popen[bytes]", performer: Performer) -> int:
    """Do what the child asks until it ends; its exit status. It is never left behind."""
    errors = threading.Thread(target=_forward, args=(child.stderr,), daemon=True)
    errors.start()
    spoke = False
    try:
        for line in _lines(child):
            answer = _served(line, performer, child)
            spoke = spoke or answer is not None
            if answer is not None and not _send(child, answer):
                break
        status = _end(child)
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()
            _hang_up(child)
        # Not for ever: what the child started may hold its streams open.
        errors.join(timeout=1)
    if status and not spoke:
        _print("Chutier did not start. In a terminal, chutier resolve doctor says what is wrong.")
    return status


def _lines(child: "subprocess.Popen[bytes]") -> "Iterator[bytes]":
    """What the child says, until it has no more to say or is dead. Its output alone would not tell: somebody whom it
    started may hold that open."""
    heard: "queue.Queue[bytes]" = queue.Queue()
    threading.Thread(target=_read, args=(child.stdout, heard), daemon=True).start()
    while True:
        try:
            line = heard.get(timeout=TICK)
        except queue.Empty:
            if child.poll() is not None:
                return
            continue
        if not line:
            return
        yield line


def _read(stream: Any, heard: "queue.Queue[bytes]") -> None:
    # It closes what it reads itself: whoever else did would have to wait for it.
    with suppress(OSError, ValueError), stream:
        for line in stream:
            heard.put(line)
    heard.put(b"")


def _served(line: bytes, performer: Performer, child: "subprocess.Popen[bytes]") -> Optional[bytes]:
    try:
        asked = json.loads(line.decode("utf-8"))
        number, op, args = asked["call"], asked["op"], asked["args"]
    except (ValueError, KeyError, TypeError, RecursionError):
        _print("Chutier: not understood: " + line.decode("utf-8", "replace").rstrip()[:500])
        return None

    def progress(done: int, total: int) -> None:
        if not _send(child, _line({"progress": [done, total], "call": number})):
            # Nobody is there to write down what is done: no more of it.
            raise Lost("gone")

    try:
        return _line({"answer": number, "value": performer(op, args, progress)})
    except Exception as error:  # noqa: BLE001 - the core decides what to do about it
        detail = "{}: {}".format(type(error).__name__, error)
        return _line({"answer": number, "error": {"code": "error", "detail": detail}})


def _line(data: Dict[str, Any]) -> bytes:
    return json.dumps(data).encode("ascii") + b"\n"


def _send(child: "subprocess.Popen[bytes]", line: bytes) -> bool:
    try:
        if child.stdin is not None:
            child.stdin.write(line)
            child.stdin.flush()
    except (OSError, ValueError):
        return False
    return True


def _hang_up(child: "subprocess.Popen[bytes]") -> None:
    with suppress(OSError, ValueError):
        if child.stdin is not None:
            child.stdin.close()


def _end(child: "subprocess.Popen[bytes]") -> int:
    _hang_up(child)
    try:
        return child.wait(timeout=LEAVING)
    except subprocess.TimeoutExpired:
        child.kill()
        return child.wait()


def _forward(stream: Any) -> None:
    """What the child says beside the conversation goes to Resolve's console, to the end: a full pipe stops a child."""
    with suppress(OSError, ValueError), stream:
        for line in stream:
            _print(line.decode("utf-8", "replace").rstrip(), sys.stderr)


def _print(words: str, stream: Any = None) -> None:
    """A line on Resolve's console, in ASCII where that can do no better (Windows), and none where there is none."""
    for attempt in (words, words.encode("ascii", "backslashreplace").decode("ascii")):
        try:
            print(attempt, file=stream)
        except Exception:  # noqa: BLE001 - the console is the program's own object
            continue
        return
