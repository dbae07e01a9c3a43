"""Set reports as notes: script notes, camera reports and sound reports, whatever program or hand made them."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatch
from pathlib import Path

from chutier.blueprint import Blueprint
from chutier.errors import ReportError
from chutier.i18n import _
from chutier.setreports.dates import date_of, day_number
from chutier.setreports.families import OF_KIND, Family, recognised
from chutier.setreports.headings import plain_heading
from chutier.setreports.note import Note, Paper, PaperKind
from chutier.setreports.note_headings import columns_of
from chutier.setreports.notes import NoteReader
from chutier.setreports.opening import bytes_of, open_sheets
from chutier.setreports.sheet import Row, Sheet

_WITHIN = 40
"""Rows: titles, and a recorder's overview, stand above the headings."""

_SOUND_ENDINGS = (".wav", ".bwf", ".rf64", ".aif", ".aiff")
_OURS = "chutier"
"""How the titles begin of columns that only our own logs have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A table in a paper: its headings (`texts`, the last of their rows is number `last`), which column holds what."""

    sheet: Sheet
    texts: tuple[str, ...]
    last: int
    columns: Mapping[str, int]
    head: tuple[tuple[str, str], ...]

    @property
    def is_notes(self) -> bool:
        """Whether it can be read as notes: slates, or scenes with takes, or files. Scenes alone are a scene list."""
        has = self.columns.keys()
        return "slate" in has or {"scene", "take"} <= has or not has.isdisjoint({"media", "sound_file"})

    @property
    def is_ours(self) -> bool:
        """Whether it is a log that we made ourselves."""
        return any(plain_heading(text).startswith(_OURS) for text in self.texts)


def digest_of(data: bytes, blueprint: Blueprint) -> str:
    """What stands for a paper's bytes, and for how this show reads them: a new header map makes it news."""
    rules = repr((blueprint.reports, blueprint.slate, blueprint.vocab.get("status")))
    return hashlib.blake2b(data + rules.encode("utf-8", "backslashreplace"), digest_size=16).hexdigest()


def read_paper(path: Path, blueprint: Blueprint) -> Paper:
    """The paper at `path`, read by the show's slate system, header map and words.

    Raises ReportError when it is none: with what was found and the way out (`chutier setreport map`).
    """
    data = bytes_of(path)
    tables = [found_in(sheet, blueprint.reports.headings) for sheet in open_sheets(path, data)]
    if any(found.is_ours for found in tables):
        raise ReportError(_("was made by Chutier itself, and tells nothing new"), path=str(path))
    usable = [found for found in tables if found.is_notes]
    if not usable:
        raise _unknown(path, tables)
    family = _family(path, usable[0], blueprint)
    notes: list[Note] = []
    warnings: list[str] = []
    for found in usable:
        reader = NoteReader(
            rules=blueprint.slate, family=family, columns=found.columns, verdicts=blueprint.vocab.get("status", {})
        )
        notes += reader.read(found.sheet.rows[found.last + 1 :], found.texts)
        warnings += [*found.sheet.warnings, *reader.warnings]
    if not notes:
        message = _("has headings, but no line that speaks of a take")
        hint = _('say which column is what: chutier setreport map "{name}"').format(name=path.name)
        raise ReportError(message, path=str(path), hint=hint)
    day, on = _day_of(usable, family, blueprint)
    notes = [_of_day(note, day, on, family) for note in notes]
    first = usable[0].sheet
    return Paper(
        path=str(path), kind=family.kind, family=family.name, digest=digest_of(data, blueprint), notes=tuple(notes),
        day=_only([note.said.get("day") for note in notes]), date=_only_date(notes), encoding=first.encoding,
        guessed=first.guessed, warnings=tuple(dict.fromkeys(warnings)),
    )  # fmt: skip


def found_in(sheet: Sheet, mapped: Mapping[str, str]) -> Found:
    """The headings of `sheet`: the row, or two rows one above the other, in which most is understood."""
    best = Found(sheet=sheet, texts=(), last=-1, columns={}, head=sheet.head)
    rows = sheet.rows[:_WITHIN]
    for at, row in enumerate(rows):
        for texts, last in ((row.texts(), at), (_joined(row, rows[at + 1 : at + 2]), at + 1)):
            columns = columns_of(texts, mapped)
            if len(columns) > len(best.columns):
                best = Found(sheet=sheet, texts=texts, last=last, columns=columns, head=_head(sheet, at))
    return best


def _joined(row: Row, below: Sequence[Row]) -> tuple[str, ...]:
    """Two heading rows as one: each column's name from both, or from the one that has it."""
    if not below or any(any(sign.isdigit() for sign in text) for text in below[0].texts()):
        return ()
    under = below[0].texts()
    over = row.texts() + ("",) * (len(under) - len(row.cells))
    return tuple(f"{one} {two}".strip() for one, two in zip(over, under + ("",) * len(over), strict=False))


def _head(sheet: Sheet, at: int) -> tuple[tuple[str, str], ...]:
    """What stands above the headings as name and value, with what the sheet itself has beside."""
    above = []
    for row in sheet.rows[:at]:
        filled = [text for text in row.texts() if text]
        if len(filled) == 1:
            name, _sign, value = filled[0].partition(":")
            above.append((name.strip(), value.strip()))
        elif filled:
            above.append((filled[0].rstrip(":"), filled[1]))
    return (*sheet.head, *above)


def _family(path: Path, found: Found, blueprint: Blueprint) -> Family:
    for pattern, kind in blueprint.reports.kinds.items():
        if fnmatch(path.name.casefold(), pattern.casefold()):
            return OF_KIND[PaperKind(kind)]
    at = found.columns.get("media")
    names = [
        row.texts()[at].lower() for row in found.sheet.rows[found.last + 1 :] if at is not None and at < len(row.cells)
    ]
    sounds = sum(name.endswith(_SOUND_ENDINGS) for name in names) * 2 > len(names) > 0
    takes = "take" in found.columns or "slate" in found.columns
    return recognised(found.texts, found.head, found.sheet.form, sounds=sounds, takes=takes)


def _unknown(path: Path, tables: Sequence[Found]) -> ReportError:
    headings = max((found.texts or _first(found.sheet) for found in tables), key=len, default=())
    shown = ", ".join(filter(None, headings))[:200]
    message = _("no column holds a slate with its take, nor a file; the headings are: {headings}").format(
        headings=shown
    )
    hint = _('say which column is what: chutier setreport map "{name}"').format(name=path.name)
    return ReportError(message if shown else _("holds no table"), path=str(path), hint=hint)


def _first(sheet: Sheet) -> tuple[str, ...]:
    return max((row.texts() for row in sheet.rows[:5]), key=len, default=())


def _day_of(tables: Sequence[Found], family: Family, blueprint: Blueprint) -> tuple[int | None, date | None]:
    """Shooting day and date that stand above the table."""
    order = family.dates or ("mdy" if blueprint.slate.system == "us" else "dmy")
    day: int | None = None
    on: date | None = None
    for found in tables:
        for name, value in map(_pair, found.head):
            word = plain_heading(name)
            if word in ("date", "shootdate", "datedetournage") and on is None:
                on = date_of(value, order)
            elif word in ("jour", "day", "shootday", "shootingday", "jourdetournage") and day is None:
                day = day_number(value)
    return day, on


def _pair(pair: tuple[str, str]) -> tuple[str, str]:
    """Name and value; of a line of text (a PDF's) what stands before and after the colon."""
    name, sign, value = pair[1].partition(":") if pair[0] == "text" else (pair[0], ":", pair[1])
    return (name.strip(), value.strip()) if sign else pair


def _of_day(note: Note, day: int | None, on: date | None, family: Family) -> Note:
    """The note, of the paper's day where it says none itself."""
    more = {name: value for name, value in (("day", day), ("date", on)) if value is not None and name not in note.said}
    return replace(note, said={**note.said, **more}) if more else note


def _only(values: Sequence[object]) -> int | None:
    """The shooting day of most lines, when they name one."""
    days = Counter(value for value in values if isinstance(value, int))
    return days.most_common(1)[0][0] if days else None


def _only_date(notes: Sequence[Note]) -> date | None:
    dates = Counter(value for note in notes if isinstance(value := note.said.get("date"), date))
    return dates.most_common(1)[0][0] if dates else None
