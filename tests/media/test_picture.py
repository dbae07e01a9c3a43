"""What a picture file says: facts against what was written, and against ffprobe where there is one."""

import json
import shutil
import struct
import subprocess
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from chutier.media import probe
from chutier.model import MediaInfo, MediaKind, Source
from media.making import movie

FILM = Fraction(24000, 1001)
NTSC = Fraction(30000, 1001)


@dataclass(frozen=True)
class Case:
    name: str
    make: dict[str, Any]
    start: str
    rate: Fraction
    expect: dict[str, Any] = field(default_factory=dict)


def case(name: str, start: str, rate: Fraction, expect: dict[str, Any] | None = None, **make: Any) -> Case:
    return Case(name, make, start, rate, expect or {})


PRORES = {"codec": "prores_ks", "pixels": "yuv422p10le"}
DNX = {"codec": "dnxhd", "pixels": "yuv422p", "options": {"profile": "dnxhr_lb"}}
CASES = (
    case("24.mov", "10:00:00:00", Fraction(24), {"codec": "mjpeg", "container": "mov"}),
    case("23976.mov", "23:59:59:23", FILM, {"codec": "prores", "pixel_format": "yuv422p10le"}, **PRORES),
    case("25.mov", "14:22:10:05", Fraction(25), {"reel": "A001R1JL"}, reel="A001R1JL"),
    case("2997df.mov", "01:00:00;02", NTSC),
    case("2997ndf.mov", "01:00:00:02", NTSC),
    case("50.mov", "09:59:59:49", Fraction(50)),
    case("120.mov", "00:00:10:100", Fraction(120)),
    case("h264.mp4", "10:00:00:00", Fraction(25), {"codec": "h264"}, codec="libx264", pixels="yuv420p"),
    case("mpeg2.mxf", "10:00:00:00", Fraction(25), {"container": "mxf"}, codec="mpeg2video", pixels="yuv420p"),
    case("film.mxf", "10:00:00:00", FILM, {"width": 320, "codec": "dnxhd"}, **DNX),
    case("turned.mov", "01:00:00:00", Fraction(25), {"rotation": 270, "width": 320}, turned=90),
    case("short.mov", "01:00:00:00", Fraction(25), frames=1),
)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pictures")
    return {
        one.name: movie(folder / one.name, rate=one.rate, timecode=one.start, audio=("mono",), **one.make)
        for one in CASES
    }


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_a_picture_says_its_start_rate_and_length(one: Case, made: dict[str, Path]) -> None:
    info = probe(made[one.name])
    assert (info.kind, info.error, info.rate) == (MediaKind.PICTURE, "", one.rate)
    assert info.time is not None
    assert str(info.time.start) == one.start
    frames = one.make.get("frames", 10)
    assert (info.frames, info.time.frames, info.duration) == (frames, frames, frames / one.rate)
    mxf = one.name.endswith(".mxf")
    assert (info.origins["time"], info.origins["frames"]) == (("mxf", "packets") if mxf else ("tmcd", "nb_frames"))
    assert {key: getattr(info, key) for key in one.expect} == one.expect
    assert not info.variable_rate
    assert info.decodable
    assert [track.sample_rate for track in info.audio] == [48000]


def test_every_audio_track_is_told(tmp_path: Path) -> None:
    info = probe(movie(tmp_path / "a.mov", audio=("mono", "stereo", "5.1")))
    assert [(t.index, t.channels, t.start) for t in info.audio] == [(0, 1, 0), (1, 2, 0), (2, 6, 0)]


def test_without_a_timecode_track_there_is_no_timecode(tmp_path: Path) -> None:
    info = probe(movie(tmp_path / "a.mov"))
    assert (info.time, info.frames, info.reel) == (None, 10, "")


def test_camera_tags_are_facts_or_words_with_their_origin(tmp_path: Path) -> None:
    tags = {
        "com.apple.quicktime.make": "ARRI",
        "com.apple.quicktime.model": "ALEXA Mini",
        "com.apple.proapps.scene": "12A",
        "com.apple.proapps.take": "3PU",
        "com.apple.proapps.good": "1",
        "com.apple.quicktime.creationdate": "2026-09-25T10:11:12+0200",
        "comment": "pluie",
    }
    info = probe(movie(tmp_path / "A001C003_260925_R1AB.mov", tags=tags))
    assert (info.make, info.model) == ("ARRI", "ALEXA Mini")
    assert info.created is not None
    assert info.created.isoformat() == "2026-09-25T10:11:12+02:00"
    said = {(s.field, s.value, s.origin) for s in info.said if s.source is Source.CAMERA}
    assert {
        ("scene", "12A", "com.apple.proapps.scene"),
        ("take", 3, "com.apple.proapps.take"),
        ("tags", ("PU",), "com.apple.proapps.take"),
        ("circled", True, "com.apple.proapps.good"),
        ("comments", "pluie", "comment"),
    } <= said
    assert (info.family, info.reel, info.clip_number) == ("arri", "A001", "C003")
    assert {s.field for s in info.said if s.source is Source.FILE} == {"cam", "cam_roll", "date"}


def test_a_telephone_varies_its_rate(tmp_path: Path) -> None:
    info = probe(movie(tmp_path / "a.mp4", rate=Fraction(30), stamps=(0, 33, 66, 120, 133, 190, 233, 280, 300)))
    assert info.variable_rate
    assert info.frames == 9


def test_matroska_starts_sound_relative_to_picture(tmp_path: Path) -> None:
    info = probe(movie(tmp_path / "a.mkv", audio=("mono",)))
    assert (info.container, info.frames, info.origins["frames"]) == ("matroska", 10, "packets")
    assert abs(info.audio[0].start) < Fraction(1, 100)


SONY = """<?xml version="1.0" encoding="UTF-8"?>
<NonRealTimeMeta xmlns="urn:schemas-professionalDisc:nonRealTimeMeta:ver.2.00">
<Duration value="10"/><LtcChangeTable tcFps="25" halfStep="false">
<LtcChange frameCount="0" value="13255321" status="increment"/>
<LtcChange frameCount="9" value="22255321" status="end"/></LtcChangeTable>
<CreationDate value="2026-09-25T10:11:12+02:00"/>
<VideoFormat><VideoFrame captureFps="25p" formatFps="25p"/></VideoFormat>
<Device manufacturer="Sony" modelName="ILME-FX3" serialNo="1234567"/></NonRealTimeMeta>"""


def test_sony_says_its_timecode_beside_the_clip(tmp_path: Path) -> None:
    folder = tmp_path / "M4ROOT" / "CLIP"
    folder.mkdir(parents=True)
    (folder / "C0001M01.XML").write_text(SONY)
    info = probe(movie(folder / "C0001.MP4", codec="libx264", pixels="yuv420p"))
    assert info.time is not None
    assert str(info.time.start) == "21:53:25:13"
    assert (info.make, info.model, info.serial, info.family) == ("Sony", "ILME-FX3", "1234567", "sony_x")
    assert (info.origins["time"], info.origins["model"]) == ("sidecar:sony", "sidecar:sony")
    assert not info.disagreements


def test_a_sidecar_that_differs_is_a_disagreement(tmp_path: Path) -> None:
    (tmp_path / "C0001M01.XML").write_text(SONY)
    info = probe(movie(tmp_path / "C0001.mov", timecode="10:00:00:00"))
    assert info.time is not None
    assert str(info.time.start) == "10:00:00:00"
    assert [(d.field, d.other, d.other_origin) for d in info.disagreements] == [("time", "21:53:25:13", "sidecar:sony")]


@pytest.mark.parametrize("clock", [50, 25])
def test_a_50p_camera_that_counts_25_labels(clock: int, tmp_path: Path, made: dict[str, Path]) -> None:
    """Frame 1799999 of a 25 count, by a track that says so in its count only, or in its clock as well."""
    data = bytearray(made["50.mov"].read_bytes())
    entry = data.index(b"tmcd", data.index(b"stsd", data.rindex(b"TimeCodeHandler")))
    data[entry + 20 : entry + 29] = struct.pack(">IIB", clock * 512, 512, 25)
    (tmp_path / "50 by 25.mov").write_bytes(data)
    info = probe(tmp_path / "50 by 25.mov")
    assert info.time is not None
    assert (str(info.time.start), info.time.frames) == ("19:59:59:48", 10)
    said = ("the timecode counts 25 frames a second, the picture 50",)
    assert info.warnings == (said if clock == 25 else ())


FFPROBE = shutil.which("ffprobe")


@pytest.mark.skipif(FFPROBE is None, reason="no ffprobe here to ask")
@pytest.mark.parametrize("one", CASES, ids=lambda one: one.name)
def test_ffprobe_says_the_same(one: Case, made: dict[str, Path]) -> None:
    words = [str(FFPROBE), "-v", "error", "-print_format", "json", "-show_streams", "-show_format", str(made[one.name])]
    told = json.loads(subprocess.run(words, check=True, capture_output=True).stdout)
    info = probe(made[one.name])
    picture = next(s for s in told["streams"] if s["codec_type"] == "video")
    assert _told_timecode(told) == one.start
    assert (picture["codec_name"], picture["width"], picture["height"]) == (info.codec, info.width, info.height)
    assert picture["pix_fmt"] == info.pixel_format
    assert picture.get("color_range", "") == info.colour_range
    assert Fraction(picture["avg_frame_rate"]) == info.rate
    assert len(info.audio) == sum(s["codec_type"] == "audio" for s in told["streams"])
    assert int(picture.get("nb_frames", info.frames)) == info.frames


def _told_timecode(told: dict[str, Any]) -> str:
    tags = [entry.get("tags", {}) for entry in (*told["streams"], told["format"])]
    return next(tag["timecode"] for tag in tags if "timecode" in tag)


def test_a_long_mxf_is_believed_and_its_end_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = movie(tmp_path / "a.mxf", codec="mpeg2video", pixels="yuv420p", timecode="10:00:00:00", reel="A001")
    cut = tmp_path / "cut.mxf"
    cut.write_bytes(whole.read_bytes()[:-20_000])
    monkeypatch.setattr("chutier.media.picture._PACKETS_UP_TO", 1000)
    assert (probe(whole).frames, probe(whole).origins["frames"], probe(whole).warnings) == (10, "mxf", ())
    assert "bytes are missing at its end" in probe(cut).warnings[0]


def test_closed_formats_are_picture_that_we_do_not_decode(tmp_path: Path) -> None:
    found: dict[str, MediaInfo] = {}
    for name in ("A001_C003_0101AB_001.R3D", "A001_08151512_C001.braw", "x.ari", "A001C003_220101AB_CANON.CRM"):
        (tmp_path / name).write_bytes(b"\0\0\0\x10REDV" + bytes(64))
        found[name] = probe(tmp_path / name)
    assert {(i.kind, i.decodable) for i in found.values()} == {(MediaKind.PICTURE, False)}
    red = found["A001_C003_0101AB_001.R3D"]
    assert (red.error, red.family, red.reel, red.clip_number) == ("", "red", "A001", "C003")


def test_a_braw_file_says_its_timecode(tmp_path: Path) -> None:
    file = movie(tmp_path / "a.mov", timecode="10:00:00:00").rename(tmp_path / "A001_08151512_C001.braw")
    info = probe(file)
    assert info.time is not None
    assert (str(info.time.start), info.decodable, info.family) == ("10:00:00:00", False, "bmd")
