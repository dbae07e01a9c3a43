"""A dialog in a window of Resolve, through its UIManager, where the edition has one: Studio, and free before 19.1.

From 19.1 the free edition answers None and raises its purchase window, which makes later calls fail until a human
closes it; so there it is never touched. The rules of the widgets (no Geometry; Resize and RecalcLayout before Show; on
macOS a Tool window that always shows) were measured on 21 by public scripts; widgets, events and properties are those
of the ResolveDevDoc pages and of scripts in the field.
"""

from __future__ import annotations

import html
import sys
from contextlib import suppress
from itertools import count
from typing import Any, Callable, Dict, List, Mapping, Optional, Sequence, Tuple

Data = Dict[str, Any]

SIZE = [760, 640]
SMALL = [560, 200]
"""Width and height in pixels of a window with a tree, and of one without."""

FEW_NOTES = 5
"""So many notes stand as text; more of them scroll."""

ESCAPE, RETURN, ENTER = 16777216, 16777220, 16777221
"""Keys as Qt numbers them; Enter is the one of the number pad."""

INKS = {"+": (0.56, 0.83, 0.64), ">": (0.62, 0.75, 0.89), "~": (0.94, 0.73, 0.38), "!": (1.0, 0.56, 0.51)}
"""Colours of the marks on Resolve's dark ground: red, green, blue from 0 to 1."""

_numbers = count(1)


def ask(globals_: Mapping[str, Any], studio: bool, version: Sequence[Any], dialog: Mapping[str, Any]) -> Optional[Data]:
    """Show the dialog and wait: {"answer": id of a button, "" when closed, "fields": {id: text}}.

    None where there is no UIManager or its window could not be made: the question is then still open."""
    tools = _tools(globals_) if studio or _before_19_1(version) else None
    if tools is None:
        return None
    try:
        return _Window(tools, dialog).run()
    except Exception:  # noqa: BLE001 - whatever a build of Resolve lacks, the core can still ask in a browser
        return None


def _before_19_1(version: Sequence[Any]) -> bool:
    """Whether every edition of this version has windows for scripts. An unreadable version has none."""
    try:
        return (int(version[0]), int(version[1])) < (19, 1)
    except (IndexError, TypeError, ValueError):
        return False


def _tools(globals_: Mapping[str, Any]) -> Optional[Tuple[Any, Any, Any]]:
    """fusion, its UIManager and a dispatcher, or None."""
    fusion = globals_.get("fusion") or globals_.get("fu")
    module = globals_.get("bmd") or sys.modules.get("fusionscript") or sys.modules.get("DaVinciResolveScript")
    try:
        if fusion is None:
            fusion = globals_["resolve"].Fusion()
        ui = fusion.UIManager
        dispatcher = module.UIDispatcher(ui) if ui is not None and module is not None else None
    except Exception:  # noqa: BLE001 - a handle that has gone raises what it likes
        return None
    return None if dispatcher is None else (fusion, ui, dispatcher)


def plain(text: str) -> str:
    """Text for a label, which takes what looks like HTML for HTML: a clip may be called <b>."""
    if "<" not in text and "&" not in text:
        return text
    return "<span>{}</span>".format(html.escape(text, quote=False).replace("\n", "<br>"))


def caption(text: str) -> str:
    """Text for a button, where a single & would underline the next letter."""
    return text.replace("&", "&&")


def put(items: List[Any], add_all: Callable[..., Any], count: Callable[..., Any], add: Callable[..., Any]) -> None:
    """Add items in one call; those that did not arrive, one by one. A count that is no number is believed."""
    add_all(items)
    arrived = count()
    if isinstance(arrived, int):
        for item in items[arrived:]:
            add(item)


class _Window:
    """One dialog as a window. Elements are known by our own ids: f0 … fields, p0 … their pickers, b0 … buttons."""

    def __init__(self, tools: Tuple[Any, Any, Any], dialog: Mapping[str, Any]) -> None:
        self.fusion, self.ui, self.dispatcher = tools
        self.dialog = dialog
        self.tree: List[Data] = list(dialog.get("tree") or [])
        self.fields: List[Data] = list(dialog.get("fields") or [])
        self.buttons: List[Data] = list(dialog.get("buttons") or [])
        self.words: Dict[str, Any] = dict(dialog.get("words") or {})
        self.answer: Optional[str] = None
        self.id = "Chutier{}".format(next(_numbers))
        self.window: Any = None
        self.items: Any = None

    def run(self) -> Data:
        """Build, show, wait, and read. Raises whatever the widgets raise, with the window gone."""
        mac, title = sys.platform == "darwin", self.dialog.get("title")
        self.window = self.dispatcher.AddWindow(
            {
                "ID": self.id,
                "WindowTitle": "{} – Chutier".format(title) if title else "Chutier",
                "WindowFlags": {"Tool": True} if mac else {"Window": True},
                "Events": {"Close": True, "KeyPress": True},
            },
            [self.ui.VGroup({"Spacing": 8}, self._elements())],
        )
        try:
            if mac:
                self.window.SetAttribute("WA_MacAlwaysShowToolWindow", True)
            self.items = self.window.GetItems()
            self._fill_tree()
            self._listen()
            self.window.Resize(SIZE if self.tree else SMALL)
            self.window.RecalcLayout()
            self.window.Show()
            self._focus()
            self.dispatcher.RunLoop()
            fields = self._texts()
        finally:
            with suppress(Exception):
                self.window.Hide()
        return {"answer": self.answer or "", "fields": fields}

    def _elements(self) -> List[Any]:
        ui = self.ui
        elements: List[Any] = []
        if self.dialog.get("lead"):
            elements.append(ui.Label({"Text": plain(self.dialog["lead"]), "WordWrap": True, "Weight": 0}))
        if self.tree:
            elements.append(ui.Tree({"ID": "tree", "HeaderHidden": True, "UniformRowHeights": True, "Weight": 1}))
            tally = ["{} {}".format(one["mark"], one["text"]) for one in self.dialog.get("tally") or []]
            if tally:
                elements.append(ui.Label({"Text": plain("    ".join(tally)), "Weight": 0}))
        notes = list(self.dialog.get("notes") or [])
        if len(notes) > FEW_NOTES:
            told = {"ID": "notes", "PlainText": "\n".join(notes), "ReadOnly": True, "MinimumSize": [200, 90]}
            elements.append(ui.TextEdit(dict(told, Weight=0)))
        else:
            elements += [ui.Label({"Text": plain(note), "WordWrap": True, "Weight": 0}) for note in notes]
        for index, field in enumerate(self.fields):
            elements.append(ui.Label({"Text": plain(field["label"]), "WordWrap": True, "Weight": 0}))
            elements.append(ui.HGroup({"Weight": 0}, self._line(index, field)))
        pushes = [
            ui.Button({"ID": "b{}".format(index), "Text": caption(button["label"]), "Weight": 0})
            for index, button in enumerate(self.buttons)
        ]
        elements.append(ui.HGroup({"Weight": 0, "Spacing": 8}, [ui.HGap(0, 1), *pushes]))
        return elements

    def _line(self, index: int, field: Data) -> List[Any]:
        given = {"ID": "f{}".format(index), "Text": field.get("value") or "", "Events": {"ReturnPressed": True}}
        line = [self.ui.LineEdit(dict(given, Weight=1))]
        if field.get("pick") == "file":
            choose = caption(self.words.get("choose") or "…")
            line.append(self.ui.Button({"ID": "p{}".format(index), "Text": choose, "Weight": 0}))
        return line

    def _fill_tree(self) -> None:
        """All items before the window shows, a branch's children in one call: each call to a shown tree redraws it."""
        if not self.tree:
            return
        widget = self.items["tree"]
        to_open: List[Any] = []

        def grown(row: Data) -> Any:
            item = widget.NewItem()
            mark = row.get("mark") or ""
            item.Text[0] = "{}  {}".format(mark, row["text"]) if mark else row["text"]
            if mark in INKS:
                red, green, blue = INKS[mark]
                item.TextColor[0] = {"R": red, "G": green, "B": blue, "A": 1}
            children = row.get("children") or []
            if children:
                put([grown(child) for child in children], item.AddChildren, item.ChildCount, item.AddChild)
                if row.get("open"):
                    to_open.append(item)
            return item

        items = [grown(row) for row in self.tree]
        put(items, widget.AddTopLevelItems, widget.TopLevelItemCount, widget.AddTopLevelItem)
        for item in to_open:
            item.Expanded = True

    def _listen(self) -> None:
        on = self.window.On
        on[self.id].Close = lambda event: self._end("")
        on[self.id].KeyPress = self._key
        for index, button in enumerate(self.buttons):
            on["b{}".format(index)].Clicked = self._ending(button["id"])
        for index, field in enumerate(self.fields):
            on["f{}".format(index)].ReturnPressed = lambda event: self._end(self._main())
            if field.get("pick") == "file":
                on["p{}".format(index)].Clicked = self._choosing(index)

    def _ending(self, answer: str) -> Callable[[Any], None]:
        return lambda event: self._end(answer)

    def _choosing(self, index: int) -> Callable[[Any], None]:
        def choose(event: Any) -> None:
            line = self.items["f{}".format(index)]
            # Without a chooser the path can still be typed or pasted.
            with suppress(Exception):
                path = self.fusion.RequestFile(line.Text or "")
                if isinstance(path, str) and path:
                    line.Text = path

        return choose

    def _key(self, event: Any) -> None:
        key = event.get("Key") if hasattr(event, "get") else None
        if key == ESCAPE:
            self._end("")
        elif key in (RETURN, ENTER):
            # Return on a button that has the focus is that button, not the main one.
            held = [b["id"] for i, b in enumerate(self.buttons) if self.items["b{}".format(i)].HasFocus() in (True, 1)]
            self._end(held[0] if held else self._main())

    def _end(self, answer: Optional[str]) -> None:
        """The first answer counts: closing the window comes after it too."""
        if answer is not None and self.answer is None:
            self.answer = answer
            self.dispatcher.ExitLoop()

    def _main(self) -> Optional[str]:
        """The answer of the main button, None where no button is the main one."""
        return next((button["id"] for button in self.buttons if button.get("main")), None)

    def _focus(self) -> None:
        """The keyboard starts at the first field, else at the main button; where it cannot, it is no matter."""
        mains = ["b{}".format(index) for index, button in enumerate(self.buttons) if button.get("main")]
        for first in (["f0"] if self.fields else mains)[:1]:
            with suppress(Exception):
                self.items[first].SetFocus("OtherFocusReason")

    def _texts(self) -> Dict[str, str]:
        texts: Dict[str, str] = {}
        for index, field in enumerate(self.fields):
            text = self.items["f{}".format(index)].Text
            texts[field["id"]] = text if isinstance(text, str) else field.get("value") or ""
        return texts
