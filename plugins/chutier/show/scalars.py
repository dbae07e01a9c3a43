"""One value's text into what it means, or the reason why it means nothing: a reader for each kind of Scalar."""

import difflib
import re
from collections.abc import Callable, Collection, Mapping
from datetime import date

from chutier.errors import TimecodeError
from chutier.fields import ALIASES, FIELDS, canonical
from chutier.i18n import _
from chutier.timecode import parse_rate

COLORS = (
    "orange", "apricot", "yellow", "lime", "olive", "green", "teal", "navy", "blue", "purple", "violet", "pink",
    "tan", "beige", "brown", "chocolate", "cyan", "magenta", "mint", "lavender", "rose", "gray", "white", "black",
)  # fmt: skip
"""The sixteen clip colours of DaVinci Resolve and the ones that other programs add, without red: in Media Composer red
means that media is offline."""

MORE_COLUMNS = ("end", "duration", "tape", "source_file", "fps")
"""Columns that come from the media and are no editorial field."""

YES = ("true", "yes", "on", "oui", "vrai")
NO = ("false", "no", "off", "non", "faux")
_FRENCH_COLORS = {
    "rouge": "red", "vert": "green", "bleu": "blue", "jaune": "yellow", "noir": "black", "blanc": "white",
    "rose": "pink", "gris": "gray", "grey": "gray", "marron": "brown", "violette": "violet",
}  # fmt: skip


class Wrong(Exception):
    """The text does not mean anything of its kind: a sentence, and what was perhaps meant."""

    def __init__(self, message: str, suggestion: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.suggestion = suggestion


def did_you_mean(word: str, known: Collection[str]) -> str:
    """`did you mean …?`, or the few words there are, or nothing."""
    lower = {name.lower(): name for name in known}
    close = difflib.get_close_matches(word.lower(), lower, n=1, cutoff=0.6)
    if close:
        return _("did you mean {word}?").format(word=lower[close[0]])
    return _("known: {words}").format(words=", ".join(known)) if 0 < len(known) <= 24 else ""


def whole(text: str) -> int:
    """A whole number; `010` is ten."""
    if not re.fullmatch(r"-?\d{1,9}", text.strip()):
        raise Wrong(_("{text} is not a whole number").format(text=repr(text)))
    return int(text)


def flag(text: str) -> bool:
    """true or false, with the words of both languages."""
    if text.lower() in YES:
        return True
    if text.lower() in NO:
        return False
    raise Wrong(_("{text} is neither true nor false").format(text=repr(text)), _("write true or false"))


def rate(text: str) -> object:
    """A frame rate, by chutier.timecode.parse_rate."""
    try:
        return parse_rate(text)
    except TimecodeError as error:
        raise Wrong(error.message, error.hint) from error


def timecode(text: str) -> str:
    """The shape of a timecode; whether the label exists depends on the rate."""
    if not re.fullmatch(r"\d\d:[0-5]\d:[0-5]\d[:;.,]\d{2,3}", text.strip()):
        raise Wrong(
            _("{text} is not a timecode").format(text=repr(text)),
            _("write it HH:MM:SS:FF, or HH:MM:SS;FF for drop frame"),
        )
    return text.strip()


def calendar(text: str) -> date:
    """A date, year first, so that nobody mistakes the month for the day."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise Wrong(_("{text} is not a date").format(text=repr(text)), _("write it YYYY-MM-DD: 2026-05-12")) from error


def raster(text: str) -> tuple[int, int]:
    """Width and height of the picture."""
    match = re.fullmatch(r"([1-9]\d{1,4})\s*[x×X*]\s*([1-9]\d{1,4})", text.strip())
    if not match:
        raise Wrong(_("{text} is not a picture size").format(text=repr(text)), _("write it 1920x1080"))
    return int(match[1]), int(match[2])


def color(text: str) -> str:
    """A colour for clips and bins. Red is refused."""
    word = _FRENCH_COLORS.get(text.lower(), text.lower())
    if word == "red":
        raise Wrong(
            _("red means offline media in Media Composer and is never a colour here"),
            _("take another one, such as orange or magenta"),
        )
    if text in COLORS:
        return text
    known = [word] if word in COLORS else COLORS
    suggestion = _("did you mean {word}?").format(word=word) if word in COLORS else did_you_mean(text, known)
    raise Wrong(_("{text} is not a colour").format(text=repr(text)), suggestion)


def fields_and(text: str, more: Collection[str] = ()) -> str:
    """The canonical name of a field, or one of `more`."""
    if text in more:
        return text
    name = canonical(text)
    if name is None:
        raise Wrong(_("{text} is not a field").format(text=repr(text)), did_you_mean(text, [*FIELDS, *ALIASES, *more]))
    return name


def column(text: str) -> str:
    """A column of a bin: a field, or what the media says."""
    return fields_and(text, MORE_COLUMNS)


def order(text: str) -> str:
    """What a sequence is sorted by: a field, `time` of shooting among them."""
    return fields_and(text, ("time",))


def words(text: str) -> str:
    """Any text but none."""
    if not text.strip():
        raise Wrong(_("text is expected here"))
    return text


READERS: Mapping[str, Callable[[str], object]] = {
    "text": words,
    "whole": whole,
    "flag": flag,
    "rate": rate,
    "timecode": timecode,
    "date": calendar,
    "raster": raster,
    "color": color,
    "order": order,
    "column": column,
}
"""Kinds whose text means something by itself. `choice`, `rule`, `expr` and `bin_color` are read by validation."""
