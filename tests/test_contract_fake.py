"""The fake program passes the suite that every adapter passes, in its kind and in its treacherous forms."""

from typing import Any

import pytest

from chutier.model import BinPath, ClipId
from chutier.testing import FakeNle, NleContract, Quirks


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
