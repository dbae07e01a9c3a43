"""The program and its project manager."""

from typing import TYPE_CHECKING, Any

from hosts.resolve.api import Api, change, read
from hosts.resolve.constants import CONSTANTS
from hosts.resolve.contract import enforced
from hosts.resolve.project import Project

if TYPE_CHECKING:
    from hosts.resolve.fake import FakeResolve

PAGES = ("media", "photo", "cut", "edit", "fusion", "color", "fairlight", "deliver")


@enforced
class Resolve(Api):
    """The handle that scripts begin with."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if name in CONSTANTS:
            fake = self._fake
            since, value = CONSTANTS[name]
            # A constant that a build lacks comes back as a callable (seen on 21).
            return value if fake.has(since) else (lambda *given: None)
        return super().__getattr__(name)

    @read
    def GetProductName(self) -> str:
        """README."""
        return "DaVinci Resolve Studio" if self._fake.studio else "DaVinci Resolve"

    @read
    def GetVersion(self) -> list[Any]:
        """README: major, minor, patch, build, suffix."""
        return [*self._fake.version[:4], ""]

    @read
    def GetVersionString(self) -> str:
        """README."""
        return ".".join(map(str, self._fake.version[:4]))

    @read
    def IsStudio(self) -> bool:
        """Since 21.1."""
        return self._fake.studio

    @read
    def GetProjectManager(self) -> Any:
        """README."""
        return self._fake.manager

    @read
    def GetCurrentPage(self) -> str:
        """README."""
        return self._fake.page

    @change
    def OpenPage(self, page: str) -> bool:
        """README; `photo` from 21."""
        if page not in PAGES or (page == "photo" and not self._fake.has((21, 0))):
            return False
        self._fake.page = page
        return True

    @read
    def Fusion(self) -> None:
        """Not modelled: nothing of ours asks it for anything."""
        return


@enforced
class ProjectManager(Api):
    """Projects of the open database."""

    def __init__(self, fake: "FakeResolve") -> None:
        super().__init__(fake)

    @read
    def GetCurrentDatabase(self) -> Any:
        """README."""
        return dict(self._fake.database) if self._fake.database else None

    @read
    def GetDatabaseList(self) -> list[Any]:
        """README."""
        return [dict(self._fake.database)] if self._fake.database else []

    @read
    def GetCurrentProject(self) -> Any:
        """README."""
        return self._fake.current

    @read
    def GetProjectListInCurrentFolder(self) -> list[str]:
        """README."""
        return list(self._fake.projects)

    @read
    def GetCurrentFolder(self) -> str:
        """README: project folders are not modelled, there is the root."""
        return ""

    @change
    def CreateProject(self, name: str, mediaLocationPath: str = "") -> Any:
        """README: None for a name that is taken. It becomes the open one."""
        if name in self._fake.projects or not name:
            return None
        self._open(Project(self._fake, name))
        return self._fake.current

    @change
    def LoadProject(self, name: str) -> Any:
        """README: None when there is none."""
        if name not in self._fake.projects:
            return None
        self._open(self._fake.projects[name])
        return self._fake.current

    def _open(self, project: Project) -> None:
        fake = self._fake
        if fake.current is not None and fake.current is not project:
            fake.current.go_stale()
        project.wake()
        fake.projects[project.name] = fake.current = project

    @change
    def SaveProject(self) -> bool:
        """False for the project that has no name of its own (19.1.3, 21.0.4: in the window; without one it hangs)."""
        current = self._fake.current
        if current is None or current.name == "Untitled Project":
            return False
        current.saved += 1
        return True

    @change
    def CloseProject(self, project: Any) -> bool:
        """README: without saving."""
        if self._fake.current is not project or project is None:
            return False
        project.go_stale()
        self._fake.current = None
        return True

    @change
    def DeleteProject(self, name: str) -> bool:
        """README: not the open one."""
        project = self._fake.projects.get(name)
        if project is None or project is self._fake.current:
            return False
        del self._fake.projects[name]
        return True
