"""Two logs of the same clips made one: nothing that A says is lost unless somebody asks for it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from chutier.errors import TimecodeError, UsageError
from chutier.i18n import _, ngettext
from chutier_avid.ale import Ale, check
from chutier_avid.ale.checks import is_same_file
from chutier_avid.ale.clock import log_rate
from chutier_avid.ale.titles import OWN, REQUIRED, is_derived
from chutier_avid.bins.from_log import tape_of
from chutier_avid.logs.choosing import Choice, Winner, same_text
from chutier_avid.logs.incoming import Incoming, IncomingRow
from chutier_avid.logs.pairing import BY_TIME, How, Key, Pair, Pairing, key_of, label, pair
from chutier_avid.logs.reshaping import lengthened, widened, with_cells
from chutier_avid.logs.title_names import meant_titles
from chutier_avid.rehearsal.landing import KEYS


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Both say something under `column`, and not the same. `row` counts rows of A from 1, `line` is that of B's file;
    `asked` when a person chose the winner."""

    row: int
    line: int
    name: str
    column: str
    a: str
    b: str
    winner: Winner
    asked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnCount:
    """What a column of B does, over all pairs. `written` is its title in B where that differs; `adds` when A has no
    such column; `new`: A's cell was empty; `kept`: A's text won; `blank`: B says nothing."""

    title: str
    written: str = ""
    adds: bool = False
    new: int = 0
    equal: int = 0
    overwritten: int = 0
    kept: int = 0
    blank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAdded:
    """A row of B that has no partner and cannot be added, and why."""

    row: int
    line: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The merged log `ale`, and what was done to make it."""

    ale: Ale
    pairing: Pairing
    columns: tuple[ColumnCount, ...]
    conflicts: tuple[Conflict, ...]
    added: tuple[int, ...] = ()
    not_added: tuple[NotAdded, ...] = ()
    left_out: tuple[str, ...] = ()
    """Columns of B that Media Composer works out itself and A has not."""
    repeats: tuple[int, ...] = ()
    """Rows of B that say what one before them says."""
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Work:
    """What has been found so far."""

    changes: dict[int, dict[str, str]] = field(default_factory=dict)
    counts: dict[str, Counter[str]] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)


def merge(
    a: Ale,
    b: Incoming,
    choice: Choice | None = None,
    *,
    by_name: bool = False,
    add: bool = False,
    only: Iterable[str] = (),
) -> Merged:
    """`a` with what the rows of `b` say of the same clips. `only` are the columns to bring, when not all; with `add`
    rows of `b` without a partner come after those of `a`.

    Pairs are exact (see `pairing`); rows that could be several are left alone and told. Merging `b` once more changes
    nothing. Raises UsageError when one of the two has no column to pair by.
    """
    choice = choice or Choice()
    _refuse_keyless(a, b, by_name)
    wanted = frozenset(only)
    named = meant_titles(b.titles, a.columns)
    brought = {
        title: target for title, target in named.items()
        if (not wanted or target in wanted) and not (_is_worked_out(target) and target not in a.titles.index)
    }  # fmt: skip
    rows = _unrepeated(b)
    mine, theirs = _keys_of_log(a), _keys_of_incoming(rows, named, a)
    pairing = pair(mine, list(theirs.values()), (How.NAME,) if by_name else BY_TIME)
    work = _Work(counts={target: Counter() for target in brought.values()})
    for one in pairing.pairs:
        _compare(a, b, one, brought, choice, work)
    added, not_added = _to_add(b, pairing.only_b, mine, theirs, by_name) if add else ([], [])
    more = {target: text for number in added for target, text in _row_of(a, b, number, brought, named).items() if text}
    filled = {title for said in work.changes.values() for title in said} | set(more)
    new_titles = [title for title in dict.fromkeys([*brought.values(), *more]) if title in filled]
    ale = widened(a, [title for title in new_titles if title not in a.titles.index])
    ale = with_cells(ale, work.changes)
    ale = lengthened(ale, [_row_of(a, b, number, brought, named) for number in added])
    return Merged(
        ale=ale, pairing=pairing, columns=_counts(a, work, brought), conflicts=tuple(work.conflicts),
        added=tuple(added), not_added=tuple(not_added),
        left_out=tuple(t for t in named.values() if _is_worked_out(t) and t not in a.titles.index),
        repeats=tuple(n for n in range(1, len(b.rows) + 1) if n not in rows), notes=_notes(a, b, ale, pairing),
    )  # fmt: skip


def _refuse_keyless(a: Ale, b: Incoming, by_name: bool) -> None:
    in_b = set(meant_titles(b.titles, a.columns).values())
    tapes = a.head("TAPE"), any(row.tape for row in b.rows)
    for which, titles, tape in (("A", set(a.columns), tapes[0]), ("B", in_b, tapes[1])):
        sources = {"Tape", "Source File"} & titles or tape
        lacking = "Name" if by_name else "Start" if "Start" not in titles else "" if sources else "Tape"
        if lacking and lacking not in titles:
            written = b.titles if which == "B" else a.columns
            raise UsageError(
                _("{file} has no column {title} to pair by").format(file=which, title=lacking),
                hint=_("pair by the other key (--by name, --by time), or say which title of B means it: "
                       "--as TITLE={title}; titles: {words}").format(title=lacking, words=", ".join(written)),
            )  # fmt: skip


def _is_worked_out(title: str) -> bool:
    return is_derived(title) or title in OWN


def _unrepeated(b: Incoming) -> dict[int, IncomingRow]:
    """Rows by number, without those that say word for word what one before them says."""
    seen: set[tuple[str, ...]] = set()
    rows: dict[int, IncomingRow] = {}
    for number, row in enumerate(b.rows, 1):
        said = tuple(row.cells.get(title, "") for title in b.titles)
        if said not in seen:
            rows[number] = row
        seen.add(said)
    return rows


def _rate_of(text: str) -> Fraction | None:
    try:
        return log_rate(text) if text else None
    except TimecodeError:
        return None


def _keys_of_log(a: Ale) -> list[Key]:
    keys = []
    for number, row in enumerate(a.rows, 1):
        cells = {title: row.get(title) for title in ("Name", "Source File", "Start", "End")}
        keys.append(key_of(number, cells, tape_of(a, row), _rate_of(row.get("FPS") or a.head("FPS"))))
    return keys


def _keys_of_incoming(rows: Mapping[int, IncomingRow], named: Mapping[str, str], a: Ale) -> dict[int, Key]:
    """By number. A table seldom says frames per second: then it counts as A does."""
    clock = _rate_of(a.head("FPS"))
    keys = {}
    for number, row in rows.items():
        cells = _by_target(row, named)
        keys[number] = key_of(number, cells, cells.get("Tape") or row.tape, row.rate or clock)
    return keys


def _by_target(row: IncomingRow, named: Mapping[str, str]) -> dict[str, str]:
    return {target: row.cells.get(title, "") for title, target in named.items()}


def _compare(a: Ale, b: Incoming, one: Pair, brought: Mapping[str, str], choice: Choice, work: _Work) -> None:
    row, other = a.rows[one.a - 1], b.rows[one.b - 1]
    rate = _rate_of(row.get("FPS") or a.head("FPS"))
    for title, target in brought.items():
        mine, theirs = row.get(target), other.cells.get(title, "").strip()
        count = work.counts[target]
        if not theirs:
            count["blank"] += 1
            continue
        if not mine:
            count["new"] += 1
            work.changes.setdefault(one.a - 1, {})[target] = theirs
            continue
        if _same(target, mine, theirs, rate):
            count["equal"] += 1
            continue
        winner = choice.winner(target, mine, theirs)
        count["overwritten" if winner is Winner.B else "kept"] += 1
        work.conflicts.append(Conflict(
            row=one.a, line=other.line, name=row.get("Name"), column=target, a=mine, b=theirs, winner=winner,
            asked=choice.is_asked(target),
        ))  # fmt: skip
        if winner is Winner.B:
            work.changes.setdefault(one.a - 1, {})[target] = theirs


def _same(title: str, a: str, b: str, rate: Fraction | None) -> bool:
    if same_text(a, b):
        return True
    if title in ("Start", "End", "Duration"):
        return label(a, rate) == label(b, rate)
    return title == "FPS" and _rate_of(a) is not None and _rate_of(a) == _rate_of(b)


def _to_add(
    b: Incoming, only_b: Sequence[int], mine: Sequence[Key], theirs: Mapping[int, Key], by_name: bool
) -> tuple[list[int], list[NotAdded]]:
    """The rows of B that can be rows of A, and those that cannot: a log needs to know what a row is, and once."""
    taken: dict[tuple[str, ...], list[Key]] = {}
    for key in mine:
        taken.setdefault(_spot(key, by_name), []).append(key)
    added: list[int] = []
    refused: list[NotAdded] = []
    for number in only_b:
        key = theirs[number]
        others = taken.setdefault(_spot(key, by_name), [])
        why = _lacking(key, by_name)
        if not why and any(by_name or is_same_file(one.file, key.file) for one in others):
            why = _("another row has its name") if by_name else _("another row has its tape, Start and End")
        if why:
            refused.append(NotAdded(row=number, line=b.rows[number - 1].line, why=why))
        else:
            others.append(key)
            added.append(number)
    return added, refused


def _spot(key: Key, by_name: bool) -> tuple[str, ...]:
    return (key.name,) if by_name else (key.source, key.start, key.end)


def _lacking(key: Key, by_name: bool) -> str:
    """What keeps a row from being one of a log; '' when nothing does."""
    needed = {"Name": key.name, "Start": key.start, "End": key.end}
    if not by_name:
        needed["Tape"] = key.source
    missing = [title for title, text in needed.items() if not text]
    return _("no {titles}").format(titles=", ".join(missing)) if missing else ""


def _row_of(
    a: Ale, b: Incoming, number: int, brought: Mapping[str, str], named: Mapping[str, str]
) -> Mapping[str, str]:
    """A row of B as one of A. It keeps its own tape and rate where A's heading says others."""
    row = b.rows[number - 1]
    keys = KEYS | set(REQUIRED)
    titles = {title: target for title, target in named.items() if title in brought or target in keys}
    cells = _by_target(row, titles)
    if row.tape and row.tape != a.head("TAPE"):
        cells["Tape"] = row.tape
    if b.fps and not cells.get("FPS") and _rate_of(b.fps) != _rate_of(a.head("FPS")):
        cells["FPS"] = b.fps
    return cells


def _counts(a: Ale, work: _Work, brought: Mapping[str, str]) -> tuple[ColumnCount, ...]:
    return tuple(
        ColumnCount(
            title=target, written=title if title != target else "", adds=target not in a.titles.index,
            **work.counts[target],
        )
        for title, target in brought.items()
    )  # fmt: skip


def _notes(a: Ale, b: Incoming, merged: Ale, pairing: Pairing) -> tuple[str, ...]:
    notes = [*a.notes, *b.notes]
    rates = sum(_rates_differ(a, b, one) for one in pairing.pairs)
    if rates:
        notes.append(ngettext(
            "{n} pair counts at different rates: A's was taken", "{n} pairs count at different rates: A's was taken",
            rates,
        ).format(n=rates))  # fmt: skip
    titles: Sequence[str] = tuple(
        found.message for found in check(replace(merged, rows=())) if found.code in ("E08", "W01")
        and found.column not in a.titles.index
    )  # fmt: skip
    return (*notes, *titles)


def _rates_differ(a: Ale, b: Incoming, one: Pair) -> bool:
    row, rate = a.rows[one.a - 1], b.rows[one.b - 1].rate
    mine = _rate_of(row.get("FPS") or a.head("FPS"))
    return bool(mine and rate and mine != rate)
