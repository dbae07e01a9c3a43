"""`chutier avid ale convert`: a log as something else, a sheet as a log."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chutier.cli.options import Given, common
from chutier.cli.output import give_json, say
from chutier.errors import UsageError
from chutier.i18n import _, ngettext
from chutier_avid.cli.against import target_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from chutier_avid.ale import Ale, AleTarget

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
KINDS = {"csv": ".csv", "xlsx": ".xlsx", "ale": ".ale", "resolve": "_resolve.csv", "cdl": ".cdl", "ccc": ".ccc"}


@dataclass(frozen=True, slots=True)
class _Made:
    """What a conversion gives: the bytes, what a person should know, and the exit status."""

    data: bytes
    notes: tuple[str, ...] = ()
    status: int = 0


@click.command(
    help=_("Make of FILE a sheet (csv, xlsx), a log (ale), Resolve's metadata (resolve), or colour files (cdl, ccc).")
)
@click.argument("file", type=FILE)
@click.option("--to", "kind", required=True, type=click.Choice(list(KINDS)), help=_("What to make."))
@click.option("--out", "-o", type=click.Path(path_type=Path), help=_("The file to write; else beside FILE."))
@click.option("--against", metavar="FORMAT@RATE", help=_("The project it is for, such as 1080@25; else the show's."))
@click.option("--encoding", help=_("Read it in this encoding: utf-8, mac_roman, cp1252 …"))
@click.option("--delimiter", type=click.Choice([",", ";"]), default=",", help=_("Between the cells of a CSV."))
@common
def command(
    file: Path, kind: str, out: Path | None, against: str | None, encoding: str | None, delimiter: str, given: Given
) -> int:
    """Exit status 1 when something could not come along; nothing that is there is written over."""
    from chutier.files import write_whole
    from chutier_avid.logs.handing_over import refuse_existing

    target = out if out is not None else file.with_name(file.stem + KINDS[kind])
    refuse_existing(target)
    made = _made(file, kind, target_of(against, given), encoding, delimiter)
    write_whole(target, made.data)
    if given.as_json:
        give_json({"file": str(target), "notes": list(made.notes)})
    else:
        for note in made.notes:
            say(f"! {note}", "yellow")
        say(_("written: {file}").format(file=target), "green")
    return made.status


def _made(file: Path, kind: str, target: "AleTarget | None", encoding: str | None, delimiter: str) -> _Made:
    from chutier_avid.ale import read

    is_log = file.suffix.casefold() == ".ale"
    if kind == "ale":
        if is_log:
            raise UsageError(
                _("{file} is a log already").format(file=file.name),
                hint=_("say --to csv, xlsx, resolve, cdl or ccc; to change it: merge, rename, split, fit"),
            )
        return _log(file, target)
    ale = read(file, encoding) if is_log else _composed(file, target)[0]
    return _of_log(ale, kind, delimiter)


def _of_log(ale: "Ale", kind: str, delimiter: str) -> _Made:
    from chutier_avid.logs import cdl, resolve_csv, sheets

    if kind == "csv":
        return _Made(sheets.csv_of(ale, delimiter), ale.notes)
    if kind == "xlsx":
        return _Made(sheets.xlsx_of(ale), ale.notes)
    if kind == "resolve":
        data, left = resolve_csv.resolve_csv(ale)
        titles = ", ".join(left)
        return _Made(
            data, (*ale.notes, *([_("Resolve has no field for: {titles}").format(titles=titles)] if left else ()))
        )
    found, wrong, without = cdl.corrections(ale)
    if not found:
        raise UsageError(
            _("no row has a colour correction that can be read (ASC_SOP, ASC_SAT)"), path=ale.path,
            hint=wrong[0] if wrong else _("ask the laboratory for a log with CDL"),
        )  # fmt: skip
    told = [*ale.notes, *wrong]
    if without:
        line = ngettext("{n} row has no colour correction", "{n} rows have no colour correction", without)
        told.append(line.format(n=without))
    return _Made(cdl.ccc(found) if kind == "ccc" else cdl.cdl(found), tuple(told), int(bool(wrong)))


def _log(file: Path, target: "AleTarget | None") -> _Made:
    from chutier_avid.ale import check
    from chutier_avid.ale.writer import refuse

    ale, target, notes = _composed(file, target)
    findings = check(ale, target)
    refuse(findings, str(file))
    return _Made(ale.to_bytes(), (*notes, *dict.fromkeys(str(one) for one in findings)))


def _composed(file: Path, target: "AleTarget | None") -> "tuple[Ale, AleTarget, tuple[str, ...]]":
    """A sheet as a log for `target`, or for the project that its own heading names."""
    from chutier_avid.ale import compose
    from chutier_avid.logs.sheets import table_of

    table, heading = table_of(file)
    target = target or _of_heading(heading)
    if target is None:
        raise UsageError(
            _("nothing says what kind of project the log is for"), path=str(file),
            hint=_("add --against FORMAT@RATE, for example --against 1080@25"),
        )  # fmt: skip
    rows = [{title: row.cells.get(title, "") for title in table.titles} for row in table.rows]
    return compose(rows, target, path=str(file)), target, table.notes


def _of_heading(heading: "Mapping[str, str]") -> "AleTarget | None":
    from chutier.errors import TimecodeError
    from chutier_avid.ale import AleTarget
    from chutier_avid.ale.clock import log_rate

    try:
        rate = log_rate(heading.get("FPS", ""))
    except TimecodeError:
        return None
    return AleTarget(
        video_format=heading.get("VIDEO_FORMAT", ""), rate=rate, film_format=heading.get("FILM_FORMAT", ""),
        audio_format=heading.get("AUDIO_FORMAT", "") or "48khz",
    )  # fmt: skip
