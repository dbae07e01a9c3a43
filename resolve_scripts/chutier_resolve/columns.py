"""What the show knows of a clip, as DaVinci Resolve's metadata.

Keys are those of Blackmagic's metadata panel, in English whatever the language of the program: each was written and
read back by scripts on 19.1 to 21.1. What has no key there, and what is a flag, is also kept in our own third-party
metadata, which no panel shows.
"""

from collections.abc import Mapping

from chutier_resolve.host.session import STAMP

KEYS: dict[str, str] = {
    "ep": "Episode #",
    "scene": "Scene",
    "setup": "Shot",
    "slate": "Setup",
    "take": "Take",
    "cam": "Camera #",
    "day": "Shoot Day",
    "date": "Date Recorded",
    "unit": "Unit Name",
    "cam_roll": "Roll Card #",
    "sound_roll": "Sound Roll #",
    "status": "Reviewers Notes",
    "shot_size": "Shot Type",
    "description": "Description",
    "comments": "Comments",
    "decor": "Location",
    "int_ext": "Environment",
    "effect": "Day / Night",
    "characters": "People",
    "lens": "Lens Type",
    "tracks": "Audio Notes",
}
"""Field to key of SetMetadata."""

FIELDS = {key: field for field, key in KEYS.items()}

WORDS = ("circled", "tags", "mos", "wild")
"""Fields that become keywords: smart bins can collect them."""

CIRCLED_FLAG = "Green"
"""The flag of a circled take. `Good Take` itself can be read but not set by a script (21.1)."""

OURS = "chutier."


def key_of(field: str) -> str:
    """Where a field without a key of its own is kept, and where a keyword's text is kept beside it."""
    return OURS + field


def words_of(text: str) -> list[str]:
    """The keywords of a column's text.

    >>> words_of("VFX, PU")
    ['VFX', 'PU']
    """
    return [word.strip() for word in text.split(",") if word.strip()]


def read_columns(metadata: Mapping[str, str], stamp: Mapping[str, str]) -> dict[str, str]:
    """The columns of a clip as it stands in the project."""
    columns = {FIELDS[key]: text for key, text in metadata.items() if key in FIELDS and text}
    keywords = set(words_of(metadata.get("Keywords", "")))
    for key, text in stamp.items():
        field = key.removeprefix(OURS)
        if not text or key in (STAMP, key_of("color")) or field in KEYS:
            continue
        if field not in WORDS or set(words_of(text)) <= keywords:
            columns[field] = text
    return columns
