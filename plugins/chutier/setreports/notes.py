"""From the rows of a sheet to notes: each line's slate read by the show's system, its verdict, the clips it names."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from chutier.errors import SlateError
from chutier.fields import FieldValue
from chutier.i18n import _, ngettext
from chutier.setreports.dates import date_of, day_number, slate_again
from chutier.setreports.families import Family
from chutier.setreports.headings import plain_heading
from chutier.setreports.note import Note, PaperKind
from chutier.setreports.sheet import Cell, Row
from chutier.setreports.verdicts import holds_word, is_true, take_of, verdict_of
from chutier.slate import Slate, SlateRules, fields_of, parse_slate

_CLIP_WORD = re.compile(r"[A-Z]{1,2}_?\d{3,4}_?[CS]\d{3,4}\w*|.+\.[A-Za-z0-9]{2,4}", re.IGNORECASE)
"""A012C003, A_0001C003_…, or anything with a file's ending."""
_CLIP_NUMBER = re.compile(r"[CS]?0*(\d{1,4})", re.IGNORECASE)
_TOKEN = re.compile(r"(?=.*\d)[\w.-]{3,}")
_ONE_FILE = re.compile(r"[^,;]+\.[A-Za-z0-9]{2,4}")
"""One file's name or path, blanks and all (`AT1254==12 3 t2==_1.wav`)."""
_ROLL_WORD = re.compile(r"[A-Z]{1,3}_?\d{1,4}\w*", re.IGNORECASE)
_APART = re.compile(r"[\s,;/+&]+")
_CAMERA_WORDS = frozenset({"CAM", "CAMERA", "CAMÉRA", "ET", "AND"})
_SILENT = ("mos", "muet", "muette")
_WILD = ("ss", "wt", "wild", "seul")
_TEXTS = ("shot_size", "lens", "unit", "description", "comments")


@dataclass(slots=True)
class NoteReader:
    """Reads the rows of one table. `columns` says which column holds what, `verdicts` are the show's words for it."""

    rules: SlateRules
    family: Family
    columns: Mapping[str, int]
    verdicts: Mapping[str, str]
    warnings: list[str] = field(default_factory=list)
    inherited: int = 0
    _above: dict[str, Cell] = field(default_factory=dict)

    def read(self, rows: Sequence[Row], headings: Sequence[str]) -> Iterator[Note]:
        """The notes of `rows`; lines that repeat the headings, or that say nothing of a take, are passed over."""
        plain = [plain_heading(one) for one in headings]
        for row in rows:
            if [plain_heading(one) for one in row.texts()] == plain:
                continue
            note = self._note(row)
            if note is not None:
                yield note
        if self.inherited:
            text = ngettext(
                "{n} line has no slate of its own and takes that of the line above",
                "{n} lines have no slate of their own and take that of the line above", self.inherited,
            )  # fmt: skip
            self.warnings.append(text.format(n=self.inherited))

    def _note(self, row: Row) -> Note | None:
        cells = {name: row.cells[at] for name, at in self.columns.items() if at < len(row.cells)}
        texts = {name: " ".join(str(cell).split()) for name, cell in cells.items()}
        self._look_for_formulas(row, texts)
        take, marked = take_of(texts.get("take", ""))
        slate, scene, setup, repaired = self._slate_cells(cells, texts, row.line, bool(take))
        media, rolls = _recordings(texts, self.family)
        if not (slate or scene or setup) and not media:
            return None
        written, read, refused = self._read(texts.get("ep", ""), slate, scene, setup, take)
        said = dict(fields_of(read, self.rules)) if read else _as_it_stands(slate or scene, take)
        if read and scene and "scene" not in said:
            said["scene"] = scene
        cams = _cameras(texts.get("cams", "")) or _names(said.pop("cams", ()))
        self._say_more(said, cells, texts, marked)
        sound = texts.get("sound_roll", "")
        return Note(
            line=row.line, written=written, said=said, refused=refused, cams=cams,
            media=media, rolls=rolls, sound_roll=sound if _ROLL_WORD.fullmatch(sound) else "",
            start=texts.get("start", ""), repaired=repaired,
        )  # fmt: skip

    def _slate_cells(
        self, cells: Mapping[str, Cell], texts: Mapping[str, str], line: int, has_take: bool
    ) -> tuple[str, str, str, str]:
        """Slate, scene and setup as written (the slate's cell made whole again), and what a spreadsheet had made."""
        for name in ("slate", "scene", "setup"):
            if texts.get(name):
                self._above.update({one: cells.get(one, "") for one in ("slate", "scene", "setup")})
                break
        else:
            if has_take and self._above and self.family.kind is PaperKind.SCRIPT:
                self.inherited += 1
                cells = {**cells, **self._above}
        repaired = ""
        found = {name: " ".join(str(cells.get(name, "")).split()) for name in ("slate", "scene", "setup")}
        for name in ("slate", "scene"):
            again = slate_again(cells.get(name, ""), self.rules)
            if again is None:
                continue
            repaired = found[name]
            self.warnings.append(
                _("line {line}: {text} is a date that a spreadsheet made; read as {slate}").format(
                    line=line, text=found[name], slate=again
                )
            )
            found["slate"], found[name if name != "slate" else "scene"] = again, ""
        return found["slate"], found["scene"], found["setup"], repaired

    def _read(self, ep: str, slate: str, scene: str, setup: str, take: str) -> tuple[str, Slate | None, str]:
        """The slate as one would write it, what it says, and why it says nothing."""
        tried = [text for text in _spellings(self.rules, ep, slate, scene, setup, take) if text]
        if not tried:
            return "", None, ""
        refused = ""
        for text in tried:
            try:
                read = parse_slate(text, self.rules)
            except SlateError as error:
                refused = refused or error.message
                continue
            if not take or read.take is not None:
                return text, read, ""
        return tried[0], None, refused or _("the take is missing")

    def _say_more(
        self, said: dict[str, FieldValue], cells: Mapping[str, Cell], texts: Mapping[str, str], marked: bool
    ) -> None:
        """Verdict, day, remarks: what stands beside the slate."""
        rest = ""
        if "circled" in texts or marked:
            circled, status, rest = verdict_of(texts.get("circled", ""), self.verdicts)
            said["circled"] = circled or marked
            if status:
                said["status"] = status
        if (day := day_number(cells.get("day", ""))) is not None:
            said["day"] = day
        order = self.family.dates or ("mdy" if self.rules.system == "us" else "dmy")
        if (on := date_of(cells.get("date", ""), order)) is not None:
            said["date"] = on
        for name in _TEXTS:
            if texts.get(name):
                said[name] = texts[name]
        if rest:
            said["comments"] = f"{said['comments']} · {rest}" if "comments" in said else rest
        if holds_word(texts.get("sound_roll", ""), _SILENT) or is_true(texts.get("mos", "")):
            said["mos"] = True
        if is_true(texts.get("wild", "")) or holds_word(texts.get("wild", ""), _WILD):
            said["wild"] = True

    def _look_for_formulas(self, row: Row, texts: Mapping[str, str]) -> None:
        for name, text in texts.items():
            if text.startswith("=") and name not in ("comments", "description"):
                self.warnings.append(
                    _("line {line}: {text} is a formula, not what it yields: export the values").format(
                        line=row.line, text=text[:40]
                    )
                )


def _spellings(rules: SlateRules, ep: str, slate: str, scene: str, setup: str, take: str) -> Iterator[str]:
    """Ways of writing the slate out of its cells, the likeliest first."""
    sign = "/" if rules.system == "fr" else ""
    body = slate or (f"{scene}{sign}{setup}" if scene and setup else scene or setup)
    bodies = [f"{ep}-{body}", body] if ep and rules.system == "us" and body else [body]
    number, _space, mark = take.partition(" ")
    for one in bodies:
        if not one:
            continue
        if take:
            yield f"{one}-{number} {mark}".strip()
            yield f"{one}{number} {mark}".strip()
            yield f"{one} {number} {mark}".strip()
        yield one


def _as_it_stands(scene: str, take: str) -> dict[str, FieldValue]:
    """What a slate says that the show's system refuses: its text, for a person to look at."""
    said: dict[str, FieldValue] = {"scene": scene} if scene else {}
    if scene and take.isdecimal():
        said["take"] = int(take)
    return said


def _recordings(texts: Mapping[str, str], family: Family) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The clips or files that a line names, and the cards."""
    rolls, media = [], []
    for word in _APART.split(texts.get("rolls", "")):
        if _CLIP_WORD.fullmatch(word):
            media.append(word)
        elif _ROLL_WORD.fullmatch(word):
            rolls.append(word)
    named = texts.get("media", "")
    words = [word for word in _APART.split(named) if word]
    if not _ONE_FILE.fullmatch(named) and all(_TOKEN.fullmatch(word) for word in words):
        numbers = [_CLIP_NUMBER.fullmatch(word) for word in words]
        media += [word for word, number in zip(words, numbers, strict=True) if not number]
        media += [f"{rolls[0]}C{int(number[1]):03}" for number in numbers if number and len(rolls) == 1]
    elif named and (family.kind is not PaperKind.SCRIPT or _ONE_FILE.fullmatch(named)):
        media.append(named)
    if texts.get("sound_file"):
        media.append(texts["sound_file"])
    return tuple(dict.fromkeys(media)), tuple(dict.fromkeys(rolls))


def _cameras(text: str) -> tuple[str, ...]:
    """`A`, `AB`, `A+B`, `A, B`, `cam A` as letters; anything longer is the make of a camera and no letter."""
    words = [word for word in _APART.split(text.upper()) if word and word not in _CAMERA_WORDS]
    letters = "".join(words)
    if not (letters.isalpha() and letters.isascii()) or len(letters) > 6 or len(set(letters)) < len(letters):
        return ()
    return tuple(letters)


def _names(value: FieldValue) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
