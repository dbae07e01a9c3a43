"""The one table of operations. Plain data in, plain data out; nothing escapes.

The Lua half has the same table, and a differential test holds the two together.
"""

from __future__ import annotations

from typing import Any, Callable, Dict

from chutier_resolve.host.bins import Progress, bins
from chutier_resolve.host.exporting import export, proxies, save
from chutier_resolve.host.importing import import_, move
from chutier_resolve.host.looking import current, hello, look
from chutier_resolve.host.removing import remove
from chutier_resolve.host.safe import Failed, Lost
from chutier_resolve.host.session import Session
from chutier_resolve.host.syncing import sync
from chutier_resolve.host.timelines import markers, timelines
from chutier_resolve.host.values import values

Operation = Callable[[Session, Dict[str, Any], Dict[str, Any], Progress], None]

OPERATIONS: Dict[str, Operation] = {
    "hello": hello,
    "look": look,
    "bins": bins,
    "import": import_,
    "move": move,
    "values": values,
    "sync": sync,
    "timelines": timelines,
    "markers": markers,
    "proxies": proxies,
    "export": export,
    "current": current,
    "remove": remove,
    "save": save,
}


def quiet(done: int, total: int) -> None:
    """Progress that nobody looks at."""


def perform(session: Session, op: str, args: Dict[str, Any], progress: Progress = quiet) -> Dict[str, Any]:
    """Carry one operation out. Its answer holds what was done so far even when it ended early, with `error`: a code
    (`gone`, `no-project`, `other-project`, `unknown`, `error`) and a detail."""
    operation = OPERATIONS.get(op)
    answer: Dict[str, Any] = {}
    if operation is None:
        return {"error": {"code": "unknown", "detail": op}}
    try:
        operation(session, args, answer, progress)
    except Lost as lost:
        answer["error"] = {"code": lost.code, "detail": lost.detail}
    except Failed as failed:
        answer["error"] = {"code": failed.why, "detail": failed.detail}
    except Exception as error:  # noqa: BLE001 - nothing may escape into the program
        answer["error"] = {"code": "error", "detail": "{}: {}".format(type(error).__name__, error)}
    return answer


__all__ = ["OPERATIONS", "Lost", "Session", "perform", "quiet"]
