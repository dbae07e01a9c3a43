"""What a merge will do with a row, for bins made by hand and for any bin, and each damage told by its own name."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avid.rehearsal_logs import Cells, bin_of, bins, cells_of, clip, exported, log, moved
from chutier.timecode import Timecode, rate_text
from chutier_avid.bins.content import BinContent, ItemKind
from chutier_avid.bins.from_log import content_of
from chutier_avid.rehearsal import Kind, Verdict, cure, rehearse

ONE = bin_of(
    clip("12-1-1", "10:00:00:00", "10:00:20:00"),
    clip("12-1-2", "10:01:00:00", "10:01:20:00"),
    clip("12-1-3", "10:02:00:00", "10:02:20:00"),
)


def row(start: str, end: str, tape: str = "A001", **more: str) -> Cells:
    return {"Name": "x", "Tracks": "V", "Start": start, "End": end, "Tape": tape, **more}


RIGHT = [cells_of(item) for item in ONE.items[1:]]
"""Two rows that merge, so that a damage of the third is no habit of the whole log."""

DAMAGES: dict[str, tuple[Cells, tuple[Kind, ...]]] = {
    "case": (row("10:00:00:00", "10:00:20:00", "a001"), (Kind.CASE,)),
    "a blank inside": (row("10:00:00:00", "10:00:20:00", "A 001"), (Kind.BLANKS,)),
    "a blank behind": (row("10:00:00:00", "10:00:20:00", "A001 "), (Kind.BLANKS,)),
    "case and blank": (row("10:00:00:00", "10:00:20:00", "a 001"), (Kind.BLANKS, Kind.CASE)),
    "mxf": (row("10:00:00:00", "10:00:20:00", "A001.mxf"), (Kind.EXTENSION,)),
    "mov in another case": (row("10:00:00:00", "10:00:20:00", "a001.MOV"), (Kind.EXTENSION, Kind.CASE)),
    "HDE": (row("10:00:00:00", "10:00:20:00", "A001_h"), (Kind.SUFFIX,)),
    "HDE file": (row("10:00:00:00", "10:00:20:00", "A001_a.mxf"), (Kind.EXTENSION, Kind.SUFFIX)),
    "late Start": (row("10:00:00:01", "10:00:20:00"), (Kind.START,)),
    "early End": (row("10:00:00:00", "10:00:19:24"), (Kind.END,)),
    "late End": (row("10:00:00:00", "10:00:20:01"), (Kind.END,)),
    "both inwards": (row("10:00:00:01", "10:00:19:24"), (Kind.START, Kind.END)),
    "one frame beside": (row("09:59:59:24", "10:00:19:24"), (Kind.SHIFT,)),
    "inside": (row("10:00:05:00", "10:00:15:00"), (Kind.INSIDE,)),
    "overlap": (row("09:59:50:00", "10:00:10:12"), (Kind.OVERLAP,)),
    "elsewhere": (row("20:00:00:00", "20:00:10:12"), (Kind.FAR,)),
    "other tape": (row("10:00:00:00", "10:00:20:00", "B007"), (Kind.OTHER_TAPE,)),
    "no tape": (row("10:00:00:00", "10:00:20:00", ""), (Kind.NO_SOURCE,)),
    "file for tape": (row("10:00:00:00", "10:00:20:00", "", **{"Source File": "B007C001.mxf"}), (Kind.OTHER_TAPE,)),
    "nothing": (row("22:00:00:00", "22:00:20:00", "B007"), (Kind.NOTHING,)),
    "24": (row("10:00:00:00", "10:00:20:00", FPS="24"), (Kind.RATE,)),
    "50": (row("10:00:00:00", "10:00:20:00", FPS="50"), (Kind.RATE,)),
    "no clock": (row("10:00:00:00", "26:00:20:00"), (Kind.UNREADABLE,)),
    "no End": (row("10:00:00:00", ""), (Kind.UNREADABLE,)),
    "film": (row("  6+11", " 12+03"), (Kind.UNREADABLE,)),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damage_is_told_by_its_name(name: str) -> None:
    damaged, kinds = DAMAGES[name]
    rehearsal = rehearse(ONE, log([damaged, *RIGHT]))
    first, *others = rehearsal.rows
    assert first.kinds == kinds
    assert first.verdict in {Verdict.NEW, Verdict.UNREADABLE}
    assert [row.verdict for row in others] == [Verdict.MERGES] * 2
    assert rehearsal.would_create == (first,)
    assert rehearsal.status == 2
    if first.nearest and kinds != (Kind.FAR,):
        assert first.nearest[0].clip.place == 1


def test_the_difference_says_both_sides_and_the_frames() -> None:
    rehearsal = rehearse(ONE, log([row("09:59:59:24", "10:00:19:24", "a001"), *RIGHT]))
    case, shift = rehearsal.rows[0].differences
    assert (case.row, case.bin) == ("a001", "A001")
    assert (shift.row, shift.bin, shift.frames) == ("09:59:59:24", "10:00:00:00", -1)


def test_a_file_stands_for_a_tape_that_is_not_there() -> None:
    content = bin_of(clip("a", "10:00:00:00", "10:00:20:00", "", source_file="A001C003.mxf"))
    by_file = row("10:00:00:00", "10:00:20:00", "", **{"Source File": "D:\\card\\A001C003.mov"})
    (first,) = rehearse(content, log([by_file])).rows
    assert (first.verdict, first.by_file) == (Verdict.MERGES, True)
    (second,) = rehearse(
        content, log([row("10:00:00:00", "10:00:20:00", "A001", **{"Source File": "A001C003.mxf"})])
    ).rows
    assert second.kinds == (Kind.SOURCE_FILE,)


def test_an_imported_file_tells_which_clip_was_meant() -> None:
    path = {"UNC Path": "X:\\demo\\A001C003.mov"}
    content = bin_of(clip("a", "10:00:00:00", "10:00:20:00", "", source_file="A001C003.4FD557FF.mxf", columns=path))
    (only,) = rehearse(content, log([row("10:00:00:00", "10:00:20:00", "", **{"Source File": "A001C003.mov"})])).rows
    assert only.kinds == (Kind.SOURCE_FILE,)


def test_the_headings_tape_is_the_tape_of_rows_without_one() -> None:
    (only,) = rehearse(ONE, log([row("10:00:00:00", "10:00:20:00", "")], heading="TAPE\tA001\n")).rows
    assert only.verdict is Verdict.MERGES


def test_drop_frame_against_non_drop() -> None:
    content = bin_of(clip("a", "10:00:00;00", "10:00:20;00", rate="29.97"))
    (only,) = rehearse(content, log([row("10:00:00:00", "10:00:20:00", FPS="29.97")], fps="29.97")).rows
    assert only.kinds == (Kind.DROP,)


def test_labels_that_do_not_exist_at_the_logs_rate_are_read_at_the_bins() -> None:
    content = bin_of(clip("a", "10:00:00:24", "10:00:20:12"), clip("b", "11:00:00:00", "11:00:20:12"))
    rows = [row("10:00:00:24", "10:00:20:12", "a001"), row("11:00:00:00", "11:00:20:12", "a001")]
    rehearsal = rehearse(content, log(rows, fps="24"))
    assert [one.verdict for one in rehearsal.rows] == [Verdict.UNREADABLE, Verdict.NEW]
    told = [(cause.kind, cause.example.row, cause.example.bin, cause.whole) for cause in rehearsal.causes]
    assert told == [(Kind.RATE, "24", "25", True), (Kind.CASE, "a001", "A001", True)]


def test_23976_is_not_24() -> None:
    content = bin_of(clip("a", "10:00:00:00", "10:00:20:00", rate="23.976"))
    (only,) = rehearse(content, log([row("10:00:00:00", "10:00:20:00")], fps="24")).rows
    assert only.kinds == (Kind.RATE,)
    (right,) = rehearse(content, log([row("10:00:00:00", "10:00:20:00")], fps="23.98")).rows
    assert right.verdict is Verdict.MERGES


def test_a_take_over_midnight_is_found_on_either_side_of_it() -> None:
    content = bin_of(clip("a", "23:59:50:00", "00:00:10:00"))
    rows = [row("23:59:50:00", "00:00:10:00"), row("23:59:50:01", "00:00:10:01"), row("00:00:01:00", "00:00:02:00")]
    kinds = [one.kinds for one in rehearse(content, log(rows)).rows]
    assert kinds == [(), (Kind.SHIFT,), (Kind.INSIDE,)]


def test_tapes_of_one_clip_each_that_run_beside() -> None:
    content = bin_of(*(clip(f"c{n}", f"10:0{n}:00:00", f"10:0{n}:20:00", f"A001C00{n}") for n in range(3)))
    rows = [row(f"11:0{n}:00:00", f"11:0{n}:20:00", f"A001C00{n}") for n in range(3)]
    (only,) = rehearse(content, log(rows)).causes
    assert (only.kind, only.frames, only.whole) == (Kind.SHIFT, 90_000, True)
    shorter = [one | {"End": f"11:0{n}:19:24"} for n, one in enumerate(rows)]
    causes = rehearse(content, log(shorter)).causes
    assert [(one.kind, one.frames) for one in causes] == [(Kind.START, 90_000), (Kind.END, 89_999)]


def test_only_master_clips_are_merged_with() -> None:
    content = bin_of(clip("a", "10:00:00:00", "10:00:20:00", kind=ItemKind.SUBCLIP))
    (only,) = rehearse(content, log([row("10:00:00:00", "10:00:20:00")])).rows
    assert only.kinds == (Kind.NOT_MASTER,)


def test_a_clip_without_timecode_is_told() -> None:
    bare = replace(ONE.items[0], start=None, end=None)
    rehearsal = rehearse(bin_of(bare), log([row("10:00:00:00", "10:00:20:00", "a001")]))
    assert rehearsal.rows[0].kinds == (Kind.CASE, Kind.NO_TIMECODE)
    assert len(rehearsal.notes) == 1


def test_two_clips_of_one_key_are_told_and_none_is_chosen() -> None:
    rehearsal = rehearse(bin_of(ONE.items[0], ONE.items[0]), log([cells_of(ONE.items[0])]))
    (only,) = rehearsal.rows
    assert only.verdict is Verdict.SEVERAL
    assert [clip.place for clip in only.clips] == [1, 2]
    assert rehearsal.status == 1


def test_two_clips_as_near_are_told() -> None:
    content = bin_of(ONE.items[0], replace(ONE.items[0], tape="a001"))
    (only,) = rehearse(content, log([row("10:00:00:00", "10:00:20:00", "A 001")])).rows
    assert (only.kinds, only.nearest[0].clip.place) == ((Kind.BLANKS,), 1)
    (other,) = rehearse(content, log([row("10:00:00:00", "10:00:20:00", "B")])).rows
    assert other.kinds == (Kind.OTHER_TAPE, Kind.SEVERAL)
    assert other.tied == 2


def test_two_rows_on_one_clip_and_clips_that_no_row_speaks_of() -> None:
    cells = cells_of(ONE.items[0])
    rehearsal = rehearse(ONE, log([cells, cells]))
    assert rehearsal.doubles == ((1, 2),)
    assert rehearsal.unspoken == (2, 3)
    assert rehearsal.status == 1


def test_headings_are_gates() -> None:
    right = [cells_of(item) for item in ONE]
    assert rehearse(ONE, log(right), video_format="1080").gates == ()
    gates = rehearse(ONE, log(right, fps="24"), video_format="CUSTOM").gates
    assert [(gate.title, gate.log, gate.bin) for gate in gates] == [
        ("VIDEO_FORMAT", "1080", "CUSTOM"), ("FPS", "24", "25")
    ]  # fmt: skip


# Any bin.


def late(frames: int) -> Callable[[Cells, Fraction], Cells]:
    return lambda cells, rate: cells | {title: moved(cells[title], frames, rate) for title in ("Start", "End")}


def off(title: str, frames: int) -> Callable[[Cells, Fraction], Cells]:
    return lambda cells, rate: cells | {title: moved(cells[title], frames, rate)}


def tape(change: Callable[[str], str]) -> Callable[[Cells, Fraction], Cells]:
    return lambda cells, _rate: cells | {"Tape": change(cells["Tape"])}


SEEDED: dict[str, tuple[Callable[[Cells, Fraction], Cells], Kind, int]] = {
    "case": (tape(str.lower), Kind.CASE, 0),
    "blank": (tape(lambda name: name[:1] + " " + name[1:]), Kind.BLANKS, 0),
    "extension": (tape(lambda name: name + ".mxf"), Kind.EXTENSION, 0),
    "suffix": (tape(lambda name: name + "_h"), Kind.SUFFIX, 0),
    "inclusive End": (off("End", -1), Kind.INCLUSIVE_END, 0),
    "late End": (off("End", 1), Kind.END, 1),
    "early Start": (off("Start", -1), Kind.START, -1),
    "late Start": (off("Start", 1), Kind.START, 1),
    "one frame late": (late(1), Kind.SHIFT, 1),
    "seven frames early": (late(-7), Kind.SHIFT, -7),
    "other tape": (tape(lambda name: "Z" + name[::-1]), Kind.OTHER_TAPE, 0),
    "no tape": (tape(lambda name: ""), Kind.NO_SOURCE, 0),
}


_TIMED = [name for name, (_change, _kind, frames) in SEEDED.items() if frames]


@given(bins(), st.sampled_from(sorted(SEEDED)))
def test_a_damage_of_a_whole_log_is_one_cause(content: BinContent, name: str) -> None:
    change, kind, frames = SEEDED[name]
    rates = [item.rate or Fraction(25) for item in content]
    rehearsal = rehearse(content, exported(content, lambda number, cells: change(cells, rates[number])))
    told = [(cause.kind, cause.frames) for cause in rehearsal.causes]
    count = len(content)
    assert len(rehearsal.would_create) == count
    assert told == [(kind, frames)]
    assert rehearsal.causes[0].whole == (count > 1)
    assert [row.nearest[0].clip.place for row in rehearsal.rows] == list(range(1, count + 1))


@given(bins(least=3), st.sampled_from(["case", "blank", "extension", "suffix"]), st.sampled_from(_TIMED))
def test_two_damages_of_a_whole_log_are_told_apart(content: BinContent, one: str, other: str) -> None:
    spelled, timed = SEEDED[one], SEEDED[other]
    rates = [item.rate or Fraction(25) for item in content]
    rehearsal = rehearse(
        content, exported(content, lambda n, cells: timed[0](spelled[0](cells, rates[n]), rates[n]))
    )  # fmt: skip
    assert {(cause.kind, cause.frames) for cause in rehearsal.causes} == {(spelled[1], 0), timed[1:]}


@given(bins(least=3), st.integers(-40_000, 40_000).filter(lambda frames: abs(frames) > 1), st.booleans())
def test_rolls_beside_by_any_number_of_frames_are_told_once(content: BinContent, frames: int, inclusive: bool) -> None:
    rates = [item.rate or Fraction(25) for item in content]

    def damage(number: int, cells: Cells) -> Cells:
        moved_by = late(frames)(cells, rates[number])
        return off("End", -1)(moved_by, rates[number]) if inclusive else moved_by

    rehearsal = rehearse(content, exported(content, damage))
    wanted = {(Kind.SHIFT, frames), (Kind.INCLUSIVE_END, 0)} if inclusive else {(Kind.SHIFT, frames)}
    assert {(cause.kind, cause.frames) for cause in rehearsal.causes} == wanted
    assert all(cause.whole and cause.whole_reels for cause in rehearsal.causes)
    assert [row.nearest[0].clip.place for row in rehearsal.rows] == list(range(1, len(content) + 1))


@given(bins())
def test_a_log_exported_of_a_bin_merges_whole(content: BinContent) -> None:
    ale = exported(content)
    for target in (content, content_of(ale)):
        rehearsal = rehearse(target, ale)
        assert len(rehearsal.merges) == len(content)
        assert not rehearsal.causes
        assert not rehearsal.unspoken
        assert [row.clips[0].place for row in rehearsal.rows] == list(range(1, len(content) + 1))


@given(bins(), st.data())
def test_no_merge_is_claimed_where_the_key_differs(content: BinContent, data: st.DataObject) -> None:
    ends = st.sampled_from([-2, -1, 0, 0, 0, 1, 2])
    spell = st.sampled_from([str, str, str.lower, lambda name: name + " ", lambda name: name + ".mxf"])

    def damage(number: int, cells: Cells) -> Cells:
        rate = content.items[number].rate or Fraction(25)
        changed = off("End", data.draw(ends))(off("Start", data.draw(ends))(cells, rate), rate)
        return changed | {"Tape": data.draw(spell)(cells["Tape"])}

    ale = exported(content, damage)
    keys = {(item.tape, str(item.start), str(item.end), rate_text(item.rate or Fraction(0))) for item in content}
    for row, told in zip(ale.rows, rehearse(content, ale).rows, strict=True):
        key = (row.cells[row.titles.index["Tape"]], row["Start"], row["End"], row["FPS"])
        assert (told.verdict is Verdict.MERGES) == (key in keys)


@given(bins(), st.sampled_from(["case", "blank", "extension", "inclusive End"]))
def test_a_safe_cure_makes_all_rows_merge(content: BinContent, name: str) -> None:
    rates = [item.rate or Fraction(25) for item in content]
    ale = exported(content, lambda number, cells: SEEDED[name][0](cells, rates[number]))
    cured = cure(content, ale, rehearse(content, ale))
    assert len(cured.rehearsal.merges) == len(content)
    assert len(cured.changes) == len(content)
    assert cured.ale.to_bytes() == exported(content).to_bytes()


_ANY_CELL = st.one_of(
    st.sampled_from(["", " ", "A001", "a001.mxf", "10:00:00:00", "10:00:20:00", "00:00:00:00", "10:00:00;02", "23:59"]),
    st.text(st.characters(exclude_characters="\t\r\n\0", codec="utf-8"), max_size=12),
)
_ANY_ROW = st.fixed_dictionaries(
    dict.fromkeys(("Name", "Tracks", "Start", "End", "Tape"), _ANY_CELL),
    optional=dict.fromkeys(("FPS", "Source File", "Duration", "Scene"), _ANY_CELL),
)


@given(bins(), st.lists(_ANY_ROW, min_size=1, max_size=6), st.sampled_from(["25", "24", "29.97", "120", "x"]))
def test_any_log_is_rehearsed_and_cured_without_a_loss(content: BinContent, cells: list[Cells], fps: str) -> None:
    ale = log([*cells, *(cells_of(item) for item in content)], fps=fps)
    target = bin_of(*content.items, *content_of(log(cells, fps=fps)).items)
    rehearsal = rehearse(target, ale)
    cured = cure(target, ale, rehearsal, shift=True, suffix=True)
    assert len(rehearsal.rows) == len(ale) == len(cured.rehearsal.rows)
    for before, after in zip(rehearsal.rows, cured.rehearsal.rows, strict=True):
        assert after.clips == before.clips or (not before.clips and len(after.clips) == 1)
    touched = {change.row for change in cured.changes}
    same = [now == was for now, was in zip(cured.ale.rows, ale.rows, strict=True)]
    assert touched == {number for number, untouched in enumerate(same, 1) if not untouched}


@settings(max_examples=20)
@given(bins())
def test_other_cures_are_made_only_when_asked(content: BinContent) -> None:
    rates = [item.rate or Fraction(25) for item in content]
    for name, option in (("one frame late", {"shift": True}), ("suffix", {"suffix": True})):
        ale = exported(content, lambda number, cells, name=name: SEEDED[name][0](cells, rates[number]))
        rehearsal = rehearse(content, ale)
        assert cure(content, ale, rehearsal).changes == ()
        assert len(cure(content, ale, rehearsal, **option).rehearsal.merges) == len(content)


def test_ten_thousand_rows_are_told_and_their_cause_once() -> None:
    rate = Fraction(25)
    items = [
        replace(
            ONE.items[0], name=f"c{n}", tape=f"A{n % 20:03}",
            start=Timecode(n * 205 % 2_000_000, rate), end=Timecode(n * 205 % 2_000_000 + 100 + n % 97, rate),
        )
        for n in range(10_000)
    ]  # fmt: skip
    content = bin_of(*items)
    right = exported(content)
    wrong = exported(content, lambda _n, cells: off("End", -1)(cells | {"Tape": cells["Tape"].lower()}, rate))
    for ale, merging in ((right, 10_000), (wrong, 0)):
        rehearsal = rehearse(content, ale)
        assert len(rehearsal.merges) == merging
    assert [(cause.kind, cause.whole) for cause in rehearsal.causes] == [
        (Kind.CASE, True), (Kind.INCLUSIVE_END, True)
    ]  # fmt: skip
