"""`chutier resolve proxies`: files that are there already, linked as proxies of the show's clips."""

from pathlib import Path
from unicodedata import normalize

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
    from chutier_resolve.asking import ask
    from chutier_resolve.nle import ResolveNle
    from chutier_resolve.performing import FINE
    from chutier_resolve.words import why

    show = the_show(given)
    with the_catalogue(show) as catalogue, Bench.open(show, catalogue, "resolve") as bench:
        assert isinstance(bench.nle, ResolveNle)
        found, doubtful = links_of(bench.nle.observe(), bench.nle.known(), folder)
        links = [{"ref": {"id": one.clip, "path": normalize("NFC", one.original)}, "proxy": one.proxy} for one in found]
        if not links:
            raise UsageError(
                _("no file in {folder} is called as a clip of this show").format(folder=folder),
                hint=_("a proxy has its clip's name: A012C003.mov for A012C003.mxf"),
            )
        with progress(_("linking"), as_json=given.as_json) as report:
            answer = ask(bench.nle.host, "proxies", {"links": links}, report)
    items = answer["links"]
    if given.as_json:
        give_json({"links": [{**one, **item} for one, item in zip(links, items, strict=True)], "doubtful": doubtful})
    else:
        for link, item in zip(found, items, strict=True):
            if item["state"] == "failed":
                say(f"✗ {Path(link.proxy).name}: {why(item['why'], str(item['detail']))}", "red")
            elif item["state"] == "kept":
                say(_("= {name} has a proxy already: {proxy}").format(name=Path(link.proxy).stem, proxy=item["detail"]))
        for name in doubtful:
            say(_("? {name}: several files or clips of this name, none linked").format(name=name), "yellow")
        done = sum(item["state"] in FINE for item in items)
        say(ngettext("{n} clip has its proxy.", "{n} clips have their proxies.", done).format(n=done), "green")
    return 1 if any(item["state"] == "failed" for item in items) else 0
