"""How long `chutier --help` keeps a person waiting, beside `python -c pass`, run in turn."""

import statistics
import subprocess
import sys
import time

RUNS = 15


def _seconds(*words: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *words], check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    """Median of each over the same run, and their ratio."""
    pairs = [(_seconds("-m", "chutier", "--help"), _seconds("-c", "pass")) for _ in range(RUNS + 1)][1:]
    ours, bare = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(f"chutier --help {ours * 1000:.0f} ms, python -c pass {bare * 1000:.0f} ms: {ours / bare:.1f} times")


if __name__ == "__main__":
    main()
