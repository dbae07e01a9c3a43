"""Thumbnails and waveforms: upright, square-pixelled, made once, and one bad file costs its own look and no other."""

import io
import json
import math
import os
import struct
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from chutier.errors import ChutierError
from chutier.events import Event
from chutier.media import looks as looking
from chutier.media.looks import LookJob, looks
from media.making import chunk, fmt, movie, music, second, wave

RED, GREEN, BLUE, WHITE = (220, 20, 20), (20, 200, 20), (20, 20, 220), (240, 240, 240)
CORNERS = (RED, GREEN, BLUE, WHITE)
"""Top left, top right, bottom left, bottom right."""


def cornered(
    path: Path,
    *,
    size: tuple[int, int] = (640, 360),
    turned: int = 0,
    aspect: Fraction | None = None,
    lights: tuple[float, ...] = (1.0,) * 12,
    codec: str = "mjpeg",
) -> Path:
    """A movie whose quarters are CORNERS, each frame as bright as `lights` says; all of one grey if negative."""
    wide, high = size
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream(codec, rate=24)
        stream.width, stream.height = size
        stream.pix_fmt = "yuvj420p" if codec == "mjpeg" else "yuv420p"
        if aspect is not None:
            stream.codec_context.sample_aspect_ratio = aspect
        if turned:
            stream.set_display_rotation(turned)
        for light in lights:
            picture = np.zeros((high, wide, 3), np.float32)
            for index, colour in enumerate(CORNERS):
                down, across = divmod(index, 2)
                picture[down * high // 2 : (down + 1) * high // 2, across * wide // 2 : (across + 1) * wide // 2] = (
                    colour
                )
            if light < 0:
                picture[:] = 240
            frame = av.VideoFrame.from_ndarray((picture * abs(light)).astype(np.uint8), format="rgb24")
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def pixels(path: Path | None) -> np.ndarray[Any, Any]:
    assert path is not None
    data = path.read_bytes()
    assert data[:3] == b"\xff\xd8\xff"
    with av.open(io.BytesIO(data), format="mjpeg") as container:
        return next(container.decode(video=0)).to_ndarray(format="rgb24")


def corners(picture: np.ndarray[Any, Any]) -> tuple[str, ...]:
    """The colours of the four quarters, by name."""
    high, wide = picture.shape[:2]
    names = {RED: "red", GREEN: "green", BLUE: "blue", WHITE: "white"}
    spots = (picture[high * d // 4, wide * a // 4].astype(int) for d in (1, 3) for a in (1, 3))
    return tuple(names[min(names, key=lambda c: float(np.abs(spot - c).sum()))] for spot in spots)


def one(folder: Path, picture: Path | None = None, sound: Path | None = None, **more: Any) -> looking.Sight:
    job = LookJob(key="one", picture=str(picture) if picture else None, sound=str(sound) if sound else None, **more)
    return looks([job], folder, workers=1)["one"]


UPRIGHT = ("red", "green", "blue", "white")
SHAPES: dict[str, tuple[dict[str, Any], tuple[int, int], tuple[str, ...]]] = {
    "hd": ({}, (180, 320), UPRIGHT),
    "small": ({"size": (160, 120)}, (120, 160), UPRIGHT),
    "odd": ({"size": (854, 358)}, (134, 320), UPRIGHT),
    "anamorphic": ({"size": (640, 540), "aspect": Fraction(2)}, (136, 320), UPRIGHT),
    "counter-clockwise": ({"turned": 90}, (320, 180), ("green", "white", "red", "blue")),
    "phone": ({"turned": -90}, (320, 180), ("blue", "red", "white", "green")),
    "on its head": ({"turned": 180}, (180, 320), ("white", "blue", "green", "red")),
    "long groups": ({"codec": "mpeg4", "lights": (1.0,) * 40}, (180, 320), UPRIGHT),
}


@pytest.fixture(scope="module")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, looking.Sight]:
    """The looks of all SHAPES."""
    folder = tmp_path_factory.mktemp("shapes")
    movies = {f"s{n}": cornered(folder / f"{n}.mov", **SHAPES[name][0]) for n, name in enumerate(SHAPES)}
    jobs = [LookJob(key=key, picture=str(path), sound=None) for key, path in movies.items()]
    return dict(zip(SHAPES, looks(jobs, folder / "looks", workers=2).values(), strict=True))


@pytest.mark.parametrize("case", SHAPES)
def test_a_thumbnail_is_as_the_picture_is_to_be_seen(case: str, shapes: dict[str, looking.Sight]) -> None:
    _making, shape, expected = SHAPES[case]
    picture = pixels(shapes[case][0])
    assert picture.shape[:2] == shape
    assert corners(picture) == expected


DARK = (
    (None, (0.1,) * 8 + (1.0,) * 4 + (0.5,) * 12, 1.0),
    (None, (0.0,) * 16 + (0.9,) * 8, 0.9),
    (None, (0.9,) * 2 + (0.0,) * 22, 0.9),
    (None, (0.0,) * 24, 0.0),
    (None, (-0.4,) * 14 + (0.9,) * 10, 0.9),
    (Fraction(1, 2), (0.2,) * 12 + (0.8,) * 12, 0.8),
    (Fraction(1, 4), (0.2,) * 12 + (0.8,) * 12, 0.2),
    (Fraction(100), (0.2,) * 23 + (0.8,), 0.8),
)
"""Which second is asked for, how light each frame is, and how light the frame that is taken."""


@pytest.mark.parametrize("codec", ["mjpeg", "mpeg4"])
def test_the_frame_is_the_one_asked_for_or_one_that_shows_something(codec: str, tmp_path: Path) -> None:
    jobs = [
        LookJob(
            key=f"d{n}", picture=str(cornered(tmp_path / f"{n}.mov", lights=lights, codec=codec)), sound=None, at=at
        )
        for n, (at, lights, _light) in enumerate(DARK)
    ]
    found = [pixels(picture) for picture, _peaks in looks(jobs, tmp_path / "looks", workers=2).values()]
    whites = [float(picture[135, 240].mean()) / 240 for picture in found]
    assert whites == pytest.approx([light for _at, _lights, light in DARK], abs=0.06)


def tones(path: Path, levels: tuple[tuple[float, ...], ...], *, seconds: float = 1, bits: int = 24) -> Path:
    """A WAVE file whose channels stand at these levels of full scale, one set of levels after another."""
    rate, channels = 8000, len(levels[0])
    block = round(rate * seconds / len(levels))
    values = np.concatenate([np.tile(np.array(level), (block, 1)) for level in levels])
    values[::2] *= -1
    if bits == 32:
        data, tag = values.astype("<f4").tobytes(), 3
    else:
        whole = np.clip(values * 2 ** (bits - 1), -(2 ** (bits - 1)), 2 ** (bits - 1) - 1).astype("<i4")
        data, tag = whole.view(np.uint8).reshape(-1, 4)[:, : bits // 8].tobytes(), 1
    return wave(path, chunk(b"fmt ", fmt(channels, rate, bits, tag)), chunk(b"data", data))


def figure(level: float) -> int:
    return round(100 + 100 * 20 * math.log10(level) / 54)


def test_peaks_follow_the_loudest_channel(tmp_path: Path) -> None:
    levels = ((0.0, 0.0), (0.5, 0.01), (0.01, 0.25), (0.0005, 0.0), (0.99, 0.99))
    # Up to four minutes are heard whole, more is heard in places.
    paths = [
        tones(tmp_path / f"{bits}-{seconds}.wav", levels, seconds=seconds, bits=bits)
        for bits in (16, 24, 32)
        for seconds in (4, 400)
    ]
    jobs = [LookJob(key=path.stem, picture=None, sound=str(path)) for path in paths]
    for key, (picture, peaks) in looks(jobs, tmp_path / "looks", workers=2).items():
        assert (picture, len(peaks or ())) == (None, 160), key
        # The middle of each fifth: at the edges a block of samples may belong to both sides.
        middles = [(peaks or ())[16 + 32 * n] for n in range(5)]
        assert middles == pytest.approx([0, figure(0.5), figure(0.25), 0, figure(0.99)], abs=1), key


def test_the_sound_of_a_movie_and_of_compressed_files_is_heard(tmp_path: Path) -> None:
    with_sound = movie(tmp_path / "clip.mov", audio=("stereo", "mono"))
    picture, peaks = one(tmp_path / "looks", with_sound, with_sound)
    assert picture is not None
    assert peaks == (0,) * 160
    assert one(tmp_path / "more", sound=music(tmp_path / "a.mp3", "libmp3lame"))[1] is not None
    # A pipe of sound is not a picture, and a picture without sound has no peaks.
    assert one(tmp_path / "none", cornered(tmp_path / "mute.mov"), tmp_path / "mute.mov")[1] is None


BAD = {
    "empty.mov": b"",
    "noise.mov": b"\x91\x03" * 4000,
    "text.wav": b"RIFF, they said",
    "list.mkv": b"ffconcat version 1.0\nfile /etc/passwd\n",
}


def test_what_cannot_be_read_is_none_and_never_an_error(tmp_path: Path) -> None:
    for name, content in BAD.items():
        (tmp_path / name).write_bytes(content)
    whole = cornered(tmp_path / "whole.mov").read_bytes()
    (tmp_path / "cut.mov").write_bytes(whole[: len(whole) // 3])
    (tmp_path / "folder.mov").mkdir()
    names = [*BAD, "cut.mov", "folder.mov", "gone.mov", "nul\0.mov"]
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.mov")
        names.append("pipe.mov")
    paths = [f"{tmp_path}/{name}" for name in names]
    told: list[Event] = []
    jobs = [LookJob(key=f"k{n}", picture=path, sound=path) for n, path in enumerate(paths)]
    jobs += [LookJob(key="nothing", picture=None, sound=None)]
    found = looks(jobs, tmp_path / "looks", workers=2, report=told.append)
    assert set(found.values()) == {(None, None)}
    assert [(event.step, event.done, event.total) for event in told] == [
        ("look", n, len(jobs)) for n in range(1, len(jobs) + 1)
    ]
    assert [Path(event.subject).name for event in told if event.warning] == [*BAD, "cut.mov"]


def frail(pipe: Any, language: str) -> None:
    """A worker that dies on `crash`, hangs on `hang`; else it does its work."""
    while (question := pipe.recv()) is not None:
        name = Path(question.path).name
        if name == "crash.mov":
            os._exit(11)
        if name == "hang.mov":
            time.sleep(60)
        pipe.send(looking._look(question))


def test_a_file_that_crashes_or_hangs_the_reader_costs_its_own_look(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("a", "crash", "b", "hang", "c")
    paths = [cornered(tmp_path / f"{name}.mov") for name in names]
    heard = wave(tmp_path / "crash.wav", chunk(b"fmt ", fmt()), second())
    jobs = [LookJob(key=path.stem, picture=str(path), sound=str(heard)) for path in paths]
    told: list[Event] = []
    monkeypatch.setattr(looking, "serve", frail)
    found = looks(jobs, tmp_path / "looks", workers=2, limit=6, report=told.append)
    assert {key for key, (picture, _peaks) in found.items() if picture is None} == {"crash", "hang"}
    assert all(peaks is not None for _picture, peaks in found.values())
    assert [Path(event.subject).stem for event in told if event.warning] == ["crash", "hang"]
    # Another time may fare better: what was lost is asked again, what was found is not.
    monkeypatch.undo()
    again = looks(jobs, tmp_path / "looks", workers=2)
    assert all(picture is not None for picture, _peaks in again.values())


def state(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in sorted(folder.iterdir())}


def test_a_look_is_made_once_and_anew_when_its_source_changes(tmp_path: Path) -> None:
    clip, heard = cornered(tmp_path / "c.mov"), tones(tmp_path / "s.wav", ((0.5,),))
    folder = tmp_path / "looks"
    first = one(folder, clip, heard)
    before = state(folder)
    assert list(before) == ["one.jpg", "one.json"]
    assert one(folder, clip, heard) == first
    assert state(folder) == before

    tones(heard, ((0.25,),), seconds=2)
    second_time = one(folder, clip, heard)
    assert (first[1] or ())[80] > (second_time[1] or ())[80]
    assert state(folder)["one.jpg"] == before["one.jpg"]

    os.utime(clip, ns=(1, 1))
    one(folder, clip, heard)
    assert state(folder)["one.jpg"] != before["one.jpg"]
    asked = state(folder)
    one(folder, clip, heard, at=Fraction(1, 4))
    assert state(folder)["one.jpg"] != asked["one.jpg"]


def test_a_disk_that_is_away_does_not_take_back_what_was_seen(tmp_path: Path) -> None:
    clip = cornered(tmp_path / "c.mov")
    first = one(tmp_path / "looks", clip, clip)
    clip.rename(tmp_path / "elsewhere.mov")
    assert one(tmp_path / "looks", clip, clip) == first
    # The same disk by another name.
    before = state(tmp_path / "looks")
    assert one(tmp_path / "looks", tmp_path / "elsewhere.mov", tmp_path / "elsewhere.mov") == first
    assert state(tmp_path / "looks") == before


DAMAGED = (
    b"", b"{", b"[]", b"\xff", b'{"layout":0}', b'{"layout":1,"picture":3,"sound":{"of":[],"peaks":["x"]}}',
)  # fmt: skip


def test_a_damaged_record_is_made_again(tmp_path: Path) -> None:
    clip, folder = str(cornered(tmp_path / "c.mov")), tmp_path / "looks"
    jobs = [LookJob(key=f"r{n}", picture=clip, sound=clip) for n in range(len(DAMAGED) + 1)]
    first = looks(jobs, folder, workers=1)
    for n, record in enumerate(DAMAGED):
        (folder / f"r{n}.json").write_bytes(record)
    (folder / f"r{len(DAMAGED)}.jpg").unlink()
    told: list[Event] = []
    assert looks(jobs, folder, workers=1, report=told.append) == first
    assert all(pixels(picture).shape == (180, 320, 3) for picture, _peaks in first.values())
    assert [event.warning for event in told] == [""] * len(jobs)


def test_a_picture_that_went_bad_takes_its_old_thumbnail_along(tmp_path: Path) -> None:
    clip = cornered(tmp_path / "c.mov")
    one(tmp_path / "looks", clip)
    clip.write_bytes(b"no longer")
    assert one(tmp_path / "looks", clip) == (None, None)
    assert list(state(tmp_path / "looks")) == ["one.json"]
    record = json.loads((tmp_path / "looks" / "one.json").read_text(encoding="utf-8"))
    assert record["picture"]["made"] is False


@pytest.mark.parametrize("key", ["", "..", "a/b", "a\\b", ".hidden", "a\0", "x" * 200])
def test_a_key_that_cannot_be_a_file_is_refused(key: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="file's name"):
        looks([LookJob(key=key, picture=None, sound=None)], tmp_path)


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "looks").write_text("a file")
    with pytest.raises(ChutierError):
        one(tmp_path / "looks", cornered(tmp_path / "c.mov"))


def test_eight_bits_and_a_recording_cut_short_are_heard(tmp_path: Path) -> None:
    eight = wave(tmp_path / "8.wav", chunk(b"fmt ", fmt(1, 8000, 8)), chunk(b"data", bytes([128, 192] * 4000)))
    assert (one(tmp_path / "a", sound=eight)[1] or ())[80] == figure(0.5)
    loud = struct.pack("<8000h", *([8192, -8192] * 4000))
    cut = wave(tmp_path / "cut.wav", chunk(b"fmt ", fmt(1, 8000, 16)), chunk(b"data", loud), cut=6000)
    assert (one(tmp_path / "b", sound=cut)[1] or ())[80] == figure(0.25)
