"""A prepared sequence of the show as one that an AAF can hold: picture on V1, its sound beneath it, in sync.

What an assistant syncs in Media Composer does not exist yet when the AAF is written; but picture and sound of a take
both tell the time of day, so the sequence takes its sound from the sound roll, where the timecode says.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from chutier.i18n import _
from chutier.model import ClipId
from chutier.plan.actions import spelled
from chutier.plan.tree import Placed, Timeline
from chutier.timecode import Timecode, TimeRange, frames_per_day, nominal
from chutier_avid.aaf.content import AafSequence, AafTrack, Event
from chutier_avid.columns import audio_tracks

START_HOUR = 1
"""A sequence begins at 01:00:00:00, as is usual for picture."""

_DEEPEST = 8


class CannotString(Exception):
    """Why a sequence must be made by hand: one sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Take:
    """What one clip of the sequence is made of: picture, and the sound that ran with it."""

    picture: Placed
    time: TimeRange
    sound: Placed | None = None


def string_out(line: Timeline, clips: Mapping[ClipId, Placed]) -> tuple[AafSequence, tuple[ClipId, ...]]:
    """The sequence, and the recordings that it uses. Raises CannotString when a clip has no picture, no timecode, or
    runs at another rate than the first."""
    takes = [_take(clip, clips) for clip in line.clips]
    if not takes:
        raise CannotString(_("it holds no clips"))
    rate, drop = takes[0].time.rate, takes[0].time.start.drop
    at = 0
    picture: list[Event] = []
    sound: dict[int, list[Event]] = {}
    for take in takes:
        if take.time.rate != rate:
            raise CannotString(_("{name} runs at another rate").format(name=take.picture.name))
        picture.append(Event(clip=take.picture.clip, track=("picture", 1), at=at, start=0, length=take.time.frames))
        for event in _heard(take, at):
            sound.setdefault(event.track[1], []).append(event)
        at += take.time.frames
    tracks = [AafTrack(kind="picture", number=1, events=tuple(picture))]
    tracks += [AafTrack(kind="sound", number=number, events=tuple(sound[number])) for number in sorted(sound)]
    start = Timecode.parse(f"{START_HOUR:02}:00:00:{'0' * (3 if nominal(rate) > 100 else 2)}", rate, drop=drop)
    used = dict.fromkeys(clip.clip for take in takes for clip in (take.picture, take.sound) if clip)
    sequence = AafSequence(
        key=f"{spelled(line.bin)}/{line.name}", name=line.name, start=start, length=at, tracks=tuple(tracks)
    )
    return sequence, tuple(used)


def _take(clip: ClipId, clips: Mapping[ClipId, Placed]) -> _Take:
    """The recordings of a take; of a group of cameras the first, with the sound that is synced to it."""
    placed = clips.get(clip)
    name = placed.name if placed else clip
    picture: Placed | None = None
    sound: Placed | None = None
    pending = [clip]
    for _step in range(_DEEPEST):
        found = [clips[one] for one in pending if one in clips]
        for one in found:
            if one.media and one.media.time:
                if one.media.picture:
                    picture = picture or one
                else:
                    sound = sound or one
        if picture is not None:
            break
        pending = [part for one in found for part in one.parts]
    if picture is None or picture.media is None or picture.media.time is None:
        raise CannotString(_("{name} has no picture with timecode").format(name=name))
    return _Take(picture=picture, time=picture.media.time, sound=sound)


def _heard(take: _Take, at: int) -> list[Event]:
    """The sound that lies under the picture: what ran at the same time of day, track by track."""
    placed = take.sound or take.picture
    if placed.media is None or placed.media.time is None:
        return []
    time = placed.media.time
    if (time.rate, time.start.drop) != (take.time.rate, take.time.start.drop):
        raise CannotString(_("{name} counts frames otherwise than its picture").format(name=placed.name))
    day = frames_per_day(time.rate, time.start.drop)
    ahead = (take.time.start.frame - time.start.frame + day // 2) % day - day // 2  # the short way round midnight
    start, late = max(ahead, 0), max(-ahead, 0)
    length = min(take.time.frames - late, time.frames - start)
    if length <= 0:
        return []
    return [
        Event(clip=placed.clip, track=("sound", number), at=at + late, start=start, length=length)
        for number in range(1, audio_tracks(placed.kind, placed.media) + 1)
    ]
