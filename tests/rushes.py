"""Folders of small files that stand for rushes, and what a probe would say of each."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from chutier.events import Report
from chutier.model import AudioTrack, MediaInfo, MediaKind, Said, Source
from chutier.timecode import Timecode, TimeRange


class Rushes:
    """Folders of small files, and what a probe would say of each."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.infos: dict[str, MediaInfo] = {}
        self.probed: list[str] = []

    def put(self, where: str, info: MediaInfo, content: bytes | None = None) -> Path:
        path = self.root / where
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(path.name.encode("utf-8", "surrogateescape") if content is None else content)
        status = path.stat()
        self.infos[str(path)] = replace(info, path=str(path), size=status.st_size, mtime_ns=status.st_mtime_ns)
        return path

    def picture(self, where: str, start: str = "10:00:00:00", seconds: int = 20, **more: Any) -> Path:
        content, said, audio = more.pop("content", None), more.pop("said", {}), more.pop("audio", 1)
        rate = more.pop("rate", Fraction(24))
        values: dict[str, Any] = {
            "rate": rate,
            "time": TimeRange(Timecode.parse(start, rate), int(seconds * rate)),
            "frames": int(seconds * rate),
            "audio": tuple(AudioTrack(index=i, sample_rate=48000) for i in range(audio)),
            "said": tuple(Said(field=k, value=v, source=Source.CAMERA, origin="sidecar") for k, v in said.items()),
        }
        return self.put(
            where, MediaInfo(path="", size=0, mtime_ns=0, kind=MediaKind.PICTURE, **(values | more)), content
        )

    def sound(self, where: str, start: str = "10:00:00:00", seconds: int = 20, **more: Any) -> Path:
        content, said, names = more.pop("content", None), more.pop("said", {}), more.pop("names", ("MIX", "PERCHE"))
        begin = Timecode.parse(start, Fraction(24)).seconds
        values: dict[str, Any] = {
            "sample_rate": 48000,
            "samples": seconds * 48000,
            "start_samples": int(begin * 48000) + more.pop("late_samples", 0),
            "audio": tuple(AudioTrack(index=i, sample_rate=48000, name=name) for i, name in enumerate(names)),
            "said": tuple(Said(field=k, value=v, source=Source.SOUND, origin=f"ixml:{k}") for k, v in said.items()),
        }
        return self.put(where, MediaInfo(path="", size=0, mtime_ns=0, kind=MediaKind.SOUND, **(values | more)), content)

    def broken(self, where: str, content: bytes = b"?") -> Path:
        return self.put(
            where, MediaInfo(path="", size=0, mtime_ns=0, kind=MediaKind.UNKNOWN, error="moov atom not found"), content
        )

    def scan(self, paths: Sequence[Path], workers: int | None, report: Report) -> Iterator[MediaInfo]:
        for path in reversed(paths):  # workers finish in any order
            self.probed.append(str(path))
            status = path.stat()
            yield replace(self.infos[str(path)], path=str(path), size=status.st_size, mtime_ns=status.st_mtime_ns)
