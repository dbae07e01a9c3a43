"""The jobs of the menu from the click to the last word: through the pipes, on a Resolve that sees the demo day."""

from pathlib import Path
from typing import Any

import pytest

from chutier_resolve.dialogs import Branch, Dialog
from chutier_resolve.menu import VERBS, conduct
from chutier_resolve.remembering import Shows
from hosts.resolve import PROFILES, FakeResolve
from resolve.desk import Person, Reply, menu
from resolve.show_bench import resolve_of

LIVE = sorted(name for name in PROFILES if name != "free-21.1")


@pytest.fixture
def shows(tmp_path: Path) -> Shows:
    return Shows(tmp_path / "config" / "projects.json")


def run(fake: FakeResolve, verb: str, shows: Shows, *replies: Reply, windows: Any = None) -> tuple[int, Person]:
    person = Person(list(replies))
    with menu(fake, windows) as (source, sink):
        status = conduct(verb, source, sink, lambda: person, shows)
    assert fake.violations == []
    return status, person


def chosen(folder: Path) -> Reply:
    return ("go", {"show": str(folder)})


def rows(branches: tuple[Branch, ...]) -> list[str]:
    return [text for one in branches for text in (one.text, *rows(one.children))]


@pytest.mark.parametrize("profile", LIVE)
def test_build_bins_asks_for_the_show_once_shows_the_plan_and_builds(profile: str, show: Path, shows: Shows) -> None:
    fake = resolve_of(show, **PROFILES[profile])
    here = fake.person.make_bin(("DU MONTEUR",))
    project = fake.person.project
    project.pool.here = here
    mine = project.pool.CreateEmptyTimeline("OURS DE LA MONTEUSE")
    fake.page = "color"
    status, person = run(fake, "build", shows, chosen(show), "go")
    assert status == 0
    assert [dialog.title for dialog in person.shown] == ["Which show?", "Build bins"]
    assert "LA NUIT" in person.shown[1].lead
    assert {"10_SEQUENCES", "20_RUSHES"} <= set(rows(person.shown[1].tree))
    assert person.last is not None
    assert not person.last.tree, person.last
    assert person.progressed
    assert person.closed
    # The person stands where they stood.
    assert (project.pool.here, project.timeline, fake.page) == (here, mine, "color")
    # A second time there is nothing to ask and nothing to do, but for the sound that this edition leaves to a person.
    fake.meter.reset()
    status, person = run(fake, "build", shows)
    assert [dialog.title for dialog in person.shown] == ["Build bins"]
    assert fake.meter.mutations == 0
    if fake.studio and fake.version >= (19, 1):
        assert "Nothing to do." in person.shown[0].lead
        assert [one.id for one in person.shown[0].buttons] == ["close"]


def test_nothing_is_done_without_a_yes(show: Path, shows: Shows) -> None:
    fake = resolve_of(show)
    before = fake.state()
    assert run(fake, "build", shows, chosen(show), "cancel")[0] == 0
    assert run(fake, "build", shows, "")[0] == 0
    assert fake.state() == before


def test_a_wrong_show_is_asked_for_again(show: Path, shows: Shows, tmp_path: Path) -> None:
    fake = resolve_of(show)
    _status, person = run(
        fake, "build", shows, ("go", {"show": str(tmp_path / "no.yaml")}), ("go", {"show": ""}), "cancel"
    )
    assert [dialog.title for dialog in person.shown] == ["Which show?"] * 3
    assert "there is no file" in person.shown[1].notes[0]
    assert person.last is None


def test_clips_tell_the_show_on_another_computer(show: Path, shows: Shows, tmp_path: Path) -> None:
    fake = resolve_of(show)
    run(fake, "build", shows, chosen(show), "go")
    _status, person = run(fake, "build", Shows(tmp_path / "elsewhere.json"))
    assert [dialog.title for dialog in person.shown] == ["Build bins"]


def test_windows_of_resolve_are_used_where_there_are_any(show: Path, shows: Shows) -> None:
    fake = resolve_of(show)
    seen: list[dict[str, Any]] = []

    def windows(dialog: dict[str, Any]) -> dict[str, Any]:
        seen.append(dialog)
        return {"answer": "go", "fields": {"show": str(show)}}

    _status, person = run(fake, "build", shows, windows=windows)
    assert [dialog["title"] for dialog in seen] == ["Which show?", "Build bins", "Build bins"]
    assert person.shown == []
    assert fake.person.project.pool.items()


def test_sync_links_only_sound(show: Path, shows: Shows) -> None:
    fake = resolve_of(show)
    run(fake, "build", shows, chosen(show), "go")
    for item in fake.person.project.pool.items():
        item.synced = ""
    # What a person unlinked stays so: it is told, not done.
    _status, person = run(fake, "sync", shows, "go")
    assert any("by hand" in note for note in person.shown[0].notes)


def test_sync_brings_what_a_build_could_not(show: Path, shows: Shows) -> None:
    fake = resolve_of(show)
    fake.faults.on("MediaPool.AutoSyncAudio", lies=True)
    for nth in range(2, 200):
        fake.faults.on("MediaPool.AutoSyncAudio", nth=nth, lies=True)
    _status, person = run(fake, "build", shows, chosen(show), "go")
    assert person.last is not None
    assert any("no sound of the same timecode" in text for text in rows(person.last.tree))
    fake.faults.clear()
    _status, person = run(fake, "sync", shows, "go")
    assert {one.mark for one in leaves(person.shown[0].tree)} == {"~"}
    assert any(item.synced for item in fake.person.project.pool.items())


def leaves(branches: tuple[Branch, ...]) -> list[Branch]:
    return [leaf for one in branches for leaf in (leaves(one.children) if one.children else [one])]


def test_scene_rolls_makes_only_timelines(show: Path, shows: Shows) -> None:
    fake = resolve_of(show)
    fake.faults.on("MediaPool.CreateEmptyTimeline", returns=None)
    run(fake, "build", shows, chosen(show), "go")
    missing = len(fake.person.project.timelines)
    fake.meter.reset()
    _status, person = run(fake, "rolls", shows, "go")
    assert person.last is not None
    assert len(fake.person.project.timelines) == missing + 1
    assert not [call for call in fake.meter.calls if call in ("MediaPool.ImportMedia", "MediaPoolItem.SetMetadata")]


def test_check_the_day_tells_what_is_missing_here_too(show: Path, shows: Shows) -> None:
    fake = resolve_of(show)
    _status, person = run(fake, "check", shows, chosen(show))
    assert person.last is not None
    assert person.last.title == "Check the day"
    assert person.last.tree
    assert "not in this project yet" in person.last.lead


def test_markers_of_the_open_timeline_go_out(show: Path, shows: Shows) -> None:
    fake = resolve_of(show)
    run(fake, "build", shows, chosen(show), "go")
    project = fake.person.project
    project.timeline = project.timelines[0]
    _status, person = run(fake, "turnover", shows)
    assert person.last is not None
    path = next((show / "resolve" / "markers").iterdir())
    text = path.read_text(encoding="utf-8-sig")
    assert text.startswith("Start TC,Name,Comment,Color,Duration,ID")
    assert "01:00:00:00" in text
    assert str(path) in person.last.lead
    run(fake, "turnover", shows)
    assert len(list((show / "resolve" / "markers").iterdir())) == 2


def test_undo_takes_everything_back_when_asked(show: Path, shows: Shows) -> None:
    fake = resolve_of(show)
    before = fake.state()["LA NUIT"]
    run(fake, "build", shows, chosen(show), "go")
    _status, person = run(fake, "undo", shows, "all")
    assert person.last is not None
    assert fake.state()["LA NUIT"]["pool"] == before["pool"]
    assert fake.state()["LA NUIT"]["timelines"] == before["timelines"]
    _status, person = run(fake, "undo", shows, "all")
    assert person.last is not None
    assert "nothing was built here" in person.last.lead
    # And the same can be built again.
    _status, person = run(fake, "build", shows, "go")
    assert person.last is not None
    assert not person.last.tree
    assert fake.person.project.pool.items()


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no project": ({"project": None}, "no project is open in Resolve"),
    "untitled": ({"project": "Untitled Project"}, "has no name yet"),
    "no database": ({"database": {}}, "no database open"),
    "another rate": ({"rate": "30"}, "the empty project runs at 30 frames"),
    "too old": ({"version": (18, 6, 6, 7)}, "too old"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_cannot_be_is_said_in_one_sentence(wrong: str, show: Path, shows: Shows) -> None:
    how, sentence = WRONG[wrong]
    fake = resolve_of(show, **how)
    before = fake.state()
    status, person = run(fake, "build", shows, chosen(show), "go")
    assert status == 2
    assert person.last is not None
    assert sentence in person.last.lead
    assert person.last.notes
    assert fake.state() == before


def test_a_bin_that_goes_while_we_work_costs_only_its_clips(show: Path, shows: Shows) -> None:
    fake = resolve_of(show)

    def remove(dialog: Dialog) -> str:
        for path in list(fake.person.project.pool.root.folders):
            fake.person.remove_bin((path.name,))
        return "go"

    fake.person.make_bin(("20_RUSHES",))
    _status, person = run(fake, "build", shows, chosen(show), remove)
    assert person.last is not None
    _status, person = run(fake, "build", shows, "go")
    assert person.last is None or not person.last.tree


def test_a_window_left_open_is_told_and_the_next_build_finishes(show: Path, shows: Shows) -> None:
    fake = resolve_of(show)
    fake.person.open_modal()
    _status, person = run(fake, "build", shows, chosen(show), "go")
    assert person.last is not None
    assert any("a window open" in text for text in rows(person.last.tree))
    fake.person.dismiss()
    _status, person = run(fake, "build", shows, "go")
    assert person.last is not None
    assert not person.last.tree


def test_what_is_offline_is_told_and_comes_when_it_is_there(show: Path, shows: Shows) -> None:
    fake = resolve_of(show)
    away = dict(list(fake.files.items())[:3])
    for path in away:
        del fake.files[path]
    _status, person = run(fake, "build", shows, chosen(show), "go")
    assert person.last is not None
    assert sum("is it online" in text for text in rows(person.last.tree)) == len(away)
    fake.files.update(away)
    _status, person = run(fake, "build", shows, "go")
    assert person.last is not None
    assert not person.last.tree
    paths = [one.path for one in fake.person.project.pool.items() if one.path]
    assert len(paths) == len(set(paths))


def test_a_project_at_another_rate_gets_all_but_its_timelines(show: Path, shows: Shows) -> None:
    fake = resolve_of(show, rate="30")
    fake.person.import_file(next(iter(fake.files)), ("DU MONTEUR",))
    _status, person = run(fake, "build", shows, chosen(show), "go")
    assert person.last is not None
    told = rows(person.last.tree)
    assert told
    assert all("the project runs at 30 frames" in text for text in told)


def test_a_locked_project_says_so(show: Path, shows: Shows) -> None:
    fake = resolve_of(show, locked=True)
    _status, person = run(fake, "build", shows, chosen(show), "go")
    assert person.last is not None
    assert any("is the project locked" in text for text in rows(person.last.tree))
    fake.locked = False
    _status, person = run(fake, "build", shows, "go")
    assert person.last is not None
    assert not person.last.tree


@pytest.mark.parametrize("call", [3, 40, 400, 900])
def test_a_resolve_that_goes_away_in_the_middle(show: Path, shows: Shows, call: int) -> None:
    fake = resolve_of(show)

    def go(dialog: Dialog) -> str:
        fake.faults.at_call(call, disconnect=True)
        return "go"

    status, person = run(fake, "build", shows, chosen(show), go)
    assert status == 2
    assert person.last is not None
    assert person.last.title == "This cannot be done"
    fake.faults.clear()
    _status, person = run(fake, "build", shows, "go")
    assert person.last is not None
    assert not person.last.tree
    paths = [one.path for one in fake.person.project.pool.items() if one.path]
    assert len(paths) == len(set(paths))


def test_another_project_in_between_stops_the_build(show: Path, shows: Shows) -> None:
    fake = resolve_of(show)

    def switch(dialog: Dialog) -> str:
        fake.person.open_project("AUTRE FILM")
        return "go"

    status, person = run(fake, "build", shows, chosen(show), switch)
    assert status == 2
    assert person.last is not None
    assert "AUTRE FILM" in person.last.lead
    assert fake.person.project.pool.items() == []


def test_every_entry_of_the_menu_has_a_job() -> None:
    from chutier_resolve.shim import ENTRIES, titles

    assert set(ENTRIES) == set(VERBS) == set(titles())
