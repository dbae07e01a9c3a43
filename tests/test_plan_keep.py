"""Kept plans are read to the letter: what is wrong in one would be done to somebody's project."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from chutier.errors import PlanError
from chutier.plan import KeptPlan, Tree, diff, fingerprint, plan_from_json, plan_to_json, tree_from_json, tree_to_json
from chutier.testing import clip, project

BIN = ("RUSHES",)
KEPT = KeptPlan(plan=diff(project(clip(1, BIN)), Tree()), target="fake:/x", fingerprint="f")
Document = dict[str, Any]


def spoilt(edit: Callable[[Document], object]) -> str:
    document = json.loads(plan_to_json(KEPT))
    edit(document)
    return json.dumps(document)


SPOILT: dict[str, Callable[[Document], object]] = {
    "a name that is a number": lambda d: d["actions"][1]["placed"].update(name=5),
    "a bin path that is text": lambda d: d["actions"][0].update(path="RUSHES"),
    "bins that are text": lambda d: d["actions"][1]["placed"].update(bins=["RUSHES"]),
    "a bin of a number": lambda d: d["actions"][0].update(path=[1]),
    "columns that are a list": lambda d: d["actions"][1]["placed"].update(columns=["12"]),
    "a column that is a number": lambda d: d["actions"][1]["placed"]["columns"].update(take=1),
    "a frame that is text": lambda d: d["actions"][1]["placed"]["media"]["time"].update(frame="0"),
    "a width that is true": lambda d: d["actions"][1]["placed"]["media"].update(width=True),
    "no rate": lambda d: d["actions"][1]["placed"]["media"]["time"].update(rate="1/0"),
    "an action unheard of": lambda d: d["actions"][0].update(do="DeleteBin"),
    "a key too many": lambda d: d.update(extra=1),
    "a key too many in an action": lambda d: d["actions"][0].update(force=True),
    "a key too few": lambda d: d.pop("refused"),
    "a target that is nothing": lambda d: d.update(target=None),
    "another version": lambda d: d.update(chutier_plan=2),
}


@pytest.mark.parametrize("what", SPOILT)
def test_a_plan_that_is_not_one_to_the_letter_is_refused(what: str) -> None:
    assert plan_from_json(spoilt(lambda document: None)) == KEPT
    with pytest.raises(PlanError) as caught:
        plan_from_json(spoilt(SPOILT[what]))
    assert caught.value.hint


@pytest.mark.parametrize("name", ["A001\udce9.mov", "\udcff", "été 🎬 \\udcff", 'LENS 50"\n'])
def test_names_that_are_not_utf_8_are_kept_as_they_are(name: str) -> None:
    tree = project(clip(1, BIN, name=name))
    kept = KeptPlan(plan=diff(tree, Tree()), target=name, fingerprint=fingerprint(tree))
    assert plan_from_json(plan_to_json(kept).encode().decode()) == kept
    assert tree_from_json(tree_to_json(tree).encode().decode()) == tree


def test_accents_stay_readable() -> None:
    assert "À VÉRIFIER" in tree_to_json(project(clip(1, ("À VÉRIFIER",))))
