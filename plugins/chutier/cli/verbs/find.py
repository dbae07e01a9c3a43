"""`chutier find`: clips by words."""

import click

from chutier.cli.clips import rows_of, show_clips
from chutier.cli.options import Given, common, the_catalogue, the_show
from chutier.cli.output import give_json
from chutier.i18n import _


@click.command(help=_("Find clips by WORDS, accents and capitals apart: 12bis cerclée, forêt, A012, son seul …"))
@click.argument("words", nargs=-1, required=True)
@common
def command(words: tuple[str, ...], given: Given) -> int:
    """Exit status 1 when nothing is found."""
    from chutier.catalog import find
    from chutier.organise import clips_of, scenes_of

    show = the_show(given)
    with the_catalogue(show) as catalogue:
        found = set(find(catalogue, " ".join(words), show.blueprint, scenes_of(show)))
        clips = [clip for clip in clips_of(show, catalogue) if clip.id in found]
    if given.as_json:
        give_json(rows_of(clips))
    else:
        show_clips(clips)
    return 0 if clips else 1
