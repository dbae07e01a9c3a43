"""The project as its out folder shows it: folders are bins, logs hold clips, receipts tell what was made by hand.

Files win over receipts: a log that was edited, moved or deleted since is a change by a person.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from chutier.errors import MediaError, NleError
from chutier.i18n import _
from chutier.model import BinPath, ClipId
from chutier.plan.tree import Placed, Timeline, TimelineKey, Tree
from chutier_avid.aaf.reading import read_bin
from chutier_avid.ale import Ale, read
from chutier_avid.columns import IDENTITY, titles
from chutier_avid.folders import folder_name, walk
from chutier_avid.receipts import digest
from chutier_avid.rows import read_back
from chutier_avid.state import State

Cells = Mapping[str, str]
"""A clip's texts by the titles of its columns, Name among them."""


@dataclass(frozen=True, slots=True)
class _Disk:
    """What lies under the out folder: bins by folder, logs by relative path with the bin they lie in."""

    bins: tuple[BinPath, ...]
    doubles: tuple[BinPath, ...]
    logs: Mapping[str, BinPath]


def observe(
    out: Path, state: State, unfinished: Collection[str], locale: str, encoding: str, *, bins_elsewhere: bool = False
) -> Tree:
    """The project now; `unfinished` are files of a build that was stopped, `encoding` is what our logs are written in.
    `bins_elsewhere` says that bins are not folders here but in an Avid project: then those handed over are all there.

    Raises NleError for a folder or one of our logs that cannot be read.
    """
    if not out.exists():
        return Tree()
    disk = _look(out, state)
    if bins_elsewhere:
        disk = replace(disk, bins=state.tree.bins, doubles=())
    logs = _Logs(out, state, disk, unfinished, locale, encoding)
    clips: dict[ClipId, Placed] = {}
    for clip, placed in state.tree.clips.items():
        seen = logs.find(placed) if state.logs.get(clip) else placed
        if seen is None:
            continue
        homes = tuple(path for path in seen.bins if path in logs.bins)
        if homes:
            clips[clip] = replace(seen, bins=homes)
    lines: dict[TimelineKey, Timeline] = {
        key: line for key, line in state.tree.timelines.items() if line.bin in logs.bins
    }
    return Tree(bins=disk.bins, clips=clips, timelines=lines, doubles=disk.doubles)


def _look(out: Path, state: State) -> _Disk:
    # A disc may spell a name in its own way (composed or not); the plan's spelling is the one that we were given.
    spelled = {tuple(map(folder_name, path)): path for path in state.tree.bins}
    bins: list[BinPath] = []
    logs: dict[str, BinPath] = {}
    for path, folder, names in walk(out):
        here = spelled.get(tuple(map(folder_name, path)), path)
        if here:
            bins.append(here)
        for name in names:
            logs[(folder / name).relative_to(out).as_posix()] = here
    doubles = {path for path in bins if bins.count(path) > 1} if len(set(bins)) < len(bins) else set()
    return _Disk(tuple(sorted(set(bins))), tuple(sorted(doubles)), logs)


class _Logs:
    """Our clips in the logs and AAF files that are there, read only when a file is not as we wrote it."""

    def __init__(
        self, out: Path, state: State, disk: _Disk, unfinished: Collection[str], locale: str, encoding: str
    ) -> None:
        self.bins = frozenset(disk.bins)
        self._out, self._state, self._disk, self._locale, self._encoding = out, state, disk, locale, encoding
        self._known = {title: field for field, title in titles(locale).items()}
        self._rows: dict[str, Mapping[ClipId, Cells] | None] = {}
        self._elsewhere = self._moved({path for path in disk.logs if path not in state.files} - set(unfinished))

    def find(self, placed: Placed) -> Placed | None:
        """`placed` as its newest log has it now; None when no log has it any more."""
        recorded = self._state.logs[placed.clip]
        for log in reversed(recorded):
            if log not in self._disk.logs:
                continue
            rows = self._read(log)
            if rows is None and log == recorded[-1]:
                return placed
            row = (rows if rows is not None else self._parse(log)).get(placed.clip)
            if row is not None:
                return read_back(placed, row, self._locale, self._known)
        if placed.clip in self._elsewhere:
            path, row = self._elsewhere[placed.clip]
            moved = replace(placed, bins=(path, *(other for other in placed.bins[1:] if other != path)))
            return read_back(moved, row, self._locale, self._known)
        return None

    def _read(self, log: str) -> Mapping[ClipId, Cells] | None:
        """The rows of `log`; None when it is to the byte as we wrote it."""
        if log not in self._rows:
            try:
                same = digest((self._out / log).read_bytes()) == self._state.files.get(log)
            except OSError as error:
                raise _unreadable(self._out / log, error.strerror or str(error)) from error
            self._rows[log] = None if same else self._parse(log)
        return self._rows[log]

    def _parse(self, log: str) -> Mapping[ClipId, Cells]:
        try:
            return self._by_clip(log)
        except MediaError as error:
            raise _unreadable(self._out / log, error.message) from error

    def _ale(self, log: str) -> Ale:
        ale = read(self._out / log)
        # UTF-8 is certain, the rest a guess: then our own setting knows better.
        guessed = ale.encoding in ("mac_roman", "cp1252") and self._encoding in ("mac_roman", "cp1252")
        return read(self._out / log, self._encoding) if guessed and ale.encoding != self._encoding else ale

    def _by_clip(self, log: str) -> dict[ClipId, Cells]:
        """Title to text by clip; colours are not among them where an AAF has only their numbers."""
        if log.lower().endswith(".aaf"):
            rows = [{**item.columns, "Name": item.name} for item in read_bin(self._out / log)]
        else:
            rows = [row.as_dict() for row in self._ale(log)]
        return {row[IDENTITY]: row for row in rows if row.get(IDENTITY) and "Name" in row}

    def _moved(self, unknown: set[str]) -> Mapping[ClipId, tuple[BinPath, Cells]]:
        found: dict[ClipId, tuple[BinPath, Cells]] = {}
        for log in sorted(unknown):
            try:
                rows = self._by_clip(log)
            except MediaError:  # not one of ours, and none of our business
                continue
            found.update({clip: (self._disk.logs[log], row) for clip, row in rows.items()})
        return found


def _unreadable(path: Path, why: str) -> NleError:
    return NleError(
        _("this log was changed and can no longer be read: {why}").format(why=why),
        path=str(path),
        hint=_("put it back from a backup, or delete it if its clips are no longer wanted"),
    )
