"""Files and clips as elements: a file is told once, and referred to ever after; its clip lies in its bin."""

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

from chutier.model import ClipId, Kind, MediaRef
from chutier.plan import Placed
from chutier.timecode import Timecode, nominal
from chutier_premiere.labels import label_of
from chutier_premiere.labels import name_of as label_name
from chutier_premiere.xmeml.notes import comments_of, logging_of
from chutier_premiere.xmeml.text import leaf, node
from chutier_premiere.xmeml.urls import name_of, url_of

DEPTH = 16
SAMPLE_RATE = 48000
"""What a sequence is heard at, and a file whose own sample rate is not known: 48 kHz is the rate of picture."""


class Media:
    """The files and clips of one document. `rate` is the show's: what a still or a file without a rate is shown at."""

    def __init__(
        self,
        clips: Mapping[ClipId, Placed],
        media: Mapping[ClipId, MediaRef],
        *,
        rate: Fraction | None,
        french: bool,
    ) -> None:
        self.clips, self.media = clips, media
        self._rate, self._french = rate, french
        with_file = (clip for clip, one in clips.items() if one.media is not None)
        self._masters = {clip: f"masterclip-{number}" for number, clip in enumerate(with_file, 1)}
        self._files: dict[str, str] = {}
        self._told: dict[ClipId, str] = {}
        self._notes: dict[ClipId, str] = {}
        self._items = 0

    def item(self) -> str:
        """An id for the next item on a track."""
        self._items += 1
        return f"clipitem-{self._items}"

    def master(self, clip: ClipId) -> str:
        """Says of which clip in a bin an item is; nothing for a file that lies in none."""
        return leaf("masterclipid", self._masters[clip]) if clip in self._masters else ""

    def name(self, clip: ClipId) -> str:
        """What a clip is called: by the show, or as its file where no bin holds it."""
        placed, media = self.clips.get(clip), self.media.get(clip)
        return placed.name if placed else name_of(media.path) if media else clip

    def file(self, clip: ClipId) -> str:
        """The clip's file: all of it the first time, then a reference. (A file told twice makes Resolve drop clips.)"""
        if clip in self._told:
            return self._told[clip]
        media = self.media[clip]
        url = url_of(media.path)
        known = url in self._files
        key = self._files.setdefault(url, f"file-{len(self._files) + 1}")
        self._told[clip] = node("file", id=key)
        if known:
            return self._told[clip]
        time, rate = media.time, self._rate_of(media)
        return node(
            "file",
            leaf("name", name_of(media.path)),
            leaf("pathurl", url),
            rate_node(rate) if rate else "",
            leaf("duration", time.frames) if time else "",
            timecode_node(time.start, media.tape) if time else "",
            node("media", _picture(media, rate) if media.picture else "", _sound(media)),
            id=key,
        )

    def length(self, clip: ClipId, rate: Fraction) -> str:
        """How long the clip's file is, in frames of `rate`; nothing where that is not known."""
        time = self.media[clip].time
        return leaf("duration", time.frames * rate // time.rate) if time else ""

    def label(self, clip: ClipId) -> str:
        """The label that a clip has in the show's colours; nothing for none."""
        placed = self.clips.get(clip)
        label = label_name(label_of(placed.color)) if placed else ""
        return node("labels", leaf("label2", label)) if label else ""

    def notes(self, clip: ClipId) -> str:
        """Logging information, comments and label of a placed clip."""
        if clip not in self._notes:
            placed = self.clips.get(clip)
            self._notes[clip] = "\n".join(filter(None, self._noted(placed))) if placed else ""
        return self._notes[clip]

    def clip(self, clip: ClipId) -> str:
        """A clip as it lies in its bin."""
        placed, media = self.clips[clip], self.media[clip]
        rate, time = self._rate_of(media), media.time
        timing = [rate_node(rate)] if rate else []
        still = leaf("stillframe", True) if placed.kind == Kind.STILL else ""
        picture = node("track", node(
            "clipitem", self.master(clip), leaf("name", placed.name), *timing, still, leaf("alphatype", "none"),
            self.file(clip), id=self.item(),
        )) if media.picture else ""  # fmt: skip
        sounds = [
            node("track", node(
                "clipitem", self.master(clip), leaf("name", placed.name), *timing, self.file(clip),
                source_track(channel), id=self.item(),
            ))
            for channel in channels(media)
        ]  # fmt: skip
        return node(
            "clip",
            self.master(clip),
            leaf("ismasterclip", True),
            leaf("duration", time.frames) if time else "",
            *timing,
            leaf("name", placed.name),
            node("media", node("video", picture) if picture else "", node("audio", *sounds) if sounds else ""),
            self.notes(clip),
            id=self._masters[clip],
        )

    def _rate_of(self, media: MediaRef) -> Fraction | None:
        return media.time.rate if media.time else self._rate

    def _noted(self, placed: Placed) -> tuple[str, ...]:
        files = [self.media[one] for one in dict.fromkeys((placed.clip, *placed.parts)) if one in self.media]
        pictures = [name_of(one.path) for one in files if one.picture]
        sounds = [name_of(one.path) for one in files if not one.picture]
        return (
            logging_of(placed.columns, "; ".join(pictures), "; ".join(sounds)),
            comments_of(placed.columns, self._french),
            self.label(placed.clip),
        )


def channels(media: MediaRef) -> range:
    """The audio channels of a file, from 1; a sound file has one at least."""
    return range(1, (media.audio_tracks if media.picture else max(media.audio_tracks, 1)) + 1)


@lru_cache(maxsize=64)
def rate_node(rate: Fraction) -> str:
    """A rate: 23.976 is a timebase of 24 with `ntsc`."""
    return node("rate", leaf("timebase", nominal(rate)), leaf("ntsc", rate.denominator != 1))


def timecode_node(start: Timecode, reel: str = "") -> str:
    """Where a file or a sequence starts, in words and in frames, and on which reel."""
    return node(
        "timecode",
        rate_node(start.rate),
        leaf("string", start),
        leaf("frame", start.frame),
        leaf("displayformat", "DF" if start.drop else "NDF"),
        node("reel", leaf("name", reel)) if reel else "",
    )


def source_track(channel: int) -> str:
    """Which audio channel of its file an item plays."""
    return node("sourcetrack", leaf("mediatype", "audio"), leaf("trackindex", channel))


def picture_format(rate: Fraction | None, width: int | None, height: int | None) -> str:
    """The characteristics of a picture, as far as they are known."""
    return node(
        "samplecharacteristics",
        rate_node(rate) if rate else "",
        *((leaf("width", width), leaf("height", height)) if width and height else ()),
        leaf("anamorphic", False),
        leaf("pixelaspectratio", "square"),
        leaf("fielddominance", "none"),
    )


def sound_format(sample_rate: int | None) -> str:
    """The characteristics of a sound."""
    return node("samplecharacteristics", leaf("depth", DEPTH), leaf("samplerate", sample_rate or SAMPLE_RATE))


def _picture(media: MediaRef, rate: Fraction | None) -> str:
    return node("video", picture_format(rate, media.width, media.height))


def _sound(media: MediaRef) -> str:
    count = len(channels(media))
    return node("audio", sound_format(media.sample_rate), leaf("channelcount", count)) if count else ""
