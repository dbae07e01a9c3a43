"""What we did to a project, build by build, outside of it: what undo goes by.

    OUT/.chutier/PROGRAM-0001.jsonl    a line when the build began (project, each clip as it was), a line for each
                                       operation with what came of it, a line when it was undone

Lines are only ever added, and each is on the disc before the next operation begins: a build that was stopped can be
undone as far as it went.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chutier.errors import NleError
from chutier.i18n import _

FOLDER = ".chutier"
Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One build: its number, project, and the operations with their answers. `before` are the clips that it touched as
    they were, by clip id."""

    number: int
    project: str
    steps: tuple[tuple[str, Data, Data], ...]
    before: Mapping[str, Data] = field(default_factory=dict)
    undone: bool = False


class Journal:
    """The builds of `program` in the folder `out`."""

    def __init__(self, out: Path, program: str) -> None:
        self._folder, self._program = out / FOLDER, program
        self._name = re.compile(re.escape(program) + r"-(\d{4,})\.jsonl")
        self._file: Path | None = None

    def begin(self, project: str, before: Mapping[str, Data]) -> int:
        """A build begins; its number. Raises NleError when nothing can be written there: then nothing may be done."""
        number = max(self._numbers(), default=0) + 1
        self._file = self._path(number)
        self._add({"begin": project, "before": before})
        return number

    def step(self, op: str, args: Data, answer: Data) -> None:
        """An operation was carried out, and this came of it."""
        self._add({"op": op, "args": args, "answer": answer})

    def undone(self, number: int) -> None:
        """The build was taken back."""
        self._file = self._path(number)
        self._add({"undone": True})

    def last(self) -> Entry | None:
        """The last build that was not undone; None where there is none."""
        for number in sorted(self._numbers(), reverse=True):
            entry = self._read(number)
            if not entry.undone and entry.steps:
                return entry
        return None

    def _path(self, number: int) -> Path:
        return self._folder / f"{self._program}-{number:04}.jsonl"

    def _read(self, number: int) -> Entry:
        path = self._path(number)
        lines = list(self._lines(path))
        begun = lines[0] if lines else {}
        if "begin" not in begun:
            raise _damaged(path)
        return Entry(
            number=number, project=str(begun["begin"]), before=begun.get("before") or {},
            steps=tuple((one["op"], one["args"], one["answer"]) for one in lines if "op" in one),
            undone=any("undone" in one for one in lines),
        )  # fmt: skip

    def _lines(self, path: Path) -> Iterator[Data]:
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise _damaged(path) from error
        whole, _newline, _torn = text.rpartition("\n")
        for line in whole.splitlines():
            try:
                found = json.loads(line)
            except ValueError as error:
                raise _damaged(path) from error
            if isinstance(found, dict):
                yield found

    def _add(self, data: Data) -> None:
        if self._file is None:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with self._file.open("a", encoding="utf-8") as file:
                file.write(json.dumps(data) + "\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise NleError(
                _("the journal cannot be written: {why}").format(why=error.strerror or error),
                path=str(self._file),
                hint=_("make room or choose another folder (--out): without a journal nothing is done"),
            ) from error

    def _numbers(self) -> list[int]:
        try:
            names = [path.name for path in self._folder.iterdir()]
        except OSError:
            return []
        return [int(match[1]) for match in map(self._name.fullmatch, names) if match]


def _damaged(path: Path) -> NleError:
    return NleError(
        _("this journal is damaged, so what was built is not known"),
        path=str(path),
        hint=_("put it back from a backup; undo by hand what is to be undone"),
    )
