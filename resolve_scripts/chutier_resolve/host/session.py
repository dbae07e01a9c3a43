"""One open project, as the operations see it."""

from __future__ import annotations

import sys
from contextlib import contextmanager, suppress
from typing import Any, Dict, Iterator, List, Optional, Tuple

from chutier_resolve.host.safe import (
    Failed,
    Lost,
    call,
    composed,
    has,
    identity,
    listed_of,
    mapped,
    name_of,
    number,
    steady,
    text,
)

Path = Tuple[str, ...]

STAMP = "chutier.id"
"""The third-party metadata that holds the catalogue's clip id."""

PAGES = ("media", "cut", "edit", "fusion", "color", "fairlight", "deliver")
"""What GetCurrentPage answers, and no other text that it may give is a page to go back to."""


class Item:
    """A clip of the pool: its handle, where it lies, and what it is known by."""

    def __init__(self, handle: Any, bin: Path, path: str, stamp: str) -> None:
        self.handle = handle
        self.bin = bin
        self.path = path
        self.stamp = stamp


class Session:
    """The program, its open project, and the clips that were seen in it. `platform` is as `sys.platform` says it."""

    def __init__(self, resolve: Any, platform: str = sys.platform) -> None:
        self.resolve = resolve
        self.platform = platform
        self.project_id = ""
        self._items: Optional[List[Item]] = None
        self._by_id: Dict[str, List[Item]] = {}
        self._by_path: Dict[str, List[Item]] = {}

    @property
    def manager(self) -> Any:
        """The project manager. Raises Lost `gone`."""
        found = self._or_none(self.resolve, "GetProjectManager")
        if found is None:
            raise Lost("gone")
        return found

    @property
    def project(self) -> Any:
        """The open project. Raises Lost `gone`, `no-project`, or `other-project` when another was opened meanwhile."""
        found = self._or_none(self.manager, "GetCurrentProject")
        if found is None:
            raise Lost("no-project" if self._or_none(self.resolve, "GetProductName") else "gone")
        now = identity(found)
        if self.project_id and now and now != self.project_id:
            raise Lost("other-project", name_of(found) or "")
        self.project_id = self.project_id or now
        return found

    @property
    def pool(self) -> Any:
        """The media pool. Raises Lost."""
        found = self._or_none(self.project, "GetMediaPool")
        if found is None:
            raise Lost("gone")
        return found

    def check_alive(self) -> None:
        """After a refusal: raises Lost when it was the connection that refused. Costs four reads."""
        if name_of(self.project) is None:
            raise Lost("gone")

    @staticmethod
    def _or_none(thing: Any, name: str) -> Any:
        for _attempt in range(2):
            with suppress(Failed):
                found = call(thing, name)
                if found is not None:
                    return found
        return None

    def timelines(self) -> List[Any]:
        """The project's timelines, in its order."""
        project = self.project
        count = steady(project, "GetTimelineCount")
        found = [self._timeline(project, index) for index in range(1, (number(count) or 0) + 1)]
        return [one for one in found if one is not None]

    @staticmethod
    def _timeline(project: Any, index: int) -> Any:
        try:
            return call(project, "GetTimelineByIndex", index)
        except Failed:
            return None

    # What is known of the clips ------------------------------------------------------------------------------------

    def same_path(self, path: str) -> str:
        """A media path by which two are one: accents composed, and case folded where the system does not tell."""
        path = composed(path.replace("\\", "/"))
        return path.casefold() if self.platform in ("darwin", "win32") else path

    def remember(self, items: List[Item]) -> None:
        """These are all the clips of the pool, as just read."""
        self._items, self._by_id, self._by_path = [], {}, {}
        for item in items:
            self.add(item)

    def add(self, item: Item) -> None:
        """One more clip is in the pool."""
        if self._items is None:
            self._items = []
        self._items.append(item)
        if item.stamp:
            self._by_id.setdefault(item.stamp, []).append(item)
        if item.path:
            self._by_path.setdefault(self.same_path(item.path), []).append(item)

    @property
    def looked(self) -> bool:
        """Whether the pool has been read."""
        return self._items is not None

    def items(self) -> List[Item]:
        """The clips of the pool, as they were read last."""
        return list(self._items or [])

    def known(self, path: str) -> List[Item]:
        """The clips of this file."""
        return self._by_path.get(self.same_path(path), [])

    def find(self, ref: Dict[str, str]) -> Item:
        """The clip that a reference means: by its stamp, else by its file among those without one.

        Raises Failed `no-clip` (nothing, or more than one that could be meant)."""
        stamped = self._by_id.get(ref.get("id", ""), [])
        found = stamped or [item for item in self.known(ref.get("path", "")) if not item.stamp]
        if len(found) != 1:
            raise Failed("no-clip", str(len(found)))
        return found[0]

    def stamped(self, item: Item, clip: str) -> None:
        """The clip carries this id from now on."""
        item.stamp = clip
        self._by_id.setdefault(clip, []).append(item)

    def forget(self, item: Item) -> None:
        """The clip is no longer in the pool."""
        for place in (self._items or [], self._by_id.get(item.stamp, []), self.known(item.path)):
            if item in place:
                place.remove(item)

    # What a person has open -----------------------------------------------------------------------------------------

    @contextmanager
    def as_found(self) -> Iterator[None]:
        """Whatever happens inside, the person's bin, page and timeline are put back."""
        pool, project = self.pool, self.project
        folder = self._or_none(pool, "GetCurrentFolder")
        timeline = self._or_none(project, "GetCurrentTimeline")
        page = text(self._or_none(self.resolve, "GetCurrentPage"))
        try:
            yield
        finally:
            self._put_back(pool, "GetCurrentFolder", "SetCurrentFolder", folder)
            self._put_back(project, "GetCurrentTimeline", "SetCurrentTimeline", timeline)
            if page in PAGES and text(self._or_none(self.resolve, "GetCurrentPage")) not in ("", page):
                self._try(self.resolve, "OpenPage", page)

    def _put_back(self, owner: Any, get: str, set_: str, before: Any) -> None:
        if before is None or not identity(before):
            return
        if identity(self._or_none(owner, get)) != identity(before):
            self._try(owner, set_, before)

    @staticmethod
    def _try(thing: Any, name: str, *given: Any) -> None:
        # When the connection is gone, what follows will say so.
        with suppress(Failed):
            call(thing, name, *given)

    def enter(self, folder: Any) -> None:
        """Make a bin the current one, and see that it is. Raises Failed `bin-closed`."""
        if identity(steady(self.pool, "GetCurrentFolder")) == identity(folder):
            return
        call(self.pool, "SetCurrentFolder", folder)
        if identity(steady(self.pool, "GetCurrentFolder")) != identity(folder):
            raise Failed("bin-closed", name_of(folder) or "")

    def clips_in(self, folder: Any) -> List[Any]:
        """The clips that lie in a bin, timelines among them."""
        return listed_of(folder, "GetClipList")

    def properties(self, handle: Any) -> Dict[str, Any]:
        """All that the program knows of a clip. Raises Failed `no-clip` when its handle has gone stale."""
        found = mapped(steady(handle, "GetClipProperty"))
        if not found:
            raise Failed("no-clip", "0")
        return found

    def can(self, thing: Any, name: str) -> bool:
        """Whether this build offers a method."""
        return has(thing, name)
