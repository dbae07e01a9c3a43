"""The files of a card or a folder, in order of name, as on disk; what cannot be listed is said and passed over."""

import os
from collections.abc import Iterable, Iterator

from chutier.events import Event, Report
from chutier.i18n import _
from chutier.media.kinds import is_junk


def walk(roots: Iterable[str | os.PathLike[str]], report: Report) -> Iterator[str]:
    """Every file under `roots` (a root may be a file). Folders are sorted by name, links to folders are not followed.

    What an operating system leaves behind is skipped. Holds one open list per level, never the whole card.
    """
    for root in roots:
        top = os.fspath(root)
        if os.path.isdir(top):  # noqa: PTH112 - names are kept as on disk, byte for byte
            yield from _below(top, report)
        else:
            yield top


def _below(top: str, report: Report) -> Iterator[str]:
    levels = [_listed(top, report)]
    while levels:
        if not levels[-1]:
            levels.pop()
            continue
        path, is_folder = levels[-1].pop()
        if is_folder:
            levels.append(_listed(path, report))
        else:
            yield path


def _listed(folder: str, report: Report) -> list[tuple[str, bool]]:
    """The entries of `folder`, last name first."""
    try:
        with os.scandir(folder) as entries:
            found = [(entry.name, entry.path, _kind(entry)) for entry in entries if not is_junk(entry.name)]
    except OSError as error:
        warning = _("the folder cannot be listed: {why}").format(why=error.strerror or error)
        report(Event(step="probe", subject=folder, warning=warning))
        return []
    return [(path, kind == "folder") for _name, path, kind in sorted(found, reverse=True) if kind != "link"]


def _kind(entry: os.DirEntry[str]) -> str:
    """`folder`, `file`, or `link` for a link to a folder."""
    try:
        if entry.is_dir(follow_symlinks=False):
            return "folder"
        return "link" if entry.is_symlink() and entry.is_dir() else "file"
    except OSError:
        return "file"
