"""Shows: layers laid on one another, where things are, starting one."""

from datetime import date
from fractions import Fraction
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from chutier.blueprint import BinSpec, Blueprint
from chutier.errors import ChutierError, ShowError, UsageError
from chutier.settings import Settings
from chutier.show import (
    check_template,
    code_of,
    create_show,
    find_show,
    json_schema,
    list_templates,
    load_show,
    slug_of,
)


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def tree(bins: tuple[BinSpec, ...], outer: str = "") -> list[str]:
    """The paths of the bins, by the text of their names."""
    paths: list[str] = []
    for spec in bins:
        path = f"{outer}{spec.name.text}"
        paths += [path, *tree(spec.children, f"{path} > ")]
    return paths


BASE = """
id: base
version: 7
title: Base
locale: fr
slate: {system: fr, cameras: [A, B]}
colors: {circled: green, mos: violet}
names: {clip: "{seq}-{plan}-{prise}", scene_bin: "SEQ {seq}"}
bins:
  - {name: A, children: [{name: A1}, {name: A2, sort: time}, {name: A3}]}
  - {name: B}
  - {name: C}
rules: [{when: circled, color: circled}]
"""


def layered(folder: Path, show: str = "", **files: str) -> Blueprint:
    write(folder, base=BASE, **files)
    write(folder, chutier="template: base.yaml\n" + show)
    return load_show(folder).blueprint


def test_maps_join_lists_replace_and_empty_takes_away(tmp_path: Path) -> None:
    show = "colors: {circled: blue, mos:}\nslate: {cameras: [C]}\nnames: {kem: 'K {seq}'}\nrules:\n"
    made = layered(tmp_path, show)
    assert made.colors == {"circled": "blue"}
    assert made.slate.cameras == ("C",)
    assert list(made.names) == ["clip", "scene_bin", "kem"]
    assert made.when == ()


CHANGES = {
    "bins: [{name: X}]": ["X"],
    "bins_remove: [B]": ["A", "A > A1", "A > A2", "A > A3", "C"],
    "bins_remove: [A > A1, C]": ["A", "A > A2", "A > A3", "B"],
    "bins_add: [{name: D}]": ["A", "A > A1", "A > A2", "A > A3", "B", "C", "D"],
    "bins_add: [{name: D, before: A}]": ["D", "A", "A > A1", "A > A2", "A > A3", "B", "C"],
    "bins_add: [{name: D, after: A}]": ["A", "A > A1", "A > A2", "A > A3", "D", "B", "C"],
    "bins_add: [{name: C, before: B}]": ["A", "A > A1", "A > A2", "A > A3", "C", "B"],
    "bins_add: [{name: A, children: [{name: Z, before: A2}]}]": ["A", "A > A1", "A > Z", "A > A2", "A > A3", "B", "C"],
    "bins_remove: [A]\nbins_add: [{name: A, before: B}]": ["A", "B", "C"],
    "bins: [{name: X}]\nbins_add: [{name: Y, children: [{name: Z}]}]": ["X", "Y", "Y > Z"],
}


@pytest.mark.parametrize("change", CHANGES)
def test_bins_are_added_changed_and_removed_by_name(change: str, tmp_path: Path) -> None:
    assert tree(layered(tmp_path, change).bins) == CHANGES[change]


def test_a_bin_of_the_same_name_is_changed_in_place(tmp_path: Path) -> None:
    made = layered(tmp_path, "bins_add: [{name: A, children: [{name: A2, color: mos, place: mos}]}]")
    inner = made.bins[0].children[1]
    assert (inner.name.text, inner.sort, inner.color) == ("A2", "time", "violet")
    assert inner.place is not None


def test_rules_can_be_added(tmp_path: Path) -> None:
    made = layered(tmp_path, "rules_add: [{when: kind == mos, color: pink, set: {clip: 'M {seq}'}}]")
    assert [when.color for when in made.when] == ["green", "pink"]


def test_extends_three_deep_then_answers_then_show_then_taste_then_settings(tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    write(tmp_path / "house", house="id: house\nversion: 2\nextends: ../base.yaml\nproduction: {fps: 24, code: H}\n")
    made = "id: unit\nextends: house/house.yaml\ncolors: {mos: pink}\nproduction: {reels: 3}\n"
    write(tmp_path, base=BASE, unit=made, taste="colors: {ng: brown}\nnames: {clip: '{seq}.{plan}.{prise}'}\n")
    show = "template: unit.yaml\nanswers: {code: X, title: T, fps: 25}\nproduction: {code: Y}\ntaste: taste.yaml\n"
    write(tmp_path, chutier=show)
    loaded = load_show(tmp_path, {"production.fps": "23.976", "colors.ng": "tan", "cameras": "A, B,C"})
    blueprint = loaded.blueprint
    assert blueprint.colors == {"circled": "green", "mos": "pink", "ng": "tan"}
    assert (blueprint.production.code, blueprint.production.title, blueprint.production.reels) == ("Y", "T", 3)
    assert blueprint.production.rate == Fraction(24000, 1001)
    assert blueprint.names["clip"].text == "{seq}.{plan}.{prise}"
    assert blueprint.slate.cameras == ("A", "B", "C")
    assert (loaded.template_id, loaded.template_version) == ("unit.yaml", 1)
    assert loaded.answers == {"code": "X", "title": "T", "fps": "25"}
    assert [path.name for path in loaded.sources] == [
        "chutier.yaml",
        "unit.yaml",
        "house.yaml",
        "base.yaml",
        "taste.yaml",
    ]


PLACES = {
    "": (".chutier/catalogue.sqlite", None),
    "catalogue: ../all.sqlite\nscenes: scenario.csv": ("../all.sqlite", "scenario.csv"),
}


@pytest.mark.parametrize("show", PLACES)
def test_where_things_are(show: str, tmp_path: Path) -> None:
    catalogue, scenes = PLACES[show]
    layered(tmp_path, show)
    loaded = load_show(tmp_path / "chutier.yaml")
    assert loaded.root == tmp_path
    assert Path(loaded.catalog_url) == (tmp_path / catalogue).resolve()
    assert loaded.scenes_file == (tmp_path / scenes if scenes else None)
    assert not loaded.has_catalogue
    Path(loaded.catalog_url).parent.mkdir(exist_ok=True)
    Path(loaded.catalog_url).touch()
    assert loaded.has_catalogue
    assert loaded.language == "fr"


def test_a_catalogue_with_a_name_that_no_disc_holds_is_not_there(tmp_path: Path) -> None:
    layered(tmp_path, f"catalogue: {'x' * 5000}")
    assert not load_show(tmp_path).has_catalogue


def test_a_catalogue_on_a_server(tmp_path: Path) -> None:
    layered(tmp_path, "catalogue: postgresql://assistant@nas/film\nlanguage: en")
    loaded = load_show(tmp_path)
    assert loaded.catalog_url == "postgresql://assistant@nas/film"
    assert loaded.has_catalogue
    assert loaded.language == "en"


def test_a_show_is_found_from_inside(tmp_path: Path) -> None:
    layered(tmp_path)
    (tmp_path / "avid" / "J03").mkdir(parents=True)
    assert find_show(tmp_path / "avid" / "J03") == (tmp_path / "chutier.yaml").resolve()


def test_loading_writes_nothing(tmp_path: Path) -> None:
    layered(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["base.yaml", "chutier.yaml"]


TITLES = {
    "La Nuit d'été": ("NDE", "la-nuit-d-ete"),
    "La Nuit d’été": ("NDE", "la-nuit-d-ete"),
    "Wild Nine": ("WN", "wild-nine"),
    "Les Œufs de l'autruche": ("OA", "les-oeufs-de-l-autruche"),
    "Ça": ("CA", "ca"),
    "2001: A Space Odyssey": ("2001", "2001-a-space-odyssey"),
    "Le": ("LE", "le"),
    "Plus belle la vie encore plus belle": ("PBVE", "plus-belle-la-vie-encore-plus-belle"),
    "東京物語": ("FILM", "film"),
    "🎬": ("FILM", "film"),
    "../../etc": ("ETC", "etc"),
}


@pytest.mark.parametrize("title", TITLES)
def test_codes_and_folders_from_titles(title: str) -> None:
    assert (code_of(title)[:4], slug_of(title)) == (TITLES[title][0][:4], TITLES[title][1])


@given(st.text())
def test_any_title_gives_a_code_and_a_folder(title: str) -> None:
    code, slug = code_of(title), slug_of(title)
    assert 1 <= len(code) <= 4
    assert code.isascii()
    assert code.isalnum()
    assert code == code.upper()
    assert 1 <= len(slug) <= 60
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_a_new_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    answers = {"fps": "25", "slate.cameras": "A,B,C", "day_one": "2026-05-12", "names.group": "{seq}-{plan}-{prise} G"}
    show = create_show(None, "La Nuit d'été", "long-metrage-fr", answers)
    assert show.path == Path("la-nuit-d-ete/chutier.yaml")
    production = show.blueprint.production
    assert (production.code, production.title, production.rate) == ("NDE", "La Nuit d'été", Fraction(25))
    assert production.day_one == date(2026, 5, 12)
    assert show.blueprint.slate.cameras == ("A", "B", "C")
    assert show.blueprint.names["group"].text == "{seq}-{plan}-{prise} G"
    assert show.scenes_file == Path("la-nuit-d-ete/scenario.csv")
    assert (show.template_id, show.template_version) == ("long-metrage-fr", 1)
    assert show.snapshot.is_file()
    text = show.path.read_text(encoding="utf-8")
    assert "# Liste des séquences" in text
    jsonschema.validate(
        yaml.load(text, yaml.BaseLoader), {**json_schema(), "additionalProperties": True, "properties": {}}
    )
    assert check_template(show.path).id == "long-metrage-fr"


def test_a_show_is_never_written_over(tmp_path: Path) -> None:
    create_show(tmp_path / "x", "X", "feature-en")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(ShowError, match="already") as caught:
        create_show(tmp_path / "x", "Y", "ecole-fr")
    assert "--into" in caught.value.hint
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("title", "template", "answers"),
    [
        ("", "feature-en", {}),
        ("a\nb", "feature-en", {}),
        ("X", "feature", {}),
        ("X", "feature-en", {"fps": "24.5"}),
        ("X", "feature-en", {"nope": "1"}),
        ("X", "none.yaml", {}),
    ],
)
def test_nothing_is_written_when_something_is_wrong(
    title: str, template: str, answers: dict[str, str], tmp_path: Path
) -> None:
    with pytest.raises((ShowError, UsageError)) as caught:
        create_show(tmp_path / "x", title, template, answers)
    assert caught.value.hint
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("a file")
    with pytest.raises(ChutierError):
        create_show(tmp_path / "x", "X", "feature-en")
    assert (tmp_path / "x").read_text() == "a file"


@pytest.mark.parametrize(
    "title",
    ['Say "yes": {no} [or] #1 & *2', "Back\\slash", "100 %", "no", "010", "Ünïcode 🎬", "'", "- a", "@b", "a: b"],
)
def test_titles_that_yaml_would_misread(title: str, tmp_path: Path) -> None:
    show = create_show(tmp_path / "x", title, "web-social-en", {"client": title, "spots": "no, 010"})
    assert show.blueprint.production.title == title
    assert show.blueprint.production.extra["client"] == title
    assert show.blueprint.production.extra["spots"] == ("no", "010")


@pytest.mark.parametrize("template", [info.id for info in list_templates()])
def test_every_template_starts_a_show(template: str, tmp_path: Path) -> None:
    show = create_show(tmp_path / "x", "La Nuit d'été", template)
    text = show.path.read_text(encoding="utf-8")
    assert ("Ce qui suit" in text) == (show.blueprint.locale == "fr")
    assert show.blueprint.title == "La Nuit d'été"


def test_a_house_template_is_found_from_the_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "house").mkdir()
    write(tmp_path / "house", ours="id: ours\nversion: 3\nextends: court-metrage-fr\ncolors: {ng: brown}\n")
    monkeypatch.chdir(tmp_path)
    show = create_show(None, "X", "house/ours.yaml")
    assert (show.template_id, show.template_version) == ("../house/ours.yaml", 3)
    assert show.blueprint.colors["ng"] == "brown"


SETTINGS = [
    ({}, {}, Settings()),
    ({"CHUTIER_WORKERS": "3", "CHUTIER_LANG": "fr"}, {}, Settings(workers=3, language="fr")),
    ({"CHUTIER_WORKERS": "3"}, {"workers": "5"}, Settings(workers=5)),
    ({"CHUTIER_CATALOGUE": "postgresql://nas/x"}, {}, Settings(catalogue="postgresql://nas/x")),
]


@pytest.mark.parametrize(("environ", "overrides", "expected"), SETTINGS)
def test_settings(environ: dict[str, str], overrides: dict[str, str], expected: Settings) -> None:
    assert Settings.of(environ, overrides) == expected


@pytest.mark.parametrize("environ", [{"CHUTIER_WORKERS": "many"}, {"CHUTIER_WORKERS": "0"}, {"CHUTIER_LANG": "de"}])
def test_settings_that_mean_nothing(environ: dict[str, str]) -> None:
    with pytest.raises(UsageError, match=next(iter(environ))):
        Settings.of(environ)
