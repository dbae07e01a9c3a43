"""Listening: by how much a sound lies off the place that its timecode gives it, against the camera's guide track.

    picture   |---------[ window ]-----------------|        what the camera's microphone heard there
    sound  |------[ within | window | within ]---------|    where timecode says that it lies, and a little around it

The two are compared by generalised cross-correlation with phase transform (Knapp and Carter, 1976): only when things
happen counts, not how loud or how dull they are, so that a distant microphone still fits the recorder's clean tracks.
"""

import math
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

from chutier import i18n
from chutier.errors import MediaError
from chutier.events import Event, Report, silent
from chutier.media.peaks import length_of
from chutier.media.picture import _opened
from chutier.media.pool import Crew

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Sound = NDArray[np.float64]

RATE = 8000
"""Samples a second that are compared: speech and claps lie below half of it."""

WINDOW = Fraction(20)
"""Seconds heard in one place."""

SHORTEST = Fraction(1)
"""Seconds that picture and sound must share."""

LOW, HIGH = 200, 3500
"""Hertz: wind and mains hum lie below, a microphone's own noise above."""

_HIGH = 6.0
"""How far a peak must stand out, in spreads of all."""

_ALONE = 2.0
"""How much higher than any other a peak must be: unrelated talk, tones, buzz and metronomes have several alike."""

_PEAK = RATE // 20
"""Samples on each side of a peak that belong to it: echoes of the room."""

PIECE = Fraction(2)
"""Seconds of each piece that must agree with the others: one clap sounds like another."""

_ALIKE = Fraction(1, 100)
"""Seconds within which pieces agree."""

FEW = 6
"""Under this many pairs the workers would take longer to start than to listen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A picture, a sound, and where timecode puts the sound: seconds from the picture's first frame to the sound's
    first sample, negative when the sound ran first."""

    picture: str
    sound: str
    offset: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """`error`: seconds by which the sound must be moved later (earlier when negative) to fit the guide track; some
    thousandths are the sound's own way to the camera. `sure` False: the two have too little in common to tell."""

    error: Fraction
    sure: bool
    agree: int
    of: int
    """Pieces that tell the same, of those that were compared."""


def listen(pair: Pair, *, within: Fraction = Fraction(2)) -> Heard | None:
    """How far the sound lies off, looked for `within` seconds on each side.

    In the place where both begin and, when they share more than a minute, in one more. None when a file has no sound,
    cannot be read, or when the two share too little time.
    """
    try:
        with _opened(pair.picture) as picture, _opened(pair.sound) as sound:
            if not picture.streams.audio or not sound.streams.audio:
                return None
            heard = [
                _compared(picture, sound, pair.offset, at, length, within)
                for at, length in _places(picture, sound, pair)
            ]
    except MediaError:
        return None
    found = [one for one in heard if one is not None]
    return max(found, key=lambda one: (one.sure, one.agree)) if found else None


def _places(picture: Any, sound: Any, pair: Pair) -> list[tuple[Fraction, Fraction]]:
    """Where to listen: seconds into the picture, and for how long."""
    spans = [_span(picture), _span(sound)]
    begin = max(Fraction(0), spans[0][0], pair.offset + spans[1][0])
    end = min(spans[0][1], pair.offset + spans[1][1])
    shared = end - begin
    if shared < SHORTEST:
        return []
    first = (begin, min(WINDOW, shared))
    return [first] if shared < 3 * WINDOW else [first, (begin + shared / 2, WINDOW)]


def _span(container: Any) -> tuple[Fraction, Fraction]:
    """When the first track of sound begins and ends, in seconds of the file."""
    stream = container.streams.audio[0]
    begin = (stream.start_time or 0) * stream.time_base - _zero(container)
    return begin, begin + length_of(container, stream)


def _zero(container: Any) -> Fraction:
    """What the file's own times say where it begins: at the picture's first frame, else at the first sample."""
    stream = (container.streams.video or container.streams.audio)[0]
    return Fraction((stream.start_time or 0) * stream.time_base)


def _compared(
    picture: Any, sound: Any, offset: Fraction, at: Fraction, length: Fraction, within: Fraction
) -> Heard | None:
    """One place. The sound's window is wider by `within` on both sides."""
    guide = _sound(picture, at, length)
    wide = _sound(sound, at - offset - within, length + 2 * within)
    if guide is None or wide is None:
        return None
    count = max(2, int(length / PIECE))
    size, margin = guide.size // count, int(2 * within * RATE)
    fits = [
        _fit(guide[n * size : (n + 1) * size], wide[n * size : (n + 1) * size + margin], within) for n in range(count)
    ]
    return _agreed([fit for fit in fits if fit is not None], count)


def _agreed(fits: Sequence[Fraction], count: int) -> Heard:
    """What most pieces tell; sure when half of them do, and two at least."""
    if not fits:
        return Heard(error=Fraction(0), sure=False, agree=0, of=count)
    groups = [sorted(other for other in fits if abs(other - one) <= _ALIKE) for one in fits]
    best = max(groups, key=len)
    late = best[len(best) // 2]
    return Heard(error=-late, sure=len(best) >= max(2, (count + 1) // 2), agree=len(best), of=count)


def _fit(guide: "Sound", wide: "Sound", within: Fraction) -> Fraction | None:
    """Seconds by which the sound is late in its place; None when nothing in the two fits."""
    import numpy as np

    size = 1 << (guide.size + wide.size - 1).bit_length()
    cross = np.fft.rfft(wide, size) * np.conj(np.fft.rfft(guide, size))
    hertz = np.fft.rfftfreq(size, 1 / RATE)
    weight = np.abs(cross)
    # A little of the spectrum's own size is kept: bands in which nothing was heard must not count like the others.
    weight = np.where((hertz >= LOW) & (hertz <= HIGH), 1 / (weight + 0.01 * weight.mean() + 1e-12), 0)
    fits = np.fft.irfft(cross * weight, size)[: int(2 * within * RATE) + 1]
    best = int(np.argmax(fits))
    rest = np.concatenate([fits[: max(0, best - _PEAK)], fits[best + _PEAK + 1 :]])
    enough = max(_HIGH * (float(np.std(fits)) or 1.0), _ALONE * float(rest.max(initial=0.0)))
    # At the very edge stands what is only the slope of a peak out of reach.
    if not 0 < best < fits.size - 1 or float(fits[best]) < enough:
        return None
    return Fraction(best, RATE) + Fraction(round(_between(fits, best) * 1000), 1000 * RATE) - within


def _between(fits: "Sound", best: int) -> float:
    """Where between the samples the peak is, by a parabola through its neighbours."""
    left, top, right = (float(value) for value in fits[best - 1 : best + 2])
    bend = left - 2 * top + right
    return 0.5 * (left - right) / bend if bend else 0.0


def _sound(container: Any, start: Fraction, length: Fraction) -> "Sound | None":
    """`length` seconds from `start` on, all tracks and channels as one, at RATE; silence where the file has nothing.
    None when there is nothing at all."""
    import numpy as np

    rate = container.streams.audio[0].rate
    # Whole seconds make lengths of small factors, which transform many times faster than primes do.
    seconds = math.ceil(length)
    whole, heard = np.zeros(seconds * rate), False
    for begin, samples in _pieces(container, start, start + seconds):
        at = round((begin - start) * rate)
        cut = max(0, -at)
        part = samples[cut : cut + max(0, whole.size - at - cut)]
        whole[at + cut : at + cut + part.size] += part
        heard = True
    return _at_rate(whole, seconds * RATE)[: int(length * RATE)] if heard else None


def _pieces(container: Any, start: Fraction, end: Fraction) -> Iterator[tuple[Fraction, "Sound"]]:
    """Decoded frames of every track that reach into the stretch, with their time; what is damaged is left out."""
    import av

    first, zero = container.streams.audio[0], _zero(container)
    tracks = [track for track in container.streams.audio if track.rate == first.rate]
    _only(container, tracks)
    weight = {track.index: 1 / Fraction(number) for number, track in enumerate(tracks, 2)}
    with suppress(av.error.FFmpegError):
        container.seek(max(first.start_time or 0, int((start + zero) / first.time_base)), stream=first)
        for packet in container.demux(tracks):
            for frame in packet.decode() if packet.stream.index in weight else ():
                if frame.pts is None:
                    continue
                begin = frame.pts * frame.time_base - zero
                if begin >= end:
                    weight.pop(packet.stream.index, None)
                elif begin + Fraction(frame.samples, frame.sample_rate) > start:
                    yield begin, float(weight[packet.stream.index]) * _mono(frame)
            if not weight:
                return


def _only(container: Any, tracks: Sequence[Any]) -> None:
    """Let libav skip what else is in the file, above all the picture."""
    from av.stream import Discard

    kept = {track.index for track in tracks}
    for stream in container.streams:
        stream.discard = Discard.default if stream.index in kept else Discard.all


def _mono(frame: Any) -> "Sound":
    """All channels as one, each a little softer than the one before: equal ones of opposite phase would leave nothing.
    Whole numbers are taken as fractions of full scale; what is no number is silence."""
    import numpy as np

    values = frame.to_ndarray()
    if not frame.format.is_planar:
        values = values.reshape(-1, len(frame.layout.channels)).T
    scale = 1.0 if values.dtype.kind == "f" else float(np.iinfo(values.dtype).max)
    loud = np.linspace(1, 0.5, len(values)) / len(values) / scale
    mixed: Sound = loud @ np.nan_to_num(values.astype(np.float64), posinf=0.0, neginf=0.0)
    return mixed


def _at_rate(samples: "Sound", wanted: int) -> "Sound":
    """The same stretch as `wanted` samples: the spectrum is cut off, or filled up with nothing."""
    import numpy as np

    spectrum = np.fft.rfft(samples - samples.mean())
    keep = wanted // 2 + 1
    resized = spectrum[:keep] if spectrum.size >= keep else np.pad(spectrum, (0, keep - spectrum.size))
    made: Sound = np.fft.irfft(resized, wanted)
    return made


@dataclass(frozen=True, slots=True)
class _Answer:
    heard: Heard | None


def listen_all(
    pairs: Sequence[Pair], *, workers: int | None = None, limit: float = 120.0, report: Report = silent
) -> Iterator[tuple[Pair, Heard | None]]:
    """Every pair with what was heard, in the order given. `workers` is the number of processes (the machine's cores, at
    most 8, when None), `limit` the seconds that one pair may take. A file that makes the reader crash or hang costs its
    own pair."""
    size = min(workers or min(os.cpu_count() or 1, 8), len(pairs))
    if len(pairs) < FEW or size < 2:
        answers: Iterator[_Answer] = (_Answer(listen(pair)) for pair in pairs)
        yield from _told(pairs, answers, report)
        return
    with Crew[Pair, _Answer](size, limit, serve, lambda _pair, _why: _Answer(None)) as crew:
        yield from _told(pairs, crew.ask_all(pairs), report)


def _told(pairs: Sequence[Pair], answers: Iterator[_Answer], report: Report) -> Iterator[tuple[Pair, Heard | None]]:
    for done, (pair, answer) in enumerate(zip(pairs, answers, strict=True), 1):
        report(Event(step="listen", subject=pair.sound, done=done, total=len(pairs)))
        yield pair, answer.heard


def serve(pipe: "Connection[_Answer | None, Pair | None]", language: str) -> None:
    """A worker's life: listen to what comes down the pipe until it closes or None comes."""
    i18n.use_language(language)
    while (pair := pipe.recv()) is not None:
        pipe.send(_Answer(listen(pair)))
