"""`chutier report`: the day report, as a page, a PDF, a CSV or an ALE."""

from pathlib import Path

import click

from chutier.cli.options import Given, common, of_this_machine, the_catalogue, the_show
from chutier.cli.output import give_json, progress, say
from chutier.cli.verbs.check import day_number, known_day
from chutier.i18n import LANGUAGES, _, speaking


@click.command(help=_("Make the report of DAY (J03, 3; of all days without): a page to open, print or send."))
@click.argument("day", required=False, callback=day_number)
@click.option(
    "--format", "kinds", multiple=True, default=("html",), show_default=True, metavar="KIND",
    help=_("html, pdf, csv or ale; may be given several times."),
)  # fmt: skip
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help=_("Folder to write to."))
@click.option("--language", type=click.Choice(LANGUAGES), help=_("Language of the report, when not the show's."))
@click.option("--no-looks", is_flag=True, help=_("Without thumbnails and waveforms: no media is opened."))
@common
def command(
    day: int | None, kinds: tuple[str, ...], out: Path | None, language: str | None, no_looks: bool, given: Given
) -> None:
    """The report is in the show's language, whatever language the messages are in."""
    from dataclasses import replace

    from chutier.check import check
    from chutier.report.building import Looks, day_report
    from chutier.report.making import folder_of, looks_of, refuse_unknown, write_report

    show = the_show(given)
    show = replace(show, language=language or show.language)
    refuse_unknown(kinds)
    with speaking(show.language), the_catalogue(show) as catalogue:
        checked = check(show, catalogue)
    known_day(checked, day)
    with speaking(show.language):
        looks: Looks = {}
        if not no_looks and {"html", "pdf"}.intersection(kinds):
            with progress(_("looking"), as_json=given.as_json) as listen:
                workers = of_this_machine(given).workers
                looks = looks_of(show, checked, day, workers=workers, report=listen)
        made = day_report(show, checked, day, looks)
        folder = out if out is not None else folder_of(show)
        written = write_report(made, checked.facts, show.blueprint, folder, kinds)
    if given.as_json:
        give_json({"files": [str(path) for path in written], "status": checked.of_day(day).status})
        return
    for path in written:
        say(str(path), "bold green")
