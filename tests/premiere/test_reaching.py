"""Which Premiere is spoken to: our panel where one is open, Pymiere Link, or a sentence that says what to do."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import chutier_premiere
from chutier.errors import NleError, NleUnreachable, UsageError
from chutier_premiere.bridge import ask
from chutier_premiere.places import panel_version
from chutier_premiere.reaching import reach
from chutier_premiere.rendezvous import PROTOCOL
from chutier_premiere.uxp import the_code
from hosts.premiere import FakePremiere
from premiere.bench import free_port


@pytest.fixture(scope="module")
def ours() -> Iterator[FakePremiere]:
    with FakePremiere("ours") as fake:
        yield fake


@pytest.fixture
def meeting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    folder = tmp_path / "meeting"
    folder.mkdir()
    monkeypatch.setattr("chutier_premiere.rendezvous.meeting_folder", lambda *where: folder)
    monkeypatch.setattr("chutier_premiere.reaching.own_folder", lambda *where: folder)
    monkeypatch.setattr("chutier_premiere.reaching.LINK_URL", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setattr("pymiere.core.last_alive_check_time", 0.0, raising=False)
    monkeypatch.setattr("pymiere.core.is_premiere_running", lambda: (True, 4242))
    return folder


def open_panel(folder: Path, fake: FakePremiere, name: str = "one", **more: object) -> None:
    """What the panel of this Premiere says of itself."""
    port, secret = fake.url.rsplit(":", 1)[1].split("/")
    said = {
        "port": int(port), "secret": secret, "pid": fake.pid, "premiere": "26.3.0", "panel": panel_version(),
        "protocol": PROTOCOL, "started": "2026-05-14T08:00:00Z", **more,
    }  # fmt: skip
    (folder / f"{name}.json").write_text(json.dumps(said), encoding="utf-8")


def test_our_panel_is_found(meeting: Path, ours: FakePremiere) -> None:
    open_panel(meeting, ours)
    the_code(meeting)
    for transport in ("", "cep"):
        host = reach(transport)
        assert ask(host, "hello")[0]["projects"][0]["name"] == "NDV.prproj"


def test_its_port_may_be_named(meeting: Path, ours: FakePremiere) -> None:
    open_panel(meeting, ours)
    assert ask(reach("", str(ours.port)), "hello")
    with pytest.raises(NleUnreachable, match="no panel answers on port 1"):
        reach("", "1")


def test_where_none_is_open_it_is_said(meeting: Path) -> None:
    with pytest.raises(NleUnreachable, match="panel does not answer"):
        reach("cep")


def test_two_premieres_are_named(meeting: Path, ours: FakePremiere) -> None:
    with FakePremiere("ours") as beta:
        open_panel(meeting, ours)
        open_panel(meeting, beta, "two", premiere="27.0.0")
        with pytest.raises(NleError, match=r"several Premieres are running: .*26\.3\.0.*27\.0\.0|27.*26") as told:
            reach()
        assert "targets: premiere: port" in str(told.value.hint)
        assert ask(reach("", str(beta.port)), "hello")


def test_pymiere_link_is_reached_where_there_is_no_panel_of_ours(
    meeting: Path, premiere: FakePremiere, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chutier_premiere.reaching.LINK_URL", premiere.url)
    assert ask(reach(), "hello")[0]["active"]


def test_our_plugin_is_reached_where_it_was_paired(meeting: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    port = free_port()
    monkeypatch.setattr("chutier_premiere.reaching.PORTS", (port,))
    with pytest.raises(NleUnreachable, match="panel does not answer"):
        reach()
    code = the_code(meeting)
    with FakePremiere("uxp") as fake:
        fake.dial([port], code)
        for transport in ("", "uxp"):
            host = reach(transport)
            assert host.transport == "uxp"
            assert ask(host, "hello")[0]["active"]
            host.close()


@pytest.mark.parametrize(("transport", "port"), [("telepathy", ""), ("", "three")])
def test_words_that_mean_nothing(meeting: Path, transport: str, port: str) -> None:
    with pytest.raises(UsageError):
        reach(transport, port)


@pytest.mark.parametrize(
    ("package", "home"), [("pymiere", "cep.py"), ("websockets", "uxp.py"), ("py_premiere", "prproj.py")]
)
def test_a_package_of_others_has_one_home(package: str, home: str) -> None:
    sources = Path(chutier_premiere.__file__).parent.rglob("*.py")
    importing = re.compile(rf"^\s*(?:import|from) {package}\b(?!.*TYPE_CHECKING)", re.MULTILINE)
    assert {path.name for path in sources if importing.search(path.read_text(encoding="utf-8"))} == {home}
