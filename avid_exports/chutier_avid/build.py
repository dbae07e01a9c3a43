"""One build in the making: the actions applied to the observed project, and the logs and list that follow from it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from chutier.i18n import _
from chutier.model import BinPath, ClipId, Kind
from chutier.naming import fold
from chutier.plan.actions import (
    Action,
    AddToBin,
    MakeBin,
    MakeTimeline,
    MoveClip,
    PlaceClip,
    Rename,
    SetColor,
    SetColumns,
    spelled,
)
from chutier.plan.nle import ByHand, Failure, Outcome
from chutier.plan.tree import Placed, Timeline, TimelineKey, Tree
from chutier_avid.aaf.content import AafBin
from chutier_avid.aaf.refusals import refusals, refusals_of
from chutier_avid.ale import AleTarget, check, compose
from chutier_avid.ale.checks import is_same_file
from chutier_avid.carrying import BinFile, aaf_clip
from chutier_avid.checklist import Checklist, Join
from chutier_avid.columns import title_of
from chutier_avid.rows import can_be_logged, row_of
from chutier_avid.shaping import CannotMake, Folders, InProject
from chutier_avid.stringout import CannotString, string_out


@dataclass(frozen=True, slots=True, kw_only=True)
class LogKey:
    """What one log holds: new clips, or changed ones (`merge`), of one bin, roll, day and rate."""

    bin: BinPath
    roll: str
    day: str
    rate: Fraction
    merge: bool


class Refused(Exception):
    """Why one action cannot be carried out."""


class Build:
    """Applies actions one by one; a refusal leaves no trace. Bins are made at once, all else by the caller."""

    def __init__(
        self, shape: Folders | InProject, before: Tree, target: AleTarget, locale: str, *, source_path: bool = False,
        aaf: bool = False,
    ) -> None:  # fmt: skip
        self.target, self.locale, self._source_path, self._aaf = target, locale, source_path, aaf
        self._shape = shape
        self._parents: set[BinPath] = set()
        self._filled: set[BinPath] = set()
        self.bins: dict[BinPath, None] = dict.fromkeys(before.bins)
        self.clips: dict[ClipId, Placed] = dict(before.clips)
        self.timelines: dict[TimelineKey, Timeline] = dict(before.timelines)
        self.checklist = Checklist()
        self.new: dict[ClipId, None] = {}
        self.changed: dict[ClipId, None] = {}
        self.files: dict[BinPath, BinFile] = {}
        self._doubles = frozenset(before.doubles)
        self._taken: dict[tuple[LogKey, str, str, str], dict[str, ClipId]] = {}
        self._sounds: dict[ClipId, str] = {}

    def apply(self, actions: tuple[Action, ...]) -> Outcome:
        """What becomes of each action; see Outcome."""
        self._find_sounds(actions)
        self._find_bins(actions)
        done: list[Action] = []
        failed: list[Failure] = []
        by_hand: list[ByHand] = []
        for action in actions:
            try:
                instruction = self._one(action)
            except Refused as refused:
                failed.append(Failure(action=action, why=str(refused)))
                continue
            if instruction is None:
                done.append(action)
            else:
                by_hand.append(ByHand(action=action, instruction=instruction[1], bin=instruction[0]))
        return Outcome(done=tuple(done), failed=tuple(failed), by_hand=tuple(by_hand))

    def logs(self) -> dict[LogKey, list[dict[str, str]]]:
        """The rows of each log that this build must write, in the order of the actions."""
        found: dict[LogKey, list[dict[str, str]]] = {}
        new = {} if self._aaf else self.new
        for merge, clips in ((False, new), (True, self.changed)):
            for clip in clips:
                if merge and clip in self.new:
                    continue
                placed = self.clips[clip]
                found.setdefault(log_key(placed, merge=merge), []).append(self._row(placed))
        return found

    def _one(self, action: Action) -> tuple[BinPath, str] | None:
        """Bin and words of what a person must do, None when nothing. Raises Refused."""
        match action:
            case MakeBin():
                return self._make(action.path)
            case PlaceClip():
                return self._place(action.placed)
            case AddToBin():
                return self._add(action)
            case MoveClip():
                return self._move(action)
            case Rename():
                return self._rename(action)
            case SetColumns():
                return self._columns(action)
            case SetColor():
                return self._color(action)
            case MakeTimeline():
                return self._timeline(action.timeline)
        raise Refused(_("the Avid adapter does not know this action"))

    def _make(self, path: BinPath) -> tuple[BinPath, str] | None:
        if path in self.bins:
            return None
        if not path or not all(path):
            raise Refused(_("a bin without a name"))
        if path[:-1]:
            self._here(path[:-1])
        try:
            left = self._shape.make(path, holds_bins=path in self._parents, holds_clips=path in self._filled)
        except CannotMake as error:
            raise Refused(str(error)) from error
        self.bins[path] = None
        if not left:
            return None
        self.checklist.bins.append(path)
        return path, left

    def _place(self, placed: Placed) -> tuple[BinPath, str] | None:
        if not placed.bins:
            raise Refused(_("a clip without a bin"))
        home = self._here(placed.bins[0])
        placed = replace(placed, bins=(home,))
        if can_be_logged(placed):
            self._check(placed, merge=False)
            self.clips[placed.clip] = placed
            self.new[placed.clip] = None
            self._hand_over(placed, home)
            return None
        self.clips[placed.clip] = placed
        if placed.kind in (Kind.SYNC, Kind.GROUP):
            return home, self._join(placed)
        file = placed.media.path if placed.media else placed.name
        self.checklist.imports.append((home, f"{file} → {placed.name}"))
        return home, _("import {file}, which has no timecode to log, and name it {name}").format(
            file=file, name=placed.name)  # fmt: skip

    def _hand_over(self, placed: Placed, home: BinPath) -> None:
        """Into the AAF of its bin, or into a log, which has no colours and stumbles over midnight."""
        if self._aaf:
            self._file(home).own[placed.clip] = None
            return
        if placed.media and placed.media.time and placed.media.time.crosses_midnight:
            self.checklist.midnight.append(placed.name)
        if placed.color:
            self.checklist.colors.append((home, placed.color, placed.name))

    def _file(self, path: BinPath) -> BinFile:
        return self.files.setdefault(path, BinFile(path))

    def _join(self, placed: Placed) -> str:
        known = [self.clips[part] for part in placed.parts if part in self.clips]
        names = tuple(self.clips[part].name if part in self.clips else part for part in placed.parts)
        source = known[0].bins[0] if known else placed.bins[0]
        group = placed.kind == Kind.GROUP
        self.checklist.joins.append(Join(placed.name, source, placed.bins[0], names, group))
        if placed.color:
            self.checklist.colors.append((placed.bins[0], placed.color, placed.name))
        words = (
            _("group {parts} by timecode (Bin > Group Clips), name it {name}")
            if group
            else _("AutoSync {parts} by timecode (Bin > AutoSync), name it {name}")
        )
        return words.format(parts=" + ".join(names), name=placed.name)

    def _add(self, action: AddToBin) -> tuple[BinPath, str] | None:
        placed = self._clip(action.placed.clip)
        path = self._here(action.path)
        new = path not in placed.bins
        if new:
            self.clips[placed.clip] = replace(placed, bins=(*placed.bins, path))
        if self._aaf and can_be_logged(placed):
            self._file(path).copied[placed.clip] = None
            return None
        if new:
            self.checklist.copies.append((placed.bins[0], path, placed.name))
        return path, _("copy {name} here from {source} (Alt-drag)").format(
            name=placed.name, source=spelled(placed.bins[0]))  # fmt: skip

    def _move(self, action: MoveClip) -> tuple[BinPath, str]:
        placed = self._clip(action.clip)
        path = self._here(action.path)
        bins = dict.fromkeys(path if one == action.source else one for one in placed.bins)
        self.clips[placed.clip] = replace(placed, bins=tuple(bins))
        self.checklist.moves.append((action.source, path, placed.name))
        return path, _("move {name} here from {source} (drag)").format(name=placed.name, source=spelled(action.source))

    def _rename(self, action: Rename) -> tuple[BinPath, str]:
        placed = self._clip(action.clip)
        self._change(replace(placed, name=action.name))
        self.checklist.renames.append((placed.bins[0], placed.name, action.name))
        return placed.bins[0], _("rename {old} to {name}").format(old=placed.name, name=action.name)

    def _columns(self, action: SetColumns) -> tuple[BinPath, str] | None:
        placed = self._clip(action.clip)
        columns = {**placed.columns, **action.columns}
        self._change(replace(placed, columns={field: text for field, text in columns.items() if text}))
        # An empty cell of a log takes nothing away in a merge.
        told = {field: text for field, text in action.columns.items() if not text or not can_be_logged(placed)}
        if not told:
            return None
        words = ", ".join(f"{title_of(field, self.locale)} = {text or '-'}" for field, text in told.items())
        self.checklist.columns.append((placed.bins[0], placed.name, words))
        return placed.bins[0], _("write in the columns of {name}: {columns}").format(name=placed.name, columns=words)

    def _color(self, action: SetColor) -> tuple[BinPath, str]:
        placed = self._clip(action.clip)
        self._change(replace(placed, color=action.color))
        self.checklist.colors.append((placed.bins[0], action.color or "-", placed.name))
        return placed.bins[0], _("give {name} the clip colour {color}").format(
            name=placed.name, color=action.color or "-")  # fmt: skip

    def _timeline(self, line: Timeline) -> tuple[BinPath, str] | None:
        path = self._here(line.bin)
        self.timelines[(path, line.name)] = line
        why = self._string_out(line) if self._aaf else ""
        if self._aaf and not why:
            return None
        names = tuple(self.clips[clip].name if clip in self.clips else clip for clip in line.clips)
        self.checklist.timelines.append((path, line.name, names))
        words = _("make the sequence {name} of {clips}").format(name=line.name, clips=", ".join(names))
        return path, f"{words} ({why})" if why else words

    def _string_out(self, line: Timeline) -> str:
        """Put the sequence into the AAF of its bin; why it cannot be, else nothing."""
        try:
            sequence, used = string_out(line, self.clips)
        except CannotString as error:
            return str(error)
        known = [aaf_clip(self.clips[clip], self.locale) for clip in used]
        wrong = refusals(
            AafBin(project=self.locale, rate=sequence.start.rate, clips=tuple(known), sequences=(sequence,))
        )
        if wrong:
            return wrong[0]
        file = self._file(line.bin)
        file.sequences.append(sequence)
        file.used.update(dict.fromkeys(used))
        return ""

    def _change(self, placed: Placed) -> None:
        if can_be_logged(placed):
            self._check(placed, merge=placed.clip not in self.new)
            self.changed[placed.clip] = None
        self.clips[placed.clip] = placed

    def _here(self, path: BinPath) -> BinPath:
        if path in self._doubles:
            raise Refused(_("there are two bins {path}: rename one of them").format(path=spelled(path)))
        if path not in self.bins:
            raise Refused(_("there is no bin {path}").format(path=spelled(path)))
        return path

    def _clip(self, clip: ClipId) -> Placed:
        if clip not in self.clips:
            raise Refused(_("the clip is not in the project"))
        return self.clips[clip]

    def _check(self, placed: Placed, *, merge: bool) -> None:
        """Raises Refused when no log can hold the row of `placed`, or not beside those that it has already."""
        ale = compose([self._row(placed)], replace(self.target, rate=log_key(placed, merge=merge).rate))
        for finding in check(ale):
            if finding.is_error:
                raise Refused(f"{finding.code} {finding.column}: {finding.message}")
        if self._aaf and not merge and (wrong := refusals_of(aaf_clip(placed, self.locale))):
            raise Refused(wrong[0])
        row = ale.rows[0]
        file = row["Source File"]
        tape = row["Tape"] or file
        key = (log_key(placed, merge=merge), fold(tape), row["Start"], row["End"])
        taken = self._taken.setdefault(key, {})
        for other, clip in taken.items():
            if clip != placed.clip and is_same_file(other, file):
                raise Refused(_("E07 the same tape, Start and End as {other}").format(other=self.clips[clip].name))
        taken[file] = placed.clip

    def _row(self, placed: Placed) -> dict[str, str]:
        sound = self._sounds.get(placed.clip, "")
        return row_of(placed, self.locale, source_path=self._source_path, sound_start=sound)

    def _find_bins(self, actions: tuple[Action, ...]) -> None:
        """Which bins will hold bins, and which will hold clips or sequences."""
        made = [action.path for action in actions if isinstance(action, MakeBin)]
        self._parents = {path[:-1] for path in (*self.bins, *made)}
        for action in actions:
            match action:
                case PlaceClip():
                    self._filled.update(action.placed.bins[:1])
                case AddToBin() | MoveClip():
                    self._filled.add(action.path)
                case MakeTimeline():
                    self._filled.add(action.timeline.bin)

    def _find_sounds(self, actions: tuple[Action, ...]) -> None:
        """Where the sound of each picture starts, from the sync clips that join them, when both count frames alike."""
        arriving = {action.placed.clip: action.placed for action in actions if isinstance(action, PlaceClip)}
        clips: Mapping[ClipId, Placed] = {**self.clips, **arriving}
        for sync in clips.values():
            if sync.kind != Kind.SYNC:
                continue
            medias = [clips[part].media for part in sync.parts if part in clips]
            times = [media.time for media in medias if media and media.time]
            if len(times) >= 2 and len(times) == len(sync.parts) and times[0].rate == times[1].rate:
                self._sounds[sync.parts[0]] = str(times[1].start)


def log_key(placed: Placed, *, merge: bool) -> LogKey:
    """The log that a recording belongs to."""
    media, columns = placed.media, placed.columns
    rate = media.time.rate if media and media.time else Fraction(0)
    card = columns.get("cam_roll" if media and media.picture else "sound_roll", "")
    roll = columns.get("roll") or card or (media.tape if media else "")
    return LogKey(bin=placed.bins[0], roll=roll, day=columns.get("day", ""), rate=rate, merge=merge)
