"""A log as the CSV that DaVinci Resolve takes under File > Import Metadata From > CSV.

Resolve pairs rows with clips by `File Name`, and by `Start TC`/`End TC` where they are there. The other titles are its
own metadata fields, as scripts of its users write them; columns that it has no field for stay behind and are told. A
lab's log names the file of its proxies, a camera's log its own: `_a` and `_h` copies are named as they are.
"""

import csv
import io

from chutier_avid.ale import Ale, Row

FIELDS: dict[str, tuple[str, ...]] = {
    "File Name": ("Source File", "Name"), "Start TC": ("Start",), "End TC": ("End",), "Reel Number": ("Tape", "Reel"),
    "Scene": ("Scene",), "Shot": ("Shot", "Setup", "Plan"), "Take": ("Take",), "Angle": ("Angle",),
    "Camera #": ("Camera",), "Roll Card #": ("Camroll",), "Sound Roll #": ("Soundroll",), "Lab Roll #": ("Labroll",),
    "Shoot Day": ("Day", "Jour"), "Date Recorded": ("Shoot Date",), "Good Take": ("Circled", "Cerclee", "Good Take"),
    "Description": ("DESCRIPT", "Description"), "Comments": ("Comments", "COMMENTS"),
    "Camera FPS": ("Sensor_fps", "Sensor FPS", "Camera FPS"), "Lens Type": ("Lens", "Lens_type", "Focale"),
    "ISO": ("ISO", "Asa", "Exposure_index"), "Shutter Angle": ("Shutter_angle", "Shutter"),
    "White Point (Kelvin)": ("White_balance", "White Balance"), "Keywords": ("Keywords", "Mentions", "Tags"),
}  # fmt: skip
"""Field of Resolve, and the titles of a log that hold it, the first that is filled."""

_NO = ("", "0", "no", "non", "false")


def resolve_csv(ale: Ale) -> tuple[bytes, tuple[str, ...]]:
    """The CSV (UTF-8 with a byte-order mark), and the columns that found no field."""
    known = {title.casefold(): title for title in reversed(ale.columns)}
    sources = {
        field: [known[title.casefold()] for title in titles if title.casefold() in known]
        for field, titles in FIELDS.items()
    }
    used = {field: titles for field, titles in sources.items() if any(_text(row, titles) for row in ale)}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(used)
    for row in ale:
        writer.writerow(_value(field, _text(row, titles)) for field, titles in used.items())
    taken = {title for titles in used.values() for title in titles}
    others = [title for title in dict.fromkeys(ale.columns) if title not in taken]
    left = tuple(title for title in others if any(row.get(title) for row in ale))
    return "\ufeff".encode() + out.getvalue().encode("utf-8", "backslashreplace"), left


def _text(row: Row, titles: list[str]) -> str:
    return next((text for title in titles if (text := row.get(title))), "")


def _value(field: str, text: str) -> str:
    if field == "Good Take":
        return "" if text.casefold() in _NO else "True"
    return text
