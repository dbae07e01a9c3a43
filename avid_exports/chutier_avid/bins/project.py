"""The folder of an Avid project: its folders, its bins, who holds them. Nothing in it is ever written by reading it.

NAME/NAME.avp            the project; only Media Composer writes it
NAME/20_RUSHES/IMAGE.avb a bin; a folder of the disc is a folder of the project
NAME/20_RUSHES/IMAGE.lck who has it open
"""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from chutier.errors import ChutierError, NleError
from chutier.events import Event, Report, silent
from chutier.i18n import _
from chutier.model import BinPath
from chutier_avid.bins.avb import read_bin
from chutier_avid.bins.content import BinContent
from chutier_avid.bins.history import Opened, history_of
from chutier_avid.bins.locks import holder_of
from chutier_avid.folders import bin_name

_NOT_OURS = frozenset(("searchdata", "statistics", "waveformcache", "thumbnailcache", "unity attic", "avid attic"))
"""Folders that Media Composer keeps for itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BinOnDisk:
    """One bin: `path` as the project shows it, `file` on disk, `changed` when it was saved last; `held_by` the computer
    that has it open, `opened` who opened it last. `content` is None when it could not be read: `why` says why."""

    path: BinPath
    file: Path
    changed: datetime | None = None
    held_by: str = ""
    opened: Opened | None = None
    content: BinContent | None = None
    why: str = ""


def refuse_other_folder(project: Path) -> None:
    """Raises NleError when `project` is not the folder of an Avid project."""
    try:
        names = [path.name for path in project.iterdir()]
    except OSError as error:
        raise NleError(
            _("the folder of the Avid project cannot be read: {why}").format(why=error.strerror or error),
            path=str(project),
            hint=_("check the path; a project on a server must be mounted"),
        ) from error
    if not any(name.lower().endswith(".avp") for name in names):
        raise NleError(
            _("this is no Avid project: there is no .avp in it"),
            path=str(project),
            hint=_("make the project in Media Composer first, then name its folder"),
        )


def folders_and_bins(
    project: Path, unread: Callable[[NleError], None] | None = None
) -> Iterator[tuple[BinPath, Path | None]]:
    """Every folder (with None) and every bin (with its file) of the project, parents first.

    Raises NleError for what is no project, or a folder that cannot be read; folders below it go to `unread` if given.
    """
    refuse_other_folder(project)
    pending: list[tuple[BinPath, Path]] = [((), project)]
    while pending:
        path, folder = pending.pop()
        try:
            inside = _inside(folder)
        except NleError as error:
            if unread is None or not path:
                raise
            unread(error)
            continue
        folders = [entry for entry in inside if _is_folder(entry)]
        for entry in inside:
            if entry.is_file(follow_symlinks=False) and _is_bin(entry.name):
                yield (*path, bin_name(entry.name[: -len(".avb")])), Path(entry.path)
        for entry in folders:
            yield (*path, bin_name(entry.name)), None
        pending.extend(((*path, bin_name(entry.name)), Path(entry.path)) for entry in reversed(folders))


def _inside(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        raise NleError(
            _("cannot be read: {why}").format(why=error.strerror or error),
            path=str(folder),
            hint=_("give yourself the right to read it, then run the command again"),
        ) from error


def _is_folder(entry: os.DirEntry[str]) -> bool:
    hidden = entry.name.startswith(".") or entry.name.casefold() in _NOT_OURS
    return entry.is_dir(follow_symlinks=False) and not hidden


def _is_bin(name: str) -> bool:
    return name.lower().endswith(".avb") and not name.startswith(".")


def inventory(
    project: Path, report: Report = silent, wanted: Callable[[BinPath], bool] = lambda path: True
) -> Iterator[BinOnDisk]:
    """Every wanted bin with what lies in it, one at a time: a caller that lets them go holds one in memory. A bin that
    cannot be read tells why, a folder that cannot is a warning to `report`, and the next one follows.

    Raises NleError for what is no project, or cannot be read at all."""

    def told(error: NleError) -> None:
        report(Event(step="folder", subject=str(error.path), warning=error.message))

    found = [(path, file) for path, file in folders_and_bins(project, told) if file is not None and wanted(path)]
    for done, (path, file) in enumerate(found, 1):
        yield _bin(path, file)
        report(Event(step="bin", subject=str(file), done=done, total=len(found)))


def _bin(path: BinPath, file: Path) -> BinOnDisk:
    content, why, changed = None, "", None
    try:
        content = read_bin(file)
    except ChutierError as error:
        why = error.message
    with suppress(OSError, OverflowError, ValueError):
        changed = datetime.fromtimestamp(file.stat().st_mtime)
    opened = max(history_of(file), key=lambda line: line.time, default=None)
    return BinOnDisk(
        path=path, file=file, changed=changed, held_by=holder_of(file), opened=opened, content=content,
        why=why,
    )  # fmt: skip
