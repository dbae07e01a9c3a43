"""`chutier resolve markers`: markers of the open timeline out to a CSV, and back in."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chutier.cli.options import Given, common
from chutier.cli.output import give_json, say
from chutier.errors import UsageError
from chutier.files import write_whole
from chutier.i18n import _, ngettext

if TYPE_CHECKING:
    from chutier_resolve.bridge import Host


@click.group(help=_("Markers of the timeline that is open in Resolve: out to a CSV, and back."))
def command() -> None:
    """The verbs below."""


@command.command("out", help=_("Write the markers of the open timeline to FILE.csv."))
@click.option("--out", "-o", type=click.Path(dir_okay=False, path_type=Path), help=_("File to write."))
@common
def out_(out: Path | None, given: Given) -> None:
    """Never writes over a file."""
    from chutier_resolve.conducting import file_name
    from chutier_resolve.markers_out import csv_of, markers_in, start_of

    host = _host()
    try:
        current = _current(host)
    finally:
        host.close()
    path = out or Path(f"{file_name(current['name'])}.csv")
    if path.exists():
        raise UsageError(_("{path} is there already, and stays").format(path=path), hint=_("name another: -o FILE"))
    markers = markers_in(current)
    write_whole(path, csv_of(markers, start_of(current)))
    _tell(
        given,
        path,
        len(markers),
        ngettext("{n} marker written to {path}", "{n} markers written to {path}", len(markers)),
    )


@command.command("in", help=_("Set the markers of FILE.csv on the open timeline; those known by their ID are changed."))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@common
def in_(file: Path, given: Given) -> int:
    """Exit status 1 when Resolve would not take one."""
    from chutier_resolve.asking import ask
    from chutier_resolve.markers_out import read_csv, start_of
    from chutier_resolve.performing import FINE
    from chutier_resolve.words import why

    host = _host()
    try:
        current = _current(host)
        markers = read_csv(file, start_of(current))
        answer = ask(host, "markers", {"timeline": {"bin": [], "name": current["name"]}, "markers": [
            {"frame": one.frame, "color": one.color, "name": one.name, "note": one.note, "duration": one.duration,
             "id": one.id} for one in markers
        ]})  # fmt: skip
    finally:
        host.close()
    bad = [(one, item) for one, item in zip(markers, answer["markers"], strict=True) if item["state"] not in FINE]
    for one, item in bad:
        say(f"✗ {one.name}: {why(item['why'], str(item['detail']))}", "red")
    done = len(markers) - len(bad)
    _tell(given, file, done, ngettext("{n} marker stands as in {path}", "{n} markers stand as in {path}", done))
    return 1 if bad else 0


def _host() -> "Host":
    from chutier_resolve.bridge import from_outside

    return from_outside()


def _current(host: "Host") -> Mapping[str, Any]:
    from chutier_resolve.asking import ask

    current = ask(host, "current")
    if not current:
        raise UsageError(_("no timeline is open"), hint=_("open the one that is meant, then try again"))
    return current


def _tell(given: Given, path: Path, number: int, sentence: str) -> None:
    if given.as_json:
        give_json({"file": str(path), "markers": number})
    else:
        say(sentence.format(n=number, path=path), "green")
