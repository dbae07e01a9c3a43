"""iXML: what the sound recordist says of a take, inside the file.

Source: iXML specification 2.10 and 3.01 (ixml.info).
"""

from dataclasses import dataclass
from fractions import Fraction
from xml.etree.ElementTree import Element

from chutier.errors import TimecodeError
from chutier.i18n import _
from chutier.media.xml_safely import parse_xml, text_of
from chutier.timecode import can_drop, parse_rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Speed:
    """The SPEED block. Rates are frames a second; sample rates are the recorder's, `timestamp` counts from midnight."""

    master: str = ""
    current: str = ""
    rate: Fraction | None = None
    drop: bool = False
    file_sample_rate: int | None = None
    timestamp: int | None = None
    timestamp_sample_rate: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One entry of TRACK_LIST; `channel` and `interleave` count from 1 as the recorder wrote them."""

    channel: int | None
    interleave: int | None
    name: str
    function: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ixml:
    """One iXML chunk. Texts are as written, empty where absent; the flags are False where absent."""

    project: str = ""
    scene: str = ""
    take: str = ""
    tape: str = ""
    note: str = ""
    circled: bool | None = None
    wild: bool = False
    no_good: bool = False
    false_start: bool = False
    file_uid: str = ""
    ubits: str = ""
    speed: Speed = Speed()
    tracks: tuple[Track, ...] = ()
    family_uid: str = ""
    total_files: int | None = None
    set_index: str = ""
    warnings: tuple[str, ...] = ()


def read_ixml(data: bytes) -> Ixml:
    """Read an iXML chunk. Raises MediaError when it cannot be trusted or read; small habits become warnings."""
    root, repaired = parse_xml(data)
    warnings = [_("the iXML is not proper XML; it was repaired to be read")] if repaired else []
    types = {word.strip().upper() for word in text_of(root, "TAKE_TYPE").split(",")}
    files = root.find("FILE_SET")
    return Ixml(
        project=text_of(root, "PROJECT"),
        scene=text_of(root, "SCENE"),
        take=text_of(root, "TAKE"),
        tape=text_of(root, "TAPE"),
        note=text_of(root, "NOTE"),
        circled=_flag(root, "CIRCLED"),
        wild=bool(_flag(root, "WILD_TRACK")) or "WILD_TRACK" in types,
        no_good=bool(_flag(root, "NO_GOOD")) or "NO_GOOD" in types,
        false_start=bool(_flag(root, "FALSE_START")) or "FALSE_START" in types,
        file_uid=text_of(root, "FILE_UID"),
        ubits=text_of(root, "UBITS"),
        speed=_speed(root.find("SPEED"), warnings),
        tracks=_tracks(root.find("TRACK_LIST")),
        family_uid=text_of(files, "FAMILY_UID"),
        total_files=_number(files, "TOTAL_FILES"),
        set_index=text_of(files, "FILE_SET_INDEX"),
        warnings=tuple(warnings),
    )


def _speed(block: Element | None, warnings: list[str]) -> Speed:
    rate: Fraction | None = None
    if written := text_of(block, "TIMECODE_RATE"):
        try:
            rate = parse_rate(written)
        except TimecodeError:
            warnings.append(_("the iXML timecode rate {rate} does not exist").format(rate=repr(written)))
    flag = text_of(block, "TIMECODE_FLAG").upper()
    drop = flag == "DF"
    if drop and rate is not None and not can_drop(rate):
        warnings.append(_("the iXML says drop frame at a rate that has none"))
        drop = False
    high, low = (_number(block, f"TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_{half}") for half in ("HI", "LO"))
    return Speed(
        master=text_of(block, "MASTER_SPEED"),
        current=text_of(block, "CURRENT_SPEED"),
        rate=rate,
        drop=drop,
        file_sample_rate=_number(block, "FILE_SAMPLE_RATE") or None,
        timestamp=None if low is None else (high or 0) << 32 | low & 0xFFFFFFFF,
        timestamp_sample_rate=_number(block, "TIMESTAMP_SAMPLE_RATE") or None,
    )


def _tracks(block: Element | None) -> tuple[Track, ...]:
    found = block.findall("TRACK") if block is not None else []
    return tuple(
        Track(
            channel=_number(track, "CHANNEL_INDEX"),
            interleave=_number(track, "INTERLEAVE_INDEX"),
            name=text_of(track, "NAME"),
            function=text_of(track, "FUNCTION"),
        )
        for track in found
    )


def _flag(element: Element, tag: str) -> bool | None:
    written = text_of(element, tag).upper()
    return written in ("TRUE", "YES", "1") if written else None


def _number(element: Element | None, tag: str) -> int | None:
    """A whole number of at most 12 digits; anything else says nothing."""
    written = text_of(element, tag)
    return int(written) if written.isascii() and written.isdigit() and len(written) <= 12 else None
