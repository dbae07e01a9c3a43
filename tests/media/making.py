"""Tiny real media: pictures by PyAV, Broadcast Wave by hand, and workers that die on purpose."""

import os
import struct
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from chutier.media.probe import probe


def movie(
    path: Path,
    *,
    codec: str = "mjpeg",
    pixels: str = "yuvj420p",
    rate: Fraction = Fraction(25),
    timecode: str = "",
    reel: str = "",
    frames: int = 10,
    audio: tuple[str, ...] = (),
    tags: dict[str, str] | None = None,
    size: tuple[int, int] = (320, 180),
    turned: int = 0,
    options: dict[str, str] | None = None,
    stamps: tuple[int, ...] = (),
) -> Path:
    """Write a movie of grey frames; `audio` holds one layout per track, `stamps` the frames' own times for VFR."""
    with av.open(str(path), "w", options={"movflags": "use_metadata_tags"} if tags else {}) as container:
        container.metadata.update(tags or {})
        stream: Any = container.add_stream(codec, rate=rate, options=options or {})
        stream.width, stream.height, stream.pix_fmt = *size, pixels
        if stamps:
            stream.codec_context.time_base = stream.time_base = Fraction(1, 1000)
        if turned:
            stream.set_display_rotation(turned)
        if timecode:
            (container if path.suffix == ".mxf" else stream).metadata["timecode"] = timecode
        if reel:
            stream.metadata["reel_name"] = reel
        tracks: list[Any] = [container.add_stream("pcm_s16le", rate=48000, layout=layout) for layout in audio]
        for index in range(len(stamps) or frames):
            picture = av.VideoFrame.from_ndarray(np.full((size[1], size[0], 3), index * 20, np.uint8), format="rgb24")
            if stamps:
                picture.pts, picture.time_base = stamps[index], Fraction(1, 1000)
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
        for track in tracks:
            silence = np.zeros((1, 1920 * frames * track.layout.nb_channels), np.int16)
            sound = av.AudioFrame.from_ndarray(silence, format="s16", layout=track.layout.name)
            sound.sample_rate = 48000
            container.mux(track.encode(sound))
            container.mux(track.encode(None))
    return path


def music(path: Path, codec: str, frames: int = 4) -> Path:
    """Write a sound file that is not WAVE: `frames` blocks of 1152 samples of stereo silence."""
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream(codec, rate=48000, layout="stereo")
        kind = stream.codec_context.format.name
        for index in range(frames):
            sound = av.AudioFrame(format=kind, layout="stereo", samples=stream.codec_context.frame_size or 1152)
            for plane in sound.planes:
                plane.update(bytes(plane.buffer_size))
            sound.sample_rate, sound.pts = 48000, index * sound.samples
            container.mux(stream.encode(sound))
        container.mux(stream.encode(None))
    return path


def chunk(name: bytes, data: bytes, *, length: int | None = None, padded: bool = True) -> bytes:
    """One RIFF chunk, with a lying length or without its pad byte on demand."""
    tail = b"\0" if padded and len(data) % 2 else b""
    return name + struct.pack("<I", len(data) if length is None else length) + data + tail


def bext(description: str = "", start: int = 0, *, originator: str = "Tester", version: int = 1) -> bytes:
    """A bext chunk's content."""
    fixed = struct.pack(
        "<256s32s32s10s8sIIH",
        description.encode(), originator.encode(), b"REF", b"2026-09-25", b"10:11:12",
        start & 0xFFFFFFFF, start >> 32, version,
    )  # fmt: skip
    return fixed.ljust(602, b"\0") + b"A=PCM\r\n"


def ixml(*, speed: str = "", more: str = "", rate: str = "25/1", flag: str = "NDF") -> bytes:
    """An iXML chunk's content; `speed` and `more` are inserted as they are."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><BWFXML><IXML_VERSION>2.10</IXML_VERSION>'
        f"{more}<SPEED><TIMECODE_RATE>{rate}</TIMECODE_RATE><TIMECODE_FLAG>{flag}</TIMECODE_FLAG>{speed}</SPEED></BWFXML>"
    ).encode()


def fmt(channels: int = 1, rate: int = 48000, bits: int = 24, tag: int = 1) -> bytes:
    """A fmt chunk's content."""
    block = channels * bits // 8
    return struct.pack("<HHIIHH", tag, channels, rate, rate * block, block, bits)


def wave(path: Path, *chunks: bytes, form: bytes = b"RIFF", cut: int = 0) -> Path:
    """A WAVE file of these chunks, `cut` bytes short."""
    body = b"WAVE" + b"".join(chunks)
    length = 0xFFFFFFFF if form != b"RIFF" else len(body)
    data = form + struct.pack("<I", length) + body
    path.write_bytes(data[: len(data) - cut])
    return path


def second(channels: int = 1, bits: int = 24, rate: int = 48000) -> bytes:
    """A data chunk of one second of silence."""
    return chunk(b"data", bytes(channels * bits // 8 * rate))


def frail(pipe: Any, language: str) -> None:
    """A worker that dies on `crash`, dies once on `once`, and hangs on `hang`; else it does its work."""
    while (path := pipe.recv()) is not None:
        name = Path(path).name
        if name.startswith("crash"):
            os._exit(11)
        if name.startswith("once") and not Path(path).with_suffix(".seen").exists():
            Path(path).with_suffix(".seen").touch()
            os._exit(11)
        if name.startswith("hang"):
            time.sleep(60)
        pipe.send(probe(path))
