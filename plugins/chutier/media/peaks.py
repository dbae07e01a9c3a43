"""How loud a recording is from start to end, in a few figures: enough for a waveform the size of a thumbnail."""

import math
from collections.abc import Iterator
from fractions import Fraction
from itertools import takewhile
from typing import Any

from chutier.media.picture import _opened

PEAKS = 160
FLOOR = 54
"""Decibels under full scale that count as silence: room tone on a quiet set stays just under it."""
_WHOLE_UP_TO = 240
"""Seconds. A longer recording is listened to in places, so that an hour costs no more than a few minutes."""
_LISTENED = Fraction(1, 4)
"""Seconds heard at each place of a long recording."""


def peaks_of(path: str) -> tuple[int, ...] | None:
    """PEAKS figures, 0 (silence) to 100 (full scale) in equal steps of decibels, the loudest channel each; None when
    the file has no sound. Raises MediaError when it cannot be read."""
    with _opened(path) as container:
        if not container.streams.audio:
            return None
        stream = container.streams.audio[0]
        alone(container, stream)
        seconds = length_of(container, stream)
        return _whole(container, stream) if seconds <= _WHOLE_UP_TO else _in_places(container, stream, seconds)


def alone(container: Any, stream: Any) -> None:
    """Let libav skip what else is in the file: beside sound lie hours of 4K picture that nobody asked for."""
    from av.stream import Discard

    for other in container.streams:
        if other.index != stream.index:
            other.discard = Discard.all


def length_of(container: Any, stream: Any) -> Fraction:
    """Seconds by the stream, or else by the file; 0 when neither says."""
    if stream.duration and stream.time_base:
        return Fraction(stream.duration * stream.time_base)
    return Fraction(container.duration or 0, 1_000_000)


def _whole(container: Any, stream: Any) -> tuple[int, ...] | None:
    """Every sample is heard: first the loudest of every block as it comes, then PEAKS of these."""
    import numpy as np

    blocks = [(_loudest(frame), frame.samples) for frame in _frames(container, stream)]
    if not blocks:
        return None
    ends = np.cumsum([samples for _level, samples in blocks])
    edges = ends[-1] * np.arange(PEAKS + 1) / PEAKS
    first = np.searchsorted(ends, edges[:-1], side="right")
    last = np.searchsorted(ends, edges[1:], side="left")
    levels = [level for level, _samples in blocks]
    return tuple(_figure(max(levels[a : b + 1])) for a, b in zip(first, last, strict=True))


def _in_places(container: Any, stream: Any, seconds: Fraction) -> tuple[int, ...]:
    """A quarter of a second in the middle of each of PEAKS equal parts."""
    figures = []
    offset = stream.start_time or 0
    for place in range(PEAKS):
        at = seconds * (2 * place + 1) / (2 * PEAKS)
        container.seek(offset + int(at / stream.time_base), stream=stream)
        until = at + _LISTENED
        heard = takewhile(lambda frame: frame.time is None or frame.time < until, _frames(container, stream))  # noqa: B023 - used up within the turn
        figures.append(_figure(max((_loudest(frame) for frame in heard), default=0.0)))
    return tuple(figures)


def _frames(container: Any, stream: Any) -> Iterator[Any]:
    """Sound as it comes; what is damaged within a file ends it there, as a player would."""
    import av

    try:
        yield from container.decode(stream)
    except (av.error.InvalidDataError, av.error.EOFError):
        return


def _loudest(frame: Any) -> float:
    """The highest sample of every channel, 0 to 1 of full scale."""
    import numpy as np

    samples = frame.to_ndarray()
    if not samples.size:
        return 0.0
    if samples.dtype.kind == "f":
        return float(np.abs(np.nan_to_num(samples)).max())
    if samples.dtype == np.uint8:
        return float(np.abs(samples.astype(np.int16) - 128).max()) / 128
    highest = max(int(samples.max()), -int(samples.min()))
    return highest / (np.iinfo(samples.dtype).max + 1)


def _figure(level: float) -> int:
    if level <= 0:
        return 0
    return max(0, min(100, round(100 + 100 * 20 * math.log10(level) / FLOOR)))
