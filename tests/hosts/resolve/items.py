"""Clips of the media pool."""

import posixpath
from typing import TYPE_CHECKING, Any

from hosts.resolve.api import Api, change, read
from hosts.resolve.constants import CLIP_COLORS, MARKER_COLORS, METADATA
from hosts.resolve.contract import enforced
from hosts.resolve.files import VirtualFile, frames_of, timecode

if TYPE_CHECKING:
    from hosts.resolve.fake import FakeResolve
    from hosts.resolve.timelines import Timeline

EMPTY = (
    "Alpha mode", "Cloud Sync", "Data Level", "Enable Deinterlacing", "Field Dominance", "In", "Out", "Input LUT",
    "Input Color Space", "Input Gamma", "Offline Reference", "PAR", "Bit Depth", "Audio Offset", "Date Added",
    "Date Modified", "Keyword",
)  # fmt: skip


class Markers:
    """Markers by frame, as clips and timelines have them."""

    def __init__(self) -> None:
        self.at: dict[float, dict[str, Any]] = {}

    def add(self, frame: Any, color: str, name: str, note: str, duration: Any, data: str) -> bool:
        """False for an empty name, a length below 1, a frame before the first or one that has a marker (seen on 21);
        frames past the end are taken."""
        if not name or duration < 1 or frame < 0 or float(frame) in self.at or color not in MARKER_COLORS:
            return False
        self.at[float(frame)] = {
            "color": color, "duration": float(duration), "note": note, "name": name, "customData": data,
        }  # fmt: skip
        return True

    def of(self, data: str) -> list[float]:
        """The frames of the markers with this text of a script's."""
        return [frame for frame, one in self.at.items() if one["customData"] == data]


class Marked(Api):
    """What carries markers: clips and timelines."""

    marks: Markers

    @change
    def AddMarker(self, frameId: Any, color: str, name: str, note: str, duration: Any, customData: str = "") -> bool:
        """README: a frame counted from the start."""
        return self.marks.add(frameId, color, name, note, duration, customData)

    @read
    def GetMarkers(self) -> dict[float, Any]:
        """README."""
        return {frame: dict(one) for frame, one in sorted(self.marks.at.items())}

    @read
    def GetMarkerByCustomData(self, customData: str) -> dict[float, Any]:
        """README: the first of this text."""
        frames = self.marks.of(customData)
        return {frames[0]: dict(self.marks.at[frames[0]])} if frames else {}

    @change
    def DeleteMarkerByCustomData(self, customData: str) -> bool:
        """README: the first of this text."""
        frames = self.marks.of(customData)
        return bool(frames) and self.marks.at.pop(frames[0], None) is not None

    @change
    def DeleteMarkersByColor(self, color: str) -> bool:
        """README: `All` for all."""
        gone = [frame for frame, one in self.marks.at.items() if color in ("All", one["color"])]
        for frame in gone:
            del self.marks.at[frame]
        return bool(gone)


@enforced
class MediaPoolItem(Marked):
    """A clip, or what stands for a timeline."""

    def __init__(self, fake: "FakeResolve", path: str, file: VirtualFile, name: str = "") -> None:
        super().__init__(fake)
        self.path, self.file = path, file
        self.name = name or posixpath.basename(path.replace("\\", "/"))
        self.metadata: dict[str, str] = {key: value for key, value in file.metadata if key in METADATA}
        self.third: dict[str, str] = {}
        self.flags: list[str] = []
        self.color = self.synced = self.proxy = ""
        self.start = file.start
        self.reel = file.tape
        self.marks = Markers()
        self.timeline: Timeline | None = None
        # A sound takes the project's rate when it comes in, and keeps it (seen on 19.1.3).
        project = fake.current
        self.rate = file.rate if file.picture or project is None else f"{project.settings['timelineFrameRate']:g}"

    @property
    def online(self) -> bool:
        return self.timeline is not None or self.path in self._fake.files

    @read
    def GetName(self) -> str:
        """README."""
        return self.timeline.name if self.timeline else self.name

    @change
    def SetName(self, name: str) -> bool:
        """Since 20.2."""
        return self._rename(name)

    def _rename(self, name: str) -> bool:
        if not isinstance(name, str) or not name:
            return False
        self.name = name
        return True

    @read
    def GetMediaId(self) -> str:
        """README."""
        return f"media-{self._id}"

    @read
    def GetMetadata(self, metadataType: str = "") -> Any:
        """README: without a key, those that are set."""
        return self.metadata.get(metadataType, "") if metadataType else dict(self.metadata)

    @change
    def SetMetadata(self, metadataType: Any, metadataValue: Any = None) -> bool:
        """README. Only text is taken; a key that the build does not know is dropped in silence, `Good Take` refused
        (21.1). Whether one bad key costs the whole dict is not known: a switch."""
        given = metadataType if isinstance(metadataType, dict) else {metadataType: metadataValue}
        good = {key: value for key, value in given.items() if key in METADATA and isinstance(value, str)}
        if "Good Take" in given or any(not isinstance(value, str) for value in given.values()):
            return False
        if self._fake.all_or_nothing and len(good) < len(given):
            return False
        for key, value in good.items():
            if value:
                self.metadata[key] = value
            else:
                self.metadata.pop(key, None)
        return True

    @read
    def GetThirdPartyMetadata(self, metadataType: str = "") -> Any:
        """Since 19.0."""
        return self.third.get(metadataType, "") if metadataType else dict(self.third)

    @change
    def SetThirdPartyMetadata(self, metadataType: Any, metadataValue: Any = None) -> bool:
        """Since 19.0."""
        given = metadataType if isinstance(metadataType, dict) else {metadataType: metadataValue}
        if any(not isinstance(value, str) for value in given.values()):
            return False
        self.third.update(given)
        return True

    @read
    def GetClipProperty(self, propertyName: str = "") -> Any:
        """README; keys as in Blackmagic's types of 21.1."""
        said = self._said()
        return said.get(propertyName, "") if propertyName else said

    def _said(self) -> dict[str, Any]:
        file, line = self.file, self.timeline
        rate = float(self.rate)
        begin = frames_of(self.start, rate)
        return {
            **dict.fromkeys(EMPTY, ""),
            "Clip Name": self.GetNameQuietly(), "File Name": posixpath.basename(self.path.replace("\\", "/")),
            "File Path": self.path, "Clip Directory": posixpath.dirname(self.path.replace("\\", "/")),
            "Type": self._type(), "FPS": rate,
            # A sound has no frames (seen on 21.1).
            "Frames": str(line.length if line else file.frames) if file.picture else "",
            "Start": "0", "Start TC": self.start, "End TC": timecode(begin + file.frames, rate),
            "Duration": timecode(file.frames, rate), "Drop frame": "0",
            "Resolution": f"{file.width}x{file.height}" if file.picture else "",
            "Audio Ch": str(file.audio), "Audio Codec": "Linear PCM" if file.audio else "", "Audio Bit Depth": "24",
            "Sample Rate": "48000", "Video Codec": "Apple ProRes 422" if file.picture else "", "Format": "QuickTime",
            "Clip Color": self.color, "Flags": ",".join(self.flags), "Reel Name": self.reel,
            "Synced Audio": self.synced, "Proxy": "1920x1080" if self.proxy else "None", "Proxy Media Path": self.proxy,
            "Usage": str(self._usage()), "Online Status": "Online" if self.online else "Offline", "Super Scale": 1,
            "Date Created": "Fri Mar 18 2026 16:47:44",
        }  # fmt: skip

    def GetNameQuietly(self) -> str:
        """The name without a call of the API."""
        return self.timeline.name if self.timeline else self.name

    def _type(self) -> str:
        """Whether other languages translate it is not known: assumed, as the harder case."""
        kind = "Timeline" if self.timeline else self.file.kind
        french = {"Timeline": "Montage", "Video": "Vidéo", "Video + Audio": "Vidéo + audio", "Audio": "Audio"}
        return french[kind] if self._fake.locale == "fr" else kind

    def _usage(self) -> int:
        project = self._fake.current
        return sum(one.item is self for line in (project.timelines if project else []) for one in line.items())

    @change
    def SetClipProperty(self, propertyName: str, propertyValue: str) -> bool:
        """README. `Reel Name` answers True and is dropped while the project takes reels from elsewhere (21.0.0)."""
        if propertyName == "Clip Name":
            return self._rename(propertyValue)
        if propertyName == "Start TC":
            try:
                frames_of(propertyValue, float(self.rate))
            except ValueError:
                return False
            self.start = propertyValue
            return True
        if propertyName == "Reel Name":
            if not self._fake.reel_names_from:
                self.reel = propertyValue
            return True
        return False

    @read
    def GetClipColor(self) -> str:
        """README."""
        return self.color

    @change
    def SetClipColor(self, colorName: str) -> bool:
        """README: sixteen names, spelled exactly; False for others (19.1.3)."""
        if colorName not in CLIP_COLORS:
            return False
        self.color = colorName
        return True

    @change
    def ClearClipColor(self) -> bool:
        """README."""
        self.color = ""
        return True

    @read
    def GetFlagList(self) -> list[str]:
        """README."""
        return list(self.flags)

    @change
    def AddFlag(self, color: str) -> bool:
        """README: the palette of markers."""
        if color not in MARKER_COLORS:
            return False
        if color not in self.flags:
            self.flags.append(color)
        return True

    @change
    def ClearFlags(self, color: str) -> bool:
        """README: `All` for all."""
        left = [] if color == "All" else [one for one in self.flags if one != color]
        cleared, self.flags = len(left) < len(self.flags), left
        return cleared

    @change
    def LinkProxyMedia(self, proxyMediaFilePath: str) -> bool:
        """README: an absolute path. Little is checked (20.3): a file that is not there answers False."""
        if proxyMediaFilePath not in self._fake.files:
            return False
        self.proxy = proxyMediaFilePath
        return True

    @change
    def UnlinkProxyMedia(self) -> bool:
        """README."""
        self.proxy = ""
        return True

    @change
    def ReplaceClip(self, filePath: str) -> None:
        """README says bool; None even when it worked (20.3)."""
        if filePath in self._fake.files:
            self.path, self.file = filePath, self._fake.files[filePath]

    @change
    def TranscribeAudio(self, useSpeakerDetection: bool = False) -> Any:
        """Studio. Not on the colour page; an error comes as text, which is true (21.1)."""
        if not self._fake.studio:
            self._fake.modal = True
            return False
        if self._fake.page in ("fusion", "color", "deliver"):
            return False
        return True if self.file.audio else "No audio"

    @read
    def GetTimeline(self) -> Any:
        """Since 21.0.4."""
        return self.timeline

    def state(self) -> Any:
        """As plain data."""
        return {
            "path": self.path, "name": self.GetNameQuietly(), "metadata": dict(sorted(self.metadata.items())),
            "third": dict(sorted(self.third.items())), "flags": sorted(self.flags), "color": self.color,
            "synced": self.synced, "proxy": self.proxy, "start": self.start, "markers": self.marks.at,
            "timeline": self.timeline is not None,
        }  # fmt: skip
