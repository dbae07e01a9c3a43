"""How fast a bin is written as AAF, beside the same bin written object by object through pyaaf2.

python tests/benchmarks/bench_aaf.py [CLIPS]
"""

import subprocess
import sys
import tempfile
import time
from datetime import datetime
from fractions import Fraction
from pathlib import Path

from avid.plain_aaf import write_plain
from chutier.timecode import Timecode, TimeRange
from chutier_avid.aaf.content import AafBin, AafClip
from chutier_avid.aaf.reading import read_bin
from chutier_avid.aaf.writing import aaf_bytes

RATE = Fraction(25)
MADE = datetime(2026, 5, 14)
LARGE = 5_000
TITLES = ("Scene", "Take", "Camroll", "Soundroll", "Shoot Date", "Comments", "Plan", "Jour", "Chutier ID")


def content(count: int) -> AafBin:
    """`count` pictures with nine columns, on cards of 200."""
    clips = []
    for number in range(count):
        card = f"A{number // 200:03}"
        columns = {title: f"{title} {number} é" for title in TITLES}
        clips.append(AafClip(
            key=f"k{number}", name=f"{number // 12 + 1}-{number % 12 // 3 + 1}-{number % 3 + 1:02}", tape=card,
            time=TimeRange(Timecode(number % 200 * 250, RATE), 200), path=f"/cards/{card}/C{number % 200:03}.mov",
            columns=columns, color=(61440, 12800, 58880),
        ))  # fmt: skip
    return AafBin(project="NDV", rate=RATE, clips=tuple(clips))


def peak_of(count: int) -> int:
    """Peak resident megabytes of a process that writes `count` clips."""
    code = (
        "from benchmarks.bench_aaf import content, MADE, aaf_bytes; import sys; "
        "aaf_bytes(content(int(sys.argv[1])), MADE); import resource; "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(count)], check=True, capture_output=True, text=True)
    return int(done.stdout)


def main(count: int = 1_000) -> None:
    """Print one line a job."""
    made = content(count)
    with tempfile.TemporaryDirectory() as place:
        start = time.perf_counter()
        write_plain(made, MADE, Path(place) / "plain.aaf")
        plain = time.perf_counter() - start
        start = time.perf_counter()
        data = aaf_bytes(made, MADE)
        ours = time.perf_counter() - start
        path = Path(place) / "ours.aaf"
        path.write_bytes(data)
        start = time.perf_counter()
        read = read_bin(path)
        reading = time.perf_counter() - start
    print(f"{count} master clips, 9 columns, {len(data) / 1e6:.1f} MB")
    print(f"through pyaaf2      {plain:.2f} s")
    print(f"in bulk             {ours:.2f} s, {plain / ours:.0f} times as fast")
    print(f"read back           {reading:.2f} s, {len(read)} clips")
    start = time.perf_counter()
    data = aaf_bytes(content(LARGE), MADE)
    took = time.perf_counter() - start
    print(f"{LARGE} master clips   {took:.2f} s, {len(data) / 1e6:.1f} MB, {peak_of(LARGE)} MB of memory")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
