"""The suite of all adapters, on an out folder; a person edits the logs with a text editor and the folders by hand."""

from dataclasses import replace
from pathlib import Path

import pytest

from avid.conftest import blueprint
from chutier.model import BinPath, ClipId
from chutier.testing import NleContract
from chutier_avid.ale import Ale, read
from chutier_avid.columns import COLOR, IDENTITY, title_of
from chutier_avid.folders import folder_of
from chutier_avid.nle import AvidFiles, connect


class TestAvid(NleContract):
    @pytest.fixture
    def nle(self, tmp_path: Path) -> AvidFiles:
        self.out = tmp_path / "out"
        return connect(out=self.out, blueprint=blueprint(), options={})

    def log_of(self, clip: ClipId) -> tuple[Path, Ale, int]:
        for path in sorted(self.out.rglob("*.ale"), reverse=True):
            ale = read(path)
            for number, row in enumerate(ale):
                if row[IDENTITY] == clip:
                    return path, ale, number
        raise AssertionError(clip)

    def person_types(self, nle: AvidFiles, clip: ClipId, column: str, text: str) -> None:
        path, ale, number = self.log_of(clip)
        title = column if column in ("Name", COLOR) else title_of(column, "fr")
        path.write_bytes(ale.with_cell(number, title, text).to_bytes())

    def person_renames(self, nle: AvidFiles, clip: ClipId, name: str) -> None:
        self.person_types(nle, clip, "Name", name)

    def person_colors(self, nle: AvidFiles, clip: ClipId, color: str) -> None:
        self.person_types(nle, clip, COLOR, color)

    def person_removes(self, nle: AvidFiles, clip: ClipId) -> None:
        path, ale, number = self.log_of(clip)
        path.write_bytes(replace(ale, rows=(*ale.rows[:number], *ale.rows[number + 1 :])).to_bytes())

    def person_moves(self, nle: AvidFiles, clip: ClipId, path: BinPath) -> None:
        _log, ale, number = self.log_of(clip)
        self.person_removes(nle, clip)
        self.person_makes_bin(nle, path)
        moved = replace(ale, rows=ale.rows[number : number + 1])
        (folder_of(self.out, path) / "moved.ale").write_bytes(moved.to_bytes())

    def person_makes_bin(self, nle: AvidFiles, path: BinPath) -> None:
        folder_of(self.out, path).mkdir(parents=True, exist_ok=True)
