"""A recording held against the fake: no word where both are one, the call by name where they are not."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chutier_resolve.selftest.recorder import Tape, recorded
from hosts.resolve import PROFILES, FakeResolve
from hosts.resolve_replay import IDS, compared, main, replay, stage
from resolve.selftest_bench import Bench


@pytest.fixture(scope="module")
def cassette(tmp_path_factory: pytest.TempPathFactory) -> str:
    return Bench(tmp_path_factory.mktemp("recorded")).cassette()


def again(text: str, folder: Path) -> FakeResolve:
    folder.mkdir(exist_ok=True)
    staged = stage(text, folder)
    assert isinstance(staged, FakeResolve)
    return staged


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_the_fake_agrees_with_itself(tmp_path: Path, profile: str) -> None:
    text = Bench(tmp_path / "one", **PROFILES[profile]).cassette()
    done = replay(text, again(text, tmp_path / "two").resolve, tmp_path / "two")
    assert done.summary() == []
    assert done.unreachable == 0
    assert done.calls > 300


CHANGES: dict[str, tuple[dict[str, Any], str, str]] = {
    "a refusal": ({"on": "MediaPool.AddSubFolder", "nth": 3, "returns": None}, "MediaPool.AddSubFolder", "kind"),
    "a lie": ({"on": "MediaPoolItem.SetMetadata", "nth": 2, "lies": True}, "MediaPoolItem.GetMetadata", "keys"),
    "a loss": ({"on": "MediaPool.ImportMedia", "nth": 2, "drops": 1}, "MediaPool.ImportMedia", ""),
    "an exception": (
        {"on": "MediaPoolItem.AddMarker", "nth": 1, "raises": TypeError("no")}, "MediaPoolItem.AddMarker", "raised",
    ),
    "a text": ({"on": "Folder.GetClipList", "nth": 4, "returns_string": "Error"}, "Folder.GetClipList", "kind"),
}  # fmt: skip


@pytest.mark.parametrize("change", sorted(CHANGES))
def test_a_fault_is_named(tmp_path: Path, cassette: str, change: str) -> None:
    fault, call, what = CHANGES[change]
    fake = again(cassette, tmp_path / "media")
    fake.faults.on(fault.pop("on"), **fault)
    done = replay(cassette, fake.resolve, tmp_path / "media")
    first = done.divergences[0]
    assert first.call.startswith(call)
    assert what in ("", first.what)
    assert first.probe


def altered(result: Any) -> Any:
    """Another answer of the same sort; for nothing, an empty list."""
    if isinstance(result, bool):
        return not result
    if isinstance(result, int | float):
        return result + 1
    if isinstance(result, str):
        return result + "x"
    if isinstance(result, dict):
        return {"$pairs": [*result["$pairs"], [1e9, 0]]} if "$pairs" in result else {**result, "odd": 1}
    return [*result, 1] if result else []


def test_every_altered_answer_is_found(tmp_path: Path, cassette: str) -> None:
    lines = [json.loads(line) for line in cassette.splitlines()]
    changed = set()
    for number, line in enumerate(lines, 1):
        result = line.get("result", {"$": []})
        if not (isinstance(result, dict) and "$" in result) and line["call"] not in IDS and result != []:
            line["result"] = altered(result)
            changed.add(number)
    text = "\n".join(map(json.dumps, lines)) + "\n"
    done = replay(text, again(text, tmp_path / "media").resolve, tmp_path / "media")
    assert {one.line for one in done.divergences} == changed
    assert len(changed) > 300


SWITCHES: dict[str, tuple[dict[str, Any], str, str]] = {
    "end is part of a range": ({"inclusive_end": True}, "timeline-ranges", "TimelineItem.GetDuration"),
    "rate never freezes": ({"freeze_rate": "never"}, "rate-freeze", "Project.SetSetting"),
    "reels come from files": ({"reel_names_from": "file"}, "reel-and-start", "MediaPoolItem.GetClipProperty"),
    "all or nothing": ({"all_or_nothing": True}, "metadata-bad-key", "MediaPoolItem.SetMetadata"),
    "lists for nothing": ({"none_for_empty": False}, "empty-lists", "Folder.GetSubFolderList"),
}


@pytest.mark.parametrize("switch", sorted(SWITCHES))
def test_another_behaviour_is_named(tmp_path: Path, cassette: str, switch: str) -> None:
    changed, probe, call = SWITCHES[switch]
    (tmp_path / "media").mkdir()
    head = json.loads(cassette.splitlines()[0])
    fake = again(cassette, tmp_path / "media")
    other = FakeResolve(version=(20, 3, 1, 6), project=head["project"], files=fake.files, **changed)
    done = replay(cassette, other.resolve, tmp_path / "media")
    assert (probe, call) in {(one.probe, one.call) for one in done.divergences}


def test_an_older_version_lacks_what_was_called(tmp_path: Path, cassette: str) -> None:
    fake = again(cassette, tmp_path / "media")
    old = FakeResolve(version=(19, 0, 0, 1), project=next(iter(fake.projects)), files=fake.files)
    done = replay(cassette, old.resolve, tmp_path / "media")
    assert {("MediaPool", "dir"), ("MediaPoolItem", "dir")} <= {(one.call, one.what) for one in done.divergences}


def test_ids_may_differ_but_not_what_they_tell(tmp_path: Path, cassette: str) -> None:
    fake = again(cassette, tmp_path / "media")
    fake._ids = 5000
    assert replay(cassette, fake.resolve, tmp_path / "media").divergences == []


def test_a_cut_recording_is_replayed_as_far_as_it_goes(tmp_path: Path, cassette: str) -> None:
    cut = cassette[: len(cassette) // 2]
    done = replay(cut, again(cut, tmp_path / "media").resolve, tmp_path / "media")
    assert done.divergences == []
    assert done.calls > 100


def test_calls_on_what_never_came_are_counted(tmp_path: Path, cassette: str) -> None:
    fake = again(cassette, tmp_path / "media")
    fake.faults.on("Resolve.GetProjectManager", returns=None)
    done = replay(cassette, fake.resolve, tmp_path / "media")
    assert done.unreachable > 0
    assert done.divergences[0].call == "Resolve.GetProjectManager"


def test_lines_that_are_no_lines_are_counted(tmp_path: Path, cassette: str) -> None:
    odd = [{"on": 5}, {"on": ["Folder"]}, {"on": ["Resolve", 1]}, {"on": ["Resolve", 1], "call": "GetVersion"},
           {"on": ["Resolve", 1], "call": "GetVersion", "args": [{"$": []}]}, {"mark": 5}, {}]  # fmt: skip
    text = cassette + "\n".join(json.dumps(line) for line in odd) + "\nno json\n[]\n"
    done = replay(text, again(text, tmp_path / "media").resolve, tmp_path / "media")
    assert (done.divergences, done.unreachable) == ([], 5)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text("aé$ 1:."),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("a$ ", max_size=3) | st.integers(), inner, max_size=3)
    ),
    max_leaves=8,
)


class Taker:
    """Takes and gives what it is given."""

    taken: Any = None

    def Take(self, value: Any) -> Any:  # noqa: N802 - as the program names its methods
        self.taken = value
        return value


@given(PLAIN)
def test_what_is_written_is_read_again(value: Any) -> None:
    stream = io.StringIO()
    recorded(Taker(), Tape(stream)).Take(value)
    taker = Taker()
    done = replay(stream.getvalue(), taker, Path("/nowhere"))
    assert taker.taken == value
    assert done.divergences == []


def test_a_project_that_began_at_another_rate(tmp_path: Path) -> None:
    text = Bench(tmp_path / "one", rate="24").cassette()
    assert json.loads(text.splitlines()[0])["rate"] == "24"
    done = replay(text, again(text, tmp_path / "two").resolve, tmp_path / "two")
    assert done.summary() == []


def test_what_is_no_recording_cannot_be_staged(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no recording"):
        stage("{}\n", tmp_path)


@pytest.mark.parametrize(
    ("said", "now", "found"),
    [
        (None, [], [("kind", "")]),
        (25, 25.0, []),
        (True, 1, [("kind", "")]),
        ({"a": 1, "b": 2}, {"b": 3, "c": 4}, [("keys", ""), ("keys", ""), ("value", "['b']")]),
        ([{"$": ["Folder", 3]}], [{"$": ["Folder", 9]}], []),
        ([1, 2], [1], [("length", "")]),
        ({"$pairs": [[10.0, {"name": "x"}]]}, {"$pairs": [[10, {"name": "y"}]]}, [("value", "[10.0]['name']")]),
        ({"Date Added": "a"}, {"Date Added": "b"}, []),
        ([[1, [2]]], [[1, [3]]], [("value", "[0][1][0]")]),
    ],
)
def test_what_differs_is_found_where_it_is(said: Any, now: Any, found: list[tuple[str, str]]) -> None:
    assert [(what, at) for what, at, _said, _now in compared(said, now)] == found


class Bridge:
    """Resolve's own way with handles: a new one for every answer, any name can be read, `dir` is the only witness."""

    def __init__(self, thing: Any) -> None:
        self._thing = thing

    def __dir__(self) -> list[str]:
        return dir(self._thing)

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._thing, name, None)
        if isinstance(found, (int, float, str)):
            return found
        if not callable(found):
            return lambda *given: None
        return lambda *given: bridged(found(*unbridged(list(given))))


def bridged(value: Any) -> Any:
    if isinstance(value, list):
        return [bridged(one) for one in value]
    if isinstance(value, dict) or value is None or isinstance(value, (int, float, str)):
        return value
    return Bridge(value)


def unbridged(value: Any) -> Any:
    if isinstance(value, Bridge):
        return value._thing
    if isinstance(value, list):
        return [unbridged(one) for one in value]
    if isinstance(value, dict):
        return {key: unbridged(one) for key, one in value.items()}
    return value


def test_handles_that_are_never_the_same_twice(tmp_path: Path) -> None:
    bench = Bench(tmp_path / "one")
    plain = Bench(tmp_path / "two").report()
    bench.fake.resolve = Bridge(bench.fake.resolve)
    report = bench.report()
    assert [one.get("facts") for one in report["probes"]] == [one.get("facts") for one in plain["probes"]]
    text = (bench.into / report["recording"]).read_text(encoding="utf-8")
    done = replay(text, again(text, tmp_path / "three").resolve, tmp_path / "three")
    assert done.summary() == []


def test_recordings_are_replayed_from_the_command_line(
    tmp_path: Path, cassette: str, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.jsonl", tmp_path / "bad.jsonl"
    good.write_text(cassette, encoding="utf-8")
    bad.write_text(cassette.replace('"Master"', '"Maître"').replace('"Yellow"', '"Gelb"'), encoding="utf-8")
    assert main([str(good)]) == 0
    assert main([str(good), str(bad)]) == 1
    assert "× " in capsys.readouterr().out


CASSETTES = sorted((Path(__file__).parent / "cassettes").glob("*.jsonl"))


@pytest.mark.parametrize("path", CASSETTES, ids=lambda path: path.stem)
def test_recordings_of_the_real_program(path: Path, tmp_path: Path) -> None:
    """What the fake still answers otherwise stands beside each recording, in a file of the same name in .txt."""
    text = path.read_text(encoding="utf-8")
    done = replay(text, again(text, tmp_path / "media").resolve, tmp_path / "media")
    known = path.with_suffix(".txt")
    assert done.summary() == (known.read_text(encoding="utf-8").splitlines() if known.exists() else [])
