"""Empty bins from a template, and locks: never over a bin, never under another's hands, whole or not at all."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import avb
import pytest

from chutier.errors import MediaError, NleError
from chutier_avid.bins import empty as empty_bins
from chutier_avid.bins.avb import read_bin
from chutier_avid.bins.content import BinItem
from chutier_avid.bins.empty import Template
from chutier_avid.bins.locks import holder_of, holding, lock_of, this_computer
from hosts.media_composer import Line, write_bin


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "MODELE.avb"
    write_bin(path, [], titles=("Plan", "Cerclee"))
    return path


def uid_of(path: Path) -> int:
    with path.open("rb") as stored, avb.open(stored) as file:
        return int(file.content.uid)


def test_a_copy_has_the_columns_and_an_identity_of_its_own(template: Path, tmp_path: Path) -> None:
    before = template.read_bytes()
    made = Template.load(template)
    targets = [tmp_path / "J03" / f"SEQ {number:03}.avb" for number in range(40)]
    (tmp_path / "J03").mkdir()
    for target in targets:
        made.write(target)
    assert {read_bin(target).view for target in targets} == {read_bin(template).view}
    assert read_bin(template).view[-2:] == ("Plan", "Cerclee")
    assert len({uid_of(path) for path in (template, *targets)}) == 41
    assert template.read_bytes() == before
    assert sorted(path.suffix for path in (tmp_path / "J03").iterdir()) == [".avb"] * 40, "no lock, no scratch file"


@pytest.mark.parametrize("name", ["IMAGE.avb", "Image.AVB", "image.avb"])
def test_a_bin_that_is_there_is_never_written_over(template: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"a person's work")
    with pytest.raises(NleError, match=r"there is a bin .* already"):
        Template.load(template).write(tmp_path / "IMAGE.avb")
    assert (tmp_path / name).read_bytes() == b"a person's work"


@pytest.mark.parametrize("name", ["a/b", " x", "x ", "fin.", "12?", "a:b", 'a"b', ""])
def test_a_name_that_no_bin_can_have(template: Path, name: str) -> None:
    with pytest.raises(NleError, match="cannot be the name of a bin"):
        empty_bins.refuse_name(name)


def test_a_template_must_be_empty_and_a_bin(template: Path, tmp_path: Path) -> None:
    write_bin(template, [Line(BinItem(name="12-1", tracks="V", tape="A012"), "12-1")])
    with pytest.raises(NleError, match="the template bin holds 3 clips"):
        Template.load(template)
    template.write_bytes(b"no bin")
    with pytest.raises(MediaError, match="not a bin"):
        Template.load(template)
    with pytest.raises(MediaError, match="cannot be read"):
        Template.load(tmp_path / "none.avb")


def test_a_bin_that_another_has_open_is_left_alone(template: Path, tmp_path: Path) -> None:
    lock = tmp_path / "IMAGE.lck"
    lock.write_bytes("EDIT-02".encode("utf-16-le").ljust(510, b"\0"))
    with pytest.raises(NleError, match="the bin is open on EDIT-02") as caught:
        Template.load(template).write(tmp_path / "IMAGE.avb")
    assert "IMAGE.lck" in str(caught.value.hint)
    assert lock.exists()
    assert not (tmp_path / "IMAGE.avb").exists()


def _full(*_args: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("call", ["fsync", "link"])
def test_a_full_disk_leaves_nothing(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    made = Template.load(template)
    monkeypatch.setattr(empty_bins.os, call, _full)
    if call == "link":
        monkeypatch.setattr(Path, "rename", _full)
    with pytest.raises(NleError, match="No space left"):
        made.write(tmp_path / "IMAGE.avb")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["MODELE.avb"]


def test_a_disc_without_links_is_served_too(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_args: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    made = Template.load(template)
    monkeypatch.setattr(empty_bins.os, "link", refused)
    made.write(tmp_path / "IMAGE.avb")
    assert len(read_bin(tmp_path / "IMAGE.avb")) == 0


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="rights do not stop this user")
def test_a_folder_without_rights(template: Path, tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    with pytest.raises(NleError, match="cannot be"):
        Template.load(template).write(folder / "IMAGE.avb")


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
