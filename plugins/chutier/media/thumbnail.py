"""One frame of a movie as a small JPEG, by PyAV alone: as it is to be seen, neither squeezed nor lying on its side."""

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from typing import Any

from chutier.media.peaks import alone, length_of
from chutier.media.picture import _opened

WIDE = 320
"""Pixels of the longer side; a smaller picture is not blown up."""
_DARK = 20.0
_FLAT = 4.0
"""Mean light and standard deviation, 0 to 255, under which a frame shows next to nothing: a black, or in a camera's log
curve a grey, before the light is on."""
_PLACES = (Fraction(1, 3), Fraction(1, 2), Fraction(2, 3), Fraction(1, 8))
"""Parts of the length where a frame is looked for, until one shows something."""
_DECODED_AT_MOST = 300
"""Frames from a key frame to the one that is wanted: a long group of pictures is not followed for ever."""
_ATTACHED_PICTURE = 0x400
_UNSAID = (2, 5)
"""libav's numbers for a matrix that the file does not give: unspecified, and the default that swscale has for it."""
_HD = 700
"""Lines from which a picture that does not say its colours is taken for Rec. 709, as players do."""


def thumbnail(path: str, at: Fraction | None) -> bytes | None:
    """The frame at `at` seconds, or one about a third into the movie that shows something; None without a picture.

    Raises MediaError when the file cannot be read.
    """
    import numpy as np

    with _opened(path) as container:
        streams = [s for s in container.streams.video if not int(s.disposition) & _ATTACHED_PICTURE]
        if not streams:
            return None
        stream = streams[0]
        alone(container, stream)
        stream.thread_type = "SLICE"
        best, most = None, -1.0
        for frame in _candidates(container, stream, at):
            pixels = _upright(frame, stream)
            differences = float(np.std(pixels))
            if differences > most:
                best, most = pixels, differences
            if at is not None or (differences >= _FLAT and float(np.mean(pixels)) >= _DARK):
                break
        return None if best is None else _jpeg(best)


def _candidates(container: Any, stream: Any, at: Fraction | None) -> Iterator[Any]:
    """The frame that is wanted, or one after another from the places worth a look; the first of all at the end."""
    length = length_of(container, stream)
    places = [at] if at is not None else [length * part for part in _PLACES] if length else []
    for seconds in places:
        if (frame := _frame(container, stream, seconds)) is not None:
            yield frame
    if (frame := _frame(container, stream, Fraction(0))) is not None:
        yield frame


def _frame(container: Any, stream: Any, seconds: Fraction) -> Any:
    """The last frame that begins no later than `seconds`, decoded from the key frame before; None when there is none.

    Damage costs the frames it is in: what was decoded before it is taken.
    """
    import av

    found = None
    start = stream.start_time or 0
    with suppress(OSError, ValueError, av.FFmpegError):
        container.seek(start + int(seconds / stream.time_base), stream=stream)
    try:
        for count, frame in enumerate(container.decode(stream)):
            past = frame.pts is not None and (frame.pts - start) * stream.time_base > seconds
            if found is None or not past:
                found = frame
            if past or count >= _DECODED_AT_MOST:
                break
    except (OSError, ValueError, av.FFmpegError):
        return found
    return found


def _upright(frame: Any, stream: Any) -> Any:
    """Its pixels as red, green and blue: square, small, and turned as the camera's metadata asks."""
    import numpy as np
    from av.video.reformatter import Colorspace

    aspect = stream.sample_aspect_ratio or Fraction(1)
    shown = Fraction(frame.width) * aspect
    factor = min(Fraction(1), Fraction(WIDE) / max(shown, frame.height))
    across, down = (max(2, 2 * round(side * factor / 2)) for side in (shown, Fraction(frame.height)))
    unknown = int(frame.colorspace) in _UNSAID
    colours = Colorspace.ITU709 if unknown and frame.height >= _HD else None
    small = frame.reformat(width=across, height=down, format="rgb24", src_colorspace=colours)
    # libav counts the degrees by which the picture is to be turned against the clock.
    return np.ascontiguousarray(np.rot90(small.to_ndarray(), round(frame.rotation / 90) % 4))


def _jpeg(pixels: Any) -> bytes:
    import av

    picture = av.VideoFrame.from_ndarray(pixels, format="rgb24").reformat(format="yuvj420p")
    picture.pts = 0
    coder: Any = av.CodecContext.create("mjpeg", "w")
    coder.width, coder.height, coder.pix_fmt = picture.width, picture.height, "yuvj420p"
    coder.time_base, coder.options = Fraction(1, 25), {"qmin": "3", "qmax": "4", "huffman": "optimal"}
    return b"".join(bytes(packet) for packet in [*coder.encode(picture), *coder.encode(None)])
