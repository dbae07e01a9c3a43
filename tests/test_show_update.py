"""Moving a show to a newer version of its template: the three-way comparison, and what it leaves alone."""

import json
import os
from dataclasses import asdict
from pathlib import Path

import pytest

from chutier.errors import ChutierError, ShowError
from chutier.show import TemplateUpdate, apply_update, create_show, load_show, plan_update

OLD = """id: ours
version: 1
title: Ours
locale: fr
slate: {system: fr}
names:
  clip: "{seq}-{plan}-{prise}"
  group: "{seq} GR"
  old: "{seq}"
colors: {circled: green, mos: violet, ng: tan}
bins:
  - {name: A, children: [{name: A1}, {name: A2}]}
  - {name: B, place: "kind == wild"}
"""
NEW = """id: ours
version: 2
title: Ours
locale: fr
slate: {system: fr}
names:
  clip: "{seq}-{plan}-{prise:02}"
  group: "{seq} GROUPE"
  kem: "{seq} BAB"
colors: {circled: lime, mos: violet, ng: brown}
bins:
  - {name: A, children: [{name: A1}, {name: A3}]}
  - {name: B, place: "kind in [wild, mos]"}
"""
SHOW = """# Notre film, à nous.\r
\r
template:   'ours.yaml@1'   # ne pas toucher\r
answers: {title: "Été", fps: 25}\r
names:\r
    clip:  "{seq}/{plan}/{prise}"   # goût de la monteuse\r
colors: {ng: brown}\r
"""


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """A show made with version 1 of a template that is now at version 2."""
    (tmp_path / "ours.yaml").write_text(OLD, encoding="utf-8")
    (tmp_path / ".chutier").mkdir()
    (tmp_path / ".chutier" / "template.yaml").write_text(OLD, encoding="utf-8")
    (tmp_path / "chutier.yaml").write_bytes(SHOW.encode())
    (tmp_path / "ours.yaml").write_text(NEW, encoding="utf-8")
    return tmp_path


def test_until_it_is_updated_a_show_follows_its_copy(film: Path) -> None:
    show = load_show(film)
    assert show.template_version == 1
    assert show.blueprint.names["group"].text == "{seq} GR"


def test_the_update_is_shown_first(film: Path) -> None:
    update = plan_update(load_show(film))
    assert (update.current, update.target, update.nothing_to_do) == ("ours.yaml@1", "ours.yaml@2", False)
    assert update.lines() == [
        "ours.yaml@1 → ours.yaml@2",
        "= names.clip: yours stays, {seq}/{plan}/{prise} (the template says {seq}-{plan}-{prise:02})",
        "~ names.group: {seq} GR → {seq} GROUPE",
        "- names.old",
        "~ colors.circled: green → lime",
        "- bins: A > A2",
        "~ bins: B: place: kind == wild → kind in [wild, mos]",
        "+ names.kem: {seq} BAB",
        "+ bins: A > A3",
    ]
    assert json.dumps(asdict(update), default=str)


def test_the_update_edits_one_line(film: Path) -> None:
    apply_update(plan_update(load_show(film)))
    assert (film / "chutier.yaml").read_bytes() == SHOW.replace("ours.yaml@1", "ours.yaml@2").encode()
    show = load_show(film)
    assert show.template_version == 2
    assert show.blueprint.names["group"].text == "{seq} GROUPE"
    assert show.blueprint.names["clip"].text == "{seq}/{plan}/{prise}"
    assert "old" not in show.blueprint.names
    again = plan_update(show)
    assert again.nothing_to_do
    assert again.lines() == ["ours.yaml@2 is the newest version: there is nothing to do."]


def test_a_show_without_a_version_gets_one(film: Path) -> None:
    (film / "chutier.yaml").write_text("template: ours.yaml", encoding="utf-8")
    apply_update(plan_update(load_show(film)))
    assert (film / "chutier.yaml").read_text(encoding="utf-8") == "template: ours.yaml@2"


def test_what_stands_in_the_way_is_shown_and_refused(film: Path) -> None:
    with (film / "chutier.yaml").open("a", encoding="utf-8") as file:
        file.write("bins_remove: [A > A2]\n")
    before = {path: path.read_bytes() for path in film.rglob("*") if path.is_file()}
    update = plan_update(load_show(film))
    assert any(line.startswith("! ") and "there is no bin called 'A2'" in line for line in update.lines())
    with pytest.raises(ShowError, match="does not fit") as caught:
        apply_update(update)
    assert caught.value.mistakes == update.problems
    assert {path: path.read_bytes() for path in film.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", ["chutier.yaml", "ours.yaml"])
def test_a_stale_update_is_refused(film: Path, name: str) -> None:
    update = plan_update(load_show(film))
    with (film / name).open("a", encoding="utf-8") as file:
        file.write("views: {montage: [name]}\n")
    with pytest.raises(ShowError, match="changed since"):
        apply_update(update)


def test_an_older_template_is_no_update(film: Path) -> None:
    (film / "ours.yaml").write_text(OLD.replace("version: 1", "version: 0"), encoding="utf-8")
    with pytest.raises(ShowError, match="version 1, this Chutier knows version 0"):
        plan_update(load_show(film))


def test_a_disk_that_refuses_leaves_both_files(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    update = plan_update(load_show(film))
    before = {path: path.read_bytes() for path in film.rglob("*") if path.is_file()}
    real = os.fsync
    calls: list[int] = []

    def full(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        real(descriptor)

    monkeypatch.setattr("chutier.files.os.fsync", full)
    with pytest.raises(ChutierError, match="No space left"):
        apply_update(update)
    assert load_show(film).template_version == 1
    after = {path: path.read_bytes() for path in film.rglob("*") if path.is_file()}
    assert after == before


def test_a_lost_copy(film: Path) -> None:
    (film / ".chutier" / "template.yaml").unlink()
    with pytest.raises(ShowError) as caught:
        load_show(film)
    (mistake,) = caught.value.mistakes
    assert mistake.line == 3
    assert "version 2" in mistake.message
    assert "ours.yaml@2" in caught.value.hint


def test_another_template_written_by_hand(film: Path) -> None:
    for text in ("template: ours.yaml@2\n", "template: feature-en@1\n"):
        (film / "chutier.yaml").write_text(text, encoding="utf-8")
        with pytest.raises(ShowError, match="the copy kept beside the show is ours@1") as caught:
            load_show(film)
        assert "template update" in caught.value.hint


def test_a_show_of_its_own_has_nothing_to_update(tmp_path: Path) -> None:
    (tmp_path / "chutier.yaml").write_text("slate: {system: us}\nnames: {clip: x}\nbins: [{name: A}]\n")
    with pytest.raises(ShowError, match="follows no template"):
        plan_update(load_show(tmp_path))


def test_a_new_show_is_up_to_date(tmp_path: Path) -> None:
    show = create_show(tmp_path / "x", "X", "serie-fr", {"episodes": "101,102"})
    update = plan_update(show)
    assert isinstance(update, TemplateUpdate)
    assert update.nothing_to_do
    assert update.changes == ()
