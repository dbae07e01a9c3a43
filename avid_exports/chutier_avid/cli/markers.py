"""`chutier avid markers`: markers of a sequence as text, between Media Composer, spreadsheets and other programs."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chutier.cli.options import Given, common
from chutier.cli.output import give_json, say, table
from chutier.errors import NleError, TimecodeError, UsageError
from chutier.files import write_whole
from chutier.i18n import _, ngettext

if TYPE_CHECKING:
    from chutier.timecode import Timecode
    from chutier_avid.markers import Marker, MarkerList

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
SHOWN = 40
ENCODING = click.option("--encoding", help=_("Read FILE in this encoding: utf-8, mac_roman, cp1252 …"))


@click.group(help=_("Markers of a sequence: look at a list, turn it into another."))
def command() -> None:
    """The verbs below."""


@command.command("show", help=_("Print the markers of FILE: an Avid marker text, or a CSV."))
@click.argument("file", type=FILE)
@click.option("--all", "everything", is_flag=True, help=_("Every marker."))
@ENCODING
@common
def show_(file: Path, everything: bool, encoding: str | None, given: Given) -> int:
    """Exit status 1 when something in the file could not be read."""
    from chutier_avid.markers import read

    found = read(file, encoding)
    if given.as_json:
        give_json(found)
        return int(bool(found.notes))
    shown = found.markers if everything else found.markers[:SHOWN]
    rows = [
        [str(one.position), one.track, one.color, one.comment, one.user, str(one.length) if one.length > 1 else ""]
        for one in shown
    ]
    table([_("at"), _("track"), _("colour"), _("comment"), _("user"), _("frames")], rows, styles=["bold", "", "cyan"])
    if more := len(found.markers) - len(shown):
        say(ngettext("… and {n} more marker (--all)", "… and {n} more markers (--all)", more).format(n=more), "dim")
    _show_notes(found)
    return int(bool(found.notes))


def _show_notes(found: "MarkerList") -> None:
    for note in found.notes:
        say(f"! {note}", "yellow")


@command.command("convert", help=_("Write the markers of FILE as a text for Media Composer, or as CSV."))
@click.argument("file", type=FILE)
@click.option("--to", "kind", required=True, type=click.Choice(["avid", "avid-frames", "csv"]),
              help=_("By timecode, by frames from the start, or a sheet."))  # fmt: skip
@click.option("--out", "-o", required=True, type=click.Path(dir_okay=False, path_type=Path), help=_("The new file."))
@click.option("--rate", help=_("Frames per second of the sequence."))
@click.option("--start", metavar="TC", help=_("Where the sequence starts, when frames and timecode meet."))
@click.option(
    "--user", default="Chutier", show_default=True, help=_("Whose markers they are, where FILE does not say.")
)
@click.option("--before-2024-6", "before_2024_6", is_flag=True, help=_("Only the eight colours of older versions."))
@ENCODING
@click.option("--write-encoding", "codec", default="utf-8", show_default=True, help=_("Write it in this encoding."))
@common
def convert(
    file: Path, kind: str, out: Path, rate: str | None, start: str | None, user: str, before_2024_6: bool,
    encoding: str | None, codec: str, given: Given,
) -> int:  # fmt: skip
    """Exit status 1 when something in the file could not be read; the rest is written."""
    from chutier_avid.markers import Dialect, csv_of, encode, old_color, read

    if out.exists() or out.is_symlink():
        raise UsageError(
            _("{file} is there already").format(file=out), hint=_("name another file with -o; nothing was written")
        )
    speed, begin = _clock(rate, start)
    found = read(file, encoding, speed)
    markers = _placed(found, kind, speed, begin)
    if kind == "csv":
        if before_2024_6:
            markers = tuple(replace(one, color=old_color(one.color)) for one in markers)
        data = csv_of(markers)
    else:
        named = [one if one.user else replace(one, user=user) for one in markers]
        data = encode(named, Dialect(kind), encoding=_codec(codec), before_2024_6=before_2024_6)
    write_whole(out, data)
    if given.as_json:
        give_json({"file": str(out), "markers": len(markers), "notes": found.notes})
        return int(bool(found.notes))
    said = ngettext("{n} marker written to {file}", "{n} markers written to {file}", len(markers))
    say(said.format(n=len(markers), file=out), "green")
    _show_notes(found)
    return int(bool(found.notes))


def _clock(rate: str | None, start: str | None) -> "tuple[Fraction | None, Timecode | None]":
    from chutier.timecode import Timecode, parse_rate

    try:
        speed = parse_rate(rate) if rate else None
        if start and speed is None:
            raise UsageError(_("--start counts in frames"), hint=_("say how many a second: --rate 25"))
        return speed, Timecode.parse(start, speed) if start and speed else None
    except TimecodeError as error:
        raise UsageError(error.message, hint=error.hint or _("look at --rate and --start")) from error


def _placed(found: "MarkerList", kind: str, rate: Fraction | None, start: "Timecode | None") -> "tuple[Marker, ...]":
    """The markers where `kind` has them. Labels stay as they are written when no rate is given to prove them by."""
    from chutier_avid.markers import as_frames, as_labels

    by_frame = kind == "avid-frames" or (
        kind == "csv" and start is None and all(isinstance(one.position, int) for one in found.markers)
    )
    stay = all(isinstance(one.position, int) is by_frame for one in found.markers)
    if stay and (by_frame or rate is None):
        return found.markers
    if rate is None or (start is None and not stay):
        raise UsageError(
            _("frames and timecode meet at the sequence's start"), hint=_("say both: --rate 25 --start 01:00:00:00")
        )
    try:
        return (as_frames if by_frame else as_labels)(found.markers, rate, start)
    except NleError as error:
        raise NleError(error.message, path=found.path, hint=error.hint) from error


def _codec(name: str) -> str:
    import codecs

    try:
        "é".encode(codecs.lookup(name).name, "replace")
    except (LookupError, ValueError) as error:
        raise UsageError(
            _("there is no encoding called {encoding}").format(encoding=name),
            hint=_("say utf-8, utf-16, mac_roman or cp1252"),
        ) from error
    return name
