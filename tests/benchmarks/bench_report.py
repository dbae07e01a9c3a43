"""How long the report of a large day takes, and how large it is: python -m benchmarks report

The demo day six times over (150 clips), with thumbnails and waveforms made anew. Aims: 60 s, 15 MB.
"""

import os
import tempfile
import time
from pathlib import Path

from chutier.catalog import Catalog
from chutier.check import check
from chutier.demo import make_day
from chutier.organise import read_in
from chutier.report.building import day_report
from chutier.report.making import looks_of, write_report
from chutier.show import create_show

TIMES = 6
AIM_SECONDS, AIM_BYTES = 60, 15_000_000


def cards_of(folder: Path) -> list[Path]:
    """The day's cards and sound roll, and five more sets of them under other names; files are shared."""
    day = make_day(folder / "day")
    cards = [*day.cards, *day.sound_rolls]
    for card in tuple(cards):
        for turn in range(1, TIMES):
            copy = card.with_name(f"{card.name[0]}{turn}{card.name[2:]}")
            copy.mkdir()
            for file in card.iterdir():
                os.link(file, copy / file.name.replace(card.name, copy.name))
            cards.append(copy)
    return cards


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as scratch:
        show = create_show(Path(scratch) / "show", "Bench", "long-metrage-fr", answers={"production.code": "B"})
        with Catalog.open(show.catalog_url) as catalogue:
            read_in(show, catalogue, cards_of(Path(scratch)), day=3, listen=False)
            begin = time.perf_counter()
            checked = check(show, catalogue)
            looks = looks_of(show, checked, 3)
            made = day_report(show, checked, 3, looks)
            (page,) = write_report(made, checked.facts, show.blueprint, Path(scratch), ["html"])
            seconds, size = time.perf_counter() - begin, page.stat().st_size
            begin = time.perf_counter()
            looks_of(show, checked, 3)
            again = time.perf_counter() - begin
    print(f"{len(made.clips)} clips, {sum(look.picture is not None for look in looks.values())} thumbnails")
    print(
        f"report       {seconds:6.2f} s  {seconds / AIM_SECONDS:.2f} of the 60 s that are the aim; again {again:.2f} s"
    )
    print(f"page         {size / 1e6:6.2f} MB {size / AIM_BYTES:.2f} of the 15 MB that are the aim")


if __name__ == "__main__":
    main()
