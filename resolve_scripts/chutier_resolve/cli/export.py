"""`chutier resolve export`: a timeline as the files that a turnover asks for."""

from pathlib import Path

import click

from chutier.cli.options import Given, common
from chutier.cli.output import give_json, progress, say
from chutier.errors import UsageError
from chutier.i18n import _

KINDS = {
    "aaf": ".aaf", "edl": ".edl", "fcp7xml": ".xml", "fcpxml": ".fcpxmld", "otio": ".otio", "ale": ".ale",
    "drt": ".drt",
}  # fmt: skip


FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command(help=_("Write the timeline TIMELINE (without it: the open one) as the files that a turnover asks for."))
@click.argument("timeline", required=False)
@click.option("--as", "kinds", default="aaf,edl", show_default=True, metavar="KINDS", help=_("Of: ") + ", ".join(KINDS))
@click.option(
    "--out", "-o", type=click.Path(file_okay=False, path_type=Path), default=Path(), help=_("Folder to write to.")
)
@common
def command(timeline: str | None, kinds: str, out: Path, given: Given) -> int:
    """Exit status 1 when Resolve would not write one. What is there already stays."""
    from chutier_resolve.asking import ask
    from chutier_resolve.bridge import from_outside
    from chutier_resolve.conducting import file_name
    from chutier_resolve.performing import FINE
    from chutier_resolve.words import why

    asked = list(dict.fromkeys(kind.strip().lower() for kind in kinds.split(",") if kind.strip()))
    unknown = [kind for kind in asked if kind not in KINDS]
    if unknown or not asked:
        raise UsageError(_("Resolve writes no {kind}").format(kind=", ".join(unknown) or "-"),
                         hint=_("say some of {words}").format(words=", ".join(KINDS)))  # fmt: skip
    host = from_outside()
    try:
        name = timeline or str(ask(host, "current").get("name", ""))
        if not name:
            raise UsageError(_("no timeline is open"), hint=_("name one, or open it in Resolve"))
        out.mkdir(parents=True, exist_ok=True)
        paths = [(out / f"{file_name(name)}{KINDS[kind]}").resolve() for kind in asked]
        files = [{"kind": kind, "path": str(path)} for kind, path in zip(asked, paths, strict=True)]
        with progress(_("writing"), as_json=given.as_json) as report:
            answer = ask(host, "export", {"timeline": {"bin": [], "name": name}, "files": files}, report)
    finally:
        host.close()
    items = answer["files"]
    if given.as_json:
        give_json([{**file, **item} for file, item in zip(files, items, strict=True)])
    else:
        for path, item in zip(paths, items, strict=True):
            fine = item["state"] in FINE
            say(f"{'✓' if fine else '✗'} {path.name}" + ("" if fine else f": {why(item['why'], str(item['detail']))}"),
                "green" if fine else "red")  # fmt: skip
    return 0 if all(item["state"] in FINE for item in items) else 1
