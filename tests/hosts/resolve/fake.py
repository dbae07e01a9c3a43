"""A DaVinci Resolve in memory: as permissive as the real one, and as treacherous.

Where a behaviour was seen is said where it is modelled: builds by their number are measurements that scripters
published; "README" is Blackmagic's own text; "assumed" is neither.
"""

from collections.abc import Callable, Mapping
from typing import Any

from hosts.resolve.api import Api
from hosts.resolve.constants import CONSTANTS
from hosts.resolve.contract import check_arguments
from hosts.resolve.faults import NOT_SET, Faults
from hosts.resolve.files import VirtualFile
from hosts.resolve.meter import Meter
from hosts.resolve.program import ProjectManager, Resolve
from hosts.resolve.project import Project


class FakeResolve:
    """One running Resolve. `resolve` is the handle that scripts get."""

    def __init__(
        self,
        *,
        version: tuple[int, ...] = (20, 3, 1, 6),
        studio: bool = True,
        os: str = "darwin",
        locale: str = "en",
        files: Mapping[str, VirtualFile] | None = None,
        project: str | None = "FILM",
        rate: str = "25",
        inclusive_end: bool = False,
        freeze_rate: str = "on_media",
        reel_names_from: str = "",
        database: Mapping[str, str] | None = None,
        locked: bool = False,
        none_for_empty: bool = True,
        all_or_nothing: bool = False,
        lenient: bool = False,
    ) -> None:
        self.version = tuple(version) + (0,) * (4 - len(version))
        self.studio, self.os, self.locale = studio, os, locale
        self.files = dict(files or {})
        self.rate, self.inclusive_end, self.freeze_rate = rate, inclusive_end, freeze_rate
        self.reel_names_from, self.locked = reel_names_from, locked
        self.none_for_empty, self.all_or_nothing = none_for_empty, all_or_nothing
        self.database: Mapping[str, str] | None = (
            database if database is not None else {"DbType": "Disk", "DbName": "Local Database"}
        )
        self.faults, self.meter = Faults(), Meter()
        self.lenient = lenient
        self.violations: list[str] = []
        self.misspelled: list[str] = []
        self.deprecations: set[str] = set()
        self.modal = False
        self.page = "edit"
        self.purchase_windows = 0
        self._ids = 0
        self.projects: dict[str, Project] = {}
        self.current: Project | None = None
        self.manager = ProjectManager(self)
        self.resolve: Any = Resolve(self)
        if project is not None:
            self.projects[project] = self.current = Project(self, project)

    @property
    def person(self) -> Any:
        """What a person does by hand."""
        from hosts.resolve.person import Person

        return Person(self)

    def scriptapp(self, name: str) -> Any:
        """`bmd.scriptapp`: the free edition answers no script from outside."""
        return self.resolve if name == "Resolve" and self.studio else None

    def globals(self) -> dict[str, Any]:
        """What a menu script finds. Raises RuntimeError for a Python script in the free edition from 21.1, which does
        not list it (seen on 21.1.0.17)."""
        if not self.studio and self.version >= (21, 1):
            raise RuntimeError("this edition runs no Python script")
        return {"resolve": self.resolve, "bmd": self, "fusion": None, "fu": None, "app": None}

    def has(self, since: tuple[int, ...]) -> bool:
        """Whether this version is at least that."""
        return self.version >= since

    def new_id(self) -> str:
        """Ids in the order of making: two fakes that were told the same have the same."""
        self._ids += 1
        return f"{self._ids:08x}-fake"

    def answer(self, thing: Api, name: str, change: bool, act: Callable[[], Any], given: tuple[Any, ...] = ()) -> Any:
        """One call: counted, with its fault if it has one, in the state that the program is in."""
        method = f"{type(thing).__name__}.{name}"
        if name != "GetUniqueId":
            check_arguments(self, method, given)
        fault = self.faults.meet(method)
        self.meter.count(method, change)
        if self.faults.gone or thing._stale:
            return None
        if fault is not None:
            if fault.raises is not None:
                raise fault.raises
            if fault.returns is not NOT_SET:
                return fault.returns
            if fault.returns_string:
                return fault.returns_string
            if fault.lies:
                return True
        if change and self.modal:
            # An open window makes calls fail that have nothing to do with it (seen on free 21.0.3).
            return False
        if fault is not None and fault.drops and given and isinstance(given[0], list):
            return self._short(thing, name, given, fault.drops)
        return act()

    def _short(self, thing: Api, name: str, given: tuple[Any, ...], drops: int) -> Any:
        """An import or an append that loses its last items (seen on 20.3)."""
        method = getattr(type(thing), name).__wrapped__
        return method(thing, given[0][:-drops], *given[1:])

    def state(self) -> Any:
        """Everything, as plain data: two fakes in one state give equal answers."""
        return {name: project.state() for name, project in self.projects.items()} | {
            "": [self.current.name if self.current else None, self.page, self.modal]
        }

    def constant(self, name: str) -> Any:
        """A constant of the handle; AttributeError for one that this version lacks."""
        since, value = CONSTANTS[name]
        if not self.has(since):
            raise KeyError(name)
        return value
