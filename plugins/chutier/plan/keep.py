"""Plans and trees as JSON: kept, read by a person or a program, performed later if the world has not moved on."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction
from types import UnionType
from typing import Any, get_args, get_origin

from chutier.errors import PlanError, TimecodeError
from chutier.i18n import _
from chutier.model import BinPath, MediaRef
from chutier.plan.actions import ACTIONS, Action
from chutier.plan.diff import Kept, Plan, Refused
from chutier.plan.tree import Placed, Timeline, Tree
from chutier.timecode import Timecode, TimeRange

FORMAT = 1
_NOT_OURS = (ValueError, ArithmeticError, LookupError, TypeError, AttributeError, TimecodeError, RecursionError)
_KEYS = {"chutier_plan", "target", "fingerprint", "actions", "kept", "refused", "stray_bins", "stray_clips"}
_KINDS = {kind.__name__: kind for kind in ACTIONS}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptPlan:
    """A plan as it was kept: for which program (`target`), against which state of it (`fingerprint`)."""

    plan: Plan
    target: str
    fingerprint: str


def fingerprint(tree: Tree) -> str:
    """A short text that changes whenever the observed project does."""
    return hashlib.blake2b(tree_to_json(tree).encode(), digest_size=16).hexdigest()


def plan_to_json(kept: KeptPlan) -> str:
    """The kept plan as one JSON document."""
    plan = kept.plan
    document = {
        "chutier_plan": FORMAT,
        "target": kept.target,
        "fingerprint": kept.fingerprint,
        "actions": [{"do": type(action).__name__, **_out(action)} for action in plan.actions],
        "kept": _out(plan.kept),
        "refused": _out(plan.refused),
        "stray_bins": _out(plan.stray_bins),
        "stray_clips": _out(plan.stray_clips),
    }
    return _writable(json.dumps(document, ensure_ascii=False, indent=1))


def plan_from_json(text: str) -> KeptPlan:
    """The plan that `plan_to_json` wrote. Raises PlanError when it is from another version or not one to the letter:
    what is wrong in it would be done to somebody's project."""
    try:
        found = json.loads(text)
        if found["chutier_plan"] != FORMAT:
            raise PlanError(_("this plan was kept by another version of chutier"), hint=_("make the plan again"))
        plan = Plan(
            actions=tuple(_action(item) for item in _listed(found["actions"])),
            kept=tuple(Kept(**item) for item in _listed(found["kept"])),
            refused=tuple(Refused(**{**item, "path": _path(item["path"])}) for item in _listed(found["refused"])),
            stray_bins=tuple(map(_path, _listed(found["stray_bins"]))),
            stray_clips=_listed(found["stray_clips"]),
        )
        kept = KeptPlan(plan=plan, target=found["target"], fingerprint=found["fingerprint"])
        if set(found) != _KEYS or not _is(kept, KeptPlan):
            raise TypeError
        return kept
    except _NOT_OURS as error:
        raise PlanError(
            _("this is not a plan that chutier kept"), hint=_("make one: chutier plan --nle PROGRAM --save FILE")
        ) from error


def tree_to_json(tree: Tree) -> str:
    """The tree as JSON, the same text for equal trees."""
    document = {
        "chutier_tree": FORMAT,
        "bins": _out(tuple(sorted(tree.bins))),
        "clips": [_out(tree.clips[clip]) for clip in sorted(tree.clips)],
        "timelines": [_out(tree.timelines[key]) for key in sorted(tree.timelines)],
        "doubles": _out(tuple(sorted(tree.doubles))),
        "searches": [[_out(path), tree.searches[path]] for path in sorted(tree.searches)],
    }
    return _writable(json.dumps(document, ensure_ascii=False, sort_keys=True))


def tree_from_json(text: str) -> Tree:
    """The tree that `tree_to_json` wrote. Raises PlanError when it is not one."""
    try:
        found = json.loads(text)
        if found["chutier_tree"] != FORMAT:
            raise PlanError(_("this tree was kept by another version of chutier"))
        clips = [_placed(item) for item in found["clips"]]
        timelines = [_timeline(item) for item in found["timelines"]]
        return Tree(
            bins=tuple(map(_path, _listed(found["bins"]))),
            clips={placed.clip: placed for placed in clips},
            timelines={(timeline.bin, timeline.name): timeline for timeline in timelines},
            doubles=tuple(map(_path, _listed(found["doubles"]))),
            searches={_path(path): query for path, query in found.get("searches", ())},
        )
    except _NOT_OURS as error:
        raise PlanError(_("this is not a tree that chutier kept")) from error


def _out(value: object) -> Any:
    """Values as JSON holds them; a time range as start frame, rate, drop and length, exactly."""
    if isinstance(value, TimeRange):
        start = value.start
        return {"frame": start.frame, "rate": str(start.rate), "drop": start.drop, "frames": value.frames}
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _out(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _out(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_out(item) for item in value]
    return value


def _writable(text: str) -> str:
    """Half characters (a file name that is not UTF-8 has them) as JSON's escapes: no file takes them as they are."""
    return re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", text)


def _is(value: object, kind: Any) -> bool:
    """Whether a value is all through what its annotation says; JSON holds anything anywhere."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is UnionType:
        return any(_is(value, one) for one in inner)
    if origin is tuple:
        return isinstance(value, tuple) and all(_is(one, inner[0]) for one in value)
    if origin is Mapping:
        return isinstance(value, dict) and all(_is(k, inner[0]) and _is(v, inner[1]) for k, v in value.items())
    if kind is int:
        return type(value) is int
    if not isinstance(value, kind):
        return False
    return not is_dataclass(value) or all(_is(getattr(value, one.name), one.type) for one in fields(value))


def _listed(value: object) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(value)


def _path(value: object) -> BinPath:
    return _listed(value)


def _time(item: Mapping[str, Any] | None) -> TimeRange | None:
    if item is None:
        return None
    return TimeRange(Timecode(item["frame"], Fraction(item["rate"]), item["drop"]), item["frames"])


def _placed(item: Mapping[str, Any]) -> Placed:
    media = item["media"]
    return Placed(
        **{
            **item,
            "bins": tuple(map(_path, _listed(item["bins"]))),
            "parts": _listed(item["parts"]),
            "media": MediaRef(**{**media, "time": _time(media["time"])}) if media is not None else None,
        }
    )


def _timeline(item: Mapping[str, Any]) -> Timeline:
    return Timeline(**{**item, "bin": _path(item["bin"]), "clips": _listed(item["clips"])})


def _action(item: dict[str, Any]) -> Action:
    given = {key: value for key, value in item.items() if key != "do"}
    for key in ("path", "source"):
        if key in given:
            given[key] = _path(given[key])
    for key in ("parts", "sounds"):
        if key in given:
            given[key] = _listed(given[key])
    if "placed" in given:
        given["placed"] = _placed(given["placed"])
    if "timeline" in given:
        given["timeline"] = _timeline(given["timeline"])
    return _KINDS[item["do"]](**given)
