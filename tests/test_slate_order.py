"""The order of the cutting room, on shuffled lists, under both schools of added scenes."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chutier.slate import Slate, SlateRules, parse_slate, scene_key, slate_key, sortable, split_label

AFTER = SlateRules(system="us", prefix_before=False)
BEFORE = SlateRules(system="us")
FRENCH = SlateRules(system="fr")

SCENES = [
    (BEFORE, "1 2 10 46 A47 47 48 128"),
    (BEFORE, "47 AA48 A48 BA48 B48 48 49"),
    (BEFORE, "94 95 95AA 95AB 95A 95B 96"),
    (BEFORE, "10 10aA 10A 11"),
    (AFTER, "47 A47 B47 48"),
    (FRENCH, "11 12 12bis 12ter 12quater 12A 13"),
    (FRENCH, "9 A10 10 10bis 100"),
    (None, "9 A10 10 10bis 100 CREDITS"),
    (SlateRules(system="us", prefixes={"V": "vfx_plate"}), "11 A12 12 V12 12A 13"),
]


def shuffled(labels: list[str]) -> list[str]:
    return random.Random(7).sample(labels, len(labels))


@pytest.mark.parametrize(("rules", "labels"), SCENES, ids=[labels for _rules, labels in SCENES])
def test_scenes_stand_in_script_order(rules: SlateRules | None, labels: str) -> None:
    want = labels.split()
    assert sorted(shuffled(want), key=lambda label: scene_key(label, rules)) == want


SLATES = [
    (BEFORE, "3-1 3A-1 3B-1 3Z-1 3AA-1 3AB-1 3AZ-1 3BA-1"),
    (BEFORE, "12A 12A-1 12A-2 12A-2_B 12A-10 12B-1 12_WT1 13-1"),
    (BEFORE, "A47-1 A47A-1 47-1 47A-1"),
    (BEFORE, "EP99-2-1 101-1-1 101-2-1 1001-1-1"),
    (FRENCH, "2/1-1 12/1-1 12/2-1 12/3-1 12/3bis-1 12/3ter-1 12/4-1 12/10-1 12/SS1 12bis/1-1 13/1-1 SS1"),
    (SlateRules(system="uk"), "6-1 6-2 6A-1 7-1 60-1 412-3 WT1"),
]


@pytest.mark.parametrize(("rules", "texts"), SLATES, ids=[texts for _rules, texts in SLATES])
def test_slates_stand_in_shooting_order(rules: SlateRules, texts: str) -> None:
    want = [parse_slate(text.replace("_", " "), rules) for text in texts.split()]
    assert sorted(random.Random(3).sample(want, len(want)), key=lambda slate: slate_key(slate, rules)) == want


labels = st.text(max_size=8) | st.from_regex(r"[A-C]{0,2}[0-9]{1,3}(bis|ter|[A-C]{0,2})", fullmatch=True)
slates = st.builds(
    Slate,
    system=st.sampled_from(["us", "uk", "fr"]),
    ep=st.sampled_from(["", "101", "E1", "²"]),
    scene=labels,
    setup=labels,
    slate=st.none() | st.integers(0, 9),
    variant=st.sampled_from(["", "A"]),
    take=st.none() | st.integers(0, 9),
    cameras=st.lists(st.sampled_from("AB"), max_size=2).map(tuple),
    tags=st.lists(st.sampled_from(["PU", "WT", "?"]), max_size=2).map(tuple),
)


@given(st.lists(slates, max_size=6), st.booleans())
def test_any_slates_can_be_put_in_order_and_always_the_same(mixed: list[Slate], before: bool) -> None:
    rules = SlateRules(system="us", prefix_before=before)
    keys = [slate_key(slate, rules) for slate in mixed]
    assert all((a < b) + (b < a) + (a == b) == 1 for a in keys for b in keys)


@given(st.lists(labels, max_size=6))
def test_any_labels_can_be_put_in_order(mixed: list[str]) -> None:
    keys = [scene_key(label) for label in mixed]
    assert all((a < b) + (b < a) + (a == b) == 1 for a in keys for b in keys)


@pytest.mark.parametrize(
    ("label", "parts", "text"),
    [
        ("12", ("", 12, ""), "012"),
        ("a47", ("A", 47, ""), "046_A47"),
        ("12bis", ("", 12, "bis"), "012bis"),
        ("12 bis", ("", 12, "bis"), "012bis"),
        ("1250", ("", 1250, ""), "1250"),
        ("A0", ("A", 0, ""), "000_A0"),
        ("CREDITS", ("CREDITS", None, ""), "CREDITS"),
        ("", ("", None, ""), ""),
    ],
)
def test_a_label_comes_apart_and_has_a_form_that_text_sorts(
    label: str, parts: tuple[str, int | None, str], text: str
) -> None:
    assert split_label(label) == parts
    assert sortable(label) == text


def test_sortable_labels_sort_as_text_in_script_order() -> None:
    want = ["2", "10", "46", "A47", "47", "47A", "47B", "48", "128"]
    assert sorted(want, key=sortable) == want
