"""The disposable project: made, given back, taken away. Nothing here writes to a project of a person.

All of it happens outside the recording: the names of a person's projects are nobody's business.
"""

from __future__ import annotations

from typing import Any

from chutier_resolve.host.safe import Failed, call, identity, listed, mapped, name_of, text

OWN = ("127.0.0.1", "localhost", "::1")

UNTITLED = "Untitled Project"

SENTENCES = {
    "gone": "DaVinci Resolve does not answer. Close its dialogs, then choose the script again.",
    "shared": "This database is shared with other people. Choose a local one in the Project Manager, then again.",
    "unsaved": "The open project has never been saved. Save it, then choose the script again.",
    "elsewhere": "The open project does not lie in the Project Manager's current folder, so it could not be opened "
    "again afterwards. Go to its folder in the Project Manager, then choose the script again.",
    "blocked": "Resolve would not make a project. Save the open project, close every dialog, then choose it again.",
}


class Refused(Exception):
    """The self-test does not begin; nothing was changed. `code` is a key of SENTENCES."""

    def __init__(self, code: str) -> None:
        super().__init__(SENTENCES[code])
        self.code = code


class Disposable:
    """The project of one self-test, and the way back to what a person had open."""

    def __init__(self, resolve: Any, name: str) -> None:
        """Looks, and changes nothing. Raises Refused."""
        self.name = name
        self._resolve = resolve
        self._manager = _ask(resolve, "GetProjectManager")
        if self._manager is None:
            raise Refused("gone")
        database = mapped(_ask(self._manager, "GetCurrentDatabase"))
        if not database:
            raise Refused("gone")
        if text(database.get("DbType")) != "Disk" and text(database.get("IpAddress")) not in OWN:
            raise Refused("shared")
        self.database = text(database.get("DbType"))
        self._page = text(_ask(resolve, "GetCurrentPage"))
        self._person: str | None = None
        self._person_id = ""
        self._look_at_theirs()

    def _look_at_theirs(self) -> None:
        """What the API can tell of unsaved work: a project without a name of its own that holds something."""
        project = _ask(self._manager, "GetCurrentProject")
        theirs = name_of(project) if project is not None else None
        if theirs is None:
            return
        if theirs == UNTITLED:
            if _holds_something(project):
                raise Refused("unsaved")
            return
        if theirs not in listed(_ask(self._manager, "GetProjectListInCurrentFolder")):
            raise Refused("elsewhere")
        self._person, self._person_id = theirs, identity(project)

    def open(self) -> str:
        """Make it and have it open; the rate that it begins with. Raises Refused `blocked`: Resolve makes none while a
        project is unsaved."""
        made = _ask(self._manager, "CreateProject", self.name)
        if made is None or self._open_name() != self.name:
            if made is not None:
                self._delete()
            raise Refused("blocked")
        return text(_ask(made, "GetSetting", "timelineFrameRate"))

    def _open_name(self) -> str | None:
        now = _ask(self._manager, "GetCurrentProject")
        return name_of(now) if now is not None else None

    def close(self) -> dict[str, bool]:
        """Back to the person's project, then delete ours: `returned` and `deleted` say what came of it."""
        ours = self._open_name() == self.name
        if ours:
            _ask(self._manager, "SaveProject")
            if self._person is None:
                _ask(self._manager, "CloseProject", _ask(self._manager, "GetCurrentProject"))
            else:
                _ask(self._manager, "LoadProject", self._person)
        if self._page and text(_ask(self._resolve, "GetCurrentPage")) not in ("", self._page):
            _ask(self._resolve, "OpenPage", self._page)
        now = _ask(self._manager, "GetCurrentProject")
        returned = self._person is None or (now is not None and identity(now) == self._person_id)
        deleted = self._delete()
        # A program that is gone answers nothing, and nothing looks like a project that is not there.
        alive = bool(_ask(self._manager, "GetCurrentDatabase"))
        return {"returned": returned and alive, "deleted": deleted and alive}

    def _delete(self) -> bool:
        """Only what carries our name, and never while it is open."""
        if self._open_name() == self.name:
            return False
        if self.name in listed(_ask(self._manager, "GetProjectListInCurrentFolder")):
            _ask(self._manager, "DeleteProject", self.name)
        return self.name not in listed(_ask(self._manager, "GetProjectListInCurrentFolder"))


def _holds_something(project: Any) -> bool:
    if _ask(project, "GetTimelineCount"):
        return True
    root = _ask(_ask(project, "GetMediaPool"), "GetRootFolder")
    return bool(listed(_ask(root, "GetClipList")) or listed(_ask(root, "GetSubFolderList")))


def _ask(thing: Any, name: str, *given: Any) -> Any:
    """The answer, None where there is none to be had."""
    try:
        return call(thing, name, *given)
    except Failed:
        return None
