"""Our AAF beside those that Media Composer wrote itself: what it always says, we say, in the same form."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aaf2
import pytest

from avid.aaf_content import MADE, whole
from chutier_avid.aaf.writing import aaf_bytes

BY_MEDIA_COMPOSER = (
    "libaaf__MC_Metadata.aaf", "libaaf__MC_TC_23.976.aaf", "libaaf__MC_TC_25.aaf", "libaaf__MC_TC_29.97_DF.aaf",
    "libaaf__MC_Markers.aaf", "otio-aaf__one_clip.aaf", "otio-aaf__utf8.aaf",
)  # fmt: skip

OF_ITS_OWN_MEDIA = {
    ("CDCIDescriptor", name) for name in (
        "BlackReferenceLevel", "CodingEquations", "ColorPrimaries", "ColorRange", "ColorSiting", "Compression",
        "ContainerFormat", "DataOffset", "DisplayHeight", "DisplayWidth", "DisplayXOffset", "DisplayYOffset",
        "EssenceBox", "FrameIndexByteOrder", "FrameSampleSize", "ImageAlignmentFactor", "ImageSize",
        "OffsetToFrameIndexes64", "ResolutionID", "SampledHeight", "SampledWidth", "SampledXOffset", "SampledYOffset",
        "SourceBox", "TransferCharacteristic", "ValidBox", "VerticalSubsampling", "WhiteReferenceLevel",
    )
} | {
    ("PCMDescriptor", name) for name in (
        "AudioRefLevel", "ContainerFormat", "DataOffset", "DialNorm", "ElectroSpatial", "Locked", "SequenceOffset",
    )
} | {("TapeDescriptor", "ColorFrame")}  # fmt: skip
"""What Media Composer says of media that it transcoded itself into its own MXF; camera files are not that.
"""

Shape = dict[str, dict[str, tuple[int, str]]]


def objects(value: Any) -> Iterator[Any]:
    yield value
    for one in value.properties():
        inner = one.value
        if hasattr(inner, "classdef") and not hasattr(inner, "auid"):
            yield from objects(inner)
        elif isinstance(inner, list) and inner and hasattr(inner[0], "classdef"):
            for each in inner:
                yield from objects(each)


def shapes(path: Path) -> Iterator[tuple[str, dict[str, tuple[int, str]]]]:
    """Class of each object beneath the mobs, and the stored form and type of each property that it has."""
    with aaf2.open(str(path), "r") as file:
        for mob in file.content.mobs:
            for one in objects(mob):
                yield (
                    one.classdef.class_name,
                    {each.name: (each.format, each.typedef.type_name) for each in one.properties()},
                )


def always(paths: list[Path]) -> Shape:
    """The properties that every object of a class has, in all of the files."""
    found: Shape = {}
    for path in paths:
        for name, properties in shapes(path):
            known = found.setdefault(name, properties)
            found[name] = {key: value for key, value in known.items() if key in properties}
    return found


@pytest.fixture
def ours(tmp_path: Path) -> Shape:
    path = tmp_path / "ours.aaf"
    path.write_bytes(aaf_bytes(whole(), MADE))
    return always([path])


def test_what_media_composer_always_says_is_there(samples: Path, ours: Shape) -> None:
    theirs = always([samples / "avid" / name for name in BY_MEDIA_COMPOSER])
    missing = {
        (name, key)
        for name, properties in theirs.items()
        if name in ours
        for key in properties
        if key not in ours[name]
    }
    assert missing - OF_ITS_OWN_MEDIA == set()


def test_every_value_is_stored_as_media_composer_stores_it(samples: Path, ours: Shape) -> None:
    theirs: Shape = {}
    for name in BY_MEDIA_COMPOSER:
        for kind, properties in shapes(samples / "avid" / name):
            theirs.setdefault(kind, {}).update(properties)
    for kind, properties in ours.items():
        for key, stored in properties.items():
            if key in theirs.get(kind, {}):
                assert theirs[kind][key] == stored, (kind, key)


def test_the_header_names_the_writer_and_its_versions(tmp_path: Path) -> None:
    path = tmp_path / "ours.aaf"
    path.write_bytes(aaf_bytes(whole(), MADE))
    with aaf2.open(str(path), "r") as file:
        mark = file.header["IdentificationList"].value[0]
        names = {one.name for one in mark.properties()}
        assert {"CompanyName", "ProductName", "ProductVersion", "ToolkitVersion", "ProductID"} <= names
        assert str(file.header["OperationalPattern"].value) == "0d011201-0100-0000-060e-2b3404010105"
        assert file.header["LastModified"].value == MADE
