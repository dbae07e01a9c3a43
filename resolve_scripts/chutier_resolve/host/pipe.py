"""The menu's script at work: it starts the core as a child and does what the core asks of Resolve.

Lines of JSON in UTF-8: {"call": n, "op": …, "args": …} comes in; {"progress": [done, total], "call": n} and
{"answer": n, "value": …} or {"answer": n, "error": {"code", "detail"}} go back. When the child's output ends, so do we.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from contextlib import suppress
from typing import Any, Callable, Dict, List, Optional

from chutier_resolve.host.acquire import acquire
from chutier_resolve.host.dialog import ask
from chutier_resolve.host.looking import is_studio
from chutier_resolve.host.safe import Failed, call, listed, text
from chutier_resolve.host.table import Session, perform

Performer = Callable[[str, Dict[str, Any], Callable[[int, int], None]], Dict[str, Any]]

FOREIGN = ("PYTHONHOME", "PYTHONPATH", "PYTHON3HOME", "FUSION_PYTHON3_HOME", "PYTHONSTARTUP", "__PYVENV_LAUNCHER__")
"""What Resolve says to its own Python, and what would break another."""


def main(given: Dict[str, Any], interpreter: str, verb: str, language: str = "") -> int:
    """Run one entry of the menu. `given` are the globals of the menu script."""
    resolve = acquire(given)
    if resolve is None:
        print("Chutier: Resolve gave this script no handle. Run it from Workspace > Scripts.")
        return 2
    session = Session(resolve)

    def performer(op: str, args: Dict[str, Any], progress: Callable[[int, int], None]) -> Dict[str, Any]:
        if op == "ask":
            return asked(given, resolve, args)
        return perform(session, op, args, progress)

    try:
        child = start([interpreter, "-m", "chutier_resolve.menu", verb], language)
    except OSError as error:
        print("Chutier: {} cannot be started ({}). Run again: chutier resolve install".format(interpreter, error))
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


def start(command: List[str], language: str) -> "subprocess.Popen[bytes]":
    """The core as a child: no window on Windows, and none of the environment of Resolve's own Python."""
    environ = {key: value for key, value in os.environ.items() if key not in FOREIGN}
    environ["PYTHONUTF8"] = "1"
    if language and "CHUTIER_LANG" not in environ:
        environ["CHUTIER_LANG"] = language
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environ,
        creationflags=flags,
    )  # fmt: skip


def serve(child: "subprocess.Popen[bytes]", performer: Performer) -> int:
    """Do what the child asks until its output ends; its exit status. It is never left behind."""
    errors = threading.Thread(target=_forward, args=(child.stderr,), daemon=True)
    errors.start()
    try:
        for line in child.stdout or ():
            answer = _served(line, performer, child)
            if answer is not None and not _send(child, answer):
                break
    finally:
        status = _end(child)
        errors.join(timeout=5)
    return status


def _served(line: bytes, performer: Performer, child: "subprocess.Popen[bytes]") -> Optional[Dict[str, Any]]:
    try:
        asked = json.loads(line.decode("utf-8"))
        number, op, args = asked["call"], asked["op"], asked["args"]
    except (ValueError, KeyError, TypeError):
        print("Chutier: not understood: " + line.decode("utf-8", "replace").rstrip())
        return None

    def progress(done: int, total: int) -> None:
        _send(child, {"progress": [done, total], "call": number})

    try:
        value = performer(op, args, progress)
    except Exception as error:  # noqa: BLE001 - the core decides what to do about it
        detail = "{}: {}".format(type(error).__name__, error)
        return {"answer": number, "error": {"code": "error", "detail": detail}}
    return {"answer": number, "value": value}


def _send(child: "subprocess.Popen[bytes]", data: Dict[str, Any]) -> bool:
    try:
        if child.stdin is not None:
            child.stdin.write(json.dumps(data).encode("ascii") + b"\n")
            child.stdin.flush()
    except (OSError, ValueError):
        return False
    return True


def _end(child: "subprocess.Popen[bytes]") -> int:
    with suppress(OSError):
        if child.stdin is not None:
            child.stdin.close()
    try:
        return child.wait(timeout=10)
    except subprocess.TimeoutExpired:
        child.kill()
        return child.wait()


def _forward(stream: Any) -> None:
    """What the child says beside the conversation goes to Resolve's console."""
    for line in stream or ():
        print(line.decode("utf-8", "replace").rstrip(), file=sys.stderr)
