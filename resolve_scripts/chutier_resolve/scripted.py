"""Resolve without a connection: the free edition from 21.1 on runs only a Lua script that we write beforehand.

    Chutier look.lua  ──run by a person──►  report in Resolve's preferences  ──►  plan
    plan ──► Build bins.lua  ──run by a person──►  report  ──►  chutier resolve result: what was done, remembered

A report holds the answers of all its operations: given back one by one, they are a connection to a Resolve of a moment
ago, and everything else is as it is with a live one.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from chutier.errors import NleError
from chutier.files import write_whole
from chutier.i18n import _
from chutier.live import FOLDER
from chutier_resolve.bridge import Answer

Operation = tuple[str, Mapping[str, Any]]
PENDING = "resolve-script.json"


class Replayed:
    """A host that answers from what was reported, in order. Asked for more than that, it tells the `end`: the code and
    detail with which the script stopped, else that it is gone."""

    def __init__(self, answers: Iterable[tuple[str, Mapping[str, Any]]], end: Mapping[str, Any] | None = None) -> None:
        self._answers = list(answers)
        self._end = dict(end or {"code": "gone", "detail": ""})

    def call(self, op: str, args: Mapping[str, Any], progress: Callable[[int, int], None]) -> Answer:
        """The next answer to an operation of this name."""
        for place, (name, answer) in enumerate(self._answers):
            if name == op:
                del self._answers[: place + 1]
                return dict(answer)
        return {"error": dict(self._end)}

    def close(self) -> None:
        """Nothing to let go of."""


def answers_of(report: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """The operations of a report with their answers."""
    return [(str(one["op"]), one["answer"]) for one in report.get("operations", [])]


def last_of(
    answers: Iterable[tuple[str, Mapping[str, Any]]], ops: Iterable[str]
) -> list[tuple[str, Mapping[str, Any]]]:
    """The last answer to each of these operations, in this order."""
    newest = {op: answer for op, answer in answers if "error" not in answer}
    return [(op, newest[op]) for op in ops if op in newest]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A script that was written and whose report is awaited: the plan as it was kept, and the look that it rests on."""

    plan_id: str
    plan: str
    before: Sequence[tuple[str, Mapping[str, Any]]]

    def save(self, out: Path) -> None:
        """Keep it in the folder `out`."""
        text = json.dumps({"plan_id": self.plan_id, "plan": self.plan, "before": list(self.before)})
        write_whole(out / FOLDER / PENDING, text)

    @classmethod
    def load(cls, out: Path) -> "Pending":
        """The one kept in `out`. Raises NleError when there is none."""
        try:
            found = json.loads((out / FOLDER / PENDING).read_text(encoding="utf-8"))
            before = [(str(op), dict(answer)) for op, answer in found["before"]]
            return cls(plan_id=str(found["plan_id"]), plan=str(found["plan"]), before=before)
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise NleError(
                _("no script of this show waits for its result"),
                path=str(out),
                hint=_("write one first: chutier resolve script"),
            ) from error


def plan_id_of(plan: str) -> str:
    """What a script and its report are known by."""
    return sha256(plan.encode("utf-8", "backslashreplace")).hexdigest()[:16]


def after(pending: Pending, report: Mapping[str, Any]) -> Replayed:
    """The connection to the Resolve of the report: what was before, what was done, what is now.

    Raises NleError when the report is of another script."""
    if report.get("plan") != pending.plan_id:
        raise NleError(
            _("the last script that ran in Resolve is not the one that was written last"),
            hint=_("run Workspace > Scripts > Chutier > Build bins in Resolve, then this command again"),
        )
    stopped = report.get("stopped")
    return Replayed([*pending.before, *answers_of(report)], stopped if isinstance(stopped, Mapping) else None)


def prefs_folders(system: str, environ: Mapping[str, str], home: Path) -> list[Path]:
    """Where Resolve keeps the profiles of its Fusion page for a person (README of the scripting folders; macOS as
    measured, Windows and Linux by analogy)."""
    product = Path("Blackmagic Design") / "DaVinci Resolve"
    if system == "win32":
        roots = [Path(environ.get("APPDATA") or home / "AppData" / "Roaming") / product / "Support"]
    elif system == "darwin":
        roots = [home / "Library" / "Application Support" / product]
        boxes = home / "Library" / "Containers"
        roots += sorted(
            box / "Data" / "Library" / "Application Support" for box in boxes.glob("com.blackmagic-design.*")
        )
    else:
        roots = [home / ".local" / "share" / "DaVinciResolve"]
    return [root / "Fusion" / "Profiles" for root in roots]


def newest_prefs(folders: Iterable[Path], name: str) -> Path:
    """The preferences file changed last. Raises NleError when there is none."""
    found = [file for folder in folders for file in folder.glob(f"*/{name}")]
    if not found:
        raise NleError(
            _("Resolve's preferences ({name}) were not found").format(name=name),
            hint=_("start Resolve once; or say where they are: --prefs FILE"),
        )
    return max(found, key=lambda file: file.stat().st_mtime)
