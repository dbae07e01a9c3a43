"""What can be done to a project. Each action holds all that it takes to do it, and prints as its line in the plan."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from chutier.i18n import _, ngettext
from chutier.model import BinPath, ClipId
from chutier.plan.tree import Placed, Timeline


def spelled(path: BinPath) -> str:
    """A bin path as people read it."""
    return " ▸ ".join(path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Root of all actions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeBin(Action):
    """Make one bin; its parent exists."""

    path: BinPath

    def __str__(self) -> str:
        return _("+ bin       {path}").format(path=spelled(self.path))


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeSearchBin(Action):
    """Make one search bin, which shows what the program finds by `query`; its parent exists."""

    path: BinPath
    query: str

    def __str__(self) -> str:
        return _("+ search    {path}: {query}").format(path=spelled(self.path), query=self.query)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceClip(Action):
    """Bring a clip into the project: into its home bin, with its name, columns and colour."""

    placed: Placed

    def __str__(self) -> str:
        return _("+ clip      {name} in {path}").format(name=self.placed.name, path=spelled(self.placed.bins[0]))


@dataclass(frozen=True, slots=True, kw_only=True)
class AddToBin(Action):
    """Show a clip of the project in one more bin."""

    placed: Placed
    path: BinPath

    def __str__(self) -> str:
        return _("+ in bin    {name} also in {path}").format(name=self.placed.name, path=spelled(self.path))


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveClip(Action):
    """Move a clip from a bin where we had put it into another; `source` is empty for one that lies in no bin."""

    clip: ClipId
    name: str
    source: BinPath
    path: BinPath

    def __str__(self) -> str:
        if not self.source:
            return _("> move      {name} from no bin to {path}").format(name=self.name, path=spelled(self.path))
        return _("> move      {name} from {source} to {path}").format(
            name=self.name, source=spelled(self.source), path=spelled(self.path)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename(Action):
    """Give a clip its new name; `old` is the one that we gave before, empty for one that is called as its file."""

    clip: ClipId
    old: str
    name: str
    path: BinPath

    def __str__(self) -> str:
        if not self.old:
            return _("~ name      {name} for its file's name, in {path}").format(
                name=self.name, path=spelled(self.path)
            )
        return _("~ name      {old} → {name} in {path}").format(old=self.old, name=self.name, path=spelled(self.path))


@dataclass(frozen=True, slots=True, kw_only=True)
class SetColumns(Action):
    """Write the columns that differ, and only those; `old` holds what they held."""

    clip: ClipId
    name: str
    path: BinPath
    columns: Mapping[str, str]
    old: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        changes = ", ".join(f"{key}: {self.old.get(key, '')!r} → {value!r}" for key, value in self.columns.items())
        return _("~ columns   {name}: {changes}").format(name=self.name, changes=changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetColor(Action):
    """Give a clip its colour; empty takes it away."""

    clip: ClipId
    name: str
    path: BinPath
    old: str
    color: str

    def __str__(self) -> str:
        return _("~ colour    {name}: {old} → {color}").format(
            name=self.name, old=self.old or "-", color=self.color or "-"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkSound(Action):
    """Link sounds of the project to a picture, where that makes no clip of its own. `parts` are the picture and its
    sounds, `sounds` the names of these."""

    clip: ClipId
    name: str
    path: BinPath
    parts: tuple[ClipId, ...]
    sounds: tuple[str, ...]

    def __str__(self) -> str:
        return _("~ sound     {name}: {sounds}").format(name=self.name, sounds=" + ".join(self.sounds))


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeTimeline(Action):
    """Make a sequence of clips of the project."""

    timeline: Timeline

    def __str__(self) -> str:
        number = len(self.timeline.clips)
        line = ngettext("+ timeline  {name} ({n} clip) in {path}", "+ timeline  {name} ({n} clips) in {path}", number)
        return line.format(name=self.timeline.name, n=number, path=spelled(self.timeline.bin))


ACTIONS: tuple[type[Action], ...] = (
    MakeBin, MakeSearchBin, PlaceClip, AddToBin, MoveClip, Rename, SetColumns, SetColor, LinkSound, MakeTimeline,
)  # fmt: skip
"""Every kind of action, in the order in which a plan holds them."""
