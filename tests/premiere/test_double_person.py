"""Somebody works in the double, beside scripts; and it is quick, and ends with whoever started it."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hosts import node as node_tools
from hosts.premiere import FakePremiere
from premiere.pymiere_bench import Desk, at_the_desk

ROOT = "app.project.rootItem"
TICKS = 254_016_000_000


@pytest.fixture
def desk(premiere: FakePremiere, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    premiere.footage({"/r/a.mov": {"frames": 48, "rate": "24"}, "/r/b.mov": {"frames": 24, "rate": "24"}})
    for path in ("/r/a.mov", "/r/b.mov"):
        premiere.person("import", path=path, bin=["RUSHES"])
    with at_the_desk(premiere, monkeypatch) as found:
        yield found


def test_what_a_person_does_to_a_clip(desk: Desk) -> None:
    at = ["RUSHES", "a.mov"]
    for does, given in {
        "type": {"field": "Column.PropertyText.Scene", "text": "12A"}, "color": {"label": 4}, "offline": {},
        "proxy": {"path": "/p/a.mov"}, "marker": {"seconds": 0.5, "name": "clap", "comment": "ok"},
    }.items():  # fmt: skip
        desk.fake.person(does, at=at, **given)
    desk.fake.person("rename", at=at, name="12A-1")
    desk.fake.person("move", at=["RUSHES", "12A-1"], path=["TRI", "12A"])
    [item] = desk.fake.items("TRI", "12A")
    assert item == {
        "name": "12A-1", "kind": "clip", "label": 4, "path": "/r/a.mov", "proxy": "/p/a.mov",
        "fields": {"Column.PropertyText.Scene": "12A"},
        "markers": [{"name": "clap", "comment": "ok", "ticks": str(TICKS // 2), "color": 0}],
    }  # fmt: skip
    here = f"{ROOT}.children[1].children[0].children[0]"
    assert desk.run(f"{here}.isOffline() + {here}.getProxyPath()") == "true/p/a.mov"
    desk.fake.person("remove", at=["TRI", "12A", "12A-1"])
    assert desk.names("TRI", "12A") == []
    assert desk.fake.state()["mutations"] == {}, "only what scripts change is counted"


def test_in_and_out_points_shorten_a_clip_in_a_sequence(desk: Desk) -> None:
    desk.fake.person("in_out", at=["RUSHES", "a.mov"], **{"from": 12, "to": 36})
    clips = f"[{ROOT}.children[0].children[0], {ROOT}.children[0].children[1]]"
    desk.run(f"$.one = app.project.createNewSequenceFromClips('BOUT', {clips}, {ROOT}); ''")
    assert desk.run("$.one.videoTracks[0].clips[1].start.ticks") == str(TICKS)


def test_a_person_cuts_a_sequence(desk: Desk) -> None:
    a, b = ["RUSHES", "a.mov"], ["RUSHES", "b.mov"]
    desk.fake.person("sequence", name="V1", clips=[a, b])
    desk.fake.person("sequence", name="V2", clips=[a])
    desk.fake.person("edit", at=["V1"], clips=[b, a, b])
    desk.fake.person("open_sequence", at=["V1"])
    assert desk.fake.items()[1]["clips"] == ["b.mov", "a.mov", "b.mov"]
    assert desk.fake.state()["projects"][0]["open"] == "V1"
    desk.fake.person("remove", at=a)
    assert desk.fake.items()[1]["clips"] == ["b.mov", "b.mov"]


def test_a_clip_that_takes_no_proxy(desk: Desk) -> None:
    desk.fake.person("no_proxy", at=["RUSHES", "a.mov"])
    assert desk.run(f"{ROOT}.children[0].children[0].canProxy()") == "false"


def test_what_is_not_there_is_told(premiere: FakePremiere) -> None:
    with pytest.raises(RuntimeError, match="there is no NOWHERE"):
        premiere.person("remove", at=["NOWHERE"])
    with pytest.raises(RuntimeError):
        premiere.person("dances")


def test_ten_thousand_items_are_read_at_once(desk: Desk) -> None:
    desk.fake.person("fill", count=10_000, each=50)
    before = time.monotonic()
    walk = (
        "var seen = 0, pending = [app.project.rootItem];"
        " while (pending.length) { var all = pending.pop().children; for (var i = 0; i < all.numItems; i++) {"
        " var one = all[i]; seen += one.name && one.nodeId && one.getProjectMetadata() ? 1 : 0;"
        " if (one.type === 2) { pending.push(one); } } } seen"
    )
    assert desk.run(walk) == "10203"
    assert time.monotonic() - before < 3


@pytest.mark.skipif(not hasattr(os, "kill") or sys.platform == "win32", reason="processes are asked after as on POSIX")
def test_it_ends_when_python_dies(tmp_path: Path) -> None:
    script = tmp_path / "dies.py"
    script.write_text(
        "import os\nfrom hosts.premiere import FakePremiere\n"
        "print(FakePremiere()._process.pid, flush=True)\nos._exit(1)\n"
    )
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=60, check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
    )  # fmt: skip
    process = int(done.stdout)
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        if Path(f"/proc/{process}/stat").exists() and " Z " in Path(f"/proc/{process}/stat").read_text():
            return
        time.sleep(0.05)
    pytest.fail("it still runs")


@pytest.mark.parametrize("ci", ["", "1"])
def test_without_the_tools_a_test_is_left_out_but_in_ci(
    ci: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(node_tools, "_npm", lambda: [sys.executable, "-c", "raise SystemExit('no network')"])
    monkeypatch.setenv("CI", ci)
    expected: Any = pytest.fail.Exception if ci else pytest.skip.Exception
    for _ in range(2):
        with pytest.raises(expected, match="npm could not fetch"):
            node_tools.tools()
    assert list((tmp_path / "chutier-tests").iterdir()) == []
