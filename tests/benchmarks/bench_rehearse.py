"""How fast a log is rehearsed against a bin, beside reading the two.

python tests/benchmarks/bench_rehearse.py [CLIPS]
"""

import sys
import time
from collections.abc import Callable
from fractions import Fraction

from benchmarks.bench_ale import rows
from chutier_avid.ale import AleTarget, compose, read
from chutier_avid.bins.from_log import content_of
from chutier_avid.rehearsal import rehearse


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(count: int = 10_000) -> None:
    """Print one line a job."""
    target = AleTarget(video_format="1080", rate=Fraction(25))
    made = rows(count)
    data = compose(made, target).to_bytes()
    log = read(data)
    content = content_of(log)
    wrong = read(compose([{**row, "Tape": row["Tape"].lower()} for row in made], target).to_bytes())
    print(f"reading both              {_seconds(lambda: content_of(read(data))):.2f} s")
    print(f"{count} rows, all merge     {_seconds(lambda: rehearse(content, log)):.2f} s")
    print(f"{count} rows, none merges   {_seconds(lambda: rehearse(content, wrong)):.2f} s")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
