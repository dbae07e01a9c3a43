"""`chutier set`: a person's word, which wins over every other source."""

import click

from chutier.cli.options import Given, common, the_catalogue, the_show
from chutier.cli.output import give_json, say
from chutier.errors import UsageError
from chutier.fields import FIELDS, FieldType, FieldValue, canonical
from chutier.i18n import _
from chutier.model import Kind


@click.command("set", help=_("Give CLIP (id, file name or slate) values yourself: scene=12bis take=3 circled=yes …"))
@click.argument("clip")
@click.argument("values", nargs=-1, required=True, metavar="FIELD=VALUE…")
@common
def command(clip: str, values: tuple[str, ...], given: Given) -> None:
    """Nothing is forgotten: what the other sources say stays beside it."""
    from chutier.catalog import fitted, get, set_value
    from chutier.organise import scenes_of

    show = the_show(given)
    wanted = [fitted(*_read(word)) for word in values]
    with the_catalogue(show) as catalogue:
        found = get(catalogue, show.blueprint, clip, scenes=scenes_of(show))
        for field, value in wanted:
            for part in found.parts if found.kind is Kind.GROUP else (found.id,):
                set_value(catalogue, part, field, value)
    if given.as_json:
        give_json({"clip": found.id, "set": dict(wanted)})
    else:
        say(_("Noted; your word wins from now on."), "green")


def _read(word: str) -> tuple[str, FieldValue]:
    name, sign, text = word.partition("=")
    field = canonical(name.strip())
    if not sign or field is None:
        import difflib

        close = difflib.get_close_matches(name.strip(), FIELDS, n=1) if field is None else []
        hint = _("did you mean {word}?").format(word=close[0]) if close else _("write it field=value")
        raise UsageError(_("{word} is not a field with a value").format(word=repr(word)), hint=hint)
    return field, _typed(field, text.strip())


def _typed(field: str, text: str) -> FieldValue:
    kind = FIELDS[field].type
    if kind is FieldType.INT:
        if not text.isdecimal():
            raise UsageError(_("{field} is a whole number, not {text}").format(field=field, text=repr(text)))
        return int(text)
    if kind is FieldType.FLAG:
        if text.casefold() in {"yes", "oui", "true", "1", "x"}:
            return True
        if text.casefold() in {"no", "non", "false", "0", ""}:
            return False
        raise UsageError(_("{field} is yes or no, not {text}").format(field=field, text=repr(text)))
    if kind is FieldType.DATE:
        from datetime import date

        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise UsageError(_("{text} is not a date: write it 2026-05-14").format(text=repr(text))) from error
    if kind is FieldType.NAMES:
        return tuple(part.strip() for part in text.split(",") if part.strip())
    return text
