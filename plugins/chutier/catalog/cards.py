"""Folders as cards and sound rolls: which folders are one, which files are in it, and what the path says of the day."""

import os
import re
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from chutier.errors import UsageError
from chutier.i18n import _

JUNK = frozenset({
    ".ds_store", ".spotlight-v100", ".trashes", ".fseventsd", ".temporaryitems", "thumbs.db", "desktop.ini",
    "$recycle.bin", "system volume information", ".chutier",
})  # fmt: skip
"""What operating systems leave on a card; with it everything that starts with `._`."""

_MEDIA = frozenset({
    ".mov", ".mp4", ".m4v", ".mxf", ".mts", ".m2ts", ".avi", ".mkv", ".webm", ".3gp", ".mpg", ".mpeg", ".braw", ".r3d",
    ".ari", ".arx", ".crm", ".dng", ".insv", ".dv", ".wav", ".bwf", ".rf64", ".aif", ".aiff", ".flac", ".mp3", ".m4a",
    ".aac", ".ogg",
})  # fmt: skip

_PART_OF_A_CARD = re.compile(
    r"xdroot|m4root|private|bpav|proav|avchd|bdmv|contents|dcim|avf_info|misc|clip|clpr|takr|sub|edit|general|userdata|"
    r"stream|audio|video|voice|proxy|arri|clips\d{3}|\d{3}[a-z_]{3,5}\d*|falsetakes|trash|undo|sounddev|dji_\w+|.*\.rdc|"
    r"camera\d\d",
    re.IGNORECASE,
)
"""Folders that are a part of one card: camera trees of the makers, and the recorder's own folders."""

_CARD = re.compile(r"[A-Z]{1,3}_?\d{3,4}(?!\d)(?!_?[CDS]\d{3})\S*", re.IGNORECASE)
"""A012, S003, A_0001_12NR, B007_0514AB.RDM; but A001C003_… is a clip."""

_DAY = re.compile(r"(?:[JD][ _-]?|(?:jour|day)[ _-]*0*)(\d{1,2})(?:[ _.-].*)?", re.IGNORECASE)
"""J03, D03, `Jour 3`, Day_03, J03_20260514; but D003 is a card of camera D."""


@dataclass(frozen=True, slots=True)
class Found:
    """One file on a card, as the disk knows it."""

    path: str
    size: int
    mtime_ns: int


def rolls_of(sources: Sequence[Path]) -> list[Path]:
    """The cards and sound rolls that `sources` are or hold, absolute, each once, in the order given.

    Raises UsageError for a source that is not there.
    """
    found: dict[Path, None] = {}
    for source in sources:
        if not source.is_dir():
            raise UsageError(
                _("{path} is not a folder").format(path=source),
                hint=_("give the folder of a card or of a sound roll, or one that holds several"),
            )
        folder = Path(os.path.normpath(source.absolute()))
        found.update(dict.fromkeys(_split(folder) or [folder]))
    return list(found)


def _split(folder: Path, depth: int = 0) -> list[Path]:
    """The cards that `folder` only keeps together; nothing when it is a card itself."""
    inside = _entries(folder)
    if depth > 4 or any(_is_media(entry) for entry in inside):
        return []
    children = [Path(entry.path) for entry in inside if entry.is_dir(follow_symlinks=False)]
    if any(_PART_OF_A_CARD.fullmatch(child.name) for child in children):
        return []
    cards: list[Path] = []
    for child in children:
        below = _split(child, depth + 1)
        if below:
            cards += below
        elif _CARD.fullmatch(child.name) or any(_PART_OF_A_CARD.fullmatch(e.name) for e in _entries(child)):
            cards.append(child)
        elif holds_media(child):
            return []
    return cards


def _entries(folder: Path) -> list["os.DirEntry[str]"]:
    try:
        with os.scandir(folder) as entries:
            return sorted((e for e in entries if not _is_junk(e.name)), key=lambda e: e.name)
    except OSError:
        return []


def _is_junk(name: str) -> bool:
    return name.startswith("._") or name.lower() in JUNK


def _is_media(entry: "os.DirEntry[str]") -> bool:
    return has_media_name(entry.name) and entry.is_file(follow_symlinks=False)


def holds_media(folder: Path) -> bool:
    """Whether anything in or under `folder` is named like media."""
    return any(has_media_name(name) for _folder, _folders, names in os.walk(folder) for name in names)


def has_media_name(name: str) -> bool:
    """Whether a file's name ends like media."""
    return PurePath(name).suffix.lower() in _MEDIA


def files_of(folder: Path) -> tuple[list[Found], list[str]]:
    """Every file of a card, in the order of their paths, and a sentence for each folder that cannot be looked into."""
    found: list[Found] = []
    troubles: list[str] = []

    def cannot(error: OSError) -> None:
        troubles.append(_("{path}: cannot be read: {why}").format(path=error.filename, why=error.strerror))

    for here, folders, names in os.walk(folder, onerror=cannot):
        folders[:] = [name for name in folders if not _is_junk(name)]
        for name in names:
            if _is_junk(name):
                continue
            path = f"{here}{os.sep}{name}"
            try:
                status = os.stat(path)  # noqa: PTH116 - a file that stands elsewhere, behind a link, counts
            except OSError as error:
                cannot(error)
                continue
            if stat.S_ISREG(status.st_mode):
                found.append(Found(path, status.st_size, status.st_mtime_ns))
    return sorted(found, key=lambda one: one.path), troubles


def day_of_path(path: str) -> int | None:
    """The shooting day that a folder of `path` is named after, the innermost first; None when none is."""
    for part in reversed(Path(path).parts):
        if match := _DAY.fullmatch(part):
            return int(match[1])
    return None
