"""`python -m benchmarks [NAME …]`: run the benchmarks (all of them when none is named), one after another."""

import importlib
import sys
from pathlib import Path


def main(names: list[str]) -> None:
    """Each module's `main()`, under a title."""
    found = sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))
    for name in names or found:
        print(f"== {name}", flush=True)
        sys.argv = [name]  # a module may take options when it is run by itself
        importlib.import_module(f"benchmarks.bench_{name}").main()


if __name__ == "__main__":
    main(sys.argv[1:])
