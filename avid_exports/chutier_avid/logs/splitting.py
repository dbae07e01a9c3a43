"""One log cut into several: one a roll, a day, a scene, or a value of any column. No row is lost or changed."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from chutier.errors import UsageError
from chutier.i18n import _
from chutier_avid.ale import Ale, Row
from chutier_avid.logs.title_names import alike, near_standard

SPLIT_BY: dict[str, tuple[str, ...]] = {
    "roll": ("Camroll", "Soundroll", "Reel", "Reel_name", "Tape"),
    "day": ("Shoot Date", "Shoot Day", "Day", "Jour", "Date"),
    "scene": ("Scene",),
}
"""The columns that say it, the first that has a text in a row. Cameras of ARRI write Reel_name."""

_UNFIT = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f]+')
_LONGEST = 100  # bytes of UTF-8 for each part of a name: discs end at 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The rows of one `value` ('' when they have none), as a log of their own and the `name` of its file."""

    value: str
    name: str
    ale: Ale


def columns_for(ale: Ale, by: str) -> tuple[str, ...]:
    """The columns of `ale` that `by` means: a title of it, to the letter or nearly, or what SPLIT_BY says.

    Raises UsageError when there is none.
    """
    if by in ale.titles.index:
        return (by,)
    if by in SPLIT_BY:
        found = _that_say(ale, SPLIT_BY[by])
    else:
        found = tuple(title for title in ale.titles.index if alike(by) and alike(title) == alike(by))
    if len(found) == 1 or (found and by in SPLIT_BY):
        return found
    near = get_close_matches(by, ale.columns, n=3) or ale.columns
    if by in SPLIT_BY:
        raise UsageError(
            _("no column says the {what}: {titles}").format(what=by, titles=", ".join(SPLIT_BY[by])),
            path=ale.path, hint=_("name the column: --by COLUMN, of {words}").format(words=", ".join(ale.columns)),
        )  # fmt: skip
    raise UsageError(
        _("there is no column {title}").format(title=repr(by)), path=ale.path,
        hint=_("known: {words}").format(words=", ".join([*SPLIT_BY, *near])),
    )  # fmt: skip


def _that_say(ale: Ale, titles: Sequence[str]) -> tuple[str, ...]:
    """The columns of `ale` that are one of `titles`, however they are spelled; those with a text, if there is one."""
    meant = [near_standard(title) or title for title in ale.titles.index]
    found = [
        title
        for one in titles
        for title, target in zip(ale.titles.index, meant, strict=True)
        if alike(target) == alike(one)
    ]
    filled = [title for title in found if any(row.get(title) for row in ale)]
    return tuple(filled or found)


def split(ale: Ale, columns: Sequence[str], stem: str, by: str = "") -> tuple[Part, ...]:
    """`ale` by what its rows say in the first of `columns` that has a text, in the order of their first rows; rows
    without any come last. Files are called `stem`_VALUE.ale and `stem`_without_BY.ale, in letters that every disc
    takes, and never two alike."""
    groups: dict[str, list[Row]] = {}
    for row in ale:
        value = next(filter(None, (row.get(title) for title in columns)), "")
        groups.setdefault(unicodedata.normalize("NFC", value), []).append(row)
    without = groups.pop("", None)
    if without:
        groups[""] = without
    names = _names(groups, stem, by or columns[0])
    return tuple(
        Part(value=value, name=name, ale=_part_of(ale, tuple(rows)))
        for (value, rows), name in zip(groups.items(), names, strict=True)
    )


def _part_of(ale: Ale, rows: tuple[Row, ...]) -> Ale:
    """`ale` with some of its rows; half a letter at the end of a damaged file goes with the last row."""
    return replace(ale, rows=rows, path="", half=ale.half if rows[-1] is ale.rows[-1] else ("", b""))


def _names(values: Iterable[str], stem: str, what: str) -> list[str]:
    taken: set[str] = set()
    names = []
    stem = _fit_for_disc(stem) or "log"
    for value in values:
        base = f"{stem}_{_fit_for_disc(value) or '-'}" if value else f"{stem}_without_{_fit_for_disc(what)}"
        name, number = f"{base}.ale", 1
        while _same_on_disc(name) in taken:
            number += 1
            name = f"{base}_{number}.ale"
        taken.add(_same_on_disc(name))
        names.append(name)
    return names


def _same_on_disc(name: str) -> str:
    """Two names of which this is equal are one file on a Mac's or a Windows disc."""
    return unicodedata.normalize("NFD", unicodedata.normalize("NFC", name).casefold())


def _fit_for_disc(value: str) -> str:
    """`value` as a part of a file's name on any disc: `12/3` is `12-3`."""
    name = _UNFIT.sub("-", " ".join(unicodedata.normalize("NFC", value).split())).strip(". ")
    return name.encode()[:_LONGEST].decode("utf-8", "ignore").rstrip(". ")
