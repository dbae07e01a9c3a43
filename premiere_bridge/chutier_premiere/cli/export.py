"""`chutier premiere export`: a sequence, or the whole project, as the files that a turnover asks for."""

from pathlib import Path

import click

from chutier.cli.options import Given, common, the_catalogue, the_show
from chutier.cli.output import give_json, progress, say
from chutier.i18n import _
from chutier_premiere.exporting import KINDS, export


@click.command(
    help=_("Write the sequence SEQUENCE (without it: the whole project, as fcp7xml) as files that others read.")
)
@click.argument("sequence", required=False)
@click.option("--as", "kinds", default="fcp7xml", show_default=True, metavar="KINDS", help=_("Of: ") + ", ".join(KINDS))
@click.option(
    "--out", "-o", type=click.Path(file_okay=False, path_type=Path), default=Path(), help=_("Folder to write to.")
)
@common
def command(sequence: str | None, kinds: str, out: Path, given: Given) -> int:
    """Exit status 1 when Premiere would not write one. What is there already stays."""
    from chutier.organise import Bench
    from chutier_premiere.nle import PremiereNle
    from chutier_premiere.performing import FINE, reason_of

    asked = list(dict.fromkeys(kind.strip().lower() for kind in kinds.split(",") if kind.strip()))
    show = the_show(given)
    with the_catalogue(show) as catalogue, Bench.open(show, catalogue, "premiere") as bench:
        assert isinstance(bench.nle, PremiereNle)
        with progress(_("writing"), as_json=given.as_json) as report:
            files = export(bench.nle, sequence or "", asked, out, report)
    if given.as_json:
        give_json([{"path": str(path), **item} for path, item in files])
    else:
        for path, item in files:
            fine = item["state"] in FINE
            say(f"{'✓' if fine else '✗'} {path.name}" + ("" if fine else f": {reason_of(item)}"),
                "green" if fine else "red")  # fmt: skip
    return 0 if all(item["state"] in FINE for _path, item in files) else 1
