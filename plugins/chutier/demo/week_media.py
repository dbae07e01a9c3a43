"""What the real files of the generated week would say of themselves: the values that probing the demo day's gives."""

from collections.abc import Iterator
from datetime import UTC, timedelta
from fractions import Fraction

from chutier.demo.week_names import Names, sound_roll
from chutier.demo.week_shot import DATES, FPS, RATE, Rolled, Shot, timecode
from chutier.fields import FieldValue
from chutier.model import AudioTrack, MediaInfo, MediaKind, Said, Source
from chutier.timecode import SECONDS_PER_DAY, Timecode, TimeRange

SAMPLE_RATE = 48000
TRACKS = ("MIX", "PERCHE", "HF1")
_SAMPLES = SAMPLE_RATE // FPS
_SUMMER_TIME = timedelta(hours=2)
"""France in May is ahead of UTC, in which QuickTime counts creation times."""

_PULLED_DOWN = Fraction(24000, 1001)
_OFF_SPEED = Fraction(25)
_PICTURE = {
    "container": "mov", "width": 1920, "height": 1080, "field_order": "progressive", "pixel_format": "yuv422p10le",
    "codec": "prores", "profile": "HQ", "colour_range": "tv", "primaries": "bt709", "transfer": "bt709",
    "matrix": "bt709", "make": "ARRI", "model": "ALEXA Mini LF", "family": "arri",
}  # fmt: skip
_FLAWS: dict[str, dict[str, object]] = {
    "raster": {"width": 1280, "height": 720},
    "codec": {"codec": "h264", "profile": "High", "pixel_format": "yuv420p"},
}
_PICTURE_ORIGINS = {
    **dict.fromkeys(
        ("codec", "colour_range", "duration", "field_order", "height", "matrix", "pixel_format", "primaries", "profile",
         "rate", "transfer", "width"), "stream"),
    **dict.fromkeys(("container", "created", "make", "model"), "container"),
    **dict.fromkeys(("clip_number", "family"), "name"), "frames": "nb_frames", "reel": "tmcd", "time": "tmcd",
}  # fmt: skip
_SOUND_ORIGINS = {
    **dict.fromkeys(("audio", "file_set", "frames", "rate", "reel"), "ixml"),
    **dict.fromkeys(("codec", "duration", "sample_rate", "samples"), "stream"),
    **dict.fromkeys(("created", "model", "start_samples", "time"), "bext"), "container": "container",
}  # fmt: skip


def picture(shot: Shot, rolled: Rolled, names: Names) -> MediaInfo:
    """The movie of one camera. Path, size and time of change are the placeholder's, and not yet known."""
    if shot.flaw == "unreadable":
        return MediaInfo(path="", size=0, mtime_ns=0, kind=MediaKind.PICTURE, error="moov atom not found")
    camera = rolled.card.camera
    start = shot.start + rolled.late * FPS
    frames, first, rate = shot.end - start, timecode(start), RATE
    if shot.flaw == "rate":
        rate = _OFF_SPEED
        frames = frames * 25 // FPS
        first = Timecode.parse(f"{str(first)[:-3]}:00", rate) + first.frame % FPS
    guide = AudioTrack(index=0, channels=2, sample_rate=SAMPLE_RATE, codec="pcm_s24le", layout="stereo")
    clip = names.clips[shot.number, camera]
    return MediaInfo(
        path="", size=0, mtime_ns=0, kind=MediaKind.PICTURE, time=TimeRange(first, frames), rate=rate, frames=frames,
        duration=frames / rate, audio=() if shot.mos else (guide,), reel=clip[:-4], clip_number=clip[-4:],
        created=(shot.moment(start) - _SUMMER_TIME).replace(tzinfo=UTC), said=tuple(_camera_says(shot, clip, camera)),
        origins=_PICTURE_ORIGINS | ({} if shot.mos else {"audio": "stream"}),
        **(_PICTURE | _FLAWS.get(shot.flaw, {})),  # type: ignore[arg-type]
    )  # fmt: skip


def _camera_says(shot: Shot, clip: str, camera: str) -> Iterator[Said]:
    """Camera and name always; the slate where it was typed into the camera: the second unit's, MOS takes."""
    yield Said(field="cam", value=camera, source=Source.CAMERA, origin="camera")
    typed = (shot.mos or shot.unit == 2 or shot.camera_says) and shot.flaw != "no-slate"
    if typed and shot.mos:
        yield Said(field="comments", value="MOS", source=Source.CAMERA, origin="comment")
    if typed:
        yield Said(field="scene", value=shot.camera_says or shot.slate, source=Source.CAMERA, origin="scene")
        yield Said(field="take", value=shot.take, source=Source.CAMERA, origin="take")
    for name, value in (("cam", camera), ("cam_roll", clip[:-4]), ("date", DATES[shot.day - 1])):
        yield Said(field=name, value=value, source=Source.FILE, origin="name")


def sound(shot: Shot, names: Names) -> MediaInfo:
    """The recorder's file, in the same way."""
    start = shot.start - shot.lead
    length = shot.lead + shot.frames + shot.tail
    samples, begun = length * _SAMPLES, start * _SAMPLES % (SECONDS_PER_DAY * SAMPLE_RATE)
    rate = _PULLED_DOWN if shot.flaw == "sound-drift" else RATE
    frames = int(Fraction(samples, SAMPLE_RATE) * rate)
    tracks = TRACKS[:1] if shot.flaw == "tracks" else TRACKS
    roll = sound_roll(shot.day, shot.unit)
    audio = tuple(
        AudioTrack(index=n, sample_rate=SAMPLE_RATE, codec="pcm_s24le", layout="mono", name=name)
        for n, name in enumerate(tracks)
    )
    return MediaInfo(
        path="", size=0, mtime_ns=0, kind=MediaKind.SOUND, container="wav", codec="pcm_s24le", audio=audio,
        time=TimeRange(Timecode.from_samples(begun, SAMPLE_RATE, rate), frames), rate=rate, frames=frames,
        duration=Fraction(samples, SAMPLE_RATE), samples=samples, sample_rate=SAMPLE_RATE, start_samples=begun,
        reel=roll, model="Chutier demo", created=shot.moment(start), file_set=names.sounds[shot.number],
        said=tuple(_mixer_says(shot, roll, tracks)), origins=_SOUND_ORIGINS,
    )  # fmt: skip


def _mixer_says(shot: Shot, roll: str, tracks: tuple[str, ...]) -> Iterator[Said]:
    """What was typed into the recorder, as it stands in iXML and again in bext."""

    def said(name: str, value: FieldValue, origin: str) -> Said:
        return Said(field=name, value=value, source=Source.SOUND, origin=origin)

    marks = [shot.mark] if shot.mark and shot.setup else []
    yield said("tracks", tracks, "ixml:TRACK_LIST")
    for chunk in ("ixml", "bext"):
        yield said("scene", shot.slate, f"{chunk}:SCENE")
        yield said("sound_roll", roll, f"{chunk}:TAPE")
        if chunk == "ixml" and shot.note:
            yield said("comments", shot.note, "ixml:NOTE")
        yield said("take", shot.take, f"{chunk}:TAKE")
        if marks:
            yield said("tags", tuple(marks), f"{chunk}:TAKE")
        if chunk == "ixml":
            yield said("circled", shot.circled, "ixml:CIRCLED")
            if shot.wild:
                yield said("wild", True, "ixml:WILD_TRACK")
