"""Clip colours of a show as Premiere's labels: sixteen numbers, whose names and hues every user may change.

A clip of Premiere always has a label: one without a colour of ours has the one that Premiere gave it for what it is.
Therefore what we gave is stamped on the clip as text (`stamp`), and read with the label (`read_label`).
"""

LABELS = (
    "Violet", "Iris", "Caribbean", "Lavender", "Cerulean", "Forest", "Rose", "Mango", "Purple", "Blue", "Teal",
    "Magenta", "Tan", "Green", "Brown", "Yellow",
)  # fmt: skip
"""Premiere's names of its labels, by number, in an installation that nobody has changed."""

NO_LABEL = -1
"""What `label_of` says of no colour: leave the label that is there."""

DEFAULTS = {"video": 0, "movie": 1, "audio": 2, "still": 3, "sequence": 5, "bin": 7}
"""The labels that Premiere gives by itself (Settings > Labels, as installed); a movie has picture and sound."""

# One colour for each label, so that a label set by hand can be told in the show's words; then the neighbours.
_COLORS = (
    "violet", "navy", "mint", "lavender", "cyan", "olive", "rose", "orange", "purple", "blue", "teal", "magenta",
    "tan", "green", "brown", "yellow",
)  # fmt: skip
_NEAREST = {
    "apricot": "orange", "pink": "rose", "lime": "green", "beige": "tan", "chocolate": "brown", "gray": "tan",
    "white": "tan", "black": "brown",
}  # fmt: skip


def label_of(color: str) -> int:
    """The number of the label for a show's colour; NO_LABEL for none. Colours that Premiere lacks share a neighbour's.

    >>> label_of("green"), label_of("lime"), label_of("")
    (13, 13, -1)
    """
    color = _NEAREST.get(color, color)
    return _COLORS.index(color) if color in _COLORS else NO_LABEL


def color_of(label: int) -> str:
    """The show's word for a label; empty for a number that is no label. `label_of` gives the label back.

    >>> color_of(7), label_of(color_of(7))
    ('orange', 7)
    """
    return _COLORS[label] if 0 <= label < len(_COLORS) else ""


def name_of(label: int) -> str:
    """Premiere's own name of a label, as XML spells it; empty for a number that is no label."""
    return LABELS[label] if 0 <= label < len(LABELS) else ""


def is_native(color: str) -> bool:
    """Whether Premiere has a label of this very name; also for no colour."""
    return not color or color.title() in LABELS


def stamp(color: str) -> str:
    """What to stamp on a clip: nothing where the label says the colour all by itself.

    >>> stamp("green"), stamp("lime"), stamp("violet")
    ('', 'lime', 'violet')
    """
    return "" if is_native(color) and label_of(color) not in DEFAULTS.values() else color


def read_label(label: int, stamped: str) -> str:
    """The show's name of the colour that a clip has. `stamped` is what `stamp` said, believed while it still holds.
    Without it, a label that Premiere gives by itself says nothing.

    >>> read_label(13, "lime"), read_label(6, "lime"), read_label(1, ""), read_label(1, "lime")
    ('lime', 'rose', '', 'navy')
    """
    if stamped:
        return stamped if label_of(stamped) == label else color_of(label)
    return "" if label in DEFAULTS.values() else color_of(label)
