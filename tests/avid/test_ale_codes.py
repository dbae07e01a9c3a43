"""The register of codes, its page in docs, and every finding that is not provoked with the writer's."""

import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chutier.i18n import speaking
from chutier.timecode import RATES, Timecode, frames_per_day, rate_text
from chutier_avid import columns
from chutier_avid.ale import CODES, Ale, AleTarget, Finding, check, compose, read
from chutier_avid.ale.checks import is_same_file
from chutier_avid.ale.clock import LogClock, log_timecode
from chutier_avid.ale.titles import CUSTOM_BY_NAME, STANDARD, standard_meant

PAGE = Path(__file__).parents[2] / "docs" / "ale-codes.md"
HD25 = AleTarget(video_format="1080", rate=Fraction(25))
ROW = {"Name": "12-3-02", "Tracks": "V", "Start": "10:00:00:00", "End": "10:00:04:00", "Tape": "A012"}

Rows = list[dict[str, str]]


def log(*changes: dict[str, str]) -> Ale:
    return compose([{**ROW, **change} for change in changes], HD25)


def found(*changes: dict[str, str]) -> list[Finding]:
    return list(check(log(*changes)))


def codes(*changes: dict[str, str]) -> list[str]:
    return [finding.code for finding in found(*changes)]


def span(start: str, end: str, **more: str) -> dict[str, str]:
    return {"Start": start, "End": end, **more}


# --- the register and its page


def test_the_page_tells_every_code_and_no_other() -> None:
    page = PAGE.read_text(encoding="utf-8")
    table = dict(re.findall(r"^\| \[`([EW]\d\d)`\]\(#\w+\) \| (.+) \|$", page, re.MULTILINE))
    assert table == {code: one.meaning for code, one in CODES.items()}
    sections = re.split(r"^### ", page, flags=re.MULTILINE)[1:]
    assert [section[:3] for section in sections] == list(CODES)
    for section in sections:
        assert all(part in section for part in ("**What.**", "**Why it matters.**", "**Way out.**")), section[:3]


def test_the_register_is_in_order_and_says_how_bad_it_is() -> None:
    assert list(CODES) == [*(f"E{n:02}" for n in range(1, 10)), *(f"W{n:02}" for n in range(1, 12))]
    for code, one in CODES.items():
        assert one.code == code
        assert one.severity == ("error" if code.startswith("E") else "warning")
        assert one.meaning
        assert one.way_out


def test_a_code_speaks_the_language_of_the_moment() -> None:
    with speaking("en"):
        assert CODES["W04"].meaning == "one tape spelled in two ways"
    with speaking("fr"):
        assert CODES["W04"].meaning


# --- W01 and W09: titles


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Fourteen chars", []),
        ("Fifteen letters", ["14 characters"]),
        ("Seventeen letters", ["16 characters"]),
        ("Décor", ["é"]),
        ("Look (LUT)", ["( )"]),
        ("INT/EXT", ["/"]),
        ("Décor de la scène", ["16 characters", "é è"]),
        ("A_b.c-d #2", []),
        ("Vendor Asset ID", []),
    ],
)
def test_a_title_that_an_import_spoils(title: str, told: list[str]) -> None:
    findings = [one for one in found({title: "x"}) if one.code == "W01"]
    assert len(findings) == len(told)
    for finding, words in zip(findings, told, strict=True):
        assert words in finding.message
        assert finding.column == title


@pytest.mark.parametrize(
    ("title", "exact"),
    [
        ("Sound Roll", "Soundroll"),
        ("soundroll", "Soundroll"),
        ("scene", "Scene"),
        ("SCENE", "Scene"),
        ("Cam Roll", "Camroll"),
        ("Camera Roll", "Camroll"),
        ("COMMENTS", "Comments"),
        ("comments", "Comments"),
        ("Comment", "Comments"),
        ("Descript", "DESCRIPT"),
        ("Shoot date", "Shoot Date"),
        ("ASC SOP", "ASC_SOP"),
        ("source_file", "Source File"),
        ("Aux TC-24", "Aux TC 24"),
        ("reel", "Reel"),
        ("tape", "Tape"),
        ("Sound TC", ""),
        ("Reel #", ""),
        ("Reel_name", ""),
        ("Cameras", ""),
        ("Takes", ""),
        ("Plan", ""),
        ("Creation Date", ""),
    ],
)
def test_a_near_miss_is_told_with_the_exact_title(title: str, exact: str) -> None:
    assert standard_meant(title) == exact
    findings = [one for one in found({title: "x"}) if one.code == "W09"]
    assert [repr(exact) in one.message for one in findings] == ([True] if exact else [])


def test_a_required_title_in_another_case_is_missing_and_told_why() -> None:
    ale = read(b"Heading\nVIDEO_FORMAT\t1080\nFPS\t25\nColumn\nname\tTracks\tStart\tEnd\nData\n")
    assert [(one.code, one.column) for one in check(ale)] == [("E01", "Name"), ("W09", "name")]


@pytest.mark.parametrize("title", [*STANDARD, *CUSTOM_BY_NAME[:2]])
def test_avids_own_titles_are_no_near_misses(title: str) -> None:
    assert standard_meant(title) == ""
    assert standard_meant(title.swapcase())


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_no_title_of_ours_is_told_of(locale: str) -> None:
    wanted = [columns.IDENTITY, columns.COLOR, *columns.titles(locale).values()]
    assert {one.column for one in found(dict.fromkeys(wanted, "x"))} <= {"Start", "Start TC", "TC debut"}


# --- E07, W04, W05: tapes


@given(st.lists(st.sampled_from(["", "a.wav", "b.wav", "c.wav"]), max_size=6))
def test_a_row_is_a_double_exactly_when_one_before_may_be_its_recording(files: list[str]) -> None:
    told = [one.row for one in found(*({"Source File": file} for file in files)) if one.code == "E07"]
    wanted = [n for n, file in enumerate(files, 1) if any(is_same_file(file, other) for other in files[: n - 1])]
    assert told == wanted


def test_a_spelling_is_told_once_however_many_rows_have_it() -> None:
    rows = [span(f"10:0{n}:00:00", f"10:0{n}:04:00", Tape=tape) for n, tape in enumerate(["A1", "a1", "a1", "A 1"])]
    assert [(one.code, one.row) for one in found(*rows)] == [("W04", 2), ("W04", 4)]


def test_blanks_around_a_tape_part_it() -> None:
    head = "Heading\nVIDEO_FORMAT\t1080\nFPS\t25\nColumn\nName\tTracks\tStart\tEnd\tTape\nData\n"
    rows = [f"x\tV\t10:0{n}:00:00\t10:0{n}:01:00\t{tape}\n" for n, tape in enumerate(["A012", "A012 ", " ", "A012"])]
    assert [(one.code, one.row) for one in check(read((head + "".join(rows)).encode()))] == [("W05", 3), ("W04", 2)]


def test_the_tape_of_the_heading_is_that_of_rows_without() -> None:
    head = "Heading\nVIDEO_FORMAT\t1080\nTAPE\tA012\nFPS\t25\nColumn\nName\tTracks\tStart\tEnd\nData\n"
    row = "x\tV\t10:00:00:00\t10:00:01:00\n"
    assert not check(read((head + row).encode()))
    assert [one.code for one in check(read((head + row + row).encode()))] == ["E07"]


# --- W07: overlaps

OVERLAPS: dict[str, tuple[Rows, list[tuple[int, str]]]] = {
    "apart": ([span("10:00:00:00", "10:00:04:00"), span("10:00:04:00", "10:00:08:00")], []),
    "one frame": (
        [span("10:00:00:00", "10:00:04:00"), span("10:00:03:24", "10:00:08:00")],
        [(2, "1 frame is also in row 1")],
    ),
    "inside": (
        [span("10:00:00:00", "10:00:04:00"), span("10:00:01:00", "10:00:02:00")],
        [(2, "25 frames are also in row 1")],
    ),
    "told at the later row": (
        [span("10:00:02:00", "10:00:06:00"), span("10:00:00:00", "10:00:04:00")],
        [(2, "50 frames are also in row 1")],
    ),
    "other tapes": ([span("10:00:00:00", "10:00:04:00"), span("10:00:01:00", "10:00:02:00", Tape="B012")], []),
    "no tape": ([{"Tape": "", "Source File": f"{n}.mov", **span("10:00:00:00", f"10:00:0{n}:00")} for n in (1, 2)], []),
    "mono files of one take": ([{"Source File": f"T01_{n}.wav"} for n in range(3)], []),
    "a take in mono files and another": (
        [*({"Source File": f"T01_{n}.wav"} for n in range(3)), span("10:00:03:00", "10:00:08:00")],
        [(4, "25 frames are also in row 1")],
    ),
    "long one over two": (
        [span("10:00:00:00", "10:00:10:00"), span("10:00:01:00", "10:00:02:00"), span("10:00:05:00", "10:00:06:00")],
        [(2, "25 frames are also in row 1"), (3, "25 frames are also in row 1")],
    ),
    "over midnight": (
        [span("23:59:58:00", "00:00:02:00", Duration="00:00:04:00"), span("00:00:01:00", "00:00:03:00")],
        [(2, "25 frames are also in row 1")],
    ),
    "other rates": ([{}, span("10:00:01:00", "10:00:02:00", FPS="50")], []),
    "one rate spelled in two ways": (
        [{"FPS": "25"}, span("10:00:01:00", "10:00:02:00", FPS="25.00")],
        [(2, "25 frames are also in row 1")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OVERLAPS)
def test_recordings_that_overlap_on_one_tape(name: str) -> None:
    rows, told = OVERLAPS[name]
    findings = found(*rows)
    assert [one.code for one in findings] == ["W07"] * len(told)
    for finding, (row, words) in zip(findings, told, strict=True):
        assert finding.row == row
        assert words in finding.message
        assert "'A012'" in finding.message


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)), min_size=1, max_size=12, unique=True)


@given(SPANS)
def test_the_sweep_finds_a_row_exactly_when_pairs_overlap(spans: list[tuple[int, int]]) -> None:
    rate = Fraction(25)
    rows = [span(str(Timecode(at, rate)), str(Timecode(at + length, rate))) for at, length in spans]
    pairs = [(a, b) for a in spans for b in spans if a < b]
    any_overlap = any(max(a[0], b[0]) < min(sum(a), sum(b)) for a, b in pairs)
    assert ("W07" in codes(*rows)) == any_overlap


# --- W10: no timecode ran


@pytest.mark.parametrize(
    ("starts", "told"),
    [
        (["00:00:00:00"], True),
        (["00:00:00:00", "00:00:00:00"], True),
        (["00:00:00:00", "00:00:04:00"], False),
    ],
)
def test_clips_that_all_start_at_nothing(starts: list[str], told: bool) -> None:
    rows = [{"Source File": f"{n}.mxf", **span(start, "00:00:09:00")} for n, start in enumerate(starts)]
    assert ("W10" in codes(*rows)) == told


# --- W11: grades

SOP = "(1.0 1 0.9)(0 0 0)(1 1 1)"


@pytest.mark.parametrize(
    ("sop", "sat", "wrong"),
    [
        (SOP, "0.9", ""),
        (SOP.replace(")(", ") ("), "1", ""),
        ("( 1.0  1 .9 )(0 -1.0e-05 +0.02)(1 1E0 1.)", "0", ""),
        ("", "", ""),
        ("(1 1 1)(0 0 0)", "1", "ASC_SOP"),
        ("1 1 1 0 0 0 1 1 1", "1", "ASC_SOP"),
        ("(1 1)(0 0 0)(1 1 1)", "1", "ASC_SOP"),
        ("(1,0 1 1)(0 0 0)(1 1 1)", "1", "ASC_SOP"),
        ("(-1 1 1)(0 0 0)(1 1 1)", "1", "ASC_SOP"),
        ("(1 1 1)(0 0 0)(1 0 1)", "1", "ASC_SOP"),
        ("(nan 1 1)(0 0 0)(1 1 1)", "1", "ASC_SOP"),
        (SOP, "-0.1", "ASC_SAT"),
        (SOP, "full", "ASC_SAT"),
        (SOP, "0,9", "ASC_SAT"),
    ],
)
def test_a_grade_is_told_of_and_kept(sop: str, sat: str, wrong: str) -> None:
    ale = log({"ASC_SOP": sop, "ASC_SAT": sat})
    assert [(one.code, one.column) for one in check(ale)] == ([("W11", wrong)] if wrong else [])
    assert (ale.rows[0]["ASC_SOP"], ale.rows[0]["ASC_SAT"]) == (sop.strip(), sat)


# --- durations


@pytest.mark.parametrize(
    ("duration", "told"),
    [
        ("00:00:04:00", []),
        ("00:04:00", []),
        ("4:00", []),
        ("04:00", []),
        ("   6+03", []),
        ("4:01", ["E04"]),
        ("4:25", ["E04"]),
        (":12", ["E04"]),
        ("4", ["E04"]),
        ("00:00:04;00", ["E04"]),
    ],
)
def test_durations_as_they_are_exported(duration: str, told: list[str]) -> None:
    assert codes({"Duration": duration}) == told


# --- timecodes, as fast as slow


@given(st.sampled_from(sorted(RATES.values())), st.floats(0, 1, exclude_max=True), st.booleans())
def test_a_clock_reads_as_the_timecode_does(rate: Fraction, part: float, drop: bool) -> None:
    dropping = drop and rate_text(rate) in ("29.97", "59.94", "119.88")
    one = Timecode(int(part * frames_per_day(rate, dropping)), rate, dropping)
    assert LogClock(rate).count(str(one)) == (one.frame, one.drop)


@given(st.sampled_from(sorted(RATES.values())), st.from_regex(r"[0-2][0-9][:;.][0-9]{2}[:;.,][0-9]{2}[:;.,]\d{2,3}"))
def test_a_clock_refuses_what_the_timecode_refuses(rate: Fraction, text: str) -> None:
    from chutier.errors import TimecodeError

    def told(read_it: object) -> object:
        try:
            got = read_it(text)  # type: ignore[operator]
        except TimecodeError as error:
            return error.message
        return (got.frame, got.drop) if isinstance(got, Timecode) else got

    assert told(LogClock(rate).count) == told(lambda label: log_timecode(label, rate))
