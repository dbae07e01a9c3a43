"""One operation asked of the half inside Resolve, with the errors of this half."""

from collections.abc import Mapping
from typing import Any

from chutier.events import Event, Report, silent
from chutier_resolve.bridge import Answer, Host
from chutier_resolve.words import error_of


def ask(host: Host, op: str, args: Mapping[str, Any] | None = None, report: Report = silent) -> Answer:
    """The answer. Raises NleError or NleUnreachable when the operation ended before its end."""
    answer = told(host, op, args or {}, report)
    refuse(answer)
    return answer


def told(host: Host, op: str, args: Mapping[str, Any], report: Report) -> Answer:
    """The answer as it comes, perhaps with an `error` and only what was done so far."""
    return host.call(op, args, lambda done, total: report(Event(step=op, done=done, total=total)))


def refuse(answer: Mapping[str, Any]) -> None:
    """Raises the error that an answer holds."""
    if "error" in answer:
        raise error_of(str(answer["error"].get("code", "error")), str(answer["error"].get("detail", "")))
