"""What each naming rule of a show yields on its clips."""

from collections.abc import Mapping, Sequence
from typing import TypedDict

from chutier.blueprint import Blueprint
from chutier.errors import NamingError
from chutier.fields import FIELDS, FieldValue
from chutier.i18n import _
from chutier.model import Clip
from chutier.naming import Rule

SAMPLES = 3


class Sample(TypedDict):
    """A rule, and what it yields."""

    name: str
    rule: str
    yields: list[str]
    reads_back: str


def samples_of(blueprint: Blueprint, clips: Sequence[Clip]) -> list[Sample]:
    """Every rule of the show, with up to three names that its clips make of it."""
    return [
        Sample(
            name=name,
            rule=rule.text,
            yields=_yields(name, rule, blueprint, clips),
            reads_back=_("yes") if rule.lossless else "; ".join(rule.losses[:1]),
        )
        for name, rule in blueprint.names.items()
    ]


def _yields(name: str, rule: Rule, blueprint: Blueprint, clips: Sequence[Clip]) -> list[str]:
    production = blueprint.production
    context: dict[str, FieldValue] = {"code": production.code, "title": production.title, **production.extra}
    found: dict[str, None] = {}
    chosen = [clip for clip in clips if clip.kind.value == name] if name in {c.kind.value for c in clips} else clips
    for clip in chosen:
        if len(found) == SAMPLES:
            break
        try:
            found[rule.render({**context, **clip.fields}).text] = None
        except NamingError:
            continue
    return list(found) or [_waits_for(rule, {**context}, clips)]


def _waits_for(rule: Rule, context: Mapping[str, FieldValue], clips: Sequence[Clip]) -> str:
    """Which tokens no clip brings: a cut has its stage and version only once there is a cut."""
    known = set(context).union(*(clip.fields for clip in clips)) if clips else set(context)
    missing = [name for name in rule.tokens if name not in known]
    return _("(waits for {fields})").format(fields=", ".join(missing or [FIELDS[name].name for name in rule.tokens]))
