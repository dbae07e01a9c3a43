"""Listening against what is true of the demo day, and against sounds that have nothing to do with the picture."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from chutier.demo import DemoDay
from chutier.demo.truth import TruthClip
from chutier.events import Event
from chutier.media.listen import Pair, listen, listen_all

NEAR = Fraction(25, 1000)
"""Seconds: the camera's microphone stands up to five metres away."""


def synced(day: DemoDay) -> list[TruthClip]:
    return [clip for clip in day.truth if clip.sounds and clip.sound_lead is not None]


def pair_of(clip: TruthClip, sound: Path | None = None) -> Pair:
    lead = clip.sound_lead or 0
    offset = Fraction(clip.clock_error - lead) / clip.time.rate
    return Pair(picture=str(clip.path), sound=str(sound or clip.sounds[0]), offset=offset)


def test_every_take_of_the_day_is_heard_where_it_is(demo_day: DemoDay) -> None:
    clips = synced(demo_day)
    assert len(clips) > 20
    events: list[Event] = []
    for clip, (_pair, heard) in zip(
        clips, listen_all([pair_of(c) for c in clips], workers=2, report=events.append), strict=True
    ):
        assert heard is not None, clip.slate
        assert heard.sure, clip.slate
        assert abs(heard.error + Fraction(clip.clock_error) / clip.time.rate) < NEAR, clip.slate
    assert [event.done for event in events] == list(range(1, len(clips) + 1))


def test_two_frames_late_are_two_frames_earlier_to_move(demo_day: DemoDay) -> None:
    (clip,) = [clip for clip in synced(demo_day) if clip.clock_error]
    heard = listen(pair_of(clip))
    assert heard is not None
    assert round(heard.error * clip.time.rate) == -2


def test_the_sound_of_another_take_is_never_sure(demo_day: DemoDay) -> None:
    clips = synced(demo_day)
    first, *others = clips
    strangers = [clip.sounds[0] for clip in others if clip.sounds[0] not in first.sounds]
    assert strangers
    for sound in strangers:
        heard = listen(pair_of(first, sound))
        assert heard is None or not heard.sure


def test_each_mono_file_of_a_take_fits(demo_day: DemoDay) -> None:
    (clip,) = [clip for clip in synced(demo_day) if len(clip.sounds) > 1]
    for sound in clip.sounds:
        heard = listen(pair_of(clip, sound))
        assert heard is not None
        assert heard.sure
        assert abs(heard.error) < NEAR


def test_a_picture_without_sound_tells_nothing(demo_day: DemoDay) -> None:
    (mute,) = [clip for clip in demo_day.truth if clip.kind == "mos"]
    sound = synced(demo_day)[0].sounds[0]
    assert listen(Pair(picture=str(mute.path), sound=str(sound), offset=Fraction(0))) is None


@pytest.mark.parametrize("offset", [Fraction(100), Fraction(-100), Fraction(11, 2)])
def test_what_shares_no_time_tells_nothing(demo_day: DemoDay, offset: Fraction) -> None:
    clip = synced(demo_day)[0]
    assert listen(Pair(picture=str(clip.path), sound=str(clip.sounds[0]), offset=offset)) is None


def test_what_cannot_be_read_tells_nothing(demo_day: DemoDay, tmp_path: Path) -> None:
    clip = synced(demo_day)[0]
    broken = tmp_path / "broken.wav"
    broken.write_bytes(clip.sounds[0].read_bytes()[:40])
    assert listen(pair_of(clip, broken)) is None
    assert listen(pair_of(clip, tmp_path / "absent.wav")) is None


def wav(path: Path, channels: list[np.ndarray], rate: int, codec: str) -> Path:
    """A WAV file of `channels`, -1 to 1."""
    import av

    layout = {1: "mono", 2: "stereo", 8: "7.1"}[len(channels)]
    form, kind, scale = {"pcm_s16le": ("s16", np.int16, 32767), "pcm_s24le": ("s32", np.int32, 2**31 - 1),
                         "pcm_f32le": ("flt", np.float32, 1)}[codec]  # fmt: skip
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate, layout=layout)
        data = (np.stack(channels, axis=1) * scale).astype(kind).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(data, format=form, layout=layout)
        frame.sample_rate = rate
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def talk(seconds: float, rate: int, seed: int) -> np.ndarray:
    """Noise that comes and goes as speech does."""
    rng = np.random.default_rng(seed)
    points = np.arange(int(seconds * rate))
    loud = np.interp(
        points / rate, np.arange(0, seconds + 1, 0.15), rng.random(len(np.arange(0, seconds + 1, 0.15))) ** 3
    )
    spectrum = np.fft.rfft(np.random.default_rng(seed + 1).standard_normal(int(seconds * 8000)))
    voice = np.fft.irfft(np.pad(spectrum, (0, points.size // 2 + 1 - spectrum.size)), points.size)
    return np.asarray(0.5 * loud * voice / np.abs(voice).max())


def cases() -> Iterator[tuple[str, int, str, int]]:
    yield "CD rate", 44100, "pcm_s16le", 1
    yield "24 bits", 48000, "pcm_s24le", 2
    yield "float, one of eight tracks", 96000, "pcm_f32le", 8


@pytest.mark.parametrize(("name", "rate", "codec", "tracks"), list(cases()), ids=[case[0] for case in cases()])
def test_rates_depths_and_tracks(tmp_path: Path, name: str, rate: int, codec: str, tracks: int) -> None:
    seconds, late = 9.0, 0.25
    guide = wav(tmp_path / "guide.wav", [talk(seconds, 48000, 3)], 48000, "pcm_s16le")
    heard = talk(seconds, rate, 3)
    moved = np.concatenate([np.zeros(int(late * rate)), heard])[: heard.size]
    sound = wav(tmp_path / "sound.wav", [*([np.zeros_like(moved)] * (tracks - 1)), moved], rate, codec)
    found = listen(Pair(picture=str(guide), sound=str(sound), offset=Fraction(0)))
    assert found is not None
    assert found.sure, name
    assert abs(found.error + Fraction(1, 4)) < Fraction(1, 1000)


def test_silence_tells_nothing(tmp_path: Path) -> None:
    guide = wav(tmp_path / "guide.wav", [talk(6, 48000, 3)], 48000, "pcm_s16le")
    quiet = wav(tmp_path / "quiet.wav", [np.zeros(6 * 48000)], 48000, "pcm_s16le")
    found = listen(Pair(picture=str(guide), sound=str(quiet), offset=Fraction(0)))
    assert found is None or not found.sure


def test_no_wrong_sound_is_sure(demo_day: DemoDay) -> None:
    """Many pictures with many sounds: a few agree by chance, which one picture alone would not show."""
    clips = synced(demo_day)
    sounds = sorted({clip.sounds[0] for clip in clips})
    chosen = [clip for clip in clips if clip.scene in {"12bis", "A47"}]
    wrong = [pair_of(clip, sound) for clip in chosen for sound in sounds[::3] if sound not in clip.sounds]
    assert len(wrong) > 50
    assert [pair for pair, heard in listen_all(wrong, workers=2) if heard is None or heard.sure] == []


def guide_movie(path: Path, tracks: list[np.ndarray], late: Fraction = Fraction(0)) -> Path:
    """A movie with one mono track for each of `tracks`, `late` seconds after the picture begins."""
    import av

    with av.open(str(path), "w") as container:
        picture = container.add_stream("mjpeg", rate=24)
        picture.width, picture.height, picture.pix_fmt = 64, 36, "yuvj420p"
        streams = [container.add_stream("pcm_s16le", rate=48000, layout="mono") for _track in tracks]
        for number in range(9 * 24):
            image = av.VideoFrame.from_ndarray(np.zeros((36, 64, 3), np.uint8), format="rgb24")
            image.pts, image.time_base = number, Fraction(1, 24)
            container.mux(picture.encode(image))
        container.mux(picture.encode(None))
        for stream, track in zip(streams, tracks, strict=True):
            data = (track * 32767).astype(np.int16).reshape(1, -1)
            sound = av.AudioFrame.from_ndarray(data, format="s16", layout="mono")
            sound.sample_rate, sound.pts, sound.time_base = 48000, int(late * 48000), Fraction(1, 48000)
            container.mux(stream.encode(sound))
            container.mux(stream.encode(None))
    return path


def heard_at_once(guide: Path, sound: Path) -> tuple[bool, bool]:
    """Whether it is sure, and whether the sound lies where it should."""
    found = listen(Pair(picture=str(guide), sound=str(sound), offset=Fraction(0)))
    assert found is not None
    return found.sure, abs(found.error) < Fraction(1, 1000)


def test_a_guide_on_the_second_track_is_heard(tmp_path: Path) -> None:
    said = talk(9, 48000, 3)
    sound = wav(tmp_path / "sound.wav", [said], 48000, "pcm_s16le")
    guide = guide_movie(tmp_path / "guide.mov", [np.zeros_like(said), said])
    assert heard_at_once(guide, sound) == (True, True)


def test_a_guide_that_begins_after_the_picture_lies_where_it_begins(tmp_path: Path) -> None:
    said = talk(9, 48000, 3)
    sound = wav(tmp_path / "sound.wav", [said], 48000, "pcm_s16le")
    guide = guide_movie(tmp_path / "guide.mov", [said[24000:]], late=Fraction(1, 2))
    assert heard_at_once(guide, sound) == (True, True)


def test_opposite_phase_and_what_is_no_number_change_nothing(tmp_path: Path) -> None:
    said = talk(9, 48000, 3)
    guide = wav(tmp_path / "guide.wav", [said], 48000, "pcm_s16le")
    assert heard_at_once(guide, wav(tmp_path / "phase.wav", [said, -said], 48000, "pcm_s24le")) == (True, True)
    torn = said.copy()
    torn[5000:5003] = np.nan, np.inf, -np.inf
    assert heard_at_once(guide, wav(tmp_path / "torn.wav", [torn], 48000, "pcm_f32le")) == (True, True)


@pytest.mark.parametrize("every", [48, 960, 24000], ids=["tone", "buzz", "metronome"])
def test_what_repeats_itself_is_never_sure(tmp_path: Path, every: int) -> None:
    beat = np.zeros(9 * 48000)
    beat[::every] = 0.4
    noise = [0.002 * np.random.default_rng(seed).standard_normal(beat.size) for seed in (1, 2)]
    guide = wav(tmp_path / "guide.wav", [beat + noise[0]], 48000, "pcm_s16le")
    assert not heard_at_once(guide, wav(tmp_path / "sound.wav", [beat + noise[1]], 48000, "pcm_s16le"))[0]
