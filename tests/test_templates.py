"""The built-in templates: each loads, fits the schema, speaks its language, and has a tree of its own."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import combinations
from pathlib import Path

import jsonschema
import pytest
import yaml

from chutier.blueprint import BinSpec, Blueprint
from chutier.errors import ShowError
from chutier.fields import FIELDS, FieldValue
from chutier.model import Kind
from chutier.naming import Rule
from chutier.show import json_schema, list_templates, load_template, template_blueprint, template_text
from chutier.show.scalars import COLORS, MORE_COLUMNS

TEMPLATES = {
    "commercial-en": ("SPOTS", "DAILIES", "TO CHECK", "WILD TRACKS", "BOARDS"),
    "court-metrage-fr": ("SEQUENCES", "RUSHES", "A VERIFIER", "SONS SEULS", "ETALONNAGE", "MIXAGE"),
    "documentaire-fr": ("PERSONNAGES", "LIEUX", "ARCHIVES", "DERUSHAGE", "VOIX OFF", "A VERIFIER"),
    "documentary-en": ("INTERVIEWS", "B-ROLL", "ARCHIVE", "RIGHTS TO CLEAR", "NARRATION", "TO CHECK"),
    "ecole-fr": ("MONTAGE", "RUSHES", "SONS SEULS", "A RENDRE", "A VERIFIER"),
    "feature-en": ("SCENES", "DAILIES", "WILD TRACKS", "TURNOVERS", "DIRECTORS CUT", "TO CHECK"),
    "long-metrage-fr": (
        "00_MONTAGE",
        "10_SEQUENCES",
        "20_RUSHES",
        "30_SONS SEULS",
        "SYNCHRO",
        "A VERIFIER",
        "90_DOCUMENTS",
    ),
    "publicite-fr": ("30s", "20s", "10s", "06s", "16x9", "9x16", "PACKSHOTS", "ARPP", "PAD", "VOIX OFF"),
    "reality-multicam-en": ("DAY MAP", "CAMERAS", "MIXER ISOS", "CAST", "ITMS", "ACTS"),
    "serie-fr": ("V REALISATEUR", "PAD", "SEQUENCES", "RUSHES", "GENERIQUE", "SONS SEULS"),
    "series-scripted-en": ("01 CUTS", "EC", "DC", "PC", "LOCK", "RECAP FLASHBACK", "WILD TRACKS"),
    "web-social-en": ("MASTER 16x9", "SHORTS 9x16", "CAPTIONS", "THUMBNAILS", "PUBLISHED"),
}
AVID_BIN_NAME = 27
"""The longest bin name of older Media Composers (its manuals)."""

SHELF = Path(str(files("chutier"))) / "templates"
ANSWERS = {"title": "La Nuit d'été", "episodes": "101,102", "spots": "Le Train,La Gare"}


def bins_of(bins: tuple[BinSpec, ...]) -> Iterator[BinSpec]:
    for spec in bins:
        yield spec
        yield from bins_of(spec.children)


@cache
def blueprint(name: str) -> Blueprint:
    return template_blueprint(name, ANSWERS)


def names_of(name: str) -> list[str]:
    return [spec.name.text for spec in bins_of(blueprint(name).bins)]


def test_the_templates_that_there_are() -> None:
    assert [info.id for info in list_templates()] == sorted(TEMPLATES)
    for info in list_templates():
        assert info.version >= 1
        assert info.id.endswith(info.locale)
        assert info.title
        assert info.description
        assert template_text(info.id).startswith("#")
        assert load_template(info.id)["id"] == info.id


@pytest.mark.parametrize("path", sorted(SHELF.glob("*.yaml")), ids=lambda p: p.stem)
def test_each_file_fits_the_json_schema(path: Path) -> None:
    schema = json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    jsonschema.validate(data, schema)
    assert data["id"] == path.stem


@pytest.mark.parametrize(
    "data", [{"titel": "x"}, {"colors": {"circled": "red"}}, {"bins": [{"place": "x"}]}, {"schema": 2}]
)
def test_the_json_schema_refuses(data: object) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, json_schema())


@pytest.mark.parametrize("name", TEMPLATES)
def test_each_has_the_words_of_its_trade(name: str) -> None:
    names = names_of(name)
    for words in TEMPLATES[name]:
        assert any(words in bin_name for bin_name in names), words


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_word_of_the_other_language(name: str) -> None:
    foreign = {
        "fr": ("DAILIES", "SOUND", "TO CHECK", "WILD", "CUTS", "SCENES", "TURNOVERS", "STILLS"),
        "en": ("RUSHES", "SONS", "A VERIFIER", "MONTAGE", "ENVOIS", "PHOTOS"),
    }[blueprint(name).locale]
    # SOUND DESIGN is what French sound editors call it too.
    assert not [n for n in names_of(name) if n != "SOUND DESIGN" and any(word in n.split() for word in foreign)]


@pytest.mark.parametrize("name", TEMPLATES)
def test_fixed_bin_names_suit_every_program(name: str) -> None:
    for spec in bins_of(blueprint(name).bins):
        if not spec.name.tokens:
            assert len(spec.name.text) <= AVID_BIN_NAME
            assert not set(spec.name.text) & set('/\\:*?"<>|')
            assert spec.name.text.isascii()


@pytest.mark.parametrize("name", TEMPLATES)
def test_colors_and_columns_are_known_and_never_red(name: str) -> None:
    made = blueprint(name)
    used = {
        *made.colors.values(),
        *(spec.color for spec in bins_of(made.bins)),
        *(when.color for when in made.when),
    } - {""}
    assert used <= set(COLORS)
    assert "red" not in used
    columns = {column for view in made.views.values() for column in view}
    assert columns <= {*FIELDS, *MORE_COLUMNS}


DAY_ONE: dict[str, FieldValue] = {"day": 1, "name": "A001C001", "cam": "A", "interview": "Anna", "location": "Gare"}
SLATED: dict[str, FieldValue] = {**DAY_ONE, "ep": "101", "scene": "12", "setup": "A", "take": 1}


def homes(name: str, fields: dict[str, FieldValue]) -> list[str]:
    """The bins whose `place` holds for a clip, whatever loop value they ask for."""
    found = []
    loops = {"episode": "ep", "camera": "cam"}

    def visit(bins: tuple[BinSpec, ...], it: FieldValue | None) -> None:
        for spec in bins:
            value = fields.get(loops.get(spec.for_each, spec.for_each)) if spec.for_each else it
            if spec.for_each and value is None:
                continue
            if spec.place and spec.place.test(fields, value):
                found.append(spec.name.text)
            visit(spec.children, value)

    visit(blueprint(name).bins, None)
    return found


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("name", TEMPLATES)
def test_every_kind_of_clip_has_a_home(name: str, kind: Kind) -> None:
    for fields in (SLATED, DAY_ONE, {"name": "A001C001"}):
        assert homes(name, {**fields, "kind": kind.value}), fields


@pytest.mark.parametrize("name", [n for n in TEMPLATES if "@scene_bin" in names_of(n)])
def test_a_take_without_sound_reaches_its_scene(name: str) -> None:
    assert "@scene_bin" in homes(name, {**SLATED, "kind": "mos"})
    assert "@scene_bin" in homes(name, {**SLATED, "kind": "group"})
    assert "@scene_bin" not in homes(name, {**SLATED, "kind": "picture"})


@pytest.mark.parametrize("name", [n for n in TEMPLATES if "@scene_bin" in names_of(n)])
def test_a_clip_without_a_slate_is_to_be_checked(name: str) -> None:
    check = {"fr": "A VERIFIER", "en": "TO CHECK"}[blueprint(name).locale]
    for kind in ("picture", "sound", "mos"):
        assert check in homes(name, {**DAY_ONE, "kind": kind})
        assert check not in homes(name, {**SLATED, "kind": kind})
        assert check in homes(name, {**SLATED, "kind": kind, "issues": ("conflict",)})


def test_wild_tracks_of_the_feature() -> None:
    assert "30_SONS SEULS" in homes("long-metrage-fr", {**SLATED, "kind": "wild"})
    assert homes("long-metrage-fr", {"kind": "wild", "name": "amb"}) == ["30_SONS SEULS"]


@pytest.mark.parametrize("name", TEMPLATES)
def test_recordings_and_takes_of_one_slate_are_told_apart_where_they_meet(name: str) -> None:
    """In a bin that takes several kinds, two clips of one take must not get one name."""
    made = blueprint(name)
    texts = {kind: made.names.get(kind, made.names["clip"]) for kind in ("picture", "sound", "sync", "group", "wild")}
    rendered = {kind: rule.render({**SLATED, "cams": ("A", "B")}).text for kind, rule in texts.items()}
    if "name" in made.names["clip"].tokens:
        # Files keep their names, which differ; what is made of a picture says so.
        assert len({rendered[kind] for kind in ("picture", "sync", "group")}) == 3
        return
    assert len({rendered[kind] for kind in ("picture", "sound", "group", "wild")}) == 4
    assert rendered["sync"] == rendered["picture"]
    shared = {"picture", "sync"}
    for spec in bins_of(made.bins):
        for fields in (SLATED, DAY_ONE, {"name": "A001C001"}):
            held = {
                k
                for k in shared
                for it in ("12", 1, "101", "A")
                if spec.place and spec.place.test({**fields, "kind": k}, it)
            }
            assert held != shared, spec.name.text


def shape(name: str) -> set[str]:
    return {f"{spec.for_each}|{Rule.parse(spec.name.text, {k: r.text for k, r in blueprint(name).names.items()}).text}"
            for spec in bins_of(blueprint(name).bins)}  # fmt: skip


def test_trees_are_not_copies_of_one_another() -> None:
    shapes = {name: shape(name) for name in TEMPLATES}
    for one, other in combinations(TEMPLATES, 2):
        alike = len(shapes[one] & shapes[other]) / len(shapes[one] | shapes[other])
        assert alike < 0.6, (one, other)


def test_a_template_that_is_not_there() -> None:
    with pytest.raises(ShowError, match="no template called") as caught:
        load_template("long-metrage")
    assert "long-metrage-fr" in caught.value.hint
