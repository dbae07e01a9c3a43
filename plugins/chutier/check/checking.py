"""The check itself: every test run over the same facts, in the order in which a person reads the answer."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain

from chutier.catalog import Catalog
from chutier.check import clock, identity, media, numbering, oddities, takes
from chutier.check.accepting import accepted
from chutier.check.bins import bins
from chutier.check.facts import Facts
from chutier.check.issue import Accepted, Issue, Severity
from chutier.check.kinds import KINDS
from chutier.show import Show

_SEVERITIES = tuple(Severity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What a check found. `issues` holds accepted ones too; `facts` what it was found in."""

    issues: tuple[Issue, ...]
    facts: Facts

    @property
    def open(self) -> tuple[Issue, ...]:
        """What nobody has accepted."""
        return tuple(issue for issue in self.issues if issue.accepted is None)

    @property
    def status(self) -> int:
        """The exit status: 0 clean, 1 warnings, 2 something blocks. Notices and accepted issues count for nothing."""
        severities = {issue.severity for issue in self.open}
        return 2 if Severity.BLOCKING in severities else 1 if Severity.WARNING in severities else 0

    def of_day(self, day: int | None) -> "Checked":
        """The same for one shooting day; None leaves it whole."""
        if day is None:
            return self
        return replace(self, issues=tuple(issue for issue in self.issues if issue.day == day))


def check(show: Show, catalogue: Catalog) -> Checked:
    """Reconcile cards, sound, script and bins of a show. Nothing is written; media is opened only to compare copies."""
    with _uncollected():
        facts = Facts.gather(show, catalogue)
        found = list(chain(_in_the_catalogue(facts), bins(facts, show, catalogue)))
    return Checked(issues=_in_order(_with_accepted(found, accepted(catalogue))), facts=facts)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Nothing here is thrown away before the end: looking for garbage again and again would cost a quarter of it."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _in_the_catalogue(facts: Facts) -> Iterator[Issue]:
    missing = takes.missing_takes(facts)
    yield from takes.absent(facts, missing)
    yield from takes.unpaired(facts, missing)
    yield from takes.unnoted(facts)
    yield from takes.unaccompanied(facts)
    yield from numbering.clip_numbers(facts, missing)
    yield from numbering.take_numbers(facts)
    for test in (
        identity.duplicates, identity.reels, identity.conflicts, identity.notes_twice, identity.slates, clock.timecodes,
        clock.sound, media.files, media.rates, media.looks, media.tracks, oddities.oddities,
    ):  # fmt: skip
        yield from test(facts)


def _with_accepted(found: Iterable[Issue], known: Mapping[str, Accepted]) -> list[Issue]:
    """Each issue once, with who accepted it. Two of one subject are told apart by their number."""
    seen: dict[str, int] = {}
    out = []
    for issue in found:
        count = seen[issue.key] = seen.get(issue.key, 0) + 1
        key = issue.key if count == 1 else f"{issue.key}-{count}"
        out.append(replace(issue, key=key, accepted=known.get(key)))
    return out


def _in_order(found: Sequence[Issue]) -> tuple[Issue, ...]:
    """Blocking ones first, then by day, kind and subject."""
    place = {code: index for index, code in enumerate(KINDS)}
    return tuple(
        sorted(found, key=lambda one: (_SEVERITIES.index(one.severity), one.day or 0, place[one.code], one.subject))
    )
