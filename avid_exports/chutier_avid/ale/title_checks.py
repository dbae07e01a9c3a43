"""The line of titles: what is missing, what an import would cut, spoil or merge, and what is almost one of Avid's."""

from collections.abc import Iterator

from chutier.i18n import _
from chutier_avid.ale.codes import Finding, found
from chutier_avid.ale.document import Ale
from chutier_avid.ale.titles import (
    HARD_LENGTH,
    MOST_TITLES,
    REQUIRED,
    SAFE_LENGTH,
    is_custom,
    is_derived,
    odd_letters,
    standard_meant,
)


def title_findings(ale: Ale) -> Iterator[Finding]:
    """E01, E08, W01, W02, W08 and W09."""
    for title in REQUIRED:
        if title not in ale.titles.index:
            yield found("E01", 0, title, _("there is no column {title}").format(title=title))
    seen: dict[str, str] = {}
    for title in ale.columns:
        if is_derived(title):
            yield found("W08", 0, title, _("{title} is worked out by Media Composer and cannot be logged").format(
                title=title))  # fmt: skip
        if not is_custom(title):
            continue
        cut = title[:HARD_LENGTH].casefold()
        if cut in seen:
            yield found("E08", 0, title, _("{a} and {b} become one column: an import keeps 16 characters").format(
                a=repr(seen[cut]), b=repr(title)))  # fmt: skip
        seen.setdefault(cut, title)
        if exact := standard_meant(title):
            yield found("W09", 0, title, _("{title} makes a column of its own: Avid's is spelled {exact}").format(
                title=repr(title), exact=repr(exact)))  # fmt: skip
        else:
            yield from _spoiled(title)
    count = len(ale.columns) + len(ale.heading)
    if count > MOST_TITLES:
        yield found("W02", 0, "", _("{count} titles, where the manual allows {most}").format(
            count=count, most=MOST_TITLES))  # fmt: skip


def _spoiled(title: str) -> Iterator[Finding]:
    if len(title) > SAFE_LENGTH:
        limit = HARD_LENGTH if len(title) > HARD_LENGTH else SAFE_LENGTH
        yield found("W01", 0, title, _("the title {title} is longer than {limit} characters").format(
            title=repr(title), limit=limit))  # fmt: skip
    if letters := odd_letters(title):
        yield found("W01", 0, title, _("the title {title} has {letters}: plain letters, digits and _ # . - are safe")
                    .format(title=repr(title), letters=" ".join(map(_shown, letters))))  # fmt: skip


def _shown(letter: str) -> str:
    return letter if letter.isprintable() else ascii(letter)
