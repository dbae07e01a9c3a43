"""Slates and the editorial fields of a clip, one from the other."""

from collections.abc import Mapping

from chutier.fields import FieldValue
from chutier.slate.order import split_label
from chutier.slate.value import Slate, SlateRules


def fields_of(slate: Slate, rules: SlateRules | None = None) -> dict[str, FieldValue]:
    """The fields that the slate gives, by canonical name; only those that it says."""
    fields: dict[str, FieldValue] = {}
    for name, value in (("ep", slate.ep), ("scene", slate.scene), ("setup", slate.setup)):
        if value:
            fields[name] = value
    if slate.slate is not None:
        fields["slate"] = slate.slate
        if slate.variant:
            fields["setup"] = slate.variant
    if slate.take is not None:
        fields["take"] = slate.take
    if slate.tags:
        fields["tags"] = slate.tags
    if "MOS" in slate.tags:
        fields["mos"] = True
    if {"WT", "RT"} & set(slate.tags):
        fields["wild"] = True
    if len(slate.cameras) == 1:
        fields["cam"] = slate.cameras[0]
    elif slate.cameras:
        fields["cams"] = slate.cameras
    role = rules.prefixes.get(split_label(slate.scene)[0]) if rules and slate.scene else None
    if role:
        fields["roles"] = (role,)
    return fields


def slate_of(fields: Mapping[str, FieldValue], rules: SlateRules) -> Slate | None:
    """The slate that a clip's fields make; None when they name neither scene nor slate."""
    scene, number = str(fields.get("scene", "")), fields.get("slate")
    if not scene and number is None:
        return None
    take, cameras, tags = fields.get("take"), fields.get("cams", ()), fields.get("tags", ())
    setup = str(fields.get("setup", ""))
    is_uk = rules.system == "uk"
    return Slate(
        system=rules.system,
        ep=str(fields.get("ep", "")),
        scene=scene,
        setup="" if is_uk else setup,
        slate=number if isinstance(number, int) else None,
        variant=setup if is_uk else "",
        take=take if isinstance(take, int) else None,
        cameras=(str(fields["cam"]),) if "cam" in fields else cameras if isinstance(cameras, tuple) else (),
        tags=tags if isinstance(tags, tuple) else (),
    )
