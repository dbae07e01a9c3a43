"""The British slate: one number that runs through the whole shoot, and the take. `412-3`, `Sc 4 Slate 6 Tk 2`.

The number goes up with each new place of the camera, whatever the scene; a gap tells of a missing shot.
"""

import re
from collections.abc import Mapping

from chutier.slate.part import CAMERA, CAMERA_ALONE, EPISODE, MARKED_EPISODE, Form, Part, tag_ahead, tags, wild
from chutier.slate.value import Slate, SlateRules

EXAMPLE = "412-3"


def forms(rules: SlateRules) -> tuple[Form, ...]:
    """The ways of writing, in the order in which they are tried: with a take first, then without."""
    label = rf"SC(?:ENE)?[. ]*(?P<scene>[A-Z]{{0,2}}\d{{1,4}}(?:{tag_ahead(rules)}[A-Z]){{0,2}})"
    scene = Part(name="scene", pattern=rf"(?:{label}[-_/ ,]+)?")
    scene_alone = Part(name="scene", pattern=label)
    number = Part(
        name="slate",
        pattern=rf"(?:SLATE|SL)?[. ]*(?P<slate>\d{{1,5}})(?P<variant>(?:{tag_ahead(rules)}[A-Z])?)",
    )
    take = Part(name="take", pattern=r"(?:[-_/ ,]+(?:TAKE|TK|T)?|TAKE|TK|T)[. ]*(?P<take>\d{1,3})")
    marked_take = Part(name="take", pattern=r"[-_/ ,]*(?:TAKE|TK|T)[. ]*(?P<take>\d{1,3})")
    return (
        Form((MARKED_EPISODE, *wild(rules))),
        Form((EPISODE, scene, number, take, tags(rules), CAMERA)),
        Form((EPISODE, scene, number, *wild(rules))),
        Form((MARKED_EPISODE, scene_alone, *wild(rules))),
        Form((MARKED_EPISODE, scene, number, tags(rules), CAMERA_ALONE)),
        Form((MARKED_EPISODE, scene_alone, marked_take, tags(rules), CAMERA)),
        Form((MARKED_EPISODE, scene_alone, tags(rules), CAMERA_ALONE)),
    )


def read(found: Mapping[str, str]) -> Slate:
    """The scene and slate number in what a form found."""
    number = found.get("slate", "")
    return Slate(
        system="uk",
        scene=re.sub(r"(?<!\d)0+(?=\d)", "", found.get("scene", "")),
        slate=int(number) if number else None,
        variant=found.get("variant", ""),
    )


def body(slate: Slate, *, paper: bool) -> str:
    """`412-3`; with its scene `Sc 4 Slate 6-2`, on paper `Sc 4 Slate 6 Tk 2`."""
    number = "" if slate.slate is None else f"{slate.slate}{slate.variant}"
    if slate.scene:
        number = f"Sc {slate.scene} Slate {number}" if number else f"Sc {slate.scene}"
    if slate.take is None or slate.wild:
        return number
    marked = slate.scene and (paper or slate.slate is None)
    return f"{number} Tk {slate.take}" if marked else f"{number}-{slate.take}"
