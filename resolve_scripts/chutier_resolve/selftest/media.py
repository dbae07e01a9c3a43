"""The self-test's own media: small, with timecode, of kinds that every Resolve reads. Written by hand, no codec needed.

Sources: EBU Tech 3285 (bext), Apple's QuickTime File Format (tmcd), SMPTE 268M (DPX), the PNG specification.
"""

from __future__ import annotations

import io
import struct
import wave
import zlib
from pathlib import Path
from typing import Any

PROXY = "picture_proxy.mov"
RATE = 25
SAMPLES = 48000
START = "10:00:00:00"
MOVIE, SOUND, TWIN, OTHER, STILL, TEXT = (
    "picture.mov",
    "sound.wav",
    "twin.wav",
    "elsewhere.wav",
    "still.png",
    "note.txt",
)
SEQUENCE = "run_%04d.dpx"
SEQUENCE_FRAMES = 5
SEQUENCE_SHOWN = "run_[0001-0005].dpx"
"""What the program calls the run as one clip (Blackmagic's README)."""
MOVIE_FRAMES = 50
SOUND_FRAMES = 100
WIDTH, HEIGHT = 320, 180
REEL = "A012"


def make(folder: str) -> dict[str, dict[str, Any]]:
    """Write all of it into `folder`; by path, what each file is: rate, frames, start, tape, audio, picture, size.

    `twin` has the timecode of `sound`, `elsewhere` lies two hours later. The run is told frame by frame, and once more
    as the one clip that it can become. Raises OSError."""
    made: dict[str, dict[str, Any]] = {}

    def put(name: str, data: bytes, **facts: Any) -> None:
        path = Path(folder, name)
        path.write_bytes(data)
        if facts:
            made[str(path)] = dict({"rate": "25", "start": "00:00:00:00", "tape": "", "audio": 0}, **facts)

    size = {"picture": True, "width": WIDTH, "height": HEIGHT}
    picture = movie(frame_of(START), MOVIE_FRAMES)
    for name in (MOVIE, PROXY):
        put(name, picture, frames=MOVIE_FRAMES, start=START, tape=REEL, **size)
    for name, start in ((SOUND, START), (TWIN, START), (OTHER, "12:00:00:00")):
        put(name, sound(frame_of(start)), frames=SOUND_FRAMES, start=start, audio=1, picture=False)
    put(STILL, png(), frames=1, **size)
    for number in range(1, SEQUENCE_FRAMES + 1):
        put(SEQUENCE % number, dpx(frame_of(START) + number - 1), frames=1, start=START, **size)
    one = made[str(Path(folder, SEQUENCE % 1))]
    made[str(Path(folder, SEQUENCE_SHOWN))] = dict(one, frames=SEQUENCE_FRAMES)
    put(TEXT, b"This is no media.\n")
    return made


def frame_of(label: str) -> int:
    """Frames since midnight at 25 a second.

    >>> frame_of("01:00:00:01")
    90001
    """
    hours, minutes, seconds, frames = (int(one) for one in label.split(":"))
    return ((hours * 60 + minutes) * 60 + seconds) * RATE + frames


def sound(start: int) -> bytes:
    """Four seconds of mono silence, 48 kHz 16 bit, whose bext counts the samples since midnight up to frame `start`."""
    plain = io.BytesIO()
    with wave.open(plain, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLES)
        file.writeframes(bytes(2 * SAMPLES * SOUND_FRAMES // RATE))
    body = plain.getvalue()[12:]
    samples = start * SAMPLES // RATE
    head = b"Chutier self-test".ljust(256, b"\0") + b"Chutier".ljust(32, b"\0") + bytes(32)
    bext = head + b"2026-01-0110:00:00" + struct.pack("<QH", samples, 1) + bytes(254)
    chunk = b"bext" + struct.pack("<I", len(bext)) + bext
    return b"RIFF" + struct.pack("<I", 4 + len(chunk) + len(body)) + b"WAVE" + chunk + body


def png() -> bytes:
    """A grey still."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = (b"\0" + b"\x80\x80\x80" * WIDTH) * HEIGHT
    size = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def dpx(frame: int) -> bytes:
    """One grey frame, 10 bit RGB, with its timecode in the television header."""
    pixels = struct.pack(">I", (512 << 22) | (512 << 12) | (512 << 2)) * (WIDTH * HEIGHT)
    head = bytearray(2048)
    struct.pack_into(">4sI8sI", head, 0, b"SDPX", 2048, b"V1.0", 2048 + len(pixels))
    struct.pack_into(">II", head, 24, 1664, 384)
    struct.pack_into(">HHII", head, 768, 0, 1, WIDTH, HEIGHT)
    struct.pack_into(">BBBBHHI", head, 800, 50, 2, 2, 10, 1, 0, 2048)
    digits = "{:02d}{:02d}{:02d}{:02d}".format(*_clock(frame))
    struct.pack_into(">I", head, 1920, int(digits, 16))
    struct.pack_into(">f", head, 1940, float(RATE))
    return bytes(head) + pixels


def _clock(frame: int) -> tuple[int, int, int, int]:
    seconds = frame // RATE
    return seconds // 3600, seconds // 60 % 60, seconds % 60, frame % RATE


def movie(start: int, frames: int) -> bytes:
    """A grey QuickTime movie, 8 bit 4:2:2 uncompressed (`2vuy`), with a timecode track and its reel."""
    picture = b"\x80\x80" * (WIDTH * HEIGHT)
    lead = _box(b"ftyp", b"qt  " + struct.pack(">I", 0x20050300) + b"qt  ")
    data = picture * frames + struct.pack(">I", start)
    first = len(lead) + 8
    length = frames * 100
    mvhd = struct.pack(">IIIIIIH10x", 0, 0, 0, RATE * 100, length, 0x10000, 0x100) + _MATRIX + bytes(24)
    tracks = _picture_track(length, frames, len(picture), first)
    tracks += _timecode_track(length, first + frames * len(picture))
    return lead + _box(b"mdat", data) + _box(b"moov", _box(b"mvhd", mvhd + struct.pack(">I", 3)) + tracks)


_MATRIX = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)


def _box(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", 8 + len(data)) + name + data


def _picture_track(length: int, frames: int, size: int, first: int) -> bytes:
    entry = bytes(6) + struct.pack(">HHH4sIIHHIIIH", 1, 2, 0, b"chut", 0, 0, WIDTH, HEIGHT, 0x480000, 0x480000, 0, 1)
    entry += bytes(32) + struct.pack(">Hh", 24, -1) + _box(b"colr", b"nclc" + struct.pack(">HHH", 1, 1, 1))
    entry += _box(b"fiel", b"\1\0")
    table = _table(_box(b"2vuy", entry), frames, 100, size, [first + number * size for number in range(frames)])
    head = _box(b"vmhd", struct.pack(">IHHHH", 1, 0x40, 0x8000, 0x8000, 0x8000))
    media = _media(b"vide", length, head + table)
    return _box(b"trak", _head(1, length, True) + _box(b"tref", _box(b"tmcd", struct.pack(">I", 2))) + media)


def _timecode_track(length: int, first: int) -> bytes:
    reel = _box(b"name", struct.pack(">HH", len(REEL), 0) + REEL.encode("ascii"))
    entry = bytes(6) + struct.pack(">HIIIIBB", 1, 0, 2, RATE * 100, 100, RATE, 0) + reel
    font = struct.pack(">IHHHH6H", 0, 0, 0, 12, 0, 0, 0, 0, 0xFFFF, 0xFFFF, 0xFFFF) + b"\0"
    head = _box(b"gmhd", _box(b"gmin", struct.pack(">IHHHHHH", 0, 0x40, 0x8000, 0x8000, 0x8000, 0, 0))
                + _box(b"tmcd", _box(b"tcmi", font)))  # fmt: skip
    media = _media(b"tmcd", length, head + _table(_box(b"tmcd", entry), 1, length, 4, [first]))
    return _box(b"trak", _head(2, length, False) + media)


def _head(number: int, length: int, picture: bool) -> bytes:
    size = struct.pack(">II", (WIDTH << 16) * picture, (HEIGHT << 16) * picture)
    return _box(b"tkhd", struct.pack(">IIIIII8xHHHH", 0xF, 0, 0, number, 0, length, 0, 0, 0, 0) + _MATRIX + size)


def _media(kind: bytes, length: int, parts: bytes) -> bytes:
    clock = _box(b"mdhd", struct.pack(">IIIIIHH", 0, 0, 0, RATE * 100, length, 0, 0))
    handler = _box(b"hdlr", struct.pack(">I4s4sIII", 0, b"mhlr", kind, 0, 0, 0) + b"\0")
    return _box(b"mdia", clock + handler + _box(b"minf", parts))


def _table(entry: bytes, count: int, length: int, size: int, places: list[int]) -> bytes:
    """Where the samples of a track lie: one a chunk."""
    data = _box(b"hdlr", struct.pack(">I4s4sIII", 0, b"dhlr", b"alis", 0, 0, 0) + b"\0")
    data += _box(b"dinf", _box(b"dref", struct.pack(">II", 0, 1) + _box(b"alis", struct.pack(">I", 1))))
    parts = _box(b"stsd", struct.pack(">II", 0, 1) + entry)
    parts += _box(b"stts", struct.pack(">IIII", 0, 1, count, length))
    parts += _box(b"stsc", struct.pack(">IIIII", 0, 1, 1, 1, 1))
    parts += _box(b"stsz", struct.pack(">III", 0, size, count))
    parts += _box(b"stco", struct.pack(">II", 0, len(places)) + b"".join(struct.pack(">I", one) for one in places))
    return data + _box(b"stbl", parts)
