"""New bins of a plan, made where the show says: as folders of the hand-over, or in the Avid project itself.

In a project a bin that holds others is a folder; a bin that holds clips, or nothing yet, is an .avb copied from the
user's template, beside the folder of its name where it has one. The project's own files are never touched.
"""

import os
from pathlib import Path

from chutier.errors import ChutierError
from chutier.i18n import _
from chutier.model import BinPath
from chutier.plan.actions import spelled
from chutier_avid.bins.empty import SUFFIX, Template
from chutier_avid.folders import folder_name, folder_of


class CannotMake(Exception):
    """Why a bin cannot be made."""


class Folders:
    """The hand-over folder: each bin is a folder that a person copies into a project."""

    made: tuple[Path, ...] = ()
    bins: tuple[BinPath, ...] = ()

    def __init__(self, out: Path) -> None:
        self._out = out

    def make(self, path: BinPath, *, holds_bins: bool, holds_clips: bool) -> str:
        """Make the folder of `path`; what is left to a person is nothing. Raises CannotMake."""
        _make_folder(self._out, folder_of(self._out, path))
        return ""


class InProject:
    """An Avid project: folders, and bins copied from a template where there is one. `made` are the files so far."""

    def __init__(self, project: Path, template: Template | None) -> None:
        self._project, self._template = project, template
        self._made: list[Path] = []
        self._bins: list[BinPath] = []

    @property
    def made(self) -> tuple[Path, ...]:
        """The bins that were made, as files."""
        return tuple(self._made)

    @property
    def bins(self) -> tuple[BinPath, ...]:
        """The folders and bins that were made, as the plan calls them."""
        return tuple(self._bins)

    def make(self, path: BinPath, *, holds_bins: bool, holds_clips: bool) -> str:
        """Make folder or bin or both; what is left to a person, in words, when there is no template. Raises
        CannotMake."""
        if holds_bins:
            _make_folder(self._project, folder_of(self._project, path))
            if not holds_clips:
                self._bins.append(path)
                return ""
        folder = folder_of(self._project, path[:-1])
        _make_folder(self._project, folder)
        if self._template is None:
            return _("make the bin {bin} in Media Composer").format(bin=spelled(path))
        target = folder / (folder_name(path[-1]) + SUFFIX)
        try:
            self._template.write(target)
        except ChutierError as error:
            raise CannotMake(error.message) from error
        self._made.append(target)
        self._bins.append(path)
        return ""


def _make_folder(root: Path, folder: Path) -> None:
    if os.path.islink(folder):  # noqa: PTH114 - says no, and does not raise, for a name that is too long
        raise CannotMake(_("a link to another folder stands in its place: put a folder there"))
    try:
        root.mkdir(parents=True, exist_ok=True)
        folder.mkdir(exist_ok=True)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise CannotMake(_("the folder cannot be made: {why}").format(why=why)) from error
