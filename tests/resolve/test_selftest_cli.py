"""`chutier resolve selftest`: the menu script that it writes, and what it reads of the answers."""

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from chutier_resolve.selftest.assumed import ASSUMED
from chutier_resolve.selftest.shim import NAME
from command_line import CommandLine
from resolve.selftest_bench import Bench

VERB = ("resolve", "selftest")


def report(**facts: dict[str, Any]) -> dict[str, Any]:
    """A report whose probes answer what Chutier assumes, but for `facts` (by probe, `-` written `_`)."""
    changed = {name.replace("_", "-"): said for name, said in facts.items()}
    probes: list[dict[str, Any]] = [
        {"name": name, "asks": "?", "state": "answered", "facts": {**assumed, **changed.get(name, {})}}
        for name, assumed in ASSUMED.items()
    ]
    probes.append({"name": "odd", "asks": "Odd?", "state": "not available", "why": "studio"})
    return {
        "selftest": 1, "product": "DaVinci Resolve Studio", "version": [20, 3, 1, 6], "studio": True, "os": "darwin",
        "system": "macOS-14.5", "python": "3.12.1", "made": "2026-11-23 10.41.07", "project": "Chutier self-test",
        "calls": 500, "lost lines": 0, "returned": True, "deleted": True, "probes": probes,
    }  # fmt: skip


RECORDING = [
    {"cassette": 1, "product": "DaVinci Resolve", "version": [20, 3, 1, 6], "studio": False, "os": "linux",
     "project": "Chutier self-test", "made": "", "files": {}},
    {"mark": "twin-bins"},
    {"on": ["Folder", 3], "call": "GetName", "args": [], "result": "a", "ms": 0.5},
    {"on": ["Folder", 4], "call": "GetName", "args": [], "result": "b", "ms": 1.5},
    {"on": ["Folder", 4], "call": "Odd", "args": [], "raised": "TypeError: no", "ms": 0.1},
]  # fmt: skip


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "selftest.jsonl"
    lines = [json.dumps(line) for line in RECORDING]
    path.write_text("\n".join(lines) + '\n{"on": ["Folder", 4], "cal', encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own: what is written is remembered there."""
    found = tmp_path / "home"
    monkeypatch.setattr(Path, "home", lambda: found)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(found / ".config"))
    return found


def written(typed: CommandLine, folder: Path, *words: str | Path) -> str:
    typed(*VERB, "--to", folder, *words)
    return (folder / NAME).read_text(encoding="utf-8")


def test_the_script_is_read_by_old_pythons_and_holds_its_folders(typed: CommandLine, tmp_path: Path) -> None:
    into = tmp_path / "réponses « été » \U0001f3ac 'x' \"y\" \\z"
    text = written(typed, tmp_path / "Scripts" / "Utility" / "Chutier", "--into", into, "--agree")
    assert text.isascii()
    tree = ast.parse(text, feature_version=(3, 8))
    said = {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    assert said["AGREED"] is True
    assert said["INTO"] == str(into)
    assert (Path(said["PACKAGE"]) / "chutier_resolve" / "selftest" / "run.py").is_file()


def test_the_script_runs_where_nothing_is_installed(typed: CommandLine, tmp_path: Path) -> None:
    written(typed, tmp_path / "menu", "--into", tmp_path / "answers", "--agree")
    ran = subprocess.run([sys.executable, "-I", "-S", tmp_path / "menu" / NAME], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert "No DaVinci Resolve here" in ran.stdout
    assert not (tmp_path / "answers").exists()


def test_without_consent_the_script_only_talks(typed: CommandLine, tmp_path: Path) -> None:
    assert "AGREED = False" in written(typed, tmp_path)
    said = typed(*VERB, "--to", tmp_path, "--agree").out
    assert "Save your work" in said
    assert "AGREED = True" in (tmp_path / NAME).read_text(encoding="utf-8")


def test_it_says_what_it_wrote(typed: CommandLine, tmp_path: Path) -> None:
    answer = typed(*VERB, "--to", tmp_path, "--into", tmp_path / "answers", "--json").data
    assert answer == {"script": str(tmp_path / NAME), "into": str(tmp_path / "answers"), "agreed": False}


def test_it_goes_into_resolves_menu_and_away_again(
    typed: CommandLine, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    product = home / ".local" / "share" / "DaVinciResolve"
    product.mkdir(parents=True)
    typed(*VERB, "--agree")
    script = product / "Fusion" / "Scripts" / "Utility" / "Chutier" / NAME
    assert script.is_file()
    typed("resolve", "uninstall")
    assert not script.exists()


def test_a_persons_script_is_left_alone(typed: CommandLine, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("print('mine')\n")
    assert "not ours" in typed(*VERB, "--to", tmp_path, "--agree", status=11).err
    assert (tmp_path / NAME).read_text() == "print('mine')\n"


@pytest.mark.parametrize("words", [("--agree",), ("--to", "here"), ("--into", "here"), ("--now",)])
def test_one_thing_at_a_time(typed: CommandLine, recording: Path, words: tuple[str, ...]) -> None:
    assert "--read only reads" in typed(*VERB, "--read", recording, *words, status=11).err


def test_a_report_as_assumed(typed: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "selftest.json"
    path.write_text(json.dumps(report()), encoding="utf-8")
    said = typed(*VERB, "--read", path).out
    assert "DaVinci Resolve Studio 20.3.1.6 (Studio), macOS-14.5" in said
    assert "All is as Chutier takes it for granted" in said
    assert "not available here" in said
    assert "bins of that name" not in said
    assert "bins of that name" in typed(*VERB, "--read", path, "--all").out


def test_a_report_that_says_otherwise(typed: CommandLine, tmp_path: Path) -> None:
    path = tmp_path / "selftest.json"
    path.write_text(json.dumps(report(twin_bins={"second": "None", "bins of that name": 1})), encoding="utf-8")
    said = typed(*VERB, "--read", path, status=1).out
    assert "twin-bins, bins of that name: Resolve says 1, Chutier takes 2 for granted" in said
    found = typed(*VERB, "--read", path, "--json", status=1).data["otherwise"]
    assert [(one["fact"], one["said"]) for one in found] == [("second", "None"), ("bins of that name", 1)]


def test_a_recording_is_summed_up(typed: CommandLine, recording: Path) -> None:
    answer = typed(*VERB, "--read", recording, "--json").data
    assert answer["head"]["version"] == [20, 3, 1, 6]
    assert answer["calls"] == [
        {"call": "Folder.GetName", "calls": 2, "mean": 1.0, "longest": 1.5, "raised": 0},
        {"call": "Folder.Odd", "calls": 1, "mean": 0.1, "longest": 0.1, "raised": 1},
    ]
    assert "3 calls" in typed(*VERB, "--read", recording).out


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", b"[]"), ("b.json", b"{"), ("c.json", b'{"selftest": 1}'), ("d.json", b"\xff\xfe"),
        ("e.json", b"[" * 100000), ("f.jsonl", b""), ("g.jsonl", b"{}\n"), ("h.jsonl", b"\0"),
        ("i.jsonl", b'{"cassette": 1}\n'),
        ("j.json", b'{"selftest": 1, "probes": [1]}'),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_said_to_be_none(typed: CommandLine, tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert "→" in typed(*VERB, "--read", tmp_path / name, status=15).err


@pytest.mark.parametrize(
    "words", [("--lua", "--agree"), ("--lua", "--now"), ("--lua", "--into", "x"), ("--now", "--to", "x")]
)
def test_what_does_not_go_together_is_said(typed: CommandLine, words: tuple[str, ...]) -> None:
    assert "→ leave" in typed(*VERB, *words, status=11).err


def test_a_running_studio_is_asked_at_once(typed: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(tmp_path)
    monkeypatch.setattr("chutier_resolve.host.acquire.acquire", lambda scope: bench.fake.scriptapp("Resolve"))
    monkeypatch.setattr("tempfile.mkdtemp", lambda prefix: str(bench.media))
    words = (*VERB, "--now", "--into", tmp_path / "answers")
    assert "add --agree" in typed(*words, status=19).err
    assert not (tmp_path / "answers").exists()
    assert "twin-bins: answered" in typed(*words, "--agree").out
    assert len(list((tmp_path / "answers").iterdir())) == 3
    bench = Bench(tmp_path / "again")
    data = typed(*VERB, "--now", "--into", tmp_path / "more", "--agree", "--json").data
    assert [one["state"] for one in data["report"]["probes"]] == ["answered"] * 25


def test_no_resolve_is_said(typed: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chutier_resolve.host.acquire.acquire", lambda scope: None)
    assert "External scripting" in typed(*VERB, "--now", "--agree", status=20).err
