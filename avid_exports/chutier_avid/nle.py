"""Media Composer as an editing program that is reached through files: folders, logs, a checklist, receipts.

    out/20_RUSHES/J03_260514/IMAGE/IMAGE.aaf         the clips and sequences of a bin; …_b2.aaf: what build 2 added
    out/20_RUSHES/J03_260514/IMAGE/A012_J03_b2_merge.ale   what build 2 changed, one log a bin, roll, day and rate
    out/A FAIRE DANS AVID.txt                        what a log cannot do; …_b2.txt for build 2
    out/.chutier/receipt-0001.json                   what was handed over

Nothing that is there is ever written over: a person may have edited it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from pathlib import Path

from chutier.blueprint import Blueprint
from chutier.errors import NleError
from chutier.events import Event, Report
from chutier.i18n import _, speaking
from chutier.model import BinPath, ClipId, MediaRef
from chutier.naming import ProgramLimits, fold, limits_for
from chutier.plan.actions import ACTIONS, Action, MakeSearchBin
from chutier.plan.nle import Nle, Outcome
from chutier.plan.tree import Tree
from chutier.timecode import rate_text
from chutier_avid.aaf.writing import aaf_bytes
from chutier_avid.ale import AleTarget, check, compose
from chutier_avid.ale.checks import VIDEO_FORMATS
from chutier_avid.ale.writer import ENCODINGS, refuse
from chutier_avid.bins.empty import Template
from chutier_avid.build import Build, LogKey
from chutier_avid.carrying import DEFAULT_RASTER
from chutier_avid.checklist import Carrier, Log
from chutier_avid.columns import IDENTITY, video_format
from chutier_avid.folders import folder_name, folder_of, is_handed_over
from chutier_avid.in_project import Project, look, merged, warnings_of
from chutier_avid.observing import observe
from chutier_avid.receipts import Receipt, Receipts, came_between, digest
from chutier_avid.shaping import Folders, InProject
from chutier_avid.state import State

PROGRAM = "avid"

CARRIERS = ("aaf", "ale")
"""What brings new clips into a bin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AvidSettings:
    """How this show hands over to Avid. `video_format` empty means that the show does not say, which refuses logs."""

    title: str
    locale: str
    video_format: str = ""
    rate: Fraction | None = None
    encoding: str = "utf-8"
    avid_tabs: bool = False
    source_path: bool = False
    carrier: str = "aaf"
    raster: tuple[int, int] = DEFAULT_RASTER
    project: Path | None = None
    """The folder of the Avid project: bins are made and looked at there."""
    template_bin: Path | None = None


class AvidFiles:
    """The folder `out`, which a person takes into a Media Composer project. See chutier.plan.nle.Nle."""

    name = PROGRAM
    abilities: frozenset[type[Action]] = frozenset(ACTIONS) - {MakeSearchBin}
    one_home = False
    sync_on_picture = False

    def __init__(self, out: Path, settings: AvidSettings, limits: ProgramLimits) -> None:
        self._out, self._settings = out, settings
        self._receipts = Receipts(out)
        self._seen: int | None = None
        self.limits = limits
        self.target = f"{PROGRAM}:{out}"
        self.where = str(out)

    def know(self, media: Mapping[ClipId, MediaRef]) -> None:
        """Nothing to know: whatever we hand over carries its id."""

    def observe(self) -> Tree:
        """The project as the folders, logs and receipts show it. Raises NleError for what cannot be read."""
        state = self._receipts.state()
        self._seen = state.build
        return self._observe(state)[0]

    def perform(self, actions: Sequence[Action], report: Report) -> Outcome:
        """Carry out `actions` as one build. Raises NleError, and hands nothing over, when the disk refuses, when the
        show does not say what kind of project it is for, or when another build is under way or came between."""
        if not actions:
            return Outcome()
        state = self._receipts.state()
        if self._seen not in (None, state.build):
            raise came_between(self._out)
        outcome = self._build(state, tuple(actions), report)
        self._seen = self._receipts.state().build
        return outcome

    def close(self) -> None:
        """Nothing to let go of: a build is on disk when `perform` returns."""

    def _observe(self, state: State) -> tuple[Tree, Project]:
        settings = self._settings
        handed = observe(
            self._out, state, self._receipts.unfinished(), settings.locale, settings.encoding,
            bins_elsewhere=settings.project is not None,
        )  # fmt: skip
        if settings.project is None:
            return handed, Project()
        project = look(settings.project, handed)
        return merged(handed, state, project, settings.locale), project

    def _build(self, state: State, actions: tuple[Action, ...], report: Report) -> Outcome:
        before, project = self._observe(state)
        shape = self._shape()
        build = Build(
            shape, before, self._target(Fraction(25)), self._settings.locale,
            source_path=self._settings.source_path, aaf=self._settings.carrier == "aaf",
        )  # fmt: skip
        build.checklist.in_project = self._settings.project is not None
        outcome = build.apply(actions)
        if not outcome.done and not outcome.by_hand:
            return outcome
        number = state.build + 1
        made, homes = self._carriers(build, number, report)
        self._logs(build, number, report, made, homes)
        for warning in warnings_of(project, {*build.files, *(log.bin for log in build.checklist.logs)}):
            report(Event(step="project", subject=str(self._settings.project), warning=warning))
        todo, outcome = self._list(build, number, made, outcome, report)
        logs = {**state.logs}
        for clip, log in homes:
            logs[clip] = (*logs.get(clip, ()), log)
        after = State(
            build=number,
            tree=Tree(
                bins=tuple(sorted(build.bins)), clips={**state.tree.clips, **build.clips},
                timelines={**state.tree.timelines, **build.timelines},
            ),
            logs=logs,
            files={**state.files, **{path: digest(data) for path, data in made.items() if is_handed_over(path)}},
            shown={**state.shown, **project.shown()},
            seen_bins=state.seen_bins | set(project.bins) | set(shape.bins),
        )  # fmt: skip
        self._receipts.keep(Receipt(state=after, made=made, by_hand=todo, bins=shape.made))
        report(Event(step="avid", subject=str(self._out), done=len(made), total=len(made)))
        return outcome

    def _shape(self) -> Folders | InProject:
        settings = self._settings
        if settings.project is None:
            return Folders(self._out)
        return InProject(settings.project, Template.load(settings.template_bin) if settings.template_bin else None)

    def _list(
        self, build: Build, number: int, made: dict[str, bytes], outcome: Outcome, report: Report
    ) -> tuple[tuple[str, ...], Outcome]:
        """The checklist, item by item and as one more file."""
        with speaking(self._settings.locale):
            todo = tuple(build.checklist.items())
            text = build.checklist.text(self._settings.title, number)
        if not todo:
            return (), outcome
        path = self._free(self._list_name(number), made)
        made[path] = text.encode("utf-8", "backslashreplace")
        report(Event(step="checklist", subject=path))
        return todo, replace(outcome, lists=(str(self._out / path),))

    def _carriers(self, build: Build, number: int, report: Report) -> tuple[dict[str, bytes], list[tuple[str, str]]]:
        """The AAF files by relative path, and each new clip with the file that brings it."""
        made: dict[str, bytes] = {}
        homes: list[tuple[str, str]] = []
        moment = datetime.now()
        settings = self._settings
        for done, file in enumerate(build.files.values(), 1):
            name = folder_name(f"{file.path[-1]}{f'_b{number}' if number > 1 else ''}")
            path = self._free(self._relative(file.path, f"{name}.aaf"), made)
            rate = settings.rate or Fraction(25)
            content = file.content(build.clips, settings.title, rate, settings.locale, settings.raster)
            made[path] = aaf_bytes(content, moment)
            homes.extend((clip, path) for clip in file.own)
            build.checklist.carriers.append(Carrier(
                path.rsplit("/", 1)[-1], file.path, len({**file.own, **file.copied}),
                tuple(line.name for line in file.sequences), tuple(build.clips[one].name for one in file.foreign),
            ))  # fmt: skip
            report(Event(step="aaf", subject=path, done=done, total=len(build.files)))
        return made, homes

    def _logs(
        self, build: Build, number: int, report: Report, made: dict[str, bytes], homes: list[tuple[str, str]]
    ) -> None:
        """Adds the logs by relative path, and each clip with the log that holds it."""
        found = build.logs()
        if found and not self._settings.video_format:
            raise NleError(
                _("the show does not say for what kind of Avid project the logs are, and a wrong kind stops an import"),
                hint=_(
                    "set the raster of the production (1920x1080), or targets: avid: video_format: one of {formats}"
                ).format(formats=", ".join(VIDEO_FORMATS)),
            )
        for done, (key, rows) in enumerate(found.items(), 1):
            path = self._free(self._log_name(key, number), made)
            target = self._target(key.rate)
            ale = compose(rows, target, path=path)
            found_in_log = check(ale, target)
            refuse(found_in_log, path)
            made[path] = ale.to_bytes()
            homes.extend((row[IDENTITY], path) for row in ale)
            build.checklist.logs.append(Log(path.rsplit("/", 1)[-1], key.bin, len(rows), key.merge))
            told = {finding.code: finding for finding in reversed(found_in_log)}
            report(Event(step="ale", subject=path, done=done, total=len(found)))
            for finding in told.values():
                report(Event(step="ale", subject=path, warning=str(finding)))

    def _target(self, rate: Fraction) -> AleTarget:
        settings = self._settings
        return AleTarget(
            video_format=settings.video_format or "CUSTOM", rate=rate, encoding=settings.encoding,
            avid_tabs=settings.avid_tabs,
        )  # fmt: skip

    def _log_name(self, key: LogKey, number: int) -> str:
        day = key.day
        if day:
            mark = "J" if self._settings.locale.startswith("fr") else "D"
            day = f"{mark}{int(day):02}" if day.isdecimal() else day
        rate = "" if key.rate == self._settings.rate else rate_text(key.rate).replace("/", "-")
        build = f"b{number}" if number > 1 else ""
        with speaking(self._settings.locale):
            roll = key.roll[:40] or _("NO ROLL")
        name = folder_name("_".join(filter(None, (roll, day, rate, build, "merge" if key.merge else ""))))
        return self._relative(key.bin, f"{name}.ale")

    def _list_name(self, number: int) -> str:
        with speaking(self._settings.locale):
            name = _("TO DO IN AVID")
        return f"{name}_b{number}.txt" if number > 1 else f"{name}.txt"

    def _relative(self, path: BinPath, name: str) -> str:
        return (folder_of(self._out, path) / name).relative_to(self._out).as_posix()

    def _free(self, path: str, made: Mapping[str, bytes]) -> str:
        """`path`, or with a number when something is there that is not left over from a build that was stopped."""
        ours = self._receipts.unfinished()
        stem, dot, suffix = path.rpartition(".")
        planned = {fold(one) for one in made}
        for attempt in range(1, 1000):
            candidate = path if attempt == 1 else f"{stem}-{attempt}{dot}{suffix}"
            if fold(candidate) not in planned and (candidate in ours or not (self._out / candidate).exists()):
                return candidate
        raise NleError(_("too many files of this name"), path=str(self._out / path), hint=_("move some of them away"))


def connect(*, out: Path, blueprint: Blueprint, options: Mapping[str, str]) -> Nle:
    """The Avid adapter for a show. `options` go before the show's `targets: avid:`: carrier, encoding, video_format,
    avid_tabs, source_path, project, template_bin. Raises NleError for a value that Avid does not know."""
    return AvidFiles(out, settings_of(blueprint, options), limits_for(PROGRAM, blueprint.targets.get(PROGRAM, {})))


def settings_of(blueprint: Blueprint, options: Mapping[str, str] | None = None) -> AvidSettings:
    """What the show, and `options` before it, say of handing over to Avid. Raises NleError as `connect` does."""
    asked: dict[str, object] = {**blueprint.targets.get(PROGRAM, {}), **(options or {})}
    return AvidSettings(
        title=blueprint.production.title,
        locale=blueprint.locale,
        video_format=_video_format(asked, blueprint),
        rate=blueprint.production.rate,
        encoding=_encoding(asked),
        avid_tabs=_flag(asked, "avid_tabs"),
        source_path=_flag(asked, "source_path"),
        carrier=_carrier(asked),
        raster=blueprint.production.raster or DEFAULT_RASTER,
        project=_path(asked, "project"),
        template_bin=_path(asked, "template_bin"),
    )


def _video_format(asked: Mapping[str, object], blueprint: Blueprint) -> str:
    wanted = str(asked.get("video_format", "")).upper()
    if wanted and wanted not in VIDEO_FORMATS:
        raise NleError(
            _("Avid has no video format {value}").format(value=wanted),
            hint=_("say one of {formats}").format(formats=", ".join(VIDEO_FORMATS)),
        )
    raster = blueprint.production.raster
    return wanted or (video_format(*raster) if raster else "")


def _encoding(asked: Mapping[str, object]) -> str:
    encoding = str(asked.get("encoding", "utf-8")).lower()
    if encoding not in ENCODINGS:
        raise NleError(
            _("a log cannot be written in {encoding}").format(encoding=encoding),
            hint=_("say one of {formats}").format(formats=", ".join(ENCODINGS)),
        )
    return encoding


def _carrier(asked: Mapping[str, object]) -> str:
    carrier = str(asked.get("carrier", "aaf")).lower()
    if carrier not in CARRIERS:
        raise NleError(
            _("clips cannot be carried by {carrier}").format(carrier=carrier),
            hint=_("say one of {formats}").format(formats=", ".join(CARRIERS)),
        )
    return carrier


def _path(asked: Mapping[str, object], name: str) -> Path | None:
    text = str(asked.get(name, "") or "").strip()
    return Path(text).expanduser().absolute() if text else None


def _flag(asked: Mapping[str, object], name: str) -> bool:
    return str(asked.get(name, "")).lower() in ("1", "true", "yes", "on")
