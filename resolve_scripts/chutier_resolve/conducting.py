"""The jobs of the menu, conducted from the core: look, plan, show, ask, perform, tell."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from chutier.catalog import Catalog
from chutier.check import KINDS, Issue, Severity, check
from chutier.errors import ChutierError, NleError, UsageError
from chutier.files import write_whole
from chutier.i18n import _, ngettext
from chutier.live import Journal
from chutier.organise import Bench, Built
from chutier.plan import LinkSound, MakeBin, MakeTimeline, PlaceClip, Plan
from chutier.show import Show, find_show, load_show
from chutier_resolve.asking import ask
from chutier_resolve.bridge import Host
from chutier_resolve.dialogs import Branch, Button, Dialog, Field
from chutier_resolve.door import Door
from chutier_resolve.markers_out import csv_of, markers_in, start_of
from chutier_resolve.nle import PROGRAM, ResolveNle, limits, settings_of
from chutier_resolve.plan_dialog import plan_dialog
from chutier_resolve.remembering import SHOW, Shows
from chutier_resolve.taking_back import take_back
from chutier_resolve.words import error_of


@dataclass(slots=True)
class Conductor:
    """One job of the menu: the half inside Resolve, the person, and what is remembered of projects and shows."""

    host: Host
    door: Door
    shows: Shows

    def build(self) -> None:
        """*Build bins*: everything that the show wants."""
        self._built(_("Build bins"), lambda plan: plan, _("Build"))

    def sync(self) -> None:
        """*Sync*: only the sound of what is in the project."""
        self._built(_("Sync"), _only_sound, _("Sync"))

    def rolls(self) -> None:
        """*Scene rolls*: only timelines, and the bins that they need."""
        self._built(_("Scene rolls"), _only_timelines, _("Make them"))

    def check(self) -> None:
        """*Check the day*: what the media and the papers say against one another, and what the project lacks."""
        with self._bench() as bench:
            checked = check(bench.show, bench.catalogue)
            plan = bench.plan()
        issues = [one for one in checked.issues if not one.accepted]
        tree = tuple(_issues(KINDS[code].title(), some) for code, some in _by_code(issues).items())
        lead = ngettext("{n} thing to look at.", "{n} things to look at.", len(issues)).format(n=len(issues))
        if not issues:
            lead = _("Nothing is missing, doubled or contradictory.")
        missing = sum(isinstance(one, PlaceClip) for one in plan.actions)
        if missing:
            lead += "\n" + ngettext(
                "{n} clip is not in this project yet: Build bins brings it.",
                "{n} clips are not in this project yet: Build bins brings them.", missing,
            ).format(n=missing)  # fmt: skip
        self.door.tell(Dialog(title=_("Check the day"), lead=lead, tree=tree, buttons=(_close(),)))

    def turnover(self) -> None:
        """*Turnover markers out*: the markers of the open timeline as a CSV in the show's folder."""
        show, _nle = self._show()
        current = ask(self.host, "current")
        if not current:
            raise UsageError(_("no timeline is open"), hint=_("open the one whose markers go out, then try again"))
        markers = markers_in(current)
        path = free(show.root / "resolve" / "markers", f"{file_name(current['name'])}.csv")
        write_whole(path, csv_of(markers, start_of(current)))
        lead = ngettext("{n} marker written to {path}", "{n} markers written to {path}", len(markers))
        self.door.tell(_said(_("Turnover markers out"), lead.format(n=len(markers), path=path)))

    def undo(self) -> None:
        """*Undo last build*."""
        with self._bench() as bench:
            _resolve(bench)
            entry = Journal(_out(bench.show), PROGRAM).last()
            if entry is None:
                raise UsageError(_("nothing was built here that could be undone"))
            button, _fields = self.door.ask(Dialog(
                title=_("Undo last build"),
                lead=_("Build {n}: names, columns, colours and places return to what they were, unless somebody has "
                       "changed them since.").format(n=entry.number),
                notes=(_("“Everything” also takes out the clips and timelines that it brought, where no timeline uses "
                         "them, and its bins, where they are empty. Files stay where they are."),),
                buttons=(Button(id="cancel", label=_("Cancel")), Button(id="all", label=_("Everything")),
                         Button(id="go", label=_("Undo"), main=True)),
            ))  # fmt: skip
            if button not in ("go", "all"):
                return
            undone = take_back(bench, entry, self.door.report, button == "all")
        self.door.tell(_said(_("Undo last build"), str(undone)))

    def _built(self, title: str, choose: Callable[[Plan], Plan], go: str) -> None:
        with self._bench() as bench:
            plan = choose(bench.plan())
            lead = _("{show} in the project {project}").format(
                show=bench.show.blueprint.production.title, project=_resolve(bench).here["project"]
            )
            button, _fields = self.door.ask(plan_dialog(title, lead, plan, bench.wanted.problems, go))
            if button != "go":
                return
            built = bench.perform(plan, self.door.report)
        self.door.tell(built_dialog(title, built))

    @contextmanager
    def _bench(self) -> Iterator[Bench]:
        show, nle = self._show()
        if not show.has_catalogue:
            raise UsageError(
                _("nothing has been ingested in this show yet"), hint=_("run: chutier ingest CARDS… SOUND_ROLLS…")
            )
        with Catalog.open(show.catalog_url) as catalogue:
            yield Bench(show, catalogue, nle, nle.target, folder=_out(show))

    def _show(self) -> tuple[Show, ResolveNle]:
        """The show of the open project, asked for the first time, and the project as that show wants it used."""
        here = ask(self.host, "hello")
        if here.get("project") is None:
            raise error_of("no-project", "")
        key = str(here["project_id"] or here["project"])
        path = self.shows.of(key) or self._from_clips() or self._asked(str(here["project"]))
        show = load_show(path)
        settings = settings_of(show.blueprint, show=str(path))
        nle = ResolveNle(self.host, _out(show), settings, limits(show.blueprint))
        self.shows.remember(key, path)
        return show, nle

    def _from_clips(self) -> Path | None:
        """The show that clips of the project were brought for, perhaps on another computer."""
        told = {clip["stamp"].get(SHOW, "") for clip in ask(self.host, "look")["clips"]} - {""}
        paths = [Path(one) for one in sorted(told) if Path(one).is_file()]
        return paths[0] if len(paths) == 1 else None

    def _asked(self, project: str) -> Path:
        value, note = str(self.shows.latest() or ""), ""
        while True:
            button, fields = self.door.ask(Dialog(
                title=_("Which show?"),
                lead=_("The project {project} does not know its show yet. Choose its show file (chutier.yaml), or the "
                       "folder that it is in.").format(project=project),
                fields=(Field(id="show", label=_("Show file"), value=value, pick="file"),),
                notes=(note,) if note else (),
                buttons=(Button(id="cancel", label=_("Cancel")), Button(id="go", label=_("Use this show"), main=True)),
            ))  # fmt: skip
            if button != "go":
                raise Cancelled
            value = str(fields.get("show", "")).strip()
            try:
                return _show_file(value)
            except ChutierError as error:
                note = f"{error} {error.hint}".strip()


class Cancelled(Exception):
    """The person closed the question: nothing was done, and nothing is to be said."""


def _show_file(text: str) -> Path:
    path = Path(text).expanduser()
    if not text or not path.exists():
        raise UsageError(_("there is no file {path}").format(path=text or "?"))
    found = find_show(path) if path.is_dir() else path
    load_show(found)
    return found.resolve()


def _out(show: Show) -> Path:
    return (show.root / "resolve").resolve()


def _resolve(bench: Bench) -> ResolveNle:
    if not isinstance(bench.nle, ResolveNle):
        raise NleError(_("this is no project of Resolve"))
    return bench.nle


def _only_sound(plan: Plan) -> Plan:
    coming = {one.placed.clip for one in plan.actions if isinstance(one, PlaceClip)}
    return _of(plan, [one for one in plan.actions if isinstance(one, LinkSound) and not coming & set(one.parts)])


def _only_timelines(plan: Plan) -> Plan:
    coming = {one.placed.clip for one in plan.actions if isinstance(one, PlaceClip)}
    lines = [
        replace(one, timeline=replace(one.timeline, clips=clips))
        for one in plan.actions
        if isinstance(one, MakeTimeline) and (clips := tuple(c for c in one.timeline.clips if c not in coming))
    ]
    bins = {line.timeline.bin[:depth] for line in lines for depth in range(1, len(line.timeline.bin) + 1)}
    made = [one for one in plan.actions if isinstance(one, MakeBin) and one.path in bins]
    return _of(plan, [*made, *lines])


def _of(plan: Plan, actions: list[Any]) -> Plan:
    return replace(plan, actions=tuple(actions), stray_bins=(), stray_clips=())


def _issues(title: str, issues: list[Issue]) -> Branch:
    mark = "!" if any(one.severity is Severity.BLOCKING for one in issues) else "~"
    lines = tuple(Branch(text=f"{one.subject}: {one.what}" + (f" → {one.todo}" if one.todo else "")) for one in issues)
    return Branch(text=f"{title} ({len(issues)})", mark=mark, children=lines)


def _by_code(issues: list[Issue]) -> dict[str, list[Issue]]:
    found: dict[str, list[Issue]] = {}
    for one in issues:
        found.setdefault(one.code, []).append(one)
    return found


def built_dialog(title: str, built: Built) -> Dialog:
    """What was done, what failed and why, and what is left to a person."""
    outcome = built.outcome
    lead = ngettext("{n} action done.", "{n} actions done.", len(outcome.done)).format(n=len(outcome.done))
    failed = [Branch(text=f"{one.action}: {one.why}", mark="!") for one in outcome.failed]
    if failed:
        lead += " " + ngettext("{n} failed.", "{n} failed.", len(failed)).format(n=len(failed))
    by_hand = [one.instruction for one in built.by_hand]
    good, listed = _("Good takes, to bring in with File > Import Metadata: {path}"), _("All of it, numbered: {path}")
    lists = [(listed if path.endswith(".txt") else good).format(path=path) for path in outcome.lists]
    return Dialog(title=title, lead=lead, tree=tuple(failed), notes=(*lists, *by_hand), buttons=(_close(),))


def _said(title: str, lead: str) -> Dialog:
    return Dialog(title=title, lead=lead, buttons=(_close(),))


def _close() -> Button:
    return Button(id="close", label=_("Close"), main=True)


def said_error(error: ChutierError) -> Dialog:
    """An error as the last word."""
    return Dialog(
        title=_("This cannot be done"), lead=str(error), notes=(error.hint,) if error.hint else (), buttons=(_close(),)
    )


def free(folder: Path, name: str) -> Path:
    """A path in `folder` where nothing is yet: `name`, else numbered."""
    stem, suffix = Path(name).stem, Path(name).suffix
    path = folder / name
    number = 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}{suffix}"
    return path


def file_name(name: str) -> str:
    """The name of a timeline as the name of a file."""
    return "".join(sign if sign.isalnum() or sign in " ._-" else "_" for sign in name).strip(" .") or "timeline"
