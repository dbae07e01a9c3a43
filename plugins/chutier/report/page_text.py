"""How words, lengths and sizes stand on the page: everything escaped, whatever a file calls itself."""

import re
from datetime import date as Date  # noqa: N812 - as in day.py
from fractions import Fraction
from html import escape

from chutier.i18n import _, current_language

NO_BREAK = "\N{NO-BREAK SPACE}"
"""Within a length or a size, which is never cut in two."""
_ODD = dict.fromkeys(
    [*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\N{REPLACEMENT CHARACTER}"
)
"""Controls, and the marks that turn the direction of what follows: shown as something odd, never obeyed."""
_SPACES = {ord("\t"): " ", ord("\n"): " ", ord("\r"): " ", 0x2028: " ", 0x2029: " "}
_LONE = re.compile("[\ud800-\udfff]")
_SAFE = {**_ODD, **_SPACES}


def plain(text: str) -> str:
    """`text` on one line, escaped for an element or a quoted attribute; what UTF-8 cannot write becomes U+FFFD."""
    return escape(writable(text).translate(_SAFE), quote=True)


def writable(text: str) -> str:
    """`text` with U+FFFD for what UTF-8 cannot write: the bytes of file names that are no text."""
    return _LONE.sub("\N{REPLACEMENT CHARACTER}", text)


def said(text: str) -> str:
    """`text` as somebody wrote it, escaped, its direction kept apart from the sentence around it; empty for none."""
    return f"<bdi>{plain(text)}</bdi>" if text else ""


def mark(name: str) -> str:
    """One of the marks of MARKS, drawn; the word beside it says the same."""
    return f'<svg class="mark" aria-hidden="true"><use href="#m-{name}"/></svg>'


def length(seconds: Fraction | None) -> str:
    """`0′ 42″`, `1 h 02′ 10″`: minutes and seconds as script supervisors write them; empty when not known."""
    if seconds is None:
        return ""
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    text = f"{hours} h {minutes:02}′ {whole % 60:02}″" if hours else f"{minutes}′ {whole % 60:02}″"
    return text.replace(" ", NO_BREAK)


def size(count: int) -> str:
    """Bytes by thousands, as camera cards and disks are sold: `1.5 TB`, in French `1,5 To`."""
    unit, value = _("bytes"), Fraction(count)
    for larger in (_("kB"), _("MB"), _("GB"), _("TB")):
        if value < 1000:
            break
        unit, value = larger, value / 1000
    digits = 1 if value < 10 and value.denominator != 1 else 0
    return f"{float(value):.{digits}f}".replace(".", "," if current_language() == "fr" else ".") + f"{NO_BREAK}{unit}"


def day_code(day: int | None) -> str:
    """`D03`, in French `J03`; empty when the day has no number."""
    return "" if day is None else _("D{day:02}").format(day=day)


def long_date(date: Date | None) -> str:
    """`Friday 25 September 2026`; empty when there is none."""
    if date is None:
        return ""
    months = _("January February March April May June July August September October November December").split()
    days = _("Monday Tuesday Wednesday Thursday Friday Saturday Sunday").split()
    return f"{days[date.weekday()]} {date.day} {months[date.month - 1]} {date.year}"
