"""The page in a real browser without a window: what a person sees, hears and does with keyboard and mouse."""

import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from chutier.i18n import speaking
from chutier_resolve.dialogs import Answer, Branch, Button, Dialog, Field
from chutier_resolve.host.dialog import ask as ask_in_window
from chutier_resolve.page import Page, Patience
from hosts.resolve_ui import Desk as Resolve
from hosts.resolve_ui import Window
from report.test_browser import CONTRAST, TOO_WIDE
from resolve.page_samples import day

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
SCREENS = [(360, 740), (1280, 800)]
BUTTONS = (Button(id="cancel", label="Cancel"), Button(id="go", label="Build", main=True))
QUESTION = Dialog(title="Build bins", lead="3 clips come.", buttons=BUTTONS)
READY = "() => document.querySelector('footer:not([hidden]) button:enabled')"
FIRST_RUN = Dialog(
    title="Which show?",
    fields=(Field(id="show", label="Show file", pick="file"), Field(id="day", label="Day", value="J03")),
    buttons=BUTTONS,
)


class Desk:
    """The core at work in a thread of its own, and the tab that it opened."""

    def __init__(self, browser: Any, language: str = "en", size: tuple[int, int] = (1000, 800)) -> None:
        patience = Patience(arrival=20, back=1.5, dropped=1.5, silence=20, last=3)
        self.page = Page(language, lambda address: True, patience)
        self.context = browser.new_context(viewport={"width": size[0], "height": size[1]})
        self.context.set_default_timeout(10_000)
        self.tab = self.context.new_page()
        self.said: list[str] = []
        self.fetched: list[str] = []
        self.tab.on("console", lambda message: self.said.append(message.text))
        self.tab.on("pageerror", lambda error: self.said.append(str(error)))
        self.tab.on("request", lambda request: self.fetched.append(request.url))
        self.answers: list[Answer] = []
        self.core: threading.Thread | None = None

    def ask(self, dialog: Dialog) -> Any:
        """The tab, once the question stands in it and takes answers."""
        self.core = threading.Thread(target=lambda: self.answers.append(self.page.ask(dialog)), daemon=True)
        self.core.start()
        until = time.monotonic() + 5
        while not self.page.address and time.monotonic() < until:
            time.sleep(0.01)
        if not self.tab.url.startswith("http"):
            self.tab.goto(self.page.address)
        self.tab.wait_for_function(READY)
        return self.tab

    @property
    def answer(self) -> Answer:
        """What the core heard."""
        assert self.core is not None
        self.core.join(10)
        assert self.answers, "no answer"
        return self.answers[-1]

    def close(self) -> None:
        self.context.close()
        self.page.close()


@pytest.fixture
def desk(browser: Any) -> Iterator[Callable[..., Desk]]:
    desks: list[Desk] = []

    def make(**settings: Any) -> Desk:
        desks.append(Desk(browser, **settings))
        return desks[-1]

    yield make
    for one in desks:
        one.close()


Make = Callable[..., Desk]


@pytest.mark.parametrize("size", SCREENS, ids=lambda size: f"{size[0]}px")
@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_fits_reads_well_and_fetches_nothing_from_elsewhere(
    language: str, size: tuple[int, int], desk: Make
) -> None:
    at = desk(language=language, size=size)
    tab = at.ask(day(language))
    tab.locator(".tools button").first.click()
    assert tab.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert tab.evaluate(TOO_WIDE) == []
    assert tab.evaluate(CONTRAST) == {}
    assert tab.evaluate("document.documentElement.lang") == language
    assert [url for url in at.fetched if not url.startswith((at.page.address, "data:"))] == []
    assert at.said == []


def test_the_words_of_the_plan_are_all_there(desk: Make) -> None:
    text = desk().ask(day("en")).inner_text("body")
    for expected in (
        "Build bins", "La Nuit d’été, day J03", "38 new", "1 moved", "1 changed", "1 not done", "SEQ 012", "12-3-01 ●",
        "its file on RAID_02 is offline", "stays in 99_PERSO", "+ 11", "Enter: Build · Esc: close",
    ):  # fmt: skip
        assert expected in text
    assert "A012C001" not in text


KEYS: dict[str, tuple[str, Callable[[Any], None]]] = {
    "Enter anywhere": ("go", lambda tab: tab.keyboard.press("Enter")),
    "Enter in the tree": ("go", lambda tab: tab.locator("li").first.press("Enter")),
    "Enter on another button": ("cancel", lambda tab: tab.locator("text=Cancel").press("Enter")),
    "Space on another button": ("cancel", lambda tab: tab.locator("text=Cancel").press(" ")),
    "Escape": ("", lambda tab: tab.keyboard.press("Escape")),
    "Escape on the main button": ("", lambda tab: tab.locator("button.main").press("Escape")),
    "a click": ("go", lambda tab: tab.locator("button.main").click()),
}


def test_keys_and_buttons(desk: Make) -> None:
    at = desk()
    for key, (expected, does) in KEYS.items():
        does(at.ask(day("en")))
        assert at.answer.button == expected, key


def test_a_key_that_was_meant_for_something_else_answers_nothing(desk: Make) -> None:
    at = desk()
    tab = at.ask(QUESTION)
    tab.keyboard.press("Control+Enter")
    tab.keyboard.press("Shift+Escape")
    # A second question takes no answer in its first moment, though the same keys go on being pressed.
    tab.locator("button.main").click()
    assert at.answer.button == "go"
    tab.evaluate("setInterval(() => dispatchEvent(new KeyboardEvent('keydown')), 1)")
    at.core = threading.Thread(target=lambda: at.answers.append(at.page.ask(FIRST_RUN)), daemon=True)
    at.core.start()
    tab.locator("#field0").wait_for()
    tab.keyboard.press("Enter")
    tab.wait_for_function(READY)
    assert len(at.answers) == 1
    tab.keyboard.press("Enter")
    assert at.answer.button == "go"


def test_fields_are_sent_and_enter_in_one_is_the_main_button(desk: Make) -> None:
    at = desk()
    tab = at.ask(FIRST_RUN)
    assert tab.evaluate("document.activeElement.id") == "field0"
    tab.keyboard.type('"/films/La nuit.yaml"')
    tab.get_by_label("Day").fill("J04 <b>")
    tab.get_by_label("Day").press("Enter")
    assert at.answer == Answer(button="go", fields={"show": "/films/La nuit.yaml", "day": "J04 <b>"})


def test_a_file_is_chosen_without_typing(desk: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "films" / "l'été").mkdir(parents=True)
    show = tmp_path / "films" / "l'été" / "show.yaml"
    show.write_text("")
    at = desk()
    tab = at.ask(FIRST_RUN)
    choose = tab.get_by_role("button", name="Choose…")
    choose.click()
    tab.get_by_role("button", name="films, folder").click()
    tab.get_by_role("button", name="l'été, folder").click()
    tab.get_by_role("button", name="show.yaml").wait_for()
    assert tab.locator("#field0").input_value() == str(show.parent)
    tab.get_by_role("button", name="Folder above").click()
    tab.get_by_role("button", name="l'été, folder").press("Enter")
    tab.get_by_role("button", name="show.yaml").click()
    assert tab.locator("#field0").input_value() == str(show)
    assert choose.get_attribute("aria-expanded") == "false"
    choose.press("Enter")
    tab.get_by_role("button", name="show.yaml").wait_for()
    tab.keyboard.press("Escape")
    assert tab.locator(".places").is_hidden()
    tab.get_by_label("Day").press("Enter")
    assert at.answer.fields["show"] == str(show)


def test_the_tree_by_keyboard(desk: Make) -> None:
    tab = desk().ask(day("en"))
    at = "document.activeElement.querySelector('.text').textContent"
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    walk = [
        ("ArrowDown", "SEQ 011"), ("ArrowRight", "11-4-02 from 20_RUSHES ▸ J02"), ("ArrowRight", None),
        ("ArrowLeft", "SEQ 011"), ("ArrowLeft", "SEQ 011"), ("ArrowDown", "SEQ 012"), ("ArrowUp", "SEQ 011"),
        (" ", "SEQ 011"), ("ArrowDown", "11-4-02 from 20_RUSHES ▸ J02"),
        ("End", "13-3-01: its file on RAID_02 is offline"), ("ArrowDown", None), ("ArrowUp", "90_A VOIR"),
        ("ArrowUp", "SON"), ("ArrowRight", "SON"),
        ("ArrowRight", "LNDE_J03_T01"), ("Home", "10_SEQUENCES"), ("ArrowUp", None), ("ArrowLeft", "10_SEQUENCES"),
        ("ArrowDown", "20_RUSHES"),
    ]  # fmt: skip
    here = tab.evaluate(at)
    assert here == "10_SEQUENCES"
    for key, expected in walk:
        tab.keyboard.press(key)
        here = expected or here
        assert tab.evaluate(at) == here, key
    assert tab.locator('[role=tree] [tabindex="0"]').count() == 1


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_page_and_the_window_draw_the_same(language: str, desk: Make) -> None:
    tab = desk(language=language).ask(day(language))
    lines: list[str] = []

    def person(window: Window) -> None:
        lines.extend(window.sees())
        window.close()

    resolve = Resolve(person)
    with speaking(language):
        assert ask_in_window(resolve.globals(), True, resolve.version, day(language).as_data()) is not None
    signs = tab.evaluate(
        "[...document.querySelectorAll('.row')].filter(row => row.checkVisibility()).map(row =>"
        " [row.querySelector('.sign').textContent, row.querySelector('.text').textContent].join('  ').trim())"
    )
    assert signs == [line.strip().lstrip("▾▸ ") for line in resolve.windows[0].rows_seen()]
    text = tab.inner_text("body")
    shown = [line.strip("[]") for line in lines if not line.startswith((" ", "▾", "▸", "+ "))]
    for line in shown[1:]:
        assert line in text


def test_a_click_opens_and_closes(desk: Make) -> None:
    tab = desk().ask(day("en"))
    sound = tab.locator("li", has_text="SON").last
    for expanded in ("true", "false", "true"):
        sound.locator(".row").first.click()
        assert sound.get_attribute("aria-expanded") == expanded
    assert tab.locator("text=LNDE_J03_T11").is_visible()
    tab.locator("text=LNDE_J03_T11").click()
    assert sound.get_attribute("aria-expanded") == "true"
    tab.locator("text=Close all").click()
    assert tab.locator("[role=treeitem]:visible").count() == 3
    tab.locator("text=Open all").click()
    assert tab.locator("[role=treeitem]:visible").count() == tab.locator("[role=treeitem]").count() == 46


def test_what_a_screen_reader_says(desk: Make) -> None:
    at = desk()
    tab = at.ask(day("en"))
    told = tab.locator("body").aria_snapshot()
    for expected in (
        '- heading "Build bins" [level=1]', '- tree "Plan"', '- treeitem "10_SEQUENCES',
        "- 'treeitem \"moved: 11-4-02 from 20_RUSHES ▸ J02\"'", '"not done: 13-3-01: its file on RAID_02 is offline"',
        '- list "Notes"', '- button "Build"',
    ):  # fmt: skip
        assert expected in told, told
    assert tab.evaluate("document.activeElement.id") == "title"
    tab.keyboard.press("Enter")
    at.page.progress(1, 4, "Bringing in")
    bar = tab.get_by_role("progressbar", name="Build bins")
    bar.wait_for()
    assert bar.get_attribute("aria-valuenow") == "25"
    assert tab.locator("[role=status]").text_content() == "Bringing in, 1 of 4"


def test_progress_the_last_word_and_silence(desk: Make) -> None:
    at = desk()
    tab = at.ask(QUESTION)
    tab.keyboard.press("Enter")
    assert at.answer.button == "go"
    at.page.progress(0, 0, "Reading")
    tab.locator(".bar.unknown").wait_for()
    for done in range(1, 5):
        at.page.progress(done, 4, f"Clip {done}")
    tab.locator(".far >> text=4 of 4").wait_for()
    assert tab.title() == "100 % · Build bins – Chutier"
    summary = Dialog(title="Done", lead="3 clips came.", notes=("By hand: <i>sync</i> 12-3",), buttons=BUTTONS)
    at.page.tell(summary)
    at.page.close()
    tab.locator(".finished").wait_for()
    text = tab.inner_text("body")
    assert all(expected in text for expected in ("Done", "3 clips came.", "By hand: <i>sync</i> 12-3"))
    assert tab.locator("button:visible").count() == 0
    tab.wait_for_timeout(700)
    assert tab.inner_text("body") == text
    assert at.said == []


def test_when_the_core_goes_without_a_word_the_page_says_so(desk: Make) -> None:
    at = desk()
    tab = at.ask(QUESTION)
    tab.keyboard.press("Enter")
    assert at.answer.button == "go"
    at.page.close()
    tab.locator("text=Chutier has stopped").wait_for()
    assert "This page can be closed." in tab.inner_text("body")


def test_a_reload_keeps_the_question_and_closing_answers_nothing(desk: Make) -> None:
    at = desk()
    tab = at.ask(FIRST_RUN)
    for _time in range(2):
        tab.reload()
        tab.wait_for_function(READY)
    tab.wait_for_timeout(300)
    assert at.answers == []
    begun = time.monotonic()
    tab.close(run_before_unload=True)
    assert at.answer == Answer(button="", fields={"show": "", "day": "J03"})
    assert time.monotonic() - begun < 5


def test_a_browser_that_is_killed_answers_nothing(desk: Make) -> None:
    at = desk()
    at.ask(QUESTION)
    at.context.close()
    assert at.answer.button == ""


def test_names_do_not_run(desk: Make) -> None:
    nasty = "<img src=x onerror=\"document.title='owned'\">&amp;{main}</script>\u202e"
    dialog = Dialog(
        title=nasty, lead=nasty, notes=(nasty,), tree=(Branch(text=nasty, mark="!", children=(Branch(text=nasty),)),),
        fields=(Field(id=nasty, label=nasty, value=nasty),), buttons=(Button(id=nasty, label=nasty, main=True),),
    )  # fmt: skip
    at = desk()
    tab = at.ask(dialog)
    assert tab.evaluate("document.querySelectorAll('img,[onerror]').length") == 0
    assert tab.evaluate("document.scripts.length") == 2
    assert "owned" not in tab.title().split()
    assert tab.locator("h1").text_content() == nasty
    assert tab.locator(".tree .text").first.text_content() == nasty
    assert at.said == []
    tab.keyboard.press("Enter")
    assert at.answer == Answer(button=nasty, fields={nasty: nasty})


def test_five_thousand_rows_are_quick(desk: Make) -> None:
    days = tuple(
        Branch(text=f"J{n:02}", children=tuple(Branch(text=f"{n}-{take}", mark="+") for take in range(499)))
        for n in range(10)
    )
    at = desk()
    begun = time.monotonic()
    tab = at.ask(Dialog(title="Plan", tree=(Branch(text="20_RUSHES", children=days),), buttons=BUTTONS))
    assert time.monotonic() - begun < 3
    assert tab.locator("[role=treeitem]").count() == 11
    assert "4990 new" in tab.inner_text(".counts")
    begun = time.monotonic()
    tab.locator("text=Open all").click()
    assert tab.locator("[role=treeitem]").count() == 5001
    assert time.monotonic() - begun < 3


def test_nothing_that_it_draws_needs_more_than_it_is_given(desk: Make) -> None:
    at = desk()
    tab = at.ask(Dialog(title="", buttons=(Button(id="ok", label="OK"),)))
    assert tab.locator("footer p").count() == 0
    tab.keyboard.press("Enter")
    tab.locator("text=OK").click()
    assert at.answer.button == "ok"
    assert json.dumps(at.said) == "[]"


@pytest.mark.parametrize(("language", "name"), [("en", "resolve-plan.png"), ("fr", "resolve-plan-fr.png")])
def test_the_pictures_of_the_docs(language: str, name: str, desk: Make) -> None:
    """With CHUTIER_UPDATE they are taken anew, to be looked at before they are kept."""
    kept = PICTURES / name
    if os.environ.get("CHUTIER_UPDATE"):
        at = desk(language=language, size=(960, 930))
        tab = at.ask(day(language))
        tab.wait_for_timeout(300)
        PICTURES.mkdir(exist_ok=True)
        tab.screenshot(path=str(kept))
    assert kept.read_bytes()[:4] == b"\x89PNG"
    assert kept.stat().st_size < 120_000
