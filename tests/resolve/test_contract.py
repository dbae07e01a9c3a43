"""The suite of all adapters, on every edition and version that we answer for."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chutier.model import BinPath, ClipId
from chutier.plan import Placed
from chutier.testing import NleContract
from chutier_resolve.columns import KEYS
from chutier_resolve.nle import ResolveNle
from hosts.resolve import PROFILES, FakeResolve
from resolve.bench import adapter, resolve

LIVE = sorted(name for name in PROFILES if name != "free-21.1")
"""All but the edition that runs nothing that we could speak to: see test_scripted.py."""


class TestResolve(NleContract):
    """A person works in the same project: see Person in hosts.resolve."""

    @pytest.fixture(params=LIVE)
    def fake(self, request: pytest.FixtureRequest) -> FakeResolve:
        return resolve(**PROFILES[request.param])

    @pytest.fixture
    def nle(self, fake: FakeResolve, tmp_path: Path) -> Iterator[ResolveNle]:
        nle = adapter(fake, tmp_path / "resolve")
        yield nle
        nle.close()
        assert fake.violations == []

    @pytest.fixture(autouse=True)
    def _person(self, fake: FakeResolve) -> None:
        self.person: Any = fake.person

    def person_renames(self, nle: Any, clip: ClipId, name: str) -> None:
        self.person.rename(clip, name)

    def person_moves(self, nle: Any, clip: ClipId, path: BinPath) -> None:
        self.person.move(clip, path)

    def person_types(self, nle: Any, clip: ClipId, column: str, text: str) -> None:
        self.person.type(clip, KEYS[column], text)

    def person_colors(self, nle: Any, clip: ClipId, color: str) -> None:
        self.person.color(clip, color.capitalize())

    def person_removes(self, nle: Any, clip: ClipId) -> None:
        self.person.remove(clip)

    def person_makes_bin(self, nle: Any, path: BinPath) -> None:
        self.person.make_bin(path)

    def person_doubles_bin(self, nle: Any, path: BinPath) -> None:
        self.person.double_bin(path)

    def person_removes_bin(self, nle: Any, path: BinPath) -> None:
        self.person.remove_bin(path)

    def person_removes_timeline(self, nle: Any, path: BinPath, name: str) -> None:
        self.person.remove_timeline(name)

    def person_imports(self, nle: Any, placed: Placed) -> None:
        assert placed.media is not None
        self.person.import_file(placed.media.path)
