"""Plans as people read them: tests/plans/<case>/ holds what should be, what is, what we wrote last, and the plan.

want.yaml     bins: [A > B]   clips: {c1: {name: 12-3-01, in: [A > B], …}}   timelines: [{in: A, name: N, clips: …}]
              searches: {A > C: words}
              `insist: true` takes the show's word over a person's changes
              a clip with a `file` and `parts` is a picture to which sound is linked
have.yaml     the same; `like: want` (or `like: last`) begins from another tree: `gone` takes its bins and timelines
              away, a clip that is empty goes, the keys of another replace its own; `nfd: true` takes accents
              apart, as macOS does
last.yaml     the same; without it, we remember nothing
plan.txt      the summary and the lines; CHUTIER_UPDATE=1 writes them anew, to be read before they are kept
"""

import os
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from chutier.model import BinPath, MediaRef
from chutier.plan import (
    ACTIONS,
    Placed,
    Plan,
    Timeline,
    Tree,
    apply_actions,
    diff,
    plan_lines,
    remember,
    summary,
    with_parents,
)  # fmt: skip

CASES = Path(__file__).parent / "plans"
NAMES = sorted(path.name for path in CASES.iterdir())


def bin_path(text: str) -> BinPath:
    return tuple(text.split(" > "))


def placed(clip: str, said: Mapping[str, Any]) -> Placed:
    return Placed(
        clip=clip,
        kind=said.get("kind", "picture"),
        name=said["name"],
        bins=tuple(map(bin_path, said["in"])),
        columns={key: str(value) for key, value in said.get("columns", {}).items()},
        color=said.get("color", ""),
        parts=tuple(said.get("parts", ())),
        media=MediaRef(path=said["file"], time=None) if "file" in said else None,
    )


def clips_of(base: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    merged = {**base}
    for clip, values in said.items():
        merged[clip] = {**merged.get(clip, {}), **values} if values else None
    return {clip: values for clip, values in merged.items() if values}


def said_in(case: Path, name: str) -> dict[str, Any]:
    said: dict[str, Any] = yaml.safe_load((case / f"{name}.yaml").read_text(encoding="utf-8")) or {}
    base = said_in(case, said["like"]) if "like" in said else {}
    gone = set(said.get("gone", ()))
    lines = [line for line in base.get("timelines", ()) if line["name"] not in gone]
    return {
        **said,
        "bins": [*(path for path in base.get("bins", ()) if path not in gone), *said.get("bins", ())],
        "clips": clips_of(base.get("clips", {}), said.get("clips", {})),
        "timelines": [*lines, *said.get("timelines", ())],
        "searches": {**base.get("searches", {}), **said.get("searches", {})},
    }


def tree_of(case: Path, name: str) -> Tree:
    said = said_in(case, name)
    clips = {clip: placed(clip, values) for clip, values in said["clips"].items()}
    timelines = [
        Timeline(bin=bin_path(t["in"]), name=t["name"], type=t.get("type", "kem"), clips=tuple(t["clips"]))
        for t in said["timelines"]
    ]
    doubles = tuple(map(bin_path, said.get("doubles", ())))
    needed = [path for clip in clips.values() for path in clip.bins] + [line.bin for line in timelines]
    tree = Tree(
        bins=with_parents([*map(bin_path, said["bins"]), *needed, *doubles]),
        clips=clips,
        timelines={(line.bin, line.name): line for line in timelines},
        doubles=doubles,
        searches={bin_path(path): words for path, words in said["searches"].items()},
    )
    return apart(tree) if said.get("nfd") else tree


def apart(tree: Tree) -> Tree:
    def path(one: BinPath) -> BinPath:
        return tuple(unicodedata.normalize("NFD", name) for name in one)

    clips = {
        clip: replace(one, name=unicodedata.normalize("NFD", one.name), bins=tuple(map(path, one.bins)))
        for clip, one in tree.clips.items()
    }
    return Tree(bins=tuple(sorted(map(path, tree.bins))), clips=clips, doubles=tuple(map(path, tree.doubles)))


def planned(case: Path) -> tuple[Plan, Tree, Tree, Tree | None]:
    want, have = tree_of(case, "want"), tree_of(case, "have")
    last = tree_of(case, "last") if (case / "last.yaml").exists() else None
    return diff(want, have, last, insist=bool(said_in(case, "want").get("insist"))), want, have, last


@pytest.mark.parametrize("name", NAMES)
def test_the_plan_reads_as_it_should(name: str) -> None:
    plan, *_trees = planned(CASES / name)
    text = "\n".join([summary(plan), *plan_lines(plan), ""])
    kept = CASES / name / "plan.txt"
    if os.environ.get("CHUTIER_UPDATE"):
        kept.write_text(text, encoding="utf-8")
    assert text == kept.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_when_it_is_done_there_is_nothing_more_to_do(name: str) -> None:
    plan, want, have, last = planned(CASES / name)
    done = apply_actions(have, plan.actions)
    again = diff(want, done, remember(want, done, last))
    assert again.actions == ()
    assert set(have.clips) <= set(done.clips)
    assert set(have.bins) <= set(done.bins)


def test_every_action_has_a_case() -> None:
    shown = {type(action) for name in NAMES for action in planned(CASES / name)[0].actions}
    assert shown == set(ACTIONS)


def test_everything_that_is_left_alone_has_a_case() -> None:
    kept = {one.what for name in NAMES for one in planned(CASES / name)[0].kept}
    assert kept == {
        "bin", "clip", "home", "place", "name", "column", "colour", "timeline", "gone", "surplus", "copy", "sound",
        "old_bin",
    }  # fmt: skip
