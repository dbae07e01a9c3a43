"""What lies in a bin, whichever file shows it: the bin itself (.avb), its exported log (.ale), or an AAF."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction

from chutier.timecode import Timecode


class ItemKind(StrEnum):
    """What a line of a bin is to Media Composer."""

    MASTER = "master"
    SUBCLIP = "subclip"
    GROUP = "group"
    SEQUENCE = "sequence"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class BinItem:
    """One line of a bin. `start` and `end` (exclusive) are source timecode at `rate`, None when nothing tells them;
    `tape` is the reel's name, `source_file` the last part of the path of a linked file. `columns` are the texts of all
    other columns by the title that the bin shows, the custom ones included. `color` is `#rrggbb`, empty when none.
    `mob_id` is the text of the mob's 32 bytes (`urn:smpte:umid:…`), empty where the file has none. `place` counts the
    lines of the file's own order from 1."""

    name: str
    kind: ItemKind = ItemKind.MASTER
    tracks: str = ""
    start: Timecode | None = None
    end: Timecode | None = None
    rate: Fraction | None = None
    tape: str = ""
    source_file: str = ""
    mob_id: str = ""
    color: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    place: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class BinContent:
    """A whole bin. `form` is `avb`, `ale` or `aaf`; `view` the titles that it shows, in order; `writer` the program
    that wrote it. `notes` tell what could not be read of single items: the rest is there."""

    path: str
    form: str
    items: tuple[BinItem, ...]
    view: tuple[str, ...] = ()
    writer: str = ""
    notes: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[BinItem]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)
