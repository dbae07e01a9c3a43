"""Values as JSON text and back: editorial values, and what a file says of itself. ASCII only, nothing lost."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from typing import Any

from chutier.fields import FieldValue
from chutier.model import AudioTrack, Disagreement, MediaInfo, MediaKind
from chutier.timecode import Timecode, TimeRange


def storable(text: str) -> str:
    """`text` as any database can hold it: what is no character (a stray byte, a NUL) is written as its escape."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")


def value_to_json(value: FieldValue) -> str:
    """`value` as JSON; a date is an object, so that it never comes back as text."""
    if isinstance(value, date):
        return json.dumps({"date": value.isoformat()})
    return json.dumps(value)


@lru_cache(maxsize=1 << 16)
def value_from_json(text: str) -> FieldValue:
    """What `value_to_json` was given."""
    return value_of(json.loads(text))


def value_of(value: Any) -> FieldValue:
    """The value that JSON has become on its way: a date is an object there, names are a list."""
    if isinstance(value, dict):
        return date.fromisoformat(value["date"])
    return tuple(value) if isinstance(value, list) else value


def info_to_json(info: MediaInfo) -> str:
    """`info` as JSON, without what has a column of its own (path, size, time of change) and without `said`."""
    document = {}
    for name, default in _DEFAULTS.items():
        value = getattr(info, name)
        if value != default:
            document[name] = _TO_JSON.get(name, _as_it_is)(value)
    return json.dumps(document)


def info_from_json(text: str, *, path: str, size: int, mtime_ns: int) -> MediaInfo:
    """The MediaInfo that `info_to_json` was given, with an empty `said`. Fields that we do not know are passed over."""
    document = json.loads(text)
    known = {name: _FROM_JSON.get(name, _as_it_is)(value) for name, value in document.items() if name in _DEFAULTS}
    kind = MediaKind(known.pop("kind", MediaKind.UNKNOWN))
    return MediaInfo(path=path, size=size, mtime_ns=mtime_ns, kind=kind, **known)


def _as_it_is(value: Any) -> Any:
    return value


def _range_to_json(time: TimeRange) -> list[Any]:
    return [time.start.frame, str(time.rate), time.start.drop, time.frames]


def _range_from_json(value: list[Any]) -> TimeRange:
    return TimeRange(Timecode(value[0], fraction(value[1]), value[2]), value[3])


@lru_cache(maxsize=1 << 10)
def fraction(text: str) -> Fraction:
    """The fraction that `text` writes; rates are few and come again."""
    return Fraction(text)


def _track_to_json(track: AudioTrack) -> dict[str, Any]:
    return {**asdict(track), "start": str(track.start)}


def _track_from_json(value: Mapping[str, Any]) -> AudioTrack:
    return AudioTrack(**{**value, "start": Fraction(value["start"])})


_DEFAULTS: dict[str, object] = {
    field.name: {} if field.name == "origins" else field.default
    for field in fields(MediaInfo)
    if field.name not in ("path", "size", "mtime_ns", "said")
}

_TO_JSON: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("rate", "duration", "sample_aspect"), str),
    "kind": str,
    "time": _range_to_json,
    "created": datetime.isoformat,
    "audio": lambda tracks: [_track_to_json(track) for track in tracks],
    "disagreements": lambda found: [asdict(one) for one in found],
    "origins": dict,
}

_FROM_JSON: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("rate", "duration", "sample_aspect"), fraction),
    "time": _range_from_json,
    "created": datetime.fromisoformat,
    "audio": lambda tracks: tuple(_track_from_json(track) for track in tracks),
    "disagreements": lambda found: tuple(Disagreement(**one) for one in found),
    "warnings": tuple,
}
