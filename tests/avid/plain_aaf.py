"""The same bin written object by object through pyaaf2: the measure of our own, in results and in time."""

from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import aaf2
from aaf2.mobid import MobID

from chutier.timecode import nominal
from chutier_avid.aaf.content import AafBin, AafClip, AafSequence, AafTrack
from chutier_avid.aaf.mobs import TAPE_FRAMES, mob_id, url_of


def write_plain(content: AafBin, made: datetime, path: Path) -> None:
    """`content` to the file `path`."""
    with aaf2.open(str(path), "w") as file:
        plain = _Plain(file, content, made)
        for clip in content.clips:
            plain.clip(clip)
        for sequence in content.sequences:
            plain.sequence(sequence)


class _Plain:
    def __init__(self, file: Any, content: AafBin, made: datetime) -> None:
        self.file, self.content, self.made = file, content, made
        self.clips = {clip.key: clip for clip in content.clips}
        self.tapes: dict[bytes, Any] = {}

    def mob(self, kind: str, role: str, key: str, name: str) -> Any:
        mob = self.file.create.from_name(kind)
        mob.mob_id = MobID(bytes_le=mob_id(self.content.project, role, key))
        mob.name = name
        mob["CreationTime"].value = mob["LastModified"].value = self.made
        return mob

    def slot(self, mob: Any, number: int, name: str, track: int, rate: Any, segment: Any) -> None:
        slot = self.file.create.TimelineMobSlot(number, name, edit_rate=rate)
        slot["PhysicalTrackNumber"].value = track
        slot.segment = segment
        mob.slots.append(slot)

    def source(self, kind: str, mob: bytes, slot: int, start: int, length: int) -> Any:
        return self.file.create.SourceClip(
            start=start, length=length, mob_id=MobID(bytes_le=mob), slot_id=slot, media_kind=kind
        )

    def clock(self, rate: Any, start: int, length: int, *, drop: bool) -> Any:
        clock = self.file.create.Timecode(nominal(rate), drop=drop, length=length)
        clock.start = start
        return clock

    def attributes(self, mob: Any, pairs: dict[str, Any]) -> None:
        mob["MobAttributeList"].value = [
            self.file.create.TaggedValue(name, value, "aafInt32" if isinstance(value, int) else "aafString")
            for name, value in pairs.items()
        ]

    def tape(self, clip: AafClip) -> bytes:
        rate, drop = clip.time.rate, clip.time.start.drop
        name = f"{clip.tape}:{rate}:{drop:d}"
        key = mob_id(self.content.project, "tape", name)
        if key not in self.tapes:
            length = max(TAPE_FRAMES, nominal(rate) * 172_800)
            tape = self.tapes[key] = self.mob("SourceMob", "tape", name, clip.tape)
            self.slot(tape, 1, "TC1", 1, rate, self.clock(rate, 0, length, drop=drop))
            for number, kind in enumerate(("picture", "sound"), 2):
                self.slot(tape, number, f"{'V' if kind == 'picture' else 'A'}1", 1, rate,
                          self.source(kind, bytes(32), 0, 0, length))  # fmt: skip
            self.attributes(tape, {"_PJ": self.content.project})
            tape.descriptor = self.file.create.TapeDescriptor()
            self.file.content.mobs.append(tape)
        return key

    def clip(self, clip: AafClip) -> None:
        rate, frames = clip.time.rate, clip.time.frames
        tape = self.tape(clip)
        file = self.mob("SourceMob", "file", clip.key, Path(clip.path).name)
        master = self.mob("MasterMob", "master", clip.key, clip.name)
        for number, (kind, track) in enumerate(clip.tracks, 1):
            name = f"{'V' if kind == 'picture' else 'A'}{track}"
            on_tape = self.source(kind, tape, 2 if kind == "picture" else 3, clip.time.start.frame, frames)
            self.slot(file, number, name, track, rate, on_tape)
            in_file = self.source(kind, mob_id(self.content.project, "file", clip.key), number, 0, frames)
            self.slot(master, number, name, track, rate, in_file)
        file.descriptor = self.descriptor(clip)
        self.attributes(file, {"_PJ": self.content.project})
        colors = dict(zip(("_COLOR_R", "_COLOR_G", "_COLOR_B"), clip.color or (), strict=False))
        self.attributes(master, {"_VERSION": 2, **colors})
        master["ConvertFrameRate"].value = False
        for title, text in clip.columns.items():
            if text:
                master.comments[title] = text
        self.file.content.mobs.extend([file, master])

    def descriptor(self, clip: AafClip) -> Any:
        create = self.file.create
        if clip.picture:
            made = create.CDCIDescriptor()
            values: dict[str, Any] = {
                "SampleRate": clip.time.rate, "Length": clip.time.frames, "StoredWidth": clip.width,
                "StoredHeight": clip.height, "FrameLayout": "FullFrame", "VideoLineMap": [42, 0],
                "ImageAspectRatio": Fraction(clip.width, clip.height), "ComponentWidth": 8, "HorizontalSubsampling": 2,
            }  # fmt: skip
        else:
            made = create.PCMDescriptor()
            block = clip.audio_tracks * 3
            values = {
                "SampleRate": clip.sample_rate, "Length": int(clip.time.frames / clip.time.rate * clip.sample_rate),
                "AudioSamplingRate": clip.sample_rate, "Channels": clip.audio_tracks, "QuantizationBits": 24,
                "BlockAlign": block, "AverageBPS": block * clip.sample_rate,
            }  # fmt: skip
        for name, value in values.items():
            made[name].value = value
        locator = create.NetworkLocator()
        locator["URLString"].value = url_of(clip.path)
        made["Locator"].value = [locator]
        return made

    def sequence(self, sequence: AafSequence) -> None:
        rate = sequence.start.rate
        mob = self.mob("CompositionMob", "sequence", sequence.key, sequence.name)
        clock = self.clock(rate, sequence.start.frame, sequence.length, drop=sequence.start.drop)
        self.slot(mob, 1, "TC1", 1, rate, clock)
        for number, track in enumerate(sequence.tracks, 2):
            segment = self.file.create.Sequence(media_kind=track.kind, length=sequence.length)
            segment["Components"].value = list(self.components(track, sequence.length))
            segment.length = sequence.length
            name = f"{'V' if track.kind == 'picture' else 'A'}{track.number}"
            self.slot(mob, number, name, track.number, rate, segment)
        mob.usage = "Usage_TopLevel"
        self.attributes(mob, {"_VERSION": 2})
        for title, text in sequence.columns.items():
            mob.comments[title] = text
        self.file.content.mobs.append(mob)

    def components(self, track: AafTrack, length: int) -> Any:
        at = 0
        for event in track.events:
            if event.at > at:
                yield self.file.create.Filler(track.kind, event.at - at)
            clip = self.clips[event.clip]
            master = mob_id(self.content.project, "master", clip.key)
            yield self.source(track.kind, master, clip.tracks.index(event.track) + 1, event.start, event.length)
            at = event.at + event.length
        if at < length:
            yield self.file.create.Filler(track.kind, length - at)
