"""The rehearsal itself: each row of the log against the clips of the bin."""

from collections import Counter, defaultdict
from fractions import Fraction

from chutier.i18n import ngettext
from chutier_avid.ale import Ale, Row
from chutier_avid.bins.content import BinContent
from chutier_avid.rehearsal.asking import Asked, ask
from chutier_avid.rehearsal.causes import causes_of
from chutier_avid.rehearsal.column_effects import effects_of
from chutier_avid.rehearsal.differences import Kind
from chutier_avid.rehearsal.gates import gates_of
from chutier_avid.rehearsal.index import ClipIndex
from chutier_avid.rehearsal.nearest import Candidate, nearest
from chutier_avid.rehearsal.offsets import Missing, constant_offsets, inclusive_ends
from chutier_avid.rehearsal.results import Clip, Near, Rehearsal, RowVerdict, Verdict

_NOT_SPOKEN_OF = frozenset((Kind.OTHER_TAPE, Kind.FAR, Kind.NO_SOURCE))
"""A row that misses a clip by as much does not speak of it."""

_NO_GUESS = _NOT_SPOKEN_OF | {Kind.OVERLAP, Kind.INSIDE}
"""Nor does it vouch that a row which cannot be read has the bin's rate."""


def rehearse(bin: BinContent, ale: Ale, *, video_format: str = "") -> Rehearsal:
    """What an import of `ale` into `bin` with *Merge events with known master clips* will do. Pure: no file is opened.

    A row merges with the master clip that has exactly its tape (or, without one, its file's name without extension),
    its Start and its End, on the same clock and in the same case. `video_format` is the project's, when it is known.
    """
    index = ClipIndex(bin)
    rates = _rates(bin)
    asked = [ask(ale, row, rates) for row in ale.rows]
    matches = [index.by_key.get(key, []) if (key := one.key) else [] for one in asked]
    missing = [
        Missing(number, one.source, one.span, nearest(index, one.source, one.span))
        for number, (one, clips) in enumerate(zip(asked, matches, strict=True))
        if not clips and one.span is not None
    ]
    inclusive = inclusive_ends(index, missing, sum(map(bool, matches)))
    constant_offsets(index, missing, inclusive=inclusive)
    near = {one.row: one.found for one in missing if one.found and not (asked[one.row].why and one.has(_NO_GUESS))}
    rows = tuple(
        _verdict(index, number, row, one, clips, near.get(number, []))
        for number, (row, one, clips) in enumerate(zip(ale.rows, asked, matches, strict=True))
    )
    pairs = [(n, clips[0]) for n, clips in enumerate(matches) if len(clips) == 1]
    return Rehearsal(
        bin_path=bin.path, log_path=ale.path, rows=rows, causes=causes_of(rows), columns=effects_of(bin, ale, pairs),
        gates=gates_of(bin, ale, video_format), doubles=_doubles(pairs), unspoken=_unspoken(index, matches, near),
        notes=(*bin.notes, *_untimed(index), *ale.notes),
    )  # fmt: skip


def _rates(content: BinContent) -> tuple[Fraction, ...]:
    counted = Counter(item.start.rate for item in content if item.start is not None)
    return tuple(rate for rate, _count in counted.most_common())


def _untimed(index: ClipIndex) -> tuple[str, ...]:
    count = sum(index.spans[clip] is None for clip in index.masters)
    told = ngettext(
        "{n} clip of the bin has no Start and End that can be read: no row can merge with it",
        "{n} clips of the bin have no Start and End that can be read: no row can merge with them",
        count,
    )
    return (told.format(n=count),) if count else ()


def _verdict(
    index: ClipIndex, number: int, row: Row, asked: Asked, clips: list[int], found: list[Candidate]
) -> RowVerdict:
    if asked.why:
        verdict = Verdict.UNREADABLE
    elif not clips:
        verdict = Verdict.NEW
    else:
        verdict = Verdict.MERGES if len(clips) == 1 else Verdict.SEVERAL
    misread = (asked.misread,) if asked.misread else ()
    return RowVerdict(
        number=number + 1, line=row.line, name=row.get("Name"), source=asked.source.key,
        start=row.get("Start"), end=row.get("End"), verdict=verdict,
        clips=tuple(_clip(index, clip) for clip in clips),
        nearest=tuple(
            Near(_clip(index, one.clip), (*misread, *one.differences(index, asked.span)))
            for one in found if asked.span is not None
        ),
        tied=sum(one.rank == found[0].rank for one in found),
        by_file=bool(clips) and (asked.source.by_file or index.sources[clips[0]].by_file), why=asked.why,
    )  # fmt: skip


def _clip(index: ClipIndex, clip: int) -> Clip:
    return Clip(index[clip].place or clip + 1, index[clip].name)


def _doubles(pairs: list[tuple[int, int]]) -> tuple[tuple[int, ...], ...]:
    rows: dict[int, list[int]] = defaultdict(list)
    for number, clip in pairs:
        rows[clip].append(number + 1)
    return tuple(tuple(numbers) for numbers in rows.values() if len(numbers) > 1)


def _unspoken(index: ClipIndex, matches: list[list[int]], near: dict[int, list[Candidate]]) -> tuple[int, ...]:
    spoken = {clip for clips in matches for clip in clips}
    for found in near.values():
        if found and _NOT_SPOKEN_OF.isdisjoint(found[0].kinds):
            spoken.add(found[0].clip)
    return tuple(_clip(index, clip).place for clip in index.masters if clip not in spoken)
