"""Clip colours of a show as DaVinci Resolve has them: sixteen names, spelled exactly, any other refused."""

CLIP_COLORS = (
    "Orange", "Apricot", "Yellow", "Lime", "Olive", "Green", "Teal", "Navy", "Blue", "Purple", "Violet", "Pink",
    "Tan", "Beige", "Brown", "Chocolate",
)  # fmt: skip
"""Blackmagic's palette of clip colours."""

MARKER_COLORS = (
    "Blue", "Cyan", "Green", "Yellow", "Red", "Pink", "Purple", "Fuchsia", "Rose", "Lavender", "Sky", "Mint", "Lemon",
    "Sand", "Cocoa", "Cream",
)  # fmt: skip
"""The other palette: markers and flags."""

_NEAREST = {
    "cyan": "Teal", "magenta": "Pink", "mint": "Lime", "lavender": "Violet", "rose": "Pink", "gray": "Tan",
    "white": "Beige", "black": "Chocolate",
}  # fmt: skip
_NATIVE = {name.lower(): name for name in CLIP_COLORS}


def clip_color(name: str) -> str:
    """Resolve's colour for a show's; empty for none. A colour that Resolve lacks becomes its neighbour.

    >>> clip_color("green"), clip_color("cyan"), clip_color("")
    ('Green', 'Teal', '')
    """
    return _NATIVE.get(name) or _NEAREST.get(name, "")


def is_native(name: str) -> bool:
    """Whether Resolve has the colour under this very name."""
    return not name or name in _NATIVE


def read_color(there: str, stamped: str) -> str:
    """The show's name of the colour that a clip has; `stamped` is the name that we gave it, while it still holds."""
    if stamped and clip_color(stamped) == there:
        return stamped
    return there.lower()
