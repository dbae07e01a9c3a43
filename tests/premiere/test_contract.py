"""The suite of all adapters, on both transports, through Pymiere Link and through our own panel."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chutier.model import BinPath, ClipId
from chutier.plan import Placed
from chutier.testing import NleContract
from chutier_premiere.columns import field_of
from chutier_premiere.labels import label_of
from chutier_premiere.nle import PremiereNle
from hosts.premiere import FakePremiere
from premiere.bench import adapter, footage

PANELS = ("link", "ours", "uxp")


@pytest.fixture(scope="module", params=PANELS)
def premiere(request: pytest.FixtureRequest) -> Iterator[FakePremiere]:
    with FakePremiere(request.param) as fake:
        yield fake


class TestPremiere(NleContract):
    """A person works in the same project: see person.js."""

    @pytest.fixture
    def fake(self, premiere: FakePremiere) -> FakePremiere:
        premiere.reset(footage=footage())
        return premiere

    @pytest.fixture
    def nle(self, fake: FakePremiere, tmp_path: Path) -> Iterator[PremiereNle]:
        nle = adapter(fake, tmp_path / "premiere")
        yield nle
        nle.close()

    @pytest.fixture(autouse=True)
    def _person(self, fake: FakePremiere) -> None:
        self.fake = fake

    def person_renames(self, nle: Any, clip: ClipId, name: str) -> None:
        self.fake.person("rename", id=clip, name=name)

    def person_moves(self, nle: Any, clip: ClipId, path: BinPath) -> None:
        self.fake.person("move", id=clip, path=path)

    def person_types(self, nle: Any, clip: ClipId, column: str, text: str) -> None:
        self.fake.person("type", id=clip, field=field_of(column), text=text)

    def person_colors(self, nle: Any, clip: ClipId, color: str) -> None:
        self.fake.person("color", id=clip, label=label_of(color))

    def person_removes(self, nle: Any, clip: ClipId) -> None:
        self.fake.person("remove", id=clip)

    def person_makes_bin(self, nle: Any, path: BinPath) -> None:
        self.fake.person("bin", path=path)

    def person_doubles_bin(self, nle: Any, path: BinPath) -> None:
        self.fake.person("double_bin", path=path)

    def person_removes_bin(self, nle: Any, path: BinPath) -> None:
        self.fake.person("remove_bin", path=path)

    def person_removes_timeline(self, nle: Any, path: BinPath, name: str) -> None:
        self.fake.person("remove", at=[*path, name])

    def person_imports(self, nle: Any, placed: Placed) -> None:
        assert placed.media is not None
        self.fake.person("import", path=placed.media.path)
