"""RIFF, RF64 and BW64: the chunks of a Broadcast Wave file, walked header by header. The sound itself is never read.

Sources: EBU Tech 3285 (bext v0 to v2), EBU Tech 3306 and ITU-R BS.2088 (RF64, BW64, ds64).
"""

import struct
from dataclasses import dataclass, field
from typing import BinaryIO

from chutier.errors import MediaError
from chutier.i18n import _

LARGEST_CHUNK = 4 * 1024 * 1024
MOST_CHUNKS = 4096
_UNKNOWN_LENGTH = 0xFFFFFFFF
_PCM, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """The fmt chunk. `tag` is the format within an extensible header, 1 for PCM, 3 for float."""

    tag: int
    channels: int
    sample_rate: int
    block: int
    bits: int

    @property
    def codec(self) -> str:
        """The codec by the name that ffmpeg gives it."""
        if self.tag == _PCM:
            return "pcm_u8" if self.bits <= 8 else f"pcm_s{-(-self.bits // 8) * 8}le"
        return f"pcm_f{self.bits}le" if self.tag == _FLOAT else f"0x{self.tag:04x}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bext:
    """The bext chunk. `time_reference` counts samples since midnight; `date` and `time` are as written."""

    description: str
    originator: str
    reference: str
    date: str
    time: str
    time_reference: int
    version: int

    @property
    def lines(self) -> dict[str, str]:
        """`sSCENE=12A` and its like in the description, by key without the recorder's `s` or `z`."""
        pairs = (line.partition("=") for line in self.description.splitlines())
        return {
            key.strip()[1:].upper(): value.strip()
            for key, equals, value in pairs
            if equals and key.strip()[:1] in ("s", "z") and key.strip()[1:].isalnum()
        }


@dataclass(slots=True, kw_only=True)
class Wave:
    """What the chunks hold. `data` is the length of the sound in bytes that are really in the file."""

    container: str
    format: Format | None = None
    data: int | None = None
    bext: Bext | None = None
    ixml: bytes | None = None
    warnings: list[str] = field(default_factory=list)


def read_wave(file: BinaryIO, size: int) -> Wave:
    """Walk the chunks of a file of `size` bytes. Raises MediaError when it is no RIFF file at all."""
    head = file.read(12)
    if head[:4] not in (b"RIFF", b"RF64", b"BW64") or head[8:12] != b"WAVE":
        raise MediaError(_("this is not a WAVE file, whatever its name says"))
    wave = Wave(container="wav" if head[:4] == b"RIFF" else head[:4].decode().lower())
    lengths: dict[bytes, int] = {}
    position = 12
    for _count in range(MOST_CHUNKS):
        file.seek(position)
        header = file.read(8)
        if len(header) < 8:
            break
        name, length = struct.unpack("<4sI", header)
        if length == _UNKNOWN_LENGTH:
            length = lengths.get(name, length)
        start = position + 8
        if name == b"data":
            length = _measure(wave, length, size - start)
        elif start + length > size:
            wave.warnings.append(_("the file is cut short inside its {name} chunk").format(name=_ascii(name)))
        _take(file, wave, lengths, name, min(length, max(size - start, 0)))
        position = _after(file, start + length)
    return wave


def _measure(wave: Wave, declared: int, left: int) -> int:
    """The length of the sound: as declared, unless the recording was never closed or the copy was cut."""
    left = max(left, 0)
    if declared > left or (declared == 0 and left > 0):
        if declared in (0, _UNKNOWN_LENGTH):
            wave.warnings.append(_("the recording was never closed: its length is taken from the file's"))
        else:
            wave.warnings.append(
                _("the recording is cut short: {missing} bytes of sound are missing").format(missing=declared - left)
            )
        declared = left
    if wave.data is None:
        wave.data = declared
    return declared


def _take(file: BinaryIO, wave: Wave, lengths: dict[bytes, int], name: bytes, length: int) -> None:
    """Read the chunks that matter, none beyond LARGEST_CHUNK; the others are skipped."""
    if name == b"ds64":
        _read_ds64(file.read(min(length, LARGEST_CHUNK)), lengths)
    elif name == b"fmt " and wave.format is None:
        wave.format = _read_format(file.read(min(length, 64)))
    elif name == b"bext" and wave.bext is None:
        wave.bext = _read_bext(file.read(min(length, 602)))
    elif name.lower() == b"ixml" and wave.ixml is None:
        if length <= LARGEST_CHUNK:
            wave.ixml = file.read(length)
        else:
            wave.warnings.append(_("the iXML chunk is too long to be a recorder's; it was not read"))


def _after(file: BinaryIO, end: int) -> int:
    """Where the next chunk begins: chunks are padded to even, but some writers forget to."""
    if end % 2 == 0:
        return end
    file.seek(end)
    return end + 1 if file.read(1) in (b"\0", b"") else end


def _read_ds64(data: bytes, lengths: dict[bytes, int]) -> None:
    if len(data) < 28:
        return
    _riff, sound, _samples, count = struct.unpack_from("<QQQI", data)
    lengths[b"data"] = sound
    for index in range(min(count, (len(data) - 28) // 12)):
        name, length = struct.unpack_from("<4sQ", data, 28 + 12 * index)
        lengths.setdefault(name, length)


def _read_format(data: bytes) -> Format | None:
    if len(data) < 16:
        return None
    tag, channels, rate, _bytes, block, bits = struct.unpack_from("<HHIIHH", data)
    if tag == _EXTENSIBLE and len(data) >= 26:
        tag = struct.unpack_from("<H", data, 24)[0]
    return Format(tag=tag, channels=channels, sample_rate=rate, block=block, bits=bits)


def _read_bext(data: bytes) -> Bext | None:
    if len(data) < 348:
        return None
    low, high, version = struct.unpack_from("<IIH", data.ljust(602, b"\0"), 338)
    return Bext(
        description=_text(data[:256]),
        originator=_text(data[256:288]),
        reference=_text(data[288:320]),
        date=_text(data[320:330]),
        time=_text(data[330:338]),
        time_reference=high << 32 | low,
        version=version,
    )


def _text(data: bytes) -> str:
    """ASCII by the letter of Tech 3285; in the field UTF-8, or the recorder's Western code page."""
    data = data.split(b"\0", 1)[0]
    try:
        return data.decode("utf-8").strip()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace").strip()


def _ascii(name: bytes) -> str:
    return name.decode("ascii", "replace").strip()
