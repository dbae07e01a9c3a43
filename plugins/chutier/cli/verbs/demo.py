"""`chutier demo`: a shooting day made of nothing, ingested, planned and built."""

from pathlib import Path

import click

from chutier.cli.options import Given, common
from chutier.cli.output import give_json, progress, say
from chutier.i18n import _, ngettext

TITLE = "La Nuit d'été"
TEMPLATE = "long-metrage-fr"
ANSWERS = {"production.code": "NDV", "production.fps": "24"}


@click.command(help=_("Make a shooting day on disk (./la-nuit-d-ete), then ingest, plan and build it for Avid."))
@click.option("--into", type=click.Path(path_type=Path), default=Path("la-nuit-d-ete"), help=_("Folder to make."))
@click.option("--seed", type=int, default=3, show_default=True, help=_("Another number makes another day."))
@common
def command(into: Path, seed: int, given: Given) -> None:
    """Generated media, then exactly what the verbs new, ingest and build do."""
    from chutier.cli.building import show_built, show_plan
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
    finish(into)
    if given.as_json:
        give_json({"folder": str(into), "read": read, "built": built.as_data(), "traps": day.traps})
        return
    show_built(built, into / "avid")
    _where_to_look(into, len(day.traps))


def _where_to_look(folder: Path, traps: int) -> None:
    say()
    say(_("Where to look, in {folder}:").format(folder=folder), "bold")
    for place, what in (
        ("RUSHES, SON", _("the cards and the sound roll; open them in any player")),
        ("RAPPORTS", _("script notes and camera report, as they come from the set")),
        ("chutier.yaml", _("the show file: names, bins, colours; change it and build again")),
        ("avid", _("what Media Composer imports, and the numbered list of what a person does there")),
    ):
        say(f"  {place:<14}{what}")
    say()
    say(
        ngettext(
            "{n} trap is hidden in this day, as on a real one.",
            "{n} traps are hidden in this day, as on a real one.",
            traps,
        ).format(n=traps)
    )
    say(_("Go on: cd {folder}, then chutier list, chutier find 12bis, chutier names.").format(folder=folder))
