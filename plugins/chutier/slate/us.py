"""The American slate: scene, setup letter, take. `12A-3`, `203-A47A-3PU B`, `12 WT1`.

A setup is every new place of the camera: no letter for the master, then A, B … Z, AA; I and O are not used (read as 1
and 0). Takes start again with each setup.
"""

from collections.abc import Mapping

from chutier.slate.part import (
    CAMERA,
    CAMERA_ALONE,
    EPISODE,
    MARKED_EPISODE,
    Form,
    Part,
    prefix,
    scene_tags,
    tag_ahead,
    tags,
    wild,
)
from chutier.slate.value import Slate, SlateRules

EXAMPLE = "12A-3"


def forms(rules: SlateRules) -> tuple[Form, ...]:
    """The ways of writing, in the order in which they are tried.

    A wild track first: WT3 would else be scene 3 with the prefix WT. Then with a take: `101-12` is scene 101, take 12.
    """
    scene = Part(name="scene", pattern=rf"(?:SC(?:ENE)?[. ]*)?{prefix(rules, '[A-HJ-NP-Z]{1,2}')}(?P<num>\d{{1,4}})")
    # Not the B of 12bis: a letter behind the setup has to begin a tag.
    alone = rf"(?:(?![A-Z])|(?!{tag_ahead(rules)}))"
    setup = Part(name="setup", pattern=rf"(?:[ ]?(?P<setup>(?:{tag_ahead(rules)}[{rules.letters}]){{1,2}}){alone})?")
    shot = (scene, setup, scene_tags(rules))
    take = Part(name="take", pattern=r"[-_/ .]+(?:TAKE|TK|T)?[. ]*(?P<take>\d{1,3})")
    return (
        Form((MARKED_EPISODE, *wild(rules))),
        Form((EPISODE, *shot, take, tags(rules), CAMERA)),
        Form((EPISODE, *shot, *wild(rules))),
        Form((MARKED_EPISODE, *shot, CAMERA_ALONE)),
    )


def read(found: Mapping[str, str]) -> Slate:
    """The scene and setup in what a form found."""
    scene = f"{found['pre']}{int(found['num'])}" if found.get("num") else ""
    return Slate(system="us", scene=scene, setup=found.get("setup", ""))


def body(slate: Slate, *, paper: bool) -> str:
    """Scene, setup and take as written; the same on paper."""
    take = "" if slate.take is None or slate.wild else f"-{slate.take}"
    return f"{slate.scene}{slate.setup}{take}"
