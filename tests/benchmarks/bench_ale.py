"""How fast a log is read and checked, and written, beside otio-ale-adapter and a plain split of the same text.

python tests/benchmarks/bench_ale.py [CLIPS]
"""

import sys
import time
from collections.abc import Callable
from fractions import Fraction

from chutier.timecode import Timecode
from chutier_avid.ale import AleTarget, check, compose, encode, read

RATE = Fraction(25)


def rows(count: int) -> list[dict[str, str]]:
    """`count` clips of 16 columns on cards of 200."""
    made = []
    for n in range(count):
        start = Timecode(n % 200 * 250 + n // 200 * 3, RATE)
        made.append({
            "Name": f"{n // 12 + 1}-{n % 12 // 3 + 1}-{n % 3 + 1:02} é", "Tracks": "VA1A2", "Start": str(start),
            "End": str(start + 200), "Tape": f"A{n // 200:03}", "Duration": "00:00:08:00", "FPS": "25",
            "Scene": str(n // 12 + 1), "Take": str(n % 3 + 1), "Camera": "A", "Camroll": f"A{n // 200:03}",
            "Shoot Date": "2026-05-14", "Source File": f"A{n // 200:03}C{n % 200:03}.mov", "Comments": "vent, avion",
            "Plan": "3", "Chutier ID": f"{n:032x}",
        })  # fmt: skip
    return made


def peers(data: bytes) -> dict[str, Callable[[], object]]:
    """The same jobs through OpenTimelineIO's adapter."""
    from otio_ale_adapter import ale as adapter

    text = data.decode()
    timeline = adapter.read_from_string(text)
    return {
        "otio-ale-adapter reads": lambda: adapter.read_from_string(text),
        "otio-ale-adapter writes": lambda: adapter.write_to_string(timeline, fps=25, video_format="1080"),
    }


def best(work: Callable[[], object]) -> float:
    """Seconds of the fastest of three runs."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main(count: int = 10_000) -> None:
    """Print one line a job."""
    target = AleTarget(video_format="1080", rate=RATE)
    made = rows(count)
    data = compose(made, target).to_bytes()
    ale = read(data)
    jobs: dict[str, Callable[[], object]] = {
        "plain split": lambda: [line.split("\t") for line in data.decode().split("\r\n")],
        "read": lambda: read(data),
        "check": lambda: check(ale, target),
        "read and check": lambda: check(read(data), target),
        "compose, check, encode": lambda: encode(compose(made, target), target),
        **peers(data),
    }
    print(f"{count} clips, 16 columns, {len(data) / 1e6:.1f} MB, {len(check(ale, target))} findings")
    took = {name: best(work) for name, work in jobs.items()}
    for name, seconds in took.items():
        print(f"{name:24} {seconds:.3f} s")
    for job, theirs, mine in (
        ("reading", "otio-ale-adapter reads", "read and check"),
        ("writing", "otio-ale-adapter writes", "compose, check, encode"),
    ):
        print(f"{job}: {took[theirs] / took[mine]:.1f} times as fast as the adapter, checks included")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
