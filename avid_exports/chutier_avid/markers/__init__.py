"""Markers of a sequence as text: Media Composer's two dialects, read leniently and written strictly, and CSV."""

from chutier_avid.markers.avid_text import Dialect, encode, read_text
from chutier_avid.markers.marker import Marker, MarkerList, as_frames, as_labels
from chutier_avid.markers.palette import COLORS, color_named, old_color
from chutier_avid.markers.reading import read
from chutier_avid.markers.sheet import csv_of, read_sheet

__all__ = [
    "COLORS", "Dialect", "Marker", "MarkerList", "as_frames", "as_labels", "color_named", "csv_of", "encode",
    "old_color", "read", "read_sheet", "read_text",
]  # fmt: skip
