"""`chutier avid bins`: what lies in the bins of an Avid project, and who has them open."""

import difflib
import unicodedata
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chutier.cli.options import Given, common
from chutier.cli.output import give_json, progress, say, table
from chutier.errors import UsageError
from chutier.events import Event, Report
from chutier.i18n import _, ngettext
from chutier.model import BinPath
from chutier.plan.actions import spelled

if TYPE_CHECKING:
    from chutier_avid.bins.content import BinContent
    from chutier_avid.bins.project import BinOnDisk

PROJECT = click.Path(exists=True, path_type=Path)


@click.command(
    "bins", help=_("List the bins of the Avid project in folder PROJECT: clips, colours, who has them open.")
)
@click.argument("project", type=PROJECT)
@click.option("--clips", is_flag=True, help=_("Every clip of every bin."))
@click.option("--bin", "name", metavar="NAME", help=_("Only bins of this name, or whose path ends with it."))
@common
def command(project: Path, clips: bool, name: str | None, given: Given) -> int:
    """Exit status 1 when a bin or a folder could not be read. The project's .avp stands for its folder."""
    from chutier_avid.bins.project import inventory

    folder = project.parent if project.suffix.lower() == ".avp" and project.is_file() else project
    asked = _Asked(name=name)
    unread: list[str] = []
    shown: list[_Shown] = []
    documents: list[dict[str, object]] = []
    with progress(_("reading"), as_json=given.as_json) as report:
        # One bin at a time: of each only what will be shown is kept.
        for one in inventory(folder, _minding(report, unread), asked):
            if one.why:
                unread.append(one.why)
            if given.as_json:
                documents.append(_data(one, clips=clips))
            else:
                shown.append(_shown(one, clips=clips))
    asked.refuse_unknown()
    if given.as_json:
        give_json(documents)
    else:
        _show(shown)
    return int(bool(unread))


def _minding(report: Report, unread: list[str]) -> Report:
    """`report`, with the folders that could not be read noted for the exit status."""

    def listen(event: Event) -> None:
        if event.warning:
            unread.append(event.warning)
        report(event)

    return listen


@dataclass(slots=True, kw_only=True)
class _Asked:
    """The bins that `--bin` means: all without it. `met` are those of the project, to name the nearest."""

    name: str | None
    met: list[BinPath] = field(default_factory=list)
    hits: int = 0

    def __call__(self, path: BinPath) -> bool:
        self.met.append(path)
        hit = self.name is None or _ends_with(path, self.name)
        self.hits += hit
        return hit

    def refuse_unknown(self) -> None:
        """Raises UsageError when no bin is called so."""
        if self.name is None or self.hits:
            return
        own = [path[-1].casefold() for path in self.met]
        near = difflib.get_close_matches(self.name.casefold(), dict.fromkeys(own), n=3)
        nearest = [spelled(path) for path, name in zip(self.met, own, strict=True) if name in near]
        hint = _("nearest: {names}").format(names=", ".join(nearest))
        raise UsageError(
            _("no bin of this project is called {name}").format(name=self.name),
            hint=hint if near else _("run it without --bin to see all names"),
        )


def _ends_with(path: BinPath, name: str) -> bool:
    """Whether `name`, a bin's own or with its last folders before it, is this bin's; case and accents' form aside."""
    here = tuple(map(_folded, path))
    parts = tuple(_folded(part.strip()) for part in name.replace("▸", "/").strip("/ ").split("/"))
    return here[-1] == _folded(name) or here[-len(parts) :] == parts


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


def _data(one: "BinOnDisk", *, clips: bool) -> dict[str, object]:
    content = one.content
    return {
        "bin": list(one.path), "file": str(one.file), "changed": one.changed, "locked_by": one.held_by,
        "opened": one.opened, "error": one.why, "notes": list(content.notes) if content else [],
        "writer": content.writer if content else "", "columns": list(content.view) if content else [],
        "kinds": _kinds(content), "colors": dict(_colors(content).most_common()),
        **({"clips": list(content)} if clips and content else {}),
    }  # fmt: skip


def _kinds(content: "BinContent | None") -> dict[str, int]:
    return dict(Counter(str(item.kind) for item in content or ()))


def _colors(content: "BinContent | None") -> Counter[str]:
    return Counter(item.color for item in content or () if item.color)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """A bin as lines of text: its own line of the table, those of its clips, what was wrong with it."""

    title: str
    row: list[str]
    lines: int
    clips: tuple[list[str], ...] = ()
    troubles: tuple[tuple[str, str], ...] = ()


def _shown(one: "BinOnDisk", *, clips: bool) -> _Shown:
    from chutier_avid.colors import name_of

    kinds, title = Counter(_kinds(one.content)), spelled(one.path)
    colors = ", ".join(f"{count} {name_of(color)}" for color, count in _colors(one.content).most_common(3))
    row = [
        title, _count(kinds["master"]), _count(kinds["subclip"] + kinds["group"]), _count(kinds["sequence"]), colors,
        one.held_by, one.opened.user if one.opened else "", f"{one.opened.time:%Y-%m-%d %H:%M}" if one.opened else "",
        f"{one.changed:%Y-%m-%d %H:%M}" if one.changed else "",
    ]  # fmt: skip
    troubles = [(f"✗ {one.file}: {one.why}", "red")] if one.why else []
    troubles += [(f"! {one.file}: {note}", "yellow") for note in (one.content.notes if one.content else ())]
    shown = _Shown(title=title, row=row, lines=len(one.content or ()), troubles=tuple(troubles))
    return replace(shown, clips=tuple(_clips(one.content))) if clips and one.content else shown


def _count(number: int) -> str:
    return str(number) if number else ""


def _clips(content: "BinContent") -> list[list[str]]:
    from chutier_avid.colors import name_of

    return [
        [item.name, str(item.kind), item.tracks, str(item.start or ""), str(item.end or ""),
         item.tape or item.source_file, name_of(item.color)]
        for item in content
    ]  # fmt: skip


def _show(found: list[_Shown]) -> None:
    if not found:
        say(_("There is no bin here."))
        return
    titles = [
        _("bin"), _("clips"), _("subclips, groups"), _("sequences"), _("colours"), _("open on"), _("last opened by"),
        _("when"), _("saved"),
    ]  # fmt: skip
    table(titles, [one.row for one in found], styles=["bold", "", "", "", "", "yellow", "", "dim", "dim"])
    total = sum(one.lines for one in found)
    bins = ngettext("{count} bin", "{count} bins", len(found)).format(count=len(found))
    say(ngettext("{bins}, {count} line", "{bins}, {count} lines", total).format(bins=bins, count=total), "dim")
    for one in found:
        _show_clips(one)
    for one in found:
        for text, style in one.troubles:
            say(text, style)


def _show_clips(one: _Shown) -> None:
    if not one.clips:
        return
    say()
    say(one.title, "bold")
    titles = [_("name"), _("kind"), _("tracks"), _("start"), _("end"), _("tape or file"), _("colour")]
    table(titles, one.clips, styles=["bold"])
