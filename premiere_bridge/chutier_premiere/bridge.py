"""The connection to Premiere Pro: batches go in, answers come out, and nothing waits for ever.

Cep        ExtendScript through pymiere and a panel of the CEP kind (Premiere 13 and later)
Uxp        our plugin of the UXP kind, which dials in (Premiere 25.6 and later)
"""

from collections.abc import Mapping
from typing import Any, Protocol

from chutier_premiere.words import error_of

Envelope = dict[str, Any]
"""`{"v", "ok", "doc", "r": [items], "more", "err": None or {"code", "detail"}}`."""


class Host(Protocol):
    """The half that runs inside Premiere. `transport` is its name: cep, uxp."""

    transport: str

    def call(self, op: str, args: Mapping[str, Any], doc: str = "") -> Envelope:
        """Carry out one operation in the project `doc`; its answer, perhaps with an error in it.

        Raises NleUnreachable when there is no sign of life, or what answered was no answer.
        """

    def tell(self, planned: str) -> None:
        """What is about to be done, for the panel to show where it can."""

    def close(self) -> None:
        """Let go. Safe to call twice."""


def ask(host: Host, op: str, args: Mapping[str, Any] | None = None, doc: str = "") -> list[dict[str, Any]]:
    """The items of the answer. Raises NleError or NleUnreachable when there is an error in it."""
    return list(asked(host, op, args or {}, doc)["r"])


def asked(host: Host, op: str, args: Mapping[str, Any], doc: str) -> Envelope:
    """The answer. Raises NleError or NleUnreachable when there is an error in it."""
    answer = host.call(op, args, doc)
    if not answer["ok"]:
        raise error_of(answer)
    return answer
