"""Bins as folders: every bin name has one folder name, and every folder name one bin, on each system's discs.

Names come fitted to Avid's limits, so almost all are their own folder. The rest is written with `%` and two
hexadecimal digits, or with an underscore after the names that Windows keeps for devices (CON, NUL …) and after a final
dot or blank.
"""

import os
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from chutier.errors import NleError
from chutier.i18n import _
from chutier.model import BinPath

_UNFIT = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f]|^\.|%(?=[0-9A-F]{2})')
_WRITTEN = re.compile(r"%([0-9A-F]{2})")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])(?:\..*)?", re.IGNORECASE)


def folder_name(bin_name: str) -> str:
    """The folder that stands for a bin called `bin_name`."""
    name = _UNFIT.sub(lambda sign: f"%{ord(sign[0]):02X}", unicodedata.normalize("NFC", bin_name))
    return _marked(name)


def bin_name(folder: str) -> str:
    """The bin that a folder stands for; the way back from `folder_name`."""
    name = unicodedata.normalize("NFC", folder)
    if name.endswith("_") and _marked(name[:-1]) == name:
        name = name[:-1]
    return _WRITTEN.sub(lambda code: chr(int(code[1], 16)), name)


def _marked(name: str) -> str:
    bare = name.rstrip("_")
    reserved = bare[-1:] in {".", " "} or _DEVICES.fullmatch(bare)
    return name + "_" if reserved else name


def folder_of(out: Path, path: BinPath) -> Path:
    """Where the bin `path` is on disk."""
    return out.joinpath(*map(folder_name, path))


def walk(out: Path) -> Iterator[tuple[BinPath, Path, tuple[str, ...]]]:
    """Every bin under `out`, parents first, with its folder and the names of the logs and AAF files in it.

    Hidden folders are none, nor are links: what lies behind one is not under `out`, and nothing may be written there.

    The root comes first, as the empty path. Raises NleError for a folder that cannot be read.
    """
    pending: list[tuple[BinPath, Path]] = [((), out)]
    while pending:
        path, folder = pending.pop()
        try:
            with os.scandir(folder) as entries:
                inside = sorted(entries, key=lambda entry: entry.name)
                bins = [entry.name for entry in inside if _is_bin(entry)]
        except OSError as error:
            raise NleError(
                _("cannot be read: {why}").format(why=error.strerror or error),
                path=str(folder),
                hint=_("give yourself the right to read it, then run the command again"),
            ) from error
        logs = tuple(e.name for e in inside if is_handed_over(e.name) and not e.name.startswith("."))
        yield path, folder, logs
        pending.extend(((*path, bin_name(name)), folder / name) for name in reversed(bins))


def is_handed_over(name: str) -> bool:
    """Whether a file of this name brings clips: a log or an AAF."""
    return name.lower().endswith((".ale", ".aaf"))


def _is_bin(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False) and not entry.name.startswith(".")
