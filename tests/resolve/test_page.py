"""The page as the core uses it, with a browser of our own making at the other end."""

import http.client
import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from typing import Any
from urllib.parse import urlsplit

import pytest

from chutier.errors import NleError
from chutier.i18n import current_language
from chutier_resolve.dialogs import Branch, Button, Dialog, Field
from chutier_resolve.page import Page, Patience
from chutier_resolve.page import opened as opened_module

QUESTION = Dialog(
    title="Build bins",
    lead="3 clips come.",
    tree=(Branch(text="J03", mark="+"),),
    fields=(Field(id="show", label="Show", value="a"),),
    buttons=(Button(id="cancel", label="Cancel"), Button(id="go", label="Build", main=True)),
)
QUICK = Patience(arrival=10, back=1, dropped=1, silence=0.6, answer=30, last=0.8)

Does = Callable[["Browser", dict[str, Any]], bool]


class Browser:
    """Opens an address in its own thread as a browser does, keeps what it was shown, and does as told with each view
    until told otherwise (False) or the server ends."""

    def __init__(self, does: Does, *, opens: bool = True) -> None:
        self.does, self.opens = does, opens
        self.views: list[dict[str, Any]] = []
        self.address, self.cookie, self.number = "", "", 0
        self.thread: threading.Thread | None = None

    def __call__(self, address: str) -> bool:
        self.address = address
        if self.opens:
            self.thread = threading.Thread(target=self._surf, daemon=True)
            self.thread.start()
        return self.opens

    def send(self, method: str, name: str, **given: object) -> Any:
        where = urlsplit(self.address)
        connection = http.client.HTTPConnection(where.netloc, timeout=30)
        headers = {"Cookie": self.cookie, "Origin": f"http://{where.netloc}", "Content-Type": "application/json"}
        body = json.dumps({"visit": "v", "seen": self.number, **given}) if method == "POST" else None
        with closing(connection):
            connection.request(method, where.path + name, body, headers)
            reply = connection.getresponse()
            self.cookie = reply.getheader("Set-Cookie", self.cookie).partition(";")[0]
            text = reply.read().decode()
        return json.loads(text) if method == "POST" and reply.status == 200 else text

    def _surf(self) -> None:
        """Until the server has gone, which it may do in the middle of a word."""
        with suppress(OSError, http.client.HTTPException):
            self.send("GET", "")
            while self._next():
                pass

    def _next(self) -> bool:
        news = self.send("POST", "news")
        if "view" in news:
            self.number = news["number"]
            self.views.append(news["view"])
            if not self.does(self, news["view"]):
                return False
        return not news["end"]


def answering(button: str, **fields: str) -> Does:
    def does(browser: Browser, view: dict[str, Any]) -> bool:
        if view["view"] == "dialog":
            browser.send("POST", "answer", button=button, fields=fields)
        return True

    return does


def leaving(browser: Browser, view: dict[str, Any]) -> bool:
    browser.send("POST", "bye")
    return False


def falling_silent(browser: Browser, view: dict[str, Any]) -> bool:
    return False


@pytest.fixture
def opened() -> Iterator[Callable[..., Page]]:
    pages: list[Page] = []

    def make(opener: Callable[[str], bool], patience: Patience = QUICK, language: str = "en") -> Page:
        pages.append(Page(language, opener, patience))
        return pages[-1]

    yield make
    for page in pages:
        page.close()


Open = Callable[..., Page]


def test_a_question_an_answer_progress_and_the_last_word(opened: Open) -> None:
    browser = Browser(answering("go", show="b"))
    with opened(browser) as page:
        answer = page.ask(QUESTION)
        page.progress(3, 12, "Bringing in")
        page.tell(Dialog(title="Done", lead="12 clips"))
    assert (answer.button, answer.fields) == ("go", {"show": "b"})
    assert browser.views[0]["view"] == "dialog"
    assert browser.views[-1]["view"] == "summary"
    assert browser.views[-1]["dialog"]["title"] == "Done"
    assert page.address == ""


def test_the_last_word_arrives_though_we_leave_at_once(opened: Open) -> None:
    for _time in range(5):
        browser = Browser(answering("go"))
        page = opened(browser)
        page.ask(QUESTION)
        page.tell(Dialog(title="Done"))
        page.close()
        page.close()
        assert browser.views[-1]["dialog"]["title"] == "Done"


def test_several_questions_on_one_page(opened: Open) -> None:
    addresses: list[str] = []
    browser = Browser(answering("go"))

    def open_once(address: str) -> bool:
        addresses.append(address)
        return browser(address)

    page = opened(open_once)
    assert [page.ask(QUESTION).button for _time in range(3)] == ["go"] * 3
    assert len(addresses) == 1


WAYS_OUT: dict[str, Does] = {
    "Escape": answering(""),
    "a button that is none": answering("format the disk"),
    "closed for good": leaving,
    "put to sleep for ever": falling_silent,
}


@pytest.mark.parametrize("way", WAYS_OUT)
def test_every_way_out_is_no_answer(way: str, opened: Open) -> None:
    answer = opened(Browser(WAYS_OUT[way])).ask(QUESTION)
    assert (answer.button, answer.fields) == ("", {"show": "a"})


def test_a_page_that_is_loaded_again_has_not_been_closed(opened: Open) -> None:
    again = Browser(answering("go"))

    def does(browser: Browser, view: dict[str, Any]) -> bool:
        browser.send("POST", "bye")
        again.cookie = browser.cookie
        threading.Timer(0.1, again, [browser.address]).start()
        return False

    original = again.send
    again.send = lambda method, name, **given: original(method, name, **{"visit": "second", **given})  # type: ignore[method-assign]
    assert opened(Browser(does)).ask(QUESTION).button == "go"


def test_a_person_may_think_but_not_for_ever(opened: Open) -> None:
    patience = Patience(arrival=5, back=5, dropped=5, silence=5, answer=0.5)
    begun = time.monotonic()
    assert opened(Browser(lambda browser, view: True), patience).ask(QUESTION).button == ""
    assert time.monotonic() - begun < 3


def test_a_browser_that_cannot_be_opened_is_said_at_once(opened: Open) -> None:
    page = opened(Browser(falling_silent, opens=False), Patience(arrival=60))
    with pytest.raises(NleError, match="no browser showed the plan") as caught:
        page.ask(QUESTION)
    assert "chutier build" in caught.value.hint


def test_a_browser_that_never_comes_is_said(opened: Open) -> None:
    with pytest.raises(NleError, match="no browser showed the plan"):
        opened(lambda address: True, Patience(arrival=0.3)).ask(QUESTION)


def test_an_opener_that_raises_is_no_browser(opened: Open) -> None:
    def opener(address: str) -> bool:
        raise RuntimeError("no display")

    with pytest.raises(NleError):
        opened(opener, Patience(arrival=60)).ask(QUESTION)


def test_a_page_can_be_opened_again(opened: Open) -> None:
    page = opened(Browser(answering("go")))
    for _time in range(2):
        assert page.ask(QUESTION).button == "go"
        page.close()


def test_nothing_is_opened_before_there_is_something_to_show() -> None:
    browser = Browser(falling_silent)
    page = Page("en", browser)
    assert (browser.address, page.address) == ("", "")
    page.close()


def test_closing_without_a_browser_does_not_wait(opened: Open) -> None:
    page = opened(lambda address: False, Patience(last=60))
    page.progress(0, 0, "")
    begun = time.monotonic()
    page.close()
    assert time.monotonic() - begun < 2


def test_the_page_speaks_its_own_language_and_leaves_ours(opened: Open) -> None:
    browser = Browser(answering("go"))
    with opened(browser, language="fr") as page:
        assert '<html lang="fr">' in _page_of(page)
    assert current_language() == "en"


def _page_of(page: Page) -> str:
    server = page._server
    assert server is not None
    return server.files[""][1]


def test_the_page_holds_none_of_the_plan() -> None:
    page = Page("en", lambda address: True)
    with page:
        frame = _page_of(page)
    assert "</script>" in frame
    assert frame.count("<script") == 2
    assert "{" not in frame.partition('id="words">')[0]


def test_the_browser_inherits_nothing_of_us(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[dict[str, Any]] = []

    def run(command: list[str], **settings: Any) -> subprocess.CompletedProcess[bytes]:
        told.append({"command": command, **settings})
        return subprocess.CompletedProcess(command, returncode=len(told) - 1)

    monkeypatch.setattr(subprocess, "run", run)
    assert opened_module.open_browser("http://127.0.0.1:1/x/")
    assert not opened_module.open_browser("http://127.0.0.1:1/x/")
    assert told[0]["command"][0] == sys.executable
    assert told[0]["command"][-1] == "http://127.0.0.1:1/x/"
    for stream in ("stdin", "stdout", "stderr"):
        assert told[0][stream] == subprocess.DEVNULL


@pytest.mark.parametrize(("error", "opened_it"), [(subprocess.TimeoutExpired("x", 1), True), (OSError(), False)])
def test_a_browser_that_stays_or_fails(error: Exception, opened_it: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(command: list[str], **settings: Any) -> None:
        raise error

    monkeypatch.setattr(subprocess, "run", run)
    assert opened_module.open_browser("http://127.0.0.1:1/x/") is opened_it


def test_the_real_opener_finds_the_browser_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROWSER", f"{sys.executable} -c 'import sys' %s")
    assert opened_module.open_browser("http://127.0.0.1:1/x/") is True
