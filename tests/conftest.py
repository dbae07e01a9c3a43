"""What every test may use."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from chutier import i18n

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
