"""Picture files, and sound files that are not WAVE, through PyAV: headers only, nothing is decoded.

libav is told which formats it may recognise: a file is read as what a camera writes, never as a play list that would
make libav open other files.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any

from chutier.errors import MediaError, TimecodeError
from chutier.i18n import _
from chutier.media import colour
from chutier.media.boxes import Boxes, read_boxes
from chutier.media.draft import Draft
from chutier.media.kinds import ISO_BOXED, suffix_of
from chutier.media.partitions import missing_bytes
from chutier.media.starts import put_start
from chutier.media.tags import put_tags
from chutier.model import AudioTrack, MediaKind
from chutier.timecode import RATES, parse_rate

_FORMATS = "mov,mxf,matroska,avi,mpegts,mpeg,mpegvideo,dv,asf,mp3,aac,flac,ogg,aiff,w64,caf,ac3,wav"
_PACKETS_UP_TO = 64 * 1024 * 1024
"""Bytes. A longer file that states its length is believed: counting packets would read all of it."""
_ATTACHED_PICTURE = 0x400


def read_movie(draft: Draft, path: str) -> None:
    """Fill `draft` from a file that libav understands. Raises MediaError, with a sentence for a person."""
    boxes = Boxes()
    if suffix_of(path) in ISO_BOXED:
        with Path(path).open("rb") as file:
            boxes = read_boxes(file, draft.facts["size"])
        _whole_or_error(draft, boxes)
    elif suffix_of(path) == "mxf" and draft.facts["size"] > _PACKETS_UP_TO:
        with Path(path).open("rb") as file:
            _warn_of_missing(draft, missing_bytes(file, draft.facts["size"]))
    with _opened(path) as container:
        name = "mov" if "mov" in container.format.name.split(",") else container.format.name.split(",")[0]
        draft.put("container", name, "container")
        pictures = [s for s in container.streams.video if not int(s.disposition) & _ATTACHED_PICTURE]
        if pictures:
            draft.facts["kind"] = MediaKind.PICTURE
            _put_picture(draft, container, pictures[0], boxes)
        elif container.streams.audio:
            draft.facts["kind"] = MediaKind.SOUND
            _put_sound(draft, container)
        else:
            raise MediaError(_("the file holds neither picture nor sound"))
        _put_tracks(draft, container, pictures[0] if pictures else None)
        _put_words(draft, container, pictures[0] if pictures else None, name, boxes)


def _whole_or_error(draft: Draft, boxes: Boxes) -> None:
    if boxes.recognised and not boxes.index:
        raise MediaError(_("the file is cut short: no index (moov)"))
    _warn_of_missing(draft, boxes.missing)


def _warn_of_missing(draft: Draft, missing: int) -> None:
    if missing > 0:
        draft.warn(_("the file is cut short: {missing} bytes are missing at its end").format(missing=missing))


@contextmanager
def _opened(path: str) -> Iterator[Any]:
    import av

    av.logging.set_level(av.logging.PANIC)
    options = {"format_whitelist": _FORMATS, "protocol_whitelist": "file", "analyzeduration": "0"}
    # Tags that are not UTF-8: PyAV 19 replaces what it cannot read of itself, and no longer takes the word.
    lenient: dict[str, Any] = {"metadata_errors": "replace"} if int(av.__version__.partition(".")[0]) < 19 else {}
    absolute = f"file:{Path(path).absolute()}"
    try:
        container = av.open(absolute, container_options=options, **lenient)
        if any(_vague(stream) for stream in container.streams):
            container.close()
            del options["analyzeduration"]
            container = av.open(absolute, container_options=options, **lenient)
    except (OSError, ValueError, av.FFmpegError) as error:
        raise MediaError(_sentence(error)) from error
    try:
        yield container
    except (OSError, ValueError, av.FFmpegError) as error:
        raise MediaError(_sentence(error)) from error
    finally:
        container.close()


def _vague(stream: Any) -> bool:
    """Whether the short look at the header did not say all that libav could."""
    context = stream.codec_context
    if context is None:
        return False
    if stream.type == "video":
        return not context.width or not context.pix_fmt or not stream.average_rate
    return stream.type == "audio" and not context.sample_rate


def _sentence(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror and not type(error).__module__.startswith("av"):
        return _("the file cannot be read: {why}").format(why=error.strerror)
    return _("the file cannot be understood: it is damaged or is not what its name says")


def _put_picture(draft: Draft, container: Any, stream: Any, boxes: Boxes) -> None:
    context = stream.codec_context
    _put_rate(draft, stream, boxes)
    _put_frames(draft, container, stream)
    draft.facts["rotation"] = boxes.rotation
    if context is None:
        draft.facts["decodable"] = False
        return
    for field, value in (
        ("width", context.width or None),
        ("height", context.height or None),
        ("sample_aspect", _exact(stream.sample_aspect_ratio or context.sample_aspect_ratio)),
        ("pixel_format", context.pix_fmt),
        ("codec", context.name),
        ("profile", context.profile),
        ("field_order", colour.FIELD_ORDERS.get(int(context.field_order))),
        ("colour_range", colour.RANGES.get(int(context.color_range))),
        ("primaries", colour.PRIMARIES.get(int(context.color_primaries))),
        ("transfer", colour.TRANSFERS.get(int(context.color_trc))),
        ("matrix", colour.MATRICES.get(int(context.colorspace))),
    ):
        draft.put(field, value, "stream")


def _exact(ratio: Any) -> Fraction | None:
    """A ratio of PyAV, which 18 gives as a Fraction and 19 as a kind of its own; None when it says nothing."""
    return Fraction(ratio.numerator, ratio.denominator) if ratio and ratio.denominator else None


def _seconds(stream: Any) -> Fraction:
    """How long the stream says it is; 0 when it does not say."""
    base = _exact(stream.time_base)
    return Fraction(stream.duration * base) if stream.duration and base else Fraction(0)


def snap(rate: Fraction | None) -> Fraction | None:
    """The known rate that a measured average means, when it lies within one part in ten thousand; else as measured."""
    if not rate:
        return None
    try:
        return parse_rate(rate)
    except TimecodeError:
        nearest = min(RATES.values(), key=lambda known: abs(known - rate))
        return nearest if abs(nearest - rate) * 10_000 < nearest else rate


def _put_rate(draft: Draft, stream: Any, boxes: Boxes) -> None:
    average, base = snap(_exact(stream.average_rate)), snap(_exact(stream.base_rate))
    fields = average is not None and base == 2 * average
    variable = boxes.variable if boxes.variable is not None else base is not None and base != average and not fields
    known = set(RATES.values())
    # A phone's 29.9 on average is shot on a 30 base: the base is the rate that an editor conforms to.
    near = average is not None and base is not None and abs(base - average) * 20 < base
    rate = base if variable and near and base in known and average not in known else average or base
    draft.facts["variable_rate"] = bool(variable)
    draft.put("rate", rate, "stream")


def _put_frames(draft: Draft, container: Any, stream: Any) -> None:
    """nb_frames where the container keeps it; else packets, counted on small files, else the length it states."""
    stated = _stated_frames(draft, stream)
    if stream.frames:
        draft.put("frames", stream.frames, "nb_frames")
    elif draft.facts["size"] <= _PACKETS_UP_TO or stated is None:
        counted = sum(1 for packet in container.demux(stream) if packet.size)
        draft.put("frames", counted, "packets")
        if stated is not None and stated > counted and container.format.name == "mxf":
            draft.disagree("frames", counted, "packets", stated, "mxf")
            draft.warn(
                _("the file is cut short: {counted} of {stated} frames are there").format(
                    counted=counted, stated=stated
                )
            )
    else:
        draft.put("frames", stated, "mxf" if container.format.name == "mxf" else "container")
    rate, frames = draft.get("rate"), draft.get("frames")
    if stream.duration and draft.facts["variable_rate"]:
        draft.put("duration", _seconds(stream), "stream")
    elif rate and frames:
        draft.put("duration", frames / rate, "stream")


def _stated_frames(draft: Draft, stream: Any) -> int | None:
    rate = draft.get("rate")
    if not _seconds(stream) or not rate:
        return None
    return int(_seconds(stream) * rate + Fraction(1, 2))


def _put_sound(draft: Draft, container: Any) -> None:
    stream = container.streams.audio[0]
    context = stream.codec_context
    if context is not None:
        draft.put("codec", context.name, "stream")
        draft.put("sample_rate", context.sample_rate or None, "stream")
    seconds = _seconds(stream) or Fraction(container.duration or 0, 1_000_000)
    if not seconds:
        return
    draft.put("duration", seconds, "stream")
    if rate := draft.get("sample_rate"):
        draft.put("samples", round(seconds * rate), "stream")


def _put_tracks(draft: Draft, container: Any, picture: Any) -> None:
    """Starts are relative to the picture's first frame: Matroska shifts both by the codec's priming."""
    zero = _start(picture if picture is not None else container.streams.audio[0])
    tracks = []
    for index, stream in enumerate(container.streams.audio):
        context = stream.codec_context
        tracks.append(
            AudioTrack(
                index=index,
                channels=context.layout.nb_channels if context else 1,
                sample_rate=(context.sample_rate or None) if context else None,
                codec=context.name if context else "",
                layout=_layout(context) if context else "",
                name=stream.metadata.get("title", ""),
                start=_start(stream) - zero,
            )
        )
    draft.put("audio", tuple(tracks), "stream")


def _layout(context: Any) -> str:
    """As libav names it; a lone channel without a layout is mono all the same."""
    return "mono" if context.layout.nb_channels == 1 else str(context.layout.name)


def _start(stream: Any) -> Fraction:
    base = _exact(stream.time_base)
    return stream.start_time * base if stream.start_time and base else Fraction(0)


def _put_words(draft: Draft, container: Any, picture: Any, name: str, boxes: Boxes) -> None:
    """Timecode and reel from the timecode track first, then from the container's tags."""
    origin = "mxf" if name == "mxf" else "container"
    labels: list[tuple[str, str]] = []
    for stream in container.streams:
        track = "tmcd" if stream.type == "data" and name == "mov" else origin
        if label := stream.metadata.get("timecode"):
            labels.append((label, "tmcd" if name == "mov" and boxes.timecode_count else track))
        draft.put("reel", stream.metadata.get("reel_name"), track)
    if label := container.metadata.get("timecode"):
        labels.append((label, origin))
    labels.sort(key=lambda pair: pair[1] != "tmcd")
    if picture is not None:
        for label, source in labels:
            put_start(draft, label, boxes.timecode_count if source == "tmcd" else None, source)
    put_tags(draft, container.metadata, origin)
    if picture is not None:
        put_tags(draft, {key: value for key, value in picture.metadata.items() if key != "creation_time"}, origin)
