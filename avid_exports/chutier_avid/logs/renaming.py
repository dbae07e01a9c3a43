"""Columns of a log under other titles, as a person says them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from chutier.errors import NleError, UsageError
from chutier.i18n import _
from chutier_avid.ale import Ale
from chutier_avid.ale.titles import HARD_LENGTH, OWN, REQUIRED, SAFE_LENGTH, is_custom, is_derived, is_safe
from chutier_avid.logs.fitting import fit_titles, same_on_import
from chutier_avid.logs.reshaping import retitled
from chutier_avid.logs.title_names import is_exact, near_standard

_NUMBERED = re.compile(r"(.+)\[([1-9][0-9]?)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rename:
    """One column: `place` counts from 1."""

    place: int
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Renamed:
    """The log under its new titles, what changed, and what a person should still know."""

    ale: Ale
    renames: tuple[Rename, ...]
    warnings: tuple[str, ...] = ()


def rename(ale: Ale, pairs: Sequence[tuple[str, str]]) -> Renamed:
    """`ale` with each (old title, new title) of `pairs`; two may change places. `Title[2]` is the second column of
    that title.

    Raises UsageError for a column that is not there, NleError with every reason why Media Composer would not keep the
    new titles apart or as they are.
    """
    names = list(ale.columns)
    renames: list[Rename] = []
    for old, new in pairs:
        place = _place(ale, old)
        if any(one.place == place + 1 for one in renames):
            raise UsageError(_("{title} is renamed twice").format(title=old), hint=_("say one new title a column"))
        names[place] = new
        renames.append(Rename(place=place + 1, old=ale.columns[place], new=new))
    wrong = [*(why for one in renames for why in _refusals(one, names)), *_lost(ale, names)]
    if wrong:
        raise NleError(
            "; ".join(wrong), path=ale.path, hint=_("nothing was written; chutier avid ale fit finds titles that fit")
        )
    return Renamed(ale=retitled(ale, names), renames=tuple(renames), warnings=tuple(_warnings(renames)))


def proposals(ale: Ale) -> tuple[Rename, ...]:
    """Titles that are nearly ones that Media Composer knows, and those; not where the log has such a column already."""
    known = {same_on_import(title) for title in ale.columns if not near_standard(title)}
    found: list[Rename] = []
    for place, title in enumerate(ale.columns, 1):
        standard = near_standard(title)
        if standard and same_on_import(standard) not in known:
            known.add(same_on_import(standard))
            found.append(Rename(place=place, old=title, new=standard))
    return tuple(found)


def _place(ale: Ale, old: str) -> int:
    places = [place for place, title in enumerate(ale.columns) if title == old]
    if not places and (numbered := _NUMBERED.fullmatch(old)):
        all_of_it = [place for place, title in enumerate(ale.columns) if title == numbered[1]]
        places = all_of_it[int(numbered[2]) - 1 : int(numbered[2])]
    if len(places) == 1:
        return places[0]
    if places:
        raise UsageError(
            _("{count} columns are called {title}").format(count=len(places), title=repr(old)),
            hint=_("say which: {title}[1], {title}[2] …").format(title=old),
        )
    near = get_close_matches(old, ale.columns, n=3, cutoff=0.5) or ale.columns
    raise UsageError(
        _("there is no column {title}").format(title=repr(old)), hint=_("known: {words}").format(words=", ".join(near))
    )


def _refusals(one: Rename, names: Sequence[str]) -> list[str]:
    wrong = []
    if is_derived(one.new) or one.new in OWN:
        wrong.append(_("{title} is worked out by Media Composer and cannot be logged").format(title=one.new))
    elif is_custom(one.new) and not is_safe(one.new):
        fitting = fit_titles([one.new], HARD_LENGTH)[0].new
        wrong.append(
            _("{title} has more than {limit} characters, an import cuts it: {fitting} fits").format(
                title=repr(one.new), limit=HARD_LENGTH, fitting=repr(fitting))
            if len(one.new) > HARD_LENGTH
            else _("{title} has letters that an import spoils: {fitting} fits").format(
                title=repr(one.new), fitting=repr(fitting))
        )  # fmt: skip
    for place, other in enumerate(names, 1):
        if place != one.place and same_on_import(other) == same_on_import(one.new):
            wrong.append(_("{a} and {b} become one column: an import keeps 16 characters, and no case").format(
                a=repr(one.new), b=repr(other)))  # fmt: skip
            break
    return wrong


def _lost(ale: Ale, names: Sequence[str]) -> list[str]:
    return [
        _("without a column {title} nothing is imported").format(title=title)
        for title in REQUIRED
        if title in ale.columns and title not in names
    ]


def _warnings(renames: Sequence[Rename]) -> list[str]:
    warnings = []
    for one in renames:
        if standard := near_standard(one.new):
            warnings.append(_("{title} is a column of your own; Media Composer's is called {standard}").format(
                title=repr(one.new), standard=repr(standard)))  # fmt: skip
        elif not is_exact(one.new) and is_custom(one.new) and len(one.new) > SAFE_LENGTH:
            warnings.append(_("{title} is longer than {limit} characters: some versions cut it").format(
                title=repr(one.new), limit=SAFE_LENGTH))  # fmt: skip
    return warnings
