"""Fitting a name to what a program takes: characters, blanks, length. Every change says why; identity is never cut.

The stand-ins are plain signs found on every keyboard, so that an editor can still search for the name; what was
replaced is kept in `Fitted.original`. Each forbidden sign has its own stand-in (STAND_INS), hence two names that differ
only by such a sign stay different unless the stand-in was there already; `lint` finds those.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from chutier.errors import NamingError
from chutier.i18n import _
from chutier.naming.filters import clip_text, to_ascii
from chutier.naming.limits import NameLimits
from chutier.naming.nodes import Piece, Rendered

STAND_INS = {"/": "-", "\\": "_", ":": ".", "*": "+", "?": "!", '"': "'", "<": "(", ">": ")", "|": ";", ",": ";"}
SHORTEST = 3
"""A description is not cut below this many characters while another part can still give way."""

# Windows opens a device instead of a file of these names, whatever the extension.
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[1-9¹²³]|lpt[1-9¹²³])(?=\.|$)", re.IGNORECASE)
_CONTROL = r"\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff"
_TITLES = {"avid": "Avid", "resolve": "Resolve", "premiere": "Premiere", "finalcut": "Final Cut"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """A name as a program will show it; `reasons` say each change, `cut` whether something was shortened or dropped."""

    text: str
    reasons: tuple[str, ...] = ()
    cut: bool = False
    original: str = ""
    """The name before fitting, from which every replaced sign can be had back."""


def fold(name: str) -> str:
    """The key by which two names are one: composed, case folded (`Été` is `été`), since discs and Avid ignore case."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def fit(rendered: Rendered | str, limits: NameLimits, *, clip: str = "") -> Fitted:
    """`rendered` as `limits` allow. The same name comes out of a second fitting unchanged.

    Raises NamingError, naming `clip`, when what identifies the clip is longer than the limit or when nothing remains.
    """
    text = rendered if isinstance(rendered, str) else rendered.text
    if _clean(text, limits):
        return Fitted(text=text, original=text)
    pieces = Rendered.plain(text).pieces if isinstance(rendered, str) else rendered.pieces
    reasons: dict[str, None] = {}
    sane = [replace(piece, text=_sane(piece.text, limits, reasons)) for piece in pieces]
    found = _finish(sane, limits, reasons)
    cut = False
    if not _short(found, limits):
        found, cut = _shorten(sane, limits, reasons, clip), True
    if not found:
        raise NamingError(
            _("nothing remains of the name ‘{name}’").format(name=_shown(text)), rule=_shown(text), clip=clip
        )
    return Fitted(text=found, reasons=tuple(reasons), cut=cut, original=text)


def _clean(text: str, limits: NameLimits) -> bool:
    """Whether nothing at all need be done, answered quickly for the many names that need nothing."""
    return (
        bool(text)
        and (text.isascii() or (unicodedata.is_normalized("NFC", text) and _within(text, limits.charset)))
        and not (text[0].isspace() or text[-1].isspace() or text[-1] == ".")
        and not _trouble(limits.forbidden, limits.charset).search(text)
        and _short(text, limits)
        and not (limits.file and _DEVICES.match(text))
    )


@lru_cache(maxsize=64)
def _trouble(forbidden: str, charset: str) -> re.Pattern[str]:
    strict = r"|[^A-Za-z0-9._-]" if charset == "strict" else ""
    return re.compile(f"[{re.escape(forbidden)}{_CONTROL}]{strict}")


def _sane(text: str, limits: NameLimits, reasons: dict[str, None]) -> str:
    """`text` composed, without control or forbidden characters, in the charset."""
    composed = unicodedata.normalize("NFC", text)
    if composed != text:
        reasons[_("accents were joined to their letters")] = None
    out: list[str] = []
    for character in composed:
        new = _stand_in(character, limits)
        if new != character:
            reasons[_reason(character, new, limits)] = None
        out.append(new)
    return unicodedata.normalize("NFC", "".join(out))


def _stand_in(character: str, limits: NameLimits) -> str:
    if _control(character):
        return " " if character in "\t\n\r\x0b\x0c\x85\u2028\u2029" and limits.charset != "strict" else ""
    text = character
    if not _within(character, limits.charset):
        text = to_ascii(character)
    out = []
    for one in text:
        while one in limits.forbidden and one:
            one = STAND_INS.get(one, "-") if STAND_INS.get(one, "-") not in limits.forbidden else "_"
            if one == "_" and "_" in limits.forbidden:
                one = ""
        out.append(one if limits.charset != "strict" or re.fullmatch(r"[A-Za-z0-9._-]?", one) else "_")
    return "".join(out)


def _control(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")


def _within(character: str, charset: str) -> bool:
    if not charset or character.isascii():
        return True
    if charset != "mac_roman":
        return False
    try:
        character.encode("mac_roman")
    except UnicodeEncodeError:
        return False
    return True


def _reason(old: str, new: str, limits: NameLimits) -> str:
    program = _TITLES.get(limits.program, "")
    if _control(old):
        return _("a control character was removed")
    where = _where(limits.what)
    if not _within(old, limits.charset):
        message = (
            _("‘{old}’ became ‘{new}’: Avid writes MacRoman")
            if limits.charset == "mac_roman"
            else _("‘{old}’ became ‘{new}’: only ASCII is wanted in {where}")
        )
    elif old not in limits.forbidden:
        message = _("‘{old}’ became ‘{new}’: only letters, digits, ‘.’, ‘_’ and ‘-’ are wanted in {where}")
    elif program == "Avid":
        message = _("‘{old}’ became ‘{new}’: {program} forbids it in {where}")
    else:
        message = _("‘{old}’ became ‘{new}’: it breaks names in exports and other programs")
    return message.format(old=old, new=new, where=where, program=program)


def _where(what: str) -> str:
    names = {
        "clip": _("clip names"),
        "bin": _("bin names"),
        "sequence": _("sequence names"),
        "column": _("column names"),
    }
    return names.get(what, what)


def _finish(pieces: list[Piece], limits: NameLimits, reasons: dict[str, None]) -> str:
    """The whole name, trimmed, and kept from the names of devices."""
    whole = unicodedata.normalize("NFC", "".join(piece.text for piece in pieces))
    text = _trimmed(whole)
    if text != whole:
        reasons[_("blanks or dots at the ends were removed")] = None
    device = _DEVICES.match(text) if limits.file else None
    if device:
        reasons[_("‘{name}’ is a device for Windows: ‘_’ was added").format(name=device.group())] = None
        text = text[: device.end()] + "_" + text[device.end() :]
    return text


def _trimmed(text: str) -> str:
    before = None
    while before != text:
        before, text = text, text.strip().rstrip(".")
    return text


def _short(text: str, limits: NameLimits) -> bool:
    return _excess(text, limits) <= 0


def _excess(text: str, limits: NameLimits) -> int:
    """How many characters or bytes too long, whichever is more."""
    over = len(text) - limits.max_chars if limits.max_chars is not None else -1
    if limits.max_bytes is not None:
        encoding = "mac_roman" if limits.charset == "mac_roman" else "utf-8"
        size = len(text) if text.isascii() else len(text.encode(encoding, "replace"))
        over = max(over, size - limits.max_bytes)
    return over


def _shorten(pieces: list[Piece], limits: NameLimits, reasons: dict[str, None], clip: str) -> str:
    """Cut what is not identity, the longest part first; then drop optional segments, the last first."""
    segments = sorted({piece.segment for piece in pieces if piece.segment}, reverse=True)
    for count in range(len(segments) + 1):
        kept = [piece for piece in pieces if piece.segment not in segments[:count]]
        for shortest in (SHORTEST, 1) if count == len(segments) else (SHORTEST,):
            cut = _cut(kept, limits, shortest)
            text = _finish(cut, limits, {})
            if _short(text, limits):
                _explain(pieces, cut, limits, reasons)
                return _finish(cut, limits, reasons)
    text = _finish(pieces, limits, {})
    raise NamingError(
        _("‘{name}’ is too long for {program}: {limit}, and what identifies the clip is never cut").format(
            name=text, program=_TITLES.get(limits.program, limits.program), limit=_limit(limits)
        ),
        rule=text,
        hint=_("Shorten the rule, or raise name_max for this program in targets."),
        clip=clip,
    )


def _cut(pieces: list[Piece], limits: NameLimits, shortest: int) -> list[Piece]:
    """`pieces` with the longest non-identity tokens shortened, one step after the other, down to `shortest`."""
    cut = list(pieces)
    while not _short(_finish(cut, limits, {}), limits):
        able = [
            index
            for index, piece in enumerate(cut)
            if not piece.identity and (piece.token or len(cut) == 1) and len(piece.text) > shortest
        ]
        if not able:
            break
        longest = max(able, key=lambda index: (len(cut[index].text), index))
        text = cut[longest].text
        others = max((len(cut[index].text) for index in able if index != longest), default=shortest)
        # In bytes one character may weigh four: at least one character goes at each step.
        weight = 4 if limits.max_bytes is not None and not text.isascii() else 1
        step = max(1, _excess(_finish(cut, limits, {}), limits) // weight)
        length = max(shortest, min(others, len(text) - 1), len(text) - step)
        cut[longest] = replace(cut[longest], text=clip_text(text, length))
    return cut


def _explain(before: list[Piece], after: list[Piece], limits: NameLimits, reasons: dict[str, None]) -> None:
    limit, program = _limit(limits), _TITLES.get(limits.program, limits.program)
    left = {index: piece for index, piece in enumerate(before) if piece.token or len(before) == 1}
    kept = iter(after)
    current = next(kept, None)
    for index, piece in enumerate(before):
        same = current is not None and (piece.token, piece.segment) == (current.token, current.segment)
        if same and current is not None:
            if piece.text != current.text:
                message = _("‘{old}’ became ‘{new}’: {program} takes {limit}")
                reasons[message.format(old=piece.text, new=current.text, program=program, limit=limit)] = None
            current = next(kept, None)
        elif index in left:
            message = _("‘{old}’ was left out: {program} takes {limit}")
            reasons[message.format(old=piece.text, program=program, limit=limit)] = None


def _limit(limits: NameLimits) -> str:
    if limits.max_chars is not None:
        return _("{n} characters").format(n=limits.max_chars)
    return _("{n} bytes").format(n=limits.max_bytes)


def _shown(text: str) -> str:
    return "".join(c if c.isprintable() else "·" for c in text)
