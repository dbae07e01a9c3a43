"""What fails half-way: clips that do not go lie where they lay, and no half of a marker stays."""

from pathlib import Path
from typing import Any

import pytest

from chutier.events import silent
from chutier.plan import diff
from chutier.testing.trees import clip, project
from chutier_premiere.bridge import ask
from chutier_premiere.nle import PremiereNle
from hosts.premiere import FakePremiere
from premiere.bench import adapter, footage, known


@pytest.fixture
def nle(premiere: FakePremiere, tmp_path: Path) -> PremiereNle:
    premiere.footage({"/r/a.mov": {}, "/r/b.mov": {}})
    for path in ("/r/a.mov", "/r/b.mov"):
        premiere.person("import", path=path, bin=["RUSHES", "J01"])
    return adapter(premiere, tmp_path / "premiere")


def removed(nle: PremiereNle) -> list[Any]:
    """What a call that takes out both clips answers."""
    rows = nle.host.call("tree", {"fields": [], "from": 0, "limit": 99}, nle.doc)["r"]
    refs = [{"id": row["name"], "node": row["node"]} for row in rows if row["kind"] == "clip"]
    return [one["why"] for one in ask(nle.host, "remove", {"sequences": [], "clips": refs, "bins": []}, nle.doc)]


def test_clips_go_and_nothing_else(premiere: FakePremiere, nle: PremiereNle) -> None:
    assert removed(nle) == ["", ""]
    assert premiere.items("RUSHES", "J01") == []
    assert [one["name"] for one in premiere.items()] == ["RUSHES"]


@pytest.mark.parametrize("fault", [{"nothing": True}, {"raises": "It broke"}])
def test_clips_that_do_not_go_lie_where_they_lay(
    premiere: FakePremiere, nle: PremiereNle, fault: dict[str, Any]
) -> None:
    premiere.fault("deleteBin", **fault)
    assert removed(nle) == ["not-removed", "not-removed"]
    assert [one["name"] for one in premiere.items("RUSHES", "J01")] == ["a.mov", "b.mov"]


def test_a_clip_that_does_not_move_stays_and_the_other_goes(premiere: FakePremiere, nle: PremiereNle) -> None:
    premiere.fault("moveBin", nth=1, raises="It broke")
    assert removed(nle) == ["engine", ""]
    assert [one["name"] for one in premiere.items("RUSHES", "J01")] == ["a.mov"]
    assert [one["name"] for one in premiere.items()] == ["RUSHES"]


def test_a_clip_that_a_sequence_uses_stays(premiere: FakePremiere, nle: PremiereNle) -> None:
    premiere.person("sequence", name="V1", clips=[["RUSHES", "J01", "a.mov"]])
    assert removed(nle) == ["used", ""]
    assert [one["name"] for one in premiere.items("RUSHES", "J01")] == ["a.mov"]


def marked(nle: PremiereNle) -> list[str]:
    """What a call that sets two markers on the first clip answers."""
    rows = nle.host.call("tree", {"fields": [], "from": 0, "limit": 99}, nle.doc)["r"]
    ref = next({"id": row["name"], "node": row["node"]} for row in rows if row["kind"] == "clip")
    markers = [
        {"name": name, "comment": "ok", "ticks": str(at * 254_016_000_000), "color": 1}
        for at, name in enumerate(("clap", "action"))
    ]
    return [one["state"] for one in ask(nle.host, "markers", {"items": [{"ref": ref, "markers": markers}]}, nle.doc)]


@pytest.mark.parametrize("call", ["Marker.name", "Marker.comments", "Marker.setColorByIndex"])
def test_no_half_of_a_marker_stays(premiere: FakePremiere, nle: PremiereNle, call: str) -> None:
    premiere.fault(call, nth=2, raises="It broke")
    assert marked(nle) == ["failed"]
    assert [one["name"] for one in premiere.items("RUSHES", "J01")[0]["markers"]] == ["clap"]
    premiere.clear()
    assert [marked(nle), marked(nle)] == [["done"], ["there"]]
    assert [one["name"] for one in premiere.items("RUSHES", "J01")[0]["markers"]] == ["clap", "action"]


def strung(nle: PremiereNle) -> list[str]:
    """What a call that makes a sequence of both clips answers."""
    rows = nle.host.call("tree", {"fields": [], "from": 0, "limit": 99}, nle.doc)["r"]
    refs = [{"id": row["name"], "node": row["node"]} for row in rows if row["kind"] == "clip"]
    wanted = {"bin": {"under": "", "names": ["RUSHES"]}, "name": "BOUT", "refs": refs, "preset": ""}
    return [one["state"] for one in ask(nle.host, "sequences", {"items": [wanted]}, nle.doc)]


def test_a_sequence_that_cannot_go_to_its_bin_is_not_left_elsewhere(premiere: FakePremiere, nle: PremiereNle) -> None:
    premiere.fault("createNewSequenceFromClips", elsewhere=True)
    premiere.fault("moveBin", raises="It broke")
    assert [strung(nle), strung(nle)] == [["failed"], ["failed"]]
    assert [one["name"] for one in premiere.items()] == ["RUSHES"]
    premiere.clear()
    assert [strung(nle), strung(nle)] == [["done"], ["there"]]
    assert [one["name"] for one in premiere.items("RUSHES")] == ["J01", "BOUT"]


def test_an_import_that_breaks_off_is_finished_without_doubles(premiere: FakePremiere, tmp_path: Path) -> None:
    premiere.reset(footage=footage())
    nle = adapter(premiere, tmp_path / "premiere")
    want = project(*(clip(number, ("RUSHES",)) for number in (1, 2, 5)))
    nle.know(known(want.clips.values()))
    premiere.fault("importFiles", breaks=2, once=True)
    nle.perform(diff(want, nle.observe()).actions, silent)
    assert nle.perform(diff(want, nle.observe()).actions, silent).failed == ()
    assert diff(want, nle.observe()).actions == ()
    assert len(premiere.items("RUSHES")) == 3
