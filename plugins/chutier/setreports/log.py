"""Avid log exchange (ALE) files as tables: what scripts, cameras and labs write for Media Composer.

Grammar: Avid Log Specifications. `Heading`, global titles, `Column`, one line of titles, `Data`, one line a clip, all
cut by tabs. What is found in the wild is read too: lines ended by CR, LF or both; blank lines anywhere or nowhere; the
whole heading on one line; rows shorter or longer than the titles; section words in small letters; no heading at all.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from chutier.errors import ReportError
from chutier.i18n import _
from chutier.setreports.delimited import too_long
from chutier.setreports.opening import bytes_of
from chutier.setreports.sheet import MOST_ROWS, Row, Sheet
from chutier.setreports.text import Decoded, decode, encoding_warnings

_SECTIONS = frozenset({"heading", "column", "data"})
_LINE_END = re.compile(r"\r\n|\r|\n")
"""Not `str.splitlines`: that cuts at form feeds and at U+2028 too, which stand in comments."""

_TITLES = frozenset({"FIELD_DELIM", "VIDEO_FORMAT", "FILM_FORMAT", "AUDIO_FORMAT", "TAPE", "FPS"})
"""The global titles, in the specification's order; they tell pairs on one line from a value with tabs in it."""

_Line = tuple[int, list[str]]


def read_log(path: Path) -> list[Sheet]:
    """The ALE at `path` as one Sheet: first the row of column titles, then the clips; `head` is the heading.

    Lenient: only that there are columns is asked. Raises ReportError, with the line, when it is no ALE.
    """
    decoded = _decoded(path)
    sections = _sections(decoded.text.removeprefix("\ufeff").rstrip("\x1a"))
    titles = sections["column"][:1]
    if not titles:
        line = next((line for lines in sections.values() for line, _cells in lines), 1)
        raise ReportError(
            _("is no ALE: the line Column with the titles under it is missing"), path=str(path), line=line,
            hint=_("export the ALE again; a table of another kind should not be called .ale"),
        )  # fmt: skip
    # Without the line Data, what follows the titles can be nothing else.
    clips = [*sections["column"][1:], *sections["data"]]
    if len(clips) > MOST_ROWS:
        raise too_long(path, clips[MOST_ROWS][0])
    rows = [Row(line=line, cells=tuple(cells)) for line, cells in (*titles, *clips)]
    return [
        Sheet(
            form="ale", rows=_without_last_tab(rows), encoding=decoded.encoding, guessed=decoded.guessed,
            delimiter="\t", head=tuple(_pairs(sections["heading"])), warnings=encoding_warnings(decoded),
        )
    ]  # fmt: skip


def _decoded(path: Path) -> Decoded:
    decoded = decode(bytes_of(path))
    if not decoded.text.strip("\ufeff \t\r\n\x1a"):
        raise ReportError(_("is empty"), path=str(path), hint=_("save it again from the program that made it"))
    if "\0" in decoded.text:
        raise ReportError(_("is no text"), path=str(path), hint=_("export the ALE again"))
    return decoded


def _sections(text: str) -> dict[str, list[_Line]]:
    """The filled lines of each section, cut by tabs, with their number from 1."""
    sections: dict[str, list[_Line]] = {"heading": [], "column": [], "data": []}
    now = "heading"
    for number, line in enumerate(_LINE_END.split(text), 1):
        word = line.strip().casefold()
        if word in _SECTIONS and not (now == "data" and word != "data"):
            now = word
        elif word:
            sections[now].append((number, line.split("\t")))
    return sections


def _pairs(lines: Sequence[_Line]) -> Iterator[tuple[str, str]]:
    """Titles of the heading with their values, one pair a line or all on one line."""
    for _number, cells in lines:
        texts = [cell.strip() for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        if len(texts) > 2 and _TITLES.intersection(texts[2::2]):
            yield from zip(texts[::2], (*texts[1::2], ""), strict=False)
        elif texts:
            yield texts[0], " ".join(filter(None, texts[1:]))


def _without_last_tab(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Media Composer ends the titles and every row with a tab, which is no column."""
    width = len(rows[0].cells)
    while width and not str(rows[0].cells[width - 1]).strip():
        width -= 1
    if any(str(cell).strip() for row in rows for cell in row.cells[width:]):
        return tuple(rows)
    return tuple(Row(line=row.line, cells=row.cells[:width]) for row in rows)
