"""Large catalogues of values: whole, repeatable, and slated as their system wants."""

from collections import Counter

import pytest

from chutier.demo import make_catalogue_clips
from chutier.model import Kind
from chutier.slate import SlateRules, format_slate, parse_slate, scene_key, slate_of

SYSTEMS = ("fr", "us", "uk")


@pytest.mark.parametrize("system", SYSTEMS)
def test_slates_are_those_of_the_system(system: str) -> None:
    clips, scenes = make_catalogue_clips(3000, 150, system=system)
    rules = SlateRules(system=system)
    assert len({scene_key(scene.label, rules) for scene in scenes}) == 150
    labels = {scene.label for scene in scenes}
    for clip in clips:
        slate = slate_of(clip.fields, rules)
        assert slate is not None
        assert parse_slate(format_slate(slate, "paper"), rules) == slate
        assert clip.fields["scene"] in labels


@pytest.mark.parametrize("system", SYSTEMS)
def test_all_kinds_are_there_and_parts_exist(system: str) -> None:
    clips, _scenes = make_catalogue_clips(2000, 80, system=system)
    kinds = Counter(clip.kind for clip in clips)
    assert set(kinds) == {Kind.PICTURE, Kind.SOUND, Kind.SYNC, Kind.WILD, Kind.MOS, Kind.GROUP}
    ids = [clip.id for clip in clips]
    assert len(ids) == len(set(ids)) == 2000
    known = set(ids)
    assert all(part in known for clip in clips for part in clip.parts)
    assert all(bool(clip.parts) == (clip.kind in (Kind.SYNC, Kind.GROUP)) for clip in clips)
    assert all((clip.media is None) == bool(clip.parts) for clip in clips)


def test_the_same_seed_makes_the_same_catalogue() -> None:
    assert make_catalogue_clips(500, 40, seed=5) == make_catalogue_clips(500, 40, seed=5)
    assert make_catalogue_clips(500, 40, seed=5) != make_catalogue_clips(500, 40, seed=6)


def test_a_uk_slate_number_belongs_to_one_scene() -> None:
    clips, _scenes = make_catalogue_clips(4000, 60, system="uk")
    scenes: dict[object, set[object]] = {}
    for clip in clips:
        if "slate" in clip.fields:
            scenes.setdefault(clip.fields["slate"], set()).add(clip.fields["scene"])
    assert all(len(found) == 1 for found in scenes.values())


def test_episodes_are_on_scenes_and_clips() -> None:
    clips, scenes = make_catalogue_clips(300, 30, episodes=("101", "102"))
    assert {scene.ep for scene in scenes} == {"101", "102"} == {clip.fields["ep"] for clip in clips}
