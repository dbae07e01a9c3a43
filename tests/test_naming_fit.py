"""Fitting names to programs, and linting rules on clips."""

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from chutier.errors import NamingError
from chutier.fields import FieldValue
from chutier.naming import PROGRAMS, NameLimits, Rendered, Rule, fit, fold, limits_for, lint

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "naming_fit.yaml").read_text(encoding="utf-8"))
FR = "{seq}-{plan}-{prise:02}[ {cam}][ {tags}]"


def limits_of(case: Mapping[str, Any]) -> NameLimits:
    overrides = {name: case[name] for name in ("name_max", "charset") if name in case}
    found: NameLimits = getattr(limits_for(case["program"], overrides), case["what"])
    return found


@pytest.mark.parametrize("case", CASES, ids=[str(number) for number in range(len(CASES))])
def test_fits_and_says_why(case: Mapping[str, Any]) -> None:
    name = Rule.parse(case["rule"]).render(case["fields"]) if "rule" in case else case["name"]
    limits = limits_of(case)
    if "error" in case:
        with pytest.raises(NamingError, match=case["error"]) as caught:
            fit(name, limits, clip="A001")
        assert caught.value.clip == "A001"
        return
    fitted = fit(name, limits)
    assert fitted.text == case["fitted"]
    assert fitted.original == (name if isinstance(name, str) else name.text)
    assert len(fitted.reasons) == len(case["reasons"])
    for reason, wanted in zip(fitted.reasons, case["reasons"], strict=True):
        assert wanted in reason
    assert fit(fitted.text, limits).reasons == ()


def test_a_source_name_may_be_cut_when_it_is_said_to_be_no_identity() -> None:
    fitted = fit(
        Rendered.plain("A001C002_220101_R1AB_and_much_more_of_it.mov", identity=False), limits_for("avid").clip
    )
    assert (len(fitted.text), fitted.cut) == (32, True)


def test_bytes_are_counted_in_the_target_s_encoding() -> None:
    rendered = Rendered.plain("é" * 200, identity=False)
    assert len(fit(rendered, limits_for("resolve").clip).text.encode()) <= 255
    assert len(fit(rendered, NameLimits(max_bytes=200, charset="mac_roman")).text) == 200


@pytest.mark.parametrize(
    ("program", "overrides", "message"),
    [
        ("avdi", {}, "there is no program ‘avdi’"),
        ("avid", {"name_max": "31"}, "name_max takes a number"),
        ("avid", {"bin_max": 0}, "bin_max takes a number"),
        ("avid", {"name_max": True}, "name_max takes a number"),
        ("avid", {"charset": "latin"}, "charset takes ascii"),
    ],
)
def test_targets_are_checked(program: str, overrides: Mapping[str, object], message: str) -> None:
    with pytest.raises(NamingError, match=message):
        limits_for(program, overrides)


def test_targets_override_what_they_name() -> None:
    limits = limits_for("avid", {"name_max": 31, "bin_max": 40, "eight_char_reel": "warn"})
    assert [limits.clip.max_chars, limits.bin.max_chars, limits.sequence.max_chars, limits.column.max_chars] == [
        31,
        40,
        31,
        14,
    ]
    assert limits_for("fcp", {"scene_as": "keyword"}) == PROGRAMS["finalcut"]


def test_a_charset_profile_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="latin"):
        NameLimits(charset="latin")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Été", "e\u0301te\u0301", True),
        ("SEQ 12", "seq 12", True),
        ("Straße", "STRASSE", True),
        ("12-3", "12-30", False),
        ("é", "e", False),
    ],
)
def test_names_are_compared_without_case_or_form(one: str, other: str, same: bool) -> None:
    assert (fold(one) == fold(other)) is same


ALL_LIMITS = [
    *(getattr(program, what) for program in PROGRAMS.values() for what in ("clip", "bin", "sequence", "column")),
    NameLimits(charset="ascii", max_chars=8),
    NameLimits(charset="strict", max_bytes=12),
    NameLimits(forbidden="/\\:*?\"<>|-_+.!'();", file=True),
]
TRICKY = st.text(
    st.one_of(
        st.sampled_from(list(' ./\\:*?"<>|,_-e\u0301\u00e9œ日🎬\u00a0\u212b\u0338\u0000\ud800auxconAUX')),
        st.characters(),
    )
)


@given(name=TRICKY, limits=st.sampled_from(ALL_LIMITS), identity=st.booleans())
def test_fitting_twice_is_fitting_once(name: str, limits: NameLimits, identity: bool) -> None:
    try:
        once = fit(Rendered.plain(name, identity=identity), limits)
    except NamingError:
        return
    twice = fit(once.text, limits)
    assert (twice.text, twice.reasons, twice.cut) == (once.text, (), False)
    assert not set(once.text) & set(limits.forbidden)
    assert len(once.text) <= (limits.max_chars or len(once.text))
    assert once.reasons or once.text == name


@given(decor=TRICKY, description=TRICKY, scene=st.integers(1, 9999).map(str), limits=st.sampled_from(ALL_LIMITS))
def test_identity_survives_every_cut(decor: str, description: str, scene: str, limits: NameLimits) -> None:
    rendered = Rule.parse("[{decor} ]{seq:03}[ {description}]").render(
        {"decor": decor, "description": description, "scene": scene}
    )
    try:
        fitted = fit(rendered, limits)
    except NamingError:
        return
    assert scene.zfill(3) in fitted.text
    assert fit(fitted.text, limits).text == fitted.text
    assert fit(rendered, limits) == fitted


def clips(count: int) -> list[tuple[str, dict[str, FieldValue]]]:
    return [
        (
            f"c{n}",
            {
                "scene": str(n // 20 + 1),
                "setup": str(n % 20 // 4 + 1),
                "take": n % 4 + 1,
                "kind": "sync",
                "decor": "Café",
            },
        )
        for n in range(count)
    ]


def test_clean_rules_have_no_findings() -> None:
    assert lint({"clip": Rule.parse(FR)}, clips(100), limits_for("avid")) == ()


def test_lint_finds_what_is_wrong() -> None:
    rules = {
        "clip": Rule.parse("{seq}-{plan}[ {cam}]"),
        "wild": Rule.parse("{seq} SON SEUL DE {character}"),
        "scene_bin": Rule.parse("SEQ {seq}/{decor|upper}"),
        "cut": Rule.parse("{code}_{version}"),
    }
    samples: list[tuple[str, Mapping[str, FieldValue]]] = [
        ("a", {"scene": "12", "setup": "3bis", "take": 1, "kind": "sync", "decor": "Cuisine de la ferme du père"}),
        ("b", {"scene": "12", "setup": "3BIS", "take": 2, "kind": "sync", "decor": "Cuisine de la ferme du père"}),
        ("c", {"scene": "12", "setup": "4", "cam": "HELI", "kind": "sync", "decor": "Mas"}),
        ("d", {"scene": "12", "kind": "wild", "decor": "Mas"}),
        ("e", {"scene": "13", "kind": "wild", "character": "Marie-Antoinette de Saint-X", "decor": "Mas"}),
        ("f", {"scene": "12", "setup": "3bis", "kind": "picture", "decor": "Mas"}),
        ("g", {"kind": "sync", "name": "A001C002", "decor": "Mas"}),
        ("h", {"scene": "14", "setup": "1", "kind": "sync", "decor": "Re\u0301fectoire"}),
    ]
    found = {(f.rule, f.code, f.clips) for f in lint(rules, samples, limits_for("avid"))}
    assert ("clip", "collision", ("a", "b")) in found
    assert ("clip", "misread", ("c",)) in found
    assert ("wild", "missing", ("d",)) in found
    assert ("wild", "too-long", ("e",)) in found
    assert ("scene_bin", "cut", ("a", "b")) in found
    assert ("scene_bin", "changed", ("c", "d", "e", "f", "h")) in found
    assert ("scene_bin", "lossy", ()) in found
    assert not [one for one in found if "g" in one[2]]
    assert not [one for one in found if one[0] == "cut"]
    assert not [one for one in found if one[0] == "scene_bin" and one[1] == "collision"]


def test_lint_tells_two_scenes_that_would_share_a_bin() -> None:
    rules = {"scene_bin": Rule.parse("SEQ {seq|max:2}")}
    samples: list[tuple[str, Mapping[str, FieldValue]]] = [
        ("a", {"scene": "121"}),
        ("b", {"scene": "122"}),
        ("c", {"scene": "13"}),
    ]
    found = [f for f in lint(rules, samples, limits_for("avid")) if f.code == "collision"]
    assert [(f.clips, f.message, f.severity) for f in found] == [
        (("a", "b"), "2 clips would be called ‘SEQ 12’", "error")
    ]


def test_ten_thousand_clips_are_linted_in_a_moment() -> None:
    samples, rules = (
        clips(10_000),
        {"clip": Rule.parse(FR), "scene_bin": Rule.parse("SEQ {seq:03} {decor|upper|max:16}")},
    )
    start = time.process_time()
    found = lint({"clip": rules["clip"]}, samples, limits_for("avid"))
    assert not [f for f in found if f.severity == "error"]
    assert time.process_time() - start < 2  # under 1 s at rest; this machine may be shared
