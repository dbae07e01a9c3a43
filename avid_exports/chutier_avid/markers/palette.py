"""The colours of Media Composer's markers: eight of old, eight more since 2024.6.

Source: mjiggidy/avbutils (names); older versions know the first eight.
"""

SINCE_2024_6 = {
    "Pink": "Magenta", "Forest": "Green", "Denim": "Blue", "Violet": "Magenta", "Purple": "Magenta", "Orange": "Red",
    "Grey": "White", "Gold": "Yellow",
}  # fmt: skip
"""The newer colours, each with the one of old that is nearest to it."""

COLORS = ("Red", "Green", "Blue", "Cyan", "Magenta", "Yellow", "Black", "White", *SINCE_2024_6)

FIRST = "Red"
"""What Media Composer gives a marker that nobody coloured."""

_ALSO_CALLED = {
    "gray": "Grey", "rouge": "Red", "vert": "Green", "bleu": "Blue", "jaune": "Yellow", "noir": "Black",
    "blanc": "White", "rose": "Pink", "or": "Gold", "gris": "Grey", "mauve": "Purple", "pourpre": "Purple",
}  # fmt: skip
_BY_NAME = {**_ALSO_CALLED, **{name.casefold(): name for name in COLORS}}


def color_named(text: str) -> str:
    """The colour that `text` names, in any case, in English or French; empty for none of Media Composer's."""
    return _BY_NAME.get(text.strip().casefold(), "")


def old_color(color: str) -> str:
    """The colour for a Media Composer before 2024.6: `color` itself, or the nearest of the first eight."""
    return SINCE_2024_6.get(color, color)
