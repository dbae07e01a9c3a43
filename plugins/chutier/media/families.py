"""Clip and reel grammar per camera and recorder family, as data, and how a card's tree names its family.

Family first: several grammars accept one another's names, so a family comes from the markers of the tree or from the
recorder's own words; a name alone decides only where one family can have written it. Sources: makers' manuals and the
folders required by Adobe XMPFiles handlers; each expression was run against examples of its own family.
"""

import datetime
import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

_CAMERA_CLIP = r"(?P<camera>[A-Z])(?P<reel>\d{3})(?P<clip>[CD]\d{3})"

CLIP_GRAMMARS: dict[str, tuple[str, ...]] = {
    "arri": (_CAMERA_CLIP + r"_(?P<date>\d{6}|\d{8})_(?P<id>[RLM][0-9A-Z]{3})(?:\.(?P<frame>\d{7,8}))?",),
    "arri35": (
        r"(?P<camera>[A-Z][A-Z_])(?P<reel>\d{4})(?P<clip>[CD]\d{3})_(?P<date>\d{6})_(?P<time>\d{6})_(?P<id>[0-9A-Za-z]{4,5})",
    ),
    "red": (
        r"(?P<camera>[A-Z])(?P<reel>\d{3})_(?P<clip>[A-Z]\d{3})_(?P<mmdd>\d{4})(?P<id>[0-9A-Z]{2})(?:_(?P<span>\d{3}))?",
    ),
    "sony_cine": (_CAMERA_CLIP + r"_(?P<date>\d{6})(?P<id>[0-9A-Z]{2})(?:_(?P<span>\d{3}))?",),
    "sony_x": (r"(?P<clip>C\d{4})(?:[MS]\d{2})?",),
    "xdcamex": (r"[A-Z0-9]{3}_(?P<clip>\d{4})_(?P<span>\d{2})",),
    "canon": (_CAMERA_CLIP + r"_(?P<date>\d{6})(?P<id>[A-Z0-9]{2})_(?P<user>[A-Z0-9]{1,5})(?:_(?P<span>\d{2,3}))?",),
    "canon_new": (
        r"(?P<camera>[A-Z][A-Z_])(?P<reel>\d{4})(?P<clip>[CD]\d{3})(?P<x>[A-Z_])(?P<date>\d{6})_(?P<time>\d{6})"
        r"(?P<id>[A-Z0-9]{2})_(?P<user>[A-Z0-9]{1,5})(?:_(?P<span>\d{3}))?(?:_(?P<proxy>Proxy))?",
    ),
    "canon_xf": (r"(?P<clip>[A-Z0-9]{2}\d{4})(?P<span>\d{2})?",),
    "p2": (r"(?P<clip>\d{4}[0-9A-Z]{2})(?P<track>\d{2})?",),
    "bmd": (
        r"(?P<camera>[A-Z])(?P<reel>\d{3})_(?P<mmdd>\d{4})(?P<hhmm>\d{4})_(?P<clip>[CS]\d{3})",
        r"(?P<camera>[A-Z])_(?P<reel>\w{1,8})_(?P<isodate>\d{4}-\d{2}-\d{2})_(?P<hhmm>\d{4})_(?P<clip>[CS]\d{4})",
    ),
    "gopro": (
        r"G(?P<codec>[HXLS])(?P<span>\d{2}|[A-Z]{2})(?P<clip>\d{4})",
        r"GOPR(?P<clip>\d{4})",
        r"GP(?P<span>\d{2})(?P<clip>\d{4})",
    ),
    "dji": (r"DJI_(?P<date>\d{8})(?P<time>\d{6})_(?P<clip>\d{4})_(?P<lens>[A-Z]+)", r"DJI_(?P<clip>\d{4})"),
    "insta360": (r"(?:VID|LRV)_(?P<date>\d{8})_(?P<time>\d{6})_(?P<span>\d{2})_(?P<clip>\d{3})",),
    "cantar": (
        r"(?P<tag>[A-Z]{2}[A-Z0-9]\d{3})==(?P<scene>\d+[A-Za-z]?)[ ;](?P<shot>\w+)[ _](?P<type>[tpwan]?)(?P<take>\d+)"
        r"==(?P<status>[A-Z]*)(?:_(?P<track>\w+))?",
    ),
    "zoom": (r"(?P<scene>.+)-T(?P<take>\d{3})(?:_(?P<track>Tr[\d_]+|Tr\d+_D))?",),
    "sound_devices": (
        r"(?P<scene>[A-Za-z0-9 _]{1,20}?)[-_]?T(?P<take>\d{2,3})(?P<dup>[A-C])?(?:_(?P<track>[0-9A-G]))?",
    ),
}
"""Expressions on the stem, whole match, by family."""

SPEAKS_FOR_ITSELF: tuple[str, ...] = (
    "arri", "arri35", "red", "sony_cine", "canon", "canon_new", "bmd", "gopro", "dji", "insta360", "cantar",
)  # fmt: skip
"""Families whose names no other family writes; used without a marker when exactly one of them accepts the stem."""

SOUND_FAMILIES = frozenset({"cantar", "zoom", "sound_devices"})

_MARKERS: tuple[tuple[tuple[str, ...], str], ...] = (
    ((r"XDROOT",), "sony_pro"),
    ((r"M4ROOT",), "sony_x"),
    ((r"BPAV",), "xdcamex"),
    ((r"PROAV",), "sony_pro"),
    ((r".+\.RD[MC]",), "red"),
    ((r"CONTENTS", r"CLIPS\d{3}"), "canon_or_xf"),
    ((r"CONTENTS", r"(?:CLIP|VIDEO|AUDIO|ICON|PROXY|VOICE)"), "p2"),
    ((r"BDMV", r"(?:STREAM|CLIPINF|PLAYLIST)"), "avchd"),
    ((r"\d{3}GOPRO",), "gopro"),
    ((r"DCIM", r"DJI_\d{3}"), "dji"),
    ((r"DJI_AUDIO",), "dji_mic"),
    ((r"DCIM", r"Camera\d{2}"), "insta360"),
    ((r"\d{8}\.AA[DX]",), "cantar"),
    ((r"SOUNDDEV|FALSETAKES",), "sound_devices"),
    ((r"[A-Z]\d{3}[RLM][0-9A-Z]{3}",), "arri"),
    ((r"[A-Z][A-Z_]\d{4}_[0-9A-Z]{4}",), "arri35"),
    ((r"\d{3}_FUJI",), "fuji"),
    ((r"\d{3}(?:NIKON|NZ_\d)",), "nikon"),
    ((r"\d{3}_PANA",), "lumix"),
)
"""Path components, most telling first. A pair must stand one right under the other."""

_GRAMMARS_OF: dict[str, tuple[str, ...]] = {
    "sony_pro": ("sony_cine", "sony_x"),
    "canon_or_xf": ("canon", "canon_new", "canon_xf"),
}

_ORIGINATORS: tuple[tuple[str, str], ...] = (
    ("ZOOM", "zoom"), ("SOUNDDEV", "sound_devices"), ("SOUND DEV", "sound_devices"), ("AATON", "cantar"),
    ("CANTAR", "cantar"),
)  # fmt: skip
"""How the bext Originator of a recorder begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClipName:
    """What a clip's file name says. Texts are empty where the family's names do not say.

    `reel` is the camera letter and number as people say it (`A001`); `span` numbers the parts of one clip that the card
    was cut into; `tag` is Cantar's file tag, never given twice.
    """

    family: str
    camera: str = ""
    reel: str = ""
    clip: str = ""
    date: datetime.date | None = None
    span: str = ""
    tag: str = ""
    scene: str = ""
    shot: str = ""
    take: int | None = None
    track: str = ""
    wild: bool = False


@cache
def _compiled(family: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(expression) for expression in CLIP_GRAMMARS[family])


@cache
def _marker_patterns() -> tuple[tuple[tuple[re.Pattern[str], ...], str], ...]:
    return tuple((tuple(re.compile(part, re.IGNORECASE) for part in parts), family) for parts, family in _MARKERS)


def family_of_tree(components: Iterable[str]) -> str | None:
    """The family that the folders above a file name, whole components only: `CARRIE` is no `ARRI`."""
    folders = tuple(components)
    for patterns, family in _marker_patterns():
        width = len(patterns)
        for start in range(len(folders) - width + 1):
            if all(p.fullmatch(name) for p, name in zip(patterns, folders[start : start + width], strict=True)):
                return family
    return None


def family_of_originator(originator: str) -> str | None:
    """The recorder family that wrote `originator` in a bext chunk or an iXML, where it is a known one."""
    return next((family for start, family in _ORIGINATORS if originator.upper().startswith(start)), None)


def read_name(stem: str, family: str | None = None) -> ClipName | None:
    """What `stem` (a file name without extension) says by the grammar of `family`.

    Without a family the name must be one that a single family writes. None when the grammar does not accept it.
    """
    if family is not None:
        for name in _GRAMMARS_OF.get(family, (family,)):
            if name in CLIP_GRAMMARS and (found := _read(stem, name)):
                return found
        return None
    accepted = [found for name in SPEAKS_FOR_ITSELF if (found := _read(stem, name))]
    return accepted[0] if len(accepted) == 1 else None


def _read(stem: str, family: str) -> ClipName | None:
    for expression in _compiled(family):
        if match := expression.fullmatch(stem):
            return _clip_name(family, {key: value or "" for key, value in match.groupdict().items()})
    return None


def _clip_name(family: str, got: dict[str, str]) -> ClipName:
    camera, reel = got.get("camera", ""), got.get("reel", "")
    return ClipName(
        family=family,
        camera=camera.rstrip("_"),
        reel=f"{camera}{reel}" if reel.isdigit() else reel,
        clip=got.get("clip", ""),
        date=_date(got.get("isodate", "").replace("-", "") or got.get("date", "")),
        span=got.get("span", ""),
        tag=got.get("tag", ""),
        scene=got.get("scene", ""),
        shot=got.get("shot", ""),
        take=int(got["take"]) if got.get("take") else None,
        track=got.get("track", ""),
        wild=got.get("type") == "w",
    )


def _date(written: str) -> datetime.date | None:
    """`YYMMDD` or `YYYYMMDD`; a day that does not exist is no date."""
    full = written if len(written) == 8 else f"20{written}"
    with suppress(ValueError):
        return datetime.date(int(full[:4]), int(full[4:6]), int(full[6:8])) if len(full) == 8 else None
    return None
