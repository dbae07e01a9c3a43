"""The bench: a show, its catalogue and one editing program, side by side."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chutier.catalog import Catalog
from chutier.errors import NleError, PlanError
from chutier.events import Report, silent
from chutier.i18n import _
from chutier.model import Clip
from chutier.organise.gather import clips_of, scenes_of
from chutier.organise.programs import connect
from chutier.plan import (
    ByHand,
    KeptPlan,
    MakeSearchBin,
    Nle,
    Outcome,
    Plan,
    Tree,
    Wanted,
    diff,
    fingerprint,
    plan_from_json,
    plan_to_json,
    remember,
    tree_from_json,
    tree_to_json,
    want,
)  # fmt: skip
from chutier.show import Show


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did, and what is left to do after it (`left`, observed anew)."""

    outcome: Outcome
    left: Plan

    def as_data(self) -> dict[str, Any]:
        """For JSON: every action once, under done, failed or by_hand."""
        return {
            "done": [_line(action) for action in self.outcome.done],
            "failed": [{**_line(failure.action), "why": failure.why} for failure in self.outcome.failed],
            "by_hand": [{**_line(one.action), "instruction": one.instruction} for one in self.outcome.by_hand],
            "lists": list(self.outcome.lists),
            "left": len(self.left.actions),
        }

    @property
    def by_hand(self) -> tuple[ByHand, ...]:
        """What a person must do, each instruction once."""
        seen: dict[tuple[str, tuple[str, ...]], ByHand] = {}
        for one in self.outcome.by_hand:
            seen.setdefault((one.instruction, one.bin), one)
        return tuple(seen.values())


def _line(action: object) -> dict[str, str]:
    return {"do": type(action).__name__, "line": str(action)}


class Bench:
    """Makes plans and performs them. Opened by `Bench.open`, as a context manager."""

    def __init__(
        self,
        show: Show,
        catalogue: Catalog,
        nle: Nle,
        key: str,
        *,
        number_doubles: bool = False,
        folder: Path | None = None,
        clips: list[Clip] | None = None,
    ) -> None:
        self._folder = folder
        self.show = show
        self.catalogue = catalogue
        self.nle = nle
        self.key = key
        self.scenes = scenes_of(show)
        self.clips = clips_of(show, catalogue) if clips is None else clips
        self.wanted: Wanted = want(
            show.blueprint, self.clips, self.scenes, nle.limits, one_home=nle.one_home,
            sync_on_picture=nle.sync_on_picture, search_bins=MakeSearchBin in nle.abilities,
            number_doubles=number_doubles,
        )  # fmt: skip
        nle.know({clip.id: clip.media for clip in self.clips if clip.media is not None})

    @classmethod
    @contextmanager
    def open(
        cls,
        show: Show,
        catalogue: Catalog,
        program: str,
        *,
        out: Path | None = None,
        number_doubles: bool = False,
        options: Mapping[str, str] | None = None,
        clips: list[Clip] | None = None,
    ) -> Iterator["Bench"]:
        """A bench for `program`; what it writes goes to `out`, by default a folder of its name in the show's. `clips`
        are the show's, when they have been gathered already."""
        folder = (out if out is not None else show.root / program).resolve()
        nle = connect(program, out=folder, blueprint=show.blueprint, options=options or {})
        try:
            yield cls(show, catalogue, nle, nle.target, number_doubles=number_doubles, folder=folder, clips=clips)
        finally:
            nle.close()

    def last(self) -> Tree | None:
        """What we wrote last to this program or folder."""
        text = self.catalogue.applied(self.key)
        return tree_from_json(text) if text else None

    def plan(self, *, insist: bool = False) -> Plan:
        """What would be done now. Nothing is written."""
        seen = self.nle.observe()
        # Where nothing is left at all, nobody tidied up: the folder was thrown away, or its disc is another one.
        last = self.last() if seen.bins or seen.clips or seen.timelines else None
        return diff(self.wanted.tree, seen, last, insist=insist)

    def keep(self, plan: Plan) -> str:
        """The plan as JSON, to be performed later by `kept`."""
        return plan_to_json(KeptPlan(plan=plan, target=self.key, fingerprint=fingerprint(self.nle.observe())))

    def kept(self, text: str) -> Plan:
        """A plan that was kept. Raises PlanError when it is for another project, or when the project has changed."""
        found = plan_from_json(text)
        again = _("make the plan again: chutier plan --nle PROGRAM --save FILE")
        if found.target != self.key:
            raise PlanError(_("this plan is for {target}").format(target=found.target), hint=again)
        if found.fingerprint != fingerprint(self.nle.observe()):
            raise PlanError(_("the project has changed since this plan was made"), hint=again)
        return found.plan

    def perform(self, plan: Plan, report: Report = silent) -> Built:
        """Carry the plan out and remember what is now ours.

        Raises PlanError, and does nothing, while two clips would get one name or the out folder is in a card;
        NleError when the program goes away in the middle, after remembering what it had done.
        """
        if self.wanted.errors:
            first = self.wanted.errors[0]
            raise PlanError(first.message, hint=first.hint)
        self._refuse_cards()
        try:
            outcome = self.nle.perform(plan.actions, report) if plan.actions else Outcome()
        except NleError:
            # A program that is gone cannot always be looked at; what was wrong with it is what counts.
            with suppress(NleError):
                self._remember()
            raise
        seen, ours = self._remember()
        return Built(outcome=outcome, left=diff(self.wanted.tree, seen, ours))

    def _refuse_cards(self) -> None:
        """Cards and sound rolls are only read: nothing is built beside their files or beneath."""
        if self._folder is None:
            return
        media = {Path(clip.media.path).parent for clip in self.clips if clip.media and clip.media.path}
        # Files that lie in the show's own folder, or above it, make no card of it.
        cards = {card.resolve() for card in media} - {self.show.root.resolve(), *self.show.root.resolve().parents}
        for card in sorted(cards & {self._folder, *self._folder.parents}):
            raise PlanError(
                _("{out} is in {card}, which holds media, and nothing is written there").format(
                    out=self._folder, card=card
                ),
                hint=_("choose another folder (--out)"),
            )

    def _remember(self) -> tuple[Tree, Tree]:
        """What is there now, and what of it is ours from now on."""
        seen = self.nle.observe()
        ours = remember(self.wanted.tree, seen, self.last())
        self.catalogue.save_applied(self.key, tree_to_json(ours))
        return seen, ours
