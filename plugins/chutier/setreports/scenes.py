"""The scene list: which scenes the script has, in its order, with their sets."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from chutier.errors import UsageError
from chutier.i18n import _
from chutier.model import Scene
from chutier.setreports.text import decoded

LARGEST = 20 * 1024 * 1024

HEADERS: Mapping[str, tuple[str, ...]] = {
    "label": ("sequence", "seq", "scene", "sc", "n", "no", "num", "numero", "scene number", "scene no", "n sequence"),
    "ep": ("episode", "ep", "epi"),
    "decor": ("decor", "set", "location set", "lieu de l action", "set name"),
    "int_ext": ("i e", "int ext", "int/ext", "ie", "interieur exterieur"),
    "effect": ("effet", "day night", "d n", "j n", "jour nuit", "time", "time of day"),
    "slug": ("intitule", "slug", "slugline", "titre", "title", "heading"),
    "status": ("statut", "status", "etat"),
    "characters": ("personnages", "characters", "cast", "roles"),
}
"""Field to the headers that mean it, folded: no accents, no capitals, no punctuation."""

STATUSES: Mapping[str, str] = {
    "omitted": "omitted", "omise": "omitted", "supprimee": "omitted", "supprime": "omitted", "coupee": "omitted",
    "added": "added", "ajoutee": "added", "unshot": "unshot", "non tournee": "unshot", "a tourner": "unshot",
}  # fmt: skip

_EXCEL_DATE = re.compile(r"\d{1,2}[-/ ][^\W\d]{3,5}\.?([-/ ]\d{2,4})?|\d{1,2}/\d{1,2}/\d{2,4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneList:
    """The scenes in script order, how the file was read, and what a person should look at."""

    scenes: tuple[Scene, ...]
    encoding: str = ""
    delimiter: str = ""
    warnings: tuple[str, ...] = ()


def read_scenes(path: Path) -> SceneList:
    """The scene list in the CSV or TSV file at `path`; headers in French or English, in any order.

    Raises UsageError when the file cannot be read as one, naming the columns that were seen.
    """
    text, encoding = decoded(_bytes(path))
    if "\x00" in text[:4096]:
        raise UsageError(_("this is not a text file"), path=str(path), hint=_("save the scene list as CSV"))
    delimiter = _delimiter(text)
    rows = list(_rows(text, delimiter))
    header_line, columns = _header(rows, path)
    warnings: list[str] = []
    if encoding not in ("utf-8", "utf-16"):
        warnings.append(_("{path}: read as {encoding}").format(path=path.name, encoding=encoding))
    scenes = _scenes(rows[header_line + 1 :], columns, path.name, warnings)
    return SceneList(scenes=tuple(scenes), encoding=encoding, delimiter=delimiter, warnings=tuple(warnings))


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise UsageError(_("too large for a scene list"), path=str(path))
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(_("cannot be read: {why}").format(why=error.strerror or error), path=str(path)) from error
    if not data.strip():
        raise UsageError(_("the scene list is empty"), path=str(path))
    return data


def _delimiter(text: str) -> str:
    head = "\n".join(text.splitlines()[:5])
    return max(";\t,", key=head.count)


def _rows(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line of the file on which each begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            line = reader.line_num + 1
            continue
        yield line, [unicodedata.normalize("NFC", cell).strip() for cell in row]
        line = reader.line_num + 1


def _fold(text: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9/]+", " ", bare).strip()


def _header(rows: Sequence[tuple[int, list[str]]], path: Path) -> tuple[int, dict[str, int]]:
    """The first row, of the first ten, that names the scene; and where each field stands in it."""
    meanings = {word: field for field, words in HEADERS.items() for word in words}
    for index, (_line, cells) in enumerate(rows[:10]):
        columns: dict[str, int] = {}
        for place, cell in enumerate(cells):
            if field := meanings.get(_fold(cell)):
                columns.setdefault(field, place)
        if "label" in columns:
            return index, columns
    seen = ", ".join(cell for cell in (rows[0][1] if rows else []) if cell)[:200]
    raise UsageError(
        _("no column says which scene; seen: {columns}").format(columns=seen or "-"),
        path=str(path),
        line=1,
        hint=_("name one column séquence or scene"),
    )


def _scenes(
    rows: Sequence[tuple[int, list[str]]], columns: Mapping[str, int], name: str, warnings: list[str]
) -> Iterator[Scene]:
    seen: dict[tuple[str, str], int] = {}
    order = 0
    for line, cells in rows:
        found = {field: cells[place] for field, place in columns.items() if place < len(cells) and cells[place]}
        label = found.get("label", "")
        if not label:
            continue
        if _EXCEL_DATE.fullmatch(label):
            warnings.append(
                _("{file}, line {line}: {label} looks like a scene that a spreadsheet made a date of").format(
                    file=name, line=line, label=label
                )
            )
        key = (found.get("ep", ""), label.casefold())
        if key in seen:
            warnings.append(
                _("{file}, line {line}: scene {label} stands on line {first} already").format(
                    file=name, line=line, label=label, first=seen[key]
                )
            )
            continue
        seen[key] = line
        order += 1
        yield _scene(found, label, order)


def _scene(found: Mapping[str, str], label: str, order: int) -> Scene:
    status = STATUSES.get(_fold(found.get("status", "")), "active")
    texts = " ".join(found.get(field, "") for field in ("decor", "slug"))
    if re.search(r"\b(?:OMITTED|OMISE|SUPPRIM[ÉE]E?)\b", texts.upper()):
        status = "omitted"
    return Scene(
        label=label,
        ep=found.get("ep", ""),
        order=order,
        int_ext=found.get("int_ext", ""),
        decor=found.get("decor", ""),
        effect=found.get("effect", ""),
        slug=found.get("slug", ""),
        status=status,
        characters=tuple(part.strip() for part in re.split(r"[,/+]", found.get("characters", "")) if part.strip()),
    )
