"""What the show knows of a clip, as logging information and comments of xmeml.

Scene, shot and take (which share one), description, comments, opinion (the log note) and good have elements of their
own, those of the columns that a build writes. Whatever has none goes into three more comments, each value with its
field's name in the show's language: `caméra: A | carte caméra: A012`. In which column of Premiere an element lands is
told nowhere.
"""

from collections.abc import Mapping

from chutier.fields import FIELDS
from chutier_premiere.xmeml.text import leaf, node

OWN = ("scene", "setup", "take", "description", "comments", "status", "circled")
"""Fields with an element of their own."""

COMMENTS: tuple[tuple[str, ...], ...] = (
    ("decor", "int_ext", "effect", "location", "characters", "character", "interview", "roles"),
    ("cam", "cams", "lens", "shot_size", "cam_roll", "sound_roll", "tracks"),
    ("ep", "slate", "tags", "mos", "wild", "day", "date", "unit"),
)
"""What the second, third and fourth comment tell: what is seen, with what it was shot, and which take it is. Fields
that are nowhere here close the last one. The first comment is people's own."""

UNTOLD = ("name", "start", "rate", "kind", "roll")
"""Told by the file itself and its timecode."""

BETWEEN = " | "


def logging_of(columns: Mapping[str, str], picture: str, sound: str) -> str:
    """The clip's `logginginfo`. `picture` and `sound` are the names of its files, empty where it has none."""
    return node(
        "logginginfo",
        leaf("description", columns.get("description", "")),
        leaf("scene", columns.get("scene", "")),
        leaf("shottake", shot_and_take(columns)),
        leaf("lognote", columns.get("status", "")),
        leaf("good", bool(columns.get("circled"))),
        leaf("originalvideofilename", picture),
        leaf("originalaudiofilename", sound),
    )


def shot_and_take(columns: Mapping[str, str]) -> str:
    """Setup and take in one, as xmeml wants them; the slate's number where a show numbers slates and not setups.

    >>> shot_and_take({"setup": "3", "take": "1"}), shot_and_take({"slate": "214", "take": "2"})
    ('3-1', '214-2')
    """
    return "-".join(filter(None, (columns.get("setup") or columns.get("slate", ""), columns.get("take", ""))))


def comments_of(columns: Mapping[str, str], french: bool) -> str:
    """The clip's `comments`; nothing when there are none."""
    listed = {field for some in COMMENTS for field in some}
    shown = {"slate"} if not columns.get("setup") else set()
    rest = [field for field in columns if field not in listed and field not in OWN and field not in UNTOLD]
    lines = [leaf("mastercomment1", columns["comments"])] if columns.get("comments") else []
    for number, fields in enumerate((*COMMENTS[:-1], (*COMMENTS[-1], *rest)), 2):
        told = [(field, columns[field]) for field in fields if columns.get(field) and field not in shown]
        if told:
            text = BETWEEN.join(f"{_title(field, french)}: {_one_line(value)}" for field, value in told)
            lines.append(leaf(f"mastercomment{number}", text))
    return node("comments", *lines) if lines else ""


def _title(field: str, french: bool) -> str:
    known = FIELDS.get(field)
    return (known.french if french else known.english) if known else field


def _one_line(text: str) -> str:
    return " ".join(text.split()).replace(BETWEEN, " ¦ ")
