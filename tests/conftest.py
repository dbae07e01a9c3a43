"""What every test may use."""

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from chutier import i18n

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from chutier.demo import DemoDay
    from chutier.events import Event
    from command_line import CommandLine

settings.register_profile("quick", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("long", max_examples=2000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(autouse=True)
def _english() -> None:
    """Messages are compared in English unless a test says otherwise."""
    i18n.use_language("en")


@pytest.fixture(scope="session")
def samples() -> Path:
    """Real interchange files, which live beside the project when they are there at all."""
    folder = Path(__file__).parents[2] / "shared" / "samples"
    if not folder.is_dir():
        pytest.skip("no sample files beside the project")
    return folder


@pytest.fixture(scope="session")
def demo_events() -> "list[Event]":
    """What was reported while the demo day was made."""
    return []


@pytest.fixture(scope="session")
def demo_day(tmp_path_factory: pytest.TempPathFactory, demo_events: "list[Event]") -> "DemoDay":
    """The generated day on disk, made once; nobody changes it."""
    from chutier.demo import make_day

    return make_day(tmp_path_factory.mktemp("demo") / "la-nuit", workers=2, report=demo_events.append)


@pytest.fixture(scope="session")
def read_show(tmp_path_factory: pytest.TempPathFactory, demo_day: "DemoDay") -> Path:
    """A show whose catalogue holds the demo day, made once; nobody changes it."""
    from chutier.catalog import Catalog, ingest
    from chutier.organise import scenes_of
    from chutier.show import create_show, load_show

    i18n.use_language("en")
    folder = tmp_path_factory.mktemp("show") / "la-nuit"
    made = create_show(folder, "La Nuit d'été", "long-metrage-fr", answers={"production.code": "NDV"})
    shutil.copy(demo_day.scene_list, folder / "scenario.csv")
    show = load_show(made.path)
    with Catalog.open(show.catalog_url) as catalogue:
        sources = [*demo_day.cards, *demo_day.sound_rolls, *demo_day.papers]
        ingest(catalogue, sources, show.blueprint, scenes=scenes_of(show), workers=2)
    return folder


@pytest.fixture
def show(read_show: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that show to work in; we stand in its folder."""
    folder = tmp_path / "la-nuit"
    shutil.copytree(read_show, folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> "CommandLine":
    """Types `chutier` commands in this process, in English, where nobody can be asked."""
    from command_line import CommandLine

    monkeypatch.setenv("CHUTIER_LANG", "en")
    monkeypatch.setenv("LANGUAGE", "en")
    for variable in ("CHUTIER_WORKERS", "CHUTIER_CATALOGUE"):
        monkeypatch.delenv(variable, raising=False)
    return CommandLine(capsys)


@pytest.fixture(scope="session")
def heard_once(tmp_path_factory: pytest.TempPathFactory, read_show: Path, demo_day: "DemoDay") -> Path:
    """That show after somebody has listened to its sounds, made once; nobody changes it."""
    from chutier.catalog import Catalog
    from chutier.organise import read_in
    from chutier.show import load_show

    folder = tmp_path_factory.mktemp("heard") / "la-nuit"
    shutil.copytree(read_show, folder)
    show = load_show(folder)
    with Catalog.open(show.catalog_url) as catalogue:
        read_in(show, catalogue, [*demo_day.cards, *demo_day.sound_rolls, *demo_day.papers], workers=1)
    return folder


@pytest.fixture
def heard_show(heard_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that show to work in; we stand in its folder."""
    folder = tmp_path / "la-nuit"
    shutil.copytree(heard_once, folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(scope="module")
def browser() -> "Iterator[Any]":
    """A browser without a window, for the whole module."""
    from chutier.report.pdf import find_browser

    api = pytest.importorskip("playwright.sync_api")
    found = find_browser()
    if found is None:
        pytest.skip("no Chrome, Chromium, Edge or Brave on this machine")
    root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(found), args=root)
        yield opened
        opened.close()
