"""A merged, checked file into the Blueprint that planning reads: every rule and expression is parsed once."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from chutier.blueprint import BinSpec, Blueprint, Production, Reports, SequenceSpec, When
from chutier.errors import Mistake, ShowError
from chutier.expr import Expr
from chutier.fields import FieldValue
from chutier.i18n import _, ngettext
from chutier.model import DEFAULT_PRECEDENCE, Source
from chutier.naming import Rule
from chutier.show import scalars
from chutier.show.kinds import Table
from chutier.show.meaning import slips_in
from chutier.show.nodes import Items, Keys, Node, items_at, map_at, plain, text_at, text_entries, texts_at
from chutier.show.titles import code_of
from chutier.show.validation import Words, mistakes_in, words_of
from chutier.slate import SlateRules
from chutier.timecode import Timecode, parse_rate

EXTRA = ("client", "agency", "product", "initials", "language")
EXTRA_LISTS = ("spots", "lengths", "ratios", "characters", "interviews", "locations")


def blueprint_of(root: Keys, table: Table, path: str, found: list[Mistake]) -> Blueprint:
    """The Blueprint that the merged file `root` describes; `found` are mistakes met on the way here.

    Raises ShowError with every mistake, in the order of files and lines.
    """
    words = words_of(root)
    raise_all([*found, *mistakes_in(root, table, words), *slips_in(root)], path)
    return _Compiler(root, words).blueprint()


def raise_all(mistakes: list[Mistake], path: str) -> None:
    """Raise ShowError with `mistakes`, each place and message once; nothing happens when there are none."""
    once: dict[tuple[str, int, str], Mistake] = {}
    # An answer also stands under the key that it fills in: it is told where it was written.
    for mistake in sorted(mistakes, key=lambda m: not m.key.startswith("answers.")):
        once.setdefault((mistake.path, mistake.line, mistake.message), mistake)
    if not once:
        return
    ordered = sorted(once.values(), key=lambda m: (m.path != path, m.path, m.line))
    message = ngettext("one mistake", "{count} mistakes", len(ordered)).format(count=len(ordered))
    raise ShowError(message, mistakes=ordered, path=path, hint=_("correct the lines named above, then try again"))


class _Compiler:
    def __init__(self, root: Keys, words: Words) -> None:
        self.root = root
        self.words = words

    def blueprint(self) -> Blueprint:
        root = self.root
        production = self.production()
        return Blueprint(
            id=text_at(root, "id"),
            title=production.title,
            locale=text_at(root, "locale", "en"),
            production=production,
            slate=self.slate(),
            names=self.rules(map_at(root, "names")),
            bins=self.bins(items_at(root, "bins")),
            when=tuple(self.when(node) for node in items_at(root, "rules") if isinstance(node, Keys)),
            colors=text_entries(map_at(root, "colors")),
            views={name: self.columns(name) for name in map_at(root, "views").entries},
            vocab=self.words.vocab,
            track_layout={name: texts_at(map_at(root, "track_layout"), name)
                          for name in map_at(root, "track_layout").entries},
            targets=_free(map_at(root, "targets")),
            turnovers=_free(map_at(root, "turnovers")),
            precedence=self.precedence(),
            reports=self.reports(),
        )  # fmt: skip

    def production(self) -> Production:
        node = map_at(self.root, "production")
        title = text_at(node, "title") or text_at(self.root, "title")
        rate = parse_rate(text_at(node, "fps")) if node.get("fps") else None
        drop = text_at(node, "drop").lower() in scalars.YES
        start = self.start(node, rate, drop)
        extra: dict[str, FieldValue] = {name: text for name in EXTRA if (text := text_at(node, name))}
        extra.update({name: texts for name in EXTRA_LISTS if (texts := texts_at(node, name))})
        return Production(
            code=text_at(node, "code") or code_of(title),
            title=title,
            rate=rate,
            drop=drop or bool(start and start.drop),
            start=start,
            raster=scalars.raster(text_at(node, "raster")) if node.get("raster") else None,
            season=_number(node, "season"),
            episodes=texts_at(node, "episodes"),
            reels=_number(node, "reels"),
            acts=_number(node, "acts"),
            day_one=date.fromisoformat(text_at(node, "day_one").strip()) if node.get("day_one") else None,
            extra=extra,
        )

    def start(self, node: Keys, rate: Fraction | None, drop: bool) -> Timecode | None:
        text = text_at(node, "start_tc")
        return Timecode.parse(text, rate, drop=drop or None) if text and rate else None

    def slate(self) -> SlateRules:
        node = map_at(self.root, "slate")
        usual = SlateRules(system="fr")
        before = usual.prefix_before
        if node.get("added_scenes"):
            before = text_at(node, "added_scenes") == "prefix"
        if node.get("prefix_before"):
            before = scalars.flag(text_at(node, "prefix_before"))
        return SlateRules(
            system=text_at(node, "system"),  # type: ignore[arg-type]  # validated: one of SYSTEMS
            inserted=texts_at(node, "inserted") or usual.inserted,
            prefix_before=before,
            setup_letters=text_at(node, "setup_letters", usual.setup_letters),
            cameras=texts_at(node, "cameras"),
            prefixes=text_entries(map_at(node, "prefixes")),
        )

    def rule(self, text: str) -> Rule:
        return Rule.parse(text, self.words.names, self.words.vocab)

    def rules(self, node: Keys) -> dict[str, Rule]:
        return {name: self.rule(text) for name, text in text_entries(node).items()}

    def bins(self, nodes: tuple[Node, ...]) -> tuple[BinSpec, ...]:
        return tuple(self.bin(node) for node in nodes if isinstance(node, Keys))

    def bin(self, node: Keys) -> BinSpec:
        return BinSpec(
            name=self.rule(text_at(node, "name")),
            place=Expr.parse(text_at(node, "place"), words=self.words.statuses) if node.get("place") else None,
            for_each=text_at(node, "for_each") if node.get("for_each") else "",
            children=self.bins(items_at(node, "children")),
            sequences=tuple(self.sequence(item) for item in items_at(node, "sequences") if isinstance(item, Keys)),
            view=text_at(node, "view"),
            color=self.color(text_at(node, "color")),
            sort=text_at(node, "sort") or "slate",
            omit=text_at(node, "omit") or "skip",
            search=self.rule(text_at(node, "search")) if text_at(node, "search") else None,
            note=text_at(node, "note"),
            line=node.place.line,
        )

    def color(self, text: str) -> str:
        """A colour, or what `colors` says of a status or kind."""
        return text_at(map_at(self.root, "colors"), text, text) if text else ""

    def sequence(self, node: Keys) -> SequenceSpec:
        order = tuple(scalars.order(name) for name in texts_at(node, "order"))
        return SequenceSpec(
            type=text_at(node, "type"), name=self.rule(text_at(node, "name")), order=order, line=node.place.line
        )

    def when(self, node: Keys) -> When:
        return When(
            test=Expr.parse(text_at(node, "when"), words=self.words.statuses),
            names=self.rules(map_at(node, "set")),
            color=self.color(text_at(node, "color")),
            line=node.place.line,
        )

    def columns(self, name: str) -> tuple[str, ...]:
        return tuple(scalars.column(text) for text in texts_at(map_at(self.root, "views"), name))

    def reports(self) -> Reports:
        node = map_at(self.root, "setreports")
        return Reports(headings=text_entries(map_at(node, "headings")), kinds=text_entries(map_at(node, "kinds")))

    def precedence(self) -> tuple[Source, ...]:
        """The order that the file gives; sources that it leaves out come after, a person always first."""
        given = [Source(word) for word in texts_at(self.root, "precedence")]
        return tuple(dict.fromkeys([Source.HUMAN, *given, *DEFAULT_PRECEDENCE]))


def _number(node: Keys, name: str) -> int | None:
    return scalars.whole(text_at(node, name)) if node.get(name) else None


def _free(node: Keys) -> Mapping[str, Mapping[str, object]]:
    """What an adapter reads for itself; a bare name (`fcp:`) is an empty map."""
    found: dict[str, Mapping[str, object]] = {}
    for name, item in node.entries.items():
        value = plain(item)
        found[name] = value if isinstance(value, dict) else {"value": value} if isinstance(item, Items) else {}
    return found
