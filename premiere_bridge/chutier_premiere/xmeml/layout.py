"""Where everything lies in a sequence: pictures end to end or one above another, their sound beneath, in sync.

string-out   V1  ▐ 12-3-01 A ▌▐ 12-3-01 B ▌▐ 12-3-02 A ▌      group   V2     ▐ 12-3-01 B ▌
             A1  ▐ T001      ▌▐ T001      ▌▐ T002      ▌              V1  ▐ 12-3-01 A      ▌
                                                                      A1  ▐ T001           ▌
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from chutier.model import ClipId, Kind, MediaRef
from chutier.plan import Placed
from chutier.timecode import Timecode, TimeRange, frames_per_day

Pair = tuple[ClipId, ClipId]
"""A picture and a sound of one take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a clip on a track. `at` and `end` count frames of the sequence, `source` and `source_end` frames of
    `rate`, from the file's first. `channel` is the file's audio channel from 1, 0 for picture. Pieces of one `take`
    are linked."""

    clip: ClipId
    take: int
    track: int
    channel: int
    at: int
    end: int
    source: int
    source_end: int
    rate: Fraction


@dataclass(slots=True, kw_only=True)
class Laid:
    """A sequence at `rate`. `heads` are the clips whose picture begins somewhere, with that frame. `moved` are pictures
    whose sound lies by ear, with the frames by which that is later than by timecode. `mute` are clips whose sound
    cannot be placed beneath them, `missing` those that cannot be placed at all: nothing tells their time."""

    rate: Fraction
    length: int = 0
    pieces: list[Piece] = field(default_factory=list)
    heads: list[tuple[ClipId, int]] = field(default_factory=list)
    moved: list[tuple[ClipId, int]] = field(default_factory=list)
    mute: list[ClipId] = field(default_factory=list)
    missing: list[ClipId] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sync:
    """By how many seconds a sound begins after its picture, exactly: `linked` as their clocks say, `heard` where
    somebody listened, is sure, and it lies elsewhere."""

    linked: Mapping[Pair, Fraction] = field(default_factory=dict)
    heard: Mapping[Pair, Fraction] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Layout:
    """Lays clips out. `media` are the files of all clips, placed or not; `rate` is the show's, if it says one."""

    clips: Mapping[ClipId, Placed]
    media: Mapping[ClipId, MediaRef]
    rate: Fraction | None
    sync: Sync

    def end_to_end(self, clips: Iterable[ClipId]) -> Laid | None:
        """A string-out; the cameras of a group follow one another. None when no rate is known."""
        pictures = list(dict.fromkeys(picture for clip in clips for picture in self._pictures(clip, ())))
        times = [media.time for picture in pictures if (media := self.media.get(picture)) and media.time]
        rate = self.rate or (times[0].rate if times else None)
        if rate is None:
            return None
        laid = Laid(rate=rate)
        for take, picture in enumerate(pictures):
            time = self._time(picture)
            length = time.frames * rate // time.rate if time else 0
            if time is None or length <= 0:
                laid.missing.append(picture)
                continue
            laid.heads.append((picture, laid.length))
            laid.pieces.append(_piece(picture, take, 1, 0, laid, Span(late=0, source=0, frames=time.frames), time.rate))
            sounds = [(sound, self._starts(laid, picture, sound)) for sound in self._sounds(picture)]
            self._beneath(laid, take, picture, time, sounds)
            laid.length += length
        return laid

    def one_above_another(self, group: ClipId) -> Laid | None:
        """The cameras of a group in sync, the first lowest. None when they do not run by one clock."""
        pictures = list(self._pictures(group, ()))
        times = [time for picture in pictures if (time := self._time(picture)) is not None]
        clocks = {(time.rate, time.start.drop) for time in times}
        if len(times) < 2 or len(times) < len(pictures) or len(clocks) > 1:
            return None
        rate = times[0].rate
        ahead = [_ahead(time.start, times[0].start) for time in times]
        first = min(ahead)
        length = max(start - first + time.frames for start, time in zip(ahead, times, strict=True))
        laid = Laid(rate=rate)
        for track, (picture, start, time) in enumerate(zip(pictures, ahead, times, strict=True), 1):
            laid.heads.append((picture, start - first))
            span = Span(late=start - first, source=0, frames=time.frames)
            laid.pieces.append(_piece(picture, 0, track, 0, laid, span, rate))
        starts: dict[ClipId, int | None] = {}
        for picture, (_picture, head) in zip(pictures, laid.heads, strict=True):
            for sound in self._recorded(picture):
                after = self._starts(laid, picture, sound)
                starts.setdefault(sound, None if after is None else head + after)
        if not starts:
            starts = dict.fromkeys(self._sounds(pictures[0]), laid.heads[0][1])
        whole = TimeRange(times[0].start, length)
        self._beneath(laid, 0, group, whole, list(starts.items()))
        laid.length = length
        return laid

    def _pictures(self, clip: ClipId, above: tuple[ClipId, ...]) -> Iterator[ClipId]:
        """The pictures of a clip: itself, or those of the takes that a group joins."""
        placed, media = self.clips.get(clip), self.media.get(clip)
        if media is not None and media.picture:
            yield clip
        elif media is None and placed is not None:
            for part in placed.parts:
                if part not in above:
                    yield from self._pictures(part, (*above, clip))

    def _recorded(self, picture: ClipId) -> list[ClipId]:
        """The sounds that were synced to a picture."""
        placed = self.clips.get(picture)
        parts = placed.parts if placed else ()
        return [part for part in parts if part in self.media and not self.media[part].picture]

    def _sounds(self, picture: ClipId) -> list[ClipId]:
        """The same; without any, the picture's own sound, but for one that is meant to have none."""
        if recorded := self._recorded(picture):
            return recorded
        placed = self.clips.get(picture)
        silent = placed is not None and placed.kind == Kind.MOS
        return [picture] if self.media[picture].audio_tracks and not silent else []

    def _time(self, clip: ClipId) -> TimeRange | None:
        media = self.media.get(clip)
        return media.time if media is not None else None

    def _starts(self, laid: Laid, picture: ClipId, sound: ClipId) -> int | None:
        """Frames of the picture after which its sound begins, fewer than none where that ran first; None when nothing
        tells. By ear, else by timecode where both count alike, else as exactly as their clocks are known."""
        time, media = self._time(picture), self.media[sound]
        if time is None or media.time is None:
            return None
        exact, ear = self.sync.linked.get((picture, sound)), self.sync.heard.get((picture, sound))
        alike = (media.time.rate, media.time.start.drop) == (time.rate, time.start.drop)
        by_clock = (
            _ahead(media.time.start, time.start) if alike else None if exact is None else round(exact * time.rate)
        )
        if ear is None:
            return by_clock
        by_ear = round(ear * time.rate)
        if by_clock is not None and by_ear != by_clock:
            laid.moved.append((picture, by_ear - by_clock))
        return by_ear

    def _beneath(
        self, laid: Laid, take: int, of: ClipId, time: TimeRange, sounds: Sequence[tuple[ClipId, int | None]]
    ) -> None:
        """Lays sounds, each with the frame at which it begins, under a picture of `time` that begins at the sequence's
        present end, channel by channel."""
        track = 0
        for sound, starts in sounds:
            media = self.media[sound]
            length = media.time.frames * time.rate // media.time.rate if media.time else 0
            span = None if starts is None else heard(time.frames, starts, length)
            if span is None:
                laid.mute.append(of)
                continue
            for channel in range(1, max(media.audio_tracks, 1) + 1):
                track += 1
                laid.pieces.append(_piece(sound, take, track, channel, laid, span, time.rate))


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """What of a sound is heard under a picture, in frames of the picture: it begins `late`, at its frame `source`."""

    late: int
    source: int
    frames: int


def heard(frames: int, starts: int, length: int) -> Span | None:
    """What is heard under a picture of so many `frames` of a sound of `length` that `starts` so many after it; None
    when that is nothing.

        picture      ████████          starts -3: late 0, source 3, frames 8
        sound     ██████████████

    >>> heard(8, -3, 14)
    Span(late=0, source=3, frames=8)
    """
    late, source = max(starts, 0), max(-starts, 0)
    both = min(frames - late, length - source)
    return Span(late=late, source=source, frames=both) if both > 0 else None


def _ahead(one: Timecode, other: Timecode) -> int:
    """Frames that `one` comes after `other`, the short way round midnight."""
    day = frames_per_day(one.rate, one.drop)
    return (one.frame - other.frame + day // 2) % day - day // 2


def _piece(clip: ClipId, take: int, track: int, channel: int, laid: Laid, span: Span, rate: Fraction) -> Piece:
    at = laid.length + span.late * laid.rate // rate
    end = laid.length + (span.late + span.frames) * laid.rate // rate
    return Piece(
        clip=clip, take=take, track=track, channel=channel, at=at, end=end, source=span.source,
        source_end=span.source + span.frames, rate=rate,
    )  # fmt: skip
