"""Bins as hard to read as Media Composer's own: clips over files over tapes, subclips, groups, cuts, things it hides.

`Bench` builds one with pyavb; where each shape is known from:
- lines are what is `user_placed`; sources, precomputed effects (a master of usage 1) and motion adapters lie behind
  them (bins of Media Composer 18.9 and 18.12);
- tapes of 10,368,000 frames with one timecode track and a track for each kind of media (the same bins);
- a clip repeats the identity of its bin in its attributes (counted in the same bins: once for each line, and once
  more; the name of the attribute is assumed);
- subclips are compositions of usage 2, groups of usage 4 or 5 made of selectors (pyavb's issues and reader).
"""

import struct
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import avb

from chutier.timecode import Timecode, nominal
from hosts.media_composer import folded, mac

TAPE_FRAMES = 10_368_000


class Bench:
    """Where a bin is put together. What the methods give back goes into one another; `write` ends it."""

    def __init__(self, titles: Sequence[str] = ()) -> None:
        self._file = avb.open()
        self._bin = self._file.content
        # pyavb shares its default columns between all bins of a process.
        self._bin.view_setting.columns = [dict(column) for column in self._bin.view_setting.columns]
        self._bin.view_setting.columns += [
            {"title": mac(title), "format": 2, "type": 40, "hidden": False} for title in titles
        ]

    def hide(self, title: str) -> None:
        """Take the column `title` out of the view."""
        for column in self._bin.view_setting.columns:
            column["hidden"] = column["hidden"] or column["title"] == title

    def tape(self, name: str, start: Timecode, *, numbers: int = 1) -> Any:
        """A reel whose first frame is `start`, with a picture and `numbers` sound tracks."""
        made = self._source(name, self._file.create.TapeDescriptor(), start.rate)
        clock = self._file.create.Timecode(edit_rate=float(start.rate), media_kind="timecode")
        clock.fps, clock.start, clock.flags = nominal(start.rate), start.frame, int(start.drop)
        clock.length = TAPE_FRAMES
        self._track(made, 1, clock)
        for kind, number in [("picture", 1), *(("sound", place) for place in range(1, numbers + 1))]:
            nothing = self._file.create.SourceClip(edit_rate=float(start.rate), media_kind=kind)
            nothing.length = TAPE_FRAMES
            self._track(made, number, nothing)
        return made

    def file(self, path: str, tape: Any, rate: Fraction, offset: int, frames: int, *, tracks: str = "V") -> Any:
        """A media file of `frames` from `offset` on of `tape` (None: no tape), at `path`."""
        descriptor = self._file.create.CDCIDescriptor()
        descriptor.locator = locator = self._file.create.MacFileLocator()
        locator.path = locator.path_posix = locator.path_utf8 = path
        made = self._source("", descriptor, rate)
        self._clips(made, tape, rate, offset, frames, tracks)
        return made

    def master(
        self, name: str, file: Any, rate: Fraction, frames: int, *, tracks: str = "V",
        columns: Mapping[str, str] | None = None, imported: bool = False, color: tuple[int, int, int] | None = None,
        shown: bool = True, usage: int = 0,
    ) -> Any:  # fmt: skip
        """A master clip over `file`. Columns that were `imported` have their titles cut and folded."""
        made = self._mob("MasterMob", name, rate, usage)
        self._clips(made, file, rate, 0, frames, tracks)
        texts = {folded(title) if imported else title: text for title, text in (columns or {}).items()}
        self._describe(made, texts, color)
        self._bin.add_mob(made).user_placed = shown
        return made

    def subclip(self, name: str, master: Any, rate: Fraction, offset: int, frames: int) -> Any:
        """`frames` of a master clip from `offset` on."""
        return self._composition(name, master, rate, offset, frames, usage=2)

    def sequence(self, name: str, start: Timecode, cuts: Sequence[tuple[Any, int, int]], *, shown: bool = True) -> Any:
        """A cut of (master, offset, frames), its first frame at `start`."""
        rate = start.rate
        made = self._mob("CompositionMob", name, rate, 0)
        clock = self._file.create.Timecode(edit_rate=float(rate), media_kind="timecode")
        clock.fps, clock.start, clock.length = nominal(rate), start.frame, sum(frames for _mob, _at, frames in cuts)
        clock.flags = int(start.drop)
        self._track(made, 1, clock)
        line = self._file.create.Sequence(edit_rate=float(rate), media_kind="picture")
        line.components = [self._file.create.Filler(edit_rate=float(rate), media_kind="picture")]
        line.components += [self._clip(mob, rate, at, frames, "picture", 1) for mob, at, frames in cuts]
        self._track(made, 1, line)
        self._describe(made, {}, None)
        self._bin.add_mob(made).user_placed = shown
        return made

    def group(self, name: str, masters: Sequence[Any], rate: Fraction, frames: int, *, usage: int = 4) -> Any:
        """Cameras side by side; the first is chosen."""
        made = self._mob("CompositionMob", name, rate, usage)
        choice = self._file.create.Selector(edit_rate=float(rate), media_kind="picture")
        choice.length, choice.is_ganged, choice.selected = frames, False, 0
        for number, master in enumerate(masters, 1):
            self._track(choice, number, self._clip(master, rate, 0, frames, "picture", 1))
        self._track(made, 1, choice)
        self._describe(made, {}, None)
        self._bin.add_mob(made).user_placed = True
        return made

    def write(self, path: Path) -> Path:
        """The bin as the file `path`."""
        self._file.write(str(path))
        self._file.close()
        return path

    def _composition(self, name: str, master: Any, rate: Fraction, offset: int, frames: int, *, usage: int) -> Any:
        made = self._mob("CompositionMob", name, rate, usage)
        self._clips(made, master, rate, offset, frames, "V")
        self._describe(made, {}, None)
        self._bin.add_mob(made).user_placed = True
        return made

    def _mob(self, kind: str, name: str, rate: Fraction, usage: int) -> Any:
        made = self._file.create.Composition(mob_type=kind)
        made.name, made.usage_code = mac(name), usage
        return made

    def _source(self, name: str, descriptor: Any, rate: Fraction) -> Any:
        made = self._mob("SourceMob", name, rate, 0)
        made.descriptor = descriptor
        self._bin.add_mob(made).user_placed = False
        return made

    def _clips(self, mob: Any, below: Any, rate: Fraction, offset: int, frames: int, tracks: str) -> None:
        for kind, number in _tracks(tracks):
            self._track(mob, number, self._clip(below, rate, offset, frames, kind, number))

    def _clip(self, below: Any, rate: Fraction, offset: int, frames: int, kind: str, number: int) -> Any:
        clip = self._file.create.SourceClip(edit_rate=float(rate), media_kind=kind)
        clip.length, clip.start_time = frames, offset
        if below is not None:
            clip.mob_id, clip.track_id = below.mob_id, number
        return clip

    def _describe(self, mob: Any, columns: Mapping[str, str], color: tuple[int, int, int] | None) -> None:
        attributes, user = self._file.create.Attributes(), self._file.create.Attributes()
        for title, text in columns.items():
            user[title] = mac(text)
        attributes["_USER"] = user
        attributes["_BIN"] = bytearray(struct.pack("<Q", self._bin.uid))
        for letter, level in zip("RGB", color or (), strict=False):
            attributes[f"_COLOR_{letter}"] = level
        mob.attributes = attributes

    def _track(self, group: Any, number: int, component: Any) -> None:
        track = self._file.create.Track()
        track.index, track.component = number, component
        group.tracks.append(track)


def _tracks(text: str) -> list[tuple[str, int]]:
    sound = [("sound", number) for number in range(1, text.count("A") + 1)]
    return [("picture", 1), *sound] if text.startswith("V") else sound


def newer(data: bytes) -> bytes:
    """The bin as a Media Composer of later years might write it: with another version of its list of lines."""
    at = data.rindex(b"NIBA")  # ABIN, in a file of little-endian numbers
    return data[: at + 9] + b"\x10" + data[at + 10 :]


def cut_in_half(data: bytes) -> bytes:
    """The bin as a copy that broke off leaves it."""
    return data[: len(data) // 2]


def without_sense(data: bytes, text: str) -> bytes:
    """The bin with the chunk that holds `text` spoilt: its closing mark is another byte, the rest stays."""
    found = data.index(text.encode("mac_roman"))
    at = max(data.rfind(letters, 0, found) for letters in (b"RTTA", b"OPMC"))
    (size,) = struct.unpack_from("<I", data, at + 4)
    end = at + 8 + size - 1
    assert data[end] == 3
    return data[:end] + b"\x7f" + data[end + 1 :]
