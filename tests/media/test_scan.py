"""Cards with everything wrong: nothing stops a scan, and no worker is left behind."""

import multiprocessing
import os
import subprocess
import sys
import tracemalloc
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chutier.events import Event
from chutier.media import probe, scan
from chutier.media.kinds import KIND_OF_SUFFIX
from chutier.media.pool import Pool
from chutier.model import MediaInfo, MediaKind
from media.making import chunk, fmt, frail, movie, second, wave


@pytest.fixture(scope="session")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return movie(tmp_path_factory.mktemp("clip") / "clip.mov", timecode="10:00:00:00", audio=("mono",))


def put(path: Path, content: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def names(found: list[MediaInfo], root: Path) -> list[str]:
    return [os.path.relpath(info.path, root) for info in found]


def test_a_card_is_told_in_order_without_what_systems_leave(tmp_path: Path) -> None:
    for name in (
        "b/2.mov", "b/10.mov", "a/C0001.MP4", "a/._C0001.MP4", ".DS_Store", "Thumbs.db", "$RECYCLE.BIN/x.mov",
        "System Volume Information/y.mov", "z.XML", "note.pdf", "photo.JPG", "odd.qqq", "none",
    ):  # fmt: skip
        put(tmp_path / name)
    found = list(scan([tmp_path]))
    assert names(found, tmp_path) == [
        "a/C0001.MP4", "b/10.mov", "b/2.mov", "none", "note.pdf", "odd.qqq", "photo.JPG", "z.XML",
    ]  # fmt: skip
    kinds = {Path(info.path).name: info.kind for info in found}
    assert (kinds["note.pdf"], kinds["photo.JPG"]) == (MediaKind.SIDECAR, MediaKind.STILL)
    assert (kinds["odd.qqq"], kinds["z.XML"]) == (MediaKind.UNKNOWN, MediaKind.SIDECAR)
    assert [info.error for info in found if info.kind is not MediaKind.PICTURE] == [""] * 5


BAD = {
    "empty.mov": b"",
    "empty.wav": b"",
    "noise.mp4": b"\x91\x03" * 4000,
    "text.mov": b"not a movie at all, whatever the name",
    "list.ts": b"#EXTM3U\n#EXTINF:1,\nhttp://192.0.2.1/a.ts\n",
    "concat.mkv": b"ffconcat version 1.0\nfile /etc/passwd\n",
    "huge box.mov": b"\xff\xff\xff\xffmoov" + bytes(40),
    "nested.mov": b"\0\0\0\x30moov\0\0\0\x28trak\0\0\0\x20mdia\0\0\0\x18minf\0\0\0\x10stbl" + bytes(8),
    "zero box.mov": b"\0\0\0\x08moov" * 500,
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_a_record_with_its_reason(name: str, tmp_path: Path) -> None:
    info = probe(put(tmp_path / name, BAD[name]))
    assert info.error
    assert "Errno" not in info.error
    assert info.size == len(BAD[name])


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_movie_cut_short_says_that_its_index_is_missing(share: float, clip: Path, tmp_path: Path) -> None:
    data = clip.read_bytes()
    info = probe(put(tmp_path / "cut.mov", data[: int(len(data) * share)]))
    assert info.error == "the file is cut short: no index (moov)"


def test_an_mxf_cut_short_counts_what_is_there(tmp_path: Path) -> None:
    whole = movie(tmp_path / "a.mxf", codec="mpeg2video", pixels="yuv420p", timecode="10:00:00:00")
    data = whole.read_bytes()
    info = probe(put(tmp_path / "cut.mxf", data[: len(data) // 2]))
    assert info.frames is not None
    assert 0 < info.frames < 10
    assert info.warnings == (f"the file is cut short: {info.frames} of 10 frames are there",)


ODD_NAMES = (
    unicodedata.normalize("NFD", "séquence été.mov"),
    "quotes ' \" \\ `.mov",
    "clap 🎬.mov",
    "two\nlines.mov",
    "%03d.mov",
    "-i.mov",
    "concat:a|b.mov",
    "n" * 251 + ".mov",
)


@pytest.mark.parametrize("name", ODD_NAMES)
def test_names_are_as_on_disk(name: str, clip: Path, tmp_path: Path) -> None:
    put(tmp_path / name, clip.read_bytes())
    (info,) = scan([tmp_path])
    assert (Path(info.path).name, info.error, info.frames) == (name, "", 10)


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no text exist on Linux only")
def test_a_name_that_is_no_text_is_kept(clip: Path, tmp_path: Path) -> None:
    put(Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.mov")), clip.read_bytes())
    (info,) = scan([tmp_path])
    assert os.fsencode(info.path).endswith(b"/caf\xe9.mov")
    assert (info.error, info.frames) == ("", 10)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes in folders here")
def test_pipes_links_and_folders_with_media_names(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mov")
    os.mkfifo(tmp_path / "pipe.wav")
    put(tmp_path / "folder.mov" / "in.txt")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "self.mov").symlink_to("self.mov")
    (tmp_path / "gone.mov").symlink_to("nowhere.mov")
    found = {Path(info.path).name: info.error for info in scan([tmp_path])}
    assert set(found) == {"pipe.mov", "pipe.wav", "in.txt", "self.mov", "gone.mov"}
    assert found["pipe.mov"] == found["pipe.wav"] == "this is not a file but a folder, a pipe or a device"
    assert found["gone.mov"] == "the file is gone"
    assert found["self.mov"].startswith("the file cannot be read:")
    assert probe(tmp_path / "folder.mov").error


def test_a_folder_that_cannot_be_listed_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "shut" / "a.mov")
    put(tmp_path / "open" / "b.txt")
    listed = os.scandir

    def refuse(path: str) -> object:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied")
        return listed(path)

    monkeypatch.setattr(os, "scandir", refuse)
    events: list[Event] = []
    found = list(scan([tmp_path], report=events.append))
    assert names(found, tmp_path) == ["open/b.txt"]
    warned = [(event.subject, event.warning) for event in events if event.warning]
    assert warned == [(str(tmp_path / "shut"), "the folder cannot be listed: Permission denied")]


def test_a_root_that_is_a_file_or_is_not_there(clip: Path, tmp_path: Path) -> None:
    found = list(scan([clip, tmp_path / "none.mov"]))
    assert [(info.frames, info.error) for info in found] == [(10, ""), (None, "the file is gone")]


def test_what_is_known_is_counted_and_not_read_again(tmp_path: Path) -> None:
    for number in range(4):
        put(tmp_path / f"{number}.txt")
    old = {(i.path, i.size, i.mtime_ns) for i in scan([tmp_path]) if i.path.endswith(("0.txt", "2.txt"))}
    events: list[Event] = []
    fresh = list(scan([tmp_path], known=lambda *identity: identity in old, report=events.append))
    assert names(fresh, tmp_path) == ["1.txt", "3.txt"]
    assert sorted((e.step, e.done) for e in events) == [("probe", 3), ("probe", 4), ("unchanged", 1), ("unchanged", 2)]


def test_many_files_go_through_workers_in_order(clip: Path, tmp_path: Path) -> None:
    for number in range(40):
        put(tmp_path / f"{number:03}.mov", clip.read_bytes() if number % 3 else b"")
    found = list(scan([tmp_path], workers=2))
    assert names(found, tmp_path) == [f"{number:03}.mov" for number in range(40)]
    assert [info.frames for info in found] == [10 if number % 3 else None for number in range(40)]
    assert not multiprocessing.active_children()


def test_leaving_early_leaves_no_worker(tmp_path: Path) -> None:
    for number in range(40):
        put(tmp_path / f"{number:03}.txt")
    files = scan([tmp_path], workers=2)
    next(files)
    assert multiprocessing.active_children()
    files.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


def test_a_worker_that_dies_or_hangs_costs_one_file(tmp_path: Path) -> None:
    paths = [str(put(tmp_path / name)) for name in ("a.txt", "crash.mov", "b.txt", "hang.mov", "once.txt", "c.txt")]
    with Pool(2, 3.0, frail) as pool:
        found = list(pool.probe_all(paths))
    assert [info.path for info in found] == paths
    assert [info.error for info in found] == [
        "",
        "the file makes the reader crash; it is damaged",
        "",
        "the file took too long to read; it was left",
        "",
        "",
    ]
    assert not multiprocessing.active_children()


SCRIPT = """
import os, sys, time
from chutier.media import scan

def main():
    for index, info in enumerate(scan([sys.argv[1]], workers=2)):
        if index == 3:
            os.kill(os.getpid(), 2)
            time.sleep(5)

if __name__ == "__main__":
    main()
"""


def test_workers_that_cannot_start_blame_no_file(tmp_path: Path) -> None:
    put(tmp_path / "run.py", b"import sys\nfrom chutier.media import scan\nlist(scan([sys.argv[1]], workers=2))\n")
    for number in range(20):
        put(tmp_path / "card" / f"{number}.txt")
    done = subprocess.run(
        [sys.executable, tmp_path / "run.py", tmp_path / "card"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}, capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert b"the processes that read media do not start" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to send to oneself")
def test_ctrl_c_stops_at_once(tmp_path: Path) -> None:
    for number in range(200):
        put(tmp_path / "card" / f"{number:03}.txt")
    put(tmp_path / "run.py", SCRIPT.encode())
    path = os.pathsep.join(sys.path)
    done = subprocess.run(
        [sys.executable, tmp_path / "run.py", tmp_path / "card"],
        env={**os.environ, "PYTHONPATH": path}, capture_output=True, timeout=20, check=False,
    )  # fmt: skip
    assert done.returncode != 0
    assert done.stderr.count(b"Traceback") == 1
    assert b"KeyboardInterrupt" in done.stderr


def test_memory_does_not_grow_with_the_size_of_a_file(tmp_path: Path) -> None:
    path = wave(tmp_path / "a.wav", chunk(b"fmt ", fmt()), chunk(b"junk", b"", length=2**31), second())
    with path.open("r+b") as file:
        file.truncate(2**31 + 2**20)
    tracemalloc.start()
    info = probe(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert info.size > 2**31
    assert peak < 2**20


@given(data=st.binary(max_size=600), suffix=st.sampled_from(sorted(KIND_OF_SUFFIX)))
def test_any_bytes_under_any_name_make_a_record(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str
) -> None:
    path = tmp_path_factory.getbasetemp() / f"any.{suffix}"
    path.write_bytes(data)
    info = probe(path)
    assert isinstance(info, MediaInfo)
    assert info.size == len(data)


@given(where=st.integers(0, 10**6), value=st.binary(min_size=1, max_size=8))
def test_a_movie_with_flipped_bytes_makes_a_record(
    clip: Path, tmp_path_factory: pytest.TempPathFactory, where: int, value: bytes
) -> None:
    data = bytearray(clip.read_bytes())
    index = data.rindex(b"moov")
    place = index + where % (len(data) - index)
    data[place : place + len(value)] = value
    path = tmp_path_factory.getbasetemp() / "flipped.mov"
    path.write_bytes(data)
    assert isinstance(probe(path), MediaInfo)
