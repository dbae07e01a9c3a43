"""Names of clips, bins and timelines: by the show's rules, fitted to the program, told when something gave way."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from chutier.blueprint import Blueprint
from chutier.errors import NamingError
from chutier.fields import FIELDS, FieldValue
from chutier.i18n import _
from chutier.model import BinPath, Clip, ClipId, Kind
from chutier.naming import NameLimits, ProgramLimits, Rendered, Rule, fit, fold
from chutier.naming.nodes import Literal, Node, Token
from chutier.plan.tree import Placed

Space = tuple[str | BinPath, str]
"""Where a name must be the only one of its kind: a kind of clip or a bin, and the name folded."""

UNSLATED = frozenset({Kind.STILL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something a person must know before building. `severity` is `error` (the build waits) or `warning`.

    `code` is stable: collision, cut, name, bin, unplaced.
    """

    code: str
    severity: str
    message: str
    hint: str = ""
    clips: tuple[ClipId, ...] = ()


def spaces(placed: Placed, name: str) -> list[Space]:
    """Where a clip's name must be its own, its kind first."""
    key = fold(name)
    return [(placed.kind, key), *((path, key) for path in placed.bins)]


@dataclass(slots=True)
class Namer:
    """Names things for one program, and collects what a person should know of it."""

    blueprint: Blueprint
    limits: ProgramLimits
    problems: list[Problem] = field(default_factory=list)
    numbers: dict[Space, int] = field(default_factory=dict)

    def clip(self, clip: Clip, rules: Mapping[str, Rule]) -> str:
        """The clip's name: by the rule of its kind or of all clips; without a slate, its source name."""
        source = str(clip.fields.get("name", clip.id))
        rule = rules.get(clip.kind.value) or rules["clip"]
        has_slate = "scene" in clip.fields or "slate" in clip.fields or not {"scene", "slate"} & set(rule.tokens)
        if not has_slate or clip.kind in UNSLATED:
            return self._source(source, clip.id)
        try:
            return self._fitted(rule.render(self.context(clip.fields), clip=source), self.limits.clip, clip.id)
        except NamingError as error:
            self._warn(_("{clip} keeps its source name: {why}").format(clip=source, why=error.message), clip.id, error)
            return self._source(source, clip.id)

    def _source(self, source: str, clip: ClipId) -> str:
        """The source name as the program takes it; the clip's id when nothing of it can be written there."""
        try:
            return self._fitted(Rendered.plain(source, identity=False), self.limits.clip, clip)
        except NamingError as error:
            self._warn(error.message, clip, error)
            return clip

    def _warn(self, message: str, clip: ClipId, error: NamingError) -> None:
        problem = Problem(code="name", severity="warning", message=message, hint=error.hint, clips=(clip,))
        self.problems.append(problem)

    def numbered(self, placed: Placed, taken: set[Space]) -> Placed:
        """The clip under the first of NAME_2, NAME_3 … that is free, which is then taken; cut to leave room for it."""
        counted = next(iter(spaces(placed, placed.name)))
        while True:
            number = self.numbers[counted] = self.numbers.get(counted, 1) + 1
            name = self._with_number(placed.name, f"_{number}")
            wanted = spaces(placed, name)
            if not taken.intersection(wanted):
                taken.update(wanted)
                return replace(placed, name=name)

    def _with_number(self, name: str, number: str) -> str:
        limits = self.limits.clip
        shorter = replace(
            limits,
            max_chars=None if limits.max_chars is None else max(limits.max_chars - len(number), 1),
            max_bytes=None if limits.max_bytes is None else max(limits.max_bytes - len(number), 1),
        )
        return fit(Rendered.plain(name, identity=False), shorter).text + number

    def place(self, rule: Rule, tokens: Mapping[str, FieldValue], limits: NameLimits) -> str:
        """The name of a bin or timeline. A description that is not known yet (no scene list) is left out."""
        context = self.context(tokens)
        try:
            rendered = rule.render(context)
        except NamingError:
            # `SEQ {seq:03} {decor}` must name a bin for a scene that no list describes, `J{day}_{date}` for a day whose
            # date no file tells.
            dateless = "day" in context and "date" not in context and "date" in rule.tokens
            rendered = (_without_date(rule) if dateless else rule).loose.render(context)
            if dateless:
                self._tell_dateless(rendered.text, context["day"])
        return self._fitted(rendered, limits, "")

    def _tell_dateless(self, name: str, day: FieldValue) -> None:
        message = _("{name} goes without its date: nothing tells the date of day {day}").format(name=name, day=day)
        hint = _("say it when you ingest: --day {day} --date YYYY-MM-DD").format(day=day)
        self.problems.append(Problem(code="name", severity="warning", message=message, hint=hint))

    def context(self, fields: Mapping[str, FieldValue]) -> dict[str, FieldValue]:
        """The fields with what the production brings to every name."""
        production = self.blueprint.production
        brought: dict[str, FieldValue] = {"code": production.code, "title": production.title, **production.extra}
        if production.season is not None:
            brought["season"] = production.season
        return {**brought, **fields}

    def _fitted(self, rendered: Rendered, limits: NameLimits, clip: ClipId) -> str:
        fitted = fit(rendered, limits, clip=clip)
        if fitted.reasons:
            message = _("{before} becomes {after}: {why}").format(
                before=rendered.text, after=fitted.text, why="; ".join(fitted.reasons)
            )
            code = "cut" if fitted.cut else "fitted"
            self.problems.append(Problem(code=code, severity="warning", message=message, clips=(clip,) if clip else ()))
        return fitted.text


def _without_date(rule: Rule) -> Rule:
    """The rule without its date, nor the sign before it."""
    nodes: list[Node] = []
    for node in rule.nodes:
        if not (isinstance(node, Token) and node.fields == ("date",)):
            nodes.append(node)
        elif nodes and isinstance(nodes[-1], Literal):
            nodes[-1] = Literal(text=nodes[-1].text.rstrip("_-. "))
    return Rule(text=rule.text, nodes=tuple(nodes), tokens=rule.tokens)


def column_texts(clip: Clip, fields: tuple[str, ...], words: Mapping[str, str]) -> dict[str, str]:
    """A clip's columns as text; flags and status in the show's own words, else a flag is X."""
    columns: dict[str, str] = {}
    for name in fields:
        value = clip.fields.get(name)
        if value is None or value is False or value == () or value == "":
            continue
        if value is True:
            columns[name] = words.get(name, "X")
        elif isinstance(value, tuple):
            columns[name] = _plain(", ".join(value))
        else:
            text = _plain(value if isinstance(value, str) else str(value))
            columns[name] = words.get(text, text) if name == "status" else text
    return columns


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def _plain(text: str) -> str:
    """Text as every program keeps it: one kind of line end, no control characters; else it would come back changed, and
    be taken for a person's."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


ALWAYS: tuple[str, ...] = tuple(
    name
    for name in (
        "ep", "scene", "setup", "slate", "take", "tags", "cam", "cams", "circled", "status", "shot_size", "description",
        "comments", "day", "date", "unit", "cam_roll", "sound_roll", "tracks", "characters", "decor", "lens",
    )
    if name in FIELDS
)  # fmt: skip
"""Columns that every clip gets, whatever view its bin shows: what an assistant would have typed."""
