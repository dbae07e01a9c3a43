"""Timelines, their tracks, and what lies on them."""

import math
from typing import TYPE_CHECKING, Any

from hosts.resolve.api import Api, change, read
from hosts.resolve.constants import NAMES
from hosts.resolve.contract import enforced
from hosts.resolve.exporting import write
from hosts.resolve.files import frames_of, timecode
from hosts.resolve.items import Marked, Markers, MediaPoolItem

if TYPE_CHECKING:
    from hosts.resolve.fake import FakeResolve
    from hosts.resolve.project import Project


@enforced
class TimelineItem(Api):
    """A clip on a track."""

    def __init__(self, fake: "FakeResolve", item: MediaPoolItem, start: int, length: int, first: int) -> None:
        super().__init__(fake)
        self.item, self.start, self.length, self.first = item, start, length, first

    @read
    def GetName(self) -> str:
        """README."""
        return self.item.GetNameQuietly()

    @read
    def GetStart(self, subframe_precision: bool = False) -> int:
        """README: in frames of the timeline, from its zero."""
        return self.start

    @read
    def GetEnd(self, subframe_precision: bool = False) -> int:
        """README."""
        return self.start + self.length

    @read
    def GetDuration(self, subframe_precision: bool = False) -> int:
        """README."""
        return self.length

    @read
    def GetMediaPoolItem(self) -> Any:
        """README: None for a title, and for what left the pool."""
        return None if self.item._stale else self.item


class Track:
    """One track."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.items: list[TimelineItem] = []

    def state(self) -> Any:
        """As plain data."""
        return [self.name, [[one.item.path, one.start, one.length] for one in self.items]]


@enforced
class Timeline(Marked):
    """A timeline. It begins at 01:00:00:00 (assumed of a fresh user's settings)."""

    def __init__(self, fake: "FakeResolve", project: "Project", name: str) -> None:
        super().__init__(fake)
        self.project, self.name = project, name
        self.rate = f"{project.settings['timelineFrameRate']:g}"
        self.begin = frames_of("01:00:00:00", float(self.rate))
        self.tracks = {"video": [Track("Video 1")], "audio": [Track("Audio 1")], "subtitle": []}
        self.marks = Markers()
        self.pool_item: MediaPoolItem | None = None

    @property
    def length(self) -> int:
        """In frames."""
        return max((one.start + one.length for one in self.items()), default=self.begin) - self.begin

    def items(self) -> list[TimelineItem]:
        """What lies on the picture tracks."""
        return [one for track in self.tracks["video"] for one in track.items]

    def append(self, infos: list[dict[str, Any]], inclusive: bool) -> list[Any]:
        """Each onto its track; what would lie over something is dropped without a word (20.3)."""
        return [self._append(info, inclusive) for info in infos]

    def _append(self, info: dict[str, Any], inclusive: bool) -> Any:
        item = info["mediaPoolItem"]
        place = int(info.get("trackIndex", 1)) - 1
        if not 0 <= place < len(self.tracks["video"]):
            return None
        track = self.tracks["video"][place]
        first = int(info.get("startFrame", 0))
        end = info.get("endFrame", item.file.frames - inclusive)
        frames = min(int(end) + inclusive, item.file.frames + inclusive) - first
        # A range of another rate is rounded down: one frame short (20.3).
        length = math.floor(frames * float(self.rate) / float(item.rate))
        at = info.get("recordFrame")
        start = int(at) if at is not None else self.begin + self.length
        if length <= 0 or any(start < one.start + one.length and one.start < start + length for one in track.items):
            return None
        made = TimelineItem(self._fake, item, start, length, first)
        track.items.append(made)
        track.items.sort(key=lambda one: one.start)
        return made

    @read
    def GetName(self) -> str:
        """README."""
        return self.name

    @change
    def SetName(self, timelineName: str) -> bool:
        """README: False for a name that is taken."""
        if any(line.name == timelineName for line in self.project.timelines):
            return False
        self.name = timelineName
        return True

    @read
    def GetStartFrame(self) -> int:
        """README."""
        return self.begin

    @read
    def GetEndFrame(self) -> int:
        """README."""
        return self.begin + self.length

    @read
    def GetStartTimecode(self) -> str:
        """README."""
        return timecode(self.begin, float(self.rate))

    @change
    def SetStartTimecode(self, timecode: str) -> bool:
        """README. Only while nothing lies in it does it move without moving what lies there (assumed: else False)."""
        try:
            begin = frames_of(timecode, float(self.rate))
        except ValueError:
            return False
        if self.items():
            return False
        self.begin = begin
        return True

    @read
    def GetTrackCount(self, trackType: str) -> int:
        """README."""
        return len(self.tracks.get(trackType, []))

    @change
    def AddTrack(self, trackType: str, subTrackType: Any = "") -> bool:
        """README."""
        if trackType not in self.tracks:
            return False
        self.tracks[trackType].append(Track(f"{trackType.capitalize()} {len(self.tracks[trackType]) + 1}"))
        return True

    @read
    def GetTrackName(self, trackType: str, trackIndex: int) -> str:
        """README."""
        return self.tracks[trackType][trackIndex - 1].name

    @change
    def SetTrackName(self, trackType: str, trackIndex: int, name: str) -> bool:
        """README."""
        if not 1 <= trackIndex <= len(self.tracks.get(trackType, [])):
            return False
        self.tracks[trackType][trackIndex - 1].name = name
        return True

    @read
    def GetItemListInTrack(self, trackType: str, index: int) -> Any:
        """README says a list; None for an empty one was seen on 20."""
        tracks = self.tracks.get(trackType, [])
        items = list(tracks[index - 1].items) if 1 <= index <= len(tracks) else []
        return items or (None if self._fake.none_for_empty else [])

    @change
    def DeleteClips(self, timelineItems: list[Any], ripple: bool = False) -> bool:
        """README; False for a timeline that is not the current one (20.3)."""
        if self.project.timeline is not self:
            return False
        for track in self.tracks["video"] + self.tracks["audio"]:
            track.items = [one for one in track.items if one not in timelineItems]
        return True

    @read
    def GetSetting(self, settingName: str = "") -> Any:
        """README."""
        settings = {**self.project.settings, "timelineFrameRate": float(self.rate)}
        return settings.get(settingName, "") if settingName else settings

    @read
    def GetSettings(self) -> Any:
        """Since 21.1."""
        return {**self.project.settings, "timelineFrameRate": float(self.rate)}

    @read
    def GetMediaPoolItem(self) -> Any:
        """Since 19.1."""
        return self.pool_item

    @change
    def Export(self, fileName: str, exportType: Any, exportSubtype: Any = None) -> bool:
        """README: type and subtype are constants of the handle. A folder that is there already refuses FCPXML 1.10,
        which is a bundle (21.0)."""
        kind = NAMES.get(exportType, "")
        if kind in ("EXPORT_AAF", "EXPORT_EDL") and not NAMES.get(exportSubtype, ""):
            return False
        return write(self, kind, fileName)

    def state(self) -> Any:
        """As plain data."""
        return {
            "name": self.name, "begin": self.begin, "rate": self.rate, "markers": self.marks.at,
            "tracks": {kind: [track.state() for track in tracks] for kind, tracks in self.tracks.items()},
        }  # fmt: skip
