"""`chutier new`: start a show from a template."""

from pathlib import Path

import click

from chutier.cli.options import Given, common
from chutier.cli.output import give_json, say
from chutier.i18n import _


@click.command(help=_("Start a show called TITLE from a template, in a new folder here."))
@click.argument("title")
@click.option("--template", "-t", "template_id", required=True, help=_("Template: see chutier template list."))
@click.option("--into", type=click.Path(path_type=Path), help=_("The show's folder; by default, one named after it."))
@common
def command(title: str, template_id: str, into: Path | None, given: Given) -> None:
    """Make the folder and its show file; nothing that exists is written over."""
    from chutier.show import create_show

    show = create_show(into, title, template_id, answers=given.settings)
    if given.as_json:
        give_json({"show": str(show.path), "folder": str(show.root), "code": show.blueprint.production.code})
        return
    say(_("{title} is ready: {path}").format(title=show.blueprint.title, path=show.path), "bold green")
    say(_("Look through that file, then, from inside the folder: chutier ingest CARDS… SOUND_ROLLS…"))
