"""A double of Resolve's windows: UIManager and UIDispatcher record what a script builds, and a scripted person answers.

As treacherous as the real ones, where their behaviour is known:
- free from 19.1: `fusion.UIManager` is None and raises the purchase window (nakano000/Resolve_Script #22);
- every attribute of a handle can be read (`hasattr` is always true);
- a branch opens only once it lies in a tree (Qt);
- an event that is not on by default never comes unless `Events` asks for it (ResolveDevDoc).
What a public script measured as wrong fails at once: Geometry, HGap in a VGroup, Show before Resize and RecalcLayout,
rows added to a window that shows, two windows of one name (assumed).
"""

# ruff: noqa: N802
import html
from collections.abc import Callable, Iterator, Mapping
from typing import Any

EVENTS = {
    "Window": {"Close", "Show", "Hide", "Resize", "KeyPress", "KeyRelease"},
    "Button": {"Clicked", "Toggled", "Pressed", "Released"},
    "LineEdit": {"TextChanged", "TextEdited", "EditingFinished", "ReturnPressed", "SelectionChanged"},
    "TextEdit": {"TextChanged"},
    "Tree": {"ItemClicked", "ItemActivated", "ItemDoubleClicked", "ItemExpanded", "ItemCollapsed"},
    "Label": set(),
}
BY_ITSELF = {"Close", "Clicked"}
WIDGETS = {"VGroup", "HGroup", "VGap", "HGap", "Label", "Button", "LineEdit", "TextEdit", "Tree"}
PROPERTIES = {
    "Window": {"ID", "WindowTitle", "WindowFlags", "Events"},
    "VGroup": {"Spacing", "Weight"},
    "HGroup": {"Spacing", "Weight"},
    "Label": {"ID", "Text", "WordWrap", "Weight"},
    "Button": {"ID", "Text", "Weight"},
    "LineEdit": {"ID", "Text", "Events", "Weight"},
    "TextEdit": {"ID", "PlainText", "ReadOnly", "MinimumSize", "Weight"},
    "Tree": {"ID", "HeaderHidden", "UniformRowHeights", "Weight"},
}


class Row:
    """A TreeItem: text and colour by column, rows below it."""

    def __init__(self, takes: int | None) -> None:
        self.takes = takes
        self.Text: dict[int, str] = {}
        self.TextColor: dict[int, Mapping[str, float]] = {}
        self.children: list[Row] = []
        self.tree: Element | None = None
        self._open = False

    def AddChildren(self, rows: list["Row"]) -> None:
        self._only_before_show()
        self.children += rows[: self.takes]

    def AddChild(self, row: "Row") -> None:
        self._only_before_show()
        self.children.append(row)

    def ChildCount(self) -> int | None:
        return None if self.takes is None else len(self.children)

    def _only_before_show(self) -> None:
        assert self.tree is None or not self.tree.shown, "each row added to a window that shows redraws it"

    @property
    def Expanded(self) -> bool:
        return self._open

    @Expanded.setter
    def Expanded(self, wanted: bool) -> None:
        self._open = wanted and self.tree is not None

    def put(self, tree: "Element") -> None:
        self.tree = tree
        for child in self.children:
            child.put(tree)

    def lines(self, depth: int = 0) -> Iterator[str]:
        """What a person sees of it: closed branches hide what they hold."""
        yield "  " * depth + ("▾ " if self._open else "▸ " if self.children else "") + self.Text[0]
        if self._open:
            for child in self.children:
                yield from child.lines(depth + 1)


class Element:
    """Any widget: its kind, its properties, its children."""

    def __init__(self, kind: str, properties: Mapping[str, Any], children: list["Element"]) -> None:
        unknown = set(properties) - PROPERTIES.get(kind, set())
        assert not unknown, f"{kind} has no {sorted(unknown)}"
        self.kind: str = kind
        self.properties, self.children = dict(properties), children
        assert not (kind == "VGroup" and any(child.kind == "HGap" for child in children)), "HGap in a VGroup"
        self.rows: list[Row] = []
        self.takes: int | None = None
        self.shown = False
        self.focus = False
        self.Text: Any = properties.get("Text", "")

    def __getattr__(self, name: str) -> Any:
        return lambda *given: None

    def NewItem(self) -> Row:
        assert self.kind == "Tree"
        return Row(self.takes)

    def AddTopLevelItems(self, rows: list[Row]) -> None:
        assert not self.shown, "rows are added before the window shows"
        for row in rows[: self.takes]:
            self.AddTopLevelItem(row)

    def AddTopLevelItem(self, row: Row) -> None:
        self.rows.append(row)
        row.put(self)

    def TopLevelItemCount(self) -> int | None:
        return None if self.takes is None else len(self.rows)

    def SetFocus(self, reason: str) -> None:
        self.focus = True

    def HasFocus(self) -> bool:
        return self.focus

    def all(self) -> Iterator["Element"]:
        yield self
        for child in self.children:
            yield from child.all()

    def read(self) -> str:
        """What a person reads: what looks like HTML is drawn as HTML in a label, a single & of a button is lost."""
        text = str(self.properties.get("PlainText", self.Text))
        if self.kind == "Label" and "<" in text:
            assert text.startswith("<span>"), f"a name would be drawn as HTML: {text}"
            return html.unescape(text[6:-7].replace("<br>", "\n"))
        return text.replace("&&", "\0").replace("&", "").replace("\0", "&") if self.kind == "Button" else text


class Handlers:
    """`window.On[id].Event = f`."""

    def __init__(self, window: "Window") -> None:
        self._window = window
        self._by_id: dict[str, Any] = {}

    def __getitem__(self, element: str) -> Any:
        return self._by_id.setdefault(element, _Handler(self._window, element))


class _Handler:
    def __init__(self, window: "Window", element: str) -> None:
        self.__dict__["known"] = window.element(element)

    def __setattr__(self, event: str, handler: Callable[[Any], None]) -> None:
        known: Element = self.__dict__["known"]
        assert event in EVENTS[known.kind], f"{known.kind} has no event {event}"
        self.__dict__[event] = handler


class Window(Element):
    """A window, and what the person in front of it can do."""

    def __init__(self, desk: "Desk", properties: Mapping[str, Any], children: list[Element]) -> None:
        super().__init__("Window", properties, children)
        self.desk, self.On, self.attributes = desk, Handlers(self), set[str]()
        self.calls: list[str] = []
        ids = [one.properties["ID"] for one in self.all() if "ID" in one.properties]
        assert len(ids) == len(set(ids)), f"two elements of one ID: {ids}"

    def element(self, name: str) -> Element:
        return next(one for one in self.all() if one.properties.get("ID") == name)

    def GetItems(self) -> dict[str, Element]:
        return {one.properties["ID"]: one for one in self.all() if "ID" in one.properties and one is not self}

    def SetAttribute(self, name: str, on: bool) -> None:
        self.attributes.add(name)

    def Resize(self, size: list[int]) -> None:
        self.calls.append("Resize")

    def RecalcLayout(self) -> None:
        self.calls.append("RecalcLayout")

    def Show(self) -> None:
        assert self.calls == ["Resize", "RecalcLayout"], "Resize and RecalcLayout come before Show"
        for one in self.all():
            one.shown = True

    def Hide(self) -> None:
        for one in self.all():
            one.shown = False

    def rows_seen(self) -> list[str]:
        """What stands in its tree."""
        return [line for one in self.all() for row in one.rows for line in row.lines()]

    def sees(self) -> list[str]:
        """What stands in the window, line by line."""
        lines: list[str] = [str(self.properties["WindowTitle"])]
        for one in self.all():
            if one.kind == "Tree":
                lines += self.rows_seen()
            elif one.kind in ("Label", "TextEdit"):
                lines += one.read().split("\n")
            elif one.kind in ("LineEdit", "Button"):
                lines.append(f"[{one.read()}]")
        return lines

    def _tell(self, name: str, event: str, what: Mapping[str, Any]) -> None:
        handler = self.On[name]
        wanted = event in BY_ITSELF or self.element(name).properties.get("Events", {}).get(event)
        if wanted and event in handler.__dict__:
            handler.__dict__[event](what)

    def press(self, label: str) -> None:
        """Click the button with this label."""
        found = [one for one in self.all() if one.kind == "Button" and one.read() == label]
        assert found, f"no button {label}: {self.sees()}"
        self._tell(found[-1].properties["ID"], "Clicked", {})

    def type(self, name: str, text: str) -> None:
        """Put text into a field."""
        self.element(name).Text = text

    def enter(self, name: str) -> None:
        """Return in a field."""
        self._tell(name, "ReturnPressed", {})

    def key(self, key: int) -> None:
        """A key that no element took."""
        self._tell(self.properties["ID"], "KeyPress", {"Key": key})

    def close(self) -> None:
        """The cross of the window."""
        self._tell(self.properties["ID"], "Close", {})


Person = Callable[[Window], None]


class Desk:
    """Resolve's side of a script with windows: `globals()` is what a menu script finds.

    `person` acts each time a window waits. `files` are what the file chooser gives, one after another. `takes`: how
    many of a list of rows arrive (None: all, and nothing counts them)."""

    def __init__(self, person: Person, *, studio: bool = True, version: tuple[int, ...] = (21, 1, 0, 17)) -> None:
        self.person, self.studio, self.version = person, studio, version
        self.windows: list[Window] = []
        self.files: list[str | None] = []
        self.takes: int | None = None
        self.purchase_windows = 0
        self.looping = False
        self.faults: dict[str, Exception] = {}

    def globals(self) -> dict[str, Any]:
        return {"fusion": Fusion(self), "fu": Fusion(self), "bmd": Module(self)}


class Fusion:
    """The `fusion` of a script."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def UIManager(self) -> "Manager | None":
        if not self._desk.studio and self._desk.version >= (19, 1):
            self._desk.purchase_windows += 1
            return None
        return Manager(self._desk)

    def RequestFile(self, *given: str) -> str | None:
        return self._desk.files.pop(0)

    def __getattr__(self, name: str) -> Any:
        return lambda *given: None


class Module:
    """The `bmd` of a script."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def UIDispatcher(self, ui: "Manager") -> "Dispatcher":
        assert isinstance(ui, Manager)
        return Dispatcher(self._desk)


class Manager:
    """`fusion.UIManager`: makes widgets from a dict of properties, a list of children, or both."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def __getattr__(self, kind: str) -> Callable[..., Element]:
        if kind in self._desk.faults:
            raise self._desk.faults[kind]
        assert kind in WIDGETS, f"no widget {kind} in public scripts"

        def make(*given: Any) -> Element:
            properties = next((one for one in given if isinstance(one, dict)), {})
            element = Element(kind, properties, next((one for one in given if isinstance(one, list)), []))
            element.takes = self._desk.takes
            return element

        return make


class Dispatcher:
    """`bmd.UIDispatcher(ui)`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def AddWindow(self, properties: Mapping[str, Any], children: list[Element]) -> Window:
        names = [window.properties["ID"] for window in self._desk.windows]
        assert properties["ID"] not in names, "a window of this name is there already"
        window = Window(self._desk, properties, children)
        self._desk.windows.append(window)
        return window

    def RunLoop(self) -> None:
        if "RunLoop" in self._desk.faults:
            raise self._desk.faults["RunLoop"]
        window = self._desk.windows[-1]
        assert window.shown, "a loop without a window never ends"
        self._desk.looping = True
        self._desk.person(window)
        assert not self._desk.looping, f"the window waits for ever: {window.sees()}"

    def ExitLoop(self) -> None:
        assert self._desk.looping, "ExitLoop without a loop"
        self._desk.looping = False
