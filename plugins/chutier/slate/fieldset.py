"""Slates and the editorial fields of a clip, one from the other."""

from collections.abc import Mapping

from chutier.fields import FieldValue
from chutier.slate.order import role_prefix
from chutier.slate.value import Slate, SlateRules


def fields_of(slate: Slate, rules: SlateRules | None = None) -> dict[str, FieldValue]:
    """The fields that the slate gives, by canonical name; only those that it says.

    With the show's `rules`, a prefix that has a meaning becomes a role and leaves the scene: `V12A-1` is a `vfx_plate`
    of scene 12. Under `uk` the letter behind the slate number is the setup.
    """
    role = role_prefix(slate.scene, rules) if rules else ""
    values: dict[str, FieldValue | None] = {
        "ep": slate.ep,
        "scene": slate.scene[len(role) :],
        "setup": slate.setup or slate.variant,
        "slate": slate.slate,
        "take": slate.take,
        "tags": slate.tags,
        "mos": "MOS" in slate.tags or None,
        "wild": slate.wild or None,
        "cam": slate.cameras[0] if len(slate.cameras) == 1 else None,
        "cams": slate.cameras if len(slate.cameras) > 1 else None,
        "roles": (_meanings(rules)[role],) if rules and role else None,
    }
    return {name: value for name, value in values.items() if value is not None and value not in ("", ())}


def slate_of(fields: Mapping[str, FieldValue], rules: SlateRules) -> Slate | None:
    """The slate that a clip's fields make; None when they name neither scene nor slate."""
    scene, number = str(fields.get("scene", "")), fields.get("slate")
    if not scene and not isinstance(number, int):
        return None
    take, setup = fields.get("take"), str(fields.get("setup", ""))
    roles = _names(fields.get("roles"))
    role = next((prefix for prefix, meaning in _meanings(rules).items() if meaning in roles), "")
    is_uk = rules.system == "uk"
    return Slate(
        system=rules.system,
        ep=str(fields.get("ep", "")),
        scene=scene if not scene or scene.upper().startswith(role) else f"{role}{scene}",
        setup="" if is_uk else setup,
        slate=number if isinstance(number, int) else None,
        variant=setup if is_uk else "",
        take=take if isinstance(take, int) else None,
        cameras=(str(fields["cam"]),) if "cam" in fields else _names(fields.get("cams")),
        tags=_names(fields.get("tags")),
    )


def _meanings(rules: SlateRules) -> dict[str, str]:
    return {prefix.upper(): meaning for prefix, meaning in rules.prefixes.items()}


def _names(value: FieldValue | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
