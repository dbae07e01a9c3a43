"""Slates under the three systems: tables of what is written and what it says, refusals, round trips."""

import csv
import unicodedata
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chutier.errors import SlateError
from chutier.slate import TAGS, Slate, SlateRules, fields_of, format_slate, parse_slate, slate_of
from chutier.slate.value import System

CASES = Path(__file__).parent / "cases"
SYSTEMS: tuple[System, ...] = get_args(System)


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def expected(row: dict[str, str]) -> Slate:
    return Slate(
        system=row["system"],  # type: ignore[arg-type]
        ep=row["ep"],
        scene=row["scene"],
        setup=row["setup"],
        slate=int(row["slate"]) if row["slate"] else None,
        variant=row["variant"],
        take=int(row["take"]) if row["take"] else None,
        tags=tuple(row["tags"].split()),
        cameras=tuple(row["cameras"].split()),
    )


def name_of(row: dict[str, str]) -> str:
    return f"{row['system']}-{row['text'].encode('ascii', 'backslashreplace').decode()}"


ACCEPTED = rows("slates_accepted.csv")
REFUSED = rows("slates_refused.csv")


@pytest.mark.parametrize("row", ACCEPTED, ids=name_of)
def test_a_slate_says(row: dict[str, str]) -> None:
    rules = SlateRules(system=row["system"])  # type: ignore[arg-type]
    want = expected(row)
    assert parse_slate(row["text"], rules) == want
    assert parse_slate(row["text"].lower(), rules) == want
    assert parse_slate(unicodedata.normalize("NFD", row["text"]), rules) == want
    assert parse_slate(format_slate(want), rules) == want
    assert parse_slate(format_slate(want, "paper"), rules) == want
    assert slate_of(fields_of(want), rules) in (want, None)


@pytest.mark.parametrize("row", REFUSED, ids=name_of)
def test_a_slate_is_refused_with_the_reason(row: dict[str, str]) -> None:
    with pytest.raises(SlateError) as caught:
        parse_slate(row["text"], SlateRules(system=row["system"]))  # type: ignore[arg-type]
    assert row["says"] in f"{caught.value} {caught.value.hint}"


def test_one_text_means_two_things_under_two_systems() -> None:
    text = "101-12-3"
    us, fr = (parse_slate(text, SlateRules(system=system)) for system in ("us", "fr"))  # type: ignore[arg-type]
    assert (us.ep, us.scene, us.setup, us.take) == ("101", "12", "", 3)
    assert (fr.ep, fr.scene, fr.setup, fr.take) == ("", "101", "12", 3)


@pytest.mark.parametrize(("text", "at"), [("12bis/3-x", 9), ("  12bis/3-x", 11), ("12bis/3 –  x", 12)])
def test_the_refusal_points_into_the_text_as_given(text: str, at: int) -> None:
    with pytest.raises(SlateError, match=f"at character {at}, 'x' is not a take number"):
        parse_slate(text, SlateRules(system="fr"))


def test_a_very_long_text_is_refused_shortly() -> None:
    with pytest.raises(SlateError) as caught:
        parse_slate("12A-3 " * 10_000, SlateRules(system="us"))
    assert len(str(caught.value)) < 120


def test_declared_cameras_are_the_only_ones() -> None:
    rules = SlateRules(system="fr", cameras=("A", "B"))
    assert parse_slate("12/3-2 B", rules).cameras == ("B",)
    with pytest.raises(SlateError, match="no camera C") as caught:
        parse_slate("12/3-2 C", rules)
    assert "A, B" in caught.value.hint
    assert parse_slate("12/3-2 C", SlateRules(system="fr")).cameras == ("C",)


@pytest.mark.parametrize(
    ("letters", "text", "ok"),
    [
        ("skip_IO", "12I-1", False), ("skip_IO", "12Y-1", True), ("skip_IOYZ", "12Y-1", False),
        ("skip_IOYZ", "12Z-1", False), ("all", "12I-1", True), ("all", "12O-1", True),
    ],
)  # fmt: skip
def test_setup_letters_are_the_show_s(letters: str, text: str, ok: bool) -> None:
    rules = SlateRules(system="us", setup_letters=letters)
    if ok:
        assert parse_slate(text, rules).setup == text[2]
    else:
        with pytest.raises(SlateError) as caught:
            parse_slate(text, rules)
        assert "setup_letters" in caught.value.hint


def test_a_show_names_its_words_for_added_scenes() -> None:
    rules = SlateRules(system="fr", inserted=("bis", "ter", "quater", "quinquies"))
    assert parse_slate("12quinquies/3-2", rules).scene == "12quinquies"
    assert parse_slate("12/3-2", SlateRules(system="fr", inserted=())).scene == "12"


def test_a_prefix_with_a_meaning_is_a_role_and_leaves_the_scene() -> None:
    rules = SlateRules(system="us", prefixes={"V": "vfx_plate", "R": "reshoot", "VFX": "vfx_element"})
    plate = parse_slate("V12A-1", rules)
    fields = fields_of(plate, rules)
    assert fields == {"scene": "12", "setup": "A", "take": 1, "roles": ("vfx_plate",)}
    assert slate_of(fields, rules) == plate
    assert fields_of(parse_slate("VA48-1", rules), rules)["scene"] == "A48"
    assert fields_of(parse_slate("VFX7-1", rules), rules)["roles"] == ("vfx_element",)
    assert fields_of(plate)["scene"] == "V12"
    assert "roles" not in fields_of(parse_slate("12A-1", rules), rules)


def test_fields_say_only_what_the_slate_says() -> None:
    rules = SlateRules(system="fr")
    assert fields_of(parse_slate("12/3", rules)) == {"scene": "12", "setup": "3"}
    assert fields_of(parse_slate("12/3-2 MUET A,B", rules)) == {
        "scene": "12", "setup": "3", "take": 2, "tags": ("MOS",), "mos": True, "cams": ("A", "B"),
    }  # fmt: skip
    assert fields_of(parse_slate("12/SS1", rules)) == {"scene": "12", "take": 1, "tags": ("WT",), "wild": True}
    assert fields_of(parse_slate("412A-3 B", SlateRules(system="uk"))) == {
        "slate": 412, "setup": "A", "take": 3, "cam": "B",
    }  # fmt: skip


def test_no_scene_and_no_slate_make_no_slate() -> None:
    assert slate_of({"take": 3, "cam": "A"}, SlateRules(system="us")) is None


def test_a_name_never_holds_a_slash() -> None:
    for row in ACCEPTED:
        assert "/" not in format_slate(expected(row))
    assert format_slate(parse_slate("12bis-3-02 B", SlateRules(system="fr")), "paper") == "12bis/3-2 B"


def test_tags_have_one_order_and_one_spelling() -> None:
    assert Slate(system="us", tags=("MOS", "PU", "MOS")) == Slate(system="us", tags=("PU", "MOS"))
    assert parse_slate("12/3-2 MUET", SlateRules(system="fr")) == parse_slate("12/3-2 MOS", SlateRules(system="fr"))


LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
RESERVED = {*TAGS, "WL", "TK", "EP", "SC", "SS", "FA", "FF"}
some_letters = st.text(LETTERS, max_size=2).filter(lambda text: text not in RESERVED)
one_letter = st.sampled_from(["", *LETTERS])
numbers = st.integers(0, 9999).map(str)
takes = st.none() | st.integers(0, 999)
episodes = st.just("") | st.integers(1, 9999).map(str)
cameras = st.lists(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), max_size=3, unique=True).map(tuple)
some_tags = st.lists(st.sampled_from(list(TAGS)), max_size=3, unique=True).map(tuple)
words = st.sampled_from(["", "bis", "ter", "quater"])


def french_letter(text: str) -> bool:
    return text not in RESERVED and not text.startswith("S")


us_slates = st.builds(
    lambda pre, num, **rest: Slate(system="us", scene=pre + num, **rest),
    some_letters, numbers, setup=some_letters, ep=episodes, take=takes, cameras=cameras, tags=some_tags,
)  # fmt: skip
fr_slates = st.builds(
    lambda pre, num, word, letter, plan, **rest: Slate(
        system="fr", scene=pre + num + (word or letter), setup=plan, **rest
    ),
    some_letters.filter(french_letter), numbers, words, some_letters,
    st.just("") | st.builds(lambda n, w, x: f"{n}{w or x}", st.integers(0, 999), words, one_letter),
    ep=episodes, take=takes, cameras=cameras, tags=some_tags,
)  # fmt: skip
uk_slates = st.builds(
    lambda pre, num, **rest: Slate(system="uk", scene=pre + num if num else "", **rest),
    some_letters, st.just("") | numbers, slate=st.integers(0, 99999), variant=one_letter,
    ep=episodes, take=takes, cameras=cameras, tags=some_tags,
)  # fmt: skip


@given(us_slates | fr_slates | uk_slates)
@example(Slate(system="us", ep="101", scene="12", setup="A"))
@example(Slate(system="us", ep="7", scene="12", take=1, tags=("WT", "RT", "PU"), cameras=("A", "B")))
@example(Slate(system="us", scene="12", cameras=("B",)))
@example(Slate(system="fr", ep="101", scene="12", setup="3"))
@example(Slate(system="fr", scene="12", take=3))
@example(Slate(system="fr", ep="101", scene="12", take=1, tags=("WT",)))
@example(Slate(system="uk", scene="4", take=3))
def test_what_is_written_is_read_back(slate: Slate) -> None:
    rules = SlateRules(system=slate.system)
    assert parse_slate(format_slate(slate, "name"), rules) == slate
    assert parse_slate(format_slate(slate, "paper"), rules) == slate


@given(st.text(max_size=70) | st.text("0123456789ABPSTbis-/ ,_", max_size=25), st.sampled_from(SYSTEMS))
def test_any_text_is_read_or_refused(text: str, system: System) -> None:
    rules = SlateRules(system=system)
    try:
        slate = parse_slate(text, rules)
    except SlateError:
        return
    assert parse_slate(format_slate(slate), rules) == slate
