"""`chutier premiere xml`: the show's project as a file that Premiere imports with its bins."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chutier.cli.options import Given, common, the_show
from chutier.cli.output import give_json, say
from chutier.errors import UsageError
from chutier.i18n import _, ngettext

if TYPE_CHECKING:
    from chutier_premiere.xmeml.project import Told

SHOWN = 5


@click.command(
    help=_(
        "Write the show's project as FCP7 XML, which Premiere imports with its bins: clips, what is known of them, and "
        "string-outs with their sound in sync. Premiere need not run. Without OUT.xml: in the show's folder premiere."
    )
)
@click.argument("out", required=False, metavar="[OUT.xml]", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--timecode-only", is_flag=True, help=_("Lay sounds by timecode alone, though by ear they lie elsewhere.")
)
@click.option("--force", is_flag=True, help=_("Write over a file that was not written here, or was changed since."))
@click.option("--number-doubles", is_flag=True, help=_("Tell clips of one name apart by _2, _3 …"))
@common
def command(out: Path | None, timecode_only: bool, force: bool, number_doubles: bool, given: Given) -> None:
    """Raises UsageError when the file is there and not ours, PlanError while two clips would get one name."""
    from chutier.cli.building import show_problems
    from chutier_premiere.preparing import known_of, place_for, refuse_place, wanted_of
    from chutier_premiere.xmeml import Project, is_ours, write
    from chutier_premiere.xmeml.layout import Sync
    from chutier_premiere.xmeml.sequences import Look

    show = the_show(given)
    path = place_for(show, out, ".xml")
    if not show.has_catalogue:
        raise UsageError(
            _("nothing has been ingested in this show yet"), hint=_("run: chutier ingest CARDS… SOUND_ROLLS…")
        )
    known = known_of(show)
    refuse_place(path, show, known.clips)
    if (path.exists() or path.is_symlink()) and not force and not is_ours(path):
        raise UsageError(
            _("{file} is there already, and is not as it was written here").format(file=path),
            hint=_("name another file, or add --force; nothing was written"),
        )
    wanted = wanted_of(show, known.clips, number_doubles=number_doubles)
    production = show.blueprint.production
    project = Project(
        wanted.tree, {clip.id: clip.media for clip in known.clips if clip.media is not None},
        title=production.title or production.code or show.blueprint.title, rate=production.rate,
        look=Look(raster=production.raster, start=production.start, drop=production.drop),
        sync=Sync(linked=known.linked, heard={} if timecode_only else known.heard),
        french=show.blueprint.locale.startswith("fr"),
    )  # fmt: skip
    write(path, project.pieces())
    if given.as_json:
        give_json({"path": str(path), "told": project.told, "partial": known.partial, "problems": wanted.problems})
        return
    _tell(path, project.told, known.partial)
    show_problems(wanted.problems)
    say()
    say(
        _("In Premiere: File > Import…, and choose {file}. Once: a second import doubles everything.").format(
            file=path.name
        )
    )


def _tell(path: Path, told: "Told", partial: Sequence[str]) -> None:
    bins = ngettext("{n} bin", "{n} bins", told.bins).format(n=told.bins)
    clips = ngettext("{n} clip", "{n} clips", told.clips).format(n=told.clips)
    lines = ngettext("{n} sequence", "{n} sequences", told.sequences).format(n=told.sequences)
    say(_("{path}: {bins}, {clips}, {lines}").format(path=path, bins=bins, clips=clips, lines=lines), "bold green")
    if told.empty:
        text = ngettext(
            "! Premiere leaves out {n} empty bin when it imports: {names}",
            "! Premiere leaves out {n} empty bins when it imports: {names}",
            len(told.empty),
        )
        _warn(text, [one[-1] for one in told.empty])
        say(_("  → build into the open project makes them: chutier build --nle premiere"))
    if told.groups:
        text = ngettext(
            "{n} take of several cameras is a sequence, its cameras one above another in sync: {names}",
            "{n} takes of several cameras are sequences, their cameras one above another in sync: {names}",
            len(told.groups),
        )
        _warn(text, told.groups, "")
    if told.moved:
        text = ngettext(
            "{n} take has its sound where it lies by ear, so many frames off its timecode: {names}",
            "{n} takes have their sound where it lies by ear, so many frames off its timecode: {names}",
            len(told.moved),
        )
        _warn(text, [f"{name} {frames:+}" for name, frames in told.moved.items()], "")
    for text, names in (
        (_("! not made, for their clips do not tell the time by one clock: {names}"), told.left_out),
        (_("! in no sequence, for they tell no time: {names}"), told.missing),
        (_("! without sound in a sequence, for no time tells where it lies: {names}"), told.mute),
        (_("! of several files, only the first is told: {names}"), list(partial)),
    ):
        if names:
            _warn(text, list(dict.fromkeys(names)))


def _warn(text: str, names: Sequence[str], style: str = "yellow") -> None:
    more = " …" if len(names) > SHOWN else ""
    say(text.format(n=len(names), names=", ".join(names[:SHOWN]) + more), style)
