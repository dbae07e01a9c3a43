"""`chutier ingest`: read cards and sound rolls into the catalogue."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chutier.cli.clips import WORDS, label
from chutier.cli.options import Given, common, of_this_machine, the_catalogue, the_show
from chutier.cli.output import give_json, progress, say, table
from chutier.i18n import _, ngettext

if TYPE_CHECKING:
    from chutier.catalog import IngestResult
    from chutier.catalog.reading_papers import PaperRead


@click.command(
    help=_("Read cards, sound rolls (folders) and set reports into the catalogue; again: only what is new or changed.")
)
@click.argument("sources", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--day", type=click.IntRange(1, 999), help=_("Number of the shooting day, when folders do not tell."))
@click.option("--date", "shot_on", type=click.DateTime(["%Y-%m-%d"]), help=_("Shooting date, when files do not tell."))
@click.option("--workers", type=click.IntRange(1, 64), help=_("Files read at the same time."))
@click.option("--no-listen", is_flag=True, help=_("Do not compare sounds with the cameras' guide tracks."))
@common
def command(
    sources: tuple[Path, ...],
    day: int | None,
    shot_on: datetime | None,
    workers: int | None,
    no_listen: bool,
    given: Given,
) -> int:
    """One unreadable file stops nothing; it is told at the end and makes the exit status 1."""
    from chutier.organise import read_in

    show = the_show(given)
    with the_catalogue(show, must_exist=False) as catalogue, progress(_("reading"), as_json=given.as_json) as report:
        result = read_in(
            show,
            catalogue,
            sources,
            day=day,
            shot_on=shot_on.date() if shot_on else None,
            workers=workers or of_this_machine(given).workers,
            listen=not no_listen,
            report=report,
        )
    if given.as_json:
        give_json(result)
    else:
        show_read(result)
    return 1 if result.unreadable else 0


def show_read(result: "IngestResult") -> None:
    """The rolls, then the counts that are not nothing."""
    rows = [
        [roll.name, WORDS[roll.kind.value](), roll.camera, str(roll.day or "?"), str(roll.date or "?"), roll.path]
        for roll in result.rolls
    ]
    if rows:
        table(
            [label("roll"), "", label("cam"), label("day"), label("date"), ""],
            rows,
            styles=["bold", "", "", "", "", "dim"],
        )
        say()
    if result.papers:
        table([_("paper"), "", label("day"), ""], [_paper_row(paper) for paper in result.papers], styles=["bold"])
        say()
    counts = (
        (result.new, ngettext("{n} new file", "{n} new files", result.new)),
        (result.changed, ngettext("{n} changed file", "{n} changed files", result.changed)),
        (result.moved, ngettext("{n} file moved", "{n} files moved", result.moved)),
        (result.unchanged, ngettext("{n} unchanged file", "{n} unchanged files", result.unchanged)),
        (result.gone, ngettext("{n} file gone", "{n} files gone", result.gone)),
        (result.unreadable, ngettext("{n} unreadable file", "{n} unreadable files", result.unreadable)),
    )
    nothing = _("No media, but papers.") if result.papers else _("No media found.")
    say(", ".join(text.format(n=n) for n, text in counts if n) or nothing, "bold")
    if result.new or result.changed or result.papers:
        say(_("→ what is missing: chutier check"), "dim")


READINGS = {
    "new": lambda: _("new"),
    "same": lambda: _("known already"),
    "changed": lambda: _("newer than before"),
}


def _paper_row(paper: "PaperRead") -> list[str]:
    from chutier.setreports.families import family_text

    lines = ngettext("{n} line", "{n} lines", paper.notes).format(n=paper.notes)
    return [
        Path(paper.path).name,
        family_text(paper.family),
        str(paper.day or "?"),
        f"{lines}, {READINGS[paper.reading]()}",
    ]
