"""Clip colours of a show as Media Composer keeps them, and back.

A colour is three numbers from 0 to 65535 in an AAF and a bin. The light magenta (61440, 12800, 58880) and the dark red
were seen in files of Media Composer 23.12; the others are of the same series of twenty distinct colours. Any triple is
a clip colour, so one that is not quite the palette's is still a colour.
"""

from chutier_avid.aaf.content import Rgb

PALETTE: dict[str, int] = {
    "orange": 0xF58231, "apricot": 0xFFD8B1, "yellow": 0xFFE119, "lime": 0xBFEF45, "olive": 0x808000,
    "green": 0x3CB44B, "teal": 0x469990, "navy": 0x000075, "blue": 0x4363D8, "purple": 0x911EB4, "violet": 0xDCBEFF,
    "pink": 0xFABED4, "tan": 0xD2B48C, "beige": 0xFFFAC8, "brown": 0x9A6324, "chocolate": 0x7B3F00, "gray": 0xA9A9A9,
    "cyan": 0x42D4F4, "magenta": 0xF032E6, "mint": 0xAAFFC3, "lavender": 0xB89BE0, "rose": 0xFF8FA3, "white": 0xFFFFFF,
    "black": 0x101010,
}  # fmt: skip
"""Name in a show file: red, green, blue, 8 bits each."""


def rgb_of(name: str) -> Rgb | None:
    """The colour called `name`; None when there is none."""
    value = PALETTE.get(name.lower())
    if value is None:
        return None
    return (value >> 16) << 8, (value >> 8 & 0xFF) << 8, (value & 0xFF) << 8


def name_of(color: str) -> str:
    """The name of the palette's colour nearest to `#rrggbb`; empty for no colour."""
    if not color:
        return ""
    value = int(color.removeprefix("#"), 16)
    return min(PALETTE, key=lambda name: _distance(PALETTE[name], value))


def _distance(a: int, b: int) -> int:
    return sum(((a >> shift & 0xFF) - (b >> shift & 0xFF)) ** 2 for shift in (0, 8, 16))
