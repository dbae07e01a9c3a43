"""Folders for a person who chooses a file: a browser never tells where a chosen file lies, so our own server looks."""

import os
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

MOST = 500
"""Entries of one folder that are shown; of more, the number is told."""


def listing(text: str) -> dict[str, Any]:
    """The folder that `text` names or lies in: {"folder", "up": the folder above or "", "entries": [{"name", "path",
    "folder": bool}], "more": how many are not shown}. Folders first; hidden ones are left out; never raises.

    Empty text is the person's home; a path that is not there, the nearest folder that is."""
    folder = _nearest(text)
    found = sorted(_entries(folder), key=lambda entry: (not entry["folder"], entry["name"].casefold(), entry["name"]))
    up = "" if folder.parent == folder else str(folder.parent)
    drives = [_entry(Path(f"{letter}:\\"), f"{letter}:\\", True) for letter in string.ascii_uppercase]
    if not up and os.name == "nt":
        found += [drive for drive in drives if drive["path"] != str(folder) and Path(drive["path"]).exists()]
    return {"folder": str(folder), "up": up, "entries": found[:MOST], "more": max(0, len(found) - MOST)}


def _nearest(text: str) -> Path:
    home = Path.home()
    try:
        wanted = Path(text).expanduser() if text.strip() else home
        if not wanted.is_absolute():
            return home
        for folder in (wanted, *wanted.parents):
            if folder.is_dir():
                return folder
    except (OSError, ValueError, RuntimeError):
        return home
    return home


def _entries(folder: Path) -> Iterator[dict[str, Any]]:
    try:
        with os.scandir(folder) as found:
            for one in found:
                if not one.name.startswith("."):
                    yield _entry(Path(one.path), one.name, _is_folder(one))
    except OSError:
        return


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _entry(path: Path, name: str, folder: bool) -> dict[str, Any]:
    return {"name": name, "path": str(path), "folder": folder}
