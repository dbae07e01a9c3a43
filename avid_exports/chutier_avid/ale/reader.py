"""The lenient reader: whatever Media Composer, cameras and laboratories have been seen to write."""

import re
from pathlib import Path

from chutier.errors import MediaError
from chutier.i18n import _
from chutier_avid.ale.document import Ale, Row, Titles
from chutier_avid.ale.encoding import Decoded, decode

HEADING_TITLES = ("FIELD_DELIM", "VIDEO_FORMAT", "FILM_FORMAT", "AUDIO_FORMAT", "TAPE", "FPS")
"""The global titles of the manual ("Avid Log Specifications"), in its order."""

_LINES = re.compile(r"(\r\n|\r|\n)")
_KNOWN = frozenset(HEADING_TITLES)


def read(source: Path | str | bytes, encoding: str | None = None) -> Ale:
    """The log in the file `source`, or in the bytes `source`. `encoding` is for a file that is guessed wrong.

    Raises MediaError, with file and line, for what cannot be read or is no ALE; oddities that can be read are in
    `Ale.notes`.
    """
    path = "" if isinstance(source, bytes) else str(source)
    data = source if isinstance(source, bytes) else _bytes_of(Path(source))
    decoded = decode(data, encoding, path=path)
    if not decoded.text.strip():
        raise MediaError(_("the file is empty"), path=path, hint=_("export the log again"))
    if "\0" in decoded.text:
        raise _not_ale(path, decoded.text.count("\n", 0, decoded.text.index("\0")) + 1, _("it holds binary data"))
    return _parse(decoded, path)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise MediaError(
            _("cannot be read: {why}").format(why=error.strerror or error),
            path=str(path),
            hint=_("check the path and the rights on it"),
        ) from error


def _not_ale(path: str, line: int, why: str) -> MediaError:
    return MediaError(
        _("not an Avid log (ALE): {why}").format(why=why),
        path=path,
        line=line,
        hint=_("an ALE is text, with the lines Heading, Column and Data"),
    )


def _parse(decoded: Decoded, path: str) -> Ale:
    # Text and line ends alternate. str.splitlines would also cut at VT, NEL and U+2028, which belong to values.
    pieces = _LINES.split(decoded.text)
    lines = pieces[0::2]
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
    notes = list(decoded.notes)
    if len(written) > 1:
        notes.append(_("line {line}: more than one line of titles; only the first counts").format(line=written[1] + 1))
    if len(titles.index) < len(titles.names):
        doubles = sorted({name for name in titles.names if titles.names.count(name) > 1})
        notes.append(_("titles that occur twice: {titles}").format(titles=", ".join(doubles)))
    start, rows = _rows(pieces, at_data + 1, titles)
    if over := sum(bool(row.extra) for row in rows):
        notes.append(_("rows with more cells than there are titles: {count}").format(count=over))
    return Ale(
        prolog="".join(pieces[: 2 * start]), heading=_heading(lines[:at_column]), titles=titles, rows=rows,
        encoding=decoded.encoding, mark=decoded.mark, notes=tuple(notes), path=path,
    )  # fmt: skip


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
        while cells:  # laboratories put the whole heading on one line, and may leave a value out
            alone = len(cells) == 1 or (cells[0] in _KNOWN and cells[1] in _KNOWN)
            pairs.append((cells[0], "" if alone else cells[1]))
            cells = cells[1 if alone else 2 :]
    return tuple(pairs)


def _rows(pieces: list[str], start: int, titles: Titles) -> tuple[int, tuple[Row, ...]]:
    """The number of the first line that is a row, and the rows; blank lines go to the tail of the row before."""
    count = (len(pieces) + 1) // 2
    first = next((n for n in range(start, count) if pieces[2 * n].strip()), None)
    if first is None:
        return count, ()
    rows: list[Row] = []
    n = first
    while n < count:
        line, at = pieces[2 * n], n
        tail = pieces[2 * n + 1] if 2 * n + 1 < len(pieces) else ""
        n += 1
        while n < count and not pieces[2 * n].strip():
            tail += pieces[2 * n] + (pieces[2 * n + 1] if 2 * n + 1 < len(pieces) else "")
            n += 1
        rows.append(Row(tuple(line.split("\t")), titles, at + 1, tail))
    return first, tuple(rows)
