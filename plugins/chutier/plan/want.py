"""From the show and its clips to the tree that should be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from chutier.blueprint import BinSpec, Blueprint, SequenceSpec
from chutier.errors import NamingError
from chutier.expr import Expr
from chutier.fields import canonical
from chutier.i18n import _
from chutier.model import BinPath, Clip, ClipId, Scene
from chutier.naming import NameLimits, ProgramLimits, Rule, fold
from chutier.plan.actions import spelled
from chutier.plan.joined import Wanted, on_pictures
from chutier.plan.loops import Turn, turns
from chutier.plan.names import ALWAYS, Namer, Problem, Space, column_texts, spaces
from chutier.plan.timelines import Order, starts_of, timeline_clips
from chutier.plan.tree import Placed, Timeline, TimelineKey, Tree, with_parents

_SEARCH = NameLimits(what="search", forbidden="")


def want(
    blueprint: Blueprint,
    clips: Sequence[Clip],
    scenes: Sequence[Scene],
    limits: ProgramLimits,
    *,
    one_home: bool = False,
    sync_on_picture: bool = False,
    search_bins: bool = False,
    number_doubles: bool = False,
) -> Wanted:
    """The tree that `blueprint` makes of these clips and scenes, for a program with these `limits`.

    With `one_home` a clip stays in the first bin that matches it. With `sync_on_picture` a synced take is its picture,
    under the take's name and in the take's bins. Without `search_bins` the show's are left out, and told. With
    `number_doubles`, clips that would get one name are told apart by `_2`, `_3` … in slate order instead of being an
    error.
    """
    order = Order(clips, blueprint, starts_of(clips))
    namer = Namer(blueprint, limits)
    wanted = _Wanting(blueprint, namer, tuple(scenes), order, one_home, search_bins, number_doubles).all(clips)
    return on_pictures(wanted, clips) if sync_on_picture else wanted


@dataclass(slots=True)
class _Wanting:
    blueprint: Blueprint
    namer: Namer
    scenes: tuple[Scene, ...]
    order: Order
    one_home: bool
    search_bins: bool
    number_doubles: bool
    bins: dict[BinPath, BinPath] = field(default_factory=dict)
    homes: dict[ClipId, list[BinPath]] = field(default_factory=dict)
    views: dict[ClipId, dict[str, None]] = field(default_factory=dict)
    bin_colors: dict[ClipId, str] = field(default_factory=dict)
    timelines: dict[TimelineKey, Timeline] = field(default_factory=dict)
    scenic: set[BinPath] = field(default_factory=set)
    sorts: dict[BinPath, str] = field(default_factory=dict)
    searches: dict[BinPath, str] = field(default_factory=dict)

    def all(self, clips: Sequence[Clip]) -> Wanted:
        everything = Turn(clips=self.order.of(clips, ("slate",)))
        for spec in self.blueprint.bins:
            self._spec(spec, (), everything)
        placed = self._as_bins_sort(self._placed(everything.clips), everything.clips)
        unplaced = [clip for clip in everything.clips if clip.id not in self.homes]
        if unplaced:
            self._unplaced(unplaced)
        bins = [path for path in self.bins.values() if path not in self.searches]
        tree = Tree(bins=with_parents(bins), clips=placed, timelines=self.timelines, searches=self._searches())
        return Wanted(tree=tree, problems=tuple(self.namer.problems), unplaced=tuple(clip.id for clip in unplaced))

    def _spec(self, spec: BinSpec, parent: BinPath, outer: Turn) -> None:
        loop = turns(spec.for_each, outer, self.blueprint, self.scenes) if spec.for_each else (outer,)
        for turn in loop:
            if turn.omitted and spec.omit == "skip" and not turn.clips:
                continue
            path = self._bin(spec, parent, turn)
            if path is None:
                continue
            if spec.for_each == "scene" or parent in self.scenic:
                self.scenic.add(path)
            if spec.search is not None:
                self.searches[path] = self.namer.place(spec.search, turn.tokens, _SEARCH)
                continue
            self._fill(spec, path, turn)
            for child in spec.children:
                self._spec(child, path, turn)

    def _searches(self) -> dict[BinPath, str]:
        if self.search_bins or not self.searches:
            return self.searches
        names = ", ".join(path[-1] for path in self.searches)
        message = _("a script can make no search bins there: {names}").format(names=names)
        self.namer.problems.append(Problem(code="search", severity="warning", message=message))
        return {}

    def _bin(self, spec: BinSpec, parent: BinPath, turn: Turn) -> BinPath | None:
        try:
            name = self.namer.place(spec.name, turn.tokens, self.namer.limits.bin)
        except NamingError as error:
            message = _("a bin of line {line} has no name: {why}").format(line=spec.line, why=error.message)
            self.namer.problems.append(Problem(code="bin", severity="error", message=message, hint=error.hint))
            return None
        path = (*parent, name)
        folded = (*parent, fold(name))
        known = self.bins.setdefault(folded, path)
        if known != path:
            message = _("two bins of one name: {a} and {b}").format(a=known[-1], b=name)
            self.namer.problems.append(Problem(code="bin", severity="error", message=message))
        return known

    def _fill(self, spec: BinSpec, path: BinPath, turn: Turn) -> None:
        if spec.place is None:
            return
        inside = _held(spec.place, turn)
        self.sorts.setdefault(path, spec.sort)
        for clip in inside:
            homes = self.homes.setdefault(clip.id, [])
            if path not in homes and not (self.one_home and homes):
                homes.append(path)
            view = self.blueprint.views.get(spec.view, ())
            self.views.setdefault(clip.id, {}).update(dict.fromkeys(canonical(name) or name for name in view))
            if spec.color:
                self.bin_colors.setdefault(clip.id, self.blueprint.colors.get(spec.color, spec.color))
        for sequence in spec.sequences:
            if chosen := timeline_clips(sequence, inside, self.order):
                self._timeline(sequence, path, turn, chosen)

    def _timeline(self, spec: SequenceSpec, path: BinPath, turn: Turn, clips: tuple[ClipId, ...]) -> None:
        try:
            name = self.namer.place(spec.name, turn.tokens, self.namer.limits.sequence)
        except NamingError as error:
            message = _("a timeline of line {line} has no name: {why}").format(line=spec.line, why=error.message)
            self.namer.problems.append(Problem(code="bin", severity="error", message=message, hint=error.hint))
            return
        key = (path, name)
        if key in self.timelines:
            message = _("two timelines of one name in {path}: {name}").format(path=spelled(path), name=name)
            self.namer.problems.append(Problem(code="bin", severity="error", message=message))
        self.timelines[key] = Timeline(bin=path, name=name, type=spec.type, clips=clips)

    def _placed(self, clips: Sequence[Clip]) -> dict[ClipId, Placed]:
        words = self.blueprint.vocab.get("status", {})
        placed = {}
        for clip in clips:
            if clip.id not in self.homes:
                continue
            rules, color = self._rules(clip)
            fields = tuple(dict.fromkeys([*ALWAYS, *self.views.get(clip.id, ())]))
            placed[clip.id] = Placed(
                clip=clip.id,
                kind=clip.kind.value,
                name=self.namer.clip(clip, rules),
                bins=self._home_first(clip),
                columns=column_texts(clip, fields, words),
                color=color or self._color(clip),
                media=clip.media,
                parts=clip.parts,
            )
        return self._told_apart(placed)

    def _as_bins_sort(self, placed: dict[ClipId, Placed], clips: Sequence[Clip]) -> dict[ClipId, Placed]:
        """The same, bin by bin, each bin's clips in the order that the show gives it."""
        homes: dict[BinPath, list[Clip]] = {}
        for clip in clips:
            if clip.id in placed:
                homes.setdefault(placed[clip.id].bins[0], []).append(clip)
        return {
            clip.id: placed[clip.id]
            for path in sorted(homes)
            for clip in self.order.of(homes[path], (self.sorts.get(path, "slate"),))
        }

    def _home_first(self, clip: Clip) -> tuple[BinPath, ...]:
        """A recording lives where its kind or day put it; its scene's bin holds a copy, where there are copies."""
        homes = self.homes[clip.id]
        if clip.media is None:
            return tuple(homes)
        return tuple(sorted(homes, key=lambda path: path in self.scenic))

    def _rules(self, clip: Clip) -> tuple[Mapping[str, Rule], str]:
        names, color = self.blueprint.names, ""
        for when in self.blueprint.when:
            if when.test.test(clip.fields):
                # A conditional clip rule holds for this clip whatever rule its kind has.
                own = {**when.names, clip.kind.value: when.names["clip"]} if "clip" in when.names else when.names
                names, color = {**names, **own}, when.color or color
        return names, color

    def _color(self, clip: Clip) -> str:
        colors, fields = self.blueprint.colors, clip.fields
        reasons = ("issue" if fields.get("issues") else "", "circled" if fields.get("circled") else "")
        for word in (*reasons, str(fields.get("status", "")), clip.kind.value):
            if word and word in colors:
                return colors[word]
        return self.bin_colors.get(clip.id, "")

    def _told_apart(self, placed: dict[ClipId, Placed]) -> dict[ClipId, Placed]:
        """Clips of one kind, or of one bin, that would get one name: an error, or numbered."""
        groups: dict[Space, list[ClipId]] = {}
        for clip, one in placed.items():
            for space in spaces(one, one.name):
                groups.setdefault(space, []).append(clip)
        doubles = dict.fromkeys(tuple(ids) for ids in groups.values() if len(ids) > 1)
        if self.number_doubles:
            taken, later = set(groups), {clip for ids in doubles for clip in ids[1:]}
            for clip in [clip for clip in placed if clip in later]:
                placed[clip] = self.namer.numbered(placed[clip], taken)
            return placed
        for ids in doubles:
            self._collision(placed, ids)
        return placed

    def _collision(self, placed: dict[ClipId, Placed], ids: tuple[ClipId, ...]) -> None:
        files = [_known_as(i, placed) for i in ids]
        message = _("{n} clips would all be called {name}: {clips}").format(
            n=len(ids), name=placed[ids[0]].name, clips=", ".join(files)
        )
        hint = _("say what tells them apart (chutier set CLIP cam=B, take=…), or build with --number-doubles")
        self.namer.problems.append(Problem(code="collision", severity="error", message=message, hint=hint, clips=ids))

    def _unplaced(self, clips: Sequence[Clip]) -> None:
        names = ", ".join(str(clip.fields.get("name", clip.id)) for clip in clips)
        message = _("no bin of the template takes: {clips}").format(clips=names)
        ids = tuple(clip.id for clip in clips)
        self.namer.problems.append(Problem(code="unplaced", severity="warning", message=message, clips=ids))


def _held(place: Expr, turn: Turn) -> list[Clip]:
    """The clips of the turn that `place` takes. That they have the loop's value need not be asked of each again."""
    rest: Expr | None = place
    if turn.over and place.keyed_by is not None and place.keyed_by[0] == turn.over:
        rest = place.keyed_by[1]
    return [clip for clip in turn.clips if rest is None or rest.test(clip.fields, turn.it_of(clip))]


def _known_as(clip: ClipId, placed: Mapping[ClipId, Placed]) -> str:
    """What a person knows a clip by: its file, or the files that it joins."""
    one = placed.get(clip)
    if one is None:
        return clip
    if one.media:
        return one.media.path.rsplit("/", 1)[-1]
    return " + ".join(_known_as(part, placed) for part in one.parts if part != clip) or clip
