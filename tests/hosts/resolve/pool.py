"""The media pool: bins and clips."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from hosts.resolve.api import Api, change, read
from hosts.resolve.constants import NAMES
from hosts.resolve.contract import enforced
from hosts.resolve.files import VirtualFile
from hosts.resolve.items import MediaPoolItem
from hosts.resolve.timelines import Timeline, TimelineItem

if TYPE_CHECKING:
    from hosts.resolve.fake import FakeResolve
    from hosts.resolve.project import Project


@enforced
class Folder(Api):
    """A bin."""

    def __init__(self, fake: "FakeResolve", name: str) -> None:
        super().__init__(fake)
        self.name = name
        self.folders: list[Folder] = []
        self.clips: list[MediaPoolItem] = []

    @read
    def GetName(self) -> str:
        """README: as it was given, accents in pieces if they came so."""
        return self.name

    @read
    def GetClipList(self) -> Any:
        """README says a list; None for an empty one was seen on 20."""
        return self._listed(self.clips)

    @read
    def GetSubFolderList(self) -> Any:
        """README says a list; None for an empty one was seen on 20."""
        return self._listed(self.folders)

    def _listed(self, things: list[Any]) -> Any:
        return list(things) if things or not self._fake.none_for_empty else None

    @read
    def GetIsFolderStale(self) -> bool:
        """README: for shared projects."""
        return False

    def below(self) -> "list[Folder]":
        """It and all bins in it."""
        return [self, *(one for child in self.folders for one in child.below())]

    def state(self) -> Any:
        """As plain data."""
        return [self.name, [one.state() for one in self.folders], [one.state() for one in self.clips]]


@enforced
class MediaPool(Api):
    """The pool of one project."""

    def __init__(self, fake: "FakeResolve", project: "Project") -> None:
        super().__init__(fake)
        self.project = project
        self.root = Folder(fake, "Master")
        self.here = self.root

    def folders(self) -> list[Folder]:
        """Every bin."""
        return self.root.below()

    def items(self) -> list[MediaPoolItem]:
        """Every clip, timelines among them."""
        return [one for folder in self.folders() for one in folder.clips]

    def everything(self) -> list[Api]:
        """Bins and clips."""
        return [*self.folders(), *self.items()]

    def home(self, item: MediaPoolItem) -> Folder | None:
        """The bin that a clip lies in."""
        return next((folder for folder in self.folders() if item in folder.clips), None)

    @read
    def GetRootFolder(self) -> Any:
        """README."""
        return self.root

    @read
    def GetCurrentFolder(self) -> Any:
        """README."""
        return self.here

    @change
    def SetCurrentFolder(self, folder: Any) -> bool:
        """README."""
        if folder not in self.folders():
            return False
        self.here = folder
        return True

    @read
    def RefreshFolders(self) -> bool:
        """README: for shared projects."""
        return True

    @change
    def AddSubFolder(self, folder: Any, name: str) -> Any:
        """Takes a name that is there already, and makes the new bin the current one (21.1.0.17). None in a project that
        somebody locks."""
        if self._fake.locked or folder not in self.folders() or not isinstance(name, str) or not name:
            return None
        made = Folder(self._fake, name)
        folder.folders.append(made)
        self.here = made
        return made

    @change
    def DeleteFolders(self, subfolders: list[Any]) -> bool:
        """README: with all that is in them."""
        found = [one for one in subfolders if one in self.folders() and one is not self.root]
        for gone in found:
            for folder in self.folders():
                if gone in folder.folders:
                    folder.folders.remove(gone)
            for one in gone.below():
                one._stale = True
                self._forget(one.clips)
            if self.here._stale:
                self.here = self.root
        return bool(found)

    @change
    def MoveFolders(self, folders: list[Any], targetFolder: Any) -> bool:
        """README."""
        if targetFolder not in self.folders():
            return False
        for one in folders:
            for parent in self.folders():
                if one in parent.folders:
                    parent.folders.remove(one)
                    break
            targetFolder.folders.append(one)
        return True

    @change
    def MoveClips(self, clips: list[Any], targetFolder: Any) -> bool:
        """README."""
        if targetFolder not in self.folders():
            return False
        for clip in clips:
            if home := self.home(clip):
                home.clips.remove(clip)
                targetFolder.clips.append(clip)
        return True

    @change
    def DeleteClips(self, clips: list[Any]) -> bool:
        """README: out of the pool; files stay."""
        for clip in clips:
            if home := self.home(clip):
                home.clips.remove(clip)
                self._forget([clip])
        return True

    def _forget(self, clips: list[MediaPoolItem]) -> None:
        for clip in clips:
            clip._stale = True
            if clip.timeline is not None:
                self._drop(clip.timeline)
            for line in self.project.timelines:
                for track in line.tracks["video"] + line.tracks["audio"]:
                    track.items = [one for one in track.items if one.item is not clip]

    def _drop(self, line: Timeline) -> None:
        if line in self.project.timelines:
            self.project.timelines.remove(line)
        line._stale = True
        if self.project.timeline is line:
            self.project.timeline = self.project.timelines[-1] if self.project.timelines else None

    @change
    def ImportMedia(self, items: list[Any]) -> Any:
        """Into the current bin, and a second clip for a file that is there already (20.3, 21.1). What is no media, or
        not there, is left out without a word."""
        made = []
        for asked in items:
            path = asked if isinstance(asked, str) else _sequence_path(asked)
            file = self._fake.files.get(path)
            if file is None or not file.media:
                continue
            item = MediaPoolItem(self._fake, path, file)
            self.here.clips.append(item)
            made.append(item)
        return made or (None if self._fake.none_for_empty else [])

    @change
    def CreateEmptyTimeline(self, name: str) -> Any:
        """In the current bin, and current from now on; None for a name that is taken (20.3)."""
        if not name or any(line.name == name for line in self.project.timelines):
            return None
        line = Timeline(self._fake, self.project, name)
        item = MediaPoolItem(self._fake, "", VirtualFile(start="01:00:00:00", frames=0, rate=line.rate), name)
        item.timeline, line.pool_item = line, item
        self.here.clips.append(item)
        self.project.timelines.append(line)
        self.project.timeline = line
        return line

    @change
    def CreateTimelineFromClips(self, name: str, clips: list[Any]) -> Any:
        """README; None for a name that is taken, or when the clips lie elsewhere than in the current bin (20.3)."""
        infos = [one if isinstance(one, dict) else {"mediaPoolItem": one} for one in clips]
        if any(info["mediaPoolItem"] not in self.here.clips for info in infos):
            return None
        make = type(self).CreateEmptyTimeline.__wrapped__  # type: ignore[attr-defined]
        line = make(self, name)
        if line is not None:
            line.append(infos, self._fake.inclusive_end)
        return line

    @change
    def AppendToTimeline(self, clips: list[Any]) -> Any:
        """Onto the current timeline only. The end of a range is not part of it (21.0); other builds take it in."""
        line = self.project.timeline
        if line is None:
            return [None]
        infos = [one if isinstance(one, dict) else {"mediaPoolItem": one} for one in clips]
        return line.append(infos, self._fake.inclusive_end)

    @change
    def DeleteTimelines(self, timeline: list[Any]) -> bool:
        """README."""
        for line in timeline:
            if line in self.project.timelines and line.pool_item is not None:
                home = self.home(line.pool_item)
                if home is not None:
                    home.clips.remove(line.pool_item)
                self._forget([line.pool_item])
        return True

    @change
    def AutoSyncAudio(self, mediaPoolItems: list[Any], audioSyncSettings: dict[Any, Any] | None = None) -> bool:
        """Since 19.1, Studio. A key or value that is no constant of the handle: False, and nothing is linked (21.0).
        The picture carries the result; the sound stays where it is. Of two pictures that one sound fits, the first of
        the list gets it (assumed). True says nothing."""
        fake = self._fake
        if not fake.studio:
            fake.modal = True
            fake.purchase_windows += 1
            return False
        settings = audioSyncSettings or {}
        names = {NAMES.get(key, ""): value for key, value in settings.items()}
        if "" in names or NAMES.get(names.get("AUDIO_SYNC_MODE"), "") != "AUDIO_SYNC_TIMECODE":
            return False
        pictures = [one for one in mediaPoolItems if one.file.picture]
        sounds = [one for one in mediaPoolItems if not one.file.picture]
        if not pictures or not sounds:
            return False
        taken: set[int] = set()
        for picture in pictures:
            fits = [one for one in sounds if id(one) not in taken and _overlap(picture.file, one.file)]
            if fits:
                picture.synced = ", ".join(one.path.replace("\\", "/").rsplit("/", 1)[-1] for one in fits)
                taken.update(map(id, fits))
        return True

    @change
    def ImportTimelineFromFile(self, filePath: str, importOptions: dict[str, Any] | None = None) -> Any:
        """README; of its kinds only EDL is modelled. None for a name that is taken; unless told otherwise it brings its
        files in again, as second clips (20.3)."""
        options = importOptions or {}
        lines = Path(filePath).read_text(encoding="utf-8").splitlines() if Path(filePath).is_file() else []
        make = type(self).CreateEmptyTimeline.__wrapped__  # type: ignore[attr-defined]
        name = options.get("timelineName") or next((one[7:] for one in lines if one.startswith("TITLE: ")), "")
        line = make(self, name) if lines else None
        if line is None:
            return None
        wanted = [one.partition("FROM CLIP NAME: ")[2] for one in lines if "FROM CLIP NAME: " in one]
        for clip in wanted:
            found = next((one for one in self.items() if one.GetNameQuietly() == clip and one.timeline is None), None)
            if found is not None and options.get("importSourceClips", True):
                again = MediaPoolItem(self._fake, found.path, found.file)
                self.here.clips.append(again)
                found = again
            if found is not None:
                line.append([{"mediaPoolItem": found}], self._fake.inclusive_end)
        return line

    @change
    def ExportMetadata(self, fileName: str, clips: list[Any] | None = None) -> bool:
        """README: a CSV. Not written here: no file of ours comes from it."""
        return False

    def state(self) -> Any:
        """As plain data."""
        return {"tree": self.root.state(), "here": self.here.name}


def _overlap(a: VirtualFile, b: VirtualFile) -> bool:
    return a.span[0] < b.span[1] and b.span[0] < a.span[1]


def _sequence_path(asked: dict[str, Any]) -> str:
    """README: the clip of a numbered sequence is called `f_[0001-0100].dpx`."""
    head, _sign, tail = asked["FilePath"].rpartition("%")
    width, _letter, suffix = tail.partition("d")
    digits = int(width or 1)
    return f"{head}[{asked['StartIndex']:0{digits}}-{asked['EndIndex']:0{digits}}]{suffix}"


__all__ = ["Folder", "MediaPool", "TimelineItem"]
