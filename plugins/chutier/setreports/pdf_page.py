"""What is printed on the pages of a PDF: words in lines, and ruled lines. Read through pdfium, which is fast.

All places are in points from the top left corner of the page as one looks at it.
"""

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

_THIN = 2.0
"""Points; a filled box that is thinner is a ruled line."""

_MARGIN = 20.0
"""Points; a letter whose foot is further outside the page cannot be seen."""

_RECTANGLE = range(4, 7)  # segments of a closed path
_LINE = 2
_WHOLE_PAGE = 0.9  # of its width and height: a background, not a frame


@dataclass(frozen=True, slots=True)
class Word:
    """Letters without a blank between them, from `left` to `right`."""

    left: float
    right: float
    text: str

    @property
    def middle(self) -> float:
        """Half way, which tells the column even when a word is wider than its cell."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Line:
    """The words on one line from left to right; `base` is its foot, `height` that of its letters."""

    base: float
    height: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """The words, with one blank between them."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line: `at` is its y when it lies and its x when it stands, and it goes from `start` to `end`."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page, `number` from 1."""

    number: int
    width: float
    lines: tuple[Line, ...]
    lying: tuple[Rule, ...]
    standing: tuple[Rule, ...]


_Turn = tuple[float, float, float, float, float, float]
_Letter = tuple[float, float, float, float, str]  # foot, left, right, height, letter


def page_of(page: Any, number: int, raw: Any) -> Page:
    """What is printed on `page`, a PdfPage; `raw` is pdfium's own interface (pypdfium2.raw)."""
    width, height = page.get_size()
    turn = _turn(page, raw)
    textpage = page.get_textpage()
    try:
        letters = [
            letter for letter in _letters(textpage.raw, turn, raw)
            if letter[1] < width and letter[2] > 0 and -_MARGIN < letter[0] < height + _MARGIN
        ]  # fmt: skip
    finally:
        textpage.close()
    lying, standing = _rules(page, turn, width, height, raw)
    return Page(number, width, tuple(_lines(letters)), tuple(lying), tuple(standing))


def _turn(page: Any, raw: Any) -> _Turn:
    """From pdfium's page space (y upwards, as before /Rotate) to the page as one looks at it."""
    left, bottom, right, top = page.get_bbox()
    return {
        90: (0, 1, 1, 0, -bottom, -left),
        180: (-1, 0, 0, 1, right, -bottom),
        270: (0, -1, -1, 0, top, right),
    }.get(page.get_rotation(), (1, 0, 0, -1, -left, top))


def _letters(textpage: Any, turn: _Turn, raw: Any) -> Iterator[_Letter]:
    a, b, c, d, e, f = turn
    box = raw.FS_RECTF()
    x, y = ctypes.c_double(), ctypes.c_double()
    box_at, x_at, y_at = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    unicode, loose, origin = raw.FPDFText_GetUnicode, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharOrigin
    for at in range(raw.FPDFText_CountChars(textpage)):
        code = unicode(textpage, at)
        # pdfium makes up blanks and line ends of its own; those of the file tell no more than the gaps between letters.
        if code <= 32 or code == 160 or 0xFFFE <= code <= 0xFFFF or code > 0x10FFFF or 0xD800 <= code < 0xE000:
            continue
        if not loose(textpage, at, box_at) or not origin(textpage, at, x_at, y_at):
            continue
        left, right = a * box.left + c * box.bottom + e, a * box.right + c * box.top + e
        top, bottom = b * box.left + d * box.top + f, b * box.right + d * box.bottom + f
        base = b * x.value + d * y.value + f
        yield base, min(left, right), max(left, right), abs(bottom - top), chr(code)


def _lines(letters: list[_Letter]) -> Iterator[Line]:
    letters.sort()
    begin = 0
    for at in range(1, len(letters) + 1):
        if at == len(letters) or letters[at][0] - letters[at - 1][0] > 0.25 * letters[at - 1][3]:
            line = sorted(letters[begin:at], key=lambda letter: letter[1])
            yield Line(line[0][0], max(letter[3] for letter in line), tuple(_words(line)))
            begin = at


def _words(letters: Sequence[_Letter]) -> Iterator[Word]:
    """Letters in words. A blank is a fourth of the height and more; letters stand closer than a sixth."""
    _base, left, right, height, text = letters[0]
    for _base, next_left, next_right, next_height, letter in letters[1:]:
        if next_left - right > 0.15 * min(height, next_height):
            yield Word(left, right, text)
            left, text = next_left, ""
        elif text[-1:] == letter and next_left - left < 0.3 * (right - left) and len(text) == 1:
            continue  # printed twice to look bold
        text += letter
        right, height = max(right, next_right) if text[:-1] else next_right, next_height
    yield Word(left, right, text)


def _rules(page: Any, turn: _Turn, width: float, height: float, raw: Any) -> tuple[list[Rule], list[Rule]]:
    lying: list[Rule] = []
    standing: list[Rule] = []
    for one, two in _strokes(page, turn, width, height, raw):
        (x, y), (u, v) = min(one, two), max(one, two)
        if abs(x - u) <= _THIN / 2 < abs(y - v):
            standing.append(Rule((x + u) / 2, min(y, v), max(y, v)))
        elif abs(y - v) <= _THIN / 2 < abs(x - u):
            lying.append(Rule((y + v) / 2, x, u))
    return lying, standing


_Point = tuple[float, float]


def _strokes(page: Any, turn: _Turn, width: float, height: float, raw: Any) -> Iterator[tuple[_Point, _Point]]:
    a, b, c, d, e, f = turn
    bounds = [ctypes.c_float() for _side in range(4)]
    places = [ctypes.byref(bound) for bound in bounds]
    for at in range(raw.FPDFPage_CountObjects(page.raw)):
        item = raw.FPDFPage_GetObject(page.raw, at)
        if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_PATH:
            continue
        segments = raw.FPDFPath_CountSegments(item)
        if segments > _RECTANGLE[-1]:
            yield from _long_path(item, segments, turn, raw)
            continue
        if not raw.FPDFPageObj_GetBounds(item, *places):
            continue
        left, bottom, right, top = (bound.value for bound in bounds)
        x, y, u, v = (
            a * left + c * top + e,
            b * left + d * top + f,
            a * right + c * bottom + e,
            b * right + d * bottom + f,
        )
        x, u, y, v = min(x, u), max(x, u), min(y, v), max(y, v)
        if u - x > _WHOLE_PAGE * width and v - y > _WHOLE_PAGE * height:
            continue
        if u - x <= _THIN:
            yield ((x + u) / 2, y), ((x + u) / 2, v)
        elif v - y <= _THIN:
            yield (x, (y + v) / 2), (u, (y + v) / 2)
        elif segments in _RECTANGLE:
            yield from (((x, y), (u, y)), ((x, v), (u, v)), ((x, y), (x, v)), ((u, y), (u, v)))


def _long_path(item: Any, segments: int, turn: _Turn, raw: Any) -> Iterator[tuple[_Point, _Point]]:
    """The straight strokes of a path that draws a whole grid."""
    own = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, ctypes.byref(own))
    a, b, c, d, e, f = turn
    x, y = ctypes.c_float(), ctypes.c_float()
    x_at, y_at = ctypes.byref(x), ctypes.byref(y)
    before: _Point | None = None
    first: _Point | None = None
    for at in range(segments):
        segment = raw.FPDFPath_GetPathSegment(item, at)
        raw.FPDFPathSegment_GetPoint(segment, x_at, y_at)
        u, v = own.a * x.value + own.c * y.value + own.e, own.b * x.value + own.d * y.value + own.f
        now = (a * u + c * v + e, b * u + d * v + f)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = now
        elif kind == raw.FPDF_SEGMENT_LINETO and before:
            yield before, now
        if first and raw.FPDFPathSegment_GetClose(segment):
            yield now, first
        before = now
