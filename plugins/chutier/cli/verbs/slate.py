"""`chutier slate`: what a slate says under a system, or several in the order of the cutting room."""

import sys

import click

from chutier.cli.options import Given, common
from chutier.cli.output import give_json, say, table
from chutier.errors import ShowError, SlateError
from chutier.i18n import _
from chutier.slate import Slate, SlateRules, format_slate, parse_slate, slate_key


@click.command(help=_("What SLATES say under SYSTEM (us, uk or fr). Exit status 1 if one is refused."))
@click.argument("system", type=click.Choice(["us", "uk", "fr"]))
@click.argument("slates", nargs=-1, required=True)
@click.option("--sort", "sort", is_flag=True, help=_("Print the slates in the order of the cutting room."))
@click.option(
    "--added",
    type=click.Choice(["suffix", "prefix"]),
    default="suffix",
    show_default=True,
    help=_("How added scenes are numbered: 47A after 47, or A47 before it."),
)
@common
def command(system: str, slates: tuple[str, ...], sort: bool, added: str, given: Given) -> int:
    """Parse each slate; refused ones are told apart and make the exit status 1."""
    rules = _rules(system, added, given)
    read: list[tuple[str, Slate | None, SlateError | None]] = []
    for text in slates:
        try:
            read.append((text, parse_slate(text, rules), None))
        except SlateError as error:
            read.append((text, None, error))
    if sort:
        good = sorted((r for r in read if r[1]), key=lambda r: slate_key(r[1], rules))  # type: ignore[arg-type]
        read = [*good, *(r for r in read if not r[1])]
    if given.as_json:
        give_json([_entry(*row) for row in read])
    else:
        _show(read, sort=sort)
    return 1 if any(error for _text, _slate, error in read) else 0


def _rules(system: str, added: str, given: Given) -> SlateRules:
    """The system's rules, with `--set slate.cameras=A,B` for the cameras of the show."""
    cameras: tuple[str, ...] = ()
    for name, value in given.settings.items():
        if name != "slate.cameras":
            raise ShowError(
                _("{name} is not a setting of this command").format(name=name), hint=_("it knows slate.cameras=A,B,C")
            )
        cameras = tuple(part.strip() for part in value.strip("[]").split(",") if part.strip())
    return SlateRules(system=system, cameras=cameras, prefix_before=added == "prefix")  # type: ignore[arg-type]


def _entry(text: str, slate: Slate | None, error: SlateError | None) -> dict[str, object]:
    if slate is None:
        return {"text": text, "error": str(error), "hint": error.hint if error else ""}
    return {
        "text": text,
        "episode": slate.ep,
        "scene": slate.scene,
        "setup": slate.setup,
        "slate": slate.slate,
        "take": slate.take,
        "camera": list(slate.cameras),
        "tags": list(slate.tags),
    }


def _show(read: list[tuple[str, Slate | None, SlateError | None]], *, sort: bool) -> None:
    if sort:
        for text, slate, _error in read:
            if slate:
                say(text)
    else:
        titles = ["", _("episode"), _("scene"), _("setup"), _("slate"), _("take"), _("camera"), _("tags"), _("name")]
        rows = [_row(text, slate) for text, slate, _error in read if slate]
        if rows:
            table(titles, rows)
    for text, slate, error in read:
        if slate is None and error:
            click.secho(f"{text}: {error}", fg="red", err=True)
            if error.hint:
                click.echo(f"→ {error.hint}", err=True)
    sys.stdout.flush()


def _row(text: str, slate: Slate) -> list[str]:
    number = "" if slate.slate is None else f"{slate.slate}{slate.variant}"
    take = "" if slate.take is None else str(slate.take)
    return [
        text, slate.ep, slate.scene, slate.setup, number, take,
        " ".join(slate.cameras), " ".join(slate.tags), format_slate(slate),
    ]  # fmt: skip
