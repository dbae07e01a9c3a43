"""A kept plan that a person has edited is refused as a whole, and not halfway through a build."""

import json
from typing import Any

import pytest

from chutier.errors import PlanError
from chutier.plan import plan_from_json

BIN: dict[str, Any] = {"do": "MakeBin", "path": ["A"]}
RENAME: dict[str, Any] = {"do": "Rename", "clip": "c", "old": "a", "name": "b", "path": ["A"]}


def kept(*actions: dict[str, Any]) -> str:
    rest = {"kept": [], "refused": [], "stray_bins": [], "stray_clips": []}
    return json.dumps({"chutier_plan": 1, "target": "x", "fingerprint": "y", "actions": actions, **rest})


def test_as_it_was_it_is_read() -> None:
    assert len(plan_from_json(kept(BIN, RENAME)).plan.actions) == 2


@pytest.mark.parametrize(
    "edited",
    [
        {**BIN, "path": ["A", None]},
        {**BIN, "path": [7]},
        {**BIN, "path": [["A"]]},
        {**BIN, "path": "A"},
        {**BIN, "path": None},
        {**RENAME, "name": 12},
        {**RENAME, "clip": None},
    ],
)
def test_with_anything_but_text_for_a_name_it_is_none(edited: dict[str, Any]) -> None:
    with pytest.raises(PlanError, match="not a plan"):
        plan_from_json(kept(edited))
