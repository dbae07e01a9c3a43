"""A Media Composer of our own making: a project on disk whose bins take AAF files and logs as the real one is known to.

What it does, and where that is known from:
- a title of an import is cut after 16 characters, the cut marked with 0x07, and all letters but the first made small
  (a bin of Media Composer 21.12 with 708 custom columns, 218 of them cut like this);
- text in bins is MacRoman, as pyavb reads them; what it lacks becomes `?` (assumed);
- an AAF brings every master and sequence in it into the bin that is open; one that is there already by its identity is
  not made twice (assumed);
- a merge of a log finds clips by tape, start and end to the letter, else makes a new clip (users' reports).
Bins are written by pyavb; sources hang together as in the bins that Media Composer wrote.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import avb
from avb.mobid import MobID

from chutier.model import BinPath
from chutier.timecode import frames_per_day, nominal
from chutier_avid.aaf.reading import read_bin as read_aaf
from chutier_avid.ale import read as read_log
from chutier_avid.bins.content import BinItem, ItemKind

KEPT = frozenset(("Name", "Tracks", "Start", "End", "Duration", "Tape", "FPS", "Source File", "Image Size"))
STANDARD = frozenset(("Scene", "Take", "Camroll", "Soundroll", "Shoot Date", "Camera", "Comments", "DESCRIPT"))


def folded(title: str) -> str:
    """A custom title as an import leaves it."""
    if title in STANDARD:
        return title
    cut = title if len(title) <= 16 else title[:16] + "\x07"
    return cut[:1] + cut[1:].lower()


def mac(text: str) -> str:
    return text.encode("mac_roman", "replace").decode("mac_roman")


@dataclass
class Line:
    """One line of a bin."""

    item: BinItem
    name: str
    columns: dict[str, str] = field(default_factory=dict)
    color: str = ""


@dataclass
class MediaComposer:
    """The project in the folder `project`; `bins` are what a person has made or imported into, by path."""

    project: Path
    bins: dict[BinPath, list[Line]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.project.mkdir(parents=True, exist_ok=True)
        (self.project / f"{self.project.name}.avp").write_bytes(b"binary, and nobody's business")

    def file_of(self, path: BinPath) -> Path:
        return self.project.joinpath(*path[:-1], path[-1] + ".avb")

    def make_bin(self, path: BinPath) -> None:
        self.bins.setdefault(path, [])
        self.save(path)

    def import_file(self, file: Path, path: BinPath) -> None:
        """File > Input > Import Media of an AAF, or of a log as logged."""
        lines = self.bins.setdefault(path, [])
        found = read_aaf(file).items if file.suffix == ".aaf" else ()
        known = {line.item.mob_id for line in lines}
        for item in found:
            if item.mob_id not in known:
                columns = {folded(title): mac(text) for title, text in item.columns.items()}
                lines.append(Line(item, mac(item.name), columns, item.color))
        self.save(path)

    def merge_log(self, file: Path, path: BinPath) -> list[str]:
        """Merge events with known master clips; the names of rows that made a new clip."""
        made = []
        for row in read_log(file):
            key = (row["Tape"], row["Start"], row["End"])
            same = [line for line in self.bins.get(path, []) if self._key(line) == key]
            for line in same:
                told = {title: text for title, text in row.as_dict().items() if text and title not in KEPT}
                line.columns.update({folded(title): mac(text) for title, text in told.items()})
            if not same:
                made.append(row["Name"])
        self.save(path)
        return made

    def _key(self, line: Line) -> tuple[str, str, str]:
        return line.item.tape, str(line.item.start), str(line.item.end)

    def find(self, name: str) -> tuple[BinPath, Line]:
        return next((path, line) for path, lines in self.bins.items() for line in lines if line.name == name)

    def save(self, path: BinPath) -> None:
        """Write the bin as Media Composer would leave it."""
        file = self.file_of(path)
        file.parent.mkdir(parents=True, exist_ok=True)
        write_bin(file, self.bins[path])


def write_bin(file: Path, lines: list[Line], titles: tuple[str, ...] = ()) -> None:
    """A bin of these lines, through pyavb."""
    with avb.open() as made:
        # pyavb shares its default columns between all bins of a process.
        made.content.view_setting.columns = [dict(column) for column in made.content.view_setting.columns] + [
            {"title": title, "format": 2, "type": 40, "hidden": False} for title in titles
        ]
        for line in lines:
            _add(made, line)
        made.write(str(file))


def _add(made: Any, line: Line) -> None:
    item = line.item
    rate = item.rate or Fraction(25)
    kind = "CompositionMob" if item.kind in (ItemKind.SEQUENCE, ItemKind.SUBCLIP, ItemKind.GROUP) else "MasterMob"
    mob = made.create.Composition(mob_type=kind)
    mob.name = line.name
    if item.mob_id:
        mob.mob_id = MobID(item.mob_id)
    if item.kind is ItemKind.SUBCLIP:
        mob.usage_code = 2
    length = _length(item)
    mob.length = length
    attributes = made.create.Attributes()
    user = made.create.Attributes()
    for title, text in line.columns.items():
        user[title] = text
    attributes["_USER"] = user
    if line.color:
        for letter, place in zip("RGB", (1, 3, 5), strict=True):
            attributes[f"_COLOR_{letter}"] = int(line.color[place : place + 2], 16) << 8
    mob.attributes = attributes
    source = _file(made, line, rate, length) if kind == "MasterMob" else None
    for media, number in _tracks(item):
        clip = made.create.SourceClip(edit_rate=float(rate), media_kind=media)
        clip.length = length
        if source is not None:
            clip.mob_id, clip.track_id = source.mob_id, number
        _track(made, mob, media, number, clip)
    made.content.add_mob(mob).user_placed = True


def _length(item: BinItem) -> int:
    if item.start is None or item.end is None:
        return 0
    return (item.end.frame - item.start.frame) % frames_per_day(item.start.rate, item.start.drop)


def _tracks(item: BinItem) -> list[tuple[str, int]]:
    sound = [("sound", number) for number in range(1, item.tracks.count("A") + 1)]
    return [("picture", 1), *sound] if item.tracks.startswith("V") else sound


def _file(made: Any, line: Line, rate: Fraction, length: int) -> Any:
    """The file that a clip plays, on the tape that it names."""
    tape = made.create.Composition(mob_type="SourceMob")
    tape.name = line.item.tape
    tape.descriptor = made.create.TapeDescriptor()
    clock = made.create.Timecode(edit_rate=float(rate), media_kind="timecode")
    clock.fps, clock.length = nominal(rate), 10_368_000
    clock.flags = int(line.item.start is not None and line.item.start.drop)
    _track(made, tape, "timecode", 1, clock)
    file = made.create.Composition(mob_type="SourceMob")
    file.name = line.item.source_file
    file.descriptor = made.create.CDCIDescriptor()
    locator = made.create.MacFileLocator()
    locator.path = locator.path_posix = locator.path_utf8 = "/media/" + line.item.source_file
    file.descriptor.locator = locator
    for media, number in _tracks(line.item):
        on_tape = made.create.SourceClip(edit_rate=float(rate), media_kind=media)
        on_tape.length, on_tape.mob_id, on_tape.track_id = length, tape.mob_id, 1
        on_tape.start_time = line.item.start.frame if line.item.start is not None else 0
        _track(made, file, media, number, on_tape)
        nothing = made.create.SourceClip(edit_rate=float(rate), media_kind=media)
        nothing.length = 10_368_000
        _track(made, tape, media, 1, nothing)
    for mob in (tape, file):
        made.content.add_mob(mob).user_placed = False
    return file


def _track(made: Any, mob: Any, media: str, number: int, component: Any) -> None:
    known = [track for track in mob.tracks if track.component.media_kind == media and track.index == number]
    if known:
        return
    track = made.create.Track()
    track.index, track.component = number, component
    mob.tracks.append(track)
