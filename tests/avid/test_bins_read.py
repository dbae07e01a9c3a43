"""Bins of Media Composer: real ones, ones of our making, damaged ones; the project that holds them."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avid.aaf_content import MADE, whole
from chutier.errors import MediaError, NleError
from chutier_avid.aaf.reading import read_bin as read_aaf
from chutier_avid.aaf.writing import aaf_bytes
from chutier_avid.bins.avb import read_bin, read_mobs
from chutier_avid.bins.content import BinItem
from chutier_avid.bins.history import history_of
from chutier_avid.bins.project import folders_and_bins, inventory
from command_line import CommandLine
from hosts.media_composer import Line, MediaComposer, write_bin


def test_real_bins_hold_what_their_sources_tell(samples: Path) -> None:
    large = read_bin(samples / "avid" / "pyavb__test_file_01.avb")
    assert Counter(str(item.kind) for item in large) == {"master": 51, "sequence": 1}
    assert (large.writer, large.notes) == ("Media Composer 18.9.0.49510", ())
    assert {"Name", "Tracks", "Start", "Tape"} <= set(large.view)
    line = next(item for item in large if item.kind == "sequence")
    assert (line.name, line.tracks, str(line.start), line.color) == (
        "Demo_2012_v0002.Exported.01", "VA1A2", "01:00:00:00", "#c14ba1")  # fmt: skip
    assert len(read_mobs(samples / "avid" / "pyavb__test_file_01.avb").mobs) == 160
    small = read_bin(samples / "avid" / "pyavb__linear01.avb")
    assert [(item.name, item.tracks) for item in small] == [
        ("96_116_20_03_01.mov", "V"), ("spline01.Exported.03", "V")]  # fmt: skip


@pytest.fixture
def composer(tmp_path: Path) -> MediaComposer:
    return MediaComposer(tmp_path / "NDV")


def imported(composer: MediaComposer, tmp_path: Path) -> Path:
    carrier = tmp_path / "IMAGE.aaf"
    carrier.write_bytes(aaf_bytes(whole(), MADE))
    composer.import_file(carrier, ("J03", "IMAGE"))
    return composer.file_of(("J03", "IMAGE"))


def told(item: BinItem) -> tuple[object, ...]:
    return item.name, item.mob_id, item.tracks, str(item.start), str(item.end), item.rate, item.tape, item.color


def test_a_bin_tells_the_clips_as_the_aaf_that_brought_them(composer: MediaComposer, tmp_path: Path) -> None:
    file = imported(composer, tmp_path)
    masters = [item for item in read_bin(file) if item.kind == "master"]
    carried = [item for item in read_aaf(tmp_path / "IMAGE.aaf") if item.kind == "master"]
    assert [told(item) for item in masters] == [told(item) for item in carried]
    assert masters[0].columns == {"Scene": "12bis", "Décor": "CUISINE D’HÉLÈNE — ??"}


def test_what_a_person_typed_is_read(composer: MediaComposer, tmp_path: Path) -> None:
    file = imported(composer, tmp_path)
    path, line = composer.find("12bis-3-02 été")
    line.name, line.columns["Avis monteur"], line.color = "la bonne", "à garder", "#102030"
    composer.save(path)
    item = next(item for item in read_bin(file) if item.name == "la bonne")
    assert (item.columns["Avis monteur"], item.color) == ("à garder", "#102030")


def test_an_empty_bin_is_a_bin(composer: MediaComposer) -> None:
    composer.make_bin(("VIDE",))
    found = read_bin(composer.file_of(("VIDE",)))
    assert (len(found), found.form) == (0, "avb")
    assert "Name" in found.view


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda data: b"", "the file is empty"),
        (lambda data: b"\xff\xd8\xff\xe0 a picture", "not a bin"),
        (lambda data: data[: len(data) // 2], "damaged, not complete, or of a version"),
        (lambda data: data[:40], "damaged, not complete, or of a version"),
        (lambda data: data.replace(b"NIBA", b"QIBA"), "damaged, not complete, or of a version"),
        (lambda data: data[:300] + bytes(200) + data[500:], "damaged, not complete, or of a version"),
    ],
    ids=["empty", "a picture", "half", "header", "another kind of bin", "hole"],
)
def test_a_damaged_bin_is_one_sentence(
    composer: MediaComposer, tmp_path: Path, capsys: pytest.CaptureFixture[str], spoil: Callable[[bytes], bytes],
    words: str,
) -> None:  # fmt: skip
    file = imported(composer, tmp_path)
    file.write_bytes(spoil(file.read_bytes()))
    with pytest.raises(MediaError, match=words) as caught:
        read_bin(file)
    assert caught.value.path == str(file)
    assert caught.value.hint
    assert capsys.readouterr().out == "", "pyavb prints what it stumbles over"


@settings(max_examples=60, deadline=None)
@given(place=st.floats(0, 1), flip=st.integers(1, 255))
def test_a_flipped_byte_never_escapes(tmp_path_factory: pytest.TempPathFactory, place: float, flip: int) -> None:
    folder = tmp_path_factory.mktemp("flip")
    file = folder / "x.avb"
    write_bin(file, [Line(item, item.name, {"Scene": "12bis"}) for item in CLIPS])
    data = bytearray(file.read_bytes())
    data[min(int(place * len(data)), len(data) - 1)] ^= flip
    file.write_bytes(bytes(data))
    with suppress(MediaError):
        read_bin(file)


CLIPS = (
    BinItem(name="12bis-3-02 A", tracks="VA1A2", tape="A012", mob_id=""),
    BinItem(name="12bis-3-02 SON", tracks="A1A2", tape="S003", mob_id=""),
)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="cannot be read"):
        read_bin(tmp_path / "none.avb")
    with pytest.raises(MediaError, match="cannot be read"):
        read_bin(tmp_path)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Fri May 15 09:31:02  Computer: EDIT-02        User: Lea          ", (2026, 5, 15, "EDIT-02", "Lea")),
        ("Sun Nov  1 23:59:59  Computer: MONTAGE 3      User: Léa B.       ", (2025, 11, 1, "MONTAGE 3", "Léa B.")),
        ("Thu Feb 29 10:00:00  Computer: A              User: B            ", (2024, 2, 29, "A", "B")),
        ("ven. mai 15 09:31:02 Computer: A              User: B            ", None),
        ("", None),
    ],
)  # fmt: skip
def test_who_opened_a_bin_and_when(tmp_path: Path, line: str, expected: tuple[int, int, int, str, str] | None) -> None:
    import os

    (tmp_path / "IMAGE.log").write_bytes(f"{line}\r\n".encode())
    moment = datetime(2026, 5, 20).timestamp()
    os.utime(tmp_path / "IMAGE.log", (moment, moment))
    found = [
        (one.time.year, one.time.month, one.time.day, one.computer, one.user)
        for one in history_of(tmp_path / "IMAGE.avb")
    ]
    assert found == ([expected] if expected else [])


def test_the_inventory_of_a_project(composer: MediaComposer, tmp_path: Path) -> None:
    imported(composer, tmp_path)
    composer.make_bin(("J03", "VIDE"))
    (composer.project / "SearchData").mkdir()
    (composer.project / "SearchData" / "x.avb").write_bytes(b"index")
    (composer.project / "J03" / "cut.avb").write_bytes(b"DomainXX")
    (composer.project / "lien").symlink_to(composer.project / "J03")
    found = {one.path: one for one in inventory(composer.project)}
    assert set(found) == {("J03", "IMAGE"), ("J03", "VIDE"), ("J03", "cut")}
    assert found[("J03", "cut")].why
    content = found[("J03", "IMAGE")].content
    assert content is not None
    assert len(content) == 3
    assert next(iter(folders_and_bins(composer.project))) == (("J03",), None)


def test_a_folder_that_is_no_project(tmp_path: Path) -> None:
    with pytest.raises(NleError, match=r"no Avid project: there is no \.avp"):
        list(inventory(tmp_path))
    with pytest.raises(NleError, match="cannot be read"):
        list(inventory(tmp_path / "none"))


def test_the_command_lists_bins_and_who_has_them(typed: CommandLine, composer: MediaComposer, tmp_path: Path) -> None:
    file = imported(composer, tmp_path)
    file.with_suffix(".lck").write_bytes("EDIT-02".encode("utf-16-le").ljust(510, b"\0"))
    answer = typed("avid", "bins", composer.project)
    assert "J03 ▸ IMAGE" in answer.out
    assert "EDIT-02" in answer.out
    (one,) = typed("avid", "bins", composer.project, "--clips", "--json").data
    assert (one["locked_by"], one["kinds"]) == ("EDIT-02", {"master": 2, "sequence": 1})
    assert one["clips"][0]["tape"] == "A012"
    assert "12bis-3-02 SON" in typed("avid", "bins", composer.project, "--clips", "--bin", "image").out
    assert typed("avid", "bins", composer.project, "--bin", "SON", "--json").data == []
    file.write_bytes(b"DomainXX")
    assert "✗" in typed("avid", "bins", composer.project, status=1).out
