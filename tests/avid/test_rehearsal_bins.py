"""Bins that a rehearsal is held with: an exported log, and files that Media Composer wrote."""

from fractions import Fraction
from pathlib import Path

from avid.rehearsal_logs import bin_of, cells_of, clip, exported, log
from chutier.timecode import Timecode
from chutier_avid.bins.content import ItemKind
from chutier_avid.bins.from_log import content_of, read_bin
from chutier_avid.rehearsal import open_bin, rehearse


def test_a_row_is_a_master_clip_with_all_its_columns() -> None:
    row = {
        "Name": "12-1-1", "Tracks": "VA1", "Start": "10:00:00:00", "End": "10:00:20:00", "Tape": "A001 ", "Scene": "12",
        "Source File": "D:\\card\\A001C001.mxf", "Color": "#C80000", "Take": "",
    }  # fmt: skip
    (item,) = content_of(log([row]))
    assert (item.name, item.kind, item.tracks, item.place) == ("12-1-1", ItemKind.MASTER, "VA1", 1)
    assert (item.start, item.rate) == (Timecode.parse("10:00:00:00", Fraction(25)), Fraction(25))
    assert (item.tape, item.source_file, item.color) == ("A001 ", "A001C001.mxf", "#c80000")
    assert item.columns == {"Scene": "12", "Color": "#C80000"}


def test_what_cannot_be_read_of_a_row_is_a_note_and_the_rest_is_there() -> None:
    content = content_of(log([cells_of(clip("a", "10:00:00:00", "10:00:20:00")) | {"End": "10:00:20:31"}]))
    assert content.items[0].end is None
    assert content.items[0].start is not None
    assert content.notes[0].startswith("row 1, End:")


def test_an_exported_log_opens_with_its_projects_format(samples: Path) -> None:
    path = samples / "avid" / "otio-ale__sample.ale"
    content, video_format = open_bin(path)
    assert (len(content), content.form, video_format) == (4, "ale", "1080")
    assert content == read_bin(path)
    assert len(content.view) == 129


def test_a_bin_of_media_composer_merges_with_its_own_log(samples: Path) -> None:
    content, _format = open_bin(samples / "avid" / "pyavb__test_file_01.avb")
    masters = [item for item in content if item.kind is ItemKind.MASTER and item.start and item.end]
    rehearsal = rehearse(content, exported(bin_of(*masters)))
    assert len(rehearsal.merges) == len(masters) > 30
    assert not any(one.overwritten or one.new for one in rehearsal.columns)
    assert rehearsal.notes == ()  # sixteen count 29.97 frames with drop over a picture of 24


def test_an_aaf_of_media_composer_merges_with_its_own_log(samples: Path) -> None:
    content, _format = open_bin(samples / "avid" / "libaaf__MC_TC_25.aaf")
    masters = [item for item in content if item.kind is ItemKind.MASTER]
    assert masters
    assert not rehearse(content, exported(bin_of(*masters))).would_create
