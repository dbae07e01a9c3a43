"""pymiere's own objects on the double: they work, and they show why we send batches and not objects."""

import math
from collections.abc import Iterator
from typing import Any

import pytest

from hosts.premiere import FakePremiere
from premiere.pymiere_bench import Desk, at_the_desk


@pytest.fixture
def desk(premiere: FakePremiere, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    premiere.footage({"/r/a.mov": {"audio": 2}})
    with at_the_desk(premiere, monkeypatch) as found:
        yield found


def test_a_bin_is_made_and_found(desk: Desk) -> None:
    made = desk.root.createBin("RUSHES")
    assert (made.name, made.treePath, made.type) == ("RUSHES", "\\NDV.prproj\\RUSHES", 2)
    assert made.createBin("J01").treePath == "\\NDV.prproj\\RUSHES\\J01"
    assert [one.name for one in desk.root.children] == ["RUSHES"]
    assert len(desk.root.children) == desk.root.children.numItems == 1
    assert desk.names("RUSHES") == ["J01"]


def test_items_are_renamed_moved_coloured_and_taken_out(desk: Desk) -> None:
    one, other = desk.root.createBin("A"), desk.root.createBin("B")
    one.name = "C"
    one.setColorLabel(3)
    other.moveBin(one)
    assert one.getColorLabel() == 3
    assert desk.names() == ["C"]
    assert desk.names("C") == ["B"]
    other.deleteBin()
    assert desk.names("C") == []


def test_files_come_in(desk: Desk) -> None:
    bin = desk.root.createBin("RUSHES")
    assert desk.objects.app.project.importFiles(["/r/a.mov"], True, bin, False) is True
    [item] = list(bin.children)
    assert (item.name, item.getMediaPath(), item.isSequence()) == ("a.mov", "/r/a.mov", False)
    found = desk.root.findItemsMatchingMediaPath("a.mov", 1)
    assert found[0].nodeId == item.nodeId


def test_metadata_and_markers(desk: Desk) -> None:
    desk.objects.app.project.importFiles(["/r/a.mov"], True, desk.root, False)
    item = desk.root.children[0]
    marker = item.getMarkers().createMarker(1.5)
    marker.name = "clap"
    assert item.getMarkers().getFirstMarker().start.seconds == 1.5
    assert desk.fake.items()[0]["markers"][0]["name"] == "clap"
    assert item.getProjectMetadata().startswith("<?xpacket")


def test_a_sequence_of_clips(desk: Desk) -> None:
    desk.objects.app.project.importFiles(["/r/a.mov"], True, desk.root, False)
    made = desk.objects.app.project.createNewSequenceFromClips("BOUT", [desk.root.children[0]], desk.root)
    assert made.name == "BOUT"
    assert made.videoTracks[0].clips[0].projectItem.name == "a.mov"
    assert desk.objects.app.project.activeSequence.sequenceID == made.sequenceID


@pytest.mark.filterwarnings("ignore:distutils Version classes:DeprecationWarning")
def test_the_version_is_read_once(desk: Desk) -> None:
    assert str(desk.core.get_premiere_version()) == "25.6"
    desk.fake.reset(version="14.5.0")
    assert str(desk.core.get_premiere_version()) == "25.6"


CORRUPTED: dict[str, Any] = {
    "101": 101, "1e5": 100000.0, "true": True, "null": None, "undefined": None, "[1]": [1], "NaN": math.nan,
}  # fmt: skip


@pytest.mark.parametrize("name", CORRUPTED)
def test_names_that_come_back_as_something_else(desk: Desk, name: str) -> None:
    found = desk.root.createBin(name).name
    assert found == CORRUPTED[name] or (name == "NaN" and math.isnan(found))
    assert desk.names() == [name], "Premiere itself has it right"


def test_a_name_that_reads_as_an_object_breaks_the_client(desk: Desk) -> None:
    made = desk.root.createBin('{"isObject": true}')
    with pytest.raises(KeyError):
        assert made.name
    del made


@pytest.mark.parametrize("name", ['LENS 50"', 'tri"""ple'])
def test_quotes_that_break_the_script(desk: Desk, name: str) -> None:
    """The engine's complaint is taken for a value, of which the client then makes an object."""
    with pytest.raises(TypeError, match="must be a mapping, not str"):
        desk.root.createBin(name)
    assert desk.names() == []


@pytest.mark.parametrize(
    "name", ["007", "é à ç", "🎬", 'a"b', "it's", "C:\\new", "tab\there", "two\nlines", "A/B", " x "]
)
def test_names_that_survive(desk: Desk, name: str) -> None:
    assert desk.root.createBin(name).name == name
    assert desk.names() == [name]


def test_a_name_with_a_line_separator_breaks_the_script(desk: Desk) -> None:
    with pytest.raises(TypeError):
        desk.root.createBin("a\u2028b")


def test_a_zero_where_an_object_should_be_breaks_the_client(desk: Desk) -> None:
    desk.objects.app.project.importFiles(["/r/a.mov"], True, desk.root, False)
    with pytest.raises(TypeError, match="must be a mapping, not int"):
        desk.root.children[0].createBin("x")
    with pytest.raises(TypeError, match="must be a mapping, not int"):
        desk.root.findItemsMatchingMediaPath("nowhere", 1)


def test_what_a_call_answers_is_lost(desk: Desk) -> None:
    desk.fake.person("bin", path=["A", "B"])
    bin = desk.root.children[0]
    assert bin.moveBin(bin.children[0]) is None
    assert desk.run("app.project.rootItem.children[0].moveBin(app.project.rootItem.children[0].children[0])") == "-1"


def test_each_value_is_a_post(desk: Desk) -> None:
    root = desk.root
    assert desk.counted(lambda: root.createBin("A")) == 2, "the call, and the letting go"
    for name in ("B", "C", "D"):
        root.createBin(name)
    assert desk.counted(lambda: [one.name for one in root.children]) >= 3 * 4
    assert desk.counted(lambda: desk.run("var all = app.project.rootItem.children; all.numItems")) == 1


def test_ids_are_let_go(desk: Desk) -> None:
    root = desk.root
    before = int(desk.run("$._pymiere.generatedIds.length"))
    for number in range(5):
        root.createBin(f"B{number}")
    assert int(desk.run("$._pymiere.generatedIds.length")) == before


def test_no_project_is_open(desk: Desk) -> None:
    desk.fake.reset(projects=[])
    assert desk.objects.app.project is None
