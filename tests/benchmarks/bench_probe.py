"""Files probed in a second, beside a loop that starts ffprobe for each, on the same files in one run.

`python -m benchmarks probe`, or this file with a number of files. Without ffprobe on the PATH it says so and exits 2.
"""

import shutil
import subprocess
import sys
import tempfile
import time
from fractions import Fraction
from pathlib import Path

from chutier.media import scan
from media.making import bext, chunk, fmt, ixml, movie, second, wave

FILES = 500


def _templates(folder: Path) -> list[Path]:
    return [
        movie(
            folder / "prores.mov", codec="prores_ks", pixels="yuv422p10le", timecode="10:00:00:00", audio=("mono",) * 2
        ),
        movie(folder / "h264.mp4", codec="libx264", pixels="yuv420p", timecode="10:00:00:00", audio=("stereo",)),
        movie(folder / "mjpeg.mov", rate=Fraction(24000, 1001), timecode="10:00:00:00", reel="A001R1JL"),
        movie(folder / "mpeg2.mxf", codec="mpeg2video", pixels="yuv420p", timecode="10:00:00:00", audio=("mono",)),
        wave(folder / "T001.wav", chunk(b"fmt ", fmt()), chunk(b"bext", bext()), chunk(b"iXML", ixml()), second()),
    ]


def _card(folder: Path, count: int) -> Path:
    (folder / "templates").mkdir()
    card = folder / "card"
    card.mkdir()
    made = _templates(folder / "templates")
    for number in range(count):
        source = made[number % len(made)]
        shutil.copyfile(source, card / f"{number:05}_{source.name}")
    return card


def _ours(card: Path) -> float:
    start = time.perf_counter()
    found = list(scan([card]))
    seconds = time.perf_counter() - start
    wrong = [info for info in found if info.error or info.time is None]
    if wrong:
        raise SystemExit(f"{len(wrong)} files were not understood, such as {wrong[0]}")
    return seconds


def _theirs(card: Path, ffprobe: str) -> float:
    words = [ffprobe, "-v", "error", "-print_format", "json", "-show_format", "-show_streams"]
    start = time.perf_counter()
    for path in sorted(card.iterdir()):
        subprocess.run([*words, str(path)], check=True, capture_output=True)
    return time.perf_counter() - start


def main(count: int = FILES) -> None:
    """Ours, theirs and their ratio as one line."""
    ffprobe = shutil.which("ffprobe")
    if ffprobe is None:
        print("no ffprobe on the PATH: nothing to compare with")
        raise SystemExit(2)
    with tempfile.TemporaryDirectory() as folder:
        card = _card(Path(folder), count)
        ours, theirs = _ours(card), _theirs(card, ffprobe)
    print(
        f"{count} files: chutier {count / ours:.0f} files/s ({ours:.2f} s), "
        f"an ffprobe loop {count / theirs:.0f} files/s ({theirs:.2f} s): {theirs / ours:.1f} times"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else FILES)
