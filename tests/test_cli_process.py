"""The command as a process of its own: signals, pipes, names that are no text, languages, and what is loaded."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from chutier.demo import DemoDay

CHUTIER = [sys.executable, "-m", "chutier"]
ROOT = Path(__file__).parents[1]
ENVIRONMENT = {
    **os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "plugins"), str(ROOT / "avid_exports")]),
    "CHUTIER_LANG": "en", "LANGUAGE": "en", "PYTHONUTF8": "1",
}  # fmt: skip

posix = pytest.mark.skipif(os.name != "posix", reason="needs the signals and file names of POSIX")


def chutier(*words: str | Path, folder: Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*CHUTIER, *map(str, words)], cwd=folder, env={**ENVIRONMENT, **more}, capture_output=True, timeout=120,
        check=False, stdin=subprocess.DEVNULL,
    )  # fmt: skip


def interrupted(folder: Path, *words: str | Path, lines: int) -> tuple[int, str]:
    """Start a command with --json, press Ctrl-C after so many lines of progress; its status, and what it said then."""
    with subprocess.Popen(
        [*CHUTIER, *map(str, words), "--json"], cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stderr is not None
        for _line in range(lines):
            assert process.stderr.readline().startswith(b"{")
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
        err = process.stderr.read()
    return process.returncode, err.decode()


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    program = (
        "import sys; from chutier.cli.app import run; run(['--help']);"
        "print([m for m in ('av', 'sqlalchemy', 'numpy', 'rich', 'yaml', 'opentimelineio') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=ENVIRONMENT, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_help_and_errors_in_french(show: Path) -> None:
    assert "Commandes" in chutier("--lang", "fr", "--help", folder=show).stdout.decode()
    assert "Commandes" in chutier("--help", folder=show, CHUTIER_LANG="fr").stdout.decode()
    assert "séquence" in chutier("--lang", "fr", "show", "12bis/3-2", folder=show).stdout.decode()
    assert json.loads(chutier("--lang", "fr", "list", "--json", folder=show).stdout)


@posix
@pytest.mark.parametrize("words", [("list",), ("list", "--json"), ("plan", "--nle", "avid", "--all"), ("--help",)])
def test_a_reader_that_goes_away(show: Path, words: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [*CHUTIER, *words], cwd=show, env=ENVIRONMENT, stdout=writer, stderr=subprocess.PIPE, check=False
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


@posix
def test_names_that_are_no_text_are_listed_safely(show: Path, demo_day: DemoDay, tmp_path: Path) -> None:
    card = tmp_path / "A097"
    card.mkdir()
    movie = next(path for path in sorted(demo_day.cards[0].iterdir()))
    for name in (b"[red]x[bold].mov", "\U0001f3ac été.mov".encode(), b"two\nlines.mov", b"\xff\xfe raw.mov"):
        shutil.copyfile(movie, os.fsencode(card) + b"/" + name)
    for language in ({}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}):
        read = chutier("ingest", card, folder=show, **language)
        assert read.returncode == 0, read.stderr
        listed = chutier("list", folder=show, **language)
        assert (listed.returncode, listed.stderr) == (0, b"")
        assert b"[red]x[bold]" in listed.stdout
        answer = chutier("list", "--json", folder=show, **language)
        names = {clip["fields"]["name"] for clip in json.loads(answer.stdout.decode("utf-8"))}
        assert {"[red]x[bold]", "two\nlines"} <= names
    assert "\U0001f3ac été" in names or "\\U0001f3ac" in answer.stdout.decode()
    built = chutier("build", "--nle", "avid", "--number-doubles", "--yes", "--json", folder=show)
    assert built.returncode == 1, "a name that no log can hold is told, and the others are written"
    outcome = json.loads(built.stdout)
    assert any("does not exist in utf-8" in failure["why"] for failure in outcome["failed"])
    assert len(outcome["done"]) > 200


@posix
def test_ctrl_c_while_the_day_is_made_and_again(tmp_path: Path) -> None:
    folder = tmp_path / "la-nuit-d-ete"
    status, err = interrupted(tmp_path, "demo", lines=2)
    assert status == 130, err
    assert "Stopped" in err
    assert "Traceback" not in err
    made = {path: path.stat().st_mtime_ns for path in folder.rglob("*.mov")}
    assert made
    assert not list(folder.rglob("*.part"))
    again = chutier("demo", "--json", folder=tmp_path)
    assert again.returncode == 0, again.stderr
    assert json.loads(again.stdout)["read"]["new"] == 49
    assert all(path.stat().st_mtime_ns == then for path, then in made.items()), "what was done is kept"
    refused = chutier("demo", folder=tmp_path)
    assert (refused.returncode, b"not empty" in refused.stderr) == (11, True)


@posix
@pytest.mark.parametrize("lines", [1, 20, 48])
def test_ctrl_c_while_reading_and_again(read_show: Path, demo_day: DemoDay, tmp_path: Path, lines: int) -> None:
    folder = tmp_path / "show"
    shutil.copytree(read_show, folder)
    (folder / ".chutier" / "catalogue.sqlite").unlink()
    sources = [*demo_day.cards, *demo_day.sound_rolls]
    status, err = interrupted(folder, "ingest", *sources, lines=lines)
    assert status in (0, 130), err
    assert "Traceback" not in err
    again = chutier("ingest", *sources, "--json", folder=folder)
    assert again.returncode == 0, again.stderr
    read = json.loads(again.stdout)
    assert read["new"] + read["unchanged"] == 49
    kinds = [clip["kind"] for clip in json.loads(chutier("list", "--json", folder=folder).stdout)]
    assert (len(kinds), kinds.count("sync"), kinds.count("group")) == (74, 23, 6)


def test_ctrl_c_before_the_first_line_of_ours() -> None:
    program = (
        "import sys\n"
        "class Slow:\n"
        "    def find_spec(self, name, path, target=None):\n"
        "        if name == 'click':\n"
        "            raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Slow())\n"
        "from chutier.cli import main\n"
        "main(['list'])\n"
    )
    done = subprocess.run([sys.executable, "-c", program], env=ENVIRONMENT, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (130, b"")
