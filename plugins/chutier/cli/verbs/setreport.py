"""`chutier setreport`: look into a paper, and say what its columns are where Chutier cannot tell."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from chutier.blueprint import REPORT_COLUMNS
from chutier.cli.clips import label
from chutier.cli.options import Given, common, the_catalogue, the_show
from chutier.cli.output import confirm, give_json, say, table
from chutier.errors import UsageError
from chutier.fields import canonical
from chutier.i18n import _, ngettext

if TYPE_CHECKING:
    from chutier.setreports.note import Paper
    from chutier.setreports.proposing import Look

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
SHOWN = 12


@click.group(help=_("Look into a set report, and say what its columns are."))
def command() -> None:
    """The verbs below."""


@command.command("show", help=_("Print what FILE says, line by line, as it would be ingested. Nothing is kept."))
@click.argument("file", type=FILE)
@common
def show_(file: Path, given: Given) -> None:
    """Raises ReportError, with the way out, for a paper that cannot be read."""
    from chutier.setreports.papers import read_paper

    paper = read_paper(file, the_show(given).blueprint)
    if given.as_json:
        give_json(paper)
        return
    _show_paper(paper)


def _show_paper(paper: "Paper", most: int | None = None) -> None:
    from chutier.setreports.families import family_text

    say(f"{Path(paper.path).name}  {family_text(paper.family)}", "bold")
    notes = paper.notes if most is None else paper.notes[:most]
    rows = [
        [
            str(note.line), note.written, "●" if note.said.get("circled") is True else "", " ".join(note.cams),
            " ".join(note.media or note.rolls), note.sound_roll,
            str(note.said.get("comments", note.said.get("description", ""))), note.refused,
        ]
        for note in notes
    ]  # fmt: skip
    titles = [_("line"), _("slate"), "●", _("cam."), _("clips"), _("sound"), _("remarks"), "!"]
    table(titles, rows, styles=["dim", "bold", "green", "", "", "", "", "red"])
    if len(notes) < len(paper.notes):
        more = len(paper.notes) - len(notes)
        say(ngettext("… and {n} more line", "… and {n} more lines", more).format(n=more), "dim")
    for warning in paper.warnings:
        say(f"! {warning}", "yellow")


@command.command("list", help=_("List the papers that were read, day by day."))
@common
def list_(given: Given) -> None:
    """Name, make, day, lines, and how many of them speak of something that is there."""
    from chutier.catalog import notes, papers
    from chutier.setreports.families import family_text

    with the_catalogue(the_show(given)) as catalogue:
        known, lines = papers(catalogue), notes(catalogue)
    counts = {paper.id: [line for line in lines if line.paper.id == paper.id] for paper in known}
    if given.as_json:
        give_json([{"path": paper.path, "kind": paper.kind, "day": paper.day, "lines": len(counts[paper.id]),
                    "linked": sum(bool(line.clips) for line in counts[paper.id])} for paper in known])  # fmt: skip
        return
    rows = [
        [
            paper.name, family_text(paper.family), str(paper.day or "?"), str(len(counts[paper.id])),
            str(sum(bool(line.clips) for line in counts[paper.id])), paper.path,
        ]
        for paper in known
    ]  # fmt: skip
    if not rows:
        say(_("No paper has been read yet."))
        return
    table([_("paper"), "", label("day"), _("lines"), _("linked"), ""], rows, styles=["bold", "", "", "", "", "dim"])


@command.command("forget", help=_("Forget PAPER (its file name or path) and all that it said. The file stays."))
@click.argument("paper")
@common
def forget(paper: str, given: Given) -> None:
    """For a paper that was read by mistake; reading it again brings it back."""
    from chutier.catalog import forget_paper, papers, settle_links

    show = the_show(given)
    with the_catalogue(show) as catalogue:
        known = papers(catalogue)
        meant = [one for one in known if paper in (one.name, one.path) or str(Path(paper).absolute()) == one.path]
        if len(meant) != 1:
            raise UsageError(
                _("there is no paper {name}").format(name=paper) if not meant
                else _("several papers are called {name}: give the path").format(name=paper),
                hint=_("known: {words}").format(words="; ".join(one.path for one in meant or known) or "-"),
            )  # fmt: skip
        forget_paper(catalogue, meant[0].path)
        settle_links(catalogue, show.blueprint)
    if given.as_json:
        give_json({"forgotten": meant[0].path})
    else:
        say(_("{name} is forgotten; the file is where it was.").format(name=meant[0].name), "green")


@command.command("map", help=_("Show the columns of FILE, propose what they are, and remember it in the show."))
@click.argument("file", type=FILE)
@click.argument("pairs", nargs=-1, metavar="[HEADING=COLUMN…]")
@click.option("--kind", type=click.Choice(["script", "camera", "sound"]), help=_("Whose paper files of this name are."))
@click.option("--yes", is_flag=True, help=_("Remember without asking."))
@common
def map_(file: Path, pairs: tuple[str, ...], kind: str | None, yes: bool, given: Given) -> int:
    """What is given by hand goes before what is proposed; nothing is remembered without a yes."""
    from chutier.setreports.papers import read_paper
    from chutier.setreports.proposing import look_at
    from chutier.show.remembering import remember_reports

    show = the_show(given)
    look = look_at(file, show.blueprint)
    headings = {**{one.heading: one.proposed for one in look.columns if one.proposed}, **_pairs(pairs, look)}
    kinds = {_pattern(file): kind} if kind else {}
    if given.as_json and not yes:
        give_json({"columns": look.columns, "headings": headings, "kinds": kinds, "readable": look.readable})
        return 0
    if not given.as_json:
        _show_columns(look, headings)
    if not headings and not kinds:
        known = ", ".join(REPORT_COLUMNS)
        way_out = _("Say what a column is: HEADING=COLUMN, of {words}.").format(words=known)
        say(_("The paper can be read as it is.") if look.readable else way_out)
        return 0 if look.readable else 1
    if not yes and not confirm(_("Remember this in the show?")):
        return 1
    show = remember_reports(show, headings, kinds)
    paper = read_paper(file, show.blueprint)
    if given.as_json:
        give_json({"headings": headings, "kinds": kinds, "paper": paper})
        return 0
    say(_("Remembered in {file}.").format(file=show.path.name), "green")
    say()
    _show_paper(paper, SHOWN)
    say(_("Read it in: chutier ingest {file}").format(file=file))
    return 0


def _pattern(file: Path) -> str:
    """Files of this name with other figures: `notes_J03.csv` is one of `notes_J*.csv`."""
    import re

    return re.sub(r"\d+", "*", file.name)


def _pairs(pairs: tuple[str, ...], look: "Look") -> dict[str, str]:
    headings = {one.heading.casefold(): one.heading for one in look.columns}
    found = {}
    for pair in pairs:
        heading, sign, written = pair.rpartition("=")
        column = canonical(written.strip()) or written.strip()
        if not sign or column not in REPORT_COLUMNS:
            raise UsageError(
                _("{text} is not HEADING=COLUMN").format(text=repr(pair)),
                hint=_("columns: {words}").format(words=", ".join(REPORT_COLUMNS)),
            )
        if heading.strip().casefold() not in headings:
            raise UsageError(
                _("the paper has no column {heading}").format(heading=repr(heading)),
                hint=_("its columns: {words}").format(words=", ".join(filter(None, headings.values()))),
            )
        found[headings[heading.strip().casefold()]] = column
    return found


def _show_columns(look: "Look", headings: dict[str, str]) -> None:
    rows = [
        [one.heading, "; ".join(one.samples), one.read_as, headings.get(one.heading, "")]
        for one in look.columns
        if one.heading or one.samples
    ]
    table(
        [_("heading"), _("first lines"), _("read as"), _("proposed")], rows, styles=["bold", "dim", "green", "yellow"]
    )
