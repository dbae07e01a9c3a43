"""The strict writer: what Media Composer imports without a question.

Names keep their accents: the encoding is a setting, and a character that it lacks is an error, never a `?`. Only Tape
is folded to plain letters, because it travels on into EDLs and relinks ("12-été" → "12-ete").
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from chutier.errors import NleError
from chutier.i18n import _, ngettext
from chutier.timecode import rate_text
from chutier_avid.ale.checks import Finding, check
from chutier_avid.ale.document import Ale, Row, Titles
from chutier_avid.ale.titles import REQUIRED, in_order

ENCODINGS = ("utf-8", "mac_roman", "cp1252", "ascii")
"""What a log can be written in. No public source says which one Media Composer expects; its bins are MacRoman."""

FOLDED = frozenset(("Tape",))

_BREAKS = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029]+")
_LETTERS = str.maketrans({
    "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D",
    "’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "…": "...", "€": "EUR", "·": ".",
    "\u00a0": " ", "\u202f": " ",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class AleTarget:
    """The project that a log is for. `video_format` is the project's, never the clips': Media Composer stops at a
    log of another kind. `rate` is the heading's gate; rows may have their own FPS."""

    video_format: str
    rate: Fraction
    audio_format: str = "48khz"
    film_format: str = ""
    encoding: str = "utf-8"
    line_end: str = "\r\n"
    avid_tabs: bool = False
    """End titles and rows with a tab, as Media Composer's own exports do."""

    def heading(self) -> tuple[tuple[str, str], ...]:
        """The global titles, in the manual's order."""
        film = (("FILM_FORMAT", self.film_format),) if self.film_format else ()
        return (
            ("FIELD_DELIM", "TABS"), ("VIDEO_FORMAT", self.video_format), *film,
            ("AUDIO_FORMAT", self.audio_format), ("FPS", rate_text(self.rate)),
        )  # fmt: skip


def clean(value: str) -> str:
    """`value` on one line and without a tab, its accents composed (NFC)."""
    if value.isascii() and value.isprintable():
        return value.strip(" ")
    return unicodedata.normalize("NFC", _BREAKS.sub(" ", value)).strip(" ")


def plain_letters(value: str) -> str:
    """`value` without accents and with typewriter punctuation; what has no plain form stays, to be reported."""
    apart = unicodedata.normalize("NFKD", value.translate(_LETTERS))
    return unicodedata.normalize("NFC", "".join(c for c in apart if not unicodedata.combining(c)))


def compose(rows: Sequence[Mapping[str, str]], target: AleTarget, *, path: str = "") -> Ale:
    """The log of `rows` (title to text), columns in order, values cleaned; nothing is checked yet."""
    end = target.line_end
    titles = Titles(in_order([*REQUIRED, *dict.fromkeys(title for row in rows for title in row)]))
    heading = target.heading()
    more = "\t" if target.avid_tabs else ""
    columns = "\t".join(titles.names) + more
    lines = ["Heading", *("\t".join(pair) for pair in heading), "", "Column", columns, "", "Data"]
    first = len(lines) + 1
    texts = [_texts([row.get(title, "") for row in rows], _is_folded(title, target)) for title in titles.names]
    if target.avid_tabs:
        texts.append([""] * len(rows))
    made = tuple(Row(cells, titles, first + number, end) for number, cells in enumerate(zip(*texts, strict=True)))
    return Ale(
        prolog=end.join(lines) + end, heading=heading, titles=titles, rows=made, encoding=target.encoding, path=path
    )


def _is_folded(title: str, target: AleTarget) -> bool:
    return title in FOLDED or target.encoding == "ascii"


def _texts(values: list[str], folded: bool) -> list[str]:
    """The cells of one column, cleaned; at once where there is nothing to clean, as in almost all."""
    together = "".join(values)
    if together.isascii() and together.isprintable():
        return [value.strip(" ") for value in values] if " " in together else values
    cleaned = map(clean, values)
    return list(map(plain_letters, cleaned) if folded else cleaned)


def write(rows: Sequence[Mapping[str, str]], target: AleTarget, *, path: str = "") -> bytes:
    """The bytes of a log of `rows`. Raises NleError that tells the first error found, and how many there are."""
    return encode(compose(rows, target, path=path), target)


def encode(ale: Ale, target: AleTarget) -> bytes:
    """The bytes of `ale`, checked for `target`. Raises NleError as `write` does."""
    refuse(check(ale, target), ale.path)
    return ale.to_bytes()


def refuse(found: Sequence[Finding], path: str = "") -> None:
    """Raises NleError when there is an error in `found`: tells the first, and how many there are."""
    wrong = [finding for finding in found if finding.is_error]
    if wrong:
        raise NleError(_told(wrong), path=path, hint=_way_out(wrong[0]))


def _told(wrong: Sequence[Finding]) -> str:
    more = len(wrong) - 1
    if not more:
        return str(wrong[0])
    rest = ngettext("and {count} more error", "and {count} more errors", more).format(count=more)
    return f"{wrong[0]} ({rest})"


def _way_out(finding: Finding) -> str:
    if finding.code == "E09":
        return _("write the log in utf-8, or rename the clip")
    if finding.code == "E05":
        return _("say the project's format in the show file: targets: avid: video_format")
    return _("put the value right in the catalogue, then build again")
