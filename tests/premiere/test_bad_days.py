"""What goes wrong at the desk, said in one sentence with the way out; nothing is lost, and a rerun finishes."""

import http.server
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from chutier.errors import NleError, NleUnreachable
from chutier.events import Event, silent
from chutier.plan import Failure, diff
from chutier.testing.trees import clip, project
from chutier_premiere.bridge import ask
from chutier_premiere.cep import Cep
from chutier_premiere.nle import PremiereNle, PremiereSettings
from chutier_premiere.tilde import tilded
from hosts.premiere import FakePremiere
from premiere.bench import adapter, footage, known

DAY = ("20_RUSHES", "J03")


@pytest.fixture
def nle(premiere: FakePremiere, tmp_path: Path) -> PremiereNle:
    return adapter(premiere, tmp_path / "premiere")


def build(nle: PremiereNle, *clips: Any) -> tuple[Failure, ...]:
    want = project(*(clips or (clip(1, DAY), clip(2, DAY))))
    nle.know(known(want.clips.values()))
    return nle.perform(diff(want, nle.observe()).actions, silent).failed


def hello(url: str, patience: float = 2, **how: Any) -> Any:
    return ask(Cep(url, patience, **{"look_for_program": False, **how}), "hello")


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def web_server() -> Iterator[str]:
    """Another program on the port: a development server that answers everything with a page."""

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<!doctype html>")

        def do_POST(self) -> None:
            self.do_GET()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_no_panel() -> None:
    with pytest.raises(NleUnreachable, match="panel does not answer") as told:
        hello(f"http://127.0.0.1:{free_port()}")
    assert "install-panel" in str(told.value.hint)


def test_another_server_on_the_port(web_server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pymiere.core.last_alive_check_time", 0.0, raising=False)
    monkeypatch.setattr("pymiere.core.is_premiere_running", lambda: (True, 4242))
    with pytest.raises(NleUnreachable, match="another program answers"):
        hello(web_server, look_for_program=True)
    with pytest.raises(NleUnreachable, match="no answer that makes sense"):
        hello(web_server)


@pytest.mark.parametrize(("found", "sentence"), [("none", "is not running"), ("two", "two Premieres are running")])
def test_which_premiere(premiere: FakePremiere, monkeypatch: pytest.MonkeyPatch, found: str, sentence: str) -> None:
    def search() -> tuple[bool, int]:
        if found == "two":
            raise OSError("More than one process matching name 'Adobe Premiere Pro' were found running (pid: [1, 2])")
        return False, 0

    monkeypatch.setattr("pymiere.core.last_alive_check_time", 0.0, raising=False)
    monkeypatch.setattr("pymiere.core.is_premiere_running", search)
    with pytest.raises(NleUnreachable, match=sentence):
        hello(premiere.url, look_for_program=True)


def test_no_project_is_open(premiere: FakePremiere, tmp_path: Path) -> None:
    premiere.reset(projects=[])
    with pytest.raises(NleError, match="no project is open"):
        adapter(premiere, tmp_path)


def test_the_project_is_closed_between_two_batches(premiere: FakePremiere, nle: PremiereNle) -> None:
    nle.observe()
    premiere.person("close_project")
    with pytest.raises(NleError, match="no project is open"):
        build(nle)


def test_another_project_comes_to_the_front(premiere: FakePremiere, nle: PremiereNle) -> None:
    premiere.person("open_project", name="AUTRE")
    with pytest.raises(NleError, match="another project is in front") as told:
        nle.observe()
    assert "AUTRE" in str(told.value)
    assert premiere.items() == []
    premiere.person("open_project", name="NDV")
    assert build(nle) == ()


def test_a_project_opened_again_is_another_one(premiere: FakePremiere, nle: PremiereNle, tmp_path: Path) -> None:
    assert build(nle) == ()
    premiere.person("reopen_project")
    with pytest.raises(NleError):
        nle.observe()
    again = adapter(premiere, tmp_path / "premiere")
    assert again.target == nle.target
    want = project(clip(1, DAY), clip(2, DAY))
    assert diff(want, again.observe()).actions == ()


def test_a_production_that_somebody_else_has_locked(premiere: FakePremiere, tmp_path: Path) -> None:
    premiere.reset(production="SÉRIE", footage=footage())
    nle = adapter(premiere, tmp_path)
    premiere.person("lock")
    with pytest.raises(NleError, match="somebody else works in the project"):
        build(nle)
    assert premiere.items() == []
    with pytest.raises(NleError, match="somebody else works"):
        adapter(premiere, tmp_path)
    premiere.person("lock", locked=False)
    assert build(nle) == ()


def test_a_dialog_is_open(premiere: FakePremiere, nle: PremiereNle, tmp_path: Path) -> None:
    impatient = adapter(premiere, tmp_path / "premiere", patience=0.5)
    premiere.person("dialog", title="Save?")
    with pytest.raises(NleUnreachable, match=r"has not answered for 0\.5 seconds") as told:
        impatient.observe()
    assert "dialog" in str(told.value.hint)
    premiere.person("dismiss")
    assert build(nle) == ()


def test_a_slow_premiere_is_waited_for(premiere: FakePremiere, nle: PremiereNle) -> None:
    premiere.slow(300)
    assert build(nle, clip(1, DAY)) == ()


@pytest.mark.parametrize("text", ["", "undefined", "EvalScript error.", "null", "{}", '{"v":', '{"v":"x"}'])
def test_an_answer_that_is_none(premiere: FakePremiere, nle: PremiereNle, text: str) -> None:
    premiere.answers(text, times=9)
    with pytest.raises(NleUnreachable, match="no answer that makes sense"):
        nle.observe()
    premiere.clear()
    assert build(nle) == ()


def test_the_panel_was_loaded_again(premiere: FakePremiere, nle: PremiereNle) -> None:
    seen = nle.observe()
    premiere.person("reload_panel")
    assert nle.observe() == seen
    assert build(nle) == ()


def meanwhile(nle: PremiereNle, what: Callable[[], None], times: int) -> None:
    """After each slice of a reading, something happens in Premiere."""
    call = nle.host.call
    left = [times]

    def called(op: str, args: Mapping[str, Any], doc: str = "") -> Any:
        answer = call(op, args, doc)
        if op == "tree" and left[0]:
            left[0] -= 1
            what()
        return answer

    nle.host.call = called  # type: ignore[method-assign]


def test_half_a_project_is_never_taken_for_the_whole(premiere: FakePremiere, nle: PremiereNle) -> None:
    premiere.person("fill", count=3000, each=40)
    whole = nle.observe()
    meanwhile(nle, lambda: premiere.person("reload_panel"), 1)
    assert nle.observe() == whole
    meanwhile(nle, lambda: premiere.person("remove", at=["bin 60", "clip 2400.mov"]), 1)
    assert len(nle.observe().clips) == len(whole.clips) - 1
    meanwhile(nle, lambda: premiere.person("reload_panel"), 99)
    with pytest.raises(NleError, match="keeps changing while it is read"):
        nle.observe()


LIES: dict[str, tuple[dict[str, Any], str]] = {
    "says yes, brings nothing": ({"nothing": True, "returns": True}, "did not take"),
    "says no, brings all": ({"returns": False}, ""),
    "comes late": ({"late": 150}, ""),
    "puts it elsewhere": ({"elsewhere": True}, "did not take"),
    "leaves one out": ({"drops": 2}, "did not take"),
}


@pytest.mark.parametrize("lie", LIES)
def test_an_import_that_lies(premiere: FakePremiere, nle: PremiereNle, lie: str) -> None:
    fault, sentence = LIES[lie]
    premiere.fault("importFiles", once=True, **fault)
    failed = build(nle)
    assert bool(failed) is bool(sentence)
    assert all(sentence in one.why for one in failed)
    assert build(nle) == ()
    want = project(clip(1, DAY), clip(2, DAY))
    assert diff(want, nle.observe()).actions == ()


def test_files_for_which_a_window_would_open_never_go_in(premiere: FakePremiere, tmp_path: Path) -> None:
    nle = adapter(premiere, tmp_path)
    odd = clip(1, DAY)
    assert odd.media is not None
    odd = replace(odd, media=replace(odd.media, path="/rushes/notes.fdx"))
    gone = clip(2, DAY)
    nle._arrivals = replace(nle._arrivals, exists=lambda path: "C002" not in path)
    want = project(odd, gone, clip(5, DAY))
    failed = nle.perform(diff(want, nle.observe()).actions, silent).failed
    assert sorted(one.why for one in failed) == [
        "Premiere does not import files of this kind by script: /rushes/notes.fdx",
        f"the file is not there: {gone.media.path if gone.media else ''}",
    ]
    assert [one["name"] for one in premiere.items(*DAY)] == [clip(5).name]


def test_names_of_every_kind_survive(premiere: FakePremiere, nle: PremiereNle) -> None:
    names = [
        "101", "1e5", "true", "null", "undefined", "NaN", "[1]", '{"isObject": true}', "007", 'ends in "', 'a"b',
        'tri"""ple', "it's", "back\\slash", "tab\tand\nline", "EvalScript error.", "é 🎬", "line\u2028end", "~0041",
        "A/B", "C:\\new", "$._chutier", "*/ //",
    ]  # fmt: skip
    made = ask(nle.host, "bins", {"bins": [{"under": "", "names": [name]} for name in names]}, nle.doc)
    assert {one["state"] for one in made} == {"done"}
    assert [one["name"] for one in premiere.items()] == names
    again = ask(nle.host, "bins", {"bins": [{"under": "", "names": [name]} for name in names]}, nle.doc)
    assert {one["state"] for one in again} == {"there"}
    rows = nle.host.call("tree", {"fields": [], "from": 0, "limit": 99}, nle.doc)["r"]
    assert [row["name"] for row in rows] == names


def test_a_damaged_batch_changes_nothing(premiere: FakePremiere, nle: PremiereNle) -> None:
    nle.observe()
    text, length = tilded({"op": "bins", "doc": nle.doc, "args": {"bins": [{"under": "", "names": ["A"]}]}})
    for damaged in (text[:-5], text.replace(",", ",,", 1), text + " "):
        answer = nle.host._eval(f"$._chutier.run('{damaged}', {length})")  # type: ignore[attr-defined]
        assert answer["err"]["code"] == "length"
    assert premiere.items() == []


def test_a_body_beyond_what_the_link_can_take_is_refused_whole(premiere: FakePremiere, tmp_path: Path) -> None:
    nle = adapter(premiere, tmp_path, patience=1)
    nle.host._limit = 10**9  # type: ignore[attr-defined]
    nle.observe()
    names = [f"BIN {number:05} " + "x" * 60 for number in range(1000)]
    # A comma at each 64 KiB: in a name it is found by the count, in an escape the panel never answers.
    with pytest.raises(NleError, match=r"not what was sent|has not answered"):
        ask(nle.host, "bins", {"bins": [{"under": "", "names": [name]} for name in names]}, nle.doc)
    assert premiere.items() == []


def test_what_the_core_sends_never_is_that_long(premiere: FakePremiere, nle: PremiereNle) -> None:
    bins = [("R" * 100 + f"{number:04}",) for number in range(800)]
    want = project(bins=bins)
    assert nle.perform(diff(want, nle.observe()).actions, silent).failed == ()
    assert len(premiere.items()) == 800


def test_what_is_too_long_by_itself_fails_alone(premiere: FakePremiere, nle: PremiereNle) -> None:
    failed = build(nle, clip(1, DAY, columns={"comments": "long " * 9000}), clip(2, DAY))
    assert {one.why.partition(";")[0] for one in failed} == {"it is too long for Pymiere Link"}
    assert [one["fields"]["Column.PropertyText.Scene"] for one in premiere.items(*DAY) if "fields" in one] == ["12"]


def test_two_of_one_file_are_told(premiere: FakePremiere, nle: PremiereNle) -> None:
    first = clip(1, DAY)
    assert first.media is not None
    for bin in (["A"], ["B"]):
        premiere.person("import", path=first.media.path, bin=bin)
    nle.know(known([first]))
    warnings: list[Event] = []
    seen = nle.look(warnings.append)
    assert [one.subject for one in warnings if one.warning] == [first.media.path]
    assert first.clip in seen.tree.clips


def test_nothing_of_the_persons_is_touched(premiere: FakePremiere, nle: PremiereNle) -> None:
    premiere.footage({"/perso/musique.wav": {"audio": 2, "picture": False}})
    premiere.person("import", path="/perso/musique.wav", bin=["MONTEUSE"])
    premiere.person("sequence", name="V1", bin=["MONTEUSE"], clips=[["MONTEUSE", "musique.wav"]])
    before = premiere.items("MONTEUSE")
    build(nle)
    state = premiere.state()["projects"][0]
    assert premiere.items("MONTEUSE") == before
    assert state["open"] == "V1"
    assert "Chutier" not in str(state["items"])


def test_a_show_for_another_project(premiere: FakePremiere, tmp_path: Path) -> None:
    with pytest.raises(NleError, match="this show is for LE FILM"):
        adapter(premiere, tmp_path, settings=PremiereSettings(project="LE FILM"))
