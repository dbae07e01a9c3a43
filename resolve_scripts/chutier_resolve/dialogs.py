"""What the menu shows and asks, as plain data that two renderers draw alike: the browser page (`page/`) and the windows
of Resolve (`host/dialog.py`).

    Dialog
     ├─ tree     Branch …    a row, its mark, the rows below it
     ├─ notes    sentences
     ├─ fields   Field …     text to give; with `pick` a file to choose
     └─ buttons  Button …    the answer is the id of one; closing, Escape and silence answer ""
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from chutier.i18n import _, ngettext

Data = dict[str, Any]

MARKS = ("+", ">", "~", "!")
"""New, moved, changed, not done; a row without a mark is only shown to place the others."""

FEW_ROWS = 30
"""A tree opens level by level while so many rows hold what is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A row of the tree and what lies below it. `mark` is one of MARKS or empty."""

    text: str
    mark: str = ""
    children: tuple["Branch", ...] = ()

    def as_data(self) -> Data:
        """Plain data for a renderer."""
        children = [one.as_data() for one in self.children]
        return {"text": self.text, "mark": self.mark, "open": False, "children": children}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """The row that `as_data` gave."""
        children = tuple(Branch.from_data(one) for one in data.get("children", ()))
        return cls(text=data["text"], mark=data.get("mark", ""), children=children)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A line of text that a person gives. `pick` is "file" where it is the path of one, else empty."""

    id: str
    label: str
    value: str = ""
    pick: str = ""

    def as_data(self) -> Data:
        """Plain data for a renderer."""
        return {"id": self.id, "label": self.label, "value": self.value, "pick": self.pick}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """The field that `as_data` gave."""
        return cls(id=data["id"], label=data["label"], value=data.get("value", ""), pick=data.get("pick", ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A way to answer. The `main` one is also Enter."""

    id: str
    label: str
    main: bool = False

    def as_data(self) -> Data:
        """Plain data for a renderer."""
        return {"id": self.id, "label": self.label, "main": self.main}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """The button that `as_data` gave."""
        return cls(id=data["id"], label=data["label"], main=bool(data.get("main", False)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialog:
    """A question with all that a person needs to answer it. `lead` is the sentence that counts."""

    title: str
    lead: str = ""
    tree: tuple[Branch, ...] = ()
    notes: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    buttons: tuple[Button, ...] = ()

    def as_data(self) -> Data:
        """Plain data for a renderer, with what it needs beside: the rows that are open at first (`open`), how many
        carry each mark (`tally`) and its own words in the current language (`words`)."""
        tree = [one.as_data() for one in self.tree]
        _open(tree)
        counts = self.counts()
        return {
            "title": self.title,
            "lead": self.lead,
            "tree": tree,
            "tally": [{"mark": mark, "text": counted(mark, counts[mark])} for mark in counts],
            "notes": list(self.notes),
            "fields": [one.as_data() for one in self.fields],
            "buttons": [one.as_data() for one in self.buttons],
            "words": {"choose": _("Choose…"), "notes": _("Notes"), "marks": words_of_marks()},
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """The dialog that `as_data` gave."""
        return cls(
            title=data["title"],
            lead=data.get("lead", ""),
            tree=tuple(Branch.from_data(one) for one in data.get("tree", ())),
            notes=tuple(data.get("notes", ())),
            fields=tuple(Field.from_data(one) for one in data.get("fields", ())),
            buttons=tuple(Button.from_data(one) for one in data.get("buttons", ())),
        )

    def counts(self) -> dict[str, int]:
        """How many rows carry each mark, in the order of MARKS; marks that no row carries are left out."""
        found = dict.fromkeys(MARKS, 0)
        below = list(self.tree)
        while below:
            row = below.pop()
            if row.mark in found:
                found[row.mark] += 1
            below.extend(row.children)
        return {mark: count for mark, count in found.items() if count}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a person said: the id of a button, empty for none; the text of every field by its id."""

    button: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def to(cls, dialog: Dialog, button: object, fields: object) -> Self:
        """An answer that fits its dialog, whatever a renderer sent: an unknown button is no answer, unknown fields are
        dropped, missing ones keep their value, pasted paths are freed of what came along."""
        given = fields if isinstance(fields, Mapping) else {}
        known = {one.id for one in dialog.buttons}
        texts: dict[str, str] = {}
        for one in dialog.fields:
            text = given.get(one.id, one.value)
            text = text if isinstance(text, str) else one.value
            texts[one.id] = pasted_path(text) if one.pick else text
        return cls(button=button if isinstance(button, str) and button in known else "", fields=texts)


def pasted_path(text: str) -> str:
    """A path as a file manager put it on the clipboard: Windows adds quotes, Linux and some Macs make it a URL."""
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1]
    if not text.lower().startswith("file://"):
        return text
    url = urlsplit(text)
    path = unquote(url.path)
    if url.netloc not in ("", "localhost"):
        return f"//{url.netloc}{path}"
    return path[1:] if path[2:3] == ":" else path


def _open(tree: list[Data]) -> None:
    """Level by level while there is room; and whatever holds something that is not done is never hidden."""
    level, shown = tree, len(tree)
    while below := [child for row in level for child in row["children"]]:
        shown += len(below)
        if shown > FEW_ROWS:
            break
        for row in level:
            row["open"] = bool(row["children"])
        level = below
    for row in tree:
        _open_to_undone(row)


def _open_to_undone(row: Data) -> bool:
    holds = [_open_to_undone(child) for child in row["children"]]
    if any(holds):
        row["open"] = True
    return any(holds) or row["mark"] == "!"


def counted(mark: str, n: int) -> str:
    """How many rows carry a mark, in words."""
    forms = {
        "+": lambda: ngettext("{n} new", "{n} new", n),
        ">": lambda: ngettext("{n} moved", "{n} moved", n),
        "~": lambda: ngettext("{n} changed", "{n} changed", n),
        "!": lambda: ngettext("{n} not done", "{n} not done", n),
    }
    return forms[mark]().format(n=n)


def words_of_marks() -> dict[str, str]:
    """What each mark means, for a person who does not see its colour."""
    return {"+": _("new"), ">": _("moved"), "~": _("changed"), "!": _("not done")}
