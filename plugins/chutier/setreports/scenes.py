"""Scene lists: a CSV of the script's scenes, in script order, as a spreadsheet or a scheduling program saves it."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from chutier.errors import ReportError
from chutier.i18n import _
from chutier.model import Scene
from chutier.setreports.headings import columns, plain_heading
from chutier.setreports.text import Decoded, decode
from chutier.slate import split_label

DELIMITERS = ";,\t"
LARGEST = 16 * 2**20
"""Bytes; a longer file is no scene list."""

_NOT_TEXT = (
    (b"PK\x03\x04", "Excel / ODS"), (b"\xd0\xcf\x11\xe0", "Excel"), (b"%PDF", "PDF"), (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"), (b"{\\rtf", "RTF"),
)  # fmt: skip
_HEADINGS_WITHIN = 20  # lines: titles and dates stand above the headings
_OMITTED = frozenset({"omitted", "omit", "supprimee", "supprime", "coupee", "coupe", "annulee", "cut", "deleted"})
_STATUS = {
    **dict.fromkeys(_OMITTED, "omitted"),
    **dict.fromkeys(("added", "ajoutee", "ajout", "new", "nouvelle", "rajoutee"), "added"),
    **dict.fromkeys(("unshot", "nontournee", "atourner", "notshot", "toshoot"), "unshot"),
    **dict.fromkeys(("", "active", "actif", "ok", "tournee", "shot", "done"), "active"),
}
_INSIDE = {"i": "INT", "int": "INT", "interieur": "INT", "e": "EXT", "ext": "EXT", "exterieur": "EXT"}
_BOTH = dict.fromkeys(("ie", "ei", "intext", "extint"), "INT/EXT")
# What Excel makes of 12/3: a day and a month, in letters or in figures.
_MONTH = r"(?:janv?|f[ée]vr?|feb|mars?|avr|apr|mai|may|juin|jun|juil|jul|ao[uû]t|aug|sept?|oct|nov|d[ée]c)[^\W\d_]*\.?"
_DATE = re.compile(
    rf"\d{{1,2}}[-. /]{_MONTH}(?:[-. /]\d{{2,4}})?|{_MONTH}-\d{{2,4}}|"
    r"\d{1,2}/\d{1,2}/\d{2,4}|\d{4}-\d{2}-\d{2}.*",
    re.IGNORECASE,
)
_MARK = re.compile(r"^(?:s[ée]quence|s[ée]q|sc[eè]ne|sc)[-. ]+(?=\S*\d)", re.IGNORECASE)
_ASIDE = re.compile(r"\s*[(\[]?\b([^\W\d_]{4,})\b[)\]]?\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneList:
    """The scenes in script order, how the file was read, and what a person should look at, one sentence each."""

    scenes: tuple[Scene, ...]
    encoding: str
    delimiter: str
    warnings: tuple[str, ...] = ()


def read_scenes(path: Path) -> SceneList:
    """The scene list at `path`: CSV with `;`, `,` or tab; headings in French or English, in any order.

    Labels come out as slates write them (`012 BIS` → `12bis`). Of two rows with one label the first is kept. Raises
    ReportError, with the line, when the file is no such list.
    """
    decoded = _text_of(path)
    delimiter, rows, start, where = _table(path, decoded)
    warnings: list[str] = []
    scenes: dict[tuple[str, str], Scene] = {}
    for line, row in rows[start + 1 :]:
        cells = {field: " ".join(row[at].split()) if at < len(row) else "" for field, at in where.items()}
        if not any(cells.values()):
            continue
        scene = _scene(cells, line, len(scenes), warnings)
        if scene is None:
            warnings.append(_("line {line}: no scene number, left out").format(line=line))
        elif (scene.ep, scene.label) in scenes:
            warnings.append(_("line {line}: scene {label} again, left out").format(line=line, label=scene.label))
        else:
            scenes[scene.ep, scene.label] = scene
    if decoded.guessed:
        warnings.append(_("the encoding, {encoding}, is a guess").format(encoding=decoded.encoding))
    return SceneList(
        scenes=tuple(scenes.values()), encoding=decoded.encoding, delimiter=delimiter, warnings=tuple(warnings)
    )


def _text_of(path: Path) -> Decoded:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise ReportError(_("cannot be read: {why}").format(why=error.strerror or error), path=str(path)) from error
    csv_please = _("save the list as CSV, best in UTF-8")
    for mark, kind in _NOT_TEXT:
        if data.startswith(mark):
            raise ReportError(_("is not CSV but {kind}").format(kind=kind), path=str(path), hint=csv_please)
    if len(data) > LARGEST:
        raise ReportError(_("is too large for a scene list"), path=str(path), hint=csv_please)
    decoded = decode(data)
    if not decoded.text.strip():
        raise ReportError(_("is empty"), path=str(path), hint=_("it should list the scenes, under headings"))
    if any(character < " " and character not in "\t\r\n\f\v\x1a" for character in decoded.text):
        raise ReportError(_("is no text"), path=str(path), hint=csv_please)
    return decoded


def _table(path: Path, decoded: Decoded) -> tuple[str, list[tuple[int, list[str]]], int, dict[str, int]]:
    """The delimiter, the rows with their lines, which of them holds the headings, and where each field stands."""
    best: tuple[int, str, int, dict[str, int]] = (0, ";", 0, {})
    for delimiter in DELIMITERS:
        for at, (_line, row) in zip(range(_HEADINGS_WITHIN), _rows(path, decoded.text, delimiter), strict=False):
            where = columns(row)
            if "scene" in where and len(where) > best[0]:
                best = (len(where), delimiter, at, where)
    found, delimiter, at, where = best
    if not found:
        line, headings = _first_row(path, decoded.text)
        raise ReportError(
            _("no column holds the scene number; the headings are: {headings}").format(headings=", ".join(headings)),
            path=str(path),
            line=line,
            hint=_("name a column Séquence, or Scene"),
        )
    return delimiter, list(_rows(path, decoded.text, delimiter, strict=True)), at, where


def _first_row(path: Path, text: str) -> tuple[int, list[str]]:
    """The first row that says something, taken apart by the delimiter that finds most in it."""
    firsts = [next((row for row in _rows(path, text, d) if any(row[1])), (1, [""])) for d in DELIMITERS]
    line, row = max(firsts, key=lambda first: len(first[1]))
    return line, [cell.strip() for cell in row if cell.strip()]


def _rows(path: Path, text: str, delimiter: str, *, strict: bool = False) -> Iterator[tuple[int, list[str]]]:
    """Each row with the line on which it begins, counted from 1."""
    lines = io.StringIO(text.removeprefix("\ufeff").rstrip("\x1a"), newline="")
    reader = csv.reader(lines, delimiter=delimiter, strict=strict)
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error as error:
        if strict:
            raise ReportError(
                _("the row that begins here is no CSV ({why})").format(why=error),
                path=str(path),
                line=line,
                hint=_('look for a quotation mark (") that is never closed'),
            ) from error


def _scene(cells: Mapping[str, str], line: int, order: int, warnings: list[str]) -> Scene | None:
    label, aside = _label(cells["scene"], line, warnings)
    if not label:
        return None
    said = [cells.get("status", ""), *(s for s in (aside, cells.get("slug", ""), cells.get("decor", "")) if _omits(s))]
    status = _status(said, line, warnings)
    return Scene(
        label=label,
        ep=re.sub(r"^(?:[ée]p(?:isode)?|e)?[. ]*", "", cells.get("ep", ""), flags=re.IGNORECASE),
        order=order,
        int_ext=_int_ext(cells.get("int_ext", "")),
        decor=cells.get("decor", ""),
        effect=cells.get("effect", ""),
        slug=cells.get("slug", ""),
        status=status,
        characters=tuple(
            dict.fromkeys(filter(None, map(str.strip, re.split(r"[,;/|+]", cells.get("characters", "")))))
        ),
    )


def _label(text: str, line: int, warnings: list[str]) -> tuple[str, str]:
    """The label as slates write it, and a word beside it (`12 OMITTED`)."""
    if _DATE.fullmatch(text):
        warnings.append(
            _("line {line}: {text} looks like a date that a spreadsheet made of a scene").format(line=line, text=text)
        )
        return text, ""
    text, aside = _MARK.sub("", text), ""
    if (match := _ASIDE.search(text)) and _omits(match[1]):
        text, aside = text[: match.start()], match[1]
    prefix, number, suffix = split_label(re.sub(r"(?<=\d)[.,]0+$", "", text))
    if number is None:
        return text, aside
    suffix = suffix.replace(" ", "")
    return f"{prefix}{number}{suffix.lower() if len(suffix) > 2 else suffix.upper()}", aside


def _omits(text: str) -> bool:
    return plain_heading(text) in _OMITTED


def _status(said: Sequence[str], line: int, warnings: list[str]) -> str:
    words = [plain_heading(one) for one in said]
    if not _OMITTED.isdisjoint(words):
        return "omitted"
    if words[0] not in _STATUS:
        warnings.append(_("line {line}: unknown status {status}").format(line=line, status=repr(said[0])))
    return _STATUS.get(words[0], "active")


def _int_ext(text: str) -> str:
    word = plain_heading(text)
    return _INSIDE.get(word) or _BOTH.get(word) or text
