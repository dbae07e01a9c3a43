"""What each editing program takes as a name. Every figure says where it comes from; a show's `targets:` may change it.

Names are fitted to the same forbidden characters everywhere, because the same rules must give the same names in all
four programs; lengths and encodings are each program's own.
"""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from chutier.errors import NamingError
from chutier.i18n import _

FORBIDDEN = '/\\:*?"<>|'
"""Refused by Avid in bin and project names (Avid Log Specifications; Media Composer editing guide), and by Windows in
file names; other programs take them and then trip in exports."""

CHARSETS = ("", "ascii", "mac_roman", "strict")

_COLUMN_FORBIDDEN = "".join(chr(code) for code in range(33, 127) if not (chr(code).isalnum() or chr(code) in "_#.-"))


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLimits:
    """What `program` takes as the name of a `what` (clip, bin, sequence, column). None is no limit.

    `max_bytes` counts UTF-8, or the charset's own bytes. `charset`: "" any; `ascii`; `mac_roman` (Avid); `strict`, only
    `[A-Za-z0-9._-]`. `file`: the name becomes a file's, so that names Windows keeps for devices are avoided.
    """

    program: str = "generic"
    what: str = "clip"
    max_chars: int | None = None
    max_bytes: int | None = None
    forbidden: str = FORBIDDEN
    charset: str = ""
    file: bool = False

    def __post_init__(self) -> None:
        if self.charset not in CHARSETS:
            raise ValueError(f"no such charset profile: {self.charset!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramLimits:
    """The limits of one program, by what is named."""

    program: str
    clip: NameLimits
    bin: NameLimits
    sequence: NameLimits
    column: NameLimits


def _program(
    program: str, *, clip: NameLimits, bin: NameLimits, sequence: NameLimits, column: NameLimits
) -> ProgramLimits:
    named = {
        what: replace(limits, program=program, what=what)
        for what, limits in (("clip", clip), ("bin", bin), ("sequence", sequence), ("column", column))
    }
    return ProgramLimits(program=program, **named)


# 255 bytes is what the common file systems take for one name. Adobe, Blackmagic and Apple publish no limit for names
# inside a project (none was found), but exports turn clips, bins and sequences into files: assumed.
_AS_FILE = NameLimits(max_bytes=255)

PROGRAMS: dict[str, ProgramLimits] = {
    "generic": _program("generic", clip=_AS_FILE, bin=_AS_FILE, sequence=_AS_FILE, column=_AS_FILE),
    "avid": _program(
        "avid",
        # Avid Log Specifications (MediaLog 11.7 to Media Composer 8): a Name of 32 characters at most. Real bins hold
        # 36, so a show may raise it. Bin strings are MacRoman, as pyavb reads and writes them.
        clip=NameLimits(max_chars=32, charset="mac_roman"),
        # Same manuals: bins and projects of 27 characters across platforms, 31 with the Mac option; longer works in
        # recent versions, which is why `name_max` exists. A bin is a file, NAME.avb.
        bin=NameLimits(max_chars=27, charset="mac_roman", file=True),
        sequence=NameLimits(max_chars=32, charset="mac_roman"),
        # 24p.com (2015): custom columns cut above 14 characters; bins of Media Composer 21.12 hold columns cut at 16.
        column=NameLimits(max_chars=14, charset="ascii", forbidden=_COLUMN_FORBIDDEN),
    ),
    "resolve": _program("resolve", clip=_AS_FILE, bin=_AS_FILE, sequence=_AS_FILE, column=_AS_FILE),
    "premiere": _program("premiere", clip=_AS_FILE, bin=_AS_FILE, sequence=_AS_FILE, column=_AS_FILE),
    # Scenes and bins become keywords in Final Cut, and a comma inside a keyword's name splits it in two.
    "finalcut": _program(
        "finalcut", clip=_AS_FILE, bin=replace(_AS_FILE, forbidden=FORBIDDEN + ","), sequence=_AS_FILE, column=_AS_FILE
    ),
}

_ALSO = {"fcp": "finalcut", "fcpx": "finalcut", "media_composer": "avid"}
_WHAT = ("clip", "bin", "sequence", "column")


def limits_for(program: str, overrides: Mapping[str, object] | None = None) -> ProgramLimits:
    """The limits of `program`, with those of a show's `targets:` entry over them.

    Overrides: `name_max` (clips, bins and sequences), `clip_max`, `bin_max`, `sequence_max`, `column_max` in
    characters, `charset` (`ascii`, `mac_roman`, `strict`, "") for all but columns. Other keys are not about names and
    are left alone. Raises NamingError for an unknown program or a value that is not a length or charset.
    """
    name = _ALSO.get(program, program)
    if name not in PROGRAMS:
        near = difflib.get_close_matches(program, sorted(PROGRAMS), n=1)
        hint = _("Did you mean ‘{word}’?").format(word=near[0]) if near else ""
        raise NamingError(_("there is no program ‘{name}’").format(name=program), rule=program, hint=hint)
    asked = overrides or {}
    found: dict[str, NameLimits] = {}
    for what in _WHAT:
        limits: NameLimits = getattr(PROGRAMS[name], what)
        if "charset" in asked and what != "column":
            limits = replace(limits, charset=_charset(asked["charset"]))
        key = f"{what}_max" if f"{what}_max" in asked else "name_max"
        if key in asked and not (key == "name_max" and what == "column"):
            limits = replace(limits, max_chars=_length(key, asked[key]))
        found[what] = limits
    return ProgramLimits(program=name, **found)


def _length(key: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise NamingError(_("{key} takes a number of characters, not ‘{value}’").format(key=key, value=value))
    return value


def _charset(value: object) -> str:
    if not isinstance(value, str) or value not in CHARSETS:
        known = ", ".join(name for name in CHARSETS if name)
        raise NamingError(_("charset takes {known}, not ‘{value}’").format(known=known, value=value))
    return value
