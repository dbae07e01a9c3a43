"""The two full examples of the trade reference load as written, and mean what they say."""

import shutil
from fractions import Fraction
from pathlib import Path

import jsonschema
import pytest
import yaml

from chutier.fields import FieldValue
from chutier.model import Source
from chutier.show import check_template, json_schema, load_show

CASES = Path(__file__).parent / "cases" / "shows"


@pytest.fixture
def shows(tmp_path: Path) -> Path:
    """A folder with both examples."""
    shutil.copy(CASES / "example-feature-fr.yaml", tmp_path / "film.yaml")
    shutil.copy(CASES / "example-series-en.yaml", tmp_path / "series.yaml")
    return tmp_path


def show_of(folder: Path, template: str, more: str = "") -> Path:
    (folder / "chutier.yaml").write_text(f"template: {template}\n{more}", encoding="utf-8")
    return folder


@pytest.mark.parametrize(("name", "title"), [("film", "Long métrage — fiction"), ("series", "Scripted series")])
def test_examples_have_no_mistake(shows: Path, name: str, title: str) -> None:
    info = check_template(shows / f"{name}.yaml")
    assert (info.title, info.version) == (title, 1)
    jsonschema.validate(yaml.safe_load((shows / f"{name}.yaml").read_text(encoding="utf-8")), json_schema())


TAKE: dict[str, FieldValue] = {
    "scene": "12bis", "setup": "3", "take": 2, "cam": "B", "shot_size": "PRT",
    "decor": "Cuisine d'Hélène", "code": "NDV", "stage": "BAB", "reel": 2, "version": 4,
}  # fmt: skip


def test_the_feature(shows: Path) -> None:
    film = load_show(show_of(shows, "film.yaml")).blueprint
    assert film.production.rate == Fraction(24)
    assert str(film.production.start) == "01:00:00:00"
    assert (film.slate.system, film.slate.cameras, film.slate.prefix_before) == ("fr", ("A", "B"), True)
    rendered = {
        name: rule.render(TAKE).text for name, rule in film.names.items() if name in ("clip", "display", "scene_bin")
    }
    assert rendered == {
        "clip": "12bis-3-02 B", "display": "12bis/3-2 B · PRT", "scene_bin": "SEQ 012bis CUISINE D'HÉLÈNE",
    }  # fmt: skip
    assert len(rendered["scene_bin"]) == 27
    sequences = film.bins[1].children[0]
    assert sequences.place is not None
    assert sequences.place.test({**TAKE, "kind": "sync"}, "12bis")
    assert not sequences.place.test({**TAKE, "kind": "sync"}, "12")
    assert sequences.sequences[0].order == ("setup", "take", "cam")
    assert film.bins[2].children[0].children[3].color == "orange"
    assert film.views["montage"][6] == "cam"
    assert film.vocab["shot_sizes"]["PRT"] == "PRT"
    assert film.track_layout["audio"][:2] == ("DIR mix", "DIR perche")


def test_the_series(shows: Path) -> None:
    series = load_show(show_of(shows, "series.yaml")).blueprint
    assert series.production.rate == Fraction(24000, 1001)
    assert series.production.episodes == ("201", "202")
    take: dict[str, FieldValue] = {
        "ep": "203", "scene": "A47", "setup": "A", "take": 3, "tags": ("PU",), "cam": "B", "slug": "INT KITCHEN",
        "code": "WLD", "n": 10,
    }  # fmt: skip
    rendered = {name: series.names[name].render(take).text for name in ("clip", "scene_bin", "vfx_shot")}
    assert rendered == {
        "clip": "203-A47A-3PU B",
        "scene_bin": "203 SC A047 INT KITCHEN",
        "vfx_shot": "WLD_203_A047_0010",
    }
    assert series.names["clip"].read("203-A47A-3PU B") == {
        k: take[k] for k in ("ep", "scene", "setup", "take", "tags", "cam")
    }
    wild = next(when for when in series.when if when.test.test({"kind": "wild"}))
    assert (
        wild.names["clip"].render({"ep": "203", "scene": "47", "take": 1, "character": "ANNA"}).text
        == "203-47 WT1 ANNA"
    )
    assert series.targets["avid"] == {"name_max": 31, "eight_char_reel": "warn"}
    assert series.turnovers["vfx"]["first_frame"] == 1001
    assert [bin_.children[1].children[0].omit for bin_ in series.bins if bin_.for_each == "episode"] == ["placeholder"]


def test_text_stays_as_it_was_typed(shows: Path) -> None:
    """What YAML 1.1 would turn into a truth, a number of seconds, an octal or a date."""
    more = "production: {episodes: [010, 1:30, no, 2026-05-12, 1e3, 0x1F]}\nvocab: {shot_sizes: {on: yes, off: ~}}\n"
    film = load_show(show_of(shows, "film.yaml", more)).blueprint
    assert film.production.episodes == ("010", "1:30", "no", "2026-05-12", "1e3", "0x1F")
    assert film.vocab["shot_sizes"] == {"on": "yes"}


def test_precedence_always_puts_a_person_first(shows: Path) -> None:
    film = load_show(show_of(shows, "film.yaml", "precedence: [sound, slate]\n")).blueprint
    assert film.precedence == (Source.HUMAN, Source.SOUND, Source.SLATE, Source.SCRIPT, Source.CAMERA, Source.FILE)
