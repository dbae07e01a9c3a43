"""`chutier premiere proxies`: files that are there already, linked as proxies of the show's clips."""

from pathlib import Path

import click

from chutier.cli.options import Given, common, the_catalogue, the_show
from chutier.cli.output import give_json, progress, say
from chutier.errors import UsageError
from chutier.i18n import _, ngettext


@click.command(help=_("Link the proxies in FOLDER to their clips: those whose file has the same name."))
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@common
def command(folder: Path, given: Given) -> int:
    """Exit status 1 when one was refused. A clip that has a proxy already keeps it."""
    from chutier.live import links_of
    from chutier.organise import Bench
    from chutier_premiere.nle import PremiereNle
    from chutier_premiere.performing import FINE, reason_of
    from chutier_premiere.proxies import link

    show = the_show(given)
    with the_catalogue(show) as catalogue, Bench.open(show, catalogue, "premiere") as bench:
        assert isinstance(bench.nle, PremiereNle)
        seen = bench.nle.look(lambda event: None)
        links, doubtful = links_of(seen.tree, bench.nle.known(), folder)
        if not links:
            raise UsageError(
                _("no file in {folder} is called as a clip of this show").format(folder=folder),
                hint=_("a proxy has its clip's name: A012C003.mov for A012C003.mxf"),
            )
        with progress(_("linking"), as_json=given.as_json) as report:
            items = link(bench.nle, seen, links, report)
    if given.as_json:
        told = [{"clip": one.clip, "proxy": one.proxy, **item} for one, item in zip(links, items, strict=True)]
        give_json({"links": told, "doubtful": doubtful})
    else:
        for one, item in zip(links, items, strict=True):
            name = Path(one.proxy).name
            if item["state"] == "failed":
                say(f"✗ {name}: {reason_of(item)}", "red")
            elif item["state"] == "kept":
                say(_("= {name} has a proxy already: {proxy}").format(name=name, proxy=item["detail"]))
        for name in doubtful:
            say(_("? {name}: several files or clips of this name, none linked").format(name=name), "yellow")
        done = sum(item["state"] in FINE for item in items)
        say(ngettext("{n} clip has its proxy.", "{n} clips have their proxies.", done).format(n=done), "green")
    return 1 if any(item["state"] == "failed" for item in items) else 0
