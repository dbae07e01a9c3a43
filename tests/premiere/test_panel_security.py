"""What a hostile web page can send to the panel, by real HTTP: none of it is run, and nothing is given away."""

import json
import os
import socket
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from premiere.panel_process import PATIENCE, PanelProcess

SCRIPT = json.dumps({"to_eval": "app.quit()"}).encode()
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def shared() -> Iterator[PanelProcess]:
    with PanelProcess() as running:
        yield running


@pytest.fixture
def panel(shared: PanelProcess) -> Iterator[PanelProcess]:
    """Nothing that a test here sends may be run."""
    before = shared.ran
    yield shared
    assert shared.ran == before
    assert shared.ask("GET").text == "Premiere is alive"


@pytest.mark.parametrize("path", ["/", "", "//", "/status", "/favicon.ico", "/0000", "*", "/../x", "http://127.0.0.1/"])
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS", "HEAD", "PUT", "DELETE"])
def test_without_the_secret_there_is_nothing(panel: PanelProcess, path: str, method: str) -> None:
    answer = panel.ask(method, path or "/", SCRIPT if method in ("POST", "PUT") else None, JSON)
    assert (answer.status, answer.body) == (404, b"")
    assert not [name for name in answer.headers if name.startswith(("access-control", "server", "x-powered"))]


def test_nearly_the_secret_is_not_the_secret(panel: PanelProcess) -> None:
    secret = panel.path[1:]
    changed = secret[:-1] + ("0" if secret[-1] != "0" else "1")
    for path in (
        changed, secret[:-1], secret + "0", secret.upper() + "A", f"{secret}%00", f"{secret}?", f"{secret}/",
        f"{secret}/status/", f"{secret}/status?x", f"x/{secret}", f"/{secret}", "%2f" + secret, secret + "é",
    ):  # fmt: skip
        answer = panel.ask("POST", "/" + path.encode("ascii", "backslashreplace").decode(), SCRIPT, JSON)
        assert (answer.status, answer.body) == (404, b""), path


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:3000", "file://", ""])
def test_a_page_is_refused_even_if_it_knew_the_secret(panel: PanelProcess, origin: str) -> None:
    for method in ("GET", "POST", "OPTIONS"):
        body = SCRIPT if method == "POST" else None
        answer = panel.ask(method, body=body, headers={**JSON, "Origin": origin})
        assert answer.status == 403
        assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize("site", ["cross-site", "same-site", "same-origin"])
def test_what_a_browser_fetches_for_a_page_is_refused(panel: PanelProcess, site: str) -> None:
    """`<img src>` and `<script src>` send no Origin."""
    assert panel.ask("GET", headers={"Sec-Fetch-Site": site}).status == 403
    assert panel.ask("POST", body=SCRIPT, headers={**JSON, "Sec-Fetch-Site": site}).status == 403


@pytest.mark.parametrize(
    "kind",
    [
        "", "text/plain", "text/plain;charset=UTF-8", "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x", "text/plain; application/json", "application/jsonp",
        "application/json, text/plain", "application/json;charset=utf-7", "application/json; charset=iso-8859-1",
    ],
)  # fmt: skip
def test_the_types_that_a_page_may_send_unasked_are_refused(panel: PanelProcess, kind: str) -> None:
    """A form, or fetch with no-cors: no preflight, and the body is sent."""
    answer = panel.ask("POST", body=SCRIPT, headers={"Content-Type": kind} if kind else {})
    assert (answer.status, "application/json" in answer.text) == (415, True)


@pytest.mark.parametrize(
    "kind", ["application/json", "Application/JSON; charset=UTF-8", 'application/json;charset="utf-8"']
)
def test_json_by_any_spelling_is_taken(shared: PanelProcess, kind: str) -> None:
    assert shared.ask("POST", body=b'{"to_eval": "x"}', headers={"Content-Type": kind}).text == "x"


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:{port}", "127.0.0.1.evil.example:{port}", "localhost.evil.example", "127.0.0.1:1",
     "localhost:1", "[::1]:{port}", "0.0.0.0:{port}", "evil.example@127.0.0.1:{port}", ""],
)  # fmt: skip
def test_a_name_that_was_made_to_lead_here_is_refused(panel: PanelProcess, host: str) -> None:
    """DNS rebinding: to the browser it is the page's own server."""
    headers = {**JSON, "Host": host.format(port=panel.port)}
    assert panel.ask("POST", body=SCRIPT, headers=headers).status == 403
    assert panel.ask("GET", headers=headers).status == 403


def test_a_request_without_a_name_is_refused(panel: PanelProcess) -> None:
    with socket.create_connection(("127.0.0.1", panel.port), timeout=PATIENCE) as sender:
        sender.sendall(f"GET {panel.path} HTTP/1.0\r\n\r\n".encode())
        assert b" 403 " in sender.recv(99)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE", "PROPFIND"])
def test_other_methods_are_refused(panel: PanelProcess, method: str) -> None:
    assert panel.ask(method, headers=JSON).status == 405
    assert panel.ask("POST", f"{panel.path}/status", SCRIPT, JSON).status == 405


@pytest.mark.parametrize("noise", [b"\x16\x03\x01\x02\x00\x01\x00", b"GET\r\n\r\n", b"\x00" * 4096, b"A" * 200_000])
def test_noise_does_no_harm(panel: PanelProcess, noise: bytes) -> None:
    with socket.create_connection(("127.0.0.1", panel.port), timeout=PATIENCE) as sender:
        sender.settimeout(PATIENCE)
        try:
            sender.sendall(noise)
            sender.shutdown(socket.SHUT_WR)
            while sender.recv(4096):
                pass
        except OSError:
            pass


def test_it_listens_to_this_computer_only(panel: PanelProcess) -> None:
    own = {str(info[4][0]) for info in socket.getaddrinfo(socket.gethostname(), None)}
    for address in sorted((own | {"127.0.0.2", "::1"}) - {"127.0.0.1"}):
        with pytest.raises(OSError), socket.create_connection((address, panel.port), timeout=2):
            pass


def test_none_of_its_own_kind_can_be_told_by_time_of_comparing(panel: PanelProcess) -> None:
    """Digests are compared, in constant time: neither a right beginning nor the length shows."""
    source = (Path(__file__).parents[2] / "premiere_bridge/chutier_premiere/panel_cep/server.js").read_text("utf-8")
    assert "timingSafeEqual" in source
    assert "=== door.secret" not in source


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps %APPDATA% to its owner by other means")
def test_only_the_owner_may_read_the_secret(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with PanelProcess(meeting=tmp_path / "a/chutier/premiere") as panel:
            (file,) = (tmp_path / "a/chutier/premiere").iterdir()
            assert json.loads(file.read_text())["secret"] == panel.path[1:]
            assert stat.S_IMODE(file.stat().st_mode) == 0o600
            assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    finally:
        os.umask(before)
