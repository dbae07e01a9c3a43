"""The dialog as plain data: there and back, what is open at first, what an answer may be."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chutier.i18n import speaking
from chutier_resolve.dialogs import FEW_ROWS, MARKS, Answer, Branch, Button, Data, Dialog, Field, pasted_path

TEXTS = st.text(max_size=12)
BRANCHES = st.recursive(
    st.builds(Branch, text=TEXTS, mark=st.sampled_from(("", *MARKS))),
    lambda below: st.builds(
        Branch, text=TEXTS, mark=st.sampled_from(("", *MARKS)), children=st.lists(below, max_size=4).map(tuple)
    ),
    max_leaves=30,
)
DIALOGS = st.builds(
    Dialog,
    title=TEXTS,
    lead=TEXTS,
    tree=st.lists(BRANCHES, max_size=4).map(tuple),
    notes=st.lists(TEXTS, max_size=3).map(tuple),
    fields=st.lists(
        st.builds(Field, id=TEXTS, label=TEXTS, value=TEXTS, pick=st.sampled_from(("", "file"))), max_size=3
    ).map(tuple),
    buttons=st.lists(st.builds(Button, id=TEXTS, label=TEXTS, main=st.booleans()), max_size=3).map(tuple),
)


@given(DIALOGS)
def test_there_and_back_through_json(dialog: Dialog) -> None:
    assert Dialog.from_data(json.loads(json.dumps(dialog.as_data()))) == dialog


@given(DIALOGS)
def test_what_is_not_done_is_never_hidden(dialog: Dialog) -> None:
    def seen(row: Data) -> int:
        below: list[Data] = row["children"] if row["open"] else []
        return int(row["mark"] == "!") + sum(map(seen, below))

    data = dialog.as_data()
    assert sum(seen(row) for row in data["tree"]) == dialog.counts().get("!", 0)


def test_a_tree_opens_level_by_level_while_it_fits() -> None:
    def leaves(number: int) -> tuple[Branch, ...]:
        return tuple(Branch(text=str(n), mark="+") for n in range(number))

    fits = Branch(text="J01", children=(Branch(text="A", children=leaves(FEW_ROWS - 2)),))
    over = Branch(text="J01", children=(Branch(text="A", children=leaves(FEW_ROWS - 1)),))
    for branch, opened in ((fits, [True, True]), (over, [True, False])):
        row = Dialog(title="", tree=(branch,)).as_data()["tree"][0]
        assert [row["open"], row["children"][0]["open"]] == opened
    assert not fits.as_data()["children"][0]["children"][0]["open"]


def test_counts_and_their_words() -> None:
    tree = (Branch(text="a", mark="!", children=(Branch(text="b", mark="+"), Branch(text="c", mark="+"))),)
    dialog = Dialog(title="", tree=tree)
    assert dialog.counts() == {"+": 2, "!": 1}
    assert dialog.as_data()["tally"] == [{"mark": "+", "text": "2 new"}, {"mark": "!", "text": "1 not done"}]
    with speaking("fr"):
        assert set(dialog.as_data()["words"]["marks"]) == set(MARKS)


QUESTION = Dialog(
    title="",
    fields=(Field(id="show", label="", value="was", pick="file"), Field(id="day", label="", value="J03")),
    buttons=(Button(id="go", label=""), Button(id="cancel", label="")),
)
ANSWERS: list[tuple[object, object, Answer]] = [
    ("go", {"show": " '/a' ", "day": " J04 "}, Answer(button="go", fields={"show": "/a", "day": " J04 "})),
    ("other", {"what": "?"}, Answer(button="", fields={"show": "was", "day": "J03"})),
    (None, None, Answer(button="", fields={"show": "was", "day": "J03"})),
    (["go"], [("day", "x")], Answer(button="", fields={"show": "was", "day": "J03"})),
    ("cancel", {"show": 3, "day": None}, Answer(button="cancel", fields={"show": "was", "day": "J03"})),
    ("go", {"show": "", "day": ""}, Answer(button="go", fields={"show": "", "day": ""})),
]


@pytest.mark.parametrize(("button", "fields", "expected"), ANSWERS)
def test_an_answer_fits_its_question(button: object, fields: object, expected: Answer) -> None:
    assert Answer.to(QUESTION, button, fields) == expected


PASTED = {
    "/films/la nuit/show.yaml": "/films/la nuit/show.yaml",
    '"C:\\Films\\La nuit\\show.yaml"': "C:\\Films\\La nuit\\show.yaml",
    "'/films/l''été.yaml'": "/films/l''été.yaml",
    "file:///films/l%27%C3%A9t%C3%A9/show.yaml\n": "/films/l'été/show.yaml",
    "file://localhost/films/show.yaml": "/films/show.yaml",
    "FILE:///C:/Films/La%20nuit.yaml": "C:/Films/La nuit.yaml",
    "file://nas/films/show.yaml": "//nas/films/show.yaml",
    '"': '"',
    "": "",
    "  ": "",
}


@pytest.mark.parametrize("text", PASTED)
def test_a_pasted_path_is_freed_of_what_came_along(text: str) -> None:
    assert pasted_path(text) == PASTED[text]


@given(st.text())
def test_any_text_can_be_pasted(text: str) -> None:
    assert pasted_path(text) is not None
