"""Sluglines: the heading of a scene in a script, English or French, taken apart."""

import re
from dataclasses import dataclass, field

from chutier.setreports.headings import plain_heading

_LONG = r"INT(?:[ÉE]RIEUR|ERIOR)?|EXT(?:[ÉE]RIEUR|ERIOR)?"
_PLACE = re.compile(
    rf"(?:(?P<one>{_LONG})\.?\s?[/&+-]\s?(?P<two>{_LONG})\b\.?|(?P<both>I\.?\s?/\s?E|E\.?\s?/\s?I)\b\.?|"
    rf"(?P<only>{_LONG})(?:\.|\b)|(?P<est>EST)\.)(?![^\W_])",
    re.IGNORECASE,
)
_NUMBER = r"[^\W\d_]{0,3}\d{1,4}(?:\s?(?:bis|ter|quater)|[A-Z]{1,3})?(?![^\W\d_])"
_LEADING_NUMBER = re.compile(
    rf"(?:(?:S[ÉE]QUENCE|S[ÉE]Q|SC[ÈE]NE|SC)\b[.\s]*(?:N°\s*)?)?(?P<number>{_NUMBER})\s*[-–—.:)/]*\s+(?=\D)",
    re.IGNORECASE,
)
_TRAILING_NUMBER = re.compile(r"\s*#\s*([^#\n]{1,20}?)\s*#\s*$")
_MARK = re.compile(r"^(?:S[ÉE]QUENCE|S[ÉE]Q|SC[ÈE]NE|SC)\b[.\s]*(?:N°\s*)?", re.IGNORECASE)
_DASH = re.compile(r"\s+[-–—]+\s*|\s*[-–—]+\s+|\s*[–—]\s*")
_BLANKS = " \t.,:;/-–—"

_TIMES = (
    "jour|nuit|soir|soirée|matin|matinée|aube|aurore|crépuscule|midi|minuit|après-midi|journée|couchant|continu|"
    "plus tard|même temps|day|night|dawn|dusk|morning|evening|afternoon|noon|midnight|sunset|sunrise|twilight|"
    "continuous|later|same|same time|moments later|magic hour|golden hour"
)
_AROUND = (
    "fin de|début de|fin d'|fin d’|petit|tombée de la|tombée du|lever du|coucher de|coucher du|late|early|pre-?|before|"
    "avant l'|avant l’|entre chien et|l'|l’|the"
)
_EFFECT = rf"(?:(?:{_AROUND})\s*)*(?:{_TIMES}|soleil|loup)\b"
_IS_EFFECT = re.compile(
    rf"{_EFFECT}(?:\W+(?:\w+\W+){{0,2}}\w*\W*)?|(?:\w+\W+){{1,3}}(?:night|day|jour|nuit)\W*", re.IGNORECASE
)
_EFFECT_FIRST = re.compile(
    rf"(?:(?P<slash>/)|)\s*(?P<effect>{_EFFECT})(?:\s*[-–—./:]+\s*|\s+)(?P<rest>.+)", re.IGNORECASE
)
_EFFECT_LAST = re.compile(
    rf"(?P<rest>.+?)\s*(?:[/.,(-])\s*(?P<effect>{_EFFECT}(?:/{_EFFECT})?[^/.,()]*)\)?", re.IGNORECASE
)
_EFFECT_BARE = re.compile(
    r"(?P<rest>.*[^\W\d_]+(?<!\bDE)(?<!\bLA)(?<!\bLE)(?<!\bDU)(?<!\bOF)(?<!\bTHE)(?<!\bUNE))\s+(?P<effect>JOUR|NUIT|DAY|NIGHT)|"
    r"(?P<first>JOUR|NUIT)\s+(?P<then>.+)"
)
_OMITTED = frozenset({"omitted", "omit", "supprimee", "supprime", "coupee", "annulee", "omise"})
_OMITTED_BESIDE = re.compile(r"[\s(\[–—-]*\b[^\W\d_]{4,}\)?\]?\s*$")
_LONGEST = 300
"""Characters; no heading is longer, and a paragraph that a program took for one must not slow us down."""


@dataclass(slots=True, kw_only=True)
class ScriptScene:
    """One scene as a script writes it: on which line, its heading, the number and the title that the program keeps, who
    speaks in it, in that order."""

    line: int
    heading: str
    number: str = ""
    title: str = ""
    speakers: list[str] = field(default_factory=list)

    def hear(self, cue: str) -> None:
        """Add who speaks, as the cue names them: without (V.O.), (CONT'D) and the sign of dual dialogue."""
        name = " ".join(re.sub(r"\([^()]*\)?", " ", cue).strip(" ^@*_:").split())
        if name and name.casefold() not in (known.casefold() for known in self.speakers):
            self.speakers.append(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Slugline:
    """A heading taken apart; what it does not say is empty. `text` is the whole of it without the number."""

    text: str
    number: str = ""
    int_ext: str = ""
    decor: str = ""
    effect: str = ""
    omitted: bool = False


def begins_scene(line: str) -> bool:
    """Whether a line of a script begins like a heading: INT, EXT, EST., I/E, perhaps after the scene's number; or says
    that a scene is omitted."""
    text = _TRAILING_NUMBER.sub("", line[:_LONGEST]).strip("*_ ")
    if found := _LEADING_NUMBER.match(text):
        text = text[found.end() :]
    place = _PLACE.match(text)
    if place and (text.isupper() or len(place["only"] or "") <= 3):
        return True
    return text.isupper() and plain_heading(_MARK.sub("", text)) in _OMITTED


def slugline(heading: str) -> Slugline:
    """The parts of a heading: `12. INT. CUISINE - JOUR` is number 12, INT, CUISINE, JOUR; so is `INT. JOUR - CUISINE
    #12#`; `INT./JOUR CUISINE` and `CUISINE - INT. JOUR` say the same without a number."""
    text = " ".join(heading.split())[:_LONGEST]
    number = ""
    if found := _TRAILING_NUMBER.search(text):
        number, text = found[1], text[: found.start()]
    text = text.strip("*_ ")
    if found := _LEADING_NUMBER.match(text):
        rest = text[found.end() :]
        if _PLACE.match(rest) or _omitted(rest) or found[0].strip() != found["number"]:
            number, text = number or found["number"], rest
    int_ext, rest = _place(text)
    omitted = _omitted(text)
    decor, effect = _effect(_OMITTED_BESIDE.sub("", rest) if omitted else rest)
    if omitted and not int_ext:
        number = number or _MARK.sub("", re.sub(r"\(?[^\W\d_]{4,}\)?\s*$", "", text)).strip(_BLANKS)
        decor = effect = ""
    return Slugline(text=text, number=number, int_ext=int_ext, decor=decor, effect=effect, omitted=omitted)


def _omitted(text: str) -> bool:
    return any(plain_heading(word) in _OMITTED for word in text.split())


def _place(text: str) -> tuple[str, str]:
    """INT, EXT or INT/EXT, and the rest: the place stands first, or after a dash."""
    for start in (0, *(dash.end() for dash in _DASH.finditer(text))):
        if found := _PLACE.match(text, start):
            rest = text[: _before(text, start)] + (" - " if start else "") + text[found.end() :].lstrip()
            return _inside(found), rest if start else text[found.end() :]
    return "", text


def _before(text: str, start: int) -> int:
    return len(text[:start].rstrip(_BLANKS))


def _inside(found: re.Match[str]) -> str:
    if found["both"]:
        return "INT/EXT"
    if found["one"]:
        first, second = found["one"][:3].upper(), found["two"][:3].upper()
        return first if first == second else "INT/EXT"
    # An establishing shot is outside.
    return "EXT" if found["est"] else found["only"][:3].upper()


def _effect(rest: str) -> tuple[str, str]:
    """The set and the effect (JOUR, NUIT): as written, wherever the effect stands."""
    found = _EFFECT_FIRST.fullmatch(rest.strip())
    if found and found["slash"]:
        return found["rest"].strip(_BLANKS), found["effect"]
    parts = [part for part in (part.strip(_BLANKS) for part in _DASH.split(rest)) if part]
    for at in (len(parts) - 1, 0):
        if len(parts) > 1 and _IS_EFFECT.fullmatch(parts[at]):
            return " - ".join(parts[:at] + parts[at + 1 :]), parts[at]
    text = " - ".join(parts)
    if found and not found["rest"][:1].islower() and rest.strip(" ")[len(found["effect"]) :][:1] in "./:":
        return found["rest"].strip(_BLANKS), found["effect"]
    if last := _EFFECT_LAST.fullmatch(text):
        return last["rest"].strip(_BLANKS), last["effect"].strip(_BLANKS)
    if re.fullmatch(_EFFECT, text, re.IGNORECASE):
        return "", text
    if bare := _EFFECT_BARE.fullmatch(text):
        return bare["rest"] or bare["then"], bare["effect"] or bare["first"]
    return text, ""
