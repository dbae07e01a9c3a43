"""Want, observe, compare, perform, observe: with this adapter a second plan is empty, whatever the clips are called."""

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from avid.conftest import blueprint, picture
from chutier.events import silent
from chutier.plan.diff import diff
from chutier.plan.effect import remember
from chutier.plan.tree import Placed, Timeline, Tree, with_parents
from chutier_avid.ale import read
from chutier_avid.nle import AvidFiles, connect

WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8).map(str.strip).filter(bool)
VALUES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=10)
BIN_NAMES = st.sampled_from(["IMAGE", "SON", "SEQ 012bis", "été", "A VERIFIER"])
FIELDS = st.sampled_from(["scene", "take", "comments", "decor", "circled", "day", "cam_roll"])
KINDS = st.sampled_from(["picture", "mos", "sync", "still"])


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    paths = draw(st.lists(st.lists(BIN_NAMES, min_size=1, max_size=3).map(tuple), min_size=1, max_size=4, unique=True))
    bins = with_parents(paths)
    clips: dict[str, Placed] = {}
    for n in range(draw(st.integers(0, 6))):
        color = draw(st.sampled_from(["", "green"]))
        placed = picture(f"c{n}", draw(WORDS), f"10:{n:02}:00:00", kind=draw(KINDS), color=color)
        clips[f"c{n}"] = replace(
            placed,
            bins=tuple(draw(st.lists(st.sampled_from(bins), min_size=1, max_size=2, unique=True))),
            columns=draw(st.dictionaries(FIELDS, VALUES, max_size=4)),
            media=None if placed.kind in ("sync", "still") else placed.media,
            parts=("c0",) if placed.kind == "sync" else (),
        )
    lines = {(bins[0], "JOUR"): Timeline(bin=bins[0], name="JOUR", type="dailies", clips=tuple(clips))} if clips else {}
    return Tree(bins=bins, clips=clips, timelines=lines)


def build(avid: AvidFiles, want: Tree, last: Tree | None) -> Tree:
    plan = diff(want, avid.observe(), last)
    outcome = avid.perform(plan.actions, silent)
    avid.close()
    assert outcome.failed == ()
    assert len(outcome.done) + len(outcome.by_hand) == len(plan.actions)
    return remember(want, avid.observe(), last)


@given(trees(), trees())
@settings(max_examples=40)
def test_a_second_plan_is_empty_and_a_changed_show_is_followed(first: Tree, second: Tree) -> None:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out"

        def fresh() -> AvidFiles:
            return connect(out=out, blueprint=blueprint(), options={})

        last = build(fresh(), first, None)
        assert diff(first, fresh().observe(), last).actions == ()
        assert diff(first, fresh().observe(), None).actions == ()
        last = build(fresh(), second, last)
        again = diff(second, fresh().observe(), last)
        assert again.actions == ()
        seen = fresh().observe()
        for log in out.rglob("*.ale"):
            log.write_bytes(read(log).to_bytes() + b"\r\n")
        assert fresh().observe() == seen


def test_a_name_given_by_hand_is_kept(tmp_path: Path) -> None:
    avid = connect(out=tmp_path, blueprint=blueprint(), options={})
    home = ("IMAGE",)
    want = Tree(bins=(home,), clips={"c1": picture("c1", "12-1-01", home=home)})
    last = build(avid, want, None)
    log = next(tmp_path.rglob("*.ale"))
    log.write_bytes(log.read_bytes().replace(b"12-1-01", b"LA BONNE"))
    changed = replace(want, clips={"c1": replace(want.clips["c1"], name="12-1-02", color="green")})
    plan = diff(changed, avid.observe(), last)
    assert [type(action).__name__ for action in plan.actions] == ["SetColor"]
    assert [(kept.what, kept.theirs) for kept in plan.kept] == [("name", "LA BONNE")]
    last = build(avid, changed, last)
    assert avid.observe().clips["c1"].name == "LA BONNE"
    assert diff(changed, avid.observe(), last).actions == ()
