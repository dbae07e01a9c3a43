"""Verbs of `chutier avid ale` typed one by one, and small logs for them."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import pytest
from hypothesis import strategies as st

from chutier_avid.ale import Ale, read

HEADING = "Heading\nFIELD_DELIM\tTABS\nVIDEO_FORMAT\t1080\nAUDIO_FORMAT\t48khz\nFPS\t25\n\n"


@dataclass(frozen=True, slots=True)
class Said:
    """What a verb wrote."""

    out: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


class Typed:
    """Runs one verb; `status` is the exit status that is right. Errors are raised."""

    def __init__(self, verb: click.Command, capsys: pytest.CaptureFixture[str]) -> None:
        self.verb, self.capsys = verb, capsys

    def __call__(self, *words: str | Path, status: int = 0) -> Said:
        self.capsys.readouterr()
        got = self.verb.main([str(word) for word in words], standalone_mode=False) or 0
        out = self.capsys.readouterr().out
        assert got == status, f"status {got}, not {status}\n{out}"
        return Said(out)


def log(titles: Sequence[str], rows: Sequence[Sequence[str]], *, end: str = "\n", closing: str = "") -> bytes:
    """The bytes of a log; with `closing` a tab, lines end as Media Composer's do."""
    lines = ["\t".join(titles) + closing, "", "Data", *("\t".join(row) + closing for row in rows), ""]
    return (HEADING + "Column\n" + "\n".join(lines)).replace("\n", end).encode()


def ale(titles: Sequence[str], rows: Sequence[Sequence[str]], **more: str) -> Ale:
    return read(log(titles, rows, **more))


def of_dicts(rows: Sequence[Mapping[str, str]], titles: Sequence[str], **more: str) -> Ale:
    return ale(titles, [[row.get(title, "") for title in titles] for row in rows], **more)


TEXTS = st.text(st.sampled_from("abAB 12é/-."), max_size=4).map(str.strip)

CUSTOM_TITLES = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=30
).map(str.strip).filter(bool)  # fmt: skip
