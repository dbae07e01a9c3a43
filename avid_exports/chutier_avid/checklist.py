"""What a person does in Media Composer after a build: one numbered list, in the language of the show."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from chutier.i18n import _, ngettext
from chutier.model import BinPath
from chutier.plan.actions import spelled

_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Log:
    """One log to import into `bin`."""

    file: str
    bin: BinPath
    clips: int
    merge: bool = False


@dataclass(frozen=True, slots=True)
class Carrier:
    """One AAF to import into `bin`. `foreign` are clips of other bins that come along with its sequences."""

    file: str
    bin: BinPath
    clips: int
    sequences: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Join:
    """A clip to make in Media Composer out of others: sync of picture and sound, or group of several cameras."""

    name: str
    bin: BinPath
    home: BinPath
    parts: tuple[str, ...]
    group: bool = False


@dataclass(slots=True)
class Checklist:
    """What a build leaves to do, gathered while it works; `text` writes it."""

    in_project: bool = False
    """Whether the bins are in the Avid project itself already."""
    bins: list[BinPath] = field(default_factory=list)
    """Bins that a person makes, because there is no template to copy."""
    carriers: list[Carrier] = field(default_factory=list)
    logs: list[Log] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)
    imports: list[tuple[BinPath, str]] = field(default_factory=list)
    """Bin, file: media without timecode, to be imported one by one."""
    copies: list[tuple[BinPath, BinPath, str]] = field(default_factory=list)
    """From, to, clip."""
    moves: list[tuple[BinPath, BinPath, str]] = field(default_factory=list)
    renames: list[tuple[BinPath, str, str]] = field(default_factory=list)
    """Bin, old name, new name."""
    columns: list[tuple[BinPath, str, str]] = field(default_factory=list)
    """Bin, clip, what to write."""
    colors: list[tuple[BinPath, str, str]] = field(default_factory=list)
    """Bin, colour, clip."""
    timelines: list[tuple[BinPath, str, tuple[str, ...]]] = field(default_factory=list)
    midnight: list[str] = field(default_factory=list)

    def items(self) -> list[str]:
        """Every thing to do, in the order in which it can be done; a line may have further lines beneath it."""
        return [
            *self._folders(), *self._carriers(), *self._relink(), *self._logs(),
            *self._imports(), *self._joins(), *self._copies(), *self._moves(),
            *self._renames(), *self._columns(), *self._colors(), *self._timelines(), *self._midnight(),
        ]  # fmt: skip

    def text(self, title: str, build: int) -> str:
        """The whole list, numbered, a box before each thing to tick."""
        head = _("To do in Avid Media Composer: {title}, build {build}").format(title=title, build=build)
        lines = [head, "=" * len(head), ""]
        for number, item in enumerate(self.items(), 1):
            first, *rest = item.split("\n")
            lines += [f"{number:3}. [ ] {first}", *(f"         {line}" for line in rest), ""]
        return "\n".join(lines)

    def _folders(self) -> Iterator[str]:
        for (folder,), names in _gathered(((path[:-1],), path[-1]) for path in self.bins):
            if folder:
                yield _("Make these bins in folder {folder}: {names}").format(
                    folder=spelled(folder), names=_listed(names))  # fmt: skip
            else:
                yield _("Make these bins in the project: {names}").format(names=_listed(names))
        if not self.in_project and (self.carriers or any(not log.merge for log in self.logs)):
            yield _("Copy the folders beside this list into the folder of the Avid project: they become its folders. "
                    "In each one that has an AAF or a log, make a bin of the same name.")  # fmt: skip

    def _carriers(self) -> Iterator[str]:
        for one in sorted(self.carriers, key=lambda one: (bool(one.foreign), one.bin)):
            what = [ngettext("{count} clip", "{count} clips", one.clips).format(count=one.clips)] if one.clips else []
            what += [_("the sequence {name}").format(name=name) for name in one.sequences]
            line = _("Open bin {bin} and import {file} into it (File > Input > Import Media): {what}.").format(
                file=one.file, bin=spelled(one.bin), what=", ".join(what))  # fmt: skip
            if one.foreign:
                line += "\n" + ngettext(
                    "With the sequence comes the clip that it is cut from; it is in its own bin too, so it may be "
                    "deleted here: {names}",
                    "With the sequence come the clips that it is cut from; they are in their own bins too, so they may "
                    "be deleted here: {names}", len(one.foreign)).format(names=_listed(one.foreign))  # fmt: skip
            yield line

    def _relink(self) -> Iterator[str]:
        if any(one.clips for one in self.carriers):
            yield _("The clips are offline until their media are in the project: link or transcode the cards and sound "
                    "rolls, then relink (Clip > Relink, by tape name and timecode).")  # fmt: skip

    def _logs(self) -> Iterator[str]:
        for log in sorted(self.logs, key=lambda log: (log.merge, log.bin, log.file)):
            how = (
                _(
                    "Select the clips of bin {bin}, then import {file} into it with Shot Log: "
                    "Merge events with known master clips"
                )
                if log.merge
                else _("Import {file} into bin {bin} with Shot Log: Maintain events as logged")
            )
            count = ngettext("{count} clip", "{count} clips", log.clips).format(count=log.clips)
            yield f"{how.format(file=log.file, bin=spelled(log.bin))} ({count})."

    def _imports(self) -> Iterator[str]:
        for (path,), names in _gathered(((bin,), name) for bin, name in self.imports):
            yield _("Import into bin {bin} these files, which have no timecode to log: {names}").format(
                bin=spelled(path), names=_listed(names))  # fmt: skip

    def _joins(self) -> Iterator[str]:
        for group in (False, True):
            joins = [join for join in self.joins if join.group == group]
            for (source, home), lines in _gathered(
                ((join.bin, join.home), f"{' + '.join(join.parts)} → {join.name}") for join in joins
            ):
                count = len(lines)
                message = (
                    ngettext("Group this clip by timecode (Bin > Group Clips), its parts being in bin {source}; "
                             "move the result to bin {home} and name it:",
                             "Group these {count} clips by timecode (Bin > Group Clips), their parts being in bin "
                             "{source}; move the results to bin {home} and name them:", count)
                    if group
                    else ngettext("AutoSync this clip by timecode (Bin > AutoSync), its picture being in bin {source}; "
                                  "move the result to bin {home} and name it:",
                                  "AutoSync these {count} clips by timecode (Bin > AutoSync), their pictures being in "
                                  "bin {source}; move the results to bin {home} and name them:", count)
                )  # fmt: skip
                yield "\n".join([message.format(count=count, source=spelled(source), home=spelled(home)), *lines])

    def _copies(self) -> Iterator[str]:
        for (source, path), names in _gathered(((source, path), name) for source, path, name in self.copies):
            yield _("Copy (Alt-drag) from bin {source} to bin {path}: {names}").format(
                source=spelled(source), path=spelled(path), names=_listed(names))  # fmt: skip

    def _moves(self) -> Iterator[str]:
        for (source, path), names in _gathered(((source, path), name) for source, path, name in self.moves):
            yield _("Move (drag) from bin {source} to bin {path}: {names}").format(
                source=spelled(source), path=spelled(path), names=_listed(names))  # fmt: skip

    def _renames(self) -> Iterator[str]:
        for (path,), lines in _gathered(((bin,), f"{old} → {new}") for bin, old, new in self.renames):
            yield "\n".join([_("Rename in bin {bin}:").format(bin=spelled(path)), *lines])

    def _columns(self) -> Iterator[str]:
        for (path,), lines in _gathered(((bin,), f"{name}: {what}") for bin, name, what in self.columns):
            yield "\n".join([_("Fill in the columns in bin {bin}:").format(bin=spelled(path)), *lines])

    def _colors(self) -> Iterator[str]:
        for (path, color), names in _gathered(((bin, color), name) for bin, color, name in self.colors):
            yield _("Clip colour {color} in bin {bin}, if it is not there yet: {names}").format(
                color=color, bin=spelled(path), names=_listed(names))  # fmt: skip

    def _timelines(self) -> Iterator[str]:
        for path, name, clips in self.timelines:
            line = ngettext("Make the sequence {name} in bin {bin} of this clip: {clips}",
                            "Make the sequence {name} in bin {bin} of these {count} clips, in this order: {clips}",
                            len(clips))  # fmt: skip
            yield line.format(name=name, bin=spelled(path), count=len(clips), clips=", ".join(clips))

    def _midnight(self) -> Iterator[str]:
        if self.midnight:
            yield _("Check Start and End of these clips, which run over midnight: {names}").format(
                names=_listed(self.midnight))  # fmt: skip


def _gathered(pairs: Iterable[tuple[_Key, str]]) -> list[tuple[_Key, list[str]]]:
    """Pairs of one key together, in the order of the keys' first occurrence."""
    found: dict[_Key, list[str]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return list(found.items())


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)
