"""What holds of any plan: it leads where it says, a second one is empty, nothing of a person's is lost."""

import json
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chutier.errors import PlanError
from chutier.model import BinPath, MediaRef
from chutier.plan import (
    KeptPlan,
    Placed,
    Plan,
    Timeline,
    Tree,
    apply_actions,
    diff,
    fingerprint,
    plan_from_json,
    plan_to_json,
    remember,
    tree_from_json,
    tree_to_json,
    with_parents,
)  # fmt: skip
from chutier.testing import clip, project
from chutier.timecode import Timecode, TimeRange

BINS = st.sampled_from([("A",), ("A", "B"), ("C",), ("FORÊT",), ("FORÊT", "été"), ("D", "E")])
NAMES = st.sampled_from(["12-3-01", "12-3-02", "été", "la bonne", 'LENS 50"', "x\\y", "🎬"])
COLUMNS = st.dictionaries(st.sampled_from(["scene", "take", "comments"]), st.sampled_from(["1", "2", "é"]), max_size=3)
COLORS = st.sampled_from(["", "green", "blue"])
IDS = ("c1", "c2", "c3", "c4")
RATES = st.sampled_from([Fraction(24), Fraction(25), Fraction(24000, 1001), Fraction(30000, 1001)])


@st.composite
def media(draw: st.DrawFn) -> MediaRef | None:
    if draw(st.booleans()):
        return None
    rate = draw(RATES)
    drop = rate == Fraction(30000, 1001) and draw(st.booleans())
    time = TimeRange(Timecode(draw(st.integers(0, 2_000_000)), rate, drop), draw(st.integers(1, 9999)))
    return MediaRef(path=draw(NAMES), time=draw(st.sampled_from([time, None])), tape=draw(NAMES), audio_tracks=2)


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    clips = {}
    for number in draw(st.lists(st.sampled_from(IDS), unique=True)):
        clips[number] = Placed(
            clip=number, kind="picture", name=draw(NAMES), columns=draw(COLUMNS), color=draw(COLORS),
            media=draw(media()),
            bins=tuple(draw(st.lists(BINS, min_size=1, max_size=3, unique=True))),
            parts=tuple(one for one in IDS if one < number) if draw(st.booleans()) else (),
        )  # fmt: skip
    lines = [
        Timeline(bin=draw(BINS), name=draw(NAMES), type="kem", clips=tuple(draw(st.lists(st.sampled_from(IDS)))))
        for _number in range(draw(st.integers(0, 2)))
    ]
    bins = [*draw(st.lists(BINS)), *(path for one in clips.values() for path in one.bins), *(one.bin for one in lines)]
    doubles = tuple(path for path in draw(st.lists(BINS, max_size=1)) if path in bins and draw(st.booleans()))
    return Tree(
        bins=with_parents(bins), clips=clips, timelines={(one.bin, one.name): one for one in lines}, doubles=doubles
    )


def apart(tree: Tree) -> Tree:
    """The tree as macOS hands it back."""

    def path(one: BinPath) -> BinPath:
        return tuple(unicodedata.normalize("NFD", name) for name in one)

    return Tree(
        bins=tuple(sorted(map(path, tree.bins))),
        clips={
            key: replace(
                one, name=unicodedata.normalize("NFD", one.name), bins=tuple(map(path, one.bins)),
                columns={name: unicodedata.normalize("NFD", text) for name, text in one.columns.items()},
            )
            for key, one in tree.clips.items()
        },
        timelines={(path(one.bin), one.name): replace(one, bin=path(one.bin)) for one in tree.timelines.values()},
        doubles=tuple(map(path, tree.doubles)),
    )  # fmt: skip


SEEN = st.sampled_from([lambda tree: tree, apart])
See = Callable[[Tree], Tree]


def built(want: Tree, have: Tree, last: Tree | None = None) -> tuple[Tree, Tree]:
    """What is there and what is ours after a build."""
    done = apply_actions(have, diff(want, have, last).actions)
    return done, remember(want, done, last)


@given(trees(), trees(), st.none() | trees(), SEEN, st.booleans())
def test_when_a_plan_is_done_nothing_is_left_to_do(
    want: Tree, have: Tree, last: Tree | None, see: See, insist: bool
) -> None:
    have = see(have)
    done = apply_actions(have, diff(want, have, last, insist=insist).actions)
    assert diff(want, done, remember(want, done, last), insist=insist).actions == ()


@given(trees(), trees(), trees(), SEEN)
def test_show_after_show_is_followed_in_what_no_person_touched(
    first: Tree, second: Tree, third: Tree, see: See
) -> None:
    first, second, third = (replace(tree, doubles=()) for tree in (first, second, third))
    have, ours = Tree(), None
    for want in (first, second, third, first):
        have, ours = built(want, see(have), ours)
        seen = {
            key: {unicodedata.normalize("NFC", n) for path in one.bins for n in path} for key, one in have.clips.items()
        }
        for key, placed in want.clips.items():
            assert unicodedata.normalize("NFC", have.clips[key].name) == placed.name
            assert have.clips[key].color == placed.color
            assert {name for path in placed.bins for name in path} <= seen[key]


@given(trees(), trees(), st.none() | trees(), st.booleans())
def test_nothing_is_ever_taken_away(want: Tree, have: Tree, last: Tree | None, insist: bool) -> None:
    done = apply_actions(have, diff(want, have, last, insist=insist).actions)
    assert set(have.bins) <= set(done.bins)
    assert set(have.clips) <= set(done.clips)
    assert {key: done.timelines[key] for key in have.timelines} == dict(have.timelines)
    for stray in set(have.clips) - set(want.clips):
        assert done.clips[stray] == have.clips[stray]


HANDS: dict[str, Callable[[Placed], Placed | None]] = {
    "renames": lambda one: replace(one, name="à moi"),
    "recolours": lambda one: replace(one, color="pink"),
    "types": lambda one: replace(one, columns={**one.columns, "take": "à moi"}),
    "moves": lambda one: replace(one, bins=(("À MOI",),)),
    "removes": lambda one: None,
}


@given(trees(), trees(), st.sampled_from(IDS), st.sampled_from(sorted(HANDS)), SEEN)
def test_what_a_hand_did_stays_through_any_number_of_builds(
    first: Tree, second: Tree, touched: str, hand: str, see: See
) -> None:
    first = replace(first, doubles=())
    have, ours = built(first, Tree())
    if touched not in have.clips or touched not in second.clips:
        return
    changed = HANDS[hand](have.clips[touched])
    clips = {key: one for key, one in have.clips.items() if key != touched}
    have = replace(have, clips={**clips, touched: changed} if changed else clips)
    for want in (first, second, second, first):
        have, ours = built(want, see(have), ours)
        now = have.clips.get(touched)
        if changed is None:
            assert now is None
            continue
        assert now is not None
        what = {"renames": "name", "recolours": "color", "moves": "bins"}.get(hand, "columns")
        mine, theirs = getattr(now, what), getattr(changed, what)
        if hand == "types":
            mine, theirs = mine["take"], theirs["take"]
        assert unicodedata.normalize("NFC", str(mine)) == unicodedata.normalize("NFC", str(theirs))


@given(trees(), trees(), st.none() | trees(), st.randoms())
def test_the_order_in_which_a_program_tells_does_not_matter(
    want: Tree, have: Tree, last: Tree | None, random: Any
) -> None:
    def shuffled(tree: Tree) -> Tree:
        clips, lines, bins = list(tree.clips.items()), list(tree.timelines.items()), list(tree.bins)
        for one in (clips, lines, bins):
            random.shuffle(one)
        return replace(tree, clips=dict(clips), timelines=dict(lines), bins=tuple(bins))

    assert diff(want, shuffled(have), last and shuffled(last)) == diff(want, have, last)


@given(trees(), trees(), st.none() | trees())
def test_a_kept_plan_is_the_plan(want: Tree, have: Tree, last: Tree | None) -> None:
    kept = KeptPlan(plan=diff(want, have, last), target="fake:/x", fingerprint=fingerprint(have))
    assert plan_from_json(plan_to_json(kept)) == kept


@given(trees())
def test_a_kept_tree_is_the_tree_and_its_fingerprint_is_its_own(tree: Tree) -> None:
    again = tree_from_json(tree_to_json(tree))
    assert again == tree
    assert fingerprint(again) == fingerprint(tree)


@given(trees(), trees())
def test_trees_that_differ_have_fingerprints_that_differ(one: Tree, other: Tree) -> None:
    assert (fingerprint(one) == fingerprint(other)) == (one == other)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)


@given(trees(), st.data())
def test_a_spoilt_plan_is_a_plan_error_or_a_plan(want: Tree, data: st.DataObject) -> None:
    document = json.loads(plan_to_json(KeptPlan(plan=diff(want, Tree()), target="t", fingerprint="f")))
    place: Any = document
    while isinstance(place, (dict, list)) and place:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if data.draw(st.booleans()) or not isinstance(place[key], (dict, list)) or not place[key]:
            place[key] = data.draw(JSON | st.just("1/0"))
            break
        place = place[key]
    with suppress(PlanError):
        assert isinstance(plan_from_json(json.dumps(document)).plan, Plan)


@pytest.mark.parametrize("text", ["", "[]", "3", "null", '{"chutier_plan": 2}', '{"chutier_plan": 1}', "[" * 100_000])
def test_what_is_no_plan_is_refused(text: str) -> None:
    with pytest.raises(PlanError):
        plan_from_json(text)
    with pytest.raises(PlanError):
        tree_from_json(text)


ONE = clip(1, ("A",), color="green")


def test_what_we_wrote_and_still_is_there_is_ours() -> None:
    want = project(ONE)
    assert remember(want, want) == want


def test_what_was_refused_is_not_ours() -> None:
    assert remember(project(ONE), Tree()) == Tree()


def test_a_persons_value_leaves_ours_as_it_was() -> None:
    want, theirs = project(replace(ONE, name="new")), project(replace(ONE, name="theirs", color="blue"))
    ours = remember(want, theirs, project(ONE))
    assert (ours.clips[ONE.clip].name, ours.clips[ONE.clip].color) == (ONE.name, "green")


def test_a_clip_that_we_moved_is_no_longer_ours_where_it_was() -> None:
    moved = project(replace(ONE, bins=(("B",),)), bins=[("A",)])
    ours = remember(moved, moved, project(ONE))
    assert ours.clips[ONE.clip].bins == (("B",),)
    back = diff(project(ONE, bins=[("B",)]), moved, ours)
    assert [type(action).__name__ for action in back.actions] == ["MoveClip"]


def test_what_is_ours_is_ours_with_its_accents_apart() -> None:
    want = project(clip(1, ("FORÊT",)), timelines=[Timeline(bin=("FORÊT",), name="x", type="kem", clips=())])
    assert remember(want, apart(want)) == want


def test_a_bin_gone_while_the_show_did_without_it_is_made_when_wanted_again() -> None:
    with_bin, without = project(ONE, bins=[("B",)]), project(ONE)
    ours = remember(without, without, with_bin)
    assert [str(action) for action in diff(with_bin, without, ours).actions] == ["+ bin       B"]
