"""How long the catalogue takes: python tests/benchmarks/bench_ingest.py [--files 5000] [--url postgresql://…]

First ingest (without the probing, which has its own figures), second ingest of the same unchanged files, linking,
reading all clips, and finding.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path

from chutier.blueprint import Blueprint, Production
from chutier.catalog import Catalog, clips, find, ingest, link_takes
from chutier.events import Report
from chutier.model import AudioTrack, MediaInfo, MediaKind, Said, Source
from chutier.naming import Rule
from chutier.slate import SlateRules
from chutier.timecode import Timecode, TimeRange

RATE = Fraction(24)
PER_CARD = 100


def make_files(root: Path, count: int) -> list[Path]:
    """Empty days: for every picture on a card there is a sound on a roll."""
    cards = []
    for card in range(count // 2 // PER_CARD):
        folders = [root / f"J{card // 4 + 1:02}" / name for name in (f"A{card:03}", f"S{card:03}")]
        for folder, ending in zip(folders, (".mov", ".wav"), strict=True):
            folder.mkdir(parents=True)
            for n in range(PER_CARD):
                (folder / f"{folder.name}C{n:03}{ending}").write_bytes(b"x" * (1 + card * PER_CARD + n))
        cards += folders
    return cards


def scan(paths: Sequence[Path], workers: int | None, report: Report) -> Iterator[MediaInfo]:
    """What a probe would say of such files."""
    for path in paths:
        status = path.stat()
        n, card = int(path.stem[-3:]), int(path.stem[1:4])
        start = Timecode((card % 4 * 18000 + n * 150) * 24, RATE)
        sound = path.suffix == ".wav"
        values = (
            {"start_samples": start.frame * 2000, "samples": 4_800_000, "sample_rate": 48000}
            if sound
            else {"time": TimeRange(start, 2400), "rate": RATE, "frames": 2400}
        )
        words = {"scene": f"{card + 1}/{n + 1}", "take": 1, "circled": n % 3 == 0, "comments": "la forêt, au loin"}
        said = tuple(Said(field=k, value=v, source=Source.SOUND, origin=f"ixml:{k}") for k, v in words.items())
        yield MediaInfo(
            path=str(path), size=status.st_size, mtime_ns=status.st_mtime_ns, reel=path.parent.name,
            kind=MediaKind.SOUND if sound else MediaKind.PICTURE, audio=(AudioTrack(index=0, name="MIX"),),
            said=said if sound else (), origins={"reel": "name", "time": "tmcd", "rate": "stream"}, **values,
        )  # fmt: skip


def timed(what: str, work: Callable[[], object]) -> None:
    """Do `work` and say how long it took."""
    begin = time.perf_counter()
    result = work()
    print(f"{what:<34}{time.perf_counter() - begin:8.2f} s   {result}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=5000)
    parser.add_argument("--url", help="a database to measure on; SQLite in a scratch folder without")
    options = parser.parse_args()
    blueprint = Blueprint(
        id="bench", title="Bench", locale="fr", production=Production(code="B", title="Bench"), bins=(),
        slate=SlateRules(system="fr"), names={"clip": Rule.parse("{scene}-{setup}-{take:02}[ {cam}]")},
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as scratch:
        cards = make_files(Path(scratch) / "rushes", options.files)
        with Catalog.open(options.url or Path(scratch) / "chutier.db") as catalog:

            def once() -> str:
                result = ingest(catalog, cards, blueprint, scan=scan)
                return f"{result.new} new, {result.unchanged} unchanged"

            timed("first ingest, without probing", once)
            timed("second ingest, nothing changed", once)
            timed("links, all days", lambda: link_takes(catalog, everything=True))
            timed("all clips", lambda: len(clips(catalog, blueprint)))
            timed("find, index made anew", lambda: len(find(catalog, "foret cerclee", blueprint)))
            timed("find", lambda: len(find(catalog, "12/3-1 cerclée", blueprint)))


if __name__ == "__main__":
    main()
