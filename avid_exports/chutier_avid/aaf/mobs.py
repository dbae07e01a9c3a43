"""Clips and sequences as the mobs that Media Composer makes of them.

master (a line of the bin, its columns)  →  file (descriptor, where the media is)  →  tape (reel, timecode)

Facts: avid attributes and slots as dumped from files that Media Composer 18.9, 22.7 and 23.12 wrote; the tape's length
is that of its own bins, since a clip beyond the end of its tape is a plausible cause of CM_OFFSET_OUT_OF_RANGE.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from fractions import Fraction
from math import gcd
from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import quote
from uuid import NAMESPACE_URL, UUID, uuid5

from chutier.timecode import nominal
from chutier_avid.aaf.base import Base
from chutier_avid.aaf.compound import Storage
from chutier_avid.aaf.content import AafBin, AafClip, AafSequence, AafTrack, Rgb
from chutier_avid.aaf.objects import Objects

TAPE_FRAMES = 10_368_000
"""Length of a tape in the bins of Media Composer; two days where that is longer, for takes over midnight."""

_UMID = bytes.fromhex("060a2b340101010501010f2013000000")
"""What a MobID starts with; the UUID of its material follows (SMPTE ST 330, as pyaaf2 makes it)."""

_NOBODY = bytes(32)
_VERSION = 2
_BITS = 24
_NO = False


def mob_id(project: str, role: str, key: str) -> bytes:
    """The 32 bytes of an identity that is the same in every build: `role` is master, file, tape or sequence."""
    return _UMID + uuid5(uuid5(NAMESPACE_URL, f"chutier:{project}"), f"{role}:{key}").bytes


def url_of(path: str) -> str:
    """`path` of any system as Media Composer writes locators: `file:///D%3A/x%20y.mxf`, `file://server/share/x.mxf`."""
    if "\\" in path or path[1:2] == ":":
        windows = PureWindowsPath(path).as_posix()
        return "file://" + quote(windows[2:]) if windows.startswith("//") else "file:///" + quote(windows)
    return "file://" + quote(str(PurePosixPath(path)), errors="surrogateescape")


class Mobs:
    """Makes the mobs of one bin. Tapes are shared: one a reel, rate and way of counting."""

    def __init__(self, base: Base, content: AafBin, made: datetime) -> None:
        self._objects = Objects(base)
        self._definitions, self._words = base.definitions, base.words
        self._project, self._made = content.project, made
        self._clips: Mapping[str, AafClip] = {clip.key: clip for clip in content.clips}
        self.found: dict[bytes, Storage] = {}

    def add_clip(self, clip: AafClip) -> None:
        """Master, file and, if it is not there yet, tape of `clip`."""
        tape = self._tape(clip)
        file = self._file(clip, tape)
        master = mob_id(self._project, "master", clip.key)
        slots = [
            self._slot(number, kind, track, clip.time.rate, self._source(kind, file, number, 0, clip.time.frames))
            for number, (kind, track) in enumerate(clip.tracks, 1)
        ]
        more = {"ConvertFrameRate": _NO}
        self._mob("MasterMob", master, clip.name, slots, clip.columns, self._attributes(clip.color), more)

    def add_sequence(self, sequence: AafSequence) -> None:
        """A composition: the timecode track first, then picture, then sound."""
        rate = sequence.start.rate
        slots = [self._timecode_slot(rate, sequence.start.frame, sequence.length, drop=sequence.start.drop)]
        for number, track in enumerate(sequence.tracks, 2):
            components = list(self._components(track, sequence.length))
            segment = self._objects.make(
                "Sequence", DataDefinition=self._definitions[track.kind], Length=sequence.length, Components=components
            )
            slots.append(self._slot(number, track.kind, track.number, rate, segment))
        key = mob_id(self._project, "sequence", sequence.key)
        more = {"UsageCode": self._words["Usage_TopLevel"]}
        self._mob("CompositionMob", key, sequence.name, slots, sequence.columns, self._attributes(None), more)

    def _components(self, track: AafTrack, length: int) -> Iterator[Storage]:
        at = 0
        for event in track.events:
            if event.at > at:
                yield self._filler(track.kind, event.at - at)
            clip = self._clips[event.clip]
            master = mob_id(self._project, "master", clip.key)
            slot = clip.tracks.index(event.track) + 1
            yield self._source(track.kind, master, slot, event.start, event.length)
            at = event.at + event.length
        if at < length:
            yield self._filler(track.kind, length - at)

    def _tape(self, clip: AafClip) -> bytes:
        rate, drop = clip.time.rate, clip.time.start.drop
        key = mob_id(self._project, "tape", f"{clip.tape}:{rate}:{drop:d}")
        if key not in self.found:
            length = max(TAPE_FRAMES, nominal(rate) * 172_800)
            slots = [self._timecode_slot(rate, 0, length, drop=drop, name="TC1")]
            for number, kind in enumerate(("picture", "sound"), 2):
                nothing = self._source(kind, _NOBODY, 0, 0, length)
                slots.append(self._slot(number, kind, 1, rate, nothing))
            descriptor = self._objects.make("TapeDescriptor")
            self._mob("SourceMob", key, clip.tape, slots, {}, self._of_project(), {"EssenceDescription": descriptor})
        return key

    def _file(self, clip: AafClip, tape: bytes) -> bytes:
        key = mob_id(self._project, "file", clip.key)
        start, frames, rate = clip.time.start.frame, clip.time.frames, clip.time.rate
        slots = []
        for number, (kind, track) in enumerate(clip.tracks, 1):
            source = self._source(kind, tape, 2 if kind == "picture" else 3, start, frames)
            slots.append(self._slot(number, kind, track, rate, source))
        more = {"EssenceDescription": self._picture(clip) if clip.picture else self._sound(clip)}
        name = PureWindowsPath(clip.path).name if "\\" in clip.path else PurePosixPath(clip.path).name
        self._mob("SourceMob", key, name or clip.name, slots, {}, self._of_project(), more)
        return key

    def _picture(self, clip: AafClip) -> Storage:
        across = gcd(clip.width, clip.height) or 1
        return self._objects.make(
            "CDCIDescriptor", SampleRate=clip.time.rate, Length=clip.time.frames, StoredWidth=clip.width,
            StoredHeight=clip.height, FrameLayout=self._words["FullFrame"], VideoLineMap=[42, 0],
            ImageAspectRatio=Fraction(clip.width // across, max(clip.height // across, 1)), ComponentWidth=8,
            HorizontalSubsampling=2, Locator=[self._locator(clip)],
        )  # fmt: skip

    def _sound(self, clip: AafClip) -> Storage:
        channels, sampling = clip.audio_tracks, Fraction(clip.sample_rate)
        block = channels * _BITS // 8
        samples = int(clip.time.frames / clip.time.rate * clip.sample_rate)
        return self._objects.make(
            "PCMDescriptor", SampleRate=sampling, Length=samples, AudioSamplingRate=sampling, Channels=channels,
            QuantizationBits=_BITS, BlockAlign=block, AverageBPS=block * clip.sample_rate,
            Locator=[self._locator(clip)],
        )  # fmt: skip

    def _locator(self, clip: AafClip) -> Storage:
        return self._objects.make("NetworkLocator", URLString=url_of(clip.path))

    def _mob(
        self, class_name: str, key: bytes, name: str, slots: list[Storage], columns: Mapping[str, str],
        attributes: list[Storage], more: Mapping[str, Storage | bytes | bool] | None = None,
    ) -> None:  # fmt: skip
        comments = {"UserComments": [self._objects.tag(title, value) for title, value in columns.items() if value]}
        self.found[key] = self._objects.make(
            class_name, MobID=key, Name=name, CreationTime=self._made, LastModified=self._made, Slots=slots,
            MobAttributeList=attributes, **(comments if comments["UserComments"] else {}), **(more or {}),
        )  # fmt: skip

    def _attributes(self, color: Rgb | None) -> list[Storage]:
        pairs: Iterable[tuple[str, int]] = zip(("_COLOR_R", "_COLOR_G", "_COLOR_B"), color or (), strict=False)
        return [self._objects.tag("_VERSION", _VERSION), *(self._objects.tag(name, value) for name, value in pairs)]

    def _of_project(self) -> list[Storage]:
        return [self._objects.tag("_PJ", self._project)]

    def _slot(self, number: int, kind: str, track: int, rate: Fraction, segment: Storage) -> Storage:
        name = f"{'V' if kind == 'picture' else 'A'}{track}"
        return self._named_slot(number, name, track, rate, segment)

    def _named_slot(self, number: int, name: str, track: int, rate: Fraction, segment: Storage) -> Storage:
        return self._objects.make(
            "TimelineMobSlot", SlotID=number, SlotName=name, PhysicalTrackNumber=track, Origin=0, EditRate=rate,
            Segment=segment,
        )  # fmt: skip

    def _timecode_slot(self, rate: Fraction, start: int, length: int, *, drop: bool, name: str = "TC1") -> Storage:
        clock = self._objects.make(
            "Timecode", DataDefinition=self._definitions["timecode"], Length=length, Start=start, FPS=nominal(rate),
            Drop=drop,
        )  # fmt: skip
        return self._named_slot(1, name, 1, rate, clock)

    def _source(self, kind: str, mob: bytes, slot: int, start: int, length: int) -> Storage:
        return self._objects.make(
            "SourceClip", DataDefinition=self._definitions[kind], Length=length, SourceID=mob, SourceMobSlotID=slot,
            StartTime=start,
        )  # fmt: skip

    def _filler(self, kind: str, length: int) -> Storage:
        return self._objects.make("Filler", DataDefinition=self._definitions[kind], Length=length)


def mob_id_text(value: bytes) -> str:
    """An identity as readers print it: `urn:smpte:umid:…`, eight groups of four bytes; its UUID is stored turned."""
    turned = value[:16] + UUID(bytes_le=value[16:]).bytes
    return "urn:smpte:umid:" + ".".join(turned[place : place + 4].hex() for place in range(0, 32, 4))
