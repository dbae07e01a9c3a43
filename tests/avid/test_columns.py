"""Titles, folder names and the checklist's language: the tables that the adapter stands on."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chutier import i18n
from chutier.fields import CLIP_FIELDS
from chutier.i18n import speaking
from chutier.model import MediaRef
from chutier.timecode import Timecode, TimeRange
from chutier_avid.ale.titles import CUSTOM_BY_NAME, STANDARD, is_custom, is_safe
from chutier_avid.columns import COLOR, IDENTITY, media_cells, titles, tracks_text
from chutier_avid.folders import bin_name, folder_name


@pytest.mark.parametrize("locale", ["fr", "fr_FR", "en", "de"])
def test_every_field_has_a_title_that_survives_an_import(locale: str) -> None:
    table = titles(locale)
    assert set(table) == {field.name for field in CLIP_FIELDS}
    customs = [title for title in (*table.values(), IDENTITY) if is_custom(title)]
    assert all(is_safe(title) and len(title) <= 14 for title in customs)
    assert len({title.casefold() for title in customs}) == len(customs)
    assert len(set(table.values())) == len(table)


def test_fields_that_avid_knows_go_to_its_own_columns() -> None:
    french = titles("fr")
    standard = {field: title for field, title in french.items() if title in STANDARD or title in CUSTOM_BY_NAME}
    assert standard == {
        "scene": "Scene", "take": "Take", "cam": "Camera", "date": "Shoot Date", "cam_roll": "Camroll",
        "sound_roll": "Soundroll", "description": "DESCRIPT", "comments": "Comments",
    }  # fmt: skip
    assert COLOR in STANDARD
    assert (french["setup"], titles("en")["setup"]) == ("Plan", "Setup")


@pytest.mark.parametrize(
    ("kind", "picture", "tracks", "text"),
    [
        ("picture", True, 0, "V"),
        ("picture", True, 2, "VA1A2"),
        ("mos", True, 2, "V"),
        ("wild", False, 2, "A1A2"),
        ("sound", False, 5, "A1A2A3A4A5"),
        ("sound", False, 0, "A1"),
    ],
)
def test_tracks(kind: str, picture: bool, tracks: int, text: str) -> None:
    assert tracks_text(kind, MediaRef(path="x", time=None, picture=picture, audio_tracks=tracks)) == text


@pytest.mark.parametrize("path", ["/cards/A012/x.mov", "C:\\cards\\A012\\x.mov", "x.mov"])
def test_media_as_columns(path: str) -> None:
    start = Timecode.parse("10:00:00;02", Fraction(30000, 1001))
    media = MediaRef(path=path, time=TimeRange(start, 48), tape="A012", audio_tracks=1, width=1920, height=1080)
    assert media_cells("picture", media, source_path=True) == {
        "Tracks": "VA1", "Start": "10:00:00;02", "End": "10:00:01;20", "Duration": "00:00:01;18", "Tape": "A012",
        "FPS": "29.97", "Source File": "x.mov", "Image Size": "1920 x 1080", "Source Path": path,
    }  # fmt: skip


def test_media_without_time_or_length_cannot_be_logged() -> None:
    assert media_cells("picture", MediaRef(path="x", time=None)) == {}
    empty = TimeRange(Timecode(0, Fraction(25)), 0)
    assert media_cells("picture", MediaRef(path="x", time=empty)) == {}


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_every_bin_has_a_folder_and_every_folder_its_bin(name: str) -> None:
    import unicodedata

    folder = folder_name(name)
    assert bin_name(folder) == unicodedata.normalize("NFC", name)
    assert not set(folder) & set('/\\:*?"<>|\0')
    assert folder[-1] not in ". "
    assert not folder.startswith(".")


@pytest.mark.parametrize("name", ["20_RUSHES", "SEQ 012bis CUISINE D'HÉLÈNE", "J03_260514", "A VERIFIER", "100 %"])
def test_the_names_of_a_show_are_their_own_folders(name: str) -> None:
    assert folder_name(name) == name


def test_the_language_of_the_show_holds_only_inside() -> None:
    with speaking("fr_FR"):
        assert i18n.current_language() == "fr"
    with speaking("de"):
        assert i18n.current_language() == "en"
    assert i18n.current_language() == "en"
