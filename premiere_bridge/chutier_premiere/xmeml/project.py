"""A show's project as one document: bins in bins, clips and sequences in them, given piece by piece."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from chutier.model import BinPath, ClipId, MediaRef
from chutier.plan import Placed, Timeline, Tree
from chutier_premiere.xmeml.layout import Laid, Layout, Sync
from chutier_premiere.xmeml.media import Media
from chutier_premiere.xmeml.sequences import Look, sequence
from chutier_premiere.xmeml.text import leaf

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE xmeml>\n<xmeml version="4">\n'


@dataclass(slots=True, kw_only=True)
class Told:
    """What a person should know once the document is written. `empty` are bins that Premiere leaves out when it
    imports. The rest are names: groups that became sequences; groups and timelines that could not; takes whose sound
    lies by ear, with the frames it moved; takes without sound in a sequence, and clips that are in none though one
    wants them."""

    bins: int = 0
    clips: int = 0
    sequences: int = 0
    empty: list[BinPath] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    moved: dict[str, int] = field(default_factory=dict)
    mute: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


class Project:
    """The project that `tree` is, for Premiere to import.

    `media` are the files of all the show's clips, `rate` the show's rate where it says one, `sync` what is known of
    where sounds lie beyond their timecode. What `told` holds is
    complete once `pieces` has been gone through.
    """

    def __init__(
        self,
        tree: Tree,
        media: Mapping[ClipId, MediaRef],
        *,
        title: str,
        rate: Fraction | None = None,
        look: Look | None = None,
        sync: Sync | None = None,
        french: bool = False,
    ) -> None:
        self.told = Told()
        self._tree, self._title, self._look = tree, title, look or Look()
        files = {**media, **{clip: one.media for clip, one in tree.clips.items() if one.media is not None}}
        self._media = Media(tree.clips, files, rate=rate, french=french)
        self._layout = Layout(tree.clips, files, rate, sync or Sync())
        self._clips: dict[BinPath, list[Placed]] = {}
        for one in tree.clips.values():
            self._clips.setdefault(one.bins[0], []).append(one)
        self._lines: dict[BinPath, list[Timeline]] = {}
        for line in tree.timelines.values():
            self._lines.setdefault(line.bin, []).append(line)
        self._children: dict[BinPath, list[BinPath]] = {}
        for path in tree.bins:
            self._children.setdefault(path[:-1], []).append(path)

    def pieces(self) -> Iterator[str]:
        """The document, a clip or a sequence at a time."""
        yield f"{HEAD}<project>\n{leaf('name', self._title)}\n<children>\n"
        yield from self._inside(())
        yield "</children>\n</project>\n</xmeml>\n"

    def _inside(self, path: BinPath) -> Iterator[str]:
        """All that lies in a bin: clips, bins, then sequences, which need what came before."""
        groups = []
        for placed in self._clips.get(path, ()):
            if placed.media is None:
                groups.append(placed)
                continue
            self.told.clips += 1
            yield self._media.clip(placed.clip) + "\n"
        for child in self._children.get(path, ()):
            self.told.bins += 1
            if not self._holds(child):
                self.told.empty.append(child)
            yield f"<bin>\n{leaf('name', child[-1])}\n<children>\n"
            yield from self._inside(child)
            yield "</children>\n</bin>\n"
        for group in groups:
            yield from self._group(group)
        for line in self._lines.get(path, ()):
            yield from self._line(line)

    def _holds(self, path: BinPath) -> bool:
        """Whether anything lies in a bin, or in a bin in it."""
        return bool(
            self._clips.get(path) or self._lines.get(path) or any(map(self._holds, self._children.get(path, ())))
        )

    def _group(self, group: Placed) -> Iterator[str]:
        laid = self._layout.one_above_another(group.clip)
        if laid is None:
            self.told.left_out.append(group.name)
            return
        self.told.groups.append(group.name)
        yield self._sequence(laid, group.name)

    def _line(self, line: Timeline) -> Iterator[str]:
        laid = self._layout.end_to_end(line.clips)
        self.told.missing += [self._media.name(clip) for clip in laid.missing] if laid else []
        if laid is None or not laid.pieces:
            self.told.left_out.append(line.name)
            return
        yield self._sequence(laid, line.name)

    def _sequence(self, laid: Laid, name: str) -> str:
        self.told.sequences += 1
        self.told.moved |= {self._media.name(clip): frames for clip, frames in laid.moved}
        self.told.mute += [self._media.name(clip) for clip in laid.mute]
        return sequence(self._media, laid, name, self.told.sequences, self._look) + "\n"
