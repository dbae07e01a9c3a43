"""`chutier avid rehearse`: what an import with *Merge events with known master clips* will do, before it is done."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from chutier.cli.options import Given, common
from chutier.cli.output import give_json, say, table
from chutier.errors import NleError, UsageError
from chutier.files import write_whole
from chutier.i18n import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chutier_avid.ale import Ale
    from chutier_avid.rehearsal import Cured, Rehearsal, RowVerdict

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

SHOWN = 20
"""Rows, changes and places that are told without --all."""

PER_CAUSE = 3


@click.command(help=_("Say before an import which rows of LOG will merge with clips of BIN (.avb, .ale, .aaf)."))
@click.argument("bin_file", type=FILE, metavar="BIN")
@click.argument("log_file", type=FILE, metavar="LOG")
@click.option("--all", "everything", is_flag=True, help=_("Tell every row."))
@click.option("--encoding", help=_("Read LOG in this encoding: utf-8, mac_roman, cp1252 …"))
@click.option("--video-format", "video_format", help=_("The project's VIDEO_FORMAT, where BIN does not tell it."))
@click.option("--fix", is_flag=True, help=_("Write a copy of LOG with the bin's tapes and exclusive Ends."))
@click.option("--shift", is_flag=True, help=_("With --fix: also move rows that are one frame beside their clip."))
@click.option("--suffix", is_flag=True, help=_("With --fix: also take _a and _h for one recording."))
@click.option("--out", "-o", type=click.Path(dir_okay=False, path_type=Path), help=_("The file that --fix writes."))
@common
def command(
    bin_file: Path, log_file: Path, everything: bool, encoding: str | None, video_format: str | None, fix: bool,
    shift: bool, suffix: bool, out: Path | None, given: Given,
) -> int:  # fmt: skip
    """Exit status: 2 when a row would make a new clip, 1 when something must be looked at, 0 else. With --fix it is
    the status of the copy."""
    from chutier_avid.ale import read
    from chutier_avid.rehearsal import cure, open_bin, rehearse

    _refuse(fix, shift or suffix, out)
    content, bin_format = open_bin(bin_file)
    log = read(log_file, encoding)
    project = video_format or bin_format
    rehearsal = rehearse(content, log, video_format=project)
    cured = cure(content, log, rehearsal, shift=shift, suffix=suffix, video_format=project) if fix else None
    if cured and out and cured.changes:
        _write(cured.ale, out)
    if given.as_json:
        give_json(_document(rehearsal, cured, out))
    else:
        _show(rehearsal, everything)
        if cured and out:
            _show_cured(cured, out, everything)
    return (cured.rehearsal if cured else rehearsal).status


def _refuse(fix: bool, cures: bool, out: Path | None) -> None:
    if fix and out is None:
        raise UsageError(_("--fix writes a copy of the log"), hint=_("say which file: -o FILE"))
    if not fix and (out is not None or cures):
        raise UsageError(_("-o, --shift and --suffix go with --fix"), hint=_("add --fix"))
    if out is not None and out.exists():
        raise UsageError(
            _("{file} is there already").format(file=out), hint=_("name another file with -o; nothing was written")
        )


def _write(log: "Ale", out: Path) -> None:
    try:
        data = log.to_bytes()
    except UnicodeEncodeError as error:
        raise NleError(
            _("{letter} of the bin's tape does not exist in {encoding}, the log's encoding").format(
                letter=error.object[error.start], encoding=log.encoding
            ),
            path=str(out),
            hint=_("convert the log to utf-8 first"),
        ) from error
    write_whole(out, data)


def _show(rehearsal: "Rehearsal", everything: bool) -> None:
    from chutier_avid.rehearsal.wording import cause_text, cure_text, gate_text, summary

    say(summary(rehearsal), "green" if not rehearsal.would_create else "red")
    for gate in rehearsal.gates:
        say(f"! {gate_text(gate)}", "yellow")
    for cause in rehearsal.causes:
        say(f"• {cause_text(cause, rehearsal)}")
        if way_out := cure_text(cause.kind, cause.frames):
            say(f"  → {way_out}", "dim")
    _show_rows(rehearsal, everything)
    _show_columns(rehearsal, everything)
    _show_rest(rehearsal)


def _show_rows(rehearsal: "Rehearsal", everything: bool) -> None:
    from chutier_avid.rehearsal import Verdict

    asked = rehearsal.of(Verdict.NEW, Verdict.UNREADABLE, Verdict.SEVERAL)
    rows = rehearsal.rows if everything else _few_of_each(asked)
    if not rows:
        return
    say()
    _row_table(rows)
    if not everything and (more := len(asked) - len(rows)):
        say(ngettext("… and {n} more row (--all)", "… and {n} more rows (--all)", more).format(n=more), "dim")


def _few_of_each(rows: "Sequence[RowVerdict]") -> "list[RowVerdict]":
    """The first rows for each reason, so that a long list of one does not hide another."""
    seen: dict[object, int] = {}
    few = []
    for row in rows:
        seen[row.kinds] = seen.get(row.kinds, 0) + 1
        if seen[row.kinds] <= PER_CAUSE:
            few.append(row)
    return few[:SHOWN]


def _row_table(rows: "Sequence[RowVerdict]") -> None:
    from chutier_avid.rehearsal.wording import clip_text, row_text

    cells = [
        [
            str(row.number), row.name, row.source, row.start, row.end,
            clip_text(row.nearest[0]) if row.nearest else "", row_text(row),
        ]
        for row in rows
    ]  # fmt: skip
    titles = [_("row"), _("name"), _("tape"), _("Start"), _("End"), _("nearest in the bin"), ""]
    table(titles, cells, styles=["dim", "bold", "", "", "", "", "yellow"])


def _show_columns(rehearsal: "Rehearsal", everything: bool) -> None:
    from chutier_avid.rehearsal import Landing
    from chutier_avid.rehearsal.wording import effect_note, shown

    quiet = {Landing.KEY, Landing.IGNORED}
    ignored = [one.title for one in rehearsal.columns if one.landing is Landing.IGNORED]
    told = [one for one in rehearsal.columns if one.landing not in quiet]
    if not everything:
        told = [one for one in told if one.new or one.overwritten or one.warns]
    if told:
        say()
        rows = [
            [
                one.title,
                shown(one.target),
                *map(str, (one.new, one.equal, one.overwritten, one.blank)),
                effect_note(one),
            ]
            for one in told
        ]  # fmt: skip
        titles = [_("column"), _("in the bin"), _("new"), _("equal"), _("overwritten"), _("empty"), ""]
        table(titles, rows, styles=["bold", "", "green", "dim", "red", "dim", "yellow"])
    if ignored:
        say(_("Media Composer works these out itself: {titles}").format(titles=", ".join(ignored)), "dim")


def _show_rest(rehearsal: "Rehearsal") -> None:
    if rehearsal.doubles:
        groups = "; ".join(", ".join(map(str, rows)) for rows in rehearsal.doubles[:SHOWN])
        say(_("! rows that merge with one clip, one after the other: {rows}").format(rows=groups), "yellow")
    if by_file := sum(row.by_file for row in rehearsal.rows):
        say(ngettext(
            "{n} row has no tape and merges by its file; no manual says that it will: try one first",
            "{n} rows have no tape and merge by their files; no manual says that they will: try one first",
            by_file,
        ).format(n=by_file), "yellow")  # fmt: skip
    if unspoken := len(rehearsal.unspoken):
        say(ngettext(
            "{n} clip of the bin is in no row.", "{n} clips of the bin are in no row.", unspoken
        ).format(n=unspoken), "dim")  # fmt: skip
    for note in rehearsal.notes:
        say(f"! {note}", "yellow")


def _show_cured(cured: "Cured", out: Path, everything: bool) -> None:
    from chutier_avid.rehearsal.wording import summary

    say()
    if not cured.changes:
        say(_("There is nothing to put right safely: {file} was not written.").format(file=out.name), "yellow")
        return
    told = cured.changes if everything else cured.changes[:SHOWN]
    rows = [[str(one.row), one.title, one.before, one.after] for one in told]
    table([_("row"), _("column"), _("was"), _("is now")], rows, styles=["dim", "bold", "red", "green"])
    if more := len(cured.changes) - len(told):
        say(ngettext("… and {n} more change (--all)", "… and {n} more changes (--all)", more).format(n=more), "dim")
    say(_("Written: {file}. There, {summary}").format(file=out, summary=summary(cured.rehearsal)), "green")


def _document(rehearsal: "Rehearsal", cured: "Cured | None", out: Path | None) -> dict[str, object]:
    from chutier_avid.rehearsal.wording import cause_text, cure_text, gate_text, row_text, summary

    document: dict[str, object] = {
        "status": rehearsal.status, "summary": summary(rehearsal),
        "bin": rehearsal.bin_path, "log": rehearsal.log_path,
        "gates": [{"gate": one, "text": gate_text(one)} for one in rehearsal.gates],
        "causes": [
            {"cause": one, "text": cause_text(one, rehearsal), "cure": cure_text(one.kind, one.frames)}
            for one in rehearsal.causes
        ],
        "rows": [{"row": one, "kinds": one.kinds, "text": row_text(one)} for one in rehearsal.rows],
        "columns": rehearsal.columns, "doubles": rehearsal.doubles, "unspoken": rehearsal.unspoken,
        "notes": rehearsal.notes,
    }  # fmt: skip
    if cured:
        document["fixed"] = {
            "status": cured.rehearsal.status, "summary": summary(cured.rehearsal), "changes": cured.changes,
            "file": str(out) if cured.changes else None,
        }  # fmt: skip
    return document
