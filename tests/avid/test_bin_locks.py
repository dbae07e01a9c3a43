"""Locks beside bins: of two who try one gets it, and nobody's is taken away."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from chutier.errors import NleError
from chutier_avid.bins import locks
from chutier_avid.bins.locks import holder_of, holding, lock_of, this_computer


def test_a_lock_says_who_holds_it_and_goes_when_we_go(tmp_path: Path) -> None:
    file = tmp_path / "IMAGE.avb"
    assert holder_of(file) == ""
    with holding(file):
        assert holder_of(file) == this_computer()
        assert len(lock_of(file).read_bytes()) == 510
        with pytest.raises(NleError, match="the bin is open on"), holding(file):
            pass
        assert lock_of(file).exists(), "one who was refused leaves the other's lock"
    assert not lock_of(file).exists()


@pytest.mark.parametrize(
    ("data", "holder"),
    [
        ("ÉDIT-2".encode("utf-16-le").ljust(510, b"\0"), "ÉDIT-2"),
        ("A".encode("utf-16-le"), "A"),
        (b"", "?"),
        (b"\0" * 510, "?"),
        (b"\xff", "?"),
    ],
)
def test_locks_as_they_are_found(tmp_path: Path, data: bytes, holder: str) -> None:
    (tmp_path / "IMAGE.lck").write_bytes(data)
    assert holder_of(tmp_path / "IMAGE.avb") == holder


REACH = """
import sys, time
from pathlib import Path
from chutier.errors import NleError
from chutier_avid.bins.locks import holding
file, go = Path(sys.argv[1]), Path(sys.argv[2])
print("ready", flush=True)
while not go.exists():
    pass
try:
    with holding(file):
        print("mine", flush=True)
        sys.stdin.read()  # held until the other has tried
except NleError:
    print("refused", flush=True)
"""


def test_of_two_that_reach_for_a_bin_one_gets_it(tmp_path: Path) -> None:
    for number in range(3):
        words = [sys.executable, "-c", REACH, str(tmp_path / f"{number}.avb"), str(tmp_path / f"go{number}")]
        both = [subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
        assert [process.stdout.readline() for process in both if process.stdout] == ["ready\n"] * 2
        (tmp_path / f"go{number}").touch()
        answers = [process.stdout.readline() for process in both if process.stdout]
        for process in both:
            process.communicate(timeout=20)
        assert sorted(answers) == ["mine\n", "refused\n"]
        assert not (tmp_path / f"{number}.lck").exists()


def test_a_lock_that_another_made_meanwhile_stays(tmp_path: Path) -> None:
    file = tmp_path / "IMAGE.avb"
    with holding(file):
        lock_of(file).unlink()  # a person who thought that it was forgotten
        lock_of(file).write_bytes("EDIT-02".encode("utf-16-le").ljust(510, b"\0"))
    assert holder_of(file) == "EDIT-02"


def test_a_lock_goes_when_the_work_fails(tmp_path: Path) -> None:
    file = tmp_path / "V1.2 été.avb"
    with pytest.raises(ZeroDivisionError), holding(file):
        1 / 0  # noqa: B018 - any failure will do
    with holding(file):
        assert [path.name for path in tmp_path.iterdir()] == ["V1.2 été.lck"]
    assert not lock_of(file).exists()


def test_a_full_disk_leaves_no_lock_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int, mode: str) -> object:
        os.close(handle)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(locks.os, "fdopen", full)
    with pytest.raises(NleError, match="No space left"), holding(tmp_path / "IMAGE.avb"):
        pass
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NleError, match="cannot be written") as caught, holding(tmp_path / "none" / "IMAGE.avb"):
        pass
    assert caught.value.hint


def test_a_computer_of_a_very_long_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks.socket, "gethostname", lambda: "é" * 300)
    with holding(tmp_path / "IMAGE.avb"):
        assert (tmp_path / "IMAGE.lck").stat().st_size == 510
        assert holder_of(tmp_path / "IMAGE.avb") == "é" * 255
    assert not list(tmp_path.iterdir())
