"""Names that cannot be, and names that are one without looking it."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from chutier.blueprint import BinSpec, Blueprint, Production
from chutier.expr import Expr
from chutier.fields import FieldValue
from chutier.model import Clip, Kind, MediaRef
from chutier.naming import PROGRAMS, Rule
from chutier.plan import want
from chutier.slate import SlateRules

ANY = PROGRAMS["generic"]


def show(*bins: tuple[str, str]) -> Blueprint:
    return Blueprint(
        id="t", title="T", locale="fr", production=Production(code="NDV", title="T"), slate=SlateRules(system="fr"),
        names={"clip": Rule.parse("{scene}-{setup}-{take:02}")},
        bins=tuple(BinSpec(name=Rule.parse(name), place=Expr.parse(place)) for name, place in bins),
    )  # fmt: skip


def recorded(number: int, fields: Mapping[str, FieldValue]) -> Clip:
    known = {"name": f"A012C{number:03}", "kind": "picture", **fields}
    return Clip(id=f"c{number}", kind=Kind.PICTURE, media=MediaRef(path=f"/A/C{number}.mov", time=None), fields=known)


def test_one_name_that_cannot_be_does_not_stop_the_others() -> None:
    slates = ({"scene": "12"}, {"scene": "1234567"})
    clips = [recorded(n, {**slate, "setup": "3", "take": 1}) for n, slate in enumerate(slates, 1)]
    clips.append(recorded(3, {"name": "\x01"}))
    wanted = want(show(("RUSHES", "kind == picture")), clips, [], replace(ANY, clip=replace(ANY.clip, max_chars=8)))
    assert wanted.errors == ()
    names = {clip: one.name for clip, one in wanted.tree.clips.items()}
    assert names == {"c1": "12-3-01", "c2": "A012C002", "c3": "c3"}
    told = {problem.clips for problem in wanted.problems if problem.code == "name"}
    assert told == {("c2",), ("c3",)}


@pytest.mark.parametrize(
    ("one", "other"), [("été", "ÉTÉ"), ("été", "e\u0301te\u0301"), ("a", "A"), ("straße", "STRASSE")]
)
def test_names_that_a_disc_takes_for_one_are_one(one: str, other: str) -> None:
    clips = [recorded(1, {"name": one}), recorded(2, {"name": other})]
    wanted = want(show(("RUSHES", "kind == picture")), clips, [], ANY)
    assert [(problem.code, set(problem.clips)) for problem in wanted.errors] == [("collision", {"c1", "c2"})]


def test_two_rules_that_name_one_bin_share_it() -> None:
    clips = [recorded(1, {"day": 1}), recorded(2, {"day": 2})]
    wanted = want(show(("RUSHES", "day == 1"), ("RUSHES", "day == 2")), clips, [], ANY)
    assert wanted.errors == ()
    assert wanted.tree.bins == (("RUSHES",),)
    assert {one.bins for one in wanted.tree.clips.values()} == {(("RUSHES",),)}
