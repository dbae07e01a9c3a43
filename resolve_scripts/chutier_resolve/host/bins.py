"""Bins: reading the tree, and making what is missing."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Sequence

from chutier_resolve.host.safe import Failed, Lost, call, composed, listed_of, name_of, steady
from chutier_resolve.host.session import Path, Session

Progress = Callable[[int, int], None]


class Bins:
    """The bins as they are now. Two of one name in one place are both kept, and neither can be used."""

    def __init__(self, session: Session) -> None:
        self._session = session
        root = steady(session.pool, "GetRootFolder")
        if root is None:
            raise Lost("gone")
        self.at: Dict[Path, List[Any]] = {(): [root]}
        self.order: List[Path] = [()]
        self._spelled: Dict[Path, Path] = {(): ()}
        self._refused: Dict[Path, Failed] = {}
        self._read(())

    def _read(self, start: Path) -> None:
        waiting = [(start, folder) for folder in self.at[start]]
        while waiting:
            path, folder = waiting.pop()
            for child in listed_of(folder, "GetSubFolderList"):
                name = name_of(child)
                if name is None:
                    self._session.check_alive()
                    raise Failed("unreadable", " / ".join(path))
                here = (*path, composed(name))
                self._add(here, (*self._spelled[path], name), child)
                waiting.append((here, child))

    def _add(self, path: Path, spelled: Path, folder: Any) -> None:
        self.at.setdefault(path, []).append(folder)
        self._spelled.setdefault(path, spelled)
        self.order.append(path)

    def find(self, path: Sequence[str]) -> Any:
        """The one bin of this path. Raises Failed `no-bin` or `doubled-bin` (it, or one that it lies in)."""
        wanted = tuple(composed(name) for name in path)
        for depth in range(len(wanted) + 1):
            found = self.at.get(wanted[:depth], [])
            if len(found) != 1:
                raise Failed("doubled-bin" if found else "no-bin", " / ".join(wanted[:depth]))
        return self.at[wanted][0]

    def ensure(self, path: Sequence[str]) -> bool:
        """Make the bin, and what it lies in, unless it is there; whether anything was made. Raises Failed."""
        wanted = tuple(composed(name) for name in path)
        made = False
        for depth in range(1, len(wanted) + 1):
            if wanted[:depth] not in self.at:
                self._make(wanted[:depth], path[depth - 1])
                made = True
            self.find(wanted[:depth])
        return made

    def _make(self, path: Path, name: str) -> None:
        if path in self._refused:
            raise self._refused[path]
        parent = self.find(path[:-1])
        made = call(self._session.pool, "AddSubFolder", parent, name)
        found = name_of(made)
        if found is None or composed(found) != path[-1]:
            # It may have been made all the same: asking again would make a twin.
            made = self._child(parent, path[-1])
        if made is None:
            self._session.check_alive()
            self._refused[path] = Failed("refused") if found is None else Failed("other-name", found)
            raise self._refused[path]
        self._add(path, path, made)

    @staticmethod
    def _child(parent: Any, name: str) -> Any:
        for child in listed_of(parent, "GetSubFolderList"):
            if composed(name_of(child) or "") == name:
                return child
        return None


def bins(session: Session, args: Dict[str, Any], answer: Dict[str, Any], progress: Progress) -> None:
    """`paths`: bins to be there."""
    done: List[Dict[str, Any]] = []
    answer["bins"] = done
    with session.as_found():
        tree = Bins(session)
        for path in args["paths"]:
            done.append(told(tree.ensure, path, session))
            progress(len(done), len(args["paths"]))


def told(act: Callable[[Any], bool], item: Any, session: Session) -> Dict[str, Any]:
    """What became of one item: `act` says whether it changed anything. Raises Lost when the program is gone."""
    try:
        return {"state": "done" if act(item) else "there"}
    except Failed as failed:
        return refusal(failed, session)


def refusal(failed: Failed, session: Session) -> Dict[str, Any]:
    """A failed item. Raises Lost when it failed because the program is gone."""
    session.check_alive()
    return {"state": "failed", "why": failed.why, "detail": failed.detail}
