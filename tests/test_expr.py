"""Placement conditions: tables of answers and of errors, grouping, and no crash on any text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chutier.errors import NamingError
from chutier.expr import WORDS, Expr
from chutier.fields import FIELDS, FieldType, FieldValue
from chutier.model import Kind

CLIP: dict[str, FieldValue] = {
    "kind": "sync", "scene": "12bis", "setup": "3", "take": 2, "day": 3, "cam": "B", "tags": ("PU", "SER"),
    "circled": True, "roles": ("vfx_plate",), "issues": ("no sound",), "date": date(2026, 5, 14), "decor": "Été",
    "status": "circled",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "it", "holds"),
    [
        ("clip.scene == it and kind in [group, sync]", "12bis", True),
        ("clip.scene == it and kind in [group, sync]", "12", False),
        ("clip.seq == it", "12bis", True),
        ("it == scene", "12bis", True),
        ("kind == picture and clip.day == it", 3, False),
        ("kind == sync and clip.day == it", 3, True),
        ("clip.jour == it", 3, True),
        ("issues and clip.day == it", 3, True),
        ("issues and clip.day == it", 4, False),
        ("kind == wild", None, False),
        ("wild", None, False),
        ("not wild", None, True),
        ("kind in [group, sync, wild]", None, True),
        ("kind not in [group, wild]", None, True),
        ("'vfx_plate' in roles", None, True),
        ('"vfx_plate" in roles', None, True),
        ("'x' in roles", None, False),
        ("'x' not in roles", None, True),
        ("'Marie' not in characters", None, True),
        ("'Marie' in characters", None, False),
        ("circled", None, True),
        ("clip.cerclee", None, True),
        ("circled == true", None, True),
        ("mos == false", None, True),
        ("circled == wild", None, False),
        ("status == circled", None, True),
        ("status in [alt, circled]", None, True),
        ("status == wild", None, False),
        ("take == 2", None, True),
        ("take == '2'", None, True),
        ("take == '02'", None, True),
        ("setup == 3", None, True),
        ("take == true", None, False),
        ("take != 3", None, True),
        ("take > 1 and take <= 2", None, True),
        ("take < 2 or take >= 3", None, False),
        ("scene == 12", None, False),
        ("scene > 12", None, True),
        ("scene < 13", None, True),
        ("scene >= '12ter'", None, False),
        ("cam < 'C'", None, True),
        ("cam < 3", None, False),
        ("date == '2026-05-14'", None, True),
        ("date < '2026-06-01'", None, True),
        ("date == it", date(2026, 5, 14), True),
        ("decor == 'E\u0301te\u0301'", None, True),
        ("unit == '2'", None, False),
        ("unit != '2'", None, False),
        ("not unit == '2'", None, True),
        ("unit < 3", None, False),
        ("unit in ['1']", None, False),
        ("unit not in ['1']", None, False),
        ("unit", None, False),
        ("clip.day == it", None, False),
        ("it", None, False),
        ("it in tags", "PU", True),
        ("cam in it", ("A", "B"), True),
        ("cam in it", "B", True),
        ("cam in it", None, False),
        ("cam in [it, 'A']", "B", True),
        ("take in [1, 2, 3]", None, True),
        ("cam in [cams]", None, False),
        ("cam in []", None, False),
        ("tags == roles", None, False),
        ("tags < roles", None, False),
        ("take < tags", None, False),
        ("true", None, True),
        ("false or true and false", None, False),
        ("(true or false) and not (false)", None, True),
        ("not not circled", None, True),
        ("(kind == sync) == true", None, True),
        (" circled\n and\tcircled ", None, True),
    ],
)  # fmt: skip
def test_answers(text: str, it: FieldValue | None, holds: bool) -> None:
    assert Expr.parse(text).test(CLIP, it) is holds


@pytest.mark.parametrize(
    ("text", "position", "message", "hint"),
    [
        ("kind == snyc", 8, "‘snyc’ is no field", "‘sync’"),
        ("clip.scnee == it", 0, "‘clip.scnee’", "‘scene’"),
        ("vfx_plate in roles", 0, "‘vfx_plate’", "'vfx_plate'"),
        ("kind = sync", 5, "‘=’ is not a comparison", "=="),
        ("circled & wild", 8, "‘&’", "and"),
        ("12bis == scene", 0, "‘12bis’", "'12bis'"),
        ("scene == 12.5", 11, "‘.’", ""),
        ("scene == 'x", 9, "never closed", ""),
        ("kind in [group", 8, "list is never closed", ""),
        ("kind in [group sync]", 8, "list is never closed", "[group, sync]"),
        ("(circled", 0, "‘(’ is never closed", ""),
        ("circled)", 7, "‘)’ is not expected", ""),
        ("circled and", 11, "the end", ""),
        ("== 3", 0, "before ‘==’", ""),
        ("and circled", 0, "before ‘and’", ""),
        ("", 0, "the end", ""),
        ("sync", 0, "not a question", "kind == sync"),
        ("circled and 'x'", 12, "not a question", ""),
        ("not 3", 4, "not a question", ""),
        ("[circled]", 0, "not a question", ""),
        ("(sync)", 1, "not a question", ""),
        ("scene < 1 < 2", 10, "one comparison", "and"),
        ("'2' in scene", 4, "needs a list", "=="),
        ("take == 9999999999999999999999", 8, "too long", ""),
        ("scene.upper() == 'X'", 0, "‘scene.upper’", ""),
        ("__import__('os')", 0, "‘__import__’", ""),
        ("(" * 10_000, 50, "levels", ""),
        ("not " * 10_000 + "circled", 200, "levels", ""),
        ("scene in " + "[" * 10_000, 59, "levels", ""),
    ],
)  # fmt: skip
def test_errors_point_at_the_character(text: str, position: int, message: str, hint: str) -> None:
    with pytest.raises(NamingError) as caught:
        Expr.parse(text)
    assert message in str(caught.value)
    assert hint in caught.value.hint
    assert caught.value.position == position


@pytest.mark.parametrize(
    ("text", "field", "rest"),
    [
        ("clip.scene == it and kind in [group, sync]", "scene", "kind in [group, sync]"),
        ("kind == sync and it == clip.jour", "day", "kind == sync"),
        ("(day == it)", "day", None),
        ("clip.day==it", "day", None),
        ("(circled or wild) and day == it and not mos", "day", "(circled or wild) and not mos"),
        ("day == it and scene == it", "day", "scene == it"),
    ],
)
def test_grouping(text: str, field: str, rest: str | None) -> None:
    keyed = Expr.parse(text).keyed_by
    assert keyed is not None
    assert (keyed[0], keyed[1] and keyed[1].text) == (field, rest)


@pytest.mark.parametrize(
    "text", ["day == it or circled", "not day == it", "day != it", "circled == it", "tags == it", "it"]
)
def test_no_grouping(text: str) -> None:
    assert Expr.parse(text).keyed_by is None


def test_names_are_the_fields_it_looks_at() -> None:
    parsed = Expr.parse("clip.seq == it and kind in [wild, sync] and not muet and scene != '4'")
    assert (parsed.names, parsed.uses_it) == (("scene", "kind", "mos"), True)
    assert Expr.parse("wild and kind == wild").names == ("kind", "wild")
    assert parsed == Expr.parse(parsed.text)


def test_a_show_may_bring_words() -> None:
    assert Expr.parse("status == garder", words=["garder"]).test({"status": "garder"})
    assert {kind.value for kind in Kind} <= WORDS


def test_ten_thousand_demands_in_a_row() -> None:
    parsed = Expr.parse(" and ".join(["day == it"] * 10_000))
    assert parsed.test({"day": 3}, 3)


VALUES: st.SearchStrategy[FieldValue] = st.one_of(
    st.text(max_size=4), st.integers(), st.booleans(), st.dates(), st.lists(st.text(max_size=3), max_size=2).map(tuple)
)
WORDY = st.lists(
    st.one_of(
        st.sampled_from([*"<>()[],", "==", "!=", "<=", ">=", "in", "not", "and", "or", "'x'", '"y"', "12"]),
        st.sampled_from(["it", "true", "false", "clip.", "sync", "wild", "circled"]),
        st.sampled_from(sorted(FIELDS)),
        st.text(max_size=3),
    ),
    max_size=14,
).map(" ".join)


@given(
    text=WORDY,
    fields=st.dictionaries(st.sampled_from(sorted(FIELDS)), VALUES, max_size=6),
    it=st.none() | VALUES,
)
def test_any_text_is_a_condition_or_a_naming_error(
    text: str, fields: dict[str, FieldValue], it: FieldValue | None
) -> None:
    wrong: NamingError | None = None
    try:
        answer = Expr.parse(text).test(fields, it)
    except NamingError as error:
        wrong = error
    if wrong is None:
        assert isinstance(answer, bool)
    else:
        assert 0 <= wrong.position <= len(text)


@given(
    name=st.sampled_from(
        [name for name, field in FIELDS.items() if field.type not in (FieldType.FLAG, FieldType.NAMES)]
    ),
    sign=st.sampled_from(["==", "!=", "<", "<=", ">", ">="]),
    it=VALUES,
)
def test_a_missing_value_answers_no(name: str, sign: str, it: FieldValue) -> None:
    assert Expr.parse(f"{name} {sign} it").test({}, it) is False


@given(a=st.integers(0, 30), b=st.integers(0, 30), c=st.booleans(), text=st.data())
def test_grouping_asks_the_same(a: int, b: int, c: bool, text: st.DataObject) -> None:
    parsed = Expr.parse("circled and day == it")
    assert parsed.keyed_by is not None
    field, rest = parsed.keyed_by
    fields: dict[str, FieldValue] = {"day": a, "circled": c}
    assert parsed.test(fields, b) == (fields[field] == b and (rest is None or rest.test(fields, b)))
