"""Premiere Pro as an editing program: the project that is in front, reached through a panel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from chutier.blueprint import Blueprint
from chutier.errors import NleError
from chutier.events import Event, Report, silent
from chutier.i18n import _
from chutier.live import Handed, Journal, checklist, same_path
from chutier.model import ClipId, MediaRef
from chutier.naming import ProgramLimits, limits_for
from chutier.plan import (
    Action,
    ByHand,
    MakeBin,
    MakeSearchBin,
    MakeTimeline,
    MoveClip,
    Nle,
    Outcome,
    PlaceClip,
    Plan,
    Rename,
    SetColor,
    SetColumns,
    Tree,
    summary,
)  # fmt: skip
from chutier_premiere.batching import ROWS
from chutier_premiere.bridge import Host, ask
from chutier_premiere.byhand import instruction
from chutier_premiere.columns import WATCHED
from chutier_premiere.importing import Arrivals
from chutier_premiere.performing import Performing
from chutier_premiere.reaching import reach
from chutier_premiere.seen import Seen, imported_path, read_rows
from chutier_premiere.words import error_from, error_of, why

PROGRAM = "premiere"

ABILITIES: frozenset[type[Action]] = frozenset(
    (MakeBin, MakeSearchBin, PlaceClip, MoveClip, Rename, SetColumns, SetColor, MakeTimeline)
)

READINGS = 3
"""How often a project that changes while it is read is read anew."""

SYSTEMS = {"win": "win32", "mac": "darwin"}
"""What the panel calls a system, and what `same_path` does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PremiereSettings:
    """How this show works in Premiere. `project`, where it is given, is the only one to build in: the name of its file,
    with or without .prproj. `locale` is the show's language."""

    project: str = ""
    locale: str = "en"


class PremiereNle:
    """The project that is in front in a running Premiere. See chutier.plan.nle.Nle.

    A clip lies in one bin. A take is its picture: sounds are merged by hand, for no script can.
    """

    name = PROGRAM
    one_home = True
    sync_on_picture = True
    abilities = ABILITIES

    def __init__(
        self,
        host: Host,
        out: Path,
        settings: PremiereSettings,
        limits: ProgramLimits,
        arrivals: Arrivals | None = None,
    ) -> None:
        self.host, self.out, self._settings = host, out, settings
        self.limits = limits
        self._media: dict[ClipId, MediaRef] = {}
        self._seen: Seen | None = None
        self.here = self._hello()
        project = self._project()
        self.doc, self.where = str(project["doc"]), str(project["name"])
        # A document id is of one session: what we wrote is remembered by the project's file.
        self.target = f"{PROGRAM}:{project['path'] or project['name']}"
        self.system = SYSTEMS.get(str(self.here["os"]), "linux")
        self._arrivals = arrivals or Arrivals(system=self.system)
        self._handed = Handed(out, PROGRAM, self.target, sounds=True)

    def know(self, media: Mapping[ClipId, MediaRef]) -> None:
        """The show's files: a clip without a stamp is known by its path, two that share one by neither."""
        self._media = dict(media)

    def known(self) -> Mapping[ClipId, MediaRef]:
        """The show's files, as told."""
        return self._media

    def observe(self) -> Tree:
        """The project as it is now. Raises NleError when another is in front, NleUnreachable when Premiere is gone."""
        self._seen = self.look(silent)
        return self._seen.tree

    def perform(self, actions: Sequence[Action], report: Report) -> Outcome:
        """Carry out what can be. Raises NleError when the project is not in front any more, NleUnreachable when
        Premiere goes away in the middle."""
        seen = self._seen or self.look(report)
        mine = [one for one in actions if self._can(seen, one)]
        others = [one for one in actions if not self._can(seen, one)]
        by_hand = tuple(ByHand(action=one, instruction=instruction(one)) for one in others)
        self.host.tell(summary(Plan(actions=tuple(mine))))
        journal = Journal(self.out, PROGRAM)
        number = journal.begin(self.target, seen.before(_touched(mine)))
        performing = Performing(
            host=self.host, doc=self.doc, seen=seen, arrivals=self._arrivals, report=report, keep=journal.step
        )
        outcome, error = performing.run(mine, others)
        self._seen = None
        self._handed.add(by_hand)
        if error is not None:
            raise error
        if mine:
            self.save(report)
        lists = checklist(self.out, "Premiere Pro", number, others, instruction, self._settings.locale)
        return replace(outcome, by_hand=by_hand, lists=lists)

    def close(self) -> None:
        """Let go of the connection."""
        self.host.close()

    def look(self, report: Report) -> Seen:
        """The project, read slice by slice. Raises NleError."""
        rows = self._rows(report)
        seen = read_rows(rows, self._by_path(), self.system)
        for path in seen.twins:
            warning = _("{path} is in the project more than once; only one of them is ours").format(path=path)
            report(Event(step="look", subject=path, warning=warning))
        return replace(seen, tree=self._handed.with_handed(seen.tree))

    def _rows(self, report: Report) -> list[dict[str, Any]]:
        """All rows of the project. What changes while it is read is read again, whole: half a project would be taken
        for one from which somebody has removed the rest."""
        for _attempt in range(READINGS):
            rows: list[dict[str, Any]] = []
            start, total = 0, 0
            while start >= 0:
                args = {"fields": list(WATCHED), "from": start, "limit": ROWS}
                answer = self.host.call("tree", args, self.doc)
                if not answer["ok"]:
                    if answer["err"]["code"] != "reread":
                        raise error_of(answer)
                    break
                rows += answer["r"]
                start, total = int(answer["more"]["next"]), int(answer["more"]["total"])
                report(Event(step="look", done=len(rows), total=total))
            if start < 0 and len(rows) == total:
                return rows
        raise error_from("restless", "")

    def save(self, report: Report) -> None:
        """Save the project; a refusal is a warning, for the work is done."""
        item = ask(self.host, "save", {}, self.doc)[0]
        if item["state"] != "done":
            warning = _("Premiere would not save the project ({why}): save it there yourself").format(
                why=why(str(item["why"]), str(item["detail"]))
            )
            report(Event(step="save", subject=self.where, warning=warning))

    def _by_path(self) -> dict[str, ClipId]:
        paths: dict[str, list[ClipId]] = {}
        for clip, media in self._media.items():
            paths.setdefault(same_path(imported_path(media.path), self.system), []).append(clip)
        return {path: clips[0] for path, clips in paths.items() if len(clips) == 1}

    def _can(self, seen: Seen, action: Action) -> bool:
        if isinstance(action, (Rename, SetColumns, SetColor, MoveClip)) and action.clip not in seen.raw:
            # A person was asked to make it: we do not know which item of the project it is.
            return False
        if isinstance(action, PlaceClip):
            return action.placed.media is not None
        return type(action) in self.abilities

    def _hello(self) -> Mapping[str, Any]:
        here: Mapping[str, Any] = ask(self.host, "hello")[0]
        return here

    def _project(self) -> Mapping[str, Any]:
        active = self.here["active"]
        found = next((one for one in self.here["projects"] if active and one["doc"] == active), None)
        if found is None:
            raise error_from("no-project", "")
        wanted = self._settings.project
        if wanted and wanted.removesuffix(".prproj") != str(found["name"]).removesuffix(".prproj"):
            raise NleError(
                _("Premiere has {name} in front, and this show is for {wanted}").format(
                    name=found["name"], wanted=wanted
                ),
                hint=_("bring {wanted} to the front, or change targets: premiere: project in the show").format(
                    wanted=wanted
                ),
            )
        if found["locked"]:
            raise error_from("locked", str(found["name"]))
        project: Mapping[str, Any] = found
        return project


def _touched(actions: Sequence[Action]) -> list[ClipId]:
    return [one.clip for one in actions if isinstance(one, (MoveClip, Rename, SetColumns, SetColor))]


def connect(*, out: Path, blueprint: Blueprint, options: Mapping[str, str]) -> Nle:
    """Premiere as it runs, for a show. `options` go before the show's `targets: premiere:` (project, transport, port).

    Raises NleUnreachable when no Premiere can be reached, NleError when what is open there is not for this show.
    """
    asked_for: dict[str, object] = {**blueprint.targets.get(PROGRAM, {}), **options}
    settings = PremiereSettings(project=str(asked_for.get("project", "") or ""), locale=blueprint.locale)
    host = reach(str(asked_for.get("transport", "") or ""), str(asked_for.get("port", "") or ""))
    return PremiereNle(host, out, settings, limits(blueprint))


def limits(blueprint: Blueprint) -> ProgramLimits:
    """What the show lets names be in Premiere."""
    return limits_for(PROGRAM, blueprint.targets.get(PROGRAM, {}))
