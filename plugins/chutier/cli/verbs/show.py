"""`chutier show`: all that is known of a clip, and who says so."""

from typing import TYPE_CHECKING

import click

from chutier.cli.clips import WORDS, issues_text, label, rows_of, slate_text, text_of
from chutier.cli.options import Given, common, the_catalogue, the_show
from chutier.cli.output import give_json, say, table
from chutier.fields import FIELDS
from chutier.i18n import _
from chutier.model import Clip, Kind, Said, Source

if TYPE_CHECKING:
    from chutier.catalog import Catalog

SOURCES = {
    Source.HUMAN: lambda: _("a person"),
    Source.SCRIPT: lambda: _("script notes"),
    Source.SLATE: lambda: _("slate"),
    Source.SOUND: lambda: _("sound recorder"),
    Source.CAMERA: lambda: _("camera"),
    Source.FILE: lambda: _("file"),
}


@click.command(help=_("Tell all that is known of CLIP (its id, file name or slate), and who says so."))
@click.argument("clip")
@common
def command(clip: str, given: Given) -> None:
    """The merged values first, then every source's word."""
    from chutier.catalog import get
    from chutier.organise import scenes_of

    show = the_show(given)
    with the_catalogue(show) as catalogue:
        found = get(catalogue, show.blueprint, clip, scenes=scenes_of(show))
        said = _said(catalogue, found)
    if given.as_json:
        give_json({**rows_of([found])[0], "said": said})
        return
    _show(found, said)


def _said(catalogue: "Catalog", clip: Clip) -> list[Said]:
    """Every source's word; of a group, of all its cameras."""
    from chutier.catalog import provenance

    parts = clip.parts if clip.kind is Kind.GROUP else (clip.id,)
    return list(dict.fromkeys(word for part in parts for word in provenance(catalogue, part)))


def _show(clip: Clip, said: list[Said]) -> None:
    title = slate_text(clip.fields) or text_of(clip.fields.get("name"))
    say(f"{title}  {text_of(clip.fields.get('cams') or clip.fields.get('cam'))}".rstrip(), "bold")
    say(f"{WORDS[clip.kind.value]()} · {clip.id}", "dim")
    if clip.media:
        say(clip.media.path, "dim")
    rows = [
        [label(name), issues_text(value) if name == "issues" else text_of(value)]
        for name in FIELDS
        if (value := clip.fields.get(name)) is not None
    ]
    table([_("field"), _("value")], rows, styles=["dim"])
    if said:
        say()
        lines = [
            [label(word.field), text_of(word.value), SOURCES[word.source](), word.origin]
            for word in sorted(said, key=lambda word: list(FIELDS).index(word.field))
        ]
        table([_("field"), _("says"), _("who"), _("where")], lines, styles=["dim"])
    for field in clip.conflicts:
        say(_("! sources disagree on: {field}").format(field=label(field)), "yellow")
