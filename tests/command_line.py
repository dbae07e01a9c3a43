"""`chutier` as a person types it, without a process of its own: what came out, what was said, with which status."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from chutier.cli.app import run


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command wrote to its two streams, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The one JSON document of the standard output."""
        return json.loads(self.out)


class CommandLine:
    """Types commands; `status` is the exit status that is right."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *words: str | Path, status: int = 0) -> Answer:
        self._capsys.readouterr()
        got = run([str(word) for word in words])
        out, err = self._capsys.readouterr()
        assert got == status, f"status {got}, not {status}\n{out}\n{err}"
        return Answer(got, out, err)


def tree_of(folder: Path) -> dict[str, bytes]:
    """Every file of `folder` with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
