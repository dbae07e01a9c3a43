"""Reading AAF files: real ones as a person would tell them, damaged ones in one sentence, each finding by its code."""

import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avid.aaf_content import MADE, whole
from chutier.errors import MediaError
from chutier_avid.aaf.checking import CODES, check_aaf
from chutier_avid.aaf.reading import read_bin
from chutier_avid.aaf.views import read_views
from chutier_avid.aaf.writing import aaf_bytes
from chutier_avid.bins.mobs import Mobs, MobView, Part, SlotView

REAL = {
    "libaaf__MC_Metadata.aaf": [
        ("subclip", "1000hz-18dbs16b44.1k.wav.Sub.01", "A1", "00:00:01:00", "00:00:02:00"),
        ("master", "1000hz-18dbs16b44.1k.wav", "A1", "00:00:00:00", "00:00:03:00"),
        ("sequence", "MC_Metadata.Exporté.02", "A1A2A3", "01:00:00:00", "01:00:03:00"),
    ],
    "libaaf__MC_TC_29.97_DF.aaf": [
        ("master", "1000hz-18dbs16b44.1k.wav", "A1", "00:00:00;00", "00:00:03;00"),
        ("sequence", "MC_TC_29.97_DF.Exporté.01", "A1", "01:00:00;00", "01:00:13;00"),
    ],
    "otio-aaf__one_clip.aaf": [
        ("sequence", "OTIO_Test_ppjoshm1.Exported.01", "VA1", "01:00:00:00", "01:00:00:10"),
        ("master", "ppjoshm_1 (SIM1)", "VA1", "01:00:04:05", "01:00:04:15"),
    ],
    "libaaf__DR_Markers.aaf": [("sequence", "DR_Markers", "", "01:00:00:00", "01:00:00:00")],
}
"""Kind, name, tracks, first and last timecode: read in the files' own dumps."""


@pytest.mark.parametrize("name", REAL)
def test_a_real_file_is_told_as_a_bin(samples: Path, name: str) -> None:
    found = read_bin(samples / "avid" / name)
    told = [(str(item.kind), item.name, item.tracks, str(item.start), str(item.end)) for item in found]
    assert told == REAL[name]


def test_columns_colour_and_reel_of_a_real_file(samples: Path) -> None:
    master = read_bin(samples / "avid" / "libaaf__MC_Metadata.aaf").items[1]
    assert (master.columns["Take"], master.columns["Scene"], master.color) == ("3", "P21", "#f032e6")
    clip = read_bin(samples / "avid" / "otio-aaf__one_clip.aaf").items[1]
    assert (clip.tape, clip.source_file) == ("ppjoshm_1.SIM1.02", "ppjoshm_1.V01.D8C35C9E69C8V.mxf")


def test_every_sample_is_read(samples: Path) -> None:
    for path in sorted((samples / "avid").glob("*.aaf")):
        found = read_bin(path)
        assert found.items
        assert not found.notes


def test_files_of_media_composer_pass_the_checks(samples: Path) -> None:
    for path in sorted((samples / "avid").glob("libaaf__MC_*.aaf")):
        assert check_aaf(read_views(path)) == ()


@pytest.fixture(scope="module")
def good() -> bytes:
    return aaf_bytes(whole(), MADE)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda data: b"", "the file is empty"),
        (lambda data: b"Heading\nFIELD_DELIM\tTABS\n", "not an AAF"),
        (lambda data: data[: len(data) // 2], "damaged or not complete"),
        (lambda data: data[:4096], "damaged or not complete"),
        (lambda data: data[:600], "damaged or not complete"),
        (lambda data: data[:8] + bytes(len(data) - 8), "damaged or not complete"),
        (lambda data: data[:8192] + bytes(200_000) + data[208_192:], "damaged or not complete"),
    ],
    ids=["empty", "a log", "half", "header", "torn header", "zeros", "hole"],
)
def test_a_damaged_file_is_one_sentence(
    tmp_path: Path, good: bytes, spoil: Callable[[bytes], bytes], words: str
) -> None:
    path = tmp_path / "J03.aaf"
    path.write_bytes(spoil(good))
    with pytest.raises(MediaError, match=words) as caught:
        read_views(path)
    assert caught.value.path == str(path)
    assert caught.value.hint


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes")
def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "J03.aaf")
    with pytest.raises(MediaError, match="it is no file"):
        read_views(tmp_path / "J03.aaf")


@settings(max_examples=25, deadline=None)
@given(place=st.integers(0, 30_000), flip=st.integers(1, 255))
def test_a_flipped_byte_never_escapes(
    tmp_path_factory: pytest.TempPathFactory, good: bytes, place: int, flip: int
) -> None:
    data = bytearray(good)
    place = len(data) - 1 - place if place % 2 else place
    data[place] ^= flip
    path = tmp_path_factory.mktemp("flip") / "x.aaf"
    path.write_bytes(bytes(data))
    with suppress(MediaError):
        read_bin(path)


def view(tmp_path: Path) -> Mobs:
    path = tmp_path / "bin.aaf"
    path.write_bytes(aaf_bytes(whole(), MADE))
    return read_views(path)


def changed(found: Mobs, role: str, **more: object) -> Mobs:
    mob = next(one for one in found.mobs.values() if one.role == role)
    return replace(found, mobs={**found.mobs, mob.id: replace(mob, **more)})  # type: ignore[arg-type]


def slot_of(found: Mobs, role: str, kind: str) -> tuple[MobView, SlotView]:
    mob = next(one for one in found.mobs.values() if one.role == role)
    return mob, next(slot for slot in mob.slots if slot.kind == kind)


def with_slot(found: Mobs, mob: MobView, old: SlotView, new: SlotView) -> Mobs:
    slots = tuple(new if slot is old else slot for slot in mob.slots)
    return replace(found, mobs={**found.mobs, mob.id: replace(mob, slots=slots)})


def _double(found: Mobs) -> Mobs:
    return replace(found, doubles=tuple(found.mobs)[:1])


def _lost(found: Mobs) -> Mobs:
    gone = next(mob.id for mob in found.mobs.values() if mob.role == "file")
    return replace(found, mobs={key: mob for key, mob in found.mobs.items() if key != gone})


def _too_long(found: Mobs) -> Mobs:
    mob, slot = slot_of(found, "composition", "picture")
    parts = tuple(replace(part, start=90) if part.what == "source" else part for part in slot.parts)
    return with_slot(found, mob, slot, replace(slot, parts=parts))


def _unsummed(found: Mobs) -> Mobs:
    mob, slot = slot_of(found, "composition", "picture")
    return with_slot(found, mob, slot, replace(slot, stated=0))


def _no_clock(found: Mobs) -> Mobs:
    mob = next(one for one in found.mobs.values() if one.role == "composition")
    return changed(found, "composition", slots=tuple(slot for slot in mob.slots if slot.kind != "timecode"))


def _wrong_drop(found: Mobs) -> Mobs:
    mob, slot = slot_of(found, "tape", "timecode")
    return with_slot(found, mob, slot, replace(slot, parts=(replace(slot.parts[0], drop=True),)))


def _two_tapes(found: Mobs) -> Mobs:
    first, second = (mob for mob in found.mobs.values() if mob.role == "tape")
    return replace(found, mobs={**found.mobs, second.id: replace(second, name=first.name)})


def _no_tape_time(found: Mobs) -> Mobs:
    mobs = {key: replace(mob, slots=tuple(s for s in mob.slots if s.kind != "timecode")) if mob.role == "tape" else mob
            for key, mob in found.mobs.items()}  # fmt: skip
    return replace(found, mobs=mobs)


SPOILT: dict[str, Callable[[Mobs], Mobs]] = {
    "A01": _double,
    "A02": _lost,
    "A03": _too_long,
    "A04": _unsummed,
    "A05": _no_clock,
    "A06": _wrong_drop,
    "A07": _two_tapes,
    "A08": lambda found: changed(found, "master", comments={"Intfreerunuserdef1": "a", "INTFREERUNUSERDEF2": "b"}),
    "A09": lambda found: changed(found, "master", comments={"Comments": "x" * 256}),
    "A10": lambda found: changed(found, "file", urls=("C:\\x.mov",)),
    "A11": _no_tape_time,
}


def test_every_code_has_its_case() -> None:
    assert set(SPOILT) == set(CODES)
    assert all(code.meaning() for code in CODES.values())


def test_the_page_holds_every_code_and_how_grave_it_is() -> None:
    page = (Path(__file__).parents[2] / "docs" / "avid.md").read_text(encoding="utf-8")
    for code, kind in CODES.items():
        assert re.search(rf"\| `{code}` \| .+ \| {'stops' if kind.error else 'surprises'} \|", page), code


@pytest.mark.parametrize("code", SPOILT)
def test_each_fault_is_found_under_its_code(tmp_path: Path, code: str) -> None:
    sound = view(tmp_path)
    assert check_aaf(sound) == ()
    found = check_aaf(SPOILT[code](sound))
    codes = {finding.code for finding in found}
    assert codes - {"A11"} == {code} - {"A11"}  # whoever loses its tape loses its timecode
    assert code in codes
    assert all(finding.is_error == CODES[finding.code].error for finding in found)
    assert str(found[0]).startswith(found[0].code)


def test_a_circle_of_clips_is_no_endless_way(tmp_path: Path) -> None:
    found = view(tmp_path)
    master = next(mob for mob in found.mobs.values() if mob.role == "master")
    slot = replace(master.slots[0], parts=(Part(what="source", mob=master.id, slot=1, length=5),))
    circle = replace(found, mobs={master.id: replace(master, slots=(slot,))})
    assert {finding.code for finding in check_aaf(circle)} <= {"A03", "A04", "A11"}
