"""The writer: what it writes to the letter, what it refuses, and every finding of the checks provoked once."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chutier import i18n
from chutier.errors import NleError
from chutier.timecode import RATES, Timecode, TimeRange, can_drop, frames_per_day, rate_text
from chutier_avid.ale import AleTarget, check, compose, read, write
from chutier_avid.ale.checks import Finding

HD25 = AleTarget(video_format="1080", rate=Fraction(25))

ROW = {
    "Name": "12bis-3-02 B",
    "Tracks": "VA1A2",
    "Start": "10:00:00:00",
    "End": "10:00:04:00",
    "Tape": "A012",
    "Scene": "12bis",
    "Source File": "A012C003.mov",
}


def test_a_log_to_the_letter() -> None:
    rows = [
        {"Plan": "3", "Scene": "12bis", **ROW},
        {**ROW, "Name": "mouette\tété\nbis", "Start": "10:01:00:00", "End": "10:01:01:00", "Tracks": "V"},
    ]
    assert write(rows, HD25).decode() == (
        "Heading\r\nFIELD_DELIM\tTABS\r\nVIDEO_FORMAT\t1080\r\nAUDIO_FORMAT\t48khz\r\nFPS\t25\r\n"
        "\r\nColumn\r\nName\tTracks\tStart\tEnd\tTape\tScene\tSource File\tPlan\r\n"
        "\r\nData\r\n"
        "12bis-3-02 B\tVA1A2\t10:00:00:00\t10:00:04:00\tA012\t12bis\tA012C003.mov\t3\r\n"
        "mouette été bis\tV\t10:01:00:00\t10:01:01:00\tA012\t12bis\tA012C003.mov\t\r\n"
    )


def test_the_same_with_the_tabs_of_media_composer() -> None:
    target = AleTarget(video_format="PAL", rate=Fraction(25), avid_tabs=True, film_format="35mm,4perf", line_end="\n")
    data = write([ROW], target)
    assert b"FILM_FORMAT\t35mm,4perf\n" in data
    assert b"Source File\t\n\nData\n" in data
    assert data.endswith(b"A012C003.mov\t\n")
    assert read(data).rows[0].as_dict() == ROW


@pytest.mark.parametrize("encoding", ["utf-8", "mac_roman", "cp1252"])
def test_french_survives_in_every_encoding_that_has_it(encoding: str) -> None:
    name = "séquence d’été – Œuvre"
    target = AleTarget(video_format="1080", rate=Fraction(25), encoding=encoding)
    ale = read(write([{**ROW, "Name": name, "Tape": "Été 1"}], target), encoding=encoding)
    assert ale.rows[0]["Name"] == name
    assert ale.rows[0]["Tape"] == "Ete 1"


def test_ascii_folds_everything() -> None:
    target = AleTarget(video_format="1080", rate=Fraction(25), encoding="ascii")
    assert read(write([{**ROW, "Name": "d’été – Œuvre"}], target)).rows[0]["Name"] == "d'ete - OEuvre"


@pytest.mark.parametrize(
    ("encoding", "changes", "place"),
    [
        ("mac_roman", {"Name": "Łódź"}, "row 1, Name"),
        ("cp1252", {"Scene": "日本"}, "row 1, Scene"),
        ("ascii", {"Scene": "日本"}, "row 1, Scene"),
        ("utf-8", {"Source File": "a\udce9.mov"}, "row 1, Source File"),
    ],
)
def test_what_cannot_be_encoded_is_refused_by_row_and_column(
    encoding: str, changes: dict[str, str], place: str
) -> None:
    target = AleTarget(video_format="1080", rate=Fraction(25), encoding=encoding)
    with pytest.raises(NleError, match=f"E09 {place}") as caught:
        write([{**ROW, **changes}], target, path="x.ale")
    assert caught.value.hint
    str(caught.value).encode()


def test_several_errors_are_counted() -> None:
    with pytest.raises(NleError, match="and 1 more error"):
        write([{**ROW, "End": "09:00:00:00"}, {**ROW, "Start": "x"}], HD25)


PROVOKED: list[tuple[str, list[dict[str, str]]]] = [
    ("E02", [{"Start": "10:00:00:25"}]),
    ("E02", [{"Start": "soon"}]),
    ("E02", [{"FPS": "29.97", "Start": "10:00:00;02"}]),
    ("E03", [{"End": "10:00:00:00"}]),
    ("E03", [{"End": "09:59:59:00"}]),
    ("E04", [{"Duration": "00:00:05:00"}]),
    ("E04", [{"Duration": "soon"}]),
    ("E06", [{"FPS": "26"}]),
    ("E07", [{}, {}]),
    ("E07", [{"Tape": ""}, {"Tape": ""}]),
    ("E07", [{"Source File": ""}, {}]),
    ("E08", [{"Director s comment 1": "a", "Director S Comment 2": "b"}]),
    ("W01", [{"Fifteen letters": "x"}]),
    ("W02", [{f"C{n}": "x" for n in range(64)}]),
    ("W03", [{"Name": "x" * 33}]),
    ("W03", [{"Tape": "x" * 33}]),
    ("W04", [{}, {"Tape": "a012", "Start": "10:00:01:00"}]),
    ("W04", [{}, {"Tape": "A 012", "Start": "10:00:01:00"}]),
    ("W05", [{"Tape": "", "Source File": ""}]),
    ("W06", [{"FPS": "29.97"}, {"FPS": "29.97", "Start": "10:00:01;00", "End": "10:00:02;00"}]),
    ("W08", [{"IN-OUT": "1"}]),
]


@pytest.mark.parametrize(("code", "rows"), PROVOKED, ids=[f"{code}-{n}" for n, (code, _) in enumerate(PROVOKED)])
def test_each_finding_can_be_provoked(code: str, rows: list[dict[str, str]]) -> None:
    found = check(compose([{**ROW, **row} for row in rows], HD25))
    assert code in {finding.code for finding in found}
    assert all(f.is_error == f.code.startswith("E") and f.message for f in found)


def test_the_mono_files_of_one_sound_take_are_no_doubles() -> None:
    rows = [{**ROW, "Source File": f"S003_{n}.wav"} for n in range(4)]
    assert check(compose(rows, HD25), HD25) == ()


def test_a_clean_log_has_no_finding() -> None:
    assert check(compose([ROW], HD25), HD25) == ()


def of_file(text: str) -> list[Finding]:
    return list(check(read(text.encode())))


def test_missing_columns_are_each_told() -> None:
    found = of_file("Heading\nVIDEO_FORMAT\t1080\nFPS\t25\nColumn\nName\tTape\nData\nx\ty\n")
    assert [(f.code, f.column) for f in found] == [("E01", "Tracks"), ("E01", "Start"), ("E01", "End")]


@pytest.mark.parametrize("text", ["", "HD", "1080p"])
def test_a_video_format_that_avid_does_not_know(text: str) -> None:
    head = f"Heading\nVIDEO_FORMAT\t{text}\nFPS\tsoon\n"
    found = of_file(head + "Column\nName\tTracks\tStart\tEnd\nData\n")
    assert [f.code for f in found] == ["E05", "E06"]


def test_a_log_for_another_project() -> None:
    ale = compose([ROW], HD25)
    other = AleTarget(video_format="CUSTOM", rate=Fraction(24), encoding="ascii")
    assert [f.code for f in check(ale, other)] == ["E05", "E06"]


def test_a_take_over_midnight_is_vouched_for_by_its_duration() -> None:
    over = {**ROW, "Start": "23:59:58:00", "End": "00:00:02:00"}
    assert {f.code for f in check(compose([over], HD25))} == {"E03"}
    assert check(compose([{**over, "Duration": "00:00:04:00"}], HD25)) == ()


def test_findings_speak_french_through_the_catalogue() -> None:
    i18n.use_language("fr")
    assert str(check(compose([{**ROW, "IN-OUT": "1"}], HD25))[0]).startswith("W08 ")


VALUES = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(st.lists(st.dictionaries(st.sampled_from(["Name", "Scene", "Take", "Plan", "Comments"]), VALUES), max_size=6))
def test_whatever_the_values_a_row_stays_one_row(rows: list[dict[str, str]]) -> None:
    ale = compose([{"Tracks": "V", **row} for row in rows], HD25)
    back = read(ale.to_bytes())
    assert [row.cells for row in back] == [row.cells for row in ale]
    assert back.columns == ale.columns


@st.composite
def ranges(draw: st.DrawFn) -> TimeRange:
    rate = draw(st.sampled_from(sorted(RATES.values())))
    drop = can_drop(rate) and draw(st.booleans())
    day = frames_per_day(rate, drop)
    return TimeRange(Timecode(draw(st.integers(0, day - 1)), rate, drop), draw(st.integers(1, day - 1)))


@given(ranges())
def test_times_come_back_exactly_at_every_rate(time: TimeRange) -> None:
    length = Timecode(time.frames, time.rate, time.start.drop)
    row = {**ROW, "Start": str(time.start), "End": str(time.end), "Duration": str(length), "FPS": rate_text(time.rate)}
    data = write([row], AleTarget(video_format="1080", rate=time.rate))
    ale = read(data)
    assert ale.timecode(ale.rows[0], "Start") == time.start
    assert ale.timecode(ale.rows[0], "End") == time.end


@pytest.mark.parametrize("text", ["23.976", "24", "25", "29.97", "30", "50", "59.94"])
def test_an_independent_reader_sees_the_same_clips(tmp_path: Path, text: str) -> None:
    pytest.importorskip("otio_ale_adapter")
    import opentimelineio as otio

    rate = RATES[text]
    start = Timecode.parse("10:00:00:00", rate)
    row = {**ROW, "FPS": text, "Start": str(start), "End": str(start + 100)}
    file = tmp_path / "A012.ale"
    file.write_bytes(write([row], AleTarget(video_format="1080", rate=rate)))
    clip = otio.adapters.read_from_file(str(file))[0]
    assert clip.name == ROW["Name"]
    assert clip.source_range.start_time.to_frames() == start.frame
    assert clip.source_range.duration.to_frames() == 100
    assert clip.metadata["ALE"]["Scene"] == ROW["Scene"]
