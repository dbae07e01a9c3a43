"""The suite that every adapter passes, whether it speaks to a live program or writes files.

A subclass gives the fixture `nle`, an empty project. What a person does to it by hand goes through the `person_…`
methods: an adapter overrides those that its program allows, the others skip their tests.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NoReturn

import pytest

from chutier.events import silent
from chutier.model import BinPath, ClipId
from chutier.naming import fit
from chutier.plan import Action, MakeBin, MakeSearchBin, Nle, Outcome, Placed, Plan, Timeline, Tree, diff, remember
from chutier.testing.trees import clip, project

DAY: BinPath = ("20_RUSHES", "J03", "IMAGE")
ACCENTED: BinPath = ("20_RUSHES", "À VÉRIFIER")
SCENE: BinPath = ("10_SEQUENCES", "SEQ 012bis")
AWKWARD = ("L'été d'Hélène", "cœur—ça 50", "a'b''c", "x" * 20, "№ 5 (bis) & co", "100 %", "été n° 2")
UNFIT = (
    'LENS 50"',
    "12/3\\4",
    "🎬 clap",
    unicodedata.normalize("NFD", "à côté"),
    "two\nlines",
    "a\tb",
    "<i>*?|</i>",
    " x. ",
)
TYPED = ('« "50" » \\ 12/3', "🎬", "l'été", "{0} %s $(x)", "=1+1")


def _cannot(what: str) -> NoReturn:
    pytest.skip(f"a person cannot {what} where this adapter sees it")


class NleContract:
    """See the module. `names` are awkward names that the adapter must carry; fitted ones, as the core gives them.
    `unfit` are such as no program takes: the core fits them first. `texts` are what people put into columns."""

    names: Sequence[str] = AWKWARD
    unfit: Sequence[str] = UNFIT
    texts: Sequence[str] = TYPED

    def person_renames(self, nle: Any, clip: ClipId, name: str) -> None:
        """An editor renames a clip in the program."""
        _cannot("rename")

    def person_moves(self, nle: Any, clip: ClipId, path: BinPath) -> None:
        """An editor drags a clip into another bin."""
        _cannot("move")

    def person_types(self, nle: Any, clip: ClipId, column: str, text: str) -> None:
        """An editor types into a column."""
        _cannot("type into a column")

    def person_colors(self, nle: Any, clip: ClipId, color: str) -> None:
        """An editor colours a clip."""
        _cannot("colour")

    def person_removes(self, nle: Any, clip: ClipId) -> None:
        """An editor deletes a clip."""
        _cannot("remove")

    def person_makes_bin(self, nle: Any, path: BinPath) -> None:
        """An editor makes a bin."""
        _cannot("make a bin")

    def person_doubles_bin(self, nle: Any, path: BinPath) -> None:
        """An editor makes a second bin of one name."""
        _cannot("make two bins of one name")

    def person_removes_bin(self, nle: Any, path: BinPath) -> None:
        """An editor deletes a bin and what lies in it."""
        _cannot("remove a bin")

    def person_removes_timeline(self, nle: Any, path: BinPath, name: str) -> None:
        """An editor deletes a sequence."""
        _cannot("remove a timeline")

    def person_imports(self, nle: Any, placed: Placed) -> None:
        """An editor brings the clip's file in, into no bin of ours."""
        _cannot("import")

    def tree(self, nle: Nle) -> Tree:
        """A small day: two pictures, a sound, a wild track, a synced take (the first picture itself, where the program
        has it so), an empty bin."""
        first = clip(1, DAY, color="green", columns={"circled": "cerclée"})
        second = clip(2, DAY)
        sound = clip(3, ("20_RUSHES", "J03", "SON"), kind="sound", name="12-3-01 son")
        wild = clip(4, ("30_SONS SEULS",), kind="wild", name="12 WT1")
        homes = (SCENE,) if nle.one_home else (SCENE, ("20_RUSHES", "J03", "SYNCHRO"))
        sync = clip(5, *homes, kind="sync", name="12-3-01", parts=(first.clip, sound.clip))
        if nle.sync_on_picture:
            sync = replace(sync, clip=first.clip, media=first.media, color=first.color)
        day = {one.clip: one for one in (first, second, sound, wild, sync)}
        return project(*day.values(), bins=[("00_MONTAGE",), ("20_RUSHES", "J03", "SYNCHRO")])

    def take(self, want: Tree) -> Placed:
        """The synced take of that day."""
        return next(placed for placed in want.clips.values() if placed.kind == "sync")

    def build(
        self, nle: Nle, want: Tree, last: Tree | None = None, *, insist: bool = False
    ) -> tuple[Plan, Outcome, Tree]:
        """Plan, perform, observe; the plan, what became of it, and what is ours after it."""
        plan = diff(want, nle.observe(), last, insist=insist)
        outcome = nle.perform(plan.actions, silent) if plan.actions else Outcome()
        return plan, outcome, remember(want, nle.observe(), last)

    def ours_to_do(self, nle: Nle, plan: Plan) -> list[Action]:
        """What the adapter would still do; what only a person can, stays in the plan until it is done."""
        return [action for action in plan.actions if type(action) in nle.abilities]

    def test_an_empty_project_gets_everything(self, nle: Nle) -> None:
        want = self.tree(nle)
        plan, outcome, _ours = self.build(nle, want)
        assert plan.actions
        assert not outcome.failed
        assert set(want.bins) <= set(nle.observe().bins)

    def test_twice_is_nothing(self, nle: Nle) -> None:
        want = self.tree(nle)
        _plan, _outcome, ours = self.build(nle, want)
        again = diff(want, nle.observe(), ours)
        assert not self.ours_to_do(nle, again)
        assert again.kept == ()

    def test_twice_is_nothing_even_when_we_forgot_what_we_did(self, nle: Nle) -> None:
        want = self.tree(nle)
        self.build(nle, want)
        assert not self.ours_to_do(nle, diff(want, nle.observe(), None))

    def test_observing_changes_nothing(self, nle: Nle) -> None:
        self.build(nle, self.tree(nle))
        assert nle.observe() == nle.observe()

    def test_every_action_is_accounted_for_once(self, nle: Nle) -> None:
        plan, outcome, _ours = self.build(nle, self.tree(nle))
        told = [*outcome.done, *(f.action for f in outcome.failed), *(h.action for h in outcome.by_hand)]
        assert sorted(map(str, told)) == sorted(map(str, plan.actions))
        assert all(one.instruction for one in outcome.by_hand)

    def test_names_columns_and_bins_come_back_as_given(self, nle: Nle) -> None:
        want = self.tree(nle)
        self.build(nle, want)
        have = nle.observe()
        for key, placed in want.clips.items():
            assert have.clips[key].name == placed.name
            assert set(placed.bins) == set(have.clips[key].bins)
            assert dict(placed.columns).items() <= dict(have.clips[key].columns).items()

    def test_awkward_names_survive(self, nle: Nle) -> None:
        clips = [clip(number, DAY, name=name) for number, name in enumerate(self.names, 1)]
        want = project(*clips, bins=[("20_RUSHES", name) for name in self.names])
        _plan, outcome, ours = self.build(nle, want)
        assert not outcome.failed
        assert diff(want, nle.observe(), ours).actions == ()

    def test_unfit_names_are_fitted_and_survive(self, nle: Nle) -> None:
        clips = [
            clip(number, DAY, name=fit(f"{number} {name}", nle.limits.clip).text)
            for number, name in enumerate(self.unfit, 1)
        ]
        bins = [("20_RUSHES", fit(f"{n} {name}", nle.limits.bin).text) for n, name in enumerate(self.unfit, 1)]
        want = project(*clips, bins=bins)
        _plan, outcome, ours = self.build(nle, want)
        assert not outcome.failed
        assert diff(want, nle.observe(), ours) == Plan()

    def test_whatever_a_column_says_survives(self, nle: Nle) -> None:
        clips = [clip(number, DAY, columns={"comments": text}) for number, text in enumerate(self.texts, 1)]
        want = project(*clips)
        _plan, outcome, ours = self.build(nle, want)
        assert not outcome.failed
        assert diff(want, nle.observe(), ours) == Plan()

    def test_what_it_cannot_do_is_left_to_a_person(self, nle: Nle) -> None:
        plan, outcome, _ours = self.build(nle, self.tree(nle))
        beyond = [action for action in plan.actions if type(action) not in nle.abilities]
        told = [one.action for one in outcome.by_hand]
        assert all(action in told for action in beyond)

    def test_no_second_bin_of_one_name(self, nle: Nle) -> None:
        self.person_makes_bin(nle, DAY)
        self.build(nle, self.tree(nle))
        assert nle.observe().bins.count(DAY) == 1
        assert nle.observe().doubles == ()

    def test_nothing_is_placed_into_a_doubled_bin(self, nle: Nle) -> None:
        want = self.tree(nle)
        self.person_makes_bin(nle, DAY)
        self.person_doubles_bin(nle, DAY)
        plan, _outcome, _ours = self.build(nle, want)
        assert {refused.path for refused in plan.refused} == {DAY}
        assert not [c for c in nle.observe().clips.values() if DAY in c.bins]

    def test_nothing_goes_below_a_doubled_bin(self, nle: Nle) -> None:
        self.person_makes_bin(nle, DAY[:1])
        self.person_doubles_bin(nle, DAY[:1])
        before = nle.observe()
        want = project(
            clip(1, DAY), timelines=[Timeline(bin=DAY[:1], name="J03", type="dailies", clips=(clip(1).clip,))]
        )
        plan, _outcome, _ours = self.build(nle, want)
        assert plan.refused
        assert plan.actions == ()
        assert nle.observe() == before

    def test_strays_survive(self, nle: Nle) -> None:
        self.person_makes_bin(nle, ("DE LA MONTEUSE",))
        plan, _outcome, _ours = self.build(nle, self.tree(nle))
        assert ("DE LA MONTEUSE",) in plan.stray_bins
        assert ("DE LA MONTEUSE",) in nle.observe().bins

    def _first(self, want: Tree) -> Placed:
        return next(placed for placed in want.clips.values() if placed.kind == "picture")

    def _changed(self, want: Tree, placed: Placed) -> Tree:
        return replace(want, clips={**want.clips, placed.clip: placed})

    def test_a_new_name_in_the_show_reaches_the_project(self, nle: Nle) -> None:
        want = self.tree(nle)
        _plan, _outcome, ours = self.build(nle, want)
        first = self._first(want)
        changed = self._changed(want, replace(first, name="12-3-99", columns={**first.columns, "take": "99"}))
        plan, outcome, ours = self.build(nle, changed, ours)
        assert {type(action).__name__ for action in self.ours_to_do(nle, plan)} == {"Rename", "SetColumns"}
        assert not outcome.failed
        assert nle.observe().clips[first.clip].name == "12-3-99"
        assert not self.ours_to_do(nle, diff(changed, nle.observe(), ours))

    def test_a_persons_name_stays(self, nle: Nle) -> None:
        want = self.tree(nle)
        _plan, _outcome, ours = self.build(nle, want)
        first = self._first(want)
        self.person_renames(nle, first.clip, "la bonne")
        changed = self._changed(want, replace(first, name="12-3-77"))
        plan, _outcome, ours = self.build(nle, changed, ours)
        assert "name" in {kept.what for kept in plan.kept}
        assert nle.observe().clips[first.clip].name == "la bonne"
        self.build(nle, changed, ours)
        assert nle.observe().clips[first.clip].name == "la bonne"

    def test_insisting_takes_the_shows_word(self, nle: Nle) -> None:
        want = self.tree(nle)
        _plan, _outcome, ours = self.build(nle, want)
        first = self._first(want)
        self.person_renames(nle, first.clip, "la bonne")
        self.build(nle, want, ours, insist=True)
        assert nle.observe().clips[first.clip].name == first.name

    def test_a_persons_place_stays(self, nle: Nle) -> None:
        want = self.tree(nle)
        _plan, _outcome, ours = self.build(nle, want)
        first = self._first(want)
        self.person_moves(nle, first.clip, ("DE LA MONTEUSE",))
        plan, _outcome, _ours = self.build(nle, want, ours)
        assert "home" in {kept.what for kept in plan.kept}
        assert nle.observe().clips[first.clip].bins == (("DE LA MONTEUSE",),)

    def test_what_a_person_typed_stays(self, nle: Nle) -> None:
        want = self.tree(nle)
        _plan, _outcome, ours = self.build(nle, want)
        first = self._first(want)
        self.person_types(nle, first.clip, "take", "2 bis")
        self.build(nle, want, ours)
        assert nle.observe().clips[first.clip].columns["take"] == "2 bis"

    def test_a_persons_colour_stays(self, nle: Nle) -> None:
        want = self.tree(nle)
        _plan, _outcome, ours = self.build(nle, want)
        first = self._first(want)
        self.person_colors(nle, first.clip, "blue")
        self.build(nle, want, ours)
        assert nle.observe().clips[first.clip].color == "blue"

    def test_what_a_person_removed_stays_away(self, nle: Nle) -> None:
        want = self.tree(nle)
        _plan, _outcome, ours = self.build(nle, want)
        first = self._first(want)
        self.person_removes(nle, first.clip)
        plan, _outcome, _ours = self.build(nle, want, ours)
        assert "clip" in {kept.what for kept in plan.kept}
        assert first.clip not in nle.observe().clips

    @pytest.mark.parametrize("path", [DAY, ACCENTED])
    def test_a_bin_that_a_person_removed_stays_away(self, nle: Nle, path: BinPath) -> None:
        want = project(clip(1, DAY), clip(2, ACCENTED))
        _plan, _outcome, ours = self.build(nle, want)
        self.person_removes_bin(nle, path)
        before = nle.observe()
        plan, _outcome, _ours = self.build(nle, project(*want.clips.values(), clip(9, path)), ours)
        assert plan.actions == ()
        assert "bin" in {kept.what for kept in plan.kept}
        assert clip(9).name in {refused.clip for refused in plan.refused}
        assert nle.observe() == before

    def test_what_a_person_brought_in_is_known_by_its_file(self, nle: Nle) -> None:
        want = project(clip(1, DAY))
        first = self._first(want)
        assert first.media is not None
        nle.know({first.clip: first.media})
        self.person_imports(nle, first)
        plan, outcome, ours = self.build(nle, want)
        assert "PlaceClip" not in {type(action).__name__ for action in plan.actions}
        assert not outcome.failed
        assert nle.observe().clips[first.clip].name == first.name
        assert nle.observe().clips[first.clip].bins == (DAY,)
        assert diff(want, nle.observe(), ours) == Plan()

    def test_there_and_back_again(self, nle: Nle) -> None:
        home, other = ("20_RUSHES", "J03"), ("30_SONS SEULS",)
        ours: Tree | None = None
        for path in (home, other, home):
            want = project(clip(1, path), bins=[home, other])
            plan, outcome, ours = self.build(nle, want, ours)
            if outcome.by_hand:
                pytest.skip("this adapter leaves moves to a person")
            assert plan.kept == ()
            assert nle.observe().clips[clip(1).clip].bins == (path,)

    def test_the_next_day_brings_only_what_is_new(self, nle: Nle) -> None:
        want = self.tree(nle)
        _plan, _outcome, ours = self.build(nle, want)
        tomorrow = clip(9, ("20_RUSHES", "J04", "IMAGE"))
        both = project(*want.clips.values(), tomorrow, bins=want.bins)
        plan, outcome, ours = self.build(nle, both, ours)
        assert {type(action).__name__ for action in self.ours_to_do(nle, plan)} == {"MakeBin", "PlaceClip"}
        assert not outcome.failed
        assert not self.ours_to_do(nle, diff(both, nle.observe(), ours))

    def test_a_timeline_is_made_once(self, nle: Nle) -> None:
        want = self.tree(nle)
        timeline = Timeline(bin=SCENE, name="NDV_SEQ012_BAB", type="kem", clips=(self.take(want).clip,))
        want = replace(want, timelines={(SCENE, timeline.name): timeline})
        _plan, outcome, ours = self.build(nle, want)
        if not outcome.by_hand:
            assert (SCENE, timeline.name) in nle.observe().timelines
            assert not self.ours_to_do(nle, diff(want, nle.observe(), ours))

    def test_a_timeline_that_a_person_removed_stays_away(self, nle: Nle) -> None:
        want = self.tree(nle)
        timeline = Timeline(bin=SCENE, name="NDV_SEQ012_BAB", type="kem", clips=(self.take(want).clip,))
        want = replace(want, timelines={(SCENE, timeline.name): timeline})
        _plan, _outcome, ours = self.build(nle, want)
        self.person_removes_timeline(nle, SCENE, timeline.name)
        plan, _outcome, _ours = self.build(nle, want, ours)
        assert not self.ours_to_do(nle, plan)
        assert [kept.subject for kept in plan.kept] == [timeline.name]
        assert nle.observe().timelines == {}

    def test_one_refusal_leaves_the_rest_done(self, nle: Nle) -> None:
        want = self.tree(nle)
        nowhere = clip(8, ("NO", "SUCH", "BIN"))
        plan = diff(project(*want.clips.values(), nowhere, bins=want.bins), nle.observe())
        actions = [a for a in plan.actions if not (isinstance(a, MakeBin) and a.path[0] == "NO")]
        nle.perform(actions, silent)
        assert set(want.clips) <= set(nle.observe().clips)

    def test_a_search_bin_is_made_once(self, nle: Nle) -> None:
        if MakeSearchBin not in nle.abilities:
            pytest.skip("no script can make search bins there")
        want = replace(self.tree(nle), searches={("00_MONTAGE", "RETENUES"): "cerclée"})
        _plan, outcome, ours = self.build(nle, want)
        assert not outcome.failed
        assert ("00_MONTAGE", "RETENUES") in nle.observe().bins
        plan, _outcome, ours = self.build(nle, want, ours)
        assert not self.ours_to_do(nle, plan)
        assert plan.stray_bins == ()
        self.person_removes_bin(nle, ("00_MONTAGE", "RETENUES"))
        plan, _outcome, _ours = self.build(nle, want, ours)
        assert not self.ours_to_do(nle, plan)
        assert "bin" in {kept.what for kept in plan.kept}

    def test_closing_twice_is_harmless(self, nle: Nle) -> None:
        nle.close()
        nle.close()
