"""Naming rules through their public door: tables of cases as data, and properties over generated slates."""

import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from chutier.errors import NamingError
from chutier.fields import ALIASES, FIELDS, FieldType, FieldValue
from chutier.naming import Rule, caret
from chutier.slate import SlateRules, fields_of, parse_slate

CASES = Path(__file__).parent / "cases"
RULES = {
    "scene_bin": "SEQ {seq:03}[ {decor}]",
    "deep": "<@scene_bin>",
    "loop": "@back",
    "back": "@loop",
    "self": "@self",
}
VOCAB = {
    "effects": {"JOUR": "DAY", "NUIT": "NIGHT"},
    "marks": {"PU": "pick-up", "SER": "série"},
    "flat": {"a": "x", "b": "x"},
}

FR = "{seq}-{plan}-{prise:02}[ {cam}][ {tags}]"
US = "{ep}-{scene}{setup}-{take}[{tags}][ {cam}]"
UK = "{slate}{setup}-{take:02}[ {cam}][ {tags}]"


def cases(name: str) -> list[Any]:
    found = yaml.safe_load((CASES / name).read_text(encoding="utf-8"))
    return [pytest.param(case, id=str(number)) for number, case in enumerate(found)]


def fields(case: Mapping[str, Any]) -> dict[str, FieldValue]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in case["fields"].items()}


@pytest.mark.parametrize("case", cases("naming_render.yaml"))
def test_renders_and_reads_back(case: Mapping[str, Any]) -> None:
    rule = Rule.parse(case["rule"], RULES, VOCAB)
    rendered = rule.render(fields(case))
    assert rendered.text == case["name"]
    assert "".join(piece.text for piece in rendered.pieces) == case["name"]
    if case.get("back", True):
        assert rule.read(case["name"]) == fields(case)


@pytest.mark.parametrize("case", cases("naming_errors.yaml"))
def test_errors_point_at_the_character(case: Mapping[str, Any]) -> None:
    with pytest.raises(NamingError) as caught:
        Rule.parse(case["rule"], RULES, VOCAB)
    assert case["message"] in str(caught.value)
    assert case.get("hint", "") in caught.value.hint
    assert caught.value.position == case["position"]


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("{seq:03}{prise:02}", "cannot be told apart"),
        ("{decor}[ {cam}]", "cannot be told apart"),
        ("{description} {comments}", "cannot be told apart"),
        ("{decor|max:8}", "|max on ‘decor’"),
        ("{decor|ascii}", "|ascii"),
        ("{decor|upper}", "|upper"),
        ("{effect|map:flat}", "one word for several values"),
        ("{cam??unit}", "which field"),
        ("J{day} {date:%m-%d}", "only a part of the date"),
        ("{take}[ {cam} {tags}]", "‘tags’ is left out when ‘cam’ is empty"),
        ("{take}[ {cam}[ {tags}]]", "‘tags’ is left out when ‘cam’ is empty"),
        ("{characters}", "may hold blanks"),
    ],
)
def test_says_why_a_rule_loses_something(rule: str, reason: str) -> None:
    parsed = Rule.parse(rule, RULES, VOCAB)
    assert not parsed.lossless
    assert reason in " ".join(parsed.losses)


@pytest.mark.parametrize("rule", [FR, US, UK, "{decor} {seq}", "{code}_{date}", "{cam|upper}-{take}", "@scene_bin"])
def test_proves_that_a_rule_reads_back(rule: str) -> None:
    assert Rule.parse(rule, RULES, VOCAB).losses == ()


def test_slate_marks_between_letters_are_clear_in_french_only() -> None:
    rule = Rule.parse("S{seq}P{plan}T{prise}")
    assert not rule.losses_with(letters=False)
    assert rule.losses_with(letters=True)


@pytest.mark.parametrize("text", ["", "12-3", "12-3-02 B PU x", "12-x-02", "  12-3-02", "12-3-02\n"])
def test_reads_nothing_out_of_another_name(text: str) -> None:
    assert Rule.parse(FR).read(text) is None


@pytest.mark.parametrize(
    "rule", ["".join("[ {cam}]" for _n in range(60)), "{decor} " * 30 + "{slug}", "[{take}]" * 25, "{decor}[ {cam}]"]
)
def test_a_rule_that_leaves_a_choice_is_not_read(rule: str) -> None:
    assert Rule.parse(rule).read(" A 1" * 30 + "!") is None


def test_what_a_filter_changed_is_read_as_it_stands() -> None:
    rule = Rule.parse("SEQ {seq:03} {decor|upper|max:16}")
    assert rule.read("SEQ 012bis CUISINE") == {"scene": "12bis", "decor": "CUISINE"}


def test_a_date_that_never_was_is_not_read() -> None:
    assert Rule.parse("{date:%Y%m%d}").read("20260230") is None


def test_a_field_written_twice_must_agree() -> None:
    rule = Rule.parse("{seq}/{seq:03}-{take}")
    assert rule.read("A7/A007-2") == {"scene": "A7", "take": 2}
    assert rule.read("A7/A008-2") is None


def test_an_empty_token_is_no_hole() -> None:
    with pytest.raises(NamingError) as caught:
        Rule.parse("SEQ {seq}-{prise}").render({"scene": "12"}, clip="A001C002")
    assert str(caught.value) == "‘take’ is not known for clip A001C002"
    assert (caught.value.position, caught.value.clip) == (10, "A001C002")
    assert caught.value.hint.endswith("[{take}].")


def test_references_cannot_grow_without_end() -> None:
    bombs = {f"a{n}": f"@a{n + 1} @a{n + 1}" for n in range(40)} | {"a40": "{cam}"}
    with pytest.raises(NamingError, match="grows beyond"):
        Rule.parse("@a0", bombs)


def test_segments_cannot_go_without_end() -> None:
    with pytest.raises(NamingError, match="inside one another"):
        Rule.parse("[a" * 5000 + "{cam}" + "]" * 5000)


def test_tokens_are_canonical_and_equal_rules_are_equal() -> None:
    assert Rule.parse("{seq}-{plan}[ {cam??equipe}]").tokens == ("scene", "setup", "cam", "unit")
    assert Rule.parse("@scene_bin", RULES) == Rule.parse("SEQ {scene:03}[ {decor}]")
    assert Rule.parse("{seq}") != Rule.parse("{seq:02}")


@pytest.mark.parametrize(
    ("rule", "fields", "name"),
    [
        ("SEQ {seq:03} {decor|upper|max:16}", {"scene": "12"}, "SEQ 012"),
        ("SEQ {seq:03} {decor|upper}", {"scene": "12", "decor": "Mas"}, "SEQ 012 MAS"),
        ("{seq} {decor} - {effet} FIN", {"scene": "12", "effect": "NUIT"}, "12 - NUIT FIN"),
        ("{decor} {seq}", {"scene": "12"}, " 12"),
    ],
)
def test_a_loose_rule_does_without_descriptions(rule: str, fields: dict[str, FieldValue], name: str) -> None:
    assert Rule.parse(rule).loose.render(fields).text == name


def test_a_loose_rule_still_wants_identity() -> None:
    with pytest.raises(NamingError, match="‘scene’ is not known"):
        Rule.parse("{seq} {decor}").loose.render({"decor": "Mas"})


def test_pieces_say_what_must_not_be_cut() -> None:
    rendered = Rule.parse("SEQ {seq:03}[ {decor}]").render({"scene": "12", "decor": "Salon"})
    assert [(p.text, p.token, p.identity, p.segment) for p in rendered.pieces] == [
        ("SEQ ", "", True, 0),
        ("012", "scene", True, 0),
        (" ", "", False, 1),
        ("Salon", "decor", False, 1),
    ]


@pytest.mark.parametrize(
    ("rule", "position", "shown"),
    [
        ("{sqe}", 1, "{sqe}\n ^"),
        ("日本{x}", 3, "日本{x}\n     ^"),
        ("e\u0301{x}", 3, "e\u0301{x}\n  ^"),
        ("\t{x}", 2, " {x}\n  ^"),
    ],
)
def test_the_caret_stands_under_the_character(rule: str, position: int, shown: str) -> None:
    assert caret(NamingError("no", rule=rule, position=position)) == shown


# --- properties ---------------------------------------------------------------------------------------------------

NUMBERS = st.integers(1, 999)
TAGS = st.lists(st.sampled_from(["PU", "SER", "MOS", "WT", "INS"]), unique=True, max_size=2).map(tuple)
CAMS = st.sampled_from(["", "A", "B", "C"])
LABELS = st.builds(
    lambda prefix, number, suffix: f"{prefix}{number}{suffix}",
    st.sampled_from(["", "A", "AB"]),
    NUMBERS,
    st.sampled_from(["", "bis", "ter", "A", "BB"]),
)
US_LABELS = st.builds(lambda prefix, number: f"{prefix}{number}", st.sampled_from(["", "A", "R", "AA"]), NUMBERS)
US_SETUPS = st.sampled_from(["", "A", "H", "Z", "AA", "BC"])


def known(values: Mapping[str, FieldValue]) -> dict[str, FieldValue]:
    return {name: value for name, value in values.items() if value not in ("", ())}


SLATES: list[tuple[str, st.SearchStrategy[dict[str, FieldValue]]]] = [
    (FR, st.fixed_dictionaries({"scene": LABELS, "setup": st.sampled_from(["1", "12", "3bis", "4A"]), "take": NUMBERS,
                                "cam": CAMS, "tags": TAGS})),
    ("S{seq}P{plan}T{prise:02}[ {cam}]", st.fixed_dictionaries({"scene": LABELS, "setup": NUMBERS.map(str),
                                                               "take": NUMBERS, "cam": CAMS})),
    (US, st.fixed_dictionaries({"ep": NUMBERS.map(str), "scene": US_LABELS, "setup": US_SETUPS, "take": NUMBERS,
                                "tags": TAGS, "cam": CAMS})),
    (UK, st.fixed_dictionaries({"slate": NUMBERS, "setup": st.sampled_from(["", "A", "B"]), "take": NUMBERS,
                                "cam": CAMS, "tags": TAGS})),
    ("{scene|sortable} {decor}", st.fixed_dictionaries({"scene": LABELS, "decor": st.sampled_from(["MAS", "X 2"])})),
    ("{code}_J{day:02}_{date:%y%m%d}", st.fixed_dictionaries({
        "code": st.sampled_from(["NDV", "W2"]), "day": NUMBERS,
        "date": st.dates(date(2000, 1, 1), date(2099, 12, 31))})),
]  # fmt: skip


@pytest.mark.parametrize(("text", "slates"), SLATES, ids=[text for text, _slates in SLATES])
@given(data=st.data())
def test_a_rendered_slate_reads_back(text: str, slates: st.SearchStrategy[dict[str, FieldValue]], data: Any) -> None:
    rule, wanted = Rule.parse(text), known(data.draw(slates))
    assert rule.read(rule.render(wanted).text) == wanted


@pytest.mark.parametrize(
    ("system", "slate", "rule", "name"),
    [
        ("fr", "12bis/3-2 B", FR, "12bis-3-02 B"),
        ("us", "203-A47A-3PU B", US, "203-A47A-3PU B"),
        ("uk", "412A-3", UK, "412A-03"),
    ],
)
def test_names_what_the_slate_says(system: Any, slate: str, rule: str, name: str) -> None:
    found = fields_of(parse_slate(slate, SlateRules(system=system)))
    parsed = Rule.parse(rule)
    assert parsed.render(found).text == name
    assert parsed.read(name) == found


VALUES: Mapping[FieldType, st.SearchStrategy[FieldValue]] = {
    FieldType.TEXT: st.text(min_size=1, max_size=8),
    FieldType.INT: st.integers(0, 9999),
    FieldType.DATE: st.dates(),
    FieldType.NAMES: st.lists(st.text(min_size=1, max_size=4), min_size=1, max_size=3).map(tuple),
    FieldType.FLAG: st.booleans(),
}
FIELD_VALUES: st.SearchStrategy[dict[str, FieldValue]] = st.fixed_dictionaries(
    {}, optional={name: VALUES[field.type] for name, field in FIELDS.items()}
)
RULE_TEXT = st.lists(
    st.one_of(
        st.sampled_from(
            [*"{}[]|:@%?", "{{", "]]", "??", "@deep", "@loop", ":02", ":%y", "|upper", "|max:3", "|map:flat"]
        ),
        st.sampled_from(sorted({*FIELDS, *ALIASES})),
        st.sampled_from(["{scene}", "[ {cam}]", "{decor|slug}", "{date:%d}"]),
        st.text(max_size=4),
    ),
    max_size=12,
).map("".join)


@given(text=RULE_TEXT, values=FIELD_VALUES)
def test_any_text_is_a_rule_or_a_naming_error(text: str, values: dict[str, FieldValue]) -> None:
    wrong: NamingError | None = None
    try:
        rule = Rule.parse(text, RULES, VOCAB)
        rule.read(rule.render(values).text)
        assert isinstance(rule.losses, tuple)
    except NamingError as error:
        wrong = error
    if wrong is not None:
        assert 0 <= wrong.position <= len(wrong.rule)
        assert caret(wrong).count("\n") == 1


def test_ten_thousand_names_cost_little() -> None:
    rule = Rule.parse(FR)
    values: dict[str, FieldValue] = {"scene": "12bis", "setup": "3", "take": 2, "cam": "B"}
    start = time.process_time()
    for _count in range(10_000):
        rule.render(values)
    assert time.process_time() - start < 1
