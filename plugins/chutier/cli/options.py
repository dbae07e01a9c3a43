"""What every verb takes: `--json`, `--set`, and the way to the show."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from chutier.errors import UsageError
from chutier.i18n import _

if TYPE_CHECKING:
    from chutier.catalog import Catalog
    from chutier.settings import Settings
    from chutier.show import Show

F = TypeVar("F", bound=Callable[..., Any])

MACHINE = ("workers", "language")
"""Settings that are not the show's: `--set workers=4`, `--set language=fr`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What was given to any verb: whether to answer in JSON, and settings by dotted name."""

    as_json: bool = False
    settings: Mapping[str, str] = field(default_factory=dict)


def _settings(context: click.Context, parameter: click.Parameter, words: tuple[str, ...]) -> dict[str, str]:
    settings: dict[str, str] = {}
    for word in words:
        name, sign, value = word.partition("=")
        if not sign or not name.strip():
            raise click.BadParameter(_("write it name=value, for example production.fps=25"))
        if name.strip() in settings:
            raise click.BadParameter(_("{name} is given twice").format(name=name.strip()))
        settings[name.strip()] = value
    return settings


def common(verb: F) -> F:
    """Gives a verb `--json` and `--set`, and hands them over as one `given`."""

    def with_given(*args: object, as_json: bool, settings: dict[str, str], **kwargs: object) -> object:
        return verb(*args, given=Given(as_json=as_json, settings=settings), **kwargs)

    with_given.__doc__ = verb.__doc__
    with_given.__click_params__ = getattr(verb, "__click_params__", [])  # type: ignore[attr-defined]
    decorated = click.option("--json", "as_json", is_flag=True, help=_("Answer in JSON."))(with_given)
    return click.option(  # type: ignore[return-value]
        "--set",
        "settings",
        multiple=True,
        metavar="NAME=VALUE",
        callback=_settings,
        help=_("Give one setting of the show for this command, for example production.fps=25."),
    )(decorated)


def of_this_machine(given: Given) -> "Settings":
    """What belongs to the person's machine: the settings given, then the environment."""
    from chutier.settings import Settings

    return Settings.of(os.environ, {name: given.settings[name] for name in MACHINE if name in given.settings})


def the_show(given: Given) -> "Show":
    """The show of the folder that we stand in, with the settings given."""
    from chutier.show import find_show, load_show

    overrides = {name: value for name, value in given.settings.items() if name not in MACHINE}
    if catalogue := of_this_machine(given).catalogue:
        overrides.setdefault("catalogue", catalogue)
    return load_show(find_show(Path.cwd()), overrides=overrides)


def the_catalogue(show: "Show", *, must_exist: bool = True) -> "Catalog":
    """The show's catalogue. A verb that only reads refuses to make an empty one."""
    from chutier.catalog import Catalog

    if must_exist and not show.has_catalogue:
        raise UsageError(
            _("nothing has been ingested in this show yet"),
            hint=_("run: chutier ingest CARDS… SOUND_ROLLS…"),
        )
    return Catalog.open(show.catalog_url)


def program_options(verb: F) -> F:
    """Gives a verb the options that say which program, where, and how strict."""
    for option in reversed(
        (
            click.option("--nle", required=True, help=_("Editing program: avid, resolve."), metavar="PROGRAM"),
            click.option("--out", type=click.Path(file_okay=False, path_type=Path), help=_("Folder to write to.")),
            click.option("--insist", is_flag=True, help=_("Take the show's word over changes made by hand.")),
            click.option("--number-doubles", is_flag=True, help=_("Tell clips of one name apart by _2, _3 …")),
        )
    ):
        verb = option(verb)
    return verb
