"""How long a check takes: python -m benchmarks check

5,000 recordings, 400 pages of script notes and camera reports (ten lines a page). Aim: 3 s after ingest.
"""

import tempfile
import time
from pathlib import Path

from benchmarks.bench_ingest import PER_CARD, make_files, scan, timed
from chutier.catalog import Catalog, ingest, link_notes, notes
from chutier.check import check
from chutier.show import Show, create_show

FILES, PAGES, LINES = 5_000, 400, 10


def make_papers(root: Path, cards: int) -> list[Path]:
    """A page a file: script notes of every clip, then camera reports until there are enough pages."""
    clips = [(card, n) for card in range(cards) for n in range(PER_CARD)]
    papers = []
    for page in range(PAGES):
        some = [clips[(page * LINES + at) % len(clips)] for at in range(LINES)]
        day = f"J{some[0][0] // 4 + 1:02}"
        script = page * LINES < len(clips)
        path = root / day / f"{'scripte' if script else 'camera'}_{page:03}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        head = (
            "Jour;Séq./plan;Prise;Avis;Cartes;Notes"
            if script
            else "Shoot Day;Slate;tkTake;tkCircled;tkClip;Camera Letter"
        )
        rows = [
            f"{day};{card + 1}/{n + 1};1;{'x' if n % 3 == 0 else ''};A{card:03}C{n:03};{'au loin' if script else 'A'}"
            for card, n in some
        ]
        path.write_text("\n".join([head, *rows, ""]), encoding="utf-8")
        papers.append(path)
    return papers


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as scratch:
        show = create_show(Path(scratch) / "show", "Bench", "long-metrage-fr", answers={"production.code": "B"})
        cards = make_files(Path(scratch) / "rushes", FILES)
        papers = make_papers(Path(scratch) / "papers", FILES // 2 // PER_CARD)
        with Catalog.open(show.catalog_url) as catalogue:
            timed(
                "first ingest, papers too", lambda: ingest(catalogue, [*cards, *papers], show.blueprint, scan=scan).new
            )
            timed("lines of paper", lambda: len(notes(catalogue)))
            timed("linking lines and takes again", lambda: link_notes(catalogue, show.blueprint))
            _checks(show, catalogue)


def _checks(show: Show, catalogue: Catalog) -> None:
    seconds = []
    for _round in range(3):
        begin = time.perf_counter()
        checked = check(show, catalogue)
        seconds.append(time.perf_counter() - begin)
    aim = min(seconds) / 3
    print(f"{'check':<34}{min(seconds):8.2f} s   {len(checked.issues)} issues; {aim:.2f} of the 3 s that are the aim")


if __name__ == "__main__":
    main()
