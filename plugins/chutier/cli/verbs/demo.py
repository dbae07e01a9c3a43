"""`chutier demo`: a shooting day made of nothing, ingested, planned and built."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from chutier.cli.options import Given, common
from chutier.cli.output import give_json, progress, say
from chutier.events import Report
from chutier.i18n import _, ngettext, speaking

if TYPE_CHECKING:
    from chutier.check import Checked
    from chutier.show import Show

TITLE = "La Nuit d'été"
TEMPLATE = "long-metrage-fr"
ANSWERS = {"production.code": "NDV", "production.fps": "24"}


@click.command(
    help=_("Make a shooting day on disk (./la-nuit-d-ete), then ingest, plan, build it for Avid, check and report it.")
)
@click.option("--into", type=click.Path(path_type=Path), default=Path("la-nuit-d-ete"), help=_("Folder to make."))
@click.option("--seed", type=int, default=3, show_default=True, help=_("Another number makes another day."))
@common
def command(into: Path, seed: int, given: Given) -> None:
    """Generated media, then exactly what the verbs new, ingest, build, check and report do."""
    from chutier.check import check
    from chutier.cli.building import show_built, show_plan
    from chutier.cli.checked import checked_data, show_checked
    from chutier.cli.options import the_catalogue
    from chutier.cli.verbs.ingest import show_read
    from chutier.demo import finish, make_day
    from chutier.organise import Bench, read_in
    from chutier.show import create_show, load_show
    from chutier.show.showfile import FILE

    with progress(_("making the day"), as_json=given.as_json) as report:
        day = make_day(into, seed=seed, report=report, more_to_come=True)
    begun = (into / FILE).exists()  # by the same command, which was stopped after that
    answers = {**ANSWERS, **given.settings}
    show = load_show(into / FILE) if begun else create_show(into, TITLE, TEMPLATE, answers=answers)
    with the_catalogue(show, must_exist=False) as catalogue:
        with progress(_("reading"), as_json=given.as_json) as report:
            read = read_in(show, catalogue, [*day.cards, *day.sound_rolls, *day.papers], report=report)
        with Bench.open(show, catalogue, "avid") as bench:
            plan = bench.plan()
            if not given.as_json:
                show_read(read)
                say()
                show_plan(bench, plan)
            built = bench.perform(plan)
        checked = check(show, catalogue)
        with speaking(show.language):
            told = check(show, catalogue)
        with progress(_("looking"), as_json=given.as_json) as report, speaking(show.language):
            reports = _reports(show, told, report)
    finish(into)
    if given.as_json:
        found = {"checked": checked_data(checked), "reports": [str(path) for path in reports], "traps": day.traps}
        give_json({"folder": str(into), "read": read, "built": built.as_data(), **found})
        return
    show_built(built, str(into / "avid"))
    say()
    show_checked(checked, everything=False)
    _where_to_look(into, len(day.traps), reports[0].parent.name)


def _reports(show: "Show", checked: "Checked", report: Report) -> tuple[Path, ...]:
    """The day report, as a page and as a sheet."""
    from chutier.report.building import day_report
    from chutier.report.making import folder_of, looks_of, write_report

    day = checked.facts.clips[0].fields["day"]
    assert isinstance(day, int)
    made = day_report(show, checked, day, looks_of(show, checked, day, report=report))
    return write_report(made, checked.facts, show.blueprint, folder_of(show), ("html", "csv"))


def _where_to_look(folder: Path, traps: int, reports: str) -> None:
    say()
    say(_("Where to look, in {folder}:").format(folder=folder), "bold")
    for place, what in (
        ("RUSHES, SON", _("the cards and the sound roll; open them in any player")),
        ("RAPPORTS", _("script notes and camera report, as they come from the set")),
        ("chutier.yaml", _("the show file: names, bins, colours; change it and build again")),
        (reports, _("the day report: open it in a browser, on a telephone too")),
        ("avid", _("what Media Composer imports, and the numbered list of what a person does there")),
    ):
        say(f"  {place:<18}{what}")
    say()
    say(
        ngettext(
            "{n} trap is hidden in this day, as on a real one.",
            "{n} traps are hidden in this day, as on a real one.",
            traps,
        ).format(n=traps)
    )
    say(_("Go on: cd {folder}, then chutier check --all, chutier coverage, chutier show 12/3-3.").format(folder=folder))
