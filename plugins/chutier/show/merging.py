"""Laying one file over another: maps by key, lists whole, bins by name. See chutier.show for the rules in full."""

from dataclasses import dataclass, field, replace

from chutier.errors import Mistake
from chutier.i18n import _
from chutier.show.nodes import Items, Keys, Node, Text, items_at, text_at
from chutier.show.scalars import did_you_mean
from chutier.show.validation import member, mistake

ARROW = " > "
"""Between the names of a bin's path: `10_SEQUENCES > @scene_bin`."""

STEPS = ("bins_remove", "bins_add", "rules_add")
"""Keys that change what is inherited, and are gone once they have."""


@dataclass(slots=True)
class Merged:
    """A merged file so far, and the mistakes of merging: bins to remove or to stand beside that are not there."""

    root: Keys
    mistakes: list[Mistake] = field(default_factory=list)

    def lay(self, over: Keys) -> None:
        """Lay `over` on what is there: its keys win, its steps are taken."""
        plain = replace(over, entries={k: v for k, v in over.entries.items() if k not in STEPS})
        root = merge(self.root, plain)
        bins = items_at(root, "bins")
        for node in items_at(over, "bins_remove"):
            if isinstance(node, Text):
                bins = self._without(bins, node)
        bins = self._with(bins, items_at(over, "bins_add"), "bins_add")
        rules = (*items_at(root, "rules"), *items_at(over, "rules_add"))
        self.root = _put(_put(root, over, "bins", bins), over, "rules", rules)
        self._keep_wrong_steps(over)

    def _keep_wrong_steps(self, over: Keys) -> None:
        """A step that is no list stays in the tree, for validation to tell."""
        wrong = {k: v for k, v in over.entries.items() if k in STEPS and not isinstance(v, Items)}
        wrong = {k: v for k, v in wrong.items() if not (isinstance(v, Text) and v.empty)}
        if wrong:
            self.root = replace(self.root, entries={**self.root.entries, **wrong})

    def _without(self, bins: tuple[Node, ...], path: Text) -> tuple[Node, ...]:
        return self._cut(bins, [part.strip() for part in path.value.split(ARROW.strip())], path)

    def _cut(self, bins: tuple[Node, ...], names: list[str], path: Text) -> tuple[Node, ...]:
        index = _find(bins, names[0])
        if index is None:
            message = _("there is no bin called {name}").format(name=repr(names[0]))
            self.mistakes.append(mistake(path.place, "bins_remove", message, did_you_mean(names[0], _names(bins))))
            return bins
        if len(names) == 1:
            return bins[:index] + bins[index + 1 :]
        outer = bins[index]
        children = self._cut(items_at(outer, "children"), names[1:], path)
        return (*bins[:index], _with_children(outer, children), *bins[index + 1 :])

    def _with(self, bins: tuple[Node, ...], added: tuple[Node, ...], key: str) -> tuple[Node, ...]:
        for number, node in enumerate(added, 1):
            bins = self._add(bins, node, member(key, number, node))
        return bins

    def _add(self, bins: tuple[Node, ...], node: Node, key: str) -> tuple[Node, ...]:
        if not isinstance(node, Keys):
            return (*bins, node)
        own = replace(node, entries={k: v for k, v in node.entries.items() if k not in ("before", "after", "children")})
        index = _find(bins, text_at(node, "name"))
        old = bins[index] if index is not None else None
        made: Node = merge(old, own) if isinstance(old, Keys) else own
        wrong = node.entries.get("children")
        if wrong is not None and not isinstance(wrong, Items):
            made = replace(own, entries={**own.entries, "children": wrong})
        elif wrong is not None:
            made = _with_children(made, self._with(items_at(old, "children"), wrong.items, f"{key}.children"))
        if index is not None and not (node.get("before") or node.get("after")):
            return (*bins[:index], made, *bins[index + 1 :])
        rest = bins if index is None else bins[:index] + bins[index + 1 :]
        spot = self._spot(rest, node, key)
        return (*rest[:spot], made, *rest[spot:])

    def _spot(self, bins: tuple[Node, ...], node: Keys, key: str) -> int:
        for word, offset in (("before", 0), ("after", 1)):
            beside = node.get(word)
            if isinstance(beside, Text):
                index = _find(bins, beside.value)
                if index is not None:
                    return index + offset
                message = _("there is no bin called {name}").format(name=repr(beside.value))
                suggestion = did_you_mean(beside.value, _names(bins))
                self.mistakes.append(mistake(beside.place, f"{key}.{word}", message, suggestion))
        return len(bins)


def merge(base: Keys, over: Keys) -> Keys:
    """`over` laid on `base`: maps are joined key by key, anything else is replaced."""
    entries = dict(base.entries)
    for name, value in over.entries.items():
        old = entries.get(name)
        entries[name] = merge(old, value) if isinstance(old, Keys) and isinstance(value, Keys) else value
    return Keys(entries=entries, places={**base.places, **over.places}, place=over.place)


def _put(root: Keys, over: Keys, name: str, items: tuple[Node, ...]) -> Keys:
    """`root` with the list `name` made of `items`; left as it is when nothing was added or removed."""
    if items == items_at(root, name):
        return root
    old = root.entries.get(name)
    place = old.place if isinstance(old, Items) else over.place
    return replace(root, entries={**root.entries, name: Items(items=items, place=place)})


def _find(bins: tuple[Node, ...], name: str) -> int | None:
    return next((index for index, node in enumerate(bins) if text_at(node, "name") == name), None)


def _names(bins: tuple[Node, ...]) -> list[str]:
    return [name for node in bins if (name := text_at(node, "name"))]


def _with_children(node: Node, children: tuple[Node, ...]) -> Node:
    if not isinstance(node, Keys):
        return node
    return replace(node, entries={**node.entries, "children": Items(items=children, place=node.place)})
