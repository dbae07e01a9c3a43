"""A build that is stopped: nothing half-written, and building again ends where it would have ended."""

from collections.abc import Callable
from pathlib import Path

import pytest

from avid.conftest import BINS, IMAGE, SON, picture, sound
from avid.test_nle import DAY, OpenAvid, files, folder, perform
from chutier.errors import ChutierError, NleError
from chutier.plan.actions import Action, MakeBin, PlaceClip, SetColumns
from chutier_avid import receipts
from chutier_avid.ale import read

Write = Callable[[Path, str | bytes], None]

MORE: tuple[Action, ...] = (
    PlaceClip(placed=picture("c3", "13-1-01", "10:02:00:00")),
    SetColumns(clip="c1", name="12bis-3-02", path=IMAGE, columns={"comments": "avion"}),
)


def failing_at(k: int, error: BaseException, *, after: bool = False) -> Write:
    """write_whole, whose `k`-th call fails; `after` the file is in place already."""
    calls = 0
    real = receipts.write_whole

    def write(path: Path, content: str | bytes) -> None:
        nonlocal calls
        calls += 1
        if calls == k and not after:
            raise error
        real(path, content)
        if calls == k:
            raise error

    return write


def remaining(avid_actions: tuple[Action, ...], bins: set[tuple[str, ...]]) -> list[Action]:
    """What a second plan would hold: folders are there already, nothing else is."""
    return [a for a in avid_actions if not (isinstance(a, MakeBin) and a.path in bins)]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The out folder after two builds that nothing stopped."""
    from avid.conftest import blueprint
    from chutier_avid.nle import connect

    out = tmp_path_factory.mktemp("whole") / "out"
    for actions in (DAY, MORE):
        perform(connect(out=out, blueprint=blueprint(), options={}), actions)
    return files(out)


STOPS = [
    pytest.param(ChutierError("No space left on device"), False, id="disk full"),
    pytest.param(KeyboardInterrupt(), False, id="Ctrl-C before"),
    pytest.param(KeyboardInterrupt(), True, id="Ctrl-C after"),
]


@pytest.mark.parametrize(("stop", "after"), STOPS)
@pytest.mark.parametrize("k", range(1, 6))
@pytest.mark.parametrize("second", [False, True])
def test_stopped_at_any_file_it_converges(
    open_avid: OpenAvid,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    whole: dict[str, bytes],
    stop: BaseException,
    after: bool,
    k: int,
    second: bool,
) -> None:
    out = tmp_path / "out"
    if second:
        perform(open_avid(), DAY)
    before = files(out)
    clips = dict(open_avid().observe().clips)
    actions = MORE if second else DAY
    with monkeypatch.context() as patch:
        patch.setattr(receipts, "write_whole", failing_at(k, stop, after=after))
        with pytest.raises((NleError, KeyboardInterrupt)) as caught:
            perform(open_avid(), actions)
    if isinstance(caught.value, NleError):
        assert "import nothing yet" in caught.value.hint
    now = files(out)
    assert {name: now[name] for name in before} == before
    assert not [name for name in now if name.endswith(".part")]
    assert all(read(out / name).rows for name in now if name.endswith(".ale"))
    finished = f".chutier/receipt-000{2 if second else 1}.json" in now
    if not finished:
        assert open_avid().observe().clips == clips
        perform(open_avid(), remaining(actions, set(open_avid().observe().bins)))
    if not second:
        perform(open_avid(), MORE)
    left = files(out)
    left.pop(".chutier/under-way.json", None)  # stopped between the receipt and the end: a note that nobody reads
    assert left == whole


def test_what_an_abandoned_build_left_is_cleared_by_the_next(
    open_avid: OpenAvid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(receipts, "write_whole", failing_at(4, KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            perform(open_avid(), DAY)
    out = tmp_path / "out"
    assert (folder(out, SON) / "S003_J03.ale").exists()
    perform(open_avid(), [PlaceClip(placed=picture("c9", "autre"))])
    assert [name for name in files(out) if name.endswith(".ale")] == ["20_RUSHES/J03_260514/IMAGE/A012_J03.ale"]
    assert [row["Name"] for row in read(folder(out, IMAGE) / "A012_J03.ale")] == ["autre"]
    assert set(open_avid().observe().clips) == {"c9"}


def test_stopped_twice_with_another_plan_in_between(
    open_avid: OpenAvid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    one = [*(MakeBin(path=path) for path in BINS), PlaceClip(placed=picture("c1", "un"))]
    other = [PlaceClip(placed=picture("c1", "deux"))]
    for actions, k in ((one, 3), (other, 2)):
        with monkeypatch.context() as patch:
            patch.setattr(receipts, "write_whole", failing_at(k, KeyboardInterrupt()))
            with pytest.raises(KeyboardInterrupt):
                perform(open_avid(), actions)
    perform(open_avid(), other)
    assert [row["Name"] for row in read(folder(out, IMAGE) / "A012_J03.ale")] == ["deux"]
    assert len(list(out.rglob("*.ale"))) == 1


def test_a_left_over_that_a_person_changed_is_kept(
    open_avid: OpenAvid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(receipts, "write_whole", failing_at(4, KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            perform(open_avid(), DAY)
    log = folder(tmp_path / "out", SON) / "S003_J03.ale"
    log.write_bytes(log.read_bytes() + b"\r\n")
    perform(open_avid(), [PlaceClip(placed=sound("s1", "x"))])
    assert log.read_bytes().endswith(b"\r\n\r\n")
    assert read(log.with_name("S003_J03-2.ale")).rows[0]["Name"] == "x"


def test_a_damaged_note_is_named(open_avid: OpenAvid, tmp_path: Path) -> None:
    note = tmp_path / "out" / ".chutier" / "under-way.json"
    note.parent.mkdir(parents=True)
    note.write_bytes(b"{")
    with pytest.raises(NleError, match="damaged") as caught:
        open_avid().observe()
    assert caught.value.path == str(note)
