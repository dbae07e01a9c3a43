"""Finding the handle of the running Resolve: what a menu script is given, else the scripting module."""

from __future__ import annotations

import importlib
import os
import sys
from contextlib import contextmanager
from typing import Any, Callable, Dict, Iterator, List, Optional

MODULE = "DaVinciResolveScript"


def acquire(given: Dict[str, Any]) -> Optional[Any]:
    """The handle, None when there is none. `given` are the globals of a menu script: `resolve` is there in most builds,
    `app` and `bmd` in the free edition too; outside, Blackmagic's module asks a running Studio."""
    # One after the other: a second connection in a process is dead from birth (seen on 20 and 21).
    ways: List[Callable[[], Any]] = [
        lambda: given.get("resolve"),
        lambda: _from_app(given.get("app")),
        lambda: _from_bmd(given.get("bmd")),
        _from_module,
    ]
    for way in ways:
        found = way()
        if found is not None:
            return found
    return None


def _from_app(app: Any) -> Optional[Any]:
    try:
        return app.GetResolve() if app is not None else None
    except Exception:  # noqa: BLE001 - whatever the bridge raises
        return None


def _from_bmd(bmd: Any) -> Optional[Any]:
    try:
        return bmd.scriptapp("Resolve") if bmd is not None else None
    except Exception:  # noqa: BLE001
        return None


def _from_module() -> Optional[Any]:
    with _found_in(module_folders(sys.platform, dict(os.environ))):
        try:
            module = importlib.import_module(MODULE)
        except (Exception, SystemExit):  # noqa: BLE001 - it ends the import in its own ways when Resolve is not there
            return None
    return _from_bmd(module)


def module_folders(system: str, environ: Dict[str, str]) -> List[str]:
    """Where the module lies (README): where the environment says, else where each system's installer puts it."""
    api = environ.get("RESOLVE_SCRIPT_API", "")
    if not api and system == "darwin":
        api = "/Library/Application Support/Blackmagic Design/DaVinci Resolve/Developer/Scripting"
    elif not api and system == "win32":
        data = environ.get("PROGRAMDATA", "C:\\ProgramData")
        api = data + "\\Blackmagic Design\\DaVinci Resolve\\Support\\Developer\\Scripting"
    elif not api:
        api = "/opt/resolve/Developer/Scripting"
    return [api.rstrip("/\\") + ("\\" if system == "win32" else "/") + "Modules"]


@contextmanager
def _found_in(folders: List[str]) -> Iterator[None]:
    """These folders last on the module path, for one import."""
    added = [folder for folder in folders if folder not in sys.path]
    sys.path.extend(added)
    try:
        yield
    finally:
        for folder in added:
            sys.path.remove(folder)
