"""A small show that a test fills with rushes and papers, and checks."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chutier.catalog import Catalog, IngestResult, ingest
from chutier.check import Checked, check
from chutier.organise import scenes_of
from chutier.show import Show, create_show, load_show
from rushes import Rushes

NOTES = "Jour;Séq./plan;Prise;Avis;Caméras;Cartes;Bobine son;Notes"


class Desk:
    """One show, its rushes, its papers."""

    def __init__(self, folder: Path, catalog: Catalog, show: Show) -> None:
        self.rushes, self.catalog, self.show, self.papers = Rushes(folder / "rushes"), catalog, show, folder / "papers"

    def take(self, name: str, slate: str, start: str, *, sound: str = "", day: str = "J03", **more: Any) -> None:
        """A picture of a card (`A012C003`), and the sound that ran with it; both know their slate."""
        card = name[:4]
        scene, _dash, number = slate.rpartition("-")
        said = {"scene": scene, "take": number} if scene else {}
        known = {"reel": card, "clip_number": name[4:], "family": "arri", "said": more.pop("camera", {})}
        self.rushes.picture(f"{day}/{card}/{name}_260514_R1AB.mov", start, **{**known, **more})
        if sound:
            self.rushes.sound(f"{day}/S003/{sound}.wav", start, reel="S003", said={**said, "sound_roll": "S003"})

    def notes(self, *lines: str, name: str = "scripte_J03.csv", day: str = "J03") -> Path:
        """Script notes: `12/3;2;x;A;A012C003;S003;…` a line, the day in front."""
        path = self.papers / day / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join([NOTES, *(f"{day};{line}" for line in lines), ""]), encoding="utf-8")
        return path

    def read(self, *sources: Path) -> IngestResult:
        """Ingest everything, or `sources`."""
        every = [folder for folder in (self.rushes.root, self.papers) if folder.exists()]
        return ingest(
            self.catalog, sources or every, self.show.blueprint, scan=self.rushes.scan, scenes=scenes_of(self.show)
        )

    def check(self) -> Checked:
        """Ingest what there is, and check it."""
        self.read()
        return check(self.show, self.catalog)

    def codes(self, *severities: str) -> list[tuple[str, str]]:
        """Code and subject of what a check finds, notices apart unless they are asked for."""
        wanted = severities or ("blocking", "warning")
        return [(one.code, one.subject) for one in self.check().issues if one.severity in wanted]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    begun = create_show(tmp_path / "show", "Nuit", "long-metrage-fr", answers={"production.fps": "24"})
    (begun.root / "scenario.csv").write_text("Séquence;Décor\n7;PORT\n12;CUISINE\n12bis;CUISINE\n", encoding="utf-8")
    show = load_show(begun.path)
    with Catalog.open(show.catalog_url) as catalog:
        yield Desk(tmp_path, catalog, show)
