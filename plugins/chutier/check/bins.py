"""The bins: clips that none takes, bins that should hold something, names that are cut, what was not yet built."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from chutier.blueprint import BinSpec, Blueprint
from chutier.catalog import Catalog
from chutier.catalog.merge import folded_text
from chutier.check.facts import Facts, day_of, issue
from chutier.check.issue import Issue
from chutier.errors import ChutierError
from chutier.fields import FIELDS
from chutier.i18n import _, current_language, ngettext
from chutier.naming import Rule, limits_for
from chutier.naming.nodes import tokens_of
from chutier.organise import Bench
from chutier.plan import PlaceClip, Plan, Wanted, kept_line, want
from chutier.setreports.note import PaperKind
from chutier.show import Show

USUAL = "avid"
"""The program whose limits hold while nothing has been built: the narrowest."""


def bins(facts: Facts, show: Show, catalogue: Catalog) -> Iterator[Issue]:
    """Everything about bins and names, for each program that was built for, else for the narrowest."""
    targets = [key.partition(":") for key in catalogue.applied_to()]
    built = [(program, Path(folder)) for program, _sign, folder in targets if Path(folder).is_dir()]
    wanted: Wanted | None = None
    for program, folder in built:
        try:
            with Bench.open(show, catalogue, program, out=folder, clips=list(facts.clips)) as bench:
                wanted = wanted or bench.wanted
                yield from _not_built(facts, program, folder, bench.plan())
        except ChutierError:
            continue  # a program that is not there now: build says why
    if wanted is None:
        limits = limits_for(USUAL, show.blueprint.targets.get(USUAL, {}))
        wanted = want(_without_sequences(show.blueprint), facts.clips, facts.scenes, limits)
    yield from _names(facts, wanted)
    yield from _cut_by_rules(facts, show.blueprint)
    yield from _empty(facts)


def _without_sequences(blueprint: Blueprint) -> Blueprint:
    """The same bins: what is in their sequences, and in which order, is not asked here."""
    return replace(blueprint, bins=tuple(map(_bare, blueprint.bins)))


def _bare(spec: BinSpec) -> BinSpec:
    return replace(spec, sequences=(), sort="name", children=tuple(map(_bare, spec.children)))


def _not_built(facts: Facts, program: str, folder: Path, plan: Plan) -> Iterator[Issue]:
    days: dict[int | None, list[PlaceClip]] = {}
    for action in plan.actions:
        if isinstance(action, PlaceClip) and (clip := facts.by_id.get(action.placed.clip)):
            days.setdefault(day_of(clip), []).append(action)
    for day, some in days.items():
        what = ngettext(
            "{n} clip is not yet in the bins of {program}", "{n} clips are not yet in the bins of {program}", len(some)
        ).format(n=len(some), program=program)
        seen = [(str(folder), str(action)) for action in some]
        clips = sorted(one.placed.clip for one in some)
        yield issue("not-built", program, what, day=day, evidence=seen, clips=clips, of=clips,
                    todo=_("run: chutier build --nle {program}").format(program=program))  # fmt: skip
    for kept in plan.kept:
        line = kept_line(kept).removeprefix("= kept").strip()
        yield issue("by-hand", f"{program}: {kept.subject}", line, evidence=[(str(folder), kept.what)], of=[kept.what])


def _names(facts: Facts, wanted: Wanted) -> Iterator[Issue]:
    """What planning says of names and of clips without a bin."""
    codes = {"collision": "name-collision", "bin": "name-collision", "cut": "name-cut", "unplaced": "no-bin"}
    for problem in wanted.problems:
        if problem.code not in codes:
            continue
        known = [facts.by_id[clip] for clip in problem.clips if clip in facts.by_id]
        days = {day_of(clip) for clip in known}
        seen = [(clip.media.path, facts.label(clip.fields)) for clip in known if clip.media]
        names = [str(clip.fields.get("name", clip.id)) for clip in known]
        yield issue(
            codes[problem.code], ", ".join(names[:4]) or problem.code, problem.message, evidence=seen,
            clips=problem.clips, day=days.pop() if len(days) == 1 else None, todo=problem.hint,
            of=sorted(problem.clips),
        )  # fmt: skip


def _cut_by_rules(facts: Facts, blueprint: Blueprint) -> Iterator[Issue]:
    """Values longer than the `|max:n` of the show's own rules."""
    longest: dict[str, int] = {}
    for rule in _rules(blueprint):
        for token in tokens_of(rule.nodes):
            for one in token.filters:
                if one.name == "max":
                    name = token.fields[0]
                    longest[name] = min(one.number, longest.get(name, one.number))
    cut: dict[tuple[str, str], list[str]] = {}
    days: dict[tuple[str, str], int | None] = {}
    for clip in facts.recorded:
        for name, length in longest.items():
            value = clip.fields.get(name)
            if isinstance(value, str) and len(unicodedata.normalize("NFC", value)) > length:
                cut.setdefault((name, value), []).append(clip.id)
                days.setdefault((name, value), day_of(clip))
    for (name, value), clips in cut.items():
        label = FIELDS[name].french if current_language() == "fr" else FIELDS[name].english
        what = _("{field} ‘{value}’ ({n} characters) is cut to {most} in names").format(
            field=label, value=value, n=len(value), most=longest[name]
        )
        scenes = sorted({str(facts.by_id[clip].fields.get("scene", "")) for clip in clips})
        yield issue("name-cut", value, what, day=days[name, value], clips=clips,
                    evidence=[(_("scene {scene}").format(scene=scene), value) for scene in scenes])  # fmt: skip


def _rules(blueprint: Blueprint) -> Iterator[Rule]:
    yield from blueprint.names.values()
    yield from _bin_rules(blueprint.bins)


def _bin_rules(specs: Sequence[BinSpec]) -> Iterator[Rule]:
    for spec in specs:
        yield spec.name
        yield from _bin_rules(spec.children)


def _empty(facts: Facts) -> Iterator[Issue]:
    """`empty-bin`: a scene or a day that the script notes tell of, and of which nothing has arrived."""
    scenes = {folded_text(str(clip.fields.get("scene", ""))) for clip in facts.recorded}
    days = {day_of(clip) for clip in facts.recorded}
    lines = [line for line in facts.notes if line.paper.kind is PaperKind.SCRIPT and not line.note.refused]
    told: dict[tuple[str, int | None], list[str]] = {}
    for line in lines:
        scene = str(line.note.said.get("scene", ""))
        if line.day is not None and line.day not in days:
            told.setdefault((f"day {line.day}", line.day), []).append(line.origin)
        elif scene and folded_text(scene) not in scenes:
            told.setdefault((scene, line.day), []).append(line.origin)
    for (subject, day), origins in told.items():
        about = _("day {day}").format(day=day) if day not in days else subject
        what = ngettext(
            "{subject}: the script notes tell of {n} take, and nothing of it has arrived",
            "{subject}: the script notes tell of {n} takes, and nothing of it has arrived", len(origins),
        ).format(subject=about, n=len(origins))  # fmt: skip
        yield issue("empty-bin", subject, what, day=day, evidence=[(origin, "") for origin in origins])
