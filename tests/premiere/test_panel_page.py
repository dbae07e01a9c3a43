"""What the panel does in Premiere and what it shows: the service answers, the window tells of it or takes its place."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from chutier_premiere.places import PANEL as NAME
from chutier_premiere.places import meeting_folder, panel_version
from chutier_premiere.rendezvous import panels, the_panel
from hosts.node import node, tools
from premiere.panel_process import PANEL, PATIENCE, NodeProcess

STATUSES: list[dict[str, Any]] = [
    {"port": 0},
    {"port": 28611, "busy": 0, "last": None},
    {"port": 28611, "busy": 1.9, "last": {"seconds": 0.4, "ago": 61}},
    {"port": 28611, "busy": 12.7, "last": {"seconds": 0.4, "ago": 7300}},
    {"error": "EACCES: permission denied"},
]


class Page(NodeProcess):
    """One window or service of a Premiere, with a home of its own."""

    def __init__(self, home: Path, extension: str = "panel", **given: Any) -> None:
        environ = {name: str(home) for name in ("HOME", "XDG_DATA_HOME", "APPDATA", "USERPROFILE")}
        self.meeting = meeting_folder(sys.platform, environ, home)
        asked = {
            "panel": str(PANEL), "extension": f"{NAME}.{extension}", "premiere": "26.3.0", "locale": "en_US",
            "grace": 0, **given,
        }  # fmt: skip
        super().__init__("panel_page.js", asked, environ)

    def do(self, word: str) -> Any:
        self._tell(word)
        return self._line()

    def tick(self) -> dict[str, Any]:
        status: dict[str, Any] = self.do("tick")["status"]
        return status


def test_the_service_answers_at_once_and_boots_the_engine_first(tmp_path: Path) -> None:
    with Page(tmp_path, "service", grace=60_000) as service:
        assert service.said["about"] == {"panel": panel_version(), "premiere": "26.3.0"}
        port = service.tick()["port"]
        found = the_panel(folder=service.meeting)
        assert (found.port, found.pid, found.premiere, found.panel) == (
            port, service.said["pid"], "26.3.0", panel_version(),
        )  # fmt: skip
        assert service.do("scripts") == [(PANEL / "boot.jsx").read_text(encoding="utf-8")]
        assert service.tick()["port"] == port
        assert len(service.do("scripts")) == 1
        service.do("close")
        assert panels(service.meeting) == []
        assert list(service.meeting.iterdir()) == []


def test_answers_come_back_through_the_callback(tmp_path: Path) -> None:
    from urllib.request import ProxyHandler, Request, build_opener

    with Page(tmp_path, "service") as service:
        service.tick()
        body = json.dumps({"to_eval": "1 + 1"}).encode()
        request = Request(the_panel(folder=service.meeting).url, body, {"Content-Type": "application/json"})
        with build_opener(ProxyHandler({})).open(request, timeout=PATIENCE) as answer:
            assert answer.read() == b"given back: 1 + 1"


def test_the_window_tells_of_the_service_and_takes_its_place_when_it_is_gone(tmp_path: Path) -> None:
    with Page(tmp_path) as window:
        with Page(tmp_path, "service") as service:
            port = service.tick()["port"]
            assert window.tick()["port"] == port
            assert window.tick()["pid"] == service.said["pid"]
            assert window.do("scripts") == []
            service.kill()
        assert window.tick()["port"] > 0
        (found,) = panels(window.meeting)
        assert found.pid == window.said["pid"]


def test_the_window_waits_for_the_service_for_a_while(tmp_path: Path) -> None:
    with Page(tmp_path, grace=300) as window:
        assert window.tick() == {"port": 0}
        time.sleep(0.35)
        assert window.tick()["port"] > 0


def test_another_premieres_service_is_not_ours(tmp_path: Path) -> None:
    with Page(tmp_path, "service", premiere="26.5.1") as beta, Page(tmp_path) as window:
        assert beta.tick()["port"] != window.tick()["port"]
        assert len(panels(window.meeting)) == 2


def test_a_service_that_ends_without_a_word_takes_its_file_away(tmp_path: Path) -> None:
    with Page(tmp_path, "service") as service:
        service.tick()
        assert len(list(service.meeting.iterdir())) == 1
    assert list(service.meeting.iterdir()) == []


def test_a_dialog_at_the_start_is_told(tmp_path: Path) -> None:
    """Premiere does not even take the boot script: the door is open all the same, and says so."""
    with Page(tmp_path, "service", hangs=True) as service:
        service.tick()
        assert service.tick()["busy"] > 0
        assert the_panel(folder=service.meeting).busy > 0


def test_a_folder_that_cannot_be_made_is_told_and_tried_again(tmp_path: Path) -> None:
    with Page(tmp_path, "service") as service:
        service.meeting.parent.mkdir(parents=True, exist_ok=True)
        service.meeting.write_text("in the way")
        assert service.tick()["error"]
        assert service.do("tick")["lines"]["light"] == "failed"
        service.meeting.unlink()
        assert service.tick()["port"] > 0
        assert len(panels(service.meeting)) == 1


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en_US", [
            ("starting", "Starting…", "", ""),
            ("ready", "Ready", "Answers on port 28611.", "No job yet."),
            ("ready", "Ready", "Answers on port 28611.", "Last job: 0.4 s, 1 min ago."),
            ("busy", "Premiere is busy", "For 12 s. Is a dialog open?", "Last job: 0.4 s, 2 h ago."),
            ("failed", "Chutier cannot answer", "EACCES: permission denied", ""),
        ]),
        ("fr_FR", [
            ("starting", "Démarrage…", "", ""),
            ("ready", "Prêt", "Répond sur le port 28611.", "Aucune tâche pour l’instant."),
            ("ready", "Prêt", "Répond sur le port 28611.", "Dernière tâche : 0.4 s, il y a 1 min."),
            ("busy", "Premiere est occupé", "Depuis 12 s. Une boîte de dialogue est-elle ouverte ?",
             "Dernière tâche : 0.4 s, il y a 2 h."),
            ("failed", "Chutier ne peut pas répondre", "EACCES: permission denied", ""),
        ]),
    ],
)  # fmt: skip
def test_what_it_says_in_the_language_of_premiere(tmp_path: Path, locale: str, said: list[tuple[str, ...]]) -> None:
    with Page(tmp_path, locale=locale, statuses=STATUSES) as page:
        assert [(one["light"], one["what"], one["detail"], one["last"]) for one in page.said["lines"]] == said


def test_the_folder_of_the_page_on_each_system(tmp_path: Path) -> None:
    locations = [
        ({"host": "", "pathname": "/Users/L%C3%A9a/Library/CEP/com.chutier.premiere/index.html"}, False),
        ({"host": "", "pathname": "/C:/Users/L%C3%A9a%20M/CEP/com.chutier.premiere/index.html"}, True),
        ({"host": "server", "pathname": "/share/com.chutier.premiere/index.html"}, True),
    ]
    with Page(tmp_path, locations=locations) as page:
        assert page.said["folders"] == [
            "/Users/Léa/Library/CEP/com.chutier.premiere", "C:/Users/Léa M/CEP/com.chutier.premiere",
            "//server/share/com.chutier.premiere",
        ]  # fmt: skip


# CEP 9, which is Premiere 13's, brings node 8; ExtendScript is of 1999.
@pytest.mark.parametrize(
    ("name", "version"),
    [("boot.jsx", 3), ("panel.js", 2017), ("rendezvous.js", 2017), ("server.js", 2017), ("turns.js", 2017)],
)
def test_the_oldest_engine_can_read_it(name: str, version: int) -> None:
    code = (
        "const acorn = require(process.argv[1]); const text = require('fs').readFileSync(process.argv[2], 'utf8');"
        "acorn.parse(text, {ecmaVersion: Number(process.argv[3]), sourceType: 'script'});"
    )
    done = subprocess.run(
        [node(), "-e", code, str(tools() / "acorn"), str(PANEL / name), str(version)],
        capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_nothing_that_node_8_lacks_is_called() -> None:
    """Seen in node's own change log: what came after 8.6 and is tempting here."""
    newer = (
        "recursive:", "closeAllConnections", "fileURLToPath", "fs.promises", "fs.rmSync", "base64url", ".fromEntries",
        ".flat(", ".flatMap(", "matchAll", "replaceAll", ".at(", "structuredClone", "AbortController", " fetch(", "??",
        "?.", "catch {", "writableEnded", "...Object", "{ ...",
    )  # fmt: skip
    for name in ("panel.js", "rendezvous.js", "server.js", "turns.js"):
        text = (PANEL / name).read_text(encoding="utf-8")
        assert not [word for word in newer if word in text], name


def test_the_page_in_a_browser(browser: Any, tmp_path: Path) -> None:
    """As Premiere shows it: Adobe's object and node's `require` are there, the rest is the page's own."""
    page = browser.new_page(viewport={"width": 300, "height": 140})
    page.set_default_timeout(PATIENCE * 1000)
    page.add_init_script(
        """
        window.__adobe_cep__ = {
          getExtensionId: () => 'com.chutier.premiere.panel',
          getHostEnvironment: () => JSON.stringify({appVersion: '26.3.0', appUILocale: 'fr_FR'}),
        };
        window.status_now = {port: 28611, busy: 0, last: {seconds: 1.2, ago: 5}};
        window.require = (name) => name === 'process' ? {platform: 'darwin'} :
          name === 'fs' ? {readFileSync: () => 'ExtensionBundleVersion="1.0.0"'} :
          name.endsWith('/rendezvous.js') ? {folderOf: () => '', neighbour: async () => window.status_now} : {};
        """
    )
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((PANEL / "index.html").as_uri())
    page.wait_for_selector("#light.ready")
    assert page.inner_text("main").split("\n")[0].strip() == "Prêt"
    assert "Répond sur le port 28611." in page.inner_text("main")
    assert page.inner_text("footer") == "Panneau 1.0.0 · Premiere 26.3.0"
    assert page.get_attribute("html", "lang") == "fr"
    page.evaluate("window.status_now = {port: 28611, busy: 42.5, last: null}")
    page.wait_for_selector("#light.busy")
    assert "Depuis 42 s." in page.inner_text("main")
    assert page.evaluate("document.documentElement.scrollWidth") <= 300
    assert errors == []
    page.screenshot(path=str(tmp_path / "panel.png"))
    page.close()
