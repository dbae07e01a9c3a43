"""Headings at which an import stops, or takes every row for something else."""

from collections import Counter
from collections.abc import Iterator

from chutier.errors import TimecodeError
from chutier.timecode import rate_text
from chutier_avid.ale import Ale
from chutier_avid.ale.clock import log_rate
from chutier_avid.bins.content import BinContent
from chutier_avid.rehearsal.results import Gate


def gates_of(content: BinContent, ale: Ale, video_format: str = "") -> tuple[Gate, ...]:
    """VIDEO_FORMAT and FPS of the heading where they fit neither the project nor the bin.

    `video_format` is the project's; the clips do not tell it, because their rasters may be others. Media Composer
    mixes rates in a bin: an FPS that some clip has is fine.
    """
    return tuple(_gates(content, ale, video_format))


def _gates(content: BinContent, ale: Ale, video_format: str) -> Iterator[Gate]:
    written = ale.head("VIDEO_FORMAT")
    if video_format and written.upper() != video_format.upper():
        yield Gate("VIDEO_FORMAT", written, video_format)
    rates = Counter(item.start.rate for item in content if item.start is not None)
    text = ale.head("FPS")
    try:
        fits = log_rate(text) in rates
    except TimecodeError:
        fits = False
    if rates and not fits:
        yield Gate("FPS", text, rate_text(rates.most_common(1)[0][0]))
