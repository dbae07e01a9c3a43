"""What an xmeml document says, read by no code of ours: ElementTree, and OpenTimelineIO for its sequences."""

import copy
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import opentimelineio as otio
import pytest

from chutier.plan import Tree
from chutier_premiere.xmeml import Project

BinPath = tuple[str, ...]


@dataclass
class Held:
    """A document's bins, and the clips and sequences in each, as elements."""

    bins: list[BinPath] = field(default_factory=list)
    clips: dict[BinPath, list[ET.Element]] = field(default_factory=dict)
    sequences: dict[BinPath, list[ET.Element]] = field(default_factory=dict)

    def names(self, what: str) -> dict[BinPath, list[str]]:
        """The names of `clips` or `sequences`, bin by bin."""
        return {path: [one.findtext("name", "") for one in some] for path, some in getattr(self, what).items()}

    def every(self, what: str) -> list[ET.Element]:
        """All `clips` or `sequences`."""
        return [one for some in getattr(self, what).values() for one in some]


def document(tree: Tree, **how: Any) -> str:
    """The document that a tree makes."""
    return "".join(Project(tree, how.pop("media", {}), **{"title": "LA NUIT", **how}).pieces())


def read(text: str) -> ET.Element:
    """The document's root, after the rules that hold for every one were looked at."""
    root = ET.fromstring(text)
    assert root.tag == "xmeml"
    assert root.get("version") == "4"
    keep_the_rules(root)
    return root


def held(root: ET.Element) -> Held:
    """The project's tree."""
    found = Held()

    def walk(children: ET.Element, path: BinPath) -> None:
        for one in children:
            if one.tag == "bin":
                inner = (*path, one.findtext("name", ""))
                found.bins.append(inner)
                inside = one.find("children")
                assert inside is not None
                walk(inside, inner)
            else:
                assert one.tag in ("clip", "sequence")
                getattr(found, f"{one.tag}s").setdefault(path, []).append(one)

    top = root.find("project/children")
    assert top is not None
    walk(top, ())
    return found


def keep_the_rules(root: ET.Element) -> None:
    """Ids are given once; a file is told where it is first met and referred to ever after; what is referred to is
    there; whatever is linked says so on both sides, with its place on its track."""
    for tag in ("clip", "clipitem", "sequence"):
        ids = [one.get("id") for one in root.iter(tag)]
        assert None not in ids
        assert len(set(ids)) == len(ids)
    told: set[str | None] = set()
    for file in root.iter("file"):
        assert (len(file) > 0) == (file.get("id") not in told), "told where it is first met, and only there"
        told.add(file.get("id"))
    urls = [one.text for one in root.iter("pathurl")]
    assert len(set(urls)) == len(urls)
    masters = {one.get("id") for one in root.iter("clip")}
    assert {one.text for one in root.iter("masterclipid")} <= masters
    for clip in root.iter("clip"):
        assert {one.text for one in clip.iter("masterclipid")} == {clip.get("id")}
    for sequence in root.iter("sequence"):
        _links_meet(sequence)
        _tracks_are_in_order(sequence)


def _tracks_are_in_order(sequence: ET.Element) -> None:
    length = int(sequence.findtext("duration", ""))
    for track in sequence.iter("track"):
        free = 0
        for item in track.findall("clipitem"):
            start, end, into, out = (int(item.findtext(tag, "")) for tag in ("start", "end", "in", "out"))
            assert free <= start < end <= length
            assert 0 <= into < out <= int(item.findtext("duration", ""))
            free = end
        assert track.findtext("enabled") == "TRUE"
        assert track.findtext("locked") == "FALSE"


def _links_meet(sequence: ET.Element) -> None:
    places = {}
    for kind in ("video", "audio"):
        for number, track in enumerate(sequence.findall(f"media/{kind}/track"), 1):
            for place, item in enumerate(track.findall("clipitem"), 1):
                places[item.get("id")] = (item, kind, str(number), str(place))
    for key, (item, *_where) in places.items():
        links = item.findall("link")
        refs = [link.findtext("linkclipref") for link in links]
        assert not refs or key in refs
        for ref, link in zip(refs, links, strict=True):
            other, kind, number, place = places[ref]
            told = [link.findtext(tag) for tag in ("mediatype", "trackindex", "clipindex")]
            assert told == [kind, number, place]
            assert [one.findtext("linkclipref") for one in other.findall("link")] == refs


def timelines(text: str, folder: Path) -> dict[str, Any]:
    """The sequences as OpenTimelineIO reads them, by name. It only looks at sequences, so they are given their files
    in full first, as the format's ids mean."""
    pytest.importorskip("otio_fcp_adapter")
    root = ET.fromstring(text)
    files = {one.get("id"): one for one in root.iter("file") if len(one)}
    for parent in list(root.iter()):
        for place, one in enumerate(list(parent)):
            if one.tag == "file" and not len(one):
                parent[place] = copy.deepcopy(files[one.get("id")])
    path = folder / "sequences.xml"
    ET.ElementTree(root).write(path, encoding="utf-8")
    found = otio.adapters.read_from_file(str(path), adapter_name="fcp_xml")
    lines = [found] if isinstance(found, otio.schema.Timeline) else list(found)
    return {line.name: line for line in lines}


def events(track: Any) -> Iterator[tuple[str, int, int, int]]:
    """The clips of a track of OpenTimelineIO: name, place, frames into the file, length."""
    for clip in track:
        if isinstance(clip, otio.schema.Gap):
            continue
        at, source = clip.range_in_parent(), clip.trimmed_range()
        into = source.start_time - clip.media_reference.available_range.start_time
        yield clip.name, at.start_time.value, round(into.value), source.duration.value
