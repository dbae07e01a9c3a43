"""What the program was asked and what it answered, one JSON line a call, written as it happens.

    {"on": ["Folder", 3], "call": "GetName", "args": [], "result": "Rushes", "ms": 0.412}

Objects of the program stand as `{"$": ["Folder", 3]}`, its constants as `{"$constant": "EXPORT_AAF"}`, dicts whose keys
are not all text as `{"$pairs": [[key, value]]}`, anything else as `{"$other": "bytes"}`. Other lines: the first reading
of a constant (`get`, `value`), what `dir` lists of a kind (`dir`), a probe that begins (`mark`), and the head.
"""

from __future__ import annotations

import json
import math
import time
from typing import Any, TextIO

from chutier_resolve.selftest.anonymous import Anonymous

KINDS = {
    "GetProjectManager": "ProjectManager", "GetMediaStorage": "MediaStorage", "GetMediaPool": "MediaPool",
    "GetCurrentProject": "Project", "CreateProject": "Project", "LoadProject": "Project",
    "GetRootFolder": "Folder", "AddSubFolder": "Folder", "GetCurrentFolder": "Folder", "GetSubFolderList": "Folder",
    "GetSubFolders": "Folder", "ImportMedia": "MediaPoolItem", "AddItemListToMediaPool": "MediaPoolItem",
    "GetClipList": "MediaPoolItem", "GetClips": "MediaPoolItem", "GetMediaPoolItem": "MediaPoolItem",
    "CreateEmptyTimeline": "Timeline", "CreateTimelineFromClips": "Timeline", "ImportTimelineFromFile": "Timeline",
    "GetTimelineByIndex": "Timeline", "GetCurrentTimeline": "Timeline", "DuplicateTimeline": "Timeline",
    "GetTimeline": "Timeline", "AppendToTimeline": "TimelineItem", "GetItemListInTrack": "TimelineItem",
    "GetGallery": "Gallery", "Fusion": "Fusion",
}  # fmt: skip
"""What a method answers with: every object of the program is of one Python type and does not say what it is."""


class _Number(int):
    """A constant on its way through the script; equal to the program's own in every way that can be asked."""


class _Real(float):
    """The same, where the program counts in floats."""


class _Text(str):
    """The same, where it is a text."""


_NAMED: dict[type, type] = {int: _Number, float: _Real, str: _Text}
_PLAIN = (bool, int, float, str, bytes, list, tuple, dict, type(None))


class Tape:
    """Where the lines go. A line that cannot be written is counted in `lost` and hurts nobody; `names` are those that
    `dir` listed, by kind."""

    def __init__(self, stream: TextIO, anonymous: Anonymous | None = None) -> None:
        self.lost = 0
        self.calls = 0
        self.names: dict[str, list[str]] = {}
        self._stream = stream
        self._anonymous = anonymous or Anonymous({})
        self._things: dict[int, Thing] = {}
        self._constants: dict[int, Any] = {}
        self._told: set[tuple[str, str]] = set()

    def write(self, line: dict[str, Any]) -> None:
        """One line, at once on the disk: the program may end at any call."""
        try:
            self._stream.write(json.dumps(line, ensure_ascii=False) + "\n")
            self._stream.flush()
        except Exception:  # noqa: BLE001 - whatever a disk, a closed file or an odd value raises
            self.lost += 1

    def mark(self, text: str) -> None:
        """What the calls after this line are for."""
        self.write({"mark": text})

    def once(self, kind: str, name: str, line: dict[str, Any]) -> None:
        """A line that is written the first time only."""
        if (kind, name) not in self._told:
            self._told.add((kind, name))
            self.write(line)

    def wrapped(self, value: Any, kind: str) -> Any:
        """A value for the script: objects of the program recorded from now on, all else the value itself."""
        if isinstance(value, (list, tuple)) and any(not isinstance(one, _PLAIN) for one in value):
            return type(value)([self.wrapped(one, kind) for one in value])
        if isinstance(value, dict) and any(not isinstance(one, _PLAIN) for one in value.values()):
            return {key: self.wrapped(one, kind) for key, one in value.items()}
        return value if isinstance(value, _PLAIN) else self.thing(value, kind)

    def thing(self, handle: Any, kind: str) -> Thing:
        """The one stand-in of a handle; handles are kept, so that no second one gets its number."""
        found = self._things.get(id(handle))
        if found is None:
            found = self._things[id(handle)] = Thing(handle, kind, len(self._things) + 1, self)
        return found

    def constant(self, value: Any, name: str) -> Any:
        """A constant by which its name is known again when it comes back as an argument."""
        marked = _NAMED.get(type(value))
        if marked is not None:
            value = _named(marked(value), value)
        if not isinstance(value, (bool, type(None))):
            self._constants[id(value)] = (name, value)
        return value

    def data(self, value: Any) -> Any:
        """A value as JSON can hold it, without a person's paths."""
        known = self._constants.get(id(value))
        if known is not None and known[1] is value:
            return {"$constant": known[0]}
        if isinstance(value, Thing):
            return {"$": where(value)}
        if isinstance(value, str):
            return self._anonymous(value)
        if isinstance(value, float):
            return float(value) if math.isfinite(value) else {"$other": str(value)}
        if value is None or isinstance(value, (bool, int)):
            return value
        if isinstance(value, (list, tuple)):
            return [self.data(one) for one in value]
        if isinstance(value, dict):
            if all(type(key) is str and key[:1] != "$" for key in value):
                return {self._anonymous(key): self.data(one) for key, one in value.items()}
            return {"$pairs": [[self.data(key), self.data(one)] for key, one in value.items()]}
        return {"$other": type(value).__name__}


def _named(marked: Any, value: Any) -> Any:
    marked.original = value
    return marked


class Thing:
    """Stands for one object of the program. Every name is the object's own; what is called is written down."""

    def __init__(self, handle: Any, kind: str, number: int, tape: Tape) -> None:
        object.__setattr__(self, "_recorded", (handle, kind, number, tape))

    def __getattr__(self, name: str) -> Any:
        handle, kind, _number, tape = object.__getattribute__(self, "_recorded")
        value = getattr(handle, name)
        if callable(value):
            return _Method(self, name, value)
        if isinstance(value, _PLAIN) or name.isupper():
            tape.once(kind, name, {"on": where(self), "get": name, "value": tape.data(value)})
            return tape.constant(value, name) if name.isupper() else value
        return tape.thing(value, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(original(self), name, original(value))

    def __dir__(self) -> list[str]:
        handle, kind, _number, tape = object.__getattribute__(self, "_recorded")
        names = list(dir(handle))
        tape.names[kind] = [name for name in names if name[:1] != "_"]
        tape.once(kind, "dir", {"on": where(self), "dir": tape.names[kind]})
        return names

    def __eq__(self, other: object) -> bool:
        return bool(original(self) == original(other))

    def __hash__(self) -> int:
        return hash(original(self))

    def __bool__(self) -> bool:
        return bool(original(self))

    def __repr__(self) -> str:
        return repr(original(self))

    def __str__(self) -> str:
        return str(original(self))


class _Method:
    """A method on its way to being called."""

    def __init__(self, thing: Thing, name: str, function: Any) -> None:
        self._recorded = (thing, name, function)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._recorded[2], name)

    def __call__(self, *given: Any, **named: Any) -> Any:
        thing, name, function = self._recorded
        tape: Tape = object.__getattribute__(thing, "_recorded")[3]
        line: dict[str, Any] = {"on": where(thing), "call": name, "args": tape.data(given)}
        if named:
            line["named"] = tape.data(named)
        args, words = original(list(given)), original(named)
        tape.calls += 1
        begun = time.perf_counter()
        try:
            answer = function(*args, **words)
        except Exception as error:
            line["raised"] = tape.data(f"{type(error).__name__}: {error}")
            raise
        else:
            answer = tape.wrapped(answer, KINDS.get(name) or type(answer).__name__)
            line["result"] = tape.data(answer)
            return answer
        finally:
            line["ms"] = round((time.perf_counter() - begun) * 1000, 3)
            tape.write(line)


def where(thing: Thing) -> list[Any]:
    """Kind and number of the object that a stand-in stands for."""
    _handle, kind, number, _tape = object.__getattribute__(thing, "_recorded")
    return [kind, number]


def original(value: Any) -> Any:
    """What the program itself gets: its own objects and constants, in whatever lists and dicts they come."""
    if isinstance(value, Thing):
        return object.__getattribute__(value, "_recorded")[0]
    if isinstance(value, (_Number, _Real, _Text)):
        return value.original  # type: ignore[union-attr]
    if isinstance(value, (list, tuple)):
        return type(value)([original(one) for one in value])
    if isinstance(value, dict):
        return {original(key): original(one) for key, one in value.items()}
    return value


def recorded(resolve: Any, tape: Tape) -> Thing:
    """The program's handle, recorded from now on."""
    return tape.thing(resolve, "Resolve")
