"""`chutier avid bins`: what lies in the bins of an Avid project, and who has them open."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chutier.cli.options import Given, common
from chutier.cli.output import give_json, progress, say, table
from chutier.i18n import _, ngettext
from chutier.plan.actions import spelled

if TYPE_CHECKING:
    from chutier_avid.bins.project import BinOnDisk

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(
    "bins", help=_("List the bins of the Avid project in folder PROJECT: clips, colours, who has them open.")
)
@click.argument("project", type=FOLDER)
@click.option("--clips", is_flag=True, help=_("Every clip of every bin."))
@click.option("--bin", "name", metavar="NAME", help=_("Only bins of this name, or whose path ends with it."))
@common
def command(project: Path, clips: bool, name: str | None, given: Given) -> int:
    """Exit status 1 when a bin could not be read."""
    from chutier_avid.bins.project import inventory

    with progress(_("reading"), as_json=given.as_json) as report:
        found = [one for one in inventory(project, report) if name is None or _is_meant(one, name)]
    if given.as_json:
        give_json([_data(one, clips=clips) for one in found])
    else:
        _show(found)
        if clips:
            for one in found:
                _show_clips(one)
        _show_broken(found)
    return int(any(one.why for one in found))


def _is_meant(one: "BinOnDisk", name: str) -> bool:
    wanted = name.casefold()
    return one.path[-1].casefold() == wanted or spelled(one.path).casefold().endswith(wanted)


def _data(one: "BinOnDisk", *, clips: bool) -> dict[str, object]:
    content = one.content
    return {
        "bin": list(one.path), "file": str(one.file), "changed": one.changed, "locked_by": one.held_by,
        "opened": one.opened, "error": one.why,
        "writer": content.writer if content else "", "columns": list(content.view) if content else [],
        "kinds": dict(Counter(str(item.kind) for item in content)) if content else {},
        "colors": dict(Counter(item.color for item in content if item.color)) if content else {},
        **({"clips": list(content)} if clips and content else {}),
    }  # fmt: skip


def _show(found: list["BinOnDisk"]) -> None:
    if not found:
        say(_("There is no bin here."))
        return
    from chutier_avid.colors import name_of

    rows = []
    for one in found:
        kinds = Counter(str(item.kind) for item in one.content or ())
        colors = Counter(item.color for item in one.content or () if item.color)
        rows.append([
            spelled(one.path), str(kinds["master"] or ""), str(kinds["subclip"] + kinds["group"] or ""),
            str(kinds["sequence"] or ""), ", ".join(f"{n} {name_of(color)}" for color, n in colors.most_common(3)),
            one.held_by, one.opened.user if one.opened else "",
            f"{one.opened.time:%Y-%m-%d %H:%M}" if one.opened else f"{one.changed:%Y-%m-%d %H:%M}",
        ])  # fmt: skip
    titles = [
        _("bin"), _("clips"), _("subclips, groups"), _("sequences"), _("colours"), _("open on"), _("last user"),
        _("when"),
    ]  # fmt: skip
    table(titles, rows, styles=["bold", "", "", "", "", "yellow", "", "dim"])
    total = sum(len(one.content or ()) for one in found)
    bins = ngettext("{count} bin", "{count} bins", len(found)).format(count=len(found))
    say(ngettext("{bins}, {count} line", "{bins}, {count} lines", total).format(bins=bins, count=total), "dim")


def _show_clips(one: "BinOnDisk") -> None:
    if not one.content or not one.content.items:
        return
    say()
    say(spelled(one.path), "bold")
    rows = [
        [item.name, str(item.kind), item.tracks, str(item.start or ""), str(item.end or ""), item.tape, item.color]
        for item in one.content
    ]
    table([_("name"), _("kind"), _("tracks"), _("start"), _("end"), _("tape"), _("colour")], rows, styles=["bold"])


def _show_broken(found: list["BinOnDisk"]) -> None:
    for one in found:
        if one.why:
            say(f"✗ {one.file}: {one.why}", "red")
        for note in one.content.notes if one.content else ():
            say(f"! {one.file}: {note}", "yellow")
