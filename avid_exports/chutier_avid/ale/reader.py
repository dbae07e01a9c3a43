"""The lenient reader: whatever Media Composer, cameras and laboratories have been seen to write."""

import codecs
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from chutier.errors import MediaError
from chutier.i18n import _
from chutier_avid.ale.document import Ale, Row, Titles
from chutier_avid.ale.encoding import Decoded, decode, unmarked_utf16
from chutier_avid.ale.lookalikes import seems

HEADING_TITLES = ("FIELD_DELIM", "VIDEO_FORMAT", "FILM_FORMAT", "AUDIO_FORMAT", "TAPE", "FPS")
"""The global titles of the manual ("Avid Log Specifications"), in its order."""

BEGINNING = 1 << 20
"""Bytes in which a log has its titles. A larger file is looked at here before it is read, whatever its size."""

SHARED_FROM = 16 << 20
"""Characters of text from which cells that say the same are kept once: it costs time, and saves half the memory."""

_LINES = re.compile(r"(\r\n|\r|\n)")
_KNOWN = frozenset(HEADING_TITLES)
_COLUMN_LINE = re.compile(rb"(?:^|[\r\n])[^\S\r\n]*column[^\S\r\n]*[\r\n]", re.IGNORECASE)


def read(source: Path | str | bytes, encoding: str | None = None) -> Ale:
    """The log in the file `source`, or in the bytes `source`. `encoding` is for a file that is guessed wrong.

    Raises MediaError, with file and line, for what cannot be read or is no ALE; oddities that can be read are in
    `Ale.notes`. What is no log is refused after a look at its beginning, however large it is.
    """
    path = "" if isinstance(source, bytes) else str(source)
    if isinstance(source, bytes):
        _look_at(source[:BEGINNING], encoding, path, is_all=len(source) <= BEGINNING)
        decoded = decode(source, encoding, path=path)
    else:
        decoded = decode(_bytes_of(Path(source), encoding), encoding, path=path)
    lines, ends = _lines_of(decoded.text, path)
    # A large text need not stay beside its lines.
    return _parse(lines, ends, replace(decoded, text=""), path)


def _bytes_of(path: Path, encoding: str | None) -> bytes:
    try:
        with path.open("rb") as file:
            beginning = file.read(BEGINNING)
            more = file.read(1)
            _look_at(beginning, encoding, str(path), is_all=not more)
            return b"".join((beginning, more, file.read()))
    except OSError as error:
        raise MediaError(
            _("cannot be read: {why}").format(why=error.strerror or error),
            path=str(path),
            hint=_("check the path and the rights on it"),
        ) from error


def _look_at(beginning: bytes, encoding: str | None, path: str, *, is_all: bool) -> None:
    """Raises MediaError for a file that is plainly no log."""
    if what := seems(beginning):
        raise _not_ale(path, None, _("it seems to be {what}").format(what=what))
    if is_all or encoding is not None:
        return
    is_wide = beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or unmarked_utf16(beginning)
    if b"\0" in beginning and not is_wide:
        raise _not_ale(path, beginning.count(b"\n", 0, beginning.index(b"\0")) + 1, _("it holds binary data"))
    if not re.search(rb"[\r\n]", beginning):
        raise _not_ale(path, 1, _("its first line has no end"))
    if not _COLUMN_LINE.search(beginning.replace(b"\0", b"")):
        raise _not_ale(path, 1, _("no line says Column"))


def _not_ale(path: str, line: int | None, why: str) -> MediaError:
    return MediaError(
        _("not an Avid log (ALE): {why}").format(why=why),
        path=path,
        line=line,
        hint=_("an ALE is text, with the lines Heading, Column and Data"),
    )


def _parse(lines: list[str], ends: list[str], decoded: Decoded, path: str) -> Ale:
    at_column = _find(lines, "column", 0)
    if at_column is None:
        raise _not_ale(path, 1, _("no line says Column"))
    at_data = _find(lines, "data", at_column + 1)
    if at_data is None:
        raise _not_ale(path, len(lines), _("no line says Data"))
    written = [number for number in range(at_column + 1, at_data) if lines[number].strip()]
    if not written:
        raise _not_ale(path, at_column + 1, _("no titles follow Column"))
    titles = Titles(_titles(lines[written[0]]))
    more = written[1] + 1 if len(written) > 1 else 0
    heading = _heading(lines[:at_column])
    start = next((n for n in range(at_data + 1, len(lines)) if lines[n].strip()), len(lines))
    prolog = "".join(chain.from_iterable(zip(lines[:start], ends[:start], strict=True)))
    rows = _rows(lines, ends, start, titles)
    return Ale(
        prolog=prolog, heading=heading, titles=titles, rows=rows, encoding=decoded.encoding, mark=decoded.mark,
        notes=(*decoded.notes, *_notes(titles, more, rows)), path=path,
        half=(decoded.encoding, decoded.half) if decoded.half else ("", b""),
    )  # fmt: skip


def _lines_of(text: str, path: str) -> tuple[list[str], list[str]]:
    """The lines of `text` and how each ends: the last with nothing, or with the zeros of a disc that failed.

    str.splitlines would also cut at VT, NEL and U+2028, which belong to values.
    """
    written = text.rstrip("\0")
    if not written.strip():
        raise MediaError(_("the file is empty"), path=path, hint=_("export the log again"))
    if "\0" in written:
        raise _not_ale(path, written.count("\n", 0, written.index("\0")) + 1, _("it holds binary data"))
    zeros = text[len(written) :]
    returns, feeds = written.count("\r"), written.count("\n")
    if returns and feeds and not returns == feeds == written.count("\r\n"):
        pieces = _LINES.split(written)
        return pieces[0::2], [*pieces[1::2], zeros]
    end = "\r\n" if returns and feeds else "\r" if returns else "\n"
    lines = written.split(end)
    return lines, [*[end] * (len(lines) - 1), zeros]


def _notes(titles: Titles, more: int, rows: tuple[Row, ...]) -> Iterator[str]:
    """The oddities of titles and rows; `more` is the line of titles too many."""
    if more:
        yield _("line {line}: more than one line of titles; only the first counts").format(line=more)
    if len(titles.index) < len(titles.names):
        doubles = sorted(name for name, count in Counter(titles.names).items() if count > 1)
        yield _("titles that occur twice: {titles}").format(titles=", ".join(doubles))
    width = len(titles.names)
    if over := sum(bool(row.extra) for row in rows if len(row.cells) > width):
        yield _("rows with more cells than there are titles: {count}").format(count=over)
    last = rows[-1] if rows else None
    if last and not last.tail and len(last.cells) < width <= len(rows[max(len(rows) - 2, 0)].cells):
        yield _("the last row, line {line}, has no end and lacks cells: the file was perhaps cut short").format(
            line=last.line)  # fmt: skip


def _find(lines: list[str], keyword: str, start: int) -> int | None:
    return next((n for n in range(start, len(lines)) if lines[n].strip().casefold() == keyword), None)


def _titles(line: str) -> tuple[str, ...]:
    names = [title.strip() for title in line.split("\t")]
    if len(names) > 1 and not names[-1]:  # Media Composer ends the line of titles with a tab
        names.pop()
    return tuple(names)


def _heading(lines: list[str]) -> tuple[tuple[str, str], ...]:
    pairs: list[tuple[str, str]] = []
    for line in lines:
        cells = [cell.strip() for cell in line.split("\t")]
        if cells[0].casefold() == "heading":
            cells = cells[1:]
        while cells and not cells[-1]:
            cells.pop()
        at = 0
        while at < len(cells):  # laboratories put the whole heading on one line, and may leave a value out
            alone = at + 1 == len(cells) or (cells[at] in _KNOWN and cells[at + 1] in _KNOWN)
            pairs.append((cells[at], "" if alone else cells[at + 1]))
            at += 1 if alone else 2
    return tuple(pairs)


def _rows(lines: list[str], ends: list[str], start: int, titles: Titles) -> tuple[Row, ...]:
    """The rows from line `start` (from 0) on; blank lines go to the tail of the row before."""
    numbers: list[int] = []
    tails: list[str] = []
    blank: list[str] = []  # the blank lines since the last row
    for number in range(start, len(lines)):
        line = lines[number]
        if not line or line.isspace():
            blank += (line, ends[number])
            continue
        if blank:
            tails[-1] += "".join(blank)
            blank = []
        numbers.append(number)
        tails.append(ends[number])
    if blank and tails:
        tails[-1] += "".join(blank)
    is_large = sum(map(len, lines)) >= SHARED_FROM
    cells = _shared(lines, numbers) if is_large else (tuple(lines[number].split("\t")) for number in numbers)
    return tuple(
        Row(row, titles, number + 1, tail) for row, number, tail in zip(cells, numbers, tails, strict=True)
    )  # fmt: skip


def _shared(lines: list[str], numbers: list[int]) -> Iterator[tuple[str, ...]]:
    """The cells of each line, which is let go; those that say the same are one."""
    kept: dict[str, str] = {}
    for number in numbers:
        row = lines[number].split("\t")
        lines[number] = ""
        yield tuple(map(kept.setdefault, row, row))
