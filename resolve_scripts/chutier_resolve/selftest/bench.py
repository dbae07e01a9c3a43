"""What a probe works at: the disposable project, its media, and a bin of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from chutier_resolve.host.safe import constant, has, identity, listed, name_of, text


class Unavailable(Exception):
    """A probe cannot be answered here: a code (`studio`, `no-method`, `no-constant`, `not-read`, …) and a detail."""

    def __init__(self, why: str, detail: str = "") -> None:
        super().__init__(why)
        self.why = why
        self.detail = detail


class Gone(Exception):
    """The program answers no more, or another project was opened: nothing of ours may go on."""


class Bench:
    """The open disposable project. `folder` holds the media of `media.make`, and what the probes export."""

    def __init__(self, resolve: Any, name: str, folder: str, studio: bool) -> None:
        self.resolve = resolve
        self.name = name
        self.folder = folder
        self.studio = studio
        self._brought: dict[str, Any] = {}

    @property
    def project(self) -> Any:
        """The disposable project. Raises Gone when it is not the open one: a person's project is never touched."""
        manager = self.resolve.GetProjectManager()
        found = manager.GetCurrentProject() if manager is not None else None
        if found is None or name_of(found) != self.name:
            raise Gone("the self-test's project is not open any more")
        return found

    @property
    def pool(self) -> Any:
        """Its media pool. Raises Gone."""
        found = self.project.GetMediaPool()
        if found is None:
            raise Gone("the project has no media pool")
        return found

    def room(self, name: str) -> Any:
        """A new bin under the root, made the current one. Raises Unavailable `no-bin`."""
        pool = self.pool
        made = pool.AddSubFolder(pool.GetRootFolder(), name)
        if name_of(made) is None:
            raise Unavailable("no-bin", name)
        pool.SetCurrentFolder(made)
        return made

    def path(self, name: str) -> str:
        """Where a file of the self-test lies."""
        return str(Path(self.folder, name))

    def bring(self, *names: str) -> list[Any]:
        """The clips of files, imported into the current bin. Where a build takes no file twice, the clip it has.

        Raises Unavailable `not-read`."""
        came = listed(self.pool.ImportMedia([self.path(name) for name in names]))
        by_file = {base(one.GetClipProperty("File Path")): one for one in came}
        found = []
        for name in names:
            if name not in by_file and name not in self._brought:
                raise Unavailable("not-read", name)
            self._brought.setdefault(name, by_file.get(name))
            found.append(by_file.get(name) or self._brought[name])
        return found

    def need(self, thing: Any, method: str) -> None:
        """Raises Unavailable `no-method` where this build does not list a method."""
        if not has(thing, method):
            raise Unavailable("no-method", method)

    def constant(self, name: str) -> Any:
        """A constant of the live handle. Raises Unavailable `no-constant`."""
        found = constant(self.resolve, name)
        if found is None:
            raise Unavailable("no-constant", name)
        return found


class Probe(NamedTuple):
    """One question: a name that never changes, what it asks, how, and whether only Studio can answer."""

    name: str
    asks: str
    ask: Callable[[Bench], dict[str, Any]]
    studio: bool = False


def base(path: Any) -> str:
    """The file's name of a path as the program shows it.

    >>> base("/a/b.mov"), base("C:\\\\a\\\\b.mov"), base(None)
    ('b.mov', 'b.mov', '')
    """
    return text(path).replace("\\", "/").rpartition("/")[2]


def kind(value: Any) -> str:
    """What sort of answer came, without the answer.

    >>> [kind(one) for one in (None, True, 0, 25.0, "", [], {}, object())]
    ['None', 'bool', 'number', 'number', 'text', 'list', 'dict', 'object']
    """
    if value is None:
        return "None"
    for types, name in (
        ((bool,), "bool"), ((int, float), "number"), ((str,), "text"), ((list, tuple), "list"), ((dict,), "dict"),
    ):  # fmt: skip
        if isinstance(value, types):
            return name
    return "object"


def plain(value: Any) -> Any:
    """An answer as it came where it is a bare value, else the sort of it."""
    return value if isinstance(value, (bool, int, float, str)) or value is None else kind(value)


def answer(thing: Any, method: str, *given: Any) -> Any:
    """What a call answers that a build may refuse by raising: then the name of what it raised."""
    try:
        return plain(getattr(thing, method)(*given))
    except Exception as error:  # noqa: BLE001 - that it raises is the answer
        return "raises " + type(error).__name__


def sort(thing: Any, method: str, *given: Any) -> str:
    """The same, where the answer itself does not matter but its sort."""
    try:
        return kind(getattr(thing, method)(*given))
    except Exception as error:  # noqa: BLE001
        return "raises " + type(error).__name__


def same(one: Any, other: Any) -> bool:
    """Whether two handles mean one object, by the program's own ids."""
    return bool(identity(one)) and identity(one) == identity(other)
