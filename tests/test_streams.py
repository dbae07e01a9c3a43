"""The command line when nobody reads, nobody can, or there is only a plain error stream; warnings name their file."""

import subprocess
import sys
from pathlib import Path

import pytest

from chutier.cli.output import progress
from chutier.events import Event

LINES = ["slate fr 12bis/3-2 7/1/3", "slate fr 12bis/3-2 --json", "template list", "--help", "--version"]


def chutier(line: str, redirection: str) -> tuple[int, str]:
    command = f'"{sys.executable}" -m chutier --lang en {line} {redirection}'
    found = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    return found.returncode, found.stderr


@pytest.mark.parametrize("line", LINES)
def test_a_closed_output_is_no_error(line: str) -> None:
    assert chutier(line, ">&-") == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("line", LINES)
def test_a_full_output_is_one_sentence(line: str) -> None:
    status, said = chutier(line, "> /dev/full")
    assert status == 10
    assert said == "the output cannot be written: No space left on device\n"


@pytest.mark.parametrize(
    ("event", "said"),
    [
        (Event(step="probe", subject="A012/x.mov", warning="the file is empty"), "! A012/x.mov: the file is empty"),
        (Event(step="ale", subject="x.ale", warning="x.ale:3: no Name"), "! x.ale:3: no Name"),
        (Event(step="ingest", warning="A012: the day is not known"), "! A012: the day is not known"),
        (Event(step="probe", subject="A012/x.mov"), ""),
        (Event(step="probe", subject="\x1b[2J.mov", warning="the file is empty"), "! \\x1b[2J.mov: the file is empty"),
    ],
)
def test_a_warning_names_what_it_is_about(event: Event, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with progress("reading", as_json=False) as report:
        report(event)
    assert capsys.readouterr().err.strip() == said
