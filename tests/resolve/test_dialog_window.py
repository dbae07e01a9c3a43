"""A dialog in Resolve's own windows, through a double of its UIManager."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from chutier.i18n import speaking
from chutier_resolve.dialogs import Answer, Branch, Button, Dialog, Field
from chutier_resolve.host.dialog import ENTER, ESCAPE, RETURN, ask
from hosts.resolve_ui import Desk, Window

BUTTONS = (Button(id="cancel", label="Cancel"), Button(id="build", label="Build", main=True))
PLAN = Dialog(
    title="Build bins",
    lead="3 clips come into 2 new bins.",
    tree=(
        Branch(
            text="20_RUSHES",
            children=(
                Branch(
                    text="J03",
                    mark="+",
                    children=(Branch(text="12-3-01", mark="+"), Branch(text="12-3-02", mark=">")),
                ),
            ),
        ),
    ),
    notes=("One clip is offline.",),
    buttons=BUTTONS,
)
FIRST_RUN = Dialog(
    title="Which show?",
    lead="Which show is this?",
    fields=(Field(id="show", label="Show file", pick="file"), Field(id="day", label="Day", value="J03")),
    buttons=BUTTONS,
)


def asked(desk: Desk, dialog: Dialog) -> dict[str, Any] | None:
    return ask(desk.globals(), desk.studio, desk.version, dialog.as_data())


@pytest.mark.parametrize("takes", [None, 99, 1, 0])
def test_the_window_shows_the_whole_plan_however_many_rows_a_list_may_have(takes: int | None) -> None:
    seen: list[str] = []

    def person(window: Window) -> None:
        seen.extend(window.sees())
        window.press("Build")

    desk = Desk(person)
    desk.takes = takes
    assert asked(desk, PLAN) == {"answer": "build", "fields": {}}
    assert seen == [
        "Build bins – Chutier",
        "3 clips come into 2 new bins.",
        "▾ 20_RUSHES",
        "  ▾ +  J03",
        "    +  12-3-01",
        "    >  12-3-02",
        "+ 2 new    > 1 moved",
        "One clip is offline.",
        "[Cancel]",
        "[Build]",
    ]


def press_and_close(window: Window) -> None:
    window.press("Build")
    window.close()


WAYS: dict[str, tuple[Callable[[Window], None], str]] = {
    "the main button": (lambda window: window.press("Build"), "build"),
    "another button": (lambda window: window.press("Cancel"), "cancel"),
    "the window's cross": (lambda window: window.close(), ""),
    "Escape": (lambda window: window.key(ESCAPE), ""),
    "Return": (lambda window: window.key(RETURN), "build"),
    "Enter of the number pad": (lambda window: window.key(ENTER), "build"),
    "Return in a field": (lambda window: window.enter("f1"), "build"),
    "closing after the answer": (press_and_close, "build"),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_answer(way: str) -> None:
    does, expected = WAYS[way]
    desk = Desk(does)
    assert asked(desk, FIRST_RUN) == {"answer": expected, "fields": {"show": "", "day": "J03"}}
    assert not desk.windows[0].shown


def test_return_on_a_button_that_has_the_focus_is_that_button() -> None:
    def person(window: Window) -> None:
        window.element("f0").focus = False
        window.element("b0").focus = True
        window.key(RETURN)

    answer = asked(Desk(person), FIRST_RUN)
    assert answer is not None
    assert answer["answer"] == "cancel"


def test_other_keys_leave_the_window_open() -> None:
    with pytest.raises(AssertionError, match="waits for ever"):
        raise_what_it_says(Desk(lambda window: window.key(65)), PLAN)


def raise_what_it_says(desk: Desk, dialog: Dialog) -> None:
    """The door swallows what goes wrong inside; a test wants to know it."""
    said: list[BaseException] = []
    watched = desk.person

    def person(window: Window) -> None:
        watched(window)
        if desk.looping:
            said.append(AssertionError("the window waits for ever"))
            window.close()

    desk.person = person
    asked(desk, dialog)
    for one in said:
        raise one


def test_fields_are_typed_and_chosen() -> None:
    def person(window: Window) -> None:
        window.press("Choose…")
        window.type("f1", "J04")
        window.press("Build")

    desk = Desk(person)
    desk.files = ["/films/la nuit/show.yaml"]
    assert asked(desk, FIRST_RUN) == {"answer": "build", "fields": {"show": "/films/la nuit/show.yaml", "day": "J04"}}


def test_a_chooser_that_was_closed_changes_nothing() -> None:
    def person(window: Window) -> None:
        window.type("f0", "/films/show.yaml")
        for _time in range(3):
            window.press("Choose…")
        window.press("Build")

    desk = Desk(person)
    desk.files = [None, ""]  # the third time it raises
    answer = asked(desk, FIRST_RUN)
    assert answer is not None
    assert answer["fields"]["show"] == "/films/show.yaml"


EDITIONS = [
    (True, (18, 6, 6, 7), True),
    (True, (19, 1, 3, 7), True),
    (True, (21, 1, 0, 17), True),
    (False, (18, 6, 6, 7), True),
    (False, (19, 0, 3, 4), True),
    (False, (19, 1, 0, 12), False),
    (False, (20, 3, 1, 6), False),
    (False, (21, 1, 0, 17), False),
]


@pytest.mark.parametrize(("studio", "version", "window"), EDITIONS)
def test_windows_only_where_they_do_not_sell_something(studio: bool, version: tuple[int, ...], window: bool) -> None:
    desk = Desk(lambda shown: shown.press("Build"), studio=studio, version=version)
    assert (asked(desk, PLAN) is not None) is window
    assert desk.purchase_windows == 0


@pytest.mark.parametrize("version", [(), ("?", None), None])
def test_a_version_that_cannot_be_read_has_no_windows(version: Any) -> None:
    desk = Desk(lambda shown: shown.press("Build"), studio=False)
    assert ask(desk.globals(), False, version, PLAN.as_data()) is None
    assert desk.purchase_windows == 0


@pytest.mark.parametrize("globals_", [{}, {"fusion": None, "bmd": None}, {"resolve": object()}, {"fusion": object()}])
def test_without_its_tools_there_is_no_window(globals_: dict[str, Any]) -> None:
    assert ask(globals_, True, (21, 1, 0, 17), PLAN.as_data()) is None


@pytest.mark.parametrize("where", ["Tree", "Label", "RunLoop"])
def test_a_window_that_fails_leaves_the_question_open_and_nothing_on_screen(where: str) -> None:
    desk = Desk(lambda shown: shown.press("Build"))
    desk.faults[where] = AttributeError(where)
    assert asked(desk, PLAN) is None
    assert not any(window.shown for window in desk.windows)


def test_names_are_not_drawn_as_html_and_keep_their_ampersands() -> None:
    nasty = Dialog(
        title="<b>Plan</b>",
        lead="<img src=x> & Co\nsecond line",
        tree=(Branch(text="<script>", mark="!"),),
        notes=("A < B && C",),
        fields=(Field(id="a", label="R&D <i>", value="<u>&</u>"),),
        buttons=(Button(id="go", label="Save & build", main=True),),
    )
    seen: list[str] = []

    def person(window: Window) -> None:
        seen.extend(window.sees())
        window.press("Save & build")

    assert asked(Desk(person), nasty) == {"answer": "go", "fields": {"a": "<u>&</u>"}}
    assert seen == [
        "<b>Plan</b> – Chutier",
        "<img src=x> & Co",
        "second line",
        "!  <script>",
        "! 1 not done",
        "A < B && C",
        "R&D <i>",
        "[<u>&</u>]",
        "[Save & build]",
    ]


def test_a_long_tree_is_closed_but_for_what_is_not_done() -> None:
    def day(name: str, last: str) -> Branch:
        clips = (*(Branch(text=f"{name}-{n:02}", mark="+") for n in range(24)), Branch(text="last", mark=last))
        return Branch(text=name, mark="+", children=clips)

    seen: list[str] = []

    def person(window: Window) -> None:
        seen.extend(window.sees())
        window.press("Build")

    long = Dialog(title="Plan", tree=(day("J01", "+"), day("J02", "!")), buttons=BUTTONS)
    assert asked(Desk(person), long) is not None
    assert seen[1:4] == ["▸ +  J01", "▾ +  J02", "  +  J02-00"]
    assert "  !  last" in seen


def test_many_notes_scroll() -> None:
    notes = tuple(f"note {n}" for n in range(30))
    seen: list[str] = []

    def person(window: Window) -> None:
        seen.extend(window.sees())
        assert [one.kind for one in window.all()].count("Label") == 0
        window.press("Build")

    assert asked(Desk(person), Dialog(title="Plan", notes=notes, buttons=BUTTONS)) is not None
    assert set(notes) <= set(seen)


@pytest.mark.parametrize("platform", ["darwin", "win32", "linux"])
def test_on_a_mac_the_window_stays_above_resolve(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chutier_resolve.host.dialog.sys.platform", platform)
    desk = Desk(lambda window: window.press("Build"))
    assert asked(desk, PLAN) is not None
    flags = "Tool" if platform == "darwin" else "Window"
    assert desk.windows[0].properties["WindowFlags"] == {flags: True}
    assert desk.windows[0].attributes == ({"WA_MacAlwaysShowToolWindow"} if platform == "darwin" else set())


def test_the_window_speaks_french() -> None:
    seen: list[str] = []

    def person(window: Window) -> None:
        seen.extend(window.sees())
        window.close()

    with speaking("fr"):
        asked(Desk(person), FIRST_RUN)
    words = FIRST_RUN.as_data()["words"]
    assert f"[{words['choose']}]" in seen or "[Choisir…]" in seen


def test_two_questions_one_after_the_other() -> None:
    desk = Desk(lambda window: window.press("Build"))
    assert [asked(desk, dialog) is not None for dialog in (FIRST_RUN, PLAN)] == [True, True]


def test_a_dialog_of_nothing_but_a_title_can_be_closed() -> None:
    desk = Desk(lambda window: window.close())
    assert asked(desk, Dialog(title="")) == {"answer": "", "fields": {}}
    assert ask(desk.globals(), True, (21,), {}) == {"answer": "", "fields": {}}


def test_the_answer_fits_the_core() -> None:
    desk = Desk(lambda window: window.press("Build"))
    told = asked(desk, FIRST_RUN)
    assert told is not None
    assert Answer.to(FIRST_RUN, told["answer"], told["fields"]).button == "build"


def test_it_needs_nothing_of_chutier() -> None:
    script = (
        "import sys, importlib.util as u; s = u.spec_from_file_location('dialog', sys.argv[1]);"
        "m = u.module_from_spec(s); s.loader.exec_module(m);"
        "assert not [n for n in sys.modules if n.split('.')[0] in ('chutier', 'chutier_resolve')]"
    )
    path = sys.modules["chutier_resolve.host.dialog"].__file__
    assert path is not None
    subprocess.run([sys.executable, "-I", "-c", script, path], check=True)
