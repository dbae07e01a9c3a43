"""What the bins of a real project say of the clips that were handed over: names, columns, colours, places.

A clip is known again by `Chutier ID`, in whatever case an import left the title. One that is in no bin yet waits for
its import; one that was in a bin before and is not any more was taken out by a person.
"""

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from chutier.errors import ChutierError
from chutier.events import Event, Report, silent
from chutier.i18n import _
from chutier.model import BinPath, ClipId
from chutier.naming import fold
from chutier.plan.actions import spelled
from chutier.plan.tree import Placed, Tree
from chutier_avid.bins.avb import read_bin
from chutier_avid.bins.content import BinItem, ItemKind
from chutier_avid.bins.locks import holder_of, this_computer
from chutier_avid.bins.project import folders_and_bins
from chutier_avid.colors import name_of, rgb_of
from chutier_avid.columns import COLOR, IDENTITY, titles
from chutier_avid.folders import folder_name
from chutier_avid.rows import read_back
from chutier_avid.state import Shown, State

BUSY = timedelta(minutes=5)
"""A project whose bins changed so lately is probably open."""


@dataclass(slots=True)
class Project:
    """One look at a project: its bins by path, what was found of our clips, and which bins could not be read."""

    bins: dict[BinPath, Path | None] = field(default_factory=dict)
    doubles: set[BinPath] = field(default_factory=set)
    places: dict[ClipId, list[tuple[BinPath, BinItem]]] = field(default_factory=dict)
    unread: dict[BinPath, str] = field(default_factory=dict)
    changed: datetime | None = None

    def shown(self) -> dict[ClipId, Shown]:
        """Every clip of ours as it stands in the bins."""
        return {
            clip: Shown(
                name=places[0][1].name, bins=tuple(path for path, _item in places), columns=places[0][1].columns,
                color=places[0][1].color,
            )
            for clip, places in self.places.items()
        }  # fmt: skip


def look(folder: Path, known: Tree, report: Report = silent) -> Project:
    """Read every bin of the project. `known` are the bins as the plan spells them: discs compose accents as they like.

    Raises NleError for what is no project or cannot be listed."""
    spelling = {tuple(map(folder_name, path)): path for path in known.bins}
    found = Project()
    seen: dict[tuple[str, ...], BinPath] = {}
    listed = list(folders_and_bins(folder))
    for done, (path, file) in enumerate(listed, 1):
        here = spelling.get(tuple(map(folder_name, path)), tuple(unicodedata.normalize("NFC", name) for name in path))
        if file is None:
            found.bins.setdefault(here, None)
            continue
        key = tuple(map(fold, here))
        if key in seen:
            found.doubles.add(seen[key])
        seen.setdefault(key, here)
        found.bins[here] = file
        _read(found, here, file)
        report(Event(step="bin", subject=str(file), done=done, total=len(listed)))
    return found


def _read(found: Project, path: BinPath, file: Path) -> None:
    try:
        changed = datetime.fromtimestamp(file.stat().st_mtime)
        found.changed = max(found.changed or changed, changed)
        content = read_bin(file)
    except (ChutierError, OSError) as error:
        found.unread[path] = error.message if isinstance(error, ChutierError) else str(error)
        return
    for item in content:
        if item.kind is ItemKind.MASTER and (clip := _identity(item)):
            found.places.setdefault(clip, []).append((path, item))


def _identity(item: BinItem) -> ClipId:
    wanted = IDENTITY.casefold()
    return next((text for title, text in item.columns.items() if title.casefold() == wanted), "")


def merged(tree: Tree, state: State, project: Project, locale: str) -> Tree:
    """What was handed over, as the project has it now."""
    known = {title: field_ for field_, title in titles(locale).items()}
    unfolded = {title.casefold(): title for title in (*known, IDENTITY)}
    now = project.shown()
    imported = {file for clip in now for file in state.logs.get(clip, ())}
    clips: dict[ClipId, Placed] = {}
    for clip, placed in tree.clips.items():
        if clip in now:
            clips[clip] = _as_found(placed, now[clip], state.shown.get(clip), locale, known, unfolded)
        elif project.unread or not _was_there(clip, state, imported):
            clips[clip] = placed
    waiting = {path for path in tree.bins if path not in state.seen_bins}
    bins = {*project.bins, *waiting}
    homes = {clip: replace(placed, bins=tuple(p for p in placed.bins if p in bins)) for clip, placed in clips.items()}
    return Tree(
        bins=tuple(sorted(bins)),
        clips={clip: placed for clip, placed in homes.items() if placed.bins},
        timelines={key: line for key, line in tree.timelines.items() if line.bin in bins},
        doubles=tuple(sorted({*tree.doubles, *project.doubles})),
    )


def _was_there(clip: ClipId, state: State, imported: Collection[str]) -> bool:
    """Whether a clip that is in no bin has been in one: it was seen there, or others that came with it are there."""
    return clip in state.shown or any(file in imported for file in state.logs.get(clip, ()))


def _as_found(
    placed: Placed,
    now: Shown,
    before: Shown | None,
    locale: str,
    known: Mapping[str, str],
    unfolded: Mapping[str, str],
) -> Placed:
    """`placed` as the bins have it. What they still show as at the last build waits for a person: as handed over."""
    cells = {
        unfolded.get(title.casefold(), title): text
        for title, text in now.columns.items()
        if before is None or before.columns.get(title) != text
    }
    if before is None or before.name != now.name:
        cells["Name"] = now.name
    if now.color and not _same_color(now.color, placed.color) and (before is None or before.color != now.color):
        cells[COLOR] = name_of(now.color)
    if before is None or before.bins != now.bins:
        first = placed.bins[0] if placed.bins[0] in now.bins else now.bins[0]
        # A copy that waits for its import is still to come.
        waiting = (path for path in placed.bins[1:] if before is None or path not in before.bins)
        placed = replace(placed, bins=tuple(dict.fromkeys((first, *now.bins, *waiting))))
    return read_back(placed, cells, locale, known)


def _same_color(color: str, name: str) -> bool:
    rgb = rgb_of(name)
    return rgb is not None and color == "#" + "".join(f"{level >> 8:02x}" for level in rgb)


def warnings_of(project: Project, wanted: set[BinPath]) -> list[str]:
    """What a person should know before bins are made or filled: those open elsewhere, unreadable, just changed."""
    found = [_("bin {bin} cannot be read: {why}").format(bin=spelled(path), why=why)
             for path, why in project.unread.items()]  # fmt: skip
    for path in sorted(wanted):
        file = project.bins.get(path)
        if file is not None and (holder := holder_of(file)) and holder != this_computer():
            found.append(_("bin {bin} is open on {computer}: import into it there, or have it closed").format(
                bin=spelled(path), computer=holder))  # fmt: skip
    if project.changed and datetime.now() - project.changed < BUSY:
        found.append(_("the project was changed a moment ago: if Media Composer has it open, it shows new bins once "
                       "its Project window is opened again"))  # fmt: skip
    return found
