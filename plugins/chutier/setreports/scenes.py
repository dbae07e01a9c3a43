"""Scene lists: a table of the script's scenes, in script order, as a spreadsheet or a scheduling program saves it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from chutier.errors import ReportError
from chutier.i18n import _
from chutier.model import Scene
from chutier.setreports.headings import columns, plain_heading
from chutier.setreports.opening import bytes_of, open_sheets
from chutier.setreports.sheet import Sheet
from chutier.slate import split_label

_SCREENPLAYS = frozenset({".fdx", ".fountain", ".spmd"})
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
    """The scene list at `path`: CSV with `;`, `,` or tab, or a workbook, headings in French or English, in any order;
    or the script itself, as Final Draft (.fdx) or Fountain.

    Labels come out as slates write them (`012 BIS` → `12bis`). Of two rows with one label the first is kept. Raises
    ReportError, with the line, when the file is no such list.
    """
    if path.suffix.lower() in _SCREENPLAYS:
        from chutier.setreports.screenplay import read_screenplay

        return read_screenplay(path)
    sheet, start, where = _table(path)
    warnings: list[str] = []
    scenes: dict[tuple[str, str], Scene] = {}
    for row in sheet.rows[start + 1 :]:
        texts, line = row.texts(), row.line
        cells = {field: texts[at] if at < len(texts) else "" for field, at in where.items()}
        if not any(cells.values()):
            continue
        scene = _scene(cells, line, len(scenes), warnings)
        if scene is None:
            warnings.append(_("line {line}: no scene number, left out").format(line=line))
        elif (scene.ep, scene.label) in scenes:
            warnings.append(_("line {line}: scene {label} again, left out").format(line=line, label=scene.label))
        else:
            scenes[scene.ep, scene.label] = scene
    return SceneList(
        scenes=tuple(scenes.values()), encoding=sheet.encoding, delimiter=sheet.delimiter,
        warnings=(*warnings, *sheet.warnings),
    )  # fmt: skip


def _table(path: Path) -> tuple[Sheet, int, dict[str, int]]:
    """The sheet in which most is understood, which of its rows holds the headings, and where each field stands."""
    data = bytes_of(path)
    sheets = [sheet for sheet in open_sheets(path, data) if sheet.rows]
    best: tuple[int, Sheet | None, int, dict[str, int]] = (0, None, 0, {})
    for sheet in sheets:
        for at, row in enumerate(sheet.rows[:_HEADINGS_WITHIN]):
            where = columns(row.texts())
            if "scene" in where and len(where) > best[0]:
                best = (len(where), sheet, at, where)
    _found, sheet_of, at, where = best
    if sheet_of is not None:
        return sheet_of, at, where
    first = sheets[0].rows[0] if sheets else None
    headings = [text for text in first.texts() if text] if first else []
    raise ReportError(
        _("no column holds the scene number; the headings are: {headings}").format(headings=", ".join(headings)),
        path=str(path),
        line=first.line if first else None,
        hint=_("name a column Séquence, or Scene"),
    )


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
