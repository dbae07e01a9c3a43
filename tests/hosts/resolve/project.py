"""A project: its settings, its media pool, its timelines."""

from typing import TYPE_CHECKING, Any

from hosts.resolve.api import Api, change, read
from hosts.resolve.contract import enforced
from hosts.resolve.pool import MediaPool
from hosts.resolve.timelines import Timeline

if TYPE_CHECKING:
    from hosts.resolve.fake import FakeResolve


@enforced
class Project(Api):
    """One project."""

    def __init__(self, fake: "FakeResolve", name: str) -> None:
        super().__init__(fake)
        self.name = name
        self.saved = 0
        self.settings: dict[str, Any] = {
            "timelineFrameRate": float(fake.rate), "timelinePlaybackFrameRate": fake.rate,
            "timelineResolutionWidth": "1920", "timelineResolutionHeight": "1080",
        }  # fmt: skip
        self.render: dict[str, Any] = {}
        self.timelines: list[Timeline] = []
        self.timeline: Timeline | None = None
        self.pool = MediaPool(fake, self)

    def everything(self) -> list[Api]:
        """The project and all that is in it."""
        return [self, self.pool, *self.pool.everything(), *self.timelines]

    def go_stale(self) -> None:
        """Closed: no handle of it answers any more."""
        for thing in self.everything():
            thing._stale = True

    def wake(self) -> None:
        """Opened again (assumed: the same objects)."""
        for thing in self.everything():
            thing._stale = False

    @read
    def GetName(self) -> str:
        """README."""
        return self.name

    @change
    def SetName(self, name: str) -> bool:
        """README: False for a name that is taken."""
        if not name or name in self._fake.projects:
            return False
        self._fake.projects[name] = self._fake.projects.pop(self.name)
        self.name = name
        return True

    @read
    def GetMediaPool(self) -> Any:
        """README."""
        return self.pool

    @read
    def GetTimelineCount(self) -> int:
        """README."""
        return len(self.timelines)

    @read
    def GetTimelineByIndex(self, idx: int) -> Any:
        """README: from 1."""
        return self.timelines[idx - 1] if 1 <= idx <= len(self.timelines) else None

    @read
    def GetCurrentTimeline(self) -> Any:
        """README."""
        return self.timeline

    @change
    def SetCurrentTimeline(self, timeline: Any) -> bool:
        """README."""
        if timeline not in self.timelines:
            return False
        self.timeline = timeline
        return True

    @read
    def GetSetting(self, settingName: str = "") -> Any:
        """README: all as text; the frame rate comes back as a number (21)."""
        if settingName:
            return self.settings.get(settingName, "")
        return dict(self.settings)

    @change
    def SetSetting(self, settingName: str, settingValue: str) -> bool:
        """README. The rate freezes once media (or a timeline) is there: sources differ, so it is a switch here."""
        return self._set(settingName, settingValue)

    @read
    def GetSettings(self) -> dict[str, Any]:
        """Since 21.1."""
        return dict(self.settings)

    @change
    def SetSettings(self, settings: dict[str, str]) -> bool:
        """Since 21.1."""
        done = [self._set(name, value) for name, value in settings.items()]
        return all(done)

    @change
    def SetRenderSettings(self, settings: dict[str, Any]) -> bool:
        """README. What is given is laid over what was set before, by whomever (20.3)."""
        self.render.update(settings)
        return True

    @change
    def LoadRenderPreset(self, presetName: str) -> bool:
        """README: a preset begins from nothing. One is modelled."""
        if presetName != "H.264 Master":
            return False
        self.render = {"TargetDir": "", "ExportVideo": True, "ExportAudio": True}
        return True

    @change
    def AddRenderJob(self) -> str:
        """README: its id; an empty text where there is nothing to render or no folder for it (21.1.0.17)."""
        return self._fake.new_id() if self.timeline is not None and self.render.get("TargetDir") else ""

    def _set(self, name: str, value: str) -> bool:
        if not isinstance(value, str) or name == "timelinePlaybackFrameRate":
            return False
        if name == "timelineFrameRate":
            frozen = {"on_media": bool(self.pool.items()), "on_timeline": bool(self.timelines), "never": False}
            if frozen[self._fake.freeze_rate]:
                return False
            self.settings[name] = float(value.split()[0])
            return True
        self.settings[name] = value
        return True

    def state(self) -> Any:
        """As plain data."""
        return {
            "settings": dict(self.settings),
            "pool": self.pool.state(),
            "timelines": [line.state() for line in self.timelines],
            "current": self.timeline.name if self.timeline else None,
        }
