"""The fake program passes the suite that every adapter passes, in its kind and in its treacherous forms."""

from typing import Any

import pytest

from chutier.errors import NleError
from chutier.events import silent
from chutier.model import BinPath, ClipId
from chutier.plan import AddToBin, MakeBin, Outcome, PlaceClip, Tree, diff, remember
from chutier.testing import FakeNle, NleContract, Quirks, clip, project


class FakeContract(NleContract):
    def person_renames(self, nle: Any, clip: ClipId, name: str) -> None:
        nle.person_renames(clip, name)

    def person_moves(self, nle: Any, clip: ClipId, path: BinPath) -> None:
        nle.person_moves(clip, path)

    def person_types(self, nle: Any, clip: ClipId, column: str, text: str) -> None:
        nle.person_types(clip, column, text)

    def person_colors(self, nle: Any, clip: ClipId, color: str) -> None:
        nle.person_colors(clip, color)

    def person_removes(self, nle: Any, clip: ClipId) -> None:
        nle.person_removes(clip)

    def person_makes_bin(self, nle: Any, path: BinPath) -> None:
        nle.person_makes_bin(path)

    def person_doubles_bin(self, nle: Any, path: BinPath) -> None:
        nle.person_doubles_bin(path)

    def person_removes_bin(self, nle: Any, path: BinPath) -> None:
        nle.person_removes_bin(path)

    def person_removes_timeline(self, nle: Any, path: BinPath, name: str) -> None:
        nle.person_removes_timeline(path, name)


class TestFake(FakeContract):
    @pytest.fixture
    def nle(self) -> FakeNle:
        return FakeNle()


class TestFakeWithOneHome(FakeContract):
    @pytest.fixture
    def nle(self) -> FakeNle:
        return FakeNle(one_home=True)


class TestFakeThatDecomposes(FakeContract):
    """macOS hands names back in pieces: what is compared byte for byte elsewhere is compared composed here."""

    @pytest.fixture
    def nle(self) -> FakeNle:
        return FakeNle(quirks=Quirks(decomposes=True))


BIN = ("RUSHES",)
WANT = project(clip(1, BIN), clip(2, BIN))


def built(nle: FakeNle, last: Tree | None = None) -> tuple[Outcome, Tree]:
    outcome = nle.perform(diff(WANT, nle.observe(), last).actions, silent)
    return outcome, remember(WANT, nle.observe(), last)


def test_what_a_program_refused_is_asked_again() -> None:
    nle = FakeNle(quirks=Quirks(fails_at=frozenset({1})))
    outcome, ours = built(nle)
    assert [type(failure.action) for failure in outcome.failed] == [PlaceClip]
    again, _ours = built(nle, ours)
    assert again.done == tuple(failure.action for failure in outcome.failed)
    assert diff(WANT, nle.observe(), ours).actions == ()


def test_a_lie_is_found_by_looking() -> None:
    nle = FakeNle(quirks=Quirks(lies_at=frozenset({2})))
    outcome, ours = built(nle)
    assert not outcome.failed
    assert [str(action) for action in diff(WANT, nle.observe(), ours).actions] == [str(outcome.done[2])]


def test_what_was_done_before_a_program_died_is_not_done_twice() -> None:
    nle = FakeNle(quirks=Quirks(dies_at=2))
    with pytest.raises(NleError):
        built(nle)
    ours = remember(WANT, nle.observe())
    outcome, _ours = built(nle, ours)
    assert len(outcome.done) == 1
    assert nle.observe() == WANT


def test_asked_twice_it_makes_two_bins_of_one_name() -> None:
    nle = FakeNle()
    nle.perform([MakeBin(path=BIN), MakeBin(path=BIN)], silent)
    assert nle.observe().doubles == (BIN,)


def test_what_it_cannot_do_comes_back_by_hand_and_is_not_done() -> None:
    nle = FakeNle(abilities=frozenset({MakeBin}))
    outcome, _ours = built(nle)
    assert {type(one.action) for one in outcome.by_hand} == {PlaceClip}
    assert nle.observe().clips == {}


def test_with_one_home_a_second_bin_is_refused() -> None:
    nle = FakeNle(one_home=True, tree=project(clip(1, BIN), bins=[("B",)]))
    outcome = nle.perform([AddToBin(placed=clip(1, BIN), path=("B",))], silent)
    assert [failure.why for failure in outcome.failed] == ["12-3-01 can lie in one bin only"]
    assert nle.observe().clips[clip(1).clip].bins == (BIN,)
