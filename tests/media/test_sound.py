"""Broadcast Wave: chunks that are right, chunks that lie, and the recordist's words."""

import struct
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chutier.media import probe
from chutier.model import MediaInfo, MediaKind
from media.making import bext, chunk, fmt, ixml, music, second, wave

TEN = 10 * 3600 * 48000
FILM = Fraction(24000, 1001)


def take(path: Path, xml: bytes | None, start: int = TEN, description: str = "", **form: Any) -> MediaInfo:
    chunks = [chunk(b"fmt ", fmt(**form)), chunk(b"bext", bext(description, start))]
    if xml is not None:
        chunks.append(chunk(b"iXML", xml))
    return probe(wave(path / "T001.wav", *chunks, second(form.get("channels", 1))))


def words(info: MediaInfo) -> dict[tuple[str, str], Any]:
    return {(said.field, said.origin): said.value for said in info.said}


@pytest.mark.parametrize(
    ("rate", "flag", "start", "label"),
    [
        ("25/1", "NDF", TEN, "10:00:00:00"),
        ("24000/1001", "NDF", TEN, "09:59:24:00"),
        ("30000/1001", "DF", TEN, "10:00:00;01"),
        ("30000/1001", "NDF", TEN, "09:59:24:01"),
        ("24/1", "NDF", TEN + 1999, "10:00:00:00"),
        ("24/1", "NDF", TEN + 2000, "10:00:00:01"),
        ("23.98", "NDF", 0, "00:00:00:00"),
        ("25/1", "NDF", 24 * 3600 * 48000 - 1, "23:59:59:24"),
        ("25/1", "DF", TEN, "10:00:00:00"),
    ],
)
def test_the_frame_is_the_floor_of_samples_by_rate(
    tmp_path: Path, rate: str, flag: str, start: int, label: str
) -> None:
    info = take(tmp_path, ixml(rate=rate, flag=flag), start)
    assert info.time is not None
    assert str(info.time.start) == label
    assert (info.start_samples, info.samples, info.duration, info.origins["time"]) == (start, 48000, 1, "bext")
    assert info.kind is MediaKind.SOUND


def test_a_48048_recording_counts_by_its_own_clock(tmp_path: Path) -> None:
    speed = "<FILE_SAMPLE_RATE>48048</FILE_SAMPLE_RATE><TIMESTAMP_SAMPLE_RATE>48048</TIMESTAMP_SAMPLE_RATE>"
    info = take(tmp_path, ixml(rate="24/1", speed=speed), 10 * 3600 * 48048)
    assert info.time is not None
    assert str(info.time.start) == "10:00:00:00"
    assert [(d.field, d.used, d.other) for d in info.disagreements] == [("sample_rate", "48000", "48048")]


def test_bext_and_ixml_that_disagree_are_both_kept(tmp_path: Path) -> None:
    speed = (
        "<TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI>1</TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_HI>"
        "<TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO>5</TIMESTAMP_SAMPLES_SINCE_MIDNIGHT_LO>"
    )
    info = take(tmp_path, ixml(speed=speed), TEN)
    other = [(d.field, d.used_origin, d.other, d.other_origin) for d in info.disagreements]
    assert other == [("start_samples", "bext", str((1 << 32) + 5), "ixml")]


@pytest.mark.parametrize(
    "xml", [None, b"<BWFXML><SCENE>12</BWFXML>", ixml(rate="17.3")], ids=["none", "broken", "rate"]
)
def test_without_an_ixml_rate_there_is_no_timecode_but_the_samples_stay(tmp_path: Path, xml: bytes | None) -> None:
    info = take(tmp_path, xml)
    assert (info.time, info.rate, info.start_samples, info.error) == (None, None, TEN, "")
    assert bool(info.warnings) == (xml is not None)


def test_the_recordist_is_heard(tmp_path: Path) -> None:
    more = (
        "<PROJECT>Film</PROJECT><SCENE>12A</SCENE><TAKE>3</TAKE><TAPE>S01</TAPE><NOTE>avion</NOTE><CIRCLED>TRUE</CIRCLED>"
        "<WILD_TRACK>TRUE</WILD_TRACK><NO_GOOD>TRUE</NO_GOOD><FALSE_START>TRUE</FALSE_START>"
        "<FILE_SET><TOTAL_FILES>2</TOTAL_FILES><FAMILY_UID>FAM1</FAMILY_UID></FILE_SET>"
        "<TRACK_LIST><TRACK><CHANNEL_INDEX>1</CHANNEL_INDEX><INTERLEAVE_INDEX>2</INTERLEAVE_INDEX>"
        "<NAME>HF Léa</NAME></TRACK><TRACK><CHANNEL_INDEX>2</CHANNEL_INDEX><INTERLEAVE_INDEX>1</INTERLEAVE_INDEX>"
        "<NAME>Perche</NAME></TRACK></TRACK_LIST>"
    )
    info = take(tmp_path, ixml(more=more), description="sSCENE=99\r\nsTAKE=04\r\n", channels=2)
    said = words(info)
    assert said[("scene", "ixml:SCENE")] == "12A"
    assert said[("scene", "bext:SCENE")] == "99"
    assert (said[("take", "ixml:TAKE")], said[("take", "bext:TAKE")]) == (3, 4)
    assert (said[("circled", "ixml:CIRCLED")], said[("wild", "ixml:WILD_TRACK")]) == (True, True)
    assert (said[("status", "ixml:NO_GOOD")], said[("tags", "ixml:FALSE_START")]) == ("NG", ("FS",))
    assert said[("comments", "ixml:NOTE")] == "avion"
    assert (info.file_set, info.reel, [t.name for t in info.audio]) == ("FAM1", "S01", ["Perche", "HF Léa"])


def test_take_type_says_wild_too(tmp_path: Path) -> None:
    info = take(tmp_path, ixml(more="<TAKE_TYPE>WILD_TRACK,NO_GOOD</TAKE_TYPE><CIRCLED>FALSE</CIRCLED>"))
    assert {("wild", "ixml:WILD_TRACK"), ("status", "ixml:NO_GOOD")} <= set(words(info))
    assert words(info)[("circled", "ixml:CIRCLED")] is False


@pytest.mark.parametrize(
    ("xml", "scene", "warned"),
    [
        (ixml(more="<SCENE>12</SCENE>") + bytes(500), "12", False),
        (ixml(more="<SCENE>Lui & Elle</SCENE>"), "Lui & Elle", True),
        (ixml(more="<SCENE>Séq</SCENE>").decode().encode("cp1252"), "Séq", True),
        ("\ufeff<BWFXML><SCENE>12é</SCENE></BWFXML>".encode("utf-16-le"), "12é", False),
    ],
    ids=["nuls", "ampersand", "cp1252", "utf16"],
)
def test_habits_of_recorders_are_forgiven(tmp_path: Path, xml: bytes, scene: str, warned: bool) -> None:
    info = take(tmp_path, xml)
    assert words(info)[("scene", "ixml:SCENE")] == scene
    assert bool(info.warnings) is warned


BOMB = b'<!DOCTYPE b [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><BWFXML><SCENE>&b;</SCENE></BWFXML>'
DEEP = b"<BWFXML>" + b"<a>" * 300_000


@pytest.mark.parametrize("xml", [BOMB, BOMB.decode().encode("utf-16"), DEEP, b"", b"\0" * 64, b"<a" * 99])
def test_hostile_ixml_is_refused_and_bext_still_used(tmp_path: Path, xml: bytes) -> None:
    info = take(tmp_path, xml, description="sSCENE=7\nsTAKE=2\nsTRK1=Boom")
    assert (info.start_samples, info.error) == (TEN, "")
    assert words(info)[("scene", "bext:SCENE")] == "7"
    assert words(info)[("tracks", "bext:TRK")] == ("Boom",)
    assert info.warnings


F = chunk(b"fmt ", fmt())


@pytest.mark.parametrize(
    ("chunks", "cut", "samples", "warning"),
    [
        ((F, second()), 0, 48000, ""),
        ((F, chunk(b"junk", b"odd"), second()), 0, 48000, ""),
        ((F, chunk(b"junk", b"odd", padded=False), second()), 0, 48000, ""),
        ((F, second()), 72000, 24000, "72000 bytes of sound are missing"),
        ((F, chunk(b"data", bytes(3000), length=0)), 0, 1000, "never closed"),
        ((F, chunk(b"data", bytes(3000), length=0xFFFFFFFF)), 0, 1000, "never closed"),
        ((F, second(), chunk(b"iXML", b"<a/>", length=999)), 0, 48000, "inside its iXML chunk"),
        ((second(), F), 0, 48000, ""),
    ],
    ids=["plain", "odd", "unpadded", "cut", "zero", "endless", "ixml cut", "fmt last"],
)
def test_lengths_that_lie(tmp_path: Path, chunks: tuple[bytes, ...], cut: int, samples: int, warning: str) -> None:
    info = probe(wave(tmp_path / "a.wav", *chunks, cut=cut))
    assert (info.error, info.samples) == ("", samples)
    assert warning in " ".join(info.warnings)
    assert bool(warning) == bool(info.warnings)


@pytest.mark.parametrize("form", [b"RF64", b"BW64"])
def test_a_long_recording_keeps_its_length_in_ds64(tmp_path: Path, form: bytes) -> None:
    """The file is sparse: 5 GB of sound that nobody reads."""
    sound = 5 * 1024**3
    sound -= sound % 3
    ds64 = struct.pack("<QQQI", sound + 200, sound, sound // 3, 0)
    path = wave(
        tmp_path / "a.wav", chunk(b"ds64", ds64), F, chunk(b"bext", bext("", TEN)),
        chunk(b"data", b"", length=0xFFFFFFFF), form=form,
    )  # fmt: skip
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size + sound)
    info = probe(path)
    assert (info.error, info.warnings, info.samples, info.container) == ("", (), sound // 3, form.decode().lower())


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", "the file is empty"),
        (b"RIFFxxxxAVI ", "not a WAVE file"),
        (b"RIFF\4\0\0\0WAVE", "no fmt chunk"),
        (b"RIFF\4\0\0\0WAVE" + F, "no data chunk"),
    ],
)
def test_what_is_no_recording_says_why(tmp_path: Path, content: bytes, error: str) -> None:
    (tmp_path / "a.wav").write_bytes(content)
    assert error in probe(tmp_path / "a.wav").error


def test_an_ixml_of_five_megabytes_is_left_alone(tmp_path: Path) -> None:
    info = probe(wave(tmp_path / "a.wav", F, chunk(b"iXML", bytes(5 * 1024**2)), second()))
    assert "too long" in info.warnings[0]


@given(st.binary(max_size=400))
def test_any_chunks_at_all_make_a_record(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.wav"
    info = probe(wave(path, F, data, chunk(b"iXML", data), chunk(b"bext", data.ljust(602)), second()))
    assert info.kind is MediaKind.SOUND


@pytest.mark.parametrize(("name", "codec"), [("a.flac", "flac"), ("a.m4a", "aac"), ("a.aiff", "pcm_s16be")])
def test_sound_that_is_not_wave(tmp_path: Path, name: str, codec: str) -> None:
    info = probe(music(tmp_path / name, codec))
    assert (info.kind, info.error, info.codec, info.sample_rate) == (MediaKind.SOUND, "", codec, 48000)
    assert [(track.channels, track.start) for track in info.audio] == [(2, 0)]
    assert info.samples is not None
    assert info.samples > 3000
    assert (info.time, info.rate, info.frames) == (None, None, None)
