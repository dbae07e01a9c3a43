"""What the show knows of a clip, as Premiere's project metadata.

Premiere's own columns where it has one: names of fields as its project files spell them (58 columns of a file of 26.0,
less those that Adobe's metadata sample will not write). What has none there, a take for instance, becomes a column of
ours, which the project must first be told of and a person must first show in the panel. The camera's tape name is not
touched: it is what a conform goes by.
"""

from collections.abc import Mapping

from chutier.fields import CLIP_FIELDS, FIELDS
from chutier.i18n import current_language
from chutier_premiere.packets import sayable

OWN = {
    "scene": "Column.PropertyText.Scene",
    "setup": "Column.PropertyText.Shot",
    "description": "Column.PropertyText.Description",
    "comments": "Column.PropertyText.Comment",
    "status": "Column.Intrinsic.LogNote",
    "sound_roll": "Column.PropertyText.SoundRoll",
    "cam_roll": "Column.PropertyText.FilmCameraRoll",
}
"""Field to the column that Premiere has for it."""

GOOD = "Column.PropertyBool.Good"
"""The tick of a circled take: True, or nothing."""

STAMP = "chutierId"
"""The property that holds the catalogue's clip id."""

COLOR = "chutierColor"
"""The property that holds the show's own word for the colour: labels are fewer."""

SOUND = "chutierSound"
"""The property that holds the ids of a take's sounds."""


def custom(field: str) -> str:
    """Our own property for a field.

    >>> custom("shot_size")
    'chutierShotSize'
    """
    return "chutier" + "".join(part.capitalize() for part in field.split("_"))


def field_of(name: str) -> str:
    """Where a column of the show is written."""
    return OWN.get(name) or custom(name)


_BY_FIELD = {field_of(one.name): one.name for one in CLIP_FIELDS}

WATCHED: tuple[str, ...] = (*_BY_FIELD, GOOD, STAMP, COLOR, SOUND)
"""All that is read of a clip."""


def written(columns: Mapping[str, str]) -> dict[str, str]:
    """Columns of the show as fields of Premiere's."""
    fields = {field_of(name): sayable(text) for name, text in columns.items()}
    if "circled" in columns:
        fields[GOOD] = "True" if columns["circled"] else "False"
    return fields


def read(fields: Mapping[str, str]) -> dict[str, str]:
    """The show's columns of a clip as it stands in the project."""
    columns = {_BY_FIELD[field]: text for field, text in fields.items() if field in _BY_FIELD and text}
    good = fields.get(GOOD, "").lower() == "true"
    if good:
        # Ticked by a person, it is circled in Premiere's own word.
        columns.setdefault("circled", "True")
    else:
        columns.pop("circled", None)
    return columns


def properties(fields: Mapping[str, str] | set[str]) -> list[dict[str, str]]:
    """What the project must be told of before these fields can be written: those of ours, each with its heading."""
    ours = sorted(field for field in fields if field.startswith("chutier"))
    return [{"name": field, "label": _heading(field)} for field in ours]


def _heading(field: str) -> str:
    if field in (STAMP, COLOR, SOUND):
        return {STAMP: "Chutier id", COLOR: "Chutier colour", SOUND: "Chutier sound"}[field]
    known = FIELDS[_BY_FIELD[field]]
    return (known.french if current_language() == "fr" else known.english).capitalize()
