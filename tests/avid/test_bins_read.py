"""Bins of Media Composer: real ones, ones of our making, damaged ones."""

import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from fractions import Fraction
from pathlib import Path

import avb
import pytest
from aaf2.mobid import MobID
from hypothesis import given, settings
from hypothesis import strategies as st

from avid.aaf_content import MADE, whole
from chutier.errors import MediaError
from chutier.timecode import Timecode
from chutier_avid.aaf.reading import read_bin as read_aaf
from chutier_avid.aaf.writing import aaf_bytes
from chutier_avid.bins.avb import read_bin, read_mobs
from chutier_avid.bins.content import BinItem
from hosts.avid_bins import Bench, cut_in_half, newer, without_sense
from hosts.media_composer import Line, MediaComposer, write_bin

CLOCKS_OF_ANOTHER_RATE = ("BA_022_002_v0001_r0001.mov", "96_116_20_03_01.mov")


def test_real_bins_hold_what_their_sources_tell(samples: Path) -> None:
    large = read_bin(samples / "avid" / "pyavb__test_file_01.avb")
    assert Counter(str(item.kind) for item in large) == {"master": 51, "sequence": 1}
    assert (large.writer, large.notes) == ("Media Composer 18.9.0.49510", ())
    assert {"Name", "Tracks", "Start", "Tape"} <= set(large.view)
    by_name = {item.name: item for item in large}
    assert [(str(one.start), str(one.end), one.rate) for one in map(by_name.__getitem__, CLOCKS_OF_ANOTHER_RATE)] == [
        ("01:00:00:00", "01:00:03:20", Fraction(60000, 1001)),
        ("00:00:30;00", "00:00:32;11", Fraction(30000, 1001)),
    ]
    line = next(item for item in large if item.kind == "sequence")
    assert (line.name, line.tracks, str(line.start), line.color) == (
        "Demo_2012_v0002.Exported.01", "VA1A2", "01:00:00:00", "#c14ba1")  # fmt: skip
    assert len(read_mobs(samples / "avid" / "pyavb__test_file_01.avb").mobs) == 160
    small = read_bin(samples / "avid" / "pyavb__linear01.avb")
    assert [(item.name, item.tracks) for item in small] == [
        ("96_116_20_03_01.mov", "V"), ("spline01.Exported.03", "V")]  # fmt: skip


FILM = Fraction(24000, 1001)
NTSC = Fraction(30000, 1001)


def day(folder: Path) -> Path:
    """A bin with one of each: what is shown, and what lies behind it."""
    bench = Bench(("Décor", "Camera serial nu\x07"))
    bench.hide("Drive")
    hour = Timecode.parse("01:00:00:00", FILM)
    tape = bench.tape("A001", hour, numbers=2)
    file = bench.file("/Avid MediaFiles/MXF/1/A001 été.mxf", tape, FILM, 240, 100, tracks="VA1A2")
    columns = {"Camera Serial Number": "4711", "Décor": "CUISINE D’HÉLÈNE — œuf", "Avis": "à garder"}
    clip = bench.master(
        "12-1 été", file, FILM, 100, tracks="VA1A2", columns=columns, imported=True, color=(61440, 12800, 58880)
    )
    bench.master("Titre.PRECOMPUTE", file, FILM, 100, shown=False, usage=1)
    bench.subclip("12-1 sub", clip, FILM, 24, 10)
    bench.group("12-1 group", [clip, clip], FILM, 100)
    bench.sequence("CUT", hour, [(clip, 10, 20), (clip, 0, 5)])
    bench.sequence("motion", hour, [(clip, 10, 20)], shown=False)
    return bench.write(folder / "J03.avb")


def test_every_kind_of_line_and_nothing_that_is_hidden(tmp_path: Path) -> None:
    found = read_bin(day(tmp_path))
    assert [(item.name, str(item.kind), item.tracks, str(item.start), str(item.end), item.tape) for item in found] == [
        ("12-1 été", "master", "VA1A2", "01:00:10:00", "01:00:14:04", "A001"),
        ("12-1 sub", "subclip", "V", "01:00:11:00", "01:00:11:10", "A001"),
        ("12-1 group", "group", "V", "01:00:10:00", "01:00:14:04", "A001"),
        ("CUT", "sequence", "V", "01:00:00:00", "01:00:01:01", ""),
    ]
    assert {item.rate for item in found} == {FILM}
    first = found.items[0]
    assert (first.source_file, first.color) == ("A001 été.mxf", "#f032e6")
    assert first.columns == {"Camera serial nu\x07": "4711", "Décor": "CUISINE D’HÉLÈNE — œuf", "Avis": "à garder"}
    assert found.view[-2:] == ("Décor", "Camera serial nu\x07"), "the mark of a cut title stays"
    assert "Drive" not in found.view
    assert "Comments" in found.view
    assert found.notes == ()


def test_the_identity_is_the_one_that_an_aaf_tells(tmp_path: Path) -> None:
    with avb.open(str(day(tmp_path))) as file:
        mobs = {str(mob.name): MobID(bytes_le=mob.mob_id.bytes_le) for mob in file.content.mobs}
    assert {item.name: item.mob_id for item in read_bin(tmp_path / "J03.avb")}.items() <= {
        (name, str(identity)) for name, identity in mobs.items()
    }


@pytest.mark.parametrize(
    ("tape", "rate", "offset", "frames", "tracks", "start", "end"),
    [
        ("00:59:59;28", NTSC, 0, 4, "V", "00:59:59;28", "01:00:00;02"),
        ("01:00:59;28", NTSC, 0, 4, "V", "01:00:59;28", "01:01:00;04"),
        ("23:59:59:20", Fraction(25), 0, 10, "V", "23:59:59:20", "00:00:00:05"),
        ("10:00:00:00", FILM, 0, 24, "V", "10:00:00:00", "10:00:01:00"),
        ("10:00:00:00", Fraction(50), 75, 50, "A1", "10:00:01:25", "10:00:02:25"),
    ],
)
def test_source_timecode_to_the_frame(
    tmp_path: Path, tape: str, rate: Fraction, offset: int, frames: int, tracks: str, start: str, end: str
) -> None:
    bench = Bench()
    reel = bench.tape("A001", Timecode.parse(tape, rate))
    bench.master("x", bench.file("/x.mxf", reel, rate, offset, frames, tracks=tracks), rate, frames, tracks=tracks)
    (item,) = read_bin(bench.write(tmp_path / "x.avb"))
    assert (str(item.start), str(item.end), item.rate, item.tracks) == (start, end, rate, tracks)


def test_sound_that_counts_samples_keeps_the_rate_of_its_tape(tmp_path: Path) -> None:
    bench = Bench()
    reel = bench.tape("S003", Timecode.parse("10:00:00:00", FILM))
    samples = 2002 * 240  # ten seconds of film
    file = bench.file("/s.wav", reel, Fraction(48000), samples, samples, tracks="A1")
    bench.master("s", file, Fraction(48000), samples, tracks="A1")
    (item,) = read_bin(bench.write(tmp_path / "s.avb"))
    assert (str(item.start), str(item.end), item.rate) == ("10:00:10:00", "10:00:20:00", FILM)


def test_a_hidden_column_is_hidden_in_one_bin_only(tmp_path: Path) -> None:
    day(tmp_path)
    assert "Drive" in read_bin(Bench().write(tmp_path / "next.avb")).view


def test_a_megabyte_is_read_in_well_under_a_second(samples: Path) -> None:
    began = time.process_time()
    read_bin(samples / "avid" / "pyavb__test_file_01.avb")
    assert time.process_time() - began < 1


@pytest.fixture
def composer(tmp_path: Path) -> MediaComposer:
    return MediaComposer(tmp_path / "NDV")


def imported(composer: MediaComposer, tmp_path: Path) -> Path:
    carrier = tmp_path / "IMAGE.aaf"
    carrier.write_bytes(aaf_bytes(whole(), MADE))
    composer.import_file(carrier, ("J03", "IMAGE"))
    return composer.file_of(("J03", "IMAGE"))


def told(item: BinItem) -> tuple[object, ...]:
    return item.name, item.mob_id, item.tracks, str(item.start), str(item.end), item.rate, item.tape, item.color


def test_a_bin_tells_the_clips_as_the_aaf_that_brought_them(composer: MediaComposer, tmp_path: Path) -> None:
    file = imported(composer, tmp_path)
    masters = [item for item in read_bin(file) if item.kind == "master"]
    carried = [item for item in read_aaf(tmp_path / "IMAGE.aaf") if item.kind == "master"]
    assert [told(item) for item in masters] == [told(item) for item in carried]
    assert masters[0].columns == {"Scene": "12bis", "Décor": "CUISINE D’HÉLÈNE — ??"}


def test_what_a_person_typed_is_read(composer: MediaComposer, tmp_path: Path) -> None:
    file = imported(composer, tmp_path)
    path, line = composer.find("12bis-3-02 été")
    line.name, line.columns["Avis monteur"], line.color = "la bonne", "à garder", "#102030"
    composer.save(path)
    item = next(item for item in read_bin(file) if item.name == "la bonne")
    assert (item.columns["Avis monteur"], item.color) == ("à garder", "#102030")


def test_an_empty_bin_is_a_bin(composer: MediaComposer) -> None:
    composer.make_bin(("VIDE",))
    found = read_bin(composer.file_of(("VIDE",)))
    assert (len(found), found.form) == (0, "avb")
    assert "Name" in found.view


DAMAGED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda data: b"", "the file is empty"),
    "a picture": (lambda data: b"\xff\xd8\xff\xe0 a picture", "not a bin of Media Composer"),
    "half": (cut_in_half, "not complete, or damaged"),
    "one byte short": (lambda data: data[:-1], "not complete, or damaged"),
    "only the beginning": (lambda data: data[:40], "not complete, or damaged"),
    "newer": (newer, r"of a newer version than can be read \(pyavb 0\.1\.0\)"),
    "newer document": (
        lambda data: data.replace(b"AObjDoc\x04", b"AObjDoc\x05"),
        "of a newer version than can be read",
    ),
    "a project": (lambda data: data.replace(b"NIBA", b"JRPA"), "a file of Avid's, but not a bin"),
    "a hole": (lambda data: data[:300] + bytes(200) + data[500:], "damaged"),
    "another byte order": (lambda data: b"\x00\x06" + data[2:], "damaged"),
    "no byte order": (lambda data: b"xx" + data[2:], "damaged"),
    "four billion chunks": (lambda data: data[:43] + b"\xff" * 4 + data[47:], "not complete, or damaged"),
    "a chunk of four gigabytes": (lambda data: data[:123] + b"\xff" * 4 + data[127:], "damaged"),
    "the view is gone": (lambda data: data.replace(b"tsVB", b"tsVX"), "damaged"),
}


@pytest.mark.parametrize(("spoil", "words"), DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_bin_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], spoil: Callable[[bytes], bytes], words: str
) -> None:
    file = day(tmp_path)
    file.write_bytes(spoil(file.read_bytes()))
    with pytest.raises(MediaError, match=words) as caught:
        read_bin(file)
    assert caught.value.path == str(file)
    assert caught.value.hint
    assert capsys.readouterr() == ("", ""), "pyavb prints what it stumbles over"


@pytest.mark.parametrize(
    ("text", "lines", "note"),
    [
        ("à garder", ["12-1 été", "12-1 sub", "12-1 group", "CUT"], "'12-1 été': parts of it cannot be read"),
        ("12-1 sub", ["12-1 été", "12-1 group", "CUT"], "entry 5 of the bin cannot be read"),
        ("A001", ["12-1 été", "12-1 sub", "12-1 group", "CUT"], "entry 1 of the bin cannot be read"),
    ],
)
def test_what_is_whole_of_a_damaged_bin_is_read(tmp_path: Path, text: str, lines: list[str], note: str) -> None:
    file = day(tmp_path)
    file.write_bytes(without_sense(file.read_bytes(), text))
    found = read_bin(file)
    assert [item.name for item in found] == lines
    assert len(found.notes) == 1
    assert found.notes[0].startswith(note)


@settings(max_examples=60, deadline=None)
@given(place=st.floats(0, 1), flip=st.integers(1, 255))
def test_a_flipped_byte_never_escapes(tmp_path_factory: pytest.TempPathFactory, place: float, flip: int) -> None:
    folder = tmp_path_factory.mktemp("flip")
    file = folder / "x.avb"
    write_bin(file, [Line(item, item.name, {"Scene": "12bis"}) for item in CLIPS])
    data = bytearray(file.read_bytes())
    data[min(int(place * len(data)), len(data) - 1)] ^= flip
    file.write_bytes(bytes(data))
    with suppress(MediaError):
        read_bin(file)


CLIPS = (
    BinItem(name="12bis-3-02 A", tracks="VA1A2", tape="A012", mob_id=""),
    BinItem(name="12bis-3-02 SON", tracks="A1A2", tape="S003", mob_id=""),
)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="cannot be read"):
        read_bin(tmp_path / "none.avb")
    with pytest.raises(MediaError, match="cannot be read"):
        read_bin(tmp_path)
