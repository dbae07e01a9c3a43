"""Files and recordings: which files are one recording, what identifies it, when it runs.

A recording is what came out of one press of the button. It is known by its content, never by where it lies, so that it
keeps its id when it is ingested again, when its folder is moved and on another machine. Content here is what is cheap
to read and does not happen twice: file name, size, start and length. The same recording on two cards is therefore one
clip with two files of one name, and says so (issue `duplicate`); nothing is counted or placed twice.

A recording of several files (mono files of one take, a movie that its camera split) takes the id of the first of them
in the order of their names, and keeps it when another of its files turns up later.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from pathlib import PurePath

from chutier.catalog.merge import folded_text
from chutier.model import ClipId, MediaInfo, MediaKind
from chutier.timecode import SECONDS_PER_DAY, frames_per_day

_TRACK = re.compile(r"(?P<take>.+?)(?:_(?P<track>Tr[\d_]+D?|X?\d{1,2}|[A-G]))", re.IGNORECASE)
"""A mono file's name ends in its track: `…==_1` (Cantar), `…-T001_Tr1` (Zoom), `S001T01_1` (Sound Devices)."""

_MARKS = re.compile(r"[_\-= .]+")

_SPANS = {
    "red": re.compile(r"(?P<clip>.+)_(?P<span>\d{3})"),
    "sony_cine": re.compile(r"(?P<clip>.+)_(?P<span>\d{3})"),
    "canon": re.compile(r"(?P<clip>.+_[A-Z0-9]+)_(?P<span>\d{2,3})"),
    "gopro": re.compile(r"G[HXSP](?P<span>\d{2})(?P<clip>\d{4})"),
}
"""How the families that split long recordings number the pieces."""


def digest(*parts: object, length: int = 12) -> str:
    """`length` hex digits that stand for `parts`, the same on every machine."""
    text = "\x1f".join(str(part) for part in parts)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=(length + 1) // 2).hexdigest()[:length]


def path_key(path: str) -> str:
    """What a path is found by."""
    return digest(path, length=32)


@lru_cache(maxsize=1 << 16)
def stem(path: str) -> str:
    """The file's name without its ending, composed (NFC): the same name however a disk spells its accents."""
    return unicodedata.normalize("NFC", PurePath(path).stem)


def file_name(path: str) -> str:
    """The file's name, composed (NFC)."""
    return unicodedata.normalize("NFC", PurePath(path).name)


def called(path: str) -> Iterator[str]:
    """What a file may be called, folded: its name, and that name as far as each of its marks, digits in it (`a012c003`
    of A012C003_260514_R1AB)."""
    whole = folded_text(stem(path))
    yield whole
    for mark in _MARKS.finditer(whole):
        short = whole[: mark.start()]
        if len(short) > 3 and any(sign.isdigit() for sign in short):
            yield short


def clip_id(info: MediaInfo) -> ClipId:
    """The id of the recording that begins with this file."""
    start = info.start_samples if info.start_samples is not None else info.time and info.time.start.frame
    length = info.samples if info.samples is not None else info.frames
    return "c" + digest(stem(info.path), info.size, start, length)


def member_of(info: MediaInfo, roll: str) -> str:
    """What all files of one recording on one roll share; empty when a file is a recording of its own."""
    if info.error:
        return ""
    if info.kind is MediaKind.SOUND:
        if info.file_set:
            return "set:" + digest(roll, info.file_set, info.start_samples)
        if info.start_samples is not None and (match := _TRACK.fullmatch(stem(info.path))):
            folder = PurePath(info.path).parent
            return "set:" + digest(folder, match["take"], info.start_samples, info.samples, info.sample_rate)
    elif info.family in _SPANS and (match := _SPANS[info.family].fullmatch(stem(info.path))):
        return "span:" + digest(PurePath(info.path).parent, match["clip"])
    return ""


def is_recording(info: MediaInfo) -> bool:
    """Whether a file is, or should have been, something to edit with: an unreadable one is, so that it is not lost."""
    if info.kind in (MediaKind.PICTURE, MediaKind.SOUND, MediaKind.STILL):
        return True
    return info.kind is MediaKind.UNKNOWN and bool(info.error)


def start_seconds(info: MediaInfo) -> Fraction | None:
    """Real seconds from the clock's midnight to the first frame or sample, exact; None when the file does not say.

    A sound's samples tell more than its timecode, which is cut to whole frames; but where the two are more than a frame
    apart (a recording at 48048 Hz that is to be played at 48000) the timecode is right.
    """
    by_timecode = info.time.start.seconds if info.time else None
    if info.start_samples is None or not info.sample_rate:
        return by_timecode
    by_samples = Fraction(info.start_samples, info.sample_rate)
    if by_timecode is not None and info.time and abs(by_samples - by_timecode) > 1 / info.time.rate:
        return by_timecode
    return by_samples


def length_seconds(info: MediaInfo) -> Fraction | None:
    """How long it runs, in real seconds; None when the file does not say."""
    if info.samples is not None and info.sample_rate:
        return Fraction(info.samples, info.sample_rate)
    if info.time:
        return info.time.duration
    return info.duration


def clock_seconds(info: MediaInfo) -> Fraction:
    """After how many real seconds the file's clock shows the same label: 86486.4 s at 23.976, 86400 s at 25."""
    if info.time:
        return frames_per_day(info.time.rate, info.time.start.drop) / info.time.rate
    return Fraction(SECONDS_PER_DAY)


def recorder_of(info: MediaInfo, roll: str) -> str:
    """Which machine recorded a sound, by its serial number, else by its roll: each may have a sound for a picture."""
    return digest(info.make, info.model, info.serial) if info.serial else digest(roll)
