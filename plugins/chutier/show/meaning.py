"""What a well-written file may still get wrong: names that refer to nothing, bins twice, timecode without a rate."""

from collections import Counter
from collections.abc import Iterator

from chutier.errors import Mistake, TimecodeError
from chutier.i18n import _
from chutier.model import Kind
from chutier.naming import fold
from chutier.show import scalars
from chutier.show.nodes import Items, Keys, Node, items_at, map_at, text_at, texts_at
from chutier.show.validation import member, mistake
from chutier.timecode import Timecode, can_drop, parse_rate, rate_text

STATUSES = ("circled", "alt", "ng", "false_start", "incomplete", "issue")


def slips_in(root: Keys) -> Iterator[Mistake]:
    """The mistakes between the parts of a whole, merged file."""
    yield from _complete(root)
    yield from _timecode(root)
    yield from _color_keys(root)
    yield from _precedence(root)
    yield from _bins(root, items_at(root, "bins"), "bins")
    known = {*map_at(root, "names").entries, *(kind.value for kind in Kind)}
    for index, rule in enumerate(items_at(root, "rules"), 1):
        for name in map_at(rule, "set").entries:
            if name not in known:
                suggestion = scalars.did_you_mean(name, sorted(known))
                place = map_at(rule, "set").place_of(name)
                yield mistake(place, f"rules[{index}].set.{name}", _("there is no such naming rule"), suggestion)


def _complete(root: Keys) -> Iterator[Mistake]:
    if map_at(root, "names").get("clip") is None:
        hint = _('write names: {{clip: "…"}}, or start from a template with template: or extends:').format()
        yield mistake(root.place_of("names"), "names.clip", _("the rule that names clips is missing"), hint)
    if not items_at(root, "bins"):
        hint = _("write bins:, or start from a template with template: or extends:")
        yield mistake(root.place_of("bins"), "bins", _("there are no bins"), hint)
    if not text_at(map_at(root, "slate"), "system"):
        hint = _("write slate: {{system: fr}}; known: us, uk, fr").format()
        yield mistake(root.place_of("slate"), "slate.system", _("the slate system is never guessed; say it"), hint)


def _timecode(root: Keys) -> Iterator[Mistake]:
    production = map_at(root, "production")
    start = production.get("start_tc")
    drop = text_at(production, "drop").lower() in scalars.YES
    if start is None and not drop:
        return
    if production.get("fps") is None:
        name = "start_tc" if start else "drop"
        hint = _("write production: {{fps: 25}} with the rate of this production").format()
        yield mistake(production.place_of(name), f"production.{name}", _("timecode means nothing without a rate"), hint)
        return
    try:
        rate = parse_rate(text_at(production, "fps"))
    except TimecodeError:
        return
    if drop and not can_drop(rate):
        message = _("there is no drop frame at {rate}").format(rate=rate_text(rate))
        yield mistake(production.place_of("drop"), "production.drop", message, _("remove it"))
        return
    if start is not None:
        try:
            Timecode.parse(text_at(production, "start_tc"), rate, drop=drop or None)
        except TimecodeError as error:
            yield mistake(start.place, "production.start_tc", error.message, error.hint)


def _color_keys(root: Keys) -> Iterator[Mistake]:
    colors = map_at(root, "colors")
    own = map_at(map_at(root, "vocab"), "status").entries
    known = dict.fromkeys([*STATUSES, *(kind.value for kind in Kind), *own])
    for name in colors.entries:
        if name not in known:
            message = _("{word} is neither a status nor a kind").format(word=name)
            yield mistake(colors.place_of(name), f"colors.{name}", message, scalars.did_you_mean(name, known))


def _precedence(root: Keys) -> Iterator[Mistake]:
    order = texts_at(root, "precedence")
    place = root.place_of("precedence")
    if "human" in order[1:]:
        yield mistake(place, "precedence", _("what a person says always wins"), _("put human first, or leave it out"))
    for word, count in Counter(order).items():
        if count > 1:
            yield mistake(place, "precedence", _("{word} stands there twice").format(word=word), _("keep one"))


_HOLDS = ("place", "children", "sequences")


def _bins(root: Keys, bins: tuple[Node, ...], key: str) -> Iterator[Mistake]:
    seen: dict[str, str] = {}
    views = map_at(root, "views").entries
    for index, node in enumerate(bins, 1):
        if not isinstance(node, Keys):
            continue
        here = member(key, index, node)
        name = text_at(node, "name")
        if name and fold(name) in seen:
            message = _("two bins here are called {name}").format(name=repr(name))
            yield mistake(node.place_of("name"), f"{here}.name", message, _("give one of them another name"))
        seen[fold(name)] = name
        view = text_at(node, "view")
        if view and view not in views:
            message = _("there is no view called {name}").format(name=repr(view))
            yield mistake(node.place_of("view"), f"{here}.view", message, scalars.did_you_mean(view, views))
        if text_at(node, "search") and (held := [word for word in _HOLDS if node.get(word)]):
            message = _("a search bin holds nothing itself, and {name} has {words}").format(
                name=repr(name), words=", ".join(held)
            )
            yield mistake(node.place_of("search"), f"{here}.search", message, _("leave one of the two out"))
        children = node.get("children")
        if isinstance(children, Items):
            yield from _bins(root, children.items, f"{here}.children")
