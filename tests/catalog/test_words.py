"""What is said and by whom; what wins; finding and naming one clip."""

import itertools
import json
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chutier.catalog import clips, find, get, provenance, say, set_value
from chutier.catalog.merge import SlateReader, merge
from chutier.catalog.search import LONG_ENOUGH, fold, words
from chutier.catalog.values import info_from_json, info_to_json, value_from_json, value_to_json
from chutier.errors import UsageError
from chutier.model import (
    DEFAULT_PRECEDENCE,
    AudioTrack,
    Disagreement,
    MediaInfo,
    MediaKind,
    Said,
    Scene,
    Source,
)
from chutier.slate import SlateRules
from chutier.timecode import Timecode, TimeRange

said_values = st.lists(
    st.builds(
        lambda f, v, s: Said(field=f, value=v, source=s),
        st.sampled_from(["scene", "setup", "comments"]),
        st.sampled_from(["", "12", "12bis", "12BIS", "3"]),
        st.sampled_from(list(Source)),
    ),
    max_size=8,
)


@given(said_values, st.permutations(list(DEFAULT_PRECEDENCE)))
def test_precedence_decides_and_a_human_always_wins(said: list[Said], precedence: list[Source]) -> None:
    merged = merge(said, precedence)
    told = {word.field for word in said if word.value != ""}
    assert set(merged.fields) == told
    for name in told:
        speaking = [word for word in said if word.field == name and word.value != ""]
        humans = [word.value for word in speaking if word.source is Source.HUMAN]
        best = min(precedence.index(word.source) for word in speaking)
        allowed = humans[-1:] or [word.value for word in speaking if precedence.index(word.source) == best][:1]
        assert [merged.fields[name]] == allowed
        differ = len({str(word.value).casefold() for word in speaking}) > 1
        assert (name in merged.conflicts) == (differ and not humans and name != "comments")


@given(said_values)
def test_who_spoke_first_matters_only_within_one_source(said: list[Said]) -> None:
    one_each = list({(word.field, word.source): word for word in said}.values())
    merged = [
        merge(list(order), DEFAULT_PRECEDENCE) for order in itertools.islice(itertools.permutations(one_each), 24)
    ]
    assert all(dict(one.fields) == dict(merged[0].fields) for one in merged) if merged else True


@given(st.one_of(st.text(), st.integers(), st.booleans(), st.dates(), st.lists(st.text()).map(tuple)))
def test_values_come_back_as_they_went(value: Any) -> None:
    text = value_to_json(value)
    assert text.isascii()
    assert value_from_json(text) == value
    assert type(value_from_json(text)) is type(value)


def test_what_a_file_says_comes_back_as_it_went() -> None:
    info = MediaInfo(
        path="/a", size=3, mtime_ns=4, kind=MediaKind.PICTURE, container="mov", decodable=False, error="é\udce9\0",
        time=TimeRange(Timecode(17982, Fraction(30000, 1001), True), 99), rate=Fraction(30000, 1001), frames=99,
        duration=Fraction(99, 7), variable_rate=True, width=1920, height=1080, sample_aspect=Fraction(64, 45),
        rotation=90, audio=(AudioTrack(index=1, channels=2, sample_rate=48000, name="é", start=Fraction(-1, 48000)),),
        samples=1, sample_rate=48048, start_samples=2**40, reel="A012", make="m", model="n", serial="s",
        created=datetime(2026, 5, 14, 1, 2, tzinfo=UTC), family="arri", clip_number="C001", file_set="f",
        origins={"reel": "tmcd"}, warnings=("w", "x"),
        disagreements=(Disagreement(field="start", used="a", used_origin="b", other="c", other_origin="d"),),
    )  # fmt: skip
    text = info_to_json(info)
    assert text.isascii()
    assert info_from_json(text, path="/a", size=3, mtime_ns=4) == info
    newer = json.dumps({**json.loads(text), "a_field_of_tomorrow": 1})
    assert info_from_json(newer, path="/a", size=3, mtime_ns=4) == info


SLATES = [
    ("fr", {"scene": "12bis/3", "take": 2}, {"scene": "12bis", "setup": "3", "take": 2}),
    ("fr", {"scene": "12bis-3", "take": "2"}, {"scene": "12bis", "setup": "3", "take": 2}),
    ("fr", {"scene": "12", "setup": "3", "take": 2}, {"scene": "12", "setup": "3", "take": 2}),
    ("us", {"scene": "12A", "take": 3}, {"scene": "12", "setup": "A", "take": 3}),
    ("us", {"scene": "12", "take": 3}, {"scene": "12", "take": 3}),
    ("uk", {"scene": "6", "take": 2}, {"slate": 6, "take": 2}),
    (
        "fr",
        {"scene": "12/3", "take": "2 PU", "tags": ("FS",)},
        {"scene": "12", "setup": "3", "take": 2, "tags": ("PU", "FS")},
    ),
    ("fr", {"scene": "la nuit", "take": 2}, {"scene": "la nuit", "take": 2}),
]


@pytest.mark.parametrize(("system", "said", "fields"), SLATES)
def test_slates_in_what_is_said_are_taken_apart(system: Any, said: Any, fields: Any) -> None:
    reader = SlateReader(SlateRules(system=system))
    raw = [Said(field=k, value=v, source=Source.SOUND, origin=f"ixml:{k}") for k, v in said.items()]
    spelt = reader.spelt_out(raw)
    assert dict(merge(spelt.said, DEFAULT_PRECEDENCE).fields) == fields
    assert spelt.refused == (said["scene"] == "la nuit")


def test_sources_that_disagree_are_all_kept(desk: Any, rushes: Any) -> None:
    rushes.picture("J03/A012/A012C001.mov", said={"scene": "12/4", "take": 2})
    rushes.sound("J03/S003/S003-01.wav", said={"scene": "12/3", "take": 2})
    desk.read("J03")
    [take] = desk.clips("sync")
    assert (take.fields["setup"], take.conflicts) == ("3", ("setup",))
    notes = [Said(field=k, value=v, source=Source.SCRIPT, origin="scripte_J03.csv:14") for k, v in
             (("scene", "12"), ("setup", "5"), ("take", 2), ("description", "Hélène entre"))]  # fmt: skip
    say(desk.catalog, [(take.parts[0], note) for note in notes])
    [take] = desk.clips("sync")
    assert (take.fields["setup"], take.fields["description"]) == ("5", "Hélène entre")
    set_value(desk.catalog, take.id, "plan", "7")
    set_value(desk.catalog, take.id, "setup", "8")
    desk.read("J03")
    [take] = desk.clips("sync")
    assert (take.fields["setup"], take.conflicts) == ("8", ())
    told = [(word.value, word.source) for word in provenance(desk.catalog, take.id) if word.field in ("setup", "scene")]
    assert ("12/4", Source.CAMERA) in told
    assert ("12/3", Source.SOUND) in told
    assert [value for value, source in told if source is Source.HUMAN] == ["7", "8"]
    set_value(desk.catalog, take.id, "setup", None)
    assert desk.clips("sync")[0].fields["setup"] == "5"


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("prise", "3", 3), ("circled", "oui", True), ("circled", "no", False),
        ("date", "2026-05-14", date(2026, 5, 14)),
        ("tags", "PU, SER", ("PU", "SER")), ("decor", " Cuisine d'Hélène ", "Cuisine d'Hélène"),
    ],
)  # fmt: skip
def test_a_persons_word_is_understood_as_the_field_needs_it(
    lite_desk: Any, rushes: Any, field: str, text: str, value: Any
) -> None:
    rushes.picture("J03/A012/A012C001.mov")
    lite_desk.read("J03")
    set_value(lite_desk.catalog, lite_desk.named("A012C001").id, field, text)
    fields = lite_desk.named("A012C001").fields
    assert value in fields.values()


@pytest.mark.parametrize(
    ("field", "text"), [("tak", "3"), ("take", "three"), ("circled", "perhaps"), ("start", "1"), ("date", "14 mai")]
)
def test_words_that_do_not_fit_are_refused(lite_desk: Any, rushes: Any, field: str, text: str) -> None:
    rushes.picture("J03/A012/A012C001.mov")
    lite_desk.read("J03")
    with pytest.raises(UsageError) as caught:
        set_value(lite_desk.catalog, lite_desk.named("A012C001").id, field, text)
    assert caught.value.hint or field == "start"


@pytest.fixture
def forest(desk: Any, rushes: Any) -> Any:
    for n, (scene, circled) in enumerate([("12bis/3", True), ("12/3", True), ("112/3", True), ("12bis/4", False)]):
        rushes.picture(f"J03/A012/A012C00{n}.mov", f"1{n}:00:00:00")
        said = {"scene": scene, "take": 2, **({"circled": True} if circled else {})}
        rushes.sound(f"J03/S003/S003-0{n}.wav", f"1{n}:00:00:00", said=said)
    rushes.sound(
        "J03/S003/amb.wav", "15:00:00:00", said={"scene": "12/9", "take": "1 SS", "comments": "Forêt, la nuit"}
    )
    desk.read("J03")
    scenes = (
        Scene(label="12BIS", decor="CUISINE D'HÉLÈNE", characters=("Hélène", "Léo")),
        Scene(label="112", decor="Forêt"),
    )
    desk.find = lambda text: [
        (c.kind.value, c.fields["scene"], c.fields["setup"])
        for i in find(desk.catalog, text, desk.blueprint, scenes)
        for c in clips(desk.catalog, desk.blueprint, scenes)
        if c.id == i
    ]
    return desk


QUERIES = [
    ("12bis cerclée", [("sync", "12BIS", "3")]),
    ("12bis CERCLEE", [("sync", "12BIS", "3")]),
    ("circled 12", [("sync", "12", "3")]),
    ("12bis", [("sync", "12BIS", "3"), ("sync", "12BIS", "4")]),
    ("12bis/3-2", [("sync", "12BIS", "3")]),
    ("12bis-3-02", [("sync", "12BIS", "3")]),
    ("foret", [("sync", "112", "3"), ("wild", "12", "9")]),
    ("FORÊT", [("sync", "112", "3"), ("wild", "12", "9")]),
    ("fore\u0302t son seul", [("wild", "12", "9")]),
    ("cuis léo", [("sync", "12BIS", "3"), ("sync", "12BIS", "4")]),
    ("hél", []),
    ("J03 helene cerclée", [("sync", "12BIS", "3")]),
    ("J04", []),
    ("", []),
    ("*", []),
    ('"12bis"', [("sync", "12BIS", "3"), ("sync", "12BIS", "4")]),
    ("NEAR(foret)", []),
    ("%", []),
    ("-12bis OR 1=1", []),
    ("S003-00", [("sync", "12BIS", "3")]),
]


@pytest.mark.parametrize(("text", "found"), QUERIES)
def test_find(forest: Any, text: str, found: Any) -> None:
    if text == "S003-00":  # a sound is found by its own name, beside nothing else
        assert [kind for kind, *_rest in forest.find(text)] == ["sound"]
    else:
        assert forest.find(text) == found


def test_find_sees_what_a_person_has_just_said(forest: Any) -> None:
    take = forest.clips("sync")[0]
    assert forest.find("orage") == []
    set_value(forest.catalog, take.id, "comments", "Orage au loin")
    assert len(forest.find("orage")) == 1


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert words(" ".join(words(text))) == words(text)
    assert words(text.upper()) == words(text.upper().lower()) or not text.isascii()


def test_get_by_id_name_and_slate(forest: Any) -> None:
    def meant(text: str) -> Any:
        return get(forest.catalog, forest.blueprint, text)

    take = meant("12bis/3-2")
    assert take.kind == "sync"
    assert meant(take.id) == take
    assert meant("a012c000.MOV").id == take.parts[0]
    assert meant("A012C000").id == take.parts[0]
    with pytest.raises(UsageError, match="no clip") as caught:
        meant("99/1-1")
    assert caught.value.hint
    set_value(forest.catalog, meant("12/3-2").id, "scene", "12bis")
    with pytest.raises(UsageError, match="may be any of these") as caught:
        meant("12bis/3-2")
    assert take.id in str(caught.value)
    with pytest.raises(UsageError, match="no clip"):
        provenance(forest.catalog, "c000000000000")
    with pytest.raises(UsageError, match="no clip"):
        say(forest.catalog, [("c000000000000", Said(field="scene", value="1", source=Source.SCRIPT))])
    assert LONG_ENOUGH == 4
