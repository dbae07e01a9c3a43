"""A MediaInfo while it is gathered: the first origin that speaks is used, those that differ are kept beside it."""

from datetime import datetime
from fractions import Fraction
from typing import Any

from chutier.fields import FieldValue
from chutier.model import Disagreement, MediaInfo, MediaKind, Said, Source
from chutier.timecode import TimeRange, rate_text


class Draft:
    """Facts of one file with their origins. Order of `put` calls is order of trust."""

    def __init__(self, path: str, size: int, mtime_ns: int, kind: MediaKind) -> None:
        self.facts: dict[str, Any] = {"path": path, "size": size, "mtime_ns": mtime_ns, "kind": kind}
        self.origins: dict[str, str] = {}
        self.said: list[Said] = []
        self.disagreements: list[Disagreement] = []
        self.warnings: list[str] = []

    def get(self, field: str) -> Any:
        """The value of `field` so far, or None."""
        return self.facts.get(field)

    def put(self, field: str, value: object, origin: str) -> None:
        """Record what `origin` says of `field`. Empty values say nothing; a second, different one is a disagreement."""
        if value is None or value == "" or value == ():
            return
        if field not in self.origins:
            self.facts[field] = value
            self.origins[field] = origin
        elif self.facts[field] != value:
            self.disagree(field, self.facts[field], self.origins[field], value, origin)

    def disagree(self, field: str, used: object, used_origin: str, other: object, other_origin: str) -> None:
        """Keep that two origins differ on `field`."""
        self.disagreements.append(
            Disagreement(
                field=field, used=_text(used), used_origin=used_origin, other=_text(other), other_origin=other_origin
            )
        )

    def say(self, field: str, value: FieldValue | None, source: Source, origin: str) -> None:
        """Record an editorial value; empty ones and repetitions of the same origin are left out."""
        if value is None or value == "" or value == ():
            return
        said = Said(field=field, value=value, source=source, origin=origin)
        if said not in self.said:
            self.said.append(said)

    def warn(self, sentence: str) -> None:
        """Record a sentence for a person."""
        if sentence not in self.warnings:
            self.warnings.append(sentence)

    def finish(self) -> MediaInfo:
        """The frozen value."""
        return MediaInfo(
            **self.facts,
            origins=dict(self.origins),
            said=tuple(self.said),
            disagreements=tuple(self.disagreements),
            warnings=tuple(self.warnings),
        )


def _text(value: object) -> str:
    if isinstance(value, TimeRange):
        return str(value.start)
    if isinstance(value, datetime):
        return value.isoformat()
    return rate_text(value) if isinstance(value, Fraction) else str(value)
