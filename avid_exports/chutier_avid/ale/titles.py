"""The column titles that Media Composer knows, with the number of each in a bin's view.

Source: the column types in bins, as collected in mjiggidy/avbutils `bins.py`; "Avid Log Specifications" for what a log
may hold. `DESCRIPT` and `COMMENTS` are titles of that manual; bins show `Comments` and keep both as custom columns.
"""

import re

REQUIRED = ("Name", "Tracks", "Start", "End")
"""The four titles without which nothing is imported; they come first."""

STANDARD: dict[str, int] = {
    "Name": 201, "Tracks": 1, "Start": 2, "End": 3, "Duration": 4, "Mark IN": 5, "Mark OUT": 6, "Tape": 8, "FPS": 9,
    "Audio SR": 11, "KN Start": 15, "KN End": 16, "Pullin": 21, "Pullout": 22, "Film TC": 23, "Sound TC": 24,
    "Auxiliary TC1": 25, "Auxiliary TC2": 26, "Auxiliary TC3": 27, "Auxiliary TC4": 28, "Auxiliary TC5": 29,
    "Ink Number": 30, "VITC": 31, "Auxiliary Ink": 37, "Reel #": 38, "Scene": 39, "Take": 41, "Soundroll": 42,
    "Camroll": 43, "Shoot Date": 44, "Labroll": 45, "Camera": 46, "Slip": 47, "Perf": 49, "TapeID": 50, "Color": 51,
    "TC 24": 56, "TC 25PD": 57, "TC 25": 58, "TC 30": 59, "Aux TC 24": 63, "DPX": 70, "VFX": 71, "VFX Reel": 72,
    "LUT": 79, "Transfer": 85, "UNC Path": 86, "TC 30NP": 87, "TC 60": 88, "Disk Label": 89, "Journalist": 90,
    "Production": 91, "ASC_SOP": 93, "ASC_SAT": 94, "Source File": 101, "Source Path": 105, "Image Framing": 127,
    "Image Size": 129, "Reel": 134, "Frame Count Start": 135, "Frame Count End": 136, "Transcription": 156,
}  # fmt: skip
"""Titles that a log may write, in the order of the table."""

CUSTOM_BY_NAME = ("DESCRIPT", "Comments", "COMMENTS")
"""Titles that everyone spells alike though they are custom columns to a bin."""

DERIVED = frozenset((
    "IN-OUT", "CFPS", "Creation Date", "Video", "Drive", "Offline", "Frame", "Lock", "Media File", "Modified Date",
    "Audio Bit Depth", "Format", "Track Formats", "Color Space", "Raster Dimension", "Media Status", "Marker",
    "Plug-in", "Video Data Rate", "Media File Path",
))  # fmt: skip
"""Columns that Media Composer works out itself; a log must not write them."""

OWN = frozenset((
    "AFD", "Ancillary Data", "Audio Format", "AuxInk Dur", "AuxInk Edge", "AuxInk End", "AuxInk Film", "Cadence",
    "Chroma Subsampling", "Color Framing", "Color Transformation", "Field Motion", "Frame Count Duration", "IDataLink",
    "Image Aspect Ratio", "Ink Dur", "Ink Edge", "Ink End", "Ink Film", "KN Dur", "KN Film", "KN IN-OUT", "KN Mark IN",
    "KN Mark OUT", "Master Dur", "Master Edge", "Master End", "Master Film", "Master Start", "Pixel Aspect Ratio",
    "Project", "Reformat", "S3D Alignment", "S3D Channel", "S3D Clip Name", "S3D Contributors", "S3D Eye Order",
    "S3D Group Name", "S3D Inversion", "S3D InversionR", "S3D Leading Eye", "Video File Format",
))  # fmt: skip
"""Further columns that bins of Media Composer 18 declare and its logs hold; none of them is a custom one."""

SAFE_LENGTH = 14
"""Custom titles made by hand are cut beyond this (24p.com, 2015)."""

HARD_LENGTH = 16
"""An import cuts custom titles here and folds their case (seen in a bin of MC 21.12: 218 titles of 16 characters)."""

MOST_TITLES = 64
"""Global, standard and custom titles together, says the manual; real files have up to 245."""

_SAFE_TITLE = re.compile(r"[A-Za-z0-9 _#.-]{1,16}")
_ODD_LETTER = re.compile(r"[^A-Za-z0-9 _#.-]")
_PUNCTUATION = re.compile(r"[\W_]+")
_PLACES = {title: place for place, title in enumerate(dict.fromkeys((*REQUIRED, "Tape", *STANDARD)))}


def is_custom(title: str) -> bool:
    """Whether `title` makes a custom column, and so falls under the rules of length and letters."""
    return title not in STANDARD and title not in OWN and not title.startswith("Vendor ") and not is_derived(title)


def is_derived(title: str) -> bool:
    """Whether Media Composer works this column out itself."""
    return title in DERIVED or title.startswith(("Proxy ", "Alpha "))


def is_safe(title: str) -> bool:
    """Whether a custom `title` survives an import: plain letters, 16 characters at most."""
    return bool(_SAFE_TITLE.fullmatch(title))


def odd_letters(title: str) -> tuple[str, ...]:
    """The letters of `title` that are not known to survive an import, each once."""
    return tuple(dict.fromkeys(_ODD_LETTER.findall(title)))


def standard_meant(title: str) -> str:
    """The exact spelling of the column that `title` almost is (`Sound Roll`, `scene`, `COMMENTS`); empty for none.

    Titles are case sensitive (manual): `scene` makes a custom column beside Scene.
    """
    if title in STANDARD or title in _BY_NAME or is_derived(title):
        return ""
    return _EXACT.get(title.casefold()) or _EXACT.get(_bare(title), "")


def _bare(title: str) -> str:
    return _PUNCTUATION.sub("", title.casefold())


_BY_NAME = ("DESCRIPT", "Comments")
_ALSO_SAID = {"cameraroll": "Camroll", "comment": "Comments"}
_EXACT = {
    **_ALSO_SAID,
    **{_bare(title): title for title in (*reversed(STANDARD), *_BY_NAME)},
    **{title.casefold(): title for title in (*STANDARD, *_BY_NAME)},
}
"""Every way to write a title without its case, its blanks and its signs; its own letters go before another's."""


def in_order(titles: list[str]) -> tuple[str, ...]:
    """`titles` as a log has them: the required ones, Tape, the standard ones by the table, customs as they came."""
    return tuple(sorted(dict.fromkeys(titles), key=lambda title: _PLACES.get(title, len(_PLACES))))
