"""`chutier premiere template`: a project with the show's bins, before anything was shot."""

from pathlib import Path

import click

from chutier.cli.options import Given, common, the_show
from chutier.cli.output import give_json, say
from chutier.errors import UsageError
from chutier.i18n import _, ngettext


@click.command(
    help=_(
        "Experimental. Write a Premiere project that holds the show's bins, without Premiere. It is of a recent "
        "version: an older Premiere may refuse it. Clips and sequences are not in it."
    )
)
@click.argument("out", metavar="OUT.prproj", type=click.Path(dir_okay=False, path_type=Path))
@common
def command(out: Path, given: Given) -> None:
    """Raises UsageError when the file is there already, MissingExtra without the package that knows the format."""
    from chutier_premiere.preparing import known_of, place_for, refuse_place, wanted_of
    from chutier_premiere.prproj import write_bins

    show = the_show(given)
    path = place_for(show, out, ".prproj")
    if path.exists() or path.is_symlink():
        raise UsageError(
            _("{file} is there already").format(file=path), hint=_("name another file; nothing was written")
        )
    clips = known_of(show).clips
    refuse_place(path, show, clips)
    wanted = wanted_of(show, clips, number_doubles=True)
    version = write_bins(path, wanted.tree.bins)
    if given.as_json:
        give_json({"path": str(path), "bins": wanted.tree.bins, "premiere": version, "experimental": True})
        return
    count = len(wanted.tree.bins)
    say(
        ngettext("{path}: {n} bin, for Premiere {version}", "{path}: {n} bins, for Premiere {version}", count).format(
            path=path, n=count, version=version
        ),
        "bold green",
    )
    say(
        _("! experimental: an older Premiere may refuse it or ask to convert it; then build into an empty project"),
        "yellow",
    )
    say(_("Open it in Premiere, then: chutier build --nle premiere"))
