"""`chutier list`: the clips of the catalogue."""

import click

from chutier.cli.clips import rows_of, show_clips
from chutier.cli.options import Given, common, the_catalogue, the_show
from chutier.cli.output import give_json
from chutier.i18n import _
from chutier.model import Kind


@click.command(help=_("List the clips of the catalogue, day by day, roll by roll."))
@click.option("--kind", type=click.Choice([kind.value for kind in Kind]), multiple=True, help=_("Only these kinds."))
@click.option("--day", type=int, help=_("Only this shooting day."))
@common
def command(kind: tuple[str, ...], day: int | None, given: Given) -> None:
    """All clips: recordings as they came, and takes joined from them."""
    from chutier.organise import clips_of

    show = the_show(given)
    with the_catalogue(show) as catalogue:
        clips = clips_of(show, catalogue)
    chosen = [c for c in clips if (not kind or c.kind in kind) and (day is None or c.fields.get("day") == day)]
    if given.as_json:
        give_json(rows_of(chosen))
    else:
        show_clips(chosen)
