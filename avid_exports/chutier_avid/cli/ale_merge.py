"""`chutier avid ale merge`: a log and what somebody else says of the same clips, made one log."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from chutier.cli.options import Given, common
from chutier.cli.output import give_json, say, table
from chutier.errors import UsageError
from chutier.i18n import _, ngettext

if TYPE_CHECKING:
    from chutier_avid.ale import Ale
    from chutier_avid.logs.choosing import Choice, Winner
    from chutier_avid.logs.incoming import Incoming
    from chutier_avid.logs.merging import Merged

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

SHOWN = 20
"""Rows and conflicts that are told without --all."""

WINNERS = ("A", "B", "longer", "newer-nonempty")


@click.command(help=_("Add to the log A what B (a log, CSV or workbook) says of the same clips, as a new log."))
@click.argument("a", type=FILE)
@click.argument("b", type=FILE)
@click.option("--out", "-o", type=click.Path(dir_okay=False, path_type=Path), help=_("The log to write."))
@click.option("--preview", is_flag=True, help=_("Say what would be done, and write nothing."))
@click.option("--by", type=click.Choice(["time", "name"]), default="time", show_default=True,
              help=_("Pair rows by tape and timecode, or by Name."))  # fmt: skip
@click.option("--prefer", type=click.Choice(["A", "B"]), default="A", show_default=True,
              help=_("Whose text wins where both have one; what identifies a clip stays A's."))  # fmt: skip
@click.option("--take", "takes", multiple=True, metavar="COLUMN=A|B|longer|newer-nonempty",
              help=_("Who wins in one column."))  # fmt: skip
@click.option("--only", multiple=True, metavar="COLUMN", help=_("Bring this column of B, and no other not named so."))
@click.option("--as", "meanings", multiple=True, metavar="TITLE=COLUMN", help=_("What a title of B means in A."))
@click.option("--add", is_flag=True, help=_("Append the rows of B that have no partner."))
@click.option("--skip-ambiguous", is_flag=True, help=_("Leave rows alone that could be several, and write the rest."))
@click.option("--encoding", help=_("Read A in this encoding: utf-8, mac_roman, cp1252 …"))
@click.option("--encoding-b", help=_("Read the log B in this encoding."))
@click.option("--write-encoding", help=_("Write in this encoding, not in A's."))
@click.option("--all", "everything", is_flag=True, help=_("Tell every row and conflict."))
@common
def command(
    a: Path, b: Path, out: Path | None, preview: bool, by: str, prefer: str, takes: tuple[str, ...],
    only: tuple[str, ...], meanings: tuple[str, ...], add: bool, skip_ambiguous: bool, encoding: str | None,
    encoding_b: str | None, write_encoding: str | None, everything: bool, given: Given,
) -> int:  # fmt: skip
    """Exit status: 2 when rows could be several and nothing was written, 1 when something of B was not taken or wants
    a look, 0 else."""
    from chutier_avid.ale import read
    from chutier_avid.logs.handing_over import hand_over, in_encoding, refuse_existing
    from chutier_avid.logs.incoming import read_incoming
    from chutier_avid.logs.merging import merge
    from chutier_avid.logs.sheets import unsafe

    if out is None and not preview:
        raise UsageError(_("say which log to write: -o FILE"), hint=_("or only look: --preview"))
    if out is not None:
        refuse_existing(out)
    mine, theirs = read(a, encoding), read_incoming(b, encoding_b, _meanings(meanings), unsafe)
    choice = _choice(mine, theirs, prefer, takes, _newer(a, b))
    _known(only, mine, theirs)
    merged = merge(mine, theirs, choice, by_name=by == "name", add=add, only=only)
    stopped = bool(merged.pairing.ambiguous) and not skip_ambiguous
    written = out if not (stopped or preview) else None
    if written is not None:
        hand_over(in_encoding(merged.ale, write_encoding), written)
    if given.as_json:
        give_json(_document(merged, written, choice))
    else:
        _show(mine, theirs, merged, everything)
        _show_end(merged, written, stopped, by)
    return 2 if stopped else int(_wants_a_look(merged))


def _wants_a_look(merged: "Merged") -> bool:
    left = len(merged.pairing.only_b) - len(merged.added)
    return bool(left or merged.pairing.ambiguous or any(not one.asked for one in merged.conflicts))


def _pairs(words: tuple[str, ...], form: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for word in words:
        title, sign, value = word.rpartition("=")
        if not sign or not title.strip() or not value.strip():
            raise UsageError(_("{text} is not {form}").format(text=repr(word), form=form))
        found[title.strip()] = value.strip()
    return found


def _meanings(words: tuple[str, ...]) -> dict[str, str]:
    return _pairs(words, "TITLE=COLUMN")


def _choice(mine: "Ale", theirs: "Incoming", prefer: str, takes: tuple[str, ...], newer: "Winner") -> "Choice":
    from chutier_avid.logs.choosing import Choice, Winner

    chosen = _pairs(takes, "COLUMN=" + "|".join(WINNERS))
    for column, winner in chosen.items():
        if winner not in WINNERS:
            raise UsageError(
                _("{column} cannot be taken from {winner}").format(column=column, winner=repr(winner)),
                hint=_("say one of: {words}").format(words=", ".join(WINNERS)),
            )
    _known(tuple(chosen), mine, theirs)
    return Choice(prefer=Winner(prefer), take={c: Winner(w) for c, w in chosen.items()}, newer=newer)


def _newer(a: Path, b: Path) -> "Winner":
    from chutier_avid.logs.choosing import Winner

    return Winner.B if b.stat().st_mtime_ns > a.stat().st_mtime_ns else Winner.A


def _known(columns: tuple[str, ...], mine: "Ale", theirs: "Incoming") -> None:
    """Raises UsageError for a column that neither file has."""
    from difflib import get_close_matches

    from chutier_avid.logs.title_names import meant_titles

    known = list(dict.fromkeys([*mine.columns, *meant_titles(theirs.titles, mine.columns).values()]))
    for column in columns:
        if column not in known:
            near = get_close_matches(column, known, n=1) or known
            raise UsageError(
                _("neither file has a column {column}").format(column=repr(column)),
                hint=_("known: {words}").format(words=", ".join(near)),
            )


def _show(mine: "Ale", theirs: "Incoming", merged: "Merged", everything: bool) -> None:
    _show_rows(merged)
    _show_columns(merged, everything)
    _show_conflicts(merged, everything)
    _show_unpaired(mine, theirs, merged, everything)
    for note in merged.notes:
        say(f"! {note}", "yellow")


def _show_rows(merged: "Merged") -> None:
    from chutier_avid.logs.pairing import How

    told = {
        How.SPAN: _("by tape, Start and End"), How.FILE: _("by file, Start and End"),
        How.START: _("by tape and Start alone"), How.NAME: _("by Name"),
    }  # fmt: skip
    found = [one.how for one in merged.pairing.pairs]
    rows = [[_("matched") + ", " + told[how], str(found.count(how))] for how in How if how in found]
    several_a = sum(len(one.a) for one in merged.pairing.ambiguous)
    several_b = sum(len(one.b) for one in merged.pairing.ambiguous)
    rows += [
        [_("only in A"), str(len(merged.pairing.only_a))],
        [_("only in B"), str(len(merged.pairing.only_b))],
        [_("ambiguous (rows of A / of B)"), f"{several_a} / {several_b}"],
    ]
    table([_("rows"), ""], rows, styles=["bold", "green"])
    by_start = [str(one.a) for one in merged.pairing.pairs if one.how is How.START]
    if by_start:
        say(_("By tape and Start alone, look at their Ends: rows {rows} of A").format(
            rows=", ".join(by_start[:SHOWN]) + (" …" if len(by_start) > SHOWN else "")), "yellow")  # fmt: skip


def _show_columns(merged: "Merged", everything: bool) -> None:
    told = [one for one in merged.columns if everything or one.new or one.overwritten or one.kept]
    if told:
        say()
        rows = [
            [
                one.title, one.written, *map(str, (one.new, one.equal, one.overwritten, one.kept, one.blank)),
                _("new column") if one.adds and one.new else "",
            ]
            for one in told
        ]  # fmt: skip
        titles = [
            _("column"), _("in B"), _("new"), _("equal"), _("overwritten"), _("A kept"), _("empty in B"), "",
        ]  # fmt: skip
        table(titles, rows, styles=["bold", "dim", "green", "dim", "red", "yellow", "dim", "green"])
    if merged.left_out:
        say(_("Media Composer works these out itself, left out: {titles}").format(
            titles=", ".join(merged.left_out)), "dim")  # fmt: skip


def _show_conflicts(merged: "Merged", everything: bool) -> None:
    told = merged.conflicts if everything else merged.conflicts[:SHOWN]
    if not told:
        return
    say()
    rows = [[str(one.row), one.name, one.column, one.a, one.b, str(one.winner)] for one in told]
    titles = [_("row"), _("name"), _("column"), "A", "B", _("wins")]
    table(titles, rows, styles=["dim", "bold", "", "", "", "yellow"])
    if more := len(merged.conflicts) - len(told):
        say(ngettext("… and {n} more conflict (--all)", "… and {n} more conflicts (--all)", more).format(n=more), "dim")


def _show_unpaired(mine: "Ale", theirs: "Incoming", merged: "Merged", everything: bool) -> None:
    from chutier_avid.logs.title_names import meant_titles

    why = {one.row: one.why for one in merged.not_added}
    added = set(merged.added)
    left = [number for number in merged.pairing.only_b if number not in added]
    meant = meant_titles(theirs.titles, mine.columns)
    for number in left if everything else left[:SHOWN]:
        row = theirs.rows[number - 1]
        known = {target: row.cells.get(title, "") for title, target in meant.items()}
        said = " ".join(filter(None, (known.get(title) for title in ("Name", "Tape", "Start", "End"))))
        say(_("only in B, line {line}: {what}").format(line=row.line, what=said)
            + (f" ({why[number]})" if number in why else ""), "yellow")  # fmt: skip
    if not everything and (more := len(left) - SHOWN) > 0:
        say(ngettext("… and {n} more row (--all)", "… and {n} more rows (--all)", more).format(n=more), "dim")
    for group in merged.pairing.ambiguous if everything else merged.pairing.ambiguous[:SHOWN]:
        say(_("ambiguous: rows {a} of A, {names}: lines {b} of B").format(
            a=", ".join(map(str, group.a)),
            names=", ".join(dict.fromkeys(mine.rows[number - 1].get("Name") for number in group.a)),
            b=", ".join(str(theirs.rows[number - 1].line) for number in group.b)), "red")  # fmt: skip
    if merged.repeats:
        n = len(merged.repeats)
        say(ngettext(
            "{n} row of B says word for word what one before it says", "{n} rows of B say word for word what others do",
            n).format(n=n), "dim")  # fmt: skip


def _show_end(merged: "Merged", written: Path | None, stopped: bool, by: str) -> None:
    if not merged.pairing.pairs and by == "time":
        say(_("No row of B has the tape and timecode of one of A: why, says chutier avid rehearse A B; "
              "or pair by name: --by name"), "yellow")  # fmt: skip
    if merged.added:
        n = len(merged.added)
        say(ngettext("{n} row of B is added", "{n} rows of B are added", n).format(n=n), "green")
    if stopped:
        say(_("Nothing was written: pairs that are not certain are never guessed (--skip-ambiguous)."), "red")
    elif written is not None:
        say(_("Written: {file}").format(file=written), "green")
    else:
        say(_("Nothing was written: a preview."))


def _document(merged: "Merged", written: Path | None, choice: "Choice") -> dict[str, object]:
    return {
        "file": str(written) if written else None, "pairs": merged.pairing.pairs,
        "only_a": merged.pairing.only_a, "only_b": merged.pairing.only_b, "ambiguous": merged.pairing.ambiguous,
        "columns": merged.columns, "conflicts": merged.conflicts, "added": merged.added,
        "not_added": merged.not_added, "left_out": merged.left_out, "repeats": merged.repeats,
        "newer": str(choice.newer), "notes": merged.notes,
    }  # fmt: skip
