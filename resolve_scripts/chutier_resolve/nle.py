"""DaVinci Resolve as an editing program: the open project, reached from outside or from its own menu."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
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
    LinkSound,
    MakeBin,
    MakeTimeline,
    MoveClip,
    Nle,
    Outcome,
    PlaceClip,
    Rename,
    SetColor,
    SetColumns,
    Tree,
)  # fmt: skip
from chutier_resolve.asking import ask, told
from chutier_resolve.bridge import Answer, Host, from_outside
from chutier_resolve.byhand import instruction
from chutier_resolve.compiling import Compiling, Step, touched
from chutier_resolve.goodtake import circled_csv
from chutier_resolve.host.timelines import same_rate
from chutier_resolve.lines import rate_text
from chutier_resolve.performing import perform_steps
from chutier_resolve.seen import Seen, read_look
from chutier_resolve.words import error_of

PROGRAM = "resolve"

UNTITLED = "Untitled Project"
"""What Resolve calls a project that was never saved; no script can save it (19.1.3, 21.0.4)."""

ABILITIES: frozenset[type[Action]] = frozenset(
    (MakeBin, PlaceClip, MoveClip, Rename, SetColumns, SetColor, MakeTimeline)
)

STAMPS_SINCE = (19, 0)
"""Third-party metadata, where a clip carries its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveSettings:
    """How this show works in Resolve. `project` and `database`, where they are given, are the only ones to build in;
    `rate` and `start` those of its timelines."""

    title: str
    locale: str
    show: str = ""
    rate: Fraction | None = None
    drop: bool = False
    start: str = "01:00:00:00"
    project: str = ""
    database: str = ""


class ResolveNle:
    """The open project of a running Resolve. See chutier.plan.nle.Nle.

    A clip lies in one bin; a synced take is its picture with sound linked to it.
    """

    name = PROGRAM
    one_home = True
    sync_on_picture = True

    def __init__(self, host: Host, out: Path, settings: ResolveSettings, limits: ProgramLimits) -> None:
        self.host, self.out, self._settings = host, out, settings
        self.limits = limits
        self._media: dict[ClipId, MediaRef] = {}
        self._seen: Seen | None = None
        self.here = self._hello()
        self.target = f"{PROGRAM}:{self._database()}/{self.here['project_id'] or self.here['project']}"
        self.where = str(self.here["project"])
        linking = self.here["studio"] and "AutoSyncAudio" in self.here["has"]
        self.abilities = ABILITIES | {LinkSound} if linking else ABILITIES
        self._handed = Handed(out, PROGRAM, self.target)

    def know(self, media: Mapping[ClipId, MediaRef]) -> None:
        """The show's files: a clip without a stamp is known by its path, two that share one by neither."""
        self._media = dict(media)

    def known(self) -> Mapping[ClipId, MediaRef]:
        """The show's files, as told."""
        return self._media

    def observe(self) -> Tree:
        """The project as it is now. Raises NleError when there is none, NleUnreachable when Resolve is gone."""
        self._seen = self._look(silent)
        return self._seen.tree

    def perform(self, actions: Sequence[Action], report: Report) -> Outcome:
        """Carry out what can be. Raises NleUnreachable when Resolve goes away in the middle."""
        seen = self._seen or self._look(report)
        mine, others = self._parted(seen, actions)
        self._check_rate(seen, mine)
        by_hand = tuple(ByHand(action=one, instruction=instruction(one)) for one in others)
        journal = Journal(self.out, PROGRAM)
        number = journal.begin(self.target, seen.before(touched(mine)))
        outcome, error = perform_steps(
            self.host, self._steps(seen, mine, others), mine, report,
            lambda step, answer: journal.step(step.op, step.args, answer),
        )  # fmt: skip
        self._handed.add(by_hand)
        if error is not None:
            raise error
        self._save(report)
        lists = checklist(self.out, "DaVinci Resolve", number, others, instruction, self._settings.locale)
        lists += circled_csv(self.out, number, outcome.done, self._media, self._settings.locale)
        return Outcome(done=outcome.done, failed=outcome.failed, by_hand=by_hand, lists=lists)

    def operations(self, actions: Sequence[Action]) -> list[tuple[str, Mapping[str, Any]]]:
        """What `perform` would ask for, in order: for a script that is run without us."""
        seen = self._seen or self._look(silent)
        mine, others = self._parted(seen, actions)
        self._check_rate(seen, mine)
        return [*((step.op, step.args) for step in self._steps(seen, mine, others)), ("save", {})]

    def _steps(self, seen: Seen, mine: Sequence[Action], others: Sequence[Action]) -> list[Step]:
        stamps = {"chutier.show": self._settings.show} if self._settings.show else {}
        return Compiling(seen, self._media, stamps, self._settings.rate, self._settings.start).steps(mine, others)

    def _parted(self, seen: Seen, actions: Sequence[Action]) -> tuple[list[Action], list[Action]]:
        """What a script can do here, and what is left to a person."""
        mine: list[Action] = []
        others: list[Action] = []
        for action in actions:
            (mine if self._can(seen, action) else others).append(action)
        return mine, others

    def close(self) -> None:
        """Let go of the connection."""
        self.host.close()

    def _can(self, seen: Seen, action: Action) -> bool:
        if isinstance(action, (Rename, SetColumns, SetColor, MoveClip)) and action.clip not in seen.raw:
            # A person was asked to make it: we do not know which clip of the pool it is.
            return False
        if isinstance(action, PlaceClip):
            return action.placed.media is not None
        if isinstance(action, MakeTimeline):
            return self._settings.rate is not None
        return type(action) in self.abilities

    def _hello(self) -> Answer:
        here = ask(self.host, "hello")
        if here["database"] is None:
            raise NleError(
                _("Resolve has no database open"), hint=_("choose a library in its Project Manager, then try again")
            )
        if here["project"] is None:
            raise error_of("no-project", "")
        if here["project"] == UNTITLED:
            raise NleError(
                _("the project in Resolve has no name yet, and such a one cannot be saved by a script"),
                hint=_("save it under the show's name (File > Save Project), then try again"),
            )
        self._check_place(here)
        if tuple(here["version"][:2]) < STAMPS_SINCE:
            raise NleError(
                _("Resolve {version} is too old").format(version=".".join(map(str, here["version"][:3]))),
                hint=_("version 19.0 is the first in which a script can tell a clip who it is"),
            )
        return here

    def _check_place(self, here: Answer) -> None:
        wanted, database = self._settings.project, str((here["database"] or {}).get("DbName", ""))
        if wanted and wanted != here["project"]:
            raise NleError(
                _("Resolve has {name} open, and this show is for {wanted}").format(name=here["project"], wanted=wanted),
                hint=_("open {wanted}, or change targets: resolve: project in the show").format(wanted=wanted),
            )
        if self._settings.database and self._settings.database != database:
            raise NleError(
                _("Resolve works in the library {name}, and this show is in {wanted}").format(
                    name=database, wanted=self._settings.database
                ),
                hint=_("choose {wanted} in the Project Manager").format(wanted=self._settings.database),
            )

    def _check_rate(self, seen: Seen, actions: Sequence[Action]) -> None:
        """A project's rate can no longer be changed once media is in it: before the first import, it must be right."""
        if self._settings.rate is None or seen.raw or not any(isinstance(one, PlaceClip) for one in actions):
            return
        wanted = rate_text(self._settings.rate) + (" DF" if self._settings.drop else "")
        if self.here["rate"] and not same_rate(self.here["rate"].removesuffix(" DF"), rate_text(self._settings.rate)):
            raise NleError(
                _("the empty project runs at {there} frames a second, and the show at {wanted}").format(
                    there=self.here["rate"], wanted=wanted
                ),
                hint=_(
                    "set File > Project Settings > Master Settings > Timeline frame rate to {wanted} now: it cannot be "
                    "changed once media has come in"
                ).format(wanted=wanted),
            )

    def _database(self) -> str:
        database = self.here["database"] or {}
        return ":".join(str(database[key]) for key in ("DbType", "DbName", "IpAddress") if database.get(key))

    def _look(self, report: Report) -> Seen:
        system = str(self.here["os"])
        paths: dict[str, list[ClipId]] = {}
        for clip, media in self._media.items():
            paths.setdefault(same_path(media.path, system), []).append(clip)
        known = {path: clips[0] for path, clips in paths.items() if len(clips) == 1}
        found = read_look(ask(self.host, "look", report=report), known, system)
        for path in found.twins:
            warning = _("{path} is in the project more than once; only one of them is ours").format(path=path)
            report(Event(step="look", subject=path, warning=warning))
        return replace(found, tree=self._handed.with_handed(found.tree))

    def _save(self, report: Report) -> None:
        answer = told(self.host, "save", {}, silent)
        if answer.get("state") != "done":
            warning = _("Resolve would not save the project: save it there yourself")
            report(Event(step="save", subject=str(self.here["project"]), warning=warning))


def connect(*, out: Path, blueprint: Blueprint, options: Mapping[str, str]) -> Nle:
    """Resolve from outside, for a show. `options` go before the show's `targets: resolve:`: project, database.

    Raises NleUnreachable when Resolve cannot be reached, NleError when what is open there is not for this show.
    """
    return ResolveNle(from_outside(), out, settings_of(blueprint, options), limits(blueprint))


def limits(blueprint: Blueprint) -> ProgramLimits:
    """What the show lets names be in Resolve."""
    return limits_for(PROGRAM, blueprint.targets.get(PROGRAM, {}))


def settings_of(blueprint: Blueprint, options: Mapping[str, str] | None = None, show: str = "") -> ResolveSettings:
    """What the show, and `options` before it, say of working in Resolve. `show` is the path of the show file."""
    asked: dict[str, object] = {**blueprint.targets.get(PROGRAM, {}), **(options or {})}
    production = blueprint.production
    return ResolveSettings(
        title=production.title,
        locale=blueprint.locale,
        show=show,
        rate=production.rate,
        drop=production.drop,
        start=str(production.start) if production.start else "01:00:00:00",
        project=str(asked.get("project", "") or ""),
        database=str(asked.get("database", "") or ""),
    )
