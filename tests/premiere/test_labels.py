"""Colours of a show as labels of Premiere, and back."""

import pytest

from chutier.show.scalars import COLORS
from chutier_premiere.labels import (
    DEFAULTS,
    LABELS,
    NO_LABEL,
    color_of,
    is_native,
    label_of,
    name_of,
    read_label,
    stamp,
)


def test_every_colour_of_a_show_has_a_label() -> None:
    assert len(LABELS) == 16
    assert all(0 <= label_of(color) < 16 for color in COLORS)
    assert {label_of(color) for color in COLORS} == set(range(16))


@pytest.mark.parametrize("color", COLORS)
def test_what_was_stamped_comes_back_while_it_holds(color: str) -> None:
    label = label_of(color)
    assert read_label(label, stamp(color)) == color
    other = (label + 1) % 16
    told = read_label(other, stamp(color))
    assert told == color_of(other) or (not stamp(color) and other in DEFAULTS.values() and told == "")


def test_no_colour_leaves_the_label_that_is_there() -> None:
    assert label_of("") == NO_LABEL
    assert label_of("red") == NO_LABEL
    assert {read_label(label, stamp("")) for label in DEFAULTS.values()} == {""}
    assert read_label(13, stamp("")) == "green"


def test_every_label_has_a_word_of_the_show() -> None:
    for label in range(16):
        assert color_of(label) in COLORS
        assert label_of(color_of(label)) == label
        assert read_label(label, stamp(color_of(label))) == color_of(label)
    assert color_of(16) == color_of(-1) == name_of(-1) == name_of(16) == ""


def test_names_that_premiere_has_itself() -> None:
    assert {color for color in COLORS if is_native(color)} == {
        "violet", "lavender", "rose", "purple", "blue", "teal", "magenta", "tan", "green", "brown", "yellow",
    }  # fmt: skip
    assert is_native("")
    assert all(color.title() == name_of(label_of(color)) for color in COLORS if is_native(color))
