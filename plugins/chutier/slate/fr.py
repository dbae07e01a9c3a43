"""The French slate: séquence, plan, prise. `12bis/3-2`, `12bis-3-02 B`, `S12P3T2`, `12/SS1`.

Plans are numbered within the séquence; added ones are bis, ter, quater, for both. `/` stays on paper.
"""

from collections.abc import Mapping

from chutier.slate.part import (
    CAMERA,
    CAMERA_ALONE,
    EPISODE,
    MARKED_EPISODE,
    Form,
    Part,
    inserted,
    prefix,
    tag_ahead,
    tags,
    wild,
)
from chutier.slate.value import Slate, SlateRules

EXAMPLE = "12bis/3-2"

# The P of S12P3 and the T of S12P3T2 are marks, not letters of an added séquence or plan.
_NO_MARK = r"(?!(?:P|T)[. ]?\d|PL(?:AN)?[-_. ]*\d|PR(?:ISE)?[-_. ]*\d)"


def forms(rules: SlateRules) -> tuple[Form, ...]:
    """The ways of writing, in the order in which they are tried.

    With plan and prise first: `101-12-3` is séquence 101, plan 12, prise 3. An episode needs four numbers, or EP.
    """
    word, letter = rf"(?:[ ]?(?:{inserted(rules)}))?", rf"(?:{tag_ahead(rules)}{_NO_MARK}[A-Z])"
    mark = r"(?:SEQ(?:UENCE)?|SC(?:ENE)?)" if "S" in rules.prefixes else r"S(?:EQ(?:UENCE)?|C(?:ENE)?)?"
    label = rf"{prefix(rules, '(?!S)[A-Z]{1,2}')}(?P<num>\d{{1,4}})(?P<ins>{word}{letter}{{0,2}})"
    scene = Part(name="scene", pattern=rf"(?:{mark}[-_. ]*)?{label}")
    marked_scene = Part(name="scene", pattern=rf"{mark}[-_. ]*{label}")
    plan = Part(
        name="plan",
        pattern=(
            r"(?:[-_./, ]*(?:PL(?:AN)?[-_. ]*|P[. ]?)|[ ]?SUR[ ]?|[ ]?[-/_ ][ ]?)"
            rf"(?P<plan>\d{{1,3}})(?P<pvar>{word}{letter}?)"
        ),
    )
    take = Part(
        name="take",
        pattern=r"(?:[-_./, ]*(?:PRISE|PR|P|TAKE|TK|T)[-_. ]*|[ ]?[-/_ ][ ]?)(?P<take>\d{1,3})",
    )
    marked_take = Part(name="take", pattern=r"[-_./, ]*(?:PRISE|PR|TAKE|TK|T)[-_. ]*(?P<take>\d{1,3})")
    return (
        Form((MARKED_EPISODE, *wild(rules))),
        Form((EPISODE, scene, plan, take, tags(rules), CAMERA)),
        Form((EPISODE, scene, plan, *wild(rules))),
        Form((MARKED_EPISODE, scene, *wild(rules))),
        Form((MARKED_EPISODE, marked_scene, marked_take, tags(rules), CAMERA)),
        Form((MARKED_EPISODE, scene, plan, tags(rules), CAMERA_ALONE)),
        Form((MARKED_EPISODE, scene, tags(rules), CAMERA_ALONE)),
    )


def read(found: Mapping[str, str]) -> Slate:
    """The séquence and plan in what a form found."""
    scene, setup = found.get("num", ""), found.get("plan", "")
    return Slate(
        system="fr",
        scene=f"{found['pre']}{int(scene)}{_small(found['ins'])}" if scene else "",
        setup=f"{int(setup)}{_small(found['pvar'])}" if setup else "",
    )


def body(slate: Slate, *, paper: bool) -> str:
    """`12bis-3-02`, on paper `12bis/3-2`; a take without a plan has to be spelt out."""
    number = "" if slate.take is None or slate.wild else str(slate.take)
    if not slate.setup:
        return f"SEQ {slate.scene} PRISE {number}" if number else slate.scene
    shot = f"{slate.scene}{'/' if paper else '-'}{slate.setup}"
    return f"{shot}-{number if paper else number.zfill(2)}" if number else shot


def _small(text: str) -> str:
    """bis and ter are written small, letters large."""
    word = text.strip()
    return word.lower() if len(word) > 2 else word
