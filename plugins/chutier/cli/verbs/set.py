"""`chutier set`: a person's word, which wins over every other source."""

from collections.abc import Mapping

import click

from chutier.cli.clips import label, text_of
from chutier.cli.options import Given, common, the_catalogue, the_show
from chutier.cli.output import give_json, say
from chutier.errors import UsageError
from chutier.fields import FIELDS, FieldType, FieldValue, canonical
from chutier.i18n import _
from chutier.model import Clip, ClipId, Kind

OF_THE_TAKE = frozenset(
    {"ep", "scene", "setup", "slate", "take", "tags", "circled", "status", "shot_size", "description"}
)
"""What picture and sound of one take have in common."""


@click.command(
    "set",
    help=_("Give CLIP (id, file name or slate) values yourself: scene=12bis take=3 circled=yes; take= takes it back."),
)
@click.argument("clip")
@click.argument("values", nargs=-1, required=True, metavar="FIELD=VALUE…")
@common
def command(clip: str, values: tuple[str, ...], given: Given) -> None:
    """Nothing is forgotten: what the other sources say stays beside it. An empty value takes the person's word back."""
    from chutier.catalog import fitted, get, set_value, settle_links
    from chutier.organise import clips_of, scenes_of

    show = the_show(given)
    read = [_read(word) for word in values]
    wanted = [(field, None) if value is None else fitted(field, value) for field, value in read]
    with the_catalogue(show) as catalogue:
        found = get(catalogue, show.blueprint, clip, scenes=scenes_of(show))
        every = {one.id: one for one in clips_of(show, catalogue)} if found.parts else {found.id: found}
        said = [(field, value, _recordings(found, field, every)) for field, value in wanted]
        for field, value, recordings in said:
            for recording in recordings:
                set_value(catalogue, recording, field, value)
        settle_links(catalogue, show.blueprint)
    if given.as_json:
        give_json({"clip": found.id, "set": dict(wanted)})
        return
    for field, value, recordings in said:
        for recording in recordings:
            _tell(every[recording], field, value)
    say(_("Noted; your word wins from now on."), "green")


def _tell(clip: Clip, field: str, value: FieldValue | None) -> None:
    """What a clip said before, and says now; a word taken back leaves it to the other sources."""
    before = text_of(clip.fields.get(field)) or "-"
    now = _("as the other sources say") if value is None else text_of(value) or "-"
    say(f"  {text_of(clip.fields.get('name')) or clip.id}  {label(field)}: {before} → {now}")


def _recordings(found: Clip, field: str, every: Mapping[ClipId, Clip]) -> list[ClipId]:
    """The recordings that a value is said of: a take's slate of its pictures and sounds, the rest of its pictures."""
    if not found.parts:
        return [found.id]
    if found.kind is Kind.GROUP:
        members = [every[part] for part in found.parts]
        return list(dict.fromkeys(one for member in members for one in _recordings(member, field, every)))
    return list(found.parts if field in OF_THE_TAKE else found.parts[:1])


def _read(word: str) -> tuple[str, FieldValue | None]:
    name, sign, text = word.partition("=")
    field = canonical(name.strip())
    if not sign or field is None:
        import difflib

        close = difflib.get_close_matches(name.strip(), FIELDS, n=1) if field is None else []
        hint = _("did you mean {word}?").format(word=close[0]) if close else _("write it field=value")
        if sign and field is None:
            raise UsageError(_("there is no field {name}").format(name=repr(name.strip())), hint=hint if close else "")
        raise UsageError(_("{word} is not a field with a value").format(word=repr(word)), hint=hint)
    return field, _typed(field, text.strip()) if text.strip() else None


def _typed(field: str, text: str) -> FieldValue:
    kind = FIELDS[field].type
    if kind is FieldType.INT:
        if not text.isdecimal():
            raise UsageError(_("{field} is a whole number, not {text}").format(field=field, text=repr(text)))
        return int(text)
    if kind is FieldType.FLAG:
        if text.casefold() in {"yes", "oui", "true", "1", "x"}:
            return True
        if text.casefold() in {"no", "non", "false", "0"}:
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
