"""What a merge does to the columns of a bin: titles that land elsewhere, cells that are new, equal or overwritten."""

from pathlib import Path

import pytest

from avid.rehearsal_logs import bin_of, cells_of, clip, log
from chutier_avid.ale import read
from chutier_avid.bins.from_log import content_of
from chutier_avid.rehearsal import ColumnEffect, Landing, Overwrite, rehearse

MADE_BY_HAND = "CAM TEMPLATE MISMATCH CHK1"
CUT = "Intfreerunuserde\x07"
VIEW = ("Name", "Start", "Scene", "Camroll", "Lens Type", "Comments", MADE_BY_HAND, CUT)

LANDINGS: dict[str, tuple[Landing, str, str]] = {
    "Scene": (Landing.SAME, "Scene", ""),
    "ASC_SOP": (Landing.SAME, "ASC_SOP", ""),
    "Lens Type": (Landing.SAME, "Lens Type", ""),
    "lens type": (Landing.FOLDED, "Lens Type", ""),
    "COMMENTS": (Landing.FOLDED, "Comments", ""),
    "LensType": (Landing.SECOND, "Lenstype", "Lens Type"),
    "ISO Value": (Landing.NEW, "Iso value", ""),
    "DESCRIPT": (Landing.NEW, "DESCRIPT", ""),
    "Focus_distance_unit": (Landing.CUT, "Focus_distance_u\x07", ""),
    "IntFreeRunUserDefined": (Landing.CUT, CUT, ""),
    "IntFreeRunUserDe": (Landing.FOLDED, CUT, ""),
    MADE_BY_HAND: (Landing.SECOND, "Cam template mis\x07", MADE_BY_HAND),
    "Sound Roll": (Landing.SECOND, "Sound roll", "Soundroll"),
    "scene": (Landing.SECOND, "scene", "Scene"),
    "Cam Roll": (Landing.SECOND, "Cam roll", "Camroll"),
    "Start": (Landing.KEY, "Start", ""),
    "Tape": (Landing.KEY, "Tape", ""),
    "Creation Date": (Landing.IGNORED, "Creation Date", ""),
    "Color Transformation": (Landing.IGNORED, "Color Transformation", ""),
}


@pytest.mark.parametrize("title", LANDINGS)
def test_where_a_title_lands(title: str) -> None:
    item = clip("a", "10:00:00:00", "10:00:20:00")
    effects = rehearse(bin_of(item, view=VIEW), log([cells_of(item) | {title: "x"}])).columns
    effect = next(one for one in effects if one.title == title)
    assert (effect.landing, effect.target, effect.meant) == LANDINGS[title]


def test_two_titles_of_a_log_that_become_one() -> None:
    item = clip("a", "10:00:00:00", "10:00:20:00")
    row = cells_of(item) | {"Audio track name left": "l", "AUDIO TRACK NAME right": "r"}
    rehearsal = rehearse(bin_of(item), log([row]))
    assert rehearsal.columns[-1].landing is Landing.CLASH
    assert rehearsal.columns[-1].meant == "Audio track name left"
    assert rehearsal.status == 1


def test_cells_are_counted_and_overwrites_shown_with_both_texts() -> None:
    scenes = ["12", "12", "", "13", "14"]
    items = [
        clip(f"c{n}", f"10:0{n}:00:00", f"10:0{n}:20:00", columns={"Scene": text}) for n, text in enumerate(scenes)
    ]
    said = ["12A", "12A", "15", "13", ""]
    rows = [cells_of(item) | {"Scene": text} for item, text in zip(items, said, strict=True)]
    rehearsal = rehearse(bin_of(*items, view=("Scene",)), log(rows))
    scene = next(one for one in rehearsal.columns if one.title == "Scene")
    assert scene == ColumnEffect(
        title="Scene", target="Scene", landing=Landing.SAME, new=1, equal=1, overwritten=2, blank=1,
        overwrites=(Overwrite("12", "12A", 2, 1),),
    )  # fmt: skip
    assert rehearsal.status == 1


def test_cells_are_compared_in_the_column_where_they_land() -> None:
    item = clip("a", "10:00:00:00", "10:00:20:00", columns={CUT: "old"}, color="#c80000")
    row = cells_of(item) | {"IntFreeRunUserDefined": "new", "Name": "b", "Color": "Green"}
    effects = {one.title: one.overwrites for one in rehearse(bin_of(item), log([row])).columns}
    assert effects["IntFreeRunUserDefined"] == (Overwrite("old", "new", 1, 1),)
    assert effects["Name"] == (Overwrite("a", "b", 1, 1),)
    assert effects["Color"] == (Overwrite("#c80000", "Green", 1, 1),)


def test_rows_that_do_not_merge_change_no_column() -> None:
    item = clip("a", "10:00:00:00", "10:00:20:00")
    row = cells_of(item) | {"Tape": "B", "Scene": "1"}
    scene = rehearse(bin_of(item), log([row])).columns[-1]
    assert (scene.new, scene.overwritten) == (0, 0)


@pytest.mark.parametrize("name", ["otio-ale__sample.ale", "otio-ale__sample2.ale", "aleparser__all_headings.ALE"])
def test_real_logs_overwrite_nothing_of_their_own_bin(samples: Path, name: str) -> None:
    ale = read(samples / "avid" / name)
    rehearsal = rehearse(content_of(ale), ale, video_format=ale.head("VIDEO_FORMAT"))
    assert not rehearsal.gates
    assert not any(one.overwritten or one.new for one in rehearsal.columns)
    assert {one.title for one in rehearsal.columns if one.landing is Landing.CUT} == set()
