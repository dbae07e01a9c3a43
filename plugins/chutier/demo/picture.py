"""Movies that show what they are: slate, clip name, running timecode, a clap; H.264 in MOV, which any player opens."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from chutier.demo.glyphs import drawn
from chutier.demo.script import CLAP_FRAME, DAY, RATE
from chutier.demo.speech import SAMPLE_RATE, Sound
from chutier.timecode import Timecode

if TYPE_CHECKING:
    from av import AudioFrame

WIDTH, HEIGHT = 640, 360
SAMPLES = SAMPLE_RATE // 24
"""Samples a frame."""

TITLE_ON_BOARD = "LA NUIT D'ETE"
STICK, OPEN = 14, 24
"""Thickness of a stick, and how far the open one gapes, in lines."""

Plane = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Movie:
    """One clip to write. `slate` None: nobody held one. `tags` are the camera's own metadata."""

    name: str
    start: Timecode
    frames: int
    reel: str
    camera: str
    slate: str | None = None
    tint: int = 0
    tags: Mapping[str, str] = field(default_factory=dict)
    created: str = "2026-05-14T12:00:00Z"


def write_movie(path: Path, movie: Movie, sound: Sound | None) -> None:
    """Write `movie`, with `sound` as two-channel scratch, or without any sound at all."""
    import av

    options = {"movflags": "use_metadata_tags+write_colr", "fflags": "+bitexact"}
    with av.open(str(path), "w", format="mov", options=options) as container:
        container.metadata.update({"creation_time": movie.created, **movie.tags})
        video = container.add_stream("libx264", rate=RATE, options={"preset": "veryfast", "crf": "23", "g": "12"})
        video.width, video.height, video.pix_fmt = WIDTH, HEIGHT, "yuv420p"
        video.thread_count = 1
        video.metadata.update({"timecode": str(movie.start), "reel_name": movie.reel})
        context = video.codec_context
        context.color_primaries = context.color_trc = context.colorspace = 1
        context.color_range = 1
        audio = container.add_stream("pcm_s16le", rate=SAMPLE_RATE, layout="stereo") if sound is not None else None
        for number, planes in enumerate(_pictures(movie)):
            frame = av.VideoFrame.from_ndarray(planes, format="yuv420p")
            frame.pts, frame.time_base = number, 1 / RATE
            container.mux(video.encode(frame))
            if audio is not None and sound is not None:
                container.mux(audio.encode(_heard(sound, number)))
        container.mux(video.encode(None))


def _heard(sound: Sound, number: int) -> "AudioFrame":
    """What belongs under picture frame `number`, the same on both channels; silence after the end."""
    import av

    mono = np.zeros(SAMPLES)
    part = sound[number * SAMPLES : (number + 1) * SAMPLES]
    mono[: part.size] = part
    both = np.repeat(np.round(mono * 32767).astype(np.int16), 2).reshape(1, -1)
    frame = av.AudioFrame.from_ndarray(both, format="s16", layout="stereo")
    frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE, number * SAMPLES, Fraction(1, SAMPLE_RATE)
    return frame


def _pictures(movie: Movie) -> Iterator[Plane]:
    """The frames as YUV planes: a set with something that moves, the board for the first second and a half."""
    base = np.tile(np.linspace(40, 110, WIDTH).astype(np.uint8), (HEIGHT, 1))
    chroma = np.concatenate(
        [np.full(HEIGHT * WIDTH // 4, 110 + movie.tint % 5 * 9), np.full(HEIGHT * WIDTH // 4, 150 - movie.tint % 7 * 6)]
    ).astype(np.uint8)
    _write(base, f"{movie.name}  CAM {movie.camera}", 8, 12, 2, 200)
    for number in range(movie.frames):
        luma = base.copy()
        x = 40 + number * 5 % (WIDTH - 80)
        luma[150:210, x : x + 36] = 180
        if movie.slate is not None and number < 36:
            _board(luma, movie, number)
        text = str(movie.start + number)
        _write(luma, text, (WIDTH - len(text) * 24) // 2, HEIGHT - 48, 4, 235)
        yield np.concatenate([luma.reshape(-1), chroma]).reshape(HEIGHT * 3 // 2, WIDTH)


def _board(luma: Plane, movie: Movie, number: int) -> None:
    """The slate: production, camera and reel, the slate itself; sticks that close, one white frame when they meet."""
    met = number == CLAP_FRAME
    luma[70:290, 120:520] = 235 if met else 24
    ink, slate = (16 if met else 230), movie.slate or ""
    for y in (116, 234):
        luma[y : y + 2, 120:520] = ink
    _write(luma, TITLE_ON_BOARD, 140, 90, 2, ink)
    _write(luma, "SEQ/PLAN-PRISE", 140, 126, 2, ink)
    scale = max(2, min(9, 380 // (len(slate) * 6)))
    _write(luma, slate, 140, 150, scale, ink)
    _write(luma, f"CAM {movie.camera}   {movie.reel}   J{DAY:02}", 140, 252, 3, ink)
    _stick(luma, 70 - STICK, 1, 0)
    _stick(luma, 70 - 2 * STICK, -1, 0 if number >= CLAP_FRAME else OPEN)


def _stick(luma: Plane, top: int, slant: int, rise: int) -> None:
    """A stick with slanted stripes from line `top` on, hinged on the left, its other end `rise` lines higher."""
    across = np.arange(400)
    for line in range(STICK):
        light = (across + slant * line) // 25 % 2 == 0
        luma[top + line - across * rise // 400, 120 + across] = np.where(light, 225, 20)


def _write(luma: Plane, text: str, x: int, y: int, scale: int, value: int) -> None:
    points = drawn(text, scale)[:, : WIDTH - x]
    luma[y : y + points.shape[0], x : x + points.shape[1]][points] = value
