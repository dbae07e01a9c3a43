"""Names of clips by family, and families by tree."""

from datetime import date
from pathlib import Path

import pytest

from chutier.media import ClipName, family_of_tree, probe, read_name
from media.making import bext, chunk, fmt, second, wave

NAMES = [
    ("arri", "A001C003_220101_R1AB", "A", "A001", "C003", date(2022, 1, 1), ""),
    ("arri", "B012D001_20240229_L2ZZ.0012345", "B", "B012", "D001", date(2024, 2, 29), ""),
    ("arri35", "A_0001C001_230202_052359_h12NR", "A", "A_0001", "C001", date(2023, 2, 2), ""),
    ("red", "A001_C003_0101AB_001", "A", "A001", "C003", None, "001"),
    ("sony_cine", "A001C001_250925AB", "A", "A001", "C001", date(2025, 9, 25), ""),
    ("sony_x", "C0001", "", "", "C0001", None, ""),
    ("xdcamex", "429_0001_01", "", "", "0001", None, "01"),
    ("canon", "A001C003_220101AB_CANON", "A", "A001", "C003", date(2022, 1, 1), ""),
    ("canon_new", "A_0001C003X220101_101112AB_CANON_002", "A", "A_0001", "C003", date(2022, 1, 1), "002"),
    ("canon_xf", "AA212301", "", "", "AA2123", None, "01"),
    ("p2", "0001AB", "", "", "0001AB", None, ""),
    ("bmd", "A001_08151512_C001", "A", "A001", "C001", None, ""),
    ("bmd", "A_REEL1_2019-08-15_1512_C0002", "A", "REEL1", "C0002", date(2019, 8, 15), ""),
    ("gopro", "GX010001", "", "", "0001", None, "01"),
    ("gopro", "GP011234", "", "", "1234", None, "01"),
    ("gopro", "GOPR1234", "", "", "1234", None, ""),
    ("dji", "DJI_20240229101112_0001_D", "", "", "0001", date(2024, 2, 29), ""),
    ("dji", "DJI_0001", "", "", "0001", None, ""),
    ("insta360", "VID_20240229_101112_00_123", "", "", "123", date(2024, 2, 29), "00"),
]
ALONE = {"arri", "arri35", "red", "sony_cine", "canon", "canon_new", "bmd", "gopro", "dji", "insta360"}


@pytest.mark.parametrize(("family", "stem", "camera", "reel", "clip", "day", "span"), NAMES)
def test_a_name_says_its_reel_and_clip(
    family: str, stem: str, camera: str, reel: str, clip: str, day: date | None, span: str
) -> None:
    expected = ClipName(family=family, camera=camera, reel=reel, clip=clip, date=day, span=span)
    assert read_name(stem, family) == expected
    assert read_name(stem) == (expected if family in ALONE else None)


SOUND_NAMES = [
    ("cantar", "AT1254==123A 14R t12==_1", ("123A", "14R", 12, "1", False, "AT1254")),
    ("cantar", "AT1255==12 3 w1==", ("12", "3", 1, "", True, "AT1255")),
    ("zoom", "Scene001-T001_Tr1", ("Scene001", "", 1, "Tr1", False, "")),
    ("zoom", "Scene001-T002_Tr1_2", ("Scene001", "", 2, "Tr1_2", False, "")),
    ("sound_devices", "12A-T01", ("12A", "", 1, "", False, "")),
    ("sound_devices", "12AT01", ("12A", "", 1, "", False, "")),
    ("sound_devices", "S001T01_1", ("S001", "", 1, "1", False, "")),
]


@pytest.mark.parametrize(("family", "stem", "said"), SOUND_NAMES)
def test_a_recorder_s_name_says_scene_and_take(family: str, stem: str, said: tuple[object, ...]) -> None:
    name = read_name(stem, family)
    assert name is not None
    assert (name.scene, name.shot, name.take, name.track, name.wild, name.tag) == said


@pytest.mark.parametrize("stem", ["interview Marie", "A001", "IMG_1234", "A001C003_221301AB_X_Y_Z", "", "12A-T01"])
def test_a_name_that_anybody_may_have_written_says_nothing(stem: str) -> None:
    assert read_name(stem) is None


@pytest.mark.parametrize(
    ("folders", "family"),
    [
        ("PRIVATE/XDROOT/Clip", "sony_pro"),
        ("PRIVATE/M4ROOT/CLIP", "sony_x"),
        ("A001_0925AB.RDM/A001_C001_0925AB.RDC", "red"),
        ("CONTENTS/CLIPS001", "canon_or_xf"),
        ("CONTENTS/VIDEO", "p2"),
        ("DCIM/100GOPRO", "gopro"),
        ("PRIVATE/AVCHD/BDMV/STREAM", "avchd"),
        ("BPAV/CLPR/429_0001_01", "xdcamex"),
        ("20260925.AAD", "cantar"),
        ("A001R1JL", "arri"),
        ("A_0001_12NR", "arri35"),
        ("CARRIE/rushes", None),
        ("MYXDROOT/Clip", None),
        ("CONTENTS/other/VIDEO", None),
        ("DCIM", None),
    ],
)
def test_a_tree_names_its_family_by_whole_components(folders: str, family: str | None) -> None:
    assert family_of_tree(folders.split("/")) == family


def test_mono_files_of_one_cantar_take_are_one_set(tmp_path: Path) -> None:
    found = [
        probe(wave(tmp_path / f"AT1254==123A 14R w12==_{track}.wav", chunk(b"fmt ", fmt()), second()))
        for track in (1, 2)
    ]
    assert {info.file_set for info in found} == {"AT1254"}
    said = {s.field: (s.value, s.source.value) for s in found[0].said}
    assert said == {
        "scene": ("123A", "file"), "setup": ("14R", "file"), "take": (12, "file"), "wild": (True, "file"),
    }  # fmt: skip


def test_the_recorder_s_own_name_chooses_the_grammar(tmp_path: Path) -> None:
    chunks = (chunk(b"fmt ", fmt()), chunk(b"bext", bext(originator="SoundDev: 788T")), second())
    info = probe(wave(tmp_path / "12A-T01.wav", *chunks))
    assert (info.family, [s.value for s in info.said]) == ("sound_devices", ["12A", 1])
