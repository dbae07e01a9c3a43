"""Figures, never verdicts: each `bench_*` module has a `main()` that prints what it measured beside its peer."""
