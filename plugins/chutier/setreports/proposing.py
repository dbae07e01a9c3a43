"""What the columns of an unknown paper may hold, guessed by what stands in them: proposed, never assumed."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from chutier.blueprint import Blueprint
from chutier.errors import ReportError, SlateError
from chutier.i18n import _
from chutier.setreports.opening import bytes_of, open_sheets
from chutier.setreports.papers import found_in
from chutier.setreports.sheet import Row, Sheet
from chutier.setreports.verdicts import verdict_of
from chutier.slate import parse_slate

_SAMPLE = 200
_SHOWN = 3
_CLIP = re.compile(r"[A-Z]{1,2}_?\d{3,4}_?C\d{3,4}\w*|\S+\.(?:mov|mxf|mp4|wav|r3d|braw|ari)", re.IGNORECASE)
_ROLL = re.compile(r"[A-Z]{1,2}_?\d{3,4}", re.IGNORECASE)
_SCENE = re.compile(r"[A-Z]{0,2}\d{1,3}(?:[A-Z]{1,2}| ?bis| ?ter| ?quater)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a paper: its heading, the first things in it, what it is read as, what it is proposed to be."""

    heading: str
    samples: tuple[str, ...]
    read_as: str = ""
    proposed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A paper as it was found: its columns, and whether it can be read as it stands."""

    columns: tuple[Column, ...]
    readable: bool


def look_at(path: Path, blueprint: Blueprint) -> Look:
    """The columns of the largest table in the paper at `path`, with what each is, or may be.

    Raises ReportError when there is no table in it.
    """
    sheets = open_sheets(path, bytes_of(path))
    if not any(sheet.rows for sheet in sheets):
        raise ReportError(_("holds no table"), path=str(path), hint=_("save it again from the program that made it"))
    sheet = max(sheets, key=lambda one: len(one.rows))
    found = found_in(sheet, blueprint.reports.headings)
    headings, rows = (found.texts, sheet.rows[found.last + 1 :]) if found.columns else _widest(sheet)
    read_as = {at: name for name, at in found.columns.items()}
    columns = [_column(heading, at, rows, read_as.get(at, "")) for at, heading in enumerate(headings)]
    return Look(columns=_proposed(columns, rows, blueprint, set(found.columns)), readable=found.is_notes)


def _widest(sheet: Sheet) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """Where no heading is known: the first of the rows that have most cells."""
    width = max(sum(map(bool, row.texts())) for row in sheet.rows[:_SAMPLE])
    at = next(at for at, row in enumerate(sheet.rows) if sum(map(bool, row.texts())) == width)
    return sheet.rows[at].texts(), sheet.rows[at + 1 :]


def _column(heading: str, at: int, rows: Sequence[Row], read_as: str) -> Column:
    samples = dict.fromkeys(filter(None, _texts(rows, at)))
    return Column(heading=heading, samples=tuple(samples)[:_SHOWN], read_as=read_as)


def _texts(rows: Sequence[Row], at: int) -> list[str]:
    return [row.texts()[at] for row in rows[:_SAMPLE] if at < len(row.cells)]


def _proposed(
    columns: Sequence[Column], rows: Sequence[Row], blueprint: Blueprint, known: set[str]
) -> tuple[Column, ...]:
    """Each test takes the first column that passes it, where nothing is read as that yet."""
    proposals: dict[int, str] = {}
    for name, test in _tests(blueprint).items():
        if name in known or (name == "scene" and "slate" in known | set(proposals.values())):
            continue
        for at, column in enumerate(columns):
            texts = [text for text in _texts(rows, at) if text]
            if column.heading and not column.read_as and at not in proposals and texts and test(texts):
                proposals[at] = name
                break
    return tuple(
        Column(heading=one.heading, samples=one.samples, read_as=one.read_as, proposed=proposals.get(at, ""))
        for at, one in enumerate(columns)
    )


def _tests(blueprint: Blueprint) -> Mapping[str, Callable[[Sequence[str]], bool]]:
    """What a column must look like, the surest first."""
    words = blueprint.vocab.get("status", {})

    def is_slate(text: str) -> bool:
        try:
            slate = parse_slate(text, blueprint.slate)
        except SlateError:
            return False
        return bool(slate.setup or slate.take is not None or slate.wild)

    def verdict(text: str) -> bool:
        circled, status, rest = verdict_of(text, words)
        return not rest and (circled or bool(status))

    return {
        "media": _mostly(lambda text: all(map(_CLIP.fullmatch, text.split()))),
        "slate": _mostly(is_slate),
        "take": lambda texts: _mostly(lambda text: text.isdecimal() and 0 < int(text) < 60)(texts),
        "scene": _mostly(lambda text: bool(_SCENE.fullmatch(text))),
        "rolls": _mostly(lambda text: bool(_ROLL.fullmatch(text))),
        "circled": lambda texts: len(set(texts)) <= 4 and _mostly(verdict)(texts),
        "comments": lambda texts: sum(map(len, texts)) > 12 * len(texts),
    }


def _mostly(test: Callable[[str], bool]) -> Callable[[Sequence[str]], bool]:
    return lambda texts: sum(map(test, texts)) >= 0.7 * len(texts)
