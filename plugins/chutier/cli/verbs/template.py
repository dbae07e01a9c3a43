"""`chutier template`: the built-in templates, the check of one's own, and the move to a newer version."""

from pathlib import Path

import click

from chutier.cli.options import Given, common
from chutier.cli.output import confirm, give_json, say, table
from chutier.i18n import _


@click.group(help=_("List, show, check and update templates."))
def command() -> None:
    """The verbs below."""


@command.command("list", help=_("List the built-in templates."))
@common
def list_(given: Given) -> None:
    """Id, version, language and title of each."""
    from chutier.show import list_templates

    templates = list_templates()
    if given.as_json:
        give_json(templates)
        return
    rows = [[t.id, str(t.version), t.locale, t.title, t.description] for t in templates]
    table([_("template"), _("version"), _("language"), _("title"), _("for")], rows, styles=["bold"])


@command.command("show", help=_("Print template NAME: read it, or copy it and make it yours."))
@click.argument("name")
@common
def show_(name: str, given: Given) -> None:
    """The YAML as it is; with --json, as data with everything that it extends."""
    from chutier.show import load_template, template_text

    if given.as_json:
        give_json(load_template(name))
    else:
        click.echo(template_text(name), nl=False)


@command.command("check", help=_("Check a template or show FILE: every mistake at once, with its line."))
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@common
def check(file: Path, given: Given) -> None:
    """Raises ShowError, which lists the mistakes, when there are any."""
    from chutier.show import check_template

    info = check_template(file)
    if given.as_json:
        give_json(info)
    else:
        say(_("{file}: no mistake found").format(file=file), "green")


@command.command("schema", help=_("Print the JSON Schema of show files, for completion in a text editor."))
@common
def schema(given: Given) -> None:
    """Always JSON."""
    from chutier.show import json_schema

    give_json(json_schema())


@command.command("update", help=_("Move this show to the newest version of its template: shown first, then done."))
@click.option("--yes", "-y", is_flag=True, help=_("Do it without asking."))
@common
def update(yes: bool, given: Given) -> int:
    """What the newer template changes, and what of it the show has decided for itself."""
    from chutier.cli.options import the_show
    from chutier.show import apply_update, plan_update

    change = plan_update(the_show(given))
    if given.as_json and not yes:
        give_json(change)
        return 0
    if not given.as_json:
        for line in change.lines():
            say(line)
    if change.nothing_to_do:
        return 0
    if not yes and not confirm(_("Update the show?")):
        return 1
    apply_update(change)
    if given.as_json:
        give_json(change)
    else:
        say(_("The show now follows {template}.").format(template=change.target), "green")
    return 0
