"""The suite of all adapters on a project: bins of a Media Composer of our making, a person who follows the list.

After each build the person imports what the list says; what the list leaves (renaming, moving) the person has not done
yet, and a second build must not ask for it again.
"""

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

from avid.conftest import blueprint
from chutier.events import Report
from chutier.model import BinPath, ClipId
from chutier.naming import limits_for
from chutier.plan.actions import Action
from chutier.plan.nle import Outcome
from chutier.testing import NleContract
from chutier_avid.colors import rgb_of
from chutier_avid.columns import IDENTITY, title_of
from chutier_avid.folders import folder_name, walk
from chutier_avid.nle import AvidFiles, settings_of
from hosts.media_composer import Line, MediaComposer, folded, mac, write_bin


class Followed(AvidFiles):
    """The adapter, and a person who imports what it hands over."""

    def __init__(self, out: Path, composer: MediaComposer, **targets: str) -> None:
        show = blueprint(**{"carrier": "aaf", "project": str(composer.project), **targets})
        super().__init__(out, settings_of(show), limits_for("avid", show.targets["avid"]))
        self.out, self.composer, self.imported = out, composer, set[Path]()
        self.with_template = "template_bin" in targets

    def perform(self, actions: Sequence[Action], report: Report) -> Outcome:
        outcome = super().perform(actions, report)
        spelled = {tuple(map(folder_name, action.path)): action.path for action in actions if hasattr(action, "path")}
        for path, folder, names in walk(self.out):
            here = spelled.get(tuple(map(folder_name, path)), path)
            for file in sorted(folder / name for name in names):
                if file not in self.imported:
                    self.imported.add(file)
                    if file.name.endswith("_merge.ale"):
                        assert self.composer.merge_log(file, here) == []
                    else:
                        self.composer.import_file(file, here)
        return outcome


def line_of(composer: MediaComposer, clip: ClipId) -> tuple[BinPath, Line]:
    return next((path, line) for path, lines in composer.bins.items() for line in lines
                if line.columns.get(folded(IDENTITY)) == clip)  # fmt: skip


class TestAvidProject(NleContract):
    texts = tuple(text for text in NleContract.texts if mac(text) == text)

    @pytest.fixture(params=[False, True], ids=["bins by hand", "bins from a template"])
    def nle(self, tmp_path: Path, request: pytest.FixtureRequest) -> Followed:
        targets = {}
        if request.param:
            write_bin(tmp_path / "MODELE.avb", [])
            targets["template_bin"] = str(tmp_path / "MODELE.avb")
        return Followed(tmp_path / "out", MediaComposer(tmp_path / "NDV"), **targets)

    def person_renames(self, nle: Followed, clip: ClipId, name: str) -> None:
        path, line = line_of(nle.composer, clip)
        line.name = name
        nle.composer.save(path)

    def person_moves(self, nle: Followed, clip: ClipId, path: BinPath) -> None:
        source, line = line_of(nle.composer, clip)
        nle.composer.bins[source].remove(line)
        nle.composer.save(source)
        nle.composer.bins.setdefault(path, []).append(line)
        nle.composer.save(path)

    def person_types(self, nle: Followed, clip: ClipId, column: str, text: str) -> None:
        path, line = line_of(nle.composer, clip)
        line.columns[folded(title_of(column, "fr"))] = text
        nle.composer.save(path)

    def person_colors(self, nle: Followed, clip: ClipId, color: str) -> None:
        path, line = line_of(nle.composer, clip)
        rgb = rgb_of(color)
        assert rgb is not None
        line.color = "#" + "".join(f"{level >> 8:02x}" for level in rgb)
        nle.composer.save(path)

    def person_removes(self, nle: Followed, clip: ClipId) -> None:
        path, line = line_of(nle.composer, clip)
        nle.composer.bins[path].remove(line)
        nle.composer.save(path)

    def person_makes_bin(self, nle: Followed, path: BinPath) -> None:
        nle.composer.make_bin(path)

    def person_doubles_bin(self, nle: Followed, path: BinPath) -> None:
        file = nle.composer.file_of(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        for name in (file.name, file.name.swapcase().replace(".AVB", ".avb")):
            write_bin(file.with_name(name), [])

    def person_removes_bin(self, nle: Followed, path: BinPath) -> None:
        if not nle.with_template:
            pytest.skip("a bin that was left to a person to make is not missed")
        for known in [known for known in nle.composer.bins if known[: len(path)] == path]:
            del nle.composer.bins[known]
        nle.composer.file_of(path).unlink(missing_ok=True)
        shutil.rmtree(nle.composer.project.joinpath(*path), ignore_errors=True)
