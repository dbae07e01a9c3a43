"""What a person does by hand in the open project: no call of the API, nothing counted, no fault."""

from typing import TYPE_CHECKING

from hosts.resolve.items import MediaPoolItem
from hosts.resolve.pool import Folder
from hosts.resolve.project import Project

if TYPE_CHECKING:
    from hosts.resolve.fake import FakeResolve

Path = tuple[str, ...]


class Person:
    """An assistant at the same desk."""

    def __init__(self, fake: "FakeResolve") -> None:
        self._fake = fake

    @property
    def project(self) -> Project:
        """The open one."""
        assert self._fake.current is not None
        return self._fake.current

    def find_bin(self, path: Path) -> Folder:
        """The first bin of this path. Raises KeyError."""
        here = self.project.pool.root
        for name in path:
            found = [one for one in here.folders if one.name == name]
            if not found:
                raise KeyError(path)
            here = found[0]
        return here

    def make_bin(self, path: Path) -> Folder:
        """The bin, with those that it lies in; one that is there stays the only one."""
        here = self.project.pool.root
        for name in path:
            found = [one for one in here.folders if one.name == name]
            if not found:
                found = [Folder(self._fake, name)]
                here.folders.append(found[0])
            here = found[0]
        return here

    def double_bin(self, path: Path) -> Folder:
        """A second bin of one name."""
        parent = self.make_bin(path[:-1])
        parent.folders.append(Folder(self._fake, path[-1]))
        return parent.folders[-1]

    def item(self, clip: str) -> MediaPoolItem:
        """The clip with this stamp, or of this file. Raises KeyError."""
        for one in self.project.pool.items():
            if one.third.get("chutier.id") == clip or one.path == clip:
                return one
        raise KeyError(clip)

    def import_file(self, path: str, into: Path = ()) -> MediaPoolItem:
        """Drag a file into a bin."""
        item = MediaPoolItem(self._fake, path, self._fake.files[path])
        self.make_bin(into).clips.append(item)
        return item

    def rename(self, clip: str, name: str) -> None:
        """Type another name."""
        self.item(clip).name = name

    def move(self, clip: str, path: Path) -> None:
        """Drag a clip into a bin."""
        item = self.item(clip)
        home = self.project.pool.home(item)
        assert home is not None
        home.clips.remove(item)
        self.make_bin(path).clips.append(item)

    def type(self, clip: str, key: str, text: str) -> None:
        """Type into the metadata panel."""
        self.item(clip).metadata[key] = text

    def color(self, clip: str, color: str) -> None:
        """Give a clip a colour."""
        self.item(clip).color = color

    def remove(self, clip: str) -> None:
        """Delete a clip from the pool."""
        item = self.item(clip)
        pool = self.project.pool
        home = pool.home(item)
        assert home is not None
        home.clips.remove(item)
        pool._forget([item])

    def remove_bin(self, path: Path) -> None:
        """Delete a bin with all that is in it."""
        gone, parent = self.find_bin(path), self.find_bin(path[:-1])
        parent.folders.remove(gone)
        pool = self.project.pool
        for one in gone.below():
            one._stale = True
            pool._forget(one.clips)
        if pool.here._stale:
            pool.here = pool.root

    def remove_timeline(self, name: str) -> None:
        """Delete a timeline."""
        line = next(one for one in self.project.timelines if one.name == name)
        assert line.pool_item is not None
        home = self.project.pool.home(line.pool_item)
        assert home is not None
        home.clips.remove(line.pool_item)
        self.project.pool._forget([line.pool_item])

    def open_project(self, name: str) -> None:
        """Open another project, made if it is not there."""
        fake = self._fake
        if fake.current is not None:
            fake.current.go_stale()
        project = fake.projects.setdefault(name, Project(fake, name))
        project.wake()
        fake.current = project

    def close_project(self) -> None:
        """Back to the project manager."""
        self.project.go_stale()
        self._fake.current = None

    def open_modal(self) -> None:
        """Leave a window open, Project Settings for one."""
        self._fake.modal = True

    def dismiss(self) -> None:
        """Close it."""
        self._fake.modal = False
