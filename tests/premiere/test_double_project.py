"""The double as a program: its calls answer as documented, and lie as the field reports say."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hosts.premiere import FakePremiere
from premiere.bench import footage
from premiere.pymiere_bench import Desk, Waiting, at_the_desk

ROOT = "app.project.rootItem"
FIRST = f"{ROOT}.children[0]"
PREFIX = "premierePrivateProjectMetaData"
PACKET = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    f'<rdf:Description rdf:about="" xmlns:{PREFIX}="http://ns.adobe.com/{PREFIX}/1.0/">%s</rdf:Description>'
    "</rdf:RDF></x:xmpmeta>"
)


@pytest.fixture
def desk(premiere: FakePremiere, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    premiere.footage({
        "/r/a.mov": {"frames": 24, "rate": "24", "audio": 2}, "/r/b.mov": {"frames": 48, "rate": "24", "audio": 2},
        "/r/s.wav": {"audio": 1, "picture": False}, "/p/a.mov": {"audio": 2}, "/p/mute.mov": {},
        "/r/late.mov": {"delay_ms": 120}, "/r/gone.mov": {"exists": False}, "/r/bad.mov": {"importable": False},
        "/r/f.0001.dpx": {}, "/r/f.0002.dpx": {}, "/preset.sqpreset": {},
        "/x.xml": {"brings": {"RUSHES": {"J01": {"a.mov": "/r/a.mov"}}}},
    })  # fmt: skip
    with at_the_desk(premiere, monkeypatch) as found:
        yield found


def packet(**fields: str) -> str:
    return PACKET % "".join(f"<{PREFIX}:{name}>{text}</{PREFIX}:{name}>" for name, text in fields.items())


def imports(*paths: str, bin: str = ROOT, quiet: bool = True, stills: bool = False) -> str:
    return f"app.project.importFiles({json.dumps(paths)}, {json.dumps(quiet)}, {bin}, {json.dumps(stills)})"


def refused(desk: Desk, script: str) -> str:
    """The message with which a call raises."""
    with pytest.raises(desk.core.ExtendScriptError) as caught:
        desk.core.eval_script(script)
    return str(caught.value.message)


# 3: imports


@pytest.mark.parametrize(
    ("fault", "answer", "names"),
    [
        ({}, "true", ["a.mov", "b.mov"]),
        ({"nothing": True, "returns": True}, "true", []),
        ({"returns": False}, "false", ["a.mov", "b.mov"]),
        ({"drops": 1}, "true", ["b.mov"]),
    ],
)
def test_what_an_import_returns_says_nothing(desk: Desk, fault: Any, answer: str, names: list[str]) -> None:
    desk.fake.fault("importFiles", **fault)
    assert desk.run(imports("/r/a.mov", "/r/b.mov")) == answer
    assert desk.names() == names


def test_an_import_may_come_late(desk: Desk) -> None:
    assert desk.run(imports("/r/late.mov")) == "true"
    assert desk.names() == []
    end = time.monotonic() + 5
    while not desk.names() and time.monotonic() < end:
        time.sleep(0.02)
    assert desk.names() == ["late.mov"]


@pytest.mark.parametrize("path", ["/r/gone.mov", "/r/never.mov", "/r/bad.mov", "/r/notes.fdx"])
def test_what_cannot_come_in_is_left_out_without_a_word(desk: Desk, path: str) -> None:
    assert desk.run(imports(path, "/r/a.mov")) == "true"
    assert desk.names() == ["a.mov"]


def test_an_unknown_kind_of_file_opens_a_window_unless_told_to_be_quiet(desk: Desk) -> None:
    asked = Waiting(lambda: desk.run(imports("/r/notes.fdx", quiet=False)))
    assert asked.waits()
    assert "notes.fdx" in desk.fake.state()["dialog"]
    desk.fake.person("dismiss")
    assert asked.answer() == "true"


def test_importing_again_makes_a_second_item(desk: Desk) -> None:
    desk.run(imports("/r/a.mov"))
    desk.run(imports("/r/a.mov"))
    assert desk.names() == ["a.mov", "a.mov"]
    assert desk.run(f"{FIRST}.nodeId === {ROOT}.children[1].nodeId") == "false"


def test_numbered_stills_are_one_item(desk: Desk) -> None:
    desk.run(imports("/r/f.0001.dpx", "/r/f.0002.dpx", stills=True))
    [item] = desk.fake.items()
    assert (item["name"], item["path"], item["stills"]) == ("f.0001.dpx", "/r/f.0001.dpx", True)


def test_a_file_of_bins_brings_its_bins(desk: Desk) -> None:
    desk.run(imports("/x.xml"))
    assert desk.names("RUSHES", "J01") == ["a.mov"]


def test_an_import_may_land_in_the_root(desk: Desk) -> None:
    desk.fake.person("bin", path=["J01"])
    desk.fake.fault("importFiles", elsewhere=True)
    desk.run(imports("/r/a.mov", bin=FIRST))
    assert (desk.names("J01"), desk.names()) == ([], ["J01", "a.mov"])


# 5: what calls take


def test_a_bin_in_a_clip_is_no_bin(desk: Desk) -> None:
    desk.run(imports("/r/a.mov"))
    assert desk.run(f"{FIRST}.createBin('x')") == "0"
    assert desk.run(f"{FIRST}.createSmartBin('x', 'y')") == "0"
    assert desk.run(f"typeof {FIRST}.children") == "undefined"


def test_a_second_bin_of_a_name_is_made(desk: Desk) -> None:
    desk.run(f"{ROOT}.createBin('J01'); {ROOT}.createBin('J01')")
    assert desk.names() == ["J01", "J01"]


@pytest.mark.parametrize(
    "call",
    [
        f"{ROOT}.createBin()", f"{ROOT}.createSmartBin('x')", f"{ROOT}.setProjectMetadata('x')", f"{ROOT}.moveBin()",
        f"{ROOT}.setColorLabel()", f"{ROOT}.attachProxy('/p/a.mov')", "app.project.importFiles()",
        f"{ROOT}.getMarkers().createMarker()", "app.project.deleteSequence()", "app.project.newSequence('x')",
        "app.project.exportAAF(1, 2)", "app.project.createNewSequenceFromClips('x')",
    ],
)  # fmt: skip
def test_too_few_parameters_raise(desk: Desk, call: str) -> None:
    assert refused(desk, call) == "Not Enough Parameters"


@pytest.mark.parametrize(
    "call",
    [
        f"{ROOT}.createBin(3)", f"{ROOT}.createBin('a', 'b')", f"{ROOT}.name = 3", f"{ROOT}.moveBin('bin')",
        f"{ROOT}.setProjectMetadata('x', 'y')", f"{ROOT}.setColorLabel('3')", f"{ROOT}.setColorLabel(16)",
        "app.project.importFiles('/r/a.mov')", "app.project.importFiles([3])", f"{ROOT}.getMarkers().createMarker('1')",
        "app.project.createNewSequenceFromClips('x', [1])", "app.project.deleteSequence({})",
        f"{ROOT}.getMarkers().createMarker(1).setColorByIndex(8)",
        "app.project.addPropertyToProjectMetadataSchema('a', 'b', 9)",
    ],
)  # fmt: skip
def test_parameters_of_another_type_raise(desk: Desk, call: str) -> None:
    assert refused(desk, call) == "Illegal Parameter type"
    assert desk.names() == []


def test_a_bin_does_not_go_into_itself(desk: Desk) -> None:
    desk.fake.person("bin", path=["A", "B"])
    assert desk.run(f"{FIRST}.moveBin({FIRST}.children[0])") == "-1"
    assert desk.run(f"{FIRST}.children[0].moveBin({ROOT})") == "0"
    assert desk.names() == ["A", "B"]


def test_deleting_a_bin_takes_all_that_lies_in_it(desk: Desk) -> None:
    desk.run(imports("/r/a.mov"))
    desk.fake.person("sequence", name="V1", bin=["A", "B"], clips=[["a.mov"]])
    desk.run(f"{ROOT}.children[1].deleteBin()")
    assert desk.names() == ["a.mov"]
    assert desk.run("app.project.sequences.numSequences") == "0"


def test_what_was_taken_out_cannot_be_asked_any_more(desk: Desk) -> None:
    desk.fake.person("bin", path=["A"])
    desk.run(f"$.kept = {FIRST}; 'kept'")
    desk.fake.person("remove_bin", path=["A"])
    assert refused(desk, "$.kept.name") == "Object is invalid"


# 6: collections


def test_a_collection_has_no_length_and_shrinks_while_one_works_on_it(desk: Desk) -> None:
    for name in ("A", "B", "C", "D"):
        desk.fake.person("bin", path=[name])
    assert desk.run(f"typeof {ROOT}.children.length") == "undefined"
    told = desk.run(
        f"var left = {ROOT}.children; for (var i = 0; i < left.numItems; i++) {{ left[i].deleteBin(); }} left.numItems"
    )
    assert (told, desk.names()) == ("2", ["B", "D"])
    assert desk.run(f"typeof {ROOT}.children[9]") == "undefined"


def test_a_collection_may_have_holes(desk: Desk) -> None:
    desk.fake.person("bin", path=["A"])
    desk.fake.fault("children", holes=True)
    assert desk.run(f"{ROOT}.children.numItems + ' ' + typeof {ROOT}.children[0] + ' ' + {ROOT}.children[1].name") == (
        "2 undefined A"
    )


# 7: projects


def test_the_project_in_front_changes_between_two_calls(desk: Desk) -> None:
    before = desk.run("app.project.documentID")
    desk.fake.person("open_project", name="AUTRE")
    assert desk.run("app.project.name") == "AUTRE.prproj"
    assert desk.run("app.project.documentID") != before
    assert desk.run("app.projects.numProjects + app.projects[0].documentID") == f"2{before}"
    desk.fake.person("close_project")
    assert desk.run("app.project.documentID") == before
    desk.fake.person("close_project")
    assert desk.run("typeof app.project") == "undefined"
    assert "null" in refused(desk, "app.project.name") or "undefined" in refused(desk, "app.project.name")


def test_ids_of_items_hold_for_one_session(desk: Desk) -> None:
    desk.fake.person("bin", path=["A"])
    before = desk.run(f"{FIRST}.nodeId")
    desk.fake.person("reopen_project")
    assert desk.run(f"{FIRST}.nodeId") != before
    assert desk.names() == ["A"]


def test_a_locked_project_takes_nothing(desk: Desk) -> None:
    desk.fake.reset(production="SÉRIE", footage=footage())
    desk.fake.person("bin", path=["A"])
    desk.fake.person("lock")
    assert desk.run("app.production.name + app.production.getLocked(app.project)") == "SÉRIEtrue"
    for call in (f"{ROOT}.createBin('x')", f"{FIRST}.name = 'x'", imports("/r/a.mov"), f"{FIRST}.deleteBin()"):
        assert "read-only" in refused(desk, call)
    assert desk.names() == ["A"]


def test_there_is_no_production_without_one(desk: Desk) -> None:
    assert desk.run("typeof app.production") == "undefined"


# 8: columns


def written(desk: Desk, xml: str, *fields: str) -> dict[str, str]:
    """What a clip's columns hold after a call that answers 0 in any case."""
    if not desk.names():
        desk.run(imports("/r/a.mov"))
    assert desk.run(f"{FIRST}.setProjectMetadata('{xml}', {json.dumps(fields)})") == "0"
    return dict(desk.fake.items()[0].get("fields", {}))


SCENE, COMMENT = "Column.PropertyText.Scene", "Column.PropertyText.Comment"


def test_listed_columns_are_written(desk: Desk) -> None:
    assert written(desk, packet(**{SCENE: "12A &amp; B", COMMENT: "x"}), SCENE) == {SCENE: "12A & B"}
    got = desk.run(f"{FIRST}.getProjectMetadata()")
    assert f"<{PREFIX}:{SCENE}>12A &amp; B</{PREFIX}:{SCENE}>" in got
    assert COMMENT not in got, "there are tags only for what is set"


@pytest.mark.parametrize(
    ("xml", "field"),
    [
        ("12A", SCENE), (packet(Scene="12A"), "Scene"), (packet(**{SCENE: "12A"}), "Scene"),
        (packet(**{"Column.Intrinsic.FilePath": "/x"}), "Column.Intrinsic.FilePath"),
        (packet(chutierTake="3"), "chutierTake"),
        (packet(**{"Column.PropertyBool.Good": "yes"}), "Column.PropertyBool.Good"),
        (packet(**{SCENE: "12A"}).replace("/1.0/", "/2.0/"), SCENE),
    ],
)  # fmt: skip
def test_a_column_that_is_not_taken_answers_0_too(desk: Desk, xml: str, field: str) -> None:
    assert written(desk, xml, field) == {}


def test_an_own_column_is_taken_once_the_project_knows_it(desk: Desk) -> None:
    call = "app.project.addPropertyToProjectMetadataSchema('chutierTake', 'Take', 2)"
    assert [desk.run(call), desk.run(call)] == ["undefined", "undefined"]
    assert written(desk, packet(chutierTake="3"), "chutierTake") == {"chutierTake": "3"}
    desk.fake.reset(footage={"/r/a.mov": {}})
    desk.fake.fault("addPropertyToProjectMetadataSchema", nothing=True)
    desk.run(call)
    assert written(desk, packet(chutierTake="3"), "chutierTake") == {}


# 10: an engine that fails in the middle


def test_what_was_done_before_an_error_stays_done(desk: Desk) -> None:
    desk.fake.fault("createBin", nth=3, raises="Out of memory")
    script = f"for (var i = 0; i < 5; i++) {{ {ROOT}.createBin('B' + i); }}"
    assert refused(desk, script) == "Out of memory"
    assert desk.names() == ["B0", "B1"]
    desk.fake.clear()
    desk.fake.fault(at=2, raises="It broke")
    assert refused(desk, script) == "It broke"
    assert desk.names() == ["B0", "B1", "B0"]


# 11: sequences


def test_the_new_sequence_window_holds_everything(desk: Desk) -> None:
    asked = Waiting(lambda: desk.run("app.project.createNewSequence('V1', '')"))
    assert asked.waits()
    assert Waiting(lambda: desk.run("1")).waits()
    desk.fake.person("dismiss")
    assert asked.answer() == "0"
    assert desk.run("app.project.sequences.numSequences") == "0"


def test_a_sequence_wants_a_preset_that_is_there(desk: Desk) -> None:
    assert desk.run("app.project.newSequence('V1', '/no.sqpreset')") == "0"
    assert desk.run("app.project.newSequence('V1', '/preset.sqpreset').projectItem.name") == "V1"
    assert desk.run("qe.project.newSequence('V2', '/preset.sqpreset')") == "true"
    assert [one["kind"] for one in desk.fake.items()] == ["sequence", "sequence"]


def test_a_sequence_of_clips_lies_end_to_end_and_opens(desk: Desk) -> None:
    desk.run(imports("/r/a.mov", "/r/b.mov", "/r/s.wav"))
    made = f"[{ROOT}.children[1], {ROOT}.children[0], {ROOT}.children[2]]"
    desk.run(f"$.one = app.project.createNewSequenceFromClips('BOUT', {made}, {ROOT}); ''")
    assert desk.run("$.one.videoTracks.numTracks + ' ' + $.one.videoTracks[0].clips.numItems") == "1 2"
    assert desk.run("$.one.videoTracks[0].clips[1].start.ticks") == str(2 * 254_016_000_000)
    assert desk.run("typeof $.one.videoTracks[0].clips[1].start.ticks") == "string"
    assert desk.run("$.one.audioTracks[0].clips[0].projectItem.name") == "s.wav"
    assert desk.run("app.project.activeSequence.name") == "BOUT"
    assert desk.run(f"{ROOT}.children[3].type + ' ' + {ROOT}.children[3].isSequence()") == "1 true"
    desk.run("$.one.name = 'AUTRE'")
    assert desk.names()[-1] == "BOUT", "a sequence's name is not its item's"
    desk.run("app.project.deleteSequence($.one)")
    assert desk.names() == ["a.mov", "b.mov", "s.wav"]


@pytest.mark.parametrize("fault", [{"nothing": True}, {"short": True}, {"elsewhere": True}])
def test_a_sequence_may_come_out_otherwise(desk: Desk, fault: dict[str, Any]) -> None:
    desk.fake.person("bin", path=["MONTAGE"])
    desk.run(imports("/r/a.mov", "/r/b.mov"))
    desk.fake.fault("createNewSequenceFromClips", **fault)
    made = f"[{ROOT}.children[1], {ROOT}.children[2]]"
    desk.run(f"app.project.createNewSequenceFromClips('BOUT', {made}, {FIRST}); ''")
    right = [one.get("clips") for one in desk.fake.items("MONTAGE")] == [["a.mov", "b.mov"]]
    assert not right


# 12: proxies and markers


def test_a_proxy_may_be_linked_in_words_only(desk: Desk) -> None:
    desk.run(imports("/r/a.mov"))
    desk.fake.fault("attachProxy", nothing=True, once=True)
    assert desk.run(f"{FIRST}.attachProxy('/p/a.mov', 0) + ' ' + {FIRST}.hasProxy()") == "0 false"
    assert desk.run(f"{FIRST}.attachProxy('/p/mute.mov', 0)") == "1", "its sound is another"
    assert desk.run(f"{FIRST}.attachProxy('/p/none.mov', 0)") == "1"
    assert desk.run(f"{FIRST}.attachProxy('/p/a.mov', 0) + ' ' + {FIRST}.getProxyPath()") == "0 /p/a.mov"
    assert desk.run(f"{ROOT}.canProxy()") == "false"


def test_markers_are_doubled_and_linked(desk: Desk) -> None:
    desk.run(imports("/r/a.mov"))
    desk.run(f"$.all = {FIRST}.getMarkers(); $.all.createMarker(2.5).name = 'B'; ''")
    desk.run("$.all.createMarker(0.5).name = 'A'; $.all.createMarker(0.5).name = 'A'; ''")
    assert desk.run("$.all.numMarkers") == "3"
    assert desk.run("$.all.getNextMarker($.all.getNextMarker($.all.getFirstMarker())).start.seconds") == "2.5"
    assert desk.run("var last = $.all.getLastMarker(); last.end = 3; last.end.seconds + ' ' + last.end.ticks") == (
        "3 762048000000"
    )
    assert desk.run("typeof $.all.getNextMarker($.all.getLastMarker())") == "undefined"


# what goes out


def test_exports_are_files(desk: Desk, tmp_path: Path) -> None:
    desk.run(imports("/r/a.mov"))
    desk.run(f"$.one = app.project.createNewSequenceFromClips('A & B', [{FIRST}], {ROOT}); ''")
    out = {name: tmp_path / name for name in ("one.xml", "all.xml", "one.aaf")}
    assert desk.run(f"$.one.exportAsFinalCutProXML({json.dumps(str(out['one.xml']))}, 1)") == "0"
    assert desk.run(f"app.project.exportFinalCutProXML({json.dumps(str(out['all.xml']))}, 1)") == "0"
    given = f"$.one, {json.dumps(str(out['one.aaf']))}, 0, 0, 48000, 24, 0, 1, 0, 0"
    assert desk.run(f"app.project.exportAAF({given})") == "0"
    assert all(path.stat().st_size for path in out.values())
    out["one.xml"].unlink()
    desk.fake.fault("exportAsFinalCutProXML", nothing=True)
    assert desk.run(f"$.one.exportAsFinalCutProXML({json.dumps(str(out['one.xml']))}, 1)") == "0"
    assert not out["one.xml"].exists()
