"""The recorder changes nothing that a script can see, and writes down all that it asked."""

import io
import json
from typing import Any

import pytest

from chutier_resolve.selftest.anonymous import Anonymous
from chutier_resolve.selftest.recorder import Tape, recorded


class Folder:
    def __init__(self, name: str) -> None:
        self.name = name

    def GetName(self) -> str:  # noqa: N802 - the program's own names
        return self.name

    def GetSubFolderList(self) -> list["Folder"]:  # noqa: N802
        return [Folder("a"), Folder("b")]


class Pool:
    """Answers what it was given, so that a test can see it."""

    EXPORT_AAF = 0
    AUDIO_SYNC_MODE = "audioSyncMode"
    RATE = 25.0

    def __init__(self) -> None:
        self.root = Folder("Master")
        self.given: Any = None

    def GetRootFolder(self) -> Folder:  # noqa: N802
        return self.root

    def MoveClips(self, *given: Any) -> Any:  # noqa: N802
        self.given = given
        return given[0] if given else None

    def Refuse(self) -> None:  # noqa: N802
        raise TypeError("no /Volumes/FILM/A001.mov")


class FullDisk(io.StringIO):
    def write(self, text: str) -> int:
        raise OSError(28, "No space left on device")


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.fixture
def tape() -> Tape:
    return Tape(io.StringIO())


def calls(tape: Tape) -> list[dict[str, Any]]:
    stream = tape._stream
    assert isinstance(stream, io.StringIO)
    return [line for line in lines(stream) if "call" in line]


def test_objects_are_numbered_and_known_again(tape: Tape) -> None:
    pool = Pool()
    handle = recorded(pool, tape)
    root = handle.GetRootFolder()
    assert root.GetName() == "Master"
    assert [one.GetName() for one in root.GetSubFolderList()] == ["a", "b"]
    assert handle.GetRootFolder() is root
    told = calls(tape)
    assert [(line["on"], line["call"]) for line in told] == [
        (["Resolve", 1], "GetRootFolder"), (["Folder", 2], "GetName"), (["Folder", 2], "GetSubFolderList"),
        (["Folder", 3], "GetName"), (["Folder", 4], "GetName"), (["Resolve", 1], "GetRootFolder"),
    ]  # fmt: skip
    assert told[0]["result"] == {"$": ["Folder", 2]}
    assert told[2]["result"] == [{"$": ["Folder", 3]}, {"$": ["Folder", 4]}]
    assert all(line["ms"] >= 0 for line in told)


def test_the_program_gets_its_own_objects_and_constants(tape: Tape) -> None:
    pool = Pool()
    handle = recorded(pool, tape)
    root = handle.GetRootFolder()
    settings = {handle.AUDIO_SYNC_MODE: handle.EXPORT_AAF, "rate": handle.RATE}
    handle.MoveClips([root], settings, {1: True})
    [[folder], given, plain] = pool.given
    assert folder is pool.root
    assert [(type(key), type(value)) for key, value in given.items()] == [(str, int), (str, float)]
    assert given == {"audioSyncMode": 0, "rate": 25.0}
    assert plain == {1: True}
    assert calls(tape)[-1]["args"] == [
        [{"$": ["Folder", 2]}],
        {"$pairs": [[{"$constant": "AUDIO_SYNC_MODE"}, {"$constant": "EXPORT_AAF"}], ["rate", {"$constant": "RATE"}]]},
        {"$pairs": [[1, True]]},
    ]


def test_constants_are_what_they_are(tape: Tape) -> None:
    handle = recorded(Pool(), tape)
    assert (handle.EXPORT_AAF, handle.AUDIO_SYNC_MODE, handle.RATE) == (0, "audioSyncMode", 25.0)
    assert isinstance(handle.EXPORT_AAF, int)
    assert {handle.EXPORT_AAF: 1} == {0: 1}


@pytest.mark.parametrize("value", [None, True, 0, 1.5, "", "text", [], {}, {10: {"name": "m"}}, [None], ["a", ["b"]]])
def test_answers_come_through_unchanged(tape: Tape, value: Any) -> None:
    handle = recorded(Pool(), tape)
    assert handle.MoveClips(value) is value or handle.MoveClips(value) == value
    assert type(handle.MoveClips(value)) is type(value)


def test_names_are_the_objects_own(tape: Tape) -> None:
    pool = Pool()
    handle = recorded(pool, tape)
    assert dir(handle) == sorted(dir(pool))
    assert not hasattr(handle, "Invented")
    assert handle == pool
    assert handle == recorded(pool, tape)
    assert str(handle) == str(pool)
    handle.given = handle.GetRootFolder()
    assert pool.given is pool.root


def test_what_is_raised_is_written_down_and_raised(tape: Tape) -> None:
    with pytest.raises(TypeError, match="A001"):
        recorded(Pool(), tape).Refuse()
    assert calls(tape)[0]["raised"].startswith("TypeError: no ")


@pytest.mark.parametrize("stream", [FullDisk(), None], ids=["full disk", "closed"])
def test_a_line_that_cannot_be_written_hurts_nobody(stream: io.StringIO | None) -> None:
    if stream is None:
        stream = io.StringIO()
        stream.close()
    tape = Tape(stream)
    assert recorded(Pool(), tape).GetRootFolder().GetName() == "Master"
    assert tape.lost == 2


def test_every_line_is_on_the_disk_at_once(tmp_path: Any) -> None:
    path = tmp_path / "calls.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        handle = recorded(Pool(), Tape(stream))
        for count in range(1, 4):
            handle.GetRootFolder()
            assert len(path.read_text(encoding="utf-8").splitlines()) == count


def test_odd_answers_are_written_as_what_they_are(tape: Tape) -> None:
    handle = recorded(Pool(), tape)
    for value in (b"x", float("nan"), {"$": "a trap"}):
        handle.MoveClips(value)
    assert [line["result"] for line in calls(tape)] == [
        {"$other": "bytes"}, {"$other": "nan"}, {"$pairs": [["$", "a trap"]]},
    ]  # fmt: skip


def test_paths_are_nobodys() -> None:
    stream = io.StringIO()
    tape = Tape(stream, Anonymous({"/Users/ana/tmp": "<media>"}))
    handle = recorded(Pool(), tape)
    handle.MoveClips(
        ["/Users/ana/tmp/tone.wav", "/Volumes/LE FILM/A001.mov", "C:\\Film\\A001.mov"],
        '{"linked_audio": "/Volumes/LE FILM/son.wav"}',
    )
    text = stream.getvalue()
    assert "<media>/tone.wav" in text
    assert not [word for word in ("ana", "FILM", "Film", "A001", "son") if word in text]
    assert ".mov" in text


@pytest.mark.parametrize(
    ("folder", "text", "told"),
    [
        ("C:\\Users\\ana\\Temp", "C:\\Users\\ana\\Temp\\a\\b.wav", "<media>/a/b.wav"),
        ("C:\\Users\\ana\\Temp", "C:/Users/ana/Temp/b.wav", "<media>/b.wav"),
        ("/", "/Volumes/b.wav", "/p1/p2.wav"),
        ("", "A/B", "A/B"),
        ("/tmp/x", "/", "/"),
        ("/tmp/x", 'names "/tmp/x/a.wav" twice', 'names "<media>/a.wav" twice'),
        ("/tmp/x", "\\\\server\\film\\a.wav", "/p1/p2/p3.wav"),
        ("/tmp/x", "01:00:00:00", "01:00:00:00"),
    ],
)
def test_folders_keep_their_names(folder: str, text: str, told: str) -> None:
    assert Anonymous({folder: "<media>"})(text) == told
