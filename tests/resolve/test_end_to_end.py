"""The whole way with nothing stood in for but Resolve: the installed menu script, its child, the page, a browser."""

import os
import sys
from pathlib import Path

import pytest

from chutier_resolve.install import menu_files
from chutier_resolve.nle import PROGRAM
from chutier_resolve.remembering import Shows, config_folder
from resolve.show_bench import resolve_of

BROWSER = """
import http.client, json, sys
from urllib.parse import urlsplit

where = urlsplit(sys.argv[1])
cookie, number = "", 0

def send(method, name, **given):
    global cookie
    connection = http.client.HTTPConnection(where.netloc, timeout=60)
    headers = {"Cookie": cookie, "Origin": "http://" + where.netloc, "Content-Type": "application/json"}
    body = json.dumps({"visit": "v", "seen": number, **given}) if method == "POST" else None
    connection.request(method, where.path + name, body, headers)
    reply = connection.getresponse()
    cookie = reply.getheader("Set-Cookie", cookie).partition(";")[0]
    text = reply.read().decode()
    return json.loads(text) if method == "POST" and reply.status == 200 else {}

try:
    send("GET", "")
    while True:
        news = send("POST", "news")
        if "view" in news:
            number = news["number"]
            buttons = (news["view"].get("dialog") or {}).get("buttons") or []
            if any(one["id"] == "go" for one in buttons):
                send("POST", "answer", number=number, button="go", fields={})
        if news.get("end", True):
            break
except OSError:
    pass
"""


@pytest.mark.skipif(sys.platform == "win32", reason="BROWSER is how other systems are told")
def test_a_click_in_the_menu_builds_the_project(
    show: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    fake = resolve_of(show, version=(20, 3, 1, 6), studio=False)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    monkeypatch.setenv("CHUTIER_LANG", "en")
    browser = tmp_path / "browser.py"
    browser.write_text(BROWSER, encoding="utf-8")
    monkeypatch.setenv("BROWSER", f"{sys.executable} {browser} %s &")
    known = Shows(config_folder(os.environ, sys.platform, home) / "resolve-projects.json")
    known.remember(fake.person.project._id, show / "chutier.yaml")
    script = menu_files()["Build bins.py"]
    exec(compile(script, "Build bins.py", "exec"), {**fake.globals(), "__name__": "__main__"})  # noqa: S102
    told = capfd.readouterr()
    assert "Traceback" not in told.out + told.err, told
    assert [one.name for one in fake.person.project.pool.root.folders][:2] == ["00_MONTAGE", "10_SEQUENCES"]
    assert len([one for one in fake.person.project.pool.items() if one.path]) > 40
    assert list((show / PROGRAM / ".chutier").glob("resolve-*.jsonl"))
