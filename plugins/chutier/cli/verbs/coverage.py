"""`chutier coverage`: scene by scene, what the script wants and what exists."""

from fractions import Fraction

import click

from chutier.cli.clips import day_text
from chutier.cli.options import Given, common, the_catalogue, the_show
from chutier.cli.output import give_json, say, table
from chutier.cli.verbs.check import day_number, known_day
from chutier.i18n import _, ngettext

STATES = {
    "done": lambda: _("● done"),
    "partly": lambda: _("◐ partly"),
    "absent": lambda: _("○ not yet"),
    "omitted": lambda: _("– omitted"),
    "unplanned": lambda: _("? not in the list"),
}


@click.command(
    help=_("Scene by scene: what the script wants and what exists; with DAY (J03, 3), the scenes of that day.")
)
@click.argument("day", required=False, callback=day_number)
@click.option("--all", "everything", is_flag=True, help=_("Show scenes of which there is nothing yet as well."))
@common
def command(day: int | None, everything: bool, given: Given) -> None:
    """Takes count once whatever the number of cameras; useful minutes are those of circled takes."""
    from chutier.check import check
    from chutier.report.coverage import coverage

    show = the_show(given)
    with the_catalogue(show) as catalogue:
        checked = check(show, catalogue)
    known_day(checked, day)
    scenes = [scene for scene in coverage(checked, today=day) if day is None or scene.today]
    if given.as_json:
        give_json(scenes)
        return
    shown = scenes if everything else [scene for scene in scenes if scene.takes or scene.wild or scene.lacking]
    rows = [
        [
            f"{scene.ep}-{scene.label}" if scene.ep else scene.label, scene.title, STATES[scene.state](),
            str(scene.setups or ""), str(scene.takes or ""), str(scene.circled or ""), " ".join(scene.cameras),
            " ".join(map(day_text, scene.days)), minutes(scene.useful), "; ".join(scene.lacking),
        ]
        for scene in shown
    ]  # fmt: skip
    titles = [_("scene"), "", "", _("setups"), _("takes"), "●", _("cam."), _("days"), _("useful"), _("lacking")]
    table(titles, rows, styles=["bold", "", "", "", "", "green", "", "dim", "", "yellow"])
    counts = {state: sum(scene.state == state for scene in scenes) for state in STATES}
    parts = [f"{STATES[state]()} {count}" for state, count in counts.items() if count]
    total = ngettext("{n} scene", "{n} scenes", len(scenes)).format(n=len(scenes))
    say()
    say(_("{total}: {parts}").format(total=total, parts=", ".join(parts)), "dim")


def minutes(seconds: Fraction) -> str:
    """`2:05`; empty for none."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02}" if whole else ""
