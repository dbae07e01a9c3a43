"""Bins and laboratories' logs for the rehearsal's tests, as few words as possible each."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from chutier.timecode import RATES, Timecode, can_drop, frames_per_day, rate_text
from chutier_avid.ale import Ale, read
from chutier_avid.bins.content import BinContent, BinItem

Cells = dict[str, str]

FIRST = ("Name", "Tracks", "Start", "End", "Tape")


def log(rows: Iterable[Mapping[str, str]], *, fps: str = "25", heading: str = "VIDEO_FORMAT\t1080\n") -> Ale:
    """The log of `rows`, title to text."""
    listed = [dict(row) for row in rows]
    titles = list(dict.fromkeys([*FIRST, *(title for row in listed for title in row)]))
    lines = ["\t".join(row.get(title, "") for title in titles) for row in listed]
    text = f"Heading\nFIELD_DELIM\tTABS\n{heading}FPS\t{fps}\n\nColumn\n" + "\t".join(titles) + "\n\nData\n"
    return read((text + "".join(f"{line}\n" for line in lines)).encode())


def clip(name: str, start: str, end: str, tape: str = "A001", *, rate: str = "25", **more: object) -> BinItem:
    """A master clip; `more` are further fields of a BinItem."""
    clock = RATES[rate]
    return BinItem(
        name=name, tracks="V", start=Timecode.parse(start, clock), end=Timecode.parse(end, clock), rate=clock,
        tape=tape, **more,  # type: ignore[arg-type]
    )  # fmt: skip


def bin_of(*items: BinItem, view: tuple[str, ...] = ()) -> BinContent:
    """A bin of `items`, their lines counted."""
    placed = tuple(replace(item, place=place) for place, item in enumerate(items, 1))
    return BinContent(path="RUSHES.avb", form="avb", items=placed, view=view)


def cells_of(item: BinItem) -> Cells:
    """The row that Media Composer would export of `item`."""
    cells = {"Name": item.name, "Tracks": item.tracks, "Start": str(item.start), "End": str(item.end)}
    cells["Tape"] = item.tape
    if item.source_file:
        cells["Source File"] = item.source_file
    if item.rate is not None:
        cells["FPS"] = rate_text(item.rate)
    return cells | dict(item.columns)


def exported(content: BinContent, change: Callable[[int, Cells], Cells] | None = None) -> Ale:
    """The log of a whole bin, each row (counted from 0) changed by `change`."""
    rows = [cells_of(item) for item in content]
    return log(change(number, row) if change else row for number, row in enumerate(rows))


def moved(text: str, frames: int, rate: Fraction) -> str:
    """The label `frames` later."""
    return str(Timecode.parse(text, rate) + frames)


_TAPES = st.from_regex(r"[A-C][0-9]{3}[A-Z][0-9]{2,3}(?:_[0-9]{4})?", fullmatch=True)


@st.composite
def bins(draw: st.DrawFn, *, least: int = 1, tapes: st.SearchStrategy[str] = _TAPES) -> BinContent:
    """Any bin: rolls at several rates, their clips one after the other with at least a second between them."""
    rate = RATES[draw(st.sampled_from(["23.976", "24", "25", "29.97", "50", "59.94"]))]
    drop = can_drop(rate) and draw(st.booleans())
    day = frames_per_day(rate, drop)
    items = []
    for tape in draw(st.lists(tapes, min_size=1, max_size=3, unique_by=str.casefold)):
        frame = draw(st.integers(0, day - 1))
        # Lengths of a roll differ by more than a frame or two, so that each tells its clip.
        lengths = draw(st.lists(st.integers(20, 500), min_size=least, max_size=max(least, 5), unique=True))
        for number, length in enumerate(seven * 7 for seven in lengths):
            items.append(BinItem(
                name=f"{tape}-{number}", tracks="V", start=Timecode(frame % day, rate, drop),
                end=Timecode((frame + length) % day, rate, drop), rate=rate, tape=tape,
            ))  # fmt: skip
            frame += length + draw(st.integers(200, 5000))
    return bin_of(*items)
