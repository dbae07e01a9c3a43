"""`chutier resolve script`: for the free edition from 21.1, a Lua script that builds what the plan says."""

from pathlib import Path

import click

from chutier.cli.options import Given, common, the_catalogue, the_show
from chutier.cli.output import confirm, give_json, say
from chutier.errors import UsageError
from chutier.i18n import _

FOLDER = click.Path(file_okay=False, path_type=Path)
PREFS = click.option(
    "--prefs", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=_("Resolve's Fusion.prefs, where it is not found by itself."),
)  # fmt: skip
OUT = click.option("--out", type=FOLDER, help=_("Folder to remember builds in."))


@click.command(help=_("Write the Lua script that builds the show in free Resolve 21.1 or later."))
@click.option("--look", "only_look", is_flag=True, help=_("Write the script that looks at the project."))
@click.option("--to", "folder", type=FOLDER, help=_("Folder to write it to, else Resolve's."))
@PREFS
@OUT
@click.option("--insist", is_flag=True, help=_("Take the show's word over changes made by hand."))
@click.option("--yes", "-y", is_flag=True, help=_("Do it without asking."))
@common
def command(
    only_look: bool, folder: Path | None, prefs: Path | None, out: Path | None, insist: bool, yes: bool, given: Given
) -> int:
    """Exit status 1 when the answer was no, or nothing is to be done."""
    from chutier_resolve.lua.script import snapshot_script

    if only_look:
        path = _write(folder, _("Chutier look"), snapshot_script(_("Chutier look")))
        _tell(given, path, _("In Resolve: Workspace > Scripts > Chutier > {name}. Then: chutier resolve script"))
        return 0
    return _plan(folder, prefs, out, insist, yes, given)


def _plan(folder: Path | None, prefs: Path | None, out: Path | None, insist: bool, yes: bool, given: Given) -> int:
    from chutier.cli.building import show_plan
    from chutier.organise import Bench
    from chutier_resolve.lua.script import menu_script
    from chutier_resolve.nle import ResolveNle, limits, settings_of
    from chutier_resolve.scripted import Pending, Replayed, answers_of, last_of, plan_id_of

    if given.as_json and not yes:
        raise UsageError(_("--json cannot ask"), hint=_("add --yes, or look first: chutier plan --json"))
    show = the_show(given)
    out = (out or show.root / "resolve").resolve()
    # The last look of the last report: after a build, that is the project as the build left it.
    seen = last_of(answers_of(the_report(prefs)), ("hello", "look"))
    host = Replayed([*seen, *seen[1:] * 3])
    nle = ResolveNle(host, out, settings_of(show.blueprint, show=str(show.path)), limits(show.blueprint))
    with the_catalogue(show) as catalogue:
        bench = Bench(show, catalogue, nle, nle.target, folder=out)
        plan = bench.plan(insist=insist)
        if not given.as_json:
            show_plan(bench, plan)
        if not plan.actions:
            return 1
        if not yes and not confirm(_("Write the script?")):
            say(_("Nothing was changed."))
            return 1
        kept = bench.keep(plan)
    plan_id = plan_id_of(kept)
    operations = [("hello", {}), *nle.operations(plan.actions), ("look", {})]
    text = menu_script(_("Build bins"), operations, plan_id=plan_id, project_id=str(nle.here["project_id"]))
    path = _write(folder, _("Build bins"), text)
    Pending(plan_id=plan_id, plan=kept, before=seen).save(out)
    _tell(given, path, _("In Resolve: Workspace > Scripts > Chutier > {name}. Then: chutier resolve result"))
    return 0


def the_report(prefs: Path | None) -> dict[str, object]:
    """The report that the last script left."""
    import os
    import sys

    from chutier_resolve.lua.report import FILE, read_report
    from chutier_resolve.scripted import newest_prefs, prefs_folders

    file = prefs or newest_prefs(prefs_folders(sys.platform, os.environ, Path.home()), FILE)
    return read_report(file.read_text(encoding="utf-8", errors="replace"))


def _write(folder: Path | None, name: str, text: str) -> Path:
    from chutier_resolve.install import put_script

    return put_script(f"{name}.lua", text, folder)


def _tell(given: Given, path: Path, sentence: str) -> None:
    if given.as_json:
        give_json({"script": str(path)})
        return
    say(str(path), "bold")
    say(sentence.format(name=path.stem))
