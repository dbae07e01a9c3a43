"""Empty bins from a template: never over a bin, never under another's hands, whole or not at all."""

import errno
import os
import time
from pathlib import Path
from typing import NoReturn

import avb
import pytest

from chutier.errors import MediaError, NleError
from chutier.events import Event
from chutier_avid.bins import empty as empty_bins
from chutier_avid.bins.avb import read_bin
from chutier_avid.bins.content import BinItem
from chutier_avid.bins.empty import Template
from hosts.avid_bins import without_sense
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


@pytest.mark.parametrize(
    ("there", "wished"),
    [
        ("IMAGE.avb", "IMAGE.avb"),
        ("Image.AVB", "IMAGE.avb"),
        ("image.avb", "IMAGE.avb"),
        ("DE\u0301COR.avb", "D\u00c9COR.avb"),
        ("décor.avb", "DE\u0301COR.avb"),
    ],
)
def test_a_bin_that_is_there_is_never_written_over(template: Path, tmp_path: Path, there: str, wished: str) -> None:
    (tmp_path / there).write_bytes(b"a person's work")
    with pytest.raises(NleError, match=r"there is a bin .* already"):
        Template.load(template).write(tmp_path / wished)
    assert (tmp_path / there).read_bytes() == b"a person's work"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(["MODELE.avb", there])


@pytest.mark.parametrize("links", [True, False], ids=["link", "no hard links"])
def test_a_bin_that_comes_at_the_last_moment_stays(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    made, target = Template.load(template), tmp_path / "IMAGE.avb"
    link = os.link

    def late(scratch: Path, wished: Path) -> None:
        wished.write_bytes(b"a person's work")
        if not links:
            raise OSError(errno.EPERM, "Operation not permitted")
        link(scratch, wished)

    monkeypatch.setattr(empty_bins.os, "link", late)
    with pytest.raises(NleError, match=r"there is a bin IMAGE\.avb already"):
        made.write(target)
    assert target.read_bytes() == b"a person's work"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["IMAGE.avb", "MODELE.avb"]


def test_a_name_that_an_older_system_would_cut_is_told(template: Path, tmp_path: Path) -> None:
    told: list[Event] = []
    made = Template.load(template)
    made.write(tmp_path / f"{'x' * 27}.avb", told.append)
    made.write(tmp_path / f"{'y' * 28}.avb", told.append)
    assert [bool(event.warning) for event in told] == [False, True]
    assert "28 characters" in told[1].warning


def test_the_identity_begins_with_the_time_of_its_making(template: Path, tmp_path: Path) -> None:
    made = Template.load(template)
    before = int(time.time())
    made.write(tmp_path / "A.avb")
    assert before <= uid_of(tmp_path / "A.avb") & 0xFFFFFFFF <= time.time()


def test_a_template_in_the_other_byte_order(template: Path, tmp_path: Path) -> None:
    with avb.open(str(template)) as file:
        file.write(str(tmp_path / "BIG.avb"), byte_order="big")
    Template.load(tmp_path / "BIG.avb").write(tmp_path / "A.avb")
    assert read_bin(tmp_path / "A.avb").view == read_bin(template).view
    assert uid_of(tmp_path / "A.avb") != uid_of(tmp_path / "BIG.avb")


def test_hundreds_of_bins_in_a_moment(template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(empty_bins.os, "fsync", lambda handle: None)  # the disk's time, not ours
    made = Template.load(template)
    (tmp_path / "many").mkdir()
    began = time.process_time()
    for number in range(300):
        made.write(tmp_path / "many" / f"SEQ {number:03}.avb")
    assert time.process_time() - began < 2
    assert len({path.read_bytes() for path in (tmp_path / "many").iterdir()}) == 300


@pytest.mark.parametrize("name", ["a/b", " x", "x ", "fin.", "12?", "a:b", 'a"b', ""])
def test_a_name_that_no_bin_can_have(template: Path, name: str) -> None:
    with pytest.raises(NleError, match="cannot be the name of a bin"):
        empty_bins.refuse_name(name)


def test_a_template_must_be_empty_and_a_bin(template: Path, tmp_path: Path) -> None:
    write_bin(template, [Line(BinItem(name="12-1", tracks="V", tape="A012"), "12-1")])
    with pytest.raises(NleError, match="the template bin holds 3 clips") as caught:
        Template.load(template)
    assert "make an empty bin in Media Composer" in str(caught.value.hint)
    template.write_bytes(without_sense(template.read_bytes(), "12-1"))
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


def _full(*_args: object) -> NoReturn:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("calls", [("fsync",), ("link", "replace"), ("link", "open"), ("open",)], ids=" ".join)
def test_a_full_disk_leaves_nothing(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, calls: tuple[str, ...]
) -> None:
    made, really = Template.load(template), os.open

    def some(path: Path, *rest: int) -> int:
        return really(path, *rest) if Path(path).suffix == ".lck" and len(calls) > 1 else _full()

    for call in calls:
        replaced = some if call == "open" else _full
        monkeypatch.setattr(*((Path, call) if call == "replace" else (empty_bins.os, call)), replaced)
    with pytest.raises(NleError, match="No space left") as caught:
        made.write(tmp_path / "IMAGE.avb")
    assert caught.value.hint
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
