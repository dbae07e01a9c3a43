"""Want, observe, compare, perform: the plan between what should be and what is."""

from chutier.plan.actions import (
    ACTIONS,
    Action,
    AddToBin,
    LinkSound,
    MakeBin,
    MakeSearchBin,
    MakeTimeline,
    MoveClip,
    PlaceClip,
    Rename,
    SetColor,
    SetColumns,
    spelled,
)  # fmt: skip
from chutier.plan.diff import Kept, Plan, Refused, diff
from chutier.plan.effect import apply_actions, remember
from chutier.plan.joined import Wanted, on_pictures
from chutier.plan.keep import KeptPlan, fingerprint, plan_from_json, plan_to_json, tree_from_json, tree_to_json
from chutier.plan.names import Problem
from chutier.plan.nle import ByHand, Failure, Nle, Outcome
from chutier.plan.render import kept_line, plan_lines, refused_line, summary, tree_lines
from chutier.plan.timelines import in_order, starts_of
from chutier.plan.tree import Placed, Timeline, Tree, with_parents
from chutier.plan.want import want

__all__ = [
    "ACTIONS",
    "Action",
    "AddToBin",
    "ByHand",
    "Failure",
    "Kept",
    "KeptPlan",
    "LinkSound",
    "MakeBin",
    "MakeSearchBin",
    "MakeTimeline",
    "MoveClip",
    "Nle",
    "Outcome",
    "PlaceClip",
    "Placed",
    "Plan",
    "Problem",
    "Refused",
    "Rename",
    "SetColor",
    "SetColumns",
    "Timeline",
    "Tree",
    "Wanted",
    "apply_actions",
    "diff",
    "fingerprint",
    "in_order",
    "kept_line",
    "on_pictures",
    "plan_from_json",
    "plan_lines",
    "plan_to_json",
    "refused_line",
    "remember",
    "spelled",
    "starts_of",
    "summary",
    "tree_from_json",
    "tree_lines",
    "tree_to_json",
    "want",
    "with_parents",
]  # fmt: skip
