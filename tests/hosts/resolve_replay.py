"""A recording of a real Resolve, held against the fake: every call asked again, every answer compared.

    PYTHONPATH=tests python -m hosts.resolve_replay "selftest_2026-11-23_10.41.07.jsonl"

Ids are compared by what they are ids of, numbers as numbers, objects by their sort; dates and times are not compared.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chutier_resolve.selftest.anonymous import Anonymous
from chutier_resolve.selftest.reading import head_of, lines_of
from chutier_resolve.selftest.recorder import Tape, original, recorded

IDS = frozenset({"GetUniqueId", "GetMediaId", "AddRenderJob"})
"""What these answer is another in every run."""

VOLATILE = frozenset({"Date Added", "Date Created", "Date Modified"})
"""Properties of the moment and the machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Divergence:
    """One answer of the fake that is not the recorded one.

    `what`: `kind` (None for a list …), `length`, `keys`, `value`, `raised`, `constant`, `dir`; `at` is the place in the
    answer; `line` counts from 1."""

    line: int
    probe: str
    call: str
    what: str
    recorded: Any
    played: Any
    at: str = ""

    def __str__(self) -> str:
        place = f"{self.call}{self.at}"
        return f"{self.line} {self.probe}: {place}: {self.what}: Resolve {self.recorded!r}, the fake {self.played!r}"


@dataclass(slots=True, kw_only=True)
class Replay:
    """What came of a replay. `unreachable` calls could not be asked: they are on objects that the fake did not give."""

    calls: int = 0
    unreachable: int = 0
    divergences: list[Divergence] = field(default_factory=list)

    def summary(self) -> list[str]:
        """One line for each sort of divergence, the most frequent first, with its first case."""
        sorts = Counter((one.call, one.what, one.at) for one in self.divergences)
        first = {(one.call, one.what, one.at): one for one in reversed(self.divergences)}
        return [f"{count} × {first[sort]}" for sort, count in sorts.most_common()]


def replay(text: str, resolve: Any, folder: Path) -> Replay:
    """Ask `resolve` all that the recording `text` asked. `folder` is where its media stands for the fake."""
    return _Player(resolve, folder).play(text)


class _Unreachable(Exception):
    """The call is on, or about, an object that the fake never gave."""


class _Player:
    def __init__(self, resolve: Any, folder: Path) -> None:
        # The fake's answers take the way that the recorded ones took, so that both are written alike.
        self._tape = Tape(io.StringIO(), Anonymous({str(folder): "<media>", str(Path.home()): "<home>"}))
        self._folder = folder
        self._resolve = recorded(resolve, self._tape)
        self._objects: dict[int, Any] = {1: self._resolve}
        self._ids: dict[str, str] = {}
        self._said: dict[str, str] = {}
        self._done = Replay()
        self._probe = ""

    def play(self, text: str) -> Replay:
        """Every line in its order."""
        for number, line in enumerate(lines_of(text), 1):
            if "mark" in line:
                self._probe = line["mark"]
            elif "on" in line:
                try:
                    self._line(number, line)
                except (_Unreachable, KeyError, TypeError, IndexError):
                    # On an object that the fake never gave, or no line of ours.
                    self._done.unreachable += 1
        return self._done

    def _line(self, number: int, line: dict[str, Any]) -> None:
        thing = self._object(line["on"])
        kind = line["on"][0]
        if "dir" in line:
            self._dir(number, kind, line["dir"], thing)
        elif "get" in line:
            now = self._tape.data(original(getattr(thing, line["get"], None)))
            if type(now) is not type(line["value"]):
                self._tell(number, f"{kind}.{line['get']}", "constant", line["value"], now)
        else:
            self._call(number, line, thing)

    def _call(self, number: int, line: dict[str, Any], thing: Any) -> None:
        name = f"{line['on'][0]}.{line['call']}"
        args = [self._value(one) for one in line["args"]]
        self._done.calls += 1
        try:
            answer = getattr(thing, line["call"])(*args)
        except Exception as error:  # noqa: BLE001 - what the fake raises is compared too
            if "raised" not in line:
                self._tell(number, name, "raised", line["result"], f"{type(error).__name__}: {error}")
            return
        if "raised" in line:
            self._tell(number, name, "raised", line["raised"], self._tape.data(answer))
            return
        if line["call"] in IDS and isinstance(answer, str) and isinstance(line["result"], str):
            self._id(number, name, line["result"], answer)
            return
        self._bind(line["result"], answer)
        for what, at, recorded_, played in compared(line["result"], self._tape.data(answer)):
            if not (what == "value" and self._ids.get(str(recorded_)) == played):
                self._tell(number, name, what, recorded_, played, at)

    def _id(self, number: int, name: str, said: str, now: str) -> None:
        """Ids differ from run to run; that two were one, or not, does not."""
        if (said == "") != (now == ""):
            self._tell(number, name, "value", said, now)
        elif self._ids.setdefault(said, now) != now:
            self._tell(number, name, "value", "the id it had before", "another id")
        elif self._said.setdefault(now, said) != said:
            self._tell(number, name, "value", "an id of its own", "the id of another")

    def _dir(self, number: int, kind: str, said: list[str], thing: Any) -> None:
        now = [name for name in dir(thing) if name[:1] != "_"]
        more, less = sorted(set(now) - set(said)), sorted(set(said) - set(now))
        if more:
            self._tell(number, kind, "dir", "not there", more)
        if less:
            self._tell(number, kind, "dir", less, "not there")

    def _tell(self, line: int, call: str, what: str, said: Any, now: Any, at: str = "") -> None:
        self._done.divergences.append(
            Divergence(line=line, probe=self._probe, call=call, what=what, recorded=said, played=now, at=at)
        )

    def _object(self, where: Sequence[Any]) -> Any:
        if where[1] not in self._objects:
            raise _Unreachable
        return self._objects[where[1]]

    def _bind(self, said: Any, now: Any) -> None:
        """Which object of the fake stands for which recorded one: by place in the answer."""
        if isinstance(said, dict) and "$" in said:
            if not isinstance(now, (str, int, float, list, tuple, dict, type(None))):
                self._objects[said["$"][1]] = now
        elif isinstance(said, list) and isinstance(now, (list, tuple)):
            for one, other in zip(said, now, strict=False):
                self._bind(one, other)
        elif isinstance(said, dict) and isinstance(now, dict):
            for key, value in _pairs(said):
                self._bind(value, now.get(key))

    def _value(self, said: Any) -> Any:
        """A recorded argument as the fake gets it."""
        if isinstance(said, list):
            return [self._value(one) for one in said]
        if isinstance(said, str):
            return self._ids.get(said, said.replace("<media>", str(self._folder)))
        if not isinstance(said, dict):
            return said
        if "$" in said:
            return self._object(said["$"])
        if "$constant" in said:
            return getattr(self._resolve, said["$constant"])
        if "$pairs" in said:
            return {self._value(key): self._value(value) for key, value in said["$pairs"]}
        return {key: self._value(value) for key, value in said.items()}


def _pairs(value: dict[str, Any]) -> list[tuple[Any, Any]]:
    return [(key, one) for key, one in value["$pairs"]] if "$pairs" in value else list(value.items())


def compared(said: Any, now: Any, at: str = "") -> Iterator[tuple[str, str, Any, Any]]:
    """Where two recorded answers differ: what, at which place, the one, the other."""
    if _sort(said) != _sort(now):
        yield "kind", at, _sort(said), _sort(now)
    elif isinstance(said, list):
        if len(said) != len(now):
            yield "length", at, len(said), len(now)
        for place, (one, other) in enumerate(zip(said, now, strict=False)):
            yield from compared(one, other, f"{at}[{place}]")
    elif _sort(said) == "dict":
        yield from _compared_dicts(dict(_known(said)), dict(_known(now)), at)
    elif said != now and _sort(said) not in ("object", "constant"):
        yield "value", at, said, now


def _compared_dicts(said: dict[Any, Any], now: dict[Any, Any], at: str) -> Iterator[tuple[str, str, Any, Any]]:
    if less := sorted(map(str, said.keys() - now.keys())):
        yield "keys", at, less, "not there"
    if more := sorted(map(str, now.keys() - said.keys())):
        yield "keys", at, "not there", more
    for key in said:
        if key in now and key not in VOLATILE:
            yield from compared(said[key], now[key], f"{at}[{key!r}]")


def _known(value: dict[str, Any]) -> list[tuple[Any, Any]]:
    """Keys that can be compared: a marker's frame is a number, be it 10 or 10.0."""
    return [(key if isinstance(key, (str, int, float)) else str(key), one) for key, one in _pairs(value)]


def _sort(value: Any) -> str:
    if isinstance(value, dict):
        return "object" if "$" in value else "constant" if "$constant" in value else "dict"
    for types, name in (((bool,), "bool"), ((int, float), "number"), ((str,), "text"), ((list,), "list")):
        if isinstance(value, types):
            return name
    return "None"


def stage(text: str, folder: Path) -> Any:
    """A fake in the state in which the recording `text` began: its version and edition, its files in `folder`, its
    project open. Raises ValueError when `text` is no recording."""
    from hosts.resolve import FakeResolve, VirtualFile

    head = head_of(text)
    if head is None:
        raise ValueError("no recording")
    files = {path.replace("<media>", str(folder)): VirtualFile(**facts) for path, facts in head["files"].items()}
    version = tuple(int(one) for one in head["version"])
    return FakeResolve(
        version=version, studio=head["studio"], os=head["os"], locale=_language(text), files=files,
        project=head["project"], rate=str(head.get("rate") or "25").split()[0],
    )  # fmt: skip


def _language(text: str) -> str:
    """The language that the recorded program spoke: it shows in the type of a clip."""
    return "fr" if '"Vidéo' in text else "en"


def main(words: Sequence[str]) -> int:
    """Replay the recordings named; status 1 when the fake answers otherwise anywhere."""
    status = 0
    for word in words:
        text = Path(word).read_text(encoding="utf-8")
        with tempfile.TemporaryDirectory() as scratch:
            done = replay(text, stage(text, Path(scratch)).resolve, Path(scratch))
        sys.stdout.write(f"{word}: {done.calls} calls, {done.unreachable} unreachable\n")
        sys.stdout.writelines(f"  {line}\n" for line in done.summary())
        status = status or int(bool(done.divergences or done.unreachable))
    return status


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
