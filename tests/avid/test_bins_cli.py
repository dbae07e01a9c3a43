"""`chutier avid bins`, and the inventory of a project that it shows."""

import os
import tracemalloc
from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction
from pathlib import Path

import pytest

from chutier.errors import NleError
from chutier.events import Event
from chutier.timecode import Timecode
from chutier_avid.bins.project import folders_and_bins, inventory
from command_line import CommandLine, tree_of
from hosts.avid_bins import Bench, cut_in_half

RATE = Fraction(25)
LOCK = "EDIT-02".encode("utf-16-le").ljust(510, b"\0")
LOG = f"{'Fri May 15 09:31:02':21}{'Computer: EDIT-02':26}{'User: Léa':21}\r\n"


def rushes(path: Path, *names: str, color: tuple[int, int, int] | None = None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    bench = Bench(("Décor",))
    tape = bench.tape("A012", Timecode.parse("10:00:00:00", RATE))
    for place, name in enumerate(names):
        file = bench.file(f"/{name}.mxf", tape, RATE, place * 250, 100)
        bench.master(name, file, RATE, 100, color=color, columns={"Scene": "12"})
    return bench.write(path)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "NDV"
    image = rushes(folder / "J03" / "IMAGE.avb", "12-1-1 été", "12-1-2", color=(61440, 12800, 58880))
    rushes(folder / "J03" / "SON.avb", "12-1-1 son")
    rushes(folder / "MONTAGE" / "IMAGE.avb")
    rushes(folder / "SEQ.avb", "x")
    (folder / "NDV.avp").write_bytes(b"nobody's business")
    (folder / "NDV.avs").write_bytes(b"settings")
    image.with_suffix(".lck").write_bytes(LOCK)
    image.with_suffix(".log").write_text(LOG, encoding="utf-8")
    moment = datetime(2026, 5, 20).timestamp()
    os.utime(image.with_suffix(".log"), (moment, moment))
    for ours in ("SearchData", "Unity Attic", ".hidden"):
        rushes(folder / ours / "IMAGE.avb", "of Avid's own")
    (folder / "._SEQ.avb").write_bytes(b"of the Finder's own")
    (folder / "link").symlink_to(folder / "J03")
    (folder / "linked.avb").symlink_to(folder / "SEQ.avb")
    return folder


def paths(found: list[dict[str, list[str]]]) -> list[str]:
    return ["/".join(one["bin"]) for one in found]


def test_the_inventory_of_a_project(project: Path) -> None:
    before = tree_of(project)
    events: list[Event] = []
    found = {one.path: one for one in inventory(project, events.append)}
    assert list(found) == [("SEQ",), ("J03", "IMAGE"), ("J03", "SON"), ("MONTAGE", "IMAGE")]
    image = found[("J03", "IMAGE")]
    assert image.opened is not None
    assert (image.held_by, image.opened.user, str(image.opened.time)) == ("EDIT-02", "Léa", "2026-05-15 09:31:02")
    assert image.content is not None
    assert [item.name for item in image.content] == ["12-1-1 été", "12-1-2"]
    assert [(event.done, event.total, event.warning) for event in events] == [(n, 4, "") for n in range(1, 5)]
    assert tree_of(project) == before
    assert next(iter(folders_and_bins(project))) == (("SEQ",), project / "SEQ.avb")


def test_a_project_is_read_bin_by_bin(project: Path) -> None:
    for number in range(8):
        rushes(project / "MANY" / f"{number:02}.avb", *(f"{number}-{take}" for take in range(20)))

    def most(bins: Iterator[object]) -> int:
        tracemalloc.start()
        for _one in bins:
            pass
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    one = most(inventory(project, wanted=lambda path: path[-1] == "00"))
    assert most(inventory(project)) < 3 * one


def test_a_folder_that_is_no_project(typed: CommandLine, tmp_path: Path) -> None:
    with pytest.raises(NleError, match=r"no Avid project: there is no \.avp"):
        list(inventory(tmp_path))
    with pytest.raises(NleError, match="cannot be read"):
        list(inventory(tmp_path / "none"))
    answer = typed("avid", "bins", tmp_path, status=NleError.exit_code)
    assert "make the project in Media Composer first" in answer.err


def test_a_folder_without_rights_is_told_and_the_rest_is_there(
    typed: CommandLine, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = os.scandir

    def scandir(folder: Path) -> object:
        if Path(folder).name == "J03":
            raise PermissionError(13, "Permission denied")
        return really(folder)

    monkeypatch.setattr("chutier_avid.bins.project.os.scandir", scandir)
    with pytest.raises(NleError, match="Permission denied"):
        list(folders_and_bins(project))
    answer = typed("avid", "bins", project, status=1)
    assert "MONTAGE ▸ IMAGE" in answer.out
    assert "Permission denied" in answer.err
    assert "J03" in answer.err


def test_a_table_that_a_tired_person_reads(typed: CommandLine, project: Path) -> None:
    answer = typed("avid", "bins", project)
    image = next(line for line in answer.out.splitlines() if "J03 ▸ IMAGE" in line)
    assert image.split()[3:] == ["2", "2", "magenta", "EDIT-02", "Léa", "2026-05-15", "09:31", *image.split()[-2:]]
    assert "4 bins, 4 lines" in answer.out
    assert "12-1-1" not in answer.out
    assert typed("avid", "bins", project / "NDV.avp").out == answer.out, "the project's file stands for its folder"


def test_clips_with_name_start_end_tape_and_colour(typed: CommandLine, project: Path) -> None:
    answer = typed("avid", "bins", project, "--clips", "--bin", "j03/image")
    clip = next(line for line in answer.out.splitlines() if "12-1-1 été" in line)
    assert clip.split()[2:] == ["master", "V", "10:00:00:00", "10:00:04:00", "A012", "magenta"]
    assert "son" not in answer.out


def test_all_of_it_for_a_program(typed: CommandLine, project: Path) -> None:
    found = typed("avid", "bins", project, "--clips", "--json").data
    assert paths(found) == ["SEQ", "J03/IMAGE", "J03/SON", "MONTAGE/IMAGE"]
    image = found[1]
    assert (image["locked_by"], image["kinds"], image["colors"]) == ("EDIT-02", {"master": 2}, {"#f032e6": 2})
    assert image["opened"] == {"time": "2026-05-15T09:31:02", "computer": "EDIT-02", "user": "Léa"}
    assert image["columns"][-1] == "Décor"
    assert (image["clips"][0]["tape"], image["clips"][0]["columns"]) == ("A012", {"Scene": "12"})
    assert "clips" not in typed("avid", "bins", project, "--json").data[1]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("IMAGE", ["J03/IMAGE", "MONTAGE/IMAGE"]),
        ("son", ["J03/SON"]),
        ("J03 ▸ IMAGE", ["J03/IMAGE"]),
        ("montage/image", ["MONTAGE/IMAGE"]),
    ],
)
def test_one_bin_by_its_name(typed: CommandLine, project: Path, name: str, expected: list[str]) -> None:
    assert paths(typed("avid", "bins", project, "--bin", name, "--json").data) == expected


@pytest.mark.parametrize(("name", "hint"), [("IMAGES", "J03 ▸ IMAGE"), ("MAGE", "IMAGE"), ("zzz", "without --bin")])
def test_a_name_that_no_bin_has(typed: CommandLine, project: Path, name: str, hint: str) -> None:
    answer = typed("avid", "bins", project, "--bin", name, status=11)
    assert f"no bin of this project is called {name}" in answer.err
    assert hint in answer.err


def test_bins_that_cannot_be_read_are_told_and_the_rest_is_there(typed: CommandLine, project: Path) -> None:
    file = project / "J03" / "SON.avb"
    file.write_bytes(cut_in_half(file.read_bytes()))
    answer = typed("avid", "bins", project, status=1)
    assert "4 bins, 3 lines" in answer.out
    assert f"✗ {file}: the bin is not complete" in answer.out
    found = typed("avid", "bins", project, "--json", status=1).data
    assert [bool(one["error"]) for one in found] == [False, False, True, False]


def test_a_project_without_a_bin(typed: CommandLine, tmp_path: Path) -> None:
    (tmp_path / "NEU.avp").write_bytes(b"")
    assert "There is no bin here." in typed("avid", "bins", tmp_path).out
    assert typed("avid", "bins", tmp_path, "--json").data == []
